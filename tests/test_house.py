"""Rules of the house that no checker of imports or style holds: who may read what, how a docstring begins, what documents name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = ROOT / "transforms" / "text"
CODE = [path for folder in ("schemas", "transforms", "pipeline", "newsbeam", "training") for path in sorted((ROOT / folder).rglob("*.py"))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def attributes(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr


def test_the_model_s_own_labels_are_read_by_the_names_family_alone() -> None:
    allowed = (TEXT / "names", TEXT / "reading")
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted((ROOT / "transforms").rglob("*.py"))
        if not path.is_relative_to(allowed[0]) and not path.is_relative_to(allowed[1])
        for line, name in attributes(path)
        if name in ("model_labels", "ent_type_", "ents", "ent_type")
    ]
    assert found == [], "names and times come from the layers of the reading"


def test_no_family_holds_an_object_of_spacy() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted(TEXT.rglob("*.py"))
        if path.parent != TEXT / "reading"
        for line, name in attributes(path)
        if name in ("dep_", "tag_", "lower_", "sents", "is_sent_start", "to_array")
    ]
    assert found == [], "families read passages"


NOUNS = frozenset(("The", "A", "An", "What", "Whether", "How", "Where", "Who", "Which", "When", "By", "For", "All", "Each", "Every"))


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_docstrings_begin_with_what_a_function_does(path: Path) -> None:
    wrong = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.FunctionDef):
            continue
        decorators = {ast.unparse(decorator).rpartition(".")[2] for decorator in node.decorator_list}
        said = ast.get_docstring(node)
        if said and not decorators & {"property", "cached_property"} and (said.split()[0] in NOUNS or said.startswith("``")):
            wrong.append(f"{node.name}, line {node.lineno}: {said.splitlines()[0]}")
    assert wrong == []


def test_no_test_asserts_a_time() -> None:
    clocks = ("perf_counter", "process_time", "monotonic", "perf_counter_ns", "thread_time")
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in TESTS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert) and any(isinstance(inner, ast.Attribute) and inner.attr in clocks for inner in ast.walk(node))
    ]
    assert found == []


DOOR = ROOT / "pipeline" / "terminal.py"
BESIDE_THE_DOOR = {
    "pipeline/runners/workerpool.py",  # a server, which logs as Beam's does; it quotes what workers say, no articles
    "pipeline/runners/worker.py",  # its standard error is a file among the records of the run
    "schemas/export.py",  # writes a file of this repository, run by make docs
    "schemas/reference.py",  # the same
}
WRITING = frozenset(
    (
        "sys.stdout",
        "sys.stderr",
        "sys.__stdout__",
        "sys.__stderr__",
        "rich.print",
        "logging.basicConfig",
        "logging.StreamHandler",
        "pprint.pprint",
    )
)


def writes(node: ast.AST) -> bool:
    """Whether the node writes to a standard stream, or gets hold of one."""
    if isinstance(node, ast.Attribute):
        name = ast.unparse(node)
        return (
            name in WRITING
            or re.fullmatch(r"traceback\.print_\w+|warnings\.showwarning|logging\.(?:warning|error|info|debug|exception)", name) is not None
        )
    if isinstance(node, ast.ImportFrom):
        names = {alias.name for alias in node.names}
        return bool(names & {"stdout", "stderr"}) or (node.module == "rich" and "print" in names)
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        return name in ("print", "Console", "os.system") or (name == "os.write" and ast.unparse(node.args[0]) in ("1", "2"))
    return False


@pytest.mark.parametrize(
    "path", [path for path in CODE if path.relative_to(ROOT).parts[0] != "training"], ids=lambda path: str(path.relative_to(ROOT))
)
def test_nobody_writes_to_standard_output_or_error_beside_the_door(path: Path) -> None:
    if path == DOOR or str(path.relative_to(ROOT)) in BESIDE_THE_DOOR:
        return
    found = [f"line {node.lineno}" for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if writes(node)]  # type: ignore[attr-defined]
    assert found == [], "what is printed goes through pipeline.terminal"


def test_what_would_write_beside_the_door_is_seen() -> None:
    said = "print(1)\nsys.stdout.write('x')\nx = sys.stderr\nlogging.basicConfig()\nfrom sys import stdout\ntraceback.print_exc()\n"
    said += "os.write(2, b'x')\nConsole()\nlogging.warning('x')\nfrom rich import print\n"
    assert len({node.lineno for node in ast.walk(ast.parse(said)) if writes(node)}) == 10  # type: ignore[attr-defined]


DOCUMENTS = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md")})
ROOMS = "transforms|pipeline|schemas|newsbeam|training|tests|benchmarks|tools|docs|seeds|deploy"
PATH = re.compile(rf"(?:{ROOMS})/[\w./-]*|[a-z_]+/[a-z_]+\.(?:tsv|txt)")
DOTTED = re.compile(r"(?:(?:transforms|pipeline|schemas|training|benchmarks|tools)\.\w[\w.]*)|labels\.\w+")


def is_there(name: str) -> bool:
    """Whether a path from the top, or a word list below ``lexicon/data``, or a module with what is asked of it, is there."""
    if "/" in name:
        return (ROOT / name).exists() or (TEXT / "lexicon" / "data" / name).exists()
    parts = name.split(".") if not name.startswith("labels.") else f"transforms.text.page.segmentation.{name}".split(".")
    for at in range(len(parts), 0, -1):
        path = ROOT.joinpath(*parts[:at])
        if path.is_dir() and at == len(parts):
            return True
        code = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if code.exists():
            return at == len(parts) or re.search(rf"\b{parts[at]}\b", code.read_text(encoding="utf-8")) is not None
    return False


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_modules_that_documents_name_are_there(path: Path) -> None:
    named = re.findall(r"`(?:python -m )?([^`\s]+)[^`\n]*`", path.read_text(encoding="utf-8"))
    assert [name for name in named if (PATH.fullmatch(name) or DOTTED.fullmatch(name)) and not is_there(name)] == []
