"""What the cluster script does by itself: the traps that kill workers, and what it makes of how runs end."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tools.clusters import faults
from tools.clusters.faults import Ended, UnlikeError, expect
from tools.clusters.machines import ROOT

MODULES = Path(faults.__file__).parent / "traps"


@pytest.fixture
def traps(tmp_path: Path) -> Path:
    """A folder for traps, in which none is set."""
    (tmp_path / "traps").mkdir()
    return tmp_path / "traps"


def status(traps: Path, code: str) -> int:
    """How a Python process ends that finds the traps and does ``code``."""
    environment = {**os.environ, "TRAPS": str(traps), "PYTHONPATH": str(MODULES)}
    return subprocess.run([sys.executable, "-P", "-c", code], env=environment, check=False).returncode


def test_the_trap_at_an_input_kills_whoever_opens_it_and_nobody_else(tmp_path: Path, traps: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("")
    opening = f"open({str(tmp_path / 'a.txt')!r}); open({str(tmp_path / 'b.txt')!r})"
    assert status(traps, opening) == 0
    (traps / "input").write_text("/b.txt")
    assert status(traps, opening) == -signal.SIGKILL
    (traps / "input").write_text("/c.txt")
    assert status(traps, opening) == 0


def test_the_trap_at_a_chunk_kills_once_and_before_its_listing_is_there(tmp_path: Path, traps: Path) -> None:
    (tmp_path / "work").mkdir()
    listing, beside = tmp_path / "work" / "staged-000007.jsonl", tmp_path / "work" / "x.inprogress"
    moving = f"import os; open({str(beside)!r}, 'w').close(); os.replace({str(beside)!r}, {str(listing)!r})"
    (traps / "chunks").mkdir()
    assert (status(traps, moving), listing.exists()) == (-signal.SIGKILL, False)
    assert (status(traps, moving), listing.exists()) == (0, True)
    assert [path.name for path in (traps / "chunks").iterdir()] == ["staged-000007"]


STAGED = """
from collections import namedtuple
import sitecustomize, transforms.staging
Mention, Article = namedtuple("Mention", "char_start char_end"), namedtuple("Article", "source_uri rows")
article = Article("more/b.txt", {"entities": [1, 2], "mentions": [Mention(3, 9), Mention(10, 12)], "times": [7]})
print(hasattr(transforms.staging.Stager.add, "__wrapped__"), list(map(tuple, sitecustomize._at_rows(article).rows["mentions"])))
print(sitecustomize._at_rows(article).rows["entities"], sitecustomize._at_rows(article).rows["times"])
"""


@pytest.mark.parametrize(
    ("named", "staged"),
    [("/b.txt", "True [(3, 3), (10, 12)]\n[2] [7]\n"), ("/c.txt", "True [(3, 9), (10, 12)]\n[1, 2] [7]\n")],
    ids=["of the input that is named", "of no other"],
)
def test_the_trap_at_rows_breaks_a_rule_of_rows_and_one_of_sets_of_rows(traps: Path, named: str, staged: str) -> None:
    (traps / "rows").write_text(named)
    environment = {**os.environ, "TRAPS": str(traps), "PYTHONPATH": f"{ROOT}:{MODULES}"}
    assert (
        subprocess.run([sys.executable, "-P", "-c", STAGED], env=environment, check=True, capture_output=True, text=True).stdout == staged
    )


def test_a_run_that_ends_otherwise_is_refused_with_what_it_said() -> None:
    expect(Ended(74, 1.0, "No space left on device"), 74, "No space")
    with pytest.raises(UnlikeError, match=r"^exit code 1 after 2.5 s; it said: KeyError$"):
        expect(Ended(1, 2.5, "KeyError"), 74)
    with pytest.raises(UnlikeError, match=r"^exit code 74 after 2.5 s; it said: $"):
        expect(Ended(74, 2.5, ""), 74, "No space")


def test_the_last_line_of_an_error_is_told() -> None:
    assert (
        faults.told(Ended(1, 1.0, '{"event": "x"}\n{"event": "error", "message": "the pipeline failed\\nKeyError: 7"}\n')) == "KeyError: 7"
    )
