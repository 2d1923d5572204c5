"""Let newsbeam's own packages be found, whatever else goes by their names.

``pipeline``, ``transforms`` and ``schemas`` are names that a user's folder may hold as well, and the current folder and those of ``PYTHONPATH``
come before the installed packages. The command and its workers therefore begin here; readers of a lake need none of the three.

``python -P -m newsbeam.own_packages pipeline.runners.worker`` runs that module: as ``python -m`` does, but always newsbeam's.
"""

import gc
import importlib.abc
import os
import runpy
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Optional

NAMES = ("pipeline", "transforms", "schemas")
"""The packages that lie beside this one, in a checkout as in an installation."""

HOME = Path(__file__).parents[1]
"""The folder that holds them."""


OBJECTS_BETWEEN_COLLECTIONS = 10_000
"""Objects made and not freed after which Python looks for rings among them. With its own 700 it looks through all that was imported again and
again, which is a tenth of the time that imports take, and 3 % of that of articles; with this 1 %.
"""


class _Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name: str, path: Optional[Sequence[str]] = None, target: Optional[ModuleType] = None) -> Optional[ModuleSpec]:
        return PathFinder.find_spec(name, [str(HOME)]) if name in NAMES else None


def claim() -> None:
    """Let :data:`NAMES` mean newsbeam's packages in this process, and keep the current folder off the path of Python processes it starts.

    The latter is for the workers that some of Beam's runners start; newsbeam's own claim the names themselves. Rings of objects are looked for
    less often from here on.
    """
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    sys.meta_path.insert(0, _Finder())
    os.environ["PYTHONSAFEPATH"] = "1"


if __name__ == "__main__":
    claim()
    sys.argv = sys.argv[1:]  # the module's own arguments follow its name
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
