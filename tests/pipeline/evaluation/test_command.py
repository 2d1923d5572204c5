"""``newsbeam evaluate`` over a small gold folder: a real run, published rows, a report, figures as JSON."""

import json
from pathlib import Path

import pytest

from pipeline.errors import InputError, UsageError
from pipeline.evaluation.command import evaluate, print_report
from pipeline.evaluation.task import Report
from pipeline.main import main

pytestmark = pytest.mark.usefixtures("without_expectations")

TEXT = (
    " date 2024-01-24 A bridge near Lowton was closed on Wednesday, the mayor said.\n\nIt will open again in March 2025, Anna Bell said.\n"
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold" / "times"
    (folder / "raw").mkdir(parents=True)
    lines = []
    for name in ("a.txt", "same-bytes.txt"):
        (folder / "raw" / name).write_text(TEXT)
        annotations = [
            {"start": TEXT.index(text), "end": TEXT.index(text) + len(text), "text": text, "type": "DATE", "value": value, "mod": None}
            for text, value in (("Wednesday", "2024-01-24"), ("March 2025", "2025-03"))
        ]
        record = {"file": name, "task": "times", "set": "own", "doc": name, "date": "2024-01-24", "scored": [[17, len(TEXT)]]}
        lines.append(json.dumps(record | {"annotations": annotations}))
    (folder / "gold.jsonl").write_text("\n".join(lines) + "\n")
    return tmp_path / "gold"


def test_a_task_is_scored_over_published_rows(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = tmp_path / "figures.json"
    assert main(["evaluate", "times", "--gold", str(gold), "--workers", "1", "--json", str(figures)]) == 0
    measures = json.loads(figures.read_text())["times"]["measures"]
    assert (measures["gold"], measures["strict_f"], measures["value_f"]) == (4, 1.0, 1.0)
    assert "value_f" in capsys.readouterr().out


def test_what_cannot_be_evaluated(gold: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no task 'weather'"):
        evaluate("weather", gold)
    with pytest.raises(UsageError, match=r"^--json none/x\.json: there is no folder none$"):
        evaluate("times", gold, json_file=Path("none/x.json"))
    for task in ("places", "all"):
        with pytest.raises(InputError, match=r"holds no gold\.jsonl"):
            evaluate(task, tmp_path)
        with pytest.raises(InputError, match=r"none is no folder$"):
            evaluate(task, tmp_path / "none")


def test_all_measures_what_is_there_and_says_what_is_not(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate("all", gold, workers=1) == 0
    out = capsys.readouterr().out
    assert "value_f" in out
    assert f"not measured, for want of a folder in {gold}: segments, page, mentions" in out


def test_intervals_stand_beside_the_measures(capsys: pytest.CaptureFixture[str]) -> None:
    print_report(Report("tolls", {"right": 0.5, "documents": 4}, {"zero": {"right": 0.25}}, intervals={"right": (0.4, 0.6)}))
    lines = [line.split() for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert lines == [
        ["tolls"],
        ["measure", "newsbeam", "95", "%", "zero"],
        ["right", "50.0", "40.0", "–", "60.0", "25.0"],
        ["documents", "4"],
    ]
