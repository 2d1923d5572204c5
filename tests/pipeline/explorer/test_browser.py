"""The explorer in a real browser, opened from the disk: nothing leaves, texts stay texts, keyboard and screen readers get everywhere.

Needs a Chromium of the system (`make browser`); without one these tests are skipped and say so.
"""

import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.explorer.site import PAGES
from schemas import digest
from schemas.columns import DATASETS
from tests import sound_rows
from tests.pipeline.explorer import lakes
from tests.pipeline.explorer.conftest import PHONE, WIDE, Window, report

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: make install")
if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMES = [f"{name}.html" for name, _ in PAGES]
ARTICLE = sound_rows.article_rows(0)["articles"][0]
OWN = f"articles/2024-01/{ARTICLE.article_id}.html"
ALL = [*NAMES, "months/2024-01.html", OWN]


def overflows(page: "Page") -> int:
    """Return by how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def focused(page: "Page") -> str:
    """Return the text of what has the focus."""
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_no_request_leaves_and_nothing_is_refused(window: Window) -> None:
    for name in ALL:
        window.open(name)
    assert len(window.asked) > len(ALL)
    assert window.left() == []
    assert window.said == []


def test_hostile_texts_stay_texts(window: Window, hostile_site: Path) -> None:
    shown = " ".join(lakes.HOSTILE.split())
    for name in ALL:
        page = window.open(name, hostile_site)
        if page.locator("input[name=layer]").count():
            page.locator("#list button").first.click()
        assert page.title().endswith("· newsbeam"), name
        assert page.locator("img").count() == 0, name
        assert page.locator("script:not([src]):not([type='application/json'])").count() == 0, name
        assert shown[:40] in " ".join(page.locator("main").inner_text().split()) or name in ("audit.html", "facts.html"), name
    assert window.said == []
    assert window.left() == []


def test_long_words_emoji_and_text_from_right_to_left_fit_into_a_phone(window: Window, strange_site: Path) -> None:
    window.page.set_viewport_size(PHONE)
    for name in ALL:
        page = window.open(name, strange_site)
        if page.locator("input[name=layer]").count():
            page.locator("#list button").first.click()
        assert lakes.STRANGE[:24] in page.locator("main").inner_text() or name in ("audit.html", "facts.html"), name
        assert overflows(page) <= 0, f"{name} is wider than the window"
    assert window.said == []


def test_a_lake_without_articles_has_pages_that_say_so(window: Window, bare_site: Path) -> None:
    told = {}
    for name in NAMES:
        page = window.open(name, bare_site)
        told[name] = page.locator("#status").inner_text() if page.locator("#status").count() else page.locator(".lead").inner_text()
    assert told == {
        "index.html": "No article is published in this lake.",
        "articles.html": "0 articles",
        "map.html": "0 places named as where something is",
        "timeline.html": "0 events",
        "casualties.html": "0 reports",
        "voices.html": "0 statements",
        "facts.html": "0 rows",
        "audit.html": "The records of the run that published this version are gone, and its audit with them; newsbeam validate repeats it.",
    }
    assert window.said == []


def test_the_page_one_is_on_is_seen_in_the_navigation_of_a_phone(window: Window) -> None:
    window.page.set_viewport_size(PHONE)
    for name in NAMES:
        page = window.open(name)
        box = page.locator("nav [aria-current=page]").bounding_box()
        assert box is not None
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= PHONE["width"], name


def test_words_of_tables_are_whole_on_a_phone(window: Window) -> None:
    """A line of one letter each is what a narrow column makes of an identifier, and of a word that it may break anywhere."""
    window.page.set_viewport_size(PHONE)
    lines = "all => all.map(one => Math.round(one.getClientRects().length))"
    assert set(window.open("audit.html").locator("section[aria-labelledby=h-runs] tbody code").evaluate_all(lines)) == {1}
    window.page.set_viewport_size(WIDE)
    page = window.open("facts.html#dataset=events")
    (modality,) = page.locator("#list tr").first.locator("td", has_text="happened").evaluate_all("all => all.map(one => one.clientHeight)")
    assert modality < 50, "one line"


def test_charts_and_the_buttons_of_the_map_fit_into_a_phone(window: Window) -> None:
    window.page.set_viewport_size(PHONE)
    inside = "element => { const box = element.getBoundingClientRect(); return [box.left >= 0, box.right <= innerWidth]; }"
    for name, what in (("index.html", ".time svg"), ("timeline.html", ".time svg"), ("map.html", "#map")):
        assert window.open(name).locator(what).evaluate(inside) == [True, True], name
    page = window.page
    world = page.locator("#map").bounding_box()
    button = page.get_by_role("button", name="Zoom in").bounding_box()
    assert world is not None
    assert button is not None
    assert button["y"] >= world["y"] + world["height"]


def test_a_mark_shows_its_rows_under_the_pointer_and_by_the_arrow_keys(window: Window) -> None:
    page = window.open(OWN)
    page.locator("[data-kind=paragraph] mark.mentions").first.hover()
    assert page.locator("#card .row h3").all_inner_texts() == ["mentions"]
    assert page.locator("#card").inner_text().split() == ["mentions", "Ada", "Quill", "type", "PERSON", "entity", "Ada", "Quill"]
    page.locator(".text mark[tabindex='0']").focus()
    seen = []
    for _ in range(4):
        seen.append((focused(page), page.locator("#card .row h3").all_inner_texts()))
        page.keyboard.press("ArrowRight")
    assert seen == [
        ("Oldhaven", ["places"]),
        ("Ada Quill", ["mentions"]),
        ("lost", ["events"]),
        ("40 passengers", ["casualties"]),
    ]
    assert focused(page) == "40"
    assert page.locator("#card .row h3").all_inner_texts() == ["quantities", "casualties"], "the narrower one comes first"
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "40 passengers"
    assert page.evaluate("document.querySelectorAll('.text mark[tabindex=\"0\"]').length") == 1
    page.keyboard.press("Escape")
    assert page.locator("#card .row").count() == 0


def test_families_can_be_hidden(window: Window) -> None:
    page = window.open(OWN)
    assert page.locator(".text mark.casualties").count() == 1
    page.locator("#toggles input[value=casualties]").focus()
    page.keyboard.press("Space")
    assert page.locator(".text mark.casualties").count() == 0
    page.locator(".text mark", has_text="40").last.hover()
    assert page.locator("#card .row h3").all_inner_texts() == ["quantities"]


def test_what_is_not_of_the_story_is_there_when_asked_for(window: Window) -> None:
    page = window.open(OWN)
    assert not page.get_by_text("date 2024-01-24", exact=True).is_visible()
    page.get_by_label("the whole page").check()
    assert page.get_by_text("date 2024-01-24", exact=True).is_visible()


def test_a_row_leads_to_its_place_in_the_text(window: Window) -> None:
    page = window.open(OWN)
    page.locator("table[data-dataset=events] tbody a").focus()
    page.keyboard.press("Enter")
    sync_api.expect(page.locator(":focus")).to_have_text("lost")
    assert page.locator(".text .here").count() == 1
    page = window.open("facts.html#dataset=quantities")
    page.get_by_role("link", name="3 million euros").first.click()
    sync_api.expect(page.locator(":focus")).to_have_text("3 million euros")


def test_the_columns_of_a_dataset_are_explained(window: Window) -> None:
    page = window.open("facts.html#dataset=casualties")
    page.get_by_text("What the columns of casualties hold").click()
    assert "harmed Killed or injured, the text leaves open which." in page.locator("#explained").inner_text()
    page.get_by_label("Dataset").select_option("mentions")
    sync_api.expect(page.locator("#of")).to_have_text("mentions")
    assert page.locator("#explained dt").all_inner_texts() == [field.name for field in DATASETS["mentions"].fields]
    assert "NORP Peoples, nationalities, religious and political groups." in page.locator("#explained").inner_text()


def test_the_keyboard_alone_leads_from_the_overview_to_the_place_of_a_fact(window: Window) -> None:
    page = window.open("index.html")
    path = []
    for wanted in ("Skip to the content", "quantities"):
        while focused(page) != wanted:
            page.keyboard.press("Tab")
            path.append(focused(page))
            assert len(path) < 40, path
        page.keyboard.press("Enter")
    page.wait_for_url("**/facts.html#dataset=quantities")
    assert not {"Overview", "Dark"} & set(path), "the first link leads past the navigation"
    sync_api.expect(page.locator("#status")).to_have_text("6 rows")
    while focused(page) != "3 million euros":
        page.keyboard.press("Tab")
        path.append(focused(page))
        assert len(path) < 40, path
    page.keyboard.press("Enter")
    sync_api.expect(page.locator("mark:focus")).to_have_text("3 million euros")
    assert page.locator("#card .row h3").all_inner_texts() == ["quantities"]


def test_articles_lead_to_the_ones_beside_them(window: Window) -> None:
    ids = sorted(row.article_id for row in sound_rows.lake_rows(3)["articles"])
    page = window.open(f"articles/2024-01/{ids[0]}.html")
    assert page.locator("a[rel=prev]").count() == 0
    page.locator("a[rel=next]").click()
    page.wait_for_url(f"**/{ids[1]}.html")
    page.locator("a[rel=next]").click()
    page.wait_for_url(f"**/{ids[2]}.html")
    assert page.locator("a[rel=next]").count() == 0
    assert str(page.locator("a[rel=prev]").get_attribute("href")) == f"{ids[1]}.html"


def painted(page: "Page", name: str = "found") -> list[str]:
    """Return the texts that the browser paints as found, or as the one that is looked at."""
    return list(page.evaluate("name => [...CSS.highlights.get(name)].map(String)", name))


def wait_for_paint(page: "Page") -> None:
    """Wait until something is painted as found."""
    page.evaluate(
        "new Promise(done => { const look = () => (CSS.highlights.get('found')?.size ? done() : setTimeout(look, 20)); look(); })"
    )


def test_the_search_finds_headlines_and_names(window: Window) -> None:
    page = window.open("articles.html")
    assert page.locator("#status").inner_text() == "3 articles"
    page.get_by_label("texts too").uncheck()
    page.locator("#filter").fill("QUILL ada")
    sync_api.expect(page.locator("#list .names").first).to_have_text("Ada Quill")
    assert page.locator("#list .passage").count() == 0
    assert painted(page) == ["Ada", "Quill"] * 3
    assert not [url for url in window.asked if "/texts/" in url], "texts are read when they are asked for"
    page.locator("#filter").fill("passengers")
    sync_api.expect(page.locator("#status")).to_have_text("0 articles of 3")
    page.get_by_label("texts too").check()
    sync_api.expect(page.locator("#status")).to_have_text("3 articles")
    page.locator("#filter").fill("nothing of the kind")
    sync_api.expect(page.locator("#status")).to_have_text("0 articles of 3")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bags passenger", ["passenger", "bags"]),
        ('"ferry lost 40"', ["ferry lost 40"]),
        ("“passengers' bags”", ["passengers\u2019 bags"]),
        ('"lost ferry"', []),
        ("assengers", []),
        ("quill bags", ["Quill", "bags"]),
    ],
)
def test_the_search_finds_words_of_texts_by_their_beginning_and_quoted_ones_together(window: Window, words: str, found: list[str]) -> None:
    page = window.open("articles.html")
    page.locator("#filter").fill(words)
    sync_api.expect(page.locator("#status")).to_have_text("3 articles" if found else "0 articles of 3")
    if found:
        page.locator("#list .passage").first.wait_for()
    passages = page.locator("#list li").first.locator(".passage").evaluate_all(
        "(all, name) => { const painted = [...CSS.highlights.get(name)]; "
        "return all.flatMap(one => painted.filter(range => one.contains(range.startContainer)).map(String)); }",
        "found",
    )  # fmt: skip
    assert passages[: len(found)] == found
    assert window.said == []


def test_what_was_found_is_found_in_the_article_one_place_after_the_other(window: Window) -> None:
    page = window.open("articles.html")
    page.locator("#filter").fill('quill "oldhaven"')
    sync_api.expect(page.locator("#list .passage").first).to_be_visible()
    page.locator("#list a").first.click()
    sync_api.expect(page.locator("#place")).to_have_text("1 of 3")
    assert page.get_by_label("Find in this article").input_value() == 'quill "oldhaven"'
    seen = [painted(page, "found-now")]
    page.get_by_label("Find in this article").focus()
    page.keyboard.press("Enter")
    seen.append(painted(page, "found-now"))
    page.get_by_role("button", name="Next place").click()
    seen.append(painted(page, "found-now"))
    sync_api.expect(page.locator("#place")).to_have_text("3 of 3")
    page.get_by_role("button", name="Earlier place").click()
    seen.append(painted(page, "found-now"))
    assert [one for (one,) in seen] == [painted(page)[at] for at in (0, 1, 2, 1)]
    page.get_by_label("Find in this article").fill("date 2024")
    sync_api.expect(page.locator("#place")).to_have_text("nowhere in what is shown")
    assert page.get_by_role("button", name="Next place").is_disabled()
    page.get_by_label("the whole page").check()
    sync_api.expect(page.locator("#place")).to_have_text("2")
    page.get_by_label("Find in this article").fill("")
    sync_api.expect(page.locator("#place")).to_have_text("")
    assert painted(page) == []


def test_words_are_found_whatever_their_accents_ligatures_and_script(window: Window) -> None:
    page = window.open("articles.html")
    found = "([text, words]) => newsbeam.found.spans(text, newsbeam.asked(words)).map(([begin, end]) => text.slice(begin, end))"
    assert page.evaluate(found, ["In Zu\u0308rich a \ufb01re, Tórshavn’s third", "zurich FIRE torshavn's"]) == [
        "Zu\u0308rich", "\ufb01re", "Tórshavn’s",
    ]  # fmt: skip
    assert page.evaluate(found, ["東京の港で火事", "港"]) == ["港"]
    assert page.evaluate(found, ["🚢🚢 ferry 🚢", "🚢 ferry"]) == ["🚢", "🚢", "ferry", "🚢"]
    assert page.evaluate(found, ["crisis of ISIS (Isis-led)", "isis"]) == ["ISIS", "Isis"]
    assert page.evaluate(found, ["Ada Quill", "ada quill quil"]) == ["Ada", "Quill"]


def test_what_lists_are_filtered_by_is_painted(window: Window) -> None:
    page = window.open("facts.html")
    page.locator("#filter").fill("quill")
    sync_api.expect(page.locator("#status")).to_have_text("3 rows of 6")
    assert painted(page) == ["Quill"] * 6, "the text and its entity"
    page = window.open("voices.html")
    page.get_by_label("Speaker").fill("ada")
    sync_api.expect(page.locator("#status")).to_have_text("3 statements")
    wait_for_paint(page)
    assert set(painted(page)) == {"Ada"}
    page = window.open("map.html")
    page.locator("#filter").fill("old")
    wait_for_paint(page)
    assert painted(page) == ["Old"]


def test_lists_are_filtered(window: Window) -> None:
    page = window.open("casualties.html")
    assert page.locator("#status").inner_text() == "3 reports"
    assert page.locator(".card").first.locator("table").inner_text().split("\n")[0] == "missing"
    page.get_by_label("Outcome").select_option("killed")
    sync_api.expect(page.locator("#status")).to_have_text("0 reports of 3")
    page = window.open("voices.html")
    assert page.locator("#speakers li").all_inner_texts() == ["Ada Quill 3 times in 3 articles"]
    page.get_by_label("Speaker").fill("nobody")
    sync_api.expect(page.locator("#status")).to_have_text("0 statements of 3")
    page = window.open("timeline.html")
    assert page.locator(".timeline h2").all_inner_texts() == ["2024-01-23"]
    assert not page.locator("#undated").is_visible()
    page.get_by_label("Modality").select_option("denied")
    sync_api.expect(page.locator("#status")).to_have_text("0 events of 3")


def test_counts_stand_by_their_source_revised_ones_struck_out_and_parts_below_their_total(window: Window, tolls_site: Path) -> None:
    page = window.open("casualties.html", tolls_site)
    rows = (
        "rows => rows.map(row => [row.className, ...[...row.cells].filter(cell => cell.className !== 'bar').map(cell => cell.textContent)])"
    )
    assert page.locator(".toll tbody tr").evaluate_all(rows) == [
        ["gone", "Coast guard", "40 passengers", "supersededOldhaven · 2024-01-23"],
        ["", "Coast guard", "31 passengers", "Oldhaven · 2024-01-23"],
        ["part", "Coast guard", "of which 4 children", "Oldhaven · 2024-01-23"],
        ["", "the article itself", "30 passengers", "Oldhaven · 2024-01-23"],
    ]
    assert page.locator(".toll s").all_inner_texts() == ["40 passengers"]
    assert page.locator(".toll .by span:not(.unseen)").all_inner_texts() == ["Coast guard", "the article itself"]


def test_of_one_person_and_of_nobody_the_words_of_the_article_are_shown(window: Window, tmp_path: Path) -> None:
    rows = sound_rows.article_rows(0)
    (toll,) = rows["casualties"]
    told = ((0, "no casualties", None), (1, "Ada's brother", "Ada's brother"), (2, "two dead", "sailors"))
    rows["casualties"] = [
        toll._replace(casualty_id=digest("casualty", toll.article_id, at), text=text, count_min=at, count_max=at, victims=victims)
        for at, text, victims in told
    ]
    page = window.open("casualties.html", report(lakes.write(tmp_path / "lake", rows), tmp_path / "site"))
    lines = "all => all.map(row => [row.querySelector('th').textContent, row.querySelectorAll('rect').length])"
    assert sorted(page.locator(".toll tbody tr").evaluate_all(lines)) == [
        ["0: no casualties", 0],
        ["1: Ada's brother", 1],
        ["2 sailors", 1],
    ]
    page.locator("#filter").fill("casualties")
    sync_api.expect(page.locator("#status")).to_have_text("1 report of 3")


def test_days_that_are_a_whole_month_or_year_are_called_so(window: Window, tmp_path: Path) -> None:
    rows = sound_rows.article_rows(0)
    (event,) = rows["events"]
    periods = (("2024-01-23", "2024-01-23"), ("2024-01-01", "2024-12-31"), ("2024-02-01", "2024-02-29"), ("2024-02-01", "2024-02-28"))
    rows["events"] = [
        event._replace(
            event_id=digest("event", event.article_id, at),
            sentence=f"Sentence {at}.",
            start_date=datetime.date.fromisoformat(first),
            end_date=datetime.date.fromisoformat(last),
        )
        for at, (first, last) in enumerate(periods)
    ]
    page = window.open("timeline.html", report(lakes.write(tmp_path / "lake", rows), tmp_path / "site"))
    lines = "all => all.map(li => [li.querySelector('.sentence').textContent, li.querySelector('.dim').textContent])"
    told = page.locator(".timeline li").evaluate_all(lines)
    assert sorted(told) == [
        ["Sentence 0.", "Oldhaven"],
        ["Sentence 1.", "Oldhaven · some time in 2024"],
        ["Sentence 2.", "Oldhaven · some time in 2024-02"],
        ["Sentence 3.", "Oldhaven · until 2024-02-28"],
    ]


def test_the_timeline_says_how_many_events_have_no_day(window: Window, tolls_site: Path) -> None:
    page = window.open("timeline.html", tolls_site)
    assert page.locator("#status").inner_text() == "1 event"
    assert (
        page.locator("#undated").inner_text() == "Not on the line, for want of a day that the text tells: 1 more event, among all events."
    )
    page.get_by_label("Modality").select_option("denied")
    sync_api.expect(page.locator("#status")).to_have_text("0 events of 1")
    assert not page.locator("#undated").is_visible()


def test_what_was_chosen_is_there_again_for_who_comes_back(window: Window) -> None:
    page = window.open("timeline.html")
    page.locator("#filter").fill("ferry & co")
    page.get_by_label("Modality").select_option("denied")
    page.get_by_label("what articles are about").check()
    sync_api.expect(page.locator("#status")).to_have_text("0 events of 3")
    sync_api.expect(page).to_have_url(re.compile(re.escape("timeline.html#filter=ferry+%26+co&modality=denied&main-only=true") + "$"))
    page.locator("#filter").fill("")
    page.get_by_label("what articles are about").uncheck()
    page.get_by_label("Modality").select_option("happened")
    sync_api.expect(page.locator("#status")).to_have_text("3 events")
    page.locator(".timeline a").first.click()
    page.go_back()
    sync_api.expect(page.locator("#status")).to_have_text("3 events")
    assert page.get_by_label("Modality").input_value() == "happened"
    page.get_by_label("Modality").select_option("")
    page.wait_for_url("**/timeline.html")

    page = window.open("articles.html")
    page.get_by_label("texts too").uncheck()
    page.locator("#filter").fill("quill")
    sync_api.expect(page.locator("#list .names").first).to_have_text("Ada Quill")
    page.locator("#list a").first.click()
    page.go_back()
    sync_api.expect(page.locator("#list .names").first).to_have_text("Ada Quill")
    assert page.locator("#filter").input_value() == "quill"
    assert not page.get_by_label("texts too").is_checked()


def test_an_address_says_what_is_chosen(window: Window) -> None:
    page = window.open("voices.html#speaker=nobody&part=none")
    assert page.locator("#status").inner_text() == "0 statements of 3"
    assert page.get_by_label("Published").input_value() == "all"
    page = window.open("voices.html#about=ada")
    sync_api.expect(page.get_by_label("Speaker")).to_have_value("")
    assert page.get_by_label("About").input_value() == "ada"
    page = window.open("map.html#layer=events&filter=NL")
    assert page.locator("#status").inner_text() == "1 place of events"
    assert page.get_by_label("Place, or country code").input_value() == "NL"
    page = window.open("facts.html#dataset=casualties")
    assert page.locator("#head th").nth(1).inner_text() == "outcome"


def test_the_map_by_keyboard(window: Window) -> None:
    page = window.open("map.html")
    assert page.locator("#points circle").count() == 1
    page.get_by_role("button", name="Oldhaven").focus()
    page.keyboard.press("Enter")
    assert page.locator("#h-there").inner_text() == "Oldhaven"
    assert page.locator("#told li").count() == 3
    page.get_by_label("events").check()
    sync_api.expect(page.locator("#status")).to_have_text("1 place of events")
    page.get_by_role("button", name="Whole world").click()
    before = page.locator("#map").get_attribute("viewBox")
    page.get_by_role("button", name="Zoom in").click()
    assert page.locator("#map").get_attribute("viewBox") != before


def test_dark_and_light(window: Window) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    grounds = {}
    for scheme in ("light", "dark"):
        window.page.emulate_media(color_scheme=scheme)
        grounds[scheme] = window.open("index.html").evaluate(ground)
    assert grounds == {"light": "rgb(251, 250, 247)", "dark": "rgb(20, 23, 26)"}
    window.page.get_by_role("button", name="Light").click()
    assert window.page.evaluate(ground) == grounds["light"]
    assert window.open(OWN).evaluate(ground) == grounds["light"], "it is kept"
    window.page.evaluate("localStorage.clear()")


def violations(page: "Page", rules: list[str] | None = None) -> list[Any]:
    """Return what axe-core, which the page has, finds against it: all rules, or some."""
    options = {"resultTypes": ["violations"], "preload": False} | ({"runOnly": rules} if rules else {})
    return list(
        page.evaluate(
            "async options => (await axe.run(options)).violations.flatMap(v => v.nodes.map(n => [v.id, n.html.slice(0, 160)]))", options
        )
    )


@pytest.mark.parametrize("name", ALL)
def test_axe_finds_nothing(window: Window, name: str) -> None:
    """All rules in both widths; what the scheme changes is colours."""
    from axe_playwright_python.base import AXE_SCRIPT

    page = window.open(name)
    page.evaluate(AXE_SCRIPT)
    page.locator("details").evaluate_all("all => all.forEach(element => { element.open = true; })")
    if name == OWN:
        page.locator(".text mark").first.hover()
    if name == "map.html":
        page.locator("#list button").first.click()
    found = []
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        assert overflows(page) <= 0, f"{name} is wider than the window of {size}"
        page.emulate_media(color_scheme="light")
        found += [("light", size["width"], *one) for one in violations(page)]
        page.emulate_media(color_scheme="dark")
        found += [("dark", size["width"], *one) for one in violations(page, ["color-contrast"])]
    assert found == []


def test_without_scripts_articles_and_months_can_be_read(browser: "sync_api.Browser", site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/articles.html")
    page.get_by_role("link", name="January 2024").click()
    page.locator(f"a[href*='{ARTICLE.article_id}']").click()
    assert page.locator("h1").inner_text() == ARTICLE.headline
    assert page.get_by_text("date 2024-01-24", exact=True).is_visible()
    assert page.locator("table[data-dataset=casualties] tbody tr").count() == 1
    context.close()
