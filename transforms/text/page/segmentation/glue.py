"""Lines that hold more than one block: where they are split."""

import bisect
import re

from transforms.text.lexicon import titles
from transforms.text.lexicon.calendar import MONTH_ABBREVIATION, MONTH_ANY, capitalised
from transforms.text.lexicon.names import shortened_regions
from transforms.text.page.segmentation import credits
from transforms.text.page.segmentation.lines import Line, make, reports_speech, spans, unwrap

_INSERTED = re.compile(
    r"\b(?:(?:Story|STORY|Article|ARTICLE|Content|CONTENT) (?:continues|CONTINUES) (?:below|BELOW|after|AFTER)(?: (?:this "
    r"|THIS )?(?:advertisement|ADVERTISEMENT|ad|AD)\b)?"
    r"|Continue reading below|CONTINUE READING BELOW|SCROLL TO CONTINUE WITH CONTENT|Scroll to continue with content"
    r"|(?:ADVERTISEMENT|Advertisement)(?: \d{1,2})?|Article content|"
    r"skip past newsletter promotion|after newsletter promotion|CLICK HERE(?: [A-Z][A-Z’'-]+\b){1,10}+)(?=\s|$|[A-Z])"
)
_INSERTED_GATES = ("ontinue", "ONTINUE", "dvertisement", "DVERTISEMENT", "Article content", "newsletter promotion", "CLICK HERE")
_NOTICE = re.compile(
    r"(?:(?<=[.!?”\"’')])\s+|^)(?:(?:Copyright|COPYRIGHT|©|\(c\))\s(?:©\s?)?(?:(?:19"
    r"|20)\d\d\s)?(?:by\s)?[^.]{2,60}?(?:,? (?:Inc|LLC|Ltd|Co|Corp)\.?)?(?:\.com)?\s?[-.–—]\s?)?"
    r"All [Rr]ights [Rr]eserved\.?(?:\s(?:This material|The material|No part)[^.]{10,120}\.)?"
)
_CREDITED = re.compile(
    r"(?<=[.!?”\"’'])\s?(?:Photo credit|Photo Credit|Image credit|Image Credit|Credit"
    r"|Photograph): (?:[A-Z][\w’'-]+ [A-Z][\w’'-]+(?:/|, ))?(?:AP|AFP|Reuters|REUTERS|AAP|EPA|PA|Getty(?: Images)?"
    r"|Bloomberg|Alamy|Shutterstock)"
    r"(?:/[A-Z][\w]+(?: Images)?)*(?=\s+[A-Z\"“‘])"
)
_MEDIA = re.compile(r"(?<=[.!?”\"’'])\s(?=(?:WATCH|LISTEN)\s?(?:[|¦]|l\s))|(?<=[.!?”\"’'])\s(?=Click to play video:?\s)")
_PUBLISHED = re.compile(r"(?<=[\w’'\")?!.])(?=published at \d{1,2}[:.]\d\d\b)")
"""Where the time of an entry is glued to the end of its title."""
_MONTH = capitalised(MONTH_ANY)
_DATED = re.compile(
    r"(?<=[a-zß-ÿ])(?=(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? |(?:Published|Updated|Posted|Last updated):? (?:on )?)?"
    rf"(?:\d{{1,2}} (?:{_MONTH})\.?,? \d{{4}}|(?:{_MONTH})\.? \d{{1,2}},? \d{{4}})\W{{0,3}}$)"
)
"""Where the day of publication is glued to the end of a title or a byline."""
_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])")
_REGIONS = "|".join(re.escape(region.removesuffix(".")) for region in sorted(shortened_regions()))
_ABBREVIATED = re.compile(
    rf"\b(?:[A-Z]|{capitalised('|'.join(titles.shortened()))}|{capitalised(MONTH_ABBREVIATION)}|{_REGIONS}"
    r"|St|Mt|Ft|Sault|No|Inc|Co|Corp|Ltd|vs|a\.m|p\.m)\.$"
)
_TITLE = 240
"""Characters of the longest title to which the day is glued."""
CAPTION = 450
"""Characters of the longest caption that is cut off in front of a paragraph."""


