"""Datelines: what a passage opens with before its first sentence, the place and agency that report."""

from transforms.text.lexicon import events
from transforms.text.lexicon.nouns import singular
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_TAGS = ("NNP", "NNPS", "CD", ",", "JJ", "NN")
"""Penn Treebank tags of the words of a dateline before a colon."""
_DASHES = frozenset(("—", "–", "--", "-"))
_BESIDE = frozenset(("nsubj", "nsubjpass", "appos", "dep", "npadvmod", "conj"))
"""What the parser makes of the true subject behind a dateline."""
_LONGEST = 16
"""Tokens within which the dash of a dateline stands."""


def length(reading: Reading, p: Passage) -> int:
    """Return the number of tokens of the dateline of ``p`` before the mark that ends it, 0 where it has none.

    It is what stands before the first dash, where that is a town in capitals or ends in brackets; an agency in brackets; what stands before a
    colon, where ``p`` begins with the name of a place ("Oslo, 3 May: Two men ..."), or with a word in capitals and gives a date; of a title also who
    says the rest ("Police: Two men ...").
    """
    return reading.names.once(("dateline", p.index), lambda: _length(reading, p))


def subject_behind(reading: Reading, p: Passage, subject: int) -> int | None:
    """Return ``subject``, of a dateline that the parser takes for one the true subject behind it, None where there is none."""
    dash = length(reading, p)
    if subject >= dash:
        return subject
    near = (kid for node in (p.heads[subject], subject) for kid in p.kids[node] if dash < kid < p.heads[subject])
    return next((kid for kid in near if p.deps[kid] in _BESIDE and p.tags[kid][:2] in ("NN", "PR", "CD")), None)


def _is_of_people(word: str) -> bool:
    """Return whether ``word``, in lower case, is a noun for people who may say what the rest of a headline tells."""
    return singular(word) in events.words("PEOPLE") or singular(word) in events.words("FORCES")


def _length(reading: Reading, p: Passage) -> int:
    if not len(p):
        return 0
    opening = range(1, min(len(p), _LONGEST))
    if p.words[0] == "(" and not p.is_title:
        return next((i for i in opening if p.words[i] == ")"), 0)
    colon = next((i for i in opening if p.words[i] == ":"), 0)
    if colon and p.is_title and all(p.tags[i][:2] == "NN" and _is_of_people(p.lower[i]) for i in range(colon)):
        return colon  # "Police: Man killed in crash"
    if colon and all(p.tags[i] in _TAGS for i in range(colon)):
        town, rest = reading.name_at(p.start + p.starts[0]), range(1, colon)
        dated = any(reading.is_time(p, i) for i in rest)
        if (town is not None and town.entity_type == "GPE") or (dated and p.words[0].isupper() and len(p.words[0]) > 1 and not p.is_title):
            return colon
    dash = next((i for i in opening if p.words[i] in _DASHES and (p.words[i] != "-" or p.spaces[i - 1])), 0)  # "a self-made man" has none
    return dash if dash and ((p.words[0].isupper() and len(p.words[0]) > 1) or p.words[dash - 1] == ")") and not p.is_title else 0
