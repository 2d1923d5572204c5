from pathlib import Path

import pytest

from schemas import DATASETS
from schemas.reference import page
from schemas.rows import EVENT_MODES, EVENT_TYPES, INCIDENT_TYPES
from schemas.set_rules import set_rules

WRITTEN = Path(__file__).parents[2] / "docs" / "datasets.md"


def section(dataset):
    return page().split(f"\n## {dataset}\n")[1].split("\n## ")[0]


def test_the_page_is_fresh():
    assert WRITTEN.read_text(encoding="utf-8") == page(), "run: python -m schemas.reference > docs/datasets.md"


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_column_and_rule_has_a_line(dataset):
    definition, lines = DATASETS[dataset], section(dataset).splitlines()
    for field in definition.fields:
        (line,) = [line for line in lines if line.startswith(f"| `{field.name}` | ") and len(line.split(" | ")) == 5]
        assert line.split(" | ")[3] == field.column.description
        assert all(f"`{value}`" in line for value in field.column.vocabulary or ())
        assert line.split(" | ")[2].strip() == ("yes" if field.nullable else "")
    for rule in (*definition.rules, *set_rules(dataset)):
        assert [line for line in lines if line.startswith(f"| `{rule.name}` | ") and rule.description.replace("|", "\\|") in line]


def test_every_kind_of_event_says_what_it_covers():
    lines = section("events").splitlines()
    assert not set(EVENT_MODES) - set(EVENT_TYPES)
    assert all(f"| `{name}` | {line} |" in lines for name, line in [*EVENT_TYPES.items(), *INCIDENT_TYPES.items()])
    assert all(f"| `{kind}` | `{name}` | {line} |" in lines for kind, ones in EVENT_MODES.items() for name, line in ones.items())


def test_a_line_as_it_is_written():
    lines = section("times").splitlines()
    assert (
        "| `timex_value` | string |  | TIMEX3 value; unresolved parts keep the placeholder X. A clock time whose half of the day the text does not "
        "give keeps the hour as written ('at twenty to eight': T07:40). | not empty; at most 64 characters |"
    ) in lines
    assert "| `char_start_below_char_end` | row | `char_start` < `char_end` |" in lines
    assert "| `article` | set | `article_id` is in `articles`, with the same `published_date`. |" in lines
