"""What an article as a whole does with a word: how the model labels it, and beside what it stands."""

import functools
import itertools
from collections import defaultdict
from collections.abc import Sequence

from transforms.text.lexicon.folding import fold, lower
from transforms.text.lexicon.loading import KEPT
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.names.forms import NAMED_SHAPES, of_word
from transforms.text.reading.passage import Passage

_LOCATIVE = listed("locatives")
_POSSESSIVE = frozenset(("'s", "’s"))
_OPENING = frozenset(("“", '"', "‘", "'", ":"))


class Word:
    """What the article does with one word: how the model labels it, and beside what it stands."""

    __slots__ = ("features", "labels", "marks", "ordered", "top")

    def __init__(self) -> None:
        self.labels: defaultdict[str, int] = defaultdict(int)
        self.marks: set[str] = set()
        self.features: tuple[str, ...] = ()
        self.top = ""
        self.ordered: tuple[str, ...] = ()

    def finish(self) -> None:
        """Derive the features that each of its tokens has; those that are crossed with the token's own label are ``crossed``."""
        labels = self.labels
        total = sum(labels.values())
        most, self.top = max((number, label) for label, number in labels.items())
        share = "=" if most == total else ">" if most * 2 > total else "~"
        names = [(number, label) for label, number in labels.items() if label not in ("O", "num")]
        self.ordered = tuple(sorted(self.marks))
        self.features = _features(self.top, f"{share}{min(total, 4)}", max(names)[1] if names else "", self.ordered)


@functools.lru_cache(maxsize=KEPT)
def _features(top: str, share: str, name: str, marks: tuple[str, ...]) -> tuple[str, ...]:
    """Return the features of a word's most frequent label, its share and number, its most frequent name and its marks."""
    named = ("dn=" + name,) if name else ()
    return ("d=" + top, f"d={top}{share}", *named, *("m" + mark for mark in marks))


@functools.lru_cache(maxsize=KEPT)
def crossed(top: str, marks: tuple[str, ...], label: str, shape: str) -> tuple[str, ...]:
    """Return the features that a token of that label and form has of its word's most frequent label and marks."""
    return (f"de={top}{label}", *(f"me{mark}{label}" for mark in marks), *(f"mk{mark}{shape}" for mark in marks))


def of_article(passages: Sequence[Passage], labels: Sequence[Sequence[str]], shapes: Sequence[Sequence[str]]) -> dict[str, Word]:
    """Return what the article does with each word that bears a capital; ``labels`` and ``shapes`` are those of its tokens."""
    types: dict[str, Word] = {}
    lows: set[str] = set()
    for passage, own, kinds in zip(passages, labels, shapes, strict=True):
        upper = passage.is_shouting
        lows.update(itertools.compress(passage.words, map("low".__eq__, kinds)))
        for i in itertools.compress(range(len(kinds)), map(NAMED_SHAPES.__contains__, kinds)):
            key = lower(passage.words[i])
            entry = types.get(key)
            if entry is None:
                entry = types[key] = Word()
            entry.labels[own[i].rpartition("-")[2]] += 1
            _mark(passage, i, upper, entry.marks)
    for key, entry in types.items():
        if key in lows:
            entry.marks.add("low")
        if "mid" not in entry.marks:
            entry.marks.add("nomid")
        entry.finish()
    return types


def _mark(passage: Passage, i: int, upper: bool, marks: set[str]) -> None:
    """Add to ``marks`` beside what token ``i`` stands; ``upper``: capitals say nothing in this passage."""
    words = passage.words
    before = words[i - 1] if i else "<"
    after = words[i + 1] if i + 1 < len(words) else ">"
    marks.update(_behind(before, upper), _ahead(after))
    if before == "(" and after == ")":
        marks.add("par")
    if not upper and not passage.sentence_starts[i] and before not in _OPENING:
        marks.add("mid")


@functools.lru_cache(maxsize=KEPT)
def _behind(before: str, upper: bool) -> tuple[str, ...]:
    """Return the marks of a word that stands behind the word ``before``; ``upper``: capitals say nothing."""
    low, cues = before.lower(), lexicon().cues.get(before.lower(), ())
    marks = ["the"] if low == "the" else []
    marks += [mark for cue, mark in (("honorific", "hon"), ("office", "off")) if cue in cues]
    if not upper:
        marks += ["in"] if low in _LOCATIVE else []
        marks += ["giv"] if fold(before) in lexicon().given else []
    return (*marks, "capb") if of_word(before)[0] in NAMED_SHAPES else tuple(marks)


@functools.lru_cache(maxsize=KEPT)
def _ahead(after: str) -> tuple[str, ...]:
    """Return the marks of a word that stands before the word ``after``."""
    low = after.lower()
    marks = ["pos"] if low in _POSSESSIVE else []
    marks += ["say"] if "said" in lexicon().cues.get(low, ()) else []
    return (*marks, "capa") if of_word(after)[0] in NAMED_SHAPES else tuple(marks)
