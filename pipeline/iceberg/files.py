"""The files of tables, as the library that writes them asks for them: in a lake, whole or not at all, by their addresses."""

import io
from typing import Any

from pyiceberg.io import FileIO, InputFile, OutputFile

from pipeline.iceberg.places import FOLDER, location_of
from pipeline.lakes import Lake


class LakeFiles(FileIO):
    """The files below the folder of tables in ``lake``, by their locations."""

    def __init__(self, lake: Lake) -> None:
        super().__init__()
        self._lake = lake

    def new_input(self, location: str) -> InputFile:
        """Return the file at ``location``, to be read."""
        return _Read(self._lake, location)

    def new_output(self, location: str) -> OutputFile:
        """Return the file at ``location``, to be written."""
        return _Written(self._lake, location)

    def delete(self, location: str | InputFile | OutputFile) -> None:
        """Remove nothing: what is over is removed with everything else that is (:mod:`pipeline.iceberg.tables`)."""


def _name(lake: Lake, location: str) -> str:
    return f"{FOLDER}{location.removeprefix(location_of(lake.address(FOLDER)))}"


class _Read(InputFile):
    def __init__(self, lake: Lake, location: str) -> None:
        super().__init__(location)
        self._lake = lake

    def _content(self) -> bytes:
        return self._lake.read(_name(self._lake, self.location))

    def __len__(self) -> int:
        return len(self._content())

    def exists(self) -> bool:
        try:
            self._content()
        except FileNotFoundError:
            return False
        return True

    def open(self, seekable: bool = True) -> Any:
        return io.BytesIO(self._content())


class _Written(OutputFile):
    def __init__(self, lake: Lake, location: str) -> None:
        super().__init__(location)
        self._lake = lake
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def exists(self) -> bool:
        return self.to_input_file().exists()

    def to_input_file(self) -> InputFile:
        return _Read(self._lake, self.location)

    def create(self, overwrite: bool = False) -> Any:
        return _Stream(self)

    def end(self, content: bytes) -> None:
        """Write the file, whole."""
        self._lake.write(_name(self._lake, self.location), content)
        self._size = len(content)


class _Stream(io.BytesIO):
    """What a file will hold; it is written when the stream is closed."""

    def __init__(self, to: _Written) -> None:
        super().__init__()
        self._to = to

    def close(self) -> None:
        if not self.closed:
            self._to.end(self.getvalue())
        super().close()
