"""Accents folded: text in, the same text in plain letters out; the one place that says which letters are alike."""

import functools
import re
import unicodedata

_APOSTROPHES = str.maketrans(dict.fromkeys("’ʻ‘`", "'"))
_STROKED = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "ð": "d"})
"""Letters that Unicode does not take apart into a plain one and an accent."""
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


def unaccented(text: str) -> str:
    """Return ``text`` without accents; compatibility forms become plain ones, so the length may differ.

    >>> unaccented("Bogotá’s"), unaccented("Łódź")
    ('Bogota’s', 'Łodz')
    """
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def unstroked(text: str) -> str:
    """Return ``text`` without accents, and with the plain letters for those that bear a stroke or join two letters.

    >>> unstroked("Łódź"), unstroked("Tromsø")
    ('Lodz', 'Tromso')
    """
    return text if text.isascii() else unaccented(text.translate(_STROKED))


def fold(text: str) -> str:
    """Return ``text`` without accents and with straight apostrophes, in its own case: the form of the names' lists.

    >>> fold("Bogotá’s")
    "Bogota's"
    """
    return text if text.isascii() else unaccented(text).translate(_APOSTROPHES)


@functools.lru_cache(maxsize=1 << 14)
def lower(word: str) -> str:
    """Return ``word`` folded and in lower case: the form in which two tokens of an article are compared.

    >>> lower("BOGOTÁ")
    'bogota'
    """
    return fold(word).casefold()


def words(name: str) -> tuple[str, ...]:
    """Return the words of ``name`` in lower case, without accents and periods: the form in which two names are compared.

    >>> words("José Pérez-Díaz Jr.")
    ('jose', 'perez-diaz', 'jr')
    >>> words("U.S.")
    ('us',)
    """
    plain = unaccented(name)
    return tuple(word.replace(".", "").replace("’", "'").casefold() for word in _WORD.findall(plain)) or (plain.casefold(),)
