"""Steps that are watched: what is told, what a failure becomes, what a traceback says."""

import hashlib
import json
import os
import pickle
from pathlib import Path
from typing import Any

import pytest
from apache_beam.pvalue import TaggedOutput

from transforms.text.rejected import RejectedInput
from transforms.values import Rejection
from transforms.watch import FRAMES, Of, Watch, places_in_code

ORIGIN = Of("a.txt", "0" * 32, 7)


def outcome(watch: Watch, work: Any, stage: str = "segment") -> Any:
    """The one outcome of an attempt; of a reject its value."""
    (found,) = watch.step(stage).attempt(ORIGIN, work)
    return found.value if isinstance(found, TaggedOutput) else found


def fail(text: str = "a secret of the article") -> None:
    raise ValueError(text)


def test_a_result_passes(tmp_path: Path) -> None:
    assert outcome(Watch(str(tmp_path)), lambda: 42) == 42
    assert list(tmp_path.iterdir()) == []


def test_a_rejected_input_is_a_reject_whether_failures_are_allowed_or_not() -> None:
    def work() -> None:
        raise RejectedInput("no_date", "no date header")

    assert outcome(Watch(), work, "parse") == Rejection("a.txt", "parse", "no_date", "no date header", 7, "0" * 32)


def test_a_failure_is_a_reject_and_its_traceback_a_file_without_text(tmp_path: Path) -> None:
    watch = Watch(str(tmp_path / "tracebacks"))
    found = outcome(watch, fail)
    (file,) = (tmp_path / "tracebacks").iterdir()
    text = file.read_text()
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    assert file.name == f"{digest}.txt"
    assert found == Rejection("a.txt", "segment", "extractor_failed", f"ValueError, traceback {digest}", 7, "0" * 32)
    assert text == f"ValueError\n  tests.transforms.test_watch:{fail.__code__.co_firstlineno + 1} in fail\n"
    assert outcome(watch, lambda: fail("other words")) != found  # another place in the code
    assert outcome(watch, fail) == found


def test_a_failure_in_a_family_names_it(tmp_path: Path) -> None:
    step = Watch(str(tmp_path)).step("extract")

    def work() -> None:
        with step.family("names"):
            pass
        with step.family("places"):
            fail()

    (found,) = step.attempt(ORIGIN, work)
    assert isinstance(found, TaggedOutput)
    assert found.value.detail.startswith("places: ValueError, traceback ")
    (found,) = step.attempt(ORIGIN, fail)
    assert isinstance(found, TaggedOutput)
    assert found.value.detail.startswith("ValueError, ")


def test_without_a_folder_for_tracebacks_failures_are_raised() -> None:
    with pytest.raises(ValueError, match="a secret"):
        outcome(Watch(), fail)


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), OSError(5, "Input/output error"), MemoryError(), KeyboardInterrupt()]
)
def test_what_says_nothing_of_the_article_is_raised(tmp_path: Path, error: BaseException) -> None:
    def work() -> None:
        raise error

    with pytest.raises(type(error)):
        outcome(Watch(str(tmp_path)), work)


def test_another_error_of_the_system_is_the_articles(tmp_path: Path) -> None:
    def work() -> None:
        raise PermissionError(13, "Permission denied", "x")

    assert outcome(Watch(str(tmp_path)), work).reason == "extractor_failed"


def test_what_follows_a_step_is_not_its_failure(tmp_path: Path) -> None:
    """In a fused stage later steps run while the generator waits."""
    attempt = Watch(str(tmp_path)).step("segment").attempt(ORIGIN, lambda: 1)
    next(attempt)  # type: ignore[call-overload]
    with pytest.raises(RuntimeError, match="later"):
        attempt.throw(RuntimeError("later"))  # type: ignore[attr-defined]


def test_a_recursion_is_the_same_bug_however_deep_it_began(tmp_path: Path) -> None:
    def recurse(number: int) -> int:
        return recurse(number + 1) + 1

    def deeper(levels: int) -> Any:
        return deeper(levels - 1) if levels else outcome(Watch(str(tmp_path)), lambda: recurse(0))

    assert deeper(0) == deeper(30)
    (file,) = tmp_path.iterdir()
    assert len(file.read_text().splitlines()) == FRAMES + 1


def test_a_chain_of_exceptions_is_told_to_its_beginning() -> None:
    def chain() -> None:
        try:
            fail()
        except ValueError as error:
            raise KeyError("over it") from error

    try:
        chain()
    except KeyError as error:
        lines = places_in_code(error).splitlines()
    assert [line.split(":")[0].strip() for line in lines] == ["KeyError", "tests.transforms.test_watch"] + ["ValueError"] + [
        "tests.transforms.test_watch"
    ] * 2


def test_progress_is_told_to_an_open_file_that_travels() -> None:
    reading, writing = os.pipe()
    watch = pickle.loads(pickle.dumps(Watch(descriptor=writing)))
    watch.tell("item", source_uri="a.txt")
    step = watch.step("extract")

    def work() -> None:
        with step.family("places"):
            pass

    list(step.attempt(ORIGIN, work))
    os.close(writing)
    with os.fdopen(reading) as lines:
        assert [json.loads(line) for line in lines] == [
            {"event": "item", "source_uri": "a.txt"},
            {"event": "step", "step": "extract", "family": ""},
            {"event": "step", "step": "extract", "family": "places"},
        ]


def test_without_an_open_file_nobody_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    Watch().tell("item", source_uri="a.txt")
    outcome(Watch(), lambda: 1)
    assert capfd.readouterr() == ("", "")
