"""The credit with which a line ends: in brackets, behind a label, or as names after the last sentence."""

import re

from transforms.text.lexicon import data
from transforms.text.page.segmentation.credits import brackets
from transforms.text.page.segmentation.credits.agencies import ANYWHERE, LAST_WORDS
from transforms.text.page.segmentation.credits.people import names_something, parse
from transforms.text.page.segmentation.lines import reports_speech

REACH = 200
"""Characters at the end of a line that are searched."""

_KEYWORDS = (
    "photo", "image", "getty", "picture", "credit", "courtesy", "handout", "/", "illustration", "supplied", "submitted", "©", "copyright", "via ",
    " for ", "screengrab", "screenshot", "graphic", "video by", "|", "file",
)  # fmt: skip
"""One of these stands in every credit without brackets that does not end with an agency; asked first because it is much faster."""
_LABELS = (
    "photo", "image", "picture", "credit", "courtesy", "handout", "/", "illustration", "supplied", "submitted", "©", "copyright", "graphic", "video",
    "composite", "source",
)  # fmt: skip
"""One of these stands in every credit with a label."""
_CAPS = r"(?:[A-ZÀ-Þ0-9@#][\w.&’'@-]*|of|the|and|for|via|de|da|van|von|&|-|–)"
_LABELLED = re.compile(
    r"(?<=[.!?”’\"')\]\w])\s*[|/–—-]?\s*"
    rf"((?:\b(?:THE CANADIAN PRESS|AP Photos?|REUTERS|AFP PHOTO|PHOTO|EPA|HANDOUT|Handout|CP PHOTO|PA Wire|AFP|Reuters"
    rf"|Getty Images|Courtesy)\s?/\s?{_CAPS}(?:[\s/,]{{1,2}}{_CAPS}){{0,9}})"
    r"|(?:(?:Photographs?|Photos?|Pictures?|Images?|Illustrations?|Credits?|Image Credits?|Photo Credits?|Image credit"
    r"|Photo credit|Graphic|Composite|Copyright|(?:Illustration|Archive|Stock) (?:photo|image|picture)|"
    r"PHOTO|IMAGE|CREDIT|Video|Source)(?:\s?:|\sby\b|\s(?:courtesy|via)\b|\s?©)\s?(?:[^.!?]|\b[A-Z]\.|\.com\b){2,110})"
    r"|(?:©\s?[^.!?]{2,90})"
    r"|(?:\b(?:HANDOUT|Handout|Supplied|Submitted|SUPPLIED|File photo|FILE PHOTO|Courtesy)\b(?: photo| image| of)?[^.!?]{0,60}))\.?$"
)
"""A credit with a label; it may be glued to the sentence before."""
_NAMED = re.compile(
    rf"(?<=[.!?”’\"')\]])\s*[|–—-]?\s*((?:{_CAPS}\s){{0,5}}{_CAPS}(?:\s?[/|]\s?{_CAPS}(?:\s{_CAPS}){{0,5}}){{1,4}}(?: file)?"
    rf"|(?:{_CAPS}\s){{1,5}}(?:via|for)\s(?:{_CAPS}\s?){{1,6}})\.?$"
)
"""A person and an agency without a label, after the end of a sentence."""
_BARRED = re.compile(rf"(?<=\w)\s\|\s((?:{_CAPS}\s){{0,5}}{_CAPS}\s?(?:/|\bvia\b)\s?{_CAPS}(?:[\s/]{_CAPS}){{0,5}})$")
"""A person and an agency behind a bar, where the caption ends without a stop."""
_PARTED = re.compile(r"(?:[A-ZÀ-Þ@][\w.&’'@-]*\s){0,3}[A-ZÀ-Þ@][\w.&’'@-]*(?:/| / )[A-ZÀ-Þ@][\w.&’'@-]*(?:\s[A-ZÀ-Þ@][\w.&’'@-]*){0,3}")
"""Two names parted by a slash, known or not: what stands so behind the last full stop of a line is its credit ("KXYZ/YouTube")."""
_STOP = re.compile(r"(?<=\w{3})\.\s")
_SPELT_OUT = re.compile(r"(?<=[.!?”’\"')\]])\s*((?:Image|Photo|Picture|Photography|Illustration) [Cc]redits?:\s?\S.{2,130}?)\.?$")
"""A credit behind a label that nothing else begins with: it may name a paper and where it was published, with full stops."""
_INITIALS = re.compile(r"(?<=[.!?”\"')])\s+([A-Z]{2,7}(?:/[A-Z]{2,7}){1,3})\.?$")
"""Agencies by their initials alone, parted by slashes, known or not."""
_AGENCY = re.compile(
    rf"(?<=[.!?”\"')])\s*((?:[A-Z][\w.’'-]*[\s—]){{0,4}}(?:(?i:{ANYWHERE})|AP|AFP|PA|EPA|CP)(?: (?:Photo|Images|News))?)\.?$"
)
"""An agency, with a name before it or alone, after the end of a sentence."""
_AFTER_BRACKET = re.compile(r"([)\]])\s*[-–—|]?\s*(?:Copyright |©\s?)?[A-Z][\w ./&’'-]{1,40}$")
_MORE = re.compile(r"\s*\b(?:more|less)\s?[>»+]?$", re.IGNORECASE)
_NAME = re.compile(
    r"(?<![ap]\.m)(?<!\b[A-Z])[.!?…][\"”’')]?\s+((?:[A-ZÀ-Þ][\w’'-]*\.?\s?){1,4}(?:(?:for|via|of|and)\s(?:[A-ZÀ-Þ][\w’'-]*\s?"
    r"|of\s|the\s){1,5})?)$"
)
_GLUED = re.compile(r"[a-z][A-Z]")
_GLUED_NAME = re.compile(r"(?:[^\W\d_]{2}[a-zß-ÿ]|\d\d|[)%”’\"])\.[\"”’)]?((?:[A-ZÀ-Þ][\w’'-]*\.?[\s—]){0,3}[A-ZÀ-Þ][\w’'-]*)$")
"""Names that nothing parts from the full stop before them."""
_JOINT = re.compile(r"\.[\"”’)]?[A-ZÀ-Þ]")
"""What stands where they begin; asked first because it is much faster."""
_TELLING = data.words("segmentation/telling_words.txt")
"""Words of furniture, which is glued to paragraphs as well ("… on Monday.Read More")."""


