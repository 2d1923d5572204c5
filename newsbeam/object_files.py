"""Files of a lake on an object store as a filesystem of fsspec, by which DuckDB and Arrow read them: only what is never written again.

Readers ask for a file's size again and again, and for its end, its beginning and its columns one by one. The size is asked for once, and a small file
is fetched whole, once for all of them.
"""

import collections
import datetime
import functools
import io
import threading
from typing import Any

from fsspec import AbstractFileSystem
from fsspec.spec import AbstractBufferedFile

from newsbeam import objects

WHOLE = 4 << 20
"""Bytes up to which a file is fetched whole."""

HELD = 64 << 20
"""Bytes of such files that are held."""

BLOCK = 1 << 20
"""Bytes of a larger file that are fetched at a time, at least."""


class ObjectFiles(AbstractFileSystem):  # type: ignore[misc]  # fsspec has no types
    """The files whose URLs have the scheme ``protocol``; their paths are whole URLs."""

    cachable = False

    def __init__(self, protocol: str) -> None:
        super().__init__()
        self.protocol = protocol
        self._size = functools.lru_cache(maxsize=100_000)(objects.size)
        self._held: collections.OrderedDict[str, bytes] = collections.OrderedDict()
        self._guard = threading.Lock()

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return path

    def info(self, path: str, **options: Any) -> dict[str, Any]:
        """Return the size of the file at ``path``."""
        return {"name": path, "size": self._size(path), "type": "file"}

    def glob(self, path: str, **options: Any) -> list[str]:
        """Return ``path``: no lake has patterns in its paths."""
        return [path]

    def modified(self, path: str) -> datetime.datetime:
        """Return a time that says that the file never changes."""
        return datetime.datetime.fromtimestamp(0, datetime.UTC)

    def _open(self, path: str, mode: str = "rb", **options: Any) -> Any:
        if mode != "rb":
            raise PermissionError(f"{path} is never written again")
        size = self._size(path)
        return _Parts(self, path, block_size=BLOCK, size=size) if size > WHOLE else io.BytesIO(self._whole(path))

    def _whole(self, path: str) -> bytes:
        with self._guard:
            if path in self._held:
                self._held.move_to_end(path)
                return self._held[path]
        content = objects.get(path).content
        with self._guard:
            self._held[path] = content
            while sum(map(len, self._held.values())) > HELD:
                self._held.popitem(last=False)
        return content


class _Parts(AbstractBufferedFile):  # type: ignore[misc]
    def _fetch_range(self, start: int, end: int) -> bytes:
        return objects.get_part(self.path, start, end - start)
