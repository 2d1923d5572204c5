"""Each PTransform in a pipeline of its own: what comes out of its main output, and what is rejected."""

import datetime
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apache_beam as beam
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.testing.test_pipeline import TestPipeline as Pipeline
from apache_beam.testing.util import assert_that, equal_to

from pipeline.options import DEFAULT_MODEL
from schemas.arrow import from_table
from tests.conftest import Annotated, page
from transforms.annotate import AnnotateArticles
from transforms.checks import words
from transforms.extract import ExtractFacts
from transforms.lists import Listing, read_listing, work_lines
from transforms.parse import ParseArticles
from transforms.read import ReadArticles
from transforms.segment import SegmentArticles
from transforms.staging import FEW_ROWS, Stager, parquet_bytes
from transforms.text import families
from transforms.validate import LONGEST_VALUE, ValidateRows, row_as_json
from transforms.values import ArticleRows, ParsedArticle, RawArticle, Rejection, RunContext, WorkItem
from transforms.watch import Watch
from transforms.work import ReadWork
from transforms.write import StageRows, WriteListing

NOW = datetime.datetime(2024, 6, 1, tzinfo=datetime.UTC)
WATCH = Watch()
CONTEXT = RunContext("run", NOW, "0.1.0+test")
TEXT = " date 2024-01-24 A bridge near Lowton was closed on Wednesday, the mayor said.\n\nNobody was hurt, Anna Bell said.\n"


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def check(transform: beam.PTransform, given: list[Any], **expected: Callable[[list[Any]], None]) -> None:
    """Run ``given`` through ``transform`` and hand each named output to its check."""
    with Pipeline("FnApiRunner", PipelineOptions([])) as root:
        outputs = root | beam.Create(given) | "Tested" >> transform
        for name, verify in expected.items():
            assert_that(getattr(outputs, name) if name != "only" else outputs, verify, label=f"check {name}")


def raw(text: str, uri: str = "a.txt") -> RawArticle:
    content = text.encode()
    return RawArticle(uri, sha(content), len(content), "utf-8", text)


def test_read_work(tmp_path: Path) -> None:
    items = [WorkItem("ä b.txt", "/in/ä b.txt", "0" * 64), WorkItem("c\n.txt", "gs://x/c", "1" * 64)]
    (tmp_path / "work").write_text(work_lines(items), encoding="ascii")
    check(ReadWork(), [str(tmp_path / "work")], items=equal_to(items), staged=equal_to([]), rejects=equal_to([]))


def test_read(tmp_path: Path) -> None:
    (tmp_path / "good").write_bytes(TEXT.encode())
    (tmp_path / "other").write_bytes(b"not the planned bytes")
    (tmp_path / "blank").write_bytes(b" \n ")
    items = [
        WorkItem("good", str(tmp_path / "good"), sha(TEXT.encode())),
        WorkItem("other", str(tmp_path / "other"), sha(b"planned")),
        WorkItem("blank", str(tmp_path / "blank"), sha(b" \n ")),
        WorkItem("gone", str(tmp_path / "gone"), sha(b"gone")),
    ]

    def rejected(rows: list[Rejection]) -> None:
        found = sorted((r.source_uri, r.stage, r.reason, r.source_bytes, r.article_id == items[i].content_sha256[:32]) for r in rows for i in [
            [item.source_uri for item in items].index(r.source_uri)])  # fmt: skip
        assert found == [
            ("blank", "read", "empty", 3, True),
            ("gone", "read", "vanished", None, True),
            ("other", "read", "changed_during_run", 21, True),
        ]

    check(ReadArticles(WATCH, 1_000), items, articles=equal_to([raw(TEXT, "good")]), rejects=rejected)


def test_read_refuses_what_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 101)

    def rejected(rows: list[Rejection]) -> None:
        assert [r.reason for r in rows] == ["too_large"]

    check(ReadArticles(WATCH, 100), [WorkItem("a", str(tmp_path / "a"), sha(b"x" * 101))], articles=equal_to([]), rejects=rejected)


def test_parse() -> None:
    french = (
        " date 2024-01-24 " + "Le gouvernement a annoncé mercredi que les écoles de la région resteraient fermées toute la semaine. " * 4
    )
    given = [raw(TEXT), raw("no header\n" * 9, "b"), raw(french, "c"), raw(" date 03/04/2024 A short story.", "d")]

    def parsed(articles: list[ParsedArticle]) -> None:
        assert [(a.raw, a.published_date, a.header, a.language) for a in articles] == [
            (raw(TEXT), datetime.date(2024, 1, 24), (1, 16), "en")
        ]

    def rejected(rows: list[Rejection]) -> None:
        assert sorted((r.source_uri, r.stage, r.reason) for r in rows) == [
            ("b", "parse", "no_date"),
            ("c", "parse", "unsupported_language"),
            ("d", "parse", "ambiguous_date"),
        ]

    check(ParseArticles(WATCH, NOW), given, articles=parsed, rejects=rejected)


