"""Whether a toll is told as background: what somebody is held responsible for, what happens again and again or happened long ago."""

import datetime
from collections.abc import Set

from transforms.text.casualties import lexicon
from transforms.text.casualties.finds import Find
from transforms.text.lexicon.nouns import singular
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading
from transforms.text.reading.clauses import Clause
from transforms.text.reading.passage import Passage
from transforms.text.reading.setting import Days

_MAX_CLIMB = 14
_NEAR = 40
"""Tokens around a toll among which words say since when it counts, and that it is one of every year."""
_PERIOD, _OLD = 14, 366
"""Days."""
_SINCE = 5
"""Tokens from "since" among which its time begins."""
_HAVE = frozenset(("had", "have", "has", "'ve", "’ve", "'s", "’s"))
_SEASONS = frozenset(("year", "season", "winter", "summer", "spring", "autumn", "fall"))
_THIS = tuple([word] for word in (*sorted(_SEASONS), "decade"))
_UNITS = frozenset(("week", "month", "year", "decade"))


def is_background(find: Find) -> bool:
    """Return whether ``find`` is told to say who somebody is ("linked to the attack that killed four"), or as a habit ("often kills")."""
    p, i = find.passage, find.trigger
    verb = i if p.is_verb(i) else p.governor(i)
    return _is_habit(p, verb) or _is_held(p, i) or (find.group.how == "vague" and _is_wont(p, verb))


def _is_wont(p: Passage, verb: int) -> bool:
    """Return whether ``verb`` tells, in the simple present of a relative clause, what somebody does again and again: "gangs who raid farms, killing
    villagers".
    """
    for _ in range(_MAX_CLIMB):
        clause = p.clauses.get(verb)
        if clause is not None and p.tags[verb] in ("VBP", "VBZ") and not clause.auxiliaries:
            return p.deps[verb] == "relcl"
        if clause is None or p.heads[verb] == verb or clause.tense is not None or p.deps[verb] not in ("advcl", "conj", "pcomp", "prep"):
            return False
        verb = p.heads[verb]
    return False


def held_events(reading: Reading) -> Set[str]:
    """Return the identifiers of the events told by a noun that were first told of to say who somebody is ("a leader responsible for an attack"):
    what is told of them later ("two soldiers were killed in the attack") is background as well.
    """
    first: dict[str, bool] = {}
    found = set()
    for span in reading.events:
        p = reading.passage_at(span.start)
        if p is None:
            continue
        i, row = p.token_at(span.start - p.start), span.row
        by_key = first.setdefault(row.event_key, _is_held(p, i))
        if (first.setdefault(row.text.lower(), by_key) or by_key) and p.tags[i].startswith("NN"):
            found.add(row.event_id)
    return found


def is_sum(reading: Reading, find: Find) -> bool:
    """Return whether ``find`` is a sum over a war, a disaster that goes on or a long time: its subject is one ("the war has killed"), it counts since
    the beginning of one or since a day long ago, over "the past months", or in "a year of war".
    """
    p, i = find.passage, find.trigger
    verb = i if p.is_verb(i) else p.governor(i)
    clause = p.clauses.get(verb)
    if clause is not None and clause.subject is not None and _is_war(p, clause.subject):
        return True
    if find.rule.startswith("toll") and any(p.deps[kid] == "prep" and any(_is_war(p, noun) for noun in p.kids[kid]) for kid in p.kids[i]):
        return True  # "the death toll of the war"
    first, last = p.sentences[p.sentence[i]]
    first, last = max(first, i - _NEAR), min(last, i + _NEAR)
    since = next((at for at in range(first, last) if p.lower[at] == "since"), None)
    if since is not None and any(word in lexicon.words("war") or word in ("start", "beginning", "outset") for word in p.lower[since:last]):
        return True
    if find.group.low == 1 or not _is_perfect(clause, p):
        return False
    return (since is not None and _is_long_ago(reading, p, since)) or any(_is_stretch(p, at, last) for at in range(first, last))


