"""Tolls that nouns tell: "at least two deaths", "no casualties", "the killing of a judge", "Smith's death", "the death toll rose to 21"."""

import functools
import itertools
from collections.abc import Iterator, Sequence

from transforms.text.casualties import lexicon, people, verbs
from transforms.text.casualties.finds import BEFALLEN, Find, outcome_of_put, told
from transforms.text.casualties.people import Group
from transforms.text.lexicon.loading import KEPT
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_MULTIPLE = {"double": 2, "triple": 3, "quadruple": 4, "twin": 2}
_NEAR_TOLL = 16
"""Tokens behind "toll" among which its number stands."""
_NEAR_CHANGE = 5
"""Tokens behind a verb of changing among which "to" stands before the new number."""
_ANOTHER_CLAUSE = frozenset(("as", "after", "when", "while", "since", "because", "before", "where", "and", "but"))
_AS_MANY = (["as", "many", "as"], ["as", "high", "as"])
_CLASSES = ("toll", "number", "attack", "strike", "bodies", "lives")
"""Classes of words (``data/casualties/words.tsv``) that tell of a toll with the words around them."""
_PAST = frozenset(("past", "above", "beyond"))
_KNOWN = frozenset(("the", "this", "that", "these", "those"))
_JOINED = frozenset(("dobj", "attr", "nsubj", "nsubjpass", "pobj", "prep", "pcomp", "conj"))
"""Relations through which "no reports of", "without" and a negated verb reach a noun of harm."""
_REPORTS = frozenset(("report", "reports", "word"))
_BETWEEN = frozenset(("of", "in", "to", "loss")) | _REPORTS
"""Words between a noun of harm and what negates it: "did not result in deaths", "received no reports of injuries"."""
_NO_FACT = frozenset(("attempted", "attempt", "suspected", "threatened", "conspiracy"))


def find(reading: Reading, p: Passage) -> Iterator[Find]:
    """Yield the finds that the nouns of ``p`` tell."""
    for i in itertools.compress(range(len(p)), map(may_tell, p.lower)):
        word = p.lower[i]
        put = outcome_of_put(p, i)
        if put is not None:
            yield from _toll(reading, p, i, put)
        if not p.tags[i].startswith("NN"):
            continue
        if word in lexicon.words("toll"):
            yield from _toll(reading, p, i, _outcome_of_toll(p.lower[i - 1] if i else ""))
        elif word in lexicon.words("number"):
            outcome = _counted_outcome(p, i)
            if outcome is not None:
                yield from _toll(reading, p, i, outcome)
        noun = lexicon.noun(word)
        if noun is not None and p.deps[i] not in ("compound", "nmod") and not _is_no_fact(p, i):
            yield from _of_noun(reading, p, i, noun)
        elif word in lexicon.words("attack") and any(p.lower[kid] in lexicon.words("fatal") for kid in p.kids[i]):
            yield from _of_phrase(reading, p, i, "killed")
        elif word in lexicon.words("strike") and any(p.lower[kid] in lexicon.words("fatal") for kid in p.kids[i]):
            yield from _struck(reading, p, i)
        elif word in lexicon.words("bodies") and p.deps[i] != "compound":
            yield from _bodies(reading, p, i)
        elif word in lexicon.words("lives"):
            yield from _lives(reading, p, i)


@functools.lru_cache(maxsize=KEPT)
def may_tell(word: str) -> bool:
    """Return whether the noun ``word`` tells of a toll by itself or with the words around it."""
    return lexicon.noun(word) is not None or any(word in lexicon.words(name) for name in (*_CLASSES, *BEFALLEN))


def _is_no_fact(p: Passage, i: int) -> bool:
    if lexicon.noun(p.lower[i]) == lexicon.noun("killer"):
        return False  # it is open who "the suspected killer of" is, not that somebody was killed
    return any(p.lower[kid] in _NO_FACT for kid in p.kids[i]) or p.lower[p.heads[i]] in _NO_FACT


def _of_noun(reading: Reading, p: Passage, i: int, noun: lexicon.Noun) -> Iterator[Find]:
    group = people.of_acts(reading, p, i) or _counts(reading, p, i)
    negated = _is_denied(p, i)
    if negated or (group is not None and group.how == "none"):
        zero = (group or Group(i, i, i + 1, None, 0, 0, "exact", "none"))._replace(
            victims=None, low=0, high=0, modifier="exact", how="none"
        )
        outcomes = ("killed", "injured") if noun.outcome == "harmed" else (noun.outcome,)
        if noun.counts == "people":
            for outcome in outcomes:
                yield Find(p, i, outcome, zero, "noun")
        return
    if noun.counts == "people" and group is not None and (p.tags[i] != "NN" or group.high == 1 or noun.frame == "of"):
        yield Find(p, i, noun.outcome, group, "noun")
        return
    if noun.frame == "of":
        for found in _of_phrase(reading, p, i, noun.outcome):
            yield found._replace(outcome=verbs.held(reading, p, [found.group.head])) if noun.outcome == "arrested" else found


