"""What the rest of an article says of a name: how often it is read as a place, a person, an organisation; whether some phrase locates it."""

import collections
import functools

from transforms.text.lexicon import gazetteer
from transforms.text.lexicon.loading import KEPT
from transforms.text.places.cues import RESIDENTS, TOWN_NOUNS
from transforms.text.places.toponyms import PLACE_TYPES, Candidate
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage


class Support:
    """What an article says of its names, by folded name: counts of what they are read as and of phrases that locate."""

    def __init__(self, reading: Reading, candidates: list[Candidate]) -> None:
        self.places: collections.Counter[str] = collections.Counter()
        self.people: collections.Counter[str] = collections.Counter()
        self.others: collections.Counter[str] = collections.Counter()
        self.of_people: set[str] = set()
        """First and last words of people's full names."""
        self.spans: list[dict[int, tuple[int, int, str]]] = []
        self.located: collections.Counter[str] = collections.Counter()
        self.held: collections.Counter[str] = collections.Counter()
        self.contained = contained(reading, candidates)
        self.listed = {(c.passage, at) for c in candidates if c.kind == "name" for at in range(c.first, c.last)}
        self.lower: set[str] = set()
        for passage in reading.passages:
            self.spans.append({})
            self.lower.update(filter(str.islower, passage.words))
        for name in reading.names:
            self.spans[name.passage] |= dict.fromkeys(range(name.first, name.last), (name.first, name.last, name.entity_type))
            self._count(reading.source_text[name.start : name.end], name.entity_type)
        for candidate in candidates:
            if candidate.kind in ("name", "unlisted", "division"):
                self._context(reading.passages[candidate.passage], candidate)

    def label_at(self, passage: int, token: int) -> str:
        """Return the label of the name that token ``token`` of a passage belongs to, ``-`` where it belongs to none."""
        return self.spans[passage].get(token, (0, 0, "-"))[2]

    def _context(self, passage: Passage, candidate: Candidate) -> None:
        if is_located(passage, candidate):
            self.located[candidate.key] += 1
        if (candidate.passage, candidate.first) in self.contained:
            self.held[candidate.key] += 1

    def _count(self, text: str, label: str) -> None:
        key = gazetteer.fold(text.removesuffix("'s").removesuffix("’s").removeprefix("the ").removeprefix("The "))
        if label in PLACE_TYPES:
            self.places[key] += 1
        elif label == "PERSON":
            self.people[key] += 1
            parts = key.split()
            if len(parts) > 1:
                self.people[parts[-1]] += 1
                self.people[parts[0]] += 1
                self.of_people |= {parts[0], parts[-1]}
        elif label == "ORG":
            self.others[key] += 1


def is_located(passage: Passage, candidate: Candidate) -> bool:
    """Return whether the words beside ``candidate`` say that it is a place: "in Orlova", "the town of Orlova", "Orlova residents"."""
    before = passage.lower[candidate.first - 1] if candidate.first else ""
    after = passage.lower[candidate.last] if candidate.last < len(passage.lower) else ""
    town_of = before == "of" and candidate.first > 1 and passage.lower[candidate.first - 2] in TOWN_NOUNS
    return before in ("in", "near", "outside") or town_of or after in RESIDENTS


def contained(reading: Reading, candidates: list[Candidate]) -> set[tuple[int, int]]:
    """Return passage and first token of the candidates that a comma and a region or country follow ("Salem, Ore.", "Lyon, France")."""
    outer = {
        (candidate.passage, candidate.first)
        for candidate in candidates
        if candidate.kind in ("abbreviation", "name") and size(candidate.key, candidate.country) in ("region", "country")
    }
    found = set()
    for candidate in candidates:
        words = reading.passages[candidate.passage].words
        if candidate.last + 1 < len(words) and words[candidate.last] in (",", "(") and (candidate.passage, candidate.last + 1) in outer:
            found.add((candidate.passage, candidate.first))
    return found


@functools.lru_cache(maxsize=KEPT)
def size(key: str, country: str) -> str:
    """Return the kind of the best-known place of the folded name ``key``; towns with their scale, alternate names marked.

    >>> size("lyon", ""), size("GB", "GB"), size("no such place", "")
    ('city3', 'country', 'none')
    """
    if country and len(key) == 2:
        return "country"
    spots = gazetteer.load().find(key)
    if not spots:
        return "none"
    best = max(spots, key=lambda s: (s.exact, s.feature in ("country", "continent"), s.population))
    main = "" if best.exact else "alt-"
    if best.feature == "city":
        scale = "4" if best.population >= 1_000_000 else "3" if best.population >= 100_000 else "2" if best.population >= 10_000 else "1"
        return main + "city" + scale
    return main + best.feature
