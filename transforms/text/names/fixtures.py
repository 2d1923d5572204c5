"""Teams that only the form of a report of games shows: in lines of scores and pairings, and by a plural with "the" as a nickname."""

import re
from collections.abc import Iterator, Sequence

from transforms.text.lexicon import sport
from transforms.text.lexicon.names import lexicon
from transforms.text.lexicon.verbs import lemma
from transforms.text.names.calendar_names import is_calendar
from transforms.text.names.spans import Span, key_of, of_tokens, taken
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_NAME = r"(?:[A-Z]{1,3}\. ?)?[A-Z][\w'’.&-]*[\w.](?: [A-Z][\w'’.&-]*\w){0,3}"
_BESIDE = r"(?: \([^)\n]{1,20}\))?"
_RANK = r"(?:(?:No\. ?|#)\d{1,3} )?"
_OPENING = rf"(?:^|(?<=[\n:;] )|(?<=[\n:;.]))\s*{_RANK}"
_LINES = (
    re.compile(rf"{_OPENING}({_NAME}){_BESIDE} \d{{1,3}}, {_RANK}({_NAME}){_BESIDE} \d{{1,3}}(?![\d/%-]|[:,]\d)", re.MULTILINE),
    re.compile(
        rf"(?:^|(?<=[\n:;,] )|(?<= and ))\s*{_RANK}({_NAME}){_BESIDE} (?:vs?\.?|def\.) {_RANK}({_NAME})(?=$|[,.;:\n(]| and | at | \d)",
        re.MULTILINE,
    ),
)
"""Lines whose groups are the two teams: "Orlin 62, Zorvat 58", "Orlin vs. Zorvat"."""
_NICKNAMED = frozenset(("beat", "face", "fall", "have", "host", "lead", "lose", "play", "score", "sign", "trail", "travel", "win"))
"""Verbs, in the dictionary form, of which nicknames are the subjects."""


def lined(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans`` with both teams of each line of a score or a pairing, in place of what overlaps them in part, and with nicknames outside
    them.
    """
    whole = {(span.passage, span.first, span.last) for span in spans}
    found = [
        span
        for passage in reading.passages
        for span in _of_lines(reading, passage)
        if (span.passage, span.first, span.last) not in whole and lexicon().lowered.get(span.key) != "country"
    ]
    busy = taken(reading, found)
    kept = [span for span in spans if busy[span.passage].isdisjoint(range(span.first, span.last))]
    found += list(_nicknames(reading, [*kept, *found]))
    busy = taken(reading, found)
    return sorted([*(span for span in kept if busy[span.passage].isdisjoint(range(span.first, span.last))), *found])


def _of_lines(reading: Reading, passage: Passage) -> Iterator[Span]:
    """Yield the teams of the lines of scores and pairings in the passage."""
    source = reading.source_text[passage.start : passage.end]  # as written: a line of names alone is read in lower case
    for line in _LINES:
        for match in line.finditer(source):
            for start, stop in (match.span(1), match.span(2)):
                first, last = passage.token_from(start), passage.token_until(stop)
                if first < last and (passage.starts[first], passage.ends[last - 1]) == (start, stop):
                    yield of_tokens(reading, passage.index, first, last, "ORG", key_of(passage.words[first:last]), "a line of a score")


def _nicknames(reading: Reading, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the plurals behind "the" that are written as names and do or have once in the article what teams do: "the Rockets won"."""
    busy = taken(reading, [span for span in spans if span.label not in ("MISC", "NORP")])
    free = [
        (passage, i)
        for passage in reading.passages
        if not (passage.is_shouting or passage.is_title_case)
        for i in range(1, len(passage))
        if passage.lower[i - 1] == "the" and i not in busy[passage.index] and _may_be_nickname(passage, i)
    ]
    contending = {passage.words[i] for passage, i in free if _contends(passage, i)}
    for passage, i in free:
        if passage.words[i] in contending:
            yield of_tokens(reading, passage.index, i, i + 1, "ORG", key_of(passage.words[i : i + 1]), "a nickname")


def _may_be_nickname(passage: Passage, i: int) -> bool:
    """Return whether the word is a plural written as a name that stands alone and is no people's, no party's and no event's."""
    word, key = passage.words[i], passage.lower[i]
    if not (word.istitle() and len(word) > 3 and word.endswith("s") and word.isalpha()) or is_calendar((key,)):
        return False
    if key in sport.TOPICS or lexicon().lowered.get((key,)) in ("nation", "party", "faith", "country", "region"):
        return False
    return not passage.words[i + 1 : i + 2] or not passage.words[i + 1][:1].isupper()


def _contends(passage: Passage, i: int) -> bool:
    """Return whether the nickname is the subject of what teams do, the object of what is done to them, or stands before what they have."""
    dep, head = passage.deps[i], passage.lower[passage.heads[i]]
    verb = lemma(head)
    if dep in ("nsubj", "nsubjpass"):
        return verb in _NICKNAMED | sport.BEAT | sport.MEET | sport.TEAM | sport.PLAY
    if dep == "dobj":
        return verb in sport.BEAT | sport.MEET | {"lead", "put"}
    return dep in ("poss", "compound") and head in sport.RESULTS | sport.STAFF
