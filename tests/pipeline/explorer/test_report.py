"""``newsbeam report``: the files of the site: what they hold, where they link, that texts stay text, and what the command refuses."""

import html.parser
import json
import re
import urllib.parse
from pathlib import Path
from typing import Any

import pytest

import newsbeam
from pipeline.explorer import checks, lists, overview, pages, parts
from pipeline.main import main
from pipeline.rejects import NEXT
from schemas import digest
from schemas.meanings import MEANINGS
from tests import sound_rows
from tests.pipeline.explorer import lakes
from tests.pipeline.explorer.conftest import report

Capture = pytest.CaptureFixture[str]


class Page(html.parser.HTMLParser):
    """What a page is made of: its elements with their attributes, and its text outside of scripts."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._inside = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside != "script":
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        self.text += " "
        self._inside = ""

    def having(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.elements if name in attributes]


SAID = "Mayor Ada Quill said the ferry lost 40 passengers\u2019 bags on Tuesday."


def data(site: Path, name: str) -> Any:
    text = (site / "data" / f"{name}.js").read_text(encoding="utf-8")
    called, _, rest = text.partition(",")
    assert called == f'newsbeam.take("{name}"'
    return json.loads(rest.rstrip().removesuffix(")"))


def table(site: Path, name: str) -> list[list[list[Any]]]:
    """The rows of a list by article, as its page unpacks them."""
    numbers, packed = data(site, name)
    columns = [[column["of"][at] for at in column["at"]] if isinstance(column, dict) else column for column in packed]
    rows = iter(zip(*columns, strict=True))
    return [[list(next(rows)) for _ in range(number)] for number in numbers]


def test_the_pages_there_are(site: Path) -> None:
    articles = sound_rows.lake_rows(3)["articles"]
    assert {str(path.relative_to(site)) for path in pages.pages(site)} == {
        *(f"{name}.html" for name in ("index", "articles", "map", "timeline", "casualties", "voices", "facts", "audit")),
        "months/2024-01.html",
        *(f"articles/2024-01/{article.article_id}.html" for article in articles),
    }


@pytest.mark.parametrize("which", ["site", "hostile_site"])
def test_every_link_leads_to_a_file_of_the_site_and_a_place_in_it(which: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(which)
    found = {path: Page(path) for path in pages.pages(site)}
    for path, page in found.items():
        for name in ("href", "src"):
            for link in page.having(name):
                target, _, anchor = link.partition("#")
                place = (path.parent / urllib.parse.unquote(target)).resolve() if target else path
                assert place.is_relative_to(site.resolve()), f"{path.name}: {link}"
                assert place.is_file(), f"{path.name}: {link}"
                chosen = anchor.removeprefix("dataset=")  # what is to be chosen on the page, else a place in it
                assert not anchor or chosen in found[place].having("id" if chosen == anchor else "value"), f"{path.name}: {link}"


def test_rows_of_lists_lead_to_anchors_of_articles(site: Path) -> None:
    anchors = [Page(site / "articles" / "2024-01" / f"{row[0]}.html").having("id") for (row,) in table(site, "articles/2024-01")]
    assert len(anchors) == 3
    for facts in parts.FACTS:
        of_articles = table(site, f"facts/{facts.dataset}/2024-01")
        assert all(of_articles), facts.dataset
        assert [[row for row in of if f"c{row[0]}" not in ids] for of, ids in zip(of_articles, anchors, strict=True)] == [[], [], []]


def test_what_lists_say_beside_the_columns_of_facts_is_of_the_same_rows(site: Path) -> None:
    for name, (dataset, beside) in lists.BESIDE.items():
        facts, more = table(site, f"facts/{dataset}/2024-01"), table(site, f"{name}/2024-01")
        assert [len(of) for of in facts] == [len(of) for of in more] == [1, 1, 1]
        assert {len(row) for of in more for row in of} == {len(beside)}
    assert table(site, "timeline/2024-01")[0] == [["Oldhaven", 1, SAID]]
    assert table(site, "tolls/2024-01")[0] == [[40, 40, "Oldhaven", "2024-01-23", 0, -1, SAID]]
    assert table(site, "voices/2024-01")[0] == [["Ada Quill", []]]


def test_places_are_called_as_articles_write_them_with_the_name_of_the_gazetteer_beside(tmp_path: Path) -> None:
    rows = sound_rows.lake_rows(3)
    rows["places"] = [row._replace(name=row.name and "Oldhaven City") for row in rows["places"]]
    site = report(lakes.write(tmp_path / "lake", rows), tmp_path / "site")
    for layer in ("places", "events"):
        assert [place[:4] for place in data(site, layer)["places"]] == [["Oldhaven", "Oldhaven City in the gazetteer", "NL", "city"]], layer
    assert [row[0] for (row,) in table(site, "timeline/2024-01")] == ["Oldhaven (Oldhaven City)"] * 3
    assert [row[2] for (row,) in table(site, "tolls/2024-01")] == ["Oldhaven (Oldhaven City)"] * 3


def test_the_most_frequent_spelling_counts_by_articles_and_is_of_places_only(tmp_path: Path) -> None:
    rows = sound_rows.lake_rows(3)
    town = [row for row in rows["places"] if row.name]
    other = [
        town[0]._replace(text="Aldhaven"),
        *(town[0]._replace(text="Aldhaven", place_id=digest("place", town[0].article_id, at)) for at in range(7, 11)),
        *(row._replace(text="Oldhavenite", place_use="demonym", place_id=digest("place", row.article_id, 9)) for row in town),
        *town[1:],
    ]
    rows["places"] = [row._replace(name="Haven") for row in other]
    site = report(lakes.write(tmp_path / "lake", rows), tmp_path / "site")
    assert [place[:2] for place in data(site, "places")["places"]] == [["Oldhaven", "Haven in the gazetteer"]]


def test_a_place_without_any_spelling_of_a_place_has_the_name_of_the_gazetteer(tmp_path: Path) -> None:
    rows = sound_rows.lake_rows(1)
    rows["places"] = [row._replace(place_use="demonym", text="Oldhavenite") for row in rows["places"] if row.name]
    site = report(lakes.write(tmp_path / "lake", rows), tmp_path / "site")
    assert data(site, "places")["places"] == []
    assert [place[:2] for place in data(site, "events")["places"]] == [["Oldhaven", ""]]


def test_what_a_list_leaves_out_is_counted(tmp_path: Path) -> None:
    for articles, rest in ((16, "1 other"), (17, "2 others")):
        rows = sound_rows.lake_rows(articles)
        rows["articles"] = [row._replace(outlet=f"outlet {at:02}") for at, row in enumerate(rows["articles"])]
        lake = newsbeam.open(lakes.write(tmp_path / str(articles), rows))
        last = overview.figures(lake.connect(locked=True))["outlets"][-1]
        assert (last.label, last.number) == (rest, articles - overview.TOP)


def test_the_search_reads_what_a_page_shows_at_first(site: Path) -> None:
    shown = [row.text for row in sound_rows.article_rows(0)["segments"] if row.in_body or row.kind in ("headline", "caption")]
    assert data(site, "texts/2024-01") == ["\n".join(" ".join(text.split()) for text in shown)] * 3
    page = Page(site / "articles" / "2024-01" / f"{sound_rows.article_rows(0)['articles'][0].article_id}.html")
    classes = [attributes.get("class") for _, attributes in page.elements if "data-kind" in attributes]
    assert len([name for name in classes if name != "beside"]) == len(shown)


def test_a_part_of_a_toll_names_its_total_and_an_event_without_a_day_has_no_sentence() -> None:
    toll = {
        "count_min": 3,
        "count_max": 3,
        "place_id": None,
        "start_date": None,
        "end_date": None,
        "is_background": None,
        "sentence": "Three.",
    }
    rows = [
        {**toll, "casualty_id": "a", "part_of": "b"},
        {**toll, "casualty_id": "b", "part_of": None},
        {**toll, "casualty_id": "c", "part_of": "x"},
    ]
    assert [row[5] for row in lists.tolls({"casualties": rows})] == [1, -1, -1]
    event = {"place_id": None, "is_main": False, "start_date": None, "sentence": "One day it fell."}
    assert lists.timeline({"events": [event]}) == [["", 0, ""]]


def test_every_page_has_the_policy_and_no_code_or_style_of_its_own(hostile_site: Path) -> None:
    for path in pages.pages(hostile_site):
        page = Page(path)
        (policy,) = [
            attributes["content"] for tag, attributes in page.elements if attributes.get("http-equiv") == "Content-Security-Policy"
        ]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert [tag for tag, attributes in page.elements if any(name.startswith("on") for name in attributes)] == []
        scripts = [attributes for tag, attributes in page.elements if tag == "script"]
        assert all("src" in attributes or attributes.get("type") == "application/json" for attributes in scripts)
        assert page.having("style") == []
        assert {tag for tag, _ in page.elements}.isdisjoint({"img", "style", "iframe", "object", "base"})


def test_hostile_texts_are_shown_as_they_are(hostile_site: Path) -> None:
    shown = " ".join(lakes.HOSTILE.split())
    for name in ("index.html", "months/2024-01.html"):
        assert lakes.HOSTILE in Page(hostile_site / name).text or shown in Page(hostile_site / name).text
    ((first,), _) = table(hostile_site, "articles/2024-01")
    assert first[2] == shown[:120].rstrip()
    assert first[4] == first[7][0] == lakes.HOSTILE
    for path in hostile_site.rglob("data/**/*.js"):
        text = path.read_text(encoding="utf-8")
        assert re.search("[<>&\u2028\u2029]", text) is None
        assert len(text.splitlines()) == 1


def test_the_same_lake_gives_the_same_bytes(tmp_path: Path) -> None:
    lake = lakes.hostile(tmp_path / "lake")
    first, second = (report(lake, tmp_path / name) for name in ("first", "second"))
    names = sorted(str(path.relative_to(first)) for path in first.rglob("*") if path.is_file())
    assert names == sorted(str(path.relative_to(second)) for path in second.rglob("*") if path.is_file())
    assert [name for name in names if (first / name).read_bytes() != (second / name).read_bytes()] == []


class Marks(html.parser.HTMLParser):
    """The text that each fact's marks hold, by its number, the text of rows of tables by theirs, and how deep marks stand in marks."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.covered: dict[int, str] = {}
        self.rows: list[str] = []
        self.deepest = 0
        self._open: list[list[int]] = []
        self._first = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        if tag == "mark" and "data-f" in dict(attrs):
            self._open.append([int(number) for number in dict(attrs)["data-f"].split()])
            self.deepest = max(self.deepest, len(self._open))
        elif tag == "tr":
            self.rows.append("")
        elif tag == "td":
            self._first = not self.rows[-1]

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark" and self._open:
            self._open.pop()
        self._first = False

    def handle_data(self, text: str) -> None:
        for number in {number for numbers in self._open for number in numbers}:
            self.covered[number] = self.covered.get(number, "") + text
        if self._first:
            self.rows[-1] += text


