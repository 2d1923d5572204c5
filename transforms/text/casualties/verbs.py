"""Tolls that verbs tell: "killed 18 people", "were wounded", "died", "lost their lives", "was taken to hospital"."""

import functools
import itertools
from collections.abc import Iterator
from typing import NamedTuple

from transforms.text.casualties import lexicon, people
from transforms.text.casualties.finds import Find, outcome_of_put, told, unharmed
from transforms.text.lexicon.loading import KEPT
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading, dateline
from transforms.text.reading.clauses import Clause
from transforms.text.reading.passage import Passage

_PICTURES = frozenset(("video", "camera", "cameras", "film", "tape", "footage", "photo", "photos", "imagination", "attention", "moment"))

_PHRASED = frozenset(
    (
        "attack", "avoid", "be", "beat", "bring", "carry", "drive", "embrace", "emerge", "escape", "flee", "force", "gun", "hit", "hold", "lead",
        "pass", "place", "pull", "remain", "strike", "survive", "take", "treat",
    )
)  # fmt: skip
_PHRASED_CLASSES = ("by_death", "convey", "fall", "lose", "suffer")
"""Verbs, and classes of verbs (``data/casualties/words.tsv``), that tell a toll only with the words around them (``_telling``, ``_phrase``)."""


_CAPTIVES = frozenset(("hostage", "prisoner", "captive"))
_HOMES = frozenset(("home", "homes"))
_INJURIES = frozenset(("injury", "injuries"))
_RUBBLE = frozenset(("alive", "rubble", "wreckage", "debris"))
_HELD = (("in", "custody"), ("into", "custody"), ("under", "arrest"))
_SAFE = ("to", "safety")
_WITH_VERBS = frozenset(("away", "death", "deaths", "down", *(word for _, word in (*_HELD, _SAFE)))).union(
    _CAPTIVES, _HOMES, _INJURIES, _RUBBLE, *map(lexicon.words, ("fatally", "fighters", "harm", "hospital", "lives", "martyrdom"))
)
"""Words with one of which the verbs of ``_PHRASED`` and ``_PHRASED_CLASSES`` tell a toll; "survive" tells one without."""
_FAR = 16
"""Tokens behind a verb among which "to death" stands."""


class Telling(NamedTuple):
    """What a verb with its phrase tells: outcome, whom it befalls (object, subject, both), sense (see the table of verbs), and the rule."""

    outcome: str
    frame: str
    sense: str
    rule: str = "verb"


def find(reading: Reading, p: Passage) -> Iterator[Find]:
    """Yield the finds that the verbs of ``p`` tell."""
    to_death = "death" in p.lower
    for i, clause in p.clauses.items():
        if not may_tell(p.lower[i]) and not (to_death and p.lower[i + 1 : i + 3] == ["to", "death"]):
            continue
        if outcome_of_put(p, i) is not None:
            continue
        telling = _telling(p, i, clause)
        if telling is None:
            continue
        befallen = victims(p, i, clause, telling.frame)
        heads = [head for victim in befallen if (head := dateline.subject_behind(reading, p, victim)) is not None]
        if telling.outcome == "arrested" and telling.sense == "force":
            telling = telling._replace(outcome=held(reading, p, [clause.doer, *heads]))
        implied, negated = telling.sense == "implied", _without(p, i)
        found = told(reading, p, i, telling.outcome, heads, telling.rule, implied=implied, negated=negated)
        yield from unharmed(found) if telling.sense == "none" else found


def may_be_phrased(p: Passage) -> bool:
    """Return whether a verb of ``p`` may tell of a toll with the words beside it ("was taken to hospital")."""
    return not _WITH_VERBS.isdisjoint(p.lower) and any(map(may_tell, p.lower))


@functools.lru_cache(maxsize=KEPT)
def tells_alone(word: str) -> bool:
    """Return whether the verb with the form ``word`` tells of a toll without any of ``_WITH_VERBS``."""
    return lexicon.verb(word) is not None or lemma(word) == "survive"


