"""English words that are written in lower case: a word in, whether it is one out."""

import functools

from transforms.text.lexicon import data
from transforms.text.lexicon.loading import KEPT

_LOWER_ENDS = (
    ("ies", "y"), ("es", "e"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""), ("ly", ""),
    ("est", ""), ("er", ""), ("er", "e"),
)  # fmt: skip


@functools.cache
def _common() -> frozenset[str]:
    return frozenset(word for line in data.lines("truecase/common.txt") for word in line.split())


@functools.lru_cache(maxsize=KEPT)
def is_common(word: str) -> bool:
    """Return whether ``word``, in lower case, is an English word or a regular inflection of one.

    >>> is_common("tankers"), is_common("okonkwo")
    (True, False)
    """
    return len(word) == 1 or _reaches(word, 2)


def _reaches(word: str, steps: int) -> bool:
    """Return whether taking at most ``steps`` endings off ``word`` leads to a listed word."""
    if word in _common():
        return True
    if not steps:
        return False
    for old, new in _LOWER_ENDS:
        stem = word[: len(word) - len(old)]
        if word.endswith(old) and len(stem) >= (2 if new == "e" else 3):
            if _reaches(stem + new, steps - 1):
                return True
            if old in ("ing", "ed", "er") and len(stem) >= 4 and stem[-1] == stem[-2] and _reaches(stem[:-1], steps - 1):
                return True
    return False
