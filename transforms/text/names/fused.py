"""Spans in which two names run into each other: a body and who belongs to it, a couple, two countries.

"Orlin centre Ann Roe" is a team and a player, "Orlin Rovers and Ann Roe" a team and somebody, "Ann Roe-Joe Doe" two people.
"""

from collections.abc import Sequence

from transforms.text.lexicon import titles
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.names.spans import Part, Span, key_of
from transforms.text.names.wording import SURE_PLACES, is_full_name
from transforms.text.reading.passage import Passage

_NOUNS = frozenset(("NN", "NNS"))
_HYPHENS = frozenset(("-", "–"))
_NAMED = frozenset(("ORG", "PER", "MISC", "LOC"))


def parts(passage: Passage, words: Sequence[str], span: Span) -> list[Part] | None:
    """Return the names that run into each other in ``span``, whose tokens are ``words``, each with its label; None for one name."""
    if span.label not in _NAMED or len(words) < 3:
        return None
    return _around_noun(passage, words, span) or _and_somebody(words, span) or _with_member(words, span) or _hyphenated(words, span)


def _around_noun(passage: Passage, words: Sequence[str], span: Span) -> list[Part] | None:
    """Return the names before and behind an ordinary noun for a person or a firm ("Orlin centre Ann Roe", "Zorvat parent Orlin"); other nouns may be
    part of a name ("Orlin state Senate").
    """
    for i in range(1, len(words) - 1):
        if not (words[i].islower() and passage.tags[span.first + i] in _NOUNS and words[i + 1][:1].isupper()):
            continue
        begin = i
        while begin > 1 and words[begin - 1].islower() and passage.tags[span.first + begin - 1] in _NOUNS:
            begin -= 1
        of_people = _is_for_people(words[i])
        if not words[begin - 1][:1].isupper() or not (of_people or words[i] in listed("traders") or words[i] in listed("belonging")):
            continue
        known = lexicon().lowered.get(span.key[:begin], "")
        left = "LOC" if known in SURE_PLACES or known.startswith("town") else "ORG"
        return [(0, begin, left), (i + 1, len(words), "PER" if of_people else "ORG")]
    return None


def _is_for_people(noun: str) -> bool:
    return noun in listed("players") or not titles.of(noun).kinds.isdisjoint(("office", "role", "person", "kin"))


def _and_somebody(words: Sequence[str], span: Span) -> list[Part] | None:
    """Return the body and the person in full that "and" joins to it ("Orlin Rovers and Ann Roe"), not what two people are called by ("Ann and Joe
    Roe").
    """
    if span.label != "ORG" or span.key.count("and") != 1:
        return None
    i = span.key.index("and")
    if not i or words[0] in lexicon().given or not is_full_name(words[i + 1 :]):
        return None
    return [(0, i, "ORG"), (i + 1, len(words), "PER")]


def _with_member(words: Sequence[str], span: Span) -> list[Part] | None:
    """Return the organisation of the lists, in two words or more, and the person in full right behind it ("Orlin Rovers Ann Roe")."""
    known = lexicon().lowered
    for i in range(2, len(words) - 1):
        if known.get(span.key[:i]) == "known" and known.get(span.key) != "known" and is_full_name(words[i:]):
            return [(0, i, "ORG"), (i, len(words), "PER")]
    return None


def _hyphenated(words: Sequence[str], span: Span) -> list[Part] | None:
    """Return the two people in full, or the two countries, that a hyphen joins: "Ann Roe-Joe Doe", "Norway-Sweden"."""
    i = next((i for i, word in enumerate(words) if word in _HYPHENS), 0)
    if not i or i == len(words) - 1:
        return None
    if span.label == "PER" and is_full_name(words[:i]) and is_full_name(words[i + 1 :]):
        return [(0, i, "PER"), (i + 1, len(words), "PER")]
    known = lexicon().lowered
    countries = all(known.get(key_of(words[low:high])) == "country" for low, high in ((0, i), (i + 1, len(words))))
    whole = span.key in known or ("".join(span.key),) in known  # "Guinea-Bissau"
    return [(0, i, "LOC"), (i + 1, len(words), "LOC")] if countries and not whole else None
