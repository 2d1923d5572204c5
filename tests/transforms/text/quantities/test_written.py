"""How numbers, units and money are written: separators, compact measures, letters that scale, scales behind a currency."""

import pytest

from tests.transforms.text.quantities.test_quantities import Annotated, read
from transforms.text import quantities
from transforms.text.reading.layers import Layer, Name


@pytest.mark.parametrize(
    ("sentence", "text", "value", "unit"),
    [
        ("Growth fell by three quarters of a percent.", "three quarters of a percent", 0.75, "percent"),
        ("Growth of 0.5pc is expected.", "0.5pc", 0.5, "percent"),
        ("A 6-foot-2-inch man fell.", "6-foot-2-inch", 6.16666666666667, "foot"),
        ("The app has 12K downloads.", "12K", 12000, None),
        ("They raised a 2m-strong army.", "2m", 2e6, None),
        ("In all, 1984 voters chose it.", "1984", 1984, None),
        ("They lost 2010 sheep.", "2010", 2010, None),
        ("It cost INR 500.", "INR 500", 500, "rupee"),
        ("Prices rose 4,5 percent.", "4,5 percent", 4.5, "percent"),
        ("Output fell by 0,7%.", "0,7%", 0.7, "percent"),
        ("The barn cost €2.750.000 then.", "€2.750.000", 2750000, "euro"),
        ("The barn cost 3.500.000,50 euros.", "3.500.000,50 euros", 3500000.5, "euro"),
        ("The fee was 2.345,60 euros.", "2.345,60 euros", 2345.6, "euro"),
        ("CHF 3'450'000 was raised.", "CHF 3'450'000", 3450000, "franc"),
        ("They put 60 GBP million into the mill.", "60 GBP million", 60e6, "pound"),
        ("They put 75 USD million into the mill.", "75 USD million", 75e6, "dollar"),
        ("Repairs cost hundred million kroner.", "hundred million kroner", 1e8, "krone"),
        ("The loss came to $30 mil last year.", "$30 mil", 30e6, "dollar"),
        ("The thief is 5ft 4in tall.", "5ft 4in", 5 + 4 / 12, "foot"),
        ("The thief is 5ft4 and thin.", "5ft4", 5 + 4 / 12, "foot"),
        ("The thief is 5'4\" and thin.", "5'4\"", 5 + 4 / 12, "foot"),
        ("The boxer weighs 11st 7lb now.", "11st 7lb", 11.5, "stone"),
        ("The crane lifts 90t at once.", "90t", 90, "tonne"),
        ("The sack held 25 (kg) of lime.", "25 (kg)", 25, "kilogram"),
        ("It moved at 70 metres per millisecond.", "70 metres per millisecond", 70, "metre per millisecond"),
        ("Some forty percentage of the herd died.", "forty percentage", 40, "percent"),
        ("The clip drew 20M views.", "20M", 20e6, None),
        ("The game sold 1.5b copies.", "1.5b", 1.5e9, None),
        ("Nearly 3m pupils stayed away.", "3m", 3e6, None),
        ("The wall is 3m high.", "3m", 3, "metre"),
    ],
)
def test_value_and_unit(annotated: Annotated, sentence: str, text: str, value: float, unit: str | None) -> None:
    (row,) = read(annotated, sentence)
    assert (row.text, row.unit) == (text, unit)
    assert row.value_min == row.value_max == pytest.approx(value)


