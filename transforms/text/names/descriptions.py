"""Descriptions that stand for an entity: "the governor", "the ministry", "the company", "the city", "the 43-year-old"."""

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence

from schemas import Entity
from transforms.text.lexicon import sport, titles
from transforms.text.lexicon.folding import words
from transforms.text.lexicon.names import lexicon, listed, shortened_regions
from transforms.text.lexicon.titles import is_office
from transforms.text.names import callings
from transforms.text.names.discourse import WINDOW, Discourse
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_CONTINUED = frozenset(("of", "for", "-", "who", "which", "that"))
"""Words behind a noun that say which one is meant."""
_LINKS = frozenset(("of", "for", "at", "with", "in", "to"))
_CLASSES = ("body", "facility", "event", "law", "place")
"""Classes of words that say in a name what it is the name of."""
_MODIFIERS = 3
"""Words before the noun of a description that stand in the name as well, at most."""
_NEAR = 3
"""Sentences within which another bearer of the word makes a description unclear."""
_CLOSE = 3
"""Sentences within which a company, a town or a country was named that "the company", "the city", "the country" takes up."""
_ALONE = 10
"""The same for the only town that an article names."""
_LEAD = 1.4
"""How many times as present as any other company the one must be that "the company" means as a subject."""
_LEAD_ELSEWHERE = 2.0
"""The same where it is no subject: what a subject does is done to the others as well."""

_Found = tuple[int, int | None, str]


