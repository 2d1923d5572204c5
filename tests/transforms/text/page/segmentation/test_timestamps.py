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
        ("2024-04-14T14:30+0000", True),
        ("On May 4 he left", False),
        ("Oct. 6, 1923: First game.", False),
        ("6 miles", False),
    ],
)
def test_lines_that_are_times(line: str, expected: bool) -> None:
    assert timestamps.is_timestamp(line) is expected


def test_a_moment_for_machines_is_read_with_its_clock() -> None:
    assert timestamps.is_moment("2024-04-14T14:30:05Z")
    assert not timestamps.is_moment("2024-04-14")
    assert timestamps.parts("2024-04-14T14:30+0200") == [("published", "2024-04-14T14:30+0200")]
    assert timestamps.to_utc("2024-04-14T14:30+0200", datetime.date(2024, 4, 15)) == datetime.datetime(
        2024, 4, 14, 12, 30, tzinfo=datetime.UTC
    )


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


def test_words_behind_a_clock_are_no_zone() -> None:
    assert timestamps.parts("May 4, 2023 at 11:11am by Ana Lind") == [("published", "May 4, 2023 at 11:11am")]
    assert timestamps.parts("01/13/2022, 18:51 By: Ana Lind") == [("published", "01/13/2022, 18:51")]
    assert timestamps.parts("May 4, 2023 5:00 pm et") == [("published", "May 4, 2023 5:00 pm et")]


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("December 22, 20235:00 AM ET", "December 22, 20235:00 AM ET"),
        ("Published On 22 Dec 202322 Dec 2023", "22 Dec 2023"),
        ("Nov 12, 2023 1:00 AMNov 17, 2023 6:02 PM", "Nov 12, 2023 1:00 AM"),
        ("12-05-23", "12-05-23"),
        ("PublishedDec 22, 2023, 10:15 PM", "Dec 22, 2023, 10:15 PM"),
        ("Saturday 23 December 2023 05:39, UK", "Saturday 23 December 2023 05:39"),
        ("Dec 17, 2020 @ 8:03 am", "Dec 17, 2020 @ 8:03 am"),
    ],
)
def test_times_as_pages_glue_them(line: str, written: str) -> None:
    assert timestamps.is_timestamp(line)
    assert timestamps.parts(line)[0] == ("published", written)


def test_a_time_glued_to_its_year_is_read() -> None:
    assert timestamps.to_utc("December 22, 20235:00 AM ET", DAY) == datetime.datetime(2023, 12, 22, 10, 0, tzinfo=datetime.UTC)


def test_dates_around_a_day() -> None:
    day = datetime.date(2012, 11, 6)
    assert timestamps.is_about("11.06.2012 / 4:54 PM", day)
    assert timestamps.is_about("06/11/2012", day)
    assert timestamps.is_about("Nov. 8, 2012", day)
    assert not timestamps.is_about("Nov. 28, 2012", day)
    assert not timestamps.is_about("Nov. 6", day)
