import datetime

import pytest

from transforms.text.page.segmentation import timestamps

DAY = datetime.date(2024, 5, 31)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("May 31, 2024 at 9:15 a.m. EDT", "2024-05-31T13:15:00+00:00"),
        ("31 May 2024 17.31 GMT", "2024-05-31T17:31:00+00:00"),
        ("2024-05-31T14:30:00-04:00", "2024-05-31T18:30:00+00:00"),
        ("2024-05-31T14:30:00Z", "2024-05-31T14:30:00+00:00"),
        ("31/05/2024 - 16:38 GMT+1", "2024-05-31T15:38:00+00:00"),
        ("8:15 PM PHT, May 31, 2024", "2024-05-31T12:15:00+00:00"),
        ("August 22, 2024 2:30 PM ET", "2024-08-22T18:30:00+00:00"),
        ("January 22, 2024 2:30 PM ET", "2024-01-22T19:30:00+00:00"),
        ("16:38 UTC", "2024-05-31T16:38:00+00:00"),
        ("12:05 a.m. EDT, May 31, 2024", "2024-05-31T04:05:00+00:00"),
        ("May 31, 2024 at 9:15 a.m. CST", None),
        ("May 31, 2024 at 9:15 a.m. IST", None),
        ("May 31, 2024 at 9:15 a.m.", None),
        ("May 31, 2024", None),
        ("May 31 at 9:15 a.m. EDT", None),
        ("04/05/2024 16:38 GMT", None),
        ("31/02/2024 16:38 GMT", None),
        ("May 31, 2024 at 25:15 GMT", None),
        ("", None),
    ],
)
def test_times_in_utc(written: str, expected: str | None) -> None:
    found = timestamps.to_utc(written, DAY)
    assert (found.isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Sat 24 Feb 2024 12.42 CET", True),
        ("Published: 15:56 BST, 27 April 2024 | Updated: 15:57 BST, 27 April 2024", True),
        ("Posted June 20, 2023 7:12 am", True),
        ("Tue, September 3rd 2024 at 9:08 AM", True),
        ("14 hours ago", True),
        ("June 26, 2023 5 AM PT", True),
        ("Updated at 20.14 CEST", True),
        ("On May 4 he left", False),
        ("Oct. 6, 1923: First game.", False),
        ("6 miles", False),
    ],
)
def test_lines_that_are_times(line: str, expected: bool) -> None:
    assert timestamps.is_timestamp(line) is expected


def test_labelled_parts() -> None:
    assert timestamps.parts("Updated May 31, 2024 at 9:15 a.m. BST|Published May 30, 2024 at 6:00 p.m. BST") == [
        ("updated", "May 31, 2024 at 9:15 a.m. BST"),
        ("published", "May 30, 2024 at 6:00 p.m. BST"),
    ]
    assert timestamps.parts("Published On 18 Sep 2023") == [("published", "18 Sep 2023")]
    assert timestamps.parts("nothing here") == []


def test_years_of_two_digits_before_a_clock() -> None:
    assert timestamps.parts("By Ana Lind - 03/26/24 06:56 AM EST") == [("published", "03/26/24 06:56 AM EST")]
    assert timestamps.to_utc("03/26/24 06:56 AM EST", DAY) == datetime.datetime(2024, 3, 26, 11, 56, tzinfo=datetime.UTC)
    assert timestamps.to_utc("03/06/24 06:56 AM EST", DAY) is None  # day or month first


def test_labels_glued_to_the_year_before() -> None:
    line = "Published March 6, 2024Last updated July 20, 2024This article is more than 2 years old."
    assert timestamps.is_timestamp(line)
    assert timestamps.parts(line) == [("published", "March 6, 2024"), ("updated", "July 20, 2024")]


def test_a_bar_stands_for_a_time_and_the_word_behind_it_stays() -> None:
    assert timestamps.blanked("May 4, 2023 at 2:14pm by Ana Lind").split() == ["|", "at", "|", "by", "Ana", "Lind"]
