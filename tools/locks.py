"""Check lock files against what the locked distributions say of themselves.

    python -m tools.locks requirements.lock …       # in an environment that was made from these files

A lock is installed without asking anybody (``pip install --no-deps --require-hashes``), so it must be complete. pip before 23.3 does not apply
the pin of ``coverage`` to a request for ``coverage[toml]``; and an extra that nobody named is a set of distributions that nobody locked. This
module reads METADATA of everything a lock names and reports every request that the lock does not answer, for each supported Python.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import setuptools  # noqa: F401  # brings distutils, which Python 3.12 has no more
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.11", "3.12", "3.13")

# By lock file: the extras of newsbeam that it answers, and the Pythons it is for.
LOCKS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "requirements.lock": (("build",), PYTHONS),
    "requirements-dev.lock": (("build", "dev"), PYTHONS),
    "requirements-train.lock": (("build", "train"), PYTHONS),
    "requirements-release.lock": (("release",), PYTHONS),
    "requirements-floors.lock": (("build",), ("3.11",)),
}

Requires = Callable[[str, Version], Iterable[Requirement] | None]
Environment = dict[str, str]


@dataclass(frozen=True)
class Pin:
    """One entry of a lock: the requirement ``name[extras]==version ; marker`` and the hashes of its files."""

    requirement: Requirement
    hashes: frozenset[str]

    @property
    def name(self) -> str:
        """Return the distribution's normalised name."""
        return canonicalize_name(self.requirement.name)

    @property
    def extras(self) -> frozenset[str]:
        """Return the normalised names of the extras."""
        return frozenset(map(canonicalize_name, self.requirement.extras))

    @property
    def version(self) -> Version:
        """Return the pinned version."""
        (specifier,) = self.requirement.specifier
        return Version(specifier.version)


def read(text: str) -> list[Pin]:
    """Return the pins of a lock file's ``text``; raise ValueError for an entry that is not ``name==version`` with hashes."""
    pins = []
    for entry in text.replace("\\\n", " ").splitlines():
        words = entry.split(" --hash=")
        if not words[0].strip():
            continue
        requirement = Requirement(words[0].strip())
        if [specifier.operator for specifier in requirement.specifier] != ["=="] or requirement.url or len(words) == 1:
            raise ValueError(f"not a pin with hashes: {entry.strip()}")
        pins.append(Pin(requirement, frozenset(map(str.strip, words[1:]))))
    return pins


def environments(python: str) -> list[Environment]:
    """Return the values of markers on this machine for the first and the last release of ``python``, as "3.12"."""
    here = {name: str(value) for name, value in default_environment().items()}
    return [here | {"python_version": python, "python_full_version": f"{python}.{micro}"} for micro in (0, 99)]


def unanswered(pins: Iterable[Pin], asked: Iterable[Requirement], requires: Requires, environment: Environment) -> Iterator[str]:
    """Yield a sentence for every request in ``environment`` that ``pins`` leave open, and for every pin that nobody asks for.

    ``asked`` is what the project itself asks for. ``requires(name, version)`` returns what a distribution asks for, with its markers; None
    if it cannot be read here, when it counts as asking for nothing.
    """
    locked = {}
    for pin in pins:
        if pin.requirement.marker is None or pin.requirement.marker.evaluate(environment):
            if pin.name in locked:
                yield f"{pin.name} is pinned twice"
            locked[pin.name] = pin
    open_requests = [("newsbeam", frozenset[str](), request) for request in asked]
    reached = set()
    while open_requests:
        asking, extras, request = open_requests.pop()
        if request.marker and not any(request.marker.evaluate(environment | {"extra": extra}) for extra in ("", *extras)):
            continue
        if canonicalize_name(request.name) not in locked:
            yield f"{asking} asks for {request}, which is not locked"
            continue
        pin = locked[canonicalize_name(request.name)]
        if not request.specifier.contains(pin.version, prereleases=True):
            yield f"{asking} asks for {request}, locked is {pin.version}"
        for extra in sorted(frozenset(map(canonicalize_name, request.extras)) - pin.extras):
            yield f"{asking} asks for {pin.name}[{extra}], and the lock does not name the extra"
        if pin.name not in reached:
            reached.add(pin.name)
            open_requests += [(pin.name, pin.extras, further) for further in requires(pin.name, pin.version) or ()]
    yield from (f"{name} is locked and nobody asks for it" for name in sorted(locked.keys() - reached))


@cache
def installed(name: str, version: Version) -> tuple[Requirement, ...] | None:
    """Return what the installed distribution asks for; None if this version of it is not installed."""
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None
    return tuple(map(Requirement, distribution.requires or ())) if Version(distribution.version) == version else None


def project(extras: Iterable[str]) -> list[Requirement]:
    """Return what ``setup.py`` asks for, with these of its extras."""
    from distutils.core import run_setup

    distribution: Any = run_setup(str(ROOT / "setup.py"), stop_after="init")
    return [Requirement(line) for lines in (distribution.install_requires, *map(distribution.extras_require.get, extras)) for line in lines]


def problems(lock: str, requires: Requires = installed) -> Iterator[str]:
    """Yield what is wrong with the lock file of this name, for each Python it is for; what it pins for this one must be installed."""
    extras, pythons = LOCKS[lock]
    pins, asked = read((ROOT / lock).read_text(encoding="utf-8")), project(extras)
    for pin in pins:
        if (pin.requirement.marker is None or pin.requirement.marker.evaluate()) and requires(pin.name, pin.version) is None:
            yield f"{lock}: {pin.name}=={pin.version} is not installed"
    for python in pythons:
        found = {problem: None for environment in environments(python) for problem in unanswered(pins, asked, requires, environment)}
        yield from (f"{lock}, Python {python}: {problem}" for problem in found)


def main(locks: list[str]) -> int:
    """Print what is wrong with the lock files and return 1, or print that nothing is and return 0."""
    found = [problem for lock in locks for problem in problems(lock)]
    print("\n".join(found) or f"{', '.join(locks)}: complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["requirements.lock", "requirements-dev.lock"]))
