"""The date header: what is one, where it stands, which date it is, and why an input is refused."""

import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from schemas.rows import REASONS
from tests.steps import steps
from transforms.text.page.date_header import DateHeader, parse_header
from transforms.text.rejected import RejectedInput

NOW = datetime.datetime(2024, 6, 1, 12, tzinfo=datetime.UTC)
THAT_DAY = datetime.date(2024, 1, 24)


def parse(text, date_order=None):
    return parse_header(text, date_order=date_order, now=NOW)


def refusal(text, date_order=None):
    with pytest.raises(RejectedInput) as caught:
        parse(text, date_order)
    assert caught.value.reason in REASONS
    assert len(caught.value.detail) <= 500
    return caught.value.reason


@pytest.mark.parametrize(
    "header",
    [
        "date 2024-01-24",
        "Date: 2024-01-24",
        "DATE 2024-01-24",
        "date: 2024-1-24",
        "date 20240124",
        "Date: January 24, 2024",
        "Date: 24 January 2024",
        "Date: 24.01.2024",
        "Date published: Jan 24 2024",
        "Published 24 Jan 2024 11:05 EST",
        "Published: Wednesday 24 January 2024 at 11:05",
        "Published on January 24, 2024 at 9:30 p.m. ET",
        "Published Jan. 24, 2024 9:30PM (EST)",
        "First published on Wed 24 Jan 2024 06.00 GMT",
        "Published: 24\xa0January\xa02024, 11.05am",
        "Published\n\nJan 24, 2024",
        "Publication date: 24-Jan-2024",
        "POSTED: Wed., Jan. 24, 2024",
        "Posted on Wednesday, January 24th, 2024",
        "Posted: 01/24/2024 10:15 a.m.",
        "FILED: 24/1/2024 10:15",
        "Last updated: January 24, 2024",
        "Updated 8:41 AM EST, Wed January 24, 2024",
        "Last Modified: 2024-01-24T23:59:59-08:00",
        "published_at: 2024-01-24 10:00:00 UTC",
        "article:published_time=2024-01-24T00:00:00Z",
        'date: "2024-01-24"',
        "2024-01-24",
        "2024/01/24",
        "2024‑01‑24",
        "2024-01-24T11:05:00+01:00",
        "2024-01-24T23:05:00.123Z",
        "2024-01-24 11:05:00 +0000",
        "Wednesday, January 24, 2024",
        "Wed., Jan. 24, 2024",
        "JANUARY 24, 2024",
        "24th of January 2024",
        "2024 January 24",
        "24/01/2024",
        "1/24/2024",
        "Wed, 24 Jan 2024 23:59:00 +0000",
        "Wed Jan 24 11:05:00 EST 2024",
        "Wed Jan 24 2024 11:05:00 GMT-0500 (Eastern Standard Time)",
        "11:05 a.m. ET, January 24, 2024",
        "Published Jan 24, 2024 9:00 AM EST | Updated Jan 25, 2024 9:01 AM EST",
        "Published: 2024-01-24, Last updated: 2024-02-01",
        "Updated Jan 25, 2024, Published Jan 24, 2024",
        "Jan. 24, 2024, 11:05 AM EST / Updated Jan. 25, 2024, 1:05 PM EST",
        "Friday, January 24, 2024",  # it was a Wednesday: the written date stands
    ],
)
def test_forms(header):
    for before in (
        "",
        " ",
        "\n\n \t",
        "\ufeff\u200b ",
        "A ferry has reopened\n\n",
        "A ferry has reopened\nBy Ada Lindqvist\r\nNorth Post\r\n",
    ):
        for after in ("", "\n\nThe ferry reopened.", "\r\nThe ferry reopened."):
            assert parse(before + header + after) == DateHeader(THAT_DAY, len(before), len(before) + len(header)), (before, after)


