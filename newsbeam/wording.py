"""Words of sentences that depend on what they are about: numbers with their nouns, and what a mistyped word may have meant."""

import difflib
import itertools
from collections.abc import Iterable

NEAR = 0.7
"""How much alike, from 0 to 1, a mistyped word must be to what it may have meant: twice the characters both share, by those of both."""


def counted(number: int, one: str, many: str = "", *, form: str = ",") -> str:
    """Return ``number`` with its noun: ``one`` for a single thing, else ``many``, which without being given is ``one`` with an s.

    >>> counted(1, "folder"), counted(0, "folder"), counted(2_000, "version stays", "versions stay"), counted(1, "article", form="+,")
    ('1 folder', '0 folders', '2,000 versions stay', '+1 article')
    """
    return f"{number:{form}} {one if abs(number) == 1 else many or one + 's'}"


def kept_versions(numbers: Iterable[int]) -> str:
    """Return in words which versions have these ascending ``numbers``.

    >>> kept_versions([3]), kept_versions([1, 2, 4, 5, 6, 9])
    ('version 3', 'versions 1, 2, 4 to 6, 9')
    """
    found = list(numbers)
    told = []
    for _, group in itertools.groupby(enumerate(found), lambda pair: pair[1] - pair[0]):
        first, *rest = [number for _, number in group]
        told.append(f"{first} to {rest[-1]}" if len(rest) > 1 else ", ".join(map(str, (first, *rest))))
    return f"version{'s' * (len(found) > 1)} {', '.join(told)}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the end of a sentence that names what of ``known`` is nearest to ``word``; nothing where none is near.

    Near is what one slip of the hand makes of it, and of longer words what shares most characters (:data:`NEAR`).

    >>> did_you_mean("raport", ["report", "recover"]), did_you_mean("walk", ["report", "recover"])
    ('; did you mean report?', '')
    >>> did_you_mean("rnu", ["gc", "run"]), did_you_mean("gx", ["gc", "run"])
    ('; did you mean run?', '')
    """
    words = sorted(known)
    meant = [one for one in words if is_a_slip(word, one)] or difflib.get_close_matches(word, words, n=1, cutoff=NEAR)
    return f"; did you mean {meant[0]}?" if meant else ""


def is_a_slip(word: str, meant: str) -> bool:
    """Return whether ``word`` is ``meant``, of three characters or more, with one wrong, missing or too many, or with two neighbours swapped.

    >>> [is_a_slip(word, "run") for word in ("rnu", "rum", "rn", "runn", "nur", "ruin", "ran!")]
    [True, True, True, True, False, True, False]
    """
    if len(meant) < 3 or word == meant:
        return False
    same = next((at for at, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), min(len(word), len(meant)))
    rest, wanted = word[same:], meant[same:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return rest[1:] in (wanted, wanted[1:]) or rest == wanted[1:] or (len(rest) > 1 and swapped == wanted)
