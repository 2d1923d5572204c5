"""Amounts in articles: spans, values, directions, units, money, what is counted; and what is no amount."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas import Quantity, digest
from transforms.text import quantities
from transforms.text.reading import Reading
from transforms.text.reading.layers import Layer, Name, TimeSpan

Annotated = Callable[..., Reading]


def read(annotated: Annotated, text: str) -> list[Quantity]:
    return quantities.extract(annotated(text))["quantities"]


def texts(rows: list[Quantity]) -> list[str]:
    return [row.text for row in rows]


@pytest.mark.parametrize(
    ("sentence", "text", "value"),
    [
        ("It was 14 degrees below zero in Orvane.", "14 degrees below zero", -14),
        ("It fell to thirty below zero in Orvane.", "thirty below zero", -30),
        ("Lights went out 14 degrees below the pole star.", "14 degrees", 14),
    ],
)
def test_what_is_below_zero_is_negative(annotated: Annotated, sentence: str, text: str, value: float) -> None:
    assert [(row.text, row.value_min, row.unit) for row in read(annotated, sentence)] == [(text, value, "degree")]


@pytest.mark.parametrize(
    ("sentence", "text", "low", "high", "unit"),
    [
        ("It was 30 below in Orvane.", "30 below", -30, -30, "degree"),
        ("Wind chills of 12 below are likely.", "12 below", -12, -12, "degree"),
        ("Expect temperatures between 10 and 20 below zero.", "10 and 20 below zero", -20, -10, "degree"),
        ("Expect wind chills of 25 to 35 below by dawn.", "25 to 35 below", -35, -25, "degree"),
        ("The price is 30 below the first bid.", "30", 30, 30, None),
        ("The temperature probe lies 30 below the deck.", "30", 30, 30, None),
    ],
)
def test_cold_is_told_by_below_alone_where_nothing_follows(
    annotated: Annotated, sentence: str, text: str, low: float, high: float, unit: str | None
) -> None:
    assert [(row.text, row.value_min, row.value_max, row.unit) for row in read(annotated, sentence)] == [(text, low, high, unit)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Orvane were 180 for 3 at stumps.", []),
        ("The openers put on 45 without loss and the bowlers tired.", []),
        ("He took 4 for 38 as the seamers bowled them out for 143.", []),
        ("They made 96 all out in 40 overs.", ["40"]),
        ("The cricketer paid 300 for 3 nights.", ["3"]),
        ("The shop asks 20 for 3 of them.", ["20", "3"]),
        ("The clinic treated 180 for burns.", ["180"]),
    ],
)
def test_a_score_of_cricket_counts_nothing(annotated: Annotated, sentence: str, expected: list[str]) -> None:
    assert texts(read(annotated, sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He was charged under 18 U.S.C. 1343.", []),
        ("The filing cites 21 U.S.C. § 841 and 28 CFR 35.130.", []),
        ("The union invoked sections 12 and 13 of the act.", []),
        ("Lanes 2, 3 and 4 of the road were shut for 14 trucks.", ["14"]),
        ("Under 18 states signed.", ["18"]),
        ("The section of 12 rows was shut.", ["12"]),
        ("Sections of 20 fans sang.", ["20"]),
    ],
)
def test_sections_and_titles_of_laws_count_nothing(annotated: Annotated, sentence: str, expected: list[str]) -> None:
    assert texts(read(annotated, sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It is free for children under five.", []),
        ("It is free for adults over 65 and girls under the age of 12.", []),
        ("The trench runs under five houses.", ["five"]),
        ("He gave the children over 60 books.", ["60"]),
        ("He has taught children for under 20 schools.", ["20"]),
    ],
)
def test_the_age_that_people_are_under_counts_nothing(annotated: Annotated, sentence: str, expected: list[str]) -> None:
    assert texts(read(annotated, sentence)) == expected


def test_the_number_of_an_incident_counts_nothing(annotated: Annotated) -> None:
    assert read(annotated, "Anna Dale asks callers to quote incident 141 of April 7.") == []


@pytest.mark.parametrize(
    ("sentence", "text", "low", "high", "modifier"),
    [
        ("The flood closed 14 schools.", "14", 14, 14, "exact"),
        ("More than 40 drones crossed the border.", "40", 40, 40, "more_than"),
        ("At least twenty-two people were hurt.", "twenty-two", 22, 22, "at_least"),
        ("Up to 300 guests may come.", "300", 300, 300, "at_most"),
        ("As many as 1.7 million people fled.", "1.7 million", 1700000, 1700000, "at_most"),
        ("Fewer than a dozen boats remain.", "a dozen", 12, 12, "less_than"),
        ("The toll is more than 2000 cows.", "2000", 2000, 2000, "more_than"),
        ("The herd is larger than 40 cows.", "40", 40, 40, "more_than"),
        ("Only one American died.", "one", 1, 1, "exact"),
        ("Nearly half of the members left.", "half", 0.5, 0.5, "about"),
        ("About 275 to 350 of its workers will go.", "275 to 350", 275, 350, "between"),
        ("Between 5 and 7 million bees died.", "5 and 7 million", 5e6, 7e6, "between"),
        ("The town lost 10-15 houses.", "10-15", 10, 15, "between"),
        ("Another 2,500-3,000 were sold.", "2,500-3,000", 2500, 3000, "between"),
        ("Some 14 mil people read it.", "14 mil", 14e6, 14e6, "about"),
        ("It has 60 or more rooms.", "60", 60, 60, "at_least"),
        ("It has 40-odd rooms.", "40", 40, 40, "about"),
        ("Dozens of sheep ran away.", "Dozens", None, None, "vague"),
        ("Several hundred sheep ran away.", "Several hundred", None, None, "vague"),
        ("Hundreds of thousands of bees died.", "Hundreds of thousands", None, None, "vague"),
        ("A couple of nurses stayed.", "A couple of", None, None, "vague"),
        ("Three or four hundred nurses stayed.", "Three or four hundred", 300, 400, "between"),
        ("They need 3 to 4 dozen nurses.", "3 to 4 dozen", 36, 48, "between"),
        ("About 12 to about 14 nurses stayed.", "12 to about 14", 12, 14, "between"),
        ("Anywhere from 40 to as many as 60 nurses stayed.", "40 to as many as 60", 40, 60, "between"),
        ("A two-thirds majority is needed.", "two-thirds", 0.666666666666667, 0.666666666666667, "exact"),
        ("A two-third majority is needed.", "two-third", 0.666666666666667, 0.666666666666667, "exact"),
        ("One in five nurses stayed.", "One in five", 0.2, 0.2, "exact"),
        ("Two-thirds of the nurses stayed.", "Two-thirds", 0.666666666666667, 0.666666666666667, "exact"),
    ],
)
def test_value_and_direction(annotated: Annotated, sentence: str, text: str, low: float, high: float, modifier: str) -> None:
    (row,) = read(annotated, sentence)
    assert (row.text, row.value_min, row.value_max, row.modifier) == (text, low, high, modifier)
    assert (row.unit, row.dimension, row.currency, row.currency_basis) == (None, None, None, None)


@pytest.mark.parametrize(
    ("sentence", "text", "value", "unit", "dimension"),
    [
        ("The trail is 12 km long.", "12 km", 12, "kilometre", "length"),
        ("The six-mile trail is closed.", "six-mile", 6, "mile", "length"),
        ("They walked half a mile.", "half a mile", 0.5, "mile", "length"),
        ("She is six feet two inches tall.", "six feet two inches", 6.16666666666667, "foot", "length"),
        ("She is 5-foot-6 and calm.", "5-foot-6", 5.5, "foot", "length"),
        ("They walked two and three-quarter miles.", "two and three-quarter miles", 2.75, "mile", "length"),
        ("The farm has 45 acres.", "45 acres", 45, "acre", "area"),
        ("The park covers 3.5 square kilometres.", "3.5 square kilometres", 3.5, "square kilometre", "area"),
        ("Winds reached 110 km/h.", "110 km/h", 110, "kilometre per hour", "speed"),
        ("Winds reached 60 miles an hour.", "60 miles an hour", 60, "mile per hour", "speed"),
        ("It fell to -20 C overnight.", "-20 C", -20, "degree Celsius", "temperature"),
        ("It was minus 30 degrees Celsius.", "minus 30 degrees Celsius", -30, "degree Celsius", "temperature"),
        ("The temperature is 24 degrees.", "24 degrees", 24, "degree", "temperature"),
        ("Turn the knob 45 degrees.", "45 degrees", 45, "degree", "angle"),
        ("The file has 20 MB.", "20 MB", 20, "megabyte", "data"),
        ("The plant makes 12 MW.", "12 MW", 12, "megawatt", "power"),
        ("The baby weighed seven pounds.", "seven pounds", 7, "pound", "mass"),
        ("They stopped a mile and a half from Oldhaven.", "a mile and a half", 1.5, "mile", "length"),
        ("It stands three miles and a quarter away.", "three miles and a quarter", 3.25, "mile", "length"),
        ("It weighs one ton and three-quarters.", "one ton and three-quarters", 1.75, "ton", "mass"),
        ("They ran three miles and a half marathon.", "three miles", 3, "mile", "length"),
        ("Rates rose by 0.5 per cent.", "0.5 per cent", 0.5, "percent", "percentage"),
        ("Rates rose by two percentage points.", "two percentage points", 2, "percentage point", "percentage_point"),
        ("Rates rose by 25 basis points.", "25 basis points", 25, "basis point", "percentage_point"),
    ],
)
def test_units(annotated: Annotated, sentence: str, text: str, value: float, unit: str, dimension: str) -> None:
    (row,) = read(annotated, sentence)
    assert (row.text, row.value_min, row.value_max, row.unit, row.dimension) == (text, value, value, unit, dimension)


@pytest.mark.parametrize(
    ("sentence", "text", "low", "high", "currency", "basis"),
    [
        ("It cost US$5 million.", "US$5 million", 5e6, 5e6, "USD", "stated"),
        ("It cost C$1.5 to C$2 million.", "C$1.5 to C$2 million", 1.5e6, 2e6, "CAD", "stated"),
        ("It cost $44 million US in all.", "$44 million US", 44e6, 44e6, "USD", "stated"),
        ("It cost £1.2m.", "£1.2m", 1.2e6, 1.2e6, "GBP", "stated"),
        ("It cost €3bn.", "€3bn", 3e9, 3e9, "EUR", "stated"),
        ("It cost €3.2tr.", "€3.2tr", 3.2e12, 3.2e12, "EUR", "stated"),
        ("It cost 3 billion euros.", "3 billion euros", 3e9, 3e9, "EUR", "stated"),
        ("It cost 125 million Australian dollars.", "125 million Australian dollars", 125e6, 125e6, "AUD", "stated"),
        ("It cost USD 200.", "USD 200", 200, 200, "USD", "stated"),
        ("It cost 500 yen.", "500 yen", 500, 500, "JPY", "stated"),
        ("It cost $5 to 7 million.", "$5 to 7 million", 5e6, 7e6, None, None),
        ("It cost 5 to 7 million euros.", "5 to 7 million euros", 5e6, 7e6, "EUR", "stated"),
        ("It cost £5-7m.", "£5-7m", 5e6, 7e6, "GBP", "stated"),
        ("It cost $620,000 up to two million.", "$620,000 up to two million", 620000, 2e6, None, None),
        ("It cost 10 or 12 euros.", "10 or 12 euros", 10, 12, "EUR", "stated"),
        ("It cost $3-5 billion.", "$3-5 billion", 3e9, 5e9, None, None),
        ("It cost $500,000 to $1 million.", "$500,000 to $1 million", 500000, 1e6, None, None),
        ("It cost 15 dollars and 40 cents.", "15 dollars and 40 cents", 15.4, 15.4, None, None),
        ("Canada paid $35 million to Canadian farmers.", "$35 million", 35e6, 35e6, "CAD", "inferred"),
        ("India paid Rs 500 crore to Indian farmers.", "Rs 500 crore", 5e9, 5e9, "INR", "inferred"),
        ("It cost 646 million yuan.", "646 million yuan", 646e6, 646e6, "CNY", "stated"),
        ("It cost millions of euros.", "millions of euros", None, None, "EUR", "stated"),
    ],
)
def test_money(annotated: Annotated, sentence: str, text: str, low: float, high: float, currency: str | None, basis: str | None) -> None:
    (row,) = read(annotated, sentence)
    assert (row.text, row.value_min, row.value_max, row.currency, row.currency_basis) == (text, low, high, currency, basis)
    assert row.dimension == "currency"


def test_one_price_in_two_currencies_is_no_range(annotated: Annotated) -> None:
    rows = read(annotated, "The mill cost US$20 million or C$27 million, others $5 or $6.")
    assert [(row.text, row.value_min, row.value_max, row.currency) for row in rows] == [
        ("US$20 million", 20e6, 20e6, "USD"),
        ("C$27 million", 27e6, 27e6, "CAD"),
        ("$5 or $6", 5, 6, None),
    ]


def test_a_letter_before_a_sum_is_money_and_before_a_bare_number_none(annotated: Annotated) -> None:
    rows = read(annotated, "The state spent N40 million, a fine is R2,500, and lorries on the N1 and R300 carry N95 masks.")
    assert [(row.text, row.value_min, row.currency) for row in rows] == [("N40 million", 40e6, "NGN"), ("R2,500", 2500, "ZAR")]


def test_the_fraction_of_another_count_is_not_added_to_the_one_before_it(annotated: Annotated) -> None:
    rows = read(annotated, "Half of the 900 nurses and two-thirds of the cooks were ill.")
    assert [(row.text, row.value_min) for row in rows] == [("Half", 0.5), ("900", 900), ("two-thirds", 0.666666666666667)]


def test_small_change_is_a_unit_of_its_own(annotated: Annotated) -> None:
    (row,) = read(annotated, "The stamp costs 70 pence.")
    assert (row.value_min, row.unit, row.currency) == (70, "penny", "GBP")


def test_dollars_are_those_of_the_dateline_and_the_agency(annotated: Annotated) -> None:
    article = annotated("The mill will get $35 million for repairs.")
    of = lambda **given: quantities.extract(Reading(article.article._replace(**given), article.segments, article.passages))["quantities"][0]  # noqa: E731
    assert of().currency is None
    assert of(dateline="OTTAWA, Canada").currency == "CAD"
    assert of(agencies=["The Canadian Press"]).currency == "CAD"
    assert of(agencies=["Reuters"]).currency == "USD"


def test_the_dollar_that_is_marked_is_not_the_unmarked_one(annotated: Annotated) -> None:
    rows = read(annotated, "Canada gave $2 million and the United States, an American official in Washington said, US$9 million.")
    assert [row.currency for row in rows] == ["CAD", "USD"]


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("The army shot down 12 small Vostanian drones on the way.", "small Vostanian drones"),
        ("Thousands of angry farmers blocked the road.", "angry farmers"),
        ("About 20 per cent of the island's oil wells are dry.", "island's oil wells"),
        ("They seized 20 kg of cocaine.", "cocaine"),
        ("The mayor met 200 pregnant and lactating women.", "pregnant and lactating women"),
        ("The 15-member council met.", "member"),
        ("The talks took five hours.", "hours"),
        ("It cost $5.", None),
        ("About one in three or so left.", None),
    ],
)
def test_what_is_counted(annotated: Annotated, sentence: str, counted: str | None) -> None:
    (row,) = read(annotated, sentence)
    assert row.counted == counted


@pytest.mark.parametrize(
    "sentence",
    [
        "An F-16 and a Mk41 stood beside the Boeing 737 on Highway 401.",
        "The G20 met in Room 12 about Title 42 and Bill 21.",
        "The Otters beat the Herons 3-2, then lost 4-5.",
        "Call 416-555-0134 or +44 20 5550 1234.",
        "Write to 100 Birch Street.",
        "The 65-year-old man and Ada Quill, 45, of Norvale, waited; both are over 40 years old.",
        "One of them said no one else had one.",
        "The router is at 10.0.0.1 with version 2.0 of the software.",
        "The twenty-first guest came second.",
        "The first half of the game was quiet.",
        "A four-star general spoke.",
        "They left at 8:55 and again at 5 p.m.",
        "It was built in 1987 and burned in 2003.",
        "The 2009-10 season and section 3(1) matter to 401(k) plans.",
        "They filmed in 4K near room 7 of the museum.",
        "Call 911 if you see him, and dial 112 abroad.",
        "He phoned 999.",
        "Call 101 quoting reference number 24000, or contact police on 101, quoting reference 331.",
        "Ring the helpline on 116 123, free of charge.",
        "The 988 hotline is open, and a 211 helpline opened.",
        "The 911 caller hung up on a 911 dispatcher.",
        "Statewide 211 callers asked for food.",
        "Witnesses can call 1800 555 019, or the station on 055 5550 123.",
        "They play on Court 3.",
        "At noon: 4 Orvane (17-5) vs. Tessil (16-6).",
        "They waited two hours and a half.",
        "Call Crime Stoppers at (555) 288-STOP or 1-800-555-TIPS.",
        "Guards held men aged between 18 and 56, and women aged 28-30.",
        "Leaders were dismayed over the ruling over 2011 flooding.",
    ],
)
def test_what_is_no_amount(annotated: Annotated, sentence: str) -> None:
    assert texts(read(annotated, sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("It yields between 1.2 and 1.5 million tonnes.", [("1.2 and 1.5 million tonnes", 1.2e6, 1.5e6, "tonne")]),
        ("The rate went from 5 to 7 per cent.", [("5", 5, 5, "percent"), ("7 per cent", 7, 7, "percent")]),
        (
            "They ran 5, 10 and 15 kilometres.",
            [("5", 5, 5, "kilometre"), ("10", 10, 10, "kilometre"), ("15 kilometres", 15, 15, "kilometre")],
        ),
        ("The road is 5 or 50 kilometres long.", [("5", 5, 5, "kilometre"), ("50 kilometres", 50, 50, "kilometre")]),
        ("It paid 2 and 3 million euros.", [("2", 2e6, 2e6, "euro"), ("3 million euros", 3e6, 3e6, "euro")]),
        ("The family of two and 3 million others fled.", [("two", 2, 2, None), ("3 million", 3e6, 3e6, None)]),
        ("He paid $5 and 12 oranges.", [("$5", 5, 5, "dollar"), ("12", 12, 12, None)]),
        ("It holds 13.5-17 tons or $9M-11M.", [("13.5-17 tons", 13.5, 17, "ton"), ("$9M-11M", 9e6, 11e6, "dollar")]),
        ("It was cut from 7 to 5 per cent.", [("7", 7, 7, "percent"), ("5 per cent", 5, 5, "percent")]),
        ("It holds 900 to 1.2 million bees.", [("900 to 1.2 million", 900, 1.2e6, None)]),
    ],
)
def test_what_stands_once_belongs_to_all(annotated: Annotated, sentence: str, rows: list[tuple[str, float, float, str | None]]) -> None:
    assert [(row.text, row.value_min, row.value_max, row.unit) for row in read(annotated, sentence)] == rows


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Shares rose 6 pence to 388 pence.", ["6 pence", "388 pence"]),
        ("The rate went from 5 per cent to 7 per cent.", ["5 per cent", "7 per cent"]),
        ("Rates rose by 5% to 7%.", ["5% to 7%"]),
        ("He paid $10,000, about £8,000, for 2,000 shares.", ["$10,000", "£8,000", "2,000"]),
        ("They lost 12 F-35 jets.", ["12"]),
        ("The firm owns 1.2m homes and a 1.2m fence.", ["1.2m", "1.2m"]),
        ("A $1.5-billion deal and a somebody's $5 bill.", ["$1.5-billion", "$5"]),
        ("In 2019, 300 people came.", ["300"]),
    ],
)
def test_spans(annotated: Annotated, sentence: str, found: list[str]) -> None:
    assert texts(read(annotated, sentence)) == found


def test_an_m_is_a_metre_or_a_million(annotated: Annotated) -> None:
    homes, fence = read(annotated, "The firm owns 1.2m homes and a 1.2m fence.")
    assert (homes.value_min, homes.unit) == (1200000, None)
    assert (fence.value_min, fence.unit) == (1.2, "metre")


def test_pounds_are_money_or_a_weight_by_what_the_sentence_speaks_of(annotated: Annotated) -> None:
    rows = read(annotated, "He was paid ten pounds. The proven calf weighs ninety pounds.")
    assert [(row.text, row.dimension) for row in rows] == [("ten pounds", "currency"), ("ninety pounds", "mass")]


def test_degrees_are_of_an_angle_unless_something_is_warm_or_cold(annotated: Annotated) -> None:
    rows = read(annotated, "The proven dish turns 45 degrees. It cooled to 4 degrees.")
    assert [(row.text, row.dimension) for row in rows] == [("45 degrees", "angle"), ("4 degrees", "temperature")]


def test_over_a_period_is_no_comparison(annotated: Annotated) -> None:
    rows = read(annotated, "It grew over three days, worked for over three years and cost over 30 lives.")
    assert [(row.text, row.modifier) for row in rows] == [("three", "exact"), ("three", "more_than"), ("30", "more_than")]


def test_nothing_lies_inside_a_date_but_numbers_of_durations_count(annotated: Annotated) -> None:
    article = annotated("The strike began two weeks ago and lasted five days.")
    spans = [(article.source_text.index(words), words, kind) for words, kind in (("two weeks ago", "DATE"), ("five days", "DURATION"))]
    article.times = Layer(TimeSpan(start, start + len(words), kind) for start, words, kind in spans)
    assert [(row.text, row.counted) for row in quantities.extract(article)["quantities"]] == [("five", "days")]


def test_what_is_counted_stands_once_for_a_list(annotated: Annotated) -> None:
    rows = read(annotated, "They pleaded guilty to four and six counts.")
    assert [(row.text, row.counted) for row in rows] == [("four", "counts"), ("six", "counts")]


def test_a_candidate_that_could_not_be_read_blocks_amounts(annotated: Annotated) -> None:
    article = annotated("The form of 07-Feb-2025 has 12 pages.")
    start = article.source_text.index("07-Feb")
    article.times = Layer([TimeSpan(start, start + len("07-Feb-2025"), "")])
    assert texts(quantities.extract(article)["quantities"]) == ["12"]


@pytest.mark.parametrize(
    ("sentence", "name", "kind", "found"),
    [
        ("We read 13 Hours of Fog and 2 papers.", "13 Hours of Fog", "WORK_OF_ART", ["2"]),
        ("The rapper 50 Cent sang 12 songs.", "50 Cent", "PERSON", ["12"]),
        ("They make An-70 cargo planes in 2 plants.", "An-70", "PRODUCT", ["2"]),
        ("Sign up for Radio 6 text alerts.", "Radio 6", "ORG", ["6"]),
        ("They met 15 Vostanians.", "15 Vostanians", "NORP", ["15"]),
        ("Shares fell to RM3.10 in Orvane.", "RM3.10", "PRODUCT", ["RM3.10"]),
        ("The model A4 rolls on 4 tyres.", "A4", "PRODUCT", ["4"]),
    ],
)
def test_no_amount_lies_in_a_name(annotated: Annotated, sentence: str, name: str, kind: str, found: list[str]) -> None:
    article = annotated(sentence)
    passage = article.passages[0]
    start = article.source_text.index(name)
    first, last = passage.tokens_of(start - passage.start, start - passage.start + len(name))
    article.names = Layer([Name(start, start + len(name), kind, 0, first, last)])
    assert texts(quantities.extract(article)["quantities"]) == found


def test_each_row_says_what_made_it(annotated: Annotated) -> None:
    article = annotated("Dozens of farmers sold 5 to 7 tonnes for half the price.")
    rows = quantities.extract(article)["quantities"]
    assert [article.reasons["quantities", row.char_start, row.char_end] for row in rows] == [
        "vague count", "range measure", "fraction count",
    ]  # fmt: skip
    assert [item.row for item in article.quantities] == rows


def test_rows_point_at_their_text_and_carry_their_sentence(annotated: Annotated) -> None:
    article = annotated("Two boats sank.\n\nRescuers saved 31 people. Fog hid 3 boats.")
    rows = quantities.extract(article)["quantities"]
    assert [(row.text, row.sentence) for row in rows] == [
        ("Two", "Two boats sank."),
        ("31", "Rescuers saved 31 people."),
        ("3", "Fog hid 3 boats."),
    ]
    for row in rows:
        assert article.source_text[row.char_start : row.char_end] == row.text
        assert row.quantity_id == digest("quantity", row.article_id, row.char_start, row.char_end)
        assert row.in_body


_PIECES = st.sampled_from(
    [
        "one",
        "two",
        "hundred",
        "million",
        "dozens",
        "of",
        "several",
        "a",
        "few",
        "$",
        "£",
        "US$",
        "€",
        "5",
        "1,000",
        "2.5",
        "3/4",
        "½",
        "-",
        "–",
        "to",
        "and",
        "between",
        "from",
        "per",
        "cent",
        "%",
        "km",
        "°",
        "C",
        "feet",
        "inches",
        "pounds",
        "dollars",
        "cents",
        "Canadian",
        "US",
        "people",
        "drones",
        "half",
        "more",
        "than",
        "up",
        "about",
        "or",
        ".",
        ",",
        "(",
        ")",
        "'",
        '"',
        "#",
        "No.",
        "2019",
        "May",
        "F-16",
        "\u202f",
        "\xa0",
        "won",
        "kr",
        "p",
        "m",
        "bn",
    ]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_PIECES, min_size=1, max_size=40).map(" ".join) | st.lists(_PIECES, min_size=1, max_size=20).map("".join))
def test_any_text_gives_sound_rows(annotated: Annotated, text: str) -> None:
    article = annotated(text)
    end = 0
    for row in quantities.extract(article)["quantities"]:
        assert end <= row.char_start < row.char_end
        assert article.source_text[row.char_start : row.char_end] == row.text
        assert (row.value_min is None) == (row.value_max is None)
        if row.value_min is not None and row.value_max is not None:
            assert row.value_min <= row.value_max
            assert row.value_min == row.value_max or row.modifier == "between"
        assert (row.currency is None) == (row.currency_basis is None)
        assert row.counted is None or row.counted in article.source_text
        end = row.char_end


def test_the_same_article_gives_the_same_rows(annotated: Annotated) -> None:
    article: Any = annotated("Ottawa gave $5 million, or 40 per cent, to 12 towns.")
    assert quantities.extract(article)["quantities"] == quantities.extract(article)["quantities"]


def test_a_sentence_without_end_is_left_alone(annotated: Annotated) -> None:
    assert read(annotated, "12 apples " * 500) == []
