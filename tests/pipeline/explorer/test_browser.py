"""The explorer in a real browser, opened from the disk: nothing leaves, texts stay texts, keyboard and screen readers get everywhere.

Needs a Chromium of the system (`make browser`); without one these tests are skipped and say so.
"""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.explorer.site import PAGES
from tests import sound_rows
from tests.pipeline.explorer import lakes

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: make install")
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no browser is installed: make browser")

ONE_PROCESS = ("--disable-gpu", "--process-per-site", "--renderer-process-limit=1", "--disable-site-isolation-trials")
"""A page from the disk is a site of its own, and would be a process of its own."""
PATIENCE = 60_000
"""Milliseconds: a busy machine is no failure."""

NAMES = [f"{name}.html" for name, _ in PAGES]
ARTICLE = sound_rows.article_rows(0)["articles"][0]
OWN = f"articles/2024-01/{ARTICLE.article_id}.html"
ALL = [*NAMES, "months/2024-01.html", OWN]


@pytest.fixture(scope="module")
def chromium() -> Iterator["sync_api.Browser"]:
    sync_api.expect.set_options(timeout=PATIENCE)
    with sync_api.sync_playwright() as playwright:
        root = ["--no-sandbox"] if os.geteuid() == 0 else []  # it refuses to run as root otherwise
        browser = playwright.chromium.launch(executable_path=BROWSER, args=[*ONE_PROCESS, *root], timeout=PATIENCE)
        yield browser
        browser.close()


class Watched:
    """A page, with what it asked for and what it complained of."""

    def __init__(self, context: "sync_api.BrowserContext", site: Path) -> None:
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.site = site
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.said.append(dialog.message), dialog.dismiss()))

    def open(self, name: str) -> "sync_api.Page":
        """Open a page of the site and wait until its lists are there."""
        self.page.goto(f"{self.site.as_uri()}/{name}")
        if self.page.locator("#status").count():
            sync_api.expect(self.page.locator("#status")).to_have_text(re.compile("^\\d"))
        return self.page


@pytest.fixture
def watched(chromium: "sync_api.Browser", site: Path) -> Iterator[Watched]:
    context = chromium.new_context()
    yield Watched(context, site)
    context.close()


def test_no_request_leaves_and_nothing_is_refused(watched: Watched) -> None:
    for name in ALL:
        watched.open(name)
    assert len(watched.asked) > len(ALL)
    assert [url for url in watched.asked if not url.startswith(f"{watched.site.as_uri()}/")] == []
    assert watched.said == []


def test_hostile_texts_stay_texts(chromium: "sync_api.Browser", hostile_site: Path) -> None:
    watched = Watched(chromium.new_context(), hostile_site)
    shown = " ".join(lakes.HOSTILE.split())
    for name in ALL:
        page = watched.open(name)
        if page.locator("input[name=layer]").count():
            page.locator("#list button").first.click()
        assert page.title().endswith("· newsbeam"), name
        assert page.locator("img").count() == 0, name
        assert page.locator("script:not([src]):not([type='application/json'])").count() == 0, name
        assert shown[:40] in " ".join(page.locator("main").inner_text().split()) or name in ("audit.html", "facts.html"), name
    assert watched.said == []
    assert [url for url in watched.asked if not url.startswith(f"{hostile_site.as_uri()}/")] == []


def test_a_mark_shows_its_rows_under_the_pointer_and_by_the_arrow_keys(watched: Watched) -> None:
    page = watched.open(OWN)
    page.locator(".block.paragraph .f.mentions").first.hover()
    assert page.locator("#card .row h3").all_inner_texts() == ["mentions"]
    assert page.locator("#card").inner_text().split() == ["mentions", "Ada", "Quill", "type", "PERSON", "entity", "Ada", "Quill"]
    page.locator(".text .f[tabindex='0']").focus()
    seen = []
    for _ in range(4):
        seen.append(page.evaluate("document.activeElement.textContent"))
        page.keyboard.press("ArrowRight")
    assert seen == ["Oldhaven", "Ada Quill", "lost", "40"]
    assert page.locator("#card .row h3").all_inner_texts() == ["casualties"]
    page.keyboard.press("ArrowLeft")
    assert page.locator("#card .row h3").all_inner_texts() == ["quantities", "casualties"]
    assert page.evaluate("document.querySelectorAll('.text .f[tabindex=\"0\"]').length") == 1


def test_families_can_be_hidden(watched: Watched) -> None:
    page = watched.open(OWN)
    assert page.locator(".text .f.casualties").count() == 2
    page.locator("#toggles input[value=casualties]").focus()
    page.keyboard.press("Space")
    assert page.locator(".text .f.casualties").count() == 0
    page.locator(".text .f", has_text="40").hover()
    assert page.locator("#card .row h3").all_inner_texts() == ["quantities"]


