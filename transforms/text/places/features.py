"""What speaks for and against a candidate's being a place: the features of the linear score, group by group.

Every group takes a :class:`View` and yields names of features that hold. All are generic: kinds, classes of words, positions and counts,
never a word of the text.
"""

from collections.abc import Iterator
from typing import NamedTuple

from transforms.text.lexicon import titles
from transforms.text.places.cues import (
    BUILDINGS,
    COMPASS,
    DIVISIONS,
    INSTITUTIONS,
    LANDS,
    MEDIA,
    PERSON_VERBS,
    PLACE_PREPOSITIONS,
    RESIDENTS,
    ROADS,
    TOWN_NOUNS,
    WATERS,
)
from transforms.text.places.forms import family_names, given_names, ordinary
from transforms.text.places.support import Support, size
from transforms.text.places.toponyms import PLACE_TYPES, Candidate
from transforms.text.reading.passage import Passage

_PARTIES = frozenset(("R", "D", "I", "DFL", "GOP"))
"""Marks of a lawmaker's party before the home town ("R-Orlova")."""
_PLURALS = frozenset(("counties", "provinces", "states", "townships", "regions", "districts", "parishes", "roads", "streets", "avenues"))
_LABELS = ("GPE", "LOC", "FAC", "NORP", "ORG", "PERSON")
_SMALL = frozenset(("of", "the", "and", "or", ",", "-", "–", "(", "a", "an"))
_CAPITALISED_AFTER = (
    ("media", MEDIA), ("road", ROADS), ("division", DIVISIONS), ("feature", WATERS | LANDS), ("institution", INSTITUTIONS),
    ("building", BUILDINGS),
)  # fmt: skip
"""Classes of a capitalised word after a candidate, the first that holds it."""
_ANY_AFTER = (("resident", RESIDENTS), ("verb", PERSON_VERBS))
_MARKS_AFTER = frozenset((",", ".", "-", "–", "—", "--", "(", ":"))
_DASHES = frozenset(("—", "–", "--", "-", ":"))


class View(NamedTuple):
    """A candidate with what the groups of features read of it."""

    passage: Passage
    candidate: Candidate
    support: Support
    local: frozenset[str]
    """Names of which a place lies near what the article names beyond doubt."""
    size: str
    """Kind and scale of the best-known place of the name."""
    label: str
    """How the name it begins in is read: a type, ``other``, or ``-`` for no name."""
    position: str
    """Where in that name it lies: exact, start, end, inside or ``-``."""
    before: str
    """Class of the word before."""
    after: str
    """Class of the word after."""


def features(passage: Passage, candidate: Candidate, support: Support, local: frozenset[str]) -> list[str]:
    """Return the names of the features that hold for ``candidate``, in a fixed order."""
    view = View(
        passage, candidate, support, local, size(candidate.key, candidate.country), *read_as(passage, candidate, support),
        class_before(passage, candidate.first), class_after(passage, candidate.last),
    )  # fmt: skip
    return [feature for group in GROUPS for feature in group(view)]


def read_as(passage: Passage, candidate: Candidate, support: Support) -> tuple[str, str]:
    """Return how the name that ``candidate`` begins in is read, and where in it the candidate lies."""
    span = support.spans[candidate.passage].get(candidate.first)
    if span is None:
        return "-", "-"
    first, last, label = span
    article = passage.lower[first] in ("the", "a", "an")
    possessive = last == candidate.last + 1 and passage.words[candidate.last] in ("'s", "’s")
    begins, ends = first + article >= candidate.first, last <= candidate.last or possessive
    position = "exact" if begins and ends else "start" if begins else "end" if ends else "inside"
    return (label if label in _LABELS else "other"), position


def class_before(passage: Passage, i: int) -> str:
    """Return the class of what stands before token ``i``: start (of a sentence), in, preposition, a small word, party, title, and so on."""
    if i == 0 or passage.sentence_starts[i]:
        return "start"
    before: str = passage.words[i - 1]
    low: str = passage.lower[i - 1]
    capital = before[:1].isupper()
    if low in PLACE_PREPOSITIONS:
        return "in" if low == "in" else "preposition"
    if low == "-" and i > 1 and passage.words[i - 2] in _PARTIES:
        return "party"
    if low in _SMALL:
        return low
    if titles.precedes_person(low):
        return "title"
    if low in COMPASS:
        return "compass"
    if capital:
        return "given" if low in given_names() else "capital"
    return "word" if before.isalpha() else "mark"


def class_after(passage: Passage, j: int) -> str:
    """Return the class of token ``j``, which follows a candidate: kinds of names and words, possessive, a mark; the end is a full stop."""
    if j == len(passage.words):
        return "."
    after: str = passage.words[j]
    low: str = passage.lower[j]
    capital = after[:1].isupper()
    if capital:
        for name, listed in _CAPITALISED_AFTER:
            if low in listed:
                return name
    for name, listed in _ANY_AFTER:
        if low in listed:
            return name
    if after in ("'s", "’s"):
        return "possessive"
    if after in _MARKS_AFTER:
        return after
    if capital:
        return "capital"
    return "word" if after.isalpha() else "mark"


def _kind(view: View) -> Iterator[str]:
    """Yield what the candidate is by itself and how the name it stands in is read."""
    kind = view.candidate.kind
    yield from ("bias", "kind=" + kind, "size=" + view.size, "kind,size=" + kind + "," + view.size)
    yield "label=" + view.label + view.position