class Descriptions:
    """The words for the offices, the bodies and the places of an article's entities, ready to be asked whom a description means."""

    def __init__(self, reading: Reading) -> None:
        """Read the roles and names of the entities of ``reading``."""
        self._reading = reading
        held = offices(reading.entities)
        self._offices = {word: frozenset(numbers) for word, numbers in held.items() if word not in others(reading, held)}
        self._posts = posts(reading.entities)
        self._bodies = {word: frozenset(numbers) for word, numbers in bodies(reading.entities).items()}
        self._worded = worded(reading.entities, self._bodies)
        self._called = callings.of_entities(reading)
        self._firms, self._sure = companies(reading.entities)
        self._sure |= self._firms & traded(reading)
        self._sides = sides(reading)
        self._side_words = listed("sides") - callings.without_name(reading, listed("sides") if self._sides else ()).keys()
        self._towns = {number for number, one in enumerate(reading.entities) if one.entity_type == "GPE" and _is_town(one.name)}
        self._states = {number for number, one in enumerate(reading.entities) if one.entity_type == "GPE" and _is_state(one.name)}
        self._nations = {number for number, one in enumerate(reading.entities) if one.entity_type == "GPE" and _is_nation(one.name)}
        self._aged: dict[int, list[int]] = {}
        for number, one in enumerate(reading.entities):
            if one.entity_type == "PERSON" and one.age is not None:
                self._aged.setdefault(one.age, []).append(number)

    def is_held(self, office: str) -> bool:
        """Return whether somebody named in the article holds ``office``."""
        return office in self._offices

    def only_holder(self, office: str) -> int | None:
        """Return the number of the one person of the article who holds ``office``, wherever it names them; None of several."""
        holders = self._offices.get(office, frozenset())
        return next(iter(holders)) if len(holders) == 1 else None

    def at(self, passage: Passage, i: int, discourse: Discourse) -> _Found:
        """Return the last token of the description that begins with the "the" or "this" at token ``i``, the number of the entity it stands
        for (of those that ``discourse`` has spoken of), None where none does, and the rule.
        """
        head = i + 1
        if head >= len(passage):
            return head, None, ""
        if passage.tags[head + 1 : head + 2] == ["NN"] and self._is_of_nation(passage, head) and not self._goes_on(passage, head + 1):
            firm = self._firm(discourse, passage.deps[head + 1]) if passage.lower[head + 1] in listed("firms") else None
            return head + 1, firm, "the company that is most present"
        age = _age(passage, head)
        if age is not None:
            return head + 4, self._of_age(age, passage, head + 5, discourse), "the one person of that age"
        noun = passage.heads[i]
        if head < noun <= head + _MODIFIERS and is_office(passage.lower[noun]):
            return noun, self._of_office(passage, head, noun, discourse), "the one person of that role"
        if head < noun <= head + _MODIFIERS:
            return noun, self._by_words(passage, head, noun, discourse), "the one that bears the words in its name"
        if passage.tags[head] != "NN" or passage.words[head] != passage.lower[head] or self._goes_on(passage, head):
            return head, None, ""
        word = passage.lower[head]
        if is_office(word):
            return head, _holder(self._offices.get(word, ()), discourse), "the one person of that role"
        told = self._told(word, passage.deps[head], discourse)
        return next(((head, found, rule) for found, rule in told if found is not None), (head, None, ""))

    def _told(self, word: str, dep: str, discourse: Discourse) -> Iterator[tuple[int | None, str]]:
        """Yield for whom the noun ``word``, of the dependency ``dep``, may stand, the surest first, and the rule that says so."""
        yield _one(self._bodies.get(word, ()), discourse), "the one that bears the word in its name"
        yield _one_near(self._called.get(word, ()), discourse, WINDOW), "the one that the article calls so"
        if word in listed("firms"):
            yield self._firm(discourse, dep), "the company that is most present"
        if word in self._side_words:
            yield _one_near(self._sides, discourse, WINDOW), "the one team nearby"
        if word in listed("cities"):
            yield self._town(discourse), "the one town nearby"
        if word in listed("nations"):
            yield _of_places(self._nations, discourse), "the one country nearby"
        if word in listed("regions"):
            yield _of_places(self._states, discourse), "the one state nearby"

    def _by_words(self, passage: Passage, head: int, noun: int, discourse: Discourse) -> int | None:
        """Return the body that has all the words ``head:noun`` and the ``noun`` in its name: "the electoral commission", "the health ministry"."""
        words = passage.lower[head : noun + 1]
        if passage.tags[noun] != "NN" or passage.words[head : noun + 1] != words or self._goes_on(passage, noun):
            return None
        bearers = (self._worded.get((words[-1], word), frozenset()) for word in words[:-1])
        return _one(frozenset.intersection(*bearers), discourse)

    def _of_office(self, passage: Passage, head: int, noun: int, discourse: Discourse) -> int | None:
        """Return the one person whose role is the office ``head:noun`` with the ``noun``: "the finance minister", "the deputy mayor"."""
        words = passage.lower[head : noun + 1]
        if passage.tags[noun] != "NN" or passage.words[head : noun + 1] != words or self._goes_on(passage, noun):
            return None
        if passage.words[noun + 1 : noun + 2] == [","] and noun + 2 < len(passage):
            named = self._reading.name_at(passage.start + passage.starts[noun + 2])
            if named is not None and named.entity_type == "PERSON":
                return None  # "the finance minister, Jane Roe"
        return _holder(self._posts.get(" ".join(words), ()), discourse)

    def _town(self, discourse: Discourse) -> int | None:
        """Return the one town that was spoken of close by; where the article names no other, from further away."""
        return _of_places(self._towns, discourse)

    def _firm(self, discourse: Discourse, dep: str) -> int | None:
        """Return the company that is most present, by far: by its name a company, or the subject of what was just said."""
        near = [(trace.presence(discourse.sentence), trace.key) for trace in discourse.within(WINDOW)]
        present = sorted(
            ((one, key) for one, key in near if isinstance(key, int) and key in self._firms), key=lambda one: (-one[0], one[1])
        )
        lead = _LEAD if dep in ("nsubj", "nsubjpass") else _LEAD_ELSEWHERE
        if not present or (len(present) > 1 and present[0][0] < lead * present[1][0]):
            return None
        best, trace = present[0][1], discourse.traces[present[0][1]]
        if discourse.sentence - trace.last.sentence > _NEAR:
            return None
        return best if best in self._sure or any(number in self._sure for _, number in present) else None

    def _goes_on(self, passage: Passage, head: int) -> bool:
        """Return whether the noun ``head`` is part of a name or of a longer phrase."""
        if self._reading.name_at(passage.start + passage.starts[head]) is not None:
            return True
        if head + 1 >= len(passage):
            return False
        if passage.tags[head + 1] in NOUNS or passage.lower[head + 1] in _CONTINUED:
            return True
        return self._reading.name_at(passage.start + passage.starts[head + 1]) is not None

    def _is_of_nation(self, passage: Passage, i: int) -> bool:
        """Return whether token ``i``, with a word behind it, is the name of a people: "the Finnish company"."""
        name = self._reading.name_at(passage.start + passage.starts[i])
        return name is not None and name.entity_type == "NORP" and (name.first, name.last) == (i, i + 1) and i + 1 < len(passage)

    def _of_age(self, age: int, passage: Passage, following: int, discourse: Discourse) -> int | None:
        """Return the one person of that age named so far; nobody where a noun follows."""
        if following < len(passage) and passage.tags[following] in NOUNS:
            return None
        found = list(itertools.islice((number for number in self._aged.get(age, ()) if number in discourse.traces), 2))
        return found[0] if len(found) == 1 else None


