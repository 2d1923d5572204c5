"""What the finders of tolls hand on: the words that tell an outcome with the people it befell."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from transforms.text.casualties import lexicon, people
from transforms.text.casualties.people import Group
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

BEFALLEN = {"dead": "killed", "injured": "injured", "missing": "missing"}
"""Classes of words that stand for people by what befell them ("the dead"), and what that is."""
_THEIRS = frozenset(("the", "its", "their", "his", "her"))
_NEAR_PUT = 9
"""Tokens before "the dead at 11" among which the verb of it stands."""
PRIORITY = ("verb", "phrase", "adjective", "noun", "toll")


class Find(NamedTuple):
    """One report: its passage, the token that tells the outcome, the outcome, the people, the rule that found it, whether the words say it
    plainly or it is ``implied`` (and void where the article tells that they died), whether it is negated, and the number of its whole among
    the finds of the passage (None for one that is no part).
    """

    passage: Passage
    trigger: int
    outcome: str
    group: Group
    rule: str
    implied: bool = False
    negated: bool = False
    whole: Group | None = None


def outcome_of_put(p: Passage, i: int) -> str | None:
    """Return what befell those whose number is put behind the word ``i`` for them ("put the dead at 11", "its wounded now number 40"), None where
    none is.
    """
    outcome = next((told for name, told in BEFALLEN.items() if p.lower[i] in lexicon.words(name)), None)
    if outcome is None or not i or p.lower[i - 1] not in _THEIRS or i + 2 >= len(p):
        return None
    put = p.lower[i + 1] == "at" and lemma(p.lower[_verb_before(p, i)]) in lexicon.words("report")
    return outcome if put or any(lemma(word) == "number" for word in p.lower[i + 1 : i + 3]) else None


def _verb_before(p: Passage, i: int) -> int:
    """Return the last verb before token ``i`` in its sentence, ``i`` itself where none is near."""
    return next((at for at in range(i - 1, max(i - _NEAR_PUT, p.sentences[p.sentence[i]][0] - 1), -1) if p.is_verb(at)), i)


def unharmed(finds: Iterable[Find]) -> Iterator[Find]:
    """Yield ``finds`` as reports that none of their people were harmed: a count of zero; that half of them were not says nothing of the rest."""
    for find in finds:
        if find.group.how != "vague" or find.passage.lower[find.group.head] not in lexicon.words("portions"):
            yield find._replace(group=find.group._replace(low=0, high=0, modifier="exact", how="none"), negated=False, implied=False)


def _may_be(p: Passage, group: Group, outcome: str) -> bool:
    """Return whether ``group`` are no deaths or injuries, which say themselves what befell those they count ("14 fatalities and 40 were injured")."""
    noun = lexicon.noun(p.lower[group.head])
    return noun is None or noun.counts == "acts" or noun.outcome == outcome or noun.outcome not in ("killed", "injured", "harmed")


def told(
    reading: Reading,
    p: Passage,
    trigger: int,
    outcome: str,
    heads: Iterable[int],
    rule: str,
    *,
    implied: bool = False,
    negated: bool = False,
    bare: bool = True,
) -> Iterator[Find]:
    """Yield the finds of ``outcome`` for the phrases that ``heads`` head, each with those it is coordinated with and their sum; those that are
    joined behind the words that tell it are others ("a man who was killed and two women who were hurt").
    """
    for head in heads:
        listed = people.listed(reading, p, head, bare, before=trigger if head < trigger else None)
        groups = [group for group in listed if _may_be(p, group, outcome)]
        if not groups:
            continue
        whole = people.total(p, groups)
        if whole is not None and whole == groups[0]:
            groups = groups[1:]  # "three civilians, two women and a man"
        if whole is not None:
            yield Find(p, trigger, outcome, whole, rule, implied, negated)
        for group in groups:
            yield Find(p, trigger, outcome, group, rule, implied, negated, whole)
