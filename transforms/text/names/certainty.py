"""How sure a mention is: the probability that an annotator would give the same span the same coarse type.

A logistic regression over what the tagger thinks of the tokens and over what else made the mention. ``training.names`` fits its weights, on
documents that the tagger which weighs them was not fitted on.
"""

import functools
import re
from collections import Counter
from collections.abc import Sequence

from transforms.text.lexicon import gazetteer, odds
from transforms.text.lexicon.common import is_common
from transforms.text.lexicon.folding import fold, lower, words
from transforms.text.lexicon.names import lexicon, listed, shortened_regions
from transforms.text.names import extents, works
from transforms.text.names.spans import Key
from transforms.text.names.tagger import Tagged
from transforms.text.names.wording import SURE_PLACES
from transforms.text.reading import Reading
from transforms.text.reading.layers import Name
from transforms.text.reading.passage import Passage

WEIGHTS = "names/certainty.tsv"
COARSE = {"PERSON": ("PER",), "ORG": ("ORG",), "NORP": ("NORP",), "GPE": ("LOC", "FAC"), "LOC": ("LOC", "FAC"), "FAC": ("LOC", "FAC")}
"""The tagger's types of each OntoNotes type; MISC of all others."""


_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}")
_SHORTEST = 4
"""Letters of a place's name that the gazetteer alone speaks for: shorter ones are other words, too."""
LEAST = 0.4
"""Confidence below which a name is left out: on other news hardly any of them is one, or of that type."""


def weighed(reading: Reading, tagged: Sequence[Tagged], names: Sequence[Name], rules: Sequence[str]) -> list[Name]:
    """Return ``names``, each made by the rule of its number, with their confidence; what is hardly one is left out,
    unless the article has the name elsewhere.
    """
    found = zip(names, features(reading, tagged, names, rules), strict=True)
    result = [name._replace(confidence=odds.probability(WEIGHTS, row)) for name, row in found]
    keys = [tuple(words(reading.source_text[name.start : name.end])) for name in result]
    sure = [
        (name.confidence >= LEAST and not _is_unfounded(reading, name, rule)) or _is_sure(reading, name, rule)
        for name, rule in zip(result, rules, strict=True)
    ]
    named = {(key, name.entity_type) for key, name, kept in zip(keys, result, sure, strict=True) if kept}
    people = {word for key, kind in named if kind == "PERSON" for word in key}
    return [
        name
        for key, name in zip(keys, result, strict=True)
        if (key, name.entity_type) in named or (name.entity_type == "PERSON" and people.issuperset(key))
    ]


def _is_unfounded(reading: Reading, name: Name, rule: str) -> bool:
    """Return whether the name is a town or country for tagger and model alone, in one word with an initial capital: on other news two of three
    such are firms, people, peoples or things.
    """
    if rule != "tagger" or name.entity_type != "GPE" or name.last - name.first != 1:
        return False
    passage = reading.passages[name.passage]
    return passage.words[name.first].istitle() and passage.model_labels[name.first].endswith("GPE")


def _is_sure(reading: Reading, name: Name, rule: str) -> bool:
    """Return whether something else than the tagger speaks for the name: another rule, a list, the gazetteer, its first or last word, a word for
    settlements behind it, or a preposition of place before it; for a thing the rules that know one, a list, or a last word for laws or events.
    """
    text, passage, known = reading.source_text[name.start : name.end], reading.passages[name.passage], lexicon()
    key = tuple(words(text))
    if name.entity_type not in COARSE:
        return rule in (extents.STORM, works.BEHIND_NOUN, works.ACT) or _is_called_thing(key)
    if rule != "tagger" or key in known.lowered or text.rstrip(".") + "." in shortened_regions():
        return True
    if name.entity_type == "PERSON":
        return fold(key[0].capitalize()) in known.given or _is_full(passage, name)
    cues = known.cues.get(key[-1], ()) if len(key) > 1 else ()
    if name.entity_type == "ORG":
        local = len(key) > 1 and not SURE_PLACES.isdisjoint((known.lowered.get(key[:1]), known.lowered.get(key[-1:])))
        return local or (len(key) > 1 and key[-1] in listed("companies")) or not {"body", "suffix"}.isdisjoint(cues)
    if not {"place", "facility"}.isdisjoint(cues) or (len(key) > 1 and key[-1] in listed("streets")) or _INITIALS.fullmatch(text):
        return True
    if not listed("settlements").isdisjoint(passage.lower[name.last : name.last + 1]):
        return True
    located = name.first > 0 and passage.lower[name.first - 1] in listed("locatives")
    return located or (len(text) >= _SHORTEST and gazetteer.load().knows(gazetteer.fold(text)))


def _is_full(passage: Passage, name: Name) -> bool:
    """Return whether the name is two or three words with initial capitals between commas or other marks, which are no ordinary words and tell of
    nothing: who is named so in an apposition is somebody, also where no list has the given name ("her rival, Orva Tessil, left").
    """
    written = passage.words[name.first : name.last]
    apart = passage.words[max(name.first - 1, 0) : name.first] == [","] and passage.words[name.last : name.last + 1] == [","]
    if not apart or len(written) not in (2, 3) or passage.is_title_case or not all(word.isalpha() and word.istitle() for word in written):
        return False
    return not any(is_common(word.lower()) or lexicon().cues.get(word.lower()) for word in written)


