"""What tests of the explorer look at: sites, each written once, and the one browser that opens their pages from the disk."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.main import main
from tests import sound_rows
from tests.pipeline.explorer import lakes

if TYPE_CHECKING:
    from playwright import sync_api

PATIENCE = 60_000
"""Milliseconds: a busy machine is no failure."""
ONE_PROCESS = ("--disable-gpu", "--process-per-site", "--renderer-process-limit=1", "--disable-site-isolation-trials")
"""A page from the disk is a site of its own, and would be a process of its own."""
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


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


@pytest.fixture(scope="session")
def strange_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of one article from right to left, with emoji and words that are longer than any line."""
    folder = tmp_path_factory.mktemp("strange")
    return report(lakes.strange(folder / "lake"), folder / "site")


@pytest.fixture(scope="session")
def bare_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a lake without articles, and so without months."""
    folder = tmp_path_factory.mktemp("bare")
    nothing = {name: [] for name in sound_rows.lake_rows(1)}
    return report(lakes.write(folder / "lake", nothing), folder / "site")


@pytest.fixture(scope="session")
def tolls_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of one article whose sources revise their counts, which have parts, and one of whose events has no day."""
    folder = tmp_path_factory.mktemp("tolls")
    return report(lakes.tolls(folder / "lake"), folder / "site")


class Window:
    """The browser's one tab, with what its pages asked for and what they complained of since the test began."""

    def __init__(self, page: "sync_api.Page") -> None:
        self.page = page
        self.site = Path()
        self.asked: list[str] = []
        self.said: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))

    def open(self, name: str, site: Path | None = None) -> "sync_api.Page":
        """Open a page of a site, else of the one before, and wait until its lists are there."""
        from playwright.sync_api import expect

        self.site = site or self.site
        self.page.goto(f"{self.site.as_uri()}/{name}")
        if self.page.locator("#status").count():
            expect(self.page.locator("#status")).to_have_text(re.compile("^\\d"))
        return self.page

    def left(self) -> list[str]:
        """Return what was asked for of anything but files of the site."""
        return [url for url in self.asked if not url.startswith(f"{self.site.as_uri()}/")]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The browser of the system, one for all tests; without one they are skipped and say so."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: make install")
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no browser is installed: make browser")
    sync_api.expect.set_options(timeout=PATIENCE)
    with sync_api.sync_playwright() as playwright:
        root = ["--no-sandbox"] if os.geteuid() == 0 else []  # it refuses to run as root otherwise
        chromium = playwright.chromium.launch(executable_path=found, args=[*ONE_PROCESS, *root], timeout=PATIENCE)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def _tab(browser: Any) -> Window:
    return Window(browser.new_context(viewport=WIDE).new_page())


@pytest.fixture
def window(_tab: Window, site: Path) -> Window:
    """The tab as new: wide and light, on no page, with no choice kept, before the site of sound rows."""
    _tab.page.set_viewport_size(WIDE)
    _tab.page.emulate_media(color_scheme="light")
    _tab.site = site
    _tab.asked.clear()
    _tab.said.clear()
    return _tab
