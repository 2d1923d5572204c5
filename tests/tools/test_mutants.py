"""Faults in code: which there are, and that one is tried with the module that holds it and no other."""

import ast
import os
import sys

import pytest

from tools import attempts, mutants
from tools.attempts import Attempt, Finder, Passed, attempt, nearest, probed
from tools.mutants import ROOT, TESTS, faults, judged, report, wilson
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
    as_it_is = ast.dump(ast.parse(source))
    found = faults(module)
    assert len(dict(found)) == len(found)
    for _, fault in found[::10]:
        tree = fault.put_into(source)
        assert ast.dump(tree) != as_it_is
        compile(tree, module, "exec")


def test_reasons_are_of_faults_that_there_are():
    named = {name.partition("\t")[0] for name in mutants.reasons()}
    assert named <= set(TESTS)
    assert set(mutants.reasons()) - {name for module in named for name, _ in faults(module)} == set()


VICTIM = """
import time

def f():
    return g()

def g():
    return 1
"""

TESTS_OF_VICTIM = """
import pytest
import victim

@pytest.fixture(scope="module")
def made():
    return victim.g()

def test_f():
    assert victim.f() == 1

def test_nothing():
    pass

def test_g():
    assert victim.g() == 1

def test_made(made):
    assert made == 1

def test_made_before(made):
    assert made < 2
"""


@pytest.fixture
def victim(tmp_path, monkeypatch):
    """``victim(before, after)``: what came of the tests with ``after`` in the module's source where ``before`` stands."""
    monkeypatch.setattr(attempts, "ROOT", tmp_path)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # those of the outer pytest
    monkeypatch.syspath_prepend(str(tmp_path))
    module, test = tmp_path / "victim.py", tmp_path / "test_victim.py"
    module.write_text(VICTIM)
    test.write_text(TESTS_OF_VICTIM)

    def tried(before, after, tests=()):
        assert before in VICTIM
        code = compile(VICTIM.replace(before, after), str(module), "exec")
        found = attempt(module, code, ["-c", "/dev/null", str(test)], tmp_path / "log", tests)
        assert (module.read_text(), "victim" in sys.modules) == (VICTIM, False)
        return found

    return tried


def test_tests_are_run_with_the_fault(victim):
    assert victim("1", "1").told == "passed"
    assert victim("1", "2").told == "failed"
    assert victim("import time", "1 / 0").told == "failed"


def test_what_computes_for_ever_is_told_from_what_waits_for_ever(victim, monkeypatch):
    monkeypatch.setattr(attempts, "PROCESSOR", (0.0, 0.0))
    assert victim("return 1", "while True: pass").told == "too long"
    monkeypatch.setattr(attempts, "PROCESSOR", (600.0, 0.0))
    monkeypatch.setattr(attempts, "CLOCK", (1.0, 0.0))
    assert victim("return 1", "time.sleep(600)").told == "out of time"


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (["passed"], "passed"), (["failed"], "failed"), (["too long"], "too long"),
        (["out of time", "passed"], "passed"), (["out of time", "failed"], "failed"), (["out of time", "out of time"], "waits for ever"),
    ],
)  # fmt: skip
def test_what_runs_out_of_the_clock_is_tried_again_with_twice_the_time(monkeypatch, tmp_path, answers, told):
    asked = []

    def answer(path, code, arguments, log, tests, patience=1):
        asked.append(patience)
        return Attempt(answers[len(asked) - 1], [])

    monkeypatch.setattr(mutants, "attempt", answer)
    assert judged(tmp_path, compile("", "x", "exec"), [], tmp_path, []) == told
    assert asked == [1, 2][: len(answers)]


def test_what_a_fault_leaves_running_is_ended(victim, tmp_path):
    leave = f"import subprocess; open({str(tmp_path / 'pid')!r}, 'w').write(str(subprocess.Popen(['sleep', '600'], start_new_session=True).pid))"
    assert victim("return 1", f"{leave}; return 1").told == "passed"
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_the_tests_that_call_what_is_changed_are_asked_first(victim):
    tests = victim(VICTIM, ast.unparse(probed(VICTIM))).tests
    assert [(test.name.partition("::")[2], sorted(test.reached)) for test in tests] == [
        ("test_f", ["f", "g"]), ("test_nothing", []), ("test_g", ["g"]), ("test_made", ["g"]), ("test_made_before", ["g"]),
    ]  # fmt: skip
    again = victim("1", "1", nearest([test._replace(seconds=9.0 - at) for at, test in enumerate(tests)], "g")).tests
    assert [test.name.partition("::")[2] for test in again] == ["test_made_before", "test_made", "test_g", "test_f", "test_nothing"]


def test_what_stands_outside_of_functions_is_looked_at_by_what_calls_any():
    tests = [Passed("a", 1.0), Passed("b", 3.0, frozenset({"C.f"})), Passed("c", 2.0, frozenset({"g"}))]
    found = ["".join(test.name for test in nearest(tests, of)) for of in ("module", "C", "C.f", "D")]
    assert found == ["cba", "bac", "bac", "acb"]


def test_tests_that_fail_without_a_fault_say_so(victim, tmp_path):
    with pytest.raises(SystemExit, match=r"the tests of .*victim\.py fail without a fault"):
        mutants.known_tests(
            tmp_path / "victim.py", VICTIM.replace("1", "2"), ["-c", "/dev/null", str(tmp_path / "test_victim.py")], tmp_path / "log"
        )


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
    assert lines[2].startswith(f"| `schemas/contract.py` | {len(faults('schemas/contract.py'))} | 4 | 2 | 1 | 1 | 1 | 50.0% | 66.7% | ")
    assert lines[-2:] == ["| `a` | `f` | `x` | `y` | both are the same |", "| `b` | `f` | `x \\| z` | `y` | not noticed |"]


def test_the_interval_of_a_share():
    assert [round(end, 3) for end in wilson(0, 10)] == [0.0, 0.278]
    assert [round(end, 3) for end in wilson(10, 10)] == [0.722, 1.0]
    assert wilson(0, 0) == (0.0, 1.0)
