"""Every view and every example query over a lake, over empty datasets, and what the views promise."""

import datetime
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import newsbeam
from pipeline.query import examples, question
from schemas import DATASETS, Casualty, ContentSpan, Event
from schemas.arrow import arrow_schema, to_table
from tests.sound_rows import article_rows

ROOT = Path(__file__).parents[2]
VIEWS_SQL = (ROOT / "newsbeam" / "sql" / "views.sql").read_text(encoding="utf-8")
VIEWS = re.findall(r"^CREATE VIEW (\w+) AS", VIEWS_SQL, re.MULTILINE)
EXAMPLES = examples()
MAY_BE_EMPTY_ON_SEEDS = {"08_full_text_search"}
NOTHING_DOUBTFUL_ON_SEEDS = {"doubtful_tolls"}


@pytest.fixture(scope="module", params=[False, True], ids=["open", "locked"])
def lake(request: pytest.FixtureRequest, seed_lake: Path) -> Any:
    return newsbeam.open(seed_lake).connect(locked=request.param)


@pytest.fixture(scope="module")
def both(seed_lake: Path) -> tuple[Any, Any]:
    """An open and a locked connection."""
    opened = newsbeam.open(seed_lake)
    return opened.connect(), opened.connect(locked=True)


@pytest.fixture(scope="module")
def nothing(empty_lake: Path) -> Any:
    """A connection to a lake without articles."""
    return newsbeam.open(empty_lake).connect()


def over(rows: dict[str, list[Any]], query: str) -> list[tuple[Any, ...]]:
    """The rows of ``query`` over ``rows``, through the views."""
    import duckdb

    connection = duckdb.connect()
    month = pa.field("published_month", pa.string())
    for name in DATASETS:
        table = to_table(name, rows.get(name, []))
        connection.register(name, table.append_column(month, pa.nulls(len(table), pa.string())))
    connection.execute(VIEWS_SQL)
    return list(connection.execute(query).fetchall())


def test_every_view_says_what_one_row_is() -> None:
    assert len(VIEWS) >= 12
    for view in VIEWS:
        above = VIEWS_SQL[: VIEWS_SQL.index(f"CREATE VIEW {view} AS")].rsplit("\n\n", 1)[-1]
        assert above.startswith("-- One row is one "), view
        assert all(line.startswith("-- ") for line in above.rstrip().split("\n")), view


def test_no_view_is_named_as_a_dataset() -> None:
    assert not set(VIEWS) & set(DATASETS)
    assert len(set(VIEWS)) == len(VIEWS)


@pytest.mark.parametrize("view", VIEWS)
def test_view_has_rows_over_seeds(lake: Any, view: str) -> None:
    result = lake.execute(f"SELECT * FROM {view}")
    names = [column[0] for column in result.description]
    assert len(set(names)) == len(names)
    assert bool(result.fetchall()) is (view not in NOTHING_DOUBTFUL_ON_SEEDS)


@pytest.mark.parametrize("view", VIEWS)
def test_view_over_empty_datasets(nothing: Any, view: str) -> None:
    rows = nothing.execute(f"SELECT * FROM {view}").fetchall()
    assert len(rows) == (1 if view == "rejects_by_reason" else 0)


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_answers_its_question(lake: Any, name: str) -> None:
    rows = lake.execute(EXAMPLES[name]).fetchall()
    assert rows or name in MAY_BE_EMPTY_ON_SEEDS


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_over_empty_datasets(nothing: Any, name: str) -> None:
    nothing.execute(EXAMPLES[name]).fetchall()


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_gives_the_same_rows_through_both_readers(both: tuple[Any, Any], name: str) -> None:
    first, second = (connection.execute(EXAMPLES[name]).fetchall() for connection in both)
    assert sorted(map(str, first)) == sorted(map(str, second))


