"""Attributions inside one another: the outermost count, and no content holds another's cue or source."""

from collections.abc import Iterable

from transforms.text.lexicon import reporting
from transforms.text.reading import Reading
from transforms.text.reading.clauses import own_subject
from transforms.text.reading.passage import Passage
from transforms.text.statements.attribution import Attribution
from transforms.text.statements.holders import is_thing
from transforms.text.statements.marks import tokens_of
from transforms.text.statements.phrases import has_to, has_words, head_of, is_past, is_perfect, ranges
from transforms.text.statements.sources import is_tail

_ADDS = frozenset(["add", "say"])
"""Verbs that go on with what the same speaker says."""
_ANYBODYS = frozenset(["claim", "explain", "say", "tell", "write"])
"""Verbs of adding whose participle is as well what another does of whom is told ("said he called the station, saying he was lost")."""
_THOUGHT = frozenset(["believed", "intended"])
"""Stances of what nobody says aloud: a second verb of theirs is part of what is said ("said she was tired and hoped to rest")."""
_EMPTY = frozenset(["PRP", "IN", "CC", "TO", "WDT"])
"""Tags of words that say nothing alone."""
_CLIMB = 8
"""Steps up the tree in search of the cue whose content holds another."""


def part(reading: Reading, p: Passage, by_head: dict[int, Attribution]) -> None:
    """Take a second cue of the same speaker out of the content before it: ", adding that ...", "said he was sorry and added that ..."."""
    for j, other in by_head.items():
        item = _around(p, by_head, j)
        aside = _aside_before(p, by_head, j) if item is None and is_tail(p, j) else None
        if aside is not None and reporting.has_trait(other.word, "adds") and other.word not in _ANYBODYS:
            aside.content = [(start, min(end, j - 1)) for start, end in aside.content if start < j - 1]
            other.source = aside.source
        if item is None:
            continue
        participle = is_tail(p, j) and _is_of_speaker(reading, p, j, other, item)
        if not participle and p.tags[item.head] != p.tags[j]:
            continue
        limit = j - (p.words[j - 1] == ",") if participle else _joined(reading, p, j, other, item)
        if limit is None:
            continue
        item.content = [(start, min(end, limit)) for start, end in item.content if start < limit]
        other.source = item.source


def _aside_before(p: Passage, by_head: dict[int, Attribution], j: int) -> Attribution | None:
    """Return the cue in parentheses before the participle ``j`` that hangs on the clause around both: "The men, he said, were armed, adding that"."""
    around = (by_head.get(kid) for kid in p.kids[p.heads[j]] if kid < j)
    return next((item for item in around if item is not None and item.frame == "parenthetical"), None)


def _is_of_speaker(reading: Reading, p: Passage, j: int, other: Attribution, item: Attribution) -> bool:
    """Return whether what the participle ``j`` behind a clause of ``item`` tells is said by the speaker of ``item``: it stands behind a closing mark,
    its verb adds something, or the subject of the clause is no other who may speak ("said the suspect fled, threatening to shoot").
    """
    verb = p.heads[j]
    if _is_ahead(p, verb) or (other.frame != "clause" and reporting.has_trait(other.word, "shows")):
        return False
    adds = reporting.has_trait(other.word, "adds") and other.word not in _ANYBODYS
    return adds or p.quoted[j - 1] != p.quoted[j] or _is_no_other(reading, p, verb, item)


def _is_ahead(p: Passage, verb: int) -> bool:
    """Return whether what ``verb`` tells has yet to be, so that what is said with it is as well ("will speak, urging them to stay")."""
    return any(p.lower[kid] in ("will", "’ll", "'ll") for kid in p.kids[verb])


def _joined(reading: Reading, p: Passage, j: int, other: Attribution, item: Attribution) -> int | None:
    """Return the conjunction before the verb ``j`` without a subject of its own that goes on with the cue of ``item`` before it; None where it does
    not.

    That is a finite verb of adding, one in the past joined to a verb of another tense ("said he would pray and promised to go"), one whose
    subject would be the speaker again or nobody who speaks ("said the cause was unknown and denied that"), or a participle joined to a verb
    that is none ("declaring he would stay and telling them to go").
    """
    if p.deps[j] != "conj" or p.child(j, "nsubj") is not None:
        return None
    if p.tags[j] == "VBG":
        goes_on = p.tags[p.heads[j]] != "VBG"
    else:
        verb = p.heads[j]
        while p.deps[verb] == "advcl" and has_to(p, verb) and p.heads[verb] < verb:
            verb = p.heads[verb]  # "went out to look and urged them to stay"
        shifts = is_past(p, j) and (not is_past(p, verb) or (is_perfect(p, verb) and not is_perfect(p, j)))
        alike = other.stance not in _THOUGHT and _is_no_other(reading, p, verb, item)
        goes_on = p.tags[j] in ("VBD", "VBZ") and (other.word in _ADDS or shifts or alike)
    before = [k for k in range(max(0, j - 3), j) if p.deps[k] == "cc"]
    return before[-1] if goes_on and before else None


