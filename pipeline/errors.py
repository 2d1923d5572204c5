"""Why a command ends otherwise than well: one exception for each documented exit code."""

EXIT_OK = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_AUDIT = 3
EXIT_REJECTS = 4
EXIT_INPUT = 5
EXIT_IO = 74
EXIT_BUSY = 75
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143


class NewsbeamError(Exception):
    """Anything a command may end with; the message is for the user."""

    exit_code = EXIT_FAILED


class UsageError(NewsbeamError):
    """The command line is wrong."""

    exit_code = EXIT_USAGE


class AuditError(NewsbeamError):
    """The audit refused the run, or found the published version broken."""

    exit_code = EXIT_AUDIT


class DriftError(AuditError):
    """The run's articles are unlike those of the runs before it, beyond what ``--strict_drift`` allows."""


class TooManyRejectsError(NewsbeamError):
    """A larger share of the inputs was rejected than ``--max_rejects`` allows."""

    exit_code = EXIT_REJECTS


class TooManyFailuresError(NewsbeamError):
    """Steps raised over a larger share of the inputs than ``--max_failures`` allows."""

    exit_code = EXIT_REJECTS


class InputError(NewsbeamError):
    """The input is missing or cannot be listed, or the lake holds nothing or is damaged."""

    exit_code = EXIT_INPUT


class StorageError(NewsbeamError):
    """Reading or writing failed, for example because the disk is full."""

    exit_code = EXIT_IO


class LakeBusyError(NewsbeamError):
    """Another run holds the lake."""

    exit_code = EXIT_BUSY


class InterruptError(NewsbeamError):
    """Whoever called the command ended it (Ctrl-C)."""

    exit_code = EXIT_INTERRUPTED


class TerminatedError(InterruptError):
    """Whoever manages processes told this one to end (SIGTERM)."""

    exit_code = EXIT_TERMINATED


class WorkerError(NewsbeamError):
    """A worker process failed, or died again and again."""
