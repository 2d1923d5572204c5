"""Credits in brackets: "(Ana Lind/Reuters)", "[Ana Lind/AFP]", "(CBC)"."""

import re

from transforms.text.page.segmentation.credits.agencies import AGENCIES, ANYWHERE, INITIALS
from transforms.text.page.segmentation.credits.people import has_label, parse
from transforms.text.page.segmentation.credits.signoff import is_sign_off

_AT_END = re.compile(r"[(\[]([^()\[\]]{2,160})[)\]]?\s*\.?$")
_WITHIN = re.compile(r"[(\[]([^()\[\]]{2,160})[)\]]\.?(?=\s+[\"'“‘]?[A-Z0-9])")
_WORD = re.compile(
    rf"\b(?:{ANYWHERE})\b|\b(?:{INITIALS})\b(?!\s[a-z])|"
    r"\b(?:photos?|photographs?|pictures?|image|images|credit|illustration|graphic|video)\b\s*(?:by|:|courtesy|credit|from|/|via)|"
    r"\b(?:courtesy|handout|supplied|submitted|screen ?grab|screenshot|file photo|pool photo|stock image|photo provided"
    r"|provided by|via (?:facebook|twitter|x|"
    r"instagram|youtube|telegram|reuters|getty|ap|afp|storyful|social media))\b",
    re.IGNORECASE,
)
SLASHED = re.compile(r"^[A-ZÀ-Þ][\w.’'-]+(?: [\w.’'-]+){1,4}\s?/\s?[A-Z][\w .&’'()-]{1,50}(?:[/|][\w .&’'-]{2,50}){0,3}$")
"""A person and an agency, or two agencies, parted by a slash."""
_CALL_SIGN = re.compile(r"[WK][A-Z]{3}(?:[ -]?(?:TV|\d{1,2}))?")
"""American stations, as their captions are credited."""


def is_credit(inside: str) -> bool:
    """Return whether what stands in brackets at the end of a line is the credit of a picture.

    >>> is_credit("Sanna Vuori/AFP/Getty Images"), is_credit("CBC"), is_credit("via The Canadian Press"), is_credit("D., Mont.")
    (True, True, True, False)
    """
    inside = inside.strip().removeprefix("via ")
    if (inside.lower() in AGENCIES and inside[0].isupper()) or _CALL_SIGN.fullmatch(inside):
        return True
    if len(inside) < 4 or not (inside[0].isupper() or inside[0] in "©@" or has_label(inside)):
        return False
    words = inside.split()
    if sum(1 for word in words if word[0].islower()) * 2 > len(words) + 2:
        return False
    return _WORD.search(inside) is not None or SLASHED.match(inside) is not None


def at_end(tail: str, *, capitals: bool) -> tuple[int, int] | None:
    """Return the offsets of the credit in the bracket with which ``tail`` ends; of several brackets in a row they run from the first.

    In a line all in ``capitals`` a bracket that merely holds capitalised words is none.

    >>> tail = "Crews work in Rabat. (Ana Lind/Reuters) (AP)"
    >>> tail[slice(*at_end(tail, capitals=False))]
    'Ana Lind/Reuters) (AP'
    """
    found = _AT_END.search(tail)
    if found is None or not (is_credit(found.group(1)) or (not capitals and _is_name_after_sentence(tail, found))):
        return None
    if found.group()[0] == "[" and not _is_square_credit(found.group(1)):
        return None
    start = found.start(1)
    before = _AT_END.search(tail[: found.start()].rstrip())
    while before is not None and is_credit(before.group(1)):  # some captions carry their credit two or three times
        start = before.start(1)
        before = _AT_END.search(tail[: before.start()].rstrip())
    return start, found.start(1) + len(found.group(1).rstrip())


def _is_square_credit(inside: str) -> bool:
    """Return whether square brackets hold a credit: mostly they hold editors' words; a credit names an agency or a kind of picture."""
    return "/" in inside or "photo" in inside.lower() or "image" in inside.lower()


def _is_name_after_sentence(tail: str, found: re.Match[str]) -> bool:
    """Return whether a bracket after a full stop holds a capitalised name ("… on Friday. (U.S. Coast Guard)")."""
    words = found.group(1).split()
    return (
        len(words) >= 2
        and not is_sign_off(found.group(1))
        and words[-1][-1] not in ".!?"
        and tail[: found.start()].rstrip()[-1:] in '.!?"”’'
        and sum(word[0].isupper() for word in words) * 10 >= 6 * len(words)
        and not words[0].islower()
    )


def middles(text: str) -> list[int]:
    """Return where bracketed credits end that are followed by more text: a caption glued to what comes after it.

    An agency alone in brackets is a dateline as well, so more than its name is asked for.

    >>> middles("A boat in Bari. (Ana Lind/Reuters) The ship left."), middles("BARI, Italy (AP) The ship left.")
    ([34], [])
    """
    if ")" not in text and "]" not in text:
        return []
    return [found.end() for found in _WITHIN.finditer(text) if _is_sure(found.group(1))]


def _is_sure(inside: str) -> bool:
    return inside.strip().lower() not in AGENCIES and is_credit(inside) and any(parse(inside))
