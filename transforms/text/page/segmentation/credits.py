"""Credits: what a picture's credit looks like, and the people and agencies it names."""

import re

from transforms.text.lexicon import data

_ROWS = data.table("segmentation/agencies.tsv")
AGENCIES: dict[str, str] = {alias: row[0].rstrip("*") for row in _ROWS for alias in row[1:]}
"""Agencies and outlets: canonical name by spelling in lower case."""
STORY_AGENCIES: frozenset[str] = frozenset(row[0].rstrip("*") for row in _ROWS if row[0].endswith("*"))
"""Those that are credited for stories, not for pictures alone."""

_NAME = r"(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*|de|da|di|del|della|der|den|van|von|bin|ibn|al|el|la|le|dos|du|ter|ten|af|y|e)"
_PERSON = re.compile(rf"(?!(?:de|van|von|al|el|la|le|y|e)$)[A-ZÀ-ÖØ-Þ][\w’'.-]*(?: {_NAME}){{1,4}}")
_NO_PERSON = re.compile(
    r"\b(?:Police|Department|Ministry|Office|University|College|School|Service|Services|Government|Council|County|City|State"
    r"|Court|Press|News|"
    r"Images?|Photos?|Pictures?|Times|Post|Herald|Tribune|Star|Media|TV|Radio|Network|Studios?|Films?|Productions?|Group|Agency"
    r"|Association|"
    r"Museum|Library|Archives?|Commons|Fire|Rescue|Army|Navy|Force|Command|Guard|Foundation|Institute|Society|Company|Inc|Ltd|Corp|World|"
    r"Staff|File|Handout|Courtesy|Via|The|Of|For|Club|Party|House|Center|Centre|Hospital|Zoo|Park|Airport|Airlines|Sports?|Entertainment|"
    r"Family|Facebook|Twitter|Instagram|YouTube|Telegram|TikTok|Google|Wire|Stock|Getty|Reuters|Project|Committee|Commission|Terms|Policy|Privacy|Use|Conditions|Notice|Observatory)\b"
)
_OUTLET = re.compile(
    r"\b(?:News|Times|Post|Herald|Tribune|Press|Star|Gazette|Journal|Chronicle|Media|TV|Radio|Images|Photos|Agency|Telegraph|Mail|Today|"
    r"Network|Television|Broadcasting|Newspapers?|Magazine|Archives?|Pictures|Stock|Wire|Standard|Observer|Mirror|Express)\b"
)
_LABEL = re.compile(
    r"^\W*(?:(?:file |undated |handout |courtesy |screen ?grab |screen ?shot |stock |main |composite |video |still )*"
    r"(?:photos?|photographs?|pictures?|pics?|images?|illustrations?|graphics?|maps?|credits?|video|composite|copyright"
    r"|screengrab|screenshot|"
    r"source|handout|courtesy|supplied|submitted|provided|file|contributed|taken|shot|still|collage|artwork|animation|pool|ho|©)"
    r"(?: (?:photos?|images?|pictures?|credits?|copyright|source|illustration))?\s*(?:by|of|from|courtesy(?: of)?|via|:|/|-|–|—|\b)\s*)+",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\s*(?:/|:\s|\)\s*\(|\||,|;|\+|•|·| via | through | for | and | & | - | – | — | on behalf of | from | courtesy(?: of)? |©)\s*",
    re.IGNORECASE,
)

