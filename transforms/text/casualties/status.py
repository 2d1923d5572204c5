"""Whether the article stands by a toll: ``current``, ``unconfirmed``, ``denied`` or ``superseded``, or whether it tells of none at all."""

from transforms.text.casualties import lexicon, withdrawal
from transforms.text.casualties.finds import Find
from transforms.text.lexicon import sport
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading, setting
from transforms.text.reading.clauses import Clause
from transforms.text.reading.passage import Passage

_SPORT = 4
"""Words of sport in a report of a game."""
_BACK = 9
"""Tokens before a report among which words that doubt it stand."""

_KNOWN = frozenset(("the", "this", "that", "these", "those"))
_UNDONE = frozenset(("fail", "avoid", "escape"))
"""Verbs that say of the harm below them that it was not done."""
_NOBODY = frozenset(("nobody", "none", "neither", "one"))
"""Subjects of a negated verb of saying that nobody speaks with ("one" of "no one")."""
_DYING = frozenset(("die", "pass", "succumb"))
_OF = frozenset(("of", "from", "to", "in", "after", "following", "with"))
_ANYBODY = frozenset(("anyone", "anybody"))


def judge(reading: Reading, find: Find) -> tuple[Find, str] | None:
    """Return ``find`` as it is to be read, and its status; None where nothing is reported."""
    p, i, group = find.passage, find.trigger, find.group
    first, last = p.sentences[p.sentence[i]]
    if p.words[last - 1] == "?" or (last < len(p) and p.words[last - 1] in ("\u201d", '"') and p.words[last - 2] == "?"):
        return None
    if find.outcome in ("injured", "missing", "captured") and _is_sport(reading, p, first, last):
        return None
    if group.how == "none":
        return find, "current"
    if find.outcome == "rescued" and p.lower[group.head] in lexicon.words("bodies"):
        return None  # "pulled six bodies from the rubble"
    if find.negated:
        return _negated(find)
    clause = _clause(p, i)
    if find.outcome == "killed" and group.low == group.high == 1 and _is_natural(p, i):
        return None
    if (
        clause is not None
        and clause.negated
        and clause.subject is not None
        and p.lower[clause.subject] in ("we", "i")
        and not clause.passive
    ):
        return None  # "we never hurt anybody" is no report
    modality = setting.modality(reading, p, i)
    unsaid = _unsaid(p, clause)
    if unsaid is not None:
        return (find, "unconfirmed") if unsaid else None
    if p.lower[group.head] in _ANYBODY and not (clause is not None and clause.negated):
        return None  # "did not say that anyone was killed"
    if modality == "denied" and find.rule != "unsurvived":
        return _negated(find)
    if modality in ("planned", "possible"):
        if _is_doubted(p, find, first):
            return find, "unconfirmed"
        past = (
            clause is not None and clause.modal in ("may", "might", "could") and any(p.lower[kid] == "have" for kid in clause.auxiliaries)
        )
        return (find, "unconfirmed") if past or (group.how == "number" and (group.low or 0) > 1) else None
    if clause is not None and _is_generic(p, find, clause):
        return None
    if _is_doubted(p, find, first) or withdrawal.is_unconfirmed(reading, find):
        return find, "unconfirmed"
    gone = find.rule == "toll before" or _is_earlier(p, find, first) or withdrawal.of(reading, find) is not None
    return find, "superseded" if gone else "current"


def _is_natural(p: Passage, i: int) -> bool:
    """Return whether the verb ``i`` tells that somebody died as people do at the end of their lives: "died peacefully", "of cancer", "of natural
    causes", "after a long illness"; what spreads (cholera, a virus) takes a toll.
    """
    if lemma(p.lower[i]) not in _DYING or p.child(i, "dobj") is not None:
        return False
    if any(p.lower[kid] == "peacefully" for kid in p.kids[i]):
        return True
    below = [thing for kid in p.kids[i] if p.lower[kid] in _OF for thing in p.kids[kid] if p.deps[thing] == "pobj"]
    return any(_is_frailty(p, thing) for thing in below)


def _is_frailty(p: Passage, noun: int) -> bool:
    """Return whether ``noun`` names an illness of one person, or age: of an attack, failure or cause that of the heart, an organ, or nature."""
    word, before = p.lower[noun], {p.lower[kid] for kid in p.kids[noun]}
    return word in lexicon.words("illness") or (
        word in lexicon.words("illness_of") and not before.isdisjoint(lexicon.words("illness_kind"))
    )


def _is_sport(reading: Reading, p: Passage, first: int, last: int) -> bool:
    """Return whether the sentence ``first:last`` has words of sport, and the article several: players are injured, shots captured."""
    if sport.TOPICS.isdisjoint(p.lower[first:last]) and sport.STAFF.isdisjoint(p.lower[first:last]):
        return False
    return reading.count(sport.TOPICS) >= _SPORT


