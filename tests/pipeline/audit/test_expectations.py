import contextlib
import dataclasses
import datetime
import os
import random
import typing
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest

from pipeline.audit import UncheckedError, audit, expectations
from pipeline.audit.course import Course
from pipeline.audit.expectations import Auditor, as_checked, configurations_built_once
from schemas import DATASETS, masks
from schemas.arrow import to_table
from schemas.contract import broken_rules
from schemas.expectations import suite
from tests.pipeline.audit.lakes import failed, one, runs_lake
from tests.sound_rows import DAY, NOON, article_rows, broken_once, is_type_rule, write
from transforms.checks import results

COURSE = Course(DATASETS, 1)


def suite_with(expectation):
    return lambda dataset: [*suite(dataset), expectation]


def expectation(kind, **kwargs):
    return {"type": kind, "kwargs": kwargs, "severity": "critical", "meta": {"rule": "mine"}}


def table_of(dataset, rows):
    return pa.Table.from_batches([as_checked(dataset, batch) for batch in to_table(dataset, rows).to_batches()])


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

    def moody(self, expectations, table, result_format):
        answers = sound(self, expectations, table, result_format)
        if result_format == "BOOLEAN_ONLY":
            answers[0][1].success = False
        return answers

    monkeypatch.setattr(Auditor, "check", moody)
    files, counted = runs_lake(tmp_path)
    (rule,) = audit(files, expected_rows=counted).failures
    assert (rule.rule, rule.error) == ("run_id_not_null", "the check answered differently when asked again")


def test_bad_rows_are_counted_over_all_files_and_some_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(results, "EXAMPLES", 4)
    runs = [article_rows()["runs"][0]._replace(run_id=f"run-{n}", inputs=-1) for n in range(9)]
    (rule,) = audit(write(tmp_path, {"runs": runs})[0], expected_rows={"runs": 9}).failures
    assert (rule.rule, rule.bad_rows, rule.examples) == ("inputs_range", 9, tuple({"run_id": f"run-{n}"} for n in range(4)))


@pytest.mark.parametrize("left", [0, 1])
def test_rows_that_were_counted_but_not_read(tmp_path, monkeypatch, left):
    files, counted = runs_lake(tmp_path)
    batches = to_table("runs", [article_rows()["runs"][0]]).to_batches()[:left]
    monkeypatch.setattr(expectations, "_batches", lambda dataset, paths: iter(batches))
    result = audit(files, expected_rows=counted)
    assert [(rule.rule, rule.error) for rule in result.failures] == [("suite", f"2 rows were counted, {left} were read")]


def test_an_empty_frame(auditor):
    with pytest.raises(UncheckedError, match="the frame is empty"):
        auditor.check(suite("runs"), sound_table().slice(0, 0), "BASIC")


def test_great_expectations_that_does_not_start(tmp_path, monkeypatch, caplog):
    def broken():
        raise ImportError("no such library")

    monkeypatch.setattr(expectations, "Auditor", broken)
    files, counted = runs_lake(tmp_path)
    result = audit(files, expected_rows=counted)
    assert [(rule.rule, rule.error) for rule in result.failures] == [("suite", "could not be checked: ImportError")]
    assert caplog.messages == ["Great Expectations does not start"]


class Shrinking:
    """A table whose frame has fewer rows."""

    def __init__(self, table):
        self.table = table

    def __len__(self):
        return len(self.table) + 1

    def to_pandas(self, **how):
        return self.table.to_pandas(**how)


def sound_table():
    return table_of("runs", article_rows()["runs"])


def test_a_frame_that_has_lost_rows(auditor):
    with pytest.raises(UncheckedError, match="the frame has lost rows"):
        auditor.check(suite("runs"), Shrinking(sound_table()), "BASIC")


@pytest.mark.parametrize("spoil", [lambda found: found[:-1], lambda found: [*found, found[0]], lambda found: [*found[:-1], found[0]]])
def test_answers_that_are_lost_or_doubled(auditor, monkeypatch, spoil):
    def validate(loaded, result_format):
        answers = [SimpleNamespace(expectation_config=SimpleNamespace(meta=one.meta)) for one in loaded.expectations]
        return SimpleNamespace(results=spoil(answers))

    batch = SimpleNamespace(validate=validate)
    monkeypatch.setattr(auditor, "_batch", SimpleNamespace(get_batch=lambda batch_parameters: batch))
    with pytest.raises(UncheckedError, match="not every expectation has one result"):
        auditor.check(suite("runs"), sound_table(), "BASIC")


