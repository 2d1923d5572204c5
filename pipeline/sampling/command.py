"""``newsbeam sample LAKE`` writes a sheet; ``newsbeam sample --score FILE`` reads judged ones."""

import json
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Optional

import newsbeam
from newsbeam.wording import counted, did_you_mean
from pipeline import terminal
from pipeline.connection import connect
from pipeline.errors import EXIT_OK, UsageError
from pipeline.sampling import draw, score, sheet


def write(root: Path | str, *, names: Sequence[str], rows: int, seed: int, output: Path) -> int:
    """Write a sheet of ``rows`` random rows of each of the datasets ``names`` (none: every one) to ``output`` and its page; return 0.

    Raises:
        LakeError: there is no lake at ``root``.
        UsageError: there is no such dataset, or ``output`` is a file that may hold verdicts.
    """
    for name in names:
        if name not in draw.datasets():
            raise UsageError(
                f"no rows of {name!r} can be drawn{did_you_mean(name, draw.datasets())}; there are {', '.join(draw.datasets())}"
            )
    if output.suffix != ".csv":
        raise UsageError(f"the sheet is a CSV file: {output} does not end in .csv")
    for path in (output, output.with_suffix(".html")):
        if path.exists():
            raise UsageError(f"{path} exists; a sheet may hold verdicts and is never written over")
    connection = connect(newsbeam.open(root))
    chosen = names or [name for name in draw.datasets() if name != "segments"]
    drawn = [row for name in chosen for row in draw.draw(connection, name, rows, seed)]
    sheet.write(output, sheet.rows(drawn))
    terminal.say(f"{counted(len(drawn), 'row')} of {counted(len({row.dataset for row in drawn}), 'dataset')} in {output}")
    score_it = f"newsbeam sample --score {shlex.quote(str(output))}"
    terminal.say(f"judge them in {output.with_suffix('.html')} (a key a row), which writes them into a sheet; then: {score_it}")
    return EXIT_OK


def report(paths: Sequence[Path], json_file: Optional[Path]) -> int:
    """Print the precision that the judged sheets at ``paths`` give, write it to ``json_file`` too, and return 0.

    Raises:
        InputError: a file is no sheet.
    """
    tallies = score.read(paths)
    terminal.say("\n".join(score.table(tallies)))
    if json_file is not None:
        json_file.write_text(json.dumps(score.as_record(tallies), indent=1) + "\n", encoding="utf-8")
    return EXIT_OK
