import itertools
import json
import socket
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

import pipeline.audit
from newsbeam import Version
from pipeline.audit import RuleResult, audit, validate_version
from schemas import DATASETS
from schemas.expectations import suite
from schemas.set_rules import set_rules
from tests.pipeline.audit.lakes import failed, one
from tests.sound_rows import article_rows, lake_rows, write
from transforms.checks.results import EXAMPLES


def test_no_files_and_no_rows_at_all():
    assert not audit({}, expected_rows={}).passed


@pytest.mark.parametrize("where", ["files", "expected_rows"])
def test_a_dataset_that_nobody_defined(where):
    given = {"files": {}, "expected_rows": {}, where: {"weather": 0}}
    with pytest.raises(ValueError, match="weather"):
        audit(given["files"], expected_rows=given["expected_rows"])


def test_what_nobody_defined_is_named_in_order():
    names = [f"weather {letter}" for letter in "hgfedcba"]
    with pytest.raises(ValueError, match=f"^unknown datasets: {', '.join(sorted(names))}$"):
        audit({}, expected_rows=dict.fromkeys(names, 0))


def test_datasets_that_have_files_or_whose_rows_were_counted():
    result = audit({"runs": []}, expected_rows={"times": 0})
    assert result.rows == {"times": 0, "runs": 0}
    assert failed(result) == {("runs", "row_count", "arrow")}


def test_seconds_of_each_engine_by_a_clock_to_the_millisecond(monkeypatch):
    told = {True: iter([10.0, 10.1234, 20.0, 22.25]), False: iter([30.0, 33.0006])}  # the sets of rows are checked beside the others
    clock = SimpleNamespace(perf_counter=lambda: next(told[threading.current_thread() is threading.main_thread()]))
    monkeypatch.setattr(pipeline.audit, "time", clock)
    assert audit({}, expected_rows={}).seconds == {"arrow": 0.123, "great_expectations": 2.25, "sql": 3.001}


@pytest.mark.parametrize(("most", "order"), [(0, ["sql", "expectations"]), (1_000, ["expectations", "sql"])])
def test_sets_of_many_rows_are_checked_before_single_rows(tmp_path, monkeypatch, most, order):
    """Beside them they may end last."""
    seen = []
    begun = threading.Event()

    def sets(*given):
        begun.wait(10 if most else 0.2)
        seen.append("sql")
        return []

    def single(*given):
        seen.append("expectations")
        begun.set()
        return []

    monkeypatch.setattr(pipeline.audit, "BESIDE_ROWS", most)
    monkeypatch.setattr(pipeline.audit.sql, "rules", sets)
    monkeypatch.setattr(pipeline.audit.expectations, "rules", single)
    files, counted = write(tmp_path, lake_rows())
    audit(files, expected_rows=counted)
    assert seen == order


def test_whoever_watches_hears_how_far_it_is(tmp_path, monkeypatch):
    """A dataset is checked when both engines are through with it; of many rows the sets come first."""
    monkeypatch.setattr(pipeline.audit, "BESIDE_ROWS", 0)
    files, counted = write(tmp_path, {name: rows for name, rows in lake_rows(3).items() if name in ("articles", "segments")})
    heard = []
    assert audit(files, expected_rows=counted, heard=lambda *told: heard.append(told)).passed
    assert set(heard[:-2]) == {(0, 2, "articles by SQL"), (0, 2, "segments by SQL")}
    assert heard[-2:] == [(0, 2, "articles by Great Expectations"), (1, 2, "segments by Great Expectations")]


def test_of_many_rows_whoever_watches_hears_how_many_are_checked(tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline.audit.expectations, "BATCH_ROWS", 2)
    monkeypatch.setattr(pipeline.audit.sql, "rules", lambda *given: [])
    files, counted = write(tmp_path, {"segments": lake_rows(2)["segments"]})
    heard = []
    audit(files, expected_rows=counted, heard=lambda *told: heard.append(told[2]))
    number = counted["segments"]
    assert heard == ["segments by Great Expectations", *(f"segments by Arrow, {seen} of {number} rows" for seen in range(2, number, 2))]


# --- A published version ---


def published(folder, rows, wrong=(), **more):
    """A lake that says ``wrong`` of its files, and its version with ``rows``; its manifest counts ``more`` rows of some datasets."""
    files, _ = write(folder, rows)
    listed = [
        {"path": f"{name}/part.parquet", "dataset": name, "rows": len(rows[name]) + more.get(name, 0)} for name in files if rows[name]
    ]
    lake = SimpleNamespace(verify=lambda version: list(wrong), addresses=lambda version, name: files.get(name, []))
    return lake, Version(folder, 1, "run-1", listed)


def of_files(result):
    return [rule for rule in result.rules if rule.rule == "files"]


def test_a_sound_version(tmp_path, without_expectations):
    rows = {"runs": article_rows()["runs"], "rejects": article_rows()["rejects"]}
    result = validate_version(*published(tmp_path, rows))
    assert result.passed
    assert result.rules[:2] == [RuleResult("rejects", "files", "sha256", True), RuleResult("runs", "files", "sha256", True)]
    assert {name: count for name, count in result.rows.items() if count} == {"runs": 1, "rejects": len(rows["rejects"])}
    assert list(result.rows) == list(DATASETS)


def test_files_that_are_not_those_of_the_manifest(tmp_path, without_expectations):
    wrong = [
        "runs/month/a.parquet: SHA-256 is 1",
        "runs/month/b.parquet: not there",
        "odd/c: not in the manifest",
        "stray: not in the manifest",
    ]
    rows = {"runs": article_rows()["runs"], "rejects": article_rows()["rejects"]}
    result = validate_version(*published(tmp_path, rows, wrong))
    assert of_files(result) == [
        RuleResult("rejects", "files", "sha256", True),
        RuleResult("runs", "files", "sha256", False, error=f"{wrong[0]}; {wrong[1]}"),
        RuleResult("odd", "files", "sha256", False, error=wrong[2]),
        RuleResult("stray: not in the manifest", "files", "sha256", False, error=wrong[3]),
    ]
    assert result.failures == of_files(result)[1:]
    assert not result.passed


def test_some_of_many_damaged_files_are_named(tmp_path, without_expectations):
    wrong = [f"runs/{number}: not in the manifest" for number in range(EXAMPLES + 1)]
    (rule,) = of_files(validate_version(*published(tmp_path, {"runs": article_rows()["runs"]}, wrong)))
    assert rule.error == "; ".join(wrong[:EXAMPLES])


def test_a_version_with_other_rows_than_its_manifest_counts(tmp_path, without_expectations):
    rows = {"runs": article_rows()["runs"], "rejects": article_rows()["rejects"]}
    result = validate_version(*published(tmp_path, rows, runs=1))
    assert [rule.error for rule in result.failures] == ["2 rows were written, 1 in the files"]
    assert not result.passed


# --- All rules of all engines ---


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
    assert [name for name, _ in itertools.groupby(rule.dataset for rule in result.rules)] == list(DATASETS)
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
    assert not result.passed


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
