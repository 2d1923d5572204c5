"""``newsbeam show``: one article as a newcomer reads it; hostile text stays inert."""

import io
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
from rich.console import Console

import newsbeam
from pipeline import show as module
from pipeline import terminal
from pipeline.errors import UsageError
from schemas import ContentSpan
from tests.sound_rows import Rows, article_rows

Capture = pytest.CaptureFixture[str]


def as_dicts(rows: Rows) -> dict[str, list[dict[str, Any]]]:
    """Rows as DuckDB gives them."""
    found = {name: [row._asdict() for row in rows.get(name, [])] for name in module.datasets()}
    for row in found["statements"]:
        row["content_spans"] = [span._asdict() if isinstance(span, ContentSpan) else span for span in row["content_spans"]]
    return found


def rendered(rows: Rows, *, width: int = 100, color: bool = False, why: dict[int, str] | None = None) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, force_terminal=color, color_system="truecolor" if color else None)
    module.render(console, as_dicts(rows), why)
    return out.getvalue()


def shown(lake: Path, article: str | None, capsys: Capture, *, debug: bool = False) -> str:
    assert module.show(lake, article, debug=debug) == 0
    return capsys.readouterr().out


def test_a_small_article() -> None:
    assert rendered(article_rows()).split("\n")[:20] == [
        line.rstrip() for line in rendered(article_rows()).split("\n")[:20]
    ]  # nothing trails
    text = rendered(article_rows())
    assert text.startswith("Ferry stops \U0001f6a2 in Oldhaven\n")
    assert re.search(r"^  2 paragraph    Mayor Ada Quill said the ferry lost 40 passengers\u2019 bags on Tuesday\.", text, re.MULTILINE)
    assert "    2  Ada Quill, Mayor (\u201cshe\u201d)  said,  · direct · promised · on air\n" in text
    assert "         \u201cWe will find them,\u201d […] \u201csoon.\u201d\n" in text
    assert re.search(r"^  2  she +pronoun  Ada Quill$", text, re.MULTILINE)
    assert re.search(r"^  4  3 million euros  3,000,000  EUR", text, re.MULTILINE)
    assert re.search(r"^  §  text +TIMEX3 +modifier +days +known from$", text, re.MULTILINE)


def test_every_dataset_is_listed(seed_lake: Path, capsys: Capture) -> None:
    text = shown(seed_lake, "000_cargo", capsys)
    titles = re.findall(r"^(\w+)  ([\d,]+)  ", text, re.MULTILINE)
    opened = newsbeam.open(seed_lake)
    counted = {name: int(count.replace(",", "")) for name, count in titles}
    assert list(counted) == ["page", "statements", "entities", "coreferences", "times", "quantities", "places", "events", "casualties"]
    for name, count in counted.items():
        table = "segments" if name == "page" else name
        query = f"SELECT count(*) FROM {table} JOIN articles USING (article_id) WHERE starts_with(source_uri, '000')"
        assert opened.sql(query).fetchall() == [(count,)]


