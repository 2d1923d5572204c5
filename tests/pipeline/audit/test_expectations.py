import datetime
import random
import typing
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.audit import UncheckedError, audit, expectations
from pipeline.audit.expectations import Auditor, as_checked, bad_positions, numbered
from schemas import DATASETS
from schemas.arrow import arrow_schema, to_table
from schemas.contract import broken_rules
from schemas.expectations import suite
from tests.pipeline.audit.lakes import failed, one, runs_lake
from tests.sound_rows import DAY, NOON, article_rows, broken_once, write


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
