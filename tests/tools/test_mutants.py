"""Faults in code: which there are, and that one is tried with the module that holds it and no other."""

import ast
import sys

import pytest

from tools import mutants
from tools.mutants import ROOT, TESTS, Finder, attempt, faults, report, wilson
from tools.mutations import mutations


def changes(source):
    """What is put where, without the function's head."""
    return [(fault.before, fault.after) for fault in mutations(f"def f(x, y):\n    {source}\n")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("sync(x)", [("sync(x)", "pass")]),
        ("x += y", [("x += y", "pass")]),
        ("x.y = y", [("x.y = y", "pass")]),
        ("x = y", []),
        ("raise x", [("raise x", "pass")]),
        ("return x", [("return x", "return None")]),
        ("return None", []),
        ("x = x is None", [("x is None", "x is not None")]),
        ("x = x <= y > 1", [("x <= y > 1", "x < y > 1"), ("x <= y > 1", "x <= y >= 1"), ("1", "2"), ("1", "0")]),
        ("x = x and y", [("x and y", "x or y"), ("x and y", "y"), ("x and y", "x")]),
        ("x = not y", [("not y", "y")]),
        ("x = y - 0", [("y - 0", "y + 0"), ("0", "1")]),
        ("x = True", [("True", "False")]),
        ("x = y if x else 'a'", [("y if x else 'a'", "y if not x else 'a'")]),
        ("x = sorted(y, key=x)", [("sorted(y, key=x)", "list(y)")]),
        ("x = any(y)", [("any(y)", "all(y)")]),
        ("x = [y for y in x if y]", [(" for y in x if y", " for y in x"), (" for y in x if y", " for y in x if not y")]),
        ("'a sentence WHERE nothing is done'", []),
    ],
)
def test_faults_of_a_statement(source, expected):
    assert changes(source) == expected


@pytest.mark.parametrize(
    ("sql", "after"),
    [
        ("SELECT a FROM b WHERE c = 1 AND d", {"c <> 1 AND", "c = 2 AND", "c = 1 OR"}),
        ("WHERE NOT a <> b", {"WHERE a <> b", "NOT a = b"}),
        ("WHERE a IS NOT NULL OR b <= c", {"a IS NULL", "AND b", "b < c"}),
        ("a LEFT JOIN b ON NOT true", {"a JOIN b", "ON true", "NOT false"}),
        ("SELECT DISTINCT a FROM b", {"SELECT a FROM"}),
        ("WHERE a IS DISTINCT FROM b IN (c)", {"a = b", "b NOT IN (c)"}),
    ],
)
def test_faults_of_sql(sql, after):
    found = [after for before, after in changes(f"x = {sql!r}")]
    assert len(found) == len(after)
    assert {part for part in after if any(part in text for text in found)} == after


def test_what_guards_a_block_is_taken_away():
    source = """
def f(x):
    with lock(x):
        try:
            work()
        except OSError:
            pass
        finally:
            end()
"""
    found = [fault.after.replace("\n", ";").replace("    ", "") for fault in mutations(source)]
    assert "try:;work();except OSError:;pass;finally:;end()" in found  # no lock
    assert "try:;work();except OSError:;pass" in found  # no end
    assert "except OSError:;raise" in found


def test_nothing_but_code_is_changed():
    source = '"""Doc WHERE 1."""\n\n@wraps(1)\ndef f(x: "1" = None) -> Literal[1]:\n    """Doc 1."""\n    return None\n'
    assert mutations(source) == []


@pytest.mark.parametrize("module", TESTS)
def test_every_fault_compiles_and_changes_the_module(module):
    source = (ROOT / module).read_text(encoding="utf-8")
    found = faults(module)
    assert len(dict(found)) == len(found)
    for _, fault in found[::10]:
        tree = fault.put_into(source)
        assert ast.dump(tree) != ast.dump(ast.parse(source))
        compile(tree, module, "exec")


def test_tests_are_run_with_the_fault_and_the_module_s_file_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(mutants, "ROOT", tmp_path)
    module, test = tmp_path / "victim.py", tmp_path / "test_victim.py"
    module.write_text("def f():\n    return 1\n")
    test.write_text("import victim\n\ndef test_f():\n    assert victim.f() == 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))

    def told(source, seconds=60):
        return attempt(module, compile(source, str(module), "exec"), ["-c", "/dev/null", str(test)], seconds, tmp_path / "log")[0]

    assert told(module.read_text()) == "passed"
    assert told("def f():\n    return 2\n") == "failed"
    assert told("def f():\n    while True: pass\n", 2) == "too long"
    assert (module.read_text(), "victim" in sys.modules) == ("def f():\n    return 1\n", False)


def test_a_package_is_found_with_its_folder():
    spec = Finder(ROOT / "pipeline/audit/__init__.py", compile("", "x", "exec")).find_spec("pipeline.audit")
    assert spec is not None
    assert spec.submodule_search_locations == [str(ROOT / "pipeline/audit")]


def test_the_report_counts_what_was_tried(monkeypatch):
    results = {
        "schemas/contract.py": {"a\tf\tx\ty": "passed", "b\tf\tx | z\ty": "passed", "c\tf\tx\ty": "failed", "d\tf\tx\ty": "too long"}
    }
    monkeypatch.setattr(mutants, "reasons", lambda: {"a\tf\tx\ty": "both are the same"})
    lines = list(report(results))
    assert lines[2].startswith(f"| `schemas/contract.py` | {len(faults('schemas/contract.py'))} | 4 | 2 | 1 | 1 | 66.7% | ")
    assert lines[-2:] == ["| `a` | `f` | `x` | `y` | both are the same |", "| `b` | `f` | `x \\| z` | `y` | not noticed |"]


def test_the_interval_of_a_share():
    assert [round(end, 3) for end in wilson(0, 10)] == [0.0, 0.278]
    assert [round(end, 3) for end in wilson(10, 10)] == [0.722, 1.0]
    assert wilson(0, 0) == (0.0, 1.0)