@pytest.mark.parametrize(
    ("count", "seen"), [(7, list(range(7))), (8, list(range(8))), (9, [0, 2, 4, 6, 8]), (20, [0, 3, 6, 9, 12, 15, 18])]
)
@pytest.mark.parametrize("dataset", ["runs", "articles"])
def test_great_expectations_sees_rows_from_all_files(tmp_path, monkeypatch, dataset, count, seen):
    monkeypatch.setattr(expectations, "SEEN_ROWS", 8)
    monkeypatch.setattr(expectations, "BATCH_ROWS", 4)
    monkeypatch.setattr(results, "TEXT_ROWS", 3)
    rows = [article_rows(number)[dataset][0] for number in range(count)]
    files = [write(tmp_path / str(at), {dataset: rows[at : at + 5]})[0][dataset][0] for at in range(0, count, 5)]
    tables = []

    def failures(suite, table):
        tables.append(table)
        return {}

    told = expectations._expectations_of(SimpleNamespace(failures=failures), dataset, files, count, COURSE)
    assert [table.column(DATASETS[dataset].key[0]).to_pylist() for table in tables] == [[rows[at][0] for at in seen]]
    assert {(rule.passed, rule.checked_rows, rule.engine) for rule in told} == {(True, count, "great_expectations")}


def test_great_expectations_reports_nothing_to_anybody(auditor, monkeypatch):
    monkeypatch.delenv("GX_ANALYTICS_ENABLED", raising=False)
    assert expectations.import_great_expectations().__name__ == "great_expectations"
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"
    assert auditor._context.config.analytics_enabled is False
    assert auditor._context.variables.progress_bars == {"globally": False}


