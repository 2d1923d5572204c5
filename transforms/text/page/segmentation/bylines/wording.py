"""Which lines are bylines by their own wording, and which agencies they credit."""

import functools
import re

from transforms.text.page.segmentation import timestamps
from transforms.text.page.segmentation.bylines.people import NO_NAME, may_hold_listed
from transforms.text.page.segmentation.bylines.signature import JOINING, after_label, first_part, read
from transforms.text.page.segmentation.credits import AGENCIES, STORY_AGENCIES, is_source

LONGEST = 200
"""Characters of the longest line that is a byline."""
BUTTONS = frozenset(["aa"])
"""Spellings that are buttons, too (the size of the text): agencies between marks only."""

_LABEL = re.compile(r"\bby\b|^(?:By|BY)[A-ZÀ-Þ]|^\W*(?:authors?|words|text|reporters?|writers?|contributors?)\s?:", re.IGNORECASE)
_STAFF = re.compile(
    r"\b(?:staff|agencies|agency|news|reporters?|desk|team|correspondents?|bureau|newsroom|wire|editors?|online|digital|web)\b",
    re.IGNORECASE,
)
_POSTED = re.compile(r"\W*(?:posted|submitted|written|published|added|uploaded) by\b", re.IGNORECASE)
_AGO = re.compile(r"\bago\b", re.IGNORECASE)
_WROTE_FOR = re.compile(r"\|\s?(?:For|FOR|Special to|Special To|SPECIAL TO) (?!(?:Sale|SALE|You|YOU|Us|US)\b)\w")
"""What parts a name from the outlet that it is not on the staff of."""
_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r"[a-z]{3}[.?!][\"”’]?$")
_ROLE_LINE = re.compile(
    r"^(?:(?:[\w&’'-]+ ){0,5}(?:reporter|correspondent|editor|writer|columnist|journalist|producer|anchor|staff|bureau chief"
    r"|contributor|sports writer|critic|"
    r"meteorologist|photographer|fellow|intern)(?:follow)?(?: (?:at|for|in|,) .{2,30})?)$",
    re.IGNORECASE,
)
_AGENCY_PREFIX = re.compile(
    r"^(?:the |via |from |source: ?)*(?P<agency>[A-Za-z .\-]{2,40}?)(?: news ?wire| wire(?: service)?)?"
    r"(?:,? (?:in|and agencies|staff|staff reporters?|writers?|with agencies)\b.{0,40}|, (?-i:[A-Z])[\w .'’-]{2,24})?$",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\s*[·|•–-]?\s*\d{1,2}\s?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mos?|years?|yrs?)(?: ago)?$",
    re.IGNORECASE,
)


def agencies(text: str) -> list[str]:
    """Return the news agencies that a byline or a credit line names, in order.

    A spelling of up to four letters counts in capitals only; one that is a button as well only between marks.

    >>> agencies("By BO LIND – Associated Press"), agencies("With files from Reuters and The Canadian Press")
    (['AP'], ['Reuters', 'CP'])
    >>> agencies("AA"), agencies("Bo Lind / AA")
    ([], ['Anadolu'])
    """
    found: list[tuple[int, str]] = []
    low = text.lower()
    for alias, name in AGENCIES.items():
        if name in STORY_AGENCIES and alias in low:
            at = _spelling(alias, name).search(text if len(alias) <= 4 else low)
            if at and all(name != other for _, other in found):
                found.append((at.start(), name))
    return [name for _, name in sorted(found)]


@functools.cache
def _spelling(alias: str, name: str) -> re.Pattern[str]:
    """Return the pattern of an agency's spelling in a line: long ones in lower case, short ones in capitals or as the agency writes itself."""
    if len(alias) > 4:
        return re.compile(rf"(?<!\w){re.escape(alias)}(?!\w)")
    written = f"(?:{re.escape(alias.upper())}|{re.escape(name)})"
    return re.compile(rf"(?:[(/|,]\s?){written}(?=\s?[)/|,]|$)" if alias in BUTTONS else rf"(?<!\w){written}(?!\w)")


def by(text: str) -> str | None:
    """Return what follows "By" in a byline; None where ``text`` is none.

    >>> by("By Ana Lind, Health Correspondent")
    'Ana Lind, Health Correspondent'
    >>> by("By the time he left it was dark.") is None
    True
    """
    may_be_labelled = len(text) <= LONGEST and (":" in text or "by" in text.lower())
    if not may_be_labelled or _LABEL.search(text) is None:
        return None
    signed = read(text)
    if not signed.labelled:
        return None
    who = after_label(text)
    if signed.people:
        small = sum(1 for word in signed.rest if word[0].islower() and word not in JOINING)
        return who if small <= (2 if _ends_sentence(text) else 8) else None
    return who if not _ends_sentence(text) and _is_staff(text, who) else None


def _ends_sentence(text: str) -> bool:
    return _SENTENCE.search(text[-5:]) is not None