def test_examples_are_numbered_questions() -> None:
    assert len(EXAMPLES) >= 20
    assert [int(name.split("_")[0]) for name in EXAMPLES] == list(range(1, len(EXAMPLES) + 1))
    for name, query in EXAMPLES.items():
        assert re.fullmatch(r"\d\d(_[a-z0-9]+)+", name)
        assert query.startswith("-- ")
        assert question(query).endswith("?"), name
        assert query.rstrip().endswith(";"), name
        assert query.count(";") == 1 + question(query).count(";"), name
    assert len({question(query) for query in EXAMPLES.values()}) == len(EXAMPLES)


def test_every_fact_dataset_is_asked_for() -> None:
    asked = " ".join(EXAMPLES.values())
    for word in ("segments", "mentions", "timeline", "rejects_by_reason", "who_said_what", "quotes", "places_on_map", "amounts", "money",
                 "people", "entities_by_article", "evidence", "gkg_quotations", "runs", "what_happened", "tolls", "article_toll",
                 "gkg_counts"):  # fmt: skip
        assert re.search(rf"\b{word}\b", asked), word


# What the views promise, over hand-made rows.


def test_quotes_leave_out_cue_and_marks() -> None:
    rows = article_rows()
    source = rows["articles"][0].source_text
    ((quote, speaker, text, start, end),) = over(rows, "SELECT quote, speaker_name, speaker_text, content_start, content_end FROM quotes")
    assert quote == "We will find them, soon."
    assert (speaker, text) == ("Ada Quill", "she")
    assert source[start:end] == "\u201cWe will find them,\u201d she said, \u201csoon.\u201d"


def test_who_said_what_holds_every_statement(lake: Any) -> None:
    ((statements,),) = lake.execute("SELECT count(*) FROM statements").fetchall()
    ((rows,),) = lake.execute("SELECT count(*) FROM who_said_what").fetchall()
    assert rows == statements > 20


def test_content_is_the_pieces_of_the_source(lake: Any) -> None:
    query = "SELECT w.content, w.content_spans, a.source_text FROM who_said_what w JOIN articles a USING (article_id)"
    for content, spans, source in lake.execute(query).fetchall():
        assert content == " ".join(source[span["start"] : span["end"]] for span in spans)


def blocks_of(cell: str) -> list[list[str]]:
    return [block.split("|") for block in cell.split("#")]


def test_gkg_blocks_point_at_the_quotes(lake: Any) -> None:
    query = """
        SELECT g."Quotations", g."QuotationSpeakers", g."DATE", a.published_date, a.source_text
        FROM gkg_quotations g JOIN articles a USING (article_id)
    """
    found = lake.execute(query).fetchall()
    assert found
    for quotations, speakers, date, published, source in found:
        assert date == int(f"{published:%Y%m%d}000000")
        quoted, spoken = blocks_of(quotations), blocks_of(speakers)
        assert [block[:2] for block in quoted] == [block[:2] for block in spoken]
        for (offset, length, _, quote), (*_, name, written) in zip(quoted, spoken, strict=True):
            begin, end = int(offset), int(offset) + int(length)
            assert re.sub(r"[|#\s]", " ", source[begin:end]) == re.sub(r"\s", " ", quote)
            assert source[begin - 1] in "\"'\u201c\u2018"
            assert not name or written or name in source


@pytest.mark.parametrize(
    ("pieces", "blocks"),
    [
        (['"A|b#c,"', '"d\te\nf."'], [["2", "6", "said", "A b c,"], ["19", "6", "said", "d e f."]]),
        (['"One."'], [["2", "4", "said", "One."]]),
        (["\u201cUnclosed"], [["2", "8", "said", "Unclosed"]]),
        (["unopened\u201d"], [["1", "8", "said", "unopened"]]),
        (["'It\u2019s \"his\"'"], [["2", "10", "said", 'It\u2019s "his"']]),
        (['"\U0001f6a2 e\u0301"'], [["2", "4", "said", "\U0001f6a2 e\u0301"]]),
    ],
)
def test_gkg_text_is_made_fit_and_keeps_its_length(pieces: list[str], blocks: list[list[str]]) -> None:
    rows = article_rows()
    (statement,) = [row for row in rows["statements"] if row.form == "direct"]
    said = " he said ".join(pieces)
    spans = [ContentSpan(1 + said.index(piece), 1 + said.index(piece) + len(piece), 2) for piece in pieces]
    changed = statement._replace(content_text=said, content_start=1, content_end=1 + len(said), content_spans=spans, cue_text="said")
    ((cell,),) = over(rows | {"statements": [changed]}, 'SELECT "Quotations" FROM gkg_quotations')
    assert blocks_of(cell) == blocks


