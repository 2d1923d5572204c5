"""Read a newsbeam lake: open it, its tables, its schemas, SQL over it.

>>> import newsbeam
>>> lake = newsbeam.open("lake")                                                    # doctest: +SKIP
>>> lake.tables                                                                     # doctest: +SKIP
['articles', 'coreferences', 'entities', 'mentions', 'places', 'quantities', ...]

The ways to the rows: SQL over the datasets and the views of ``newsbeam/sql/views.sql``, a dataset as a frame of pandas, polars or Arrow, a
``pyarrow.dataset`` for more than fits in memory, or the files themselves:

>>> lake.sql("SELECT speaker_name, quote, headline FROM quotes").df()               # doctest: +SKIP
>>> lake["mentions"].df(columns=["text", "entity_type"])                            # doctest: +SKIP
>>> lake["articles"].polars()                                                       # doctest: +SKIP
>>> lake.dataset("mentions").count_rows()                                           # doctest: +SKIP
>>> pandas.read_parquet(lake.path / "times")                                        # doctest: +SKIP

Everything is read from one published version, resolved when the lake is opened: a publication meanwhile changes nothing of what is seen.
Open the lake again to see it. Needs pyarrow, and duckdb for SQL. Nothing else of newsbeam is imported, neither Beam nor spaCy: a folder with a
``schemas`` or ``pipeline`` of its own can hold the program that reads.
"""

import contextlib
import errno
import functools
import importlib.resources
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsbeam import known, objects
from newsbeam.manifest import LakeError, UnreadableError, Version, lost
from newsbeam.places import resolve
from newsbeam.tables import Table, by_dataset, html_table
from newsbeam.wording import counted, did_you_mean

__all__ = ["Lake", "LakeError", "Table", "Version", "open", "resolve"]


_MONTH = "published_month"


