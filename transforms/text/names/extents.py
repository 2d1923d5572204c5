"""How far a name reaches, by the lists and by what stands right before it: "Sri Lankan" and not "Lankan", "St. John's" and not "St. John",
"Typhoon Orva" and not a person Orva.
"""

import functools
from collections.abc import Collection, Sequence

from transforms.text.lexicon import gazetteer, titles
from transforms.text.lexicon.common import is_common
from transforms.text.lexicon.folding import lower
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.names import works
from transforms.text.names.spans import PARTICLES, Key, Span, key_of, of_tokens, taken, with_particle
from transforms.text.names.wording import SURE_PLACES
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

STORM = "a storm"
"""The rule that finds storms, which nothing but their form tells."""
TITLED = "with its article"
"""How the rules end that find works with the article of their titles."""
_POSSESSIVE = frozenset(("'s", "’s"))
_JOINTS = frozenset(("and", "&"))
_QUOTES = (["“"], ['"'], ["‘"], ["'"], ["«"])
_SAINTS = frozenset(("st.", "saint"))
_LISTED = {"nation": "NORP", "faith": "NORP"}


def whole(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans``, in order, in which names that begin a word too late, or end before the "'s" that belongs to them, are whole as the lists
    have them, surnames begin with their small words, works with their article, and storms are named with what they are.
    """
    spans = _around_particles(reading, _partners(reading, spans))
    busy = taken(reading, spans)
    completed = [_with_beginning(reading.passages[span.passage], span, busy[span.passage]) for span in spans]
    completed = _of_two_regions(reading, completed)
    completed = [_with_partner(reading.passages[span.passage], span, busy[span.passage]) for span in completed]
    surnames = {surname for span in completed if span.label == "PER" and (surname := with_particle(span))}
    completed = [_with_particles(reading.passages[span.passage], span, surnames) for span in completed]
    founded = _founded(completed)
    completed = _with_articles(reading, [_with_founder(reading, span, founded) for span in completed])
    completed = _with(reading, completed, _peers(reading, completed))
    completed = _with(reading, completed, works.found(reading, completed))
    return _with(reading, _with_storms(reading, completed), _pairs(reading))


def _partners(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans`` in which two surnames with an "&" between them are one firm: "Dain & Zorvat"; in titles it may be written for "and"."""
    result: list[Span] = []
    for span in spans:
        passage, one = reading.passages[span.passage], result[-1] if result else None
        if (
            one
            and one.passage == span.passage
            and passage.words[one.last : span.first] == ["&"]
            and not passage.is_title
            and _is_firm(one, span)
        ):
            key = key_of(passage.words[one.first : span.last])
            result[-1] = span._replace(first=one.first, label="ORG", key=key, start=one.start, rule=f"{span.rule}, with its partner")
        else:
            result.append(span)
    return result


def _around_particles(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans`` in which two people with nothing but a surname's small words between them are one: "Ruth Orlin dos Dain Tessil"."""
    result: list[Span] = []
    for span in spans:
        passage, one = reading.passages[span.passage], result[-1] if result else None
        between = passage.lower[one.last : span.first] if one and one.passage == span.passage else []
        if one and one.label == span.label == "PER" and between and PARTICLES.issuperset(between):
            key = key_of(passage.words[one.first : span.last])
            rule = f"{one.rule}, with what follows its small words"
            result[-1] = one._replace(last=span.last, key=key, end=span.end, rule=rule)
        else:
            result.append(span)
    return result


def _is_firm(one: Span, two: Span) -> bool:
    return len(one.key) == len(two.key) == 1 and one.label in ("ORG", "PER") and two.label in ("ORG", "PER")


def _with_beginning(passage: Passage, span: Span, busy: set[int]) -> Span:
    """Return the span, with the word before it where both together are a listed place, people or nationality and the span alone is one word or a
    place's name.
    """
    first = span.first - 1
    if first < 0 or first in busy or not passage.words[first][:1].isupper() or (len(span.key) > 1 and span.label != "LOC"):
        return span
    key: Key = (lower(passage.words[first]), *span.key)
    kind = lexicon().lowered.get(key, "")
    if kind not in _LISTED and kind not in SURE_PLACES:
        return span
    label = _LISTED.get(kind, "LOC")
    start = passage.start + passage.starts[first]
    return span._replace(first=first, key=key, start=start, label=label, rule=f"{span.rule}, with the word before it, as listed")


def _of_two_regions(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans`` in which the public body of two regions is one name: "Orlin and Zorvat Police"; not what stands behind a preposition of place
    ("in Orlin and Zorvat Council"), where two things are.
    """
    result: list[Span] = []
    for span in spans:
        passage, one = reading.passages[span.passage], result[-1] if result else None
        if one and one.passage == span.passage and _are_of_one_body(passage, one, span):
            key = key_of(passage.words[one.first : span.last])
            result[-1] = span._replace(first=one.first, key=key, start=one.start, rule=f"{span.rule}, of two regions")
        else:
            result.append(span)
    return result


def _are_of_one_body(passage: Passage, one: Span, two: Span) -> bool:
    """Return whether "and" joins a place and a body that begins with a listed region."""
    if one.label != "LOC" or two.label != "ORG" or passage.words[one.last : two.first] != ["and"] or two.key[-1] not in listed("bodies"):
        return False
    before, known = passage.lower[one.first - 1] if one.first else "", lexicon().lowered
    if before in listed("locatives") or before in ("between", "both", ","):
        return False
    region = any(known.get(two.key[:size]) == "region" for size in range(1, len(two.key)))
    return region and known.get(one.key) in SURE_PLACES - {"country"}


def _with_partner(passage: Passage, span: Span, busy: set[int]) -> Span:
    """Return the span of a firm with the name and the "&" before it, which only a firm's name holds: "Dain & Zorvat"."""
    first = span.first - 2
    if span.label not in ("ORG", "PER") or first < 0 or passage.words[first + 1] != "&" or first in busy or first + 1 in busy:
        return span
    if not (passage.words[first][:1].isupper() and passage.words[first].isalpha()):
        return span
    start = passage.start + passage.starts[first]
    key = key_of(passage.words[first : span.last])
    return span._replace(first=first, label="ORG", key=key, start=start, rule=f"{span.rule}, with its partner")


def _with_particles(passage: Passage, span: Span, surnames: Collection[Key]) -> Span:
    """Return the span of a surname with the small words before it where they are part of one of the ``surnames`` or stand behind a form of address:
    "van der Roe", "Ms. van der Roe", not "Roe".
    """
    if span.label != "PER" or not span.first or passage.lower[span.first - 1] not in PARTICLES:
        return span
    first = span.first
    while first and passage.lower[first - 1] in PARTICLES:
        first -= 1
    key = key_of(passage.words[first : span.last])
    if key not in surnames and not (first and "honorific" in titles.of(passage.words[first - 1]).kinds):
        return span
    return span._replace(first=first, key=key, start=passage.start + passage.starts[first], rule=f"{span.rule}, with its small words")


def _listed_possessive(span: Span) -> str:
    """Return the class that the lists give to the name with a possessive: "known" for "McDonald"."""
    return lexicon().lowered.get((*span.key[:-1], f"{span.key[-1]}'s"), "")


def _founded(spans: Sequence[Span]) -> set[Key]:
    """Return the names of companies of the lists without their possessive ("McDonald"), where ``spans`` have one of them as an organisation, a place
    or a thing, and nobody who is called so in full.
    """
    called = {span.key[-1:] for span in spans if span.label == "PER" and len(span.key) > 1}
    return {span.key for span in spans if span.label != "PER" and _listed_possessive(span) == "known"} - called


def _with_founder(reading: Reading, span: Span, founded: Collection[Key]) -> Span:
    """Return the span of a town that is called by a saint's possessive ("St. John's"), or of a company of the lists that is called by a founder's
    ("McDonald's") and is somewhere taken for one (``founded``), with it.
    """
    passage = reading.passages[span.passage]
    if span.last == len(passage) or passage.words[span.last] not in _POSSESSIVE:
        return span
    saint = span.label == "LOC" and len(span.key) == 2 and span.key[0] in _SAINTS and _listed_possessive(span).startswith("town")
    if not saint and span.key not in founded:
        return span
    end = passage.start + passage.ends[span.last]
    label, rule = "LOC" if saint else "ORG", f"{span.rule}, with its possessive, as listed"
    return span._replace(last=span.last + 1, label=label, key=(*span.key, "'s"), end=end, rule=rule)


def _with_articles(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans`` in which works have the article that their titles begin with: a capital within the sentence, or quotation marks around both,
    say so; what else stands behind that article and is called the same is the work, too.
    """
    titles = {span.key for span in spans if _is_titled(reading.passages[span.passage], span)}
    result = []
    for span in spans:
        passage, first = reading.passages[span.passage], span.first - 1
        if span.key in titles and first >= 0 and passage.words[first] == "The":
            start = passage.start + passage.starts[first]
            rule = f"{span.rule}, {TITLED}"
            span = span._replace(first=first, label="MISC", key=("the", *span.key), start=start, rule=rule)
        result.append(span)
    return result


def _is_titled(passage: Passage, span: Span) -> bool:
    first = span.first - 1
    if span.label != "MISC" or len(span.key) < 2 or first < 0 or passage.words[first] != "The" or passage.is_title_case:
        return False
    if any(not {"law", "event", "body"}.isdisjoint(lexicon().cues.get(word, ())) for word in span.key):
        return False
    opens = passage.sentence_starts[first] or passage.words[first - 1 : first] in _QUOTES
    return not opens or passage.is_all_quoted(first, span.last)


def _pairs(reading: Reading) -> list[Span]:
    """Return the organisations of the lists whose names hold an "and" or "&", which the tagger may take for two ("Marks & Spencer")."""
    named = [pair for pair in _listed_pairs() if pair[0] in reading.words and pair[2] in reading.words]
    found = []
    for passage in reading.passages if named else ():
        for i in range(1, len(passage) - 1):
            if passage.lower[i] in _JOINTS and passage.words[i - 1][:1].isupper() and passage.words[i + 1][:1].isupper():
                key = key_of(passage.words[i - 1 : i + 2])
                if key in named:
                    found.append(of_tokens(reading, passage.index, i - 1, i + 2, "ORG", key, "listed, with its joint"))
    return found


def _peers(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return the people who are called by a title and the place that it is of ("the Duchess of Orlin"); not what is called after them ("the Duke of
    Orlin pub", "the Prince of Orlin Theatre"), and no work.
    """
    works = taken(reading, [span for span in spans if span.label == "MISC"])
    found = []
    for passage in reading.passages if not listed("peerage").isdisjoint(reading.words) else ():
        for i in range(len(passage) - 2):
            if passage.lower[i] not in listed("peerage") or passage.words[i + 1] != "of" or not passage.words[i][0].isupper():
                continue
            last = i + 2
            while last < len(passage) and passage.words[last][0].isupper() and last < i + 5:
                last += 1
            behind = passage.lower[last] if last < len(passage) else ""
            if last == i + 2 or behind in listed("premises") or not works[passage.index].isdisjoint(range(i, last)):
                continue
            key = key_of(passage.words[i:last])
            if lexicon().lowered.get(key[2:]) or gazetteer.load().knows(gazetteer.fold(" ".join(key[2:]))):
                found.append(of_tokens(reading, passage.index, i, last, "PER", key, "a title and its place"))
    return found


@functools.cache
def _listed_pairs() -> tuple[Key, ...]:
    """Return the listed organisations that are two words and "and" or "&" between them."""
    return tuple(key for key, kind in lexicon().lowered.items() if kind == "known" and len(key) == 3 and key[1] in _JOINTS)


def _with(reading: Reading, spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """Return ``spans`` with ``others``, each of which takes the place of what lies in it; one that goes on beyond it stays."""
    if not others:
        return list(spans)
    ranges = {(one.passage, one.first, one.last) for one in others}
    longer = {
        (passage, first, last)
        for passage, first, last in ranges
        if any(s.passage == passage and s.first <= first and last <= s.last and s.last - s.first > last - first for s in spans)
    }
    kept = [one for one in others if (one.passage, one.first, one.last) not in longer]
    inside = taken(reading, kept)
    return sorted([*kept, *(s for s in spans if inside[s.passage].isdisjoint(range(s.first, s.last)))])


def _with_storms(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans`` and the storms ("Hurricane Orva"), each in place of what was found in it; a storm's name alone is no person's."""
    words = listed("storms")
    if words.isdisjoint(reading.words):
        return list(spans)
    storms = [
        _storm(reading, passage, i)
        for passage in reading.passages
        for i in range(len(passage) - 1)
        if passage.lower[i] in words and _is_storm(passage, i)
    ]
    called = {storm.key[-1:] for storm in storms}
    full = {word for span in spans if span.label == "PER" and len(span.key) > 1 for word in span.key}
    return _with(reading, [span for span in spans if span.key not in called or span.key[0] in full], storms)


def _storm(reading: Reading, passage: Passage, i: int) -> Span:
    """Return the storm whose name stands behind token ``i``, with the word of its strength before that ("Tropical Storm Orva")."""
    first = i - (i > 0 and passage.lower[i - 1] in listed("strengths") and passage.words[i - 1].istitle())
    return of_tokens(reading, passage.index, first, i + 2, "MISC", key_of(passage.words[first : i + 2]), STORM)


def _is_storm(passage: Passage, i: int) -> bool:
    """Return whether the token ``i``, a word for storms with a capital, and the next are a storm's name, of one word that nothing else is."""
    word, name = passage.words[i], passage.words[i + 1]
    behind = passage.words[i + 2] if i + 2 < len(passage) else ""
    if passage.is_title_case or passage.is_shouting or not word.istitle() or not (name.istitle() and name.isalpha()):
        return False
    common = is_common(name.lower()) and name not in lexicon().given
    return not common and not lexicon().cues.get(name.lower()) and not behind[:1].isupper()
