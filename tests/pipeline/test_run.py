"""What a lake holds after runs: the union, replacements, rejects, conservation; and what a refused run leaves."""

import dataclasses
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

import newsbeam
from pipeline import run as run_module
from pipeline.audit import AuditResult, RuleResult
from pipeline.errors import (
    AuditError,
    InputError,
    LakeBusyError,
    StorageError,
    TooManyFailuresError,
    TooManyRejectsError,
    UsageError,
    WorkerError,
)
from pipeline.lakes.local import LocalLake
from pipeline.options import RunOptions
from pipeline.runners.beam import BeamRunner
from tests.pipeline.conftest import Run, rows, story, write
from transforms import sources
from transforms.checks import words

HELD = "SELECT source_uri, regexp_extract(source_text, 'after (\\d+) lorries', 1) FROM articles ORDER BY 1"
REJECTED = "SELECT source_uri, reason FROM rejects WHERE row_json IS NULL ORDER BY 1"


def counts(outcome: Any) -> tuple[int, int, int, int]:
    run = outcome.run
    return run.inputs, run.new_articles, run.unchanged_articles, run.rejected_inputs


def test_two_daily_folders_then_the_first_again_changed(tmp_path: Path, run_into: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Great Expectations looks at what the last run changes."""
    lake, days = tmp_path / "lake", tmp_path / "days"
    write(days / "1", a=story(number=1), b=story(number=2))
    write(days / "2", c=story("2024-02-01", 3))
    root = str(days)

    with monkeypatch.context() as lighter:
        lighter.setattr("pipeline.audit.expectations.rules", lambda *given: [])
        first = run_into(days / "1", source_root=root)
        assert counts(first) == (2, 2, 0, 0)
        assert rows(lake, HELD) == [("1/a.txt", "1"), ("1/b.txt", "2")]

        second = run_into(days / "2", source_root=root)
        assert counts(second) == (1, 1, 0, 0)
        assert rows(lake, HELD) == [("1/a.txt", "1"), ("1/b.txt", "2"), ("2/c.txt", "3")]

    write(days / "1", a=story(number=9))
    (days / "1" / "b.txt").unlink()
    third = run_into(days / "1", source_root=root)
    assert counts(third) == (1, 1, 0, 0)
    assert third.replaced_articles == 1
    assert rows(lake, HELD) == [("1/a.txt", "9"), ("1/b.txt", "2"), ("2/c.txt", "3")]
    for dataset in ("segments", "mentions", "times", "quantities"):
        orphans = f"SELECT count(*) FROM {dataset} WHERE article_id NOT IN (SELECT article_id FROM articles)"
        assert rows(lake, orphans) == [(0,)]

    old = lake / LocalLake(lake).versions()[1]
    assert LocalLake(lake).versions() == [f"versions/00000{n}" for n in (1, 2, 3)]
    texts = [t for f in (old / "articles").rglob("*.parquet") for t in _column(f, "source_text")]
    assert any("after 1 lorries" in text for text in texts)
    assert LocalLake(lake).verify(newsbeam.resolve(lake)) == []
    assert [status for (status,) in rows(lake, "SELECT status FROM runs ORDER BY run_id")] == ["published"] * 3


def _column(path: Path, name: str) -> list[Any]:
    import pyarrow.parquet as pq

    values: list[Any] = pq.ParquetFile(path).read(columns=[name]).column(name).to_pylist()
    return values


@pytest.mark.usefixtures("without_expectations")
def test_the_same_input_twice_is_nothing_new(tmp_path: Path, run_into: Run) -> None:
    folder = write(tmp_path / "in", a=story(), bad="no date here at all, only a line of text\n")
    first = run_into(folder, max_rejects=1.0)
    second = run_into(folder, max_rejects=1.0)
    assert (first.run.status, second.run.status) == ("published", "nothing_new")
    assert counts(second) == (2, 0, 1, 1)
    assert second.version is not None
    assert second.version.number == 1
    assert json.loads(Path(second.records, "run.json").read_text())["status"] == "nothing_new"


@pytest.mark.usefixtures("without_expectations")
def test_another_pipeline_version_does_the_inputs_again(tmp_path: Path, run_into: Run) -> None:
    folder = write(tmp_path / "in", a=story())
    run_into(folder)
    again = run_into(folder, date_order="DMY")
    assert counts(again) == (1, 1, 0, 0)
    assert again.replaced_articles == 1
    assert rows(tmp_path / "lake", "SELECT count(*), count(DISTINCT article_id) FROM articles") == [(1, 1)]


@pytest.mark.usefixtures("without_expectations")
def test_a_reject_disappears_when_its_input_succeeds(tmp_path: Path, run_into: Run) -> None:
    folder = write(tmp_path / "in", a=story(), b="")
    run_into(folder, max_rejects=1.0)
    assert rows(tmp_path / "lake", REJECTED) == [("b.txt", "empty")]
    write(folder, b=story(number=2))
    run_into(folder)
    assert rows(tmp_path / "lake", REJECTED) == []
    assert len(rows(tmp_path / "lake", HELD)) == 2


@pytest.mark.usefixtures("without_expectations")
def test_a_published_article_whose_new_bytes_are_rejected_stays(tmp_path: Path, run_into: Run) -> None:
    folder = write(tmp_path / "in", a=story(number=5))
    run_into(folder)
    write(folder, a=" date 2024-02-31 The date is impossible.")
    outcome = run_into(folder, max_rejects=1.0)
    assert counts(outcome) == (1, 0, 0, 1)
    assert rows(tmp_path / "lake", HELD) == [("a.txt", "5")]
    assert rows(tmp_path / "lake", REJECTED) == [("a.txt", "impossible_date")]
    write(folder, a=story(number=5))
    run_into(folder)
    assert rows(tmp_path / "lake", REJECTED) == []


@pytest.mark.usefixtures("without_expectations")
def test_rejected_inputs_are_not_processed_again(tmp_path: Path, run_into: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "in", a=story(), b="", c=" date 2024-02-31 The date is impossible.")
    first = run_into(folder, max_rejects=1.0)
    monkeypatch.setattr("pipeline.run.choose_runner", lambda *_: pytest.fail("there is work"))
    again = run_into(folder, max_rejects=1.0)
    assert (again.run.status, counts(again), again.rejects) == ("nothing_new", (3, 0, 1, 2), first.rejects)
    assert rows(tmp_path / "lake", REJECTED) == [("b.txt", "empty"), ("c.txt", "impossible_date")]


@pytest.mark.usefixtures("without_expectations")
def test_of_identical_bytes_the_first_name_is_the_article(tmp_path: Path, run_into: Run) -> None:
    folder = write(tmp_path / "in", b=story(), a=story(), c=story(number=2))
    outcome = run_into(folder)
    assert counts(outcome) == (3, 2, 0, 1)
    assert rows(tmp_path / "lake", HELD) == [("a.txt", "1"), ("c.txt", "2")]
    assert rows(tmp_path / "lake", REJECTED) == [("b.txt", "duplicate_content")]


@pytest.mark.usefixtures("without_expectations")
def test_of_identical_bytes_the_published_name_stays_the_article(tmp_path: Path, run_into: Run) -> None:
    folder = write(tmp_path / "in", b=story())
    run_into(folder)
    write(folder, a=story())
    outcome = run_into(folder)
    assert counts(outcome) == (2, 0, 1, 1)
    assert rows(tmp_path / "lake", HELD) == [("b.txt", "1")]
    assert rows(tmp_path / "lake", REJECTED) == [("a.txt", "duplicate_content")]


@pytest.mark.usefixtures("without_expectations")
def test_two_inputs_that_swap_their_bytes(tmp_path: Path, run_into: Run) -> None:
    folder = write(tmp_path / "in", a=story(number=1), b=story(number=2))
    run_into(folder)
    write(folder, a=story(number=2), b=story(number=1))
    outcome = run_into(folder)
    assert counts(outcome) == (2, 2, 0, 0)
    assert rows(tmp_path / "lake", HELD) == [("a.txt", "2"), ("b.txt", "1")]


@pytest.mark.usefixtures("without_expectations")
def test_too_many_rejects_publish_nothing(tmp_path: Path, run_into: Run) -> None:
    folder = write(tmp_path / "in", a=story(), b="", c="x")
    with pytest.raises(TooManyRejectsError, match="2 of 3 inputs"):
        run_into(folder)
    lake = LocalLake(tmp_path / "lake")
    assert lake.current() is None
    (staging,) = (tmp_path / "lake" / "staging").iterdir()
    assert list(staging.rglob("*.parquet"))
    (folder_of_run,) = (tmp_path / "lake" / "runs").iterdir()
    record = json.loads((folder_of_run / "run.json").read_text())
    assert (record["status"], record["rejected_inputs"]) == ("too_many_rejects", 2)
    assert len((folder_of_run / "rejects.jsonl").read_text().splitlines()) == 2


@pytest.mark.usefixtures("without_expectations")
def test_rejects_are_staged_once_and_what_is_audited_is_what_is_published(tmp_path: Path, run_into: Run) -> None:
    run_into(write(tmp_path / "1", a=story(), b=""), max_rejects=1.0, source_root=str(tmp_path))
    (before,) = newsbeam.resolve(tmp_path / "lake").paths("rejects")
    folder = write(tmp_path / "2", c=story(number=2), d="", e=story(), f="no date here at all, only a line of text\n")
    with pytest.raises(TooManyRejectsError):
        run_into(folder, max_rejects=0.1, source_root=str(tmp_path))
    (staging,) = (tmp_path / "lake" / "staging").iterdir()
    assert list((staging / "data").glob("rejects/**/*.parquet")) == []  # the share is judged before they are staged
    outcome = run_into(folder, max_rejects=1.0, source_root=str(tmp_path))
    published = newsbeam.resolve(tmp_path / "lake")
    (added,) = [path for path in published.paths("rejects") if path.name != before.name]  # and the one before is as it was
    assert pyarrow.parquet.read_table(added, columns=["source_uri"])["source_uri"].to_pylist() == ["2/d.txt", "2/e.txt", "2/f.txt"]
    assert rows(tmp_path / "lake", REJECTED) == [
        ("1/b.txt", "empty"), ("2/d.txt", "empty"), ("2/e.txt", "duplicate_content"), ("2/f.txt", "no_date"),
    ]  # fmt: skip
    audited = json.loads(Path(outcome.records, "audit.json").read_text())
    assert audited["rows"]["rejects"] == 3  # those before it were audited by their own run
    assert (outcome.run.rejected_inputs, json.loads(outcome.run.rows_out)["rejects"]) == (3, 3)


@pytest.mark.usefixtures("without_expectations")
def test_duplicates_and_other_languages_do_not_count_as_rejected(tmp_path: Path, run_into: Run) -> None:
    french = (
        " date 2024-01-24 " + "Le gouvernement a annoncé mercredi que les écoles de la région resteraient fermées toute la semaine. " * 4
    )
    folder = write(tmp_path / "in", a=story(), b=story(), c=french)
    outcome = run_into(folder, max_rejects=0.0)
    assert outcome.run.rejected_inputs == 2
    assert dict(outcome.rejects) == {"duplicate_content": 1, "unsupported_language": 1}


FAILURES = "SELECT source_uri, stage, detail FROM rejects WHERE reason = 'extractor_failed' ORDER BY 1"
TRACEBACK = re.compile(r", traceback ([0-9a-f]{16})")


@pytest.fixture
def bugs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Bugs over articles that tell of 1 lorry in segmenting, of 2 in annotating, of 3 among the places; each message quotes the article."""
    from transforms import annotate, segment
    from transforms.text import families

    def buggy(real: Any, number: int, error: type[Exception]) -> Any:
        def work(*args: Any, **more: Any) -> Any:
            for value in args:
                text = getattr(value, "article", getattr(value, "raw", None))
                text = getattr(text, "source_text", getattr(text, "text", ""))
                if f"after {number} lorries" in text:
                    raise error(text)
            return real(*args, **more)

        return work

    monkeypatch.setattr(segment, "segment_article", buggy(segment.segment_article, 1, KeyError))
    monkeypatch.setattr(annotate.annotation, "annotate", buggy(annotate.annotation.annotate, 2, RecursionError))
    (places,) = [family for family in families.FAMILIES if family.name == "places"]
    real = places.extract
    object.__setattr__(places, "extract", buggy(real, 3, ZeroDivisionError))
    yield
    object.__setattr__(places, "extract", real)


@pytest.mark.usefixtures("without_expectations", "bugs")
def test_an_exception_costs_one_article(tmp_path: Path, run_into: Run) -> None:
    folder = write(tmp_path / "in", a=story(number=1), b=story(number=2), c=story(number=3), d=story(number=4), e=story(number=5))
    outcome = run_into(folder, max_failures=0.6, max_rejects=0.0)
    assert counts(outcome) == (5, 2, 0, 3)
    assert rows(tmp_path / "lake", HELD) == [("d.txt", "4"), ("e.txt", "5")]
    found = rows(tmp_path / "lake", FAILURES)
    assert [(uri, stage, TRACEBACK.sub("", detail)) for uri, stage, detail in found] == [
        ("a.txt", "segment", "KeyError"),
        ("b.txt", "annotate", "RecursionError"),
        ("c.txt", "extract", "places: ZeroDivisionError"),
    ]
    kept = {path.stem: path.read_text() for path in Path(outcome.records, "tracebacks").iterdir()}
    assert sorted(kept) == sorted(TRACEBACK.findall(" ".join(detail for _, _, detail in found)))
    assert not [text for text in kept.values() if "lorries" in text]
    assert "bugs.<locals>.buggy.<locals>.work" in "".join(kept.values())
    assert run_into(folder, max_failures=0.6).run.status == "nothing_new"
    assert rows(tmp_path / "lake", FAILURES) == found


@pytest.mark.usefixtures("without_expectations", "bugs")
def test_too_many_failures_publish_nothing(tmp_path: Path, run_into: Run) -> None:
    folder = write(tmp_path / "in", a=story(number=1), c=story(number=3), d=story(number=4), e="")
    with pytest.raises(
        TooManyFailuresError, match=r"failed over 2 of 4 inputs \(50.0%\), more than --max_failures=0.4 allows: .*places: Zero"
    ):
        run_into(folder, max_failures=0.4, max_rejects=0.3)
    assert LocalLake(tmp_path / "lake").current() is None
    (records,) = (tmp_path / "lake" / "runs").iterdir()
    assert json.loads((records / "run.json").read_text())["status"] == "too_many_failures"
    assert len(list((records / "tracebacks").iterdir())) == 2


@pytest.mark.usefixtures("without_expectations", "bugs")
def test_a_failure_is_raised_at_once_where_none_is_allowed(tmp_path: Path, run_into: Run) -> None:
    folder = write(tmp_path / "in", c=story(number=3), d=story(number=4))
    with pytest.raises(WorkerError, match="after 3 lorries"):
        run_into(folder)
    assert not list((tmp_path / "lake" / "runs").glob("*/tracebacks"))


@pytest.mark.usefixtures("without_expectations")
@pytest.mark.parametrize(("error", "raised"), [(OSError(28, "No space left on device", "x"), StorageError), (MemoryError(), WorkerError)])
def test_what_says_nothing_of_the_article_costs_the_run(
    tmp_path: Path, run_into: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, raised: type[Exception]
) -> None:
    from transforms import segment

    def fail(*args: Any, **more: Any) -> Any:
        try:
            raise error
        except Exception as first:
            raise ValueError("over it") from first

    monkeypatch.setattr(segment, "segment_article", fail)
    with pytest.raises(raised):
        run_into(write(tmp_path / "in", a=story()), max_failures=1.0)


@pytest.mark.usefixtures("without_expectations")
def test_a_run_records_what_its_steps_measured(tmp_path: Path, run_into: Run) -> None:
    outcome = run_into(write(tmp_path / "in", a=story(), b=story(number=2), c="x", d=""), max_rejects=1.0)
    told = json.loads(Path(outcome.records, "run.json").read_text())["metrics"]
    facts = {f"rows.{name}": count for name, count in json.loads(outcome.run.rows_out).items() if count and name not in ("rejects", "runs")}
    steps = {"read": 3, "parse": 2, "segment": 2, "annotate": 2, "extract": 2, "validate": 2}
    assert told["counters"] == facts | {f"articles.{step}": count for step, count in steps.items()} | {
        "rejects.no_date": 1,
        "rejects.empty": 1,
    }
    from transforms.text.families import FAMILIES

    assert set(told["milliseconds"]) == {*steps, "write", *(f"extract.{family.name}" for family in FAMILIES)}
    assert {name: spread["count"] for name, spread in told["milliseconds"].items() if name in steps} == steps
    assert all(0 <= spread["min"] <= spread["mean"] <= spread["max"] <= spread["total"] for spread in told["milliseconds"].values())


@pytest.mark.usefixtures("without_expectations")
def test_an_audit_hears_what_the_workers_checked(tmp_path: Path, run_into: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "FEWEST", 2)
    write(tmp_path / "in", a=story(number=1), b=story("2024-02-01", 2))
    heard = []
    real = run_module.audit

    def audit(files: Any, **given: Any) -> AuditResult:
        heard.append((files, given["vouched"]))
        return real(files, **given)

    monkeypatch.setattr(run_module, "audit", audit)
    run_into(tmp_path / "in")
    ((files, vouched),) = heard
    assert [len(one.broken) for one in vouched] == [0]
    assert {name: set(found) for name, found in vouched[0].files.items()} == {
        name: set(found) for name, found in files.items() if found and name not in ("rejects", "runs")
    }
    assert vouched[0].rows("articles") == 2


@pytest.mark.usefixtures("without_expectations")
def test_a_refused_audit_publishes_nothing(tmp_path: Path, run_into: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "in", a=story())
    run_into(folder)
    write(folder, a=story(number=2))
    real = run_module.audit

    def refuse(*args: Any, **kwargs: Any) -> AuditResult:
        result = real(*args, **kwargs)
        assert result.passed
        broken = RuleResult("times", "offsets", "sql", False, 3, 1)
        return dataclasses.replace(result, passed=False, rules=[*result.rules, broken])

    monkeypatch.setattr(run_module, "audit", refuse)
    with pytest.raises(AuditError, match="times: offsets"):
        run_into(folder)
    assert rows(tmp_path / "lake", HELD) == [("a.txt", "1")]
    assert (next(iter(sorted((tmp_path / "lake" / "staging").iterdir())))).is_dir()


@pytest.mark.usefixtures("without_expectations")
def test_a_lost_article_fails_the_run(tmp_path: Path, run_into: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "in", a=story(number=1), b=story(number=2))
    real = BeamRunner.process
    monkeypatch.setattr(BeamRunner, "process", lambda runner, work: real(runner, list(work)[1:]))
    with pytest.raises(WorkerError, match=r"lost: \['a.txt'\]"):
        run_into(folder)
    assert LocalLake(tmp_path / "lake").current() is None


@pytest.mark.usefixtures("without_expectations")
def test_a_second_run_is_refused_while_one_holds_the_lake(tmp_path: Path, run_into: Run) -> None:
    folder = write(tmp_path / "in", a=story())
    with LocalLake(tmp_path / "lake").lock(), pytest.raises(LakeBusyError):
        run_into(folder)


@pytest.mark.usefixtures("without_expectations")
def test_a_store_that_is_not_known_is_refused_as_a_lake(tmp_path: Path, run_into: Run) -> None:
    with pytest.raises(UsageError, match="object store"):
        run_into(tmp_path, output="hdfs://host/lake")
    assert not Path("hdfs:").exists()


@pytest.mark.usefixtures("without_expectations")
def test_inputs_of_which_none_is_a_file(tmp_path: Path, run_into: Run) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "loop.txt").symlink_to("loop.txt")
    with pytest.raises(InputError, match="there is no input; skipped: link_loop 1"):
        run_into(tmp_path / "in")


