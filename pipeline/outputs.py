"""Files and folders that appear under the name that was asked for when they are whole."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.lakes.disk import UNFINISHED, remove


@contextlib.contextmanager
def unfinished(output: Path) -> Iterator[Path]:
    """Give the path beside ``output`` at which it is made; whatever is there when the block begins or ends is removed.

    Raises:
        OSError: one that the block raised, under the name that was asked for: nobody has heard of the other.
    """
    making = output.with_name(output.name + UNFINISHED)
    try:
        remove(making)
        yield making
    except OSError as error:
        for name in ("filename", "filename2"):
            if (found := getattr(error, name)) is not None and Path(os.fsdecode(found)).is_relative_to(making):
                setattr(error, name, str(output / Path(os.fsdecode(found)).relative_to(making)))
        raise
    finally:
        with contextlib.suppress(OSError):
            remove(making)
