"""What was erased, as a lake knows it: the manifests of its versions say it, and a file beside them (:data:`pipeline.tombstones.NAME`)."""

import contextlib

from newsbeam import Version
from pipeline import tombstones
from pipeline.errors import InputError
from pipeline.lakes.protocol import Lake


def before(version: Version) -> set[str]:
    """Return the tombstones of ``version``: what was erased before it was published."""
    return set(tombstones.carried(version.facts).get(tombstones.FACT, ()))


def remembered(lake: Lake) -> set[str]:
    """Return the tombstones that the file of ``lake`` lists.

    Raises:
        InputError: the file is damaged.
    """
    try:
        return tombstones.read(lake.read(tombstones.NAME))
    except FileNotFoundError:
        return set()


def remember(lake: Lake, erased: set[str]) -> list[str]:
    """Let the file of ``lake`` list ``erased``, the tombstones of its current version, and return what is to be told of it.

    A file that lists more is of an erasure that was not published.
    """
    known: set[str] | None = None  # damaged
    with contextlib.suppress(InputError):
        known = remembered(lake)
    if known != erased:
        lake.write(tombstones.NAME, tombstones.written(erased))
    return ["an erasure was cut off before it was published: nothing is erased, do it again"] if (known or set()) - erased else []