@pytest.mark.usefixtures("without_expectations")
def test_missing_input_leaves_nothing(tmp_path: Path, run_into: Run) -> None:
    with pytest.raises(InputError):
        run_into(tmp_path / "nowhere", output=str(tmp_path / "new" / "lake"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError):
        run_into(tmp_path / "empty")
    assert os.listdir(tmp_path) == ["empty"]


@pytest.mark.usefixtures("without_expectations")
@pytest.mark.parametrize(
    ("pattern", "output"),
    [
        ("{tmp}/in", "in/lake"), ("{tmp}/in", "in"), ("{tmp}/in/", "in/deep/er/lake"), ("{tmp}/link", "in/lake"), ("{tmp}/in", "link/lake"),
        ("{tmp}/*", "in/lake"), ("{tmp}/i?/*", "in/lake"), ("{tmp}/**/*.txt", "in/lake"), ("@{tmp}/list", "in/lake"), ("{tmp}/in", "in/../in/lake"),
    ],
)  # fmt: skip
def test_a_lake_among_the_inputs_is_refused(tmp_path: Path, pattern: str, output: str) -> None:
    write(tmp_path / "in", a=story())
    (tmp_path / "link").symlink_to("in")
    (tmp_path / "list").write_text(f"{tmp_path}/in\n")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError, match=r"lies among the inputs, below --input .*; give a folder elsewhere"):
        run_module.run(RunOptions((pattern.format(tmp=tmp_path),), str(tmp_path / output)))
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("pattern", ["{tmp}/in/*.txt", "{tmp}/in/a.txt", "{tmp}/i?/2*/*", "gs://bucket/in", "{tmp}/in/a*"])
def test_a_lake_beside_the_inputs_is_not(tmp_path: Path, pattern: str) -> None:
    write(tmp_path / "in", a=story())
    assert not sources.reaches(pattern.format(tmp=tmp_path), str(tmp_path / "in" / "lake"))


