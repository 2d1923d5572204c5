"""Everything that is installed or shipped states a licence that somebody has looked at, and the page lists it."""

import sys
from importlib import metadata
from pathlib import Path

import pytest

from tools import licences

PAGE = licences.ROOT / "docs" / "licences.md"


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="the page lists what Python 3.11 installs")
def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == licences.page(), "run: make docs"


@pytest.mark.parametrize("stated", ["GPL-3.0-only", "MIT AND AGPL-3.0", "", "Proprietary"])
def test_a_licence_that_nobody_has_looked_at_is_refused(stated: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = metadata.metadata("pyarrow")
    del said["License-Expression"], said["Classifier"], said["License"]
    said["License-Expression"] = stated
    monkeypatch.setattr(licences.metadata, "metadata", lambda name: said)
    with pytest.raises(ValueError, match="thing: "):
        licences.licence("thing")


def test_the_expression_leads_then_the_classifiers_then_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    said = metadata.metadata("pyarrow")
    del said["License-Expression"], said["Classifier"], said["License"]
    monkeypatch.setattr(licences.metadata, "metadata", lambda name: said)
    said["License"] = "MIT"
    assert licences.licence("thing") == "MIT"
    said["Classifier"] = "License :: OSI Approved :: BSD License"
    assert licences.licence("thing") == "BSD License"
    said["License-Expression"] = "Apache-2.0 AND MIT"
    assert licences.licence("thing") == "Apache-2.0 AND MIT"


def test_the_heading_of_a_table(tmp_path: Path) -> None:
    table = tmp_path / "table.tsv"
    table.write_text("# One line,\n# and another.\nword\n# no comment\n")
    assert licences.heading(table) == "One line, and another."


def test_what_others_made_is_named_in_the_notice() -> None:
    notice = (licences.ROOT / "NOTICE").read_text(encoding="utf-8")
    for name in ("GeoNames", "WordNet 3.0", "Faker", "names (MIT", "SI Brochure"):
        assert name in notice
