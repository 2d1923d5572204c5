"""The cue of a quotation where the parser does not connect them: right behind it, right before it, or in the sentence before."""

from collections.abc import Container

from transforms.text.lexicon import reporting
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.clauses import own_subject
from transforms.text.reading.passage import Passage
from transforms.text.statements.marks import ending, is_nickname, stands_alone, tokens_of
from transforms.text.statements.nouns import is_cue_noun
from transforms.text.statements.phrases import JOINS, STOPS, last_before
from transforms.text.statements.sources import CITES, source_beside
from transforms.text.statements.verbs import asks_to_know, speaks

_WINDOW = 12
"""Tokens between a cue and its quotation at most."""
_WINDOW_COLON = 30
"""The same before a colon."""
_WINDOW_AFTER = 40
_NEAR = 4
"""Tokens behind a quotation within which a cue stands beside it."""
_WINDOW_SENTENCE = 60
_EXPECTS = frozenset(["expect", "hope", "know", "realise", "realize"])
"""Verbs of expecting and knowing."""
_FINITE = ("VBD", "VBZ", "VBP")


def cue_after(p: Passage, number: int, preceded: bool) -> int | None:
    """Return the cue whose clause follows quotation ``number``: "...," she said / said Ms. Doe / the mayor of Foo told reporters.

    ``preceded`` says that a cue stands right before the quotation: then one behind it must be joined to it by a comma.
    """
    end = ending(p, number)
    if preceded and (end == "" or end in ".?!"):
        return None
    alone = stands_alone(p, number)
    at = tokens_of(p, number).stop
    if not alone and at < len(p) and p.words[at] in STOPS:
        return None  # 'They did it to "learn." The board believes ...'
    while at < len(p) and (p.words[at] in JOINS or p.words[at].isspace()):
        at += 1
    if not alone and at < len(p) and p.tags[at] == "CC":
        return None
    found, settled = _speaking_verb(p, number, at, end, alone)
    if settled or not (end in (",", "?", "!") and alone):
        return found
    return _unlisted_verb(p, at)


def _speaking_verb(p: Passage, number: int, at: int, end: str, alone: bool) -> tuple[int | None, bool]:
    """Return the first verb of saying from token ``at`` on that the quotation may have as its cue, and whether no other may be sought."""
    for j in range(at, min(len(p), at + _WINDOW_AFTER)):
        if p.quoted[j] >= 0 and is_nickname(p, p.quoted[j]):
            continue
        if p.quoted[j] >= 0 or (p.words[j] in STOPS and j > at):
            break
        if not speaks(p, j) or not _is_finite(p, j) or _is_subordinate(p, j) or p.deps[j] == "pcomp":
            continue
        if end in (".", "?", "!") and _only_thinks(p, j):
            return None, True  # "Mr. Doe?" I decided to stand up.
        if p.deps[j] == "acl" and p.quoted[p.heads[j]] == number and not alone:
            return None, True  # 'the "spirit" shown by his team'
        near = j < at + _NEAR
        if (end == "." and not (alone and near and _ends_soon(p, j))) or (not alone and j > at + _NEAR and end != ","):
            return None, True
        if p.tags[j] == "VBG" and (not alone or _leads_to_next(p, number, j)):
            return None, True  # "called it 'bold,' arguing that ..."
        if not alone and _goes_on_with_that(p, j):
            return None, True  # 'At his "summit," Doe said that ...'
        if not alone and p.deps[j] == "conj" and p.heads[j] < at and p.child(j, "nsubj", "nsubjpass") is None:
            return None, True  # "said it was 'vile' of them and warned ..."
        far = any(p.tags[k] in (*_FINITE, "MD") for k in range(at, j))
        if (far or not alone) and _leads_to_next(p, number, j):
            return None, True
        if p.child(j, "auxpass") is None or any(p.words[k] == "," for k in range(at, j)):
            return j, True
    return None, False


def _goes_on_with_that(p: Passage, j: int) -> bool:
    """Return whether what verb ``j`` reports stands behind it: a clause with "that" or "whether"."""
    clause = p.last_child(j, "ccomp")
    return clause is not None and clause > j and p.lower[p.left[clause]] in ("that", "whether") and p.left[clause] <= j + 4


def _only_thinks(p: Passage, j: int) -> bool:
    """Return whether verb ``j`` tells what somebody intends or expects, so that no quotation outside its sentence is his."""
    word = lemma(p.lower[j])
    entry = reporting.verbs().get(word)
    if asks_to_know(p, j) is not None:
        return False
    return word in _EXPECTS or (entry is not None and entry.stance == "intended")


def _unlisted_verb(p: Passage, at: int) -> int | None:
    """Return the verb of a clause right behind a quotation, whatever the verb: "...," she deadpanned."""
    for j in range(at, min(len(p), at + _NEAR)):
        if p.quoted[j] >= 0 or p.words[j] in STOPS or p.words[j] == "," or p.tags[j] in ("IN", "WDT", "WP", "WRB"):
            return None
        if p.deps[j] == "auxpass":  # what somebody was told is not his; what he was quoted with is
            return p.heads[j] if lemma(p.lower[p.heads[j]]) in CITES else None
        if p.tags[j] in ("VBD", "VBZ") and _is_finite(p, j) and source_beside(p, j) is not None:
            return j
    return None


def _is_finite(p: Passage, j: int) -> bool:
    """Return whether token ``j`` may be the verb of a main clause: no bare infinitive, and a participle only at its place."""
    tag = p.tags[j]
    if tag == "VB":
        return any(p.tags[kid] == "MD" or (p.deps[kid] == "aux" and p.lower[kid] != "to") for kid in p.kids[j])
    if tag == "VBG":
        return j > 0 and (p.words[j - 1] in JOINS or p.quoted[j - 1] >= 0)
    return tag in (*_FINITE, "VBN")