def _is_staff(text: str, who: str) -> bool:
    """Return whether ``who`` signs without a person's name: an agency, an outlet's staff, a pen name behind "Posted by"."""
    if _AGO.search(who):
        return False  # in a list of titles
    words = timestamps.rest(who).split()
    pen_name = first_part(who).split()
    if 0 < len(pen_name) <= 2 and (_POSTED.match(text) is not None or timestamps.has_date(text)):
        return True
    if not words or len(words) > 8 or any(word[0].islower() and word not in JOINING and not _STAFF.fullmatch(word) for word in words):
        return False
    if agencies(who) or _STAFF.search(who) or not NO_NAME.isdisjoint(words) or is_source(who):
        return True
    return len(words) <= 2 and words[0].isupper() and len(words[0]) > 2


def is_dated(text: str) -> bool:
    """Return whether ``text`` is a byline without "By" and a time in one line, with outlet and post where it names them.

    >>> is_dated("Ana Lind · CBC News · Posted: May 4, 2023 5:00 AM CDT"), is_dated("AFP Published August 2, 2023")
    (True, True)
    >>> is_dated("Ana Lind died on May 4, 2023.")
    False
    """
    if len(text) > LONGEST or text.endswith(".") or _DIGIT.search(text) is None or not timestamps.has_date(text):
        return False
    left = timestamps.rest(text)
    if is_agency(left):
        return True
    if may_hold_listed(text) and read(text).listed:
        return read(text).explained
    first = text.partition("|")[0].strip()
    team = first if "|" in text and len(first.split()) < len(left.split()) else left
    return len(left.split()) <= 6 and left[:1].isupper() and _STAFF.search(team) is not None and is_team(team)


def is_team(text: str) -> bool:
    """Return whether ``text`` is what an outlet's staff signs with ("Daily Ledger Video Team").

    >>> is_team("Daily Ledger Video Team"), is_team("News")
    (True, False)
    """
    words = text.split()
    last = words[-1].strip("|·-,").lower() if words else ""
    return (
        2 <= len(words) <= 6
        and last in ("staff", "team", "desk", "bureau", "newsroom", "reporter", "correspondent")
        and all(word[0].isupper() or word in ("staff", "desk", "team", "reporter") or word in JOINING for word in words)
    )


@functools.lru_cache(maxsize=1 << 10)
def is_agency(text: str) -> bool:
    """Return whether ``text`` is the name of a news agency with nothing or a place after it ("Associated Press in Oslo")."""
    if len(text) > 60:
        return False
    bare = text.strip(" .|-–—")
    if bare.lower() in AGENCIES and AGENCIES[bare.lower()] in STORY_AGENCIES:
        return bare.lower() not in BUTTONS
    found = _AGENCY_PREFIX.match(bare)
    return (
        found is not None and found["agency"].lower() not in BUTTONS and AGENCIES.get(found["agency"].lower().strip(), "") in STORY_AGENCIES
    )


def is_name(text: str) -> bool:
    """Return whether ``text`` is a person's name, or several, and at most a post or an outlet, as bylines without "By" are.

    Names count that begin with a given name or end with a surname of the lists.

    >>> is_name("Ana Lind"), is_name("Ana Lind, Health Correspondent"), is_name("Saved Stories"), is_name("Ana Lind wins")
    (True, True, False, False)
    """
    if not 5 <= len(text) <= 90 or len(text.split()) < 2 or text.endswith((":", "?")) or _ends_sentence(text) or timestamps.has_date(text):
        return False
    if not may_hold_listed(text):
        return False
    signed = read(text)
    return not signed.labelled and signed.listed and signed.explained


def is_signed(text: str) -> bool:
    """Return whether ``text`` is the names of several people, or a name that a mark parts from its outlet, and nothing else; behind a bar the
    outlet is one that somebody writes for.

    >>> is_signed("Ana Lind and Bo Berg Daily Ledger"), is_signed("Ana Lind · Harbour News ·")
    (True, True)
    >>> is_signed("Ana Lind | For The Daily Ledger"), is_signed("Ana Lind | Special to the Ledger")
    (True, True)
    >>> is_signed("Ana Lind"), is_signed("Ana Lind and the sea"), is_signed("Ana Lind | Most read")
    (False, False, False)
    """
    if not (" and " in text or " AND " in text or "&" in text or "·" in text or "|" in text) or not is_name(text):
        return False
    signed = read(text)
    return len(signed.people) > 1 or ("·" in text and bool(signed.rest)) or _WROTE_FOR.search(text) is not None


def is_aged_name(text: str) -> bool:
    """Return whether ``text`` is a name with the age of the page glued to it ("Ana Lind 2 minutes ago").

    >>> is_aged_name("Ana Lind2 minutes ago"), is_aged_name("Ana Lind | 7 hours |"), is_aged_name("7 hours ago")
    (True, True, False)
    """
    whole = text.rstrip(" |·•-–")
    bare = _AGE.sub("", whole)
    return bare != whole and is_name(bare.strip(" ·|•-–,"))


def is_role(text: str) -> bool:
    """Return whether ``text`` is the title that stands below an author's name ("Freelance sports writer")."""
    return len(text) <= 60 and _ROLE_LINE.match(text.strip()) is not None