def _one(bearers: Collection[int], discourse: Discourse) -> int | None:
    """Return the one of the ``bearers`` of a word that has been spoken of; of several the one that was near, of several near the one that leads."""
    if len(bearers) == 1:
        return next((number for number in bearers if number in discourse.traces), None)
    return _one_near(bearers, discourse, _NEAR)


def _holder(holders: Collection[int], discourse: Discourse) -> int | None:
    """Return the one of the ``holders`` of an office who has been spoken of; of several the one who was near, where no other stands near."""
    if len(holders) > 1 and sum(trace.key in holders for trace in discourse.within(_NEAR)) > 1:
        return None
    return _one(holders, discourse)


def _of_places(places: Collection[int], discourse: Discourse) -> int | None:
    """Return the one of ``places`` that was spoken of close by, where the sentence that did so last names no other; where the article names no
    other, from further away.
    """
    found = _one_near(places, discourse, _CLOSE if len(places) > 1 else _ALONE)
    if found is None:
        return None
    last = discourse.traces[found].last.sentence
    others = (trace for trace in discourse.within(_CLOSE) if trace.key in places and trace.key != found)
    return None if any(one.sentence == last for trace in others for one in trace.mentions) else found


def _one_near(bearers: Collection[int], discourse: Discourse, near: int) -> int | None:
    """Return the one of ``bearers`` that was spoken of in the last ``near`` sentences; of several the one that is most present, by far."""
    found = [trace for trace in discourse.within(near) if trace.key in bearers] if bearers else []
    present = sorted(found, key=lambda trace: -trace.presence(discourse.sentence))
    if len(present) > 1 and present[0].presence(discourse.sentence) < _LEAD_ELSEWHERE * present[1].presence(discourse.sentence):
        return None
    return present[0].key if present and isinstance(present[0].key, int) else None


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


def posts(entities: Sequence[Entity]) -> dict[str, list[int]]:
    """Return for each office of two words and more the numbers of the people whose role is that, whatever stands before it ("Norland's finance
    minister") and also where it is told with "of" ("minister of finance"); one that is somebody's former or deputy office, too, is left out.
    """
    result: dict[str, list[int]] = {}
    unclear = set()
    for number, entity in enumerate(entities):
        parts = [part.rstrip(".") for part in (entity.role or "").lower().replace("-", " ").split()]
        link = next((position for position, part in enumerate(parts) if part in _LINKS), len(parts))
        own = parts[:link]
        if link < len(parts) and parts[link] in ("of", "for"):
            own = [part for part in parts[link + 1 :] if part != "the"] + own if len(own) == 1 else own
        named = bool(own) and is_office(own[-1]) and "common" not in titles.of(own[-1]).kinds
        for first in range(len(own) - 1 if named else 0):
            post = " ".join(own[first:])
            result.setdefault(post, []).append(number)
            if not listed("hindered").isdisjoint(own[:first]):
                unclear.add(post)
    return {post: people for post, people in result.items() if post not in unclear}


def others(reading: Reading, held: Collection[str]) -> set[str]:
    """Return those of the offices ``held`` that somebody else in the article holds, whose name was not read with it: "Minister for Farming" outside
    the roles of its people.
    """
    roles = [(one.role_start, one.role_end) for one in reading.entities if one.role_start is not None and one.role_end is not None]
    found: set[str] = set()
    for passage in reading.passages if held else ():
        for i in range(len(passage) - 2):
            if passage.lower[i] in held and passage.lower[i + 1] in ("for", "of") and passage.words[i + 2][:1].isupper():
                at = passage.start + passage.starts[i]
                if passage.words[i][:1].isupper() and not any(low <= at < high for low, high in roles):
                    found.add(passage.lower[i])
    return found


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
    """Return for each word for a kind of body, building, event, law or place the numbers of those whose name says that they are one."""
    result: dict[str, list[int]] = {}
    cues = lexicon().cues
    for number, entity in enumerate(entities):
        key = words(entity.name)
        if entity.entity_type in ("PERSON", "NORP", "WORK_OF_ART", "LANGUAGE") or len(key) < 2:
            continue
        noun = head_noun(key)
        titled = entity.entity_type in ("EVENT", "LAW", "PRODUCT") and len(key) > 2
        told = [noun] if titled or any(kind in cues.get(noun, ()) for kind in _CLASSES) else []
        if key[0] != noun and entity.entity_type != "ORG" and any(kind in cues.get(key[0], ()) for kind in ("facility", "event", "place")):
            told.append(key[0])
        for word in callings.with_others({noun, *told}) - ({noun} - set(told)):
            if word not in listed("misleading"):
                result.setdefault(word, []).append(number)
    return result