def test_marks_cover_the_text_of_each_fact(site: Path) -> None:
    rows = sound_rows.lake_rows(3)
    for article in rows["articles"]:
        page = Marks(site / "articles" / "2024-01" / f"{article.article_id}.html")
        covered, told = page.covered, [said for said in page.rows if said]
        assert page.deepest == 2
        assert covered == {number: said.replace(" […] ", "") for number, said in enumerate(told, 1) if number in covered}
        named = [row.text for name in ("mentions", "coreferences", "places", "times", "quantities", "events", "casualties") for row in rows[name]
                 if row.article_id == article.article_id]  # fmt: skip
        quoted = [row.content_text[: span.end - row.content_start] for row in rows["statements"] for span in row.content_spans[:1]]
        assert sorted(covered.values()) == sorted([*named, *(f"{quoted[0]}“soon.”" for _ in range(1))])


def test_parts_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST", 2)
    site = report(lakes.write(tmp_path / "lake", sound_rows.lake_rows(3)), tmp_path / "site")
    assert sorted(path.name for path in (site / "months").iterdir()) == ["2024-01-1.html", "2024-01-2.html"]
    assert [len(table(site, f"articles/2024-01-{number}")) for number in (1, 2)] == [2, 1]
    assert len({row[0] for number in (1, 2) for (row,) in table(site, f"articles/2024-01-{number}")}) == 3
    assert [len(table(site, f"tolls/2024-01-{number}")) for number in (1, 2)] == [2, 1]