@functools.lru_cache(maxsize=KEPT)
def may_tell(word: str) -> bool:
    """Return whether the verb with the form ``word`` tells of a toll by itself or with the words around it, "to death" left out."""
    base = lemma(word)
    return lexicon.verb(word) is not None or base in _PHRASED or any(base in lexicon.words(name) for name in _PHRASED_CLASSES)


def _telling(p: Passage, i: int, clause: Clause) -> Telling | None:
    """Return what the verb ``i`` tells with the words around it."""
    word, verb = p.lower[i], lexicon.verb(p.lower[i])
    base = lemma(word)
    near = p.lower[i + 1 : i + 7]
    if _is_to_death(base, near) or _is_done_to_death(p, i, base):
        return Telling("killed", "both" if base in ("bleed", "burn", "freeze", "starve") else "object", "plain", "phrase")
    if (verb is not None and verb.outcome == "injured") or base in ("strike", "hit", "beat", "attack"):
        if (i and p.lower[i - 1] in lexicon.words("fatally")) or any(p.lower[kid] in lexicon.words("fatally") for kid in p.kids[i]):
            return Telling("killed", "object", "plain", "phrase")
        if base == "shoot" and "dead" in near[:4]:
            return Telling("killed", "object", "plain", "phrase")
    if verb is not None:
        if base == "capture" and any(word in _PICTURES for word in near[:4]):
            return None
        if base == "shoot" and (
            clause.object is None and any(p.lower[kid] in ("at", "into", "down", "toward", "towards") for kid in p.kids[i])
        ):
            return None
        to_hospital = base in lexicon.words("convey") and any(word in lexicon.words("hospital") for word in near)
        return (_phrase(p, i, base, near, clause) if to_hospital else None) or Telling(*verb)
    return _phrase(p, i, base, near, clause)


def _phrase(p: Passage, i: int, base: str, near: list[str], clause: Clause) -> Telling | None:
    """Return what a verb tells only with the words behind it."""
    if base == "survive" and clause.negated:
        return Telling("killed", "subject", "plain", "unsurvived")
    if base == "pass" and near[:1] == ["away"]:
        return Telling("killed", "subject", "plain", "phrase")
    if base == "gun" and "down" in near[:4]:
        return Telling("killed", "object", "plain", "phrase")
    if base in ("take", "hold") and not _CAPTIVES.isdisjoint(near[:5]):
        return Telling("captured", "object", "plain", "phrase")
    if base in ("take", "place", "bring", "remain", "be", "hold") and _leads(near, *_HELD):
        return Telling("arrested", "subject" if base in ("remain", "be") else "object", "force", "phrase")
    if base == "pull" and not _RUBBLE.isdisjoint(near) and "dead" not in near:
        return Telling("rescued", "object", "people", "phrase")
    if base in ("take", "bring", "lead", "carry") and _leads(near, _SAFE):
        return Telling("rescued", "object", "people", "phrase")
    if base in ("force", "drive") and "from" in near[:4] and not _HOMES.isdisjoint(near):
        return Telling("displaced", "object", "people", "phrase")
    if base == "flee" and near[:1] and near[0] in ("their", "his", "her") and not _HOMES.isdisjoint(near[1:3]):
        return Telling("displaced", "subject", "people", "phrase")
    if base in lexicon.words("fall") and near[:2] == ["to", "their"] and near[2:3] == ["deaths"]:
        return Telling("killed", "subject", "plain", "phrase")
    if base == "lose" and clause.object is not None and p.lower[clause.object] in lexicon.words("fighters"):
        return Telling("killed", "object", "people", "phrase")
    if base in lexicon.words("lose") and any(word in lexicon.words("lives") for word in near[:3]):
        return Telling("killed", "subject", "plain", "phrase")
    if base == "embrace" and any(word in lexicon.words("martyrdom") for word in near[:5]):
        return Telling("killed", "subject", "plain", "phrase")
    if base in lexicon.words("suffer") and clause.object is not None and p.lower[clause.object] in lexicon.words("harm"):
        fatal = any(p.lower[kid] in ("fatal", "deadly", "mortal") for kid in p.kids[clause.object])
        return Telling("killed" if fatal else "injured", "subject", "plain" if fatal else "implied", "phrase")
    if base in lexicon.words("convey") and any(word in lexicon.words("hospital") for word in near) and not _is_patient(p, clause):
        return Telling("injured", "object", "implied", "phrase")
    if base in ("remain", "be") and _leads(near[:3], ("in", "hospital")) and any(word in lexicon.words("harm") for word in near):
        return Telling("injured", "subject", "implied", "phrase")
    if base in ("escape", "survive", "emerge") and near[:1] == ["with"] and any(word in lexicon.words("harm") for word in near):
        return Telling("injured", "subject", "plain", "phrase")
    if base in ("escape", "avoid") and clause.object is not None and p.lower[clause.object] in _INJURIES:
        return Telling("injured", "subject", "none", "phrase")
    if base == "treat" and any(word in lexicon.words("harm") for word in near):
        return Telling("injured", "object", "implied", "phrase")
    return None