@pytest.mark.parametrize(
    ("text", "header"),
    [
        (" date 2024-01-24 A military transport plane crashed.", "date 2024-01-24"),
        (" date 2024-01-24 65 people were aboard.", "date 2024-01-24"),
        (" date 2024-01-24 11:05 a.m. was when it crashed.", "date 2024-01-24"),
        (" date 2024-01-24\u2028A plane", "date 2024-01-24"),
        (" date 2024-01-24 11:05 EST\nA plane", "date 2024-01-24 11:05 EST"),
        ("date 2024-01-24T11:05:00Z A plane", "date 2024-01-24T11:05:00Z"),
        ("2024-01-24 A plane", "2024-01-24"),
        ("Published Jan. 24, 2024 11:05 EST A plane", "Published Jan. 24, 2024 11:05 EST"),
        ("By Ada Lindqvist | January 24, 2024 | 5 min read\nA plane", "January 24, 2024"),
        ("Ada Lindqvist · Published: Jan. 24, 2024 · North Post\nA plane", "Published: Jan. 24, 2024"),
        ("January 24, 2024 — A plane crashed.", "January 24, 2024"),
        ("Jan. 24, 2024 / 11:05 AM EST / North Post\nA plane", "Jan. 24, 2024 / 11:05 AM EST"),
        ("(Published Jan. 24, 2024)\nA plane", "Published Jan. 24, 2024"),
        ("**Date:** January 24, 2024\n", "Date:** January 24, 2024"),
        ("---\ntitle: A plane\ndate: 2024-01-24\n---\n", "date: 2024-01-24"),
        ("Updated: 2024-01-25\nPublished: 2024-01-24\n", "Published: 2024-01-24"),
        ("Published: 2024-01-24\nUpdated: 2024-01-25\n", "Published: 2024-01-24"),
        ("Updated: 3 hours ago\nPublished: 2024-01-24\n", "Published: 2024-01-24"),
        ("Updated: what we know\nA plane\n24 January 2024\n", "24 January 2024"),
        ("Posted sentries saw it\nPosted: 2024-01-24\n", "Posted: 2024-01-24"),
        ("Published by North Post\nJanuary 24, 2024\n", "January 24, 2024"),
        ("\n" * 5_000 + "A plane\n" + "\n" * 500 + "2024-01-24\n", "2024-01-24"),
    ],
)
def test_what_belongs_to_the_header(text, header):
    found = parse(text)
    assert text[found.start : found.end] == header
    assert found.date == THAT_DAY
    assert found.start == text.index(header)


@pytest.mark.parametrize(
    ("text", "date_order", "expected"),
    [
        ("03/04/2024", "DMY", (2024, 4, 3)),
        ("03/04/2024", "MDY", (2024, 3, 4)),
        ("03/04/2024", "YMD", "ambiguous_date"),
        ("03/04/2024", None, "ambiguous_date"),
        ("Date: 3-4-2024", None, "ambiguous_date"),
        ("Date: 3.4.2024", "DMY", (2024, 4, 3)),
        ("03/03/2024", None, (2024, 3, 3)),
        ("24/01/2024", "MDY", (2024, 1, 24)),  # no other reading is in the calendar
        ("01/24/2024", "DMY", (2024, 1, 24)),
        ("2024/03/04", "DMY", (2024, 3, 4)),
        ("13/13/2024", "DMY", "impossible_date"),
        ("2024/24/01", "DMY", "impossible_date"),
        ("Date: 1/24/24", None, "ambiguous_date"),
        ("Date: 1/24/24", "MDY", (2024, 1, 24)),
        ("Date: 24-01-24", "YMD", (2024, 1, 24)),
        ("Date: 5/6/69", "DMY", (1969, 6, 5)),
        ("24-17-13", "DMY", "no_date"),  # a score, without a label
        ("20240124", None, "no_date"),  # a number, without a label
    ],
)
def test_numeric_dates(text, date_order, expected):
    if isinstance(expected, str):
        assert refusal(text, date_order) == expected
    else:
        assert parse(text, date_order) == DateHeader(datetime.date(*expected), 0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "A ferry has reopened.",
        "",
        " date of the crash is unknown",
        "date",
        "Date:",
        "Date: today",
        "Date: yesterday, 11:05",
        "Date: Wednesday",
        "Date: 2024",
        "Date: 24 January",
        "Date: 24 Janember 2024",
        "Published: unknown\nJanuary 24, 2024\n",  # the label's date is not known, so nothing is guessed
        "Posted: just now",
        "Published 2 hours ago",
        "Published in 2019, the report said so.",
        "Last updated: 3 minutes ago",
        "Today",
        "date 2024-01-2401",
        "date 2024-01-24-01",
        "date 2024-W04-3",
        "date2024-01-24 A plane",
        "mandate 2024-01-24",
        "10.1.2024.3 is out",
        "January 24, 2024 was a bad day.",
        "A plane crashed on January 24, 2024.",
        "A plane crashed. Published January 24, 2024.",
        "KYIV, January 24, 2024 — A plane crashed.",
        "One\nTwo\nThree\nFour\nDate: 2024-01-24",
        "A ferry " * 30 + "\nDate: 2024-01-24",
        "A ferry " * 30 + "| Date: 2024-01-24",
        "The ferry reopened.\nIt was repaired.\nThe first one left.\nMany came.\nPosted 24 Jan 2024",
    ],
)
def test_no_date(text):
    assert refusal(text) == "no_date"
    assert refusal(text, "DMY") == "no_date"


