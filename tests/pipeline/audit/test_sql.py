import datetime
import itertools
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.audit import audit, sql
from pipeline.audit.course import Course
from schemas import DATASETS
from schemas.arrow import NO_MONTH, file_path, file_table, to_table
from schemas.contract import check_article
from schemas.set_rules import BLANKS, PIECE, SetRule
from tests.pipeline.audit.lakes import failed, runs_lake
from tests.sound_rows import article_rows, lake_rows, write
from transforms.checks import results

COURSE = Course(DATASETS, 1)


def test_a_database_that_does_not_work(tmp_path, without_expectations):
    files, counted = write(tmp_path, lake_rows(2))
    result = audit(files, expected_rows=counted, memory_limit="1KB")
    assert {(rule.dataset, rule.engine) for rule in result.failures} == {(name, "sql") for name in DATASETS}


def test_a_query_that_raises(tmp_path, monkeypatch, without_expectations):
    rule = SetRule("runs", "mine", "", "SELECT nothing FROM nowhere", ("runs",))
    monkeypatch.setattr(sql, "set_rules", lambda dataset: [rule])
    files, counted = runs_lake(tmp_path)
    result = audit(files, expected_rows=counted)
    assert [(r.rule, r.error) for r in result.failures] == [("mine", "could not be checked: CatalogException")]


def test_articles_that_are_published_already(tmp_path, without_expectations):
    old, _ = write(tmp_path / "old", {"articles": lake_rows(3)["articles"]})
    changed = article_rows(7)["articles"][0]._replace(source_uri="pages/1.txt")
    again = article_rows(2)["articles"][0]._replace(source_uri="pages/copy.txt")
    rows = {"articles": [changed, again], "segments": [*article_rows(7)["segments"], *article_rows(2)["segments"]]}
    result = audit(*write(tmp_path / "new", rows)[:1], expected_rows={"articles": 2, "segments": 12}, published=old["articles"])
    assert [(rule.rule, rule.examples) for rule in result.failures] == [
        ("unique_in_lake", ({"article_id": again.article_id},)),
        ("source_uri_unique", ({"article_id": changed.article_id},)),
    ]


def test_one_name_for_two_articles(tmp_path, without_expectations):
    rows = lake_rows(2)
    rows["articles"] = [row._replace(source_uri="same.txt") for row in rows["articles"]]
    files, counted = write(tmp_path, rows)
    result = audit(files, expected_rows=counted)
    assert failed(result) == {("articles", "source_uri_unique", "sql")}
    assert result.failures[0].bad_rows == 2


def test_a_row_in_the_folder_of_another_month(tmp_path, without_expectations):
    rows = lake_rows(2)
    rows["articles"][1] = rows["articles"][1]._replace(published_date=datetime.date(2024, 2, 1))
    files, counted = write(tmp_path, {"articles": rows["articles"], "segments": rows["segments"]})
    result = audit(files, expected_rows=counted)
    assert failed(result) == {("articles", "published_month", "sql"), ("segments", "article", "sql")}


def test_a_file_outside_any_month(tmp_path, without_expectations):
    files, counted = write(tmp_path, {"articles": article_rows()["articles"], "segments": article_rows()["segments"]})
    files["articles"] = [str(Path(files["articles"][0]).rename(tmp_path / "staged.parquet"))]
    assert audit(files, expected_rows=counted).passed


# --- Characters: what Python counts is what the database counts ---


def page(text, bounds, kind="paragraph"):
    """Rows of an article with this text and these segments."""
    rows = article_rows(9)
    segment = rows["segments"][0]
    segments = [
        segment._replace(segment_index=at, kind=kind, in_body=True, text=text[low:high], char_start=low, char_end=high)
        for at, (low, high) in enumerate(bounds)
    ]
    body = "\n\n".join(s.text for s in segments)
    ratio = 1 - len("".join(body.split())) / max(len("".join(text.split())), 1)
    article = rows["articles"][0]._replace(
        source_text=text, body_text=body, word_count=len(body.split()), segment_count=len(segments), boilerplate_ratio=ratio
    )
    return {"articles": [article], "segments": segments}


