"""Whose words they are: the phrase of the speaker, by the syntax of the cue or by what stands beside it."""

from transforms.text.reading.passage import Passage
from transforms.text.statements.attribution import Range
from transforms.text.statements.phrases import cue_of, noun_phrase, trim

_NOMINAL = ("NN", "PRP", "DT", "JJ", "CD", "POS", "FW", "WP")
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def source_of(p: Passage, i: int) -> Range | None:
    """Return the phrase of who speaks with the verb or adjective ``i``: the doer of its clause, its own or that of a word above it."""
    clause = p.clauses.get(i)
    doer = clause.doer if clause is not None else p.subject_of(i)
    if doer is None or p.words[doer][0] in "'’":  # "let's say"
        return None
    return noun_phrase(p, doer, i) if p.quoted[doer] < 0 else source_beside(p, p.heads[doer])


def subject_before(p: Passage, i: int) -> Range | None:
    """Return the phrase of the nearest subject before a participle ``i`` in its sentence, outside quotation marks."""
    for j in range(i - 1, max(-1, i - 60), -1):
        if p.quoted[j] < 0 and (p.words[j] in (".", "?", "!") or (p.deps[j] == "nsubj" and not p.tags[j].startswith("W"))):
            return noun_phrase(p, j, i) if p.deps[j] == "nsubj" else None
    return None


def source_beside(p: Passage, i: int) -> Range | None:
    """Return the phrase beside verb ``i``: all that stands between a quotation before it and the verb, or the nouns before or after it."""
    start = cue_of(p, i)[0]
    return _behind_quotation(p, start) or _nouns_before(p, start) or _before_commas(p, start) or _nouns_after(p, i)


def _behind_quotation(p: Passage, start: int) -> Range | None:
    """Return what stands between a quotation and token ``start``, where it begins like a noun phrase and holds no verb soon."""
    low = start
    while low > 0 and p.quoted[low - 1] < 0 and start - low < 40 and p.words[low - 1] not in (".", "?", "!", ";", ":"):
        low -= 1
    if low in (0, start) or p.quoted[low - 1] < 0:
        return None
    first, last = trim(p, low, start)
    if not p.tags[first].startswith(_NOMINAL) or any(p.tags[j] in _FINITE for j in range(first, min(last, first + 3))):
        return None
    return first, last


def _nouns_before(p: Passage, start: int) -> Range | None:
    low = start
    while low > 0 and p.quoted[low - 1] < 0 and (p.tags[low - 1].startswith(_NOMINAL) or p.tags[low - 1] in ("-LRB-", "-RRB-")):
        low -= 1
    return trim(p, low, start) if low < start else None


def _before_commas(p: Passage, start: int) -> Range | None:
    """Return the nouns before a pair of commas that ends right before token ``start``: "Doe, who lives nearby, said"."""
    if start <= 1 or p.words[start - 1] != ",":
        return None
    comma = next((j for j in range(start - 2, max(-1, start - 30), -1) if p.words[j] in (",", ".", ";")), None)
    if comma is None or p.words[comma] != "," or p.quoted[comma] >= 0:
        return None
    low = comma
    while low > 0 and p.quoted[low - 1] < 0 and p.tags[low - 1].startswith(_NOMINAL):
        low -= 1
    return trim(p, low, start) if low < comma else None


def _nouns_after(p: Passage, i: int) -> Range | None:
    high = i + 1
    while high < len(p) and p.quoted[high] < 0 and (p.tags[high].startswith(_NOMINAL) or (p.lower[high] == "of" and high > i + 1)):
        high += 1
    return trim(p, i + 1, high) if high > i + 1 else None
