"""Features of the tokens of an article for the name tagger: their form, the lists and clusters they are in, the model's labels and the whole article.

No feature holds a word of open class: what the tagger has learnt from these it has learnt about forms, lists, words of like company and positions.
"""

import functools
import itertools
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from transforms.text.lexicon.folding import fold, lower
from transforms.text.lexicon.names import lexicon
from transforms.text.names import profile
from transforms.text.names.forms import NAMED_SHAPES, company, of_word
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_LABELS = {
    "PERSON": "PER", "NORP": "NORP", "FAC": "FAC", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "PRODUCT": "PROD", "EVENT": "EVT",
    "WORK_OF_ART": "WOA", "LAW": "LAW", "LANGUAGE": "LANG",
}  # fmt: skip


class Tokens(NamedTuple):
    """The tokens of one passage as the tagger sees them: words, the model's labels and tags; which of them have a form that names have; and by
    token the packs of features that only some have: lists, beginnings, the case of the passage, the article's use of the word.
    """

    words: list[str]
    labels: list[str]
    tags: list[str]
    named: list[int]
    packs: dict[int, list[tuple[str, ...]]]


OFFSETS = (-2, -1, 1, 2)
"""Neighbours whose own features count."""


OWN = "w"
"""How the features begin that a token has of its own word; those of a neighbour begin with its offset."""
BEYOND = "edge"
"""The feature of what lies beyond the edge of a passage."""


def of_form(word: str) -> tuple[str, ...]:
    """Return the features of a word, wherever it stands."""
    return (*of_word(word), *company(word))


def _neighbour(offset: int, word: str | None) -> list[str]:
    """Return the features that a token has of the word ``offset`` tokens away; None beyond the edge of the passage."""
    return [f"{offset}{feature}" for feature in ((BEYOND,) if word is None else of_form(word))]


def labelled(word: str, label: str) -> list[str]:
    """Return the features that a token has of its own word together with the model's label."""
    features = of_word(word)
    return [f"e&{label}{feature}" for feature in features] if features[0] in NAMED_SHAPES else []


def every(tokens: Tokens) -> list[list[str]]:
    """Return for each token all its features, as strings: what the weights are fitted on."""
    words, count = tokens.words, len(tokens.words)
    result = []
    for i, word in enumerate(words):
        features = [
            *(OWN + feature for feature in of_form(word)),
            *labelled(word, tokens.labels[i]),
            *standing("", tokens.tags[i], tokens.labels[i]),
        ]
        features += standing("-1", tokens.tags[i - 1], tokens.labels[i - 1]) if i else standing("-1", *BEFORE)
        features += standing("+1", tokens.tags[i + 1], tokens.labels[i + 1]) if i + 1 < count else standing("+1", *BEHIND)
        features += itertools.chain.from_iterable(tokens.packs.get(i, ()))
        for offset in OFFSETS:
            features += _neighbour(offset, words[i + offset] if 0 <= i + offset < count else None)
        result.append(features)
    return result


@functools.cache
def _label(name: str) -> str:
    """Return a label of the model as the tagger knows it: types that name nothing are ``num``."""
    return name if name == "O" else name[:2] + _LABELS.get(name[2:], "num")


def of_article(reading: Reading) -> list[Tokens]:
    """Return for each passage its tokens with their features."""
    labels = [[_label(name) for name in passage.model_labels] for passage in reading.passages]
    shapes = [[of_word(word)[0] for word in passage.words] for passage in reading.passages]
    words = profile.of_article(reading.passages, labels, shapes)
    return [_tokens(passage, own, kinds, words) for passage, own, kinds in zip(reading.passages, labels, shapes, strict=True)]


def _phrases(words: Sequence[str], folded: Sequence[str]) -> dict[int, str]:
    """Return by token the class of the longest listed phrase over it, with B- or I-; single words too. ``folded`` are the words in plain letters."""
    known = lexicon()
    found: dict[int, str] = {}
    behind = 0
    for i in itertools.compress(range(len(folded)), map(known.longest.__contains__, folded)):
        if i < behind:
            continue
        parts = tuple(folded[i : i + known.longest[folded[i]]])
        for size in range(len(parts), 0, -1):
            kind = known.phrases.get(parts[:size])
            if kind and not (kind == "known" and _sponsors(words, i + size)):
                found[i] = "B-" + kind
                found.update(dict.fromkeys(range(i + 1, i + size), "I-" + kind))
                behind = i + size
                break
    return found


def _sponsors(words: Sequence[str], after: int) -> bool:
    """Return whether the word at ``after`` makes a building's name of the organisation's before it ("Zorvat Arena")."""
    return after < len(words) and words[after][:1].isupper() and "facility" in lexicon().cues.get(words[after].lower(), ())


BEFORE, BEHIND = ("<", "<"), (">", ">")
"""Tag and label beyond the edges of a passage."""


def standing(where: str, tag: str, label: str) -> tuple[str, ...]:
    """Return the features that a token has of a tag and a label: its own (``where`` is empty), or those of the token beside it."""
    if where:
        return f"e{where}={label}", f"t{where}={tag}"
    return "b", "t=" + tag, "e=" + label, f"te={tag}{label}"


@functools.cache
def _phrase_pack(where: str, phrase: str, label: str) -> tuple[str, ...]:
    return (f"p{where}={phrase}",) if where else ("p=" + phrase, f"pe={phrase}{label}")


def _tokens(passage: Passage, labels: list[str], shapes: list[str], types: dict[str, profile.Word]) -> Tokens:
    words, tags, count = passage.words, passage.tags, len(passage)
    upper = passage.is_shouting
    read = [word.capitalize() if len(word) > 3 else word for word in words] if upper else words
    packs: defaultdict[int, list[tuple[str, ...]]] = defaultdict(list)
    for i, phrase in _phrases(read, [fold(word) for word in read] if upper else passage.folded).items():
        packs[i].append(_phrase_pack("", phrase, labels[i]))
        if i + 1 < count:
            packs[i + 1].append(_phrase_pack("-1", phrase, ""))
        if i:
            packs[i - 1].append(_phrase_pack("+1", phrase, ""))
    for i in itertools.compress(range(count), passage.sentence_starts):
        packs[i].append(("first", f"first{shapes[i]}{tags[i]}"))
    case = "upper" if upper else "title" if passage.is_title_case else ""
    if case:
        for i, label in enumerate(labels):
            packs[i].append((case, case + label))
    named = list(itertools.compress(range(count), map(NAMED_SHAPES.__contains__, shapes)))
    for i in named:
        kind, entry = shapes[i], types.get(lower(words[i]))
        if entry is not None:
            packs[i].append(entry.features)
            packs[i].append(profile.crossed(entry.top, entry.ordered, labels[i], kind))
        if kind in ("UPP", "Mix") and 2 <= len(words[i]) <= 8:
            packs[i].append(("acr=" + _expansion(words, i),))
    return Tokens(words, labels, tags, named, dict(packs))


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
