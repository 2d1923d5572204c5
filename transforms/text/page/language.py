"""Which language a text is in, and whether it is surely not English.

py3langid (its model is in the package) identifies the language. It is right about running prose and unsure about what news pages are full
of: names, scores, capitals, boilerplate. So a page is refused only where everything speaks against English; in doubt it stays.
"""

import math
import re
import string
from typing import Any, NamedTuple

import numpy
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from transforms.text.lexicon.chains import Array
from transforms.text.lexicon.loading import once

SAMPLE = 20_000
"""Characters that are looked at, from the middle of the text."""

MIN_LETTERS = 120
"""Fewer letters say nothing."""
MIN_LETTERS_OTHER_SCRIPT = 60
"""The same where most letters are not Latin: the script alone says much."""

MIN_CONFIDENCE = 0.5
"""Confidence from which on an identified language is believed: it is likelier than all others together."""

NO_LANGUAGE = "zxx"
"""What is identified where there is no language: letters, codes, figures."""

_KEPT_FEATURES = 1 << 14
"""Features whose weights are kept as they are summed, 9 MB; an article has some 2,500, and most of them every one has."""

_PIECE = 1_000
_MAX_ENGLISH = 0.02
_MAX_FUNCTION_WORD_SHARE = 0.04  # English news: 5 % in lists of names, else 10 to 30 %
_MIN_LOWER_CASE_SHARE = 0.3
_WORD = re.compile(r"[^\W\d_]+")
_NO_ASCII = re.compile(r"[^\x00-\x7f]+")
_LETTERS = string.ascii_letters.encode()
_CAPITALS = string.ascii_uppercase.encode()
_NO_LATIN = re.compile(r"[^A-Za-z\xc0-\u024f\u1e00-\u1eff]+")
# Words that English prose cannot do without and that other languages hardly have.
_FUNCTION_WORDS = frozenset((
    "the", "and", "of", "that", "with", "from", "were", "which", "this", "has", "been", "said", "would", "they", "his", "their",
    "after", "who", "is", "are", "it", "he", "she", "will", "about", "when", "than",
))  # fmt: skip


class Language(NamedTuple):
    """A language (ISO 639-1) and the confidence of its identification, from 0 to 1."""

    code: str
    confidence: float


def identify(text: str) -> Language:
    """Return the language of a text, from at most ``SAMPLE`` characters in its middle; text in capitals is read in lower case.

    >>> identify("The harbour was closed on Tuesday after a storm, and ferries stayed in port.").code
    'en'
    """
    return _classify(_lowered(_middle(text)))


