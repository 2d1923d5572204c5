"""Staged files: rows in, Parquet files in a staging folder out, each named by its rows. Without Beam, which takes long to import."""

import contextlib
import datetime
import hashlib
import io
import operator
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Optional

import pyarrow as pa
import pyarrow.parquet as pq

from schemas import DATASETS
from schemas.arrow import file_path, file_table, to_table
from transforms import memory
from transforms.checks import words
from transforms.storage import write_bytes
from transforms.values import ArticleRows, StagedFile

WRITERS = 8
"""Files of a bundle that are written at a time: a disk syncs several as fast as one, and a bundle has one for each dataset and month."""

ROW_GROUP_BYTES, ROW_GROUP_ROWS = 8 << 20, 100_000
"""What a row group has at most, before compression: who looks for one article or one day reads few of them, and not a whole file."""


FEW_ROWS = 5_000
"""A file of fewer rows has no dictionaries: a page more for each column takes two fifths of the time to write it, and made files of 10 to 2,000 rows
2 to 7 % larger, zstd being as good at what repeats.
"""


class ParquetSink:
    """Writes tables of ``dataset`` to a stream, as one Parquet file: zstd, page checksums, page index, statistics; rows in the given order.

    Row groups hold :data:`ROW_GROUP_BYTES` or :data:`ROW_GROUP_ROWS`; columns have ``dictionaries`` where that is not switched off. The file ends
    with the block of ``with``; the stream stays open.
    """

    def __init__(self, stream: Any, schema: pa.Schema, dictionaries: bool = True) -> None:
        self._writer = pq.ParquetWriter(
            stream, schema, compression="zstd", use_dictionary=dictionaries, write_page_checksum=True, write_page_index=True
        )
        self._held: list[pa.Table] = []
        self._bytes = 0
        self.rows = 0

    def __enter__(self) -> "ParquetSink":
        return self

    def __exit__(self, kind: Optional[type[BaseException]], *raised: object) -> None:
        if kind is None:
            self._flush()
            self._writer.close()
        else:
            with contextlib.suppress(Exception):  # left open, it would be closed where it is forgotten; what is being raised says more
                self._writer.close()

    def write(self, table: pa.Table) -> None:
        """Write ``table``, once it and what follows fill a row group."""
        if not table.num_rows:
            return
        nbytes = int(table.nbytes)  # asked once: that takes a twentieth of the time to write a small file
        size = row_group(table.num_rows, nbytes)
        for start in range(0, table.num_rows, size):
            piece = table if size >= table.num_rows else table.slice(start, size)
            self._held.append(piece)
            self._bytes += nbytes if piece is table else piece.nbytes
            self.rows += piece.num_rows
            if self._bytes >= ROW_GROUP_BYTES or sum(held.num_rows for held in self._held) >= ROW_GROUP_ROWS:
                self._flush()

    def _flush(self) -> None:
        if self._held:
            table = pa.concat_tables(self._held) if len(self._held) > 1 else self._held[0]
            self._writer.write_table(table, row_group_size=max(1, table.num_rows))
            self._held, self._bytes = [], 0


def row_group(rows: int, nbytes: int) -> int:
    """Return how many of ``rows`` rows of a table with ``nbytes`` bytes make a row group; at least one."""
    return min(ROW_GROUP_ROWS, max(1, ROW_GROUP_BYTES * rows // max(1, nbytes)))


def parquet_bytes(table: pa.Table) -> bytes:
    """Return ``table`` as a Parquet file, as :class:`ParquetSink` writes it."""
    stream = pa.BufferOutputStream()
    with ParquetSink(stream, table.schema, dictionaries=table.num_rows >= FEW_ROWS) as sink:
        sink.write(table)
    return bytes(stream.getvalue())


DIGESTED = 1 << 16
"""Bytes that are digested at a time."""


def file_name(dataset: str, table: pa.Table) -> str:
    """Return the deterministic name of the file that holds ``table``: a digest of its rows without the run's own columns, but with their key."""
    of_run = [name for name in DATASETS[dataset].run_columns if name not in DATASETS[dataset].key]
    rows = table.drop_columns(of_run).replace_schema_metadata(None).combine_chunks()
    digest = _Digest(dataset.encode() + b"\0")
    with pa.BufferedOutputStream(pa.PythonFile(digest, mode="w"), DIGESTED) as sink, pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows)
    return digest.value.hexdigest()[:32] + ".parquet"


class _Digest(io.RawIOBase):
    """A file whose content is digested and not kept."""

    def __init__(self, begin: bytes) -> None:
        self.value = hashlib.sha256(begin)

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.value.update(content)
        return len(content)


def month_of(day: datetime.date) -> str:
    """Return the month of ``day`` as folders have it, ``2024-01``."""
    return day.strftime("%Y-%m").rjust(7, "0")


def sort_rows(dataset: str, rows: Iterable[Any]) -> list[Any]:
    """Return ``rows`` in the order in which files hold them."""
    positions = [DATASETS[dataset].column_names.index(name) for name in DATASETS[dataset].file_order]
    return sorted(rows, key=operator.itemgetter(*positions))


def stage_table(staging: str, dataset: str, month: str, table: pa.Table) -> StagedFile:
    """Write ``table`` below the folder ``staging`` (local or of any Beam filesystem), whole or not at all."""
    file, content = staged(dataset, month, table)
    write_bytes(f"{staging}/{file.path}", content)
    return file


def staged(dataset: str, month: str, table: pa.Table) -> tuple[StagedFile, bytes]:
    """Return the file that ``table``, rows of one month, is staged as, and its bytes."""
    path = f"data/{file_path(dataset, month, file_name(dataset, table))}"
    content = parquet_bytes(file_table(table, month))
    return StagedFile(path, dataset, month, table.num_rows, len(content), hashlib.sha256(content).hexdigest()), content


class Stager:
    """Collects rows and stages them, a file for each dataset and month.

    ``characters`` says how much source text the rows are of that are held.
    """

    def __init__(self, staging: str) -> None:
        self._staging = staging
        self._rows: dict[tuple[str, str], list[Any]] = {}
        self.characters = 0

    def add(self, article: ArticleRows) -> None:
        """Take the rows of one article."""
        (row,) = article.rows["articles"]
        month = month_of(row.published_date)
        for dataset, rows in article.rows.items():
            if rows:
                self._rows.setdefault((dataset, month), []).extend(rows)
        self.characters += len(row.source_text)

    def flush(self) -> list[StagedFile]:
        """Stage all rows that are held, and forget them; files are written while the next ones are made, and while they are checked.

        What was found of many articles is a :class:`~transforms.checks.words.Word` beside them, which a bundle that runs twice writes twice.
        """
        written, waiting = [], []
        with ThreadPoolExecutor(WRITERS) as pool:
            for dataset, month in sorted(self._rows):
                file, content = staged(dataset, month, to_table(dataset, sort_rows(dataset, self._rows.pop((dataset, month)))))
                written.append((file, content))
                waiting.append(pool.submit(write_bytes, f"{self._staging}/{file.path}", content))
            self.characters = 0
            memory.give_back()  # what the rows took, before the word takes much
            word = words.word_of(written)
        for one in waiting:
            one.result()
        if word is not None:
            write_bytes(f"{self._staging}/{words.FOLDER}/{words.word_name(word)}", words.word_bytes(word))
        memory.give_back()
        return [file for file, _ in written]
