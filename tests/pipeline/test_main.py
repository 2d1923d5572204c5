"""The command line: every option, its help, exit codes, what passes through to Beam and what is refused."""

import argparse
import errno
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import newsbeam
from pipeline import errors
from pipeline import run as run_module
from pipeline.arguments import codes
from pipeline.arguments.parser import commands as commands_of
from pipeline.arguments.parser import parser
from pipeline.arguments.spelling import beam_option_names, known_beam_arguments
from pipeline.lakes.local import LocalLake
from pipeline.main import main
from pipeline.options import RunOptions
from tests.pipeline.conftest import story, write

ROOT = Path(__file__).parents[2]
Capture = pytest.CaptureFixture[str]
LOCAL = "--runner=FnApiRunner"


def commands() -> dict[str, argparse.ArgumentParser]:
    return commands_of(parser())


COVERED = {
    "": {"--help", "--version"},
    "run": {
        "--help", "--input", "--output", "--source_root", "--source_pattern", "--text_field", "--id_field", "--date_field", "--sidecar",
        "--date_pattern", "--date_order", "--clean_text", "--model", "--max_rejects", "--max_failures", "--strict_drift", "--max_bytes",
        "--max_annotated",
        "--workers", "--chunk_articles", "--start_timeout", "--stall_timeout", "--dry_run", "--full", "--limit", "--prune", "--wait",
        "--verify", "--quiet", "--log_json", "--config", "--metrics_file", "--openlineage_file", "--openlineage_url",
    },
    "help": {"--help"},
    "config": {"--help", "--config"},
    "status": {"--help", "--max_age", "--input", "--format"},
    "doctor": {"--help", "--format"},
    "validate": {"--help"},
    "verify": {"--help"},
    "path": {"--help", "--files"},
    "recover": {"--help", "--version"},
    "gc": {"--help", "--keep", "--older_than"},
    "compact": {"--help"},
    "erase": {"--help", "--article", "--source_uri", "--person", "--yes"},
    "export-iceberg": {"--help", "--remove"},
    "sql": {"--help", "--format", "--output", "--example"},
    "show": {"--help", "--debug"},
    "report": {"--help", "--output"},
    "sample": {"--help", "--rows", "--seed", "--dataset", "--output", "--score", "--json"},
    "completion": {"--help"},
    "evaluate": {"--help", "--gold", "--json", "--workers"},
}  # fmt: skip
"""Every option, each used by a test of this file, of test_query.py, test_show.py, test_lake.py, test_erase.py,
test_settings.py, of the explorer, the sampling, or the evaluation."""


def test_every_option_is_covered_and_described() -> None:
    found = {"": parser(), **commands()}
    assert {name: {o for a in p._actions for o in a.option_strings if o.startswith("--")} for name, p in found.items()} == COVERED
    for name, command in found.items():
        for action in command._actions:
            described = action.help or isinstance(action, argparse._SubParsersAction) or action.metavar in ("LAKE", "TASK")
            assert described, f"{name} {action.dest} says nothing of itself"


def test_every_option_of_a_run_is_a_field_of_its_options_or_says_what_is_told() -> None:
    destinations = {action.dest for action in commands()["run"]._actions} - {"help"}
    assert destinations == (set(RunOptions.__dataclass_fields__) - {"beam_arguments"}) | {
        "dry_run",
        "quiet",
        "log_json",
        "config",
        "metrics_file",
        "openlineage_file",
        "openlineage_url",
    }


