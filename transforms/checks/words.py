"""What whoever writes files has checked of them: the *word* of a worker, written beside them and bound to the hashes of their bytes.

The files of a word hold all rows of some articles, so that it answers for the rules of single rows and for those of sets of rows that hold within an
article. An audit (:mod:`pipeline.audit.words`) then adds up what words say, and looks itself at what is across articles.
"""

import functools
import hashlib
import json
import tempfile
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Optional

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas import DATASETS, SCHEMA_VERSION
from schemas.arrow import arrow_schema
from schemas.expectations import suite
from schemas.set_rules import SetRule, set_rules
from transforms.checks import results, sets
from transforms.checks.results import RuleResult
from transforms.checks.rows import Counted, schema_problem
from transforms.values import StagedFile

FOLDER = "words"
"""The folder of words, below that of the staged files."""

FEWEST = 64
"""Articles of a word, at least: to ask all rules over sets of rows takes four tenths of a second, however few rows there are, and an audit asks
them of the articles of many files at once.
"""

ROWS = "great_expectations"
"""The engine under whose name an audit reports rules of single rows, which are counted in Arrow."""

MEMORY = "200MB"
"""What the database of the rules over sets of rows may hold in memory; beyond it writes to a temporary folder."""

Written = tuple[StagedFile, bytes]
"""A file and the bytes that it holds."""


class Word(NamedTuple):
    """The files that somebody answers for, the digest of the rules that were checked, and the result of each that some row breaks."""

    files: Sequence[StagedFile]
    rules: str
    broken: Sequence[RuleResult]


@functools.cache
def digest_of_rules() -> str:
    """Return a digest of all rules that a word answers for."""
    checked = [(name, suite(name), [(rule.name, rule.sql) for rule in _within(name)]) for name in DATASETS]
    return hashlib.sha256(json.dumps([SCHEMA_VERSION, checked]).encode()).hexdigest()


def _within(dataset: str) -> list[SetRule]:
    return [rule for rule in set_rules(dataset) if not rule.across] if DATASETS[dataset].partitioned else []


def word_of(written: Sequence[Written]) -> Optional[Word]:
    """Return the word over files that together hold all rows of some articles, read back from their bytes.

    None where there are fewer articles than :data:`FEWEST`, or nobody can answer for the files: one has another schema or number of rows than it
    should, or a rule could not be checked.
    """
    if sum(file.rows for file, _ in written if file.dataset == "articles") < FEWEST:
        return None
    tables: dict[str, list[pa.Table]] = {}
    for file, content in written:
        with pq.ParquetFile(pa.BufferReader(content), page_checksum_verification=True) as parquet:
            if schema_problem(file.dataset, file.path.split("/")[-2], parquet.schema_arrow) or parquet.metadata.num_rows != file.rows:
                return None
            tables.setdefault(file.dataset, []).append(parquet.read(use_threads=False))
    # in one piece, since a rule asked of each file costs as much as of all
    rows = {name: pa.concat_tables(tables.pop(name)).combine_chunks() for name in list(tables)}
    broken = [result for name, table in rows.items() for result in _of_rows(name, table)]
    try:
        of_sets = _of_sets(rows)
    except (duckdb.Error, OSError):  # without memory, or room for temporary files: the audit has its own
        return None
    if any(result.error for result in of_sets):
        return None
    return Word([file for file, _ in written], digest_of_rules(), [*broken, *(result for result in of_sets if not result.passed)])


def _of_rows(dataset: str, table: pa.Table) -> Iterable[RuleResult]:
    counted = Counted(dataset)
    for batch in table.to_batches():
        counted.add(batch)
    for rule, bad in counted.bad.items():
        yield RuleResult(dataset, rule, ROWS, False, counted.rows, bad, tuple(counted.examples[rule]))


def _of_sets(rows: dict[str, pa.Table]) -> list[RuleResult]:
    """Return what the rules over sets of rows say of ``rows``, which is emptied: the database has them, one dataset after the other."""
    with tempfile.TemporaryDirectory(prefix="newsbeam-word-") as folder, duckdb.connect(f"{folder}/word.duckdb") as database:
        sets.limit(database, MEMORY, threads=1)
        asked = [(rule, table.num_rows) for name, table in rows.items() for rule in _within(name)]
        for table, column in sets.PIECES:
            articles = rows["articles"].select(["article_id", column]).to_batches(max_chunksize=results.TEXT_ROWS)
            database.register("given", sets.pieces(articles, column))
            database.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM given")  # noqa: S608 - one of our own tables
        del articles
        for name in DATASETS:
            database.register("given", rows.pop(name, None) or arrow_schema(name).empty_table())
            database.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM given")  # noqa: S608 - as above
        database.unregister("given")
        return [sets.ask(database, rule, count) for rule, count in asked]


def word_name(word: Word) -> str:
    """Return the name of the file that holds ``word``: a digest of the hashes of the files it answers for."""
    return f"{hashlib.sha256(''.join(file.sha256 for file in word.files).encode()).hexdigest()[:32]}.json"


def word_bytes(word: Word) -> bytes:
    """Return ``word`` as JSON."""
    said = {"files": [file._asdict() for file in word.files], "rules": word.rules, "broken": [vars(result) for result in word.broken]}
    return json.dumps(said).encode("ascii")


def read_word(content: bytes) -> Word:
    """Return the word that :func:`word_bytes` gave as ``content``.

    Raises:
        ValueError, TypeError, KeyError: it is none.
    """
    said = json.loads(content)
    broken = [RuleResult(**{**result, "examples": tuple(result["examples"])}) for result in said["broken"]]
    return Word([StagedFile(**file) for file in said["files"]], said["rules"], broken)
