"""What rows depend on beside the input: a version of each part of the code, and of all together.

The parts are the page, the reading, the lexicon they share, and each family of facts; a part's version changes with its code, with the word
lists that its code names, and with the parts it is built on. What rows look like enters by the contract's version and by its shape alone: the
columns with their types and vocabularies, not their descriptions.
"""

import contextlib
import functools
import hashlib
import importlib.metadata
import importlib.resources
import importlib.util
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable

from pipeline.options import RunOptions
from schemas import DATASETS, SCHEMA_VERSION

LIBRARIES = ("apache-beam", "spacy", "thinc", "dateparser", "great_expectations", "pyarrow", "duckdb", "py3langid", "charset-normalizer")
"""Whose versions a run records."""

ROW_LIBRARIES = ("spacy", "dateparser", "py3langid", "charset-normalizer")
"""Libraries whose version may change rows."""

_BASE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "lexicon": (("text/lexicon",), ()),
    "page": (("parse.py", "segment.py", "text/page"), ("lexicon",)),
    "reading": (("annotate.py", "text/reading"), ("lexicon",)),
}
"""The parts below the families: what they are made of, below ``transforms``, and which parts they are built on."""

_PACKAGES = ("newsbeam", "pipeline", "schemas", "transforms")
"""The packages that newsbeam consists of."""

_LIST = re.compile(r"[\"']([a-z_]+/[a-z_]+\.(?:tsv|txt)(?:\.gz)?)[\"']")
"""A word list, as code names it below ``lexicon/data``."""


@functools.cache
def part_versions() -> dict[str, str]:
    """Return the version of each part, by name, each after those it is built on: 12 hex digits."""
    home = importlib.resources.files("transforms")
    versions = {"schema": _digest([_shape()])}
    for name, (paths, needs) in _parts().items():
        contents = list(_contents(home, paths))
        lists = sorted({found for _, content in contents for found in _LIST.findall(content.decode())})
        contents += [(found, home.joinpath(f"text/lexicon/data/{found}").read_bytes()) for found in lists]
        pieces = [f"{path} {hashlib.sha256(content).hexdigest()}" for path, content in contents]
        versions[name] = _digest([*pieces, *(f"{need} {versions[need]}" for need in needs)])
    return versions


@functools.cache
def code_version() -> str:
    """Return the version of all code of newsbeam together, that of steps and runners too, which are no parts: 12 hex digits."""
    found = ((name, *inner) for name in _PACKAGES for inner in _contents(importlib.resources.files(name), ["."]))
    return _digest(f"{name}/{path} {hashlib.sha256(content).hexdigest()}" for name, path, content in found)


def _parts() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return what each part is made of, and the parts it is built on, which come before it."""
    from transforms.text.families import FAMILIES

    return _BASE | {family.name: ((f"text/{family.package}",), ("schema", "page", "reading", *family.needs)) for family in FAMILIES}


def _contents(home: Traversable, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the Python files at or below ``paths`` with their contents, in the order of their names."""
    for path in paths:
        found = home.joinpath(path)
        if found.is_file():
            yield path, found.read_bytes()
            continue
        for inner in sorted(found.iterdir(), key=lambda entry: entry.name):
            if inner.name.endswith(".py") or (inner.is_dir() and inner.name not in ("__pycache__", "data")):
                yield from _contents(home, [f"{path}/{inner.name}"])


def _shape() -> str:
    """Return what rows of the datasets look like, as text, with the contract's version, which every file records."""
    columns = [
        (name, field.name, repr(field.type), field.nullable, field.column.vocabulary)
        for name, dataset in DATASETS.items()
        for field in dataset.fields
    ]
    return json.dumps([SCHEMA_VERSION, columns])


def _digest(pieces: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(pieces).encode()).hexdigest()[:12]


def pipeline_version(options: RunOptions) -> str:
    """Return the version of everything but the input that rows depend on: the release, and a digest of parts, model, libraries and options."""
    together = {
        "parts": part_versions(),
        "model": [options.model, model_version(options.model)],
        "libraries": {name: importlib.metadata.version(name) for name in ROW_LIBRARIES},
        "options": options.row_options(),
    }
    return f"{importlib.metadata.version('newsbeam')}+{_digest([json.dumps(together, sort_keys=True)])}"


@functools.cache
def versions(model: str) -> Mapping[str, str]:
    """Return what a run records: the versions of the main libraries, of the model package, and of each part; read once a process."""
    found = {name: importlib.metadata.version(name) for name in LIBRARIES}
    return found | {model: model_version(model)} | part_versions()


def differences(recorded: Mapping[str, str], arguments: Mapping[str, object], options: RunOptions) -> str:
    """Return in words what rows depend on that is another now than for a run: of parts those that changed themselves, not through others.

    ``recorded`` are the run's :func:`versions`, ``arguments`` its options.
    """
    now, parts = versions(options.model), _parts()
    changed = [name for name in ("schema", *parts, *ROW_LIBRARIES, options.model) if recorded.get(name) != now[name]]
    changed = [name for name in changed if name not in parts or not set(parts[name][1]) & set(changed)]
    changed += [f"--{name}" for name, value in options.row_options().items() if arguments.get(name) != value]
    return ", ".join(changed) or "release"


def model_version(model: str) -> str:
    """Return the version of the installed model package ``model``, whose import name is, as for spaCy, that of its distribution.

    Raises:
        OSError: it is not installed.
    """
    if model.isidentifier():
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            version = importlib.metadata.version(model)
            if importlib.util.find_spec(model) is not None:
                return version
    raise OSError(f"no spaCy model package named {model!r} is installed")
