"""Teams by the names of places, schools and people: what contends in the games of an article is an organisation.

A name contends where it has a rank, a record or a score, stands beside "vs.", does what teams do, or where somebody is, was or becomes its player.
Contending once makes a team of it wherever the article names it, but where a preposition says that the place is meant. Where most sentences of
the article speak of games, a place is a team wherever nothing says that the place is meant (``grounds``). Countries stay countries.
"""

import re
from collections.abc import Sequence

from transforms.text.lexicon import sport, titles
from transforms.text.lexicon.folding import fold
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.lexicon.verbs import lemma
from transforms.text.names import fixtures, grounds, wording
from transforms.text.names.spans import Span
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_TOPICS = 4
"""Words of games, all different, that make a report of one; each score and pairing counts as one, too."""
_FORMS = 2
"""Scores and pairings that count towards it."""
_NEAR = 60
"""Characters around a name in which a score or an opponent stands."""
_RANKED = r"(?:(?:Nos?\. ?|#)\d{1,3}(?: seed)? )?"
_RANK = re.compile(r"(?:\bNo\. ?|#)\d{1,3}(?: seed(?:ed)?)? $")
_VERSUS_BEFORE = re.compile(rf"[\w)]\s(?:vs?\.?|versus)\s{_RANKED}$")
_VERSUS_BEHIND = re.compile(r"(?: \(\d[^)\n]{0,12}\))?\s(?:vs?\.?|versus)\s\S")
_RECORD = re.compile(r" \(\d{1,2}[-–]\d{1,2}(?:[-–]\d{1,2})?[,;)]")
_SCORE_BEHIND = re.compile(
    rf" \d{{1,3}},? {_RANKED}[A-Z][^\n,;:()]{{1,40}} \d{{1,3}}(?![\d/%]|[-–.:]\d)|,? \d{{1,3}}[-–]\d{{1,3}}(?![\d:/%])"
)
_SCORE_BEFORE = re.compile(rf"(?:^|[\n:.;] ?){_RANKED}[A-Z][^\n,;:()]{{1,40}} \d{{1,3}},? {_RANKED}$| \d{{1,2}}[-–]\d{{1,2}} $")
_SCORE = re.compile(r"(?<![\d:/–-])\b\d{1,3}[-–]\d{1,3}\b(?![\d:/%]|[-–.]\d| (?:year|vote|season))")
"""A score in the clause of which a name is the subject ("Orlin took the lead against Zorvat, 3-1")."""
_POINTS = re.compile(r" \d{1,3}(?![\d/%]|[-–.,:]\d| [a-z]{2})")
_SUBJECT = frozenset(("nsubj", "nsubjpass"))
_BEHIND = 3
"""Words behind a name and a comma among which its office stands."""
_POSSESSIVES = (["'s"], ["’s"], ["'"], ["’"])
_AGAINST = frozenset(("against", "over", "past", "versus"))
_OTHERS = frozenset(("LOC", "FAC", "PER", "MISC"))
"""Labels that a team's name may have been given."""
_CONTENDERS = _OTHERS | {"ORG"}


