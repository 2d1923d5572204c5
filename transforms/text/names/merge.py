"""Which mentions of an article name the same entity.

People merge by compatible full names, and a surname joins the one person it can stand for; places and organisations merge by a table of
aliases; an acronym joins the name it abbreviates, by its parentheses or its initials. What is not clear stays apart.
"""

import functools
from collections.abc import Hashable, Sequence

from transforms.text.lexicon import countries, data
from transforms.text.lexicon.folding import words
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.names.acronyms import long_forms
from transforms.text.names.people import people
from transforms.text.names.spans import Key
from transforms.text.names.wording import SURE_PLACES
from transforms.text.reading.layers import Name


def fullest(forms: Sequence[str]) -> str:
    """Return the fullest of several forms of one name: most words, then not in capitals, then longest, then first; white space made single.

    >>> fullest(["Roe", "JANE ROE", "Jane Roe"])
    'Jane Roe'
    """
    spaced = [" ".join(form.split()) for form in forms]
    return max(spaced, key=lambda form: (len(form.split()), not (form.isupper() and " " in form), len(form)))


def merge(source: str, names: Sequence[Name]) -> tuple[list[int], list[list[int]]]:
    """Return the groups of ``names`` that name one entity, by first mention, and for each name the position of its group."""
    keys = [words(source[name.start : name.end]) for name in names]
    persons = people(source, names, keys)
    labels = [("PERSON", persons[i]) if i in persons else _label(name.entity_type, keys[i]) for i, name in enumerate(names)]
    full = _full_places(labels)
    labels = [full.get(label, label) for label in labels]
    long_form = long_forms(source, names, keys, labels)
    groups: dict[Hashable, list[int]] = {}
    for i, label in enumerate(labels):
        groups.setdefault(long_form(label), []).append(i)
    ordered = list(groups.values())
    owners = [0] * len(names)
    for number, group in enumerate(ordered):
        for position in group:
            owners[position] = number
    return owners, ordered


@functools.cache
def _aliases() -> dict[Key, Key]:
    """Return the plain name of each other name of one place or organisation."""
    groups = [tuple(line.split(";")) for line in data.lines("names/aliases.tsv")]
    groups += [nation.names for nation in countries.named()]
    shortened = data.table("places/abbreviations.tsv")
    groups += [
        (name, form)
        for form, name, _, where in shortened
        if where == "always" and form[:-1].isalpha() and form.istitle() and form[-1] == "."
    ]
    return {words(form): words(group[0]) for group in groups for form in group}


def _full_places(labels: Sequence[tuple[str, Key]]) -> dict[tuple[str, Key], tuple[str, Key]]:
    """Return by its label each place of one word, but for well-known ones, that one other place of the article is called with what it lies on, in or
    by ("Orlin", "Orlin am See"), or as an island ("Zorvat Island").
    """
    wide: dict[str, set[Key]] = {}
    for kind, key in labels:
        if kind == "place" and len(key) > 1 and (key[1] in listed("joints") or (len(key) == 2 and key[1] in ("island", "islands"))):
            wide.setdefault(key[0], set()).add(key)
    return {
        (kind, key): (kind, next(iter(wide[key[0]])))
        for kind, key in dict.fromkeys(labels)
        if kind == "place" and len(key) == 1 and len(wide.get(key[0], ())) == 1 and not _is_known_place(key)
    }


def _is_known_place(key: Key) -> bool:
    """Return whether the word is a well-known place by itself, or one for places ("North")."""
    return lexicon().lowered.get(key) in SURE_PLACES or bool(lexicon().cues.get(key[0]))


def _label(kind: str, key: Key) -> tuple[str, Key]:
    """Return what mentions of one entity share when they are no people: the kind (places are one) and the plain name."""
    if kind in ("GPE", "LOC", "FAC"):
        if len(key) > 2 and key[0] in listed("states") and "of" in key[:-1]:
            tail = key[key.index("of") + 1 :]
            known = lexicon().lowered.get(tail)
            if known == "country" and key not in _aliases():
                key = tail
        return "place", _aliases().get(key, key)
    if kind == "ORG":
        key = _aliases().get(key) or _with_full_owner(key)
        while len(key) > 1 and "suffix" in lexicon().cues.get(key[-1], ()):
            key = key[:-1]
        return "ORG", key
    if kind == "NORP" and key[-1].endswith("s") and not key[-1].endswith(("ss", "us", "is")) and len(key[-1]) > 3:
        last = key[-1][:-3] + "y" if key[-1].endswith("ies") else key[-1][:-1]
        return "NORP", (*key[:-1], last)
    return kind, key


def _with_full_owner(key: Key) -> Key:
    """Return the name of an organisation with the plain name of the state or body that it begins with: "UN Security Council", "U.S. Army"."""
    size = next((size for size in (2, 1) if len(key) > size and key[:size] in _aliases()), 0)
    return (*_aliases()[key[:size]], *key[size:]) if size else key
