"""Noun phrases that are a role: one that ends before a token, and one that begins at a token."""

from typing import NamedTuple

from transforms.text.lexicon import calendar, titles
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.lexicon.titles import is_office
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage


class Role(NamedTuple):
    """A role as written: source offsets, and the organisation it is in, where the text names one."""

    start: int
    end: int
    organisation: str | None


FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
"""Tags of verbs that make a phrase a sentence."""
_LONGEST_BEFORE = 9
_LONGEST_AFTER = 22
_NOUN = frozenset(("NN", "NNS", "NNP", "NNPS"))
_BEFORE_TAGS = _NOUN | {"JJ", "HYPH", "AFX", "VBG", "VBN", "JJS", "JJR"}
_OFFICE_TAGS = _NOUN | {"JJ", "VB"}
_AFTER_TAGS = _BEFORE_TAGS | {"POS", "CD", "RB", "DT", "CC", "PRP$", "IN"}
_PLURAL = frozenset(("NNS", "NNPS"))
_LINKS = frozenset(("of", "for", "at", "with", "in", "to", "on"))
_MEMBERSHIP = frozenset(("of", "for", "at", "with"))
_TRAILING = _LINKS | {"and", "or", "the", "a", "an"}
_DETERMINERS = frozenset(("the", "a", "an", "its", "his", "her", "their"))
_MARKS = frozenset((",", ";", "—", "–", ")", "(", '"', "“", "”", ":", ".", "!", "?"))
_ASIDES = listed("asides") | {*calendar.MONTHS, *calendar.WEEKDAYS, *calendar.DAY_WORDS}
_OPENERS = frozenset(("who", "which", "that", "where", "when", "whose", "but", "after", "before", "while", "as", "because", "if"))
"""Words that open a clause behind a role."""


def ending(reading: Reading, passage: Passage, last: int, attached: bool) -> Role | None:
    """Return the noun phrase with an office that ends before token ``last``; ``attached``: a name follows it without a comma."""
    if not last:
        return None
    words, tags = passage.words, passage.tags
    last = _before_address(passage, last) if attached else last
    behind = last
    if attached and last > 1 and words[last - 1] == "." and titles.is_shortened(words[last - 2]):
        last -= 1
    low = max(passage.sentences[passage.sentence[last - 1]][0], last - _LONGEST_BEFORE)
    first = _beginning(reading, passage, low, last, attached)
    while first < last and (words[first] in ("-", "/", "&") or tags[first] in ("VBG", "VBN")):
        first += 1
    first = _whole_name(reading, passage, first, low)
    if not any(is_office(words[i]) and (i == last - 1 or passage.lower[i + 1] in _LINKS) for i in range(first, last)):
        return None
    organisation = _organisation(reading, passage, first, last)
    if organisation is None and first and words[first - 1] in ("'s", "’s", "'", "’"):
        owner = reading.name_at(passage.start + passage.starts[first - 1] - 1)
        if owner is not None and owner.entity_type == "ORG":
            organisation = reading.source_text[owner.start : owner.end]
    return Role(*passage.source_span(first, behind), organisation)


def _whole_name(reading: Reading, passage: Passage, first: int, low: int) -> int:
    """Return the token, not before ``low``, at which the name begins that goes on at token ``first`` ("Sri Lankan President"), else ``first``."""
    name = reading.name_at(passage.start + passage.starts[first]) if first < len(passage) else None
    inside = name is not None and name.entity_type != "PERSON" and low <= name.first < first
    return name.first if name is not None and inside else first


def _before_address(passage: Passage, last: int) -> int:
    """Return the token behind the role that ends before token ``last``, without a form of address behind it ("Health Minister Dr. Roe")."""
    end = last - 1 if last > 1 and passage.words[last - 1] == "." else last
    return end - 1 if end > 1 and "address" in titles.of(passage.words[end - 1]).kinds else last


def _beginning(reading: Reading, passage: Passage, low: int, last: int, attached: bool) -> int:
    """Return the first token, not before ``low``, of the noun phrase that ends before ``last``; ``last`` where it can be no role."""
    first, office, reached = last, False, last
    for i in range(last - 1, low - 1, -1):
        if _ends_role(reading, passage, i):
            break
        named = is_office(passage.words[i])
        if i == last - 1 and (
            passage.lower[i] in _LINKS or passage.tags[i - 1 : i] == ["TO"]
        ):  # "best actor for Ann Roe", "to suspect Ann Roe"
            return last
        if named or passage.tags[i] in _BEFORE_TAGS:
            if i == last - 1 and attached and (not named or passage.tags[i] in _PLURAL):
                return last
            first, office = i, office or named
        elif reached != i + 1 or not _is_link(passage, i, low, office):
            break
        reached = i
    return first


