import datetime
import itertools
import json
import random
import re
import socket
import typing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.audit import UncheckedError, audit, expectations, results, sql
from pipeline.audit.expectations import Auditor, as_checked, bad_positions, numbered
from schemas import DATASETS, SCHEMA_VERSION, ContentSpan
from schemas.arrow import arrow_schema, to_table
from schemas.contract import broken_rules, check_article
from schemas.expectations import suite
from schemas.set_rules import BLANKS, PIECE, SetRule, set_rules
from tests.sound_rows import DAY, NOON, Rows, article_rows, broken_once, lake_rows, write


def failed(result):
    return {(rule.dataset, rule.rule, rule.engine) for rule in result.failures}


def one(result, dataset, rule, engine):
    (found,) = [r for r in result.rules if (r.dataset, r.rule, r.engine) == (dataset, rule, engine)]
    return found


@pytest.fixture(scope="module")
def auditor():
    return Auditor()


@pytest.fixture
def without_expectations(monkeypatch):
    """Only Arrow and SQL look: Great Expectations takes a tenth of a second a dataset."""
    monkeypatch.setattr(expectations, "rules", lambda files, rows: [])


# --- The whole audit ---


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    files, counted = write(tmp_path_factory.mktemp("odd [1] 'name' *"), lake_rows(3))
    with pytest.MonkeyPatch.context() as patch:  # nothing may look outside
        patch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a connection"))
        patch.setattr(socket, "getaddrinfo", lambda *_: pytest.fail("a look-up"))
        return audit(files, expected_rows=counted), counted


def test_a_sound_lake_passes_every_rule(sound):
    result, counted = sound
    assert result.failures == []
    assert result.passed
    assert result.rows == counted
    assert set(result.seconds) == {"arrow", "great_expectations", "sql"}


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_rule_is_checked_once_over_all_rows(sound, dataset):
    result, counted = sound
    checked = [(rule.rule, rule.engine) for rule in result.rules if rule.dataset == dataset]
    expected = [("schema", "arrow"), ("row_count", "arrow")]
    expected += [(rule, "great_expectations") for rule in dict.fromkeys(e["meta"]["rule"] for e in suite(dataset))]
    expected += [(rule.name, "sql") for rule in set_rules(dataset)]
    assert checked == expected
    assert {rule.checked_rows for rule in result.rules if rule.dataset == dataset} == {counted[dataset]}


def test_the_json_holds_everything(sound):
    told = json.loads(sound[0].to_json())
    assert told["passed"] is True
    assert len(told["rules"]) == len(sound[0].rules)
    assert told["rules"][0] == {
        "dataset": "articles", "rule": "schema", "engine": "arrow", "passed": True, "checked_rows": 3, "bad_rows": 0, "examples": [],
        "error": None,
    }  # fmt: skip


def test_broken_rows_are_found_and_named_by_their_keys(tmp_path):
    rows = lake_rows(3)
    first, second = rows["times"][0], rows["times"][2]
    rows = {name: rows[name] for name in ("articles", "segments", "times")}
    rows["times"][0] = first._replace(timex_type="SECRET", end_date=None)
    rows["times"][2] = second._replace(timex_type="")
    result = audit(*write(tmp_path, rows)[:1], expected_rows={name: len(found) for name, found in rows.items()})
    assert failed(result) == {
        ("times", "timex_type_vocabulary", "great_expectations"),
        ("times", "start_date_together_with_end_date", "great_expectations"),
    }
    vocabulary = one(result, "times", "timex_type_vocabulary", "great_expectations")
    assert (vocabulary.checked_rows, vocabulary.bad_rows) == (6, 2)
    assert vocabulary.examples == tuple({"article_id": row.article_id, "time_id": row.time_id} for row in (first, second))
    assert one(result, "times", "start_date_together_with_end_date", "great_expectations").bad_rows == 1
    assert "SECRET" not in result.to_json()


def test_rows_in_several_chunks(tmp_path, monkeypatch):
    monkeypatch.setattr(expectations, "BATCH_ROWS", 4)
    monkeypatch.setattr(expectations, "CHUNK_ROWS", 8)
    runs = [article_rows()["runs"][0]._replace(run_id=f"run-{n}", inputs=-(n % 2)) for n in range(60)]
    runs[59] = runs[59]._replace(run_id="run-0")
    result = audit(write(tmp_path, {"runs": runs})[0], expected_rows={"runs": 60})
    assert failed(result) == {("runs", "inputs_range", "great_expectations"), ("runs", "unique", "sql")}
    inputs = one(result, "runs", "inputs_range", "great_expectations")
    assert (inputs.checked_rows, inputs.bad_rows) == (60, 30)
    assert inputs.examples == tuple({"run_id": f"run-{n}"} for n in range(1, 41, 2))
    assert one(result, "runs", "unique", "sql").examples == ({"run_id": "run-0"},)


