"""News agencies, picture agencies and outlets: their names, and texts that are nothing but such a name."""

import re

from transforms.text.lexicon import data

_ROWS = data.table("segmentation/agencies.tsv")
AGENCIES: dict[str, str] = {alias.rstrip("!?"): row[0].rstrip("*") for row in _ROWS for alias in row[1:]}
"""Agencies and outlets: canonical name by spelling in lower case."""
STORY_AGENCIES: frozenset[str] = frozenset(row[0].rstrip("*") for row in _ROWS if row[0].endswith("*"))
"""Those that are credited for stories, not for pictures alone."""

_ALIASES = [alias for row in _ROWS for alias in row[1:]]
ANYWHERE = "|".join(
    sorted((re.escape(a) for a in _ALIASES if len(a.rstrip("!")) > 3 and a[-1] not in "!?"), key=lambda written: (-len(written), written))
)
"""The spellings that speak for a credit wherever they stand in it, longest first, for use in patterns that ignore case."""
INITIALS = "|".join(alias.rstrip("!").upper() for alias in _ALIASES if alias.endswith("!"))
"""The initials that do, too."""
LAST_WORDS = frozenset(alias.split()[-1] for alias in AGENCIES)
"""The last words of all spellings."""

OUTLET_WORDS: frozenset[str] = frozenset(word for word, uses in data.table("segmentation/no_person.tsv") if "outlet" in uses.split())
"""Words with which newspapers, stations and picture archives are named."""

SEPARATOR = re.compile(
    r"\s*(?:/|:\s|\)\s*\(|\||,|;|\+|•|·| via | through | for | and | & | - | – |—| on behalf of | from | courtesy(?: of)? |©)\s*",
    re.IGNORECASE,
)
"""What stands between the names of a credit."""
_TOKEN = re.compile(r"\w+")


def names_outlet(text: str) -> bool:
    """Return whether a word of ``text`` is one with which outlets are named.

    >>> names_outlet("Daily Ledger News"), names_outlet("Ana Lind")
    (True, False)
    """
    return not OUTLET_WORDS.isdisjoint(_TOKEN.findall(text))


def is_source(text: str) -> bool:
    """Return whether ``text`` is the name of an agency, an outlet or a picture archive and nothing else.

    >>> is_source("Getty Images"), is_source("AFP via Getty Images"), is_source("A late goal")
    (True, True, False)
    """
    if len(text) > 60:
        return False
    parts = [part.strip(" .()[]") for part in SEPARATOR.split(text)]
    known = [part for part in parts if part.lower() in AGENCIES]
    return (
        bool(known)
        and text[:1].isupper()
        and all(part.lower() in AGENCIES or (len(part.split()) <= 3 and part[:1].isupper()) for part in parts if part)
    )


def is_outlet(text: str) -> bool:
    """Return whether ``text`` is short and named like a newspaper or a station.

    >>> is_outlet("The Daily Ledger News"), is_outlet("News of the day")
    (True, False)
    """
    return len(text) <= 40 and names_outlet(text) and all(word[0].isupper() for word in text.split())
