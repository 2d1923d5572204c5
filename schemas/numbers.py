"""The numbers of columns as JSON, by which readers of Iceberg tables know them: ``python -m schemas.numbers`` adds those of new columns to
``schemas/numbers.json``.

The place of a path in the list of its dataset is its number. A list only grows: a column that is gone keeps its place, and a new one goes to the end.
"""

import json
from pathlib import Path

from schemas.arrow import numbers
from schemas.columns import DATASETS


def numbers_json() -> str:
    """Return the JSON text: the paths of each dataset in the order of their numbers, one a line."""
    datasets = (f' "{name}": [\n  {_joined(sorted(given, key=given.__getitem__))}\n ]' for name in DATASETS for given in [numbers(name)])
    return "{\n" + ",\n".join(datasets) + "\n}\n"


def _joined(paths: list[str]) -> str:
    return ",\n  ".join(map(json.dumps, paths))


if __name__ == "__main__":
    text = numbers_json()  # which reads the file
    Path(__file__).with_name("numbers.json").write_text(text, encoding="ascii")
