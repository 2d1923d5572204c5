"""``newsbeam sql``: forms of output, examples, the prompt, hostile values."""

import csv
import io
import itertools
import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

import newsbeam
from pipeline import query, show
from pipeline.errors import UsageError
from pipeline.prompt import HELP, prompt

ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]


def answer(lake: Path, sql: str, form: str, capsys: Capture) -> str:
    assert query.run(lake, sql, form) == 0
    return capsys.readouterr().out


def test_table(seed_lake: Path, capsys: Capture) -> None:
    text = answer(seed_lake, "SELECT 1 AS one, 'x' AS two, NULL AS three UNION ALL SELECT 20, 'yy', NULL", "table", capsys)
    assert text.split("\n") == ["one  two  three", "  1  x", " 20  yy", "(2 rows)", ""]


@pytest.mark.parametrize("name", ["rows.xlsx", "rows.csv.gz", "rows.PQ"])
def test_an_ending_that_says_no_form_is_refused_with_those_there_are(tmp_path: Path, name: str) -> None:
    ending = Path(name).suffix.lower()
    said = f"{ending} is no ending of rows; there are .txt, .csv, .json, .jsonl, .ndjson, .parquet, or give --format"
    with pytest.raises(UsageError, match=re.escape(said)):
        query.run(tmp_path / "lake", "SELECT 1", None, output=tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.csv", b"one\n1\n"), ("a.JSONL", b'{"one": 1}\n'), ("a.json", b'{"one": 1}\n'), ("a.parquet", b"PAR1"), ("a.txt", b"one\n  1\n")],
)
def test_the_ending_of_the_output_says_its_form(seed_lake: Path, tmp_path: Path, name: str, start: bytes) -> None:
    assert query.run(seed_lake, "SELECT 1 AS one", None, output=tmp_path / name) == 0
    assert (tmp_path / name).read_bytes().startswith(start)


def test_table_without_rows(seed_lake: Path, capsys: Capture) -> None:
    assert answer(seed_lake, "SELECT headline FROM articles WHERE false", "table", capsys) == "headline\n(0 rows)\n"


def test_csv_is_whole_and_readable(seed_lake: Path, capsys: Capture) -> None:
    text = answer(seed_lake, "SELECT source_uri, source_text, bylines FROM articles ORDER BY 1", "csv", capsys)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    expected = newsbeam.open(seed_lake).sql("SELECT source_uri, source_text, bylines FROM articles ORDER BY 1").fetchall()
    assert [(row["source_uri"], row["source_text"], json.loads(row["bylines"])) for row in rows] == expected
    assert len(rows) == 6


def test_json_is_an_object_a_line(seed_lake: Path, capsys: Capture) -> None:
    sql = "SELECT *, 'nan'::DOUBLE AS nan, 1.5::DECIMAL(4,1) AS d, 2::HUGEINT AS h, published_date FROM who_said_what ORDER BY statement_id"
    lines = answer(seed_lake, sql, "json", capsys).splitlines()
    rows = [json.loads(line, parse_constant=lambda name: pytest.fail(f"{name} is no JSON")) for line in lines]
    assert len(rows) > 20
    assert rows[0]["nan"] is None
    assert (rows[0]["d"], rows[0]["h"]) == (1.5, 2)
    assert rows[0]["published_date"] == rows[0]["published_date_1"] <= "2024-12-31"
    assert all(set(span) == {"start", "end", "segment_index"} for row in rows for span in row["content_spans"])


def test_long_tables_say_that_there_is_more(seed_lake: Path, capsys: Capture) -> None:
    text = answer(seed_lake, "SELECT i FROM range(2500) t(i)", "table", capsys)
    assert text.endswith("\n999\n(the first 1,000 of 2,500 rows; --format csv and json give all of them)\n")
    assert len(answer(seed_lake, "SELECT i FROM range(2500) t(i)", "csv", capsys).splitlines()) == 2501