def test_great_expectations_says_nothing_and_leaves_nothing(caplog, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    caplog.set_level("INFO")
    auditor = Auditor()
    bad = [row._replace(run_id="") for row in article_rows()["runs"]]
    table = numbered([as_checked("runs", batch) for batch in to_table("runs", bad).to_batches()])
    (failure,) = auditor.failures(suite("runs"), table)
    assert (failure.rule, failure.bad_rows) == ("run_id_length", 1)
    assert caplog.records == []
    assert list(tmp_path.iterdir()) == []


# --- What must never pass ---


def runs_lake(folder, count=2):
    return write(folder, {"runs": [article_rows(n)["runs"][0] for n in range(count)]})


def suite_with(expectation):
    return lambda dataset: [*suite(dataset), expectation]


def expectation(kind, **kwargs):
    return {"type": kind, "kwargs": kwargs, "severity": "critical", "meta": {"rule": "mine"}}


def test_a_misspelt_expectation(tmp_path, monkeypatch):
    monkeypatch.setattr(expectations, "suite", suite_with(expectation("expect_column_values_to_be_nul", column="run_id")))
    files, counted = runs_lake(tmp_path)
    result = audit(files, expected_rows=counted)
    assert failed(result) == {("runs", "suite", "great_expectations")}
    assert result.failures[0].error == "Great Expectations does not know the expectation of mine"
    assert not result.passed


def test_an_empty_suite(tmp_path, monkeypatch):
    monkeypatch.setattr(expectations, "suite", lambda dataset: [])
    files, counted = runs_lake(tmp_path)
    result = audit(files, expected_rows=counted)
    assert [(rule.rule, rule.error) for rule in result.failures] == [("suite", "the suite is empty")]


def test_a_check_that_raised(tmp_path, monkeypatch):
    monkeypatch.setattr(expectations, "suite", suite_with(expectation("expect_column_values_to_be_in_set", column="no", value_set=["a"])))
    files, counted = runs_lake(tmp_path)
    result = audit(files, expected_rows=counted)
    (rule,) = result.failures
    assert (rule.rule, rule.bad_rows, rule.engine) == ("mine", 0, "great_expectations")
    assert rule.error.startswith("the check raised")


def test_an_expectation_that_counts_no_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(expectations, "suite", suite_with(expectation("expect_table_row_count_to_be_between", min_value=3)))
    files, counted = runs_lake(tmp_path)
    assert [(rule.rule, rule.error) for rule in audit(files, expected_rows=counted).failures] == [("mine", "the check has no result")]


def test_a_check_that_answers_differently(tmp_path, monkeypatch):
    sound = Auditor.check

    def moody(self, expectations, table, result_format="SUMMARY"):
        answers = sound(self, expectations, table, result_format)
        if result_format == "BOOLEAN_ONLY":
            answers[0][1].success = False
        return answers

    monkeypatch.setattr(Auditor, "check", moody)
    files, counted = runs_lake(tmp_path)
    (rule,) = audit(files, expected_rows=counted).failures
    assert (rule.rule, rule.error) == ("run_id_not_null", "the check answered differently when asked again")


@pytest.mark.parametrize("named", [2, 7])
def test_many_bad_rows_are_all_counted(tmp_path, monkeypatch, named):
    monkeypatch.setattr(expectations, "MANY", named)
    runs = [article_rows()["runs"][0]._replace(run_id=f"run-{n}", inputs=-1) for n in range(5)]
    (rule,) = audit(write(tmp_path, {"runs": runs})[0], expected_rows={"runs": 5}).failures
    assert (rule.rule, rule.bad_rows, len(rule.examples)) == ("inputs_range", 5, min(named, 5))


@pytest.mark.parametrize("left", [0, 1])
def test_rows_that_were_counted_but_not_read(tmp_path, monkeypatch, left):
    files, counted = runs_lake(tmp_path)
    chunks = [numbered([as_checked("runs", b) for b in to_table("runs", [article_rows()["runs"][0]]).to_batches()])][:left]
    monkeypatch.setattr(expectations, "_chunks", lambda dataset, paths: iter(chunks))
    result = audit(files, expected_rows=counted)
    assert [(rule.rule, rule.error) for rule in result.failures] == [("suite", f"2 rows were counted, {left} were read")]


def test_an_empty_frame(auditor):
    with pytest.raises(UncheckedError, match="the frame is empty"):
        auditor.check(suite("runs"), numbered([as_checked("runs", pa.RecordBatch.from_pylist([], schema=arrow_schema("runs")))]))


def test_great_expectations_that_does_not_start(tmp_path, monkeypatch, caplog):
    def broken():
        raise ImportError("no such library")

    monkeypatch.setattr(expectations, "Auditor", broken)
    files, counted = runs_lake(tmp_path)
    result = audit(files, expected_rows=counted)
    assert [(rule.rule, rule.error) for rule in result.failures] == [("suite", "ImportError")]


def test_a_database_that_does_not_work(tmp_path, without_expectations):
    files, counted = write(tmp_path, lake_rows(2))
    result = audit(files, expected_rows=counted, memory_limit="1KB")
    assert {(rule.dataset, rule.engine) for rule in result.failures} == {(name, "sql") for name in DATASETS}


def test_a_query_that_raises(tmp_path, monkeypatch, without_expectations):
    rule = SetRule("runs", "mine", "", "SELECT nothing FROM nowhere", ("runs",))
    monkeypatch.setattr(sql, "set_rules", lambda dataset: [rule])
    files, counted = runs_lake(tmp_path)
    result = audit(files, expected_rows=counted)
    assert [(r.rule, r.error) for r in result.failures] == [("mine", "the check raised: CatalogException")]


def test_no_files_and_no_rows_at_all():
    assert not audit({}, expected_rows={}).passed


@pytest.mark.parametrize("where", ["files", "expected_rows"])
def test_a_dataset_that_nobody_defined(where):
    given = {"files": {}, "expected_rows": {}, where: {"weather": 0}}
    with pytest.raises(ValueError, match="weather"):
        audit(given["files"], expected_rows=given["expected_rows"])


@pytest.mark.parametrize(
    ("expected", "error"),
    [
        ({"runs": 3}, "3 rows were written, 2 are in the files"),
        ({"runs": 1}, "1 rows were written, 2 are in the files"),
        ({}, "nobody counted the rows"),
    ],
)
def test_more_or_fewer_rows_than_were_written(tmp_path, without_expectations, expected, error):
    result = audit(runs_lake(tmp_path)[0], expected_rows=expected)
    assert [(rule.rule, rule.error) for rule in result.failures] == [("row_count", error)]


def test_a_dataset_without_files_whose_rows_were_counted():
    result = audit({}, expected_rows={"runs": 2})
    assert failed(result) == {("runs", "row_count", "arrow")}


def test_a_missing_file(tmp_path, without_expectations):
    files, counted = runs_lake(tmp_path)
    Path(files["runs"][0]).unlink()
    result = audit(files, expected_rows=counted)
    assert {(rule.rule, rule.error) for rule in result.failures} == {
        ("schema", "part.parquet: FileNotFoundError: No such file or directory"),
        ("row_count", "2 rows were written, 0 are in the files"),
    }


@pytest.mark.parametrize("content", [b"", b"PAR1 but no more", b"x" * 5000])
def test_a_file_that_is_no_parquet(tmp_path, without_expectations, content):
    files, counted = runs_lake(tmp_path)
    files["runs"].append(str(tmp_path / "more.parquet"))
    Path(files["runs"][1]).write_bytes(content)
    result = audit(files, expected_rows=counted)
    assert [(rule.rule, rule.error) for rule in result.failures] == [("schema", "more.parquet: ArrowInvalid")]


def _drop_metadata(table):
    return table.replace_schema_metadata({})


def _other_version(table):
    return table.replace_schema_metadata({**table.schema.metadata, b"newsbeam.schema_version": b"0.0"})


def _no_description(table):
    return table.cast(pa.schema([table.schema.field(0).remove_metadata(), *list(table.schema)[1:]], table.schema.metadata))


def _other_type(table):
    return table.set_column(0, table.schema.field(0).with_type(pa.large_string()), table.column(0).cast(pa.large_string()))


def _nullable(table):
    return table.cast(pa.schema([table.schema.field(0).with_nullable(True), *list(table.schema)[1:]], table.schema.metadata))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (_drop_metadata, "the file's metadata do not say newsbeam.dataset = runs"),
        (_other_version, f"the file's metadata do not say newsbeam.schema_version = {SCHEMA_VERSION}"),
        (_no_description, "column run_id has no description"),
        (_other_type, "column run_id is not string not null"),
        (_nullable, "column run_id is not string not null"),
        (lambda table: table.drop_columns(["inputs"]), "column inputs is missing"),
        (lambda table: table.append_column("more", table.column("run_id")), "there are more columns, or in another order"),
        (lambda table: table.select(table.column_names[::-1]), "there are more columns, or in another order"),
    ],
)
def test_another_schema(tmp_path, without_expectations, change, error):
    files, counted = runs_lake(tmp_path)
    pq.write_table(change(pq.ParquetFile(files["runs"][0]).read()), files["runs"][0])
    result = audit(files, expected_rows=counted)
    assert [(rule.rule, rule.error) for rule in result.failures] == [("schema", f"part.parquet: {error}")]


