"""Addresses in text: whether a number is that of a house in a street."""

import functools
import re

from transforms.text.lexicon import data

_GREENS = ("gardens", "grove", "mews", "walk", "green", "row", "square", "close")
"""Words for streets that are more than streets: only behind a number and a name do they say one."""


@functools.cache
def _street() -> re.Pattern[str]:
    """Return the pattern of a street's name behind a house number: a point of the compass, up to three names, a word for a road."""
    (words,) = [words.split() for name, words in data.table("places/cues.tsv") if name == "roads"]
    roads = "|".join(re.escape(word.capitalize()) for word in sorted([*words, *_GREENS], key=lambda word: (-len(word), word)))
    compass = r"(?:[NS]?\.?[EW]\.?|[NS]\.?|North|South|East|West)\s"
    return re.compile(rf"(?:-?[A-Z])?\s(?:{compass})?(?:[A-Z][\w'.\u2019-]{{0,20}}\s|\d{{1,3}}(?:st|nd|rd|th)\s){{1,3}}(?:{roads})(?!\w)")


def is_house_number(text: str, end: int) -> bool:
    """Return whether a street's name stands behind the number that ends at offset ``end``.

    >>> is_house_number("at 2417 Birch Place", 7), is_house_number("100 N. 4th Ave.", 3), is_house_number("12 Birch trees", 2)
    (True, True, False)
    """
    return _street().match(text, end) is not None
