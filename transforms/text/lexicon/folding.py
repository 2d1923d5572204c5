"""Accents folded: text in, the same text in plain letters out; the one place that says which letters are alike."""

import functools
import re
import unicodedata

from transforms.text.lexicon.loading import KEPT

_APOSTROPHES = str.maketrans(dict.fromkeys("’ʻ‘`", "'"))
_STROKED = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "ð": "d"})
"""Letters that Unicode does not take apart into a plain one and an accent."""
_WORD = re.compile(r"\w+(?:['.-]\w+)*")


def plain(text: str) -> str:
    """Return ``text`` without accents, and with plain letters for those that bear a stroke or join two letters; the length may differ.

    >>> plain("Bogotá’s"), plain("Łódź"), plain("Tromsø")
    ('Bogota’s', 'Lodz', 'Tromso')
    """
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text.translate(_STROKED)) if not unicodedata.combining(c))


def fold(text: str) -> str:
    """Return ``text`` in plain letters and with straight apostrophes, in its own case: the form of the names' lists.

    >>> fold("Bogotá’s")
    "Bogota's"
    """
    return text if text.isascii() else plain(text).translate(_APOSTROPHES)


@functools.lru_cache(maxsize=KEPT)
def lower(word: str) -> str:
    """Return ``word`` folded and in lower case: the form in which two tokens of an article are compared.

    >>> lower("BOGOTÁ")
    'bogota'
    """
    return fold(word).casefold()


@functools.lru_cache(maxsize=KEPT)
def words(name: str) -> tuple[str, ...]:
    """Return the words of ``name`` folded, in lower case, without periods: the form in which two names are compared.

    >>> words("José Pérez-Díaz Jr.")
    ('jose', 'perez-diaz', 'jr')
    >>> words("U.S.")
    ('us',)
    """
    folded = fold(name)
    return tuple(word.replace(".", "").casefold() for word in _WORD.findall(folded)) or (folded.casefold(),)
