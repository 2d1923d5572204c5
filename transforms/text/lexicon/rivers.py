"""Rivers that are called without their word: "the Mississippi" is the river, "Mississippi" the state."""

import functools
from collections.abc import Sequence

from transforms.text.lexicon import countries, gazetteer

_NO_RIVER = ("NN", "JJ", "CD", "HY")
"""How the tags begin of what a name with "the" before it only describes ("the Ohio governor", "the Ohio-based firm")."""
_WORDS = ("river", "rivers")
_BEFORE = ("the", "and", "or")
_ALONG = frozenset(("across", "along", "down", "on", "up"))
"""Prepositions behind which a river with an article is meant, though a country has one, too ("along the Congo")."""


def called(lower: Sequence[str], tags: Sequence[str], first: int, last: int) -> str:
    """Return the folded name of the river that the words ``first:last`` of a text mean by themselves, nothing where they mean none: behind "the", or
    beside such a name ("the Ohio and Missouri"), before nothing that they describe, or before "rivers". ``lower`` are the text's words in lower
    case, ``tags`` their parts of speech.

    >>> words, tags = ["down", "the", "ohio", "and", "the", "ohio", "law"], ["IN", "DT", "NNP", "CC", "DT", "NNP", "NN"]
    >>> called(words, tags, 2, 3), called(words, tags, 5, 6)
    ('ohio river', '')
    """
    behind = lower[last] if last < len(lower) else ""
    if not first or not (behind in _WORDS or lower[first - 1] in _BEFORE):
        return ""
    river = _river(gazetteer.fold(" ".join(lower[first:last])))
    if not river or behind in _WORDS:
        return river
    if behind == "of" or (behind and tags[last].startswith(_NO_RIVER)):
        return ""
    if lower[first - 1] != "the":
        return river if first > 1 and called(lower, tags, first - 2, first - 1) else ""
    return "" if " ".join(lower[first:last]) in _with_article() and not _ALONG.intersection(lower[first - 2 : first - 1]) else river


@functools.lru_cache(maxsize=4096)
def _river(name: str) -> str:
    """Return the folded name of the river that is called by the folded ``name`` and a word for rivers, where the lists have one."""
    forms = (f"{name} river", f"river {name}")
    return next(
        (form for form in forms if any(spot.feature == "water" and not spot.geonames_id for spot in gazetteer.load().find(form))), ""
    )


@functools.cache
def _with_article() -> frozenset[str]:
    """Return the words that the names of countries hold behind "of the" ("Republic of the Congo"), in lower case."""
    names = (name.lower() for country in countries.countries().values() for name in country.own_names)
    return frozenset(name.partition(" of the ")[2] for name in names if " of the " in name)
