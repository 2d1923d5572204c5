"""Verbs that attribute: the content that stands with a verb, by the frames that the lexicon gives it; the likeliest frame first."""

from collections.abc import Iterator
from typing import NamedTuple

from transforms.text.lexicon import reporting
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon, nouns
from transforms.text.statements.attribution import Attribution, Range
from transforms.text.statements.phrases import cue_of, has_to, restricted, subtree
from transforms.text.statements.sources import source_beside, source_of, subject_before

_REASONS = frozenset(["for", "over", "as", "of", "about", "on", "with"])
"""Prepositions whose phrase belongs to the content of a judgement ("praised him for ...")."""
_NO_FRAMES: frozenset[str] = frozenset()


class _Verb(NamedTuple):
    """A verb that may be a cue: its token and dictionary form, what the lexicon says of it, and the clause that hangs on it."""

    p: Passage
    i: int
    word: str
    entry: reporting.Cue | None
    frames: frozenset[str]
    passive: bool
    clause: int | None


class _Found(NamedTuple):
    """A content: its frame, its ranges, the last token of the cue, and what it is in words."""

    frame: str
    content: list[Range]
    last: int
    rule: str


def of_verb(p: Passage, i: int) -> Attribution | None:
    """Return the attribution that verb ``i`` makes, None where it makes none."""
    word = lemma(p.lower[i])
    entry = reporting.verbs().get(word)
    passive = p.child(i, "auxpass") is not None or (p.tags[i] == "VBN" and p.child(i, "agent") is not None)
    verb = _Verb(p, i, word, entry, entry.frames if entry else _NO_FRAMES, passive, _clause_of(p, i))
    for room in _ROOMS:
        for found in room(verb):
            content = [piece for piece in found.content if piece[0] < piece[1]]
            if content:
                stance = entry.stance if entry else "asserted"
                source = _source(verb, found.frame)
                return Attribution(i, word, found.frame, stance, cue_of(p, i, found.last), source, content, found.rule)
    return None


def bare(p: Passage, i: int) -> Attribution:
    """Return the attribution of verb ``i`` without its content: what a quotation beside it needs."""
    word = lemma(p.lower[i])
    entry = reporting.verbs().get(word)
    source = source_of(p, i)
    if source is None:
        source = subject_before(p, i) if p.tags[i] == "VBG" else source_beside(p, i)
    return Attribution(i, word, "quotation", entry.stance if entry else "asserted", cue_of(p, i), source, [], "a verb beside a quotation")


def speaks(p: Passage, i: int) -> bool:
    """Return whether token ``i`` is a verb that may introduce a quotation."""
    if not p.is_verb(i):
        return False
    word = lemma(p.lower[i])
    entry = reporting.verbs().get(word)
    return bool(entry and "c" in entry.frames) or (i + 1 < len(p) and reporting.is_phrase(word, p.lower[i + 1]))


def _source(verb: _Verb, frame: str) -> Range | None:
    source = source_of(verb.p, verb.i)
    if source is None and not verb.passive and frame in ("clause", "parenthetical") and verb.p.tags[verb.i] in ("VBD", "VBZ", "VBP"):
        return source_beside(verb.p, verb.i)
    return source


def _clause_of(p: Passage, i: int) -> int | None:
    """Return the verb of the clause that is the object of verb ``i``; one before a colon, or before "that", is another sentence."""
    clause = p.last_child(i, "ccomp")
    if clause is not None and clause < i and (p.words[min(p.right[clause] + 1, i)] in (":", ";") or _that_follows(p, i)):
        return None
    return clause


def _that_follows(p: Passage, i: int) -> bool:
    return i + 1 < len(p) and p.lower[i + 1] == "that" and p.deps[i + 1] == "mark"


# The frames


