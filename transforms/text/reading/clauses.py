"""Clauses: for each verb of a passage who does what to whom, in which tense and modality, and whether it is denied.

Dependencies are those of spaCy's English models (ClearNLP); tense, modality and polarity have the sense of TimeML 1.2.1.
"""

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from transforms.text.lexicon import titles
from transforms.text.lexicon.verbs import lemma

if TYPE_CHECKING:
    from transforms.text.reading.passage import Passage

PAST, PRESENT, FUTURE = "past", "present", "future"

_MODALS = {
    "will": "will", "'ll": "will", "’ll": "will", "wo": "will", "shall": "shall", "would": "would", "'d": "would", "’d": "would", "may": "may",
    "might": "might", "can": "can", "ca": "can", "could": "could", "must": "must", "should": "should", "ought": "should", "need": "must",
}  # fmt: skip
"""Modal verbs and their shortened forms: the modal."""
_MODALITY = {
    "will": "future", "shall": "future", "may": "possible", "might": "possible", "can": "possible", "could": "possible", "would": "possible",
    "must": "necessary", "should": "necessary",
}  # fmt: skip
_HAVE = frozenset(("have", "has", "had", "having", "'ve", "’ve", "'s", "’s"))
_NEGATIONS = frozenset(("not", "n't", "n’t", "never", "neither", "nor", "hardly", "scarcely", "barely"))
_NOBODY = frozenset(("no", "nobody", "none", "nothing", "neither"))
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_HOW_EXACT = frozenset(("about", "around", "over", "under"))
"""Words before a number that are prepositions elsewhere."""
_AUXILIARIES = ("aux", "auxpass")
_DESCRIBING = ("acl", "advcl", "amod", "relcl")
"""Dependencies of participles that describe a noun or a clause."""
_OPENING = ("``", "-LRB-")
"""Tags of the marks behind which a sentence may begin."""
_SHARING = frozenset(
    ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "acl", "relcl", "dep", "parataxis", "acomp", "attr", "oprd", "amod")
)
"""Dependencies through which a verb without a subject has that of the word above it."""
_SUBJECT_CONTROL = frozenset(
    (
        "use",
        "employ",
        "exploit",
        "leverage",
        "harness",
        "utilise",
        "utilize",
        "take",
        "seize",
        "grab",
        "spend",
        "waste",
        "devote",
        "promise",
    )
)
"""Verbs with an object whose subject does what their infinitive says: "used the rally to attack", "took the chance to thank"."""
_MAX_CLIMB = 8
_MAX_OFFICE = 16
"""Tokens of an office before the name of who holds it at most."""
_SAID = frozenset(("said", "says", "told"))


class Clause(NamedTuple):
    """One verb with what it governs; all members are token numbers of its passage, None where the text has none."""

    verb: int
    subject: int | None
    """Head of the subject; of a passive the one it is done to."""
    subject_is_own: bool
    """False where the subject is that of a verb or the noun above ("came and [came] saw", "the man [who was] arrested")."""
    object: int | None
    """Head of the direct object."""
    agent: int | None
    """Head of a passive's by-phrase."""
    passive: bool
    auxiliaries: tuple[int, ...]
    modal: str
    """The modal verb in full ("will" for "'ll"), or nothing."""
    tense: str | None
    """past, present, future; None for infinitives and participles without an auxiliary."""
    perfect: bool
    infinitive: bool
    """Whether "to" stands before it."""
    negated: bool

    @property
    def modality(self) -> str:
        """The modality of the modal verb: ``actual`` (no modal), ``future``, ``possible`` or ``necessary``."""
        return _MODALITY.get(self.modal, "actual")

    @property
    def doer(self) -> int | None:
        """Head of who acts: the agent of a passive, else the subject."""
        return self.agent if self.passive else self.subject


def find(p: "Passage") -> dict[int, Clause]:
    """Return the clauses of ``p`` by the token of their verb, in order; auxiliaries have none of their own."""
    return {i: _clause(p, i) for i, tag in enumerate(p.tags) if tag.startswith("VB") and p.deps[i] not in _AUXILIARIES}


def _clause(p: "Passage", verb: int) -> Clause:
    auxiliaries = tuple(kid for kid in p.kids[verb] if p.deps[kid] in _AUXILIARIES)
    passive = any(p.deps[kid] in ("auxpass", "nsubjpass", "agent") for kid in p.kids[verb])
    own = own_subject(p, verb)
    modal = next((_MODALS[p.lower[kid]] for kid in auxiliaries if p.tags[kid] == "MD" and p.lower[kid] in _MODALS), "")
    perfect = any(p.lower[kid] in _HAVE for kid in auxiliaries) and p.tags[verb] in ("VBN", "VBD")
    return Clause(
        verb=verb,
        subject=own if own is not None else subject_above(p, verb),
        subject_is_own=own is not None,
        object=p.child(verb, "dobj"),
        agent=_agent(p, verb),
        passive=passive,
        auxiliaries=auxiliaries,
        modal=modal,
        tense=_tense(p, verb, auxiliaries, modal),
        perfect=perfect,
        infinitive=any(p.tags[kid] == "TO" for kid in auxiliaries),
        negated=_negated(p, verb, own),
    )


