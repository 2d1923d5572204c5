"""What an article as a whole does with a word: how the model labels it, and beside what it stands."""

import functools
from collections import Counter
from collections.abc import Sequence

from transforms.text.lexicon.folding import fold, lower
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.names.forms import NAMED_SHAPES, of_word
from transforms.text.reading.passage import Passage

_LOCATIVE = listed("locatives")
_BEFORE = {"the": ("the",)}
_AFTER = {"'s": ("pos",), "’s": ("pos",)}
_OPENING = frozenset(("“", '"', "‘", "'", ":"))


class Word:
    """What the article does with one word: how the model labels it, and beside what it stands."""

    __slots__ = ("crossed", "features", "labels", "marks", "ordered")

    def __init__(self) -> None:
        self.labels: Counter[str] = Counter()
        self.marks: set[str] = set()
        self.features: tuple[str, ...] = ()
        self.crossed: list[str] = []
        self.ordered: list[str] = []

    def finish(self) -> None:
        """Derive the features that each of its tokens has, and those that are crossed with the token's own label."""
        total = sum(self.labels.values())
        top, number = max(self.labels.items(), key=lambda item: (item[1], item[0]))
        share = "=" if number == total else ">" if number * 2 > total else "~"
        features = ["d=" + top, f"d={top}{share}{min(total, 4)}"]
        names = [(number, label) for label, number in self.labels.items() if label not in ("O", "num")]
        if names:
            features.append("dn=" + max(names)[1])
        marks = self.ordered = sorted(self.marks)
        self.features = (*features, *("m" + mark for mark in marks))
        self.crossed = ["de=" + top, *("me" + mark for mark in marks)]


def of_article(passages: Sequence[Passage], labels: Sequence[Sequence[str]]) -> dict[str, Word]:
    """Return what the article does with each word that bears a capital."""
    types: dict[str, Word] = {}
    lows: set[str] = set()
    for passage, own in zip(passages, labels, strict=True):
        upper = passage.is_shouting
        for i, word in enumerate(passage.words):
            kind = of_word(word)[0]
            if kind == "low":
                lows.add(word)
            elif kind in NAMED_SHAPES:
                key = lower(word)
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
    before = passage.lower[i - 1] if i else "<"
    after = passage.lower[i + 1] if i + 1 < len(words) else ">"
    marks.update(_BEFORE.get(before, ()), _AFTER.get(after, ()), _cue_marks(before))
    if before == "(" and after == ")":
        marks.add("par")
    if "said" in lexicon().cues.get(after, ()):
        marks.add("say")
    if not upper:
        if before in _LOCATIVE:
            marks.add("in")
        if i and fold(words[i - 1]) in lexicon().given:
            marks.add("giv")
        if not passage.sentence_starts[i] and before not in _OPENING:
            marks.add("mid")
    if i and of_word(words[i - 1])[0] in NAMED_SHAPES:
        marks.add("capb")
    if i + 1 < len(words) and of_word(words[i + 1])[0] in NAMED_SHAPES:
        marks.add("capa")


@functools.lru_cache(maxsize=1 << 14)
def _cue_marks(before: str) -> tuple[str, ...]:
    cues = lexicon().cues.get(before, ())
    return tuple(mark for cue, mark in (("honorific", "hon"), ("office", "off")) if cue in cues)
