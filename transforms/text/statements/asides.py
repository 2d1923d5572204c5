"""Asides that attribute the clause they stand beside: "according to", "per the mayor", "in the words of", "in his view"."""

from transforms.text.lexicon import reporting
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.clauses import own_subject
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon
from transforms.text.statements.attribution import Attribution, Range
from transforms.text.statements.phrases import has_words, noun_phrase

_VIEWS = {"words": "asserted", "telling": "asserted", "account": "asserted", "admission": "admitted"} | dict.fromkeys(
    ("view", "opinion", "estimation", "assessment", "judgment", "judgement", "reckoning"), "believed"
)
"""Nouns of an aside with its owner ("in her view", "by their own account"): the stance."""

_POLLS = frozenset(["poll", "polls", "survey", "surveys"])
_EVIDENCE = frozenset(["show", "shows", "showed"])
_DASHES = frozenset(["-", "--", "–", "—"])
_ASIDE = 8
"""Tokens of a clause that describes the source at most."""


def of_view(p: Passage, i: int) -> Attribution | None:
    """Return the attribution of noun ``i`` in "in the words of Doe, ..." or "in his view, ...", None where it makes none."""
    stance = _VIEWS.get(p.lower[i])
    if stance is None:
        return None
    by = p.heads[i]
    if p.deps[i] != "pobj" or p.lower[by] not in ("in", "by") or not _set_off(p, by, i):
        return None
    owner, of = p.child(i, "poss"), p.child(i, "prep")
    if owner is None and of == i + 1 and p.lower[of] == "of":
        owner = p.child(of, "pobj")
    if owner is None:
        return None
    cue = (by, i + 1) if owner > i else (i, i + 1)
    return _beside(p, by, cue, noun_phrase(p, owner, i), stance, f"an aside with {p.lower[i]!r}")


def of_per(p: Passage, i: int) -> Attribution | None:
    """Return the attribution of "per" at token ``i`` with a name or a noun with an article: "per the mayor, the road will close"."""
    inner = p.child(i, "pobj")
    if inner is None or not _set_off(p, i, p.right[inner]):
        return None
    if not p.tags[inner].startswith("NNP") and p.child(inner, "det", "poss") is None:
        return None
    return _beside(p, i, (i, i + 1), noun_phrase(p, inner, i), "asserted", 'an aside with "per"')


def of_reported(p: Passage, i: int) -> Attribution | None:
    """Return the attribution of participle ``i`` in an aside with "as" and "by" ("as reported by the Herald, ..."), None where it makes none."""
    mark = i - 1
    if p.tags[i] != "VBN" or p.deps[i] != "advcl" or mark < 0 or p.lower[mark] != "as":
        return None
    agent = p.child(i, "agent")
    source = p.child(agent, "pobj") if agent is not None else None
    entry = reporting.verbs().get(lemma(p.lower[i]))
    if agent is None or source is None or p.right[source] != p.right[i]:
        return None
    if entry is None or "c" not in entry.frames or not _set_off(p, mark, i):
        return None
    start, end = _clause_around(p, i)
    content = [piece for piece in ((start, mark), (p.right[i] + 1, end)) if has_words(p, range(*piece))]
    cue, who = (mark, agent + 1 if agent == i + 1 else i + 1), noun_phrase(p, source, i)
    return Attribution(i, "according", "according", entry.stance, cue, who, content, 'an aside with "as"') if content else None


def of_poll(p: Passage, i: int) -> Attribution | None:
    """Return the attribution of the poll at token ``i`` in "in a poll released on Sunday, 40 percent backed the plan", None where it makes none."""
    if p.lower[i] not in _POLLS:
        return None
    by = p.heads[i]
    if p.deps[i] != "pobj" or p.lower[by] != "in" or by > i or p.child(i, "det", "poss") is None:
        return None
    opens = by == p.sentences[p.sentence[by]][0]
    if not (opens and _set_off(p, by, i)):
        return None
    return _beside(p, by, (by, by + 1), noun_phrase(p, i, by), "asserted", "an aside with a poll")


