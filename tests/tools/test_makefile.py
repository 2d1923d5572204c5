"""What each target installs: read from what make would do."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def would_do(target, tmp_path):
    """The commands of ``make target`` in an environment that is not there yet."""
    command = ["make", "--dry-run", "--no-print-directory", target, f"VENV={tmp_path / 'environment'}"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def installed(commands):
    """The lock files that are installed, in order."""
    return re.findall(r"--require-hashes --only-binary :all: -r (\S+)", commands)


@pytest.mark.parametrize("target", ["run-local", "evaluate", "benchmark"])
def test_to_use_needs_no_test_tool(target, tmp_path):
    assert installed(would_do(target, tmp_path)) == ["requirements.lock"]


@pytest.mark.parametrize("target", ["install", "test", "quick", "lint", "types", "check", "locked", "golden", "docs"])
def test_to_work_on_it_needs_everything(target, tmp_path):
    assert installed(would_do(target, tmp_path)) == ["requirements.lock", "requirements-dev.lock"]


def test_nothing_is_resolved_and_everything_is_checked(tmp_path):
    commands = would_do("test", tmp_path).splitlines()
    installs = [line for line in commands if " pip " in line and " install " in line]
    assert len(installs) == 3
    assert all(" --no-deps " in line for line in installs)
    assert all(" --require-hashes " in line or " --no-build-isolation " in line for line in installs)
    assert sum(line.endswith(" check") for line in commands) == 2


def test_help_lists_every_target():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    declared = {name for line in re.findall(r"^\.PHONY:(.*)", text, re.MULTILINE) for name in line.split()} - {"interpreter"}
    shown = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.split()[1] for line in shown.splitlines()} == declared
