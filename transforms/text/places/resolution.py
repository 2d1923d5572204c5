"""Which place a name means: the candidates of an article in, one gazetteer place (or none) for each of them out.

A name has one sense in an article. Its candidates are ranked by population, kind, the enclosing phrase ("Salem, Ore.", "the Orlova
region"), the regions and countries the article names, and the distance to its other places; three rounds, each with the senses of the one
before.
"""

from typing import NamedTuple

from transforms.text.lexicon import data, gazetteer
from transforms.text.lexicon.gazetteer import Spot
from transforms.text.places.cues import GOVERNING
from transforms.text.places.ranking import Identity, Name, Scene, inside
from transforms.text.places.toponyms import Candidate
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

MOST_SENSES = 48
"""Senses of a name that are compared: the most populous ones; fewer where an article has very many names."""

MOST_PAIRS = 6_000
"""Senses of all names of an article that are compared."""

AMBIGUOUS = 0.4
"""Below this probability a name stays unresolved."""

NEAR = 100.0
"""Kilometres within which two senses of a name are the same spot for the probability."""

_KIND_WORDS = {word: feature for feature, words in data.table("places/kind_words.tsv") for word in words.split()}
_BEFORE = ("city", "town", "village", "capital", "island", "port", "suburb")
"""Words that say the kind of the name right after them ("the port Orlova")."""

_JOINTS = frozenset((",", "(", "in", ", in", ", a town in", ", a city in", ", a village in", ", a suburb in", ", capital of", "-"))


class Context(NamedTuple):
    """What the phrase around one mention says."""

    containers: frozenset[str]
    hints: frozenset[str]


class Resolved(NamedTuple):
    """The place a candidate means and how sure that is; ``spot`` is null where the gazetteer has none or the name stays ambiguous."""

    spot: Spot | None
    confidence: float
    known: bool
    """Whether the gazetteer has any place of the name."""


def senses(candidate: Candidate) -> tuple[Spot, ...]:
    """Return the gazetteer's places that ``candidate`` may mean; a fixed form has one."""
    listed = gazetteer.load()
    if candidate.country and len(candidate.key) == 2 and candidate.key.isupper():
        spot = listed.countries.get(candidate.key)
        others = listed.find(gazetteer.fold(candidate.text)) if candidate.kind == "name" else ()
        return ((spot,) if spot else ()) + tuple(s for s in others if s != spot)
    if candidate.kind in ("road", "building"):
        return ()
    found = listed.find(candidate.key)
    if candidate.kind in ("demonym", "abbreviation"):
        wanted = [s for s in found if not candidate.country or s.country == candidate.country]
        return tuple(sorted(wanted, key=lambda s: (s.feature not in ("region", "continent"), not s.exact, -s.population))[:1])
    if len(found) > MOST_SENSES:
        return tuple(sorted(found, key=lambda s: (not s.exact, -s.population))[:MOST_SENSES])
    return found


def contexts(reading: Reading, chosen: list[Candidate]) -> list[Context]:
    """Return what the phrase around each of the ``chosen`` candidates of ``reading`` says of it."""
    text = reading.source_text
    return [
        Context(_containers(text, chosen, i), _hints(reading.passages[candidate.passage], candidate)) for i, candidate in enumerate(chosen)
    ]


def _containers(text: str, chosen: list[Candidate], position: int) -> frozenset[str]:
    """Return the country or region named right after the candidate ("Paris, Texas"; "Lyon in France"): "US.TX", "FR"."""
    candidate = chosen[position]
    if position + 1 == len(chosen):
        return frozenset()
    following = chosen[position + 1]
    between = " ".join(text[candidate.end : min(following.start, candidate.end + 40)].split())
    if following.passage != candidate.passage or following.kind == "demonym" or between not in _JOINTS:
        return frozenset()
    outer = [s for s in senses(following) if s.feature in ("country", "region") and s.exact and s.country]
    return frozenset(s.country if s.feature == "country" else f"{s.country}.{s.admin1}" for s in outer)


