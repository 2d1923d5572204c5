"""Which place a name means: the candidates of an article in, one gazetteer place (or none) for each of them out.

A name has one sense in an article. Its candidates are ranked by population, kind, the enclosing phrase ("Salem, Ore.", "the Orlova
region"), the regions and countries the article names, and the distance to its other places; three rounds, each with the senses of the one
before.
"""

from collections.abc import Iterable
from typing import NamedTuple

from transforms.text.lexicon import data, gazetteer
from transforms.text.lexicon.gazetteer import Spot
from transforms.text.places.cues import COMPASS, DIVISIONS, GOVERNING, LINKS, NATIONAL, PROVINCIAL
from transforms.text.places.forms import parts
from transforms.text.places.ranking import (
    Cell,
    Identity,
    Name,
    Scene,
    cell,
    inside,
    is_beside,
    is_unrivalled,
    neighbours,
    standing,
    within,
)
from transforms.text.places.toponyms import DASHES, Candidate, counties
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

MOST_SENSES = 48
"""Senses of a name that are compared: the most populous ones; fewer where an article has very many names."""

MOST_PAIRS = 6_000
"""Senses of all names of an article that are compared."""

AMBIGUOUS = 0.4
"""Below this probability a name stays unresolved: it is likelier to mean something else."""

LITTLE_KNOWN = 100_000
"""Inhabitants below which a town or county is meant only where the article speaks of that part of the world."""

METROPOLIS = 1_000_000
"""Inhabitants from which on a town is meant by its name in that of a body, wherever the article is set."""

_NAMED = frozenset(("EVENT", "FAC", "ORG", "PRODUCT", "WORK_OF_ART"))
"""Types of names of which a place's name may be a piece."""

AROUND = 2.0
"""Width in degrees of the squares in which, and next to which, another place of the article supports a little-known one."""

_KIND_WORDS = {word: feature for feature, words in data.table("places/kind_words.tsv") for word in words.split()}
_PLURALS = frozenset(word for word, feature in _KIND_WORDS.items() if word.endswith("s") and feature in ("county", "region"))
"""Words behind a list of places that say what each of them is."""
_LONGEST_LIST = 40
"""Tokens of a list of places in which such a word is looked for."""
_IN_LIST = frozenset(("and", ",", "-"))
_ANNOUNCED = 5
"""Tokens before the colon of such a list in which it may stand."""
_REGIONAL = ("governor", "lieutenant", "legislature", "statehouse", "premier")
"""What regions have of their own ("Orlova's governor")."""
_BEFORE = ("city", "town", "village", "capital", "island", "port", "suburb")
"""Words that say the kind of the name right after them ("the port Orlova")."""

_MUCH = 0.25
"""Share of a region's people in the town of its name from which on the town is meant by the name."""
_PARTS_OF_REGIONS = COMPASS - {"downtown", "greater", "metro"} | {"rural", "upstate"}
"""Words before a name by which a part of a region is meant, and no part of a town."""
_DIRECTIONS = COMPASS | frozenset(("division",))
_TOWN = frozenset(("city", "town", "municipality", "port", "mayor"))
"""Words beside a name that is also that of a part of a country by which the town is meant."""
_LISTED = frozenset(("and", "or", "&", ", and"))
_JOINTS = frozenset((",", "(", "in", ", in", ", a town in", ", a city in", ", a village in", ", a suburb in", ", capital of", "-"))


class Context(NamedTuple):
    """What the phrase around one mention says."""

    containers: frozenset[str]
    """The region or country right after the mention, or after the article's first mention of the name."""
    hints: frozenset[str]
    mates: frozenset[Spot] = frozenset()
    """Best known senses of the names it is listed with."""
    dateline: bool = False
    """Whether it is the place of an agency's dateline by itself."""


class Resolved(NamedTuple):
    """The place a candidate means and how sure that is; ``spot`` is null where the gazetteer has none or the name stays ambiguous."""

    spot: Spot | None
    confidence: float
    known: bool
    """Whether the gazetteer has any place of the name."""
    doubtful: bool = False
    """Whether the likeliest place was given up because nothing in the article supports it."""


