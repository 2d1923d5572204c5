"""What a place is called: as the articles write it, with the gazetteer's name beside it where that is another one."""

import re
import unicodedata
from collections.abc import Sequence

_ABBREVIATION = re.compile(r"(\w+\.)+|[A-Z]{1,3}")
"""Letters or a word with full stops, or up to three capitals: "B.C.", "Ont.", "US"; "St. John" is a name."""


def same(one: str, other: str) -> bool:
    """Return whether two spellings are the same but for capitals, accents, an article, and what stands between words.

    >>> same("BELEM", "Belém"), same("Asia Pacific", "Asia-Pacific"), same("the Netherlands", "Netherlands"), same("Kyiv", "Kyiv City")
    (True, True, True, False)
    """
    return _letters(one) == _letters(other)


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().removeprefix("the "))
    return "".join(character for character in plain if character.isalnum())


def beside(text: str, name: str | None) -> str:
    """Return a place as it is written, with its ``name`` in the gazetteer, where it has one, behind it if that is another one.

    >>> beside("Oskemen", "Ust-Kamenogorsk"), beside("KYIV", "Kyiv"), beside("Lilongwe Road", None)
    ('Oskemen (Ust-Kamenogorsk)', 'Kyiv', 'Lilongwe Road')
    """
    if name is None:
        return text
    return name if same(text, name) else f"{text} ({name})"


def common(written: Sequence[str], name: str) -> tuple[str, str]:
    """Return what a place of many articles is called, and what is said beside that, from all its spellings, the most frequent first.

    It is called by the most frequent spelling that is no abbreviation; where all are, by its ``name`` in the gazetteer.

    >>> common(["Oskemen", "Ust-Kamenogorsk"], "Ust-Kamenogorsk"), common(["Kyiv", "KYIV"], "Kyiv City"), common(["ATHENS"], "Athens")
    (('Oskemen', 'Ust-Kamenogorsk in the gazetteer'), ('Kyiv', 'Kyiv City in the gazetteer'), ('Athens', ''))
    >>> common(["N.S.", "NS"], "Nova Scotia"), common(["Ont.", "Ontario"], "Ontario")
    (('Nova Scotia', 'written N.S., NS'), ('Ontario', ''))
    """
    full = [text for text in written if not _ABBREVIATION.fullmatch(text)]
    if not full:
        return name, f"written {', '.join(written)}" if written else ""
    return (name, "") if same(full[0], name) else (full[0], f"{name} in the gazetteer")
