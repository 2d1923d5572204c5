"""What a run says: plain lines, a bar on a terminal, JSON lines, nothing."""

import dataclasses
import datetime
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from pipeline import console
from pipeline.options import RunOptions
from pipeline.rejects import NEXT
from pipeline.run import NEXT_OF_SKIPPED, Outcome, Preview
from pipeline.runners.measures import Measures, Spread
from tests.sound_rows import article_rows

Capture = pytest.CaptureFixture[str]


MEASURES = Measures(
    Counter({"articles.read": 2}),
    {
        "read": Spread(2, 1000, 400, 600),
        "annotate": Spread(2, 170_000, 80_000, 90_000),
        "extract": Spread(2, 40_400, 20_000, 20_400),
        "extract.names": Spread(2, 8000, 4000, 4000),
        "extract.places": Spread(2, 30_000, 15_000, 15_000),
        "write": Spread(1, 4000, 4000, 4000),
    },
)


def outcome(**more: Any) -> Outcome:
    run = article_rows()["runs"][0]._replace(
        rows_out=json.dumps({"articles": 1200, "mentions": 34567, "runs": 0}),
        stage_seconds=json.dumps({"audit": 2.0, "plan": 0.1, "process": 100.0, "reconcile": 0.2}),
        new_articles=1200,
        **more,
    )
    return Outcome(run, None, {"empty": 1, "no_date": 3}, "/data/lake/runs/run-1", MEASURES, 7)


OPTIONS = RunOptions(inputs=("in",), output="my [red]lake")


def test_what_is_probably_not_meant_is_said_quietly_too(capsys: Capture) -> None:
    for quiet in (True, False):
        with console.reporter(quiet=quiet, log_json=False) as reporter:
            reporter.warning("2 of 2 inputs are published already")
    first, second = capsys.readouterr().err.splitlines()
    assert (first, second.split(" s  ")[1]) == (
        "newsbeam: warning: 2 of 2 inputs are published already", "warning: 2 of 2 inputs are published already",
    )  # fmt: skip
    console.reporter(quiet=False, log_json=True).warning("again")
    told = json.loads(capsys.readouterr().err)
    assert (told["event"], told["level"], told["message"]) == ("note", "warning", "again")


def test_a_dry_run_says_at_its_end_that_known_rejects_are_too_many(capsys: Capture) -> None:
    found = Preview(None, [], too_many=["2 of 4 inputs would be rejected", "no_date 2"])
    console.reporter(quiet=False, log_json=False).preview(found)
    assert capsys.readouterr().out.splitlines()[1:] == [
        "warning: 2 of 4 inputs would be rejected; the run would publish nothing and end with exit code 4, whatever the others are", "no_date 2",
    ]  # fmt: skip


def test_rows_that_were_left_out_are_counted_in_the_summary(capsys: Capture) -> None:
    console.reporter(quiet=False, log_json=False).summary(outcome(rejected_rows=2), OPTIONS)
    assert "0 unchanged, 1 input rejected, 2 rows left out.\n" in capsys.readouterr().out


