"""The exit codes: what each means, and which a command may end with."""

from pipeline import errors

EXIT_CODES = {
    errors.EXIT_OK: "done: published, nothing new, nothing wrong",
    errors.EXIT_FAILED: "failed; of verify, status and doctor: something is not as it should be",
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
_SAYS = _READS - {errors.EXIT_INPUT}
_CODES = {
    "run": _RUNS,
    "help": _SAYS,
    "config": _SAYS,
    "completion": _SAYS,
    "doctor": _SAYS,
    "validate": _READS | {errors.EXIT_AUDIT},
    "recover": _WRITES,
    "gc": _WRITES,
    "erase": _WRITES,
    "compact": _WRITES,
    "export-iceberg": _WRITES,
}
"""The exit codes of a command; of those that only read, where there is no other."""

_FAILED, _LAKE = "failed", "no lake there, or a damaged one"
_OF_ALL = {errors.EXIT_OK: "done", errors.EXIT_FAILED: _FAILED, errors.EXIT_INPUT: _LAKE}
_OWN = {
    "run": {errors.EXIT_OK: "published, or nothing new", errors.EXIT_INPUT: "input missing; or the lake is damaged"},
    "status": {
        errors.EXIT_FAILED: "the last success is older than --max_age, or failed",
        errors.EXIT_INPUT: f"{_LAKE}: files are missing or of another size",
    },
    "doctor": {errors.EXIT_OK: "no check failed", errors.EXIT_FAILED: "a check failed"},
    "validate": {errors.EXIT_OK: "all rules hold", errors.EXIT_AUDIT: "a rule or a hash does not hold"},
    "verify": {
        errors.EXIT_OK: "every file is as its manifest says",
        errors.EXIT_FAILED: "a file is not as its manifest says, or Iceberg tables are behind",
    },
    "sample": {errors.EXIT_INPUT: f"{_LAKE}; or a file is no sheet"},
    "evaluate": {errors.EXIT_INPUT: "no annotated news there"},
}
"""What a code means of a command, where that is more than of all of them (:data:`_OF_ALL`, then :data:`EXIT_CODES`)."""


def exit_codes(name: str) -> str:
    """Return what the help of a command says of its exit codes, or of all of them for another name."""
    meanings = EXIT_CODES | (_OF_ALL | _OWN.get(name, {}) if name else {})
    codes = _CODES.get(name, _READS) if name else EXIT_CODES.keys()
    return "exit codes:\n" + "".join(f"  {code:<4} {meanings[code]}\n" for code in sorted(codes))
