"""``newsbeam completion``: every command and option is in the script, and bash completes with it."""

import shutil
import subprocess

import pytest

from pipeline.arguments.parser import commands, parser
from pipeline.main import main

Capture = pytest.CaptureFixture[str]


def script(shell: str, capsys: Capture) -> str:
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_and_option_is_there(shell: str, capsys: Capture) -> None:
    written = script(shell, capsys)
    for name, command in commands(parser()).items():
        assert name in written
        for option in (option for action in command._actions for option in action.option_strings if option.startswith("--")):
            assert (option.removeprefix("--") if shell == "fish" else option) in written, f"{name} {option}"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_can_read_it(shell: str, capsys: Capture) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")
    subprocess.run([shell, "-n"], input=script(shell, capsys), text=True, check=True)


COMPLETED = [
    (["newsbeam", "com"], {"compact", "completion"}),
    (["newsbeam", "run", "--max_"], {"--max_rejects", "--max_failures", "--max_bytes", "--max_annotated"}),
    (["newsbeam", "sql", "--format", "c"], {"csv"}),
    (["newsbeam", "completion", ""], {"bash", "zsh", "fish"}),
    (["newsbeam", "help", "co"], {"compact", "completion", "config"}),
    (["newsbeam", "gc", "lak"], {"lake"}),
]


@pytest.mark.parametrize(("words", "offered"), COMPLETED)
def test_bash_completes(words: list[str], offered: set[str], capsys: Capture, tmp_path_factory: pytest.TempPathFactory) -> None:
    if shutil.which("bash") is None:
        pytest.skip("bash is not here")
    here = tmp_path_factory.mktemp("here")
    (here / "lake").mkdir()
    (here / "lakes.txt").touch()
    asked = " ".join(f"'{word}'" for word in words)
    ask = f'COMP_WORDS=({asked}); COMP_CWORD={len(words) - 1}; _shtab_newsbeam; printf "%s\\n" "${{COMPREPLY[@]}}"'
    done = subprocess.run(["bash"], input=f"{script('bash', capsys)}\n{ask}\n", cwd=here, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) - {"-h", "--help"} == offered, done.stderr
