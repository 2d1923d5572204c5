"""What an article calls those it names: nouns in apposition to a name, right beside it, or said of it ("Orvane, a bar in Oslo", "the bar Orvane",
"the Orvane bar", "Orvane is a bar").
"""

import functools
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from transforms.text.lexicon import data
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.names.spans import key_of
from transforms.text.names.wording import SURE_PLACES
from transforms.text.reading import Reading
from transforms.text.reading.layers import Name
from transforms.text.reading.passage import Passage

_KINDS = frozenset(("ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"))
_INDEFINITE = frozenset(("a", "an", "another", "one", "each", "every", "any", "no"))
_BEINGS = frozenset(("is", "was", "'s", "’s"))


def of_entities(reading: Reading) -> dict[str, set[int]]:
    """Return for each noun that the article calls somebody or something by the numbers of the entities, people excepted; nouns that it also uses
    of something without a name ("another bar") are left out, but for one "a bar" that introduces what is named later.
    """
    found: dict[str, set[int]] = defaultdict(set)
    first: dict[str, tuple[int, int]] = {}
    said: set[tuple[int, int]] = set()
    for name, owner in zip(reading.names, reading.owners, strict=True):
        if name.entity_type in _KINDS:
            passage = reading.passages[name.passage]
            place = _is_sure_place(passage, name)
            for noun in _nouns(reading, passage, name):
                word = passage.lower[noun]
                if place and "place" not in lexicon().cues.get(word, ()):  # "ISTANBUL, AUG 24 - A TANKER"
                    continue
                found[word].add(owner)
                said.add((name.passage, noun))
                first.setdefault(word, (name.passage, noun))
    nameless = without_name(reading, found)
    for word, places in nameless.items():
        others = [at for at in places if at not in said]
        if len(others) > 1 or any(at > first[word] for at in others):
            del found[word]
    return _widened(found)


def _is_sure_place(passage: Passage, name: Name) -> bool:
    listed_as = lexicon().lowered.get(key_of(passage.words[name.first : name.last]))
    return name.entity_type in ("GPE", "LOC") and listed_as in SURE_PLACES


def without_name(reading: Reading, nouns: Collection[str]) -> dict[str, list[tuple[int, int]]]:
    """Return where (passage, token) the article uses one of ``nouns`` of something without a name ("another bar"), by noun."""
    result: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for passage in reading.passages if nouns else ():
        for i, word in enumerate(passage.lower):
            if word in nouns and any(passage.lower[kid] in _INDEFINITE for kid in passage.kids[i]):
                result[word].append((passage.index, i))
    return result


def _widened(found: Mapping[str, set[int]]) -> dict[str, set[int]]:
    """Return ``found`` by the nouns, and by the others for the same."""
    result: dict[str, set[int]] = defaultdict(set)
    for noun, owners in found.items():
        for word in with_others((noun,)):
            result[word] |= owners
    return dict(result)


def with_others(nouns: Collection[str]) -> set[str]:
    """Return ``nouns`` and the other words by which news calls the same.

    >>> sorted(with_others(["hurricane", "river"]))
    ['hurricane', 'river', 'storm']
    """
    return {*nouns, *(other for noun in nouns for other in _others().get(noun, ()))}


@functools.cache
def _others() -> dict[str, list[str]]:
    return {word: others.split() for nouns, others in data.table("names/called.tsv") for word in nouns.split()}


def _nouns(reading: Reading, passage: Passage, name: Name) -> Iterator[int]:
    """Yield the nouns that the mention ``name`` is called by."""
    last = min(name.last, len(passage))
    head = next((i for i in range(last - 1, name.first - 1, -1) if not name.first <= passage.heads[i] < last), last - 1)
    above = passage.heads[head]
    near = [kid for kid in passage.kids[head] if passage.deps[kid] == "appos" and kid >= last]
    if passage.deps[head] == "appos" and above < name.first:
        near.append(above)
    if passage.deps[head] == "nsubj" and passage.lower[above] in _BEINGS:
        near += [kid for kid in passage.kids[above] if passage.deps[kid] == "attr"]
    noun = name.first - 1
    if noun >= 0 and (passage.heads[noun] == head or (passage.heads[noun], passage.deps[noun]) == (above, passage.deps[head])):
        near.append(noun)
    if last < len(passage) and passage.deps[head] == "compound" and above == last and passage.lower[last] in listed("premises"):
        near.append(last)
    for noun in near:
        plain = passage.tags[noun] == "NN" and passage.words[noun].islower() and passage.lower[noun] not in listed("misleading")
        if plain and _is_determined(passage, noun, head) and reading.name_at(passage.start + passage.starts[noun]) is None:
            yield noun


def _is_determined(passage: Passage, noun: int, head: int) -> bool:
    """Return whether an article stands before the noun, or before the name that it stands before."""
    owners = (noun, head) if passage.heads[noun] == head else (noun,)
    return any(passage.lower[kid] in ("a", "an", "the") for at in owners for kid in passage.kids[at])
