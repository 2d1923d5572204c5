"""Features of the tokens of an article for the name tagger: their form, the lists they are in, the model's labels and the whole article.

No feature holds a word of open class: what the tagger has learnt from these it has learnt about forms, lists and positions.
"""

import functools
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from transforms.text.lexicon import calendar
from transforms.text.lexicon.folding import fold, lower
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_CLOSED = listed("closed")
_ENDINGS = listed("endings")
_MONTHS = frozenset((*calendar.MONTHS, *calendar.MONTH_SHORT))
_WEEKDAYS = frozenset(calendar.WEEKDAYS)
_NUMERAL = re.compile(r"[IVX]{1,5}$")


def shape(word: str) -> str:
    """The form of ``word``: what kinds of characters it is made of.

    >>> [shape(w) for w in ("word", "Word", "WHO", "BoG", "A", "12", "F-16", ",")]
    ['low', 'Tit', 'UPP', 'Mix', 'Let', 'num', 'aln', 'pun']
    """
    if word.isalpha():
        if word.islower():
            return "low"
        if len(word) == 1:
            return "Let"
        if word.isupper():
            return "UPP"
        if word[0].isupper() and word[1:].islower():
            return "Tit"
        return "Mix" if any(c.isupper() for c in word) else "low"
    if any(c.isalpha() for c in word):
        if any(c.isdigit() for c in word):
            return "aln"
        letters = [c for c in word if c.isalpha()]
        if all(c.isupper() for c in letters):
            return "U.P" if "." in word else "UPP"
        if letters[0].isupper():
            return "Ti-"
        return "Mi-" if any(c.isupper() for c in letters) else "lo-"
    return "num" if any(c.isdigit() for c in word) else "pun"


@functools.lru_cache(maxsize=1 << 16)
def of_word(word: str) -> tuple[str, ...]:
    """The features of a word by itself: its form and the lists it is in."""
    known = lexicon()
    kind = shape(word)
    features = [kind]
    plain = fold(word)
    low = plain.lower()
    if kind == "UPP":
        features.append(f"UPP{min(len(word), 7)}")
    if low in _CLOSED:
        features.append("=" + low)
    if kind in ("num", "pun"):
        if kind == "num":
            features.append("year" if re.fullmatch(r"(?:1[5-9]|20)\d\d", word) else f"num{min(len(word), 5)}")
        return tuple(features)
    for cue in known.cues.get(low, ()) or (known.cues.get(low[:-1], ()) if low.endswith("s") else ()):
        features.append("cue" + cue)
        if kind != "low":
            features.append("Cue" + cue)
    if low in _WEEKDAYS:
        features.append("weekday")
    if low in _MONTHS:
        features.append("month")
    if kind == "low" or kind == "lo-":
        return tuple(features)
    titled = plain if kind != "UPP" else plain.capitalize()
    gender = known.given.get(titled)
    if gender:
        features.append("given")
    if titled in known.family:
        features.append("family")
    if not gender and titled not in known.family:
        features.append("nolist")
    single = known.phrases.get((plain,)) or (known.phrases.get((titled,)) if kind == "UPP" and len(word) > 4 else None)
    if single:
        features.append("is" + single)
    if _NUMERAL.match(word):
        features.append("roman")
    for size in (5, 4, 3, 2, 1):
        if low[-size:] in _ENDINGS and len(low) > size + 1:
            features.append("-" + low[-size:])
            break
    return tuple(features)


class Tokens(NamedTuple):
    """The tokens of one passage as the tagger sees them: words, the model's labels, and in packs the features that depend on where a token
    stands.
    """

    words: list[str]
    labels: list[str]
    features: list[list[tuple[str, ...]]]


OFFSETS = (-2, -1, 1, 2)
"""Neighbours whose own features count."""


def neighbour(offset: int, word: str | None) -> list[str]:
    """The features that a token has of the word ``offset`` tokens away; None beyond the edge of the passage."""
    return [f"{offset}edge"] if word is None else [f"{offset}{feature}" for feature in of_word(word)]


def own(word: str) -> list[str]:
    """The features that a token has of its own word."""
    return ["w" + feature for feature in of_word(word)]


def labelled(word: str, label: str) -> list[str]:
    """The features that a token has of its own word together with the model's label."""
    features = of_word(word)
    return [f"e&{label}{feature}" for feature in features] if features[0] in NAMED_SHAPES else []


def every(tokens: Tokens) -> list[list[str]]:
    """For each token all its features, as strings: what the weights are fitted on."""
    words, count = tokens.words, len(tokens.words)
    result = []
    for i, word in enumerate(words):
        features = [*own(word), *labelled(word, tokens.labels[i]), *(feature for pack in tokens.features[i] for feature in pack)]
        for offset in OFFSETS:
            features += neighbour(offset, words[i + offset] if 0 <= i + offset < count else None)
        result.append(features)
    return result


_LABELS = {
    "PERSON": "PER", "NORP": "NORP", "FAC": "FAC", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "PRODUCT": "PROD", "EVENT": "EVT",
    "WORK_OF_ART": "WOA", "LAW": "LAW", "LANGUAGE": "LANG",
}  # fmt: skip
_LOCATIVE = listed("locatives")
NAMED_SHAPES = frozenset(("Tit", "UPP", "Mix", "Ti-", "U.P", "Mi-"))
"""Forms with a capital, except single letters."""


@functools.cache
def _label(name: str) -> str:
    """A label of the model as the tagger knows it: types that name nothing are ``num``."""
    return name if name == "O" else name[:2] + _LABELS.get(name[2:], "num")


