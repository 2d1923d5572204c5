"""One part of a byline in, the person it names out: without titles before, offices, outlets and degrees behind."""

import functools
import re
from typing import NamedTuple

from transforms.text.lexicon import data, titles
from transforms.text.lexicon.common import is_common
from transforms.text.lexicon.folding import fold
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.page.segmentation.credits import AGENCIES
from transforms.text.page.segmentation.furniture import LINES
from transforms.text.page.segmentation.lines import normal

LONGEST = 45
"""Characters of the longest name."""
MOST_WORDS = 5

NO_NAME: frozenset[str] = frozenset(word for word, uses in data.table("segmentation/no_person.tsv") if "byline" in uses.split())
"""Capitalised words with which a byline names an outlet, a desk or a section."""
_PARTICLES = listed("particles") | frozenset(["af", "y", "von", "st."])
_GENERATIONS = listed("generations")
_DEGREES = frozenset(["phd", "md", "ms", "msc", "mph", "mba", "rd", "rn", "rdn", "jd", "esq", "dds", "obe", "mbe", "cbe"])
POSTS = frozenset(
    ["reporter", "writer", "editor", "correspondent", "columnist", "contributor", "producer", "journalist", "critic", "analyst"]
)
_SURNAMES = frozenset(["Best", "Day", "East", "Law", "North", "South", "Sun", "West"])
"""Words of outlets that are surnames behind a given name."""
_GIVEN_OR_ADJECTIVE = frozenset(["don", "nana", "private", "major", "justice", "general", "guru", "lady", "dame"])
"""Titles that are given names or begin names of other things as well."""
_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ](?:[^\W\d_]|[’'.-])*")
_PAIR = re.compile(rf"({_WORD.pattern}),?\s+(?=(\S+))")
_INITIALS = re.compile(r"(?!U\.[SKN]\.|E\.U\.)(?:[A-Z]\.-?){1,3}")
_CAPITAL_PAIR = re.compile(r"[A-Z]{2}")
_CAPITALS = re.compile(r"[A-Z][A-Z.&]{2,}")
_EDGES = ' .,:;*\t\xa0"“”'
_EDGES_BUT_STOP = _EDGES.replace(".", "")
_DOTLESS = re.compile(r"(?:\b(?:Jr|Sr|JR|SR)|\b(?:[A-Z]\.)+[A-Z])$")
"""What loses the stop that belongs to it with the stop of the line."""
_MARKS = re.compile(r"[.,]")


class Person(NamedTuple):
    """A person's name as a byline writes it; ``listed`` where it begins with a given name or ends with a surname that is known; ``rest``
    holds the words that were cut off behind it.
    """

    name: str
    listed: bool
    rest: tuple[str, ...]


def may_hold_listed(text: str) -> bool:
    """Return whether two words of ``text`` can begin a name that looks like one by the lists (:func:`is_listed`): first a given name, initials,
    or no English word. Asked first because it is much faster: menus and many titles hold none.

    >>> may_hold_listed("Ana Lind"), may_hold_listed("Local Sports"), may_hold_listed("Lowton News")
    (True, False, False)
    """
    return any(_may_go_on(second) and _may_begin(first) for first, second in _PAIR.findall(text))


@functools.lru_cache(maxsize=1 << 12)
def _may_go_on(word: str) -> bool:
    bare = _MARKS.sub("", word)
    if bare.lower() in _PARTICLES or bare.lower() in _GENERATIONS:
        return True
    return _WORD.match(word) is not None and (bare not in NO_NAME or bare in _SURNAMES or bare.isupper())


@functools.lru_cache(maxsize=1 << 12)
def _may_begin(word: str) -> bool:
    if not is_common(word.lower()) or _INITIALS.fullmatch(word) or _CAPITAL_PAIR.fullmatch(word):
        return True
    return is_given(_lowered(word) if word.isupper() else word)


def person(part: str) -> Person | None:
    """Return the person that ``part`` of a byline names, or None.

    >>> person("Dr. ANA VAN LIND-MCCOY, PHD").name, person("Ana Lind Senior Editor").rest, person("Daily Ledger")
    ('Ana van Lind-McCoy', ('Senior', 'Editor'), None)
    """
    words = (
        _DOTLESS.sub(r"\g<0>.", part.strip(_EDGES)).split() if part.rstrip(_EDGES_BUT_STOP).endswith(".") else part.strip(_EDGES).split()
    )
    if not words or len(words) > 12:
        return None
    words = _in_small_letters(words)
    words = _without_title(words)
    if len(words) in (4, 6) and words[: len(words) // 2] == words[len(words) // 2 :]:
        words = words[: len(words) // 2]  # printed twice
    name: list[str] = []
    for word in words:
        if not _goes_on(name, word):
            break
        name.append(word.rstrip(",;:"))
        if len(word) > 4 and word.endswith("."):
            break  # a sentence ends
    rest = tuple(words[len(name) :])
    while name and name[-1].lower() in _PARTICLES:
        rest = (name.pop(), *rest)
    if rest and rest[0].rstrip(",.") in NO_NAME and rest[0].casefold() not in POSTS and name and not is_given(name[0]) and len(name) < 3:
        return None  # "Lowton Valley News"
    name, rest = _shortened(name, rest)
    written = " ".join(name)
    written = written if written.endswith((" Jr.", " Sr.")) or _ends_in_initial(name) else written.rstrip(".")
    if len(name) < 2 or len(written) > LONGEST or written.lower() in AGENCIES or normal(written) in LINES or is_place(written):
        return None
    return Person(written, is_listed(name), rest)


def _in_small_letters(words: list[str]) -> list[str]:
    """Return ``words`` with a name in capitals at their beginning as a name is written ("ANA LIND Staff Writer")."""
    size = 0
    while size < len(words) and (words[size].isupper() or words[size].lower() in _PARTICLES or _is_honorific(words[size])):
        size += 1
    spoken = [word for word in words[:size] if word.isupper() and len(word.rstrip(".")) > 1]
    return [_lowered(word) if word.isupper() else word for word in words[:size]] + words[size:] if len(spoken) >= 2 else words


def _lowered(word: str) -> str:
    """Return a word in capitals as a name writes it: "MCCOY-LIND" gives "McCoy-Lind", "III" and "J.D." stay."""
    if word.lower() in _PARTICLES and word.lower() not in ("mac", "st.", "san", "santa"):
        return word.lower()
    if word.rstrip(".").lower() in ("ii", "iii", "iv") or re.fullmatch(r"(?:[A-Z]\.)+", word):
        return word
    pieces = (
        "Mc" + piece[2:3] + piece[3:].lower() if piece.startswith("MC") and len(piece) > 3 else piece.capitalize()
        for piece in word.split("-")
    )
    return re.sub(r"(?<=\bO['’])[a-z]", lambda found: found.group().upper(), "-".join(pieces))


def _without_title(words: list[str]) -> list[str]:
    """Return ``words`` without the honorifics and the post before a name ("Senior Reporter Ana Lind")."""
    posts = [at for at, word in enumerate(words[:4]) if word.casefold() in POSTS and len(words) - at > 2]
    words = words[posts[-1] + 1 :] if posts else words
    while words and (_is_honorific(words[0]) or words[0].endswith(("'s", "’s"))):  # "NBC's Ana Lind"
        words = words[1:]
    return words


@functools.lru_cache(maxsize=1 << 12)
def _is_honorific(word: str) -> bool:
    bare = word.casefold().strip(".,")
    return bare not in _GIVEN_OR_ADJECTIVE and not titles.of(bare).kinds.isdisjoint(("honorific", "address", "rank"))


def _goes_on(name: list[str], word: str) -> bool:
    """Return whether ``word`` continues the name of which ``name`` are the words so far."""
    bare = _MARKS.sub("", word)
    if len(name) >= MOST_WORDS or (name and name[-1].rstrip(".").lower() in _GENERATIONS):
        return False
    if name and (bare.lower() in _PARTICLES or bare.lower() in _GENERATIONS):
        return True
    if _WORD.fullmatch(word.rstrip(",;:")) is None or (name and bare.lower() in _DEGREES):
        return False
    if bare in NO_NAME and not (len(name) == 1 and is_given(name[0]) and bare in _SURNAMES):
        return False
    # "Ana Lind DAILY LEDGER": capitals behind a name that has none are an outlet's
    return not (len(name) >= 2 and _CAPITALS.fullmatch(word) and not name[-1].isupper())


def _shortened(name: list[str], rest: tuple[str, ...]) -> tuple[list[str], tuple[str, ...]]:
    """Return ``name`` without an outlet that stands behind it without a mark, and ``rest`` with it.

    Cut off are the names of agencies and outlets that are known, and all words behind the first surname where there are more of them than
    names have and the first is a given name ("Ana J. Lind Lowton Falls Ledger").
    """
    if len(name) >= 3 and rest and rest[0].casefold() in POSTS and not is_surname(name[-1]):
        return name[:-1], (name[-1], *rest)  # "Ana Lind Parliamentary editor"
    if (
        len(name) >= 3
        and is_given(name[0])
        and len(name[-2].rstrip(".")) > 1
        and is_common(name[-1].lower())
        and not is_surname(name[-1])
        and name[-1].lower() not in _GENERATIONS
    ):
        return name[:-1], (name[-1], *rest)  # "Ana Lind Uncategorized"
    for size in range(len(name) - 2, 0, -1):
        if " ".join(name[-size:]).lower() in AGENCIES:
            return name[:-size], (*name[-size:], *rest)
    plain = [
        word
        for word in name
        if len(word.rstrip(".")) > 1 and word.lower() not in _PARTICLES and word.rstrip(".").lower() not in _GENERATIONS
    ]
    if len(plain) >= 4 and is_given(plain[0]):
        surnames = (
            sum(is_surname(word) for word in plain[2:4]) if is_given(plain[1]) and name[1] == plain[1] and is_surname(plain[2]) else 0
        )
        if surnames < 2:
            cut = name.index(plain[2 + surnames])
            return name[:cut], (*name[cut:], *rest)
    return name, rest


def _ends_in_initial(name: list[str]) -> bool:
    return bool(name) and re.fullmatch(r"(?:[A-Z]\.){2,}", name[-1]) is not None


def is_place(written: str) -> bool:
    """Return whether ``written`` is the name of a town, region or country that is known.

    >>> is_place("San José"), is_place("Ana Lind")
    (True, False)
    """
    known = lexicon().phrases.get(tuple(fold(written).split()), "")
    return known.startswith(("town", "region", "area", "country"))


def is_given(word: str) -> bool:
    """Return whether ``word`` is a given name that is known.

    >>> is_given("Zoë"), is_given("Ferry")
    (True, False)
    """
    return fold(word) in lexicon().given


def is_surname(word: str) -> bool:
    """Return whether ``word`` is a surname that is known.

    >>> is_surname("Núñez"), is_surname("Ferryboat")
    (True, False)
    """
    return fold(word) in lexicon().family


def is_listed(name: list[str]) -> bool:
    """Return whether a name looks like one by the lists: it begins with a given name or initials and is not made of common words that are
    no surname, or it ends with a surname and no word before is common.

    Names that no list knows look like names where no word of theirs is an English word or a place.

    >>> is_listed(["Ana", "Qwerty"]), is_listed(["J.", "Qwerty"]), is_listed(["Story", "Stream"]), is_listed(["Rocky", "Planet"])
    (True, True, False, False)
    """
    last = [word for word in name if word.rstrip(".").lower() not in _GENERATIONS][-1]
    ends_in_surname = any(is_surname(piece) for piece in (last, *last.split("-")))
    if is_given(name[0].split("-")[0]) or _INITIALS.fullmatch(name[0]):
        return ends_in_surname or not (is_common(last.rstrip(".").lower()) and is_common(name[0].lower()))
    if _CAPITAL_PAIR.fullmatch(name[0]):  # "EJ Lind", not "NJ Ledger"
        return ends_in_surname
    if all(word.istitle() and not is_common(word.lower()) and not is_place(word) for word in name):
        return True  # no words at all
    return ends_in_surname and not any(is_common(word.lower()) for word in name[:-1])
