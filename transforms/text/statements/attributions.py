"""Attributions by syntax: a paragraph in; cue, source and content of every verb, noun or adjective that attributes something out."""

import dataclasses
from collections.abc import Iterable

from transforms.text.lexicon import reporting
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon

Range = tuple[int, int]
"""Token numbers, half-open."""

_CLIMB = 8
"""Steps up the tree in search of a subject."""
_REASONS = frozenset(["for", "over", "as", "of", "about", "on", "with"])
"""Prepositions whose phrase belongs to the content of a judgement ("praised him for ...")."""


@dataclasses.dataclass
class Attribution:
    """One attribution in tokens of its paragraph: the head of the cue, its dictionary form and frame; cue, source and content ranges."""

    head: int
    word: str
    frame: str
    stance: str
    cue: Range
    source: Range | None
    content: list[Range]
    quotations: list[int] = dataclasses.field(default_factory=list)


def find(p: Passage) -> list[Attribution]:
    """All attributions that the syntax of ``p`` shows, those of coordinated and nested cues included, in the order of the cues."""
    found: list[Attribution] = []
    for i in range(len(p)):
        if p.quoted[i] >= 0:
            continue
        tag = p.tags[i]
        if tag.startswith("VB"):
            found.extend(_of_verb(p, i))
        elif tag.startswith("NN"):
            found.extend(_of_noun(p, i))
        elif tag.startswith("JJ"):
            found.extend(_of_adjective(p, i))
        elif p.lower[i] in ("according",):
            found.extend(_according(p, i))
    return found


def speaks(p: Passage, i: int) -> bool:
    """Whether token ``i`` is a verb that may introduce a quotation."""
    if not p.tags[i].startswith("VB"):
        return False
    word = lemma(p.lower[i])
    entry = reporting.verbs().get(word)
    return bool(entry and "c" in entry.frames) or (i + 1 < len(p) and reporting.is_phrase(word, p.lower[i + 1]))


def is_cue_noun(p: Passage, i: int) -> bool:
    """Whether token ``i`` is a cue noun ("statement"), in the singular or plural."""
    return reporting.noun(p.lower[i]) is not None


def bare(p: Passage, i: int) -> Attribution:
    """The attribution of verb ``i`` without its content: what a quotation beside it needs."""
    word = lemma(p.lower[i])
    entry = reporting.verbs().get(word)
    source = source_of(p, i)
    if source is None and p.tags[i] == "VBG":
        source = _subject_before(p, i)
    elif source is None:
        source = source_beside(p, i)
    return Attribution(i, word, "quotation", entry.stance if entry else "asserted", cue_of(p, i), source, [])


def _subject_before(p: Passage, i: int) -> Range | None:
    """The nearest subject before a participle in its sentence, outside quotation marks."""
    for j in range(i - 1, max(-1, i - 60), -1):
        if p.quoted[j] < 0 and (p.words[j] in (".", "?", "!") or (p.deps[j] == "nsubj" and not p.tags[j].startswith("W"))):
            return _noun_phrase(p, j, i) if p.deps[j] == "nsubj" else None
    return None


_NOMINAL = ("NN", "PRP", "DT", "JJ", "CD", "POS", "FW", "WP")


def source_beside(p: Passage, i: int) -> Range | None:
    """The phrase beside verb ``i``: all that stands between a quotation before it and the verb, or the nouns before or after it."""
    start = cue_of(p, i)[0]
    low = start
    while low > 0 and p.quoted[low - 1] < 0 and start - low < 40 and p.words[low - 1] not in (".", "?", "!", ";", ":"):
        low -= 1
    first, last = trim(p, low, start) if low < start else (low, low)
    whole = low > 0 and p.quoted[low - 1] >= 0
    if (
        whole
        and first < last
        and p.tags[first].startswith(_NOMINAL)
        and not any(p.tags[j] in ("VBD", "VBZ", "VBP", "MD") for j in range(first, min(last, first + 3)))
    ):
        return first, last
    low = start
    while low > 0 and p.quoted[low - 1] < 0 and (p.tags[low - 1].startswith(_NOMINAL) or p.tags[low - 1] in ("-LRB-", "-RRB-")):
        low -= 1
    if low < start:
        return trim(p, low, start)
    if start > 1 and p.words[start - 1] == ",":
        comma = next((j for j in range(start - 2, max(-1, start - 30), -1) if p.words[j] == "," or p.words[j] in (".", ";")), None)
        if comma is not None and p.words[comma] == "," and p.quoted[comma] < 0:
            low = comma
            while low > 0 and p.quoted[low - 1] < 0 and p.tags[low - 1].startswith(_NOMINAL):
                low -= 1
            if low < comma:
                return trim(p, low, start)
    high = i + 1
    while high < len(p) and p.quoted[high] < 0 and (p.tags[high].startswith(_NOMINAL) or (p.lower[high] == "of" and high > i + 1)):
        high += 1
    return trim(p, i + 1, high) if high > i + 1 else None


