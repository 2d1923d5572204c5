"""How far confidence can be believed: of the rows that are said to be right with some probability, how many are."""

from collections.abc import Sequence

BINS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Where the groups of confidence begin, but for the first, which begins at 0."""

Judged = tuple[float, bool]
"""The confidence of a row, and whether it is right."""


def groups(rows: Sequence[Judged]) -> list[tuple[float, list[Judged]]]:
    """Return the groups of ``rows`` that are not empty, each with the confidence from which on it counts."""
    result = []
    for low, high in zip((0.0, *BINS), (*BINS, 2.0), strict=True):
        found = [row for row in rows if low <= row[0] < high]
        if found:
            result.append((low, found))
    return result


def error(rows: Sequence[Judged]) -> float:
    """Return the expected calibration error: by how much the mean confidence of a group misses the share of it that is right, on average.

    >>> round(error([(0.9, True), (0.9, True), (0.9, False), (0.4, False)]), 3)
    0.275
    """
    return (
        sum(abs(sum(sure for sure, _ in found) - sum(right for _, right in found)) for _, found in groups(rows)) / len(rows)
        if rows
        else 0.0
    )


def measures(rows: Sequence[Judged]) -> dict[str, float]:
    """Return the calibration error, and for two thresholds the share of the rows that stay and how many of those are right."""
    result = {"confidence_error": error(rows)}
    for low in (0.8, 0.9):
        kept = [right for sure, right in rows if sure >= low]
        result[f"confidence_{round(100 * low)}_kept"] = len(kept) / len(rows) if rows else 0.0
        result[f"confidence_{round(100 * low)}_right"] = sum(kept) / len(kept) if kept else 0.0
    return result


def table(rows: Sequence[Judged]) -> list[str]:
    """Return the lines of the reliability curve, for people."""
    lines = [f"{'confidence':>12}{'rows':>7}{'mean':>7}{'right':>7}"]
    for low, found in groups(rows):
        mean, right = sum(sure for sure, _ in found) / len(found), sum(right for _, right in found) / len(found)
        lines.append(f"{f'from {low:.2f}':>12}{len(found):7}{100 * mean:7.1f}{100 * right:7.1f}")
    return lines
