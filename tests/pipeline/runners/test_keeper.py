"""What a worker of a cluster does before the first article, and with an input at which one died."""

import dataclasses
import os
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import StorageError, WorkerError
from pipeline.options import RunOptions
from pipeline.runners import keeper
from pipeline.runners.assignment import Assignment
from pipeline.runners.keeper import ClusterKeeper, facts_of_this_process
from tests.pipeline.conftest import NOW
from tests.pipeline.runners import fake_worker
from transforms.lists import Listing
from transforms.values import Rejection, RunContext, StagedFile, WorkItem


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClusterKeeper:
    """The keeper of a run, whose workers alone are fake ones."""
    monkeypatch.setattr(keeper, "_greeted", {})
    (tmp_path / "starts").write_text("")
    options = RunOptions(inputs=("in",), output="lake", start_timeout=60, stall_timeout=60, beam_arguments=("--runner=PortableRunner",))
    given = Assignment(options, RunContext("run-1", NOW, "0"), str(tmp_path / "staging"), None)
    command = (sys.executable, "-I", "-S", fake_worker.__file__, str(tmp_path))
    return ClusterKeeper(given, str(tmp_path / "marks"), tuple(facts_of_this_process(options).items()), command)


def test_a_worker_like_the_process_that_began_the_run_is_fit(kept: ClusterKeeper, tmp_path: Path) -> None:
    kept.greet()
    assert not (tmp_path / "marks").exists()


def test_a_worker_with_other_versions_says_so_each_time_and_leaves_a_mark(kept: ClusterKeeper, tmp_path: Path) -> None:
    facts = dict(kept.facts) | {"newsbeam": "9.9", "places": "abc"}
    other = dataclasses.replace(kept, facts=tuple(facts.items()))
    who = f"worker process {os.getpid()} of {socket.gethostname()}"
    mine = dict(kept.facts)
    said = f"{who} is unlike the process that began the run: newsbeam {mine['newsbeam']} instead of 9.9, places {mine['places']} instead of abc"
    for _ in range(2):
        with pytest.raises(WorkerError) as caught:
            other.greet()
        assert str(caught.value) == said
    (mark,) = (tmp_path / "marks").iterdir()
    assert (mark.name, mark.read_text()) == (f"refused-{socket.gethostname()}-{os.getpid()}", said)


def test_a_worker_without_the_model_says_so(kept: ClusterKeeper, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(options: RunOptions) -> Any:
        raise OSError("no spaCy model package named 'x' is installed")

    monkeypatch.setattr(keeper, "facts_of_this_process", missing)
    with pytest.raises(WorkerError, match=r"^worker process \d+ of \S+: no spaCy model package named 'x' is installed$"):
        kept.greet()


def item(name: str) -> WorkItem:
    return WorkItem(name, "", "a" * 64)


def test_an_input_alone_gives_what_it_gives(kept: ClusterKeeper) -> None:
    assert kept.alone(item("a")) == Listing([StagedFile("a", "articles", "2024-01", 1, 1, "")], [])


def test_an_input_that_kills_its_worker_alone_is_a_reject(kept: ClusterKeeper) -> None:
    detail = "the worker that processed this input alone ended with status -9 in places"
    assert kept.alone(item("killed")) == Listing([], [Rejection("killed", "extract", "worker_died", detail, article_id="a" * 32)])


def test_an_input_that_says_nothing_for_too_long_is_a_reject(kept: ClusterKeeper) -> None:
    options = dataclasses.replace(kept.given.options, stall_timeout=0.5)
    short = dataclasses.replace(kept, given=dataclasses.replace(kept.given, options=options))
    (reject,) = short.alone(item("sleeps")).rejects
    assert reject.detail == "the worker that processed this input alone said nothing for 0.5 s and was ended in places"


def test_a_full_disk_and_a_bug_end_the_run(kept: ClusterKeeper) -> None:
    with pytest.raises(StorageError, match="No space left on device"):
        kept.alone(item("full disk"))
    with pytest.raises(WorkerError, match="the pipeline failed at a bug:\nTraceback\nKeyError: 7"):
        kept.alone(item("a bug"))


def test_a_worker_that_does_not_start_says_nothing_of_the_input(kept: ClusterKeeper, tmp_path: Path) -> None:
    (tmp_path / "starts").write_text("exits")
    with pytest.raises(WorkerError, match="a worker process for one input ended with status 4 before it was ready: cannot import"):
        kept.alone(item("a"))
