"""What an exception means for whoever called the command: which of the documented exit codes, in one line."""

import sys
from typing import Optional

import newsbeam
from newsbeam.manifest import UnreadableError
from pipeline.errors import InputError, InterruptError, NewsbeamError, StorageError


def failure_of(error: BaseException) -> Optional[NewsbeamError]:
    """Return what ``error`` means, with its notes; None where it is a bug, whose traceback is wanted."""
    failure = _meaning(error)
    if failure is not None and failure is not error:
        for note in getattr(error, "__notes__", ()):
            failure.add_note(note)
    return failure


def _meaning(error: BaseException) -> Optional[NewsbeamError]:
    if is_interruption(error):
        return InterruptError("interrupted")
    match error:
        case NewsbeamError():
            return error
        case newsbeam.LakeError():
            return of_a_lake(error)
        case OSError():
            return StorageError(in_one_line(error))
        case MemoryError():
            return NewsbeamError("out of memory")
    return _of_the_database(error)


def is_interruption(error: BaseException) -> bool:
    """Return whether ``error`` says that who called has interrupted the command; while a query runs DuckDB says so, as a RuntimeError or an error of
    its own.
    """
    if isinstance(error, KeyboardInterrupt) or (type(error) is RuntimeError and str(error) == "Query interrupted"):
        return True
    duckdb = sys.modules.get("duckdb")  # seconds to import
    return duckdb is not None and isinstance(error, duckdb.InterruptException)


def of_a_lake(error: newsbeam.LakeError) -> NewsbeamError:
    """Return what it means that a lake cannot be read: there is none, or it is damaged; or the disk refuses."""
    return (StorageError if isinstance(error, UnreadableError) else InputError)(str(error))


def _of_the_database(error: BaseException) -> Optional[NewsbeamError]:
    """Return what an error of DuckDB says of files: they cannot be read or written, or hold something else than they should."""
    duckdb = sys.modules.get("duckdb")  # seconds to import, and without it none of its errors can have been raised
    if duckdb is None:
        return None
    said = " ".join(str(error).split())
    if isinstance(error, duckdb.InvalidInputException) or type(error) is duckdb.Error:  # the latter: what a broken page header gives
        return InputError(f"a file is damaged: {said}")
    if isinstance(error, duckdb.OperationalError | duckdb.InternalError | duckdb.FatalException):
        return StorageError(said)
    return None


def in_one_line(error: OSError) -> str:
    """Return what the system says, and of which file.

    >>> in_one_line(OSError(28, "No space left on device", "/data/lake/x")), in_one_line(OSError("Parquet file is too short"))
    ('No space left on device: /data/lake/x', 'Parquet file is too short')
    """
    where = f": {error.filename}" if error.filename is not None else ""
    return " ".join(f"{error.strerror or error}{where}".split())
