"""Parts of a toll: "12 people, including three children", "three of them children", "four of whom were nurses"."""

import itertools
from collections.abc import Iterator, Sequence

from transforms.text.casualties import lexicon, people
from transforms.text.casualties.finds import Find
from transforms.text.casualties.people import Group
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_NEAR = 24
"""Tokens behind a toll among which its parts begin."""
_OF_THEM = frozenset(("them", "whom", "those", "these"))
_INSIDE = ("det", "nummod", "amod", "compound", "quantmod", "nmod", "advmod", "poss")


def find(reading: Reading, p: Passage, finds: Sequence[Find]) -> Iterator[Find]:
    """Yield the parts of ``finds`` that the sentence of each tells behind it; a part belongs to the toll that stands last before it."""
    wholes = [found for found in finds if found.whole is None and (found.group.high is None or found.group.high > 1) and not found.negated]
    for first, last in p.sentences:
        here = [found for found in wholes if first <= found.group.first < last]
        if not here:
            continue
        for i in range(first, last):
            whole = max((found for found in here if found.group.last <= i <= found.group.last + _NEAR), key=_place, default=None)
            if whole is not None:
                for group in _begins(reading, p, i, last):
                    behind = p.lower[group.last : group.last + 2]
                    if whole.outcome == "injured" and not {"fatally", "dead", "died", "fatal"}.isdisjoint(behind):
                        yield whole._replace(group=group, outcome="killed", implied=False)
                    elif _fits(group, whole.group) and not _is_told(finds, group):
                        yield whole._replace(group=group, whole=whole.group, rule="part")


def _place(found: Find) -> tuple[int, int]:
    return found.group.last, -found.group.first


def _begins(reading: Reading, p: Passage, i: int, last: int) -> Iterator[Group]:
    """Yield the groups of the parts that the token ``i`` opens, in a sentence that ends before ``last``."""
    word = p.lower[i]
    if word == "including" or (word == "among" and i + 1 < last and p.lower[i + 1] in _OF_THEM):
        start = i + (1 if word == "including" else 2)
        while start < last and (p.lower[start] in ("were", "are", "was", "is", ",", "both") or p.tags[start] == "RB"):
            start += 1
        head = _head(p, start, last)
        if head is not None:
            for member in people.members(p, head):
                group = people.read(reading, p, member)
                if group is not None and group.how not in ("none", "pronoun"):
                    yield _from(p, group, start)
    elif p.tags[i] == "CD" and i + 1 < last and p.lower[i + 1] in lexicon.words("fatally"):
        group = people.read(reading, p, i)  # "shot four people, three fatally"
        if group is not None and group.low is not None:
            yield group
    elif word == "of" and i + 1 < last and p.lower[i + 1] in _OF_THEM and i:
        group = people.of_acts(reading, p, i - 1)
        if group is not None and group.low is not None:
            yield _of_them(p, group, i + 2, last)


def _from(p: Passage, group: Group, start: int) -> Group:
    """Return ``group`` without what the parser takes into its phrase before token ``start``: "them" of "among them a nurse"."""
    if not group.first < start <= group.head:
        return group
    return group._replace(first=start, victims=(start + (p.tags[start] == "DT" and start < group.head), group.last))


def _of_them(p: Passage, group: Group, behind: int, last: int) -> Group:
    """Return the part "three of them" with the noun that says who they are, where one follows."""
    at = behind
    while at < last and p.lower[at] in ("were", "are", "was", "is"):
        at += 1
    head = _head(p, at, last) if at < last else None
    if head is not None and head - at < 4 and lexicon.is_person(p.lower[head]):
        return group._replace(last=head + 1, victims=(at, head + 1))
    return group._replace(last=behind)


def _head(p: Passage, start: int, last: int) -> int | None:
    """Return the head of the noun phrase that begins at token ``start``."""
    if start >= last:
        return None
    at = start
    while at < last and p.deps[at] in _INSIDE and start < p.heads[at] < last and p.heads[at] - start < 9:
        at = p.heads[at]
    return at


def _fits(group: Group, whole: Group) -> bool:
    return whole.high is None or (group.high is not None and group.high <= whole.high)


def _is_told(finds: Sequence[Find], group: Group) -> bool:
    """Return whether a find of its own tells what became of those of ``group``."""
    return any(found.group.first < group.last and group.first < found.group.last for found in finds)


def listed(reading: Reading, p: Passage) -> Iterator[Find]:
    """Yield the parts of a toll that stands elsewhere: "among the dead were three children", "two of those killed were nurses"."""
    for i in itertools.compress(range(len(p)), map(_GONE.__contains__, p.lower)):
        outcome = _gone(p, i)
        if outcome is None:
            continue
        before = p.lower[i - 2] if i > 1 else ""
        verb = p.governor(i)
        if before == "of" and i > 2:
            group = people.of_acts(reading, p, i - 3)
            if group is not None and group.low is not None:
                yield Find(p, i, outcome, group._replace(last=i + 1, victims=None), "listed")
        elif before == "among" or (p.lower[verb] in ("included", "include", "includes") and p.deps[i] == "nsubj"):
            deps = ("nsubj", "attr", "nsubjpass") if before == "among" else ("dobj",)
            head = p.child(verb, *deps)
            if head is not None and head != i:
                groups = (people.read(reading, p, member) for member in people.members(p, head))
                yield from (Find(p, i, outcome, group, "listed") for group in groups if group is not None and group.high is not None)


def _gone(p: Passage, i: int) -> str | None:
    """Return what became of those whom the word ``i`` behind "the" or "those" stands for: "the dead", "those killed"."""
    if not i or p.lower[i - 1] not in ("the", "those") or (p.deps[i] == "amod" and p.heads[i] > i):
        return None
    return _GONE[p.lower[i]]


_GONE = {
    "dead": "killed",
    "killed": "killed",
    "deceased": "killed",
    "injured": "injured",
    "wounded": "injured",
    "hurt": "injured",
    "missing": "missing",
    "captured": "captured",
    "kidnapped": "captured",
    "abducted": "captured",
    "arrested": "arrested",
    "rescued": "rescued",
    "evacuated": "evacuated",
}
