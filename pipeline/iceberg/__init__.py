"""The datasets of a lake as tables of Apache Iceberg, which other engines read: metadata beside the same files, a snapshot for each version.

They are made by ``newsbeam export-iceberg`` and kept in step with the lake from then on, by whatever changes it. The lake is never read through
them: where they are lost, or a crash left them behind, they are made again.
"""

import contextlib
import importlib.util
import json
import shlex
from collections.abc import Callable, Iterator

from pipeline.errors import InputError, UsageError
from pipeline.failures import failure_of
from pipeline.iceberg.places import FOLDER, STATE, clear
from pipeline.lakes import Lake

__all__ = ["FOLDER", "behind", "exists", "export", "kept_in_step", "remove"]

EXTRA = "pip install 'newsbeam[iceberg]'"
"""What brings the library that writes the tables."""


def exists(lake: Lake) -> bool:
    """Return whether the tables of ``lake`` were asked for."""
    return bool(lake.names(FOLDER))


def behind(lake: Lake) -> str:
    """Return what is wrong with the tables of ``lake``, and what helps; empty where they have the lake's versions, or where there are none."""
    if not exists(lake):
        return ""
    wrong = _wrong(lake)
    place = lake.address(FOLDER).removesuffix(f"/{FOLDER}")
    return wrong and f"{wrong}; newsbeam export-iceberg {shlex.quote(place)} makes them again"


def _wrong(lake: Lake) -> str:
    try:
        state = json.loads(lake.read(STATE))
        said, address = list(state["versions"]), state["address"]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return "the Iceberg tables are not whole"
    if address != lake.address(FOLDER):
        return f"the Iceberg tables were made where the lake was before, as {address}"
    return "the Iceberg tables have other versions than the lake" if said != lake.versions() else ""


def export(lake: Lake, *, anew: bool = False) -> list[str]:
    """Let the tables of ``lake``, which is held, have its versions; returns what is to be told of versions that were left out.

    What is there of a snapshot already is kept, or with ``anew`` made again from the files.

    Raises:
        UsageError: the library that writes them is not installed.
        InputError: the newest version is damaged.
    """
    refuse_without_extra(lake)
    from pipeline.iceberg import tables

    return tables.export(lake, anew=anew)


def remove(lake: Lake) -> None:
    """Remove the tables of ``lake``, which is held; they are no longer kept in step.

    Raises:
        StorageError: something of them cannot be removed.
    """
    clear(lake, FOLDER, lake.names(FOLDER))
    lake.remove(FOLDER)


def refuse_without_extra(lake: Lake) -> None:
    """Refuse to change ``lake`` where the library that writes its tables is not installed.

    Raises:
        UsageError: it is not.
    """
    if importlib.util.find_spec("pyiceberg") is None:
        raise UsageError(
            f"{lake.address(FOLDER)}: Iceberg tables need what {EXTRA} brings; nothing is done (newsbeam export-iceberg --remove gives them up)"
        )


@contextlib.contextmanager
def kept_in_step(lake: Lake, tell: Callable[[str], object]) -> Iterator[None]:
    """Let the tables of ``lake``, which is held, have its versions when the block begins and when it ends; ``tell`` hears what is to be told.

    Raises:
        UsageError: there are tables, and the library that writes them is not installed.
    """
    if not exists(lake):
        yield
        return
    refuse_without_extra(lake)
    with contextlib.suppress(InputError):  # whoever works on the lake next is told
        _follow(lake, tell)
    yield
    try:
        _follow(lake, tell)
    except Exception as error:
        failure = failure_of(error)
        if failure is not None:
            failure.add_note("what was asked for is done, but the Iceberg tables are behind: newsbeam export-iceberg makes them again")
            raise failure from error
        raise


def _follow(lake: Lake, tell: Callable[[str], object]) -> None:
    if behind(lake):
        for sentence in export(lake):
            tell(sentence)
