"""What an audit may show of errors and of keys."""

import duckdb
import pytest

from pipeline.audit.results import AuditResult, RuleResult, UncheckedError, shown, what_happened


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (UncheckedError("3 rows were counted, 2 were read"), "3 rows were counted, 2 were read"),
        (FileNotFoundError(2, "No such file", "a name"), "FileNotFoundError: No such file or directory"),
        (OSError("holds a value"), "could not be checked: OSError"),
        (ValueError("holds a value"), "could not be checked: ValueError"),
        (duckdb.ConversionException("holds a value"), "could not be checked: ConversionException"),
    ],
)
def test_messages_that_may_hold_values_are_not_shown(error, told):
    assert what_happened(error) == told


@pytest.mark.parametrize(
    ("value", "told"), [(None, "null"), ("", ""), (7, "7"), ("x" * 200, "x" * 200), ("x" * 200 + "y", "x" * 199 + "\u2026")]
)
def test_keys_are_shown_up_to_200_characters(value, told):
    assert shown(value) == told


def test_failures_are_the_rules_that_did_not_pass():
    rules = [RuleResult("times", name, "sql", passed) for name, passed in (("a", False), ("b", True), ("c", False))]
    assert [rule.rule for rule in AuditResult(False, rules, {}, {}).failures] == ["a", "c"]
    assert RuleResult("times", "a", "sql", True) == RuleResult("times", "a", "sql", True, 0, 0, (), None)


def test_json_is_ascii_whatever_the_keys_are():
    rule = RuleResult("times", "a", "sql", False, 2, 1, ({"key": "\u2028\U0001f600"},))
    text = AuditResult(False, [rule], {"times": 2}, {"sql": 0.5}).to_json()
    assert text.isascii()
    assert '\n "passed": false,\n' in text