def test_parse_with_a_date_order() -> None:
    def parsed(articles: list[ParsedArticle]) -> None:
        assert [a.published_date for a in articles] == [datetime.date(2024, 4, 3)]

    check(ParseArticles(WATCH, NOW, "DMY"), [raw(" date 03/04/2024 A short story.")], articles=parsed, rejects=equal_to([]))


def test_segment() -> None:
    given = ParsedArticle(raw(TEXT, "news/outlet-x/a.txt"), datetime.date(2024, 1, 24), (1, 16), "en", 0.99)

    def segmented(articles: list[Any]) -> None:
        (found,) = articles
        assert [(s.kind, s.text, s.in_body) for s in found.segments] == [
            ("date_header", "date 2024-01-24", False),
            ("paragraph", "A bridge near Lowton was closed on Wednesday, the mayor said.", True),
            ("paragraph", "Nobody was hurt, Anna Bell said.", True),
        ]
        article = found.article
        assert (article.outlet, article.page_type, article.date_header) == ("outlet-x", "brief", "date 2024-01-24")
        assert (article.word_count, article.segment_count) == (17, 3)
        assert article.body_text == "\n\n".join(s.text for s in found.segments[1:])
        size = [len("".join(text.split())) for text in (article.body_text, TEXT)]
        assert article.boilerplate_ratio == 1 - size[0] / size[1]
        assert (article.run_id, article.pipeline_version, article.processed_at) == ("run", "0.1.0+test", NOW)

    check(SegmentArticles(WATCH, CONTEXT, source_pattern="(?P<outlet>outlet-[a-z])"), [given], articles=segmented, rejects=equal_to([]))


def test_annotate() -> None:
    def annotated(articles: list[Any]) -> None:
        (found,) = articles
        assert [p.text for p in found.passages] == ["Anna Bell spoke.", "She left."]
        assert [a.start for a in found.passages] == [s.char_start for s in found.segments[1:]]
        assert all(tag for p in found.passages for tag in p.tags)

    check(AnnotateArticles(WATCH, DEFAULT_MODEL), [page("Anna Bell spoke.\n\nShe left.")], articles=annotated, rejects=equal_to([]))


def test_annotate_takes_no_story_from_a_listing() -> None:
    listing = page("Anna Bell spoke.")
    listing = type(listing)(listing.article._replace(page_type="listing"), listing.segments)

    def annotated(articles: list[Any]) -> None:
        assert [found.passages for found in articles] == [()]

    check(AnnotateArticles(WATCH, DEFAULT_MODEL), [listing], articles=annotated, rejects=equal_to([]))


def test_extract(annotated: Annotated) -> None:
    article = annotated("Anna Bell, the mayor of Paris, spoke on Wednesday.")
    expected = families.extract(article)
    assert expected["mentions"]
    assert expected["times"]
    check(ExtractFacts(WATCH), [article], articles=equal_to([ArticleRows("article.txt", expected)]), rejects=equal_to([]))


def test_validate(annotated: Annotated) -> None:
    good = families.extract(annotated("Anna Bell spoke on Wednesday."))
    bad = {**good, "times": [good["times"][0]._replace(text="Thursday"), *good["times"][1:]]}
    broken = {**good, "articles": [good["articles"][0]._replace(page_type="novel")]}

    def kept(articles: list[ArticleRows]) -> None:
        found = {a.source_uri: a.rows for a in articles}
        assert sorted(found) == ["bad", "good"]
        assert found["good"]["times"] == good["times"]
        assert found["bad"]["times"] == good["times"][1:]
        assert found["bad"]["mentions"] == good["mentions"]

    def rejected(rows: list[Rejection]) -> None:
        assert sorted((r.source_uri, r.reason, r.row_json is None) for r in rows) == [
            ("bad", "row_contract", False),
            ("broken", "row_contract", False),
            ("broken", "row_contract", True),
        ]
        details = {r.source_uri: r.detail for r in rows if r.row_json}
        assert details == {"bad": "times: sentence,offsets", "broken": "articles: page_type_vocabulary"}

    given = [ArticleRows("good", good), ArticleRows("bad", bad), ArticleRows("broken", broken)]
    check(ValidateRows(WATCH), given, articles=kept, rejects=rejected)


def test_a_rejected_row_keeps_no_more_than_the_beginning_of_long_texts(annotated: Annotated) -> None:
    article = annotated("Anna Bell spoke. " * 500).article
    row = json.loads(row_as_json(article))
    assert len(row["source_text"]) < LONGEST_VALUE + 40
    assert row["published_date"] == "2024-01-24"
    assert row["bylines"] == []


def test_stage(tmp_path: Path, annotated: Annotated) -> None:
    rows = families.extract(annotated("Anna Bell spoke on Wednesday."))

    def staged(files: list[Any]) -> None:
        by_dataset = {file.dataset: file for file in files}
        assert set(by_dataset) == {name for name, found in rows.items() if found}
        for name, file in by_dataset.items():
            assert file.path.startswith(f"data/{name}/published_month=2024-01/")
            content = (tmp_path / file.path).read_bytes()
            assert (file.bytes, file.sha256) == (len(content), sha(content))
            table = pq.ParquetFile(tmp_path / file.path).read()
            assert from_table(name, table) == sorted(rows[name], key=lambda row: [getattr(row, key) for key in _order(name)])

    check(StageRows(WATCH, str(tmp_path)), [ArticleRows("a.txt", rows)], only=staged)