@pytest.mark.parametrize(
    ("sentence", "text", "unit"),
    [
        ("It cost a few hundred million yen.", "a few hundred million yen", "yen"),
        ("It cost some hundred thousand pesos.", "some hundred thousand pesos", "peso"),
        ("It cost few billion euros.", "few billion euros", "euro"),
    ],
)
def test_few_hundred_million_is_vague(annotated: Annotated, sentence: str, text: str, unit: str) -> None:
    (row,) = read(annotated, sentence)
    assert (row.text, row.value_min, row.value_max, row.modifier, row.unit) == (text, None, None, "vague", unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "The fire was in the 3400 block of North Elm Avenue.",
        "He lives at 9 Acacia Gardens.",
        "He lives at 77-B Mill Road.",
        "The wreck lies at 51.507 N, 0.128 W.",
        "The wreck lies at 40\u00b026\u203246\u2033N.",
        "She won 6-4, 7-6 (5), 6-2.",
        "It has 1080p video.",
        "Labour (15)",
        "It was sold twice.[16]",
        "15",
        "Option 2: find friends.",
        "He bought an iPhone 5.",
        "S.T.O.P.s (15)",
        "It filed an 8-K and a 10-Q.",
        "Text HOME to 741741.",
        "Health Services, 47: 1880-1901.",
        "Copyright 2012 by the town",
        "It is a 10K race, shown on 4K screens.",
        "He coaches 12 to 14-year-olds.",
        "A 70-something came.",
        "Leave at junction 9 for the camp.",
        "Police went to 2417 Linden Place.",
        "He lives at 5847 S.W. 75th St., near the mill.",
        "One Harbour is the name of the plan.",
        "The server is at 192.168.100.20 and runs 10.0.1.",
        "A boy of the 21st was there.",
    ],
)
def test_no_amount(annotated: Annotated, sentence: str) -> None:
    assert read(annotated, sentence) == []


def test_a_part_counts_what_its_total_counts(annotated: Annotated) -> None:
    rows = read(annotated, "Novak made 12 of his season-high 27 points early.")
    assert [(row.text, row.counted) for row in rows] == [("12", "points"), ("27", "points")]
    assert [(row.text, row.counted) for row in read(annotated, "Novak was 18-of-21 shooting.")] == [("18", None), ("21", "shooting")]


def test_a_bare_dollar_is_none_of_a_smaller_country_named_once(annotated: Annotated) -> None:
    (row,) = read(annotated, "The firm will raise $12 million in a Hong Kong listing.")
    assert (row.currency, row.currency_basis) == (None, None)


def test_pounds_that_are_won_are_money(annotated: Annotated) -> None:
    (row,) = read(annotated, "She won ten thousand pounds in a raffle.")
    assert (row.unit, row.dimension) == ("pound", "currency")


def test_one_of_a_people_is_counted(annotated: Annotated) -> None:
    reading = annotated("One Republican threw a chair.")
    start = reading.source_text.index("Republican")
    reading.names = Layer([Name(start, start + len("Republican"), "NORP", 0, 1, 2)])
    assert [(row.text, row.counted) for row in quantities.extract(reading)["quantities"]] == [("One", "Republican")]


def test_one_before_the_name_of_a_person_counts_nobody(annotated: Annotated) -> None:
    reading = annotated("It cost the life of one Ada Quill.")
    start = reading.source_text.index("Ada Quill")
    reading.names = Layer([Name(start, start + len("Ada Quill"), "PERSON", 0, 6, 8)])
    assert quantities.extract(reading)["quantities"] == []


def test_a_number_by_how_much_is_no_direction_of_the_other(annotated: Annotated) -> None:
    rows = read(annotated, "Profit was 10% higher than the 40 cows of then, and herds larger than 50 cows.")
    assert [(row.text, row.modifier) for row in rows] == [("10%", "exact"), ("40", "exact"), ("50", "more_than")]


def test_a_number_in_brackets_within_a_sentence_is_an_amount(annotated: Annotated) -> None:
    assert [row.text for row in read(annotated, "The most goals (15) were his.")] == ["15"]


def test_a_count_is_not_of_the_unit_of_its_share(annotated: Annotated) -> None:
    assert [(row.text, row.unit) for row in read(annotated, "She won by 60,193,076 or 50.4% of them.")] == [
        ("60,193,076", None),
        ("50.4%", "percent"),
    ]
