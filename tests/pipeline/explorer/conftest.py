"""The sites that tests of the explorer look at: one of sound rows, one whose every text is hostile."""

from pathlib import Path

import pytest

from pipeline.main import main
from tests import sound_rows
from tests.pipeline.explorer import lakes


def report(lake: Path, output: Path) -> Path:
    """Write the site of ``lake`` by the command; return its folder."""
    assert main(["report", str(lake), "--output", str(output)]) == 0
    return output


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of three articles with every kind of fact."""
    folder = tmp_path_factory.mktemp("sound")
    return report(lakes.write(folder / "lake", sound_rows.lake_rows(3)), folder / "site")


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a lake whose texts try to be more than texts."""
    folder = tmp_path_factory.mktemp("hostile")
    return report(lakes.hostile(folder / "lake"), folder / "site")