def _of_verb(p: Passage, i: int) -> Iterable[Attribution]:
    word = lemma(p.lower[i])
    if word == "accord":
        return _according(p, i)
    entry = reporting.verbs().get(word)
    passive = p.child(i, "auxpass") is not None or (p.tags[i] == "VBN" and p.child(i, "agent") is not None)
    for frame, content, last in _contents(p, i, word, entry, passive):
        content = [piece for piece in content if piece[0] < piece[1]]
        if not content:
            continue
        source = source_of(p, i)
        if source is None and not passive and frame in ("clause", "parenthetical") and p.tags[i] in ("VBD", "VBZ", "VBP"):
            source = source_beside(p, i)
        return [Attribution(i, word, frame, entry.stance if entry else "asserted", cue_of(p, i, last), source, content)]
    return []


def _contents(p: Passage, i: int, word: str, entry: reporting.Cue | None, passive: bool) -> Iterable[tuple[str, list[Range], int]]:
    """The possible contents of verb ``i`` by frame, the likeliest first, with the last token of the cue."""
    frames = entry.frames if entry else frozenset[str]()
    clause = p.last_child(i, "ccomp")
    if clause is not None and clause < i and (p.words[min(p.right[clause] + 1, i)] in (":", ";") or _that_follows(p, i)):
        clause = None
    if clause is not None and ("c" in frames or "k" in frames or (entry is None and _open_clause(p, i, word, clause))):
        pieces = subtree(p, clause, i)
        if passive and "c" in frames and clause > i and p.child(i, "nsubjpass") is not None and word in ("see", "call", "consider"):
            pieces = [*subtree(p, p.child(i, "nsubjpass") or 0, i), *pieces]
        yield "clause", pieces, i
    if clause is None and "c" in frames and (question := _question(p, i)) is not None:
        yield "clause", subtree(p, question, i), i
    infinitive = p.child(i, "xcomp")
    if infinitive is not None and p.is_verb(infinitive) and _to(p, infinitive):
        if passive and "x" in frames:
            subject = p.child(i, "nsubjpass")
            yield "passive", [*(subtree(p, subject, i) if subject is not None else []), *subtree(p, infinitive, i)], i
        elif not passive and "i" in frames:
            yield "infinitive", subtree(p, infinitive, i), i
    if passive:
        subject = p.child(i, "nsubjpass")
        if subject is not None and frames & {"o", "k"}:
            rest = [
                kid
                for kid in p.kids[i]
                if kid > i and p.deps[kid] in ("oprd", "prep") and (p.deps[kid] == "oprd" or p.lower[kid] in _REASONS)
            ]
            if rest or "o" in frames:
                yield "object", [*subtree(p, subject, i), *(piece for kid in rest for piece in subtree(p, kid, i))], i
    else:
        thing = p.last_child(i, "dobj")
        complement = p.child(i, "oprd", "xcomp")
        if "k" in frames and (complement is not None or (thing is not None and _as(p, i, thing) is not None)):
            other = complement if complement is not None else _as(p, i, thing or 0)
            pieces = [*(subtree(p, thing, i) if thing is not None else []), *subtree(p, other or 0, i)]
            yield "complement", pieces, i
        if complement is not None and "oprd" in frames:
            yield "complement", subtree(p, complement, i), i
        if thing is not None and "o" in frames and not (word in lexicon.LIGHT and any(True for _ in _of_noun(p, thing))):
            pieces = _restricted(p, thing, i)
            for kid in p.kids[i]:
                if kid > thing and p.deps[kid] == "prep" and p.lower[kid] in _REASONS and thing > i:
                    pieces.extend(subtree(p, kid, i))
            yield "object", pieces, i
    for kid in p.kids[i]:
        if p.deps[kid] in ("prep", "agent") and p.lower[kid] in frames and kid > i:
            inner = p.child(kid, "pobj", "pcomp")
            if inner is not None:
                yield "preposition", _restricted(p, inner, kid), (kid if kid - i <= 3 and p.quoted[kid] < 0 else i)
    if entry and "c" in frames:
        yield from _parenthetical(p, i)
        if not passive or reporting.has_trait(word, "hearer"):
            yield from _detached(p, i)