@pytest.mark.parametrize(
    ("text", "month"),
    [
        (" date 2023-08 A plane crashed.", "2023-08"),
        (" date 2023-08 \n\nA plane crashed.", "2023-08"),
        (" date 2023-08", "2023-08"),
        ("Date: August 2023\nA plane crashed.", "August 2023"),
        ("Plane crash\n\nPublished Aug. 2023 | News\n\nIt fell.", "Aug. 2023"),
        ("date 2023/8 A plane", "2023/8"),
        ("Date: January 2024", "January 2024"),
    ],
)
def test_a_month_without_a_day_is_rejected_as_one(text, month):
    with pytest.raises(RejectedInput) as raised:
        parse_header(text, date_order="DMY", now=NOW)
    assert (raised.value.reason, raised.value.detail) == ("month_only", f"month only: {month!r}")


def test_a_full_date_near_a_month_counts():
    assert parse_header(" date 2023-08 \nPublished August 4, 2023\nA plane crashed.", date_order=None, now=NOW).date == datetime.date(
        2023, 8, 4
    )


@pytest.mark.parametrize(
    "text",
    ["August 2023 was hot", "date 2023-081 A plane", "date 2023-19 A plane", "Updated August 2023", "date 2023 A plane"],
)
def test_what_is_no_month_without_a_day(text):
    assert refusal(text) == "no_date"


@pytest.mark.parametrize(
    "text",
    [
        "date 2024-02-31 A plane", "date 2024-13-05 A plane", "date 2023-02-29 A plane", "date 2024-00-10", "date 2024-01-00",
        "Date: February 30, 2024", "31 June 2024", "Date: Jan 45, 2024", "Date: Jan 0, 2024", "31/02/2024", "2024-02-30T10:00:00Z",
        "Published 2024-02-31 | Updated 2024-03-01", "Date: 20241301",
    ],
)  # fmt: skip
def test_impossible_date(text):
    assert refusal(text) == "impossible_date"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date 2024-06-01", None),
        ("date 2024-06-03", None),
        ("date 2024-06-04", "future_date"),
        ("Date: June 4, 2024", "future_date"),
        ("date 9999-12-31", "future_date"),
        ("date 1600-01-01", None),
        ("date 1599-12-31", "date_out_of_range"),
        ("Date: December 31, 1599", "date_out_of_range"),
        ("Date: December 31, 0009", "date_out_of_range"),
        ("date 0000-01-01", "date_out_of_range"),
    ],
)
def test_range(text, expected):
    if expected is None:
        assert parse(text).end == len(text)
    else:
        assert refusal(text) == expected


def test_now_may_be_without_a_zone():
    assert parse_header("date 2024-01-24", date_order=None, now=datetime.datetime(2024, 1, 22)).date == THAT_DAY
    with pytest.raises(RejectedInput):
        parse_header("date 2024-01-24", date_order=None, now=datetime.datetime(2024, 1, 21, 23, 59))


def test_an_unknown_order_is_an_error_of_the_caller():
    with pytest.raises(ValueError, match="date_order is one of DMY, MDY, YMD, not 'YDM'"):
        parse("03/04/2024", "YDM")


