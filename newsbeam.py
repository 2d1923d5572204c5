"""Read a newsbeam lake: open it, its tables, its schemas, SQL over it.

>>> import newsbeam
>>> lake = newsbeam.open("lake")                                          # doctest: +SKIP
>>> lake.sql("SELECT headline, published_date FROM articles").df()        # doctest: +SKIP
>>> lake.dataset("mentions").to_table().to_pandas()                       # doctest: +SKIP

Everything is read from one published version, resolved when the lake is opened: a publication meanwhile changes nothing of what is seen.
Needs pyarrow, and duckdb for :meth:`Lake.sql`; neither Beam nor spaCy.
"""

import dataclasses
import importlib.resources
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["Lake", "LakeError", "Version", "open", "resolve"]

MANIFEST = "manifest.json"


class LakeError(Exception):
    """The folder is no lake, or nothing is published in it."""


@dataclasses.dataclass(frozen=True)
class Version:
    """One published version: its folder, its number, the run that made it, and its files as the manifest lists them.

    Each file is a mapping with ``path`` (below the folder), ``dataset``, ``month``, ``rows``, ``bytes`` and ``sha256``.
    """

    path: Path
    number: int
    run_id: str
    files: Sequence[Mapping[str, Any]]

    def paths(self, dataset: str) -> list[Path]:
        """The files of ``dataset``."""
        return [self.path / file["path"] for file in self.files if file["dataset"] == dataset]

    @property
    def datasets(self) -> list[str]:
        """The names of the datasets, sorted."""
        return sorted({file["dataset"] for file in self.files})


def resolve(root: str | os.PathLike[str]) -> Version:
    """The version that ``root``'s ``current`` names at this moment.

    Raises:
        LakeError: there is no lake there, nothing is published, or the version's manifest cannot be read.
    """
    lake = Path(root)
    try:
        folder = (lake / "current").resolve(strict=True)
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        reason = "nothing is published there yet" if lake.is_dir() else "there is no such folder"
        raise LakeError(f"{lake} is no lake to read: {reason}") from error
    except (OSError, ValueError) as error:
        raise LakeError(f"{lake}: the manifest of the current version cannot be read: {error}") from error
    return Version(folder, manifest["version"], manifest["run_id"], tuple(manifest["files"]))


class Lake:
    """One published version of a lake, with its tables."""

    def __init__(self, version: Version) -> None:
        self.version = version

    @property
    def path(self) -> Path:
        """The folder of the version: ``<path>/<dataset>/published_month=…/<file>.parquet``."""
        return self.version.path

    @property
    def tables(self) -> list[str]:
        """The names of the datasets."""
        return self.version.datasets

    def dataset(self, name: str) -> Any:
        """The dataset ``name`` as a ``pyarrow.dataset.Dataset``.

        Raises:
            KeyError: the version has no such dataset.
        """
        import pyarrow.dataset

        if name not in self.tables:
            raise KeyError(f"no dataset {name!r}; there are {', '.join(self.tables)}")
        partitioning = pyarrow.dataset.partitioning(pyarrow.schema([("published_month", pyarrow.string())]), flavor="hive")
        files = [str(path) for path in self.version.paths(name)]
        return pyarrow.dataset.dataset(files, format="parquet", partitioning=partitioning, partition_base_dir=str(self.path / name))

    def schema(self, name: str) -> Any:
        """The Arrow schema of the dataset ``name``; every field's metadata hold its description."""
        import pyarrow.parquet

        return pyarrow.parquet.read_schema(self.version.paths(name)[0])

    def connect(self, *, locked: bool = False) -> Any:
        """An in-memory DuckDB connection with a view for each dataset and the views that ship with newsbeam.

        With ``locked`` the connection reads this version's files and nothing else: for queries one has not written oneself.
        """
        import duckdb
        import pyarrow

        from schemas import DATASETS
        from schemas.arrow import arrow_schema

        connection = duckdb.connect()
        for name in self.tables:
            files = ", ".join(_quoted(str(path)) for path in self.version.paths(name))
            connection.execute(
                f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{files}], hive_partitioning = true, union_by_name = true, "
                "hive_types = {'published_month': VARCHAR})"
            )
        for name in DATASETS:
            if name not in self.tables:  # the version is older than the dataset
                connection.register(name, arrow_schema(name).append(pyarrow.field("published_month", pyarrow.string())).empty_table())
        views = importlib.resources.files("schemas").joinpath("sql", "views.sql").read_text(encoding="utf-8")
        connection.execute(views)
        if locked:
            connection.execute(f"SET allowed_directories = [{_quoted(str(self.path))}]")
            connection.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
            connection.execute("SET enable_external_access = false; SET lock_configuration = true")
        return connection

    def sql(self, query: str) -> Any:
        """The result of ``query`` as a ``duckdb.DuckDBPyRelation`` (``.df()``, ``.pl()``, ``.arrow()``, ``.fetchall()``)."""
        return self.connect().sql(query)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def open(root: str | os.PathLike[str]) -> Lake:  # the module's own name for it: newsbeam.open("lake")
    """Open the lake in the folder ``root`` at its current version.

    Raises:
        LakeError: there is no lake there, or nothing is published.
    """
    return Lake(resolve(root))
