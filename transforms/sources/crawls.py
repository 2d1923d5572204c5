r"""Pages as a crawl keeps them: HTML files, and archives of them; the text of each is made here, in the form of a raw page.

- ``.warc``: each HTTP response of status 200 whose content is HTML is a record; requests, pictures, redirects and errors are none. So is each
  record of text (WARC's ``resource`` and ``conversion``, which is all that a ``.wet`` holds). Records are counted from 1 among all of a file.
- ``.html``, ``.htm``: one page.

``.gz`` behind any of them (and ``.zst``) is decompressed on the way. The text of HTML holds everything that the page shows, in lines, without markup,
scripts and the alternative texts of pictures: what is story is decided later, as on any page. Its date of publication is the one that its markup
states (``article:published_time``, ``datePublished`` of schema.org, its URL and their like), as htmldate reads them.

WARC is ISO 28500; what reads it (fastwarc), turns HTML into text (resiliparse) and finds dates (htmldate) are in the extra ``crawl``.
"""

import importlib.util
from collections.abc import Iterator
from typing import Any

from transforms.sources import streams
from transforms.sources.collections import BAD, Fields, Record
from transforms.text.rejected import RejectedInput

MARKUP = "markup"
"""The ``date_basis`` of a page whose markup states when it was published."""

PAGE = 0
"""The row of what is the only page of its file."""

_READERS = ("fastwarc", "resiliparse", "htmldate")
_HIDDEN = ["img", "svg", "script", "style", "template", "[hidden]", "[aria-hidden=true]"]
_OLDEST = "1980-01-01"  # no page of the web is older, though what it shows may be


def can_read() -> bool:
    """Return whether what reads such files is installed: the extra ``crawl``."""
    return all(importlib.util.find_spec(name) is not None for name in _READERS)


def read_pages(path: str, fields: Fields, limit: int) -> Iterator[Record]:
    """Yield the pages of the file at ``path``, in order; ``fields.date`` may name a header of WARC, such as ``WARC-Date``.

    Raises:
        RejectedInput: the file cannot be read, or not to its end.
    """
    with streams.opened(path) as file:
        content = streams.pieces(file, path)
        if is_html(path):
            yield _of_html(content, limit)
        else:
            yield from _of_warc(content, fields, limit)


def is_html(name: str) -> bool:
    """Return whether a file of that name is one page of HTML.

    >>> is_html("a/b.HTML.gz"), is_html("a/b.warc.gz")
    (True, False)
    """
    return name.lower().removesuffix(".gz").removesuffix(".zst").endswith((".html", ".htm"))


def _of_html(pieces: Iterator[bytes], limit: int) -> Record:
    html = bytearray()
    for piece in pieces:
        html += piece
        if len(html) > limit:
            raise RejectedInput("too_large", f"more than {limit} bytes")
    return _page(PAGE, None, bytes(html), None, None)


def _of_warc(pieces: Iterator[bytes], fields: Fields, limit: int) -> Iterator[Record]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    stream: Any = _Stream(pieces)  # which is read in order, and nothing else
    try:
        for row, record in enumerate(ArchiveIterator(stream, auto_decode="all", stream_detect=False), start=1):
            if not record.record_type & wanted or (kind := _kind(record)) is None:
                continue
            content = record.reader.read(limit + 1)
            if len(content) < min(record.content_length, limit) and not _is_encoded(record):
                raise RejectedInput("corrupt_archive", f"record {row} has {len(content)} of {record.content_length} bytes")
            yield _of_record(row, record, kind, content, fields, limit)
    except OSError as error:
        if error.errno is not None:  # of the disk, and not of what the file holds
            raise
        raise RejectedInput("corrupt_archive", f"no sound WARC: {str(error)[:200]}") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what a reader in Rust gives up with, which is no Exception
            raise
        raise RejectedInput("corrupt_archive", "no sound WARC: its reader gave up") from None


def _kind(record: Any) -> str | None:
    """Return whether a record holds HTML or plain text; None where it is no page."""
    http = record.http_headers
    if http is not None and http.status_code != 200:
        return None
    kind = record.http_content_type if http is not None else record.headers.get("Content-Type", "")
    kind = (kind or "").partition(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml"):
        return "html"
    return "text" if kind == "text/plain" and http is None else None


def _is_encoded(record: Any) -> bool:
    http = record.http_headers
    return http is not None and any(http.get(name) for name in ("Content-Encoding", "Transfer-Encoding"))


def _of_record(row: int, record: Any, kind: str, content: bytes, fields: Fields, limit: int) -> Record:
    try:
        if len(content) > limit:
            raise RejectedInput("too_large", "a record of more bytes than --max_bytes allows")
        address = record.headers.get("WARC-Target-URI", "").strip("<> ")
        if not address:
            raise RejectedInput(BAD, "the record has no WARC-Target-URI")
        date = record.headers.get(fields.date) if fields.date else None
        if kind == "html":
            return _page(row, address, content, record.http_charset, date)
        return Record(row, address, content, date)
    except RejectedInput as trouble:
        return Record(row, trouble=trouble)


def _page(row: int, address: str | None, html: bytes, charset: str | None, date: str | None) -> Record:
    """Return the record of a page of HTML; its date is ``date``, or else what its markup states."""
    written = _decoded(html, charset)
    text = _text(written)
    if not text.strip():
        return Record(row, address, trouble=RejectedInput("empty", "the page shows no text"))
    if date is not None:
        return Record(row, address, text.encode("utf-8", "replace"), date)
    return Record(row, address, text.encode("utf-8", "replace"), _stated_date(written, address), basis=MARKUP)


def _decoded(html: bytes, charset: str | None) -> str:
    """Return HTML decoded as browsers do: by its byte order mark, by what the server or the page says, or else by its bytes."""
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding, map_encoding_to_html5

    said = map_encoding_to_html5(charset, fallback_utf8=False) if charset else None
    return bytes_to_str(html, said or detect_encoding(html, html5_compatible=True) or "utf-8", errors="replace")


def _text(html: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    # Alternative texts are asked for since captions go with them; the pictures, which have them, are left out.
    return extract_plain_text(html, preserve_formatting=True, list_bullets=False, alt_texts=True, skip_elements=_HIDDEN)


def _stated_date(html: str, address: str | None) -> str | None:
    import htmldate

    try:
        found: str | None = htmldate.find_date(html, extensive_search=False, original_date=True, url=address, min_date=_OLDEST)
    except (ValueError, TypeError, RecursionError):  # of markup that is beyond it
        return None
    return found


class _Stream:
    """Pieces of bytes as a file to read from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")
        self._at = 0

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._at

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes, none at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = memoryview(piece)
        taken = bytes(self._rest[:size] if size >= 0 else self._rest)
        self._rest = self._rest[len(taken) :]
        self._at += len(taken)
        return taken
