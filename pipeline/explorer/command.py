"""``newsbeam report LAKE``: write the site beside its place, then let it take its place."""

from pathlib import Path

import newsbeam
from newsbeam.wording import counted
from pipeline import terminal
from pipeline.errors import EXIT_OK, UsageError
from pipeline.explorer import pages
from pipeline.lakes.disk import remove
from pipeline.outputs import unfinished

MARK = "assets/newsbeam.css"
"""What tells a folder that a report may take the place of."""


def report(root: Path, output: Path) -> int:
    """Write the site of the lake at ``root`` into the folder ``output``, in place of an earlier report; return 0.

    Raises:
        LakeError: there is no lake at ``root``, or none that can be read.
        UsageError: ``output`` is something else than an earlier report or an empty folder, or lies in the lake; see :func:`refuse_what_is_no_report`.
        OSError: it cannot be written.
    """
    refuse_what_is_no_report(root, output)
    lake = newsbeam.open(root)
    replaced = output.with_name(output.name + ".replaced")
    with unfinished(output) as site:
        files = pages.write(lake, root, site)
        remove(replaced)
        if output.exists():
            output.rename(replaced)
        site.rename(output)
        remove(replaced)
    terminal.say(f"{counted(files, 'file')} of version {lake.version.number} in {output}")
    terminal.say(f"open {output / 'index.html'} in a browser")
    return EXIT_OK


def refuse_what_is_no_report(root: Path, output: Path) -> None:
    """Refuse a folder that a report may not take the place of.

    Raises:
        UsageError: it holds something else, is no folder, lies in the lake, or is the current folder or one above it.
    """
    if output.resolve().is_relative_to(root.resolve()):
        raise UsageError(f"--output {output} lies in the lake; choose a folder outside it")
    if Path.cwd().is_relative_to(output.resolve()):
        raise UsageError(f"--output {output} is the current folder or one above it, which a report cannot replace; name one below it")
    if not output.exists() and not output.is_symlink():
        return
    if not output.is_dir() or output.is_symlink():
        raise UsageError(f"--output {output} is no folder")
    if any(output.iterdir()) and not (output / MARK).is_file():
        raise UsageError(f"--output {output} holds something else than a report; choose another folder")
