"""Which interpreter makes the environment: each candidate is run before it is believed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHELL = shutil.which("sh")

WORKS = f'#!{SHELL}\nexec {sys.executable} "$@"\n'
DEAD = f"#!{SHELL}\necho 'shim: command not found' >&2\nexit 127\n"
VANISHED = "#!/nowhere/python\n"
OLD = f"#!{SHELL}\nexec {sys.executable} -c 'import sys; sys.version_info = (3, 10, 4); exec(sys.argv[1])' \"$2\"\n"
BARE = f'#!{SHELL}\nexec {sys.executable} -c \'import sys; sys.modules["ensurepip"] = None; exec(sys.argv[1])\' "$2"\n'
VERSION = "{}.{}".format(*sys.version_info[:2])


@pytest.fixture
def choose(tmp_path):
    """``choose({"folder/name": text}, *arguments)``: the answer of the script with these folders as PATH, in order; pyenv's are apart."""

    def run(programs, *arguments):
        folders = []
        for path, text in programs.items():
            program = tmp_path / path
            program.parent.mkdir(parents=True, exist_ok=True)
            program.write_text(text)
            program.chmod(0o755)
            if not path.startswith("pyenv/") and program.parent not in folders:
                folders.append(program.parent)
        environment = {"PATH": os.pathsep.join(map(str, folders)), "PYENV_ROOT": str(tmp_path / "pyenv"), "HOME": str(tmp_path)}
        command = [SHELL, str(ROOT / "tools" / "interpreter.sh"), *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.replace(f"{tmp_path}/", "").strip(), done.stderr.replace(f"{tmp_path}/", "")

    return run


def test_the_oldest_supported_name_comes_first(choose):
    assert choose({"bin/python3.12": WORKS, "bin/python3.11": WORKS}) == (0, "bin/python3.11", "")


@pytest.mark.parametrize("broken", [DEAD, VANISHED, OLD, BARE])
def test_one_that_does_not_serve_is_passed_over(choose, broken):
    assert choose({"shims/python3.11": broken, "bin/python3.12": WORKS}) == (0, "bin/python3.12", "")
    assert choose({"shims/python3.12": broken, "bin/python3.12": WORKS}, "python3.12") == (0, "bin/python3.12", "")


def test_a_version_manager_is_asked_last(choose):
    assert choose({"shims/python3.12": DEAD, "pyenv/versions/3.12.1/bin/python3.12": WORKS}) == (
        0,
        "pyenv/versions/3.12.1/bin/python3.12",
        "",
    )
    assert choose({"bin/python3.12": WORKS, "pyenv/versions/3.12.1/bin/python3.12": WORKS}) == (0, "bin/python3.12", "")


def test_a_path_stands_for_itself(choose, tmp_path):
    programs = {"bin/python3.11": WORKS, "other/python": WORKS}
    assert choose(programs, str(tmp_path / "other/python")) == (0, "other/python", "")
    assert choose(programs, str(tmp_path / "none/python"))[:2] == (1, "")


def test_a_folder_with_a_blank_in_its_name(choose):
    assert choose({"my programs/python3.11": WORKS}) == (0, "my programs/python3.11", "")


def test_when_none_works_each_is_named_with_what_is_wrong(choose, tmp_path):
    programs = {"shims/python3.11": DEAD, "bin/python3.11": BARE, "bin/python3.12": OLD}
    code, answer, message = choose(programs, "python3.11", "python3.12", str(tmp_path / "python"))
    assert (code, answer) == (1, "")
    assert message == (
        "no Python that works (looked for: python3.11 python3.12 python)\n"
        "  shims/python3.11 does not run\n"
        f"  bin/python3.11 cannot make environments; on Debian and Ubuntu: apt install python{VERSION}-venv\n"
        "  bin/python3.12 is Python 3.10; 3.11, 3.12 or 3.13 is needed\n"
        "  python is not there\n"
        "install one (Debian, Ubuntu: apt install python3.11 python3.11-venv), or name yours: make … PYTHON=/path/to/python3.12\n"
    )


def test_when_there_is_none(choose):
    code, answer, message = choose({"bin/ls": WORKS})
    assert (code, answer) == (1, "")
    assert message.startswith("no Python that works (looked for: python3.11 python3.12 python3.13 python3): none is installed\n")