def test_a_lake_without_some_families(tmp_path: Path) -> None:
    rows = {name: found for name, found in sound_rows.lake_rows(1).items() if name not in ("events", "casualties", "places", "statements")}
    site = report(lakes.write(tmp_path / "lake", rows), tmp_path / "site")
    assert table(site, "timeline/2024-01") == table(site, "tolls/2024-01") == [[]]
    assert data(site, "events") == {"articles": [], "places": []}
    (article,) = rows["articles"]
    assert "Ferry stops" in Page(site / "articles" / "2024-01" / f"{article.article_id}.html").text


def test_a_lake_without_articles(empty_lake: Path, tmp_path: Path) -> None:
    site = report(empty_lake, tmp_path / "site")
    assert "No article is published in this lake; what was left out, and why, stands below." in Page(site / "index.html").text
    assert len(list(pages.pages(site))) == 8


def test_an_article_without_facts_says_so(tmp_path: Path) -> None:
    rows = {name: found for name, found in sound_rows.lake_rows(1).items() if name in ("articles", "segments", "runs", "rejects")}
    rows["articles"] = [row._replace(headline=None) for row in rows["articles"]]
    site = report(lakes.write(tmp_path / "lake", rows), tmp_path / "site")
    page = Page(site / "articles" / "2024-01" / f"{rows['articles'][0].article_id}.html")
    assert "None was found." in page.text
    assert "No fact was found in this article." in page.text
    assert ("h1", {"class": "untitled"}) in page.elements


