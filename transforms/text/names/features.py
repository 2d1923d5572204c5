"""Features of the tokens of an article for the name tagger: their form, the lists they are in, the model's labels and the whole article.

No feature holds a word of open class: what the tagger has learnt from these it has learnt about forms, lists and positions.
"""

import functools
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from transforms.text.lexicon import calendar
from transforms.text.lexicon.names import fold, lexicon
from transforms.text.reading import Reading

_CLOSED_WORDS = """
the a an of for and or in on at to from by with near de la le el los las del da do dos du des van von der den bin ibn bint al ul el- ud di y e
& - – — ' ’ 's ’s ( ) [ ] , . : ; / " “ ” ‘ who which that is was were has as his her their its this said called named known via across
against between over under into per versus vs v
"""
_ENDING_LETTERS = """
stan pur abad ville burg burgh land shire ton grad sk polis nagar garh ford port chester istan wal pally palli patnam bari ganj
ov ova ev enko ski sky sson sen ez vich yan dze shvili oglu aya
ese ian ean ish ist ists ians ans ism ic tion ment ing ity ness ship ance ence er ers ed ly al i is o a u an on
"""
_CLOSED = frozenset(_CLOSED_WORDS.split())
_ENDINGS = frozenset(_ENDING_LETTERS.split())
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
    """The tokens of one segment as the tagger sees them: words, the model's labels, and in packs the features that depend on where a token
    stands.
    """

    words: list[str]
    labels: list[str]
    features: list[list[tuple[str, ...]]]


OFFSETS = (-2, -1, 1, 2)
"""Neighbours whose own features count."""


def neighbour(offset: int, word: str | None) -> list[str]:
    """The features that a token has of the word ``offset`` tokens away; None beyond the edge of the segment."""
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
_LOCATIVE = frozenset(("in", "at", "from", "near", "across", "around", "outside", "inside", "throughout"))
NAMED_SHAPES = frozenset(("Tit", "UPP", "Mix", "Ti-", "U.P", "Mi-"))
"""Forms with a capital, except single letters."""


class _Marked(NamedTuple):
    """What the model says of one segment, token by token."""

    words: list[str]
    labels: list[str]
    tags: list[str]
    firsts: list[bool]


@functools.cache
def _label_of(name: str) -> str:
    return _LABELS.get(name, "num" if name else "O")


def _marked(doc: Any) -> _Marked:
    words = [token.text for token in doc]
    labels, tags, firsts = [], [], []
    strings = doc.vocab.strings
    texts: dict[int, str] = {}
    for tag, kind, begun, first in doc.to_array(["TAG", "ENT_TYPE", "ENT_IOB", "SENT_START"]).tolist():
        for key in (tag, kind):
            if key not in texts:
                texts[key] = strings[key] if key else ""
        label = _label_of(texts[kind])
        labels.append(label if label == "O" else ("B-" if begun == 3 else "I-") + label)
        tags.append(texts[tag])
        firsts.append(first == 1)
    return _Marked(words, labels, tags, firsts)


def of_article(article: Reading) -> list[Tokens]:
    """For each annotated segment its tokens with their features."""
    segments = [_marked(annotated.doc) for annotated in article.passages]
    profile = _profile(segments)
    return [_segment(marked, profile) for marked in segments]


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


def _profile(segments: Sequence[_Marked]) -> dict[str, _Type]:
    known = lexicon()
    types: dict[str, _Type] = {}
    lows: set[str] = set()
    for words, labels, _, firsts in segments:
        upper = shouting(words)
        count = len(words)
        for i, word in enumerate(words):
            kind = of_word(word)[0]
            if kind == "low":
                lows.add(word)
                continue
            if kind not in NAMED_SHAPES:
                continue
            key = _plain(word)
            entry = types.get(key)
            if entry is None:
                entry = types[key] = _Type()
            entry.labels[labels[i].rpartition("-")[2]] += 1
            before = words[i - 1].lower() if i else "<"
            after = words[i + 1].lower() if i + 1 < count else ">"
            marks = entry.marks
            cues = known.cues.get(before, ())
            if "honorific" in cues:
                marks.add("hon")
            if "office" in cues:
                marks.add("off")
            if before in _LOCATIVE and not upper:
                marks.add("in")
            if before == "the":
                marks.add("the")
            if before == "(" and after == ")":
                marks.add("par")
            if "said" in known.cues.get(after, ()):
                marks.add("say")
            if after in ("'s", "’s"):
                marks.add("pos")
            if i and not upper and words[i - 1] in _given_forms(words[i - 1]):
                marks.add("giv")
            if not upper and not firsts[i] and before not in ("“", '"', "‘", "'", ":"):
                marks.add("mid")
            if i and of_word(words[i - 1])[0] in NAMED_SHAPES:
                marks.add("capb")
            if i + 1 < count and of_word(words[i + 1])[0] in NAMED_SHAPES:
                marks.add("capa")
    for key, entry in types.items():
        if key in lows:
            entry.marks.add("low")
        if "mid" not in entry.marks:
            entry.marks.add("nomid")
        entry.finish()
    return types


@functools.lru_cache(maxsize=1 << 14)
def _plain(word: str) -> str:
    return fold(word).lower()


def _given_forms(word: str) -> tuple[str, ...]:
    return (word,) if fold(word) in lexicon().given else ()


def shouting(words: Sequence[str]) -> bool:
    """Whether a segment is written in capitals (a headline, wire text), so that capitals say nothing of names."""
    letters = [word for word in words if word.isalpha() and len(word) > 1]
    return len(letters) >= 4 and sum(word.isupper() for word in letters) > 0.6 * len(letters)


def titled(words: Sequence[str]) -> bool:
    """Whether a segment is written in title case, so that initial capitals say nothing of names."""
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


def _segment(marked: _Marked, profile: dict[str, _Type]) -> Tokens:
    words, labels, tags, firsts = marked
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
            entry = profile.get(_plain(word))
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
