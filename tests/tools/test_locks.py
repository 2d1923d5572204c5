"""The lock files answer every request of what they lock, and the check that says so sees what they do not answer."""

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tools.locks import LOCKS, PYTHONS, ROOT, environments, problems, project, read, unanswered

HASH = f"sha256:{'0' * 64}"


def pins(*entries):
    return read("".join(f"{entry} \\\n    --hash={HASH}\n" for entry in entries))


def found(entries, asked, metadata, python="3.11"):
    """The problems of a lock for a project that asks for ``asked``; ``metadata`` says what each distribution asks for."""

    def requires(name, version):
        return [Requirement(line) for line in metadata[name]] if name in metadata else None

    return list(unanswered(pins(*entries), [Requirement(line) for line in asked], requires, environments(python)[0]))


@pytest.fixture
def locks():
    return {lock: read((ROOT / lock).read_text(encoding="utf-8")) for lock in LOCKS}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_is_complete(lock):
    assert list(problems(lock)) == []


def test_the_runtime_lock_is_a_part_of_the_dev_lock(locks):
    """Where a tool asks for a package on every system, the dev lock's pin of it has no marker: more machines get it, and the same one."""

    def pinned(pin):
        return pin.name, pin.version, tuple(sorted(pin.requirement.extras)), pin.hashes

    everything = {pinned(pin): pin.requirement.marker for pin in locks["requirements-dev.lock"]}
    for pin in locks["requirements.lock"]:
        assert everything[pinned(pin)] in (None, pin.requirement.marker), pin.name
    assert len(locks["requirements.lock"]) < len(everything)


def test_the_runtime_lock_has_no_test_tool(locks):
    names = {pin.name for pin in locks["requirements.lock"]}
    assert not names & {request.name for request in project(("dev",))[len(project(())) :]}


def test_floors_are_what_the_lock_of_floors_pins(locks):
    pinned = {pin.name: pin.version for pin in locks["requirements-floors.lock"]}
    floors = {
        request.name.replace("_", "-"): Version(specifier.version)
        for request in project(("build",))
        for specifier in request.specifier
        if specifier.operator in (">=", "==")
    }
    assert {name: pinned[name] for name in floors} == floors


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_says_nothing_about_registries(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert all(line.startswith("    --hash=sha256:") for line in text.splitlines() if line.lstrip().startswith("-"))


def test_every_lock_is_for_every_python_but_the_floors_for_the_first():
    assert {lock: pythons for lock, (_, pythons) in LOCKS.items()} == {
        "requirements.lock": PYTHONS,
        "requirements-dev.lock": PYTHONS,
        "requirements-train.lock": PYTHONS,
        "requirements-release.lock": PYTHONS,
        "requirements-floors.lock": PYTHONS[:1],
    }


def test_a_lock_that_answers_everything():
    entries = ["app[Web_UI]==1.0", "server==2.1"]
    assert found(entries, ["app[web-ui]>=1"], {"app": ["server<3; extra == 'web-ui'", "docs; extra == 'doc'"], "server": []}) == []


def test_an_extra_that_the_lock_does_not_name():
    metadata = {"cov": ["coverage[toml]>=7"], "coverage": ["tomli; extra == 'toml'"]}
    assert found(["cov==1", "coverage==7.1"], ["cov"], metadata) == ["cov asks for coverage[toml], and the lock does not name the extra"]


def test_what_a_named_extra_asks_for_must_be_locked():
    metadata = {"coverage": ["tomli; extra == 'toml'"]}
    assert found(["coverage[toml]==7.1"], ["coverage"], metadata) == ['coverage asks for tomli; extra == "toml", which is not locked']


def test_a_version_that_does_not_satisfy():
    metadata = {"a": ["b>=2,<3"], "b": []}
    assert found(["a==1", "b==3.0"], ["a"], metadata) == ["a asks for b<3,>=2, locked is 3.0"]


def test_markers_are_read_for_each_python():
    entries, metadata = ["a==1"], {"a": ["b; python_version >= '3.12'"]}
    assert found(entries, ["a"], metadata, "3.11") == []
    assert found(entries, ["a"], metadata, "3.12") == ['a asks for b; python_version >= "3.12", which is not locked']


def test_two_pins_for_two_pythons():
    entries = ["a==1 ; python_full_version < '3.12'", "a==2 ; python_full_version >= '3.12'"]
    assert [found(entries, ["a>=2"], {"a": []}, python) for python in PYTHONS] == [["newsbeam asks for a>=2, locked is 1"], [], []]
    assert found(["a==1", "a==2 ; python_full_version >= '3.12'"], ["a"], {"a": []}, "3.12") == ["a is pinned twice"]


def test_what_nobody_asks_for():
    assert found(["a==1", "b==1"], ["a"], {"a": []}) == ["b is locked and nobody asks for it"]


def test_what_is_not_installed_cannot_be_checked():
    assert f"requirements.lock: spacy=={dict(versions())['spacy']} is not installed" in problems(
        "requirements.lock", lambda name, version: None
    )


def versions():
    return [(pin.name, pin.version) for pin in read((ROOT / "requirements.lock").read_text(encoding="utf-8"))]


@pytest.mark.parametrize("entry", ["a>=1 --hash=sha256:00", "a==1", "a @ https://host/a.whl --hash=sha256:00", "a==1,<2 --hash=sha256:00"])
def test_an_entry_that_is_no_pin_with_hashes(entry):
    with pytest.raises(ValueError, match="not a pin with hashes"):
        read(entry)