def test_times_per_article_counts_articles_without_times() -> None:
    rows = article_rows()
    query = "SELECT times, dated, undated, earliest_date FROM times_per_article"
    ((times, dated, undated, earliest),) = over(rows, query)
    assert times == len(rows["times"]) == dated + undated
    assert earliest == min(row.start_date for row in rows["times"] if row.start_date)
    assert over(rows | {"times": []}, query) == [(0, 0, 0, None)]


def test_timeline_is_in_the_order_of_days(lake: Any) -> None:
    days = [row[0] for row in lake.execute("SELECT start_date FROM timeline").fetchall()]
    assert days == sorted(days)
    assert isinstance(days[0], datetime.date)


def test_places_on_map_have_coordinates_and_add_up(lake: Any) -> None:
    rows = lake.execute(
        "SELECT latitude, longitude, named, as_location + as_demonym + as_metonym + in_name, written FROM places_on_map"
    ).fetchall()
    ((resolved,),) = lake.execute("SELECT count(*) FROM places WHERE latitude IS NOT NULL").fetchall()
    assert sum(named for _, _, named, _, _ in rows) == resolved
    for latitude, longitude, named, uses, written in rows:
        assert -90 <= latitude <= 90
        assert -180 <= longitude <= 180
        assert named == uses >= len(written) >= 1


def test_people_have_their_statements(lake: Any) -> None:
    ((known,),) = lake.execute(
        "SELECT count(*) FROM statements s JOIN entities e ON e.entity_id = s.speaker_entity_id WHERE e.entity_type = 'PERSON'"
    ).fetchall()
    ((counted,),) = lake.execute("SELECT sum(statements) FROM people").fetchall()
    assert counted == known > 5


def test_evidence_holds_every_fact_and_points_at_it(lake: Any) -> None:
    counts = dict(lake.execute("SELECT dataset, count(*) FROM evidence GROUP BY 1").fetchall())
    for name in ("mentions", "coreferences", "places", "times", "quantities", "statements"):
        assert counts[name] == lake.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]
    wrong = "SELECT count(*) FROM evidence e JOIN articles a USING (article_id) WHERE a.source_text[char_start + 1 : char_end] <> e.text"
    assert lake.execute(wrong).fetchall() == [(0,)]


def test_events_have_names_and_places() -> None:
    query = "SELECT actor, actor_type, target, target_type, place, reported_by, is_main FROM what_happened"
    assert over(article_rows(), query) == [("Ada Quill", "PERSON", "Ada Quill", "PERSON", "Oldhaven", "Ada Quill", True)]
    rows = article_rows()
    (event,) = rows["events"]
    nobody = {f"target_{part}": None for part in ("start", "end", "text", "entity_id")}
    bare = event._replace(actor_entity_id=None, place_id=None, statement_id=None, **nobody)
    assert over(rows | {"events": [bare]}, query) == [("Ada Quill", None, None, None, None, None, True)]


def toll(number: int, outcome: str, low: int | None, high: int | None = None, *, event: str | None = None, **more: Any) -> Casualty:
    """The toll of the sound rows with other counts, of no event unless ``event`` names one."""
    (row,) = article_rows()["casualties"]
    counts = {"count_min": low, "count_max": low if high is None else high}
    return row._replace(
        **({"casualty_id": f"{number:032}", "outcome": outcome, "event_id": event, "source_name": "Nod Ray"} | counts | more)
    )


def answer(*tolls: Casualty, others: Sequence[Event] = ()) -> tuple[Any, ...]:
    """How many were killed and injured in the article of the ``tolls``."""
    rows = article_rows()
    query = "SELECT killed_min, killed_max, killed_rows, injured_min, injured_max, injured_rows FROM article_toll"
    ((killed_min, killed_max, killed, injured_min, injured_max, injured),) = over(
        rows | {"casualties": list(tolls), "events": [*rows["events"], *others]}, query
    )
    return (killed_min, killed_max, [int(row) for row in killed], injured_min, injured_max, [int(row) for row in injured])