def _restricted(p: Passage, noun: int, cut: int) -> list[Range]:
    """The phrase of ``noun`` up to an apposition or relative clause that a comma sets off."""
    pieces = subtree(p, noun, cut)
    for kid in p.kids[noun]:
        if kid > noun and p.deps[kid] in ("appos", "relcl", "acl") and p.words[p.left[kid] - 1] == ",":
            limit = p.left[kid] - 1
            return [(start, min(end, limit)) for start, end in pieces if start < limit]
    return pieces


def _that_follows(p: Passage, i: int) -> bool:
    return i + 1 < len(p) and p.lower[i + 1] == "that" and p.deps[i + 1] == "mark"


def _question(p: Passage, i: int) -> int | None:
    """The indirect question directly after verb ``i`` that the parser took for an adverbial clause: "did not say when it would open"."""
    for kid in p.kids[i]:
        if p.deps[kid] == "advcl" and p.left[kid] == i + 1 and p.tags[i + 1] in ("WRB", "WP") and p.child(i, "neg") is not None:
            return kid
    return None


def _detached(p: Passage, i: int) -> Iterable[tuple[str, list[Range], int]]:
    """A that-clause after verb ``i`` that the parser hung on a noun between: "told the paper in an interview that ..."."""
    end = p.sentences[p.sentence[i]][1]
    for j in range(i + 1, min(end, i + 25)):
        if p.words[j] in (",", ";", ":") or (j > i and speaks(p, j)):
            return
        if p.lower[j] == "that" and p.deps[j] in ("mark", "nsubj", "dobj", "nsubjpass") and p.deps[p.heads[j]] in ("acl", "relcl", "ccomp"):
            noun = p.heads[p.heads[j]]
            if noun > i and p.deps[j] != "mark" and p.tags[noun].startswith("NN") and noun == j - 1:
                return  # a relative clause
            yield "clause", [(j, p.right[p.heads[j]] + 1)], i
            return


def _parenthetical(p: Passage, i: int) -> Iterable[tuple[str, list[Range], int]]:
    """The content around a parenthetical cue: "The plan, she said, was hers"; "As she said, the plan was hers"."""
    head = p.heads[i]
    if head == i or p.child(i, "nsubj") is None:
        return
    mark = p.child(i, "mark", "advmod")
    as_clause = p.deps[i] == "advcl" and mark is not None and p.lower[mark] == "as"
    if p.deps[i] == "parataxis" or as_clause or (p.deps[i] == "ccomp" and _between_commas(p, i)):
        outer = subtree(p, head, i)
        own_left, own_right = p.left[i], p.right[i] + 1
        pieces = []
        for start, end in outer:
            if start < own_left:
                pieces.append((start, min(end, own_left)))
            if end > own_right:
                pieces.append((max(start, own_right), end))
        yield "parenthetical", pieces, i


def _between_commas(p: Passage, i: int) -> bool:
    left, right = p.left[i], p.right[i]
    return left > 0 and p.words[left - 1] == "," and right + 1 < len(p) and p.words[right + 1] == ","


def _open_clause(p: Passage, i: int, word: str, clause: int) -> bool:
    """Whether the clause of a verb outside the lexicon is a content: a finite clause of a verb with a subject of its own."""
    if word in lexicon.NO_CLAUSE or clause < i:
        return False
    return p.child(i, "nsubj") is not None and (p.child(clause, "mark") is not None or p.child(clause, "nsubj") is not None)


def _as(p: Passage, i: int, thing: int) -> int | None:
    for kid in p.kids[i]:
        if kid > thing and p.deps[kid] == "prep" and p.lower[kid] in ("as", "to", "like"):
            return kid
    for kid in p.kids[thing]:
        if p.deps[kid] == "prep" and p.lower[kid] == "as":
            return kid
    return None


def _to(p: Passage, i: int) -> bool:
    return any(p.lower[kid] == "to" and p.tags[kid] == "TO" for kid in p.kids[i])


