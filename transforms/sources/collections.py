r"""Collections: files that hold many articles, a record each, read one record at a time.

- ``.jsonl``: a JSON object a line, UTF-8. Blank lines are no records. The row of a record is its line, counted from 1.
- ``.csv``: RFC 4180 with commas, the first record names the fields. The bytes of a field are kept as they are, so a file in an old single-byte
  encoding is read as such a page is. The row of a record is its number after the first, counted from 1.
- ``.parquet``: columns of text or bytes. Rows are counted from 1.

``.gz`` and ``.zst`` behind the first two are decompressed on the way. A record that cannot be read is one with a trouble, and those after it are
read: of a quotation mark that is never closed in a CSV, too, only its own line is lost. What ends a file early (it is cut off, damaged or no
Parquet) is raised after the records before it.
"""

import csv
import datetime
import json
from collections.abc import Iterator, Sequence
from typing import IO, Any, NamedTuple

from transforms.sources import streams
from transforms.text.rejected import RejectedInput

BAD = "bad_record"
_BATCH = 64  # rows of a Parquet file that are held at a time
_NAME = 40  # characters that a field's name has at most; what is longer is the text of a CSV without a line of names


class Fields(NamedTuple):
    """The names of the fields that hold a record's text, its identifier and its date of publication."""

    text: str
    id: str | None = None
    date: str | None = None


class Record(NamedTuple):
    """One record: its row, its identifier where it says one, the bytes of its text, its date as written
    and where that stands; or why it cannot be read.
    """

    row: int
    id: str | None = None
    content: bytes = b""
    date: str | None = None
    trouble: RejectedInput | None = None
    basis: str = "field"


def read_records(path: str, fields: Fields, limit: int) -> Iterator[Record]:
    """Yield the records of the collection at ``path``, in order; those of more than ``limit`` bytes have a trouble.

    Raises:
        RejectedInput: the file cannot be read, or not to its end.
    """
    with streams.opened(path) as file:
        if path.lower().endswith(".parquet"):
            yield from _of_parquet(file, fields, limit)
            return
        found = streams.lines(streams.pieces(file, path), limit)
        yield from _of_csv(found, fields, limit) if ".csv" in path.lower()[-8:] else _of_lines(found, fields)


def _of_lines(found: Iterator[bytes | None], fields: Fields) -> Iterator[Record]:
    for row, line in enumerate(found, start=1):
        if line is None:
            yield Record(row, trouble=RejectedInput("too_large", "a line of more bytes than --max_bytes allows"))
        elif line.strip():
            yield _of_line(row, line, fields)


def _of_line(row: int, line: bytes, fields: Fields) -> Record:
    try:
        value = json.loads(line.decode("utf-8-sig" if row == 1 else "utf-8"))
    except (ValueError, RecursionError) as error:  # a UnicodeDecodeError is a ValueError
        what = f"column {error.colno}" if isinstance(error, json.JSONDecodeError) else type(error).__name__
        return Record(row, trouble=RejectedInput(BAD, f"the line is no JSON: {what}"))
    if not isinstance(value, dict):
        return Record(row, trouble=RejectedInput(BAD, "the line is no JSON object"))
    return _record(row, value, fields)


def _of_parquet(file: IO[bytes], fields: Fields, limit: int) -> Iterator[Record]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(file, buffer_size=streams.PIECE, pre_buffer=False)
        names = table.schema_arrow.names
        _refuse_unknown_fields(names, fields)
        row = 0
        for batch in table.iter_batches(batch_size=_BATCH, columns=[name for name in fields if name is not None]):
            for value in batch.to_pylist():
                row += 1
                yield _record(row, value, fields, limit)
    except pa.ArrowException as error:
        raise RejectedInput("corrupt_archive", f"no sound Parquet: {str(error).splitlines()[0][:200]}") from None
    except OSError as error:
        if error.errno is not None:  # of the disk, and not of what the file holds
            raise
        raise RejectedInput("corrupt_archive", f"no sound Parquet: {str(error).splitlines()[0][:200]}") from None


def _refuse_unknown_fields(names: Sequence[str], fields: Fields) -> None:
    if missing := [name for name in fields if name is not None and name not in names]:
        raise RejectedInput(BAD, f"no field {missing[0]!r}; there are {_told(names)}")