def of_article(reading: Reading) -> list[Tokens]:
    """Return for each passage its tokens with their features."""
    labels = [[_label(name) for name in passage.model_labels] for passage in reading.passages]
    profile = _profile(reading.passages, labels)
    return [_tokens(passage, own, profile) for passage, own in zip(reading.passages, labels, strict=True)]


class _Type:
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


def _profile(passages: Sequence[Passage], labels: Sequence[Sequence[str]]) -> dict[str, _Type]:
    """What the article does with each word that bears a capital."""
    types: dict[str, _Type] = {}
    lows: set[str] = set()
    for passage, own in zip(passages, labels, strict=True):
        upper = shouting(passage.words)
        for i, word in enumerate(passage.words):
            kind = of_word(word)[0]
            if kind == "low":
                lows.add(word)
            elif kind in NAMED_SHAPES:
                entry = types.setdefault(lower(word), _Type())
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


_BEFORE = {"the": ("the",)}
_AFTER = {"'s": ("pos",), "’s": ("pos",)}
_OPENING = frozenset(("“", '"', "‘", "'", ":"))


@functools.lru_cache(maxsize=1 << 14)
def _cue_marks(before: str) -> tuple[str, ...]:
    cues = lexicon().cues.get(before, ())
    return tuple(mark for cue, mark in (("honorific", "hon"), ("office", "off")) if cue in cues)


def shouting(words: Sequence[str]) -> bool:
    """Return whether a passage is written in capitals (a headline, wire text), so that capitals say nothing of names."""
    letters = [word for word in words if word.isalpha() and len(word) > 1]
    return len(letters) >= 4 and sum(word.isupper() for word in letters) > 0.6 * len(letters)


def titled(words: Sequence[str]) -> bool:
    """Return whether a passage is written in title case, so that initial capitals say nothing of names."""
    letters = [word for word in words if word.isalpha() and len(word) > 3]
    return len(letters) >= 4 and sum(word[0].isupper() for word in letters) > 0.8 * len(letters) and len(words) < 40


def _phrases(words: Sequence[str]) -> list[str]:
    """For each token the class of the longest listed phrase over it, with B- or I-, "" where there is none; single words too."""
    known = lexicon()
    found = [""] * len(words)
    i = 0
    while i < len(words):
        first = fold(words[i])
        length = known.longest.get(first, 0)
        step = 1
        if length:
            parts = [first, *(fold(word) for word in words[i + 1 : i + length])]
            for size in range(min(length, len(parts)), 0, -1):
                kind = known.phrases.get(tuple(parts[:size]))
                if kind:
                    found[i] = "B-" + kind
                    for j in range(i + 1, i + size):
                        found[j] = "I-" + kind
                    step = size
                    break
        i += step
    return found


@functools.cache
def _pack(*parts: str) -> tuple[str, ...]:
    """The features of a token's tag and label (one part: where), kept because there are few of them."""
    where, tag, label = parts
    if where:
        return f"e{where}={label}", f"t{where}={tag}"
    return "b", "t=" + tag, "e=" + label, f"te={tag}{label}"


@functools.cache
def _phrase_pack(where: str, phrase: str, label: str) -> tuple[str, ...]:
    return (f"p{where}={phrase}",) if where else ("p=" + phrase, f"pe={phrase}{label}")


def _tokens(passage: Passage, labels: list[str], profile: dict[str, _Type]) -> Tokens:
    words, tags, firsts = passage.words, passage.tags, passage.sentence_starts
    count = len(words)
    upper = shouting(words)
    title = not upper and titled(words)
    phrase = _phrases(words if not upper else [word.capitalize() if len(word) > 3 else word for word in words])
    case = "upper" if upper else "title" if title else ""
    result = []
    before, tag_before = "<", "<"
    for i, word in enumerate(words):
        label, tag, kind = labels[i], tags[i], of_word(word)[0]
        after, tag_after = (labels[i + 1], tags[i + 1]) if i + 1 < count else (">", ">")
        packs = [_pack("", tag, label), _pack("-1", tag_before, before), _pack("+1", tag_after, after)]
        before, tag_before = label, tag
        if phrase[i]:
            packs.append(_phrase_pack("", phrase[i], label))
        if i and phrase[i - 1]:
            packs.append(_phrase_pack("-1", phrase[i - 1], ""))
        if i + 1 < count and phrase[i + 1]:
            packs.append(_phrase_pack("+1", phrase[i + 1], ""))
        if firsts[i]:
            packs.append(("first", f"first{kind}{tag}"))
        if case:
            packs.append((case, case + label))
        if kind in NAMED_SHAPES:
            entry = profile.get(lower(word))
            if entry is not None:
                packs.append(entry.features)
                packs.append(tuple([feature + label for feature in entry.crossed] + [f"mk{mark}{kind}" for mark in entry.ordered]))
            if kind in ("UPP", "Mix") and 2 <= len(word) <= 8:
                packs.append(("acr=" + _expansion(words, i),))
        result.append(packs)
    return Tokens(words, labels, result)


def _expansion(words: Sequence[str], i: int) -> str:
    """Whether the acronym at ``i`` stands in parentheses after words whose initials it is."""
    if i == 0 or words[i - 1] not in ("(", "["):
        return "-"
    letters = [c.lower() for c in words[i] if c.isalpha()]
    initials = [w[0].lower() for w in words[max(0, i - 2 - 2 * len(letters)) : i - 1] if w[0].isalpha()]
    position = len(initials)
    for letter in reversed(letters):
        while position and initials[position - 1] != letter:
            position -= 1
        if not position:
            return "n"
        position -= 1
    return "y"
