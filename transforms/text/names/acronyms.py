"""Acronyms and short forms of organisations: which label of an entity is short for which."""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence

from transforms.text.lexicon import countries
from transforms.text.lexicon.common import is_common
from transforms.text.lexicon.folding import words
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.names.spans import Key
from transforms.text.reading.layers import Name

_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&/-]{1,9}$")
_OPENING = re.compile(r"\s*[(\[]\s*[\"“]?(?:or |the )?")
_CLOSING = frozenset((")", "]", '"', "”"))
_PLACES = frozenset(("GPE", "LOC", "FAC"))
_OWNER = re.compile(r"\S*['’]")
"""The first word of a name that is somebody's ("Rovers' radio station")."""
_RIVALS = 50
"""Names with their first word in common that are compared."""


class _Joins:
    """Labels of entities, and which of them are one."""

    def __init__(self) -> None:
        self._target: dict[Hashable, Hashable] = {}

    def __contains__(self, label: Hashable) -> bool:
        return label in self._target

    def root(self, label: Hashable) -> Hashable:
        """Return the label that ``label`` is short for in the end, itself where it is short for none."""
        while label in self._target:
            label = self._target[label]
        return label

    def join(self, short: Hashable, long: Hashable) -> None:
        """Note that ``short`` stands for ``long``."""
        if self.root(short) != self.root(long):
            self._target[self.root(short)] = self.root(long)

    def join_only(self, short: Hashable, others: set[Hashable]) -> None:
        """Note that ``short`` stands for the one of ``others`` that is another entity, where there is exactly one."""
        found = others - {self.root(short)}
        if len(found) == 1:
            self.join(short, next(iter(found)))


def long_forms(source: str, names: Sequence[Name], keys: Sequence[Key], labels: Sequence[Hashable]) -> Callable[[Hashable], Hashable]:
    """Return a function from the label of an entity to the label of the entity that it is a short form of.

    ``keys`` and ``labels`` are the folded words and the label of each of ``names``: names of one label are one entity already.
    """
    joins = _Joins()
    _by_parentheses(source, names, labels, joins)
    organisations = list(
        dict.fromkeys((label, key) for name, label, key in zip(names, labels, keys, strict=True) if name.entity_type == "ORG")
    )
    _by_initials(organisations, joins)
    owned = {key for name, key in zip(names, keys, strict=True) if _OWNER.match(source, name.start, name.end)}
    _by_beginning(organisations, owned, joins)
    _by_end(organisations, joins)
    _by_club(organisations, joins)
    _by_owner(organisations, _foremost(names, keys), joins)
    return joins.root


def _by_parentheses(source: str, names: Sequence[Name], labels: Sequence[Hashable], joins: _Joins) -> None:
    """Join the two names of "Harbour Safety Authority (HSA)", in either order."""
    for i in range(len(names) - 1):
        left, right = names[i], names[i + 1]
        if left.passage != right.passage or "PERSON" in (left.entity_type, right.entity_type) or _kind(left) != _kind(right):
            continue
        if not _OPENING.fullmatch(source, left.end, right.start) or source[right.end : right.end + 1] not in _CLOSING:
            continue
        one, two = source[left.start : left.end], source[right.start : right.end]
        if abbreviates(two, one) or _is_of_initials(two, one) or _is_of_beginnings(two, one):
            joins.join(labels[i + 1], labels[i])
        elif abbreviates(one, two):
            joins.join(labels[i], labels[i + 1])


def _by_initials(organisations: Sequence[tuple[Hashable, Key]], joins: _Joins) -> None:
    """Join a name of one word with the one organisation whose initials it is."""
    long: dict[str, set[Hashable]] = defaultdict(set)
    for label, key in organisations:
        if len(key) > 1:
            for letters in _initials(key) - set(key):
                long[letters].add(joins.root(label))
    for label, key in organisations:
        if len(key) == 1 and len(key[0]) >= 2 and label not in joins:
            joins.join_only(label, long.get(key[0].replace("&", "").replace("-", ""), set()))


def _by_beginning(organisations: Sequence[tuple[Hashable, Key]], owned: set[Key], joins: _Joins) -> None:
    """Join a name with the one that goes on with words for kinds of organisations only; one word that no list knows also with the one that was
    named before it and begins with it ("Norvik Paper … Norvik"), where that is not ``owned`` by it.
    """
    beginning: dict[str, list[tuple[Hashable, Key]]] = defaultdict(list)
    for label, key in organisations:
        beginning[key[0]].append((label, key))
    for label, key in organisations:
        if label not in joins:
            joins.join_only(label, {joins.root(other) for other, wide in beginning[key[0]][:_RIVALS] if _is_short_form(key, wide)})
    told: dict[Key, int] = {}
    for number, (_, key) in enumerate(organisations):
        told.setdefault(key, number)
    for label, key in organisations:
        if label not in joins and len(key) == 1 and key not in lexicon().lowered and not lexicon().cues.get(key[0]):
            wider = [(other, wide) for other, wide in beginning[key[0]][:_RIVALS] if wide != key and wide not in owned]
            if all(told[wide] < told[key] for _, wide in wider):
                joins.join_only(label, {joins.root(other) for other, _ in wider})


