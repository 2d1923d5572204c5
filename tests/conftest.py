"""Fixtures for all tests: the loaded model, and annotated articles from plain text."""

import datetime
import fcntl
import functools
import gc
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from pipeline.options import DEFAULT_MODEL, MAX_FAILURES
from schemas import Article, Segment, digest
from transforms.text.reading import Reading, annotation
from transforms.text.reading.document import SegmentedArticle

Annotated = Callable[..., Reading]

hypothesis.settings.register_profile("newsbeam", deadline=None, derandomize=True)  # the same texts each time; and no test asserts a time
hypothesis.settings.load_profile("newsbeam")
os.environ[MAX_FAILURES] = "0"  # of the runs of tests: what raises over one article is raised at once

TESTS = Path(__file__).parent
QUICK = {"schemas", "tools", "transforms"}
QUICK_INPUTS = 3
"""Of a test with more inputs than that `make quick` runs the first ones."""


gc.disable()  # while modules are imported and tests are collected: what that makes stays, and looking through it again and again took seconds


def pytest_collection_finish() -> None:
    """What is there now is never looked through again for what can go."""
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as ``whole`` what `make quick` leaves out: runs, readers of what a run made, texts drawn at random or long enough to show growth, and of
    a test with many inputs all but the first. Lines that long texts run are counted in no test: others run them, and counting takes its time.
    """
    inputs: Counter[str] = Counter()
    for item in items:
        test = item.nodeid.partition("[")[0]
        inputs[test] += 1
        elsewhere = item.path.is_relative_to(TESTS) and item.path.relative_to(TESTS).parts[0] not in QUICK
        reads_a_lake = not {"seed_lake", "empty_lake"}.isdisjoint(getattr(item, "fixturenames", ()))
        draws_texts = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        shows_growth = "linear_time" in item.name
        if elsewhere or reads_a_lake or draws_texts or shows_growth or inputs[test] > QUICK_INPUTS:
            item.add_marker("whole")
        if shows_growth:
            item.add_marker("no_cover")


@pytest.fixture(scope="session", autouse=True)
def _one_model() -> Iterator[None]:
    """Runs in this process share one model, as the articles of a run do: loading it takes most of a small run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(annotation, "load", functools.cache(annotation.load))
        yield


@pytest.fixture(scope="session")
def nlp(_one_model: None) -> Any:
    """The default model, loaded once."""
    return annotation.load(DEFAULT_MODEL)


def page(text: str, date: str = "2024-01-24") -> SegmentedArticle:
    """A story page: the date header, then ``text``, whose blocks between blank lines are paragraphs of the body."""
    header = f"date {date}"
    source = f" {header} {text}"
    published = datetime.date.fromisoformat(date)
    article_id = digest(source)

    def segment(index: int, kind: str, start: int, end: int) -> Segment:
        media = (None, None, None, None)
        return Segment(article_id, published, index, kind, source[start:end], start, end, kind == "paragraph", None, [], [], *media)

    segments = [segment(0, "date_header", 1, 1 + len(header))]
    for block in re.finditer(r"\S(?:.*?\S)??(?=\s*\n\s*\n|\s*\Z)", source[1 + len(header) :], re.DOTALL):
        start, end = (1 + len(header) + at for at in block.span())
        segments.append(segment(len(segments), "paragraph", start, end))
    now = datetime.datetime(2024, 6, 1, tzinfo=datetime.UTC)
    article = Article(
        article_id=article_id, published_date=published, source_uri="article.txt", source_bytes=len(source.encode()), source_encoding="utf-8",
        content_sha256="0" * 64, date_basis="header", date_header=header,
        outlet=None, page_type="story", headline=None, bylines=[], dateline=None, agencies=[],
        published_at=None, published_at_text=None, updated_at=None, updated_at_text=None, language="en", language_confidence=1.0,
        source_text=source, body_text=text, word_count=len(text.split()), segment_count=len(segments), boilerplate_ratio=0.0,
        annotated_characters=None, run_id="run", pipeline_version="0", processed_at=now,
    )  # fmt: skip
    return SegmentedArticle(article, tuple(segments))


@pytest.fixture(scope="session")
def annotated(nlp: Any) -> Annotated:
    """``annotated(text, date="2024-01-24")``: the annotated article whose blank-line blocks are paragraphs of the body."""

    def annotate(text: str, date: str = "2024-01-24") -> Reading:
        return annotation.annotate(nlp, page(text, date))

    return annotate


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches another machine."""
    import socket

    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to connect to {address[0]}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def without_expectations(monkeypatch: pytest.MonkeyPatch) -> None:
    """The audit without Great Expectations, whose calls take most of a small run: Arrow's and SQL's rules stay.

    What Great Expectations does is tested in pipeline/audit/, and in the runs over seeds/, by two workers, and on two daily folders.
    """
    monkeypatch.setattr("pipeline.audit.expectations.rules", lambda *given: [])
    monkeypatch.setattr("pipeline.run.import_great_expectations", lambda: None)


SEEDS = TESTS.parent / "seeds"


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder ``name`` that ``make`` filled, in whichever of the processes that test came first."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    with open(folder / "lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            make(folder)
            (folder / "made").touch()
    return folder


@pytest.fixture(scope="session")
def seed_lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake that one run made of six seeds and two faults: every dataset has rows."""
    names = ("000_cargo_plane_crash", "005_federal_budget", "008_hospital_outbreak", "009_kharkiv_military", "010_dwarf_planet_ring",
             "021_water_hearing", "faults/empty", "faults/no_date")  # fmt: skip
    return once(tmp_path_factory, "seed", lambda folder: run_of([SEEDS / f"{name}.txt" for name in names], folder / "lake", SEEDS)) / "lake"


@pytest.fixture(scope="session")
def empty_lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake in which every dataset but rejects and runs is there without rows."""

    def make(folder: Path) -> None:
        (folder / "nothing.txt").write_text("", encoding="utf-8")
        run_of([folder / "nothing.txt"], folder / "lake")

    return once(tmp_path_factory, "empty", make) / "lake"


def run_of(inputs: Iterable[Path], lake: Path, root: Path | None = None) -> None:
    """Publish ``inputs`` by a run in this process."""
    from pipeline.options import RunOptions
    from pipeline.run import run

    options = RunOptions(
        inputs=tuple(map(str, inputs)),
        output=str(lake),
        source_root=None if root is None else str(root),
        beam_arguments=("--runner=FnApiRunner",),
        max_rejects=1.0,
    )
    run(options, now=datetime.datetime(2024, 12, 31, tzinfo=datetime.UTC))