def _is_patient(p: Passage, clause: Clause) -> bool:
    """Return whether those whom the clause tells of are patients already: the sick, not the hurt."""
    return clause.subject is not None and p.lower[clause.subject] in ("patient", "patients", "case", "cases")


def _is_to_death(base: str, near: list[str]) -> bool:
    """Return whether the words ``near`` behind the verb ``base`` say that it ended so: "chopped to death", "stabbed him to death"."""
    at_once = near[:2] == ["to", "death"] and base not in lexicon.words("not_to_death")
    return at_once or (base in lexicon.words("by_death") and _leads(near, ("to", "death")))


def _is_done_to_death(p: Passage, i: int, base: str) -> bool:
    """Return whether "to death" stands behind the verb ``i``, however long its object is: "stabbed his friend, the farmer John Doe, to death"."""
    behind = range(i + 1, min(i + _FAR, len(p) - 1)) if base in lexicon.words("by_death") else ()
    death = next((at for at in behind if p.lower[at : at + 2] == ["to", "death"]), None)
    return death is not None and p.sentence[death] == p.sentence[i] and not any(map(p.is_verb, range(i + 1, death)))


def _leads(near: list[str], *phrases: tuple[str, str]) -> bool:
    """Return whether one of ``phrases`` stands among the words ``near``."""
    return any((first, second) in phrases for first, second in itertools.pairwise(near))


def victims(p: Passage, i: int, clause: Clause, frame: str) -> list[int]:
    """Return the heads of the phrases whom the verb ``i`` befalls; ``frame`` says whether these are its object or its subject."""
    if frame in ("object", "both"):
        done = _object(p, i, clause)
        if done is not None:
            return [people.antecedent(p, done, i)]
    if frame in ("subject", "both") and not clause.passive:
        if p.deps[i] in ("acl", "amod") and p.tags[i] in ("VBG", "VBN") and clause.subject is None:
            return [p.heads[i]]
        return [people.antecedent(p, clause.subject, i)] if clause.subject is not None else []
    return []


def _object(p: Passage, i: int, clause: Clause) -> int | None:
    """Return the head of the one whom the transitive verb ``i`` befalls: object, subject of a passive, or the noun that it describes."""
    taken = p.tags[i] == "VBN" and not clause.perfect  # "were taken hostage"
    if clause.object is not None and not (taken and p.lower[clause.object] in _CAPTIVES):
        return clause.object
    if not clause.passive and i + 2 < len(p) and p.lower[i + 1] in ("over", "around", "about", "under", "up") and p.tags[i + 2] == "CD":
        return p.heads[i + 2] if p.heads[i + 2] == i + 3 else i + 2  # "and injured over 50", read as a preposition with its object
    if clause.passive:
        own = clause.subject if clause.subject_is_own or p.deps[i] != "ccomp" else None
        return own if own is not None else _aboard(p, i, clause)
    shared = next(
        (p.clauses[kid].object for kid in p.kids[i] if p.deps[kid] == "conj" and kid in p.clauses and not p.clauses[kid].subject_is_own),
        None,
    )
    if shared is not None:
        return shared
    participle = p.tags[i] in ("VBN", "VBD")
    if participle and p.deps[i] == "acl":
        return _whole(p, i) or p.heads[i]
    above = p.heads[i]
    if p.tags[i] == "VBN" and p.deps[i] in _SAID_OF and above in p.clauses and not clause.subject_is_own:
        told = p.clauses[above]  # "were reported killed", "found a man shot"
        return told.subject if told.passive else told.object if told.object is not None and told.object < i else None
    if p.deps[i] == "conj" and above in p.clauses and not clause.subject_is_own:
        first = p.clauses[above]
        if first.passive and participle:
            return first.subject
        if first.object is not None and first.object > i:
            return first.object
        if participle and p.deps[above] == "acl":
            return p.heads[above]
    if participle and clause.subject_is_own and clause.subject is not None and clause.subject < i and _gapped(p, i):
        return clause.subject  # "18 killed in a blast", "and three others wounded"
    return None