def _by_end(organisations: Sequence[tuple[Hashable, Key]], joins: _Joins) -> None:
    """Join the last word of a newspaper's or a team's name with the one that was named before it and ends with it: "the Orlin Chronicle … the
    Chronicle", "the Orlin Bears … the Bears"; that of a team also with the one named after it, as headlines come before the full name.
    """
    ending: dict[str, list[tuple[int, Hashable]]] = defaultdict(list)
    for number, (label, key) in enumerate(organisations):
        if len(key) > 1:
            ending[key[-1]].append((number, label))
    for number, (label, key) in enumerate(organisations):
        team = is_team_tail(key)
        if len(key) == 1 and (team or key[0] in listed("papers")) and label not in joins:
            before = {joins.root(other) for at, other in ending[key[0]] if at < number}
            after = {joins.root(other) for _, other in ending[key[0]]} if team and not before else set()
            joins.join_only(label, before or after)


def _by_club(organisations: Sequence[tuple[Hashable, Key]], joins: _Joins) -> None:
    """Join a team that is called by its place alone with the one whose full name goes on with what a club is called: "Orlin … Orlin Rovers"."""
    clubs: dict[Key, set[Hashable]] = defaultdict(set)
    for label, key in organisations:
        if len(key) > 1 and (key[-1] in listed("clubs") or (lexicon().lowered.get(key) == "known" and is_team_tail(key[-1:]))):
            clubs[key[:-1]].add(joins.root(label))
    for label, key in organisations:
        if label not in joins and key in clubs:
            joins.join_only(label, clubs[key])


def _foremost(names: Sequence[Name], keys: Sequence[Key]) -> set[str]:
    """Return the codes of the states that the article names most often, by their names and by what their people are called."""
    states = (_states().get(key) for name, key in zip(names, keys, strict=True) if name.entity_type in ("GPE", "NORP"))
    counts = Counter(filter(None, states))
    return {code for code, count in counts.items() if count == max(counts.values())}


@functools.cache
def _states() -> dict[Key, str]:
    """Return the code of each state by its names and by what its people are called."""
    return {words(form): state.code for state in countries.countries().values() for form in (*state.names, *state.people.forms)}


def _by_owner(organisations: Sequence[tuple[Hashable, Key]], foremost: set[str], joins: _Joins) -> None:
    """Join a name of two words or more with the one that names its state, people, town or body before it ("Orlin Health Ministry … the Health
    Ministry"), of states only those that are ``foremost`` in the article: the bare name may be that of the country the article is about.
    """
    ending: dict[Key, set[Hashable]] = defaultdict(set)
    for label, key in organisations:
        for size in (1, 2, 3):
            owner = key[:size] if len(key) > size + 1 else ()
            if _may_own(owner) and (not foremost or _states().get(owner) in (None, *foremost)):
                ending[key[size:]].add(joins.root(label))
    for label, key in organisations:
        if len(key) > 1 and label not in joins and key in ending:
            joins.join_only(label, ending[key])


def _may_own(key: Key) -> bool:
    """Return whether ``key`` is a state, a people, a town or an organisation of the lists."""
    return lexicon().lowered.get(key) not in (None, "party", "faith", "people")


def is_team_tail(key: Key) -> bool:
    """Return whether ``key`` may be the last word of a team's name that stands for it: one word in the plural that is no nation, faith or party."""
    known = lexicon().lowered.get(key)
    return (
        len(key) == 1 and key[0].endswith("s") and len(key[0]) > 3 and known in (None, "people", "known") and not lexicon().cues.get(key[0])
    )


def _kind(name: Name) -> str:
    return "place" if name.entity_type in _PLACES else name.entity_type


def _initials(key: Key) -> set[str]:
    return {"".join(word[0] for word in key), "".join(word[0] for word in key if word not in listed("small"))}


def abbreviates(short: str, long: str) -> bool:
    """Return whether ``short`` can stand for ``long``: an acronym whose letters come in this order in it, the first as its first.

    >>> abbreviates("UDCG", "Ukraine Defence Contact Group"), abbreviates("WHO", "Ghana Health Service")
    (True, False)
    """
    if not _ACRONYM.match(short) or len(long.split()) < 2 or sum(c.isupper() for c in short) < 2:
        return False
    letters = [c for c in short.casefold() if c.isalnum()]
    rest = iter("".join(words(long)))
    return words(long)[0][0] == letters[0] and all(c in rest for c in letters)


def _is_of_initials(short: str, long: str) -> bool:
    """Return whether the capitals ``short`` are initials of the words of ``long``, in whatever order another language has them and without some."""
    initials = Counter(word[0] for word in words(long))
    return len(short) > 2 and short.isalpha() and short.isupper() and Counter(short.casefold()) <= initials


def _is_of_beginnings(short: str, long: str) -> bool:
    """Return whether the word ``short``, with one capital and no word of English, is made of the letters of ``long`` in their order ("Orvsec")."""
    plain = short.isalpha() and short.istitle() and 4 <= len(short) <= 8 and not is_common(short.lower())
    rest = iter("".join(words(long)))
    return plain and len(long.split()) > 2 and words(long)[0][0] == short[0].lower() and all(c in rest for c in short.lower())


def _is_short_form(key: Key, wide: Key) -> bool:
    """Return whether ``wide`` is ``key`` followed only by words for kinds of organisations ("Acme", "Acme Mining Company")."""
    if not len(key) < len(wide) or wide[: len(key)] != key or key[0] in listed("small"):
        return False
    cues = lexicon().cues
    known = lexicon().lowered.get(key, "")
    if known and known != "known":
        return False
    return all({"body", "suffix"} & set(cues.get(word, ())) for word in wide[len(key) :])