def _that_clause(verb: _Verb) -> Iterator[_Found]:
    """Yield the clause that is the verb's object: "said (that) the dam would hold"; of "is considered" with the subject."""
    p, i, clause = verb.p, verb.i, verb.clause
    if clause is None or not ({"c", "k"} & verb.frames or (verb.entry is None and _is_open_clause(verb, clause))):
        return
    pieces = subtree(p, clause, i)
    subject = p.child(i, "nsubjpass")
    if subject is not None and clause > i and {"c", "k"} <= verb.frames and verb.passive:
        pieces = [*subtree(p, subject, i), *pieces]
    yield _Found("clause", pieces, i, "a verb with a clause" if verb.entry else "a clause of a verb outside the list")


def _is_open_clause(verb: _Verb, clause: int) -> bool:
    """Return whether the clause of a verb outside the lexicon is a content: a finite clause of a verb with a subject of its own."""
    p, i = verb.p, verb.i
    if not verb.word[0].isalpha() or verb.word in lexicon.NO_CLAUSE or clause < i:
        return False
    return p.child(i, "nsubj") is not None and (p.child(clause, "mark") is not None or p.child(clause, "nsubj") is not None)


def _question(verb: _Verb) -> Iterator[_Found]:
    """Yield the indirect question right after the verb that the parser took for an adverbial clause: "did not say when it would open"."""
    p, i = verb.p, verb.i
    if verb.clause is not None or "c" not in verb.frames or p.child(i, "neg") is None:
        return
    for kid in p.kids[i]:
        if p.deps[kid] == "advcl" and p.left[kid] == i + 1 and p.tags[i + 1] in ("WRB", "WP"):
            yield _Found("clause", subtree(p, kid, i), i, "a verb with an indirect question")
            return


def _infinitive(verb: _Verb) -> Iterator[_Found]:
    """Yield the infinitive: "wants to strike"; of a passive with its subject: "the court is expected to rule"."""
    p, i = verb.p, verb.i
    infinitive = p.child(i, "xcomp")
    if infinitive is None or not p.is_verb(infinitive) or not has_to(p, infinitive):
        return
    if verb.passive and "x" in verb.frames:
        subject = p.child(i, "nsubjpass")
        before = subtree(p, subject, i) if subject is not None else []
        yield _Found("passive", [*before, *subtree(p, infinitive, i)], i, "a passive with an infinitive")
    elif not verb.passive and "i" in verb.frames:
        yield _Found("infinitive", subtree(p, infinitive, i), i, "a verb with an infinitive")


def _of_passive(verb: _Verb) -> Iterator[_Found]:
    """Yield the subject of a passive with its complement and reason: "the plan was criticised for its cost"."""
    p, i = verb.p, verb.i
    subject = p.child(i, "nsubjpass")
    if not verb.passive or subject is None or not verb.frames & {"o", "k"}:
        return
    rest = [k for k in p.kids[i] if k > i and (p.deps[k] == "oprd" or (p.deps[k] == "prep" and p.lower[k] in _REASONS))]
    if rest or "o" in verb.frames:
        pieces = [*subtree(p, subject, i), *(piece for kid in rest for piece in subtree(p, kid, i))]
        yield _Found("object", pieces, i, "a passive with its subject")


def _complement(verb: _Verb) -> Iterator[_Found]:
    """Yield the object with what it is called: "called the plan a gift", "describes it as art"."""
    p, i = verb.p, verb.i
    if verb.passive or "k" not in verb.frames:
        return
    thing = p.last_child(i, "dobj")
    complement = p.child(i, "oprd", "xcomp")
    if complement is None and thing is not None:
        complement = _as(p, i, thing)
    if complement is not None:
        before = subtree(p, thing, i) if thing is not None else []
        yield _Found("complement", [*before, *subtree(p, complement, i)], i, "a verb with an object and its complement")