def of_evidence(p: Passage, i: int) -> Attribution | None:
    """Return the attribution of "show" at token ``i``, which ends its sentence behind a comma and some nouns for what is written and which the
    parser takes for a noun: "the money came from abroad, court records show".
    """
    if p.lower[i] not in _EVIDENCE:
        return None
    first, end = p.sentences[p.sentence[i]]
    low = i
    while low > first and p.tags[low - 1].startswith(("NN", "JJ", "DT", "HYPH", "CD")):
        low -= 1
    if not first < low < i or p.words[low - 1] != "," or not lexicon.is_document(p.lower[i - 1]):
        return None
    closes = all(not p.words[j][0].isalnum() for j in range(i + 1, end))
    if not closes or not any(p.is_verb(j) for j in range(first, low - 1)):
        return None
    content = [(first, low - 1)]
    return Attribution(i, "show", "according", "asserted", (i, i + 1), (low, i), content, "what documents show")


def _set_off(p: Passage, by: int, last: int) -> bool:
    """Return whether the aside from token ``by`` on begins or ends its sentence and a comma parts it from the rest."""
    first, end = p.sentences[p.sentence[by]]
    after = next((j for j in range(p.right[last] + 1, end) if not p.words[j].isspace()), end)
    opens = by == first or (by == first + 1 and p.tags[first] == "CC")
    closes = by > first and p.words[by - 1] == ","
    return (opens and after < end and p.words[after] == ",") or (closes and (after >= end - 1 or p.words[after] in (",", ".")))


def _beside(p: Passage, by: int, cue: Range, source: Range, stance: str, rule: str) -> Attribution | None:
    start, end = _within_semicolons(p, by, _clause_around(p, by))
    low, high = min(by, source[0]), max(p.right[by] + 1, source[1], cue[1])
    content = [piece for piece in ((start, low), (high, end)) if has_words(p, range(*piece))]
    return Attribution(cue[0], p.lower[cue[1] - 1], "according", stance, cue, source, content, rule) if content else None


def of_according(p: Passage, i: int) -> Attribution | None:
    """Return the attribution of "according to" at token ``i``: its content is the clause that it stands beside."""
    to = next((kid for kid in p.kids[i] if p.lower[kid] == "to"), None)
    if to is None and i + 1 < len(p) and p.lower[i + 1] == "to":
        to = i + 1
    inner = p.child(to, "pobj") if to is not None else None
    if to is None or inner is None:
        return None
    source = noun_phrase(p, inner, i)
    start, end = _within_semicolons(p, i, _clause_around(p, i))
    low, high = min(p.left[i], i), max(p.right[i], p.right[to], source[1] - 1) + 1
    swallowed = _swallowed(p, i, source, high)
    if swallowed is not None:
        source, high = (source[0], swallowed), swallowed + 1
    described = _described(p, i, source)
    if described is not None:
        source, high, end = described, described[1] + 1, p.sentences[p.sentence[i]][1]
    elif i <= p.sentences[p.sentence[i]][0] + 1:
        source, high = _with_name(p, source, high)
    source = _before_dash(p, source)
    if high < len(p) and p.words[high] in _DASHES and low - 1 > 0 and p.words[low - 1] not in _DASHES:
        end = high  # "according to Doe — a first in the town"
    relative = high + (high < len(p) and p.words[high] == ",")
    if relative < len(p) and p.tags[relative] in ("WDT", "WP") and low > p.sentences[p.sentence[i]][0]:
        start, high = p.sentences[p.sentence[i]][0], end  # ", according to a study by a firm, that looked at ..."
    content = [piece for piece in ((start, low), (high, end)) if has_words(p, range(*piece))]
    return Attribution(i, "according", "according", "asserted", (i, to + 1), source, content, '"according to"') if content else None


