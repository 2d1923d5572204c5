"""Kills workers on purpose, or lets them write what they should not; Python imports a module of this name when it starts, where its folder is on
the path.

The folder ``TRAPS`` of the environment sets the traps. While it holds the file ``input`` nobody outlives opening the input that this file names.
While it holds the folder ``chunks`` nobody outlives the first time that the listing of a chunk is to appear, behind its last file. While it holds the
file ``rows`` whoever stages the rows of the input that this file names does so without its first entity, and with a first mention that ends
where it begins.
"""

import functools
import os
import re
import signal
import sys
from importlib.machinery import PathFinder
from typing import Any

TRAPS = os.environ.get("TRAPS", "")
LISTING = re.compile(r"/work/(staged-[0-9]+)\.jsonl$")


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str) and arguments[0].endswith(".txt"):
        _at_input(arguments[0])
    elif event == "os.rename" and (found := LISTING.search(str(arguments[1]))):
        _at_listing(found[1])


def _at_input(path: str) -> None:
    trap = os.path.join(TRAPS, "input")
    if os.path.exists(trap):
        with open(trap, encoding="utf-8") as named:
            if path.endswith(named.read()):
                os.kill(os.getpid(), signal.SIGKILL)


def _at_listing(name: str) -> None:
    try:
        os.close(os.open(os.path.join(TRAPS, "chunks", name), os.O_CREAT | os.O_EXCL))
    except OSError:  # no trap, or it has struck
        return
    os.kill(os.getpid(), signal.SIGKILL)


class _Staging:
    """Finds the module that stages rows, and sets the trap in it."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> Any:
        if name != "transforms.staging":
            return None
        spec: Any = PathFinder.find_spec(name, path)
        load = spec.loader.exec_module

        def exec_module(module: Any) -> None:
            load(module)
            add = module.Stager.add
            module.Stager.add = functools.wraps(add)(lambda stager, article: add(stager, _at_rows(article)))

        spec.loader.exec_module = exec_module
        return spec


def _at_rows(article: Any) -> Any:
    try:
        with open(os.path.join(TRAPS, "rows"), encoding="utf-8") as named:
            if not article.source_uri.endswith(named.read()):
                return article
    except OSError:  # no trap
        return article
    first, *others = article.rows["mentions"]
    broken = {"entities": article.rows["entities"][1:], "mentions": [first._replace(char_end=first.char_start), *others]}
    return type(article)(article.source_uri, article.rows | broken)


if TRAPS:
    sys.addaudithook(_audit)
    sys.meta_path.insert(0, _Staging)