def _as(p: Passage, i: int, thing: int) -> int | None:
    """Return the "as", "to" or "like" behind the object ``thing`` of verb ``i``, or the "as" that hangs on it."""
    for kid in p.kids[i]:
        if kid > thing and p.deps[kid] == "prep" and p.lower[kid] in ("as", "to", "like"):
            return kid
    return next((kid for kid in p.kids[thing] if p.deps[kid] == "prep" and p.lower[kid] == "as"), None)


def _object(verb: _Verb) -> Iterator[_Found]:
    """Yield the object with its reason: "praised the rescuers for their courage"."""
    p, i = verb.p, verb.i
    thing = p.last_child(i, "dobj")
    if verb.passive or "o" not in verb.frames or thing is None:
        return
    if verb.word in lexicon.LIGHT and nouns.of_noun(p, thing) is not None:
        return
    pieces = restricted(p, thing, i)
    for kid in p.kids[i]:
        if kid > thing > i and p.deps[kid] == "prep" and p.lower[kid] in _REASONS:
            pieces.extend(subtree(p, kid, i))
    yield _Found("object", pieces, i, "a verb with an object")


def _preposition(verb: _Verb) -> Iterator[_Found]:
    """Yield the phrases of the verb's own prepositions: "apologised for the delay"."""
    p, i = verb.p, verb.i
    for kid in p.kids[i]:
        if p.deps[kid] in ("prep", "agent") and p.lower[kid] in verb.frames and kid > i:
            inner = p.child(kid, "pobj", "pcomp")
            if inner is not None:
                last = kid if kid - i <= 3 and p.quoted[kid] < 0 else i
                yield _Found("preposition", restricted(p, inner, kid), last, f'a verb with "{p.lower[kid]}"')


def _parenthetical(verb: _Verb) -> Iterator[_Found]:
    """Yield the content around a parenthetical cue: "The plan, she said, was hers"; "As she said, the plan was hers"."""
    p, i = verb.p, verb.i
    head = p.heads[i]
    if "c" not in verb.frames or head == i or p.child(i, "nsubj") is None:
        return
    mark = p.child(i, "mark", "advmod")
    as_clause = p.deps[i] == "advcl" and mark is not None and p.lower[mark] == "as"
    if p.deps[i] == "parataxis" or as_clause or (p.deps[i] == "ccomp" and _between_commas(p, i)):
        own_left, own_right = p.left[i], p.right[i] + 1
        pieces = []
        for start, end in subtree(p, head, i):
            if start < own_left:
                pieces.append((start, min(end, own_left)))
            if end > own_right:
                pieces.append((max(start, own_right), end))
        yield _Found("parenthetical", pieces, i, "a verb in parentheses")


def _between_commas(p: Passage, i: int) -> bool:
    left, right = p.left[i], p.right[i]
    return left > 0 and p.words[left - 1] == "," and right + 1 < len(p) and p.words[right + 1] == ","


def _detached(verb: _Verb) -> Iterator[_Found]:
    """Yield a that-clause after the verb that the parser hung on a noun between: "told the paper in an interview that ..."."""
    p, i = verb.p, verb.i
    if "c" not in verb.frames or (verb.passive and not reporting.has_trait(verb.word, "hearer")):
        return
    for j in range(i + 1, min(p.sentences[p.sentence[i]][1], i + 25)):
        if p.words[j] in (",", ";", ":") or speaks(p, j):
            return
        if p.lower[j] == "that" and p.deps[j] in ("mark", "nsubj", "dobj", "nsubjpass") and p.deps[p.heads[j]] in ("acl", "relcl", "ccomp"):
            noun = p.heads[p.heads[j]]
            relative = noun > i and p.deps[j] != "mark" and p.tags[noun].startswith("NN") and noun == j - 1
            if not relative:
                yield _Found("clause", [(j, p.right[p.heads[j]] + 1)], i, "a verb with a that-clause further on")
            return


_ROOMS = (_that_clause, _question, _infinitive, _of_passive, _complement, _object, _preposition, _parenthetical, _detached)
"""The frames, the likeliest first."""
