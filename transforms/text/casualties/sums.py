"""Sums of what is told apart and belongs together: "arrested a dealer and detained two others", "A man died. Two others died later"."""

from collections.abc import Sequence

from transforms.text.casualties import background, lexicon, people
from transforms.text.casualties.finds import Find
from transforms.text.reading.passage import Passage

_COUNTED = ("number", "one", "named", "vague")
_BACK, _FAR_BACK = 2, 6
"""Sentences before one to whose toll its own may be added, and where its words say that it was on the same occasion."""
_FURTHER = frozenset(("another", "more", "additional", "further"))
_ALSO = frozenset(("also", "additionally"))


def add(p: Passage, told: Sequence[Find]) -> list[Find]:
    """Return the finds ``told`` of ``p``, and behind them the sums of two whose second is coordinated with the first, or says that it comes on
    top of it ("also", "two other men"); the two are then parts of the sum.
    """
    added = list(told)
    for find in sorted((find for find in told if _is_free(find)), key=lambda find: find.group.first):
        first = next((other for other in added if _is_coordinated(p, other, find)), None) or _before(p, added, find)
        if first is None:
            continue
        whole = people.total(p, [first.group, find.group])
        if whole is not None:
            added = [other._replace(whole=whole) if other in (first, find) else other for other in added]
            added.append(find._replace(group=whole, whole=None))
    return added


def is_further(find: Find) -> bool:
    """Return whether ``find`` tells of people on top of others: "another 14 bodies", "12 more people"."""
    words, group = find.passage.lower, find.group
    at = max(group.first - 1, find.passage.sentences[find.passage.sentence[group.head]][0])
    return group.how == "number" and find.rule != "toll" and not _FURTHER.isdisjoint(words[at : group.last])


def _is_free(find: Find) -> bool:
    return find.whole is None and find.group.how in _COUNTED and not find.negated and not find.rule.startswith("toll")


def _is_coordinated(p: Passage, first: Find, find: Find) -> bool:
    """Return whether the verb of ``find`` is coordinated with that of ``first``, and tells the same outcome of others."""
    above = first.trigger == p.heads[find.trigger] and p.deps[find.trigger] == "conj"
    between = range(first.group.last, find.trigger)
    if any(p.deps[j] == "conj" and p.heads[j] == first.group.head for j in between):
        return False  # "shelling killed one man and a strike killed three", where the parser joins the strike to the man
    return above and first.outcome == find.outcome and _is_free(first) and first.group.last <= find.group.first


def _before(p: Passage, told: Sequence[Find], find: Find) -> Find | None:
    """Return the last toll before ``find`` that it comes on top of, where its words say that it does."""
    number = p.sentence[find.trigger]
    beside = any(
        other.outcome != find.outcome and p.sentence[other.trigger] == number and other.group.last <= find.group.first for other in told
    )
    back = 0 if beside and not _is_also(p, find) else _reach(p, find)  # "killing three and wounding five others"
    near = [
        other
        for other in told
        if (other.outcome, other.implied) == (find.outcome, find.implied)
        and (_is_free(other) or other.group.how == "sum")
        and other.whole is None
        and other.group.last <= find.group.first
        and 0 < number - p.sentence[other.trigger] <= back
        and background.is_background(other) == background.is_background(find)
    ]
    return max(near, key=lambda other: other.group.last, default=None)


def _reach(p: Passage, find: Find) -> int:
    """Return how many sentences before ``find`` the toll may stand that its further people ("two other men", "another", "also died") add to."""
    group = find.group
    words = p.lower[group.first : group.last]
    if words[0] == "the":
        return 0  # "the other" is one of those who were told
    also = _is_also(p, find)
    if (also or "additional" in words) and not find.implied:
        return _FAR_BACK
    return _BACK if also or not lexicon.words("more").isdisjoint(words) else 0


def _is_also(p: Passage, find: Find) -> bool:
    return any(p.lower[kid] in _ALSO for kid in p.kids[find.trigger])
