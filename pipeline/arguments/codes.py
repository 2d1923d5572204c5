"""The exit codes: what each means, and which a command may end with."""

from pipeline import errors

EXIT_CODES = {
    errors.EXIT_OK: "done: published, nothing new, nothing wrong",
    errors.EXIT_FAILED: "failed; of verify: a file is not as its manifest says; of status: older than --max_age; of doctor: a check failed",
    errors.EXIT_USAGE: "wrong usage",
    errors.EXIT_AUDIT: "refused by the audit, or by --strict_drift",
    errors.EXIT_REJECTS: "more than --max_rejects or --max_failures",
    errors.EXIT_INPUT: "input missing; no lake there, or a damaged one",
    errors.EXIT_IO: "input/output error (disk full)",
    errors.EXIT_BUSY: "the lake is busy, try later",
    errors.EXIT_INTERRUPTED: "interrupted (Ctrl-C)",
    errors.EXIT_TERMINATED: "told to end (SIGTERM) while a cluster was at work, whose job is cancelled",
}
_RUNS = frozenset(EXIT_CODES)
_WRITES = _RUNS - {errors.EXIT_AUDIT, errors.EXIT_REJECTS, errors.EXIT_TERMINATED}
_READS = _WRITES - {errors.EXIT_BUSY}
_CODES = {
    "run": _RUNS,
    "validate": _READS | {errors.EXIT_AUDIT},
    "recover": _WRITES,
    "gc": _WRITES,
    "erase": _WRITES,
    "compact": _RUNS - {errors.EXIT_REJECTS, errors.EXIT_TERMINATED},
}
"""The exit codes of a command; of those that only read, where there is no other."""


def exit_codes(name: str) -> str:
    """Return what the help of a command says of its exit codes, or of all of them for another name."""
    codes = _CODES.get(name, _READS) if name else EXIT_CODES.keys()
    return "exit codes:\n" + "".join(f"  {code:<4} {EXIT_CODES[code]}\n" for code in sorted(codes))
