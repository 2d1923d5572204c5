"""Whom and what an article has spoken of so far: where each was last spoken of, in what role, and how present that makes it.

The presence of somebody is what Lappin and Leass (1994) call salience: the place of a mention counts (a subject most), and what it counts
fades from sentence to sentence.
"""

import dataclasses
import itertools
from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

from transforms.text.reading.passage import Passage

Key = int | str
"""The number of an entity, or the noun for somebody without a name."""

SUBJECT, OBJECT, OWNER, OTHER, INSIDE = "subject", "object", "owner", "other", "inside"
"""Roles of a mention: subject; direct or indirect object; possessive; behind a preposition; inside another noun phrase ("a unit of X")."""
WEIGHTS = {SUBJECT: 1.0, OBJECT: 0.65, OWNER: 0.6, OTHER: 0.5, INSIDE: 0.3}
"""How present a mention makes somebody, by its role: the order of centring theory (subject, object, others)."""
FADING = 0.5
"""What is left of a mention's presence a sentence later."""
WINDOW = 6
"""Sentences after which somebody is no more present."""
LASTING = 0.2
"""What is left, however long it is since, of somebody whom alone the article names; of others as much as is their part of its names."""
_MAIN = 0.3
"""The part of the article's names of people from which somebody is one of those whom it is about."""

NAMED = frozenset(("identified", "named"))
"""Participles behind which a name stands."""
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass"))
_OBJECTS = frozenset(("dobj", "iobj", "dative"))
_MAX_CLIMB = 4


class Spoken(NamedTuple):
    """One mention of somebody: number of the sentence (counted through the article), its token there, role, and whether it is quoted."""

    sentence: int
    token: int
    role: str
    quoted: bool


@dataclasses.dataclass
class Trace:
    """Somebody or something that the article has spoken of: its mentions in the window, the last one last."""

    key: Key
    kind: str
    gender: str
    number: int
    """How many were spoken of before it."""
    part: float
    """What part of the article's names of people are its own."""
    told: int = 0
    """How many pronouns "he" more than "she" it had, where the gender is not known."""
    mentions: list[Spoken] = dataclasses.field(default_factory=list)

    @property
    def last(self) -> Spoken:
        """The last mention."""
        return self.mentions[-1]

    def presence(self, sentence: int) -> float:
        """Return how present it is in sentence number ``sentence``: the weight of the best mention of each sentence, faded."""
        best: dict[int, float] = {}
        for one in self.mentions:
            weight = WEIGHTS[one.role] * (0.6 if one.quoted else 1.0)
            best[one.sentence] = max(best.get(one.sentence, 0.0), weight)
        faded = sum(weight * FADING ** (sentence - at) for at, weight in best.items() if sentence - at <= WINDOW)
        return max(faded, LASTING * self.part)


class Discourse:
    """The traces of everybody and everything that a run of sentences has spoken of so far."""

    def __init__(self, parts: Sequence[float]) -> None:
        """Begin with nothing spoken of; ``parts`` says for each entity what part of the article's names of people are its own."""
        self.parts = parts
        self.sentence = 0
        self.traces: OrderedDict[Key, Trace] = OrderedDict()
        """By last mention, the latest last."""
        self._about: list[Trace] = []
        self.here: dict[int, Key] = {}
        """Who stands at which token of the present sentence's passage."""
        self.spoke: tuple[Key, int] | None = None
        """Who spoke last, and in which sentence."""

    def next_sentence(self) -> None:
        """Go on to the next sentence."""
        self.sentence += 1
        self.here = {}

    def note(self, key: Key, kind: str, gender: str, passage: Passage, token: int, *, role: str = "") -> None:
        """Note that the present sentence speaks of ``key`` at ``token``."""
        trace = self.traces.get(key)
        if trace is None:
            part = self.parts[key] if isinstance(key, int) else 0.0
            trace = self.traces[key] = Trace(key, kind, gender, len(self.traces), part)
            self._about += [trace] if part >= _MAIN else []
        self.traces.move_to_end(key)
        if len(trace.mentions) > WINDOW and self.sentence - trace.mentions[0].sentence > WINDOW:
            trace.mentions = [one for one in trace.mentions if self.sentence - one.sentence <= WINDOW]
        trace.mentions.append(Spoken(self.sentence, token, role or role_of(passage, token), passage.quoted[token] >= 0))
        self.here[token] = key

    def within(self, sentences: int) -> list[Trace]:
        """Return who was spoken of in the last ``sentences`` sentences, the last one first; what was before costs nothing."""
        return list(itertools.takewhile(lambda trace: self.sentence - trace.last.sentence <= sentences, reversed(self.traces.values())))

    def present(self) -> list[Trace]:
        """Return who has been spoken of within the window, and whom the article is about, by first mention."""
        lasting = [trace for trace in self._about if self.sentence - trace.last.sentence > WINDOW]
        return sorted((*lasting, *self.within(WINDOW)), key=lambda trace: trace.number)


def role_of(passage: Passage, token: int) -> str:
    """Return the role of the noun phrase whose head is ``token``; of what is joined by "and" that of the first, of a name behind a noun that it
    explains ("the unit's chief, Jane Roe", "a man identified as John Doe") that of the noun.
    """
    for _ in range(_MAX_CLIMB):
        dep, head = passage.deps[token], passage.heads[token]
        named = passage.heads[head]
        if dep == "pobj" and passage.lower[head] == "as" and passage.lower[named] in NAMED and passage.deps[named] == "acl":
            token = passage.heads[named]
            continue
        if dep != "conj" and not (dep == "appos" and passage.tags[head] == "NN"):
            break
        token = passage.heads[token]
    if dep in _SUBJECTS:
        return SUBJECT
    if dep in _OBJECTS:
        return OBJECT
    if dep == "poss":
        return OWNER
    if dep == "pobj":
        governor = passage.heads[passage.heads[token]]
        if passage.deps[passage.heads[token]] == "agent" or passage.is_verb(governor):
            return OTHER
        return INSIDE
    if dep in ("appos", "compound", "nmod", "amod", "npadvmod"):
        return INSIDE
    return SUBJECT if dep == "ROOT" and not passage.is_verb(token) else OTHER
