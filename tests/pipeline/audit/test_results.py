"""What an audit finds."""

from pipeline.audit.results import AuditResult
from transforms.checks.results import RuleResult


def test_failures_are_the_rules_that_did_not_pass():
    rules = [RuleResult("times", name, "sql", passed) for name, passed in (("a", False), ("b", True), ("c", False))]
    assert [rule.rule for rule in AuditResult(False, rules, {}, {}).failures] == ["a", "c"]
    assert RuleResult("times", "a", "sql", True) == RuleResult("times", "a", "sql", True, 0, 0, (), None)


def test_json_is_ascii_whatever_the_keys_are():
    rule = RuleResult("times", "a", "sql", False, 2, 1, ({"key": "\u2028\U0001f600"},))
    text = AuditResult(False, [rule], {"times": 2}, {"sql": 0.5}).to_json()
    assert text.isascii()
    assert '\n "passed": false,\n' in text
