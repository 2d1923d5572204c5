"""Numbers in digits and words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.text.lexicon import numbers, numerals
from transforms.text.lexicon.numerals.tokens import Tokens
from transforms.text.lexicon.numerals.words import cardinal, part


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7), ("1,250", 1250), ("12,34,567", 1234567), ("1 250 000", 1250000), ("40\u202f000", 40000), ("3.75", 3.75), (".5", 0.5),
        ("7,50", 7.5), ("-4.5", -4.5), ("minus six", -6), ("2.5e3", 2500), ("1.5x10^-3", 0.0015), ("2^10", 1024),
        ("8.2 million", 8200000), ("3 bn", 3e9), ("20k", 20000), ("12 lakh", 1200000), ("two lakh crore", 2e12),
        ("seventeen", 17), ("forty-two", 42), ("a hundred", 100), ("three hundred and nine", 309), ("two thousand four hundred", 2400),
        ("thirty-one hundred", 3100), ("five million and six", 5000006), ("a dozen", 12), ("two dozen", 24), ("half a dozen", 6),
        ("six hundred and two thousand", 602000), ("three quarters of a million", 750000),
        ("half a million", 500000), ("half", 0.5), ("two-fifths", 0.4), ("one twenty-fifth", 0.04), ("a quarter million", 250000),
        ("two and three-quarter", 2.75), ("four and a half", 4.5), ("four and a half billion", 4.5e9), ("two million and a half", 2500000),
        ("one hundred and three quarters", 100.75),
        ("one hundred and forty-two fifths", 28.4), ("3/4", 0.75), ("2 1/4", 2.25), ("10½", 10.5), ("one in five", 0.2),
        ("seven out of ten", 0.7), ("1 in 20,000", 0.00005), ("two over three", 2 / 3), ("three point one four", 3.14),
        ("nought point five", 0.5), ("zero", 0),
    ],
)  # fmt: skip
def test_one_number(text: str, value: float) -> None:
    assert numerals.parse(text) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("forty and fifty", ["forty", "fifty"]),
        ("a $33 billion two-year plan", ["33 billion", "two"]),
        ("4 million and 30 others", ["4 million", "30"]),
        ("2 hundred and 3 hundred", ["2 hundred", "3 hundred"]),
        ("rooms 11,12,14", ["11", "12", "14"]),
        ("515 0000", ["515", "0000"]),
        ("a third man and a third of them", ["a third"]),
        ("in the next three quarters", ["three"]),
        ("three quarters of the members", ["three quarters"]),
        ("a fourth-quarter loss", []),
        ("a minute and a half", []),
        ("five in 2019", ["five", "2019"]),
        ("two in 10 days", ["two", "10"]),
        ("eleven out of ten", ["eleven", "ten"]),
        ("the twenty-first, the second, the 5th", []),
        ("an F-16, a Mk41, a 75ml flask", []),
        ("8:55, 5/17/2018, 555-0134, +44 20 5550 1234", []),
        ("10.0.0.1 and 3.2.1", []),
        ("9/11 and 24/7", []),
        ("https://example.org/12 @user99", []),
        ("100 millionths", ["100"]),
        ("Shares fell to - 10", ["10"]),
    ],
)
def test_numbers_in_text(text: str, found: list[str]) -> None:
    spans = numerals.find(text)
    assert [text[start:end] for start, end, _ in spans] == found


@pytest.mark.parametrize("text", ["", "many", "2 and 3", "twenty-first", "F-16", "1e999", "9" * 60, "0^-1"])
def test_what_is_no_number(text: str) -> None:
    assert numerals.parse(text) is None


def test_letters_beside_a_number_are_reported() -> None:
    assert [(n.glued_before, n.glued_after) for n in numerals.scan("x9 and 75ml and 8")] == [(True, False), (False, True), (False, False)]


@pytest.mark.parametrize(
    ("text", "behind", "value", "scale"),
    [
        ("seventeen", 1, 17, 1), ("two hundred nine", 3, 209, 1), ("two hundred and nine", 4, 209, 1), ("twelve hundred", 2, 1200, 1),
        ("two hundred and a half", 2, 200, 1), ("two hundred and three hundred", 2, 200, 1), ("4 thousand 321", 3, 4321, 1),
        ("4 thousand 21", 2, 4000, 1000), ("4 million and 30", 2, 4e6, 1e6), ("four million and thirty", 4, 4000030, 1),
        ("two lakh crore", 3, 2e12, 1e7), ("$33 billion two", 2, 33e9, 1e9), ("three dozen", 2, 36, 12), ("zero", 1, 0, 1),
        ("a thousand", 2, 1000, 1000),
    ],
)  # fmt: skip
def test_the_longest_cardinal(text: str, behind: int, value: float, scale: float) -> None:
    tokens = Tokens(text)
    assert cardinal(tokens, 0, len(tokens)) == (behind, value, scale)


@pytest.mark.parametrize("text", ["a thousands", "and", "hundred", "dozen", "million", "of"])
def test_words_that_begin_no_cardinal(text: str) -> None:
    tokens = Tokens(text)
    assert cardinal(tokens, 0, len(tokens)) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("half", (1, 0.5)), ("a third", (2, 1 / 3)), ("two thirds", (2, 2 / 3)), ("one thirds", None), ("two third", None),
        ("one hundred and three quarters", None), ("one hundred and forty-two fifths", (6, 28.4)), ("three forty-fifths", (3, 3 / 45)),
        ("quarter million", (1, 0.25)), ("quarter", None), ("third", None), ("two seconds", None), ("two", None),
        ("a two-second", None), ("three-quarter", (2, 0.75)),
        ("three quarter", None), ("two-third", (2, 2 / 3)), ("nine-hundredth", None), ("twenty-third", None), ("five-third", None),
    ],
)  # fmt: skip
def test_fractions_in_words(text: str, read: tuple[int, float] | None) -> None:
    tokens = Tokens(text)
    assert part(tokens, 0, len(tokens)) == read


def test_what_leaves_no_tokens() -> None:
    tokens = Tokens("www.example.org/9 @two +44 20 5550 1234, 555-0134, 8:55, 1.2.3, 9/11, 5/17/2018 and K, bn")
    assert [tokens[at].text for at in range(len(tokens))] == ["and"]


def test_scales_that_are_abbreviated_follow_their_digits() -> None:
    tokens = Tokens("5K, 5 K, 5 bn, 5  bn, 5   bn")
    assert [tokens.kind(at) for at in range(len(tokens))] == [
        "digits", "abbreviation", "digits", "digits", "abbreviation", "digits", "abbreviation", "digits",
    ]  # fmt: skip


@pytest.mark.parametrize("value", range(1, 100))
def test_ordinals_and_cardinals_of_the_table_agree(value: int) -> None:
    tens, unit = divmod(value, 10)
    if tens < 2 or not unit:
        (word,) = (word for word, known in numbers.ORDINALS.items() if known == value)
        (counted,) = (word for word, known in numbers.CARDINALS.items() if known == value)
    else:
        word = f"{numbers.TENS[tens - 2]}-{numbers.ORDINAL_UNITS[unit - 1]}"
        counted = f"{numbers.TENS[tens - 2]}-{numbers.UNITS[unit - 1]}"
    assert numbers.ordinal(word) == value
    assert numerals.parse(counted) == value


_PIECES = st.sampled_from(
    [
        "one",
        "two",
        "twenty",
        "hundred",
        "thousand",
        "million",
        "and",
        "a",
        "half",
        "third",
        "thirds",
        "quarter",
        "5",
        "1,000",
        ".5",
        "3/4",
        "½",
        "-",
        "over",
        "in",
        "out",
        "of",
        "point",
        "zero",
        "minus",
        "dozen",
        "k",
        "^",
        "e5",
        "x10^",
        ",",
        ".",
        ")",
        "(",
        "ten-fifteen",
        "\u202f",
        "\n",
    ]
)


@settings(max_examples=300)
@given(st.lists(_PIECES, max_size=30).map(" ".join) | st.text(max_size=60))
def test_spans_are_in_order_and_values_finite(text: str) -> None:
    end = 0
    for number in numerals.scan(text):
        assert end <= number.start < number.end <= len(text)
        assert number.value == number.value
        assert abs(number.value) != float("inf")
        end = number.end


@pytest.mark.parametrize("piece", ["1,", "one ", "one and ", "a half ", "999 ", "1-", "one over ", "hundred and ", "1^"])
def test_long_runs_take_linear_time(piece: str) -> None:
    numerals.scan(piece * 20_000)
