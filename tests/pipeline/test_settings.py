"""Where the options of a run are from: the command line, the nearest ``newsbeam.toml``, or the default."""

import re
from pathlib import Path
from typing import Any

import pytest

from pipeline import run as run_module
from pipeline.arguments.parser import commands, parser
from pipeline.main import main
from pipeline.options import MAX_FAILURES, RunOptions

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


class AskedError(Exception):
    """What a run was asked to do."""

    def __init__(self, options: RunOptions) -> None:
        self.options = options


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Any:
    """``asked(…)``: the options of the run that the command line asks for."""

    def refuse(options: RunOptions, **more: Any) -> None:
        raise AskedError(options)

    monkeypatch.setattr(run_module, "run", refuse)

    def ask(*arguments: str) -> RunOptions:
        with pytest.raises(AskedError) as caught:
            main(["run", *arguments])
        return caught.value.options

    return ask


FILE = """
[run]
input = ["raw/", "s3://bucket/*.txt", "@list.txt"]
output = "lake"
source_root = "/elsewhere"
max_rejects = 0.1
workers = 3
clean_text = true
"""


def test_options_of_the_file(here: Path, asked: Any) -> None:
    """Its paths are as seen from its folder."""
    (here / "newsbeam.toml").write_text(FILE)
    options = asked()
    assert options.inputs == (f"{here}/raw/", "s3://bucket/*.txt", f"@{here}/list.txt")
    assert (options.output, options.source_root) == (f"{here}/lake", "/elsewhere")
    assert (options.max_rejects, options.workers, options.clean_text, options.max_bytes) == (0.1, 3, True, 64 << 20)


def test_paths_of_the_file_are_shown_without_dots_at_their_start(here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """``..`` leaves the folder that a link leads to, as it does for the system."""
    (here / "jobs" / "night").mkdir(parents=True)
    (here / "link").symlink_to("jobs/night")
    (here / "jobs" / "night" / "newsbeam.toml").write_text('[run]\ninput = ["../raw/*.txt", "@../../list.txt", "./x"]\noutput = ".."\n')
    monkeypatch.chdir(here / "jobs")
    assert main(["config", "--config", "../link/newsbeam.toml"]) == 0
    lines = {line.split()[0]: " ".join(line.split()[1:]) for line in capsys.readouterr().out.splitlines()}
    file = f"{here}/link/newsbeam.toml"
    assert lines["input"] == f'["{here}/jobs/raw/*.txt", "@{here}/list.txt", "{here}/link/x"] {file}'
    assert lines["output"] == f'"{here}/jobs" {file}'


def test_no_workers_are_one_for_each_core(here: Path, capsys: Capture) -> None:
    assert main(["config"]) == 0
    assert re.search(r"^workers +0 +default: one for each core$", capsys.readouterr().out, re.MULTILINE)
    (here / "newsbeam.toml").write_text("[run]\nworkers = 0\nchunk_articles = 1\n")
    assert main(["config"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"^workers +0 +\S+newsbeam.toml: one for each core$", out, re.MULTILINE)
    assert re.search(r"^chunk_articles +1 +\S+newsbeam.toml$", out, re.MULTILINE)


def test_the_command_line_comes_first(here: Path, asked: Any) -> None:
    (here / "newsbeam.toml").write_text(FILE)
    options = asked("--input", "a.txt", "--input", "b.txt", "--max-rejects", "0.2", "--runner=DirectRunner")
    assert (options.inputs, options.max_rejects, options.workers) == (("a.txt", "b.txt"), 0.2, 3)
    assert options.beam_arguments == ("--runner=DirectRunner",)


def test_the_nearest_file_counts_and_one_that_is_named_before_it(here: Path, asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    below = here / "a" / "b"
    below.mkdir(parents=True)
    (here / "newsbeam.toml").write_text('[run]\ninput = "far"\noutput = "far"\n')
    (here / "a" / "newsbeam.toml").write_text('[run]\ninput = "near"\noutput = "near"\n')
    (here / "mine.toml").write_text('[run]\ninput = "named"\noutput = "named"\n')
    monkeypatch.chdir(below)
    assert asked().output == f"{here}/a/near"
    assert asked("--config", "../../mine.toml").output == f"{here}/named"


WRONG = [
    ("[run]\nmax-rejects = 0.1", "unknown option max-rejects; did you mean max_rejects?"),
    ("[run]\nzzz = 1", "unknown option zzz"),
    ("[runs]\n", "unknown table runs; did you mean run?"),
    ('output = "lake"', "unknown table output"),
    ("run = 1", "run is no table: write [run]"),
    ("[run", "is no TOML: Expected ']' at the end of a table declaration"),
    ("[run]\nprune = true", "prune stands on the command line alone"),
    ("[run]\nmax_rejects = 7", "max_rejects: must be between 0 and 1, not '7'"),
    ("[run]\nmax_rejects = true", "max_rejects: must be a text or a number, not true"),
    ('[run]\nworkers = "two"', "workers: must be a whole number of at least 0, not 'two'"),
    ('[run]\nclean_text = "yes"', "clean_text: must be true or false, not 'yes'"),
    ('[run]\ndate_order = "YDM"', "date_order: must be one of DMY, MDY, YMD, not 'YDM'"),
    ("[run]\ninput = [1, [2]]", "input: must be a text or a number, not [2]"),
]


@pytest.mark.parametrize(("content", "said"), WRONG)
def test_what_is_wrong_in_the_file(here: Path, capsys: Capture, content: str, said: str) -> None:
    (here / "newsbeam.toml").write_text(content)
    for command in (["run", "--input", "a.txt", "--output", "lake"], ["config"]):
        assert main(command) == 2
        told = capsys.readouterr().err
        assert told.startswith(f"newsbeam: {here}/newsbeam.toml")
        assert said in told


def test_a_file_that_is_named_and_missing(here: Path, capsys: Capture) -> None:
    assert main(["config", "--config", "no.toml"]) == 2
    assert capsys.readouterr().err == "newsbeam: no.toml cannot be read: No such file or directory\n"


def test_what_is_given_nowhere_is_missing(here: Path, capsys: Capture) -> None:
    (here / "newsbeam.toml").write_text('[run]\noutput = "lake"\n')
    assert main(["run"]) == 2
    assert "the following arguments are required: --input (see newsbeam run --help)" in capsys.readouterr().err


def test_config_shows_every_option_and_where_it_is_from(here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MAX_FAILURES, "0.5")
    (here / "newsbeam.toml").write_text(FILE + "date_pattern = '(?P<year>\\d+)/(?P<month>\\d+)/(?P<day>\\d+)'\n")
    assert main(["config"]) == 0
    lines = {line.split()[0]: " ".join(line.split()[1:]) for line in capsys.readouterr().out.splitlines()}
    options = {action.option_strings[-1][2:] for action in commands(parser())["run"]._actions}
    assert set(lines) == options - {"dry_run", "full", "limit", "prune", "log_json", "config", "help"}
    assert lines["output"] == f'"{here}/lake" {here}/newsbeam.toml'
    assert lines["input"] == f'["{here}/raw/", "s3://bucket/*.txt", "@{here}/list.txt"] {here}/newsbeam.toml'
    assert lines["date_pattern"] == f"'(?P<year>\\d+)/(?P<month>\\d+)/(?P<day>\\d+)' {here}/newsbeam.toml"
    assert lines["clean_text"] == f"true {here}/newsbeam.toml"
    assert lines["max_failures"] == f"0.5 {MAX_FAILURES}"
    assert lines["max_bytes"] == "67108864 default"
    assert lines["wait"] == "false default"
    assert lines["sidecar"] == "default"