(MAIN,) = article_rows()["events"]
OTHER = MAIN._replace(event_id="e" * 32, event_key="e" * 32, is_main=False)


EARLIER = datetime.date(2020, 1, 2)


def side(number: int, count: int, victims: str, *, event: str | None = MAIN.event_id, **more: Any) -> Casualty:
    """The toll of ``victims`` who were killed in the main event, unless ``event`` names another."""
    return toll(number, "killed", count, event=event, **({"victims": victims, "char_start": 40 + number} | more))


(HEADLINE,) = (segment.segment_index for segment in article_rows()["segments"] if segment.kind == "headline")
TITLE: dict[str, Any] = {"in_body": False, "segment_index": HEADLINE}


@pytest.mark.parametrize(
    ("tolls", "found"),
    [
        ([], (None, None, [], None, None, [])),
        ([toll(1, "killed", 0)], (0, 0, [1], None, None, [])),
        ([toll(1, "killed", 3, 5), toll(2, "injured", 2)], (3, 5, [1], 2, 2, [2])),
        ([toll(1, "killed", 3), toll(2, "killed", 9, char_start=99)], (3, 3, [1], None, None, [])),
        ([toll(1, "killed", 3, char_start=99), toll(2, "killed", 9)], (9, 9, [2], None, None, [])),
        (
            [toll(1, "killed", 3), toll(2, "killed", 9, status="superseded"), toll(3, "killed", 8, status="denied")],
            (3, 3, [1], None, None, []),
        ),
        ([toll(2, "killed", 3), toll(1, "killed", 9, status="unconfirmed")], (3, 3, [2], None, None, [])),
        ([toll(1, "killed", 9, status="unconfirmed")], (9, 9, [1], None, None, [])),
        ([toll(1, "killed", 3), toll(0, "killed", 2, part_of=f"{1:032}")], (3, 3, [1], None, None, [])),
        ([toll(2, "killed", 3), toll(1, "killed", 9, in_body=False)], (3, 3, [2], None, None, [])),
        ([toll(2, "killed", 3), toll(1, "killed", 9, is_background=True)], (3, 3, [2], None, None, [])),
        ([toll(1, "killed", None)], (None, None, [1], None, None, [])),
        ([toll(1, "killed", None), toll(2, "killed", 4)], (4, 4, [2], None, None, [])),
        ([toll(2, "killed", 3, event=MAIN.event_id), toll(1, "killed", 9)], (3, 3, [2], None, None, [])),
        ([toll(2, "killed", 3, event=MAIN.event_id), toll(1, "killed", 9, event=OTHER.event_id)], (3, 3, [2], None, None, [])),
        ([toll(number, "killed", 3 if number < 3 else 2, event=OTHER.event_id) for number in (3, 1, 2)], (3, 3, [1, 2], None, None, [])),
        ([toll(1, "killed", 0), toll(2, "killed", 4, char_start=99)], (4, 4, [2], None, None, [])),
        ([toll(1, "killed", None, event=MAIN.event_id), toll(2, "killed", 6, event=OTHER.event_id)], (6, 6, [2], None, None, [])),
        (
            [toll(1, "killed", 12, modifier="more_than", event=MAIN.event_id), toll(2, "killed", 14, 16, char_start=99)],
            (14, 16, [2], None, None, []),
        ),
        (
            [toll(1, "killed", 12, modifier="more_than", event=MAIN.event_id), toll(2, "killed", 19, char_start=99)],
            (12, 12, [1], None, None, []),
        ),
        ([toll(1, "captured", 7)], (None, None, [], None, None, [])),
        ([toll(1, "killed", 5, **TITLE)], (5, 5, [1], None, None, [])),
        ([toll(1, "killed", 5, **TITLE), toll(2, "killed", 3), toll(3, "killed", 5, char_start=99)], (5, 5, [3], None, None, [])),
        ([toll(1, "killed", 5, **TITLE), toll(2, "killed", 3, event=MAIN.event_id)], (5, 5, [1], None, None, [])),
        ([toll(1, "killed", 5, modifier="at_least", **TITLE), toll(2, "killed", 3), toll(3, "killed", 6)], (6, 6, [3], None, None, [])),
        ([toll(1, "killed", 5, modifier="at_least", **TITLE), toll(2, "killed", 900)], (5, 5, [1], None, None, [])),
        ([toll(1, "killed", None, **TITLE), toll(2, "killed", 3)], (3, 3, [2], None, None, [])),
        ([toll(1, "injured", 37, **TITLE), toll(2, "injured", None)], (None, None, [], 37, 37, [1])),
        # both sides of a fight are added, once; not the dead of another event or day, nor people who may be the same
        ([side(1, 6, "soldiers"), side(2, 5, "Rebels")], (11, 11, [1, 2], None, None, [])),
        ([side(1, 6, "soldiers"), side(2, 5, "rebels"), side(3, 4, "gunmen")], (11, 11, [1, 2], None, None, [])),
        ([side(1, 6, "soldiers"), side(2, 9, "soldiers and rebels")], (9, 9, [2], None, None, [])),
        (
            [side(1, 6, "soldiers", **TITLE), side(2, 9, "soldiers and rebels", char_start=99)],
            (9, 9, [1, 2], None, None, []),
        ),
        ([side(1, 9, "soldiers and rebels"), side(2, 3, "rebels")], (9, 9, [1], None, None, [])),
        ([side(1, 6, "soldiers"), side(2, 5, "men")], (6, 6, [1], None, None, [])),
        ([side(1, 6, "people"), side(2, 5, "rebels")], (6, 6, [1], None, None, [])),
        ([side(1, 6, "soldiers"), side(2, 5, "policemen", char_start=99)], (6, 6, [1], None, None, [])),
        ([side(1, 6, "soldiers"), side(2, 5, "rebels", event=OTHER.event_id)], (6, 6, [1], None, None, [])),
        ([side(1, 6, "soldiers"), side(2, 5, "rebels", start_date=EARLIER, end_date=EARLIER)], (6, 6, [1], None, None, [])),
        ([side(1, 6, "firefighters"), side(2, 5, "rebels")], (6, 6, [1], None, None, [])),
    ],
)
def test_one_toll_for_an_article(tolls: list[Casualty], found: tuple[Any, ...]) -> None:
    assert answer(*tolls, others=[OTHER]) == found


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        (toll(1, "killed", 2_000_000), None),
        (toll(1, "killed", 2_000_001), "more than 2000000 killed"),
        (toll(1, "displaced", 2_000_001), None),
        (toll(1, "injured", 0), None),
        (toll(1, "injured", 0, modifier="at_least"), "none, and at_least"),
    ],
)
def test_what_can_hardly_be_meant_is_flagged(row: Casualty, doubt: str | None) -> None:
    assert over(article_rows() | {"casualties": [row]}, "SELECT doubt FROM doubtful_tolls") == ([(doubt,)] if doubt else [])


