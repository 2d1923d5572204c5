"""What the tests of times share: the names of an article and then its times, and those as short tuples."""

from collections.abc import Callable

import pytest

from schemas import Time
from tests.conftest import Annotated
from transforms.text import names, times
from transforms.text.reading import Reading

Read = Callable[..., tuple[Reading, list[Time]]]
Found = Callable[..., list[tuple[str, str, str, str | None]]]


@pytest.fixture(scope="session")
def read(annotated: Annotated) -> Read:
    """``read(text, date="2024-01-24")``: the reading of a text with its names and times, and the rows of ``times``."""

    def rows(text: str, date: str = "2024-01-24") -> tuple[Reading, list[Time]]:
        reading = annotated(text, date)
        names.extract(reading)
        return reading, times.extract(reading)["times"]

    return rows


@pytest.fixture(scope="session")
def found(read: Read) -> Found:
    """``found(text, date="2024-01-24")``: text, type, value and modifier of each row; 24 January 2024 is a Wednesday."""

    def rows(text: str, date: str = "2024-01-24") -> list[tuple[str, str, str, str | None]]:
        return [(row.text, row.timex_type, row.timex_value, row.timex_mod) for row in read(text, date)[1]]

    return rows