def cut(text: str, start: int, end: int) -> list[Line]:
    """Return the lines of ``text[start:end]``, hard-wrapped paragraphs joined and lines that hold more than one block split."""
    found = []
    for first, last, gap in unwrap(list(spans(text, start, end)), text):
        for at, (low, high) in enumerate(split(text, first, last)):
            found.append(make(text, low, high, gap if at == 0 else 0))
    return found


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the pieces of the line ``text[start:end]``: inserted notices, video labels and captions glued to a paragraph stand alone.

    >>> line = "They just come. Story continues below advertisement Then it rained."
    >>> [line[a:b] for a, b in split(line, 0, len(line))]
    ['They just come.', 'Story continues below advertisement', 'Then it rained.']
    >>> line = "A boat in Bari. (Ana Lind/Reuters) The ship left on Friday."
    >>> [line[a:b] for a, b in split(line, 0, len(line))]
    ['A boat in Bari. (Ana Lind/Reuters)', 'The ship left on Friday.']
    """
    if end - start < 24:
        return [(start, end)]
    piece = text[start:end]
    cuts: list[int] = []  # in order
    if any(map(piece.__contains__, _INSERTED_GATES)):
        for found in _INSERTED.finditer(piece):
            if _stands_alone(piece, found.start(), found.end()):
                cuts += found.span()
    if "ights reserved" in piece or "ights Reserved" in piece:
        for found in _NOTICE.finditer(piece):
            cuts += found.span()
    cuts.sort()
    if "redit: " in piece or "hotograph: " in piece:
        for found in _CREDITED.finditer(piece):
            _add(cuts, found.end(), _caption_start(piece, _last_before(cuts, found.start()), found.end(), single=True))
    if "WATCH" in piece or "LISTEN" in piece or "Click to play" in piece:
        _add(cuts, *(found.end() for found in _MEDIA.finditer(piece)))
    if len(piece) < 20_000:
        for at in credits.middles(piece):
            _add(cuts, at, _caption_start(piece, _last_before(cuts, at), at))
    if "published at " in piece and len(piece) <= _TITLE:
        _add(cuts, *(found.start() for found in _PUBLISHED.finditer(piece)))
    elif piece[-5:].strip(" |").isdigit() and len(piece) <= _TITLE:
        _add(cuts, *(found.start() for found in _DATED.finditer(piece)))
    if not cuts:
        return [(start, end)]
    pieces = []
    low = 0
    for cut in [*cuts, len(piece)]:
        part = piece[low:cut]
        bare = part.strip()
        if bare:
            first = start + low + len(part) - len(part.lstrip())
            pieces.append((first, first + len(bare)))
        low = cut
    return pieces


def _add(cuts: list[int], *new: int) -> None:
    for cut in new:
        bisect.insort(cuts, cut)


def _last_before(cuts: list[int], at: int) -> int:
    """Return the last of ``cuts``, which are in order, before ``at``; 0 where none is."""
    number = bisect.bisect_left(cuts, at)
    return cuts[number - 1] if number else 0


def _stands_alone(piece: str, start: int, end: int) -> bool:
    before = piece[max(0, start - 12) : start].rstrip()
    after = piece[end : end + 12].lstrip()
    clean_before = not before or before[-1] in ".!?”\"’')…|"
    clean_after = not after or after[0].isupper() or after[0] in "\"“‘'(0123456789"
    if piece[start:end].lower().startswith("advertisement"):
        return (
            clean_before
            and clean_after
            and bool(before)
            and bool(after)
            and (after[0].isupper() or after[0] in '"“')
            and not after.startswith("Sta")
        )
    return clean_before and clean_after


def _caption_start(piece: str, low: int, at: int, *, single: bool = False) -> int:
    """Return where the caption begins whose credit ends at ``at``: at ``low`` or, within a paragraph (``single``), at the last sentence."""
    head = piece[low:at]
    ends = [
        found.end() for found in _SENTENCE.finditer(head) if not _ABBREVIATED.search(head[max(0, found.start() - 8) : found.start() + 1])
    ]
    opening = max(head.rfind("("), head.rfind("["), head.rfind("redit: ") - 1, head.rfind("hotograph: ") - 1)
    ends = [end for end in ends if end < opening]
    whole = not single and not low and len(head) <= CAPTION and len(ends) <= 1
    if not ends or (whole and not reports_speech(head[: ends[0]])):
        return low
    inner = [end for end in ends if opening - end > 15]
    return low + inner[-1] if inner else low