_KEYWORDS = (
    "photo", "image", "getty", "picture", "credit", "courtesy", "handout", "/", "illustration", "supplied", "submitted", "©", "copyright", "via ",
    " for ", "screengrab", "screenshot", "graphic", "video by", "|", "file",
)  # fmt: skip
_LAST_WORDS = frozenset(alias.split()[-1] for alias in AGENCIES)
_AGENCY_NAMES = "|".join(
    sorted((re.escape(a) for a in AGENCIES if len(a) > 3 and a not in ("global", "independent", "guardian")), key=lambda a: (-len(a), a))
)
_CREDIT_WORD = re.compile(
    rf"\b(?:{_AGENCY_NAMES})\b|\b(?:AP|AFP|EPA|PA|CP|UPI|ANI|PTI|AAP|TASS|CBC|CTV|BBC|CNN|NBC|CBS|ABC|NPR|NYT)\b(?!\s[a-z])|"
    r"\b(?:photos?|photographs?|pictures?|image|images|credit|illustration|graphic|video)\b\s*(?:by|:|courtesy|credit|from|/|via)|"
    r"\b(?:courtesy|handout|supplied|submitted|screen ?grab|screenshot|file photo|pool photo|stock image|photo provided"
    r"|provided by|via (?:facebook|twitter|x|"
    r"instagram|youtube|telegram|reuters|getty|ap|afp|storyful|social media))\b",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"^[A-ZÀ-Þ][\w.’'-]+(?: [\w.’'-]+){1,4}\s?/\s?[A-Z][\w .&’'()-]{1,50}(?:[/|][\w .&’'-]{2,50}){0,3}$")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{2,160})[)\]]?\s*\.?$")
_BRACKETED_MIDDLE = re.compile(r"[(\[]([^()\[\]]{2,160})[)\]]\.?(?=\s+[\"'“‘]?[A-Z0-9])")
_CAPS = r"(?:[A-ZÀ-Þ0-9@#][\w.&’'@-]*|of|the|and|for|via|de|da|van|von|&|-|–)"
_LABELLED_TAIL = re.compile(
    r"(?<=[.!?”’\"')\]\w])\s*[|/–—-]?\s*"
    rf"((?:\b(?:THE CANADIAN PRESS|AP Photos?|REUTERS|AFP PHOTO|PHOTO|EPA|HANDOUT|Handout|CP PHOTO|PA Wire|AFP|Reuters"
    rf"|Getty Images|Courtesy)\s?/\s?{_CAPS}(?:[\s/,]{{1,2}}{_CAPS}){{0,9}})"
    r"|(?:(?:Photographs?|Photos?|Pictures?|Images?|Illustrations?|Credits?|Image Credits?|Photo Credits?|Image credit"
    r"|Photo credit|Graphic|Composite|Copyright|"
    r"PHOTO|IMAGE|CREDIT|Video|Source)(?:\s?:|\sby\b|\s(?:courtesy|via)\b|\s?©)\s?(?:[^.!?]|\b[A-Z]\.|\.com\b){2,110})"
    r"|(?:©\s?[^.!?]{2,90})"
    r"|(?:\b(?:HANDOUT|Handout|Supplied|Submitted|SUPPLIED|File photo|FILE PHOTO|Courtesy)\b(?: photo| image| of)?[^.!?]{0,60}))\.?$"
)
"""A credit with a label; it may be glued to the sentence before."""
_NAMED_TAIL = re.compile(
    rf"(?<=[.!?”’\"')\]])\s*[|–—-]?\s*((?:{_CAPS}\s){{0,5}}{_CAPS}(?:\s?[/|]\s?{_CAPS}(?:\s{_CAPS}){{0,5}}){{1,4}}"
    rf"|(?:{_CAPS}\s){{1,5}}(?:via|for)\s(?:{_CAPS}\s?){{1,6}})\.?$"
)
"""A person and an agency without a label, after the end of a sentence."""
_BARE_AGENCY_TAIL = re.compile(
    rf"(?<=[.!?”\"')])\s+((?:[A-Z][\w.’'-]*\s){{0,4}}(?:(?i:{_AGENCY_NAMES})|AP|AFP|PA|EPA|CP)(?: (?:Photo|Images|News))?)\.?$"
)
_AFTER_BRACKET = re.compile(r"([)\]])\s*[-–—|]?\s*(?:Copyright |©\s?)?[A-Z][\w ./&’'-]{1,40}$")
SAID = re.compile(r"\b(?:said|says|told|added|continued|asked|wrote|tweeted|according)\b|^[\"“‘]")
"""What paragraphs hold and captions hardly ever do."""
_CALL_SIGN = re.compile(r"[WK][A-Z]{3}(?:[ -]?(?:TV|\d{1,2}))?")
"""American stations, as their captions are credited."""
_MORE = re.compile(r"\s*\b(?:more|less)\s?[>»+]?$", re.IGNORECASE)
_NAME_TAIL = re.compile(
    r"(?<![ap]\.m)(?<!\b[A-Z])[.!?…][\"”’')]?\s+((?:[A-ZÀ-Þ][\w’'-]*\.?\s?){1,4}(?:(?:for|via|of|and)\s(?:[A-ZÀ-Þ][\w’'-]*\s?"
    r"|of\s|the\s){1,5})?)$"
)
_STARTS = re.compile(
    r"^(?:FILE\s?(?:PHOTO|PIC|IMAGE)?\s?(?:[-–—:]|\()|FILE PHOTO\b|File photo\b|File:|In this (?:\w+ ){0,4}(?:photo|image"
    r"|picture|photograph|frame grab|handout|screengrab|still)\b|"
    r"(?:This|These|An?|The) (?:\w+ ){0,4}(?:photo|image|photograph|picture|screengrab|screenshot|photos|images|satellite image"
    r"|combination of|combo of)"
    r"(?: \w+){0,6} (?:shows?|taken|provided|released|made available|captures?|depicts?)\b|(?:Image|Photo|Picture"
    r"|Video) caption:? \w|Caption:|CAPTION:|PHOTO:|Photo:|IMAGE:|Pictured[:,]?\s|\d{1,3} of \d{1,3} ?\|)"
)
ABOVE_CAPTION = re.compile(r"^(?:Image|Photo|Media|Picture) (?:source|copyright|credit)s?\b", re.IGNORECASE)
"""Credits that stand above their caption instead of below it."""
_IMAGE_SOURCE = re.compile(
    r"^(?:Image|Photo|Picture|Video|Media) (?:source|credit|copyright|credits)s?\s?[:,]\s?|^Image copyright\s|^(?:Image"
    r"|Photo) (?:by|courtesy)\b|^(?:Images?|Photos?|Credit|Picture|Photograph|Illustration|Copyright)\s?:",
    re.IGNORECASE,
)