def _told(names: Sequence[str]) -> str:
    return ", ".join(repr(name) if len(name) <= _NAME else "one that is no name" for name in names[:20])


class _Lines:
    """The lines of a CSV as text whose characters are bytes; those of the record that is being read can be given back."""

    def __init__(self, found: Iterator[bytes | None], limit: int) -> None:
        self._found = found
        self._limit = limit
        self._again: list[str] = []
        self.taken: list[str] = []
        self._size = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self._again:
            line = self._again.pop()
        else:
            following = next(self._found)
            if following is None:
                raise _TooLongError
            line = following.decode("latin-1")
        self.taken.append(line)
        self._size += len(line)
        if self._size > self._limit:
            raise _TooLongError
        return line

    def begin(self) -> None:
        """Begin a record."""
        self.taken, self._size = [], 0

    def give_back(self) -> None:
        """Give back all lines of the record but its first."""
        self._again += reversed(self.taken[1:])


class _TooLongError(Exception):
    """A record has more bytes than the limit."""


def _of_csv(found: Iterator[bytes | None], fields: Fields, limit: int) -> Iterator[Record]:
    csv.field_size_limit(max(csv.field_size_limit(), limit))
    lines = _Lines(found, limit)
    rows = _csv_rows(lines)
    first = next(rows, None)
    if first is None:
        return
    if isinstance(first, RejectedInput):
        raise first
    names = [name.encode("latin-1").decode("utf-8-sig", "replace") for name in first]
    _refuse_unknown_fields(names, fields)
    for row, values in enumerate(rows, start=1):
        if isinstance(values, RejectedInput):
            yield Record(row, trouble=values)
        elif len(values) != len(names):
            yield Record(row, trouble=RejectedInput(BAD, f"{len(values)} fields where the first line names {len(names)}"))
        else:
            yield _record(row, {name: value.encode("latin-1") for name, value in zip(names, values, strict=True)}, fields)


def _csv_rows(lines: _Lines) -> Iterator[list[str] | RejectedInput]:
    """Yield the fields of each record, or why it cannot be read; what follows its first line is then read anew."""
    reader = csv.reader(lines, strict=True)
    while True:
        lines.begin()
        try:
            values = next(reader)
        except StopIteration:
            return
        except _TooLongError:
            yield RejectedInput("too_large", "a record of more bytes than --max_bytes allows")
        except csv.Error as error:
            yield RejectedInput(BAD, f"no CSV: {error}")
        else:
            if values:
                yield values
            continue
        lines.give_back()
        reader = csv.reader(lines, strict=True)


def _record(row: int, value: dict[str, Any], fields: Fields, limit: int | None = None) -> Record:
    """Return the record that the fields of ``value`` make."""
    try:
        content = _bytes(value, fields.text)
        if limit is not None and len(content) > limit:
            raise RejectedInput("too_large", f"{len(content)} bytes, the limit is {limit}")
        return Record(row, _identifier(value, fields.id), content, _date(value, fields.date))
    except RejectedInput as trouble:
        return Record(row, trouble=trouble)


def _bytes(value: dict[str, Any], name: str) -> bytes:
    text = value.get(name)
    if isinstance(text, str):
        try:
            return text.encode()
        except UnicodeEncodeError:
            raise RejectedInput(BAD, f"the field {name!r} holds half a surrogate pair") from None
    if isinstance(text, bytes):
        return text
    others = f"; there are {_told(list(value))}" if value and name not in value else ""
    raise RejectedInput(BAD, f"the field {name!r} is {'missing' if text is None else 'no text'}{others}")


def _identifier(value: dict[str, Any], name: str | None) -> str | None:
    if name is None:
        return None
    given = value.get(name)
    if isinstance(given, bytes):
        given = given.decode("utf-8", "replace")
    if isinstance(given, str) and given.strip() and given.encode("utf-8", "ignore").decode() == given:
        return given
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    raise RejectedInput(
        BAD, f"the field {name!r}, its identifier, is {'missing' if given in (None, '') else 'no text and no whole number'}"
    )


def _date(value: dict[str, Any], name: str | None) -> str | None:
    given = value.get(name) if name is not None else None
    if isinstance(given, bytes):
        given = given.decode("utf-8", "replace")
    if isinstance(given, datetime.date):  # a datetime is one: the day as the column's zone has it
        return given.isoformat()[:10]
    return None if given is None or not str(given).strip() else str(given).strip()