def _negated(find: Find) -> tuple[Find, str] | None:
    """Return the find of a negated report: none of them for one person or an open number, a denied number otherwise."""
    group = find.group
    if group.how in ("number", "sum") and (group.low or 0) > 1:
        return find, "denied"
    if find.outcome not in ("killed", "injured") or not (find.negated or _is_of_harm(find.passage, find.trigger)):
        return None
    return find._replace(group=group._replace(low=0, high=0, modifier="exact", how="none"), negated=False), "current"


def _unsaid(p: Passage, clause: Clause | None) -> bool | None:
    """Return True for what somebody does not confirm ("has not confirmed that a boy died"), False for what is not said, or confirmed by nobody
    ("Nobody said that nine people died"), None for anything else.
    """
    above = p.clauses.get(p.heads[clause.verb]) if clause is not None and p.deps[clause.verb] == "ccomp" else None
    if above is None or not above.negated or lemma(p.lower[above.verb]) not in lexicon.words("report"):
        return None
    who = above.subject
    nobody = who is not None and (p.lower[who] in _NOBODY or any(p.lower[kid] == "no" for kid in p.kids[who]))
    return lemma(p.lower[above.verb]) in lexicon.words("confirm") and not nobody


def _is_of_harm(p: Passage, i: int) -> bool:
    """Return whether what is negated at token ``i`` is the harm itself ("was not hurt", "failed to kill"), not that somebody says, admits or did it:
    a man who "denied killing his wife", or "did not kill his wife", says nothing of whether she lives.
    """
    clause = _clause(p, i)
    if clause is None:
        return False
    if not clause.negated:
        return lemma(p.lower[p.heads[clause.verb]]) in _UNDONE
    thing = None if clause.passive else clause.object
    return thing is None or not any(p.deps[kid] == "poss" or p.lower[kid] in _KNOWN for kid in p.kids[thing])


def _clause(p: Passage, i: int) -> Clause | None:
    """Return the clause that tells of token ``i``: its own, that of an adjective's or noun's verb."""
    return p.clauses.get(i) or p.clauses.get(p.governor(i))


def _is_generic(p: Passage, find: Find, clause: Clause) -> bool:
    """Return whether the clause tells of what happens, not of what happened: "smoking kills", "men die younger"."""
    if p.is_title or clause.tense != "present" or find.rule not in ("verb", "phrase") or clause.verb != find.trigger:
        return False
    if clause.passive and p.tags[clause.verb] == "VBN":
        return find.group.how == "vague" and not find.implied
    return not (find.group.how == "number" and "have" in {p.lower[kid] for kid in clause.auxiliaries})


def _is_doubted(p: Passage, find: Find, first: int) -> bool:
    """Return whether words at the report's verb or count, or those that the report hangs on, say that it is not certain."""
    i, group = find.trigger, find.group
    above = _above(p, i)
    for at in range(max(first, min(i, group.first) - 6), min(p.sentences[p.sentence[i]][1], max(i, group.last) + 3)):
        if p.lower[at] in lexicon.words("doubt") and not group.first <= at < group.last and (p.heads[at] in above or at in above):
            return True
    return any(
        lemma(p.lower[at]) in lexicon.words("fear") and p.deps[i] in _SAID_OF and p.lower[at + 1 : at + 3] != ["to", "be"]
        for at in above[1:2]
    )


_SAID_OF = frozenset(("oprd", "xcomp", "acomp", "ccomp"))


def _above(p: Passage, i: int) -> list[int]:
    """Return token ``i`` and the words above it, up to the second verb."""
    found = [i]
    while p.heads[found[-1]] != found[-1] and sum(map(p.is_verb, found[1:])) < 2 and len(found) < 8:
        found.append(p.heads[found[-1]])
    return found


def _is_earlier(p: Passage, find: Find, first: int) -> bool:
    """Return whether words before the report say that it was the number of an earlier report: "initial reports put the toll at 12", "had earlier
    said 12 people died"; that it happened early in the morning is none.
    """
    low = max(first, min(find.trigger, find.group.first) - _BACK)
    before = range(low, max(find.trigger, find.group.first))
    return find.group.how == "number" and any(p.lower[at] in lexicon.words("before") and _is_of_report(p, at) for at in before)


def _is_of_report(p: Passage, at: int) -> bool:
    """Return whether the word ``at`` is said of a report: of a verb of saying, or of a noun for what is said or counted."""
    head = p.heads[at]
    if p.is_verb(head):
        return lemma(p.lower[head]) in lexicon.words("report")
    return not lexicon.words("reports").isdisjoint((p.lower[head], p.lower[at + 1] if at + 1 < len(p) else ""))