class Lake:
    """One published version of a lake, with its tables: ``lake["articles"]``, ``"articles" in lake``, ``for name in lake``."""

    def __init__(self, version: Version) -> None:
        self.version = version

    def __reduce__(self) -> tuple[type["Lake"], tuple[Version]]:
        return Lake, (self.version,)  # another process has a connection of its own

    def __getitem__(self, name: str) -> Table:
        """Return the dataset ``name``: its ``df()``, ``polars()`` and ``arrow()`` hold the rows.

        Raises:
            KeyError: the version has no such dataset.
        """
        self._check(name)
        rows = sum(file["rows"] for file in self.version.files if file["dataset"] == name)
        return Table(name, rows, functools.partial(self._arrow_dataset, name), functools.partial(self.schema, name))

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __contains__(self, name: object) -> bool:
        return name in self.tables

    def _ipython_key_completions_(self) -> list[str]:
        return self.tables

    def __repr__(self) -> str:
        lines = [
            f"  {name:<13} {counted(rows, 'row', form='>12,')}  {months}".rstrip() for name, rows, months in by_dataset(self.version.files)
        ]
        return "\n".join([f"newsbeam.Lake {self._called()}", *lines])

    def _repr_html_(self) -> str:
        """Return the datasets as an HTML table, as Jupyter shows them."""
        rows = ((name, f"{rows:,}", months) for name, rows, months in by_dataset(self.version.files))
        return html_table(self._called(), ("dataset", "rows", "months"), rows)

    def _called(self) -> str:
        published = str(self.version.facts.get("published_at", ""))[:16].replace("T", " ")
        return f"{self.version.place}: version {self.version.number}" + (f", published {published} UTC" if published else "")

    @property
    def path(self) -> Path:
        """The folder of the version: ``<path>/<dataset>/published_month=…/<file>.parquet``.

        Raises:
            LakeError: the lake is on an object store, where a version is a list of files: ``version.addresses(name)`` has those of a dataset.
        """
        if self.version.url:
            raise LakeError(f"{self.version.place} is no folder: version.addresses(dataset) has the URLs of its files")
        return self.version.path

    @property
    def tables(self) -> list[str]:
        """The names of the datasets."""
        return self.version.datasets

    def dataset(self, name: str) -> Any:
        """Return the dataset ``name`` as a ``pyarrow.dataset.Dataset``, with the column ``published_month`` beside those of the files.

        >>> import pyarrow.dataset as ds
        >>> mentions = open("lake").dataset("mentions")                                      # doctest: +SKIP
        >>> mentions.to_table(filter=ds.field("published_month") == "2024-01").to_pandas()   # doctest: +SKIP

        Raises:
            KeyError: the version has no such dataset.
        """
        self._check(name)
        return self._arrow_dataset(name)

    def schema(self, name: str) -> Any:
        """Return the Arrow schema of the dataset ``name``; every field's metadata hold its description.

        >>> open("lake").schema("times").field("anchor").metadata[b"description"]   # doctest: +SKIP
        b'What the value was computed from.'

        Raises:
            KeyError: the version has no such dataset.
        """
        import pyarrow.parquet

        self._check(name)
        address = self.version.addresses(name)[0]
        try:
            with _readable(address):
                schema = pyarrow.parquet.read_schema(objects.source(address))
        except LakeError as error:
            if isinstance(error.__cause__, FileNotFoundError):
                raise lost(self.version, address) from error
            raise
        return schema.remove(at) if (at := schema.get_field_index(_MONTH)) >= 0 else schema

    def _check(self, name: str) -> None:
        if name not in self.tables:
            raise KeyError(
                f"no dataset {name!r}{did_you_mean(name, self.tables)}; there are {', '.join(self.tables)}; views by lake.sql('FROM …')"
            )

    def connect(self, *, locked: bool = False) -> Any:
        """Return an in-memory DuckDB connection with a view for each dataset, and the views that ship with newsbeam (``SHOW TABLES`` lists
        both).

        With ``locked`` the connection reads the datasets of this version and nothing else, and writes to memory only: for queries one has
        not written oneself. Files, other databases, extensions, the network and the settings are out of its reach, for good; the rows come
        by way of pyarrow, so that not even the lake's own folder has to be opened to it.
        """
        import duckdb

        connection = duckdb.connect()
        connection.execute("SET autoinstall_known_extensions = false; SET TimeZone = 'UTC'")
        for name in sorted({*known.dataset_names(), *self.tables}):
            if locked or not self._plain(name):
                connection.register(name, self._arrow_dataset(name))
            else:
                files = ", ".join(map(_quoted, self.version.addresses(name)))
                typed = f", hive_types = {{'{_MONTH}': VARCHAR}}" if f"{_MONTH}=" in files else ""
                try:
                    connection.execute(
                        f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{files}], hive_partitioning = true, union_by_name = true{typed})"
                    )
                except duckdb.IOException as error:
                    if missing := next((path for path in self.version.addresses(name) if not os.path.exists(path)), None):
                        raise lost(self.version, missing) from error
                    raise
        for views in ("views.sql", "evidence.sql"):
            connection.execute(importlib.resources.files("newsbeam").joinpath("sql", views).read_text(encoding="utf-8"))
        if locked:
            connection.execute("SET autoload_known_extensions = false; SET temp_directory = ''; SET python_enable_replacements = false")
            connection.execute("SET enable_external_access = false; SET lock_configuration = true")
        return connection

    def sql(self, query: str) -> Any:
        """Return the result of ``query`` as a ``duckdb.DuckDBPyRelation`` (``.df()``, ``.pl()``, ``.arrow()``, ``.fetchall()``).

        All queries share one connection, which is made for the first: tables that one of them creates are there for the next, and files that
        were read once are known. It is for one thread at a time; :meth:`connect` makes others.

        >>> open("lake").sql("SELECT speaker_name, quote FROM quotes").df()    # doctest: +SKIP
        """
        return self._connection.sql(query)

    @functools.cached_property
    def _connection(self) -> Any:
        return self.connect()

    def _plain(self, name: str) -> bool:
        """Return whether DuckDB can read the dataset's files by their paths: it takes ``a=b`` anywhere in a path for a column of the hive
        kind, and ``*``, ``?`` and ``[`` for patterns; a version older than a dataset or a column lacks what the views ask for. Of an object
        store it reads nothing without an extension that is fetched from the network: there Arrow does.
        """
        if self.version.url or set(str(self.path)) & set("=*?["):
            return False
        return name in self.tables and not self._missing_columns(name)

    def _missing_columns(self, name: str) -> bool:
        return not set(known.arrow_schema(name).names) <= set(self.schema(name).names)

    def _arrow_dataset(self, name: str) -> Any:
        """Return the files of ``name`` with the columns that this version of newsbeam knows: those the files lack are null."""
        import pyarrow as pa
        import pyarrow.dataset

        month = pa.schema([(_MONTH, pa.string())])
        files = self.version.addresses(name)
        if not files:
            return pa.unify_schemas([known.arrow_schema(name), month]).empty_table()
        schema = pa.unify_schemas([known.arrow_schema(name), self.schema(name), month])
        try:
            return pyarrow.dataset.dataset(
                files,
                filesystem=objects.filesystem_of(files),
                schema=schema,
                format="parquet",
                partitioning=pyarrow.dataset.partitioning(month, flavor="hive"),
                partition_base_dir=f"{self.version.url}/files" if self.version.url else str(self.path / name),
            )
        except FileNotFoundError as error:  # whose only argument is the file, as Arrow has it
            raise lost(self.version, str(error)) from error


@contextlib.contextmanager
def _readable(path: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # Arrow's word over what a file holds is a ValueError, or an OSError without a number
        refused = isinstance(error, OSError) and error.errno not in (None, errno.ENOENT)
        raise (UnreadableError if refused else LakeError)(f"{path} cannot be read: {str(error).splitlines()[0]}") from error


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def open(root: str | os.PathLike[str]) -> Lake:  # the module's own name for it: newsbeam.open("lake")
    """Open the lake at ``root``, a folder or the URL of an object store (``s3://bucket/lake``), at its current version.

    Raises:
        LakeError: there is no lake there, nothing is published, or the manifest of what is published is damaged.
    """
    version = resolve(root)
    try:
        version.place.encode()
    except UnicodeEncodeError as error:
        raise LakeError(f"{version.place!r} is not UTF-8, and neither DuckDB nor Arrow open such paths") from error
    return Lake(version)