def senses(candidate: Candidate) -> tuple[Spot, ...]:
    """Return the gazetteer's places that ``candidate`` may mean; a fixed form has one."""
    listed = gazetteer.load()
    if candidate.country and len(candidate.key) == 2 and candidate.key.isupper():
        spot = listed.countries.get(candidate.key)
        others = listed.find(gazetteer.fold(candidate.text)) if candidate.kind == "name" else ()
        return ((spot,) if spot else ()) + tuple(s for s in others if s != spot)
    if candidate.kind in ("road", "building", "former"):
        return ()
    if candidate.kind == "county":
        return counties(candidate.key)
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
    around = []
    for i, candidate in enumerate(chosen):
        passage = reading.passages[candidate.passage]
        containers = _containers(text, chosen, i)
        mates = _mates(text, chosen, i)
        around.append(Context(containers, _hints(passage, candidate), mates, not containers and is_dateline(passage, candidate)))
    settled = _settled(reading, chosen, around)
    return [
        context._replace(containers=settled[candidate.key]) if candidate.key in settled and not context.containers else context
        for candidate, context in zip(chosen, around, strict=True)
    ]


def _settled(reading: Reading, chosen: list[Candidate], around: list[Context]) -> dict[str, frozenset[str]]:
    """Return the names that the article places in a region or country where it first gives them, titles apart, with those; their later bare
    mentions mean the same.
    """
    first: dict[str, frozenset[str]] = {}
    later: dict[str, set[frozenset[str]]] = {}
    for candidate, context in zip(chosen, around, strict=True):
        if candidate.kind == "name" and not reading.passages[candidate.passage].is_title:
            outer = frozenset(c for c in context.containers if any(inside(spot, c) for spot in senses(candidate)))
            first.setdefault(candidate.key, outer)
            later.setdefault(candidate.key, set()).add(outer)
    return {key: outer for key, outer in first.items() if outer and later[key] <= {outer, frozenset()}}


def is_dateline(passage: Passage, candidate: Candidate) -> bool:
    """Return whether ``candidate`` is the place of an agency's dateline by itself ("ORLOVA (Reuters) -")."""
    after = passage.words[candidate.last : candidate.last + 8]
    begins = candidate.first == 0 and candidate.kind == "name" and candidate.text.isupper()
    return begins and after[:1] == ["("] and any(word in DASHES for word in after)


def _mates(text: str, chosen: list[Candidate], position: int) -> frozenset[Spot]:
    """Return the best known senses of the names that stand beside the candidate in a list ("Nevada and Iowa"), also behind a comma where both may
    be countries ("Mali, Niger, Chad").
    """
    pairs = [(i, i + 1) for i in (position - 1, position) if 0 <= i < len(chosen) - 1]
    found = set()
    for left, right in pairs:
        first, second = chosen[left], chosen[right]
        between = " ".join(text[first.end : min(second.start, first.end + 10)].split())
        listed = between in _LISTED or (between == "," and _may_be_country(first) and _may_be_country(second))
        if first.passage == second.passage and listed and "demonym" not in (first.kind, second.kind):
            found.update(sorted(senses(second if left == position else first), key=standing)[-1:])
    return frozenset(found)


def _may_be_country(candidate: Candidate) -> bool:
    """Return whether a country has the name for its main one."""
    return any(spot.feature == "country" and spot.exact for spot in senses(candidate))


def _containers(text: str, chosen: list[Candidate], position: int) -> frozenset[str]:
    """Return the country or region named right after the candidate ("Paris, Texas"; "Lyon in France"): "US.TX", "FR"."""
    candidate = chosen[position]
    if position + 1 == len(chosen):
        return frozenset()
    following = chosen[position + 1]
    gap = text[candidate.end : min(following.start, candidate.end + 40)]
    if following.passage != candidate.passage or following.kind == "demonym" or " ".join(gap.split()) not in _JOINTS or gap == "-":
        return frozenset()
    outer = [s for s in senses(following) if s.feature in ("country", "region") and s.exact and s.country]
    return frozenset(map(within, outer))