def _counts(reading: Reading, p: Passage, i: int) -> Group | None:
    """Return the group of the number of counts that somebody is charged with: "two counts of murder"; of one count nobody says more."""
    of = p.heads[i]
    if p.lower[of] != "of" or p.lower[p.heads[of]] != "counts":
        return None
    group = people.of_acts(reading, p, p.heads[of])
    return group._replace(head=i, last=i + 1) if group is not None and group.how == "number" else None


def _of_phrase(reading: Reading, p: Passage, i: int, outcome: str) -> Iterator[Find]:
    """Yield the finds of those whom the phrase with "of", or the possessive, names: "the murder of a priest", "his death"."""
    multiple = next((_MULTIPLE[p.lower[kid]] for kid in p.kids[i] if p.lower[kid] in _MULTIPLE), None)
    if multiple is not None:
        yield Find(p, i, outcome, Group(i, min(p.left[i], i), i + 1, None, multiple, multiple, "exact", "number"), "noun")
        return
    owner = p.child(i, "poss") if lexicon.noun(p.lower[i]) != lexicon.noun("rescue") else None  # "came to her rescue"
    if owner is not None and p.lower[owner] in ("his", "her", "my"):
        yield Find(p, i, outcome, Group(owner, owner, i + 1, None, 1, 1, "exact", "pronoun"), "noun")
    elif owner is not None:
        yield from told(reading, p, i, outcome, [owner], "noun", bare=False)
    else:
        of = next((kid for kid in p.kids[i] if p.deps[kid] == "prep" and p.lower[kid] == "of"), None)
        noun = p.child(of, "pobj") if of is not None else None
        if noun is not None:
            yield from told(reading, p, i, outcome, [noun], "noun")


def _struck(reading: Reading, p: Passage, i: int) -> Iterator[Find]:
    """Yield the finds of single people whom a deadly attack was made on: "a lethal strike against an insurgent"; of many nobody says how many."""
    carried = p.kids[p.heads[i]] if p.deps[i] in ("dobj", "nsubjpass") else []  # "carried out a deadly strike in the north against"
    for kid in (*p.kids[i], *(kid for kid in carried if kid > i)):
        victim = p.child(kid, "pobj") if p.deps[kid] == "prep" and p.lower[kid] in ("against", "on") else None
        group = people.read(reading, p, victim) if victim is not None else None
        if group is not None and group.how in ("one", "named"):
            yield Find(p, i, "killed", group, "noun")


def _is_denied(p: Passage, i: int) -> bool:
    """Return whether the words above noun ``i`` say that there were none: "without casualties", "did not cause any injuries", "no reports of deaths".

    What is negated must be that they occurred, or a report of them; who does not comment on deaths, or condemn them, says nothing of their number.
    """
    if any(p.lower[kid] in _KNOWN or p.deps[kid] == "poss" for kid in p.kids[i]):
        return False  # "did not cause the deaths"
    at = i
    while p.deps[at] in _JOINED and p.heads[at] != at:
        below, at = at, p.heads[at]
        if p.lower[at] == "without":
            return True
        if p.lower[at] in _REPORTS and any(p.lower[kid] == "no" for kid in p.kids[at]):
            return True
        if p.is_verb(at):
            clause, occurs = p.clauses.get(at), lemma(p.lower[at]) in lexicon.words("occur")
            if occurs and p.deps[at] == "pcomp":
                continue  # "without causing any injuries"
            said = clause is not None and clause.subject == below and any(p.lower[kid] == "any" for kid in p.kids[i])
            return occurs and clause is not None and clause.negated and (clause.subject != below or said)
        if p.lower[at] not in _BETWEEN:
            return False
    return False


def _bodies(reading: Reading, p: Passage, i: int) -> Iterator[Find]:
    """Yield the find of bodies that were found: "found six bodies", "the body of a woman was recovered"."""
    group = people.read(reading, p, i)
    found = next((kid for kid in p.kids[i] if p.deps[kid] == "acl"), p.governor(i))
    verb = lemma(p.lower[found])
    if group is None or verb not in (
        "find",
        "recover",
        "retrieve",
        "discover",
        "pull",
        "identify",
        "lie",
        "count",
        "locate",
        "exhume",
        "bury",
        "bring",
        "receive",
    ):
        return
    if group.how == "vague" and group.victims is None:
        return
    nth = next((people.ORDINALS.index(p.lower[kid]) + 2 for kid in p.kids[i] if p.lower[kid] in people.ORDINALS), None)
    if nth is not None and group.how == "one":
        group = group._replace(low=nth, high=nth, how="number")  # "a seventh body": so many were found by now
    yield Find(p, i, "killed", group, "noun")


def _lives(reading: Reading, p: Passage, i: int) -> Iterator[Find]:
    """Yield the find of lives that something claimed: "claimed 12 lives", "took the lives of two boys"."""
    verb = p.governor(i)
    if lemma(p.lower[verb]) not in lexicon.words("claim") or p.deps[i] not in ("dobj", "nsubjpass"):
        return
    group = people.of_acts(reading, p, i) or people.read(reading, p, i)
    if group is not None:
        yield Find(p, i, "killed", group, "noun", negated=p.clauses[verb].negated if verb in p.clauses else False)


