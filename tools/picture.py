"""Make the picture of the explorer that the documents show: ``python -m tools.picture SITE docs/images/explorer.png`` (`make picture`).

It is the page of the article in which a count is taken back, with the pointer on that count; the browser is the one of ``make browser``.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from pipeline import terminal

ARTICLE = "020_ferry_sinking.txt.gz"
POINTED_AT = "mark.casualties"
WINDOW = ViewportSize(width=1280, height=960)


def page_of(site: Path, source: str) -> Path:
    """Return the page of the article whose source is named so.

    Raises:
        FileNotFoundError: The site has none.
    """
    for path in sorted(site.glob("articles/*/*.html")):
        if f"<dd>{source}</dd>" in path.read_text(encoding="utf-8"):
            return path
    raise FileNotFoundError(f"no page of {site} is of {source}")


def picture(page: Path, output: Path) -> None:
    """Write what a browser shows of ``page``, the pointer on the second toll of the story."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    root = ["--no-sandbox"] if os.geteuid() == 0 else []  # it refuses to run as root otherwise
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--disable-gpu", *root])
        shown = browser.new_page(viewport=WINDOW, color_scheme="light")
        shown.goto(page.resolve().as_uri())
        mark = shown.locator(f".story {POINTED_AT}").nth(1)
        box = mark.bounding_box()
        mark.hover(
            position={"x": box["width"] - 8, "y": box["height"] / 2} if box else None
        )  # its last word: the number is a mark of its own
        shown.screenshot(path=output)
        browser.close()


if __name__ == "__main__":
    site, output = map(Path, sys.argv[1:])
    picture(page_of(site, ARTICLE), output)
    terminal.say(f"{output}: {output.stat().st_size:,} bytes")