def test_a_row_that_breaks_the_contract_goes_alone(tmp_path: Path, run_into: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from transforms.text import families

    real = families.extract

    def broken(article: Any, **how: Any) -> dict[str, list[Any]]:
        found = real(article, **how)
        assert found["times"]
        found["times"][0] = found["times"][0]._replace(timex_type="CENTURY")
        return found

    monkeypatch.setattr(families, "extract", broken)
    folder = write(tmp_path / "in", a=story())
    outcome = run_into(folder)
    assert counts(outcome) == (1, 1, 0, 0)
    assert outcome.run.rejected_rows == 1
    ((detail, row),) = rows(tmp_path / "lake", "SELECT detail, row_json FROM rejects")
    assert detail == "times: timex_type_vocabulary"
    assert json.loads(row)["timex_type"] == "CENTURY"
    extracted = json.loads(outcome.run.rows_out)
    published = {name: newsbeam.open(tmp_path / "lake").dataset(name).count_rows() for name in extracted if name != "runs"}
    assert published == {name: count for name, count in extracted.items() if name != "runs"}


@pytest.mark.usefixtures("without_expectations")
def test_an_article_whose_segments_break_the_contract_is_rejected_whole(
    tmp_path: Path, run_into: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transforms.text import families

    real = families.extract

    def broken(article: Any, **how: Any) -> dict[str, list[Any]]:
        found = real(article, **how)
        if "after 1 lorries" in article.source_text:
            found["segments"] = found["segments"][:-1]
        return found

    monkeypatch.setattr(families, "extract", broken)
    folder = write(tmp_path / "in", a=story(), b=story(number=2))
    outcome = run_into(folder, max_rejects=1.0)
    assert counts(outcome) == (2, 1, 0, 1)
    assert rows(tmp_path / "lake", HELD) == [("b.txt", "2")]
    assert rows(tmp_path / "lake", "SELECT detail FROM rejects WHERE row_json IS NULL")[0][0].endswith("articles: coverage")


@pytest.mark.usefixtures("without_expectations")
def test_the_portable_job_service_gives_the_same_rows_and_measures(tmp_path: Path, run_into: Run) -> None:
    """Beam's portable job service in Python: every element that crosses a stage is encoded, as on a cluster."""
    folder = write(tmp_path / "in", a=story(), b=story("2024-02-01", 2), c="", d=story(number=3))
    portable = ("--runner=PortableRunner", "--job_endpoint=embed", "--environment_type=LOOPBACK")
    plain = run_into(folder, max_rejects=1.0)
    served = run_into(folder, max_rejects=1.0, beam_arguments=portable, output=str(tmp_path / "portable"))
    assert served.measures.counters == plain.measures.counters
    assert {name: spread.number for name, spread in served.measures.microseconds.items() if name != "write"} == {
        name: spread.number for name, spread in plain.measures.microseconds.items() if name != "write"
    }
    for name in newsbeam.open(tmp_path / "lake").tables:
        if name != "runs":
            query = f"SELECT * EXCLUDE ({'run_id' if name in ('articles', 'rejects') else 'published_month'}) FROM {name} ORDER BY ALL"
            assert rows(tmp_path / "lake", query) == rows(tmp_path / "portable", query), name
