"""Captions by their own wording: the credit at their end, the words they begin with, and where they point into the picture."""

import re

from transforms.text.page.segmentation import credits
from transforms.text.page.segmentation.furniture import Cue
from transforms.text.page.segmentation.lines import Line, reports_speech

LONGEST = 900
"""Characters of the longest line that can be a caption."""

_PLACED_IN = 600
"""Characters of the longest line in which one who stands left, right or in the middle makes a caption."""

_TOLD = 0.05
"""Share of function words above which a line that ends "… Oslo.Ana Lind" is a sentence with its credit; tags without any end like that, too."""

_TWICE = 8
"""Words of the shortest text that is known for a caption by standing twice in its line."""
_ENDS = tuple('.!?”’"')
_HEAD = 30
"""Characters of its beginning, which stand in the line twice and no more."""

_SURE = 330
"""Characters of the longest line that a name glued to it makes a caption for sure."""

_STARTS = re.compile(
    r"^(?:FILE\s?(?:PHOTO|PIC|IMAGE)?\s?(?:[-–—:]|\()|FILE PHOTO\b|File photo\b|File:|In this (?:\w+ ){0,4}(?:photo|image"
    r"|picture|photograph|frame grab|handout|screengrab|still)\b|"
    r"(?:This|These|An?|The) (?:\w+ ){0,4}(?:photo|image|photograph|picture|screengrab|screenshot|photos|images|satellite image"
    r"|combination of|combo of)"
    r"(?: \w+){0,6} (?:shows?|taken|provided|released|made available|captures?|depicts?)\b|(?:Image|Photo|Picture"
    r"|Video) caption:? \w|(?:Article|Story|Lead|Main|Featured|Hero) (?:thumbnail|image|photo|picture)\s?: ?\w|"
    r"Caption:|CAPTION:|PHOTO:|Photo:|IMAGE:|Pictured[:,]?\s|\d{1,3} of \d{1,3} ?\|)"
)
_TAKEN = re.compile(
    r"^[A-Z][A-ZÀ-Þ.,'’ -]{2,30}(?:, [A-Z][A-Za-zÀ-þ. ]{1,24})? ?[-–—] ?"
    r"(?:JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)[A-Z]{0,6}\.? \d{1,2}"
    r"(?:, ?(?:19|20)\d\d)?: \S"
)
"""Place and day in capitals with a colon ("LOWTON, UNITED KINGDOM – MAY 4: A ferry …"), as picture agencies begin their captions."""
_SIGNED_FIRST = re.compile(
    r"©\s?(?P<name>[A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ][\w’'-]+) (?!.*\b(?:[Rr]ights|Inc|Ltd|LLC|Limited|Street|Road|Floor)\b)(?:[^\s|]+\s){5,40}[^\s|]+\.$"
)
"""A picture's sign, its photographer and, in the same breath, a whole sentence ("© Ana Lind A ferry leaves Lowton on Monday."), no publisher's."""
_OF = re.compile(r"(?:An?|The) (?:(?:file|stock|undated|general|aerial|archive|handout) )?(?:image|photo|photograph|picture) of \S")
"""How a short line begins that names what a picture shows and is no sentence."""
_NAMES = 14
"""Words of the longest of them."""
_POINTING = re.compile(
    r"\((?:left|right|cent(?:er|re)|top|bottom|middle|far (?:left|right)|from left|pictured|front|back|second from (?:left|right))\)"
    r"|, (?:left|right|cent(?:er|re)|(?:second|third|fourth) from (?:left|right)|top|far (?:left|right)|pictured(?: \w+)?), "
    r"|^(?:Clockwise )?[Ff]rom (?:top |bottom )?left\b|^\(?L ?[-–] ?R\b|\(pictured\b|^(?:Above|Left|Right|Top|Below): "
)
_PLACED = re.compile(
    r"\b[A-ZÀ-Þ][\w’'-]+(?: [A-Z]\.)? [A-ZÀ-Þ][\w.’'-]+, (?:(?:far|top|bottom|front|back|foreground) )?(?:(?:second|third|fourth) (?:from )?)?"
    r"(?:left|right|cent(?:er|re)|middle), (?:and |with |[a-z]+(?:s|ing|ed)\b|[A-ZÀ-Þ])"
)
"""Who stands where and does what ("Ana Lind, center, speaks in Oslo"): a full name, so that no "Oh, right, Ana" is meant."""
_SIDES = ("left", "right", "center", "centre", "top", "bottom", "middle", "front", "back", "pictured")
_ABOVE = ("L", "(L", "Above: ", "Right: ", "Top: ", "Below: ")
"""One of these stands in all that points into a picture, or begins it; asked first because it is much faster."""
_PLACES = ("left, ", "right, ", "center, ", "centre, ", "middle, ")
"""The same for who stands where."""
_OF_DESK = re.compile(
    r"\bcredit should read:?\s|\bSee PA story [A-Z]{3}|\bNOTE TO EDITORS: This (?:handout|image|photo|picture)\b"
    r"|\b(?:Issue|Picture) date: (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day "
)
"""What British picture desks write behind their captions for editors."""
_DESK_GATES = ("credit should read", "See PA story", "NOTE TO EDITORS", " date: ")
"""One of these stands in every caption of theirs; asked first because it is much faster."""
_GLUED_SOURCE = re.compile(r"[\w)\"’]Image source, \S.{1,60}$")
"""The label of a credit glued to a picture's alternative text."""
_CREDIT_FOLLOWS = ("Photo:", "Image:", "Picture:", "Credit:")
"""With what a caption ends whose credit stands on the next line."""


