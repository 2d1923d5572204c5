"""What is counted within a month, and parts of a day."""

import datetime

import pytest

from tests.transforms.text.times.conftest import Found, Read

IN_A_MONTH = [
    ("The market opens on the third Thursday of May.", [("the third Thursday of May", "DATE", "2024-05-16", None)]),
    ("The race was held on the last Sunday in October.", [("the last Sunday in October", "DATE", "2023-10-29", None)]),
    ("The race was held on the first Monday of June 2019.", [("the first Monday of June 2019", "DATE", "2019-06-03", None)]),
    ("The rule applies from the second Friday of next month.", [("the second Friday of next month", "DATE", "2024-02-09", None)]),
    ("The fair was on the last weekend of August.", [("the last weekend of August", "DATE", "2023-W34-WE", None)]),
    ("The roof fell in on the last day of February 2020.", [("the last day of February 2020", "DATE", "2020-02-29", None)]),
    ("It rained in the first half of July 2021.", [("the first half of July 2021", "DATE", "2021-07", "START")]),
    ("The fee is due on the 5th of next month.", [("the 5th of next month", "DATE", "2024-02-05", None)]),
    ("The choir meets on the first Tuesday of every month.", [("the first Tuesday of every month", "SET", "XXXX-XX-WXX-2", None)]),
    ("A parade is held on the last Saturday in June each year.", [("the last Saturday in June each year", "SET", "XXXX-06-WXX-6", None)]),
    ("The fair was on the second-last Friday of October.", [("the second-last Friday of October", "DATE", "2023-10-20", None)]),
    ("The choir meets every second Tuesday of the month.", [("every second Tuesday of the month", "SET", "XXXX-XX-WXX-2", None)]),
    ("The choir met on the second Tuesday of the month.", [("the second Tuesday of the month", "DATE", "2024-01-09", None)]),
    (
        "The gates close on the 21st and 28th of next month.",
        [("the 21st", "DATE", "2024-02-21", None), ("28th of next month", "DATE", "2024-02-28", None)],
    ),
    ("Wages are paid on the 28th of each month.", [("the 28th of each month", "SET", "XXXX-XX-28", None)]),
]

PARTS = [
    ("The depot burned on the night of 17 May 1968.", [("the night of 17 May 1968", "TIME", "1968-05-17TNI", None)]),
    ("He fled on the evening of Jan. 9.", [("the evening of Jan. 9", "TIME", "2024-01-09TEV", None)]),
    ("He recalls that March morning in 2009.", [("that March morning in 2009", "TIME", "2009-03-XXTMO", None)]),
    ("The gate is locked every evening.", [("every evening", "SET", "XXXX-XX-XXTEV", None)]),
    ("She left the day before Christmas.", [("the day before Christmas", "DATE", "2023-12-24", None)]),
    ("She left the day after last Tuesday.", [("the day after last Tuesday", "DATE", "2024-01-24", None)]),
    ("She left the day after the storm.", [("the day after", "DATE", "XXXX-XX-XX", None)]),
    (
        "He came on Jan. 9. The day after, she left.",
        [("Jan. 9", "DATE", "2024-01-09", None), ("The day after", "DATE", "2024-01-10", None)],
    ),
    (
        "She left the week after the storm, the year before the war.",
        [("the week after", "DATE", "XXXX-WXX", None), ("the year before", "DATE", "XXXX", None)],
    ),
    ("The lamps are lit every Christmas.", [("every Christmas", "SET", "XXXX-12-25", None)]),
]


@pytest.mark.parametrize(("text", "expected"), [*IN_A_MONTH, *PARTS])
def test_expression(found: Found, text: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    assert found(text) == expected


def test_a_week_of_a_month_has_its_own_days(read: Read) -> None:
    _, rows = read("The quarry flooded in the first week of March 1952, the clinic in the last week of June 2021.")
    assert [(row.timex_value, row.start_date, row.end_date) for row in rows] == [
        ("1952-W10", datetime.date(1952, 3, 1), datetime.date(1952, 3, 7)),
        ("2021-W25", datetime.date(2021, 6, 24), datetime.date(2021, 6, 30)),
    ]
