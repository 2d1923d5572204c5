"""Names that are words of the calendar: a woman called April is a person, and April without her is no name at all."""

import itertools
from collections.abc import Sequence

from transforms.text.lexicon import calendar, titles
from transforms.text.lexicon.folding import fold
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.lexicon.verbs import lemma
from transforms.text.names.spans import Key, Span, key_of, of_tokens, taken
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_SUBJECT = frozenset(("nsubj", "nsubjpass"))
_DAYS = frozenset((*calendar.MONTHS, *calendar.WEEKDAYS))
_POSSESSIVE = frozenset(("'s", "’s"))


def is_calendar(key: Key) -> bool:
    """Return whether ``key`` is a weekday, a month or a time zone alone: a mention of one that is no person and no place is none.

    >>> is_calendar(("tuesday",)), is_calendar(("gmt",)), is_calendar(("april", "fools"))
    (True, True, False)
    """
    return len(key) == 1 and (key[0] in _DAYS or key[0] in calendar.ZONES_ALONE)


def settled(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans``, in order, with the months that are given names as part of the names behind them ("June Castle"), and without the months
    and weekdays that say when: before a name, or behind one ("met in the Rose Garden Wednesday", "By Ann Roe December 22").
    """
    result: list[Span] = []
    for span in spans:
        passage = reading.passages[span.passage]
        if span.key[0] in _DAYS and says_when(passage, span.first) and not _is_bound(passage, span.first):
            if len(span.key) == 1:
                continue
            if span.label == "PER":
                span = of_tokens(reading, span.passage, span.first + 1, span.last, "PER", span.key[1:], span.rule)
        least = 3 if span.label == "ORG" else 2  # "Sheffield Wednesday" keeps its day
        if span.label != "MISC" and len(span.key) >= least and span.key[-1] in calendar.WEEKDAYS:
            span = of_tokens(reading, span.passage, span.first, span.last - 1, span.label, span.key[:-1], span.rule)
        if span.label in ("PER", "ORG") and len(span.key) > 2 and _ends_in_date(passage, span):
            span = of_tokens(reading, span.passage, span.first, span.last - 1, span.label, span.key[:-1], span.rule)
        before = span.first - 1
        alone = not result or result[-1].passage != span.passage or result[-1].last <= before
        if span.label == "PER" and alone and _is_given(passage, before) and (_is_bound(passage, before) or not says_when(passage, before)):
            span = of_tokens(reading, span.passage, before, span.last, "PER", (passage.lower[before], *span.key), "month as a given name")
        result.append(span)
    return result


def _ends_in_date(passage: Passage, span: Span) -> bool:
    """Return whether the last word of the span is the month of the day behind it: "Ann Roe December 22, 2023"."""
    return span.key[-1] in calendar.MONTHS and passage.words[span.last : span.last + 1] != [] and passage.words[span.last].isdigit()


def _is_bound(passage: Passage, i: int) -> bool:
    """Return whether token ``i`` is a month and part of the name that goes on behind it: "in August Wilson's home town", not "in August
    Wilson moved".
    """
    return passage.lower[i] in calendar.MONTHS and passage.deps[i] == "compound" and passage.heads[i] == i + 1


def _is_given(passage: Passage, i: int) -> bool:
    """Return whether token ``i`` is a month that people are called by, written with a capital."""
    return i >= 0 and passage.words[i].istitle() and passage.lower[i] in listed("given_months")


def says_when(passage: Passage, i: int) -> bool:
    """Return whether the month or weekday at token ``i`` says when: after "in", "last" or the like, or before a number."""
    if i and passage.lower[i - 1] in listed("before_date"):
        return True
    return i + 1 < len(passage) and passage.words[i + 1][:1].isdigit()


def alone(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return the people outside ``spans`` whom a month or weekday names: before a surname ("June Castle"), after a title ("Mrs. March"), with an
    age ("April, 34,"), or as a person of the article does something ("April said").
    """
    people = {word for span in spans if span.label == "PER" and len(span.key) > 1 for word in (span.key[0], span.key[-1]) if word in _DAYS}
    found = []
    for passage, busy in zip(reading.passages, taken(reading, spans), strict=True):
        for i in itertools.compress(range(len(passage)), map(_DAYS.__contains__, passage.lower)):
            if i in busy:
                continue
            if i + 1 not in busy and _is_full_name(passage, i):
                found.append(of_tokens(reading, passage.index, i, i + 2, "PER", key_of(passage.words[i : i + 2]), "month as a given name"))
            elif _is_person(passage, i, people):
                found.append(of_tokens(reading, passage.index, i, i + 1, "PER", (passage.lower[i],), "month or weekday as a person"))
    return found


def _is_full_name(passage: Passage, i: int) -> bool:
    """Return whether the month at token ``i`` and a known surname behind it are a person's name."""
    if i + 1 >= len(passage) or not _is_given(passage, i) or says_when(passage, i) or passage.is_title_case or passage.is_shouting:
        return False
    surname = fold(passage.words[i + 1])
    known = surname in lexicon().family and "event" not in lexicon().cues.get(surname.lower(), ())
    return known and passage.tags[i + 1] == "NNP" and passage.heads[i] == i + 1


def _is_person(passage: Passage, i: int, people: set[str]) -> bool:
    """Return whether the month or weekday at token ``i`` is a person; ``people``: such words that are part of a person's name in the article."""
    if not passage.words[i].istitle() or says_when(passage, i):
        return False
    if i and passage.words[i - 1].istitle() and "honorific" in titles.of(passage.lower[i - 1]).kinds:
        return True
    if _is_given(passage, i) and _has_age(passage, i):
        return True
    return passage.lower[i] in people and not passage.is_title_case and not passage.is_shouting and _acts(passage, i)


def _has_age(passage: Passage, i: int) -> bool:
    """Return whether token ``i`` stands before an age in commas."""
    words = passage.words[i + 1 : i + 4]
    return len(words) == 3 and words[0] == words[2] == "," and words[1].isdigit() and len(words[1]) < 3


def _acts(passage: Passage, i: int) -> bool:
    """Return whether token ``i`` does what people do, or has relatives."""
    if passage.deps[i] in _SUBJECT:
        verb = passage.heads[i]
        return passage.is_verb(verb) and (passage.deps[i] == "nsubjpass" or lemma(passage.lower[verb]) not in listed("done_by_months"))
    words = passage.lower[i + 1 : i + 3]
    return len(words) == 2 and words[0] in _POSSESSIVE and "kin" in titles.of(words[1]).kinds
