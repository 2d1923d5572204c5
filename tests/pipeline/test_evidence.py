"""The view of all facts is that of the registry."""

from pathlib import Path

from pipeline.evidence import view
from transforms.text.families import FAMILIES

WRITTEN = Path(__file__).parents[2] / "newsbeam" / "sql" / "evidence.sql"


def test_the_written_view_is_fresh() -> None:
    assert WRITTEN.read_text(encoding="utf-8") == view(facts for family in FAMILIES for facts in family.facts), "run `make docs`"