ASTRAL = "e\u0301\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1fa\U0001f1e6 a\u0308\u0323 \u1112\u1161\u11ab z\u0335\u0321 "


@pytest.mark.parametrize("repeat", [1, PIECE // len(ASTRAL), 3 * PIECE // len(ASTRAL)])
def test_spans_of_astral_and_combining_characters(tmp_path, without_expectations, repeat):
    text = (ASTRAL * repeat).strip()
    bounds, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        bounds.append((at, at + len(word)))
        at += len(word)
    for given in (bounds, [(0, len(text))]):
        rows = page(text, given)
        assert check_article(rows).article_rejected is False
        files, counted = write(tmp_path, rows)
        assert audit(files, expected_rows=counted).failures == []
        last = rows["segments"][-1]
        rows["segments"][-1] = last._replace(text=last.text[:-1] + "X")
        files, counted = write(tmp_path, rows)
        assert {rule.rule for rule in audit(files, expected_rows=counted).failures} == {"offsets", "body_text"}


@pytest.mark.parametrize(
    "borders",
    [
        [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5, 4 * PIECE - 1, 4 * PIECE],
        [0, PIECE - 1, 2 * PIECE - 1, 3 * PIECE - 1, 4 * PIECE],  # the longest that are looked for in one piece, from its last character
    ],
)
def test_spans_around_the_border_of_a_piece(tmp_path, without_expectations, borders):
    text = "\U0001f600" * (4 * PIECE)
    rows = page(text, list(itertools.pairwise(borders)))
    files, counted = write(tmp_path, rows)
    assert audit(files, expected_rows=counted).failures == []


@pytest.mark.parametrize(("size", "found"), [(65_536, {"sentence"}), (65_537, set())])
def test_sentences_are_looked_for_in_segments_of_up_to_64_kib(tmp_path, without_expectations, size, found):
    text = "on Tuesday" + "\u00e9" * (size // 2 - 5) + "x" * (size % 2)
    assert len(text.encode()) == size
    rows = page(text, [(0, len(text))])
    time = article_rows(9)["times"][0]._replace(text="on Tuesday", char_start=0, char_end=10, segment_index=0, sentence="on Tuesday or so")
    files, counted = write(tmp_path, {**rows, "times": [time]})
    assert {rule.rule for rule in audit(files, expected_rows=counted).failures} == found


@pytest.mark.parametrize(("text", "found"), [("", {"boilerplate_ratio"}), ("x", {"segment_count", "coverage", "body_text"})])
def test_an_article_without_segments(tmp_path, without_expectations, text, found):
    rows = page(text, [])
    rows["articles"] = [rows["articles"][0]._replace(body_text=text, word_count=len(text), segment_count=len(text), boilerplate_ratio=0.0)]
    files, counted = write(tmp_path, {"articles": rows["articles"]})
    assert {rule.rule for rule in audit(files, expected_rows=counted).failures} == found


def test_a_long_span_of_an_article_that_is_not_there(tmp_path, without_expectations):
    rows = page("x" * (PIECE + 1), [(0, PIECE + 1)])
    files, counted = write(tmp_path, {"segments": rows["segments"]})
    assert {rule.rule for rule in audit(files, expected_rows=counted).failures} == {"article", "offsets"}


def test_an_article_without_a_body(tmp_path, without_expectations):
    rows = page("Menu", [(0, 4)], kind="other")
    rows["segments"] = [rows["segments"][0]._replace(in_body=False)]
    rows["articles"] = [rows["articles"][0]._replace(body_text="", word_count=0, boilerplate_ratio=1.0)]
    files, counted = write(tmp_path, rows)
    assert audit(files, expected_rows=counted).failures == []


def test_blank_is_what_python_says(tmp_path, without_expectations):
    assert sorted(BLANKS) == [chr(code) for code in range(0x110000) if chr(code).isspace()]
    text = BLANKS + "a" + BLANKS + "b" + BLANKS
    at = text.index("b")
    files, counted = write(tmp_path, page(text, [(len(BLANKS), len(BLANKS) + 1), (at, at + 1)]))
    assert audit(files, expected_rows=counted).failures == []


@pytest.mark.parametrize("blank", BLANKS)
def test_every_blank_is_seen_at_an_edge(tmp_path, without_expectations, blank):
    files, counted = write(tmp_path, page("a" + blank, [(0, 2)]))
    assert {rule.rule for rule in audit(files, expected_rows=counted).failures} == {"blank_edges"}


@pytest.mark.parametrize("char", ["\u200b", "\u00ad", "\ufeff", "\x00", "\x1b", "\u180e"])
def test_what_python_does_not_call_blank_must_be_in_a_segment(tmp_path, without_expectations, char):
    files, counted = write(tmp_path, page(f"a {char} b", [(0, 1), (4, 5)]))
    assert "coverage" in {rule.rule for rule in audit(files, expected_rows=counted).failures}


def test_folders_whose_names_a_glob_would_read(tmp_path, without_expectations):
    folder = tmp_path / "odd [1] 'name' *?"
    old, _ = write(folder / "old", {"articles": lake_rows(2)["articles"]})
    files, counted = write(folder, {"articles": article_rows(3)["articles"], "segments": article_rows(3)["segments"]})
    assert audit(files, expected_rows=counted, published=old["articles"]).passed


def test_the_first_of_the_bad_rows_are_named_in_the_order_of_their_keys(tmp_path, monkeypatch, without_expectations):
    monkeypatch.setattr(results, "EXAMPLES", 2)
    rows = lake_rows(4)["articles"]
    files, counted = write(tmp_path, {"articles": [row._replace(word_count=1) for row in rows], "segments": lake_rows(4)["segments"]})
    (rule,) = audit(files, expected_rows=counted).failures
    assert (rule.rule, rule.bad_rows, rule.checked_rows) == ("word_count", 4, 4)
    assert rule.examples == tuple({"article_id": key} for key in sorted(row.article_id for row in rows)[:2])


def test_how_the_database_is_set(tmp_path, monkeypatch, without_expectations):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    made = []
    real = sql.duckdb.connect
    monkeypatch.setattr(sql.duckdb, "connect", lambda name: made.append(real(name, config={"threads": 3})) or made[-1])
    names = (
        "TimeZone", "threads", "preserve_insertion_order", "autoinstall_known_extensions", "python_enable_replacements", "memory_limit",
    )  # fmt: skip
    told = ", ".join(f"current_setting('{name}') AS {name}" for name in names)
    monkeypatch.setattr(sql, "set_rules", lambda dataset: [SetRule("runs", "mine", "", f"SELECT {told}", ("runs",))])
    (rule,) = audit(runs_lake(tmp_path)[0], expected_rows={"runs": 2}, memory_limit="512MiB").failures
    assert [tuple(example.values()) for example in rule.examples] == [("UTC", "2", "False", "False", "False", "512.0 MiB")]
    with pytest.raises(sql.duckdb.ConnectionException):
        made[0].execute("SELECT 1")


def test_datasets_without_rows_are_tables_all_the_same(tmp_path, without_expectations):
    files, counted = write(tmp_path, {"articles": lake_rows(2)["articles"]})
    found = {rule.rule: (rule.bad_rows, rule.error) for rule in audit(files, expected_rows=counted).failures}
    assert found == {"segment_count": (2, None), "coverage": (2, None), "body_text": (2, None)}


def test_without_rows_there_is_nothing_to_ask():
    assert sql.rules([], {"times"}, {}, {}, (), "1GB", COURSE) == []


def test_what_cannot_be_read_where_the_tables_are_made(tmp_path, without_expectations):
    found = sql.rules(["runs"], set(), {"runs": [str(tmp_path / "gone.parquet")]}, {"runs": 7}, (), "1GB", COURSE)
    assert [(rule.dataset, rule.rule, rule.engine, rule.passed, rule.checked_rows, rule.error) for rule in found] == [
        ("runs", "sql", "sql", False, 7, "could not be checked: IOException"),
    ]


@pytest.mark.parametrize("unsound", [{"segments"}, {"segments", "times"}])
def test_rules_that_need_what_cannot_be_read_are_not_asked(tmp_path, unsound, without_expectations):
    files, counted = write(tmp_path, {name: article_rows()[name] for name in ("articles", "segments", "times")})
    found = sql.rules(["articles", "times"], unsound, files, counted, (), "1GB", COURSE)
    told = {f"{rule.dataset}.{rule.rule}": rule.error for rule in found if not rule.passed}
    assert told["articles.coverage"] == "not checked, because of the files of segments"
    assert told["times.sentence"] == f"not checked, because of the files of {'times, ' if 'times' in unsound else ''}segments"
    assert ("times.unique" in told) == ("times" in unsound)


# --- Groups of articles ---


def months(folder, counts):
    """Files of ``articles`` and ``times`` in the folders of months, with so many articles each."""
    files = {}
    for month, count in counts.items():
        for name in ("articles", "times"):
            path = folder / file_path(name, month, "part.parquet")
            path.parent.mkdir(parents=True)
            pq.write_table(file_table(to_table(name, [article_rows()[name][0]] * count), month), path)
            files.setdefault(name, []).append(str(path))
    return files


def told(groups):
    return [([path.split("/")[-2][-7:] for path in group.files["articles"]], group.low, group.high) for group in groups]


def test_months_of_few_articles_are_one_group_and_one_of_many_is_several(tmp_path, monkeypatch):
    monkeypatch.setattr(sql, "GROUP_ARTICLES", 10)
    found = sql.groups(months(tmp_path, {"2024-01": 3, "2024-02": 7, "2024-03": 1, "2024-04": 31, "2024-05": 9}))
    assert told(found) == [
        (["2024-01", "2024-02"], "", None),
        (["2024-04"], "", "4000"),
        (["2024-04"], "4000", "8000"),
        (["2024-04"], "8000", "c000"),
        (["2024-04"], "c000", None),
        (["2024-03", "2024-05"], "", None),
    ]
    assert [len(group.files["times"]) for group in found] == [2, 1, 1, 1, 1, 2]


def test_few_articles_of_many_bytes_are_several_groups(tmp_path, monkeypatch):
    files = months(tmp_path, {"2024-01": 1, NO_MONTH: 1})
    monkeypatch.setattr(sql, "GROUP_BYTES", 10)
    assert {high for _, _, high in told(sql.groups(files))} > {None}


def test_files_elsewhere_are_one_group():
    files = {"articles": ["a/published_month=2024-01/x.parquet", "a/staged/y.parquet"]}
    assert sql.groups(files) == [sql.Group(files)]


def test_no_files_are_no_group():
    assert sql.groups({}) == []


def test_rows_of_another_month_are_judged_beside_those_of_their_article(tmp_path, monkeypatch, without_expectations):
    monkeypatch.setattr(sql, "GROUP_ARTICLES", 1)
    files, counted = write(tmp_path, article_rows())
    moved = tmp_path / file_path("times", "2024-02", "part.parquet")
    moved.parent.mkdir()
    files["times"] = [str(Path(files["times"][0]).rename(moved))]
    assert failed(audit(files, expected_rows=counted)) == {("times", "published_month", "sql")}


def test_bad_rows_of_all_groups_are_counted_and_some_are_named(tmp_path, monkeypatch, without_expectations):
    monkeypatch.setattr(sql, "GROUP_ARTICLES", 2)
    monkeypatch.setattr(results, "EXAMPLES", 3)
    rows = lake_rows(4)
    files, counted = write(tmp_path, rows | {"articles": [row._replace(word_count=1) for row in rows["articles"]]})
    (rule,) = audit(files, expected_rows=counted).failures
    assert (rule.rule, rule.bad_rows, rule.checked_rows, len(rule.examples)) == ("word_count", 4, 4, 3)
