"""Runs over collections: each record is an article or a reject, none lost and none twice."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline import run as run_module
from pipeline.errors import TooManyRejectsError
from pipeline.options import RunOptions
from pipeline.rejects import NEXT
from pipeline.run import Outcome, run
from tests.pipeline.conftest import NOW, Run, rows, story, write
from tests.pipeline.pages import PagesRunner

Go = Callable[..., Outcome]
HELD = "SELECT source_uri FROM articles ORDER BY 1"
REJECTS = "SELECT source_uri, reason, detail FROM rejects ORDER BY 1"


def lines(path: Path, *records: dict[str, Any] | str) -> Path:
    """Write records, or lines as they are, into a collection."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in records).encode()
    path.write_bytes(gzip.compress(content) if path.name.endswith(".gz") else content)
    return path.parent


@pytest.fixture
def go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Go:
    """``go(folder, …)``: a run of pages, which are records with the field ``text``, into ``tmp_path/lake``."""
    monkeypatch.setattr(run_module, "choose_runner", lambda options, context, lake, on: PagesRunner(lake, context, on))
    monkeypatch.setattr("pipeline.audit.expectations.rules", lambda *given: [])
    monkeypatch.setattr(run_module, "import_great_expectations", lambda: None)

    def over(folder: Path, **options: Any) -> Outcome:
        values = {"output": str(tmp_path / "lake"), "source_root": str(folder), "max_rejects": 1.0, "text_field": "text"} | options
        return run(RunOptions(inputs=(str(folder),), **values), now=NOW)

    return over


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    told = outcome.run
    return told.inputs, told.new_articles, told.unchanged_articles, told.rejected_inputs


def test_each_record_is_an_input_of_its_own(tmp_path: Path, go: Go) -> None:
    folder = lines(tmp_path / "in" / "a.jsonl.gz", {"text": "page 1"}, "no JSON", "", {"text": "page 2"}, {"text": "page 1"})
    lines(folder / "b.jsonl", {"text": "page 3"}, {"body": "page 4"})
    (folder / "c.txt").write_text("page 5", encoding="utf-8")
    lines(folder / "empty.jsonl", "")
    outcome = go(folder)
    assert counts(outcome) == (7, 4, 0, 3)
    assert rows(tmp_path / "lake", HELD) == [("a.jsonl.gz#row=1",), ("a.jsonl.gz#row=4",), ("b.jsonl#row=1",), ("c.txt",)]
    assert rows(tmp_path / "lake", REJECTS) == [
        ("a.jsonl.gz#row=2", "bad_record", "the line is no JSON: column 1"),
        ("a.jsonl.gz#row=5", "duplicate_content", "same bytes as a.jsonl.gz#row=1"),
        ("b.jsonl#row=2", "bad_record", "the field 'text' is missing; there are 'body'"),
    ]
    assert outcome.skipped == {"no_records": 1}
    assert counts(go(folder)) == (7, 0, 4, 3)


def test_only_new_records_are_done(tmp_path: Path, go: Go) -> None:
    options = {"id_field": "id"}
    folder = lines(tmp_path / "in" / "a.jsonl", {"id": "x", "text": "page 1"}, {"id": "y/z", "text": "page 2"})
    go(folder, **options)
    lines(folder / "a.jsonl", {"id": "new", "text": "page 3"}, {"id": "y/z", "text": "page 2"}, {"id": "x", "text": "page 4"})
    assert counts(go(folder, **options)) == (3, 2, 1, 0)
    held = "SELECT source_uri, split_part(trim(source_text), ' ', 1) <> '' FROM articles ORDER BY 1"
    assert [uri for uri, _ in rows(tmp_path / "lake", held)] == ["a.jsonl#new", "a.jsonl#x", "a.jsonl#y%2Fz"]


def test_records_that_give_the_same_identifier(tmp_path: Path, go: Go) -> None:
    folder = lines(tmp_path / "in" / "a.jsonl", *({"id": "x", "text": f"page {n}"} for n in (1, 2, 1)), {"id": "row=2", "text": "page 3"})
    assert counts(go(folder, id_field="id")) == (4, 2, 0, 2)
    assert rows(tmp_path / "lake", HELD) == [("a.jsonl#row%3D2",), ("a.jsonl#x",)]
    same = "row 1 has the same identifier"
    assert rows(tmp_path / "lake", REJECTS) == [("a.jsonl#row=2", "bad_record", same), ("a.jsonl#row=3", "bad_record", same)]