def test_a_refusal_quotes_the_header_and_nothing_else():
    with pytest.raises(RejectedInput) as caught:
        parse(" date 2024-02-31 Secret words of the story")
    assert caught.value.detail == "not in the calendar: 'date 2024-02-31'"
    with pytest.raises(RejectedInput) as caught:
        parse("Date: unknown secret words")
    assert caught.value.detail == "no full calendar date follows the label: 'Date:'"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (" date Wednesday secret words", "'date Wednesday'"),
        (" date 24 Jan secret words", "'date 24 Jan'"),
        ("date 2024 A plane", "'date 2024'"),
        ("date 2023-08 12 people died", "'date 2023-08 12'"),
        ("Posted 3 hours ago\nA plane", "'Posted 3 hours ago'"),
        ("A plane crashed\n\nUpdated March 2024 by Ann", "'Updated March 2024'"),
        ("March 2024\n\nA plane crashed.", "'March 2024'"),
        ("2023-08 A plane crashed.", "'2023-08'"),
    ],
)
def test_what_stands_for_a_date_and_is_none_is_quoted_alone(text, seen):
    with pytest.raises(RejectedInput) as caught:
        parse(text)
    assert (caught.value.reason, caught.value.detail) == ("no_date", f"no date header in the first 4 lines; {seen} is no full date")


@pytest.mark.parametrize(
    "text", ["Secret words of March 2024", "12 people died", "May 12 was warm", "The date of today", "", "Dated secrets"]
)
def test_where_nothing_stands_for_a_date_nothing_is_quoted(text):
    with pytest.raises(RejectedInput) as caught:
        parse(text)
    assert caught.value.detail == "no date header in the first 4 lines"


def test_what_follows_a_label_with_a_colon_is_quoted_where_it_is_of_calendars():
    with pytest.raises(RejectedInput) as caught:
        parse("Date: yesterday secret words")
    assert caught.value.detail == "no full calendar date follows the label: 'Date: yesterday'"


MONTHS = [datetime.date(2024, month, 1).strftime("%B") for month in range(1, 13)]


@given(
    st.dates(datetime.date(1600, 1, 1), NOW.date()),
    st.sampled_from(["", "Date: ", "Published ", "POSTED: ", "Last updated on "]),
    st.sampled_from(["{0:%Y}-{0:%m}-{0:%d}", "{1} {0.day}, {0.year:04}", "{0.day} {2} {0.year:04}", "{2}. {0.day:02} {0.year:04}"]),
    st.sampled_from(["", " 11:05 EST", ", 9:30 a.m."]),
)
def test_every_day_in_every_form(day, label, form, clock):
    month = MONTHS[day.month - 1]
    written = form.format(day, month, month[:3])
    text = f"Title\n{label}{written}{clock}\nText"
    assert parse(text) == DateHeader(day, 6, 6 + len(label + written + clock))


def blend(texts):
    return st.lists(st.sampled_from(texts), max_size=30).map("".join)


PIECES = [
    "date ", "Date: ", "Published", "Updated ", "2024-01-24", "24", "Jan", " ", "\n", "/", "-", "03/04/2024", "11:05", " EST", "|", ",", "é",
    "\ufeff", "\x00", "²", "４", "٣",
]  # fmt: skip


@given(st.text() | blend(PIECES), st.sampled_from([None, "DMY", "MDY", "YMD"]))
@example("date ²024-01-24", None)
@example("Date: 24 Jan ٢٠٢٤", None)
def test_any_text_has_a_sound_header_or_is_refused(text, date_order):
    try:
        header = parse(text, date_order)
    except RejectedInput as rejected:
        reason = rejected.reason
    else:
        reason = None
        written = text[header.start : header.end]
        assert written
        assert not written[0].isspace()
        assert not written[-1].isspace()
        assert 1600 <= header.date.year <= 2024
    assert reason in (None, "no_date", "month_only", "impossible_date", "ambiguous_date", "future_date", "date_out_of_range")


@pytest.mark.parametrize("piece", [" ", "\n", "(", "1 ", "date ", "12:12 ", "| ", "Date: 2024-", "\x00", "Jan ", "2024-01-24", "- - "])
def test_hostile_texts_take_linear_time(piece):
    text = piece * (5_000_000 // len(piece))  # quadratic time would never end
    assert refusal(text) == "no_date"
    assert steps(lambda: refusal(text)) <= 1.1 * steps(lambda: refusal(text[:50_000]))


def test_the_usual_form_is_one_match_whatever_follows():
    header, story = " date 2024-01-24 ", "A ferry has reopened. "
    assert steps(lambda: parse(header + story * 50_000)) == steps(lambda: parse(header + story)) < 40
