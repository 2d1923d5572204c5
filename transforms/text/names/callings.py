"""What an article calls those it names: nouns in apposition to a name, right before it, or said of it ("Orvane, a bar in Oslo", "the bar Orvane",
"Orvane is a bar").
"""

from collections import defaultdict
from collections.abc import Iterator

from transforms.text.lexicon.names import listed
from transforms.text.reading import Reading
from transforms.text.reading.layers import Name
from transforms.text.reading.passage import Passage

_KINDS = frozenset(("ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"))
_INDEFINITE = frozenset(("a", "an", "another", "one", "each", "every", "any", "no"))
_BEINGS = frozenset(("is", "was", "'s", "’s"))


def of_entities(reading: Reading) -> dict[str, set[int]]:
    """Return for each noun that the article calls somebody or something by the numbers of the entities, people excepted; nouns that it also uses
    of something without a name ("another bar") are left out.
    """
    found: dict[str, set[int]] = defaultdict(set)
    said: set[tuple[int, int]] = set()
    for name, owner in zip(reading.names, reading.owners, strict=True):
        if name.entity_type in _KINDS:
            passage = reading.passages[name.passage]
            for noun in _nouns(reading, passage, name):
                found[passage.lower[noun]].add(owner)
                said.add((name.passage, noun))
    unnamed = {
        passage.lower[i]
        for passage in (reading.passages if found else ())
        for i, word in enumerate(passage.lower)
        if word in found and (passage.index, i) not in said and any(passage.lower[kid] in _INDEFINITE for kid in passage.kids[i])
    }
    return {noun: owners for noun, owners in found.items() if noun not in unnamed}


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
    for noun in near:
        plain = passage.tags[noun] == "NN" and passage.words[noun].islower() and passage.lower[noun] not in listed("misleading")
        if plain and _is_determined(passage, noun, head) and reading.name_at(passage.start + passage.starts[noun]) is None:
            yield noun


def _is_determined(passage: Passage, noun: int, head: int) -> bool:
    """Return whether an article stands before the noun, or before the name that it stands before."""
    owners = (noun, head) if passage.heads[noun] == head else (noun,)
    return any(passage.lower[kid] in ("a", "an", "the") for at in owners for kid in passage.kids[at])
