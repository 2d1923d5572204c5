"""Dates of publication from elsewhere than the page: a field of the record, a file beside it (a sidecar), the name of its file.

Asked in this order, the first that says a date decides, before what the markup of HTML states and the page's own
header. What is said and is no full calendar date is a reject, for
the same reasons as a header: nothing else is taken instead. Dates are read by the rules of headers (``date_header``), nothing is converted.
"""

import dataclasses
import datetime
import json
import re
from collections.abc import Callable
from typing import NamedTuple

from transforms.sources import local, remote
from transforms.sources.collections import Record
from transforms.sources.inputs import is_remote, local_path
from transforms.text.rejected import RejectedInput

_SIDECAR_LIMIT = 1 << 20
_ENDING = re.compile(r"(\.[^./]*?)(\.gz|\.zst)?\Z")


class Dated(NamedTuple):
    """A date of publication and where it comes from (``articles.date_basis``)."""

    date: datetime.date
    basis: str


@dataclasses.dataclass(frozen=True)
class Dating:
    """How dates are found: ``pattern`` with the groups year, month and day is searched in the name, ``sidecar`` is the ending of the file beside
    it, a JSON object whose field ``field`` is the date; ``date_order`` and ``now`` as for headers.
    """

    pattern: str | None
    sidecar: str | None
    field: str | None
    date_order: str | None
    now: datetime.datetime

    def of_record(self, written: str, basis: str = "field") -> Dated:
        """Return the date that a field, or a file beside it, writes.

        Raises:
            RejectedInput: it is no full calendar date.
        """
        return Dated(self._read(written[:200], self.date_order), basis)

    def of_record_of(self, record: Record, file: Callable[[], Dated | None]) -> Dated | None:
        """Return the date of a record: of its field, of its identifier (``pattern``), of its ``file``, or what its markup states.

        Raises:
            RejectedInput: what says one says no full calendar date.
        """
        if record.date and record.basis == "field":
            return self.of_record(record.date)
        given = self._named(record.id or "") or file()
        return self.of_record(record.date, record.basis) if given is None and record.date else given

    def of_file(self, source_uri: str, path: str) -> Dated | None:
        """Return the date that a file's sidecar or its name says; None where neither does.

        Raises:
            RejectedInput: one of them says what is no date.
        """
        if self.sidecar and (written := self._beside(path)):
            return self.of_record(written, "sidecar")
        return self._named(source_uri)

    def _named(self, name: str) -> Dated | None:
        found = re.search(self.pattern, name) if self.pattern else None
        if found is None:
            return None
        try:
            year, month, day = (int(found[part]) for part in ("year", "month", "day"))
        except (TypeError, ValueError):
            raise RejectedInput("no_date", f"no date of numbers in the name: {found.group()[:80]!r}") from None
        return Dated(self._read(f"{year:04}-{month:02}-{day:02}", None), "name")

    def _read(self, written: str, date_order: str | None) -> datetime.date:
        from transforms.text.page.date_header import (
            parse_header,
        )  # what reads dates takes long to import, and most runs need none of it here

        return parse_header(f"date: {written}", date_order=date_order, now=self.now).date

    def _beside(self, path: str) -> str | None:
        """Return what the file beside ``path`` writes as the date; None where there is none, or it has no such field."""
        beside = sidecar_of(path, self.sidecar or "")
        try:
            raw = remote.read(beside, _SIDECAR_LIMIT) if is_remote(beside) else local.read(local_path(beside), _SIDECAR_LIMIT)
            value = json.loads(raw)
        except RejectedInput as rejected:
            if rejected.reason == "vanished":
                return None
            raise RejectedInput(rejected.reason, f"the file beside it: {rejected.detail}") from None
        except (ValueError, RecursionError):
            raise RejectedInput("no_date", "the file beside it is no JSON") from None
        if not isinstance(value, dict):
            raise RejectedInput("no_date", "the file beside it holds no JSON object")
        given = value.get(self.field)
        return None if given is None else str(given)


def sidecar_of(path: str, ending: str) -> str:
    """Return the path of the file beside ``path`` whose name ends in ``ending`` instead.

    >>> sidecar_of("raw/0001.txt.gz", ".json"), sidecar_of("gs://raw/a.b/0001", ".meta.json")
    ('raw/0001.json', 'gs://raw/a.b/0001.meta.json')
    """
    return _ENDING.sub("", path) + ending
