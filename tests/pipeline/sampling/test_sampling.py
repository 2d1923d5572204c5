"""``newsbeam sample``: the same random rows for the same seed, a sheet whose texts stay inert, precision with its interval."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

import newsbeam
from pipeline.errors import InputError, UsageError
from pipeline.main import main
from pipeline.sampling import command, draw, score, sheet
from pipeline.sampling.draw import Drawn
from tests.sound_rows import article_rows, write

Capture = pytest.CaptureFixture[str]


def drawn(text: str = "two boats", before: str = "He saw ", **says: object) -> Drawn:
    return Drawn("quantities", "a.txt", 7, 16, before, text, " leave.", says or {"value_min": 2.0})


def sampled(lake: Path, dataset: str, rows: int, seed: int = 1) -> list[Drawn]:
    return draw.draw(newsbeam.open(lake).connect(locked=True), dataset, rows, seed)


def judged(path: Path, verdicts: Sequence[str]) -> Path:
    """A sheet of quantities with these verdicts."""
    rows = sheet.rows(drawn() for _ in verdicts)
    sheet.write(path, [{**row, "verdict": verdict} for row, verdict in zip(rows, verdicts, strict=True)])
    return path


@pytest.mark.parametrize("dataset", draw.datasets())
def test_rows_of_every_dataset_point_at_their_text(seed_lake: Path, dataset: str) -> None:
    lake = newsbeam.open(seed_lake)
    found = sampled(seed_lake, dataset, 5)
    assert len(found) == min(5, lake.sql(f"SELECT count(*) FROM {dataset}").fetchall()[0][0])
    for row in found:
        ((source,),) = lake.sql(f"SELECT source_text FROM articles WHERE source_uri = '{row.source_uri}'").fetchall()
        assert row.text == source[row.start : row.end] != ""
        assert source[: row.start].endswith(row.before)
        assert source[row.end :].startswith(row.after)
        assert row.says
        assert not [name for name in row.says if name.endswith(("_id", "_start", "_end")) and name != "geonames_id"]


def test_a_seed_draws_the_same_rows_and_another_others(seed_lake: Path) -> None:
    first = sampled(seed_lake, "mentions", 20)
    assert sampled(seed_lake, "mentions", 20) == first
    assert sampled(seed_lake, "mentions", 20, seed=2) != first
    assert len({(row.source_uri, row.start) for row in first}) == 20


def test_every_row_is_drawn_once_where_there_are_fewer(seed_lake: Path) -> None:
    ((count,),) = newsbeam.open(seed_lake).sql("SELECT count(*) FROM coreferences").fetchall()
    assert len({(row.source_uri, row.start) for row in sampled(seed_lake, "coreferences", 10_000)}) == count


def test_a_reference_is_told_by_its_name(seed_lake: Path) -> None:
    says = [row.says for row in sampled(seed_lake, "coreferences", 100)]
    names = {name for (name,) in newsbeam.open(seed_lake).sql("SELECT name FROM entities").fetchall()}
    assert {row["entity"] for row in says} <= names


def test_what_an_event_and_a_toll_point_at_is_told(tmp_path: Path) -> None:
    files, _ = write(tmp_path / "version", article_rows())
    listed = [
        {"dataset": name, "path": str(Path(path).relative_to(tmp_path / "version"))} for name, paths in files.items() for path in paths
    ]
    connection = newsbeam.Lake(newsbeam.Version(tmp_path / "version", 1, "run-1", listed)).connect(locked=True)
    (event,), (toll,) = (draw.draw(connection, name, 1, seed=1) for name in ("events", "casualties"))
    assert event.says | toll.says == event.says | {
        "outcome": "missing", "count_min": 40, "count_max": 40, "modifier": "exact", "victims": "passengers", "place": "Oldhaven",
        "start_date": "2024-01-23", "end_date": "2024-01-23", "date_basis": "stated", "event": "RETREAT lost", "statement": "Ada Quill",
        "source_name": "Ada Quill", "status": "current", "is_background": False,
    }  # fmt: skip
    assert {name: event.says[name] for name in ("actor_entity", "target_entity", "place", "statement")} == {
        "actor_entity": "Ada Quill", "target_entity": "Ada Quill", "place": "Oldhaven", "statement": "Ada Quill",
    }  # fmt: skip
    assert not [name for name in event.says if name.endswith(("_id", "_key"))]


def test_the_sheet(tmp_path: Path) -> None:
    sheet.write(tmp_path / "a.csv", sheet.rows([drawn(), drawn("=2+2", before="</script>")]))
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as lines:
        first, second = csv.DictReader(lines)
    assert first == {
        "dataset": "quantities", "row": "1", "source_uri": "a.txt", "char_start": "7", "char_end": "16", "before": "He saw ", "text": "two boats",
        "after": " leave.", "says": "value_min: 2.0", "verdict": "", "wrong": "", "remark": "",
    }  # fmt: skip
    assert (second["row"], second["text"]) == ("2", "'=2+2")


def test_a_sheet_is_read_again_whatever_ends_a_line_of_its_texts(tmp_path: Path) -> None:
    """A page of an old Macintosh has carriage returns alone, which csv takes for the end of a record where they are not quoted."""
    before = "first\rsecond\r\nthird\n"
    sheet.write(tmp_path / "a.csv", sheet.rows([drawn(before=before)]))
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as lines:
        assert [row["before"] for row in csv.DictReader(lines)] == [before]
    assert score.read([tmp_path / "a.csv"])["quantities"].left == 1


def test_the_page_holds_the_sheet_and_nothing_runs_from_its_texts(tmp_path: Path) -> None:
    sheet.write(tmp_path / "a.csv", sheet.rows([drawn("<img src=x onerror=alert(1)>", before="</script><script>alert(1)</script>")]))
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page.count("</script>") == 2
    assert "<img" not in page
    assert "http" not in page
    held = json.loads(page.split('<script type="application/json" id="sheet">')[1].split("</script>")[0])
    assert held["name"] == "a.csv"
    assert held["rows"][0]["before"] == "</script><script>alert(1)</script>"


def test_the_score_counts_what_was_judged(tmp_path: Path, capsys: Capture) -> None:
    first = judged(tmp_path / "a.csv", ["y"] * 8 + ["N", "u"])
    second = judged(tmp_path / "b.csv", ["y", ""])
    assert main(["sample", "--score", str(first), str(second), "--json", str(tmp_path / "c.json")]) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == (["quantities", "9", "1", "1", "1", "90.0", "%", "59.6", "to", "98.2", "%"])
    assert json.loads((tmp_path / "c.json").read_text())["quantities"] == {
        "right": 9, "wrong": 1, "unsure": 1, "not_judged": 1, "precision": 0.9, "interval": [0.5958, 0.9821],
    }  # fmt: skip


def by_column(path: Path, *verdicts: tuple[str, str]) -> Path:
    """A sheet of events with these verdicts, and what of each is wrong."""
    rows = sheet.rows([drawn(event_type="AID", actor_text="Ona: a painter")] * (len(verdicts) - 1) + [drawn(event_type="AID")])
    sheet.write(path, [{**row, "verdict": verdict, "wrong": wrong} for row, (verdict, wrong) in zip(rows, verdicts, strict=True)])
    return path


def test_columns_that_are_wrong_are_counted_by_name(tmp_path: Path) -> None:
    tallies = score.read(
        [by_column(tmp_path / "a.csv", ("y", ""), ("n", "actor_text"), ("n", "event_type actor_text"), ("n", ""), ("y", ""))]
    )
    assert [line.split()[:3] for line in score.table(tallies)[1:-1]] == [
        ["quantities", "2", "3"], ["event_type", "75.0", "%"], ["actor_text", "33.3", "%"],
    ]  # fmt: skip
    record = score.as_record(tallies)["quantities"]
    assert (record["right"], record["wrong"], record["columns"]["actor_text"]["right"]) == (2, 3, 1)


def test_without_a_column_that_is_wrong_rows_are_counted_alone(tmp_path: Path) -> None:
    tallies = score.read([by_column(tmp_path / "a.csv", ("y", ""), ("n", ""))])
    assert [line.split()[:3] for line in score.table(tallies)[1:]] == [["quantities", "1", "1"], ["verdicts:", "y", "right,"]]
    assert "columns" not in score.as_record(tallies)["quantities"]


def test_what_is_wrong_must_be_said_and_the_row_be_wrong(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"quantities 1: target_text is none of the columns it says \(event_type actor_text\)"):
        score.read([by_column(tmp_path / "a.csv", ("n", "target_text"), ("y", ""))])
    with pytest.raises(InputError, match="quantities 2: the verdict is y, yet event_type is wrong"):
        score.read([by_column(tmp_path / "b.csv", ("y", ""), ("y", "event_type"))])


def test_nothing_judged_is_no_precision(tmp_path: Path) -> None:
    tallies = score.read([judged(tmp_path / "a.csv", ["", "u"])])
    assert score.table(tallies)[1].split() == ["quantities", "0", "0", "1", "1", "-"]
    assert score.as_record(tallies)["quantities"]["precision"] is None


def test_a_wrong_verdict_and_a_file_that_is_no_sheet(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.csv, quantities 2: the verdict is 'maybe', not y, n or u"):
        score.read([judged(tmp_path / "a.csv", ["y", "maybe"])])
    first, record, _ = judged(tmp_path / "a.csv", ["y", "y"]).read_text().split("\n", 2)
    for cut in (record.rpartition(",")[0], f"{record},more"):
        (tmp_path / "b.csv").write_text(f"{first}\n{cut}\n")
        with pytest.raises(InputError, match=r"b\.csv is no sheet: its line 2 has not 12 values$"):
            score.read([tmp_path / "b.csv"])
    (tmp_path / "b.csv").write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="is no sheet"):
        score.read([tmp_path / "b.csv"])
    with pytest.raises(InputError, match="cannot be read"):
        score.read([tmp_path / "c.csv"])


def test_the_command_writes_a_sheet_and_never_over_one(seed_lake: Path, tmp_path: Path, capsys: Capture) -> None:
    arguments = ["sample", str(seed_lake), "--rows", "3", "--dataset", "times", "--dataset", "places", "--output", str(tmp_path / "a.csv")]
    assert main(arguments) == 0
    assert capsys.readouterr().out.startswith(f"6 rows of 2 datasets in {tmp_path / 'a.csv'}\n")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as lines:
        assert [row["dataset"] for row in csv.DictReader(lines)] == ["times"] * 3 + ["places"] * 3
    assert main(arguments) == 2
    assert "never written over" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sample"], "either a lake"),
        (["sample", "lake", "--score", "a.csv"], "either a lake"),
        (["sample", "lake", "--dataset", "runs"], "no rows of 'runs' can be drawn"),
        (["sample", "lake", "--output", "a.txt"], "does not end in .csv"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_no_lake(tmp_path: Path) -> None:
    with pytest.raises(newsbeam.LakeError):
        command.write(tmp_path, names=[], rows=1, seed=1, output=tmp_path / "a.csv")
    with pytest.raises(UsageError):
        command.write(tmp_path, names=["nothing"], rows=1, seed=1, output=tmp_path / "a.csv")
