"""The credits with which a story ends: who wrote, edited and helped, and which agencies it is from."""

import re

from transforms.text.page.segmentation.credits.agencies import AGENCIES, STORY_AGENCIES, is_source
from transforms.text.page.segmentation.credits.people import is_person

LONGEST = 240
"""Characters of the longest line that is one."""

_DESK_LONGEST = 80
"""The same where a desk signs."""

_HELP = re.compile(
    r"^\W*(?:(?:written|reported|edited|compiled|translated|produced|additional reporting|reporting|editing|writing|additional writing)"
    r"(?: and (?:written|reporting|edited|editing|writing|compiled))?(?: by\b|:)"
    r"|with (?:inputs?|files?|reporting|additional reporting|contributions?|assistance|material|information|reports?)(?: also)?,? (?:from|by)\b"
    r"|(?:contributing|contributors?|contributed|source|sources|via)\s?:)\s*(?P<who>\S.*)$",
    re.IGNORECASE,
)
_DESK = re.compile(r"^[a-z]{1,4}/[a-z]{1,4}(?:,?\s*[a-z]{1,4})*\s*\((?P<who>[^()]{2,60})\)$")
_BRACKET = re.compile(r"^\((?P<who>[^()]{2,60})\)\.?$")
_SIGNED = re.compile(r"^\W*(?P<name>[A-ZÀ-Þ][^,|/()]{3,40}?)(?:,? with |, | \| | / |\s?\()(?P<who>[^()]{2,40})\)?\.?$")
_INITIALS = re.compile(r"(?:^|[/,;] ?)[a-z]{1,3}(?=$| ?[/,;])")
_JOINED = re.compile(r"\s*(?:,|/|;|&|\band\b)\s*")
_WHO = re.compile(r"^(?:\W|[Aa]genc(?:y|ies)|[Ww]ires?|[Ss]taff|(?:the|our|from) [A-ZÀ-Þ]|[A-ZÀ-Þ]|dpa\b)")


def is_sign_off(text: str) -> bool:
    """Return whether ``text`` is a line with which a story names its writers, helpers or agencies and nothing else.

    >>> is_sign_off("(With inputs from agencies)"), is_sign_off("ab/cd (AP, dpa)"), is_sign_off("— Ana Lind, The Associated Press")
    (True, True, True)
    >>> is_sign_off("With help from her sister she won."), is_sign_off("(She won.)"), is_sign_off("Ana Lind, the mayor")
    (False, False, False)
    """
    bare = text.strip()
    if not 3 <= len(bare) <= LONGEST:
        return False
    inner = bare[1:-1] if bare[0] in "([" and bare[-1] in ")]" and "(" not in bare[1:] else bare
    helped = _HELP.match(inner)
    if helped is not None:
        return len(inner.split()) <= 40 and _WHO.match(helped["who"]) is not None and not re.search(r"[a-z]{3}\. [A-Z][a-z]", helped["who"])
    desk = _DESK.match(bare) or _BRACKET.match(bare)
    if desk is not None:
        return _names_agency(desk["who"])
    signed = _SIGNED.match(bare)
    return signed is not None and is_person(signed["name"].strip(" —–-")) and _is_agency(signed["who"])


def is_desk(text: str) -> bool:
    """Return whether a desk signs with ``text``: agencies with the initials of those who wrote or edited, as below no picture.

    >>> is_desk("ab/cd (AP, dpa)"), is_desk("(dpa/ab)"), is_desk("(AP, Reuters)"), is_desk("Ana Lind (AP)")
    (True, True, False, False)
    """
    if not 5 <= len(text) <= _DESK_LONGEST or text[-1] != ")":
        return False
    bracket = _BRACKET.match(text)
    signed = bracket if bracket is not None and _INITIALS.search(bracket["who"]) is not None else _DESK.match(text)
    return signed is not None and _names_agency(signed["who"])


def signer(text: str) -> str | None:
    """Return the person who signs with an agency, or behind a dash, at the story's end; None where ``text`` names none.

    >>> signer("— Ana Lind, The Associated Press"), signer("(AP)")
    ('Ana Lind', None)
    """
    signed = _SIGNED.match(text.strip())
    name = signed["name"].strip(" —–-") if signed is not None and _is_agency(signed["who"]) else ""
    return name if name and is_person(name) else None


def _names_agency(who: str) -> bool:
    """Return whether one of the names in a bracket is an agency's, and the others are agencies, outlets or a desk's initials."""
    parts = [part.strip(" .") for part in _JOINED.split(who) if part.strip(" .")]
    return any(_is_agency(part) for part in parts) and all(
        _is_agency(part) or is_source(part) or re.fullmatch(r"[a-z]{1,4}|agencies", part) is not None for part in parts
    )


def _is_agency(name: str) -> bool:
    return AGENCIES.get(name.strip(" .").lower(), "") in STORY_AGENCIES
