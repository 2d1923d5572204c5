"""How long a reader of the explorer waits: ``python -m benchmarks.clicks SITE``, over a site that ``newsbeam report`` wrote (`make browser`).

A browser opens each page from the disk, asks its list for all months and for a word; printed are the seconds until the answer is there, and the
megabytes of files that were read for it.
"""

import os
import re
import shutil
import sys
import time
import urllib.parse
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from pipeline import terminal

PATIENCE = 180_000
LISTS = ("timeline", "casualties", "voices", "facts")
WORD = "officials"


class Clicks:
    """One tab, its site, and the files that were read since the last answer."""

    def __init__(self, page: Page, site: Path) -> None:
        self.page, self.site = page, site
        self.files: set[str] = set()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: self.files.add(request.url.partition("#")[0]))
        self.status = page.locator("#status")

    def timed(self, name: str, click: Callable[[], object], there: Callable[[], object]) -> None:
        """Print how long it takes from the click until the answer is there."""
        self.files.clear()
        began = time.monotonic()
        click()
        there()
        seconds = time.monotonic() - began
        paths = [Path(urllib.parse.unquote(urllib.parse.urlsplit(url).path)) for url in self.files]
        read = sum(path.stat().st_size for path in paths if path.is_file())
        terminal.say(f"{name:32} {seconds:6.2f} s  {read / 1e6:6.2f} MB")

    def open(self, name: str, path: str, first: str) -> None:
        """Open a page and wait for the first of what it shows."""
        self.timed(name, lambda: self.page.goto(f"{self.site.as_uri()}/{path}"), self.page.locator(first).first.wait_for)

    def search(self, name: str, word: str = WORD) -> None:
        """Filter a list by a word that some of its rows hold."""
        self.timed(name, lambda: self.page.locator("#filter").fill(word), self._other())

    def everything(self, name: str) -> None:
        """Ask a list for all months."""
        self.timed(name, lambda: self.page.locator("#part").select_option("all"), self._other())

    def _other(self) -> Callable[[], object]:
        """Return what waits until the list says another number than now, and reads nothing more."""
        other = re.compile(rf"^(?!{re.escape(self.status.inner_text())}$)\d(?!.*…)")
        return lambda: expect(self.status).to_have_text(other)


def run(clicks: Clicks) -> None:
    """Go through the pages of a site as a reader would."""
    months = sorted(clicks.site.glob("months/*.html"))
    clicks.open("overview", "index.html", "h1")
    clicks.open("articles", "articles.html", "#list li")
    clicks.search("articles: a word, texts are read")
    clicks.search("articles: another word", "nobody")
    clicks.open("a month", str(months[len(months) // 2].relative_to(clicks.site)), "a.headline")
    clicks.timed("an article", clicks.page.locator("a.headline").first.click, clicks.page.locator("mark").first.wait_for)
    for name in LISTS:
        clicks.open(f"{name}: the newest part", f"{name}.html", "#list > *")
        clicks.everything(f"{name}: all months")
        clicks.search(f"{name}: a word")
    clicks.open("map: places", "map.html", "#list li")
    clicks.timed(
        "map: events", clicks.page.locator("input[value=events]").check, lambda: expect(clicks.status).to_have_text(re.compile("events"))
    )
    clicks.open("audit", "audit.html", "h1")


if __name__ == "__main__":
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    root = ["--no-sandbox"] if os.geteuid() == 0 else []  # it refuses to run as root otherwise
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--disable-gpu", *root])
        run(Clicks(browser.new_page(viewport={"width": 1280, "height": 900}), Path(sys.argv[1]).resolve()))
        browser.close()
