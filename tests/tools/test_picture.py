"""The picture of the explorer: which page it is of."""

from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: make install")

from tools import picture


def test_the_page_is_that_of_the_source(tmp_path: Path) -> None:
    for name, source in (("a", "019_brief.txt"), ("b", "020_ferry.txt"), ("c", "0200_ferry.txt")):
        path = tmp_path / "articles" / "2024-01" / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<dt>source</dt><dd>{source}</dd>", encoding="utf-8")
    assert picture.page_of(tmp_path, "020_ferry.txt").name == "b.html"
    with pytest.raises(FileNotFoundError, match=r"is of 021_none\.txt"):
        picture.page_of(tmp_path, "021_none.txt")
