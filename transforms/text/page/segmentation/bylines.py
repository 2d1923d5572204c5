"""Bylines: which lines name the authors, and their names without titles and outlets."""

import re

from transforms.text.lexicon import data
from transforms.text.page.segmentation import timestamps
from transforms.text.page.segmentation.credits import AGENCIES, STORY_AGENCIES
from transforms.text.page.segmentation.furniture import LINES
from transforms.text.page.segmentation.lines import normal

_PARTICLE = r"(?:de|da|di|del|della|der|den|van|von|bin|ibn|al|el|la|le|dos|du|ter|ten|af|st\.)"
_CAPITALISED = r"(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*|[A-ZÀ-ÖØ-Þ]\.)"
_NAME = re.compile(rf"{_CAPITALISED}(?: (?:{_CAPITALISED}|{_PARTICLE})){{1,3}}")
_BY = re.compile(
    r"^(?:(?:story|words|report|analysis|review|opinion|written|posted|published|interview) )?by[:\s]\s*(?P<who>\S.{1,180})$", re.IGNORECASE
)
_TEAM = re.compile(
    r"\b(?:Staff|Agencies|Agency|News|Reporters?|Desk|Team|Correspondents?|Bureau|Newsroom|Wire|Editors?|Online|Digital|Web)\b"
)
_NOT_NAME: frozenset[str] = frozenset(word for word, uses in data.table("segmentation/no_person.tsv") if "byline" in uses.split())
_TOKEN = re.compile(r"\w+")
_ROLE_TAIL = re.compile(
    r"(?<=[a-zß-ÿ’'])\s?(?=(?:Lifestyle|News|Travel|Sport|Sports|Political|Politics|Health|Crime|Senior|Deputy|Assistant|Chief"
    r"|Freelance|Reporter|Editor|Correspondent|"
    r"Writer|Digital|Money|Consumer|Showbiz|Royal|TV|Tech|Science|World|US|UK|Environment|Business|Business|The [A-Z]|Follow"
    r"|Audience|Social|Content|Staff|Home|Foreign))"
)
_HEAD_END = re.compile(r"\s+[·|•]\s+|\s+[-–—]\s+|\b(?:last )?(?:posted|published|updated)\b", re.IGNORECASE)
_AGE = re.compile(r"\s*[·|•–-]?\s*\d{1,2}\s?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h|days?|d)(?: ago)?$", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:,|;|\||·|•|&|\band\b|\bwith\b|/| - | – | — |\b[Ff]or\b|\bin\b|\bat\b|\bof\b|\bfrom\b|\(|\))\s*")
_ROLE_LINE = re.compile(
    r"^(?:(?:[\w&’'-]+ ){0,5}(?:reporter|correspondent|editor|writer|columnist|journalist|producer|anchor|staff|bureau chief"
    r"|contributor|sports writer|critic|"
    r"meteorologist|photographer|fellow|intern)(?:follow)?(?: (?:at|for|in|,) .{2,30})?)$",
    re.IGNORECASE,
)
_AGENCY_PREFIX = re.compile(
    r"^(?:the )?(?P<agency>[A-Za-z .\-]{2,40}?)(?:,? (?:in|and agencies|staff|staff reporters?|writers?|with agencies)\b.{0,40})?$",
    re.IGNORECASE,
)


def names(who: str) -> list[str]:
    """Return the names of people in ``who``, without titles and outlets.

    >>> names("Ana Lind and Bo van der Berg, The Daily Ledger")
    ['Ana Lind', 'Bo van der Berg']
    >>> names("Staff The Canadian Press")
    []
    """
    found: list[str] = []
    spaced = _ROLE_TAIL.sub(" | ", who)
    for part in _SPLIT.split(spaced):
        bare = part.strip(" .:*\t\xa0").rstrip("0123456789")
        bare = re.sub(r"(?i)^(?:by|dr\.?|prof\.?|mr\.?|ms\.?|mrs\.?|sir|staff writers?|reporter)\s+", "", bare)
        if bare.isupper() and len(bare) > 4:
            bare = " ".join(w if w.lower() in ("DE", "VAN", "VON") else _title(w) for w in bare.split())
        if (
            _NAME.fullmatch(bare)
            and _NOT_NAME.isdisjoint(_TOKEN.findall(bare))
            and len(bare) <= 45
            and bare.lower() not in AGENCIES
            and normal(bare) not in LINES
            and bare not in found
        ):
            found.append(bare)
    return found


def _title(word: str) -> str:
    return "-".join(
        piece[:1] + piece[1:].lower() if not piece.startswith("MC") else "Mc" + piece[2:3] + piece[3:].lower() for piece in word.split("-")
    )


