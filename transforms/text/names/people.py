"""Which mentions of people name the same person: compatible full names, and partial names that can stand for one person only."""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Sequence

from transforms.text.lexicon import titles
from transforms.text.lexicon.names import gender_of_name, listed
from transforms.text.names.spans import Key
from transforms.text.reading.layers import Name

_BEFORE = re.compile(r"([\w.]+)\s+$")
_RIVALS = 50
"""Full names with one word in common that are compared: longer lists of one family's members gain nothing and cost quadratic time."""


def people(source: str, names: Sequence[Name], keys: Sequence[Key]) -> dict[int, Key]:
    """Return for each position of a person in ``names`` the full name that stands for the person."""
    positions = [i for i, name in enumerate(names) if name.entity_type == "PERSON"]
    plain = {i: _without_titles(keys[i]) for i in positions}
    full = list(dict.fromkeys(plain[i] for i in positions if _is_full(plain[i])))
    person = _full_names(full)
    clusters = list(dict.fromkeys(person.values()))
    members: dict[Key, list[Key]] = defaultdict(list)
    for form, cluster in person.items():
        members[cluster].append(form)
    bearing: dict[str, list[Key]] = defaultdict(list)
    for cluster in clusters:
        for word in dict.fromkeys(word for form in members[cluster] for word in form):
            bearing[word].append(cluster)
    result: dict[int, Key] = {}
    introduced: dict[Key, None] = {}
    alone: dict[Key, list[int]] = defaultdict(list)
    called: dict[Key, Key] = {}
    for i in positions:
        key = plain[i]
        if key in person:
            result[i] = person[key]
            introduced[person[key]] = None
            continue
        before = _BEFORE.search(source, max(0, names[i].start - 20), names[i].start)
        title = titles.of(before.group(1)).gender if before else ""
        found = _bearer(key, bearing.get(key[-1], ())[:_RIVALS], members, title, introduced)
        one = _meant(found, introduced, called.get(key))
        if one is not None and not title:
            called.setdefault(key, one)
        result[i] = one or (title, *key)
        if one is None:
            alone[key].append(i)
    for key, same in alone.items():
        titled = {result[i] for i in same} - {("", *key)}
        if len(titled) == 1:  # "Princess Ann ... Ann": nobody else is called so
            result |= dict.fromkeys(same, titled.pop())
    return result


def _meant(bearers: Sequence[Key], introduced: Container[Key], called: Key | None) -> Key | None:
    """Return for which of several bearers a partial name stands: the one who is ``called`` so already, the only one ``introduced`` by then, or,
    where none is yet (a headline), the one who is introduced first; else None.

    Newspapers that have called somebody by the surname call relatives who come in later by their first names.
    """
    if len(bearers) <= 1 or called in bearers:
        return called if called in bearers else next(iter(bearers), None)
    known = [one for one in bearers if one in introduced]
    if not known:
        return bearers[0]
    return known[0] if len(known) == 1 else None


def _without_titles(key: Key) -> Key:
    low = 0
    while low < len(key) - 1 and "prefix" in titles.of(key[low]).kinds:
        low += 1
    high = len(key)
    while high - 1 > low and key[high - 1] in listed("generations"):
        high -= 1
    return key[low:high]


def _is_full(key: Key) -> bool:
    return len(key) >= 2 and key[0] not in listed("particles")


def _full_names(full: Sequence[Key]) -> dict[Key, Key]:
    """Return each full name with the longest compatible one, where there is exactly one."""
    result = {}
    sharing: dict[str, list[Key]] = defaultdict(list)
    for key in full:
        for word in dict.fromkeys((key[0], key[-1])):
            sharing[word].append(key)
    for key in full:
        near = dict.fromkeys((*sharing[key[0]][:_RIVALS], *sharing[key[-1]][:_RIVALS]))
        wider = [other for other in near if other != key and _contains(other, key)]
        tops = [other for other in wider if not any(_contains(third, other) for third in wider if third != other)]
        result[key] = tops[0] if len(tops) == 1 else key
    return result


def _contains(longer: Key, shorter: Key) -> bool:
    """Return whether ``shorter`` can be a form of the full name ``longer``: same last word, and its other words or initials in their order;
    or the first words of it.
    """
    if len(shorter) > len(longer) or (len(shorter) == len(longer) and not any(len(word) == 1 for word in shorter)):
        return False
    if longer[: len(shorter)] == shorter or longer[-len(shorter) :] == shorter:
        return True
    if longer[-1] != shorter[-1]:
        return False
    position = 0
    for word in shorter[:-1]:
        while position < len(longer) - 1 and not (longer[position] == word or (len(word) == 1 and longer[position][0] == word)):
            position += 1
        if position >= len(longer) - 1:
            return False
        position += 1
    return longer[0] == shorter[0] or (len(shorter[0]) == 1 and longer[0][0] == shorter[0])


def _bearer(key: Key, clusters: Sequence[Key], members: dict[Key, list[Key]], title: str, introduced: Container[Key]) -> list[Key]:
    """Return the people for whom the partial name ``key`` can stand: by the last name, else the first, else (of those ``introduced``) one
    between.
    """
    size = len(key)
    tests: tuple[Callable[[Key], bool], ...] = (
        lambda form: form[-size:] == key,
        lambda form: form[0] == key[0] if size == 1 else form[:size] == key,
        lambda form: size == 1 and key[0] in form[1:-1],
    )
    for number, test in enumerate(tests):
        found = [cluster for cluster in clusters if any(test(form) for form in members[cluster])]
        if number == len(tests) - 1:
            found = [cluster for cluster in found if cluster in introduced]
        if title and found:
            found = [cluster for cluster in found if gender_of_name(cluster) in ("", title)]
            if len(found) > 1:
                sure = [cluster for cluster in found if gender_of_name(cluster) == title]
                found = sure or found
        if found:
            return found
    return []
