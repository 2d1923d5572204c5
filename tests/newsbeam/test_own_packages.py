"""A user's own ``pipeline``, ``transforms`` and ``schemas``: neither the command, nor its workers, nor the reader's module import them."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newsbeam.own_packages import HOME, NAMES
from tests.pipeline.conftest import story, write

DECOY = "raise ImportError('a decoy')"
SCRIPT = "import sys\nfrom newsbeam.__main__ import main\nsys.exit(main())\n"
"""What an installation puts into ``bin/newsbeam``."""

WITHOUT_EXPECTATIONS = """
from pipeline import run
from pipeline.audit import expectations
expectations.rules = lambda *given: []
run.import_great_expectations = lambda: None
"""
"""What their audit imports is the same in every process."""

Python = Callable[..., str]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder with decoys that are packages, and one with decoys that are modules."""
    packages, modules = tmp_path_factory.mktemp("packages"), tmp_path_factory.mktemp("modules")
    for name in NAMES:
        (packages / name).mkdir()
        (packages / name / "__init__.py").write_text(DECOY)
        (modules / f"{name}.py").write_text(DECOY)
    return packages, modules


@pytest.fixture(params=["folder of packages", "folder of modules", "PYTHONPATH"])
def python(request: pytest.FixtureRequest, folders: tuple[Path, Path]) -> Python:
    """``python(*arguments)``: standard output of Python, where decoys are in the current folder, or there and on PYTHONPATH."""
    here, there = reversed(folders) if request.param == "folder of modules" else folders
    environment = os.environ | ({"PYTHONPATH": str(there)} if request.param == "PYTHONPATH" else {})

    def run(*arguments: str) -> str:
        done = subprocess.run([sys.executable, *arguments], cwd=here, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.mark.parametrize("name", NAMES)
def test_the_decoys_come_first(python: Python, name: str) -> None:
    found = python("-c", f"try:\n import {name}\nexcept ImportError as error:\n print(error)")
    assert found == "a decoy\n"


def test_the_readers_module(python: Python, seed_lake: Path) -> None:
    query = "SELECT count(*) > 0 FROM quotes"
    found = python("-c", f"import newsbeam; print(newsbeam.open({str(seed_lake)!r}).sql({query!r}).fetchall())")
    assert found == "[(True,)]\n"


def test_python_dash_m_newsbeam(python: Python, seed_lake: Path) -> None:
    lake = str(seed_lake)
    assert python("-m", "newsbeam", "sql", lake, "SELECT 1 AS one", "--format", "csv") == "one\n1\n"
    assert python("-m", "newsbeam", "path", lake) == f"{seed_lake.resolve() / 'versions' / '000001'}\n"
    assert "source  009_kharkiv_military.txt\n" in python("-m", "newsbeam", "show", lake, "009_kharkiv_military.txt")


@pytest.mark.parametrize("python", ["PYTHONPATH"], indirect=True)
def test_an_article_that_is_read_again(python: Python, seed_lake: Path) -> None:
    assert "rule: " in python("-m", "newsbeam", "show", str(seed_lake), "009_kharkiv_military.txt", "--debug")


@pytest.mark.parametrize("python", ["PYTHONPATH"], indirect=True)
def test_the_script(python: Python, seed_lake: Path, tmp_path: Path) -> None:
    script = tmp_path / "newsbeam"
    script.write_text(SCRIPT)
    assert python(str(script), "sql", str(seed_lake), "SELECT 1 AS one", "--format", "csv") == "one\n1\n"


@pytest.mark.parametrize("python", ["PYTHONPATH"], indirect=True)
def test_a_run_and_its_worker(python: Python, tmp_path: Path) -> None:
    folder, lake = write(tmp_path / "in", a=story(number=1), b=story(number=2)), str(tmp_path / "lake")
    python("-m", "newsbeam", "run", "--input", str(folder), "--output", lake, "--workers", "1", "--chunk_articles", "1", "--quiet")
    assert python("-m", "newsbeam", "sql", lake, "SELECT count(*) AS n FROM articles", "--format", "csv") == "n\n2\n"


def test_python_processes_that_the_command_starts_keep_the_current_folder_off_their_path(folders: tuple[Path, Path]) -> None:
    """So do the workers of Beam's own runners, which are started as ``python -m`` by Beam."""
    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import schemas; print(schemas.__file__)'])"
    code = f"from newsbeam import own_packages; own_packages.claim(); {child}"
    done = subprocess.run([sys.executable, "-c", code], cwd=folders[0], capture_output=True, text=True, check=True)
    assert done.stdout == f"{HOME / 'schemas' / '__init__.py'}\n"


def test_isolated_workers_of_an_isolated_run(tmp_path: Path) -> None:
    """``python -I`` reads no PYTHONPATH; then its workers read none either."""
    (tmp_path / "sitecustomize.py").write_text("import os; os._exit(3)")  # ends every Python that reads PYTHONPATH
    folder, lake = write(tmp_path / "in", a=story()), str(tmp_path / "lake")
    arguments = ["run", "--input", str(folder), "--output", lake, "--workers", "1", "--quiet"]
    subprocess.run(
        [sys.executable, "-I", "-c", WITHOUT_EXPECTATIONS + SCRIPT, *arguments], env=os.environ | {"PYTHONPATH": str(tmp_path)}, check=True
    )