def test_plain_lines_where_there_is_no_terminal(capsys: Capture) -> None:
    with console.reporter(quiet=False, log_json=False) as reporter:
        reporter.stage("plan")
        reporter.planned(12345, 1200)
        reporter.stage("process")
        reporter.articles(5)
        reporter.note("removed versions/000002.inprogress, which was unfinished")
        reporter.stage("audit")
        found = dataclasses.replace(
            outcome(), leftovers=1200, skipped={"fifo": 1, "no_crawl_extra": 3, "no_text_field": 2, "other_ending": 2000}
        )
        reporter.summary(dataclasses.replace(found, reject_examples={"no_date": ["a.txt", "b.txt"], "empty": ["c.txt: no bytes"]}), OPTIONS)
    out, err = capsys.readouterr()
    assert [line.split(" s  ")[1] for line in err.splitlines()] == [
        "plan", "12,345 inputs, 1,200 to process", "removed versions/000002.inprogress, which was unfinished", "audit",
    ]  # fmt: skip
    assert "note     failed runs left 1,200 folders; newsbeam gc 'my [red]lake' removes what is older than a day\nnext " in out
    assert "\x1b" not in out + err
    assert "1,200 new or changed articles (7 replaced), 0 unchanged, 1 input rejected." in out
    assert "rows of this run\n  articles       1,200\n  mentions      34,567\n" in out
    told = out.partition("rejects by reason\n")[2].splitlines()
    assert told[:3] == ["  no_date      3  a.txt, b.txt, …", f"{'':18}{NEXT['no_date']}", "  empty        1  c.txt: no bytes"]
    assert "\nall of them: /data/lake/runs/run-1/rejects.jsonl\n" in out
    assert (
        "\nskipped  fifo 1, no_crawl_extra 3, no_text_field 2, other_ending 2,000 (/data/lake/runs/run-1/skipped.jsonl)\n"
        f"{NEXT_OF_SKIPPED['no_crawl_extra']} (no_crawl_extra)\n"
        "--text_field names the field of collections that holds the text (no_text_field)\n\nseconds "
    ) in out
    assert "seconds  plan 0.1, process 100.0, reconcile 0.2, audit 2.0; 12.0 articles/s\n" in out
    assert "an article took  annotate 85.0 ms, extract 20.2 ms (places 15.0, names 4.0), write 2.0 ms, read 0.5 ms\n" in out
    assert "lake     my [red]lake/current\nreport   /data/lake/runs/run-1/audit.html\n" in out
    assert "next     newsbeam sql 'my [red]lake' \"SELECT " in out
    assert "newsbeam show 'my [red]lake'" in out


def test_the_next_command_works(seed_lake: Path, capsys: Capture) -> None:
    from pipeline.main import main

    assert main(["sql", str(seed_lake), console.EXAMPLE]) == 0
    assert "(6 rows)" in capsys.readouterr().out