def test_of_equal_texts_one_that_is_given_a_date_is_the_article(tmp_path: Path, run_into: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text without a date of its own is lost where the record that claims it has none either; what is published keeps its claim."""
    monkeypatch.setattr("pipeline.audit.expectations.rules", lambda *given: [])
    monkeypatch.setattr("pipeline.run.import_great_expectations", lambda: None)
    options = {"text_field": "body", "id_field": "id", "date_field": "published", "max_rejects": 1.0}
    body = story().replace(" date 2024-01-24 ", "")
    records = [{"id": n, "published": day, "body": body} for n, day in ((1, None), (3, "2024-05-07"), (2, "2024-05-06"))]
    folder = lines(tmp_path / "in" / "d.jsonl", *records)
    held = "SELECT source_uri, published_date::VARCHAR, date_basis FROM articles"
    same = "same bytes as d.jsonl#2"
    for expected in ((3, 1, 0, 2), (3, 0, 1, 2)):
        assert counts(run_into(folder, **options)) == expected
        assert rows(tmp_path / "lake", held) == [("d.jsonl#2", "2024-05-06", "field")]
        assert rows(tmp_path / "lake", REJECTS) == [("d.jsonl#1", "duplicate_content", same), ("d.jsonl#3", "duplicate_content", same)]
    records[0]["published"] = "2024-05-05"  # now the first of all, and yet not what is published
    lines(folder / "d.jsonl", *records)
    assert counts(run_into(folder, **options)) == (3, 0, 1, 2)
    assert rows(tmp_path / "lake", held) == [("d.jsonl#2", "2024-05-06", "field")]


def test_a_file_that_ends_early_is_a_reject_beside_its_records(tmp_path: Path, go: Go) -> None:
    folder = lines(tmp_path / "in" / "a.jsonl.gz", {"text": "page 1"}, {"text": "page 2"})
    whole = (folder / "a.jsonl.gz").read_bytes()
    (folder / "a.jsonl.gz").write_bytes(whole + b"garbage")
    assert counts(go(folder)) == (3, 2, 0, 1)
    ((uri, reason, _),) = rows(tmp_path / "lake", REJECTS)
    assert (uri, reason) == ("a.jsonl.gz", "corrupt_archive")
    (folder / "a.jsonl.gz").write_bytes(whole)
    assert counts(go(folder)) == (2, 0, 2, 0)


def test_the_share_of_rejects_counts_records(tmp_path: Path, go: Go) -> None:
    folder = lines(tmp_path / "in" / "a.jsonl", *({"text": f"page {n}"} for n in range(9)), "no JSON")
    with pytest.raises(TooManyRejectsError, match=r"1 of 10 inputs was rejected \(10\.0%\)"):
        go(folder, max_rejects=0.09)


def test_where_every_input_is_rejected_it_is_said_why_and_no_share_of_rejects_is_offered(tmp_path: Path, go: Go) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.csv").write_text("id,published,body\n1,2024-05-06,page 1\n", encoding="utf-8")
    with pytest.raises(TooManyRejectsError) as caught:
        go(folder, max_rejects=0.05, text_field="body", date_field="publishd")
    told = str(caught.value).splitlines()
    assert told[1] == "bad_record      2  a.csv: no field 'publishd'; there are 'id', 'published', 'body', b.csv"
    assert told[-1].endswith("/rejects.jsonl")


def test_a_field_that_the_records_lack_is_told_with_those_they_have_and_no_share_of_rejects_is_offered(tmp_path: Path, go: Go) -> None:
    folder = lines(tmp_path / "in" / "a.jsonl", {"id": 1, "body": "page 1"}, {"id": 2, "body": "page 2"})
    (folder / "b.txt").write_text("page 3", encoding="utf-8")
    with pytest.raises(TooManyRejectsError) as caught:
        go(folder, max_rejects=0.5, text_field="bdy")
    told = str(caught.value).splitlines()
    assert told[:3] == [
        "2 of 3 inputs were rejected (66.7%), more than --max_rejects=0.5 allows; nothing is published",
        "bad_record      2  a.jsonl#row=1: the field 'bdy' is missing; there are 'id', 'body', a.jsonl#row=2",
        f"                   {NEXT['bad_record']}",
    ]
    assert (len(told), told[3].startswith("all of them: ")) == (4, True)


def test_collections_are_skipped_where_it_is_not_said_where_their_texts_are(tmp_path: Path, go: Go) -> None:
    folder = lines(tmp_path / "in" / "a.jsonl", {"text": "page 1"})
    (folder / "b.txt").write_text("page 2", encoding="utf-8")
    outcome = go(folder, text_field=None)
    assert (counts(outcome), outcome.skipped) == ((1, 1, 0, 0), {"no_text_field": 1})


def test_a_date_that_changes_is_another_article(tmp_path: Path, run_into: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the date is given beside the text the same bytes may get another: from a field, a file beside it, the name, the header."""
    monkeypatch.setattr("pipeline.audit.expectations.rules", lambda *given: [])
    monkeypatch.setattr("pipeline.run.import_great_expectations", lambda: None)
    bare = story(number=2).replace(" date 2024-01-24 ", "")
    options = {
        "text_field": "text",
        "date_field": "day",
        "sidecar": ".json",
        "date_pattern": r"(?P<year>2\d{3})(?P<month>\d\d)(?P<day>\d\d)",
    }
    records = [{"text": bare, "day": "2024-02-01"}, {"text": story(number=3)}, {"text": bare + "\nMore.", "day": "soon"}]
    folder = lines(tmp_path / "in" / "a.jsonl", *records)
    write(folder, **{"20240301": bare + "\nNamed."}, b=story(number=4), c=bare + "\nBeside.", d=bare + "\nNo date.")
    (folder / "c.json").write_text('{"day": "2024-04-01"}', encoding="utf-8")
    outcome = run_into(folder, max_rejects=1.0, **options)
    assert (counts(outcome), outcome.skipped) == ((7, 5, 0, 2), {"sidecar": 1})
    dates = "SELECT source_uri, published_date::VARCHAR, date_basis, date_header FROM articles ORDER BY 1"
    assert rows(tmp_path / "lake", dates) == [
        ("20240301.txt", "2024-03-01", "name", None),
        ("a.jsonl#row=1", "2024-02-01", "field", None),
        ("a.jsonl#row=2", "2024-01-24", "header", "date 2024-01-24"),
        ("b.txt", "2024-01-24", "header", "date 2024-01-24"),
        ("c.txt", "2024-04-01", "sidecar", None),
    ]
    assert [row[:2] for row in rows(tmp_path / "lake", REJECTS)] == [("a.jsonl#row=3", "no_date"), ("d.txt", "no_date")]
    records[0]["day"] = "2024-02-02"
    records[1]["day"] = "2024-01-25"
    lines(folder / "a.jsonl", *records)
    assert counts(run_into(folder, max_rejects=1.0, **options)) == (7, 2, 3, 2)
    assert rows(tmp_path / "lake", f"SELECT * FROM ({dates}) LIMIT 2 OFFSET 1") == [
        ("a.jsonl#row=1", "2024-02-02", "field", None),
        ("a.jsonl#row=2", "2024-01-25", "field", "date 2024-01-24"),
    ]
    texts = "SELECT count(*) FROM mentions JOIN articles USING (article_id) WHERE substr(source_text, char_start + 1, char_end - char_start) <> text"
    assert rows(tmp_path / "lake", texts) == [(0,)]


def test_the_pages_of_a_crawl_are_articles(tmp_path: Path, run_into: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.audit.expectations.rules", lambda *given: [])
    monkeypatch.setattr("pipeline.run.import_great_expectations", lambda: None)
    folder = tmp_path / "in"
    folder.mkdir()
    texts = [story(number=number).replace(" date 2024-01-24 ", "").strip() for number in range(6)]

    def html(number: int, day: int | None = None) -> str:
        stated = f'<meta property="article:published_time" content="2024-01-{day}T10:00:00Z">' if day else ""
        return f"<html><head>{stated}</head><body><p>{texts[number].replace(chr(10) * 2, '</p><p>')}</p></body></html>"

    (folder / "a.html").write_text(html(1, 24), encoding="utf-8")
    (folder / "2024-01-23.htm").write_text(html(2, 24), encoding="utf-8")
    pages = [("2024/01/22/x", html(3)), ("y", html(4, 25)), ("z", html(5))]
    kept = [
        f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://post.example/{name}\r\nContent-Type: text/html\r\n"
        f"Content-Length: {len(page)}\r\n\r\n{page}\r\n\r\n"
        for name, page in pages
    ]
    (folder / "b.warc.gz").write_bytes(b"".join(gzip.compress(one.encode()) for one in kept))
    options = {"date_pattern": r"(?P<year>\d{4})[-/](?P<month>\d\d)[-/](?P<day>\d\d)", "max_rejects": 1.0}
    assert counts(run_into(folder, **options)) == (5, 4, 0, 1)
    assert rows(tmp_path / "lake", "SELECT source_uri, published_date::VARCHAR, date_basis, source_text FROM articles ORDER BY 1") == [
        ("2024-01-23.htm", "2024-01-23", "name", texts[2]),
        ("a.html", "2024-01-24", "markup", texts[1]),
        ("b.warc.gz#https%3A%2F%2Fpost.example%2F2024%2F01%2F22%2Fx", "2024-01-22", "name", texts[3]),
        ("b.warc.gz#https%3A%2F%2Fpost.example%2Fy", "2024-01-25", "markup", texts[4]),
    ]
    assert [row[:2] for row in rows(tmp_path / "lake", REJECTS)] == [("b.warc.gz#https%3A%2F%2Fpost.example%2Fz", "no_date")]
    assert counts(run_into(folder, **options)) == (5, 0, 4, 1)
