"""What stands once and belongs to several items of a series: month, year, day, half of the day, quarter."""

import pytest

from tests.transforms.text.times.conftest import Read

SERIES = [
    ("He led the club 1975\u201390.", [("1975", "1975"), ("90", "1990")]),
    ("Trains will not run on 12 and 13 April.", [("12", "2024-04-12"), ("13 April", "2024-04-13")]),
    ("It snowed on 3, 4 and 9 December 2022.", [("3", "2022-12-03"), ("4", "2022-12-04"), ("9 December 2022", "2022-12-09")]),
    (
        "Hearings were held on the 5th, 6th and 7th of January.",
        [("the 5th", "2024-01-05"), ("6th", "2024-01-06"), ("7th of January", "2024-01-07")],
    ),
    ("The match is on either April 5th or 6th.", [("April 5th", "2024-04-05"), ("6th", "2024-04-06")]),
    ("It met on April 24 and 25, 2023.", [("April 24", "2023-04-24"), ("25, 2023", "2023-04-25")]),
    ("The fair ran Jan. 3\u20135 in Halburg.", [("Jan. 3", "2024-01-03"), ("5", "2024-01-05")]),
    ("The fair will be held 10-12 May.", [("10", "2024-05-10"), ("12 May", "2024-05-12")]),
    ("The clinic opens on Tuesday 9 and Thursday 11 April.", [("Tuesday 9", "2024-04-09"), ("Thursday 11 April", "2024-04-11")]),
    ("It lasted from May 3, 2022 to June 5.", [("May 3, 2022", "2022-05-03"), ("June 5", "2022-06-05")]),
    ("Prices rose in May and June 2023.", [("May", "2023-05"), ("June 2023", "2023-06")]),
    ("Rents rose in the spring and summer of 2022.", [("the spring", "2022-SP"), ("summer of 2022", "2022-SU")]),
    ("Sales fell in the first and second quarters of 2023.", [("the first", "2023-Q1"), ("second quarters of 2023", "2023-Q2")]),
    ("Business is done in the second and fourth quarters.", [("the second", "XXXX-Q2"), ("fourth quarters", "XXXX-Q4")]),
    ("The 1991-93 drought ruined the valley.", [("1991", "1991"), ("93", "1993")]),
    ("She was mayor from 2003-2007.", [("2003", "2003"), ("2007", "2007")]),
    ("The hall will be open from 9 a.m. to 4 p.m. on Sunday.", [("9 a.m.", "2024-01-28T09:00"), ("4 p.m. on Sunday", "2024-01-28T16:00")]),
    ("The pool closes from 1 to 3 p.m. on Saturday.", [("1", "2024-01-27T13:00"), ("3 p.m. on Saturday", "2024-01-27T15:00")]),
    (
        "The blasts, at 5.10pm and again at 5.40pm on Monday, broke windows.",
        [("5.10pm", "2024-01-22T17:10"), ("5.40pm on Monday", "2024-01-22T17:40")],
    ),
    ("It rained between nine and eleven in the evening.", [("nine", "2024-01-24T21:00"), ("eleven in the evening", "2024-01-24T23:00")]),
    ("The club met on Friday and Saturday nights.", [("Friday", "XXXX-WXX-5TNI"), ("Saturday nights", "XXXX-WXX-6TNI")]),
]
ORDER = [
    ("The strike ran from 3 April to 9 June and closed every port.", ["2023-04-03", "2023-06-09"]),
    ("The gallery was open from March 2 to Dec. 30 and drew a crowd.", ["2023-03-02", "2023-12-30"]),
    ("They fought from April to December before signing a truce.", ["2023-04", "2023-12"]),
    ("The road will be closed from June 30 to March 2.", ["2024-06-30", "2025-03-02"]),
    ("The road will be closed from Friday to 9 February.", ["2024-01-26", "2024-02-09"]),
    ("The ban, in force from 23 March until 2 August, was hated.", ["2023-03-23", "2023-08-02"]),
    ("The ban will be in force from 23 March until 2 August.", ["2024-03-23", "2024-08-02"]),
    ("He toured from Dec. 28 to Jan. 3, 2023.", ["2022-12-28", "2023-01-03"]),
    ("He worked from Friday to Tuesday.", ["2024-01-19", "2024-01-23"]),
    ("He worked from Monday to Friday.", ["2024-01-15", "2024-01-19"]),
    ("The shop will be open from Wednesday to Tuesday.", ["2024-01-24", "2024-01-30"]),
    ("Police searched from 10 p.m. Friday to 2 a.m. on the coast.", ["2024-01-19T22:00", "2024-01-20T02:00"]),
    ("It rained from 11 to 2 p.m. on Monday.", ["2024-01-22T11:00", "2024-01-22T14:00"]),
    ("The records run from May 5, 2023 to April 3, 2022.", ["2023-05-05", "2022-04-03"]),  # stated, and wrong
]
NOTHING_SHARED = [
    ("On April 12 and 13 people died.", ["April 12"]),
    ("On May 5 and 6 goals were scored.", ["May 5"]),
    ("He came in second and third on May 5.", ["May 5"]),
    ("They need 5 and 7 dollars by 9 May.", ["9 May"]),
    ("Some 12 and 13 boats sank.", []),
    ("The office is open from 9 to 5.", []),
]


@pytest.mark.parametrize(("text", "expected"), SERIES)
def test_a_series_shares_what_stands_once(read: Read, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(row.text, row.timex_value) for row in read(text)[1]] == expected


@pytest.mark.parametrize(("text", "values"), ORDER)
def test_a_range_never_ends_before_it_starts(read: Read, text: str, values: list[str]) -> None:
    assert [row.timex_value for row in read(text)[1]] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The shop is shut from December 20 until January 8.", ["2024-12-20", "2025-01-08"]),
        ("The shop was shut from December 20 until January 8.", ["2023-12-20", "2024-01-08"]),
    ],
)
def test_a_range_without_years_is_shorter_than_a_year(read: Read, text: str, values: list[str]) -> None:
    assert [row.timex_value for row in read(text, "2024-03-13")[1]] == values


@pytest.mark.parametrize(("text", "expected"), NOTHING_SHARED)
def test_a_number_that_counts_shares_nothing(read: Read, text: str, expected: list[str]) -> None:
    assert [row.text for row in read(text)[1]] == expected


def test_a_row_says_which_row_of_the_grammar_made_it(read: Read) -> None:
    reading, rows = read("Trains will not run on 12 and 13 April.")
    assert [reading.reasons["times", row.char_start, row.char_end] for row in rows] == ["day", "date_dmy"]
