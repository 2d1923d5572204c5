"""Patterns of long lists: forms that begin alike share their beginning, which is much faster than asking for one after the other."""

import re
from collections.abc import Iterable


def longest(forms: Iterable[str], blank: str = r"\s") -> str:
    """Return the pattern of the longest of ``forms`` that stands somewhere, then of shorter ones; ``blank`` stands for each blank in them.

    What is asked for without regard to case must be in lower case here: forms that differ in nothing else would be asked for in any order.

    >>> longest(["won", "wonder", "to", "to go"])
    '(?:to(?:\\\\sgo|)|won(?:der|))'
    """
    return f"(?:{_below(sorted({tuple(blank if sign == ' ' else re.escape(sign) for sign in form) for form in forms}))})"


def _below(forms: list[tuple[str, ...]]) -> str:
    """Return the pattern of the longest of ``forms``, each a pattern for each sign, in order."""
    heads: dict[str, list[tuple[str, ...]]] = {}
    for form in forms:
        heads.setdefault(form[0] if form else "", []).append(form[1:])
    ends = heads.pop("", None) is not None
    ways = [head + _grouped(rest) for head, rest in heads.items()]
    return "|".join([*ways, ""] if ends and ways else ways)


def _grouped(forms: list[tuple[str, ...]]) -> str:
    found = _below(forms)
    return f"(?:{found})" if len({form[:1] for form in forms}) > 1 else found