# Numbers that stand as such: "the death toll rose to 21"


def _outcome_of_toll(word: str) -> str:
    """Return what befell those of whom a toll with ``word`` before it speaks: "injury toll", "missing toll", "toll"."""
    noun = lexicon.noun(word)
    return "missing" if word in lexicon.words("missing") else noun.outcome if noun is not None else "killed"


def _counted_outcome(p: Passage, i: int) -> str | None:
    """Return what befell those of whom "the number of ..." speaks."""
    if i + 1 >= len(p) or p.lower[i + 1] != "of":
        return None
    for at in range(i + 2, min(i + 7, len(p))):
        word = p.lower[at]
        if word in lexicon.words("dead"):
            return "killed"
        if word in lexicon.words("missing"):
            return "missing"
        told_by = lexicon.noun(word) or lexicon.verb(word)
        if told_by is not None:
            return told_by.outcome
    return None


def _toll(reading: Reading, p: Passage, i: int, outcome: str) -> Iterator[Find]:
    """Yield the finds of the numbers that follow the noun ``i``, a toll or number, or the verb that it is the subject of, in its sentence."""
    start = _told_from(p, i)
    end = min(p.sentences[p.sentence[i]][1], start + _NEAR_TOLL)
    if start + 1 >= end:
        return
    seen = found_before = False
    for span in reading.quantities.overlapping(*p.source_span(start + 1, end)):
        row = span.row
        first, last = p.tokens_of(span.start - p.start, span.end - p.start)
        if row.dimension is not None or row.currency is not None or row.value_min is None or first <= start:
            continue
        lead = p.lower[start + 1 : first]
        if not _is_joined(lead) or (row.counted and not _of_people(p, last, row.counted)):
            continue
        low, high = int(row.value_min), int(row.value_max)
        rule = "toll before" if "from" in lead[-2:] else "toll"
        passed = row.modifier == "exact" and any(word in _PAST or lemma(word) in lexicon.words("exceed") for word in lead[-4:])
        if seen and rule == "toll":
            return
        spoken, seen = not found_before, rule == "toll"
        found_before = True
        yield Find(
            p,
            i,
            outcome,
            Group(
                first,
                i if first - i < 9 and spoken and rule == "toll" else first,
                last,
                None,
                low,
                high,
                "more_than" if passed else row.modifier,
                "number",
            ),
            rule,
        )


def revised(reading: Reading, p: Passage, told: Sequence[Find]) -> Iterator[Find]:
    """Yield the finds of the numbers that one of the ``told`` is changed to: "said nine had died, but later revised the figure up to 12"."""
    for i, word in enumerate(p.lower):
        if word not in lexicon.words("withdrawn") or word == "toll" or p.deps[i] not in ("dobj", "nsubjpass"):
            continue
        verb, end = p.heads[i], p.sentences[p.sentence[i]][1]
        of_another = any(p.lower[kid] in ("of", "for") for kid in p.kids[i])
        if of_another or lemma(p.lower[verb]) not in lexicon.words("rise") | lexicon.words("withdraw_change"):
            continue
        before = [find for find in told if find.group.how == "number" and find.group.last <= i]
        if not before:
            continue
        to = next((j for j in range(max(i, verb) + 1, min(max(i, verb) + _NEAR_CHANGE, end)) if p.lower[j] == "to"), None)
        number = next((j for j in range(to + 1, end) if p.tags[j] == "CD"), None) if to is not None else None
        spans = reading.quantities.overlapping(*p.source_span(number, number + 1)) if number is not None else ()
        for row in (span.row for span in spans):
            if number is not None and row.value_max is not None and row.dimension is None and row.currency is None:
                last = max(before, key=lambda find: find.group.last)
                count = int(row.value_max)
                yield Find(p, i, last.outcome, Group(number, number, number + 1, None, count, count, "exact", "number"), "toll")


def _told_from(p: Passage, i: int) -> int:
    """Return the token behind which the number of the toll ``i`` stands: itself, or that before the verb that it is the subject of, however long
    its phrase is ("the toll from the floods and landslides that swept through Norvale rose to 40").
    """
    verb = p.heads[i]
    far = p.deps[i] in ("nsubj", "nsubjpass") and verb in p.clauses and verb > i
    return max(i, min((*p.clauses[verb].auxiliaries, verb)) - 1) if far else i


def _is_joined(lead: list[str]) -> bool:
    """Return whether the words between a toll and a number join them: "of", "rose to", "now stands at", "has topped more than"."""
    if _ANOTHER_CLAUSE.intersection(lead) and lead[-3:] not in _AS_MANY:
        return False
    return (
        lead == ["of"]
        or lead[-3:] in _AS_MANY
        or any(word in ("to", "at", "from", "of") or lemma(word) == "number" or lemma(word) in lexicon.words("rise") for word in lead[-4:])
    )


def _of_people(p: Passage, last: int, counted: str) -> bool:
    word = counted.lower().split()[-1]
    return lexicon.is_person(word) or word in lexicon.words("dead") or lexicon.noun(word) is not None