def find(text: str) -> tuple[int, int] | None:
    """Return the offsets of the credit with which ``text`` (a line) ends, brackets and the final full stop left out; None without one.

    >>> line = "Crews work in Rabat. (Ana Lind/Reuters)"
    >>> line[slice(*find(line))]
    'Ana Lind/Reuters'
    >>> find("He won (again).") is None
    True
    """
    tail = text[-REACH:]
    low = tail.lower()
    if "more" in low[-6:] or "less" in low[-6:]:
        tail = _MORE.sub("", tail)
        low = tail.lower()
    named = low[low.rstrip(" .)]").rfind(" ") + 1 :].strip(" .)]") in LAST_WORDS
    keyed = any(map(low.__contains__, _KEYWORDS))
    closed = low.rstrip(" .").endswith((")", "]"))
    if not (closed or keyed or named):
        return None
    repeated = _AFTER_BRACKET.search(tail) if named and not closed else None
    if repeated is not None:  # "(AP Photo/Ana Lind) AP Photo"
        tail = tail[: repeated.end(1)]
        closed = True
    found = brackets.at_end(tail, capitals=text.isupper()) if closed else None
    found = found or _without_brackets(tail, keyed, named)
    base = max(len(text) - REACH, 0)
    return None if found is None else (base + found[0], base + found[1])


def _without_brackets(tail: str, keyed: bool, named: bool) -> tuple[int, int] | None:
    """Return the offsets of a credit behind a label or of names after the last sentence."""
    labelled = keyed and any(map(tail.lower().__contains__, _LABELS))
    sure = _SPELT_OUT.search(tail) or _INITIALS.search(tail) if labelled else None
    if sure is not None:
        return sure.span(1)
    barred = _BARRED.search(tail) if "|" in tail else None
    if barred is not None and all(parse(barred.group(1))):
        return barred.span(1)
    for rule, may_hold in ((_LABELLED, labelled), (_NAMED, keyed), (_AGENCY, named)):
        found = rule.search(tail) if may_hold else None
        if found is not None:
            low = max((stop.end() for stop in _STOP.finditer(tail, found.start(1), found.end(1) - 1)), default=found.start(1))
            credit = tail[low : found.end(1)]
            if (credit[0].isupper() or credit[0] in "©@") and (names_something(credit) or _PARTED.fullmatch(credit) is not None):
                return low, low + len(credit.rstrip(" ."))
    return None


def name_tail(text: str) -> tuple[int, int] | None:
    """Return the offsets of a name or outlet without any mark after the last full stop of a line, as some sites write credits.

    What a blank parts from the stop is a credit in a short line that reports nobody's words; what nothing parts from it, in longer ones, too.

    >>> line = "The new pier in Bari. Ana Lind for Daily Ledger"
    >>> line[slice(*name_tail(line))]
    'Ana Lind for Daily Ledger'
    >>> line = "Ana Lind wears a coat and shoes.Bo Berg"
    >>> line[slice(*name_tail(line))], name_tail("The new pier in Bari was opened on Monday.Read More")
    ('Bo Berg', None)
    """
    if len(text) > _LONGEST or text[-1:] in ".!?" or text.isupper():
        return None
    base = max(len(text) - _LAST, 0)
    found = _apart(text, base) or _glued(text, base)
    return found.span(1) if found is not None and found.start(1) >= _SHORTEST else None


_LONGEST, _SHORT, _SHORTEST, _LAST = 500, 220, 20, 120
"""Characters: of the longest line that a name signs; of the longest where a blank stands before it; of the text that it signs, at least; of the
line's end in which it is sought.
"""


def _apart(text: str, base: int) -> re.Match[str] | None:
    """Return the name that a blank parts from the full stop before it, sought from ``base`` on."""
    found = _NAME.search(text, base) if len(text) <= _SHORT else None
    return None if found is None or _GLUED.search(found.group(1)) or reports_speech(text) else found


def _glued(text: str, base: int) -> re.Match[str] | None:
    """Return the name that nothing parts from the full stop before it, sought from ``base`` on."""
    found = _GLUED_NAME.search(text, base) if _JOINT.search(text, base) is not None else None
    words = found.group(1).lower().split() if found is not None else []
    return None if words == ["com"] or not _TELLING.isdisjoint(words) else found
