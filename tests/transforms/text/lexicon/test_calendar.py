"""The calendar's table: every form leads to its number, and the patterns read every form whole."""

import re

import pytest

from transforms.text.lexicon import calendar


@pytest.mark.parametrize("form", sorted(calendar.MONTH_NUMBERS))
def test_a_month_is_read_whole(form: str) -> None:
    found = re.match(calendar.MONTH_ANY, form)
    assert found is not None
    assert found.group() == form
    assert form.startswith(calendar.MONTHS[calendar.month_number(form) - 1][:3])
    assert re.match(calendar.MONTH_STEM, form) is not None
    assert (re.fullmatch(calendar.MONTH_NAME, form) is None) == (form in calendar.MONTH_SHORT)
    assert (re.fullmatch(calendar.MONTH_ABBREVIATION, form) is None) == (form in calendar.MONTHS)


@pytest.mark.parametrize("form", sorted(calendar.WEEKDAY_NUMBERS))
def test_a_weekday_is_read_whole(form: str) -> None:
    found = re.match(calendar.WEEKDAY_ANY, form)
    assert found is not None
    assert found.group() == form
    assert form.startswith(calendar.WEEKDAYS[calendar.weekday_number(form) - 1][:3])
    assert (re.fullmatch(calendar.WEEKDAY_NAME, form) is None) == (form in calendar.WEEKDAY_SHORT)
    assert (re.fullmatch(calendar.WEEKDAY_ABBREVIATION, form) is None) == (form in calendar.WEEKDAYS)


@pytest.mark.parametrize("word", ["Marching", "Sunderland", "Money", ""])
def test_other_words_name_nothing(word: str) -> None:
    with pytest.raises(KeyError):
        calendar.month_number(word)
    with pytest.raises(KeyError):
        calendar.weekday_number(word)


def test_capital_patterns_heed_the_case() -> None:
    pattern = re.compile(calendar.capitalised(calendar.MONTH_ANY))
    assert pattern.fullmatch("Sept")
    assert pattern.fullmatch("September")
    assert not pattern.fullmatch("sept")


def test_zones_that_stand_alone_are_zones() -> None:
    assert set(calendar.ZONES) >= calendar.ZONES_ALONE
    assert not calendar.ZONES_ALONE & {"sgt", "trt", "adt", "eat", "cat", "west"}


def test_the_longest_zone_is_read() -> None:
    found = re.match(calendar.ZONE_NAME, "CEST")
    assert found is not None
    assert found.group() == "CEST"
