"""Where versions are kept and published: one protocol, and the stores that keep it."""

import os
from pathlib import Path

from newsbeam import objects
from newsbeam.places import located
from pipeline.errors import UsageError
from pipeline.lakes.local import LocalLake
from pipeline.lakes.protocol import Lake, number_of, records, staging
from transforms.storage import is_local

__all__ = ["Lake", "number_of", "open_lake", "records", "staging"]


def open_lake(location: str | os.PathLike[str]) -> Lake:
    """Return the lake at ``location``, a path or the URL of an object store; a lake need not be there yet.

    Raises:
        UsageError: ``location`` is empty, on a store that is not known, or on one whose library is not installed.
    """
    if not os.fspath(location):
        raise UsageError("the lake has no name: give its folder")
    place = located(location)
    if isinstance(place, str):
        try:
            objects.refuse_without_extra(place)
        except objects.MissingExtraError as error:
            raise UsageError(str(error)) from error
        from pipeline.lakes.object_store import ObjectLake  # with what commands over a disk need not import

        return ObjectLake(place)
    if place == Path(location) and not is_local(os.fspath(location)):
        raise UsageError(f"{location}: a lake lies on a disk, or on an object store at s3:// or gs://")
    return LocalLake(place)
