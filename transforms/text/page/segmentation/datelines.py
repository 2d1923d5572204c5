"""Datelines: the place with which a lead begins ("KYIV, Ukraine (AP) — …")."""

import re

from transforms.text.lexicon import common, names
from transforms.text.lexicon.calendar import MONTH_STEM
from transforms.text.lexicon.folding import fold
from transforms.text.page.segmentation.credits import AGENCIES, STORY_AGENCIES

_CAPS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.’'-]+|ST\."
_WORD = r"(?:[A-ZÀ-Þ][\w’'.-]*|of|the|and)"
_DATELINE = re.compile(
    rf"^(?P<place>(?:{_CAPS})(?:[ -](?:{_CAPS}|(?:de|of|la|el|al|and)\b)){{0,4}}(?:[,/] ?{_WORD}(?: {_WORD}){{0,3}}){{0,2}})"
    rf"(?P<date>,? (?:(?i:{MONTH_STEM})[A-Za-z]*\.? \d{{1,2}}|\d{{1,2}} (?i:{MONTH_STEM})[A-Za-z]*\.?)(?:,? \d{{2,4}})?)?"
    r"\s*(?:\((?P<agency>[A-Za-z][\w .&’'/-]{0,40})\))?\s?(?P<mark>[-–—_:―]{1,3}|\s-\s)(?=\s|$|[A-Z“\"'‘])",
)
_BRACKET = re.compile(
    r"^(?P<place>(?:[A-ZÀ-Þ][\w’'.-]+)(?:,? (?:[A-ZÀ-Þ][\w’'.-]*|of"
    r"|the)){0,4})\s*(?P<date>,? \w+\.? \d{1,2})?\s*\((?P<agency>[A-Za-z][\w .&’'/-]{0,40})\)\s?(?P<mark>[-–—_:―]{1,3})"
)
_ALONE = re.compile(r"^(?P<place>[A-ZÀ-Þ][\w’'.-]+(?:,? [A-ZÀ-Þ][\w’'.-]*){0,3}) \((?P<agency>[A-Za-z][\w .&’'/-]{0,30})\)$")
_PLACELESS = re.compile(
    rf"^(?:(?:(?i:{MONTH_STEM})[A-Za-z]*\.? \d{{1,2}}|\d{{1,2}} (?i:{MONTH_STEM})[A-Za-z]*\.?)(?:,? \d{{4}})?\s*)?"
    r"(?:\((?P<bracket>[A-Za-z][\w .&’'/-]{0,40})\)\s?[-–—_:―]{0,3}(?=\s)|(?P<bare>[A-Z][A-Za-z]{1,8})\s?[—–―-]{1,3}\s)"
)
ENDS = (*"-–—_:―", ")")
"""What stands at the end of every dateline."""
_LONGEST_PLACE = 24
"""Characters of the longest town that stands alone."""
_NO_PLACE = frozenset(
    [
        "WATCH",
        "LISTEN",
        "READ",
        "MORE",
        "FILE",
        "VIDEO",
        "LIVE",
        "UPDATE",
        "NOTE",
        "NOTES",
        "CORRECTION",
        "RELATED",
        "OPINION",
        "ANALYSIS",
        "BREAKING",
        "PHOTO",
        "PHOTOS",
        "WARNING",
        "EXCLUSIVE",
        "EDITOR",
        "CNN",
        "AP",
        "AFP",
        "REUTERS",
        "BBC",
        "STORY",
        "THE",
        "HOW",
        "WHY",
        "WHAT",
        "WHO",
        "BY",
        "TRUE",
        "FACT",
        "ICYMI",
        "ALERT",
        "NEW",
        "Q",
        "A",
        "I",
        "DATE",
        "POSTED",
        "PUBLISHED",
        "UPDATED",
        "COVID-19",
        "ADVERTISEMENT",
        "URGENT",
        "TRENDING",
        "LATEST",
        "MUST",
        "SEE",
        "ALSO",
    ]
)
"""Words in capitals that open other lines than leads."""


def find(text: str) -> tuple[str, str | None, int] | None:
    """Return place as written, agency as written and length of the dateline with which ``text`` begins; None where it begins with none.

    >>> find("KYIV, Ukraine (AP) — Drones struck a depot.")
    ('KYIV, Ukraine', 'AP', 20)
    >>> find("HORNEPAYNE, Ont. - Two people are dead.")[0]
    'HORNEPAYNE, Ont.'
    >>> find("WATCH - How it works.") is None, find("ROBBERY: It took place at night.") is None, find("NEW DELHI: Rain fell.")[0]
    (True, True, 'NEW DELHI')
    """
    head = text[:140]
    alone = _ALONE.match(head) if len(text) <= 60 else None
    if (
        alone is not None
        and alone["place"].split()[0].upper() not in _NO_PLACE
        and AGENCIES.get(alone.group("agency").lower(), "") in STORY_AGENCIES | {"CNN"}
    ):
        return alone.group("place"), alone.group("agency"), alone.end()
    found = _DATELINE.match(head)
    if found is None:
        found = _BRACKET.match(head)
        if found is None or not _agency(found.group("agency")):
            return None
    place = found.group("place").strip(" ,")
    first = place.split()[0].strip(",.").split(",")[0]
    agency = found.group("agency")
    if len(place) < 3 or place.upper() in _NO_PLACE or (first.upper() in _NO_PLACE and first != "NEW"):
        return None
    if found.group("mark") == ":" and not (agency or (re.match(r"[A-Z.’' -]{4,}$", place) and not _is_label(place))):
        return None
    if head.isupper() and not agency and found.group("date") is None and "," not in place and len(place.split()) > 2:
        return None
    if found["date"] and place.isupper() and place.endswith(".") and "." not in place[:-1]:
        place = place[:-1]  # "BARI. Jan. 24 (Interfax) - …"
    return place, agency, found.end()


def place_alone(text: str) -> str | None:
    """Return the known town that ``text`` is, in capitals or with a dash behind it, and nothing else; None where it is something else.

    >>> place_alone("KUALA LUMPUR"), place_alone("Cape Town —"), place_alone("Cape Town"), place_alone("SPORT"), place_alone("Ana Lind —")
    ('KUALA LUMPUR', 'Cape Town', None, None, None)
    """
    bare = text.rstrip(" -–—")
    if not 3 <= len(bare) <= _LONGEST_PLACE or (not bare.isupper() and text[-1] not in "-–—") or not bare[0].isupper():
        return None
    known = names.lexicon().lowered.get(tuple(fold(bare).lower().split()), "")
    return bare if known.startswith("town") and known != "townD" else None


def _is_label(capitals: str) -> bool:
    """Return whether a word in ``capitals`` is an English word, as those are that say what follows is about ("ROBBERY: It …")."""
    return " " not in capitals and common.is_common(capitals.lower())


def agency_alone(text: str) -> str | None:
    """Return the agency, as written, with which a lead without a place begins; None where it begins with none.

    >>> agency_alone("(AP) — The pier was closed."), agency_alone("July 25 (Reuters) - Shares fell."), agency_alone("(She) - he")
    ('AP', 'Reuters', None)
    """
    found = _PLACELESS.match(text[:80])
    written = (found["bracket"] or found["bare"]) if found is not None else ""
    return written if AGENCIES.get(written.lower(), "") in STORY_AGENCIES else None


def _agency(written: str) -> bool:
    return AGENCIES.get(written.lower(), "") in STORY_AGENCIES or (written.isupper() and 2 <= len(written) <= 8)