def _before(view: View) -> Iterator[str]:
    words, i, previous = view.passage.words, view.candidate.first, view.before
    yield from ("before=" + previous, "before,kind=" + previous + view.candidate.kind)
    if previous == "of" and i > 1:
        yield "before_of=" + ("capital" if words[i - 2][:1].isupper() else "word")
    if previous in ("and", ",") and i > 1:
        yield "list_before=" + view.support.label_at(view.candidate.passage, i - 2)


def _after(view: View) -> Iterator[str]:
    following = view.after
    yield from ("after=" + following, "after,kind=" + following + view.candidate.kind, "around=" + view.before + following)


def _phrase(view: View) -> Iterator[str]:
    """Yield what the phrase around says: towns and residents, lists, plural heads, institutions and papers that the name begins."""
    passage, j, following = view.passage, view.candidate.last, view.after
    lower = passage.lower
    if _town_phrase(passage, view.candidate):
        yield "town_phrase"
    if following in (",", "and") and j + 1 < len(lower):
        yield "list_after=" + view.support.label_at(view.candidate.passage, j + 1)
    if following in (",", "and", "word", "capital") and any(word in _PLURALS for word in lower[j : j + 7]):
        yield "plural_head"
    if following == "possessive" and j + 1 < len(lower) and lower[j + 1] in RESIDENTS:
        yield "possessive_resident"
    if following == "capital":
        yield "after_capital=" + ("institution" if lower[j] in INSTITUTIONS else "other")
    tail = _tail(passage, j)
    if any(word in INSTITUTIONS for word in tail):
        yield "institution_follows"
    if any(word in MEDIA for word in tail):
        yield "media_follows"


def _town_phrase(passage: Passage, candidate: Candidate) -> bool:
    """Return whether the words around say it is a town or the like: "the village of X", "residents of X", "X, a town in"."""
    lower, i, j = passage.lower, candidate.first, candidate.last
    if i > 1 and lower[i - 1] == "of" and (lower[i - 2] in TOWN_NOUNS or lower[i - 2] in ("residents", "people", "outskirts", "mayor")):
        return True
    if j + 2 < len(lower) and lower[j] == "," and lower[j + 1] in ("a", "the", "an"):
        return any(word in TOWN_NOUNS for word in lower[j + 2 : j + 6])
    return False


def _tail(passage: Passage, j: int) -> list[str]:
    """Return the words of the name that goes on after a candidate, at most five, lower case."""
    tail: list[str] = []
    for text, low in zip(passage.words[j : j + 5], passage.lower[j : j + 5], strict=True):
        if not text[:1].isupper() and low not in ("of", "'s", "’s", "and", "for"):
            break
        tail.append(low)
    return tail


def _listed(view: View) -> Iterator[str]:
    """Yield what the word lists say of the candidate's own words."""
    candidate = view.candidate
    at = range(candidate.first, candidate.last)
    if candidate.kind == "unlisted" and any((candidate.passage, i) in view.support.listed for i in at):
        yield "holds_listed=" + view.label + view.position
    if candidate.kind not in ("name", "unlisted") or candidate.country:
        return
    parts = candidate.key.split()
    if len(parts) < 2:
        word = candidate.key
        kinds = ("ordinary" if word in ordinary() else "") + (" given" if word in given_names() else "")
        kinds += " family" if word in family_names() else ""
        yield from ("word=" + kinds, "word,size=" + kinds + view.size)
        if word in view.support.lower:
            yield "lower_elsewhere"
        return
    yield "words=" + str(min(len(parts), 3))
    if all(w in ordinary() for w in parts):
        yield "all_ordinary"
    if parts[0] in given_names() and parts[-1] in family_names():
        yield "person_like"


def _capitals(view: View) -> Iterator[str]:
    """Names in capitals, and datelines among them ("ORLOVA (Reuters) -")."""
    candidate = view.candidate
    if candidate.text.isupper() and len(candidate.text) > 3:
        at_start = candidate.first == 0 and candidate.kind != "demonym"
        dash = any(t in _DASHES or t.startswith("(") for t in view.passage.words[candidate.last : candidate.last + 8])
        yield "capitals" + ("_dateline" if at_start and dash else "")


def _elsewhere(view: View) -> Iterator[str]:
    """Yield how the rest of the article reads and locates the name."""
    candidate, support = view.candidate, view.support
    key, exact = candidate.key, view.position == "exact"
    places = support.places[key] - (view.label in PLACE_TYPES and exact) if len(key) > 2 else 0
    people = support.people[key] - (view.label == "PERSON")
    organisations = support.others[key] - (view.label == "ORG" and exact)
    yield from ("places=" + _group(places), "people=" + _group(people), "orgs=" + _group(organisations))
    yield "places,people=" + _group(places) + _group(people)
    if candidate.kind == "name" and key in view.local:
        yield "local"
    located = max(support.located[key] - (view.before == "in" or view.after == "resident"), 0)
    yield from ("located=" + _group(located), "located,people=" + _group(located) + _group(people))
    here = (candidate.passage, candidate.first) in support.contained
    yield "contained" if here else "contained_elsewhere" if support.held[key] else "never_contained"


def _group(count: int) -> str:
    return "0" if count == 0 else "1" if count == 1 else "2+"


GROUPS = (_kind, _before, _after, _phrase, _listed, _capitals, _elsewhere)
"""The groups of features in their order; the score is a sum in that order, so that it is the same to the last bit."""
