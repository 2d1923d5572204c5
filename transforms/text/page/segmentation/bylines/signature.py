"""A byline in, who signs out: the people, and what is left of the line when people, times and furniture are taken away."""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from transforms.text.page.segmentation import timestamps
from transforms.text.page.segmentation.bylines.people import NO_NAME, POSTS, Person, is_given, is_place, is_surname, person
from transforms.text.page.segmentation.credits import is_source

LONGEST = 300
"""Characters of the longest line that is read as a byline."""

_GLUED_BY = re.compile(r"^(?:By|BY|by)(?:(?:By|BY|by)\s|(?=[A-ZÀ-Þ][a-zß-ÿ]))")
_GLUED = re.compile(
    r"(?<=[a-zß-ÿ’'.0-9])(?=[A-Z@\d])(?=(?:Published|Posted|Updated|Last |Follow|Lifestyle|News|Travel|Sports?\b|Politic|Health\b|Crime\b|Senior"
    r"|Deputy|Assistant|Chief|Freelance|Reporter|Editor|Correspondent|Writer|Digital|Money\b|Consumer|Showbiz|Royal|TV\b|Tech\b|Science\b|World\b|US\b"
    r"|UK\b|Environment|Business|The [A-Z]|Audience|Social|Content|Staff|Home\b|Foreign|Opinion|Analysis|@"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d|\d+ ?(?:min|sec|hour|hr|day|h\b|d\b)"
    r"|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))"
)
_BULLET = re.compile(r"^[-–—•●▪·*]\s*(?=\S)")
_HANDLE = re.compile(r"\s?\(\s?(?:@\w+|[^\s()]+@[^\s()]+\.\w+)\s?\)")
_FURNITURE = re.compile(
    r"\S+@\S+\.\w+|(?<!\w)@\w+|\bhttps?://\S+|\bwww\.\S+|\b\w[\w-]*\.(?:com|org|net|co\.uk|tv|news)\b"
    r"|\b(?:\d+|no|leave a|post a|discuss) (?:comments?|views?|replies|reply|shares?)\b|\bdiscuss(?= ?\()|\(\d+\)"
    r"|\b\d+[- ]?min(?:ute)?s?(?: read)?\b|long read$|\bread$|(?:archive|author|profile) page\b|\bPh\.? ?D\b\.?|\bM\.D\."
    r"|\b(?:follow(?: (?:me|us|on \w+))?|full bio|bio|become a fan|view profile|rss feed|rss|permalink|see all|more by|email|e-mail"
    r"|twitter|facebook|linkedin|instagram)\b",
    re.IGNORECASE,
)
_TIME_WORD = re.compile(
    r"\b(?:(?:first|originally|last|date|story|article) )*(?:published|posted|updated|created|filed|modified|written)(?: on)?\b(?! ?by\b)\s?:?",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:^|(?<=[\s|/,–—-]))(?:(?P<what>story|words|text|report(?:ed)?|analysis|review|opinion|written|posted|published|submitted|interview"
    r"|commentary|column|created|article|added|uploaded|filed|author|news|features?|guide|exclusive|blog|essay)[\s:]+)?by\b\s?:?\s*(?=\S)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:(?:authors?|words|text|reporters?|writers?|contributors?|author\(s\))\s?:\s*(?=\S)|author\s(?=\w+\s\w))", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\b(?:reviewed|edited|checked|photograph(?:y|s|ed)?|photos?|pictures?|video|illustrat(?:ions?|ed)|graphics?|produced|directed|fact[- ]check"
    r"(?:ed)?|medically|translated|sponsored|presented|powered|read|views?|posts?|stories|more|provided|performed|recorded|designed|hosted|owned"
    r"|all|compiled and|brought to you)\s?$",
    re.IGNORECASE,
)
_OTHERS_BY = re.compile(r"\b(?:reviewed|edited|checked|photographed|illustrated|produced|translated)\s?by\b.*", re.IGNORECASE)
"""Those who did something else than write, to the end of the line."""
_SUFFIX = re.compile(r",\s?(?=(?:Jr|Sr|JR|SR)\b\.?|I{2,3}\b|IV\b)")
_PART = re.compile(
    r"(?P<weak>\s*(?:,\s*(?:and\s|&)?|;|&)\s*|\s+(?:and|AND|with|WITH|y)\s+)"
    r"|(?P<place>\s+(?:[Ff]or|FOR|[Ii]n|IN|at|of|from|FROM|filed under|wrote|On|on)\s+)"
    r"|(?P<strong>\s*[|·•●»/()\[\]…:]+\s*|\s+[-–—~]+\s+|\s*[–—]\s*)"
)
JOINING = frozenset(["and", "with", "for", "the", "of", "at", "in", "de", "on", "from", "to"])
"""Small words within the names of outlets and posts."""
_WORDS = re.compile(r"[^\W\d_]{2,}")


class Signature(NamedTuple):
    """Who signs, as a line says: the people in order, whether "By" or the like stands before them, and the words that are neither people nor
    times nor furniture.
    """

    people: tuple[Person, ...]
    labelled: bool
    rest: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """The names, each once."""
        return list(dict.fromkeys(found.name for found in self.people))

    @property
    def listed(self) -> bool:
        """Whether somebody signs whose name looks like one by the lists of given names and surnames; others are joined to it by "and"."""
        return any(found.listed for found in self.people)

    @property
    def explained(self) -> bool:
        """Whether all that is left of the line are words of outlets, desks and posts."""
        told = [word for word in self.rest if word not in JOINING]
        if len(self.rest) > 8 or not all(word[0].isupper() or word in POSTS for word in told):
            return False
        written = " ".join(self.rest)
        return (
            not (NO_NAME | POSTS).isdisjoint(told)
            or not any(word.istitle() for word in told)  # "ESPN", "HarbourOnline", or nothing
            or is_source(written)
            or is_place(written)
        )


@functools.lru_cache(maxsize=1 << 10)
def read(text: str) -> Signature:
    """Return who signs in the line ``text``.

    >>> read("Ana Lind and Bo van der Berg Daily Ledger | Updated May 4, 2023").names
    ['Ana Lind', 'Bo van der Berg']
    >>> read("06 November 2023 by Ana Lind Discuss (0)").names, read("Read more").names
    (['Ana Lind'], [])
    """
    if len(text) > LONGEST:
        return Signature((), False, ())
    bare = _tidy(text)
    labelled, who = _labelled(bare)
    people: list[Person] = []
    rest: list[str] = []
    joined = False  # what stands before the part is a person alone
    for part, join in _parts(who):
        found = person(part) if labelled or people or not rest else None
        if found is None and labelled and not people and is_given(part.strip(" .")):
            found = Person(part.strip(" ."), True, ())
        if found is not None and (found.listed or (join == "and" and joined) or (join == "first" and labelled)):
            people.append(found)
            rest.extend(found.rest)
            joined = not found.rest
        elif not (people and join == "place" and is_place(part.strip(" ,."))):
            rest.extend(_WORDS.findall(part))
            joined = False
    return Signature(tuple(_parted(people)), labelled, tuple(rest))


def _tidy(text: str) -> str:
    """Return ``text`` with bars in place of times and furniture, and with blanks where a name was glued to what stands beside it."""
    bare = _HANDLE.sub("", _BULLET.sub("", text.strip()))
    bare = _GLUED_BY.sub("By ", bare, count=1)
    bare = _GLUED.sub(" | ", bare)
    bare = _FURNITURE.sub(" | ", bare)
    bare = _SUFFIX.sub(" ", bare)
    bare = timestamps.blanked(bare)
    return _TIME_WORD.sub(" | ", bare)


def _labelled(text: str) -> tuple[bool, str]:
    """Return whether "By" or the like stands in ``text``, and what follows it; all of it where nothing does.

    What stands before it is empty, or parted from it by a mark (a time, which is a bar by now, a section).
    """
    label = _LABEL.match(text)
    if label is not None:
        return True, text[label.end() :]
    for found in _BY.finditer(text) if "by" in text.lower() else ():
        before = text[: found.start()].rstrip()
        if (not _WORDS.search(before) or before[-1] in "|/,·•●–—-)]") and len(before.split()) <= 8 and _OTHERS.search(before) is None:
            return True, _OTHERS_BY.sub("", text[found.end() :])
    return False, text


def first_part(who: str) -> str:
    """Return the first part of what follows "By", without times and furniture.

    >>> first_part("Daily Ledger | 80 views | May 4, 2023")
    'Daily Ledger'
    """
    return next((part.strip() for part, _ in _parts(_tidy(who))), "")


def after_label(text: str) -> str:
    """Return what follows "By" or the like in ``text``; all of it where nothing does.

    >>> after_label("Posted by: Ana Lind"), after_label("By Ana Lind, Daily Ledger")
    ('Ana Lind', 'Ana Lind, Daily Ledger')
    """
    bare = _GLUED_BY.sub("By ", text.strip(), count=1)
    found = _LABEL.match(bare) or _BY.search(bare)
    return bare[found.end() :] if found is not None else bare


def _parts(who: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of ``who`` with what joins them to the part before: ``first``, ``and``, ``comma``, ``place`` (the outlet or the town
    follows) or ``strong``.
    """
    low, join = 0, "first"
    for found in _PART.finditer(who):
        if who[low : found.start()].strip(" ,."):
            yield who[low : found.start()], join
            join = "strong" if found["strong"] else "place" if found["place"] else "and" if "," not in found["weak"] else "comma"
        elif join != "first":
            join = "strong" if found["strong"] else join
        low = found.end()
    if who[low:].strip(" ,."):
        yield who[low:], join


def _parted(people: list[Person]) -> Iterator[Person]:
    """Yield ``people``, two in place of one whose words are two names ("Ana Lind Bo Berg")."""
    for one in people:
        words = [*one.name.split(), *one.rest]
        if (
            len(words) == 4
            and is_given(words[0])
            and is_given(words[2])
            and len(words[1]) > 2
            and (is_surname(words[1]) or not is_given(words[1]))
        ):
            second = person(" ".join(words[2:]))
            if second is not None and second.listed and not second.rest and len(words[3].rstrip(".")) > 3:
                yield Person(" ".join(words[:2]), True, ())
                yield second
                continue
        yield one
