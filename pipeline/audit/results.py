"""What an audit finds: the results of all rules, and the verdict over them."""

import dataclasses
import json

from transforms.checks.results import RuleResult


@dataclasses.dataclass(frozen=True)
class AuditResult:
    """The results of all rules, and whether every one of them passed."""

    passed: bool
    rules: list[RuleResult]
    rows: dict[str, int]
    seconds: dict[str, float]

    @property
    def failures(self) -> list[RuleResult]:
        """Return the rules that did not pass."""
        return [rule for rule in self.rules if not rule.passed]

    def to_json(self) -> str:
        """Return the whole result as JSON text."""
        return json.dumps(dataclasses.asdict(self), indent=1, ensure_ascii=True)
