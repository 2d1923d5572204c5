"""Features of the tokens of an article for the name tagger: their form, the lists they are in, the model's labels and the whole article.

No feature holds a word of open class: what the tagger has learnt from these it has learnt about forms, lists and positions.
"""

import functools
from collections.abc import Sequence
from typing import NamedTuple

from transforms.text.lexicon.folding import fold, lower
from transforms.text.lexicon.names import lexicon
from transforms.text.names import profile
from transforms.text.names.forms import NAMED_SHAPES, of_word
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_LABELS = {
    "PERSON": "PER", "NORP": "NORP", "FAC": "FAC", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "PRODUCT": "PROD", "EVENT": "EVT",
    "WORK_OF_ART": "WOA", "LAW": "LAW", "LANGUAGE": "LANG",
}  # fmt: skip


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
    """Return the features that a token has of the word ``offset`` tokens away; None beyond the edge of the passage."""
    return [f"{offset}edge"] if word is None else [f"{offset}{feature}" for feature in of_word(word)]


def own(word: str) -> list[str]:
    """Return the features that a token has of its own word."""
    return ["w" + feature for feature in of_word(word)]


def labelled(word: str, label: str) -> list[str]:
    """Return the features that a token has of its own word together with the model's label."""
    features = of_word(word)
    return [f"e&{label}{feature}" for feature in features] if features[0] in NAMED_SHAPES else []


def every(tokens: Tokens) -> list[list[str]]:
    """Return for each token all its features, as strings: what the weights are fitted on."""
    words, count = tokens.words, len(tokens.words)
    result = []
    for i, word in enumerate(words):
        features = [*own(word), *labelled(word, tokens.labels[i]), *(feature for pack in tokens.features[i] for feature in pack)]
        for offset in OFFSETS:
            features += neighbour(offset, words[i + offset] if 0 <= i + offset < count else None)
        result.append(features)
    return result


@functools.cache
def _label(name: str) -> str:
    """Return a label of the model as the tagger knows it: types that name nothing are ``num``."""
    return name if name == "O" else name[:2] + _LABELS.get(name[2:], "num")


def of_article(reading: Reading) -> list[Tokens]:
    """Return for each passage its tokens with their features."""
    labels = [[_label(name) for name in passage.model_labels] for passage in reading.passages]
    words = profile.of_article(reading.passages, labels)
    return [_tokens(passage, own, words) for passage, own in zip(reading.passages, labels, strict=True)]


def _phrases(words: Sequence[str]) -> list[str]:
    """Return for each token the class of the longest listed phrase over it, with B- or I-, "" where there is none; single words too."""
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
                if kind and not (kind == "known" and _sponsors(words, i + size)):
                    found[i] = "B-" + kind
                    for j in range(i + 1, i + size):
                        found[j] = "I-" + kind
                    step = size
                    break
        i += step
    return found


def _sponsors(words: Sequence[str], after: int) -> bool:
    """Return whether the word at ``after`` makes a building's name of the organisation's before it ("Zorvat Arena")."""
    return after < len(words) and words[after][:1].isupper() and "facility" in lexicon().cues.get(words[after].lower(), ())


@functools.cache
def _pack(*parts: str) -> tuple[str, ...]:
    """Return the features of a token's tag and label (one part: where), kept because there are few of them."""
    where, tag, label = parts
    if where:
        return f"e{where}={label}", f"t{where}={tag}"
    return "b", "t=" + tag, "e=" + label, f"te={tag}{label}"


@functools.cache
def _phrase_pack(where: str, phrase: str, label: str) -> tuple[str, ...]:
    return (f"p{where}={phrase}",) if where else ("p=" + phrase, f"pe={phrase}{label}")


def _tokens(passage: Passage, labels: list[str], types: dict[str, profile.Word]) -> Tokens:
    words, tags, firsts = passage.words, passage.tags, passage.sentence_starts
    count = len(words)
    upper = passage.is_shouting
    title = not upper and passage.is_title_case
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
            entry = types.get(lower(word))
            if entry is not None:
                packs.append(entry.features)
                packs.append(tuple([feature + label for feature in entry.crossed] + [f"mk{mark}{kind}" for mark in entry.ordered]))
            if kind in ("UPP", "Mix") and 2 <= len(word) <= 8:
                packs.append(("acr=" + _expansion(words, i),))
        result.append(packs)
    return Tokens(words, labels, result)


def _expansion(words: Sequence[str], i: int) -> str:
    """Return whether the acronym at ``i`` stands in parentheses after words whose initials it is."""
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