def _is_subordinate(p: Passage, j: int) -> bool:
    """Return whether the clause of verb ``j`` begins with "if", "because", "that" and the like."""
    return any(p.deps[kid] == "mark" and p.lower[kid] != "as" and kid < j for kid in p.kids[j])


def _ends_soon(p: Passage, j: int) -> bool:
    """Return whether the sentence ends within a few words of cue ``j``, and no colon follows it."""
    if any(k < len(p) and p.words[k] == ":" for k in (j + 1, j + 2)):
        return False
    return any(k >= len(p) or p.words[k] in STOPS or p.words[k].isspace() for k in range(j + 1, j + 6))


def _leads_to_next(p: Passage, number: int, j: int) -> bool:
    """Return whether cue ``j`` stands right before the next quotation and so belongs to that one."""
    if number + 1 >= len(p.quotations):
        return False
    span = tokens_of(p, number + 1)
    return bool(span) and span[0] - 4 <= j < span[0] and p.words[span[0] - 1] in (",", ":")


def cue_before(p: Passage, low: int) -> int | None:
    """Return the cue whose clause ends at token ``low``: She said, "... / telling reporters on Monday: "..."""
    at = last_before(p, low)
    joined = at >= 0 and p.words[at] in (",", ":")
    colon = joined and p.words[at] == ":"
    at -= joined
    if at < 0 or p.quoted[at] >= 0:
        return None
    if not joined:
        at = p.heads[at] if p.deps[at] == "prt" else at
        return at if speaks(p, at) and p.deps[at] != "amod" and not _has_what(p, at) else None
    for j in range(at, max(-1, at - (_WINDOW_COLON if colon else _WINDOW)), -1):
        if p.quoted[j] >= 0 or p.words[j] in STOPS:
            return None
        if speaks(p, j) and (p.tags[j] != "VB" if not colon else not _is_topic(p, j)) and (colon or lemma(p.lower[j]) != "find"):
            main = p.heads[j] if p.quoted[p.heads[j]] < 0 else p.heads[p.heads[j]]
            if p.deps[j] == "advcl" and main < j and p.tags[main] in _FINITE and _is_subordinate(p, j) and speaks(p, main):
                return main  # 'said that though the board disputed the figure, "..."'
            quotes = p.tags[j] == "VBG" and lemma(p.lower[j]) in CITES and p.words[j - 1] == ","
            return p.heads[j] if quotes and p.deps[j] == "advcl" and p.heads[j] < j and speaks(p, p.heads[j]) else j
        if p.words[j] == "," and not colon and j < at - 8:
            return None
    return None


def _is_topic(p: Passage, j: int) -> bool:
    """Return whether verb ``j`` is an infinitive of a phrase without another verb, which names the topic: 'On how to explain it: "..."'."""
    first = p.sentences[p.sentence[j]][0]
    return p.tags[j] == "VB" and not any(p.tags[k] in (*_FINITE, "MD") for k in range(first, j))


def introducing(p: Passage, number: int) -> int | None:
    """Return the verb of a main clause right before the comma or colon of quotation ``number``, a sentence of its own, whatever the verb: The letter
    began, "We have ...".
    """
    at = last_before(p, tokens_of(p, number)[0])
    verb = at - 1
    if (
        verb < 1
        or p.words[at] not in (",", ":")
        or not _is_sentence(p, number)
        or p.tags[verb] not in ("VBD", "VBZ")
        or p.quoted[verb] >= 0
    ):
        return None
    main = p.deps[verb] in ("ROOT", "conj", "ccomp") and own_subject(p, verb) is not None
    return verb if main and not _is_subordinate(p, verb) else None


def _is_sentence(p: Passage, number: int) -> bool:
    """Return whether quotation ``number`` begins with a capital and ends as a sentence does, or goes on in the next passage."""
    ends = ending(p, number) in (".", "?", "!", "…") or not p.quotations[number].closed
    return ends and stands_alone(p, number) and len(tokens_of(p, number)) > _NEAR


def _has_what(p: Passage, at: int) -> bool:
    """Return whether the verb at ``at`` has its content before it: "called what they said 'false'"."""
    thing = p.child(at, "dobj")
    return thing is not None and thing < at and p.tags[thing].startswith("W")


def verb_with_noun(p: Passage, low: int) -> int | None:
    """Return the verb of a clause that ends at token ``low`` with a colon and holds a cue noun ("made this statement:")."""
    at = last_before(p, low)
    if at < 0 or p.words[at] != ":":
        return None
    noun = False
    for j in range(at - 1, max(-1, at - _WINDOW_COLON), -1):
        if p.quoted[j] >= 0 or p.words[j] in STOPS:
            return None
        noun = noun or is_cue_noun(p, j)
        if noun and p.tags[j] in _FINITE and p.child(j, "nsubj") is not None:
            return j
    return None


def cue_of_sentence_before(p: Passage, low: int, heads: Container[int]) -> int | None:
    """Return the cue of the sentence that ends before token ``low``: She agreed. "..."; ``heads`` are those with a content of their own."""
    at = low - 1
    while at >= 0 and (p.words[at] in STOPS or p.words[at].isspace()):
        at -= 1
    best = None
    for j in range(at, max(-1, at - _WINDOW_SENTENCE), -1):
        if p.quoted[j] >= 0 or p.words[j] in STOPS:
            break
        aside = p.deps[j] == "relcl" and p.tags[j] in _FINITE and not p.tags[p.left[j]].startswith("W")
        if speaks(p, j) and (j in heads or p.tags[j] in _FINITE) and not _only_thinks(p, j) and not aside:
            best = j
    return best