def _before_dash(p: Passage, source: Range) -> Range:
    """Return ``source`` up to a dash with blanks around it, behind which the reporter goes on: "according to Doe, a guard — a first in the town"."""
    start, end = source
    dash = next((j for j in range(start + 1, end) if p.words[j] in _DASHES and p.spaces[j - 1] and p.spaces[j]), end)
    return start, dash


def _described(p: Passage, i: int, source: Range) -> Range | None:
    """Return ``source`` with the clause without "that" behind it, of an aside that opens its sentence: "According to people I met, ..."."""
    end = source[1]
    if i > p.sentences[p.sentence[i]][0] + 1 or end >= len(p) or p.tags[end] != "PRP":
        return None
    comma = next((j for j in range(end, min(end + _ASIDE, len(p))) if p.words[j] == ","), None)
    return None if comma is None else (source[0], comma)


def _with_name(p: Passage, source: Range, high: int) -> tuple[Range, int]:
    """Return ``source`` with the name in apposition behind it, and where the clause begins: "According to his aunt, Jane Doe, ..."."""
    end = source[1]
    last = end + 1
    while last < len(p) and p.tags[last] == "NNP" and p.deps[last] != "nsubj" and p.quoted[last] < 0:
        last += 1
    named = end + 1 < last < len(p) and p.words[end] == "," and p.words[last] == "," and p.tags[end - 1] == "NN"
    return ((source[0], last), last + 1) if named else (source, high)


def _within_semicolons(p: Passage, i: int, around: Range) -> Range:
    """Return ``around`` between the semicolons next to token ``i``, and within the brackets that it stands in."""
    closed = max((j for j in range(around[0], i) if p.tags[j] == "-RRB-"), default=-1)
    before = [j + 1 for j in range(around[0], i) if p.words[j] == ";" or (p.tags[j] == "-LRB-" and j > closed)]
    inside = bool(before) and p.tags[before[-1] - 1] == "-LRB-"
    after = [j for j in range(i, around[1]) if p.words[j] == ";" or (inside and p.tags[j] == "-RRB-")]
    return (before or [around[0]])[-1], (after or [around[1]])[0]


def _swallowed(p: Passage, i: int, source: Range, high: int) -> int | None:
    """Return the first comma of ``source`` where the parser took the subject of the sentence into it, so that a bare verb follows at ``high``:
    "According to the report, Provo, Utah, ranked first".
    """
    after = high + (high < len(p) and p.words[high] == ",")
    if i != p.sentences[p.sentence[i]][0] or after >= len(p) or p.tags[after] not in ("VBD", "VBZ", "VBP", "MD"):
        return None
    return next((j for j in range(*source) if p.words[j] == ","), None)


def _clause_around(p: Passage, i: int) -> Range:
    """Return the clause that token ``i`` hangs on, with the clauses around it up to the next border; else the sentence."""
    head = p.heads[i]
    if head == i or not p.is_verb(head):
        return p.sentences[p.sentence[i]]
    top = head
    while (
        p.heads[top] != top
        and p.deps[top] not in ("ccomp", "parataxis", "advcl")
        and (p.deps[top] != "conj" or own_subject(p, top) is None or not _is_apart(p, top))
    ):
        top = p.heads[top]
    if p.deps[top] == "ccomp":
        top = head
    return min(p.left[head], p.left[top]), max(p.right[head], p.right[top]) + 1


def _is_apart(p: Passage, verb: int) -> bool:
    """Return whether more than a conjunction stands between the clause of ``verb`` and the one that it is joined to: a comma parts what is said from
    what is not ("Sales fell, and profits rose, according to Doe"; but "It may be rich or it may be poor, according to Doe").
    """
    at = p.left[verb] - 1
    return at < 1 or p.deps[at] != "cc" or p.words[at - 1] == ","
