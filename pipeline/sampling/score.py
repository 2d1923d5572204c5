"""The precision of judged sheets, by dataset, and by column where a sheet names the columns that are wrong."""

import csv
import dataclasses
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.sampling.sheet import COLUMNS

_CONFIDENCE = 1.959963984540054
"""The normal quantile of a 95 % interval."""


@dataclasses.dataclass
class Tally:
    """How the rows of one dataset were judged, or one column of them; ``columns`` are the tallies of its columns by name."""

    right: int = 0
    wrong: int = 0
    unsure: int = 0
    left: int = 0
    columns: dict[str, "Tally"] = dataclasses.field(default_factory=dict)

    @property
    def is_by_column(self) -> bool:
        """Whether somebody said of a row which of its columns are wrong."""
        return any(column.wrong for column in self.columns.values())

    @property
    def precision(self) -> float:
        """The share of rows that are right, of those judged right or wrong; NaN where there is none."""
        judged = self.right + self.wrong
        return self.right / judged if judged else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the precision."""
        return wilson(self.right, self.right + self.wrong)


def wilson(hits: int, trials: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share (E. B. Wilson, Probable inference, 1927): it holds for few trials and at 0 and 1.

    >>> tuple(round(end, 3) for end in wilson(57, 60)), wilson(0, 0)
    ((0.863, 0.983), (0.0, 1.0))
    """
    if not trials:
        return 0.0, 1.0
    share, square = hits / trials, _CONFIDENCE**2
    middle = share + square / (2 * trials)
    spread = _CONFIDENCE * math.sqrt(share * (1 - share) / trials + square / (4 * trials**2))
    whole = 1 + square / trials
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def read(paths: Iterable[Path]) -> dict[str, Tally]:
    """Return the tallies of the sheets at ``paths`` together, by dataset in the order in which they come.

    Raises:
        InputError: a file is missing or no sheet, a verdict is none of y, n and u, or what is said to be wrong is no column of the row.
    """
    tallies: dict[str, Tally] = {}
    for path in paths:
        try:
            with path.open(encoding="utf-8-sig", newline="") as lines:
                reader = csv.DictReader(lines)
                if not set(COLUMNS) <= set(reader.fieldnames or ()):
                    raise InputError(f"{path} is no sheet: a sheet has the columns {', '.join(COLUMNS)}")
                for row in reader:
                    if None in row or None in row.values():
                        raise InputError(f"{path} is no sheet: its line {reader.line_num} has not {len(COLUMNS)} values")
                    _count(tallies.setdefault(row["dataset"], Tally()), row, f"{path}, {row['dataset']} {row['row']}")
        except (FileNotFoundError, UnicodeDecodeError, csv.Error) as error:
            raise InputError(f"{path} cannot be read as a sheet: {error}") from error
    return tallies


def _count(tally: Tally, row: Mapping[str, str], where: str) -> None:
    verdict, wrong = row["verdict"].strip().casefold(), row["wrong"].split()
    says = [line.split(": ", 1)[0] for line in row["says"].split("\n") if ": " in line]
    if not set(wrong) <= set(says):
        raise InputError(f"{where}: {' '.join(sorted(set(wrong) - set(says)))} is none of the columns it says ({' '.join(says)})")
    if verdict == "y" and wrong:
        raise InputError(f"{where}: the verdict is y, yet {' '.join(wrong)} is wrong")
    match verdict:
        case "y":
            tally.right += 1
        case "n":
            tally.wrong += 1
        case "u":
            tally.unsure += 1
        case "":
            tally.left += 1
        case _:
            raise InputError(f"{where}: the verdict is {verdict!r}, not y, n or u")
    if verdict == "y" or (verdict == "n" and wrong):  # of a row that is wrong as such nobody asks which column
        for name in says:
            column = tally.columns.setdefault(name, Tally())
            column.wrong += name in wrong
            column.right += name not in wrong


def table(tallies: dict[str, Tally]) -> list[str]:
    """Return the lines of the table that ``newsbeam sample --score`` prints.

    >>> for line in table({"times": Tally(57, 3, 1, 0)}): print(line)
    dataset        right  wrong  unsure  not judged  precision    95 % interval
    times             57      3       1           0      95.0 %   86.3 to 98.3 %
    verdicts: y right, n wrong, u unsure
    """
    lines = [f"{'dataset':<13} {'right':>6} {'wrong':>6} {'unsure':>7} {'not judged':>11}  {'precision':>9}    95 % interval"]
    for name, tally in tallies.items():
        lines.append(_line(name, tally))
        if tally.is_by_column:
            lines += [f"  {column:<43}{_figures(one)}" for column, one in tally.columns.items()]
    return [*lines, "verdicts: y right, n wrong, u unsure"]


def _line(name: str, tally: Tally) -> str:
    return f"{name:<13} {tally.right:>6} {tally.wrong:>6} {tally.unsure:>7} {tally.left:>11} {_figures(tally)}"


def _figures(tally: Tally) -> str:
    low, high = tally.interval
    return f"{100 * tally.precision:9.1f} %   {100 * low:.1f} to {100 * high:.1f} %" if tally.right + tally.wrong else f"{'-':>9}"


def as_record(tallies: dict[str, Tally]) -> dict[str, dict[str, Any]]:
    """Return the figures as JSON holds them: nothing of the texts."""
    return {
        name: {"unsure": tally.unsure, "not_judged": tally.left, **_share(tally)}
        | ({"columns": {column: _share(one) for column, one in tally.columns.items()}} if tally.is_by_column else {})
        for name, tally in tallies.items()
    }


def _share(tally: Tally) -> dict[str, Any]:
    return {
        "right": tally.right,
        "wrong": tally.wrong,
        "precision": round(tally.precision, 4) if tally.right + tally.wrong else None,
        "interval": [round(end, 4) for end in tally.interval],
    }