def _is_no_other(reading: Reading, p: Passage, verb: int, item: Attribution) -> bool:
    """Return whether the subject of ``verb``, in the content of ``item``, is its speaker, or something that says nothing."""
    subject = own_subject(p, verb)
    if subject is None or item.source is None:
        return False
    speaker = head_of(p, item.source)
    if is_thing(reading, p, subject) or (p.tags[subject] == "PRP" and p.lower[subject] == p.lower[speaker]):
        return True
    spoken_of = _entity(reading, p, subject)
    return spoken_of is not None and spoken_of == _entity(reading, p, speaker)


def _entity(reading: Reading, p: Passage, i: int) -> str | None:
    """Return the id of the entity that token ``i`` names or, as a pronoun, stands for."""
    span = p.source_span(i, i + 1)
    entity = reading.entity_of(*span) or reading.referent_of(*span)
    return None if entity is None else entity.entity_id


def lift(p: Passage, by_head: dict[int, Attribution], owners: dict[int, int]) -> None:
    """Hand a quotation whose cue stands in the content of another cue before it ("noting that they feel '...'") to that one."""
    for number, head in list(owners.items()):
        span = tokens_of(p, number)
        if head > span[0] or p.words[span[0] - 1] in (",", ":"):
            continue
        item = _around(p, by_head, head)
        if item is not None:
            item.content = ranges(sorted({j for start, end in item.content for j in range(start, end)} | set(span)))
            del owners[number]


def _around(p: Passage, by_head: dict[int, Attribution], inner: int) -> Attribution | None:
    """Return the nearest cue above ``inner`` that has it in a clause of its own behind it."""
    at = p.heads[inner]
    for _ in range(_CLIMB):
        item = by_head.get(at)
        if item is not None and item.frame == "clause" and any(at < start <= inner < end for start, end in item.content):
            return item
        at = p.heads[at]
    return None


def outermost(p: Passage, found: Iterable[Attribution], carried: Iterable[int]) -> tuple[list[Attribution], list[bool]]:
    """Return the attributions that no other holds, and for each token whether one of them, or a quotation ``carried`` over, has it.

    Those with quotations come before those without, and what stands higher in the tree before what stands below it.
    """
    kept: list[Attribution] = []
    clauses: list[Attribution] = []
    claimed = [False] * len(p)
    for number in carried:
        for j in tokens_of(p, number):
            claimed[j] = True
    for item in sorted(found, key=lambda a: (not a.quotations, _level(p, a), a.head)):
        if not item.content or claimed[item.head]:
            continue
        own = [j for piece in item.content for j in range(*piece) if not claimed[j]]
        if not has_words(p, own):
            continue
        whole = item.frame == "clause" and not item.quotations and _has_verb(p, item)
        clauses += [item] if whole else []
        kept.append(item)
        item.content = ranges(own)
        for j in own:
            claimed[j] = True
    _separate(kept)
    lost = [item.head for item in clauses if not _has_verb(p, item)]  # "recalled that the crew", where another cue has the verb
    return [item for item in kept if _says(p, item) and item.head not in lost], claimed


def _level(p: Passage, item: Attribution) -> float:
    """Return how deep the cue of ``item`` stands; an aside stands above the verb that it hangs on ("according to Doe, the city plans to build",
    "Doe denies it, her lawyer said").
    """
    return p.depth[p.heads[item.head]] - 0.5 if item.frame in ("according", "parenthetical") else p.depth[item.head]


def _has_verb(p: Passage, item: Attribution) -> bool:
    """Return whether a verb, or words in quotation marks, stand in the content of ``item``."""
    return any(p.is_verb(j) or p.tags[j] == "MD" or p.quoted[j] >= 0 for piece in item.content for j in range(*piece))


def _says(p: Passage, item: Attribution) -> bool:
    """Return whether a word is left in the content of ``item``, beside a "that" and a pronoun where others have the rest;
    of a whole clause also its verb.
    """
    words = [j for piece in item.content for j in range(*piece) if p.words[j][0].isalnum()]
    if item.frame == "according":  # what is left of a sentence when others have its verb says nothing
        return any(p.is_verb(j) or p.quoted[j] >= 0 or p.tags[j] == "CD" for j in words)
    return any(p.tags[j] not in _EMPTY or p.quoted[j] >= 0 for j in words) or (bool(words) and item.frame == "turn")


def _separate(kept: list[Attribution]) -> None:
    """Take cues and sources of all attributions out of all contents; a source inside another's content stays there."""
    owner = {j: number for number, item in enumerate(kept) for piece in item.content for j in range(*piece)}
    taken: set[int] = set()
    for number, item in enumerate(kept):
        taken.update(range(*item.cue))
        if item.source and not any(owner.get(j, number) != number for j in range(*item.source)):
            taken.update(range(*item.source))
    for item in kept:
        item.content = ranges(j for start, end in item.content for j in range(start, end) if j not in taken)