def test_wide_tables_go_row_by_row_on_a_terminal(seed_lake: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    text = answer(seed_lake, "SELECT * FROM quotes LIMIT 2", "table", capsys)
    assert "row 2" in text
    assert all(len(line) < 140 for line in text.splitlines())
    narrow = answer(seed_lake, "SELECT speaker_name, quote FROM quotes LIMIT 2", "table", capsys)
    assert "row 2" not in narrow


def test_cells_are_inert(seed_lake: Path, capsys: Capture) -> None:
    sql = "SELECT chr(27) || '[31m' || chr(10) || chr(8238) || '[bold]x[/bold]' AS v, 'y' AS \"na" + "\x1b" + 'me"'
    text = answer(seed_lake, sql, "table", capsys)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\u001b[31m \\u202e[bold]x[/bold]" in text
    assert len(text.splitlines()) == 3


@pytest.mark.parametrize(
    "sql", ["SELEC 1", "SELECT * FROM nothing", "SELECT 1/", "COPY (SELECT 1) TO '/tmp/x.csv'", "SELECT error('late')"]
)
@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_failing_queries_are_usage_errors(seed_lake: Path, sql: str, form: str) -> None:
    with pytest.raises(UsageError, match="the query failed: "):
        query.run(seed_lake, sql, form)


def test_no_lake(tmp_path: Path) -> None:
    with pytest.raises(newsbeam.LakeError, match="nothing is published there yet"):
        query.run(tmp_path, "SELECT 1", "table")


def test_examples_by_name_number_and_slug(seed_lake: Path, capsys: Capture) -> None:
    given = []
    for name in ("17_who_speaks_most", "17", "who_speaks_most"):
        assert query.run(seed_lake, None, "csv", example=name) == 0
        given.append(capsys.readouterr().out)
    assert given[0] == given[1] == given[2]
    assert given[0].startswith("speaker_name,")
    assert query.example_query("1") == query.example_query("01")
    with pytest.raises(UsageError, match=r"no example goes by 'nope' \("):
        query.run(seed_lake, None, "csv", example="nope")
    with pytest.raises(UsageError, match=r"no example goes by 'who_speak_most'; did you mean who_speaks_most\? \("):
        query.run(seed_lake, None, "csv", example="who_speak_most")
    with pytest.raises(UsageError, match="either"):
        query.run(seed_lake, "SELECT 1", "csv", example="17")


def test_the_list_of_examples(seed_lake: Path, capsys: Capture) -> None:
    query.run(seed_lake, None, "table", example="list")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(query.examples())
    assert lines[0].startswith("01  articles_per_day ")
    assert lines[0].endswith("How many articles came out each day, and how long were they?")


def test_queries_from_standard_input(seed_lake: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("-- a comment\nSELECT 1 AS a;\n"))
    assert query.run(seed_lake, None, "csv") == 0
    assert capsys.readouterr().out == "a\n1\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert query.run(seed_lake, None, "csv") == 0
    assert capsys.readouterr().out == ""


def test_prompt(seed_lake: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    typed = iter(
        [
            "SELECT",
            " 1 AS a;",
            "SELECT * FROM nothing;",
            "SELECT 1 +",
            "FROMM 2;",
            "",
            ";",
            KeyboardInterrupt(),
            "SELECT 2 AS b;",
            ".tables",
            '.schema "who_said_what"',
            ".help",
            ".schema",
            ".tabels",
            "quit;",
            "SELECT 3;",
        ]
    )

    def read(prompt: str) -> str:
        line = next(typed)
        if isinstance(line, BaseException):
            raise line
        return line

    monkeypatch.setattr("builtins.input", read)
    opened = newsbeam.open(seed_lake)
    prompt(opened.connect(locked=True), opened, "table")
    text = capsys.readouterr().out
    assert "version 1; tables: articles, " in text
    assert "a\n1\n(1 row)" in text
    assert "the query failed: Catalog Error" in text
    lines = text.splitlines()
    at = next(number for number, line in enumerate(lines) if "FROMM" in line)
    assert lines[at + 1].index("^") == lines[at].index("FROMM") + len("FROMM ")
    assert "b\n2\n(1 row)" in text
    assert "who_said_what" in text
    assert "statement_id" in text
    assert ".schema NAME  the columns of one" in text
    assert ".schema needs the name of a dataset or view" in text
    assert "unknown word .tabels; did you mean .tables? (see .help)" in text
    assert next(typed) == "SELECT 3;"


def test_prompt_at_a_terminal(seed_lake: Path) -> None:
    """``newsbeam sql LAKE`` at a real terminal: a prompt, rows, and Ctrl-D ends it with exit code 0."""
    master, slave = pty.openpty()
    environment = os.environ | {"TERM": "dumb", "COLUMNS": "100", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "newsbeam", "sql", str(seed_lake)], stdin=slave, stdout=slave, stderr=slave, env=environment, close_fds=True
    )
    os.close(slave)
    seen = b""

    def until(text: bytes) -> None:
        nonlocal seen
        deadline = time.monotonic() + 60
        while text not in seen and time.monotonic() < deadline:
            if select.select([master], [], [], 1)[0]:
                try:
                    seen += os.read(master, 65536)
                except OSError:
                    break
        assert text in seen, seen

    try:
        until(b"sql> ")
        os.write(master, b"SELECT 6 * 7 AS answer;\n")
        until(b"(1 row)")
        assert b"42" in seen
        seen = seen[seen.index(b"(1 row)") :]
        until(b"sql> ")
        os.write(master, b"\x04")
        assert process.wait(timeout=30) == 0
    finally:
        process.kill()
        process.wait()
        os.close(master)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("csv", 'na\\u001bme,v\n\\u001b[31m,"a\\nb\\u202e"\n'),
        ("json", '{"na\\u001bme": "\\u001b[31m", "v": "a\\nb\\u202e"}\n'),
    ],
)
def test_on_a_terminal_csv_and_json_are_inert(form: str, expected: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """Elsewhere csv holds what the lake holds."""
    sql = "SELECT chr(27) || '[31m' AS \"na\x1bme\", 'a' || chr(10) || 'b' || chr(8238) AS v"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    query.execute(duckdb.connect(), sql, form)
    assert capsys.readouterr().out == expected
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    query.execute(duckdb.connect(), sql, "csv")
    assert capsys.readouterr().out == 'na\x1bme,v\n\x1b[31m,"a\nb\u202e"\n'


def test_several_statements_print_several_results(seed_lake: Path, capsys: Capture) -> None:
    sql = "SELECT 1 AS a; -- two\nSELECT ';' AS b;"
    assert answer(seed_lake, sql, "csv", capsys) == "a\n1\n\nb\n;\n"
    assert answer(seed_lake, sql, "table", capsys) == "a\n1\n(1 row)\n\nb\n;\n(1 row)\n"
    assert answer(seed_lake, sql, "json", capsys) == '{"a": 1}\n{"b": ";"}\n'
    with pytest.raises(UsageError, match="the query failed"):
        query.run(seed_lake, "SELECT 1 AS a; SELEC 2", "csv")


def test_results_in_csv_are_told_apart_by_a_machine(seed_lake: Path, capsys: Capture) -> None:
    """An empty line is nothing else than the place between two results, whatever the values are."""
    sql = "SELECT * FROM (VALUES (''), (NULL), (E'a\\n\\nb'), (E'\\n'), (E'c\\rd')) t(v); SELECT 1 AS one WHERE false; SELECT 2 AS two, NULL AS three"
    text = answer(seed_lake, sql, "csv", capsys)
    records = csv.reader(io.StringIO(text, newline=""))
    results = [list(group) for whole, group in itertools.groupby(records, key=bool) if whole]
    assert results == [[["v"], [""], [""], ["a\n\nb"], ["\n"], ["c\rd"]], [["one"]], [["two", "three"], ["2", ""]]]


@pytest.mark.parametrize("form", ["table", "line", "csv", "json"])
def test_statements_without_rows_print_nothing(seed_lake: Path, form: str, capsys: Capture) -> None:
    made = "CREATE TEMP TABLE t AS SELECT 1 AS n; INSERT INTO t VALUES (2), (3); DELETE FROM t WHERE n = 3; "
    assert answer(seed_lake, made, form, capsys) == ""
    assert answer(seed_lake, made + "SELECT n FROM t; DROP TABLE t", form, capsys) == answer(
        seed_lake, "SELECT * FROM (VALUES (1), (2)) t(n)", form, capsys
    )
    returned = "CREATE TEMP TABLE t (n INTEGER); INSERT INTO t VALUES (1), (2) RETURNING n"
    assert answer(seed_lake, returned, form, capsys) == answer(seed_lake, "SELECT * FROM (VALUES (1), (2)) t(n)", form, capsys)


def given_by_standard_input(text: str, lake: Path, form: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    assert query.run(lake, None, form) == 0
    return capsys.readouterr().out


def test_words_with_a_dot_are_read_from_standard_input(seed_lake: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def given(text: str, form: str = "csv") -> str:
        return given_by_standard_input(text, seed_lake, form, capsys, monkeypatch)

    assert given(".tables\n") == answer(seed_lake, "SHOW TABLES", "csv", capsys) == answer(seed_lake, ".tables", "csv", capsys)
    assert given(".tables", "json").splitlines()[0] == '{"name": "amounts"}'
    described = answer(seed_lake, "DESCRIBE times", "csv", capsys)
    assert given("SELECT 1 AS a; -- first\n.schema times;\nSELECT 2 AS b") == f"a\n1\n\n{described}\nb\n2\n"
    assert given("-- what is there?\n\n.schema times\n.quit\nSELEC\n") == described
    assert given(".help\n") == f"{HELP}\n"
    assert given(".examples").startswith("01  articles_per_day ")


def test_a_dot_within_a_query_is_the_querys(seed_lake: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def given(text: str) -> str:
        return given_by_standard_input(text, seed_lake, "csv", capsys, monkeypatch)

    assert given("SELECT 1 +\n.5 AS a;\n") == "a\n1.5\n"
    assert given("SELECT 'a;\n.tables\n' AS a;\n") == 'a\n"a;\n.tables\n"\n'
    assert given("/* ;\n.quit\n*/ SELECT 1 AS a;\n") == "a\n1\n"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("SELECT 1;\n.table", "unknown word .table; did you mean .tables? (see .help)"),
        (".mode csv", "unknown word .mode (see .help)"),
        (".schema", ".schema needs the name of a dataset or view, such as .schema articles; .tables lists them"),
        ("SELECT 1\n.tables", "the query failed: Binder Error: Cannot extract field 'tables'"),
        (".schema nothing", "the query failed: Catalog Error: Table with name nothing does not exist!"),
    ],
)
def test_words_with_a_dot_that_are_wrong(seed_lake: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, typed: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        given_by_standard_input(typed, seed_lake, "csv", capsys, monkeypatch)
    assert str(caught.value).startswith(said)
    assert capsys.readouterr().out == ""


def test_lines(seed_lake: Path, capsys: Capture) -> None:
    text = answer(seed_lake, "SELECT 'x' || chr(10) || 'y' AS v, ['a'] AS list UNION ALL SELECT repeat('z', 200), NULL", "line", capsys)
    assert text == f'   v = x y\nlist = ["a"]\n\n   v = {"z" * 200}\nlist = \n'


@pytest.mark.parametrize("form", ["table", "line", "csv", "json"])
def test_rows_go_to_a_file(seed_lake: Path, tmp_path: Path, form: str, capsys: Capture) -> None:
    sql = "SELECT article_id, headline FROM articles ORDER BY 1"
    assert query.run(seed_lake, sql, form, output=tmp_path / "rows") == 0
    assert capsys.readouterr().out == ""
    assert (tmp_path / "rows").read_text(encoding="utf-8") == answer(seed_lake, sql, form, capsys)
    with pytest.raises(UsageError, match="the query failed"):
        query.run(seed_lake, "SELECT 1; SELEC", form, output=tmp_path / "rows")
    assert (tmp_path / "rows").read_text(encoding="utf-8") == answer(seed_lake, sql, form, capsys)
    assert [path.name for path in tmp_path.iterdir()] == ["rows"]


@pytest.mark.parametrize("form", ["table", "csv", "json", "parquet"])
def test_a_file_that_cannot_be_written_is_called_by_the_name_that_was_asked_for(seed_lake: Path, tmp_path: Path, form: str) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        query.run(seed_lake, "SELECT 1", form, output=tmp_path / "none" / "rows")
    assert caught.value.filename == str(tmp_path / "none" / "rows")
    with pytest.raises(IsADirectoryError) as refused:
        query.run(seed_lake, "SELECT 1", form, output=tmp_path)
    assert refused.value.filename == str(tmp_path)


def test_rows_go_to_a_file_of_parquet(seed_lake: Path, tmp_path: Path) -> None:
    sql = "SELECT * FROM statements"
    assert query.run(seed_lake, sql, "parquet", output=tmp_path / "rows.parquet") == 0
    expected = newsbeam.open(seed_lake).sql(sql).fetchall()
    assert len(expected) > 20
    assert duckdb.sql(f"SELECT * FROM '{tmp_path / 'rows.parquet'}'").fetchall() == expected
    with pytest.raises(UsageError, match="needs --output"):
        query.run(seed_lake, sql, "parquet")
    with pytest.raises(UsageError, match="one statement, not of 2"):
        query.run(seed_lake, "SELECT 1; SELECT 2", "parquet", output=tmp_path / "two")


def test_a_file_or_a_lake_in_the_place_of_the_query_is_named(seed_lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my query.sql").write_text("SELECT 1")
    with pytest.raises(UsageError) as caught:
        query.run(seed_lake, "my query.sql", None)
    assert str(caught.value) == f"my query.sql is a file: newsbeam sql {seed_lake} < 'my query.sql' runs what it holds"
    with pytest.raises(UsageError) as caught:
        query.run("SELECT 1", str(seed_lake), None)
    assert str(caught.value) == f"SELECT 1 is no lake, but {seed_lake} is there: first the lake, then the query"
    assert query.run(seed_lake, f"SELECT '{'x' * 5_000}' AS long", "csv") == 0


def test_a_lake_in_the_place_of_the_article_is_named(seed_lake: Path) -> None:
    with pytest.raises(UsageError) as caught:
        show.show("a.txt", str(seed_lake))
    assert str(caught.value) == f"a.txt is no lake, but {seed_lake} is there: first the lake, then the article"


@pytest.mark.parametrize("error", [RuntimeError("Query interrupted"), duckdb.InterruptException("Interrupted!")])
def test_ctrl_c_in_a_query_is_an_interruption(error: Exception) -> None:
    class Interrupted:
        def extract_statements(self, query: str) -> list[str]:
            raise error

    with pytest.raises(KeyboardInterrupt):
        query.execute(Interrupted(), "SELECT 1", "csv")