def _of_noun(p: Passage, i: int) -> Iterable[Attribution]:
    word = p.lower[i]
    entry = reporting.noun(word)
    if entry is None:
        return []
    owner = p.child(i, "poss")
    verb = p.heads[i] if p.deps[i] == "dobj" and p.heads[i] < i and lemma(p.lower[p.heads[i]]) in lexicon.LIGHT else None
    content: list[Range] = []
    last = i
    clause = p.child(i, "acl", "ccomp", "relcl")
    if clause is not None and clause > i:
        mark = p.child(clause, "mark")
        that = mark is not None and p.lower[mark] in ("that", "whether") and p.deps[clause] != "relcl"
        if ("c" in entry.frames and that) or ("i" in entry.frames and _to(p, clause)):
            content = subtree(p, clause, i)
    source = _noun_phrase(p, owner, i) if owner is not None else None
    if not content:
        for kid in p.kids[i]:
            if p.deps[kid] == "prep" and kid > i and p.lower[kid] in entry.frames:
                inner = p.child(kid, "pobj", "pcomp")
                if inner is not None and (owner is not None or verb is not None):
                    content, last = _restricted(p, inner, kid), (kid if kid == i + 1 and p.quoted[kid] < 0 else i)
                    break
    if not content:
        return []
    if verb is not None and i - verb <= 6 and owner is None:
        return [Attribution(i, word, "noun", entry.stance, (cue_of(p, verb)[0], last + 1), source_of(p, verb), content)]
    start = i
    while start > 0 and p.heads[start - 1] == i and p.deps[start - 1] in ("amod", "compound", "advmod") and start - 1 > (owner or -1):
        start -= 1
    if source is None:
        for kid in p.kids[i]:
            if p.deps[kid] == "prep" and p.lower[kid] in ("by", "from", "of", "among") and kid != last:
                inner = p.child(kid, "pobj")
                if inner is not None and (not content or p.right[inner] < content[0][0]):
                    source = _noun_phrase(p, inner, i)
    return [Attribution(i, word, "noun", entry.stance, (start, last + 1), source, content)]


def _of_adjective(p: Passage, i: int) -> Iterable[Attribution]:
    entry = reporting.adjectives().get(p.lower[i])
    if entry is None or p.deps[i] not in ("acomp", "amod", "conj", "ROOT", "advcl", "oprd", "attr"):
        return []
    content: list[Range] = []
    last = i
    clause = p.child(i, "ccomp", "xcomp")
    if clause is not None and clause > i:
        infinitive = _to(p, clause) and p.deps[clause] == "xcomp"
        if ("i" in entry.frames) if infinitive else ("c" in entry.frames):
            content = subtree(p, clause, i)
    if not content:
        for kid in p.kids[i]:
            if p.deps[kid] == "prep" and p.lower[kid] in entry.frames:
                inner = p.child(kid, "pobj", "pcomp")
                if inner is not None:
                    content, last = subtree(p, inner, kid), (kid if p.quoted[kid] < 0 else i)
                    break
    if not content:
        return []
    verb = p.heads[i] if p.deps[i] == "acomp" else i
    source = source_of(p, verb)
    if source is None or (verb != i and p.lower[p.heads[i]] in ("it", "that")):
        return []
    if p.lower[source[0]] in ("it", "there"):
        return []
    start = cue_of(p, verb)[0] if verb != i and verb < i and i - verb <= 4 else i
    return [Attribution(i, p.lower[i], "adjective", entry.stance, (start, last + 1), source, content)]


def _according(p: Passage, i: int) -> Iterable[Attribution]:
    to = next((kid for kid in p.kids[i] if p.lower[kid] == "to"), None)
    if to is None and i + 1 < len(p) and p.lower[i + 1] == "to":
        to = i + 1
    if to is None:
        return []
    inner = p.child(to, "pobj")
    if inner is None:
        return []
    source = _noun_phrase(p, inner, i)
    head = p.heads[i]
    start, end = p.sentences[p.sentence[i]]
    low, high = min(p.left[i], i), max(p.right[i], p.right[to], source[1] - 1) + 1
    if head != i and p.is_verb(head):
        clause = (p.left[head], p.right[head] + 1)
        top = head
        while p.heads[top] != top and p.deps[top] not in ("conj", "ccomp", "parataxis", "advcl"):
            top = p.heads[top]
        if p.deps[top] != "ccomp":
            clause = (min(clause[0], p.left[top]), max(clause[1], p.right[top] + 1))
        start, end = clause
    content = [(start, low), (high, end)]
    content = [piece for piece in content if _words_in(p, piece)]
    return [Attribution(i, "according", "according", "asserted", (i, to + 1), source, content)] if content else []


def _words_in(p: Passage, piece: Range) -> bool:
    return any(p.words[j][0].isalnum() for j in range(*piece))


def subtree(p: Passage, top: int, cut: int) -> list[Range]:
    """The ranges of the tokens below ``top``, without ``cut`` and what hangs on it."""
    low, high = p.left[top], p.right[top] + 1
    if not low <= cut < high:
        return [(low, high)]
    ranges: list[Range] = []
    for j in range(low, high):
        if _below(p, j, top, cut):
            if ranges and ranges[-1][1] == j:
                ranges[-1] = (ranges[-1][0], j + 1)
            else:
                ranges.append((j, j + 1))
    return ranges


