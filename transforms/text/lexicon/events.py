"""Words that tell of an event: which verbs, nouns and adjectives, with what around them, are which kind of event.

The tables are ``data/events/{verbs,nouns,adjectives}.tsv``; the heads of these files say how a frame is written. A word has several frames; of
those that hold the one with the most conditions decides, of equally many the one that names the fewest words, of these the first.
"""

import functools
from typing import NamedTuple

from transforms.text.lexicon import data
from transforms.text.lexicon.loading import KEPT
from transforms.text.lexicon.nouns import singular
from transforms.text.lexicon.verbs import lemma

_ANY = 10_000
"""More than the words of any class."""


class Kind(NamedTuple):
    """What kind an event is: PLOVER event type and mode, CAMEO root code, and incident type; none of them where the words tell of no event."""

    event_type: str | None = None
    mode: str | None = None
    cameo_root: str | None = None
    incident_type: str | None = None


class Condition(NamedTuple):
    """One condition of a frame: what it asks for (``o``, ``p``, ``s`` …), of a preposition or particle which, the words that fit, and whether it is
    to fail.
    """

    what: str
    which: str
    words: frozenset[str]
    negated: bool


class Frame(NamedTuple):
    """One use of a word: the conditions and the kind of event."""

    conditions: tuple[Condition, ...]
    kind: Kind
    takes_object: bool
    """Whether its object decides, so that it is no event of its own ("lifted the sanctions")."""


@functools.cache
def verbs() -> dict[str, tuple[Frame, ...]]:
    """Return the frames of each verb by dictionary form, the most specific first."""
    return _frames("events/verbs.tsv")


@functools.cache
def nouns() -> dict[str, tuple[Frame, ...]]:
    """Return the frames of each noun by its singular, the most specific first."""
    return _frames("events/nouns.tsv")


@functools.cache
def adjectives() -> dict[str, tuple[Frame, ...]]:
    """Return the frames of each adjective, the most specific first."""
    return _frames("events/adjectives.tsv")


@functools.lru_cache(maxsize=KEPT)
def is_known(form: str) -> bool:
    """Return whether ``form``, in lower case, is a form of a verb, noun or adjective that has frames.

    >>> is_known("attacked"), is_known("clashes"), is_known("table")
    (True, True, False)
    """
    nominal = form in nouns() or singular(form) in nouns()
    return nominal or form in adjectives() or lemma(form) in verbs()


@functools.cache
def words(name: str) -> frozenset[str]:
    """Return the words of the class ``name`` (``data/events/classes.tsv``).

    Raises:
        KeyError: there is no such class.
    """
    return _classes()[name]


@functools.cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, cell in data.table("events/classes.tsv"):
        for word in cell.split():
            found.setdefault(name, set()).update(found.get(word, (word,)))
    return {name: frozenset(members) for name, members in found.items()}


@functools.cache
def _roots() -> dict[tuple[str, str], str]:
    return {(event_type, mode): root for event_type, mode, root in data.table("events/roots.tsv")}


def _frames(name: str) -> dict[str, tuple[Frame, ...]]:
    found: dict[str, list[Frame]] = {}
    for cells in data.table(name):
        members, conditions = cells[0], tuple(map(_condition, cells[1].split())) if cells[1] != "-" else ()
        takes_object = any(condition.what == "o" and condition.words and not condition.negated for condition in conditions)
        frame = Frame(conditions, _kind(cells[2:]), takes_object)
        for word in members.split():
            found.setdefault(word, []).append(frame)
    return {word: tuple(sorted(frames, key=_breadth)) for word, frames in found.items()}


def _breadth(frame: Frame) -> tuple[int, int]:
    """Return how much ``frame`` covers: less with more conditions, and with fewer words in them."""
    return -len(frame.conditions), sum(len(condition.words) or _ANY for condition in frame.conditions)


def _condition(text: str) -> Condition:
    negated = text.startswith("!")
    what, *rest = text.removeprefix("!").split(":")
    which = rest.pop(0) if what in ("p", "prt") else ""
    members = (
        frozenset[str]().union(*(_classes().get(word, frozenset((word,))) for word in rest[0].split(","))) if rest else frozenset[str]()
    )
    return Condition(what, which, members, negated)


def _kind(cells: tuple[str, ...]) -> Kind:
    return kind(*(None if cell == "-" else cell for cell in cells))


@functools.cache
def kind(event_type: str | None, mode: str | None = None, incident: str | None = None) -> Kind:
    """Return the kind of type, mode and incident type; the type may carry a CAMEO root code that is not the type's own ("REQUEST/10").

    >>> kind("REQUEST/10").cameo_root, kind("REQUEST").cameo_root, kind("ASSAULT", "aerial").cameo_root, kind(None, None, "fire").incident_type
    ('10', '02', '19', 'fire')
    """
    if event_type is None:
        return Kind(None, None, None, incident)
    event_type, _, root = event_type.partition("/")
    return Kind(event_type, mode, root or _roots().get((event_type, mode or "-")) or _roots()[event_type, "-"], incident)
