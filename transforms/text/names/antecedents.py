"""For whom a personal pronoun stands: who is present is ranked by a few weighted features, and the first is taken where it leads clearly.

The score of a candidate is a sum of logarithms of odds, so that scores are compared by their difference. The weights are set by hand, each
with its reason; none was fitted.
"""

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

from transforms.text.lexicon.names import listed
from transforms.text.lexicon.reporting import forms
from transforms.text.names.discourse import OBJECT, OWNER, SUBJECT, Discourse, Key, Trace, role_of
from transforms.text.names.relatives import is_relative
from transforms.text.reading.passage import Passage

KNOWN_GENDER = 0.4
"""A person known to be a woman is twice as likely a "she" as one of whom nothing is known."""
TOLD_GENDER = 0.5
"""For each pronoun of that gender, up to two, that somebody of unknown gender has had more than of the other."""
PARALLEL = 0.4
"""A subject goes on with a subject, an object with an object."""
LOCAL = 1.0
"""The subject of the clause is who its possessives and the clauses below it go on with ("Doe sold his boat", "Doe said that he")."""
OWN = 1.0
"""More so with "his own"."""
PROMINENCE = 0.25
"""For each doubling of the mentions (plus one) about a quarter: the person an article is about is who its pronouns go on with."""
HANDED_ON = 0.3
"""Whom the last pronoun stood for goes on to be "he" (the backward-looking centre)."""
UNNAMED = 0.25
"""Somebody without a name counts like one who is named once."""
OWN_DEATH = -4.0
"""Nobody alive speaks of "his death": the subject of the clause is not the one who died."""
LEAD = 0.6
"""By how much the first must lead the second."""
LEAD_QUOTED = 1.2
"""The same inside a quotation, where the speaker may mean somebody whom the article has not named."""

_TO_THE_DOER = frozenset(("to", "for", "by", "against", "from", "about", "at", "on", "of", "toward", "towards", "upon"))
"""Prepositions behind which a pronoun is not the verb's own subject ("spoke to him"); with others it may be ("took it with him")."""
_REFLEXIVE = frozenset(("himself", "herself"))
_MAX_CLIMB = 10
_SOON = 2


class Pronoun(NamedTuple):
    """A personal pronoun: its passage and token, its gender and role."""

    passage: Passage
    token: int
    gender: str
    role: str


class Choice(NamedTuple):
    """Whom a pronoun stands for, None: undecided; the rule that says so; and by how much that one leads the next, where it is a matter of that."""

    key: Key | None
    rule: str
    lead: float | None = None


def choose(discourse: Discourse, pronoun: Pronoun, mentioned: Sequence[int], centre: Key | None, speakers: Collection[Key]) -> Choice:
    """Return for whom ``pronoun`` stands.

    ``mentioned`` counts the names of each entity in the article, ``centre`` is whom the last pronoun of that gender stood for, ``speakers`` are
    those whose words the quotation is that the pronoun stands in.
    """
    passage, token = pronoun.passage, pronoun.token
    barred = excluded(discourse, passage, token) | set(speakers)
    local = _local(discourse, passage, token)
    mourned = _own_death(discourse, passage, token)
    ranked = []
    for trace in discourse.present():
        if trace.kind != "PERSON" or trace.key in barred or trace.gender not in ("", pronoun.gender):
            continue
        score = _score(discourse, trace, pronoun, mentioned) + (
            HANDED_ON if trace.key == centre and discourse.sentence - trace.last.sentence < _SOON else 0.0
        )
        score += _local_weight(passage, token) if trace.key == local else 0.0
        ranked.append((score + (OWN_DEATH if trace.key in mourned else 0.0), trace))
    ranked.sort(key=lambda one: (-one[0], -one[1].last.sentence, -one[1].last.token))
    if not ranked:
        return Choice(None, "nobody fits")
    lead = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else math.inf
    if lead < (LEAD_QUOTED if passage.quoted[token] >= 0 else LEAD):
        return Choice(None, "two fit")
    if lead == math.inf:
        return Choice(ranked[0][1].key, "the only one that fits")
    return Choice(ranked[0][1].key, f"leads by {lead:.1f}", lead)


def _score(discourse: Discourse, trace: Trace, pronoun: Pronoun, mentioned: Sequence[int]) -> float:
    """Return how well somebody fits a pronoun, without what depends on the other pronouns."""
    score = math.log(max(trace.presence(discourse.sentence), 1e-6))
    count = mentioned[trace.key] if isinstance(trace.key, int) else 0
    score += PROMINENCE * math.log2(1 + count) if count else UNNAMED
    score += KNOWN_GENDER if trace.gender else TOLD_GENDER * max(-2, min(2, trace.told if pronoun.gender == "m" else -trace.told))
    parallel = trace.last.sentence < discourse.sentence and pronoun.role == trace.last.role and pronoun.role in (SUBJECT, OBJECT)
    return score + (PARALLEL if parallel else 0.0)


def _local_weight(passage: Passage, token: int) -> float:
    return LOCAL + (OWN if passage.deps[token] == "poss" and passage.lower[token + 1 : token + 2] == ["own"] else 0.0)