def test_gkg_counts_are_blocks_of_ten_fields_and_the_offset() -> None:
    rows = article_rows()
    tolls = [
        toll(1, "killed", 3, victims="men; #1|2", place_id=None, char_start=7, source_name=None),
        toll(2, "injured", 4, 6, modifier="between"),
        toll(3, "missing", 1, victims=None),
        toll(4, "killed", 0),
        toll(5, "arrested", None),
        toll(6, "captured", 9, status="superseded"),
        toll(8, "captured", 9, is_background=True),
        toll(7, "captured", 2, part_of=f"{1:032}"),
    ]
    ((date, counts, with_offsets, sources),) = over(
        rows | {"casualties": tolls}, 'SELECT "DATE", "Counts", "V2Counts", "CountSources" FROM gkg_counts'
    )
    place, offset = rows["places"][0], tolls[1].char_start
    where = f"4#{place.name}, {place.country_code}#{place.country_code}#{place.country_code}{place.admin1 or ''}"
    where += f"#{place.latitude}#{place.longitude}#{place.geonames_id}"
    assert date == 20240124000000
    assert counts.split(";") == ["KILL#3#men   1 2#######", f"WOUND#4#passengers#{where}", f"AFFECT#1##{where}"]
    assert with_offsets.split(";") == [f"{block}#{at}" for block, at in zip(counts.split(";"), (7, offset, offset), strict=True)]
    assert sources == f"7|3|3|exact|;{offset}|4|6|between|Nod Ray;{offset}|1|1|exact|Nod Ray"


