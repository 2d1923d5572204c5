import json
import re
import subprocess
import sys
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import DATASETS
from schemas.contract import row_checks
from schemas.expectations import columns_as_needed, longest, suite, whole
from tests.sound_rows import is_type_rule


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_suite_has_every_rule_of_single_rows_but_types(dataset):
    rules = [e["meta"]["rule"] for e in suite(dataset)]
    assert set(rules) == {name for name, _ in row_checks(dataset) if not is_type_rule(dataset, name)} | {"unique"}
    assert all(e["severity"] == "critical" for e in suite(dataset))
    assert json.loads(json.dumps(suite(dataset))) == suite(dataset)


@pytest.mark.parametrize("dataset", DATASETS)
def test_lists_are_checked_for_null_only(dataset):
    lists = {f.name for f in DATASETS[dataset].fields if typing.get_origin(f.type) is list}
    of_lists = [e for e in suite(dataset) if e["kwargs"].get("column") in lists]
    assert {e["type"] for e in of_lists} <= {"expect_column_values_to_not_be_null"}
    assert len(of_lists) == len(lists)


def test_a_suite_as_it_is_written():
    found = {e["meta"]["rule"]: (e["type"], e["kwargs"]) for e in suite("times")}
    assert found["timex_value_length"] == (
        "expect_column_value_lengths_to_be_between",
        {"column": "timex_value", "min_value": 1, "max_value": 64},
    )
    assert found["time_id_pattern"] == (
        "expect_column_values_to_match_regex",
        {"column": "time_id", "regex": r"^(?:[0-9a-f]{32})\Z"},
    )
    assert found["char_start_below_char_end"] == (
        "expect_column_pair_values_a_to_be_greater_than_b",
        {"column_A": "char_end", "column_B": "char_start", "or_equal": False, "ignore_row_if": "either_value_is_missing"},
    )
    assert found["char_start_range"] == ("expect_column_values_to_be_between", {"column": "char_start", "min_value": 0})
    assert found["unique"] == ("expect_column_values_to_be_unique", {"column": "time_id"})
    together = [e["kwargs"] for e in suite("times") if e["meta"]["rule"] == "start_date_together_with_end_date"]
    assert [(k["column"], k["row_condition"]) for k in together] == [
        ("start_date", "end_date.isnull()"),
        ("end_date", "start_date.isnull()"),
    ]


def test_only_what_a_rule_looks_at_is_read():
    needs = columns_as_needed("articles")
    assert (needs["source_text"], needs["body_text"], needs["bylines"]) == ("length", "presence", "presence")
    assert (needs["article_id"], needs["word_count"], needs["processed_at"]) == ("value", "value", "presence")
    assert columns_as_needed("runs")["started_at"] == "order"
    assert columns_as_needed("quantities")["value_min"] == "value"
    assert (longest("articles", "source_text"), longest("times", "timex_value"), longest("rejects", "detail")) == (1, 65, 501)


@given(st.text(), st.sampled_from(["[a-z]{2,3}", "a|bc", "[A-Z]{2}", ""]))
def test_a_searched_pattern_means_the_whole_string(text, pattern):
    assert bool(re.search(whole(pattern), text)) == bool(re.fullmatch(pattern, text))


def test_nothing_heavy_is_imported_for_the_definitions():
    code = "import sys, schemas.expectations, schemas.set_rules; print({'great_expectations', 'pandas', 'duckdb'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == "set()"
