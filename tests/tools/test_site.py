"""The pages of the site: every link between documents leads to a page, and what has no page is named by its path."""

import re
from pathlib import Path

import pytest

from tools.site import ROOT, lay_out, linked, page_of


@pytest.mark.parametrize(
    ("document", "page"),
    [
        ("README.md", "index.md"),
        ("ARCHITECTURE.md", "architecture.md"),
        ("docs/queries.md", "queries.md"),
        ("docs/cost-length.svg", "cost-length.svg"),
        ("benchmarks/README.md", "benchmarks/index.md"),
        ("benchmarks/times.md", "benchmarks/times.md"),
        ("benchmarks/evaluation.json", None),
        ("newsbeam/sql/views.sql", None),
    ],
)
def test_page_of(document: str, page: str | None) -> None:
    assert page_of(document) == page


def test_links() -> None:
    assert linked("[a](docs/queries.md#frames)", "README.md") == "[a](queries.md#frames)"
    assert linked("[a](../README.md) and [b](../ARCHITECTURE.md)", "docs/tutorial.md") == "[a](index.md) and [b](architecture.md)"
    assert linked("[a](../docs/speed.md)", "benchmarks/README.md") == "[a](../speed.md)"
    assert linked("![a](cost-length.svg)", "docs/speed.md") == "![a](cost-length.svg)"
    assert linked("[`views`](../newsbeam/sql/views.sql), [b](../setup.py)", "docs/queries.md") == "`views`, b (`setup.py`)"
    assert linked("[a](https://example.org/x) [b](#here)", "README.md") == "[a](https://example.org/x) [b](#here)"


def test_a_link_to_nothing() -> None:
    with pytest.raises(FileNotFoundError, match=r"docs/queries\.md: nothing\.md"):
        linked("[a](nothing.md)", "docs/queries.md")


def test_every_page_is_laid_out_and_in_the_menu(tmp_path: Path) -> None:
    lay_out(tmp_path)
    pages = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.md"))
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2]
    assert pages == sorted(re.findall(r"[\w/]+\.md", menu))