def test_great_expectations_says_nothing_and_leaves_nothing(caplog, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    caplog.set_level("INFO")
    auditor = Auditor()
    bad = [row._replace(run_id="") for row in article_rows()["runs"]]
    table = table_of("runs", bad)
    assert auditor.failures(suite("runs"), table) == {"run_id_length": 1}
    assert caplog.records == []
    assert list(tmp_path.iterdir()) == []


def test_rows_in_several_batches(tmp_path, monkeypatch):
    monkeypatch.setattr(expectations, "BATCH_ROWS", 4)
    monkeypatch.setattr(expectations, "SEEN_ROWS", 16)
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
    rows = [row for rule, row in broken_once(dataset) if not is_type_rule(dataset, rule)]
    for _ in range(count):
        row = chance.choice(article_rows()[dataset])
        for field in chance.sample(definition.fields, k=chance.randint(0, len(definition.fields) // 2)):
            is_list = typing.get_origin(field.type) is list
            pool = [[]] if is_list else [*ODD_VALUES[field.type], *(field.column.vocabulary or ())[:2]]
            row = row._replace(**{field.name: chance.choice(pool)})
        rows.append(row)
    return rows


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_row_contract_arrow_and_great_expectations_flag_the_same_rows(auditor, dataset):
    rows = odd_rows(dataset, 250, seed=7)
    flagged = {}
    for rule, result in auditor.check(suite(dataset), table_of(dataset, rows), "COMPLETE"):
        positions = result.result["unexpected_index_list"]
        assert len(positions) == result.result["unexpected_count"]
        flagged.setdefault(rule, set()).update(positions)
    del flagged["unique"]
    broken = {rule: set() for rule in flagged}
    for position, row in enumerate(rows):
        for rule in broken_rules(dataset, row):
            if not is_type_rule(dataset, rule):
                broken[rule].add(position)
    (batch,) = to_table(dataset, rows).to_batches()
    masked = {rule: {at for at, bad in enumerate(mask.to_pylist()) if bad} for rule, mask in masks.broken(dataset, batch).items()}
    assert flagged == broken
    assert masked == broken
    assert all(broken.values()), "a rule was never broken"
    assert any(not broken_rules(dataset, row) for row in rows), "no row was sound"


def test_arrow_and_great_expectations_that_disagree(tmp_path, monkeypatch):
    sound = masks.broken

    def blind(dataset, batch):
        return {rule: pa.array([False] * len(batch)) if rule == "inputs_range" else mask for rule, mask in sound(dataset, batch).items()}

    monkeypatch.setattr(masks, "broken", blind)
    runs = [article_rows()["runs"][0]._replace(run_id=f"run-{n}", inputs=n - 2) for n in range(5)]
    (rule,) = audit(write(tmp_path, {"runs": runs})[0], expected_rows={"runs": 5}).failures
    told = "of the 5 rows seen Great Expectations calls 2 bad, Arrow 0"
    assert (rule.rule, rule.passed, rule.bad_rows, rule.error) == ("inputs_range", False, 0, told)


def test_bad_rows_that_great_expectations_does_not_see(tmp_path, monkeypatch):
    monkeypatch.setattr(expectations, "SEEN_ROWS", 4)
    runs = [article_rows()["runs"][0]._replace(run_id=f"run-{n}", inputs=-(n % 2)) for n in range(8)]
    (rule,) = audit(write(tmp_path, {"runs": runs})[0], expected_rows={"runs": 8}).failures
    assert (rule.rule, rule.checked_rows, rule.bad_rows, rule.error) == ("inputs_range", 8, 4, None)


def test_configurations_built_once_change_no_answer(auditor, monkeypatch):
    rows = odd_rows("quantities", 20, seed=7)
    table = table_of("quantities", rows)

    def answers():
        return [(rule, result.to_json_dict()) for rule, result in auditor.check(suite("quantities"), table, "COMPLETE")]

    once = answers()
    monkeypatch.setattr(expectations, "configurations_built_once", lambda kind: contextlib.nullcontext())
    assert once == answers()


def test_a_configuration_is_built_once_for_each_instance_and_as_before_afterwards():
    class Kind:
        def __init__(self, name):
            self.name, self.built = name, 0

        @property
        def configuration(self):
            self.built += 1
            return f"{self.name} {self.built}"

    one, other = Kind("one"), Kind("other")
    with configurations_built_once(Kind):
        assert [each.configuration for each in (one, other, one)] == ["one 1", "other 1", "one 1"]
    assert one.configuration == "one 2"


# --- What is asked again, with answers made up ---


def answer(success, count=None, raised=None, nested=False):
    entry = {"raised_exception": raised is not None, "exception_message": raised}
    return SimpleNamespace(success=success, result={"unexpected_count": count}, exception_info={"a metric": entry} if nested else entry)


@pytest.fixture
def asked(monkeypatch):
    """``asked(answers)``: the failures of rules ``a``, ``b``, …, whose answers are given by form, and what was asked: form and rules."""

    def ask(answers):
        seen = []

        def check(self, suite, table, form):
            names = [e["meta"]["rule"] for e in suite]
            seen.append((form, "".join(names)))
            return [(name, answers[form][name]) for name in names]

        monkeypatch.setattr(Auditor, "check", check)
        given = [{**expectation("any"), "meta": {"rule": name}} for name in answers["BOOLEAN_ONLY"]]
        return object.__new__(Auditor).failures(given, pa.table({})), seen

    return ask


def test_what_holds_is_asked_once(asked):
    assert asked({"BOOLEAN_ONLY": {"a": answer(True), "b": answer(True)}}) == ({}, [("BOOLEAN_ONLY", "ab")])


def test_what_fails_is_counted(asked):
    found, seen = asked(
        {
            "BOOLEAN_ONLY": {"a": answer(False), "b": answer(True), "c": answer(False)},
            "BASIC": {"a": answer(False, 3), "c": answer(False, 4)},
        }
    )
    assert found == {"a": 3, "c": 4}
    assert seen == [("BOOLEAN_ONLY", "abc"), ("BASIC", "ac")]


@pytest.mark.parametrize(("second", "told"), [(answer(False, 4), 7), (answer(False), "the check has no result")])
def test_a_rule_of_two_expectations(monkeypatch, second, told):
    given = [{**expectation("any"), "meta": {"rule": "a", "part": part}} for part in (0, 1)]
    parts = [answer(False, 3), second]
    monkeypatch.setattr(Auditor, "check", lambda self, suite, table, form: [("a", parts[e["meta"]["part"]]) for e in suite])
    assert object.__new__(Auditor).failures(given, pa.table({})) == {"a": told}
    assert object.__new__(Auditor).failures(given[::-1], pa.table({})) == {"a": told}


@pytest.mark.parametrize("success", [None, "yes", 1])
def test_what_is_not_true_has_failed(asked, success):
    assert asked({"BOOLEAN_ONLY": {"a": answer(success)}, "BASIC": {"a": answer(False, 2)}})[0] == {"a": 2}


@pytest.mark.parametrize("nested", [True, False])
def test_what_raised_has_failed_whatever_it_answers(asked, nested):
    broken = answer(True, 7, raised="KeyError" + "x" * 90 + ": a value", nested=nested)
    found, seen = asked({"BOOLEAN_ONLY": {"a": broken}, "BASIC": {"a": broken}})
    assert found == {"a": "the check raised: KeyError" + "x" * 72}
    assert len(seen) == 2


@pytest.mark.parametrize(("count", "error"), [(None, "the check has no result"), (0, "the check answered differently when asked again")])
def test_what_failed_must_say_how_often(asked, count, error):
    assert asked({"BOOLEAN_ONLY": {"a": answer(False)}, "BASIC": {"a": answer(False, count)}})[0] == {"a": error}


def test_what_failed_must_have_a_result(asked):
    empty = answer(False)
    empty.result = None
    assert asked({"BOOLEAN_ONLY": {"a": empty}, "BASIC": {"a": empty}})[0] == {"a": "the check has no result"}


def test_without_files_great_expectations_is_not_even_started(monkeypatch):
    monkeypatch.setattr(expectations, "Auditor", lambda: pytest.fail("started"))
    assert expectations.rules({}, {}, COURSE) == []


def test_one_dataset_that_cannot_be_checked_leaves_the_others(monkeypatch):
    def of(auditor, dataset, addresses, counted, course, vouched):
        if dataset == "times":
            raise KeyError("a value")
        return [f"{dataset} {addresses} {counted}"]

    monkeypatch.setattr(expectations, "Auditor", lambda: None)
    monkeypatch.setattr(expectations, "_expectations_of", of)
    first, second, third = expectations.rules(
        {"runs": ["r"], "times": ["t"], "places": ["p"]}, {"runs": 1, "times": 2, "places": 3}, COURSE
    )
    assert (first, third) == ("runs ['r'] 1", "places ['p'] 3")
    assert dataclasses.astuple(second) == (
        "times", "suite", "great_expectations", False, 2, 0, (), "could not be checked: KeyError",
    )  # fmt: skip