def parse(credit: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The people and the agencies or outlets that ``credit`` names, in order.

    >>> parse("Sanna Vuori/AFP/Getty Images")
    (('Sanna Vuori',), ('AFP', 'Getty Images'))
    >>> parse("AP Photo/Marko Lind, File")
    (('Marko Lind',), ('AP',))
    >>> parse("Photo by Ana de Sousa via Getty Images")
    (('Ana de Sousa',), ('Getty Images',))
    """
    people: list[str] = []
    agencies: list[str] = []
    for part in _PART.split(credit):
        bare = part.strip(" .()[]:\"'“”|–—-\xa0")
        known = AGENCIES.get(bare.lower())
        if known is None:
            bare = _LABEL.sub("", bare).strip(" .()[]:\"'“”|–—-\xa0")
            known = AGENCIES.get(bare.lower())
        if known is not None:
            if known not in agencies:
                agencies.append(known)
        elif _PERSON.fullmatch(bare) and not _NO_PERSON.search(bare.title() if bare.isupper() else bare):
            if bare not in people:
                people.append(bare)
        elif bare and len(bare) <= 50 and bare[0].isupper() and _OUTLET.search(bare) and bare not in agencies:
            agencies.append(bare)
    return tuple(people), tuple(agencies)


def is_credit(inside: str) -> bool:
    """Whether what stands in brackets at the end of a line is the credit of a picture.

    >>> is_credit("Sanna Vuori/AFP/Getty Images"), is_credit("CBC"), is_credit("D., Mont.")
    (True, True, False)
    """
    inside = inside.strip()
    if (inside.lower() in AGENCIES and inside[0].isupper()) or _CALL_SIGN.fullmatch(inside):
        return True
    if len(inside) < 4 or not (inside[0].isupper() or inside[0] in "©@" or _LABEL.match(inside)):
        return False
    words = inside.split()
    if sum(1 for w in words if w[0].islower()) * 2 > len(words) + 2:
        return False
    return _CREDIT_WORD.search(inside) is not None or _SLASHED.match(inside) is not None


def _is_person(bare: str) -> bool:
    return _PERSON.fullmatch(bare) is not None and not _NO_PERSON.search(bare)


def find(text: str) -> tuple[int, int] | None:
    """Offsets of the credit with which ``text`` (a line) ends, brackets and the final full stop left out; None where there is none.

    >>> line = "Crews work in Rabat. (Ana Lind/Reuters)"
    >>> line[slice(*find(line))]
    'Ana Lind/Reuters'
    >>> find("He won (again).") is None
    True
    """
    tail = _MORE.sub("", text[-200:])
    base = max(len(text) - 200, 0)
    low = tail.lower()
    last = low[low.rstrip(" .)]").rfind(" ") + 1 :].strip(" .)]")
    named = last in _LAST_WORDS
    keyed = any(word in low for word in _KEYWORDS)
    closed = low.rstrip(" .").endswith((")", "]"))
    if not (closed or keyed or named):
        return None
    if named and not closed:
        repeat = _AFTER_BRACKET.search(tail)
        if repeat:
            tail = tail[: repeat.end(1)]
            closed = True
    found = _BRACKETED.search(tail) if closed else None
    if (
        found
        and (is_credit(found.group(1)) or (not text.isupper() and _is_title_case(tail, found)))
        and not (found.group()[0] == "[" and not _square(found.group(1)))
    ):
        start = found.start(1)
        before = _BRACKETED.search(tail[: found.start()].rstrip())
        while before is not None and is_credit(before.group(1)):  # some captions carry their credit two or three times
            start = before.start(1)
            before = _BRACKETED.search(tail[: before.start()].rstrip())
        return base + start, base + found.start(1) + len(found.group(1).rstrip())
    for rule in (_LABELLED_TAIL, _NAMED_TAIL, _BARE_AGENCY_TAIL):
        found = rule.search(tail) if (named if rule is _BARE_AGENCY_TAIL else keyed) else None
        if found:
            start = found.start(1)
            credit = found.group(1)
            if (not credit[0].isupper() and credit[0] != "©") or not _names_something(credit):
                continue
            return base + start, base + start + len(credit.rstrip(" ."))
    return None


def _square(inside: str) -> bool:
    """Square brackets hold editors' words more often than credits: those name a person and an agency or a kind of picture."""
    return "/" in inside or "photo" in inside.lower() or "image" in inside.lower()


def _is_title_case(tail: str, found: re.Match[str]) -> bool:
    """Whether a bracket after a full stop holds a name in capitals ("… on Friday. (U.S. Coast Guard)")."""
    words = found.group(1).split()
    return (
        len(words) >= 2
        and words[-1][-1] not in ".!?"
        and tail[: found.start()].rstrip()[-1:] in '.!?"”’'
        and sum(w[0].isupper() for w in words) * 10 >= 6 * len(words)
        and not words[0].islower()
    )


def _names_something(credit: str) -> bool:
    people, agencies = parse(credit)
    return bool(people or agencies) or _LABEL.match(credit) is not None


def name_tail(text: str) -> tuple[int, int] | None:
    """Offsets of a name or outlet without any mark after the last full stop of a short line, as some sites write credits.

    >>> line = "The new pier in Bari. Ana Lind for Daily Ledger"
    >>> line[slice(*name_tail(line))]
    'Ana Lind for Daily Ledger'
    """
    found = _NAME_TAIL.search(text[-120:]) if len(text) <= 220 and not text.isupper() else None
    if found is None or len(text) - len(found.group(1)) < 20 or re.search(r"[a-z][A-Z]", found.group(1)) or SAID.search(text):
        return None
    base = max(len(text) - 120, 0)
    return base + found.start(1), base + found.end(1)


def middles(text: str, base: int = 0) -> list[int]:
    """Where bracketed credits end that are followed by more text: a caption glued to what comes after it."""
    if ")" not in text and "]" not in text:
        return []
    return [base + found.end() for found in _BRACKETED_MIDDLE.finditer(text) if _sure(found.group(1))]


def _sure(inside: str) -> bool:
    """Stricter than :func:`is_credit`: an agency in brackets is also a dateline, so more than its name is asked for."""
    if inside.strip().lower() in AGENCIES:
        return False
    return is_credit(inside) and (any(parse(inside)))


def is_source(text: str) -> bool:
    """Whether ``text`` is the name of an agency, an outlet or a picture archive and nothing else ("Getty Images", "PA Wire").

    >>> is_source("Getty Images"), is_source("AFP via Getty Images"), is_source("A late goal")
    (True, True, False)
    """
    if len(text) > 60:
        return False
    parts = [part.strip(" .()[]") for part in _PART.split(text)]
    known = [part for part in parts if part.lower() in AGENCIES]
    return (
        bool(known)
        and text[:1].isupper()
        and all(part.lower() in AGENCIES or (len(part.split()) <= 3 and part[:1].isupper()) for part in parts if part)
    )


def is_outlet(text: str) -> bool:
    """Whether ``text`` is short and named like a newspaper or a station ("The Daily Ledger News")."""
    return len(text) <= 40 and _OUTLET.search(text) is not None and all(w[0].isupper() for w in text.split())


def starts_caption(text: str) -> bool:
    """Whether ``text`` begins as captions do ("FILE -", "In this photo", "3 of 7 |").

    >>> starts_caption("FILE - A ferry leaves Oslo, May 4, 2021.")
    True
    """
    return _STARTS.match(text) is not None


_CREDIT_SIGNS = (
    "/",
    ")",
    "]",
    "(",
    "via ",
    ":",
    "©",
    "image",
    "photo",
    "credit",
    "courtesy",
    "handout",
    "illustration",
    "picture",
    "composite",
    "graphic",
    "copyright",
)


def _may_be_credit(text: str) -> bool:
    low = text.lower()
    return any(sign in low for sign in _CREDIT_SIGNS)


def is_credit_line(text: str) -> bool:
    """Whether ``text`` is nothing but the credit of a picture ("Photo by …", "(Ana Lind/Reuters)", "Image source, Reuters").

    >>> is_credit_line("Photo by Ana Lind via Getty Images"), is_credit_line("Ana Lind/Getty Images"), is_credit_line("Anna Lind")
    (True, True, False)
    """
    if len(text) > 140:
        return False
    if not _may_be_credit(text):
        return False
    inner = find(text) if len(text) > 30 else None
    if inner is not None and inner[0] > 25:
        return False
    if _IMAGE_SOURCE.match(text):
        return len(text.split()) <= 16 and (ABOVE_CAPTION.match(text) is not None or any(parse(text)))
    bare = text.strip("()[] .")
    if not bare:
        return False
    if text[0] in "([" or (text[-1] in ")]" and "(" not in text and "[" not in text):
        if "(" in bare or ")" in bare:
            return False
        return len(bare.split()) <= 14 and (is_credit(bare) or bare.lower() in AGENCIES or (text[0] == "(" and _is_person(bare)))
    if text[-1] in ")]":
        return False
    if len(bare.split()) > 9 or bare.lower() in AGENCIES:
        return False
    if _SLASHED.match(bare) and any(parse(bare)):
        return True
    people, agencies = parse(bare)
    labelled = (
        _LABEL.match(bare) is not None
        and re.match(r"(?i)\W*(?:photo|image|picture|illustration|credit|handout|courtesy|composite|graphic|copyright|file photo)", bare)
        is not None
    )
    return (labelled and bool(people or agencies)) or (bool(people and agencies) and " via " in bare)
