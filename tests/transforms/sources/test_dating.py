"""Dates of publication beside the page's own."""

import datetime

import pytest

from transforms.sources import Dated, Dating
from transforms.text.rejected import RejectedInput

NOW = datetime.datetime(2024, 6, 1, tzinfo=datetime.UTC)
DAY = datetime.date(2024, 1, 24)
PATTERN = r"(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d+)"


def dating(**given):
    return Dating(**{"pattern": None, "sidecar": None, "field": None, "date_order": None, "now": NOW} | given)


@pytest.mark.parametrize(
    "written",
    [
        "2024-01-24",
        "2024-01-24T23:30:00Z",
        "2024-01-24 23:30:00+05:30",
        "20240124",
        "Wed, 24 Jan 2024 23:30:00 GMT",
        "January 24, 2024",
        "24/01/2024",
    ],
)
def test_a_field_writes_a_calendar_date(written):
    assert dating().of_record(written) == Dated(DAY, "field")


@pytest.mark.parametrize(
    ("written", "reason"),
    [("1706054400", "no_date"), ("yesterday", "no_date"), ("2024-01", "month_only"), ("2024-02-30", "impossible_date"),
     ("03/04/2024", "ambiguous_date"), ("2025-01-24", "future_date")],
)  # fmt: skip
def test_a_field_that_writes_no_date(written, reason):
    with pytest.raises(RejectedInput) as caught:
        dating().of_record(written)
    assert caught.value.reason == reason


def test_the_order_of_numbers_may_be_given():
    assert dating(date_order="DMY").of_record("03/04/2024").date == datetime.date(2024, 4, 3)


def test_a_name_holds_a_date():
    named = dating(pattern=PATTERN)
    assert named.of_file("raw/2024/01/24/a.txt", "/x") == Dated(DAY, "name")
    assert named.of_file("raw/a.txt", "/x") is None
    for name, reason in (("2024/13/01", "impossible_date"), ("2025/01/24", "future_date"), ("1200/01/24", "date_out_of_range")):
        with pytest.raises(RejectedInput) as caught:
            named.of_file(name, "/x")
        assert caught.value.reason == reason
    with pytest.raises(RejectedInput, match="no_date"):
        dating(pattern=r"(?P<year>\d+)-(?P<month>[a-z]+)-(?P<day>\d+)").of_file("2024-jan-01", "/x")


def test_a_file_beside_it_decides_before_the_name(tmp_path):
    beside = dating(pattern=PATTERN, sidecar=".meta.json", field="day")
    path, name = str(tmp_path / "a.txt.gz"), "2024/01/25/a.txt.gz"
    assert beside.of_file(name, path) == Dated(DAY.replace(day=25), "name")
    (tmp_path / "a.meta.json").write_text('{"day": "2024-01-24", "more": 1}', encoding="utf-8")
    assert beside.of_file(name, path) == Dated(DAY, "sidecar")
    (tmp_path / "a.meta.json").write_text('{"other": 1}', encoding="utf-8")
    assert beside.of_file(name, path) == Dated(DAY.replace(day=25), "name")
    for content, reason in ((b"{", "no_date"), (b"[]", "no_date"), (b'{"day": "soon"}', "no_date"), (b" " * (2 << 20), "too_large")):
        (tmp_path / "a.meta.json").write_bytes(content)
        with pytest.raises(RejectedInput) as caught:
            beside.of_file(name, path)
        assert caught.value.reason == reason