def starts(text: str) -> bool:
    """Return whether ``text`` begins as captions do.

    >>> starts("FILE - A ferry leaves Oslo, May 4, 2021."), starts("3 of 7 | Drummers in the rain"), starts("A ferry leaves Oslo.")
    (True, True, False)
    >>> starts("OSLO, NORWAY – MAY 04: A ferry leaves"), starts("OSLO – May 4 was a cold day: nobody came.")
    (True, False)
    """
    if text.startswith("©"):
        signed = _SIGNED_FIRST.match(text)
        return signed is not None and bool(credits.parse(signed["name"])[0])
    return _STARTS.match(text) is not None or _TAKEN.match(text) is not None


def points(text: str) -> bool:
    """Return whether ``text`` says where in a picture somebody is.

    >>> points("Ana Lind, left, and Bo Berg in Oslo"), points("Ana Lind left Oslo")
    (True, False)
    """
    may_point = any(map(text.__contains__, _SIDES)) or text.startswith(_ABOVE)
    return may_point and _POINTING.search(text) is not None


def places(text: str) -> bool:
    """Return whether ``text`` says where in a picture somebody stands whom it names in full, and what he does: only captions do.

    >>> places("Mayor Ana Lind, center, speaks in Oslo on Monday."), places("Ana Lind, right, so they say.")
    (True, False)
    """
    return any(map(text.__contains__, _PLACES)) and _PLACED.search(text) is not None


def wording(line: Line, *, is_furniture: bool) -> Cue | None:
    """Return the cue of a caption; where the line has another cue already (``is_furniture``), only the surer signs count."""
    if line.length > LONGEST:
        return None
    text = line.text
    where = credits.find(text)
    if where is not None and _is_caption_of(line, where):
        return Cue("caption", 3, 0, "credit at the end")
    if "Image source, " in text and _GLUED_SOURCE.search(text) is not None:
        return Cue("caption", 3, 0, "a credit glued to it")
    if any(map(text.__contains__, _DESK_GATES)) and _OF_DESK.search(text) is not None:
        return Cue("caption", 3, 0, "a picture desk's words")
    if _says_all_twice(line):
        return Cue("caption", 3, 0, "all of it twice")
    if starts(text):
        return Cue("caption", 3 if line.length <= 500 else 2, 0, "begins as a caption")
    if line.words <= _NAMES and not line.terminal and not is_furniture and _OF.match(text):
        return Cue("caption", 2, 0, "says that it is a picture")
    if line.words >= 3 and line.length <= 400:
        if text.endswith("("):
            return Cue("caption", 3, 0, "ends with an open bracket")
        if text.endswith(_CREDIT_FOLLOWS):
            return Cue("caption", 3, 0, "ends with a credit's label")
    if is_furniture:
        return None
    if line.length <= _PLACED_IN and places(text):
        return Cue("caption", 3, 0, "says who stands where")
    if line.length <= 260 and line.sentences <= 2 and points(text):
        return Cue("caption", 2, 0, "points into a picture")
    return _signed(line) if not line.terminal else None


def _signed(line: Line) -> Cue | None:
    """Return the cue of a line that a name without any mark signs: a sure one where nothing parts it from the last sentence of a few."""
    where = credits.name_tail(line.text)
    if where is None:
        return None
    if line.text[where[0] - 1].isspace():
        return Cue("caption", 2, 0, "a name after its last sentence")
    if line.function_share < _TOLD and not line.text[: where[0]].split()[-1][:1].islower():
        return None
    sure = line.length <= _SURE and line.sentences <= 3 and not reports_speech(line.text)
    return Cue("caption", 3 if sure else 2, 0, "a name glued to its last sentence")


def _says_all_twice(line: Line) -> bool:
    """Return whether ``line`` is a whole sentence or more and the same again: a picture's alternative text and its caption in one line."""
    half = line.text[: line.length // 2]
    if not line.terminal or half[-1:] not in _ENDS or not line.text.endswith(half):
        return False
    return half.count(" ") + 1 >= _TWICE and line.text.count(half[:_HEAD]) == 2


def _is_caption_of(line: Line, where: tuple[int, int]) -> bool:
    """Return whether ``line``, which ends with the credit at ``where``, is its caption: an agency also signs paragraphs."""
    if line.length > 650 or line.sentences > 5:
        return False
    if not line.text[: where[0]].rstrip(" ([|/–—-"):
        return True
    credit = line.text[slice(*where)]
    if credit.lower() in credits.AGENCIES and (line.length > 260 or reports_speech(line.text)):
        return False
    return line.length <= 330 or line.text[where[0] - 1] in "([" or any(credits.parse(credit))