def test_rules_that_need_an_unreadable_dataset_do_not_pass(tmp_path, without_expectations):
    files, counted = write(tmp_path, {name: article_rows()[name] for name in ("articles", "segments", "times")})
    Path(files["segments"][0]).write_bytes(b"nothing")
    result = audit(files, expected_rows=counted)
    unchecked = {(rule.dataset, rule.rule) for rule in result.failures if rule.error == "not checked, because of the files of segments"}
    assert unchecked == {(name, rule.name) for name in ("articles", "times") for rule in set_rules(name) if "segments" in rule.needs}
    assert one(result, "times", "offsets", "sql").passed


def test_a_dataset_without_rows_is_checked_for_its_schema_only(tmp_path):
    files, counted = write(tmp_path, {"runs": article_rows()["runs"], "times": []})
    result = audit(files, expected_rows=counted)
    assert result.passed
    assert [rule.rule for rule in result.rules if rule.dataset == "times"] == ["schema", "row_count"]


def test_a_flipped_bit_in_a_page(tmp_path):
    files, counted = runs_lake(tmp_path)
    path = Path(*files["runs"])
    content = bytearray(path.read_bytes())
    content[content.index(b"run-0") + 1] ^= 1
    path.write_bytes(bytes(content))
    result = audit(files, expected_rows=counted)
    assert ("runs", "suite", "great_expectations") in failed(result)


