"""Headlines: what is cut off them, and which lines are none by their own wording."""

import functools
import re

from transforms.text.lexicon import data
from transforms.text.page.segmentation.credits import AGENCIES

_OUTLET = re.compile(r"\s(?:\||–|—|-|::|»|·|•)\s(?=[^|–—»·•]{2,40}$)")
_OUTLETS = frozenset(word for word, uses in data.table("segmentation/no_person.tsv") if "title" in uses.split())
"""Words with which outlets are named at the end of a browser's tab title."""
_SITE = re.compile(r"\.(?:com|org|net|co\.uk|co|tv|news|ca|in|au|io|edu|gov)$", re.IGNORECASE)
_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$|^\S+/\S+/\S*$", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg)\b", re.IGNORECASE)
_FILE_NAME = re.compile(r"[^\s@#/]*[^\W_]_[^\s@#/]*")
_TRAIL = re.compile(r"^(?:(?:current|location|path)\s?:\s?)?(?:home|news|you are here|breadcrumbs?)\b.{0,80}[»>›/]", re.IGNORECASE)
_ARROWS = re.compile(r"[»>›].*[»>›]|^(?:«|<<|‹|←)\s|\s(?:»|>>|›|→)$")
"""A trail, or a link to the page before or behind this one."""
_BEFORE = re.compile(
    r"^(?:(?:browse|you are here|you are reading|now reading|breadcrumbs?):?\s+(?:home\s[»>›/]\s)?|home\s[»>›/|]\s)(?:[^»>›/|]{1,30}\s[»>›/|]\s)*"
    r"(?=[^\s»>›|]+(?:\s[^\s»>›|/]+){2})",
    re.IGNORECASE,
)
"""A trail of sections, or a label, before the title at the trail's end."""
_NUMBERED = re.compile(r"\d+ ?(?:of|/) ?\d+\b\s*\|")
"""The number of a picture in a gallery."""
_BANNER = re.compile(
    r"(?=[tyaplsvrewbmc])"  # how every banner begins: it changes nothing, and is much faster
    r"(?:this (?:story|article|page|content|video|site) (?:is|was|has|uses)\b.{0,60}(?:from|old|archived|available|published|updated|subscribers?"
    r"|cookies|closed|20\d\d)|you are (?:here|reading|viewing|using)\b|please (?:enable|sign|log|subscribe|support|note)\b|subscribe\b"
    r"|sign (?:up|in)\b|log ?in\b|support (?:our|the|us)\b|skip to\b|advertisement\b|accessibility links\b|see all\b|view all\b|read more\b"
    r"|(?:media|press|public|corporate) (?:relations|affairs|information|communications?)(?: (?:office|officer|team|desk|department|unit))?$"
    r"|(?:share|print|save|email) this\b|we use cookies\b|by (?:continuing|using|submitting)\b|edition\b|search results\b)",
    re.IGNORECASE,
)

_SIGN = re.compile(r"[/.|_«<‹←»>›→]")
_ARROW = re.compile(r"[«<‹←»>›→]")
"""One of the first stands in whatever else is no headline, one of these in links and some trails; asked first because it is much faster."""


def bare(title: str) -> str:
    """Return ``title`` without the outlet or site with which a browser's tab title ends, and without a trail of sections before it.

    Cut is what follows the last bar or dash, where it is the name of an outlet and what is left has the length of a title.

    >>> bare("Ferry pier stays closed | The Lowton Herald"), bare("Ferry pier closed for good - lowtonherald.com")
    ('Ferry pier stays closed', 'Ferry pier closed for good')
    >>> bare("Home » News » Ferry pier stays closed"), bare("Ferry pier closed - what we know")
    ('Ferry pier stays closed', 'Ferry pier closed - what we know')
    """
    title = _BEFORE.sub("", title)
    cut = _OUTLET.search(title)
    if cut is None or len(title[: cut.start()].split()) < 3:
        return title
    tail = title[cut.end() :].strip()
    is_name = all(word[0].isupper() or word[0].isdigit() or word in ("and", "of", "the", "for") for word in tail.split())
    is_known = tail.lower() in AGENCIES or not _OUTLETS.isdisjoint(re.findall(r"\w+", tail))
    if (is_name and is_known and len(tail.split()) <= 5 and "," not in tail) or _SITE.search(tail):
        return title[: cut.start()].rstrip()
    return title


@functools.lru_cache(maxsize=1 << 10)
def is_no_headline(text: str) -> bool:
    """Return whether ``text`` is a line that looks like a title by its length but is an address, the name or the number of a picture, a trail
    of sections, a banner or the desk that sends a release.

    >>> is_no_headline("https://ledger.example/news/pier-stays-closed.php"), is_no_headline("This story is from May 4, 2023")
    (True, True)
    >>> is_no_headline("Home » News » Lowton"), is_no_headline("Ferry pier stays closed")
    (True, False)
    >>> is_no_headline("Media Relations Office"), is_no_headline("Media relations firm sues Lowton")
    (True, False)
    >>> is_no_headline("« Mayor of Lowton resigns"), is_no_headline("Current: Home > FinanceFerry pier stays closed")
    (True, True)
    """
    if _BANNER.match(text) is not None:
        return True
    return _SIGN.search(text) is not None and (
        _ADDRESS.match(text) is not None
        or _TRAIL.match(text) is not None
        or _NUMBERED.match(text) is not None
        or _FILE_NAME.fullmatch(text) is not None
        or (_ARROW.search(text) is not None and _ARROWS.search(text) is not None)
        or (_PICTURE.search(text) is not None and len(text.split()) <= 6)
    )