_SAID_OF = frozenset(("xcomp", "oprd", "acomp", "ccomp"))


def _whole(p: Passage, i: int) -> int | None:
    """Return the word before "including" where the participle ``i``, behind a comma, tells of all: "at least 80, including 30 children, killed"."""
    part = p.heads[p.heads[i]]
    if p.lower[part] != "including" or p.lower[i - 1] != "," or part < 2:
        return None
    before = part - 1 - (p.lower[part - 1] == ",")
    return before if p.tags[before] == "CD" or p.tags[before].startswith("NN") else None


def _aboard(p: Passage, i: int, clause: Clause) -> int | None:
    """Return the word "all" or "everyone" of "all aboard were killed", where "aboard" has been read as a word of place."""
    at = min((*clause.auxiliaries, i)) - 1
    if at > 0 and p.lower[at] == "aboard":
        at -= 1
    elif at > 1 and p.lower[at - 1 : at + 1] == ["on", "board"]:
        at -= 2
    return at if at >= 0 and p.lower[at] in ("all", "everyone", "everybody", "those") else None


def _gapped(p: Passage, i: int) -> bool:
    """Return whether the participle ``i`` is a passive whose auxiliary is left out: it has none, and no object follows."""
    if p.clauses[i].auxiliaries:
        return False
    follows = p.lower[i + 1] if i + 1 < len(p) else "."
    return p.tags[i] == "VBN" or p.is_title or not follows.isalnum() or follows in _AFTER_PASSIVE


_AFTER_PASSIVE = frozenset(
    ("in", "by", "after", "when", "during", "on", "at", "as", "near", "while", "from", "and", "or", "following", "amid", "since")
)


def _without(p: Passage, i: int) -> bool:
    """Return whether "without" or "nor" stands before the verb: "without injuring anyone"."""
    return i > 0 and p.lower[i - 1] in ("without", "nor")


def held(reading: Reading, p: Passage, around: list[int | None]) -> str:
    """Return whether those who were detained are ``captured``, by armed forces or as fighters, or ``arrested``; ``around`` are the heads of
    the phrases for who did it and to whom.
    """
    for token in around:
        if token is not None and any(word in lexicon.words("forces") for word in p.lower[p.left[token] : p.right[token] + 1]):
            return "captured"
    return "captured" if _is_military(reading) else "arrested"


def _is_military(reading: Reading) -> bool:
    """Return whether the article tells of armed forces more than of police and courts."""
    forces, police = reading.count(lexicon.words("forces")), reading.count(lexicon.words("police"))
    return forces > 2 * police and (forces >= 3 or not police)


def in_titles(reading: Reading, p: Passage) -> Iterator[Find]:
    """Yield the finds of a title whose verb the tagger took for a noun: "Highway Crash Kills One", "Police arrest 5"."""
    if not p.is_title:
        return
    for i in range(len(p) - 1):
        telling = lexicon.verb(p.lower[i]) if p.tags[i] in ("NNS", "NNPS", "NNP", "NN") and i else None
        if telling is None or telling.frame == "subject" or p.lower[i].endswith(("ed", "ing")):
            continue
        if p.tags[i + 1] == "CD" or reading.quantities.overlapping(*p.source_span(i + 1, i + 2)):
            outcome = held(reading, p, []) if telling.sense == "force" else telling.outcome
            after = i + 2 < len(p) and p.heads[i + 1] == i + 2
            yield from told(reading, p, i, outcome, [i + 2 if after else i + 1], "verb")