@pytest.mark.parametrize("article", ["000_cargo", "005_federal", "008_hospital", "009_kharkiv", "010_dwarf", "021_water"])
def test_nothing_is_wider_than_a_hundred_columns(seed_lake: Path, article: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.cells import cell_len

    monkeypatch.delenv("COLUMNS", raising=False)
    for line in shown(seed_lake, article, capsys, debug=True).split("\n"):
        assert cell_len(line) <= 100, line
        assert line == line.rstrip(" ")


def test_nothing_of_the_text_is_lost(seed_lake: Path, capsys: Capture) -> None:
    text = re.sub(r"\s+", "", shown(seed_lake, "009", capsys))
    opened = newsbeam.open(seed_lake)
    for dataset, column in (
        ("segments", "text"),
        ("entities", "name"),
        ("times", "text"),
        ("quantities", "text"),
        ("statements", "cue_text"),
    ):
        query = (
            f"SELECT {column} FROM {dataset} JOIN articles USING (article_id) WHERE starts_with(source_uri, '009') AND {column} IS NOT NULL"
        )
        for (value,) in opened.sql(query).fetchall():
            assert re.sub(r"\s+", "", terminal.blank(value)) in text


def test_speakers_are_resolved(seed_lake: Path, capsys: Capture) -> None:
    text = shown(seed_lake, "000_cargo_plane_crash.txt", capsys)
    assert "Daulet Serikpayev, Governor (“he”)  said · direct" in text
    assert "Marat Zhaksylykov, chief executive" in text


@pytest.mark.parametrize("article", ["000_cargo_plane_crash.txt", "000_cargo", "cargo_plane", "crash.txt"])
def test_names_of_an_article(seed_lake: Path, article: str, capsys: Capture) -> None:
    assert "source  000_cargo_plane_crash.txt\n" in shown(seed_lake, article, capsys)


def test_an_article_by_its_id(seed_lake: Path, capsys: Capture) -> None:
    ((article_id,),) = newsbeam.open(seed_lake).sql("SELECT article_id FROM articles WHERE source_uri LIKE '000%'").fetchall()
    for name in (article_id, article_id[:8]):
        assert f"article_id  {article_id}\n" in shown(seed_lake, name, capsys)


def test_no_article_several_and_no_lake(seed_lake: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'nothing' names no article"):
        module.show(seed_lake, "nothing")
    with pytest.raises(UsageError, match=r"'\.txt' names several articles: 000_cargo_plane_crash\.txt, .*, …"):
        module.show(seed_lake, ".txt")
    with pytest.raises(UsageError, match="names no article"):
        module.show(seed_lake, "' OR 1=1 --")
    with pytest.raises(newsbeam.LakeError):
        module.show(tmp_path, "a")


def test_names_as_typed_and_of_rejected_inputs() -> None:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE articles AS SELECT 'a1' AS article_id, 'north/it%27s%20a%20mayor.txt' AS source_uri")
    connection.execute("CREATE TABLE rejects (source_uri VARCHAR, reason VARCHAR, detail VARCHAR, row_json VARCHAR)")
    connection.execute(
        "INSERT INTO rejects VALUES ('a%20void.txt', 'empty', NULL, NULL), ('twin.txt', 'duplicate_content', 'as b.txt', NULL)"
    )
    connection.execute("INSERT INTO rejects VALUES ('row.txt', 'contract', 'times.offsets', '{}')")
    assert module._find(connection, "it's a mayor.txt") == "a1"
    assert module._find(connection, "it%27s%20a%20mayor.txt") == "a1"
    with pytest.raises(UsageError, match=r"^'a void\.txt' names no article; a%20void\.txt was rejected: empty$"):
        module._find(connection, "a void.txt")
    with pytest.raises(UsageError, match=r"was rejected: duplicate_content, as b\.txt$"):
        module._find(connection, "twin.txt")
    with pytest.raises(UsageError, match=r"^'twi' names no article; twin\.txt was rejected: duplicate_content, as b\.txt$"):
        module._find(connection, "twi")
    with pytest.raises(UsageError, match=r"^'a voi' names no article; a%20void\.txt was rejected: empty$"):
        module._find(connection, "a voi")
    with pytest.raises(UsageError, match=r"^'row\.txt' names no article \(newsbeam show LAKE lists them\)$"):
        module._find(connection, "row.txt")


def test_without_an_article_they_are_listed(seed_lake: Path, capsys: Capture) -> None:
    lines = shown(seed_lake, None, capsys).splitlines()
    assert lines[0].split() == ["published", "page", "words", "article", "headline", "or", "beginning"]
    assert sum(bool(re.match(r"  20\d\d-\d\d-\d\d  story ", line)) for line in lines) == 6


def test_a_beginning_that_is_cut_says_so(seed_lake: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Of an article without a headline; headlines are whole."""
    monkeypatch.setattr(module, "BEGINNING", 12)
    without = "SELECT left(body_text, 11) FROM articles WHERE headline IS NULL AND length(body_text) > 12"
    beginnings = [text for (text,) in newsbeam.open(seed_lake).sql(without).fetchall()]
    text = shown(seed_lake, None, capsys)
    assert beginnings
    assert all(f" {beginning.strip()}" in text for beginning in beginnings)
    assert text.count("…\n") == len(beginnings)


def test_debug_gives_the_rule_of_each_segment(seed_lake: Path, capsys: Capture) -> None:
    text = shown(seed_lake, "000_cargo", capsys, debug=True)
    rules = re.findall(r"^ {17}rule: (.+)$", text, re.MULTILINE)
    ((segments,),) = newsbeam.open(seed_lake).sql("SELECT segment_count FROM articles WHERE source_uri LIKE '000%'").fetchall()
    assert len(rules) == segments
    assert rules[0] == "date header"
    assert "another segmentation" not in text
    assert not any("; now: " in rule for rule in rules)
    table = text[text.index("\nrules  ") : text.index("\nstatements  ")]
    assert sum(int(row[1]) for row in re.findall(r"^  (\w+) +(\d+) +\S", table, re.MULTILINE)) == segments
    assert "\nrules  " not in shown(seed_lake, "000_cargo", capsys)


def test_debug_gives_the_rule_of_each_fact(seed_lake: Path, capsys: Capture) -> None:
    text = shown(seed_lake, "000_cargo", capsys, debug=True)
    listed = text[text.index("\nstatements  ") :]
    ((statements,),) = (
        newsbeam.open(seed_lake)
        .sql("SELECT count(*) FROM statements JOIN articles USING (article_id) WHERE source_uri LIKE '000%'")
        .fetchall()
    )
    assert len(re.findall(r"^ {9}rule: \S", listed, re.MULTILINE)) == statements
    assert "not found by this version" not in listed
    assert len(re.findall(r"^  § +text .+ rule$", listed, re.MULTILINE)) == 6
    assert "rule: " not in shown(seed_lake, "000_cargo", capsys)


def test_debug_says_where_this_version_would_say_otherwise(seed_lake: Path) -> None:
    opened = newsbeam.open(seed_lake)
    connection = opened.connect()
    ((article_id,),) = opened.sql("SELECT article_id FROM articles WHERE source_uri LIKE '000%'").fetchall()
    rows = {name: module._rows(connection, name, article_id) for name in module.datasets()}
    rows["segments"][1]["kind"] = "promo"
    assert module.reasons(rows)[rows["segments"][1]["char_start"]].endswith("; now: paragraph")


def test_debug_of_clean_text() -> None:
    rows = article_rows()
    article = rows["articles"][0]._replace(source_text="date 2024-01-24\n\nShare\n\nMore stories")
    (header, *_, last) = rows["segments"]
    segments = [header._replace(char_start=0, char_end=15)]
    segments += [last._replace(kind="paragraph", char_start=start, char_end=end) for start, end in ((17, 22), (24, 36))]
    found = module.reasons(as_dicts(rows | {"articles": [article], "segments": segments}))
    assert found == {0: "date header", 17: "clean text", 24: "clean text"}


HOSTILE = "\x1b[31mred\x1b]0;title\x07\x1b[2J \u202eevil\u2066 \x9b31m [bold]b[/bold] [link=http://x]l[/link] \x00\x08 \x7f\r\x0b\u200b"


@pytest.mark.parametrize("color", [False, True])
def test_hostile_text_is_inert(color: bool) -> None:
    def poisoned(row: Any) -> Any:
        return row._replace(**{
            name: HOSTILE for name, value in row._asdict().items() if isinstance(value, str) and not name.endswith("_id")
            and name not in ("kind", "modifier", "currency", "currency_basis", "resolution")
        })  # fmt: skip

    rows = {name: [poisoned(row) for row in found] for name, found in article_rows().items() if name in module.datasets()}
    text = rendered(rows, color=color, why={row.char_start: "rule" for row in rows["segments"]})
    assert "[bold]b[/bold]" in re.sub(r"\x1b\[[\d;]*m", "", text)
    if color:  # what is left of escapes is rich's own: colours and weights
        text = re.sub(r"\x1b\[[\d;]*m", "", text)
        assert "31mred" in text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", text)


def test_marks_nest() -> None:
    """A time within a quotation is both: italic as the statement, cyan as the time."""
    rows = article_rows()
    statement = next(row for row in rows["statements"] if row.form == "direct")
    span = statement.content_spans[0]
    time = rows["times"][0]._replace(char_start=span.start + 1, char_end=span.start + 3, text="We", segment_index=2)
    text = rendered(rows | {"times": [time]}, color=True)
    assert re.search(r"\x1b\[3;36mWe\x1b\[0m\x1b\[3m will", text)
    assert "\x1b[33mAda Quill\x1b[0m" in text
    assert "marked: " in text
    assert "marked: " not in rendered(rows)


def test_pieces_of_a_statement_in_another_segment_are_marked_there() -> None:
    rows = article_rows()
    last = rows["segments"][-1]
    statement = rows["statements"][-1]
    spans = [*statement.content_spans, ContentSpan(last.char_start, last.char_start + 3, last.segment_index)]
    changed = statement._replace(content_spans=spans, content_end=last.char_start + 3)
    source = rows["articles"][0].source_text
    changed = changed._replace(content_text=source[changed.content_start : changed.content_end])
    text = rendered(rows | {"statements": [changed]}, color=True)
    assert f"\x1b[3m{last.text[:3]}\x1b[0m" in text


def test_long_segments_and_long_lists_are_cut_and_say_so() -> None:
    rows = article_rows()
    segment = rows["segments"][-1]
    times = [rows["times"][0]] * (module.MOST + 5)
    text = rendered(rows | {"segments": [segment._replace(text="x " * (module.LONGEST // 2 + 617))], "times": times})
    assert "… (1,234 characters more)" in " ".join(text.split())
    assert "… and 5 more times" in text


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
def test_any_width_will_do(width: int) -> None:
    assert rendered(article_rows(), width=width).startswith("Ferry")


def test_an_article_without_anything() -> None:
    rows = article_rows()
    nothing: dict[str, list[Any]] = {name: [] for name in module.datasets()}
    text = rendered(nothing | {"articles": rows["articles"]})
    assert "\nstatements  0  who said what\n" in text
