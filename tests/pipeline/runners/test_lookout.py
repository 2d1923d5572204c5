"""What a run sees of workers on other machines, and when it has seen enough."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import WorkerError
from pipeline.lakes import open_lake
from pipeline.options import RunOptions
from pipeline.runners.lookout import Lookout

OPTIONS = RunOptions(inputs=("in",), output="lake", start_timeout=60, stall_timeout=300)


class Sight:
    """A lookout over a run of two chunks, of 10 and 4 articles, whose clock stands still."""

    def __init__(self, root: Path) -> None:
        self.now = 0.0
        self.told: list[int] = []
        self.staging = root / "lake" / "staging" / "run"
        self.lookout = Lookout(open_lake(str(root / "lake")), "staging/run", {0: 10, 1: 4}, OPTIONS, self.told.append, lambda: self.now)

    def make(self, name: str, content: str = "") -> Path:
        path = self.staging / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        return path

    def look(self, seconds: float = 0.0) -> list[int]:
        """What is told of articles when so many seconds have passed."""
        self.now += seconds
        self.told.clear()
        self.lookout.look()
        return self.told


@pytest.fixture
def sight(tmp_path: Path) -> Any:
    return Sight(tmp_path)


def test_articles_are_counted_by_marks_and_listings(sight: Sight) -> None:
    assert sight.look() == []
    mark = sight.make("marks/000000-3")
    sight.make("marks/000001-0")
    assert sight.look() == [3]
    mark.unlink()
    sight.make("marks/000000-9")
    assert sight.look() == [6]
    sight.make("work/staged-000000.jsonl")
    assert sight.look() == [1]  # whose mark is not removed yet
    assert (sight.look(), sight.lookout.done) == ([], 1)
    sight.lookout.finish()
    assert sight.told == [4]


def test_a_worker_that_dies_gives_articles_back(sight: Sight) -> None:
    sight.look()
    mark = sight.make("marks/000000-7")
    assert sight.look() == [7]
    mark.unlink()
    sight.make("marks/000000-0")
    assert sight.look() == [-7]


def test_a_job_that_does_not_begin_is_told_of_after_the_start_timeout(sight: Sight) -> None:
    sight.look()
    sight.look(60)
    with pytest.raises(WorkerError, match=r"no worker of the job has begun an article in 60 s \(--start_timeout\)"):
        sight.look(1)


def test_a_job_that_is_silent_is_told_of_after_the_stall_timeout(sight: Sight) -> None:
    sight.look()
    sight.make("marks/000000-0")
    sight.look(59)
    sight.look(300)
    with pytest.raises(WorkerError, match=r"no worker of the job has begun or done an article for 300 s \(--stall_timeout\)"):
        sight.look(1)


def test_another_job_has_its_own_time_to_begin(sight: Sight) -> None:
    sight.look()
    sight.make("marks/000000-0")
    sight.look(59)
    sight.now += 299
    sight.lookout.begin()
    sight.look(60)
    with pytest.raises(WorkerError, match="--start_timeout"):
        sight.look(1)


def test_a_job_that_is_sent_late_has_its_whole_time_and_begins_with_the_first_sign_since_before(sight: Sight) -> None:
    sight.make("marks/000000-0")
    sight.lookout.begin()
    sight.now += 59
    sight.lookout.sent()
    sight.look(60)
    assert not sight.lookout.begun
    sight.make("marks/000001-0")
    sight.lookout.see()
    assert sight.lookout.begun


def test_workers_are_told_that_a_run_has_ended(sight: Sight) -> None:
    with sight.lookout.cancelling():
        sight.make("marks/000000-0")
    assert [path.name for path in (sight.staging / "marks").iterdir()] == ["000000-0"]
    with pytest.raises(KeyboardInterrupt), sight.lookout.cancelling():
        raise KeyboardInterrupt
    assert sorted(path.name for path in (sight.staging / "marks").iterdir()) == ["000000-0", "cancelled"]


def test_what_an_unfit_worker_says_ends_the_run(sight: Sight) -> None:
    sight.make("marks/refused-host-7", "worker 7 has another newsbeam")
    with pytest.raises(WorkerError, match=r"^worker 7 has another newsbeam$"):
        sight.look()
