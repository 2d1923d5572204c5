"""Pages as a crawl keeps them: WARC, WET and HTML; what is no page is none, what is damaged says so."""

import gzip

import pyarrow as pa
import pytest

from transforms.sources import Fields, crawls, list_inputs, read_pages
from transforms.text.rejected import RejectedInput

HTML = """<!doctype html><html><head><title>Ferry runs aground | North Post</title>
<meta property="article:published_time" content="2024-01-24T23:30:00-05:00"><style>p {}</style><script>var ferry = 1;</script></head>
<body><nav><ul><li><a href="/">Home</a></li></ul></nav><h1>Ferry runs aground</h1>
<figure><img src="x.jpg" alt="A drawing"><figcaption>The ferry on Tuesday.</figcaption></figure>
<p>A ferry <b>ran</b> aground on <a href="/t">Tuesday</a>,
the coast guard said.<br>Nobody was hurt.</p><p hidden>Not shown</p><p>Caf\u00e9s stayed open.</p></body></html>"""
TEXT = """Home

Ferry runs aground

The ferry on Tuesday.

A ferry ran aground on Tuesday, the coast guard said.
Nobody was hurt.

Caf\u00e9s stayed open."""


def record(kind, address, content, *, of="text/html; charset=utf-8", status=None, headers=""):
    """A record of WARC: with ``status`` an HTTP message."""
    body = content if isinstance(content, bytes) else content.encode()
    if status is not None:
        body = f"HTTP/1.1 {status} X\r\nContent-Type: {of}\r\n{headers}\r\n".encode() + body
        of = "application/http; msgtype=response"
    named = f"WARC-Target-URI: {address}\r\n" if address else ""
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\n{named}WARC-Date: 2024-01-26T00:10:00Z\r\nContent-Type: {of}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def page(name="a", **options):
    return record("response", f"https://post.example/{name}", HTML, status=200, **options)


def found(path, fields=None, limit=10_000):
    """What the pages say; of those that cannot be read why; at the end why the file ends early."""
    told = []
    try:
        for row, name, content, date, trouble, basis in read_pages(str(path), fields or Fields(""), limit):
            told += [(row, trouble.reason) if trouble else (row, name, content.decode().strip(), date, basis)]
    except RejectedInput as rejected:
        told.append(rejected.reason)
    return told


def test_the_pages_of_a_crawl(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(
        record("warcinfo", None, "software: none", of="application/warc-fields")
        + record("request", "https://post.example/a", "GET /a HTTP/1.1\r\n\r\n", of="application/http; msgtype=request")
        + page()
        + record("response", "https://post.example/gone", HTML, status=404)
        + record("response", "https://post.example/x.jpg", b"\xff\xd8", of="image/jpeg", status=200)
        + record("response", "https://post.example/packed", gzip.compress(HTML.encode()), status=200, headers="Content-Encoding: gzip\r\n")
        + record("conversion", "https://post.example/text", "Plain caf\u00e9", of="text/plain")
        + record("resource", "<https://post.example/kept>", HTML)
    )
    address = "https://post.example/"
    assert found(path) == [
        (3, address + "a", TEXT, "2024-01-24", "markup"),
        (6, address + "packed", TEXT, "2024-01-24", "markup"),
        (7, address + "text", "Plain caf\u00e9", None, "field"),
        (8, address + "kept", TEXT, "2024-01-24", "markup"),
    ]
    assert [one[3:] for one in found(path, Fields("", date="WARC-Date"))] == [("2024-01-26T00:10:00Z", "field")] * 4


@pytest.mark.parametrize("packed", [gzip.compress, lambda content: pa.Codec("zstd").compress(content, asbytes=True)])
def test_what_is_packed_is_read_to_where_it_is_damaged(tmp_path, packed):
    path = tmp_path / ("a.warc.gz" if packed is gzip.compress else "a.warc.zst")
    members = [packed(page(f"page{number}")) for number in range(400)]
    path.write_bytes(b"".join(members))
    assert [one[0] for one in found(path)] == list(range(1, 401))
    path.write_bytes(b"".join(members)[:-30])
    *whole, end = found(path)
    assert (end, [one[0] for one in whole]) == ("corrupt_archive", list(range(1, len(whole) + 1)))
    assert len(whole) >= 200
    path.write_bytes(b"no archive at all")
    assert found(path) == ["corrupt_archive"]


def test_what_is_no_sound_warc_says_so(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(page() + page("b")[:-300])
    assert [one if isinstance(one, str) else one[0] for one in found(path)] == [1, "corrupt_archive"]
    path.write_bytes(page() + b"something else\r\n\r\n")
    assert [one if isinstance(one, str) else one[0] for one in found(path)] == [1, "corrupt_archive"]


def test_a_bad_record_costs_itself(tmp_path):
    path = tmp_path / "a.warc"
    bad = [
        record("response", None, HTML, status=200),
        record("response", "https://post.example/long", "x" * 20_000, status=200),
        record("response", "https://post.example/empty", "<html><body><script>1</script></body></html>", status=200),
    ]
    path.write_bytes(page() + b"".join(bad) + page("z"))
    assert [one[:2] for one in found(path)] == [
        (1, "https://post.example/a"), (2, "bad_record"), (3, "too_large"), (4, "empty"), (5, "https://post.example/z"),
    ]  # fmt: skip


@pytest.mark.parametrize("charset", ["utf", "hex", "utf-8\0", "caf\u00e9", "windows-1252"])
def test_an_encoding_that_there_is_not_is_found_out(tmp_path, charset):
    path = tmp_path / "a.warc"
    said = HTML.encode("windows-1252" if charset == "windows-1252" else "utf-8")
    path.write_bytes(record("response", "https://post.example/a", said, status=200, of=f"text/html; charset={charset}"))
    assert found(path) == [(1, "https://post.example/a", TEXT, "2024-01-24", "markup")]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "utf-16"])
def test_a_page_of_its_own(tmp_path, encoding):
    said = HTML if encoding == "utf-16" else HTML.replace("<head>", f'<head><meta charset="{encoding}">')
    path = tmp_path / "a.HTML.gz"
    path.write_bytes(gzip.compress(said.encode(encoding)))
    assert found(path) == [(crawls.PAGE, None, TEXT, "2024-01-24", "markup")]
    assert found(path, limit=100) == ["too_large"]


def test_without_its_extra_it_is_skipped_with_the_reason(tmp_path, monkeypatch):
    names = ["a.html", "b.warc.gz", "c.wet", "d.htm.zst"]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    assert [one.skipped for one in list_inputs([str(tmp_path)], source_root=None)] == [None] * 4
    monkeypatch.setattr(crawls, "can_read", lambda: False)
    assert [one.skipped for one in list_inputs([str(tmp_path)], source_root=None)] == ["no_crawl_extra"] * 4