def agencies(text: str) -> list[str]:
    """Return the news agencies that a byline or a credit line names, in order.

    >>> agencies("By BO LIND – Associated Press"), agencies("With files from Reuters and The Canadian Press")
    (['AP'], ['Reuters', 'CP'])
    """
    found: list[tuple[int, str]] = []
    low = text.lower()
    for alias, name in AGENCIES.items():
        if name in STORY_AGENCIES and alias in low:
            short = len(alias) <= 4
            rule = rf"(?<!\w){re.escape(alias.upper())}(?!\w)" if short else rf"(?<!\w){re.escape(alias)}(?!\w)"
            at = re.search(rule, text if short else low)
            if at and all(name != other for _, other in found):
                found.append((at.start(), name))
    return [name for _, name in sorted(found)]


def by(text: str) -> str | None:
    """Return what follows "By" in a byline; None where ``text`` is none.

    >>> by("By Ana Lind, Health Correspondent")
    'Ana Lind, Health Correspondent'
    >>> by("By the time he left it was dark.") is None
    True
    """
    if len(text) > 200:
        return None
    found = _BY.match(text)
    if found is None:
        return None
    who = found.group("who")
    if text.rstrip().endswith((".", "?", "!")) and len(text.split()) > 9 and not names(who):
        return None
    first = who.split()[0]
    if names(head(who)) and first[0].isupper():
        return who
    if not first[0].isupper() and not first[0].isdigit() and not text[:2].isupper():
        return None
    if (
        names(who)
        or agencies(who)
        or (
            re.match(r"(?i)(?:staff|the |news|our |afp|ap\b|reuters)", who)
            and len(who.split()) <= 8
            and (who.isupper() or sum(w[0].isupper() for w in who.split()) >= 2)
        )
    ):
        return who
    if len(who.split()) <= 8 and _TEAM.search(who) and all(w[0].isupper() or w in ("and", "with", "of", "the", "for") for w in who.split()):
        return who
    return who if first.isupper() and len(first) > 2 and len(who.split()) <= 8 else None


def is_dated(text: str) -> bool:
    """Return whether ``text`` is a byline with outlet and time in one line.

    >>> is_dated("Ana Lind · CBC News · Posted: May 4, 2023 5:00 AM CDT"), is_dated("AFP Published August 2, 2023")
    (True, True)
    >>> is_dated("Ana Lind died on May 4, 2023.")
    False
    """
    if len(text) > 200 or text.endswith(".") or not timestamps.has_date(text):
        return False
    left = timestamps.rest(text)
    if not left or len(left.split()) > 12 or not (_HEAD_END.search(text) or is_agency(left)):
        return False
    return is_agency(left) or (
        bool(names(head(text))) and all(w[0].isupper() or w.lower() in ("and", "for", "the", "of", "de", "van", "by") for w in left.split())
    )


def is_agency(text: str) -> bool:
    """Return whether ``text`` is the name of a news agency with nothing or a place after it ("Associated Press in Oslo")."""
    if len(text) > 60:
        return False
    bare = text.strip(" .|-–—")
    if bare.lower() in AGENCIES and AGENCIES[bare.lower()] in STORY_AGENCIES:
        return True
    found = _AGENCY_PREFIX.match(bare)
    return found is not None and AGENCIES.get(found.group("agency").lower().strip(), "") in STORY_AGENCIES


def is_name(text: str) -> bool:
    """Return whether ``text`` is a person's name (or two) and nothing else, as bylines without "By" are."""
    return (
        5 <= len(text) <= 60
        and not text.endswith((".", ":", "?"))
        and bool(names(text))
        and not timestamps.has_date(text)
        and len(" ".join(names(text)).split()) >= len(re.findall(r"[^\W\d_]+", text.replace("’", "").replace("'", "").replace("-", ""))) - 6
        and _only_names(text)
    )


def _only_names(text: str) -> bool:
    left = text
    for name in names(text):
        left = left.replace(name, " ")
    words = [w for w in re.findall(r"[^\W\d_]{2,}", left) if w.lower() not in ("and", "with", "the")]
    return not words or (not _NOT_NAME.isdisjoint(_TOKEN.findall(left)) and all(w[0].isupper() for w in words))


def is_aged_name(text: str) -> bool:
    """Return whether ``text`` is a name with the age of the page glued to it ("Ana Lind 2 minutes ago").

    >>> is_aged_name("Ana Lind2 minutes ago"), is_aged_name("Ana Lind 7 hours"), is_aged_name("7 hours ago")
    (True, True, False)
    """
    bare = _AGE.sub("", text)
    return bare != text and is_name(bare.strip(" ·|•-–,"))


def is_role(text: str) -> bool:
    """Return whether ``text`` is the title that stands below an author's name ("Freelance sports writer")."""
    return len(text) <= 60 and _ROLE_LINE.match(text.strip()) is not None


def head(text: str) -> str:
    """Return the part of a byline before its time, outlet or other columns ("Ana Lind · CBC News · Posted: …" gives "Ana Lind")."""
    first = _HEAD_END.split(text)[0].strip()
    bare = _AGE.sub("", first)
    return timestamps.rest(bare) if timestamps.has_date(bare) else bare
