"""Write measured figures into the documents that quote them: ``python -m benchmarks.figures [--check]``.

A number that is followed by a comment, ``83.2<!--evaluation/times/value_f-->``, is the one that the comment names: a file of this folder
(``evaluation.json``), what was measured, the measure; ``evaluation/times/trivial/value_f`` is a baseline's, and the two numbers of
``77.6 to 88.6<!--evaluation/events/intervals/value_f-->`` are the bootstrap interval. ``make figures GOLD=…`` measures all
of them anew and writes them.
"""

import argparse
import json
import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DOCUMENTS = (*sorted(HERE.glob("*.md")), *sorted((HERE.parent / "docs").glob("*.md")), HERE.parent / "README.md")
MARKED = re.compile(r"(?P<number>[-\d.]+ to [-\d.]+(?=<!--\w+/\w+/intervals/)|[-\d.,]+)(?P<mark><!--(?P<key>\w+(?:/[\w. ]+){2,3})-->)")


def written(value: Any) -> str:
    """Return a share as percent with one decimal, a count and a text as they are.

    >>> written(0.8312), written(299), written("12.8")
    ('83.1', '299', '12.8')
    """
    return f"{100 * value:.1f}" if isinstance(value, float) else str(value)


def figure(key: str, folder: Path = HERE) -> str:
    """Return the figure that ``key`` names, as the documents write it.

    Raises:
        KeyError: nothing of this name was recorded.
    """
    file, measured, *baseline, measure = key.split("/")
    record = json.loads((folder / f"{file}.json").read_text(encoding="utf-8"))[measured]
    if baseline == ["intervals"]:
        return " to ".join(map(written, record["intervals"][measure]))
    return written((record["baselines"][baseline[0]] if baseline else record["measures"])[measure])


def filled(text: str, folder: Path = HERE) -> str:
    """Return ``text`` with its marked numbers as they were measured.

    Raises:
        KeyError: a mark names nothing that was recorded.
    """
    return MARKED.sub(lambda found: figure(found["key"], folder) + found["mark"], text)


def main() -> int:
    """Write the documents, or with ``--check`` only name those that differ; 1 where one does."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = []
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        new = filled(text)
        if new != text:
            stale.append(document)
            if not check:
                document.write_text(new, encoding="utf-8")
    for document in stale:
        print(f"{document.name}: {'its figures are not those measured last' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
