"""Where a name begins and ends in the text: quotation marks, articles, possessives, brackets and the periods of shortened words."""

import re

from transforms.text.lexicon.names import listed, shortened_regions

_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_KEPT_ARTICLE = re.compile(r"(?:The|THE) (?:Hague|HAGUE|Gambia|Bahamas)\b|A\s+(?:[a-z]|\W)")
_POSSESSIVE = re.compile(r"\s*(?:['’ʼ`´][sS]|(?<=[sS])['’ʼ])$")
_EDGES = " \t\r\n\f\v\xa0\"“”„«»‘'’`,;:!?([{)]}-–—*_/\\|.…•·"
_ABBREVIATED = re.compile(r"(?<![\w&])(?:\w\.){2,}$|\b(?:Inc|Ltd|Co|Corp|Bros|Jr|Sr|St|Mt|Gov|Sen|Rep|No)\.$")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return ``start:end`` of ``text`` without quotation marks and blanks at its edges, a leading article and a final possessive.

    >>> trim("in the Senate's hall", 3, 15)
    (7, 13)
    >>> trim("at The Hague.", 3, 13)
    (3, 12)
    """
    start, end = _strip(text, start, end)
    article = _ARTICLE.match(text, start, end)
    if article and article.end() < end and not _KEPT_ARTICLE.match(text, start, end):
        start = article.end()
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive and possessive.start() > start:
        end = possessive.start()
    return _strip(text, start, end)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        last = text[end - 1]
        if last == "." and _ABBREVIATED.search(text, max(start, end - 12), end):
            break
        if last == "." and text[start:end] in shortened_regions():
            break
        if last in ")]" and ("(" in text[start:end] or "[" in text[start:end]):
            break
        end -= 1
    return start, end


def is_shortened_region(text: str, start: int, end: int) -> bool:
    """Return whether ``start:end`` is a region as newspapers shorten it, after the comma of a town.

    >>> is_shortened_region("Kenora, Ont.", 8, 12), is_shortened_region("Kenora Ont.", 7, 11)
    (True, False)
    """
    return text[max(start - 2, 0) : start] == ", " and text[start:end] in shortened_regions()


def is_bare_region(text: str, key: tuple[str, ...], start: int) -> bool:
    """Return whether the word ``key``, which begins at ``start``, is such a region that has lost its period.

    >>> is_bare_region("Kenora, Ont said", ("ont",), 8)
    True
    """
    return len(key) == 1 and key[0] in listed("bare_regions") and text[max(start - 2, 0) : start] == ", "


def with_period(text: str, start: int, end: int) -> tuple[int, int]:
    """Return ``start:end``, and the period after it where that belongs to a shortened region.

    >>> with_period("in Kenora, Ont. Nobody", 11, 14)
    (11, 15)
    """
    return (start, end + 1) if text[end : end + 1] == "." and is_shortened_region(text, start, end + 1) else (start, end)


def unbalanced(text: str) -> int:
    """Return where in ``text`` a parenthesis stands that has no partner, -1 where there is none.

    >>> unbalanced("Congress (NDC"), unbalanced("Congress (NDC)")
    (9, -1)
    """
    opened = []
    for position, mark in enumerate(text):
        if mark in "([":
            opened.append(position)
        elif mark in ")]":
            if not opened:
                return position
            opened.pop()
    return opened[0] if opened else -1