def test_what_is_not_of_the_story_is_there_when_asked_for(watched: Watched) -> None:
    page = watched.open(OWN)
    assert not page.get_by_text("date 2024-01-24", exact=True).is_visible()
    page.get_by_label("the whole page").check()
    assert page.get_by_text("date 2024-01-24", exact=True).is_visible()


def test_a_row_leads_to_its_place_in_the_text(watched: Watched) -> None:
    page = watched.open(OWN)
    page.locator("table[data-dataset=events] tbody a").focus()
    page.keyboard.press("Enter")
    sync_api.expect(page.locator(":focus")).to_have_text("lost")
    assert page.locator(".block.here").count() == 1
    page = watched.open("facts.html#dataset=quantities")
    page.get_by_role("link", name="3 million euros").first.click()
    sync_api.expect(page.locator(":focus")).to_have_text("3 million euros")


def test_the_search_finds_headlines_and_names(watched: Watched) -> None:
    page = watched.open("articles.html")
    assert page.locator("#status").inner_text() == "3 articles"
    page.locator("#filter").fill("QUILL ada")
    sync_api.expect(page.locator("#list .names").first).to_have_text("Ada Quill")
    page.locator("#filter").fill("nothing of the kind")
    sync_api.expect(page.locator("#status")).to_have_text("0 articles of 3")


def test_lists_are_filtered(watched: Watched) -> None:
    page = watched.open("casualties.html")
    assert page.locator("#status").inner_text() == "3 reports"
    assert page.locator(".card").first.locator("table").inner_text().split("\n")[0] == "missing"
    page.get_by_label("Outcome").select_option("killed")
    sync_api.expect(page.locator("#status")).to_have_text("0 reports of 3")
    page = watched.open("voices.html")
    assert page.locator("#speakers li").all_inner_texts() == ["Ada Quill 3"]
    page.get_by_label("Speaker").fill("nobody")
    sync_api.expect(page.locator("#status")).to_have_text("0 statements of 3")
    page = watched.open("timeline.html")
    assert page.locator(".timeline h2").all_inner_texts() == ["2024-01-23"]
    page.get_by_label("Modality").select_option("denied")
    sync_api.expect(page.locator("#status")).to_have_text("0 events of 3")


def test_the_map_by_keyboard(watched: Watched) -> None:
    page = watched.open("map.html")
    assert page.locator("#points circle").count() == 1
    page.get_by_role("button", name="Oldhaven").focus()
    page.keyboard.press("Enter")
    assert page.locator("#h-there").inner_text() == "Oldhaven"
    assert page.locator("#told li").count() == 3
    page.get_by_label("events").check()
    sync_api.expect(page.locator("#status")).to_have_text("1 place of events")
    page.get_by_role("button", name="Zoom in").click()
    assert page.locator("#map").get_attribute("viewBox") != "0 0 1000 520"


def test_the_first_tab_leads_past_the_navigation(watched: Watched) -> None:
    page = watched.open("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_dark_and_light(chromium: "sync_api.Browser", site: Path) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        watched = Watched(chromium.new_context(color_scheme=scheme), site)
        grounds[scheme] = watched.open("index.html").evaluate("getComputedStyle(document.body).backgroundColor")
    assert grounds == {"light": "rgb(251, 250, 247)", "dark": "rgb(20, 23, 26)"}
    watched.page.get_by_role("button", name="Light").click()
    assert watched.page.evaluate("getComputedStyle(document.body).backgroundColor") == grounds["light"]
    assert watched.open(OWN).evaluate("getComputedStyle(document.body).backgroundColor") == grounds["light"], "it is kept"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing(chromium: "sync_api.Browser", site: Path, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    watched = Watched(chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True), site)
    axe = Axe()
    found = []
    for name in ALL:
        page = watched.open(name)
        for details in page.locator("details").all():
            details.evaluate("element => { element.open = true; }")
        if name == OWN:
            page.locator(".text .f").first.hover()
        found += [(name, one["id"], node["html"][:160]) for one in axe.run(page).response["violations"] for node in one["nodes"]]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than the window"
    assert found == []


def test_without_scripts_articles_and_months_can_be_read(chromium: "sync_api.Browser", site: Path) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site.as_uri()}/articles.html")
    page.get_by_role("link", name="January 2024").click()
    page.locator(f"a[href*='{ARTICLE.article_id}']").click()
    assert page.locator("h1").inner_text() == ARTICLE.headline
    assert page.get_by_text("date 2024-01-24", exact=True).is_visible()
    assert page.locator("table[data-dataset=casualties] tbody tr").count() == 1
