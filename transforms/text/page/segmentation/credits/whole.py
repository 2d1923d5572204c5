"""Lines that are nothing but the credit of a picture."""

import re

from transforms.text.page.segmentation.credits.agencies import AGENCIES
from transforms.text.page.segmentation.credits.brackets import SLASHED, is_credit
from transforms.text.page.segmentation.credits.people import has_label, is_person, parse
from transforms.text.page.segmentation.credits.tails import find

LONGEST = 140
"""Characters of the longest line that can be a credit."""

_SIGNS = (
    "/", ")", "]", "(", "via ", ":", "©", "image", "photo", "credit", "courtesy", "handout", "illustration", "picture", "composite", "graphic",
    "copyright",
)  # fmt: skip
"""One of these stands in every line that is a credit; asked first because it is much faster."""
_ABOVE_CAPTION = re.compile(r"^(?:Image|Photo|Media|Picture) (?:source|copyright|credit)s?\b", re.IGNORECASE)
_SOURCE = re.compile(
    r"^(?:Image|Photo|Picture|Video|Media) (?:source|credit|copyright|credits)s?\s?[:,]\s?|^Image copyright\s|^(?:Image"
    r"|Photo) (?:by|courtesy)\b|^(?:Images?|Photos?|Credit|Picture|Photograph|Illustration|Screenshot|Copyright)\s?:",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:(?:(?:Photo|Image|Picture|Video) )?(?:[Cc]redit|CREDIT):\s?[A-Z@]\S*(?:\s(?:[A-Z@&/|]\S*|of|for|the|via|and|&|/)){0,7}"
    r"|(?:Photo|Image|Picture|Screenshot):\s?[A-Z]\S*(?:\s[A-Z&/]\S*|\s/){0,5})(?<![.!?])"
)
"""Whoever stands behind a picture's label, known or not ("Credit: Lowton County Sheriff's Office", "Image: Northwind")."""
_PICTURE_SOURCE = re.compile(
    r"Source: ?(?:Getty|Shutterstock|i[Ss]tock|Unsplash|Pexels|Pixabay|Wikimedia|Facebook|Twitter|Instagram|TikTok|You[Tt]ube|X|UGC)\b"
    r".{0,40}(?<![.!?])"
)
"""A source that has pictures and writes no stories: an archive, a network, its users ("user-generated content")."""
_PICTURE_LABEL = re.compile(
    r"\W*(?:photo|image|picture|illustration|credit|handout|courtesy|composite|graphic|copyright|file photo)", re.IGNORECASE
)


def is_credit_line(text: str) -> bool:
    """Return whether ``text`` is nothing but the credit of a picture ("Photo by …", "(Ana Lind/Reuters)", "Image source, Reuters").

    >>> is_credit_line("Photo by Ana Lind via Getty Images"), is_credit_line("Ana Lind/Getty Images"), is_credit_line("Anna Lind")
    (True, True, False)
    """
    low = text.lower() if len(text) <= LONGEST else ""
    if not any(map(low.__contains__, _SIGNS)):
        return False
    inner = find(text) if len(text) > 30 else None
    if inner is not None and inner[0] > 25:
        return False
    if _SOURCE.match(text):
        return len(text.split()) <= 16 and (stands_above_caption(text) or any(parse(text)) or _LABELLED.fullmatch(text) is not None)
    bare = text.strip("()[] .")
    if not bare:
        return False
    if text[0] in "([" or (text[-1] in ")]" and "(" not in text and "[" not in text):
        return _is_in_brackets(text, bare)
    return text[-1] not in ")]" and _is_without_brackets(bare)


def is_picture_source(text: str) -> bool:
    """Return whether ``text`` names as its source one that has pictures and writes no stories.

    >>> is_picture_source("Source: Getty Images"), is_picture_source("Source: Facebook/Ana Lind"), is_picture_source("Source: Xinhua")
    (True, True, False)
    """
    return text.startswith("Source") and _PICTURE_SOURCE.fullmatch(text) is not None


def stands_above_caption(text: str) -> bool:
    """Return whether ``text`` is one of the credits that stand above their caption instead of below it.

    >>> stands_above_caption("Image source, Reuters"), stands_above_caption("Photo by Ana Lind")
    (True, False)
    """
    return _ABOVE_CAPTION.match(text) is not None


def _is_in_brackets(text: str, bare: str) -> bool:
    """Return whether a line in brackets, ``bare`` of them, is a credit; a person's name alone is one in round brackets."""
    if "(" in bare or ")" in bare:
        return False
    return len(bare.split()) <= 14 and (is_credit(bare) or bare.lower() in AGENCIES or (text[0] == "(" and is_person(bare)))


def _is_without_brackets(bare: str) -> bool:
    """Return whether a line without brackets is a credit: names parted by a slash, or behind a label, or with "via" between them."""
    if len(bare.split()) > 9 or bare.lower() in AGENCIES:
        return False
    people, agencies = parse(bare)
    if not (people or agencies):
        return False
    if SLASHED.match(bare) or (has_label(bare) and _PICTURE_LABEL.match(bare)):
        return True
    return bool(people and agencies) and " via " in bare