def test_the_reasons_of_rejects_stand_with_what_can_be_done(tmp_path: Path) -> None:
    rows = sound_rows.lake_rows(1)
    reasons = ("ambiguous_date", "ambiguous_date", "row_contract")
    rows["rejects"] = [rows["rejects"][0]._replace(source_uri=f"{at}.txt", reason=reason) for at, reason in enumerate(reasons)]
    lake = newsbeam.open(lakes.write(tmp_path / "lake", rows))
    told = [
        (one["reason"], one["number"], one["inputs"], one["meaning"], one["next"]) for one in overview.rejects(lake.connect(locked=True))
    ]
    means = MEANINGS["rejects"]["reason"]
    assert told == [
        ("ambiguous_date", 2, ["0.txt", "1.txt"], means["ambiguous_date"], NEXT["ambiguous_date"]),
        ("row_contract", 1, ["2.txt"], means["row_contract"], NEXT.get("row_contract", "")),
    ]
    assert f"→ {NEXT['ambiguous_date']}" in Page(report(tmp_path / "lake", tmp_path / "site") / "index.html").text


def test_a_chart_of_outlets_is_there_where_articles_have_outlets(site: Path, hostile_site: Path) -> None:
    assert "No article says its outlet" in Page(site / "index.html").text
    assert "Articles by outlet" not in Page(site / "index.html").text
    assert "No article says its outlet" not in Page(hostile_site / "index.html").text
    assert "Articles by outlet" in Page(hostile_site / "index.html").text


def test_a_run_unlike_the_last_ones_is_told_of(tmp_path: Path) -> None:
    lake = lakes.write(tmp_path / "lake", sound_rows.lake_rows(1))
    assert checks.drifts(lake, "run-0") is None
    assert "The record of the run that published this version is gone." in Page(report(lake, tmp_path / "site") / "audit.html").text
    record = {"drift": {"compared": 0, "drifts": []}}
    lakes.record(lake, record)
    assert "Nothing to compare with yet" in Page(report(lake, tmp_path / "site") / "audit.html").text
    record["drift"]["compared"] = 50
    lakes.record(lake, record)
    assert "50 measures of its articles" in Page(report(lake, tmp_path / "site") / "audit.html").text
    record["drift"]["drifts"] = [{"measure": "rows of <events> an article", "value": 1.5, "low": 4.0, "high": 6.0, "runs": 9}]
    lakes.record(lake, record)
    site = report(lake, tmp_path / "site")
    for name in ("index.html", "audit.html"):
        text = " ".join(Page(site / name).text.split())
        assert "of 50 measures of the articles of the run that published this version, 1 is beyond" in text
        assert "rows of <events> an article: 1.5, 4 to 6 in the last 9 runs" in text