def _tense(p: "Passage", verb: int, auxiliaries: tuple[int, ...], modal: str) -> str | None:
    if modal in ("will", "shall"):
        return FUTURE
    finite = {p.tags[kid] for kid in auxiliaries} | {p.tags[verb]}
    if "VBD" in finite:
        return PAST
    if any(p.lower[kid] in ("has", "have", "'ve", "’ve") for kid in auxiliaries) and not modal:
        return PAST  # the perfect tells of what has happened
    return PRESENT if finite & {"VBZ", "VBP"} or modal else None


def _negated(p: "Passage", verb: int, subject: int | None) -> bool:
    if any(p.deps[kid] == "neg" or (p.deps[kid] == "advmod" and p.lower[kid] in _NEGATIONS) for kid in p.kids[verb]):
        return True
    if subject is None:
        return False
    return p.lower[subject] in _NOBODY or any(p.deps[kid] in ("det", "preconj") and p.lower[kid] in _NOBODY for kid in p.kids[subject])


def _agent(p: "Passage", verb: int) -> int | None:
    """Return the head of the by-phrase of a passive."""
    by = p.child(verb, "agent")
    return p.child(by, "pobj") if by is not None else None


def joined_subjects(tags: Sequence[str], deps: Sequence[str], heads: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield each second subject of a verb with the first, to which "and" joins it behind an aside that the parser did not see the end of ("nine
    men, including a guard, and two boys died").
    """
    for cc in itertools.compress(range(len(deps)), map("cc".__eq__, deps)):
        first, top = heads[cc], heads[cc]
        second = next((i for i in range(cc + 1, min(cc + _MAX_CLIMB, len(deps))) if deps[i] in _SUBJECTS), None)
        if second is None or first > cc or tags[first][:2] not in ("NN", "CD") or tags[second][:2] not in ("NN", "CD"):
            continue
        verb = heads[second]
        for _ in range(_MAX_CLIMB):
            if heads[top] == top or deps[top] not in ("appos", "conj", "dep"):
                break
            top = heads[top]
        within = all(heads[i] in range(cc + 1, second + 1) for i in range(cc + 1, second))
        if within and heads[top] == verb and top != verb and deps[top] in _SUBJECTS:
            yield second, first


def told_in_front(tags: Sequence[str], deps: Sequence[str], heads: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield the verb, its subject and the verb of saying of each clause in front that the parser took for a subject with its participle, so that the
    verb of saying has two of them ("A man drowned in the lake, police said").
    """
    for verb in itertools.compress(range(len(deps)), map("acl".__eq__, deps)):
        subject = heads[verb]
        said = heads[subject]
        if tags[verb] not in ("VBD", "VBN") or not subject < verb < said or deps[subject] != "nsubj" or not tags[said].startswith("VB"):
            continue
        between = [i for i in range(verb + 1, said) if heads[i] == said]
        told = any(heads[i] == said and deps[i] == "ccomp" for i in range(said + 1, min(said + _MAX_CLIMB, len(deps))))
        if [deps[i] for i in between] == ["punct", "nsubj"] and not told:
            yield verb, subject, said


def told_behind(words: Sequence[str], tags: Sequence[str], deps: Sequence[str], heads: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield the main verb, the verb of saying behind it that the parser joined to it, and the subject of that, taken for a part of the list or phrase
    before the comma ("Gunmen killed nine people, police and residents said Thursday"; "The boy is safe, the head of the search, Jane Roe, told a
    paper").
    """
    for said in itertools.compress(range(len(words)), map(_SAID.__contains__, words)):
        verb = heads[said]
        if deps[said] != "conj" or verb > said or deps[verb] != "ROOT" or tags[said] not in ("VBD", "VBZ"):
            continue
        if any(heads[i] == said for i in range(verb, said)):
            continue
        end = _before_name(words, tags, said)
        reach = _MAX_CLIMB if end == said else _MAX_OFFICE
        comma = next((i for i in range(end - 1, max(end - reach, verb), -1) if words[i] == "," or tags[i][:2] == "VB"), verb)
        tops = [i for i in range(comma + 1, end) if not comma < heads[i] < end]  # "and" of "…, and said" is one of them
        if words[comma] == "," and len(tops) == 1 and deps[tops[0]] in ("conj", "appos") and tags[tops[0]][:2] == "NN":
            yield verb, said, tops[0]


def _before_name(words: Sequence[str], tags: Sequence[str], verb: int) -> int:
    """Return the comma before the name that stands between commas right before ``verb``, else ``verb``."""
    if words[verb - 1] != ",":
        return verb
    first = verb - 1
    while first > 0 and tags[first - 1] == "NNP":
        first -= 1
    return first - 1 if 0 < first < verb - 1 and words[first - 1] == "," else verb


def shortened_titles(words: Sequence[str], tags: Sequence[str], deps: Sequence[str], heads: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield each shortened title before a name that the parser did not take for a part of it, with the name ("…, Capt. | Jane Roe said")."""
    for i in range(len(words) - 1):
        if words[i][-1] != "." or len(words[i]) < 3 or tags[i] != "NNP" or tags[i + 1] != "NNP" or not titles.is_shortened(words[i][:-1]):
            continue
        name = i + 1
        while deps[name] == "compound" and heads[name] > name:
            name = heads[name]
        if not i <= heads[i] <= name and i not in heads:
            yield i, name


def bare_passives(tags: Sequence[str], deps: Sequence[str], heads: Sequence[int]) -> Iterator[int]:
    """Yield the subject of each participle that has its "were" from the passive it is joined to ("nine were killed and 40 people taken hostage")."""
    passive = {heads[i] for i in itertools.compress(range(len(deps)), map("auxpass".__eq__, deps))}
    own = {heads[i] for i in itertools.compress(range(len(deps)), map(_AUXILIARIES.__contains__, deps))}
    for i in itertools.compress(range(len(deps)), map("nsubj".__eq__, deps)):
        verb = heads[i]
        if tags[verb] == "VBN" and deps[verb] == "conj" and heads[verb] in passive and verb not in own and i < verb:
            yield i


def adverb_subjects(
    words: Sequence[str], tags: Sequence[str], deps: Sequence[str], heads: Sequence[int], firsts: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    """Yield each name that the parser took for an adverb, with the finite verb right behind it, which has no subject ("Best told reporters", "It is
    shut; Lightly closed it"). ``firsts`` says which tokens begin a sentence: an adverb has its capital there.
    """
    for i in itertools.compress(range(len(deps) - 1), map("advmod".__eq__, deps)):
        named = words[i][0].isupper() and (
            tags[i] == "NNP" or (tags[i] == "RB" and i > 0 and not firsts[i] and tags[i - 1] not in _OPENING and words[i - 1] != ":")
        )
        finite = heads[i] == i + 1 and (tags[i + 1] in ("VBD", "VBZ") or (tags[i + 1] == "VBN" and deps[i + 1] not in _DESCRIBING))
        if named and finite and not any(heads[j] == i + 1 and deps[j] in (*_SUBJECTS, *_AUXILIARIES, "expl") for j in range(len(deps))):
            yield i, i + 1


def counted_subjects(
    words: Sequence[str], tags: Sequence[str], deps: Sequence[str], heads: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """Yield the number, or the noun that it counts, right before the auxiliary of a passive, the word before it that only says how exact it is, which
    the parser takes for a preposition, and the passive, whose subject it is ("nine were killed and over 180 were injured").
    """
    for auxiliary in itertools.compress(range(len(deps)), map("auxpass".__eq__, deps)):
        verb, subject = heads[auxiliary], auxiliary - 1
        over = heads[subject] if subject > 0 and deps[subject] == "pobj" else verb
        if over >= subject or words[over] not in _HOW_EXACT or heads[over] != verb or "CD" not in tags[over + 1 : auxiliary]:
            continue
        if not any(heads[i] == verb and deps[i] in _SUBJECTS for i in range(over)):
            yield subject, over, verb


def own_subject(p: "Passage", i: int) -> int | None:
    """Return the head of the subject that hangs on verb or predicate ``i`` itself; a mark that the parser took for one is none."""
    return next((kid for kid in p.kids[i] if p.deps[kid] in _SUBJECTS and any(map(str.isalnum, p.words[kid]))), None)


def subject_above(p: "Passage", i: int) -> int | None:
    """Return the head of the subject that verb or predicate ``i`` has from above, None where it has none.

    It is that of the coordinated or embedding verb; the noun that a participle describes, but the subject of that noun's verb where a comma
    sets the participle off ("Doe left the town, saying ..."); under object control ("ordered them to leave") the object, under subject control
    ("used the rally to attack") the subject, of a passive the agent. An infinitive that describes a noun ("a way to say") has none. A finite verb
    that the parser joined to an infinitive goes on with the main clause ("asked them to leave and said ...").
    """
    at, finite = i, False
    for _ in range(_MAX_CLIMB):
        head, dep = p.heads[at], p.deps[at]
        finite = finite or (dep == "conj" and p.tags[at] in ("VBD", "VBZ") and p.tags[head] == "VB")
        if head == at or dep not in _SHARING:
            return None
        if dep in ("acl", "relcl") and not p.is_verb(head):
            if p.tags[at] != "VBG" or at == 0 or p.words[at - 1] != ",":
                return None if dep == "relcl" and p.tags[at] == "VB" else head
            head = p.governor(head)
        if dep == "xcomp" and lemma(p.lower[head]) in _SUBJECT_CONTROL:
            if p.child(head, "auxpass") is not None:
                return _agent(p, head)
        elif dep == "xcomp" and not finite:
            thing = p.child(head, "dobj")
            if thing is not None and thing < at:
                return thing
        subject = own_subject(p, head)
        if subject is not None:
            return subject
        at = head
    return None