def test_money_is_what_has_a_currency(lake: Any) -> None:
    assert lake.execute("SELECT count(*) FROM money").fetchall() == lake.execute("SELECT count(currency) FROM quantities").fetchall()


def test_rejects_by_reason(lake: Any) -> None:
    rows = lake.execute("SELECT reason, inputs, single_rows, example FROM rejects_by_reason WHERE inputs > 0 ORDER BY 1").fetchall()
    assert rows == [("empty", 1, 0, "faults/empty.txt: no bytes"), ("no_date", 1, 0, rows[1][3])]


# The page about queries.

PAGE = ROOT / "docs" / "queries.md"


def listing() -> str:
    """The list of examples as docs/queries.md holds it."""
    return "\n".join(f"| [`{name}`](../newsbeam/sql/examples/{name}.sql) | {question(query)} |" for name, query in EXAMPLES.items())


def test_the_page_lists_every_example_and_every_view() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert listing() in page, f"docs/queries.md should hold:\n{listing()}"
    described = re.findall(r"^-- (One row is [^\n]*(?:\n-- [^\n]*)*)\nCREATE VIEW (\w+)", VIEWS_SQL, re.MULTILINE)
    assert [view for _, view in described] == VIEWS
    for comment, view in described:
        first = re.split(r"[:.;](?:\s|$)", comment.replace("\n-- ", " "), maxsplit=1)[0].removeprefix("One row is ")
        assert f"| `{view}` | {first} |" in page, f"| `{view}` | {first} |"


@pytest.mark.parametrize("number", range(len(re.findall(r"^```python\n", PAGE.read_text(encoding="utf-8"), re.MULTILINE))))
def test_the_page_s_python_runs(seed_lake: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.chdir(seed_lake.parent)
    code = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[number]
    exec(compile(code, f"docs/queries.md, block {number}", "exec"), {})


def test_the_page_s_sql_runs(seed_lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    monkeypatch.chdir(seed_lake.parent)
    blocks = re.findall(r"^```sql\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert blocks
    for block in blocks:
        assert duckdb.connect().execute(block).fetchall(), block


def test_a_dataset_that_an_older_version_lacks_is_empty(seed_lake: Path, tmp_path: Path) -> None:
    opened = newsbeam.open(seed_lake)
    older = newsbeam.Version(opened.path, 1, "run", [file for file in opened.version.files if file["dataset"] != "statements"])
    for locked in (False, True):
        connection = newsbeam.Lake(older).connect(locked=locked)
        assert connection.execute("SELECT count(*) FROM quotes").fetchall() == [(0,)]
        assert connection.execute("SELECT count(*) > 0 FROM money").fetchall() == [(True,)]
        for name in EXAMPLES:
            connection.execute(EXAMPLES[name]).fetchall()


def test_a_column_that_older_files_lack_is_null(seed_lake: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    opened = newsbeam.open(seed_lake)
    files = []
    for file in opened.version.files:
        target = tmp_path / file["path"]
        target.parent.mkdir(parents=True, exist_ok=True)
        table = pq.read_table(opened.path / file["path"], partitioning=None)
        if file["dataset"] == "statements":
            table = table.drop_columns(["medium", "occasion"])
        pq.write_table(table, target)
        files.append(file)
    older = newsbeam.Lake(newsbeam.Version(tmp_path, 1, "run", files))
    for locked in (False, True):
        assert older.connect(locked=locked).execute("SELECT count(*) > 0, count(medium) FROM who_said_what").fetchall() == [(True, 0)]
    assert older.dataset("statements").schema.names == [*arrow_schema("statements").names, "published_month"]
