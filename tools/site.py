"""Lay out the documents as the pages of the site: ``python -m tools.site FOLDER``; `make site` then builds it with MkDocs.

On a forge and in an editor the links between documents are paths between files. The same links must hold in the site, where ``README.md`` is the
first page, and code has no page: a link to it becomes its path as text.
"""

import posixpath
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUTSIDE = {  # documents outside docs/, and their pages
    "README.md": "index.md",
    "ARCHITECTURE.md": "architecture.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "benchmarks/README.md": "benchmarks/index.md",
}
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?!\w+:|#)([^)\s#]+)(#[^)\s]*)?\)")


def page_of(document: str) -> str | None:
    """Return the page of a document or picture, given by its path from the top; None for what has no page, such as code."""
    if document in OUTSIDE:
        return OUTSIDE[document]
    if document.startswith("docs/"):
        return document.removeprefix("docs/")
    return document if document.startswith("benchmarks/") and document.endswith(".md") else None


def linked(markdown: str, document: str) -> str:
    """Return the text of ``document`` (a path from the top) with the links of its page.

    Raises:
        FileNotFoundError: A link leads to a file that is not there.
    """
    here = posixpath.dirname(page_of(document) or "") or "."

    def link(found: re.Match[str]) -> str:
        image, text, target, anchor = found.group(1), found.group(2), found.group(3), found.group(4) or ""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(document), target))
        if not (ROOT / path).exists():
            raise FileNotFoundError(f"{document}: {target}")
        page = page_of(path)
        if page is None:
            return text if text.startswith("`") else f"{text} (`{path}`)"
        return f"{image}[{text}]({posixpath.relpath(page, here)}{anchor})"

    return LINK.sub(link, markdown)


def lay_out(folder: Path) -> None:
    """Write every page of the site below ``folder``, which is made anew."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "docs", folder)
    for path in [*ROOT.glob("*.md"), *ROOT.glob("benchmarks/*.md"), *ROOT.glob("docs/**/*.md")]:
        document = path.relative_to(ROOT).as_posix()
        if page := page_of(document):
            (folder / page).parent.mkdir(exist_ok=True, parents=True)
            (folder / page).write_text(linked(path.read_text(encoding="utf-8"), document), encoding="utf-8")


if __name__ == "__main__":
    lay_out(Path(sys.argv[1]))
