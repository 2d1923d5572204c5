"""Chunks that are done once: what a work file gives, what its listing repeats, and what is done alone where a worker died."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from obstore.store import MemoryStore

from newsbeam import objects
from transforms import custody
from transforms.custody import CANCELLED, CancelledError, Chunk
from transforms.lists import Listing, listing_bytes, read_listing, work_lines
from transforms.values import Rejection, StagedFile, WorkItem
from transforms.work import Marks, _Give, listing_beside

ITEMS = [WorkItem(name, f"/in/{name}", "0" * 64) for name in "abc"]
FILE = StagedFile("data/articles/x.parquet", "articles", "2024-01", 1, 7, "f" * 64)
REJECT = Rejection("b", "read", "empty", "no bytes")


class Keeper:
    """Keeps marks below a folder, and remembers what it was asked."""

    def __init__(self, folder: Path, alone: Listing | None = None) -> None:
        self.marks = str(folder / "marks")
        self.asked: list[str] = []
        self._alone = alone or Listing([], [])

    def greet(self) -> None:
        self.asked.append("greet")

    def alone(self, item: WorkItem) -> Listing:
        self.asked.append(item.source_uri)
        return self._alone


@pytest.fixture
def work(tmp_path: Path) -> Path:
    path = tmp_path / "work" / "work-000007.jsonl"
    path.parent.mkdir()
    path.write_text(work_lines(ITEMS), encoding="ascii")
    return path


def stage(item: WorkItem) -> None:
    """What the last step does with an article that is one of a chunk."""
    chunk = custody.at_work()
    assert chunk is not None
    chunk.holds(lambda: [FILE._replace(rows=chunk.articles - len([file for file in chunk.staged if file is not FILE]))])


def reject(item: WorkItem) -> None:
    """What a step does with an article that it rejects."""
    chunk = custody.at_work()
    assert chunk is not None
    chunk.rejects.append(REJECT._replace(source_uri=item.source_uri))


def given(keeper: Keeper, path: Path, steps: Callable[[WorkItem], None]) -> list[Any]:
    """What the step gives, while ``steps`` are done with each item before the next is asked for."""
    found: list[Any] = []
    for one in _Give(keeper).process(str(path)):
        if isinstance(one, WorkItem):
            found.append(one.source_uri)
            steps(one)
        else:
            found.append((one.tag, one.value))
    return found


def test_a_whole_chunk_is_listed_and_leaves_no_mark(tmp_path: Path, work: Path) -> None:
    def steps(item: WorkItem) -> None:
        assert [path.name for path in (tmp_path / "marks").iterdir()] == [f"000007-{ITEMS.index(item)}"]
        assert not Path(listing_beside(str(work))).exists()
        (reject if item.source_uri == "b" else stage)(item)

    keeper = Keeper(tmp_path)
    assert given(keeper, work, steps) == ["a", "b", "c", ("staged", FILE._replace(rows=2))]  # the reject left by the step that made it
    assert read_listing(Path(listing_beside(str(work))).read_bytes()) == ([FILE._replace(rows=2)], [REJECT])
    assert list((tmp_path / "marks").iterdir()) == []
    assert keeper.asked == []
    assert custody.at_work() is None


def test_a_chunk_that_is_done_is_told_again_and_not_done_again(tmp_path: Path, work: Path) -> None:
    Path(listing_beside(str(work))).write_bytes(listing_bytes(Listing([FILE], [REJECT])))
    assert given(Keeper(tmp_path), work, pytest.fail) == [("staged", FILE), ("rejects", REJECT)]


def test_the_item_at_which_a_worker_died_is_done_alone(tmp_path: Path, work: Path) -> None:
    steps = _Give(Keeper(tmp_path)).process(str(work))
    for _ in range(2):
        next(steps)  # and the worker is gone
    died = Rejection("b", "extract", "worker_died", "it died")
    keeper = Keeper(tmp_path, Listing([], [died]))
    assert given(keeper, work, stage) == ["a", "c", ("staged", FILE._replace(rows=2)), ("rejects", died)]
    assert keeper.asked == ["b"]
    assert read_listing(Path(listing_beside(str(work))).read_bytes()).rejects == [died]


def test_what_the_item_gives_alone_is_part_of_the_chunk(tmp_path: Path, work: Path) -> None:
    (tmp_path / "marks").mkdir()
    for name in ("000007-0", "000007-2", "000008-1"):  # the worker died while it moved its mark
        (tmp_path / "marks" / name).touch()
    alone = FILE._replace(path="data/articles/alone.parquet")
    found = given(Keeper(tmp_path, Listing([alone], [])), work, stage)
    assert found == ["a", "b", ("staged", alone), ("staged", FILE._replace(rows=2))]
    assert [path.name for path in (tmp_path / "marks").iterdir()] == ["000008-1"]


def test_of_a_run_that_has_ended_no_other_item_is_begun(tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transforms.work.LOOK", 0)
    steps = _Give(Keeper(tmp_path)).process(str(work))
    next(steps)
    (tmp_path / "marks" / CANCELLED).touch()
    with pytest.raises(CancelledError, match=r"^the run has ended, and needs this chunk no more$"):
        next(steps)
    assert not Path(listing_beside(str(work))).exists()
    assert sorted(path.name for path in (tmp_path / "marks").iterdir()) == ["000007-0", CANCELLED]


def test_of_a_chunk_whose_steps_run_elsewhere_nothing_is_concluded(tmp_path: Path, work: Path) -> None:
    assert given(Keeper(tmp_path), work, lambda item: None) == ["a", "b", "c"]
    assert not Path(listing_beside(str(work))).exists()


def test_a_worker_that_is_not_fit_does_nothing(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    _Give(keeper).setup()
    assert keeper.asked == ["greet"]


def test_rows_that_left_stand_for_no_input(tmp_path: Path) -> None:
    chunk = Chunk()
    chunk.add(Listing([FILE._replace(rows=3), FILE._replace(dataset="times", rows=9)], [REJECT, REJECT._replace(row_json="{}")]))
    assert chunk.inputs == 4


def test_a_chunk_forgotten_half_way_does_not_end_the_next(tmp_path: Path, work: Path) -> None:
    forgotten = _Give(Keeper(tmp_path)).process(str(work))
    next(forgotten)
    with custody.working_on(Chunk()) as _:
        mine = custody.at_work()
        forgotten.close()
        assert custody.at_work() is mine


def test_marks_of_a_chunk_without_any(tmp_path: Path) -> None:
    marks = Marks(str(tmp_path / "nowhere"), "/x/work-000001.jsonl")
    assert marks.found() is None
    marks.clear()


def test_marks_on_an_object_store(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the run goes on is asked of the store when a chunk begins, and then once in so many seconds."""
    store, now, asked = MemoryStore(), 0.0, []
    monkeypatch.setattr(objects, "store_of", lambda bucket: store)
    real = objects.size
    monkeypatch.setattr(objects, "size", lambda url: (asked.append(url), real(url))[1])
    marks = Marks("s3://news/marks", "s3://news/work/work-000001.jsonl", lambda: now)
    for index in range(7):
        marks.refuse_cancelled()
        marks.move(index)
        now += 2
    assert Marks("s3://news/marks", "s3://news/work/work-000001.jsonl").found() == 6
    assert asked == [f"s3://news/marks/{CANCELLED}"] * 3  # at 0, 6 and 12 seconds
    objects.put(f"s3://news/marks/{CANCELLED}", b"")
    marks.refuse_cancelled()
    now += 4
    with pytest.raises(CancelledError):
        marks.refuse_cancelled()
