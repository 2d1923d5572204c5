"""What the words of a name say of its type: each function takes a key (folded words in lower case), and no text around it."""

from collections import Counter
from collections.abc import Sequence

from transforms.text.lexicon import titles
from transforms.text.lexicon.folding import fold
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.names.spans import Key

SURE_PLACES = frozenset(("country", "region", "area", "townA", "townB"))
"""Classes of the lists whose members are places wherever nothing speaks against it."""
REGIONS = frozenset(("district", "governorate", "oblast", "prefecture", "province", "village"))
"""What ends the name of a part of a country, and no team's."""
_OTHER_HEADS = frozenset(("event", "law", "work", "thing", "facility", "place"))
_NATURE_BEFORE = frozenset(("lake", "mount", "mt", "mt.", "gulf", "cape"))


def is_personal(key: Key) -> bool:
    """Return whether a word of ``key`` is a known given name or surname."""
    known = lexicon()
    return any(word.capitalize() in known.given or word.capitalize() in known.family for word in key)


def is_only_title(key: Key) -> bool:
    """Return whether the words of ``key`` are a title of several words without a name.

    >>> is_only_title(("royal", "highness")), is_only_title(("prince", "harry"))
    (True, False)
    """
    return len(key) > 1 and all(titles.precedes_person(word) or "style" in titles.of(word).kinds for word in key)


def is_body(key: Key) -> bool:
    """Return whether the noun that says what a name names is one for organisations ("Headquarters for the Treatment of …").

    >>> is_body(("ministry", "of", "health")), is_body(("law", "of", "courts"))
    (True, False)
    """
    head = key[-1]
    for position, word in enumerate(key):
        if position and word in ("of", "for", "on"):
            head = key[position - 1]
            break
    cues = set(lexicon().cues.get(head, ()))
    return len(key) > 1 and "body" in cues and cues.isdisjoint(_OTHER_HEADS)


def ends_as_body(key: Key) -> bool:
    """Return whether ``key`` ends with what only organisations' names do: a word of theirs, or a known organisation of two words or more.

    >>> ends_as_body(("anna", "roe", "foundation")), ends_as_body(("kenya", "red", "cross")), ends_as_body(("anna", "cross"))
    (True, True, False)
    """
    if len(key) < 2:
        return False
    known = lexicon()
    tails = (key[first:] for first in range(1, len(key) - 1))
    return key[-1] in listed("organised") or any(known.lowered.get(tail) == "known" for tail in tails)


def person_or_place(key: Key) -> str:
    """Return PER, or what a name is that was taken for a person: LOC for a known place; ORG for the bare word for a body ("Government") and what
    ends as only organisations do; ORG or LOC by its last word, where no given name stands before.

    >>> person_or_place(("zorvat", "shipping")), person_or_place(("anna", "lake")), person_or_place(("rust", "belt"))
    ('ORG', 'PER', 'LOC')
    """
    known = lexicon()
    if ends_as_body(key):
        return "ORG"
    kind = known.lowered.get(key)
    if kind in SURE_PLACES and (not is_personal(key) or (len(key) > 1 and kind == "area")):
        return "LOC"
    if len(key) > 1 and key[0].capitalize() not in known.given and key[0].rstrip(".") not in known.cues:
        if key[-1] in listed("companies"):
            return "ORG"
        if key[-1] in listed("spots") or key[-1] in listed("streets"):
            return "LOC"
    if len(key) == 1 and "body" in known.cues.get(key[0], ()) and not is_personal(key):
        return "ORG"
    return "PER"


def person_or_body(key: Key, counts: Counter[str]) -> str:
    """Return PER or ORG for a name that stands as both, as often as ``counts`` says: by its last word, then the majority, then by known names.

    >>> person_or_body(("tamsin", "cargo"), Counter(PER=2, ORG=1))
    'ORG'
    """
    if not {"body", "suffix"}.isdisjoint(lexicon().cues.get(key[-1], ())) or key[-1] in listed("companies"):
        return "ORG"
    if counts["PER"] != counts["ORG"]:
        return "PER" if counts["PER"] > counts["ORG"] else "ORG"
    return "PER" if is_personal(key) else "ORG"


def begins_road(words: Sequence[str], i: int) -> bool:
    """Return whether the word ``i`` is the country that begins the name of a road.

    >>> begins_road(["on", "US", "212"], 1), begins_road(["in", "US", "courts"], 1)
    (True, False)
    """
    return words[i] in ("US", "U.S.") and i + 1 < len(words) and words[i + 1].isdigit() and len(words[i + 1]) < 4


def place_type(key: Key) -> str:
    """Return the fine type of a place where its words tell it: GPE for listed towns, countries and regions, LOC for nature, FAC for streets and
    buildings, else nothing.

    >>> place_type(("kyiv",)), place_type(("lake", "orlin")), place_type(("orlin", "close")), place_type(("zorvat",))
    ('GPE', 'LOC', 'FAC', '')
    """
    kind = lexicon().lowered.get(key, "")
    if kind.startswith("town") or kind in ("country", "region"):
        return "GPE"
    if (len(key) == 2 and key[-1] in REGIONS) or (len(key) > 1 and key[-1] == "county"):
        return "GPE"
    if len(key) > 1 and key[0] == "metro" and lexicon().lowered.get(key[1:], "").startswith(("town", "region")):
        return "GPE"
    if kind == "area" or key[-1] in listed("nature") or key[0] in _NATURE_BEFORE:
        return "LOC"
    return "FAC" if len(key) > 1 and key[-1] in listed("streets") | listed("buildings") else ""


def thing_type(key: Key) -> str:
    """Return the fine type of what is neither person nor body nor place where its words tell it, else nothing.

    >>> thing_type(("harbour", "act")), thing_type(("zorvat", "cup")), thing_type(("zorvat",))
    ('LAW', 'EVENT', '')
    """
    if not listed("feasts").isdisjoint((key[0], key[-1])) or "_".join(key) in listed("celebrated"):
        return "EVENT"
    cues = {cue for word in key for cue in lexicon().cues.get(word, ())}
    for cue, kind in (("law", "LAW"), ("event", "EVENT"), ("thing", "PRODUCT")):
        if cue in cues:
            return kind
    return ""


def is_full_name(words: Sequence[str]) -> bool:
    """Return whether ``words``, as written, are a known given name or initials, and one or two more words that tell of nothing but a name.

    >>> is_full_name(["Anna", "Orvane"]), is_full_name(["Anna", "Hospital"])
    (True, False)
    """
    known = lexicon()
    if not 2 <= len(words) <= 4 or not all(word.isalpha() and word[0].isupper() for word in words):
        return False
    if any(known.cues.get(word.lower()) for word in words) or known.phrases.get(tuple(fold(word) for word in words)):
        return False
    return (len(words) < 4 and fold(words[0]) in known.given) or has_initials(words)


def has_initials(words: Sequence[str]) -> bool:
    """Return whether ``words`` begin with two or three initials and end in one or two words with an initial capital.

    >>> has_initials(["B", "S", "Orvane"]), has_initials(["B", "Orvane"])
    (True, False)
    """
    count = next((i for i, word in enumerate(words) if len(word) > 1), len(words))
    rest = words[count:]
    return count in (2, 3) and 1 <= len(rest) <= 2 and all(word.istitle() for word in rest)
