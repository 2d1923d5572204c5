"""Why a command ends otherwise than well: one exception for each documented exit code."""

import errno

EXIT_OK = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_AUDIT = 3
EXIT_REJECTS = 4
EXIT_INPUT = 5
EXIT_IO = 74
EXIT_BUSY = 75


class NewsbeamError(Exception):
    """Anything a command may end with; the message is for the user."""

    exit_code = EXIT_FAILED


class UsageError(NewsbeamError):
    """The command line is wrong."""

    exit_code = EXIT_USAGE


class AuditError(NewsbeamError):
    """The audit refused the run, or found the published version broken."""

    exit_code = EXIT_AUDIT


class TooManyRejectsError(NewsbeamError):
    """A larger share of the inputs was rejected than ``--max_rejects`` allows."""

    exit_code = EXIT_REJECTS


class InputError(NewsbeamError):
    """The input is missing or cannot be listed, or the lake holds nothing."""

    exit_code = EXIT_INPUT


class StorageError(NewsbeamError):
    """Reading or writing failed, for example because the disk is full."""

    exit_code = EXIT_IO


class LakeBusyError(NewsbeamError):
    """Another run holds the lake."""

    exit_code = EXIT_BUSY


class WorkerError(NewsbeamError):
    """A worker process failed, or died again and again."""


_STORAGE = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG, errno.ENFILE, errno.EMFILE)


def root_cause(error: BaseException) -> BaseException:
    """What went wrong first: Beam raises its own exception around it at every step."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return error


def is_storage_failure(error: BaseException) -> bool:
    """Whether ``error`` is the operating system's word that reading or writing cannot go on: no space, no handles, a broken disk."""
    return isinstance(error, OSError) and error.errno in _STORAGE