def _is_called_thing(key: Key) -> bool:
    """Return whether the name is a feast of the lists, or ends in a word for laws or events that tells of nothing else."""
    if "_".join(key) in listed("celebrated"):
        return True
    cues = lexicon().cues.get(key[-1], ()) if len(key) > 1 and not any(map(str.isdigit, key)) else ()
    return cues in (("law",), ("event",))


def features(reading: Reading, tagged: Sequence[Tagged], names: Sequence[Name], rules: Sequence[str]) -> list[dict[str, float]]:
    """Return the features of each of ``names``."""
    keys = [lower(reading.source_text[name.start : name.end]) for name in names]
    alike = Counter(zip(keys, (name.entity_type for name in names), strict=True))
    forms = [_form(passage) for passage in reading.passages]
    plain = set[str]().union(*(filter(str.islower, passage.words) for passage in reading.passages))
    return [
        {"always": 1.0, f"rule={_kind(rule)}": 1.0, forms[name.passage]: 1.0}
        | _of_tagger(tagged[name.passage], name)
        | _of_name(name, alike[key, name.entity_type])
        | _of_lists(reading.passages[name.passage], name)
        | _of_words(reading.passages[name.passage], name, plain)
        for name, key, rule in zip(names, keys, rules, strict=True)
    ]


def _of_tagger(tagged: Tagged, name: Name) -> dict[str, float]:
    """Return what the tagger says: the log odds of the type where it is least sure of it, of the beginning and of the end; and where the name is
    another than the tagger's, whether it begins or ends elsewhere or has another type.
    """
    kinds = COARSE.get(name.entity_type, ("MISC",))
    of_type, begins, goes_on = _of_type(tagged.names, kinds)
    labels, shares = tagged.labels[name.first : name.last], tagged.shares[name.first : name.last + 1].tolist()
    if any(label[2:] not in kinds for label in labels):
        return {"another type": 1.0, f"another type, {name.entity_type}": 1.0}
    type_odds = odds.of(min([1.0, *(sum([row[number] for number in of_type]) for row in shares[: len(labels)])]))
    result = {"type": type_odds, f"type of {name.entity_type}": type_odds}
    if labels and labels[0].startswith("I-"):
        result["begins elsewhere"] = 1.0
    else:
        result["begin"] = odds.of(sum([row[number] for row in shares[: len(labels)][:1] for number in begins]))
    if any(label.startswith("I-") for label in tagged.labels[name.last : name.last + 1]):
        result["ends elsewhere"] = 1.0
    else:
        result["end"] = odds.of(1.0 - sum([row[number] for row in shares[len(labels) :] for number in goes_on]))
    return result


@functools.lru_cache(maxsize=64)
def _of_type(names: tuple[str, ...], kinds: tuple[str, ...]) -> tuple[list[int], list[int], list[int]]:
    """Return the numbers of the labels ``names`` that are of one of ``kinds``: all, those of a beginning, those of what goes on."""
    of_type = [number for number, label in enumerate(names) if label[2:] in kinds]
    begins = [number for number in of_type if names[number].startswith("B-")]
    return of_type, begins, [number for number in of_type if names[number].startswith("I-")]


def _of_name(name: Name, alike: int) -> dict[str, float]:
    """Return what the name itself says: its type, its number of words and how often the article names it so."""
    return {
        f"is {name.entity_type}": 1.0,
        f"words={min(name.last - name.first, 4)}": 1.0,
        f"named={min(alike, 3)}": 1.0,
    }


def _of_lists(passage: Passage, name: Name) -> dict[str, float]:
    """Return what the lists say of the words beside the type: the class of the whole name, and whether it begins with a given name."""
    words = passage.lower[name.first : name.last]
    listed = lexicon().lowered.get(tuple(words), "none")
    given = passage.folded[name.first] in lexicon().given if words else False
    return {f"listed {listed}, {name.entity_type}": 1.0, f"given {given}, {name.entity_type}": 1.0}


def _of_words(passage: Passage, name: Name, plain: set[str]) -> dict[str, float]:
    """Return whether the words of the name are ordinary ones, and whether the article has them in lower case, too (``plain``)."""
    words = [word for word in passage.words[name.first : name.last] if word.isalpha()]
    if not words or any(word.isupper() for word in words):
        return {}
    size = "one" if len(words) == 1 else "many"
    result = {f"{size} twin": 1.0} if all(word.lower() in plain for word in words) else {}
    if all(is_common(word.lower()) for word in words):
        result |= {f"{size} common": 1.0, f"{size} common, {name.entity_type}": 1.0}
    return result


@functools.lru_cache(maxsize=1 << 10)
def _kind(rule: str) -> str:
    """Return a rule without the types that it speaks of.

    >>> _kind("tagger, LOC agreed to be ORG")
    'tagger, agreed to be'
    """
    return " ".join(word for word in rule.split() if not word.isupper())


def _form(passage: Passage) -> str:
    if passage.is_shouting:
        return "upper"
    return "title" if passage.is_title_case else "text"