def _hints(passage: Passage, candidate: Candidate) -> frozenset[str]:
    """Return the kinds of place that the words next to the candidate speak of ("the Orlova region", "the city of Orlova")."""
    lower = passage.lower
    hints = set()
    after = lower[candidate.last] if candidate.last < len(lower) else ""
    before = lower[max(candidate.first - 3, 0) : candidate.first]
    if after in _KIND_WORDS:
        hints.add(_KIND_WORDS[after])
    elif after == "states":
        hints.add("region")
    elif after in GOVERNING:
        hints.add("government")
    elif after in ("'s", "’s") and candidate.last + 1 < len(lower) and lower[candidate.last + 1] in _REGIONAL:
        hints.add("region")
    elif after in ("'s", "’s") and candidate.last + 1 < len(lower) and lower[candidate.last + 1] in NATIONAL:
        hints.add("country")
    if before[-1:] == ["of"] and len(before) > 1 and before[-2] in NATIONAL:
        hints.add("country")
    if before[-1:] == ["of"] and len(before) > 1 and before[-2] in _KIND_WORDS:
        hints.add(_KIND_WORDS[before[-2]])
    elif before and before[-1] in _BEFORE:
        hints.add(_KIND_WORDS[before[-1]])
    if after in ("and", ","):
        hints.add(_kind_of_list(passage.words[candidate.last : candidate.last + _LONGEST_LIST]))
    if before[-1:] in (["and"], [","], [";"], [":"]):
        hints.add(_kind_before_list(passage.words[: candidate.first]))
    return frozenset(hints - {""})


def _kind_before_list(texts: list[str]) -> str:
    """Return the kind of place that is said before the list of names with which ``texts`` end: "the provinces of Orlova, Harlan and", "the following
    counties in Orlova: Harlan,".
    """
    i = len(texts) - 1
    while i > 0 and (texts[i][:1].isupper() or texts[i] in _IN_LIST):
        i -= 1
    reach = {"of": 1, ":": _ANNOUNCED, ";": _ANNOUNCED}.get(texts[i], 0)
    said = texts[max(i - reach, 0) : i]
    return next((_KIND_WORDS[word.lower()] for word in said if word.lower() in _PLURALS), "")


def _kind_of_list(texts: list[str]) -> str:
    """Return the kind of place that ``texts`` say at their end, behind names alone, of several places (", Orlova and Harlan counties")."""
    for word in texts:
        if word.lower() in _PLURALS:
            return _KIND_WORDS[word.lower()]
        if not (word[:1].isupper() or word in _IN_LIST):
            break
    return ""


