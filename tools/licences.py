"""List under which licences everything stands that newsbeam ships or installs: ``python -m tools.licences > docs/licences.md`` (`make docs`).

A distribution's licence is what its metadata say: ``License-Expression``, else the classifiers, else ``License``. A licence that is not known as
permissive (or, of a library that is used as it is, as weak copyleft) is an error, so that none comes in unseen.
"""

import itertools
import re
import sys
from importlib import metadata
from pathlib import Path

import setuptools  # noqa: F401  # brings distutils, which Python 3.12 has no more

from tools.locks import Pin, read

ROOT = Path(__file__).parents[1]
DATA = ROOT / "transforms" / "text" / "lexicon" / "data"
KNOWN = re.compile(  # SPDX identifiers, and how metadata write them
    r"0BSD|Apache(?:-2\.0|[ ,\w]*)?|BSD(?:-\d-Clause| License)?|3-Clause BSD License|CC0-1\.0|CNRI-Python|Dual License|ISC(?: License)?(?: \(ISCL\))?"
    r"|MIT(?:-0|-CMU)?(?: License)?|Mozilla Public License 2\.0 \(MPL 2\.0\)|MPL-2\.0|PSF-2\.0|Zlib"
)
SAYS = re.compile(r"\b(?:CC BY|CC0|Apache|BSD|MIT|public domain|GeoNames|licence)\b", re.IGNORECASE)
INTRODUCTION = """# Licences

*Written by `make docs` from the metadata of what `requirements.lock` installs and the first lines of the tables; change those, not this page.*

Newsbeam itself stands under the Apache License 2.0 (`LICENSE`). A release has the same list for machines: its CycloneDX bill of materials.

## What is installed with it
"""
OWN = """
## Tables in the package

The gazetteer (`gazetteer/names.tsv.gz`, `gazetteer/places.tsv.gz`) is derived from GeoNames, CC BY 4.0, by
`training/gazetteer.py`. The other tables are compiled by hand for this project, or fitted by `training/` on annotated news of which they hold no
text, unless said here. `NOTICE` holds the terms. The outline of the explorer's map is Natural Earth's (public domain), by way of the npm package
world-atlas (ISC).
"""


def licence(name: str) -> str:
    """Return the licence that an installed distribution states.

    >>> licence("pyarrow")
    'Apache-2.0'

    Raises:
        importlib.metadata.PackageNotFoundError: It is not installed.
        ValueError: It states none, or one that nobody has looked at.
    """
    said = metadata.metadata(name)
    classifiers = [line.split(" :: ")[-1] for line in said.get_all("Classifier", []) if line.startswith("License :: ")]
    stated = next(filter(None, [*said.get_all("License-Expression", []), ", ".join(classifiers), *said.get_all("License", [])]), "")
    parts = re.split(r" (?:AND|OR) |, ", stated)
    if unknown := [part for part in parts if not KNOWN.fullmatch(part)]:
        raise ValueError(f"{name}: {unknown[0] or 'no licence'}")
    return stated


def installed(lock: str) -> list[Pin]:
    """Return the pins of a lock that are installed here: those for other systems or Pythons are not."""
    pins = read((ROOT / lock).read_text(encoding="utf-8"))
    return [pin for pin in pins if pin.requirement.marker is None or pin.requirement.marker.evaluate()]


def heading(path: Path) -> str:
    """Return the comment that a table begins with, as one line."""
    with path.open(encoding="utf-8") as table:
        return " ".join(line.removeprefix("#").strip() for line in itertools.takewhile(lambda line: line.startswith("#"), table))


def page() -> str:
    """Return the page."""
    rows = "".join(f"| {pin.name} | {licence(pin.name)} |\n" for pin in installed("requirements.lock"))
    tables = [(path.relative_to(DATA).as_posix(), heading(path)) for path in sorted(DATA.rglob("*")) if path.suffix in (".tsv", ".txt")]
    said = "".join(f"| `{name}` | {text.replace('|', ' ')} |\n" for name, text in tables if SAYS.search(text))
    return (
        f"{INTRODUCTION}\n| distribution | licence |\n| --- | --- |\n{rows}{OWN}\n| table | what it says of itself |\n| --- | --- |\n{said}"
    )


if __name__ == "__main__":
    sys.stdout.write(page())
