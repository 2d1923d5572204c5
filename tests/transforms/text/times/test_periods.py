"""Quarters, seasons, years, decades, centuries and holidays."""

import pytest

from tests.transforms.text.times.conftest import Found

PERIODS = [
    (
        "It fell in Q3 FY24 and in Q1 of fiscal 2022.",
        [("Q3 FY24", "DATE", "2024-Q3", None), ("Q1 of fiscal 2022", "DATE", "2022-Q1", None)],
    ),
    ("It will publish its Q4 results on January 31.", [("Q4", "DATE", "2023-Q4", None), ("January 31", "DATE", "2024-01-31", None)]),
    ("Q2 figures are due on 30 July.", [("Q2", "DATE", "2024-Q2", None), ("30 July", "DATE", "2024-07-30", None)]),
    ("Sales fell in the first half of FY23.", [("the first half of FY23", "DATE", "2023-H1", None)]),
    ("Sales for the year to date fell.", [("the year to date", "DATE", "2024", None)]),
    ("Oats for December delivery fell in December.", [("December", "DATE", "2024-12", None), ("December", "DATE", "2023-12", None)]),
    ("It grew in the 2022 financial year.", [("the 2022 financial year", "DATE", "2022", None)]),
    ("She sang in the late '80s.", [("the late '80s", "DATE", "198", "END")]),
    ("The pots are of 3000-2500 BC.", [("3000", "DATE", "BC3000", None), ("2500 BC", "DATE", "BC2500", None)]),
    ("Ottawa was quiet over Thanksgiving.", [("Thanksgiving", "DATE", "2023-10-09", None)]),
    ("The minister promised an answer before Election Day.", [("Election Day", "DATE", "XXXX-XX-XX", None)]),
    ("It snowed on Christmas Day 2022.", [("Christmas Day 2022", "DATE", "2022-12-25", None)]),
    ("It has been quiet since Thanksgiving.", [("Thanksgiving", "DATE", "2023-11-23", None)]),
    (
        "Profit fell in the third quarter from a year earlier.",
        [("the third quarter", "DATE", "2023-Q3", None), ("a year earlier", "DATE", "2022-Q3", None)],
    ),
    ("Sales doubled between 2019 and 2022.", [("2019", "DATE", "2019", None), ("2022", "DATE", "2022", None)]),
    ("He grew up in the late 1970s.", [("the late 1970s", "DATE", "197", "END")]),
    ("The tower dates from the 19th century.", [("the 19th century", "DATE", "18", None)]),
    ("The city fell in the second millennium BC.", [("the second millennium BC", "DATE", "BC1XXX", None)]),
    ("Rents rose in the summer of 2022.", [("the summer of 2022", "DATE", "2022-SU", None)]),
    ("This winter is mild.", [("This winter", "DATE", "XXXX-WI", None)]),
    ("The harbour froze this winter.", [("this winter", "DATE", "XXXX-WI", None)]),
    ("It will reopen this summer.", [("this summer", "DATE", "2024-SU", None)]),
    ("Debt fell in fiscal 2022.", [("fiscal 2022", "DATE", "2022", None)]),
    ("It closed at the end of 2023.", [("the end of 2023", "DATE", "2023", "END")]),
    ("It happened last month and again this week.", [("last month", "DATE", "2023-12", None), ("this week", "DATE", "2024-W04", None)]),
    ("About 1,995 people and 2003 soldiers came.", []),
]


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_expression(found: Found, text: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    assert found(text) == expected