def test_the_audit_of_a_small_run_says_how_much_more_the_version_holds(tmp_path: Path) -> None:
    lake = lakes.write(tmp_path / "lake", sound_rows.lake_rows(3))
    lakes.record(lake, {})
    of_one = {"rule": "schema", "engine": "arrow", "passed": True, "checked_rows": 1, "bad_rows": 0, "error": None, "examples": []}
    rules = [{"dataset": name} | of_one for name in ("articles", "casualties")]
    (lake / "runs" / newsbeam.resolve(lake).run_id / "audit.json").write_text(json.dumps({"rules": rules}), encoding="utf-8")
    text = " ".join(Page(report(lake, tmp_path / "site") / "audit.html").text.split())
    assert "The rows are those that its last run added or wrote anew; earlier ones were checked when they were published." in text
    assert "articles 1 rule, 1 row of the run, 3 in the version ✓ passed" in text


def test_the_audit_of_a_run_is_shown_with_what_rules_mean(seed_lake: Path, tmp_path: Path) -> None:
    site = report(seed_lake, tmp_path / "site")
    text = " ".join(Page(site / "audit.html").text.split())
    assert "✓ The audit passed" in text
    assert "offsets source_text[char_start:char_end] == text , where they are filled. sql 0" in text
    rules = re.findall(r"<code>(\w+)</code></th><td>(.*?)</td>", (site / "audit.html").read_text(encoding="utf-8"))
    assert len(rules) > 100
    assert [name for name, meaning in rules if not meaning] == []


@pytest.mark.parametrize(
    ("made", "output", "said"),
    [
        ("lake/inside/x", "lake/inside", "lies in the lake"),
        ("notes/thesis.txt", "notes", "holds something else than a report"),
        ("file", "file", "is no folder"),
    ],
)
def test_what_is_no_report_is_left_alone(tmp_path: Path, capsys: Capture, made: str, output: str, said: str) -> None:
    lakes.write(tmp_path / "lake", sound_rows.lake_rows(1))
    (tmp_path / made).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / made).write_text("mine", encoding="utf-8")
    assert main(["report", str(tmp_path / "lake"), "--output", str(tmp_path / output)]) == 2
    assert said in capsys.readouterr().err
    assert (tmp_path / made).read_text(encoding="utf-8") == "mine"


def test_an_earlier_report_is_replaced_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    lake = lakes.write(tmp_path / "lake", sound_rows.lake_rows(1))
    site = report(lake, tmp_path / "site")
    (site / "months" / "1999-01.html").write_text("old", encoding="utf-8")
    report(lake, site)
    assert not (site / "months" / "1999-01.html").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lake", "site"]


def test_a_report_that_fails_leaves_the_earlier_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    lake = lakes.write(tmp_path / "lake", sound_rows.lake_rows(1))
    site = report(lake, tmp_path / "site")
    before = (site / "index.html").read_bytes()

    def refuse(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pages, "_part", refuse)
    assert main(["report", str(lake), "--output", str(site)]) == 74
    assert "No space left on device" in capsys.readouterr().err
    assert (site / "index.html").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lake", "site"]


def test_without_a_lake(tmp_path: Path, capsys: Capture) -> None:
    assert main(["report", str(tmp_path / "none"), "--output", str(tmp_path / "site")]) == 5
    assert "is no lake" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("output", [".", "..", "../here"])
def test_the_current_folder_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, output: str) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    assert main(["report", str(tmp_path / "lake"), "--output", output]) == 2
    assert f"--output {output} is the current folder or one above it" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
