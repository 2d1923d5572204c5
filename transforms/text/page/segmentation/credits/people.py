"""Who is credited: the people and the agencies that a credit names."""

import re

from transforms.text.lexicon import data
from transforms.text.page.segmentation.credits.agencies import AGENCIES, SEPARATOR, names_outlet

_NAME = r"(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*|de|da|di|del|della|der|den|van|von|bin|ibn|al|el|la|le|dos|du|ter|ten|af|y|e)"
_PERSON = re.compile(rf"(?!(?:de|van|von|al|el|la|le|y|e)$)[A-ZÀ-ÖØ-Þ][\w’'.-]*(?: {_NAME}){{1,4}}")
_NO_PERSON: frozenset[str] = frozenset(
    word for word, uses in data.table("segmentation/no_person.tsv") if not {"credit", "outlet"}.isdisjoint(uses.split())
)
_TOKEN = re.compile(r"\w+")
_LABEL = re.compile(
    r"^\W*(?:(?:file |undated |handout |courtesy |screen ?grab |screen ?shot |stock |main |composite |video |still )*"
    r"(?:photos?|photographs?|pictures?|pics?|images?|illustrations?|graphics?|maps?|credits?|video|composite|copyright"
    r"|screengrab|screenshot|"
    r"source|handout|courtesy|supplied|submitted|provided|file|contributed|taken|shot|still|collage|artwork|animation|pool|ho|©)"
    r"(?: (?:photos?|images?|pictures?|credits?|copyright|source|illustration))?\s*(?:by|of|from|courtesy(?: of)?|via|:|/|-|–|—|\b)\s*)+",
    re.IGNORECASE,
)
_FILED = re.compile(r"\sfile(?: photo)?$", re.IGNORECASE)
_YEAR = re.compile(r"^(?:19|20)\d\d\s+")
_EDGES = " .()[]:\"'“”|–—-\xa0"


def parse(credit: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the people and the agencies or outlets that ``credit`` names, each in order.

    >>> parse("Sanna Vuori/AFP/Getty Images")
    (('Sanna Vuori',), ('AFP', 'Getty Images'))
    >>> parse("AP Photo/Marko Lind, File")
    (('Marko Lind',), ('AP',))
    >>> parse("Photo by Ana de Sousa via Getty Images")
    (('Ana de Sousa',), ('Getty Images',))
    >>> parse("Copyright 2023 The Associated Press")
    ((), ('AP',))
    """
    people: list[str] = []
    agencies: list[str] = []
    for part in SEPARATOR.split(credit):
        bare = _FILED.sub("", part.strip(_EDGES))
        known = AGENCIES.get(bare.lower())
        if known is None:
            bare = _YEAR.sub("", _LABEL.sub("", bare)).strip(_EDGES)
            known = AGENCIES.get(bare.lower())
        if known is not None:
            agencies.append(known)
        elif is_person(bare):
            people.append(bare)
        elif len(bare) <= 50 and bare[:1].isupper() and names_outlet(bare):
            agencies.append(bare)
    return tuple(dict.fromkeys(people)), tuple(dict.fromkeys(agencies))


def is_person(text: str) -> bool:
    """Return whether ``text`` has the form of a person's name and no word of an office or a company.

    >>> is_person("Ana de Sousa"), is_person("RABAT POLICE"), is_person("Ana")
    (True, False, False)
    """
    words = _TOKEN.findall(text.title() if text.isupper() else text)
    return _PERSON.fullmatch(text) is not None and _NO_PERSON.isdisjoint(words)


def has_label(text: str) -> bool:
    """Return whether ``text`` begins with what credits are labelled with ("Photo by", "Courtesy of").

    >>> has_label("Handout from the navy"), has_label("Ana Lind")
    (True, False)
    """
    return _LABEL.match(text) is not None


def names_something(credit: str) -> bool:
    """Return whether ``credit`` names a person, an agency or an outlet, or is labelled as a credit."""
    return any(parse(credit)) or has_label(credit)