def identify(candidate: Candidate, context: Context) -> Identity:
    """Return the name a candidate is a mention of: one that a region or country follows is a name of its own where it has a sense there."""
    kind = candidate.kind if candidate.kind in ("demonym", "abbreviation", "road", "building", "former", "county") else "name"
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
    held = [_held(candidate, context) for candidate, context in zip(chosen, around, strict=True)]
    most = max(MOST_PAIRS // max(len(mentions), 1), 2)
    names = {}
    for identity, positions in mentions.items():
        found = senses(chosen[positions[0]])
        if identity[3]:
            found = _in_containers(found, identity[3].split())
        holds = frozenset(c for i in positions if i for c in held[i - 1])
        if not identity[3] and holds:
            found = tuple(spot for spot in found if spot.feature in ("region", "country") and within(spot) in holds) or found
        container = frozenset(c for i in keys[identity[0]] for c in around[i].containers) if identity[0] else frozenset()
        hints = frozenset(hint for i in positions for hint in around[i].hints)
        mates = frozenset(spot for i in positions for spot in around[i].mates)
        dateline = any(around[i].dateline for i in positions)
        whole = _whole_names(identity[0], keys)
        senses_here = (*whole, *(s for s in _without_parts(found, hints)[:most] if s not in whole))
        known = frozenset(spot.geonames_id for spot in whole)
        names[identity] = Name(senses_here, container, holds, hints, mates, known, len(positions), positions[0] == 0, dateline)
    return names


def _in_containers(found: tuple[Spot, ...], containers: list[str]) -> tuple[Spot, ...]:
    """Return the senses that lie in one of ``containers``; where any lies below them, without these themselves ("New York, N.Y.")."""
    held = tuple(spot for spot in found if any(inside(spot, c) for c in containers))
    below = tuple(spot for spot in held if spot.feature not in ("region", "country") or within(spot) not in containers)
    return below or held


def _whole_names(key: str, keys: Iterable[str]) -> tuple[Spot, ...]:
    """Return the senses of those of the article's names that go on with a small word where ``key`` ends ("orlova am inn" for "orlova")."""
    longer = (other for other in keys if " " not in key and other.startswith(f"{key} ") and other.split()[1] in LINKS)
    return tuple(spot for other in longer for spot in gazetteer.load().find(other) if spot.feature == "city")


def _without_parts(found: tuple[Spot, ...], hints: frozenset[str]) -> tuple[Spot, ...]:
    """Return the senses without the towns and divisions of a country that is called the same, unless a mention says it is one ("Luxembourg
    city", "the province of Panama").
    """
    own = {spot.country for spot in found if spot.feature == "country" and spot.exact}
    if not own or hints & {"city", "region"}:
        return found
    return tuple(spot for spot in found if spot.feature == "country" or spot.country not in own)


def _held(candidate: Candidate, context: Context) -> list[str]:
    """Return those of the regions and countries called as the name right after ``candidate`` in which it has a sense."""
    return [c for c in context.containers if any(inside(spot, c) for spot in senses(candidate))]


def resolve(reading: Reading, chosen: list[Candidate]) -> list[Resolved]:
    """Return for each of the ``chosen`` candidates of ``reading``, in their order, the place it means."""
    around = contexts(reading, chosen)
    names = gather(chosen, around)
    probabilities = Scene(names).rank()
    elsewhere = {
        identify(c, context) for c, context in zip(chosen, around, strict=True) if context.containers and not identify(c, context)[3]
    }
    firm = {identify(c, context) for c, context in zip(chosen, around, strict=True) if not _is_loose(reading, c)}
    loose = names.keys() - firm
    likeliest = {identity: answer(name, probabilities[identity]) for identity, name in names.items()}
    answers = supported(likeliest, names, elsewhere, loose)
    resolved = []
    for position, (candidate, context) in enumerate(zip(chosen, around, strict=True)):
        identity = identify(candidate, context)
        passage = reading.passages[candidate.passage]
        is_state = passage.lower[candidate.last : candidate.last + 1] == ["state"]
        called = _as_called(answers[identity], names[identity], context.hints, is_state=is_state)
        spot = called.spot
        if spot and spot.feature == "region" and candidate.kind == "name" and not _is_in_name(reading, candidate):
            holds = position > 0 and within(spot) in around[position - 1].containers
            if not holds and not _begins_regions(reading.source_text, chosen, around, position):
                called = _as_town(called, names[identity], passage, candidate, context)
        elif spot and spot.feature == "city" and _is_of_region(passage, candidate):
            called = _as_called(called, names[identity], frozenset(("region",)), is_state=True)
        resolved.append(_as_part(called, passage, candidate, context.mates))
    return resolved


def _is_loose(reading: Reading, candidate: Candidate) -> bool:
    """Return whether the mention says little of where its place is: a township, of which every state has one of the name, or a piece of the
    name of a body, a building or a work.
    """
    if reading.passages[candidate.passage].lower[candidate.last : candidate.last + 1] in (["township"], ["twp"]):
        return True
    return _is_in_name(reading, candidate)


def _is_in_name(reading: Reading, candidate: Candidate) -> bool:
    """Return whether the mention is a piece of the name of a body, a building or a work."""
    around = reading.names.overlapping(candidate.start, candidate.end)
    return any(name.entity_type in _NAMED and (name.start, name.end) != (candidate.start, candidate.end) for name in around)


def _is_direction(key: str) -> bool:
    """Return whether a folded name says where a region lies and no more ("western", "north-west region"), as those of many countries do."""
    return all(word in _DIRECTIONS or word in DIVISIONS for word in key.replace("-", " ").split())


def supported(
    answers: dict[Identity, Resolved], names: dict[Identity, Name], elsewhere: set[Identity], loose: set[Identity]
) -> dict[Identity, Resolved]:
    """Return ``answers`` with those little-known places left open that nothing supports: the article names other places and none of them is
    near it, its region or its country. Names that are ``elsewhere`` stand before a region or country in which they have no sense; towns
    of ``loose`` ones, if no metropolis, must lie near another place or in a region that the article names, where it names one of the country;
    a region that is called by its direction alone must lie in a country of another place.
    """
    places = [(identity[0], found.spot) for identity, found in answers.items() if found.spot]
    regions = {within(spot) for _, spot in places if spot.feature == "region"}
    countries = {region.split(".")[0] for region in regions}
    around: dict[Cell | str, set[str]] = {}
    for key, spot in places:
        around.setdefault(within(spot) if spot.feature in ("country", "region") else f"{spot.country}.{spot.admin1}", set()).add(key)
        if spot.feature not in ("country", "continent"):
            around.setdefault(cell(spot, AROUND), set()).add(key)

    hanging = {identity[0] for identity in loose}

    def is_stray(spot: Spot) -> bool:
        apart = spot.country in countries and f"{spot.country}.{spot.admin1}" not in regions
        lone = not any(around.get(where, set()) - hanging for where in neighbours(spot, AROUND))
        return apart and lone and spot.feature == "city" and spot.population < METROPOLIS

    def is_supported(identity: Identity, spot: Spot) -> bool:
        if spot.feature == "region" and _is_direction(identity[0]):
            return any(other.country == spot.country for key, other in places if not _is_direction(key))
        if identity in loose and is_stray(spot):
            return False
        if spot.feature not in ("city", "county") or spot.population >= LITTLE_KNOWN or spot.geonames_id in names[identity].whole:
            return True
        if is_unrivalled(names[identity], spot):
            return True
        here: list[Cell | str] = [*neighbours(spot, AROUND), spot.country, f"{spot.country}.{spot.admin1}"]
        own = {identity[0]}
        near = any(around.get(where, set()) - own for where in here) or all(key in own for key, _ in places)
        return near and identity not in elsewhere

    doubtful = {identity for identity, found in answers.items() if found.spot and not is_supported(identity, found.spot)}
    return answers | {identity: answers[identity]._replace(spot=None, doubtful=True) for identity in doubtful}


def _as_called(found: Resolved, name: Name, hints: frozenset[str], *, is_state: bool) -> Resolved:
    """Return the region of the same name where this mention says so ("the Belgorod region"), its chief town where it does not; where no region
    around the town has the name, the one division of its country that has ("the province of Orlova"), but for what is called a state.
    """
    spot = found.spot
    if spot is None or not spot.admin1:
        return found
    if spot.feature == "city" and hints & {"region", "county"} and "city" not in hints:
        wanted = "region" if "region" in hints else "county"
    elif spot.feature == "region" and "region" not in hints and not spot.exact:
        wanted = "city"
    else:
        return found
    for other in name.senses:
        if other.feature == wanted and (other.country, other.admin1) == (spot.country, spot.admin1):
            return found._replace(spot=other)
    divisions = [other for other in name.senses if other.feature in ("region", "county") and other.country == spot.country]
    return found._replace(spot=divisions[0]) if wanted == "region" and len(divisions) == 1 and not is_state else found


def _as_town(found: Resolved, name: Name, passage: Passage, candidate: Candidate, context: Context) -> Resolved:
    """Return the town of a region's name in which so many of its people live that the world means it by the name ("in New York"), unless this
    mention says that it is the region ("upstate New York", "New York and Ohio", "New York lawmakers").
    """
    region = found.spot
    town = next((spot for spot in name.senses if region and _is_most_of(spot, region, candidate.key)), None)
    if town is None or ("city" not in context.hints and _is_region(passage, candidate, context)):
        return found
    return found._replace(spot=town)


def _begins_regions(text: str, chosen: list[Candidate], around: list[Context], position: int) -> bool:
    """Return whether a comma and a name that is listed with a region stand behind the candidate ("New York, Ohio and Texas")."""
    if position + 1 == len(chosen) or text[chosen[position].end : chosen[position + 1].start].strip() != ",":
        return False
    return any(mate.feature == "region" for mate in around[position + 1].mates)


def _is_most_of(spot: Spot, region: Spot, key: str) -> bool:
    """Return whether ``spot`` is a town of ``region``, called by the folded name ``key``, with the word "city" or without it, in which a large
    share of its people live.
    """
    called = gazetteer.fold(spot.name) in (key, f"{key} city")
    return called and spot.feature == "city" and inside(spot, within(region)) and spot.population >= _MUCH * region.population


def _is_region(passage: Passage, candidate: Candidate, context: Context) -> bool:
    """Return whether the words around a name that a region and its town share say that the region is meant."""
    if context.hints & {"region", "government"} or any(mate.feature == "region" for mate in context.mates):
        return True
    first = candidate.first
    if _is_of_region(passage, candidate) or (first and passage.lower[first - 1] in _PARTS_OF_REGIONS):
        return True
    low, high = passage.sentences[passage.sentence[first]]
    return any(_is_state(passage, i) for i in range(low, high))


def _is_of_region(passage: Passage, candidate: Candidate) -> bool:
    """Return whether what regions have and towns have not stands beside the name ("the governor of Orlova", "Orlova's legislature")."""
    first, last = candidate.first, candidate.last
    before, behind = passage.lower[max(first - 2, 0) : first], passage.lower[last : last + 3]
    if behind[:1] in (["'s"], ["’s"]):
        behind = behind[1:]
    if behind[:1] and (behind[0] in PROVINCIAL or behind[:2] in (["attorney", "general"], ["supreme", "court"])):
        return True
    return len(before) == 2 and before[1] in ("of", "from") and before[0] in PROVINCIAL


def _is_state(passage: Passage, i: int) -> bool:
    """Return whether token ``i`` speaks of a part of a country as a state: "across the state", no "heads of state" and no "state media"."""
    if passage.lower[i] == "statewide":
        return True
    if passage.words[i] not in ("state", "states") or (i and passage.lower[i - 1] in ("of", "-")):
        return False
    return i + 1 == len(passage) or not passage.tags[i + 1].startswith("NN")


def _as_part(found: Resolved, passage: Passage, candidate: Candidate, mates: frozenset[Spot]) -> Resolved:
    """Return the part of a country that is called as its chief town, which news means by the name ("killed in Gaza"), unless this mention says
    that it is the town or lists it with another town of that part ("the city of Gaza", "Rafah and Gaza").
    """
    spot, part = found.spot, parts().get(candidate.key)
    if part is None or spot is None or spot.feature not in ("city", "county"):
        return found
    whole = next((other for other in gazetteer.load().find(part) if other.country == spot.country), None)
    before, after = passage.lower[max(candidate.first - 2, 0) : candidate.first], passage.lower[candidate.last : candidate.last + 1]
    is_town = not _TOWN.isdisjoint(after) or (before[-1:] == ["of"] and before[0] in _TOWN)
    if whole is None or is_town or any(mate.feature == "city" and inside(mate, within(whole)) for mate in mates):
        return found
    return found._replace(spot=whole)


def answer(name: Name, probabilities: list[float]) -> Resolved:
    """Return the likeliest sense of ``name``, where it is likely enough; senses next to each other in one country count together."""
    if not name.senses:
        return Resolved(None, 0.0, False)
    best = max(range(len(name.senses)), key=lambda i: (probabilities[i], name.senses[i].population, -i))
    spot = name.senses[best]
    sure = sum(p for s, p in zip(name.senses, probabilities, strict=True) if s is spot or is_beside(s, spot))
    if sure < AMBIGUOUS:
        return Resolved(None, sure, True)
    return Resolved(spot, min(sure, 1.0), True)
