"""Ages: how old the text says a person is, right beside the name."""

import re

_AFTER = re.compile(r"\s*(?:,\s*(?:aged?\s+|an?\s+)?|\((?:aged?\s+)?|,?\s+aged?\s+)(\d{1,3})(?:[-\s]year[-\s]old\b|(?=\s*[,.;)]))")
_TURNED = re.compile(r",?\s+who\s+(?:is|was|turned|turns|has turned)\s+(\d{1,3})\b(?!\s*(?:per|%|years? (?:in|of)))")
_BEFORE = re.compile(r"\b(\d{1,3})[-\s]year[-\s]old(?:\s+[\w'’-]+){0,4}\s+$")
_OLDEST = 120


def age_beside(text: str, start: int, end: int) -> int | None:
    """Return the age in years that stands beside the name ``start:end`` of ``text``.

    >>> age_beside("Jane Roe, 43, left.", 0, 8), age_beside("The 37-year-old Peter Hall left.", 16, 26), age_beside("Jane Roe left.", 0, 8)
    (43, 37, None)
    """
    after = text[end : end + 60]
    found = _AFTER.match(after) or _TURNED.match(after) or _BEFORE.search(text[max(0, start - 80) : start])
    return int(found.group(1)) if found and 0 < int(found.group(1)) <= _OLDEST else None
