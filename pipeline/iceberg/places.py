"""Where the tables lie in a lake: names, and their removal; nothing here needs the library that writes them.

A table is a folder as Hadoop's catalogues have it, which engines open by its address alone: ``metadata/v7.metadata.json`` says what it is,
``metadata/version-hint.text`` which of these files counts.
"""

from collections.abc import Iterable

from newsbeam.objects import is_url
from pipeline.errors import StorageError
from pipeline.lakes import Lake

FOLDER = "iceberg"
"""The folder of a lake that holds its tables, one below the other."""

STATE = f"{FOLDER}/tables.json"
"""What the tables were last made of, written when all of them are: the lake's address and versions, and the address of each table's metadata."""


def location_of(address: str) -> str:
    """Return an address as tables have it: always a URL.

    >>> location_of("/lake/iceberg/times"), location_of("s3://bucket/lake/iceberg/times")
    ('file:///lake/iceberg/times', 's3://bucket/lake/iceberg/times')
    """
    return address if is_url(address) else f"file://{address}"


def metadata_of(dataset: str) -> str:
    """Return the name of the folder with all that a table consists of besides the lake's own files."""
    return f"{FOLDER}/{dataset}/metadata"


def hint_of(dataset: str) -> str:
    """Return the name of the file that holds the number of a table's metadata file."""
    return f"{metadata_of(dataset)}/version-hint.text"


def numbered(dataset: str, number: int) -> str:
    """Return the name of a table's metadata file.

    >>> numbered("times", 7)
    'iceberg/times/metadata/v7.metadata.json'
    """
    return f"{metadata_of(dataset)}/v{number}.metadata.json"


def clear(lake: Lake, folder: str, names: Iterable[str]) -> None:
    """Remove ``names``, all directly below ``folder``, from ``lake``, with everything below them.

    Raises:
        StorageError: one cannot be removed.
    """
    asked = sorted(names)
    for name in asked:
        lake.remove(name)
    if asked and (left := set(asked) & set(lake.names(folder))):
        raise StorageError(f"{lake.address(min(left))} cannot be removed")