# --- The row contract and Great Expectations flag the same rows ---

ODD_STRINGS = [
    None,
    "",
    "x",
    "a" * 64,
    "a" * 65,
    "\U0001f600" * 64,
    "e\u0301" * 33,
    "0" * 32,
    "0" * 32 + "\n",
    "\u0663" * 32,
    "EUR",
    "NL",
    "en\n",
]
ODD_VALUES = {
    str: ODD_STRINGS,
    int: [None, -1, 0, 1, 130, 131, 2**31 - 1, -(2**31)],
    float: [None, -180.5, -180.0, -90.5, -0.001, 0.0, 1.0, 1.0001, 90.5, 1e300],
    bool: [None, True, False],
    datetime.date: [None, DAY, DAY - datetime.timedelta(days=1), datetime.date.min, datetime.date.max],
    datetime.datetime: [None, NOON, NOON + datetime.timedelta(microseconds=1), datetime.datetime.min.replace(tzinfo=datetime.UTC)],
}


def odd_rows(dataset, count, seed):
    """Every case of ``broken_once`` that Arrow can hold, and sound rows with some values replaced by odd ones."""
    chance, definition = random.Random(seed), DATASETS[dataset]
    rows = [row for rule, row in broken_once(dataset) if not rule.endswith("_type")]
    for _ in range(count):
        row = chance.choice(article_rows()[dataset])
        for field in chance.sample(definition.fields, k=chance.randint(0, len(definition.fields) // 2)):
            is_list = typing.get_origin(field.type) is list
            pool = [[]] if is_list else [*ODD_VALUES[field.type], *(field.column.vocabulary or ())[:2]]
            row = row._replace(**{field.name: chance.choice(pool)})
        rows.append(row)
    return rows


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_row_contract_and_great_expectations_flag_the_same_rows(auditor, dataset):
    rows = odd_rows(dataset, 250, seed=7)
    table = numbered([as_checked(dataset, batch) for batch in to_table(dataset, rows).to_batches()])
    flagged = {}
    for rule, result in auditor.check(suite(dataset), table, "COMPLETE"):
        positions = bad_positions(result)
        assert len(positions) == result.result["unexpected_count"]
        flagged.setdefault(rule, set()).update(positions)
    del flagged["unique"]
    broken = {rule: set() for rule in flagged}
    for position, row in enumerate(rows):
        for rule in broken_rules(dataset, row):
            if not rule.endswith("_type"):
                broken[rule].add(position)
    assert flagged == broken
    assert all(broken.values()), "a rule was never broken"
    assert any(not broken_rules(dataset, row) for row in rows), "no row was sound"


# --- Rules over sets of rows: one article for every defect, all audited together ---


def change(dataset, at=0, **values):
    def defect(rows):
        rows[dataset][at] = rows[dataset][at]._replace(**values)

    return defect


def shifted(dataset, columns, by):
    def defect(rows):
        row = rows[dataset][0]
        rows[dataset][0] = row._replace(**{column: getattr(row, column) + by for column in columns})

    return defect


def without(dataset, at=0):
    def defect(rows):
        del rows[dataset][at]

    return defect


def twice(dataset):
    def defect(rows):
        rows[dataset].append(rows[dataset][0])

    return defect


def swap_segments(rows):
    first, second = rows["segments"][2:4]
    rows["segments"][2:4] = [second._replace(segment_index=2), first._replace(segment_index=3)]


def grow_segment(rows):
    """The second segment reaches one character into the third."""
    text, second = rows["articles"][0].source_text, rows["segments"][1]
    end = rows["segments"][2].char_start + 1
    rows["segments"][1] = second._replace(char_end=end, text=text[second.char_start : end])


def blank_edge(rows):
    text, last = rows["articles"][0].source_text, rows["segments"][0]
    start = last.char_start - 1
    rows["segments"][0] = last._replace(char_start=start, text=text[start : last.char_end])


def spans(*pieces):
    """Pieces of the statement's content as offsets from its start, and their segment."""

    def defect(rows):
        row = rows["statements"][0]
        made = [ContentSpan(row.content_start + low, row.content_start + high, segment) for low, high, segment in pieces]
        rows["statements"][0] = row._replace(content_spans=made)

    return defect


def spanned(rows, dataset, at, text):
    """A row like the one at ``at`` of ``dataset``, of ``text`` in the same segment and sentence."""
    row = rows[dataset][at]
    segment = rows["segments"][row.segment_index]
    start = segment.char_start + segment.text.index(text)
    return row._replace(text=text, char_start=start, char_end=start + len(text))


def shorten(rows, dataset, at, text):
    rows[dataset][at] = spanned(rows, dataset, at, text)


def in_the_sentence_of(row, other):
    """``row`` with the span and the evidence of ``other``."""
    names = ("text", "char_start", "char_end", "segment_index", "in_body", "sentence")
    return row._replace(**{name: getattr(other, name) for name in names})


CONTENT = len("\u201cWe will find them,\u201d she said, \u201csoon.\u201d")

DEFECTS = {
    "none": (lambda rows: None, set()),
    "offsets of a fact": (shifted("times", ["char_start", "char_end"], 1), {"times.offsets"}),
    "offsets of a longer fact": (shifted("quantities", ["char_end"], 1), {"quantities.offsets"}),
    "offsets before the text": (
        change("quantities", char_start=-1, char_end=1),
        {"quantities.offsets", "quantities.segment_index"},
    ),
    "offsets after the text": (
        change("coreferences", char_start=9_000, char_end=9_003),
        {"coreferences.offsets", "coreferences.segment_index"},
    ),
    "text of a mention": (change("mentions", text="Ada Quell"), {"mentions.offsets", "mentions.sentence"}),
    "offsets of a role": (shifted("entities", ["role_start", "role_end"], 1), {"entities.offsets"}),
    "end of a role missing": (change("entities", role_end=None), {"entities.offsets"}),
    "offsets of a cue": (shifted("statements", ["cue_start", "cue_end"], -1), {"statements.offsets"}),
    "offsets of a speaker": (shifted("statements", ["speaker_start", "speaker_end"], -1), {"statements.offsets"}),
    "text of a content": (change("statements", content_text="nothing"), {"statements.offsets"}),
    "text of a segment": (
        lambda rows: change("segments", 5, text=rows["segments"][5].text.replace("Page", "Puge"))(rows),
        {"segments.offsets"},
    ),
    "a segment missing at the end": (without("segments", 5), {"articles.coverage", "articles.segment_count"}),
    "a segment missing in the middle": (
        without("segments", 1),
        {
            "articles.coverage", "articles.segment_count", "segments.dense", "places.segment_index", "places.in_body", "places.segment_kind",
        },
    ),
    "a segment twice": (
        twice("segments"),
        {"articles.coverage", "articles.segment_count", "segments.unique", "segments.dense", "segments.no_overlap"},
    ),
    "overlapping segments": (
        grow_segment,
        {"articles.coverage", "segments.no_overlap"},
    ),
    "a blank edge": (blank_edge, {"segments.blank_edges"}),
    "in_body of a segment": (
        change("segments", 5, in_body=True),
        {"segments.in_body_kind", "articles.body_text"},
    ),
    "kind of a segment": (
        change("segments", 1, kind="teaser"),
        {"places.segment_kind"},
    ),
    "body of other length": (change("articles", body_text="Nothing."), {"articles.body_text", "articles.word_count", "articles.boilerplate_ratio"}),
    "body of the same length": (
        lambda rows: change("articles", body_text=rows["articles"][0].body_text.replace("Mayor", "Minor"))(rows),
        {"articles.body_text"},
    ),
    "number of words": (change("articles", word_count=3), {"articles.word_count"}),
    "ratio": (change("articles", boilerplate_ratio=0.0), {"articles.boilerplate_ratio"}),
    "number of segments": (change("articles", segment_count=5), {"articles.segment_count"}),
    "hash of the content": (change("articles", content_sha256="0" * 64), {"articles.article_id_of_content"}),
    "a number that is not finite": (change("quantities", value_max=float("inf")), {"quantities.value_max_type"}),
    "a number that is none": (change("places", latitude=float("nan")), {"places.latitude_type"}),
    "another date": (change("times", published_date=DAY.replace(day=2)), {"times.article"}),
    "an article that is not there": (
        without("articles"),
        {"articles.body_text"} | {f"{name}.article" for name in DATASETS if name not in ("articles", "rejects", "runs")}
        | {f"{name}.offsets" for name, definition in DATASETS.items() if definition.offsets},
    ),
    "a key twice": (twice("mentions"), {"mentions.unique", "mentions.no_overlap", "entities.mention_count"}),
    "number of mentions": (change("entities", mention_count=2), {"entities.mention_count"}),
    "a key of two columns twice": (twice("coreferences"), {"coreferences.unique", "coreferences.no_overlap"}),
    "a segment that is not there": (
        change("times", segment_index=17),
        {"times.segment_index", "times.in_body", "times.segment_kind"},
    ),
    "another segment": (
        change("times", segment_index=4),
        {"times.segment_index", "times.sentence"},
    ),
    "in_body of a fact": (change("mentions", 1, in_body=True), {"mentions.in_body"}),
    "another sentence": (change("times", sentence="The bags are worth 3 million euros."), {"times.sentence"}),
    "a sentence beside the text": (
        lambda rows: change("times", sentence=rows["times"][1].sentence)(rows),
        {"times.sentence"},
    ),
    "an entity that is not there": (
        change("mentions", entity_id="0" * 32),
        {"mentions.entity_id_reference", "entities.mention_count"},
    ),
    "a mention that is not there": (change("places", mention_id="0" * 32), {"places.mention_id_reference"}),
    "a speaker who is not there": (change("statements", speaker_entity_id="0" * 32), {"statements.speaker_entity_id_reference"}),
    "no pieces": (spans(), {"statements.content_spans"}),
    "pieces that end early": (spans((0, 5, 2)), {"statements.content_spans"}),
    "pieces that overlap": (spans((0, 9, 2), (8, CONTENT, 2)), {"statements.content_spans"}),
    "pieces in another segment": (spans((0, 9, 2), (9, CONTENT, 3)), {"statements.content_spans"}),
    "an empty piece": (spans((0, 9, 2), (9, 9, 2), (9, CONTENT, 2)), {"statements.content_spans"}),
    "two spans that overlap": (
        lambda rows: rows["quantities"].append(
            spanned(rows, "quantities", 0, "40 passengers")._replace(quantity_id="1" * 32)
        ),
        {"quantities.no_overlap"},
    ),
    "a span read three times": (
        lambda rows: rows["times"].extend(
            spanned(rows, "times", 0, text)._replace(time_id=key * 32) for text, key in (("on Tuesday", "a"), ("Tuesday.", "b"))
        ),
        {"times.no_overlap"},
    ),
    "mentions that overlap": (
        lambda rows: rows["mentions"].append(spanned(rows, "mentions", 0, "Quill said")._replace(mention_id="2" * 32)),
        {"mentions.no_overlap", "entities.mention_count"},
    ),
    "references that overlap": (
        lambda rows: rows["coreferences"].append(spanned(rows, "coreferences", 0, "she said")),
        {"coreferences.no_overlap"},
    ),
    "places that overlap": (
        lambda rows: rows["places"].append(spanned(rows, "places", 1, "in Oldhaven")._replace(place_id="3" * 32)),
        {"places.no_overlap"},
    ),
    "a time in the name of a person": (
        lambda rows: rows["times"].append(spanned(rows, "times", 0, "Quill")._replace(time_id="4" * 32)),
        {"times.outside_mentions"},
    ),
    "a time beside the name of a person": (
        lambda rows: rows["times"].append(spanned(rows, "times", 0, "Quill said")._replace(time_id="5" * 32)),
        set(),
    ),
    "an amount that is a date": (
        lambda rows: rows["quantities"].append(spanned(rows, "quantities", 0, "Tuesday")._replace(quantity_id="6" * 32)),
        {"quantities.outside_times"},
    ),
    "an amount that touches a date": (
        lambda rows: rows["quantities"].append(spanned(rows, "quantities", 0, "bags on Tues")._replace(quantity_id="7" * 32)),
        {"quantities.outside_times"},
    ),
    "an amount in a duration": (
        lambda rows: (
            change("times", timex_type="DURATION")(rows),
            rows["quantities"].append(spanned(rows, "quantities", 0, "Tuesday")._replace(quantity_id="8" * 32)),
        ),
        set(),
    ),
    "a place in an organisation": (
        lambda rows: (change("mentions", 1, entity_type="ORG")(rows), shorten(rows, "places", 0, "Old")),
        {"places.outside_mentions"},
    ),
    "a place in the name of a person": (
        lambda rows: (change("mentions", 1, entity_type="PERSON")(rows), shorten(rows, "places", 0, "Old")),
        {"places.outside_mentions"},
    ),
    "a place that touches a time": (
        lambda rows: rows["times"].append(in_the_sentence_of(rows["times"][0], spanned(rows, "places", 0, "in Old"))._replace(time_id="9" * 32)),
        {"places.outside_times"},
    ),
    "a place that is an organisation": (change("mentions", 1, entity_type="ORG"), set()),
    "a place in the name of an organisation": (
        lambda rows: (
            change("mentions", 1, entity_type="ORG")(rows), change("places", place_use="in_name")(rows), shorten(rows, "places", 0, "Old"),
        ),
        set(),
    ),
    "pieces side by side": (spans((0, 9, 2), (9, CONTENT, 2)), set()),
}  # fmt: skip


def lake_with_defects() -> tuple[Rows, dict[str, str]]:
    rows: Rows = {name: [] for name in DATASETS}
    article = {}
    for number, (name, (defect, _)) in enumerate(DEFECTS.items(), start=1):
        of_article = article_rows(number)
        article[of_article["articles"][0].article_id] = name
        defect(of_article)
        for dataset, found in of_article.items():
            rows[dataset] += found
    return rows, article


@pytest.fixture(scope="module")
def found_defects(tmp_path_factory):
    rows, article = lake_with_defects()
    files, counted = write(tmp_path_factory.mktemp("defects"), rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(results, "EXAMPLES", 1000)
        patch.setattr(expectations, "rules", lambda files, rows: [])
        result = audit(files, expected_rows=counted)
    found = {name: set() for name in DEFECTS}
    for rule in result.failures:
        assert rule.error is None, rule
        assert rule.bad_rows == len(rule.examples)
        for example in rule.examples:
            found[article[example["article_id"]]].add(f"{rule.dataset}.{rule.rule}")
    return found


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_breaks_these_rules_and_no_others(found_defects, defect):
    assert found_defects[defect] == DEFECTS[defect][1]


def test_every_set_rule_is_broken_by_a_test():
    broken = {rule for _, rules in DEFECTS.values() for rule in rules}
    every = {f"{name}.{rule.name}" for name in DATASETS if DATASETS[name].partitioned for rule in set_rules(name)}
    alike = re.compile(r"\.(unique|offsets|article|segment_index|in_body|segment_kind|sentence|\w+_type|entity_id_reference)$")
    elsewhere = {f"{name}.published_month" for name in DATASETS} | {"articles.unique_in_lake", "articles.source_uri_unique"}
    assert {rule for rule in every - broken - elsewhere if not alike.search(rule)} == set()
    assert {alike.search(rule).group() for rule in every - broken if alike.search(rule)} <= {
        alike.search(rule).group() if not rule.endswith("_type") else rule[rule.rindex(".") :] for rule in broken if alike.search(rule)
    } | {
        ".population_type",
        ".confidence_type",
        ".longitude_type",
        ".value_min_type",
        ".language_confidence_type",
        ".boilerplate_ratio_type",
    }


def moved(chance, rows, dataset):
    """``rows`` with some offsets, segments and pieces of one row of ``dataset`` moved a little."""
    row = rows[dataset][0]
    columns = [
        name for name in ("char_start", "char_end", "content_start", "content_end", "cue_start", "segment_index") if hasattr(row, name)
    ]
    row = row._replace(**{name: getattr(row, name) + chance.choice([-1, 0, 0, 1]) for name in columns})
    if chance.random() < 0.3:
        row = row._replace(in_body=not row.in_body)
    if chance.random() < 0.3:
        row = row._replace(sentence=row.sentence[chance.choice([0, 1, 40]) :])
    if dataset == "statements":
        shifts = [[value + chance.choice([-1, 0, 0, 0, 0, 1]) for value in span] for span in row.content_spans]
        row = row._replace(content_spans=[ContentSpan(*span) for span in shifts])
    return {**rows, dataset: [row, *rows[dataset][1:]]}


def test_the_row_contract_and_the_database_flag_the_same_rows(tmp_path, monkeypatch, without_expectations):
    monkeypatch.setattr(results, "EXAMPLES", 10_000)
    chance = random.Random(11)
    lake: Rows = {}
    broken: dict[tuple[str, str], set[str]] = {}
    for number in range(250):
        dataset = chance.choice(["times", "quantities", "statements", "coreferences"])
        rows = moved(chance, article_rows(number), dataset)
        for name, found in rows.items():
            lake.setdefault(name, []).extend(found)
        checked = check_article({name: found for name, found in rows.items() if name not in ("rejects", "runs")})
        for row in checked.broken:
            of_rows = set(row.rules.split(",")) & set(broken_rules(row.dataset, row.row))
            if not of_rows:  # those that a row shows alone are the other engine's
                broken[row.dataset, row.row.article_id] = set(row.rules.split(","))
    files, counted = write(tmp_path, lake)
    flagged: dict[tuple[str, str], set[str]] = {}
    for rule in audit(files, expected_rows=counted).failures:
        for example in rule.examples:
            flagged.setdefault((rule.dataset, example["article_id"]), set()).add(rule.rule)
    alone = {
        (name, row.article_id)
        for name in ("times", "quantities", "statements", "coreferences")
        for row in lake[name]
        if broken_rules(name, row)
    }
    assert {row: rules for row, rules in flagged.items() if row not in alone} == broken
    assert len(broken) > 100
    assert {rule for rules in broken.values() for rule in rules} >= {"offsets", "segment_index", "in_body", "sentence", "content_spans"}


def claimed(chance, rows):
    """``rows`` with spans of one paragraph that are read once more, as times, amounts, mentions or places."""
    segment = rows["segments"][2]
    ends = list(range(len("Mayor Ada Quill said the ferry lost 40 passengers\u2019 bags on Tuesday.") + 1))
    for number in range(chance.choice([1, 2, 3])):
        low, high = sorted(chance.sample(ends, 2))
        dataset = chance.choice(["times", "quantities", "mentions", "places"])
        row = rows[dataset][0]
        key = DATASETS[dataset].key[0]
        text = segment.text[low:high]
        values = {
            key: f"{chance.getrandbits(64):032x}",
            "text": text,
            "char_start": segment.char_start + low,
            "char_end": segment.char_start + high,
        }
        place = {"segment_index": 2, "in_body": True, "sentence": segment.text[: ends[-1]]}
        row = row._replace(**values, **place)
        if dataset == "mentions":
            row = row._replace(entity_type=chance.choice(["PERSON", "ORG", "GPE"]))
            entities = [
                entity._replace(mention_count=entity.mention_count + (entity.entity_id == row.entity_id)) for entity in rows["entities"]
            ]
            rows = {**rows, "entities": entities}
        elif dataset == "times":
            row = row._replace(timex_type=chance.choice(["DATE", "TIME", "DURATION"]))
        elif dataset == "places":
            row = row._replace(place_use=chance.choice(["in_name", "location"]), mention_id=None)
        rows = {**rows, dataset: [*rows[dataset], row] if number % 2 else [row, *rows[dataset]]}
    return rows


def test_what_is_read_twice_is_found_by_the_contract_and_by_the_database(tmp_path, monkeypatch, without_expectations):
    monkeypatch.setattr(results, "EXAMPLES", 10_000)
    chance = random.Random(12)
    before: Rows = {}
    after: Rows = {}
    broken: dict[str, set[str]] = {}
    for number in range(300):
        rows = claimed(chance, article_rows(number))
        checked = check_article({name: found for name, found in rows.items() if name not in ("rejects", "runs")})
        assert not checked.article_rejected
        for row in checked.broken:
            broken.setdefault(row.row.article_id, set()).update(f"{row.dataset}.{rule}" for rule in row.rules.split(","))
        for lake, found in ((before, rows), (after, checked.rows)):
            for name in found:
                lake.setdefault(name, []).extend(found[name])
    (tmp_path / "before").mkdir()
    files, counted = write(tmp_path / "before", before)
    flagged: dict[str, set[str]] = {}
    for rule in audit(files, expected_rows=counted).failures:
        for example in rule.examples:
            flagged.setdefault(example["article_id"], set()).add(f"{rule.dataset}.{rule.rule}")
    assert broken.keys() == flagged.keys()
    assert all(rules <= flagged[article] for article, rules in broken.items())
    assert {rule for rules in broken.values() for rule in rules} >= {
        "mentions.no_overlap", "times.no_overlap", "times.outside_mentions", "quantities.no_overlap", "quantities.outside_times",
        "places.no_overlap", "places.outside_mentions", "places.outside_times",
    }  # fmt: skip
    assert 50 < len(broken) < 300
    files, counted = write(tmp_path / "after", after)
    assert audit(files, expected_rows=counted).failures == []


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


def test_spans_around_the_border_of_a_piece(tmp_path, without_expectations):
    text = "\U0001f600" * (4 * PIECE)
    borders = [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5, 4 * PIECE - 1, 4 * PIECE]
    rows = page(text, list(itertools.pairwise(borders)))
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
