"""One dataset of an open lake as a frame: Arrow, pandas or polars, and as a notebook shows it."""

import html
import importlib
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Optional

from newsbeam.wording import counted, did_you_mean

SHOWN_ROWS, SHOWN_CHARACTERS = 5, 80
"""Rows of a dataset that a notebook shows, and characters of each cell."""


_UNKNOWN = re.compile(r"No match for FieldRef\.Name\((.*?)\) in ")
"""What Arrow says of a column that there is not, before it lists all of them with their types."""


class Table:
    """The dataset ``name`` of a version, of so many ``rows``; nothing of it is read before it is asked for.

    >>> import newsbeam
    >>> mentions = newsbeam.open("lake")["mentions"]                      # doctest: +SKIP
    >>> mentions.df(columns=["text", "entity_type"])                      # doctest: +SKIP
    """

    def __init__(self, name: str, rows: int, dataset: Callable[[], Any], schema: Callable[[], Any]) -> None:
        self.name = name
        self._rows = rows
        self._dataset = dataset
        self._schema = schema

    def __len__(self) -> int:
        return self._rows

    @property
    def schema(self) -> Any:
        """The ``pyarrow.Schema`` of the rows; the metadata of its fields describe them."""
        return self._schema()

    @property
    def columns(self) -> list[str]:
        """The names of the columns, with ``published_month`` last."""
        return list(self._dataset().schema.names)

    def arrow(self, columns: Optional[Sequence[str]] = None, *, filter: Any = None) -> Any:
        """Return the rows, or those for which ``filter`` (a ``pyarrow.dataset`` expression) holds, as a ``pyarrow.Table``, with these ``columns``.

        >>> import pyarrow.dataset as ds
        >>> lake["times"].arrow(["text"], filter=ds.field("published_month") == "2024-01")    # doctest: +SKIP

        Raises:
            KeyError: there is no column of a name that is asked for.
        """
        import pyarrow

        asked = [columns] if isinstance(columns, str) else None if columns is None else list(columns)
        try:
            return self._dataset().to_table(columns=asked, filter=filter)
        except pyarrow.ArrowInvalid as error:
            if unknown := _UNKNOWN.match(str(error)):
                known = f"there are {', '.join(self.columns)}"
                raise KeyError(f"no column {unknown[1]!r} in {self.name}{did_you_mean(unknown[1], self.columns)}; {known}") from error
            raise

    def df(self, columns: Optional[Sequence[str]] = None, *, filter: Any = None) -> Any:
        """Return the same as a ``pandas.DataFrame``; days are ``datetime64``.

        Raises:
            ImportError: pandas is not installed.
        """
        _needed("pandas", "df")
        return self.arrow(columns, filter=filter).to_pandas(date_as_object=False)

    def polars(self, columns: Optional[Sequence[str]] = None, *, filter: Any = None) -> Any:
        """Return the same as a ``polars.DataFrame``.

        Raises:
            ImportError: polars is not installed.
        """
        return _needed("polars", "polars").from_arrow(self.arrow(columns, filter=filter))

    def __repr__(self) -> str:
        return f"newsbeam.Table {self.name}: {counted(self._rows, 'row')}; columns: {', '.join(self.columns)}"

    def _repr_html_(self) -> str:
        """Return the first rows as HTML, as Jupyter shows them: whatever texts hold is text."""
        head = self._dataset().head(SHOWN_ROWS)
        records = zip(*(column.to_pylist() for column in head.columns), strict=True)
        shown = f"{self.name}: {counted(self._rows, 'row')}" + (f", the first {len(head)} of them" if len(head) < self._rows else "")
        return html_table(shown, head.column_names, records)


def _needed(library: str, method: str) -> Any:
    try:
        return importlib.import_module(library)
    except ImportError as error:
        raise ImportError(f".{method}() needs {library}, which is not installed: pip install {library}", name=library) from error


def html_table(caption: str, names: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """Return an HTML table of ``rows`` under ``names``; cells are cut, and nothing in them is markup.

    >>> html_table("1 row", ["a"], [["<b>"]])
    '<table><caption>1 row</caption><thead><tr><th>a</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>'
    """
    head = "".join(f"<th>{html.escape(name)}</th>" for name in names)
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(_cell(value))}</td>' for value in row)}</tr>" for row in rows)
    return f"<table><caption>{html.escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def of_months(files: Iterable[Any]) -> str:
    """Return from when to when the months of ``files`` reach, as a manifest lists them.

    >>> of_months([{"month": "2024-02"}, {"month": "no_month"}, {"month": "2023-12"}]), of_months([])
    ('2023-12 to 2024-02', '')
    """
    months = sorted({file["month"] for file in files if file["month"][0].isdigit()})
    return " to ".join(month for month, _ in itertools.groupby([*months[:1], *months[-1:]]))


def by_dataset(files: Iterable[Any]) -> Iterator[tuple[str, int, str]]:
    """Yield the name, the number of rows and the months of each dataset of ``files``, as a manifest lists them.

    >>> list(by_dataset([{"dataset": "times", "rows": 2, "month": "2024-01"}, {"dataset": "times", "rows": 1, "month": "2024-01"}]))
    [('times', 3, '2024-01')]
    """
    for name, found in itertools.groupby(sorted(files, key=lambda file: str(file["dataset"])), key=lambda file: str(file["dataset"])):
        group = list(found)
        yield name, sum(file["rows"] for file in group), of_months(group)
