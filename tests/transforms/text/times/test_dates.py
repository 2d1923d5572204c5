"""Dates with a month, as words and as numbers."""

import pytest

from tests.transforms.text.times.conftest import Found

DATES = [
    ("The fire began on Oct. 7 in a barn.", [("Oct. 7", "DATE", "2023-10-07", None)]),
    ("It opened on 7 October 2023.", [("7 October 2023", "DATE", "2023-10-07", None)]),
    ("The law takes effect July 1.", [("July 1", "DATE", "2024-07-01", None)]),
    ("He recalled the Sept. 11 attacks.", [("Sept. 11", "DATE", "2001-09-11", None)]),
    ("The file was dated 2024-01-20.", [("2024-01-20", "DATE", "2024-01-20", None)]),
    (
        "The form said 23/01/2024, the copy 03/04/2023.",
        [("23/01/2024", "DATE", "2024-01-23", None), ("03/04/2023", "DATE", "2023-04-03", None)],
    ),
    (
        "The form said 01/23/2024, the copy 03/04/2023.",
        [("01/23/2024", "DATE", "2024-01-23", None), ("03/04/2023", "DATE", "2023-03-04", None)],
    ),
    ("The copy said 03/04/2023.", [("03/04/2023", "DATE", "2023-XX-XX", None)]),
    ("The U.S. copy said 03/04/2023, as all U.S. forms do.", [("03/04/2023", "DATE", "2023-03-04", None)]),
    ("The copy said 03.04.2023 and 2023/11/5.", [("03.04.2023", "DATE", "2023-04-03", None), ("2023/11/5", "DATE", "2023-11-05", None)]),
    (
        "The mill closed on 7 May '98, the inn on Oct. 3, '09.",
        [("7 May '98", "DATE", "1998-05-07", None), ("Oct. 3, '09", "DATE", "2009-10-03", None)],
    ),
    (
        "The letters of 23.01.2024 and 31-10-2023.",
        [("23.01.2024", "DATE", "2024-01-23", None), ("31-10-2023", "DATE", "2023-10-31", None)],
    ),
    ("It was stamped 07-Feb-2023.", [("07-Feb-2023", "DATE", "2023-02-07", None)]),
    ("It was stamped 7/Sept/23 and 2023-Oct-01.", [("7/Sept/23", "DATE", "2023-09-07", None), ("2023-Oct-01", "DATE", "2023-10-01", None)]),
    ("The version is 1.2.2024.3, the part 4-Mar-20x.", []),
    (
        "She left on Jan. 12. The next day, he followed.",
        [("Jan. 12", "DATE", "2024-01-12", None), ("The next day", "DATE", "2024-01-13", None)],
    ),
    ("It should open by mid-March.", [("mid-March", "DATE", "2024-03", "MID")]),
    (
        "The war began in 2014. In February of that year, he fled.",
        [("2014", "DATE", "2014", None), ("February of that year", "DATE", "2014-02", None)],
    ),
    ("Sales have fallen since February.", [("February", "DATE", "2023-02", None)]),
    ("He will meet the mayor, his first guest since the vote in February.", [("February", "DATE", "2023-02", None)]),
    ("Since he is ill he will leave in February.", [("February", "DATE", "2024-02", None)]),
    ("February (13)", [("February", "DATE", "2023-02", None)]),
    (
        "In February (13 days from now) it will open.",
        [("February", "DATE", "2024-02", None), ("13 days from now", "DATE", "2024-02-06", None)],
    ),
    ("You may march in May.", [("May", "DATE", "2024-05", None)]),
    ("The mill in Augusta burned in August.", [("August", "DATE", "2023-08", None)]),
    ("The fee is due in the week of March 4.", [("the week of March 4", "DATE", "2024-W10", None)]),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_expression(found: Found, text: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    assert found(text) == expected


def test_the_publication_date_decides(found: Found) -> None:
    assert found("It fell in December.", "2024-01-24") == [("December", "DATE", "2023-12", None)]
    assert found("It will fall in December.", "2024-01-24") == [("December", "DATE", "2024-12", None)]