def _ends_role(reading: Reading, passage: Passage, i: int) -> bool:
    """Return whether a role that stands behind token ``i`` begins after it: at a dash, a day, a quality, an address, a person or a participle."""
    plain, tag = passage.words[i].casefold(), passage.tags[i]
    if i and plain == "-" and passage.spaces[i - 1]:  # "FILE - Mayor Jane Roe": a dash
        return True
    if plain in _ASIDES or plain in listed("qualities") or "address" in titles.of(plain).kinds or _is_person(reading, passage, i):
        return True
    return tag in ("VBG", "VBN") and plain not in listed("verbal") and "-" not in plain


def _is_person(reading: Reading, passage: Passage, i: int) -> bool:
    name = reading.name_at(passage.start + passage.starts[i])
    return name is not None and name.entity_type == "PERSON"


def _is_link(passage: Passage, i: int, low: int, office: bool) -> bool:
    """Return whether token ``i`` links what stands after it to an office before it."""
    plain = passage.lower[i]
    if plain in ("-", "/", "&"):
        return True
    if i - 1 < low:
        return False
    if plain in ("of", "for"):
        return _reaches_office(passage, i - 1, low)
    if plain == "the":
        return passage.lower[i - 1] in ("of", "for") and i - 2 >= low and is_office(passage.words[i - 2])
    return plain == "and" and office and is_office(passage.words[i - 1])


def _reaches_office(passage: Passage, i: int, low: int) -> bool:
    """Return whether an office stands among the nouns that end with token ``i``."""
    while i >= low and passage.tags[i] in _NOUN:
        if is_office(passage.words[i]):
            return True
        i -= 1
    return False


def starting(reading: Reading, passage: Passage, first: int, closing: str) -> Role | None:
    """Return the noun phrase with an office that begins at token ``first`` and ends before ``closing`` or the sentence's end."""
    last = _end(passage, first, closing)
    office = -1 if any(passage.tags[i] in FINITE for i in range(first, last)) else _office(reading, passage, first, last)
    if office < 0:
        return None
    while last > first and passage.lower[last - 1] in _TRAILING:
        last -= 1
    last = max(last, office + 1)
    return Role(*passage.source_span(first, last), _organisation(reading, passage, first, last))


def _end(passage: Passage, first: int, closing: str) -> int:
    """Return the token before which a phrase that begins at ``first`` ends."""
    last = first
    while last < min(len(passage), first + _LONGEST_AFTER):
        word = passage.words[last]
        if word == closing or word in _MARKS or passage.lower[last] in _OPENERS or (passage.sentence_starts[last] and last > first):
            break
        last += 1
    return last


def _office(reading: Reading, passage: Passage, first: int, last: int) -> int:
    """Return the token of the office that a phrase names before any "of", "for" or the like; -1 where another noun or a name stands there."""
    for i in range(first, last):
        word, tag = passage.words[i], passage.tags[i]
        if is_office(word) and tag in _OFFICE_TAGS:
            return -1 if i + 1 < len(passage) and _is_person(reading, passage, i + 1) else i
        if passage.lower[i] in _LINKS or tag not in _AFTER_TAGS or _is_person(reading, passage, i):
            return -1
    return -1


def _organisation(reading: Reading, passage: Passage, first: int, last: int) -> str | None:
    """Return the organisation named between the tokens: a named one, else a common one after "of", "for", "at", "with"."""
    low, high = passage.source_span(first, last)
    for name in reading.names.overlapping(low, high):
        if name.entity_type == "ORG" and low <= name.start and name.end <= high:
            return reading.source_text[name.start : name.end]
    for i in range(first + 1, last - 1):
        if passage.lower[i] in _MEMBERSHIP:
            begin = i + 1
            while begin < last and passage.lower[begin] in _DETERMINERS:
                begin += 1
            end = begin
            while end < last and (passage.tags[end] in _NOUN or passage.tags[end] in ("JJ", "HYPH", "POS")):
                end += 1
            if end > begin and "body" in lexicon().cues.get(passage.lower[end - 1], ()):
                start, end = passage.source_span(begin, end)
                return reading.source_text[start:end]
    return None
