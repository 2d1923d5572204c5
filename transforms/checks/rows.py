"""Checks of files and their single rows in Arrow: the schema of a file, and how many rows break each rule."""

import collections

import pyarrow as pa
import pyarrow.compute as pc

from schemas import DATASETS, SCHEMA_VERSION, masks
from schemas.arrow import arrow_schema, file_schema
from schemas.set_rules import example_key
from transforms.checks import results
from transforms.checks.results import shown


def schema_problem(dataset: str, folder: str, found: pa.Schema) -> str | None:
    """Return what is wrong with the schema of a file of ``dataset`` that lies in ``folder``, None where nothing is."""
    wanted = file_schema(arrow_schema(dataset), folder)
    if not found.equals(wanted, check_metadata=False):
        for name in wanted.names:
            if name not in found.names:
                return f"column {name} is missing"
            if found.field(name).type != wanted.field(name).type or found.field(name).nullable != wanted.field(name).nullable:
                return f"column {name} is not {wanted.field(name).type}{'' if wanted.field(name).nullable else ' not null'}"
        return "there are more columns, or in another order"
    metadata = found.metadata or {}
    for key, value in (("newsbeam.dataset", dataset), ("newsbeam.schema_version", SCHEMA_VERSION)):
        if metadata.get(key.encode()) != value.encode():
            return f"the file's metadata do not say {key} = {value}"
    for field in found:
        if not (field.metadata or {}).get(b"description"):
            return f"column {field.name} has no description"
    return None


class Counted:
    """The rows of a dataset as they pass: how many there are, how many break each rule of single rows, and keys of some of those."""

    def __init__(self, dataset: str) -> None:
        self.dataset = dataset
        self.rows = 0
        self.rules: set[str] = set()
        self.bad: collections.Counter[str] = collections.Counter()
        self.examples: dict[str, list[dict[str, str]]] = collections.defaultdict(list)

    def add(self, batch: pa.RecordBatch) -> dict[str, masks.Mask]:
        """Count the rows of ``batch``; returns the mask of each rule that some of them break."""
        found = masks.broken(self.dataset, batch)
        self.rules |= set(found)
        broken = {rule: mask for rule, mask in found.items() if mask.true_count}
        for rule, mask in broken.items():
            self.bad[rule] += mask.true_count
            some = pc.indices_nonzero(mask)[: results.EXAMPLES - len(self.examples[rule])]
            self.examples[rule] += [_key_of(self.dataset, batch, position) for position in some.to_pylist()]
        self.rows += len(batch)
        return broken


def _key_of(dataset: str, batch: pa.RecordBatch, position: int) -> dict[str, str]:
    return {name: shown(batch.column(name)[position].as_py()) for name in example_key(DATASETS[dataset])}