def _is_war(p: Passage, noun: int) -> bool:
    """Return whether ``noun`` is a war or the like, or a time of it: "the conflict", "a year of war"."""
    if p.lower[noun] in lexicon.words("war"):
        return True
    of = next((kid for kid in p.kids[noun] if p.lower[kid] == "of"), None) if singular(p.lower[noun]) in _UNITS else None
    return of is not None and any(p.lower[kid] in lexicon.words("war") for kid in p.kids[of])


def _is_perfect(clause: Clause | None, p: Passage) -> bool:
    return clause is not None and clause.perfect and any(p.lower[kid] in _HAVE for kid in clause.auxiliaries)


def _is_long_ago(reading: Reading, p: Passage, since: int) -> bool:
    """Return whether the time behind the token ``since`` began long before publication."""
    low, high = p.source_span(since, min(since + _SINCE, len(p)))
    time = next(iter(reading.times.overlapping(low, high)), None)
    return time is not None and time.first_day is not None and (reading.published_date - time.first_day).days > _PERIOD


def _is_stretch(p: Passage, at: int, last: int) -> bool:
    """Return whether the words from token ``at`` name a long time that ends now: "recently", "this year", "the past three months"."""
    if p.lower[at] == "recently" or (p.lower[at] == "this" and p.lower[at + 1 : at + 2] in _THIS):
        return True
    behind = p.lower[at + 1 : min(at + 4, last)]
    return p.lower[at] in ("past", "last", "recent") and any(singular(word) in _UNITS and word.endswith("s") for word in behind)


def is_period(days: Days) -> bool:
    """Return whether ``days`` are those of a sum over a long time ("200 officials since 1981"), not of an event."""
    return days.first is not None and days.last is not None and (days.last - days.first).days > _PERIOD


def is_aside(find: Find) -> bool:
    """Return whether ``find`` is told in a relative clause, a participle or an apposition, by the way."""
    p, i = find.passage, find.trigger
    for _ in range(_MAX_CLIMB):
        if p.deps[i] in ("relcl", "acl", "appos"):
            return True
        if p.heads[i] == i:
            break
        i = p.heads[i]
    return False


def is_old(days: Days, published: datetime.date) -> bool:
    """Return whether what happened on ``days`` is no news on the day of publication."""
    return days.last is not None and (published - days.last).days > _OLD


def _is_habit(p: Passage, verb: int) -> bool:
    last = min(p.sentences[p.sentence[verb]][1], verb + _NEAR)
    return any(_is_rate(p, at, last) for at in range(verb + 1, last)) or any(p.lower[kid] in lexicon.words("habit") for kid in p.kids[verb])


def _is_rate(p: Passage, at: int, last: int) -> bool:
    """Return whether token ``at`` says that something happens every year, month or day: "each year", "five dead a day"."""
    if p.lower[at - 1] not in lexicon.words("year"):
        return False
    return p.lower[at] in _SEASONS or (
        p.lower[at] in ("month", "week", "day", "hour") and (at + 1 == last or not p.words[at + 1].isalpha())
    )


def _is_held(p: Passage, i: int) -> bool:
    """Return whether token ``i`` stands below a word that links somebody to a deed: "responsible for", "involved in", "behind"."""
    node = i
    for _ in range(_MAX_CLIMB):
        head = p.heads[node]
        if head == node:
            return False
        if p.deps[node] in ("prep", "agent") and (p.lower[head] in lexicon.words("held") or p.lower[node] == "behind"):
            return not _is_doer(p, head)
        if p.deps[node] == "dobj" and lemma(p.lower[head]) in lexicon.words("recall"):
            return True
        node = head
    return False


def _is_doer(p: Passage, predicate: int) -> bool:
    """Return whether ``predicate`` is said of somebody whom the article knows by the deed: "the shooter is responsible for the deaths of"."""
    clause = p.clauses.get(p.heads[predicate])
    return clause is not None and clause.subject is not None and p.lower[clause.subject] in lexicon.words("doer")