def _below(p: Passage, j: int, top: int, cut: int) -> bool:
    for _ in range(200):
        if j == top:
            return True
        if j == cut or p.heads[j] == j:
            return False
        j = p.heads[j]
    return False


def cue_of(p: Passage, i: int, last: int | None = None) -> Range:
    """The cue with head ``i``: its auxiliaries, negation and adverbs directly before it, its particle, and all up to ``last``."""
    start, end = i, (last if last is not None else i) + 1
    while start > 0:
        j = start - 1
        if p.heads[j] == i and p.deps[j] in ("aux", "auxpass", "neg", "advmod") and p.quoted[j] < 0 and p.tags[j] not in ("WRB",):
            start = j
        elif p.deps[i] in ("xcomp", "pcomp") and p.heads[i] == j and lemma(p.lower[j]) in lexicon.ASPECTUAL:
            return (cue_of(p, j)[0], end)
        else:
            break
    while end < len(p) and p.heads[end] == i and p.deps[end] == "prt" and p.quoted[end] < 0:
        end += 1
    if end == i + 1 < len(p) and p.quoted[end] < 0 and reporting.is_phrase(p.lower[i], p.lower[end]):
        end += 1
    return start, end


def source_of(p: Passage, i: int) -> Range | None:
    """The phrase of who speaks with verb ``i``: its agent or subject, else that of the verb it hangs on."""
    agent = p.child(i, "agent")
    if agent is not None:
        inner = p.child(agent, "pobj")
        return _noun_phrase(p, inner, i) if inner is not None else None
    if p.child(i, "auxpass") is not None:
        return None
    at = i
    for _ in range(_CLIMB):
        subject = next((kid for kid in p.kids[at] if p.deps[kid] in ("nsubj", "csubj") and p.words[kid][0].isalnum()), None)
        if subject is not None and p.quoted[subject] < 0:
            return _noun_phrase(p, subject, i)
        if subject is not None:
            return source_beside(p, at)
        if at != i and p.child(at, "nsubjpass") is not None:
            return _noun_phrase(p, p.child(at, "nsubjpass") or 0, i)
        head, dep = p.heads[at], p.deps[at]
        if head == at:
            return None
        if dep == "acl" and not p.is_verb(head):
            if p.tags[at] != "VBG" or at == 0 or p.words[at - 1] != ",":
                return _noun_phrase(p, head, i)
            at = _verb_above(p, head)
            continue
        if dep == "relcl":
            return None
        if dep in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "acl", "dep", "parataxis", "acomp", "attr", "oprd", "amod"):
            at = head
        else:
            return None
    return None


def _verb_above(p: Passage, i: int) -> int:
    """The verb that noun ``i`` hangs on."""
    for _ in range(_CLIMB):
        if p.is_verb(i) or p.heads[i] == i:
            break
        i = p.heads[i]
    return i


def _noun_phrase(p: Passage, noun: int, cue: int) -> Range:
    """The phrase of ``noun`` with appositions and relative clauses, but without what holds the cue, and without outer commas."""
    start, end = p.left[noun], p.right[noun] + 1
    if start <= cue < end:
        if cue < noun:
            start = max(start, cue + 1)
        else:
            end = cue
            for kid in p.kids[noun]:
                if p.left[kid] <= cue <= p.right[kid]:
                    end = min(end, p.left[kid])
        start = min(start, noun)
        end = max(end, noun + 1)
    while end - 1 > noun and p.quoted[end - 1] >= 0 and not _whole(p, end - 1, start, end):
        end -= 1
    while start < noun and p.quoted[start] >= 0 and not _whole(p, start, start, end):
        start += 1
    return trim(p, start, end)


def _whole(p: Passage, i: int, start: int, end: int) -> bool:
    """Whether the quotation of token ``i`` lies in ``start:end`` with both its marks."""
    quotation = p.quotations[p.quoted[i]]
    return bool(p.starts[start] <= quotation.start and quotation.end <= p.ends[end - 1])


_EDGE = frozenset([",", ";", ":", "-", "--", "–", "—", "―", "…", "..."]) | {" ", "\n"}


def trim(p: Passage, start: int, end: int) -> Range:
    """``start:end`` without commas, dashes, colons and blanks at its edges."""
    while start < end - 1 and (p.words[start] in _EDGE or p.words[start].isspace()):
        start += 1
    while end - 1 > start and (p.words[end - 1] in _EDGE or p.words[end - 1].isspace()):
        end -= 1
    return start, end
