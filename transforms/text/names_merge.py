"""Which mentions of an article name the same entity."""

import re
import unicodedata
from collections.abc import Sequence

from transforms.text.mentions import Name

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


def words(name: str) -> tuple[str, ...]:
    """The words of ``name`` in lower case, without accents and periods.

    >>> words("José Pérez-Díaz Jr.")
    ('jose', 'perez-diaz', 'jr')
    >>> words("U.S.")
    ('us',)
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return tuple(word.replace(".", "").casefold() for word in _WORD.findall(plain)) or (name.casefold(),)


def fullest(forms: Sequence[str]) -> str:
    """The fullest of several forms of one name: most words, then longest, then first; white space made single.

    >>> fullest(["Roe", "Jane Roe", "JANE ROE"])
    'Jane Roe'
    """
    spaced = [" ".join(form.split()) for form in forms]
    return max(spaced, key=lambda form: (len(form.split()), len(form), not form.isupper()))


def merge(source: str, names: Sequence[Name]) -> tuple[list[int], list[list[int]]]:
    """The groups of ``names`` that name one entity, by first mention, and for each name the position of its group."""
    groups: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for position, name in enumerate(names):
        groups.setdefault((name.entity_type, words(source[name.start : name.end])), []).append(position)
    ordered = list(groups.values())
    owners = [0] * len(names)
    for number, group in enumerate(ordered):
        for position in group:
            owners[position] = number
    return owners, ordered