def worded(entities: Sequence[Entity], named: Mapping[str, Collection[int]]) -> dict[tuple[str, str], frozenset[int]]:
    """Return for each word for a body (of ``named``) and each other word of a name the numbers of the bodies that have both; the bank of a country
    has "central", whatever it is called.
    """
    result: dict[tuple[str, str], set[int]] = {}
    for noun, numbers in named.items():
        for number in numbers:
            for word in words(entities[number].name):
                result.setdefault((noun, word), set()).add(number)
    for number, entity in enumerate(entities):
        if entity.entity_type == "ORG" and _is_central_bank(words(entity.name)):
            result.setdefault(("bank", "central"), set()).add(number)
    return {key: frozenset(numbers) for key, numbers in result.items()}


def _is_central_bank(key: Sequence[str]) -> bool:
    """Return whether a name is that of a central bank.

    >>> _is_central_bank(("bank", "of", "finland")), _is_central_bank(("federal", "reserve")), _is_central_bank(("bank", "of", "orlin"))
    (True, True, False)
    """
    reserve = "reserve" in key and ("federal" in key or "bank" in key)
    return reserve or (tuple(key[:2]) == ("bank", "of") and _is_nation(" ".join(key[2:])))


def companies(entities: Sequence[Entity]) -> tuple[set[int], set[int]]:
    """Return the numbers of the organisations that may be companies, and of those whose names say so ("Inc.", "Airlines")."""
    cues = lexicon().cues
    firms, sure = set(), set()
    for number, entity in enumerate(entities):
        key = words(entity.name)
        if entity.entity_type != "ORG" or not listed("public").isdisjoint(key):
            continue
        firms.add(number)
        if any("suffix" in cues.get(part, ()) for part in key) or key[-1] in listed("companies"):
            sure.add(number)
    return firms, sure


def traded(reading: Reading) -> set[int]:
    """Return the numbers of the entities whose shares the article speaks of: "shares of Zorvat", "Zorvat shares", "Zorvat's shareholders"."""
    found = set()
    for name, owner in zip(reading.names, reading.owners, strict=True):
        passage = reading.passages[name.passage]
        before, behind = passage.lower[max(name.first - 2, 0) : name.first], passage.lower[name.last : name.last + 2]
        behind = behind[1:] if behind[:1] in (["'s"], ["’s"]) else behind[:1]
        if (len(before) == 2 and before[0] in listed("capital") and before[1] in ("of", "in")) or not listed("capital").isdisjoint(behind):
            found.add(owner)
    return found


def sides(reading: Reading) -> set[int]:
    """Return the numbers of the organisations that are called as teams are, or have what teams have: "Orvane fans", "Orvane's coach"."""
    found = {number for number, one in enumerate(reading.entities) if one.entity_type == "ORG" and words(one.name)[-1] in listed("teams")}
    for name, owner in zip(reading.names, reading.owners, strict=True):
        passage = reading.passages[name.passage]
        behind = passage.lower[name.last : name.last + 2]
        behind = behind[1:] if behind[:1] in (["'s"], ["’s"], ["'"], ["’"]) else behind[:1]
        if name.entity_type == "ORG" and not (sport.STAFF - listed("common_staff")).isdisjoint(behind):
            found.add(owner)
    return found


def head_noun(key: Sequence[str]) -> str:
    """Return the noun that says what kind of organisation a name is: before "of" or "for", else the last.

    >>> head_noun(("ministry", "of", "health")), head_noun(("african", "union"))
    ('ministry', 'union')
    """
    for position, word in enumerate(key):
        if position and word in ("of", "for", "on", "in"):
            return key[position - 1]
    return key[-1]


def _is_nation(name: str) -> bool:
    return lexicon().lowered.get(words(name)) == "country"


def _is_state(name: str) -> bool:
    return lexicon().lowered.get(words(name)) == "region"


def _is_town(name: str) -> bool:
    """Return whether a place may be a town: it is no country, no region, and no other kind of place by its name."""
    key = words(name)
    kind = lexicon().lowered.get(key, "")
    if name.rstrip(".") + "." in shortened_regions():
        return False
    return (kind not in ("country", "region", "area") and "place" not in lexicon().cues.get(key[-1], ())) or key[-1] in ("city", "town")