def test_progress_in_plain_lines(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    reporter = console.TerminalReporter()
    reporter.planned(200, 100)
    for _ in range(7):
        now += 10
        reporter.articles(10)
    lines = [line.strip() for line in capsys.readouterr().err.splitlines()]
    assert lines[1:] == [
        "30.0 s  30 of 100 articles, 1.0 articles/s, about 0:01:10 left, then the audit",
        "60.0 s  60 of 100 articles, 1.0 articles/s, about 0:00:40 left, then the audit",
    ]


def test_no_rate_is_told_where_all_was_taken_over(capsys: Capture) -> None:
    console.TerminalReporter().summary(dataclasses.replace(outcome(), measures=Measures()), OPTIONS)
    assert "seconds  plan 0.1, process 100.0, reconcile 0.2, audit 2.0\n" in capsys.readouterr().out


def test_no_time_is_foretold_from_the_start_of_the_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The minute until the first article says nothing, nor do the first seconds after it."""
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    pace = console.Pace(100)
    assert (pace.rate, pace.seconds_left, pace.told()) == (0.0, None, "")
    now += 60
    pace.add(4)
    now += 4
    pace.add(8)
    assert (pace.rate, pace.seconds_left) == (0.0, None)
    now += 4
    assert (pace.rate, pace.seconds_left, pace.told()) == (1.0, 88, "1.0 articles/s, about 0:01:28 left, then the audit")
    pace.add(-10)
    assert pace.seconds_left is None


def test_a_long_stage_is_said_to_go_on(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "BEAT", 0.01)
    reporter = console.TerminalReporter()
    with reporter:
        reporter.stage("audit")
        said = ""
        while "audit goes on\n" not in said:
            said += capsys.readouterr().err
        assert said.startswith("    0.0 s  audit\n")
        reporter.audited(3, 13, "events by SQL")
        while "audit goes on: 3 of 13 datasets, events by SQL\n" not in said:
            said += capsys.readouterr().err
        reporter.stage("publish")
        said = ""
        while "publish goes on" not in said:
            said += capsys.readouterr().err
    assert "events" not in said.split("publish goes on")[1]


def test_nothing_new(capsys: Capture) -> None:
    reporter = console.TerminalReporter()
    reporter.summary(_nothing(), OPTIONS)
    out = capsys.readouterr().out
    assert "Nothing new: all 2 inputs are published or rejected as before." in out
    one = _nothing()
    reporter.summary(dataclasses.replace(one, run=one.run._replace(inputs=1)), OPTIONS)
    assert "Nothing new: the input is published or rejected as before." in capsys.readouterr().out
    assert "rows of this run" not in out
    assert "an article took" not in out


def _nothing() -> Outcome:
    found = outcome(status="nothing_new", rejected_inputs=0)
    return Outcome(found.run._replace(new_articles=0), None, {}, found.records, Measures())


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    reporter = console.TerminalReporter()
    reporter._console = Console(stderr=True, force_terminal=True, width=100, markup=False, highlight=False)
    with reporter:
        reporter.planned(20, 20)
        reporter.stage("process")
        reporter.articles(15)
        reporter.articles(-5)
        assert reporter._progress is not None
        assert reporter._progress.tasks[0].completed == 10
        reporter.stage("audit")
        (task,) = reporter._progress.tasks
        assert (task.description, task.total) == ("audit", None)
        reporter.audited(1, 1, "runs by SQL")
        assert task.fields["far"] == "1 of 1 dataset, runs by SQL"
    assert reporter._progress is None
    assert "10/20" in capsys.readouterr().err


def test_quiet_says_nothing(capsys: Capture) -> None:
    with console.reporter(quiet=True, log_json=False) as reporter:
        reporter.stage("plan")
        reporter.planned(1, 1)
        reporter.articles(1)
        reporter.summary(outcome(), OPTIONS)
    assert capsys.readouterr() == ("", "")


def test_json_lines(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    with console.reporter(quiet=True, log_json=True) as reporter:
        reporter.stage("plan")
        reporter.planned(10, 8)
        reporter.articles(1)
        now += 6
        reporter.articles(3)
        reporter.note("removed a")
        reporter.audited(1, 13, "events by SQL")
        now += 6
        reporter.audited(2, 13, "events by SQL")
        reporter.summary(dataclasses.replace(outcome(), leftovers=3), OPTIONS)
    out, err = capsys.readouterr()
    assert out == ""
    lines = [json.loads(line) for line in err.splitlines()]
    audited = lines.pop(4)
    assert [audited[key] for key in ("event", "stage", "datasets", "of", "checking")] == ["progress", "audit", 2, 13, "events by SQL"]
    assert [line["event"] for line in lines] == ["stage", "planned", "progress", "note", "run_summary"]
    assert (lines.pop(3)["message"], lines[3]["leftovers"]) == ("removed a", 3)
    assert all(datetime.datetime.fromisoformat(line["ts"]).tzinfo is not None for line in lines)
    assert {key: lines[2][key] for key in ("articles", "of", "per_second", "seconds_left")} == {
        "articles": 4, "of": 8, "per_second": 0.5, "seconds_left": 8,
    }  # fmt: skip
    assert lines[3]["rows"] == {"articles": 1200, "mentions": 34567, "runs": 0}
    assert lines[3]["metrics"]["counters"] == {"articles.read": 2}
    assert lines[3]["metrics"]["milliseconds"]["annotate"] == {"count": 2, "total": 170.0, "mean": 85.0, "min": 80.0, "max": 90.0}
    assert lines[3]["rejects"] == {"empty": 1, "no_date": 3}
    assert {line["level"] for line in lines} == {"info"}


def test_the_command_is_named_as_it_was_typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from pipeline.console import command_typed

    program = tmp_path / "newsbeam"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setattr("sys.argv", [str(program)])
    assert command_typed() == str(program)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert command_typed() == "newsbeam"
    monkeypatch.setattr("sys.argv", ["/usr/bin/pytest"])
    assert command_typed() == "newsbeam"