def playing(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans``, in which the teams of an article that reports games are organisations."""
    topics = len(reading.words.keys() & (sport.TOPICS | sport.TERMS))
    if topics + _FORMS < _TOPICS:
        return list(spans)
    shown = _shown(reading, spans)
    solo = bool(reading.words.keys() & sport.SOLO)
    throughout = not solo and grounds.of_games_throughout(reading, sum(shown))
    if topics + min(sum(shown), _FORMS) < _TOPICS and not throughout:
        return list(spans)
    spans = fixtures.lined(reading, spans)
    shown = _shown(reading, spans)
    people = _people(spans)
    contending = [
        span.label in _CONTENDERS
        and _may_be_team(span, people, solo, form)
        and (
            form
            or contends(reading.passages[span.passage], span, solo)
            or (throughout and span.label == "LOC" and grounds.is_no_place(reading.passages[span.passage], span))
        )
        for span, form in zip(spans, shown, strict=True)
    ]
    teams = {span.key for span, does in zip(spans, contending, strict=True) if does}
    located = grounds.is_where if throughout else _is_located
    return [
        span._replace(label="ORG", rule=f"{span.rule}, a team")
        if (does and span.label != "ORG")
        or (span.label in _OTHERS and span.key in teams and not located(reading.passages[span.passage], span))
        else span
        for span, does in zip(spans, contending, strict=True)
    ]


def _people(spans: Sequence[Span]) -> set[str]:
    """Return the words of the full names of people."""
    full = (span.key for span in spans if span.label == "PER" and len(span.key) > 1 and span.key[0].capitalize() in lexicon().given)
    return {word for key in full for word in key}


def _may_be_team(span: Span, people: set[str], solo: bool, shown: bool) -> bool:
    """Return whether the name may be a team's: no country, nobody's of the article, and no person's in a sport of people; what may be a
    surname and is no well-known place only where it is ``shown`` with a score or an opponent.
    """
    key = span.key
    if lexicon().lowered.get(key) == "country" or (span.label == "PER" and (key[0] in people or key[-1] in people)):
        return False
    if span.label != "PER":
        return True
    if len(key) > 1:
        return key[0].capitalize() not in lexicon().given
    return not solo and (shown or not wording.is_personal(key) or lexicon().lowered.get(key) in wording.SURE_PLACES)


def _shown(reading: Reading, spans: Sequence[Span]) -> list[bool]:
    return [is_shown(reading.passages[span.passage], span) for span in spans]


def is_shown(passage: Passage, span: Span) -> bool:
    """Return whether a rank, a record, a score or an opponent stands beside the name."""
    start, end = span.start - passage.start, span.end - passage.start
    before, behind = passage.readable[max(start - _NEAR, 0) : start], passage.readable[end : end + _NEAR]
    if _RANK.search(before) or _VERSUS_BEFORE.search(before) or _VERSUS_BEHIND.match(behind) or _RECORD.match(behind):
        return True
    return bool(_SCORE_BEHIND.match(behind) or (_SCORE_BEFORE.search(before) and _POINTS.match(behind)))


def contends(passage: Passage, span: Span, solo: bool) -> bool:
    """Return whether the name does in its clause what teams do, or stands beside what they have, which in a sport of people (``solo``) are no
    players.
    """
    root = root_of(passage, span)
    if root is None:  # of the whole tree: the parser has missed the verb behind it
        return span.label != "PER" and lemma(passage.lower[min(span.last, len(passage) - 1)]) in sport.BEAT | sport.TEAM
    dep, head = passage.deps[root], passage.heads[root]
    word = lemma(passage.lower[head])
    person = span.label == "PER"
    if dep in ("compound", "nmod", "amod"):
        return not person and span.last <= head and not sport.STAFF.isdisjoint(passage.lower[span.last : head + 1])
    if dep in _SUBJECT:
        scored = _SCORE.search(passage.readable, passage.starts[head], passage.ends[passage.right[head]])
        return word in sport.BEAT or word in sport.TEAM or (word in sport.MEET | sport.PLAY and not person) or scored is not None
    if dep == "dobj":
        return word in sport.BEAT or word in sport.MEET or (word in sport.JOIN and not person)
    if dep == "poss":
        return (passage.lower[head] in sport.RESULTS and not person) or (not solo and _has_player(passage, span))
    return dep == "pobj" and (_opposed(passage, head) or (_moved(passage, head) and not person))


def _has_player(passage: Passage, span: Span) -> bool:
    """Return whether right behind the name's possessive stands a person's for the model, and no office behind that: "Orlin's Ann Roe", not "Orlin's
    mayor Ann Roe" or "Orlin's Ann Roe, the mayor,".
    """
    last = span.last + 1
    if passage.words[span.last : last] not in _POSSESSIVES or passage.model_labels[last : last + 1] != ["B-PERSON"]:
        return False
    end = next((i for i in range(last + 1, len(passage)) if passage.model_labels[i] != "I-PERSON"), len(passage))
    behind = passage.lower[end + 1 : end + 1 + _BEHIND] if passage.words[end : end + 1] == [","] else []
    return not any(titles.is_office(word) and word not in sport.STAFF for word in behind)


def _moved(passage: Passage, preposition: int) -> bool:
    """Return whether the team that a player leaves or joins stands behind the preposition ("signed from", "a loan to", "traded to")."""
    return passage.lower[preposition] in ("from", "to") and lemma(passage.lower[passage.heads[preposition]]) in sport.MOVE


def _opposed(passage: Passage, preposition: int) -> bool:
    """Return whether the opponent of a game stands behind the preposition ("against", "lost to", "win over", "coach of")."""
    word, above = passage.lower[preposition], passage.lower[passage.heads[preposition]]
    if word in _AGAINST:
        return word != "over" or above in sport.RESULTS
    if word == "to":
        return lemma(above) in ("lose", "fall") or above in ("loss", "defeat")
    return word in ("of", "at") and above in sport.STAFF


def root_of(passage: Passage, span: Span) -> int | None:
    """Return the token of the span on which the others hang, of a name in a list that of its first member; None in the tree's root."""
    root = next((i for i in range(span.first, span.last) if not span.first <= passage.heads[i] < span.last), None)
    if root is not None and passage.deps[root] == "conj":
        root = passage.heads[root]
    return root


def _is_located(passage: Passage, span: Span) -> bool:
    """Return whether the place is meant: behind a preposition of place, or before the comma and the region that it lies in."""
    before = passage.lower[span.first - 1] if span.first else ""
    if before in listed("locatives") or before in ("at", "of", "to"):
        return True
    behind = passage.words[span.last : span.last + 2]
    return len(behind) == 2 and behind[0] == "," and lexicon().phrases.get((fold(behind[1]),)) in wording.SURE_PLACES