PAGES = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", *sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("docs/*.md"))]


@pytest.mark.parametrize("page", PAGES)
def test_documented_options_exist(page: str) -> None:
    known = {option for options in COVERED.values() for option in options}
    beam = {"--runner", "--job_endpoint", "--environment_type", "--project", "--region", "--job_name"}
    text = re.sub(r"`[^`\n]*python -m (?!newsbeam)[^`\n]*`", "", (ROOT / page).read_text(encoding="utf-8"))  # other commands' options
    for line in text.splitlines():
        if "newsbeam " in line:
            wrong = set(re.findall(r"(?<![\w-])--[a-z][a-z_]*", line)) - known - beam
            assert not wrong, f"{page}: {line}"
            for command in re.findall(r"(?:^|[`$] ?|  )newsbeam ([a-z]+) ", line):
                assert command in COVERED, f"{page}: {line}"


def told_codes(command: str) -> dict[str, str]:
    lines = codes.exit_codes(command).splitlines()
    assert lines[0] == "exit codes:"
    return {line.split()[0]: line.split(maxsplit=1)[1] for line in lines[1:]}


def test_the_exit_codes_are_those_documented() -> None:
    assert codes.EXIT_CODES.keys() == {value for name, value in vars(errors).items() if name.startswith("EXIT_")}
    assert list(told_codes("")) == list(told_codes("run")) == list(map(str, sorted(codes.EXIT_CODES)))
    assert list(told_codes("sql")) == ["0", "1", "2", "5", "74", "130"]
    assert list(told_codes("gc")) == list(told_codes("compact")) == ["0", "1", "2", "5", "74", "75", "130"]
    assert list(told_codes("config")) == list(told_codes("help")) == ["0", "1", "2", "74", "130"]


def test_the_help_of_a_command_says_what_its_own_exit_codes_mean() -> None:
    failed = {name: told_codes(name)["1"] for name in commands()}
    assert {name: failed.pop(name) for name in ("verify", "status", "doctor")} == {
        "verify": "a file is not as its manifest says, or Iceberg tables are behind",
        "status": "the last success is older than --max_age, or failed",
        "doctor": "a check failed",
    }
    assert set(failed.values()) == {"failed"}
    assert [name for name in commands() if "published" in told_codes(name)["0"]] == ["run"]


def test_help_is_what_the_option_says(capsys: Capture) -> None:
    for words, option in ((["help"], ["--help"]), (["help", "gc"], ["gc", "--help"])):
        assert main(words) == 0
        said = capsys.readouterr()
        with pytest.raises(SystemExit):
            main(option)
        assert said == capsys.readouterr()
        assert said.err == ""


@pytest.mark.parametrize("command", COVERED)
def test_help(command: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*command.split(), "--help"])
    assert caught.value.code == 0
    text = capsys.readouterr().out
    assert text.startswith(f"usage: newsbeam {command}".rstrip())
    assert "exit codes:" in text
    assert all(option in text for option in COVERED[command])
    if not command:
        assert all(re.search(rf"^    {name}(?: |$)", text, re.MULTILINE) for name in commands())


def test_no_command_prints_the_help_and_is_wrong(capsys: Capture) -> None:
    assert main([]) == 2
    assert "usage: newsbeam" in capsys.readouterr().out


def test_version(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*\n", capsys.readouterr().out)


RUN = ["run", "--input", "in", "--output", "out"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["walk"], "newsbeam: unknown command walk (see newsbeam --help: first the command, then its options)\n"),
        (["stats", "lake"], "newsbeam: unknown command stats; did you mean status? (see newsbeam --help"),
        (["raport"], "newsbeam: unknown command raport; did you mean report? (see newsbeam --help"),
        (["rnu"], "newsbeam: unknown command rnu; did you mean run? (see newsbeam --help"),
        (["rum", "--input", "in"], "newsbeam: unknown command rum; did you mean run? (see newsbeam --help"),
        (["version"], "newsbeam: unknown command version; did you mean --version? (see newsbeam --help"),
        (["help", "rnu"], "newsbeam: unknown command rnu; did you mean run? (see newsbeam --help"),
        (["help", "run", "gc"], "unknown argument gc (see newsbeam help --help)"),
        (
            ["--format", "csv", "sql", "lake"],
            "newsbeam: unknown option --format (see newsbeam --help: first the command, then its options)\n",
        ),
        (["run"], "the following arguments are required: --input, --output"),
        (["run", "--input", "--output", "x"], "argument --input"),
        ([*RUN, "--no_such_option"], "unknown option --no_such_option"),
        ([*RUN, "--no_such_option=1"], "unknown option --no_such_option=1"),
        ([*RUN, "stray"], "unknown argument stray"),
        ([*RUN, "stray", "--runner=FnApiRunner"], "unknown argument stray"),
        ([*RUN, "--runner=FnApiRunner", "stray"], "unknown argument stray"),
        ([*RUN, "--inp", "x"], "unknown option --inp; did you mean --input? (see newsbeam run --help)"),
        ([*RUN, "--max-reject=1"], "unknown option --max-reject=1; did you mean --max_rejects?"),
        ([*RUN, "--runers=FlinkRunner"], "unknown option --runers=FlinkRunner; did you mean --runner?"),
        (["run", "--inptu", "in", "--output", "out"], "unknown option --inptu; did you mean --input?"),
        (["run", "--input", "in", "--zzz", "out"], "unknown option --zzz (see"),
        (["run", "--input", "in", "--", "--zzz"], "the following arguments are required: --output"),
        (["run", "--output", "out", "--source_root", "--a folder", "--max_rejects=9"], "must be between 0 and 1, not '9'"),
        ([*RUN, "--max_rejects", "2"], "must be between 0 and 1, not '2'"),
        ([*RUN, "--max_rejects", "nan"], "must be between 0 and 1"),
        ([*RUN, "--max_rejects", "few"], "must be a number, not 'few'"),
        ([*RUN, "--max_failures", "-1"], "must be between 0 and 1"),
        ([*RUN, "--max_bytes", "0"], "must be a whole number of at least 1, not '0'"),
        ([*RUN, "--max_annotated", "-1"], "must be a whole number of at least 0, not '-1'"),
        ([*RUN, "--workers", "-1"], "must be a whole number of at least 0, not '-1'"),
        ([*RUN, "--workers", "two"], "must be a whole number of at least 0, not 'two'"),
        ([*RUN, "--chunk_articles", "0"], "must be a whole number of at least 1"),
        ([*RUN, "--start_timeout", "0"], "must be more than 0, not '0'"),
        ([*RUN, "--stall_timeout", "0"], "must be more than 0, not '0'"),
        ([*RUN, "--stall_timeout", "-5"], "must be more than 0, not '-5'"),
        ([*RUN, "--stall_timeout", "inf"], "must be more than 0, not 'inf'"),
        ([*RUN, "--stall_timeout", "nan"], "must be more than 0"),
        ([*RUN, "--date_order", "MYD"], "invalid choice: 'MYD'"),
        ([*RUN, "--source_pattern", "(?P<outlet>"], "is no regular expression"),
        ([*RUN, "--text_field", " "], "argument --text_field: must not be empty"),
        ([*RUN, "--id_field", "id"], "--text_field is missing"),
        ([*RUN, "--date_field", "day"], "--text_field or --sidecar is missing"),
        ([*RUN, "--sidecar", ".json"], "--sidecar needs --date_field"),
        ([*RUN, "--date_pattern", "(?P<year>"], "is no regular expression"),
        ([*RUN, "--date_pattern", "(?P<year>....)-(?P<month>..)"], "has no group named day; write (?P<day>[0-9]+)"),
        ([*RUN, "--source_pattern", "raw/([^/]+)/"], "has no group named outlet"),
        ([*RUN, "--source_pattern", "raw/(?P<paper>[^/]+)/"], "has no group named outlet"),
        ([*RUN, "--model", "no_such_model"], "no spaCy model package named 'no_such_model'"),
        (["validate"], "the following arguments are required: LAKE"),
        (["validate", "lake", "--deep"], "unknown option --deep (see newsbeam validate --help)"),
        (["verify", "lake", "again"], "unknown argument again"),
        ([*RUN[:-1], ""], "the lake has no name: give its folder"),
        (["gc", ""], "argument LAKE: must be a folder, not ''"),
        (["report", "s3://b/lake"], "argument LAKE: must be a folder of this machine, not 's3://b/lake'; newsbeam sql and show look into"),
        (["doctor", "s3://b/lake"], "argument LAKE: must be a folder of this machine, not 's3://b/lake'; newsbeam status says how"),
        (["sample", "s3://b/lake"], "argument LAKE: must be a folder of this machine, not 's3://b/lake'; newsbeam sql draws rows of"),
        (["report", ""], "argument LAKE: must be a folder, not '' (see newsbeam report --help)"),
        (["sql", "lake", "SELECT 1", "--output", ""], "argument --output: must be a file, not ''"),
        (["sql", "lake", "SELECT 1", "--output", "."], "argument --output: must be a file, not '.'"),
        (["sql", "lake", "SELECT 1", "--output", "rows/"], "argument --output: must be a file, not 'rows/'"),
        (["sql", "https://x/lake"], "argument LAKE: must be a folder, or on an object store at s3:// or gs://, not 'https://x/lake'"),
        (["gc", "hdfs://x"], "argument LAKE: must be a folder, or on an object store at s3:// or gs://, not 'hdfs://x'"),
        (["sample", "lake", "--dataset", "menions"], "no rows of 'menions' can be drawn; did you mean mentions?; there are mentions, "),
        (["evaluate", "time", "--gold", "."], "no task 'time'; did you mean times?; there are segments, "),
        (["recover", "lake", "--version", "0"], "must be a whole number of at least 1"),
        (["gc", "lake", "--keep", "0"], "must be a whole number of at least 1"),
        (["gc", "lake", "--older_than", "-1"], "must be a whole number of at least 0"),
        (["--version", "gc", "lake", "--kepe", "5"], "unknown option --kepe; did you mean --keep? (see newsbeam gc --help)"),
        (["--verzion"], "unknown option --verzion; did you mean --version? (see newsbeam --help"),
        (["sql", "lake", "SELECT 1", "--format", "xml"], "invalid choice: 'xml'"),
        (["sql", "lake", "SELECT", "1"], "unknown argument 1: a query of several words stands in quotes (see newsbeam sql --help)"),
        (["sql", "lake", " "], "the query is empty"),
        (["sql", "lake", "SELECT 1", "--example", "1"], "give either a query or --example"),
        (["show", "lake", "a", "b"], "unknown argument b"),
    ],
)
def test_wrong_usage(arguments: list[str], said: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--runner=FnApiRunner"],
        ["--runner", "PortableRunner", "--job_endpoint", "localhost:8099", "--environment_type=LOOPBACK"],
        ["--direct_num_workers=2", "--temp_location", "/tmp/x"],
        ["--experiments=use_fastavro", "--experiments=x", "--save_main_session"],
    ],
)
def test_options_of_beam_pass_through(arguments: list[str]) -> None:
    assert known_beam_arguments(arguments) == tuple(arguments)


@pytest.mark.parametrize("wrong", ["--no_such", "--runners=X", "-r", "stray"])
def test_arguments_that_are_not_of_beam_do_not(wrong: str) -> None:
    with pytest.raises(errors.UsageError, match=f"unknown argument {wrong}"):
        known_beam_arguments(["--runner=FnApiRunner", wrong])


def test_the_names_of_beams_options_are_those_that_beam_itself_knows() -> None:
    from apache_beam.options.pipeline_options import PipelineOptions

    beam = argparse.ArgumentParser(add_help=False)
    for options in PipelineOptions.__subclasses__():
        if options.__module__ == PipelineOptions.__module__ and "_add_argparse_args" in vars(options):
            options._add_argparse_args(beam)
    of_dask = {name for name in beam_option_names() if name.startswith("--dask_")}  # declared where Dask is imported, which is an extra
    assert "--dask_client_address" in of_dask
    assert beam_option_names() - of_dask == {option for action in beam._actions for option in action.option_strings}
    assert len(beam_option_names()) > 100


LIGHT = """
import sys
from pipeline.main import main
try:
    code = main()
except SystemExit as end:
    code = end.code
heavy = {"apache_beam", "great_expectations", "spacy", "thinc", "torch"} & set(sys.modules)
assert not heavy, heavy
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("--version", 0),
        ("--help", 0),
        ("run --help", 0),
        ("path {lake}", 0),
        ("show {lake}", 0),
        ("show {lake} 009_kharkiv_military.txt", 0),
        ("sql {lake} --example 1", 0),
        ("sql {lake} SELECT", 2),
        ("run --inptu in --output out", 2),
        ("run --input in --output out stray", 2),
        ("run --input in --output out --model none_of_that_name", 2),
    ],
)
def test_commands_that_only_look_load_neither_beam_nor_spacy(arguments: str, code: int, seed_lake: Path) -> None:
    said = arguments.format(lake=seed_lake).split()
    done = subprocess.run([sys.executable, "-c", LIGHT, *said], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr


def test_debug_reads_the_article_again_with_the_model_and_without_beam(seed_lake: Path) -> None:
    code = LIGHT.replace(', "spacy", "thinc", "torch"', "")
    assert code != LIGHT
    said = ["show", str(seed_lake), "009_kharkiv_military.txt", "--debug"]
    done = subprocess.run([sys.executable, "-c", code, *said], capture_output=True, text=True, check=False)
    assert (done.returncode, "rule: " in done.stdout) == (0, True), done.stderr


def test_importing_newsbeam_loads_nothing_but_the_standard_library() -> None:
    new = "{name.split('.')[0] for name in set(sys.modules) - before} - sys.stdlib_module_names"
    code = f"import sys; before = set(sys.modules); import newsbeam; print(*{new})"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "newsbeam\n"


def test_options_reach_the_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen = []

    def record(options: RunOptions, **more: Any) -> Any:
        seen.append(options)
        raise errors.WorkerError("enough")

    monkeypatch.setattr(run_module, "run", record)
    arguments = [
        "run", "--input", "a", "b", "--input", "c", "--output", "lake", "--source_root", "root", "--source_pattern", "(?P<outlet>x)",
        "--text_field", "text", "--id_field", "id", "--date_field", "day", "--sidecar", ".json",
        "--date_pattern", "(?P<year>.)(?P<month>.)(?P<day>.)", "--date_order", "DMY", "--clean_text", "--max_rejects", "0.5",
        "--max_failures", "0.25", "--max_bytes", "1000", "--max_annotated", "2000",
        "--workers", "3", "--chunk_articles", "7",
        "--start_timeout", "2.5", "--stall_timeout", "1.5", "--wait", "--verify", "--quiet", "--runner=FnApiRunner",
    ]  # fmt: skip
    assert main(arguments) == 1
    assert seen == [
        RunOptions(
            inputs=("a", "b", "c"), output="lake", source_root="root", source_pattern="(?P<outlet>x)", text_field="text", id_field="id",
            date_field="day", sidecar=".json", date_pattern="(?P<year>.)(?P<month>.)(?P<day>.)", date_order="DMY", clean_text=True,
            max_rejects=0.5, max_failures=0.25, max_bytes=1000, max_annotated=2000, workers=3,
            chunk_articles=7, start_timeout=2.5, stall_timeout=1.5, wait=True, verify=True, beam_arguments=("--runner=FnApiRunner",),
        )
    ]  # fmt: skip


def test_the_environment_holds_the_default_of_max_failures_and_an_option_wins(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def wanted(*more: str) -> float:
        share: float = parser().parse_args([*RUN, *more]).max_failures
        return share

    monkeypatch.setenv("NEWSBEAM_MAX_FAILURES", "0.2")
    assert (wanted(), wanted("--max_failures", "0"), RunOptions((), "lake").max_failures) == (0.2, 0.0, 0.2)
    monkeypatch.setenv("NEWSBEAM_MAX_FAILURES", "none")
    assert main(RUN) == 2
    assert "argument --max_failures: must be a number, not 'none'" in capsys.readouterr().err
    monkeypatch.delenv("NEWSBEAM_MAX_FAILURES")
    assert (wanted(), RunOptions((), "lake").max_failures) == (0.01, 0.01)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.NewsbeamError("x"), 1), (errors.WorkerError("x"), 1), (errors.UsageError("x"), 2), (errors.AuditError("x"), 3),
        (errors.TooManyRejectsError("x"), 4), (errors.TooManyFailuresError("x"), 4),
        (errors.InputError("x"), 5), (errors.StorageError("x"), 74), (errors.LakeBusyError("x"), 75),
        (OSError(errno.ENOSPC, "No space left on device", "/lake/x"), 74), (PermissionError(errno.EACCES, "Permission denied", "/l"), 74),
        (KeyboardInterrupt(), 130),
    ],
)  # fmt: skip
@pytest.mark.parametrize("flags", [[], ["--log_json"], ["--quiet"]])
def test_exit_codes_of_failing_runs(
    error: BaseException, code: int, flags: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise error

    monkeypatch.setattr(run_module, "run", fail)
    assert main([*RUN, *flags]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert err.startswith("{" if flags == ["--log_json"] else "newsbeam: ")


def test_a_bug_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise ValueError("a bug")

    monkeypatch.setattr(run_module, "run", fail)
    with pytest.raises(ValueError, match="a bug"):
        main(RUN)


def test_a_reader_that_goes_away_is_no_error(seed_lake: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "newsbeam", "sql", str(seed_lake), "SELECT repeat('x', 1000) FROM range(20000)", "--format", "csv"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert (process.stderr.read(), process.wait(timeout=60)) == (b"", 0)


HELD = """
import atexit, sys, threading, duckdb
from pipeline import main as commands

def refused():
    begun = threading.Event()
    def hold():
        connection = duckdb.connect()
        begun.set()
        threading.Event().wait()
    threading.Thread(target=hold, daemon=True).start()
    begun.wait()
    atexit.register(print, "what is registered runs")
    print("newsbeam: refused", file=sys.stderr)
    return 5

commands.main = refused
from newsbeam.__main__ import main
sys.exit(main())
"""


def test_nothing_follows_the_last_word_of_a_command_whose_threads_hold_a_database() -> None:
    done = subprocess.run([sys.executable, "-c", HELD], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (5, "what is registered runs\n", "newsbeam: refused\n")


def test_a_terminal_of_another_encoding(seed_lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", out)
    assert main(["sql", str(seed_lake), "SELECT 'ż' AS v", "--format", "csv"]) == 0
    out.flush()
    assert out.buffer.getvalue() == b"v\n\\u017c\n"  # type: ignore[attr-defined]


def test_a_dry_run_says_what_would_be_done_to_people_and_to_schedulers(tmp_path: Path, capsys: Capture) -> None:
    folder, lake = write(tmp_path / "in", a=story(), b=story(), c=story(number=2)), tmp_path / "lake"
    (folder / "notes.pdf").write_text("")
    arguments = ["run", "--input", str(folder), "--output", str(lake), "--source_root", str(folder), "--dry_run"]
    assert main(arguments) == 0
    assert capsys.readouterr() == (
        "Dry run: nothing is done, nothing is written; nothing is published; 3 inputs.\n"
        "  work               2  new                  a.txt, c.txt\n"
        "  duplicate          1  duplicate_content    b.txt\n"
        "  skip               1  other_ending         notes.pdf\n",
        "",
    )
    assert main([*arguments, "--log_json"]) == 0
    told = json.loads(capsys.readouterr().err)
    assert (told["event"], told["version"]) == ("dry_run", None)
    assert told["decisions"][0] == {"decision": "work", "reason": "new", "inputs": 2, "examples": ["a.txt", "c.txt"]}
    assert main([*arguments, "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert not lake.exists()


# Real runs: small ones.


def test_a_run_and_what_follows(tmp_path: Path, capsys: Capture) -> None:
    """0 published, 0 nothing new, 4 too many rejects, and the commands that read."""
    folder, lake = write(tmp_path / "raw" / "north post", a=story()), tmp_path / "lake"
    arguments = ["run", "--input", str(folder), "--output", str(lake), "--source_root", str(tmp_path), LOCAL]
    arguments += ["--source_pattern", "raw/(?P<outlet>[^/]+)/"]
    assert main(arguments) == 0
    assert "Published version 1: 1 new or changed article (0 replaced), " in capsys.readouterr().out
    assert main([*arguments, "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    (folder / "empty.txt").write_text("")
    assert main([*arguments, "--quiet"]) == 4
    told = capsys.readouterr().err
    assert "1 of 2 inputs was rejected (50.0%), more than --max_rejects=0.05 allows; nothing is published\n" in told
    assert "\n  empty      1  raw/north%20post/empty.txt: no bytes\n" in told

    assert main(["sql", str(lake), "SELECT outlet, source_uri FROM articles", "--format", "csv"]) == 0
    assert capsys.readouterr().out == "outlet,source_uri\nnorth post,raw/north%20post/a.txt\n"
    assert main(["path", str(lake)]) == 0
    assert capsys.readouterr().out == f"{(lake / 'versions' / '000001').resolve()}\n"
    assert main(["show", str(lake), "a.txt"]) == 0
    assert "outlet  north post\n" in capsys.readouterr().out
    assert main(["verify", str(lake)]) == 0
    assert capsys.readouterr().out.endswith(" 0 wrong\n")
    assert main(["validate", str(lake)]) == 0
    assert re.search(r"^(\d+) of \1 rules hold$", capsys.readouterr().out, re.MULTILINE)
    assert main(["gc", str(lake), "--keep", "1", "--older_than", "0"]) == 0
    assert capsys.readouterr().out.endswith("1 version stays\n")

    assert main(["compact", str(lake)]) == 0
    assert re.fullmatch(r"version 1 has \d+ files: nothing to merge\n", capsys.readouterr().out)

    with LocalLake(lake).lock():
        assert main([*arguments, "--quiet"]) == 75
        assert main(["compact", str(lake)]) == 75
        assert main(["gc", str(lake)]) == 75
    assert "another run holds" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (["--input", "{tmp}/nothing/*.txt"], 5, "no input matches"),
        (["--input", "{tmp}/other"], 5, "newsbeam: the folder holds no file: {tmp}/other"),
        (["--input", "@{tmp}/no_list"], 5, "no_list"),
        (["--input", "{tmp}/a.txt", "--source_root", "{tmp}/no_root"], 5, "no_root"),
        (["--input", "{tmp}/a.txt", "--source_root", "{tmp}/other"], 2, "does not lie in the source root"),
    ],
)
def test_inputs_that_cannot_be_listed(tmp_path: Path, more: list[str], code: int, said: str, capsys: Capture) -> None:
    write(tmp_path, a=story())
    (tmp_path / "other").mkdir()
    arguments = ["run", "--output", str(tmp_path / "lake"), LOCAL, "--quiet", *(part.format(tmp=tmp_path) for part in more)]
    assert main(arguments) == code
    err = capsys.readouterr().err
    assert said.format(tmp=tmp_path) in err
    assert "Traceback" not in err


def test_a_lake_that_cannot_be_made(tmp_path: Path, capsys: Capture) -> None:
    write(tmp_path, a=story())
    assert main(["run", "--input", str(tmp_path / "a.txt"), "--output", str(tmp_path / "a.txt" / "lake"), "--quiet"]) == 74
    assert "Not a directory" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["validate", "verify", "path", "recover", "gc", "compact", "sql", "show", "report", "sample"])
def test_commands_without_a_lake(command: str, tmp_path: Path, capsys: Capture) -> None:
    assert main([command, str(tmp_path / "nowhere")]) == 5
    assert "nowhere is no lake to read: there is no such folder" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.usefixtures("without_expectations")
def test_a_damaged_lake(seed_lake: Path, tmp_path: Path, capsys: Capture) -> None:
    """verify: 1; validate: 3, where rows were changed behind the lake's back."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    lake = tmp_path / "lake"
    shutil.copytree(seed_lake, lake, symlinks=True)
    path = newsbeam.open(lake).version.paths("mentions")[0]
    table = pq.read_table(path, partitioning=None)
    at = table.schema.get_field_index("text")
    changed = table.set_column(at, table.schema.field(at), pc.binary_join_element_wise(table["text"], "!", ""))
    path.unlink()
    pq.write_table(changed, path)
    assert main(["verify", str(lake)]) == 1
    assert path.name in capsys.readouterr().out
    assert main(["validate", str(lake)]) == 3
    out = capsys.readouterr().out
    assert re.search(r"^mentions: .+: \d+ bad rows of \d+$", out, re.MULTILINE)
    assert re.search(rf"^mentions: files \(sha256\): .*{path.name}: [\d,]+ bytes, the manifest says [\d,]+$", out, re.MULTILINE)


@pytest.mark.usefixtures("without_expectations")
def test_validate_notices_a_flipped_bit(seed_lake: Path, tmp_path: Path, capsys: Capture) -> None:
    lake = tmp_path / "lake"
    shutil.copytree(seed_lake, lake, symlinks=True)
    path = newsbeam.open(lake).version.paths("runs")[0]
    content = bytearray(path.read_bytes())
    at = content.rindex(b"ARROW:schema") - 3  # in the footer, in what no rule reads
    content[at] ^= 1
    path.write_bytes(content)
    assert main(["validate", str(lake)]) == 3
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "(sha256)" in line]
    assert line.startswith("runs: files (sha256): runs/no_month/")
    assert "the manifest says" in line
    (path.parent / "stray.parquet").write_bytes(b"")
    assert main(["validate", str(lake)]) == 3
    assert "stray.parquet: not in the manifest" in capsys.readouterr().out


def test_python_dash_m(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "newsbeam", "path", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 5
    assert done.stderr == f"newsbeam: {tmp_path} is no lake to read: nothing is published there yet\n"


def test_options_and_arguments_of_readers_stand_in_any_order(seed_lake: Path, capsys: Capture) -> None:
    lake = str(seed_lake)
    for words in (
        [lake, "SELECT 1 AS a", "--format", "csv"],
        [lake, "--format=csv", "SELECT 1 AS a"],
        ["--format", "csv", lake, "SELECT 1 AS a"],
    ):
        assert main(["sql", *words]) == 0
        assert capsys.readouterr().out == "a\n1\n"
    assert main(["show", lake, "--debug", "no such article"]) == 2
    assert "no such article" in capsys.readouterr().err


def test_the_date_of_a_crawl_s_page_may_be_a_header_of_its_archive(tmp_path: Path, capsys: Capture) -> None:
    page = "<html><body><p>The harbour bridge was closed on Monday, the mayor said.</p></body></html>"
    (tmp_path / "a.warc").write_text(
        "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://post.example/a\r\nWARC-Date: 2024-01-26T00:10:00Z\r\n"
        f"Content-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n{page}\r\n\r\n",
        encoding="utf-8", newline="",
    )  # fmt: skip
    command = ["run", "--input", str(tmp_path / "a.warc"), "--output", str(tmp_path / "lake"), "--dry_run"]
    assert main([*command, "--date_field", "WARC-Date"]) == 0
    assert "https%3A%2F%2Fpost.example%2Fa" in capsys.readouterr().out


def test_a_hyphen_in_an_option_is_an_underscore(tmp_path: Path, capsys: Capture) -> None:
    assert main(["run", "--input", str(tmp_path / "none"), "--output", str(tmp_path / "lake"), "--max-rejects=2"]) == 2
    assert "argument --max_rejects: must be between 0 and 1, not '2'" in capsys.readouterr().err
    assert main(["run", "--input", "x", "--output", "y", "--max-reject", "0"]) == 2
    assert "unknown option --max-reject; did you mean --max_rejects?" in capsys.readouterr().err
