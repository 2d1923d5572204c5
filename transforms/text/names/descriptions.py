"""Descriptions that stand for an entity: "the governor", "the ministry", "the 43-year-old", where one entity of the article fits."""

from collections.abc import Sequence

from schemas import Entity
from transforms.text.lexicon import titles
from transforms.text.lexicon.folding import words
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.lexicon.titles import is_office
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_CONTINUED = frozenset(("of", "for", "-", "who", "which", "that"))
"""Words behind a noun that say which one is meant."""
_LINKS = frozenset(("of", "for", "at", "with", "in", "to"))


class Descriptions:
    """The words for the offices and the bodies of an article's entities, ready to be asked whom a description means."""

    def __init__(self, reading: Reading) -> None:
        """Read the roles and names of the entities of ``reading``."""
        self._reading = reading
        self._seen: dict[int, int] = {}
        for name, owner in zip(reading.names, reading.owners, strict=True):
            self._seen.setdefault(owner, name.start)
        self._offices = offices(reading.entities)
        self._bodies = bodies(reading.entities)

    def at(self, passage: Passage, i: int) -> tuple[int, int | None]:
        """Return the last token of the description that begins with the "the" at token ``i``, and the number of the entity it stands for."""
        head, offset = i + 1, passage.start + passage.starts[i]
        if head >= len(passage):
            return head, None
        age = _age(passage, head)
        if age is not None:
            return head + 4, self._aged(age, offset, passage, head + 5)
        if passage.tags[head] != "NN" or passage.words[head] != passage.lower[head] or self._goes_on(passage, head):
            return head, None
        word = passage.lower[head]
        found = (self._offices if is_office(word) else self._bodies).get(word, ())
        return head, found[0] if len(found) == 1 and self._seen[found[0]] < offset else None

    def _goes_on(self, passage: Passage, head: int) -> bool:
        """Return whether the noun ``head`` is part of a name or of a longer phrase."""
        if self._reading.name_at(passage.start + passage.starts[head]) is not None:
            return True
        if head + 1 >= len(passage):
            return False
        if passage.tags[head + 1] in NOUNS or passage.lower[head + 1] in _CONTINUED:
            return True
        return self._reading.name_at(passage.start + passage.starts[head + 1]) is not None

    def _aged(self, age: int, offset: int, passage: Passage, following: int) -> int | None:
        """Return the one person of that age named before ``offset``; nobody where a noun follows."""
        if following < len(passage) and passage.tags[following] in NOUNS:
            return None
        entities = self._reading.entities
        found = [n for n, one in enumerate(entities) if one.age == age and one.entity_type == "PERSON" and self._seen[n] < offset]
        return found[0] if len(found) == 1 else None


def _age(passage: Passage, i: int) -> int | None:
    """Return the age that the tokens from ``i`` on give: "43-year-old"."""
    if passage.tags[i] != "CD" or not passage.words[i].isdigit():
        return None
    return int(passage.words[i]) if passage.words[i + 2 : i + 5 : 2] == ["year", "old"] else None


def offices(entities: Sequence[Entity]) -> dict[str, list[int]]:
    """Return for each word for an office the numbers of the people whose role it is; a word that is somebody's former or deputy office, too,
    is left out.
    """
    result: dict[str, list[int]] = {}
    unclear = set()
    for number, entity in enumerate(entities):
        parts = [part.rstrip(".") for part in (entity.role or "").lower().replace("-", " ").split()]
        hindered = any(part in listed("hindered") for part in parts)
        for word in _held(parts):
            result.setdefault(word, []).append(number)
            if hindered:
                unclear.add(word)
    return {word: people for word, people in result.items() if word not in unclear}


def _held(parts: Sequence[str]) -> list[str]:
    """Return the offices that the words of a role name: nouns that end it or stand before what it is the office of."""
    found = []
    for position, part in enumerate(parts):
        if part in _LINKS:
            break
        word = titles.of(part).full or part
        last = position == len(parts) - 1 or parts[position + 1] in _LINKS or parts[position + 1] == "and"
        if last and is_office(word) and "common" not in titles.of(word).kinds:
            found.append(word)
    return found


def bodies(entities: Sequence[Entity]) -> dict[str, list[int]]:
    """Return for each word for a kind of organisation the numbers of those that bear it in their names; for "company" and the like those with
    a company's suffix.
    """
    result: dict[str, list[int]] = {}
    cues = lexicon().cues
    for number, entity in enumerate(entities):
        if entity.entity_type != "ORG":
            continue
        key = words(entity.name)
        head = head_noun(key)
        if "body" in cues.get(head, ()) and len(key) > 1:
            result.setdefault(head, []).append(number)
        if any("suffix" in cues.get(part, ()) for part in key) and listed("public").isdisjoint(key):
            for word in listed("firms") - set(key):
                result.setdefault(word, []).append(number)
    return result


def head_noun(key: Sequence[str]) -> str:
    """Return the noun that says what kind of organisation a name is: before "of" or "for", else the last.

    >>> head_noun(("ministry", "of", "health")), head_noun(("african", "union"))
    ('ministry', 'union')
    """
    for position, word in enumerate(key):
        if position and word in ("of", "for", "on", "in"):
            return key[position - 1]
    return key[-1]