def _local(discourse: Discourse, passage: Passage, token: int) -> Key | None:
    """Return the subject, before the pronoun at ``token``, of the innermost clause around it that has one; nobody where the clause has a hearer
    for whom a subject may stand as well ("warned Doe that he"), but see ``_beside_relative``.
    """
    at = token
    for _ in range(_MAX_CLIMB):
        if passage.heads[at] == at:
            return None
        at = passage.heads[at]
        subject = passage.subject_of(at) if passage.is_verb(at) else None
        hearer = passage.child(at, "dobj", "dative")
        if (
            passage.deps[token] in ("nsubj", "nsubjpass")
            and hearer is not None
            and hearer < token
            and _at(discourse, passage, hearer) is not None
        ):
            return None
        if subject is not None and subject < token and not subject <= token <= passage.right[subject]:
            if is_relative(passage.lower[subject]):
                return _beside_relative(discourse, passage, token, subject)
            return _at(discourse, passage, subject)
    return None


def _beside_relative(discourse: Discourse, passage: Passage, token: int, subject: int) -> Key | None:
    """Return whom the pronoun at ``token`` goes on with where the subject of its clause is somebody's relative: with another relative, whose those
    are ("His father is a judge and his mother a nurse"); else a relative without a name, since a named one and whose it is go on alike.
    """
    if passage.deps[token] == "poss" and is_relative(passage.lower[passage.heads[token]]):
        return _at(discourse, passage, passage.child(subject, "poss"))
    key = _at(discourse, passage, subject)
    return None if isinstance(key, int) else key


def excluded(discourse: Discourse, passage: Passage, token: int) -> set[Key]:
    """Return whom the pronoun at ``token`` cannot stand for by syntax: who does what is done to it, and what it belongs to or describes."""
    if passage.lower[token] in _REFLEXIVE:
        return set()
    found: list[int | None] = []
    head, dep = passage.heads[token], passage.deps[token]
    if dep == "poss":
        if passage.deps[head] == "appos":
            found.append(passage.heads[head])
        elif passage.deps[head] == "attr":
            found.append(passage.subject_of(passage.heads[head]))
        found += [kid for kid in passage.kids[head] if passage.deps[kid] == "appos"]
    elif dep in ("dobj", "iobj", "dative", "pobj"):
        verb = head
        if dep == "pobj":
            verb = passage.heads[head] if passage.lower[head] in _TO_THE_DOER else token
        if passage.is_verb(verb):
            found.append(passage.subject_of(verb))
            found += [kid for kid in passage.kids[verb] if passage.deps[kid] in ("dobj", "dative", "iobj") and kid != token]
    return {key for at in found if (key := _at(discourse, passage, at)) is not None}


def _at(discourse: Discourse, passage: Passage, token: int | None) -> Key | None:
    """Return who stands at ``token``; at "who" and "that" of a relative clause, whom it describes."""
    if token is not None and passage.tags[token].startswith("W") and passage.deps[passage.heads[token]] == "relcl":
        token = passage.heads[passage.heads[token]]
    return None if token is None else discourse.here.get(token)


def _own_death(discourse: Discourse, passage: Passage, token: int) -> set[Key]:
    """Return the subject of the clause that speaks of "his death", or of another thing that only the dead have."""
    head = passage.heads[token]
    if passage.deps[token] != "poss" or passage.lower[head] not in listed("last_things"):
        return set()
    verb = passage.governor(head)
    subject = passage.subject_of(verb)
    if subject is None or passage.lower[verb] not in forms("name") | forms("government"):
        return set()
    key = _at(discourse, passage, subject)
    return set() if key is None else {key}


def bound(discourse: Discourse, passage: Passage, token: int) -> Key | None:
    """Return whom the reflexive pronoun at ``token`` stands for: the subject of its clause."""
    return _at(discourse, passage, passage.subject_of(passage.governor(token)))


def is_emphatic(passage: Passage, token: int) -> bool:
    """Return whether a reflexive pronoun only stresses the name before it ("Doe himself"): it stands for nothing of its own."""
    return passage.deps[token] in ("npadvmod", "appos") or (token > 0 and passage.tags[token - 1].startswith("NNP"))


def subject_ahead(passage: Passage, token: int) -> int | None:
    """Return the subject of the main clause that a pronoun in a clause or phrase before it may stand for ("When she came, Doe said")."""
    at, last = token, passage.sentences[passage.sentence[token]][1]
    while passage.heads[at] != at:
        dep, at = passage.deps[at], passage.heads[at]
        if dep in ("advcl", "prep") and at > token:
            subject = next((kid for kid in passage.kids[at] if passage.deps[kid] in ("nsubj", "nsubjpass")), None)
            if subject is not None and token < subject < last and "," in passage.words[token:subject]:
                return subject
    return None


def pronoun_at(passage: Passage, token: int, gender: str) -> Pronoun:
    """Return the personal pronoun of that gender at ``token``."""
    role = OWNER if passage.deps[token] == "poss" else role_of(passage, token)
    return Pronoun(passage, token, gender, role)