def _hints(passage: Passage, candidate: Candidate) -> frozenset[str]:
    """Return the kinds of place that the words next to the candidate speak of ("the Orlova region", "the city of Orlova")."""
    lower = passage.lower
    hints = set()
    after = lower[candidate.last] if candidate.last < len(lower) else ""
    before = lower[max(candidate.first - 3, 0) : candidate.first]
    if after in _KIND_WORDS:
        hints.add(_KIND_WORDS[after])
    elif after in GOVERNING:
        hints.add("government")
    if before[-1:] == ["of"] and len(before) > 1 and before[-2] in _KIND_WORDS:
        hints.add(_KIND_WORDS[before[-2]])
    elif before and before[-1] in _BEFORE:
        hints.add(_KIND_WORDS[before[-1]])
    if after in ("and", ",") and _ends_in_counties(passage.words[candidate.last : candidate.last + 9]):
        hints.add("county")
    return frozenset(hints)


def _ends_in_counties(texts: list[str]) -> bool:
    """Return whether ``texts`` go on with names and end in "counties" (", Orlova and Harlan counties")."""
    for word in texts:
        if word == "counties":
            return True
        if not (word[:1].isupper() or word in ("and", ",")):
            return False
    return False


def identify(candidate: Candidate, context: Context) -> Identity:
    """Return the name a candidate is a mention of: one that a region or country follows is a name of its own where it has a sense there."""
    kind = candidate.kind if candidate.kind in ("demonym", "abbreviation", "road", "building") else "name"
    outer = ""
    if context.containers and any(inside(s, c) for s in senses(candidate) for c in context.containers):
        outer = " ".join(sorted(context.containers))
    return candidate.key, kind, candidate.country, outer


def gather(chosen: list[Candidate], around: list[Context]) -> dict[Identity, Name]:
    """Return the names of the article, each with its senses and what its mentions say."""
    mentions: dict[Identity, list[int]] = {}
    keys: dict[str, list[int]] = {}
    for position, (candidate, context) in enumerate(zip(chosen, around, strict=True)):
        mentions.setdefault(identify(candidate, context), []).append(position)
        keys.setdefault(candidate.key, []).append(position)
    most = max(MOST_PAIRS // max(len(mentions), 1), 2)
    names = {}
    for identity, positions in mentions.items():
        found = senses(chosen[positions[0]])
        if identity[3]:
            found = tuple(s for s in found if any(inside(s, c) for c in identity[3].split()))
        container = frozenset(c for i in keys[identity[0]] for c in around[i].containers) if identity[0] else frozenset()
        hints = frozenset(hint for i in positions for hint in around[i].hints)
        names[identity] = Name(found[:most], container, hints, len(positions), positions[0] == 0)
    return names


def resolve(reading: Reading, chosen: list[Candidate]) -> list[Resolved]:
    """Return for each of the ``chosen`` candidates of ``reading``, in their order, the place it means."""
    around = contexts(reading, chosen)
    names = gather(chosen, around)
    probabilities = Scene(names).rank()
    answers = {identity: answer(name, probabilities[identity]) for identity, name in names.items()}
    resolved = []
    for candidate, context in zip(chosen, around, strict=True):
        identity = identify(candidate, context)
        resolved.append(_as_called(answers[identity], names[identity], context.hints))
    return resolved


def _as_called(found: Resolved, name: Name, hints: frozenset[str]) -> Resolved:
    """Return the region of the same name where this mention says so ("the Belgorod region"), its chief town where it does not."""
    spot = found.spot
    if spot is None or not spot.admin1:
        return found
    if spot.feature == "city" and "region" in hints:
        wanted = "region"
    elif spot.feature == "region" and "region" not in hints and not spot.exact:
        wanted = "city"
    else:
        return found
    for other in name.senses:
        if other.feature == wanted and (other.country, other.admin1) == (spot.country, spot.admin1):
            return found._replace(spot=other)
    return found


def answer(name: Name, probabilities: list[float]) -> Resolved:
    """Return the likeliest sense of ``name``, where it is likely enough; senses next to each other in one country count together."""
    if not name.senses:
        return Resolved(None, 0.0, False)
    best = max(range(len(name.senses)), key=lambda i: (probabilities[i], name.senses[i].population, -i))
    spot = name.senses[best]
    sure = sum(
        p
        for s, p in zip(name.senses, probabilities, strict=True)
        if s is spot or (s.country == spot.country and gazetteer.kilometres(s.latitude, s.longitude, spot.latitude, spot.longitude) < NEAR)
    )
    if sure < AMBIGUOUS:
        return Resolved(None, sure, True)
    return Resolved(spot, min(sure, 1.0), True)
