"""Doubts: what syntax takes for an attribution and nobody said or thought; an attribution in, whether it is one out."""

from transforms.text.lexicon import reporting
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon
from transforms.text.statements.attribution import Attribution
from transforms.text.statements.holders import may_hold
from transforms.text.statements.undone import is_undone

_ANYBODY = frozenset(["one", "others", "some", "many", "anyone", "anybody"])
_POINTERS = frozenset(["PRP", "DT", "WP", "WDT", "PRP$"])
"""Tags of words that say nothing by themselves."""
_THIS = frozenset(["this", "that", "these", "those"])
_REPEATS = frozenset(["echo", "reiterate", "repeat"])
"""Verbs with which somebody says again what is told elsewhere."""
_MOODS = frozenset(["sentiment", "sentiments"])
_SHORT = 6
"""Tokens of a content that may be a time, or only point to something, at most."""


def is_statement(reading: Reading, p: Passage, item: Attribution) -> bool:
    """Return whether ``item``, which syntax found, is a statement of somebody.

    It is none where the reader is addressed ("Support us", "if you want", "Do they agree?"), where its content only points to something
    ("thanked him", "said so"), and where what is spoken of cannot have the view ("the phone supports two cards").
    """
    if (
        _is_misread(p, item.head)
        or is_undone(p, item)
        or _addresses_reader(p, item)
        or _only_points(reading, p, item)
        or _is_when(reading, p, item)
    ):
        return False
    return _needs_nobody(p, item) if item.source is None else may_hold(reading, p, item)


def _is_misread(p: Passage, i: int) -> bool:
    """Return whether the parser took a noun for the verb ``i``: a clause that hangs on another and has neither subject nor conjunction ("stood firm
    in her opposition to the bank's plans to lend").
    """
    return (
        p.tags[i] in ("VBZ", "VBP") and p.deps[i] == "advcl" and p.child(i, "nsubj", "nsubjpass", "csubj", "mark", "advmod", "aux") is None
    )


def _addresses_reader(p: Passage, item: Attribution) -> bool:
    """Return whether the reader is told, asked or spoken of: an order, a question of the writer, "you"."""
    alone = p.lower[item.source[0]] if item.source is not None and item.source[1] - item.source[0] == 1 else ""
    if alone == "you":
        return True
    clause = p.clauses.get(item.head)
    if clause is None:
        return _asks(p, item)
    if item.word == "speak" and p.tags[item.head] == "VBG" and item.head == p.sentences[p.sentence[item.head]][0]:
        return True  # "Speaking of bridges, ..."
    if alone in _ANYBODY and clause.modality == "possible":
        return True  # "one could argue"
    if clause.modal == "should" and item.frame == "object":
        return True  # advice: "your daughter should thank the hosts"
    if p.tags[item.head] in ("VB", "VBP") and not clause.subject_is_own and item.cue[1] < len(p) and p.words[item.cue[1]] == ":":
        return True  # "but remember: ..."
    if item.source is None and p.tags[item.head] in ("VB", "VBP") and not clause.infinitive and not clause.passive and not clause.modal:
        return True
    return _asks(p, item)


def _asks(p: Passage, item: Attribution) -> bool:
    """Return whether the sentence of ``item`` is a question of the writer."""
    first, last = p.sentences[p.sentence[item.head]]
    head = p.heads[item.head] if p.deps[item.head] == "acomp" else item.head
    return p.deps[head] == "ROOT" and item.frame != "parenthetical" and any(p.words[j] == "?" for j in range(max(first, last - 2), last))


def _needs_nobody(p: Passage, item: Attribution) -> bool:
    """Return whether ``item``, of which the text names no speaker, is a statement all the same: a clause, or a passive of what was said or
    thought of somebody. News, things that should be noted or are not known, what has been seen last, and an "assuming" of nobody's are none.
    """
    clause = p.clauses.get(item.head)
    if clause is None:
        return item.frame == "noun" and item.stance not in ("intended", "promised") and item.word != "news"
    if clause.passive and item.frame == "object" and clause.modality == "possible":
        return False  # "might be blamed"
    if clause.modality == "necessary" or (item.word == "know" and clause.negated):
        return False  # "it should be noted", "it is not known"
    if item.word == "see" and any(p.lower[kid] == "last" for kid in p.kids[item.head]):
        return False
    if clause.passive:
        return True
    assumes = p.tags[item.head] == "VBG" and item.stance in ("believed", "denied")
    return (
        item.frame in ("clause", "parenthetical")
        and not clause.infinitive
        and not assumes
        and (item.word, p.tags[item.head]) != ("find", "VBG")
    )


def _is_when(reading: Reading, p: Passage, item: Attribution) -> bool:
    """Return whether the content is a time and nothing else: "their debate on Tuesday"."""
    if item.frame not in ("noun", "preposition", "object") or _length(item) > _SHORT:
        return False
    return all(reading.is_time(p, j) for start, end in item.content for j in range(start, end) if p.words[j][0].isalnum())


def _only_points(reading: Reading, p: Passage, item: Attribution) -> bool:
    """Return whether the content has no word of its own: "thanked him", "said nothing", "announced this on Friday"."""
    words = [j for start, end in item.content for j in range(start, end) if p.words[j][0].isalnum()]
    if item.frame == "object" and [p.lower[j] for j in words[:2]] == ["the", "following"]:
        return True  # "issued the following statement:"
    if item.frame == "object" and len(words) > 1 and p.lower[words[0]] in _THIS and p.lower[words[1]] in _MOODS:
        return True  # "echoed these sentiments, with ..."
    again = item.word in _REPEATS and item.source is not None and item.source[0] < item.head
    if again and len(words) == 2 and p.tags[words[0]] in ("DT", "PRP$") and reporting.noun(p.lower[words[1]]) is not None:
        return True  # "echoed the statement"
    if _length(item) > _SHORT:
        return False
    if len(words) > 2:
        words = [j for j in words if not reading.is_time(p, j) and p.tags[j] != "IN"]
    return len(words) <= 2 and all(p.tags[j] in _POINTERS or p.lower[j] in lexicon.EMPTY for j in words)


def _length(item: Attribution) -> int:
    return sum(end - start for start, end in item.content)
