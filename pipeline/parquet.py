"""Parquet files of a lake: read a part at a time, what is damaged refused, and staged from rows that need not fit in memory."""

import contextlib
import hashlib
import io
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, Optional

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from newsbeam import objects
from pipeline.errors import InputError
from schemas.arrow import MONTH, arrow_schema, file_path, file_schema, file_table
from transforms.staging import ParquetSink, row_group
from transforms.storage import writing
from transforms.values import StagedFile

if TYPE_CHECKING:
    import pyarrow.dataset

CLOSED = 128 << 20
"""Bytes after which another file is begun."""

SETTINGS = """
    SET memory_limit = '500MB'; SET threads = 2; SET preserve_insertion_order = false; SET autoinstall_known_extensions = false;
    SET python_enable_replacements = false; SET TimeZone = 'UTC'
"""
"""Of databases that read a lake's files: no name in a query means a variable of ours, and no day depends on the machine."""


def rows_at(addresses: Sequence[str], schema: pa.Schema) -> "pyarrow.dataset.Dataset":
    """Return the rows of the files at ``addresses``, which all have ``schema``; nothing is read yet, and checksums are compared then."""
    import pyarrow.dataset  # with pandas, which takes long to import

    options = pyarrow.dataset.ParquetFragmentScanOptions(
        page_checksum_verification=True
    )  # damage must not be written again as if it were whole
    checked = pyarrow.dataset.ParquetFileFormat(default_fragment_scan_options=options)
    return pyarrow.dataset.dataset(list(addresses), schema=schema, format=checked, filesystem=objects.filesystem_of(addresses))


def left_of(
    folder: str, file: Mapping[str, Any], address: str, condition: "pyarrow.dataset.Expression", named_after: str
) -> Optional[list[StagedFile]]:
    """Stage the rows of a published file for which ``condition`` does not hold; None where it holds for none: the file can stay.

    ``file`` is how its manifest lists it, ``named_after`` the name of what takes rows out of it.
    """
    schema = pq.read_schema(objects.source(address))
    schema = schema.remove(at) if (at := schema.get_field_index(MONTH)) >= 0 else schema
    rows = rows_at([address], schema)
    gone = rows.count_rows(filter=condition)
    if not gone:
        return None
    if gone == file["rows"]:
        return []
    must_be_as_listed(address, file["sha256"])
    left = map(pa.Table.from_batches, ([batch] for batch in rows.to_batches(filter=~condition, batch_readahead=1)))
    return list(stage(folder, file["dataset"], file["month"], left, schema, [file["sha256"], named_after]))


def is_of_this_contract(dataset: str, month: str, address: str) -> bool:
    """Return whether the file at ``address`` holds what the contract says now of ``dataset``, and says so.

    Raises:
        InputError: it is damaged.
    """
    wanted = file_schema(arrow_schema(dataset), month)
    with whole(address):
        found = pq.read_schema(objects.source(address))
    key = b"newsbeam.schema_version"
    return bool(found.equals(wanted, check_metadata=False) and (found.metadata or {}).get(key) == wanted.metadata[key])


def must_be_as_listed(address: str, sha256: str) -> None:
    """Check that the file at ``address``, whose rows are to be written anew, is the one that was published: damage must not get a hash of its own.

    Arrow's checksums of pages, compared while rows are read, leave out what stands between and behind the pages.

    Raises:
        InputError: its bytes have another digest than ``sha256``.
    """
    source = objects.source(address)
    with open(source, "rb") if isinstance(source, str) else source as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
            raise InputError(f"{address} is damaged: its SHA-256 is not the manifest's")


def literal(addresses: Sequence[str]) -> list[str]:
    """Return ``addresses`` as DuckDB takes them, which reads them as patterns.

    >>> literal(["/lakes [old]/a.parquet"])
    ['/lakes [[]old]/a.parquet']
    """
    return ["".join(f"[{char}]" if char in "[*?" else char for char in address) for address in addresses]


def list_of(addresses: Sequence[str]) -> str:
    """Return ``addresses`` as a list of SQL, for statements that take no values.

    >>> list_of(["/it's.parquet"])
    "['/it''s.parquet']"
    """
    return "[" + ", ".join("'" + address.replace("'", "''") + "'" for address in literal(addresses)) + "]"


def connect(database: str = ":memory:") -> duckdb.DuckDBPyConnection:
    """Return a connection to DuckDB that reads the files of lakes at their addresses, on this machine and on the object stores that are in use."""
    connection = duckdb.connect(database)
    for filesystem in objects.filesystems():
        connection.register_filesystem(filesystem)
    return connection


@contextlib.contextmanager
def whole(what: str) -> Iterator[None]:
    """Raise what a file's content makes Arrow or DuckDB raise as the word that ``what`` is damaged; failures of the disk are no such thing.

    Raises:
        InputError: it is damaged.
    """
    try:
        yield
    except (duckdb.OperationalError, pa.ArrowMemoryError):
        raise
    except (duckdb.Error, pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:  # without: Arrow's word over a page whose checksum is another
            raise
        raise InputError(f"{what} is damaged: {str(error).splitlines()[0]}") from error


def stage(
    folder: str, dataset: str, month: str, tables: Iterable[pa.Table], schema: pa.Schema, named_after: Iterable[str]
) -> Iterator[StagedFile]:
    """Stage ``tables``, in their order, below ``folder`` in one file after the other, each begun where :data:`CLOSED` bytes end the one before.

    The names of the files are digests of ``named_after``, the texts that say what their rows are.
    """
    name = hashlib.sha256("\0".join([dataset, month, *named_after]).encode())
    pieces = (
        table.slice(start, step)
        for table in tables
        for step in [row_group(table.num_rows, int(table.nbytes))]
        for start in range(0, table.num_rows, step)
    )
    for first in pieces:
        name.update(b"\0")
        path = f"data/{file_path(dataset, month, f'{name.hexdigest()[:32]}.parquet')}"
        with writing(f"{folder}/{path}") as to:
            stream = _Hashed(to)
            with ParquetSink(pa.PythonFile(stream, mode="w"), file_schema(schema, month)) as sink:
                for piece in itertools.chain([first], pieces):
                    sink.write(file_table(piece, month))
                    if stream.bytes >= CLOSED:
                        break
            stream.end()
        yield StagedFile(path, dataset, month, sink.rows, stream.bytes, stream.digest.hexdigest())


class _Hashed(io.RawIOBase):
    """A stream that counts and digests what goes through it, and hands it on in pieces that are worth a call; the last one by :meth:`end`."""

    def __init__(self, to: IO[bytes]) -> None:
        self._to = to
        self._held = bytearray()
        self.digest = hashlib.sha256()
        self.bytes = 0

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.digest.update(content)
        self.bytes += len(content)
        self._held += content
        if len(self._held) >= 1 << 20:
            self.end()
        return len(content)

    def end(self) -> None:
        """Hand on what is held."""
        self._to.write(bytes(self._held))
        self._held.clear()