def test_who_stages_many_articles_vouches_for_their_files(tmp_path: Path, annotated: Annotated, monkeypatch: pytest.MonkeyPatch) -> None:
    stager = Stager(str(tmp_path))
    for fewest, number in ((2, 0), (1, 1)):
        monkeypatch.setattr(words, "FEWEST", fewest)
        stager.add(ArticleRows("a.txt", families.extract(annotated("Anna Bell spoke on Wednesday."))))
        staged = stager.flush()
        said = [words.read_word(path.read_bytes()) for path in (tmp_path / "words").glob("*.json")]
        assert [word.files for word in said] == [staged] * number
    assert [word.rules for word in said] == [words.digest_of_rules()]


def test_a_file_has_dictionaries_from_the_rows_on_where_they_save_bytes() -> None:
    for number, wanted in ((FEW_ROWS - 1, False), (FEW_ROWS, True)):
        table = pa.table({"name": ["Anna Bell"] * number})
        with pq.ParquetFile(pa.BufferReader(parquet_bytes(table))) as file:
            assert file.metadata.row_group(0).column(0).has_dictionary_page is wanted
            assert file.read() == table


def test_a_file_of_a_bundle_that_cannot_be_written_raises_and_the_others_are_whole(tmp_path: Path, annotated: Annotated) -> None:
    rows = families.extract(annotated("Anna Bell spoke on Wednesday."))
    stager = Stager(str(tmp_path))
    stager.add(ArticleRows("a.txt", rows))
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mentions").write_bytes(b"")  # a file where a folder must be made
    with pytest.raises(NotADirectoryError, match="mentions"):
        stager.flush()
    whole = {path.relative_to(tmp_path).parts[1] for path in tmp_path.rglob("*.parquet") if pq.ParquetFile(path).read().num_rows}
    assert whole == {name for name, found in rows.items() if found} - {"mentions"}


def _order(name: str) -> tuple[str, ...]:
    from schemas import DATASETS

    return DATASETS[name].sort_by


def listed(folder: Path, given: list[ArticleRows], rejected: list[Rejection]) -> Listing:
    """What a pipeline lists that stages ``given`` in ``folder`` while ``rejected`` come from elsewhere."""
    with Pipeline("FnApiRunner", PipelineOptions([])) as root:
        staged = root | beam.Create(given) | StageRows(WATCH, str(folder))
        rejects = root | "Rejected" >> beam.Create(rejected).with_output_types(Rejection)
        _ = (staged, rejects) | WriteListing(str(folder / "listing"))
    return read_listing((folder / "listing").read_bytes())


def test_listing(tmp_path: Path, annotated: Annotated) -> None:
    rows = families.extract(annotated("Anna Bell spoke on Wednesday."))
    rejected = [
        Rejection("é.txt", "read", "empty", "no bytes", 0, "0" * 32),
        Rejection("c.txt", "validate", "row_contract", "times: offsets", row_json='{"text": "\u2028\\n"}'),
    ]
    staged, rejects = listed(tmp_path, [ArticleRows("a.txt", rows)], [*rejected, rejected[0]])
    assert {file.dataset for file in staged} == {name for name, found in rows.items() if found}
    assert all((tmp_path / file.path).stat().st_size == file.bytes for file in staged)
    assert sorted(rejects) == sorted(rejected)  # a bundle that ran twice is listed once


def test_a_listing_of_rejects_alone(tmp_path: Path) -> None:
    rejection = Rejection("b.txt", "read", "empty", "no bytes", 0, "0" * 32)
    assert listed(tmp_path, [], [rejection]) == ([], [rejection])


def test_a_bundle_that_runs_twice_stages_the_same_names(tmp_path: Path, annotated: Annotated) -> None:
    rows = families.extract(annotated("Anna Bell spoke on Wednesday."))
    names = []
    for _ in range(2):
        listed(tmp_path, [ArticleRows("a.txt", rows)], [])
        names.append(sorted(str(path) for path in tmp_path.rglob("*.parquet")))
    assert names[0] == names[1]


@pytest.mark.parametrize(("size", "files"), [(1, 3), (10**9, 1)])
def test_rows_are_staged_whenever_enough_text_has_come(
    tmp_path: Path, annotated: Annotated, monkeypatch: pytest.MonkeyPatch, size: int, files: int
) -> None:
    from transforms import write

    monkeypatch.setattr(write, "FLUSH_CHARACTERS", size)
    given = [ArticleRows(str(number), families.extract(annotated(f"Anna Bell spoke on Wednesday {number} times."))) for number in range(3)]
    staged, _ = listed(tmp_path, given, [])
    assert [file.rows for file in staged if file.dataset == "articles"] == [3 // files] * files