def is_surely_not_english(text: str, language: Language | None = None) -> bool:
    """Return whether a text is surely in another language than English; in doubt it is not. ``language`` saves identifying it again.

    Of the ``SAMPLE`` characters in the middle everything must say so: the identified language, likelier than all others together; enough letters;
    hardly any English function words; prose (at least 30 % of the words in lower case, which names, headings and scores are not) unless most
    letters are in another script than Latin; and in no piece of about 1,000 characters is English likely, so that a page with an English part
    stays.

    >>> is_surely_not_english("Bonjour, madame.")
    False
    >>> is_surely_not_english("Le port est resté fermé mardi, a annoncé la mairie, après une tempête qui a endommagé les quais. " * 3)
    True
    """
    found = language or identify(text)
    if found.code in ("en", NO_LANGUAGE) or found.confidence < MIN_CONFIDENCE:
        return False
    sample = _middle(text)
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    latin = len(_NO_LATIN.sub("", sample))
    is_latin = latin * 2 > letters
    if letters < (MIN_LETTERS if is_latin else MIN_LETTERS_OTHER_SCRIPT):
        return False
    if sum(word.lower() in _FUNCTION_WORDS for word in words) > _MAX_FUNCTION_WORD_SHARE * len(words):
        return False
    sample = _lowered(sample)
    if is_latin and sum(map(str.islower, _WORD.findall(sample))) < _MIN_LOWER_CASE_SHARE * len(words):
        return False
    size = math.ceil(len(sample) / max(1, len(sample) // _PIECE))
    return all(_english(sample[start : start + size]) < _MAX_ENGLISH for start in range(0, len(sample), size))


def _english(text: str) -> float:
    """Return the probability that a text is English."""
    return float(dict(load().rank(text))["en"])


def _classify(text: str) -> Language:
    code, confidence = load().classify(text)
    return Language(code, min(1.0, round(float(confidence), 4)))


class _SideBySide(LanguageIdentifier):  # type: ignore[misc]  # py3langid has no types
    """The identifier, which walks its automaton over all bytes of a text side by side. The features come in the same order, so that their sums
    are the same to the last digit.

    Their weights are half floats, which take longer to widen than all the rest: those of :data:`_KEPT_FEATURES` features are kept wide. A quarter of
    the bytes is in no feature, and leads back to the beginning from everywhere: of their columns in the automaton's table one is kept.
    """

    __slots__ = ("_columns", "_kept", "_next", "_outputs", "_pairs", "_places", "_rows", "_seen", "_wide")

    def __init__(self, *weights: Any, **options: Any) -> None:
        super().__init__(*weights, **options)
        table = numpy.asarray(self.tk_nextmove).reshape(-1, 256)
        used = table.any(axis=0)
        self._columns = numpy.where(used, numpy.cumsum(used), 0)
        width = 1 + numpy.count_nonzero(used)
        self._next = numpy.zeros((len(table), width), dtype=table.dtype)
        self._next[:, 1:] = table[:, used]
        self._next = self._next.ravel()
        self._rows = numpy.asarray(self.tk_row, dtype=numpy.intp) * width
        self._outputs = numpy.asarray(self.tk_output)
        del self.tk_nextmove, self._rowbase, self.tk_output  # the same again, some of it as lists
        alone = self._next.take(self._columns + self._rows[0])
        self._pairs = self._next.take(self._rows.take(alone)[:, None] + self._columns).ravel()
        count, languages = self.nb_ptc.shape
        self._seen = numpy.empty(count, dtype=numpy.intp)
        self._places = numpy.full(count, -1, dtype=numpy.intp)
        self._wide = numpy.empty((_KEPT_FEATURES, languages), dtype=numpy.float32)
        self._kept = 0

    def _raw_score(self, text: bytes) -> Any:
        found = self.features(text)
        if not len(found):
            return numpy.zeros(len(self.nb_classes), dtype=numpy.float32)  # all languages are as likely
        features, counts = self._counted(found)
        return numpy.log1p(counts.astype(numpy.float32)) @ self._weights(features) + self.nb_pc

    def _counted(self, found: Array) -> tuple[Array, Array]:
        """Return the different features among ``found`` in the order of their first places, and how often each was found."""
        places = numpy.arange(len(found))
        self._seen[found[::-1]] = places[::-1]  # of places assigned to one feature the last one stays: the first of them
        features = found[self._seen.take(found) == places]
        self._seen[features] = places[: len(features)]
        return features, numpy.bincount(self._seen.take(found))

    def _weights(self, features: Array) -> Array:
        """Return the weights of ``features``, a row each."""
        new = features[self._places.take(features) < 0]
        if self._kept + len(new) > _KEPT_FEATURES:
            self._places[:], self._kept, new = -1, 0, features
            if len(new) > _KEPT_FEATURES:
                return self.nb_ptc.take(features, axis=0).astype(numpy.float32)
        end = self._kept + len(new)
        self._wide[self._kept : end] = self.nb_ptc.take(new, axis=0)
        self._places[new] = numpy.arange(self._kept, end)
        self._kept = end
        return self._wide.take(self._places.take(features), axis=0)

    def features(self, text: bytes) -> Array:
        """Return the features of ``text`` in order.

        Each byte's state is first what it is after that byte and the one before; then those are corrected whose predecessor's state was, until
        none is. That takes as many rounds as the longest feature has bytes, over fewer and fewer of them.
        """
        letters = numpy.frombuffer(text, dtype=numpy.uint8).astype(numpy.intp)
        columns = self._columns.take(letters)
        states = self._next.take(columns + self._rows[0])
        states[1:] = self._pairs.take((letters[:-1] << 8) + letters[1:])
        behind = numpy.arange(2, len(letters))
        while len(behind):
            found = self._next.take(self._rows.take(states[behind - 1]) + columns[behind])
            changed = found != states[behind]
            behind = behind[changed]
            states[behind] = found[changed]
            behind += 1
            behind = behind[: -1 if len(behind) and behind[-1] == len(letters) else None]
        found = self._outputs.take(states)
        return found[found >= 0]


@once
def load() -> LanguageIdentifier:
    """Return the identifier with normalised probabilities, loaded once a process; most of it is decompression, to which a thread is enough."""
    return _SideBySide.from_model_file(MODEL_FILE, norm_probs=True)


def _middle(text: str) -> str:
    """Return at most ``SAMPLE`` characters from the middle."""
    start = max(0, (len(text) - SAMPLE) // 2)
    return text[start : start + SAMPLE]


def _lowered(text: str) -> str:
    """Return text in lower case if most of its letters are capitals."""
    plain = text.encode(errors="surrogatepass")
    capitals, letters = (len(plain) - len(plain.translate(None, some)) for some in (_CAPITALS, _LETTERS))  # those of ASCII, counted at once
    if (capitals + len(plain) - len(text)) * 2 <= letters:  # and would be so if all others were capitals, which have two bytes or more each
        return text
    others = "".join(_NO_ASCII.findall(text))
    capitals += sum(map(str.isupper, others))
    letters += sum(map(str.isalpha, others))
    return text.lower() if capitals * 2 > letters else text
