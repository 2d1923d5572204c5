"""Headlines, whose verbs the tagger takes for nouns: "Doe jokes retirement is hard", "Minister rejects claims that the ward is unsafe"."""

from transforms.text.lexicon import reporting
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.passage import Passage
from transforms.text.statements.attribution import Attribution

_MAX_SPEAKER = 4
"""Words of a headline's speaker at most."""
_AGAINST = frozenset(["denied", "declined", "criticised"])
"""Stances of verbs behind which a reporting word in -s is what they are about."""
_NOUN = ("NN", "JJ", "HYPH")
_FINITE = ("VBZ", "VBD", "VBP", "MD")
_JOKES = frozenset(["joke", "quip"])
"""Verbs whose form in -s nobody puts before another noun, so that whoever stands before them need be no name."""


def of_headline(p: Passage, i: int) -> Attribution | None:
    """Return the attribution of word ``i`` of a headline, which begins with who says it; None where that is not its form."""
    if not p.is_title or not 0 < i <= _MAX_SPEAKER or i + 1 >= len(p) or not p.lower[i].endswith("s") or p.quoted[i] >= 0:
        return None
    if not all(p.tags[j].startswith(_NOUN) and p.quoted[j] < 0 for j in range(i)):
        return None
    word = lemma(p.lower[i])
    entry = reporting.verbs().get(word)
    if entry is None:
        return None
    if "o" in entry.frames and entry.stance in _AGAINST and reporting.noun(p.lower[i + 1]) is not None:
        return _of(p, i, word, "object", entry.stance)
    end = p.sentences[p.sentence[i]][1]
    told = any(p.tags[j] in _FINITE for j in range(i + 2, end))  # a clause of its own stands behind the word
    misread = p.deps[i] in ("compound", "nsubj", "nsubjpass") and p.heads[i] > i
    begins = p.tags[i + 1].startswith(("NN", "JJ", "DT", "PRP", "CD")) and p.tags[0].startswith("NNP")
    if "c" in entry.frames and misread and told and (begins or word in _JOKES):
        return _of(p, i, word, "clause", entry.stance)
    return None


def _of(p: Passage, i: int, word: str, frame: str, stance: str) -> Attribution:
    end = p.sentences[p.sentence[i]][1]
    return Attribution(i, word, frame, stance, (i, i + 1), (0, i), [(i + 1, end)], "a verb of a headline")
