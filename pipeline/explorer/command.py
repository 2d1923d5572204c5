"""``newsbeam report LAKE``: write the site beside its place, then let it take its place."""

import shutil
from pathlib import Path

import newsbeam
from newsbeam.wording import counted
from pipeline import terminal
from pipeline.errors import EXIT_OK, UsageError
from pipeline.explorer import pages

MARK = "assets/newsbeam.css"
"""What tells a folder that a report may take the place of."""


def report(root: Path, output: Path) -> int:
    """Write the site of the lake at ``root`` into the folder ``output``, in place of an earlier report; return 0.

    Raises:
        LakeError: there is no lake at ``root``, or none that can be read.
        UsageError: ``output`` is something else than an earlier report or an empty folder, or lies in the lake.
        OSError: it cannot be written.
    """
    refuse_what_is_no_report(root, output)
    lake = newsbeam.open(root)
    unfinished, replaced = (output.with_name(output.name + ending) for ending in (".inprogress", ".replaced"))
    _remove(unfinished)
    try:
        files = pages.write(lake, root, unfinished)
        _remove(replaced)
        if output.exists():
            output.rename(replaced)
        unfinished.rename(output)
        _remove(replaced)
    finally:
        _remove(unfinished)
    terminal.say(f"{counted(files, 'file')} of version {lake.version.number} in {output}")
    terminal.say(f"open {output / 'index.html'} in a browser")
    return EXIT_OK


def refuse_what_is_no_report(root: Path, output: Path) -> None:
    """Refuse a folder that a report may not take the place of.

    Raises:
        UsageError: it holds something else, is no folder, or lies in the lake.
    """
    if output.resolve().is_relative_to(root.resolve()):
        raise UsageError(f"--output {output} lies in the lake; choose a folder outside it")
    if not output.exists() and not output.is_symlink():
        return
    if not output.is_dir() or output.is_symlink():
        raise UsageError(f"--output {output} is no folder")
    if any(output.iterdir()) and not (output / MARK).is_file():
        raise UsageError(f"--output {output} holds something else than a report; choose another folder")


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
