"""What the text says a person is: title or role as written, and its organisation; before the name, after it, or ahead of it in commas."""

import re
from collections.abc import Sequence

from transforms.text.lexicon.titles import is_office
from transforms.text.names.role_phrases import FINITE, Role, ending, starting
from transforms.text.reading import Reading
from transforms.text.reading.layers import Name
from transforms.text.reading.passage import Passage

_RANK_PAIR = re.compile(r"(?<![\w.-])([A-Z][a-z]{1,5}\.?-[A-Z][a-z]{1,5}\.?) {1,2}$")
_OPENING = frozenset((",", "(", "—", "–"))
_BEHIND = frozenset((",", ".", ")", ";", "—", "–"))
_COPULAS = frozenset(("is", "was", "serves", "served"))
_OF = frozenset(("of", "for"))
_LONGEST_OF = 6
"""Words of a role with what it is of that a name follows without a comma: longer phrases may be two."""
_DETERMINERS = frozenset(("the", "a", "an", "also", "now", "currently", "then", "another", "all", "both", "one"))


def role_of(reading: Reading, name: Name) -> Role | None:
    """Return the role that the text gives beside the mention ``name`` of a person: a title right before it first."""
    return before(reading, name) or after(reading, name) or ahead(reading, name)


def before(reading: Reading, name: Name) -> Role | None:
    """Return the title right before the mention: "Belgorod Gov.", "Canadian Defence Minister", "the company's chief executive"."""
    passage = reading.passages[name.passage]
    return ending(reading, passage, name.first, attached=True) or _of_something(reading, passage, name) or _ranks(reading.source_text, name)


def _of_something(reading: Reading, passage: Passage, name: Name) -> Role | None:
    """Return the role whose last words, right before the mention, say of what it is: "the leader of the opposition Jane Roe"."""
    last = name.first - 1
    if last < 2 or passage.tags[last] not in ("NN", "NNS") or not passage.words[last].islower() or is_office(passage.words[last]):
        return None
    role = ending(reading, passage, name.first, attached=False)
    words = reading.source_text[role.start : role.end].split() if role else []
    return role if len(words) < _LONGEST_OF and not _OF.isdisjoint(words[1:-1]) else None


def ahead(reading: Reading, name: Name) -> Role | None:
    """Return the role before a mention in commas: "The company's chief executive, Jane Roe, said"."""
    passage = reading.passages[name.passage]
    if name.first < 2 or passage.words[name.first - 1] != ",":
        return None
    goes_on = name.last < len(passage) and passage.words[name.last] not in _BEHIND
    if goes_on and passage.tags[name.last] not in FINITE:
        return None
    role = ending(reading, passage, name.first - 1, attached=False)
    return None if role is not None and goes_on and _is_governed(passage, passage.token_at(role.start - passage.start)) else role


def _is_governed(passage: Passage, first: int) -> bool:
    """Return whether a preposition stands before the phrase from token ``first`` on: whoever it names is somebody else ("Speaking through a
    translator, Roe said").
    """
    begin = passage.sentences[passage.sentence[first]][0]
    if passage.lower[begin : begin + 2] == ["according", "to"]:
        return True
    while first and passage.lower[first - 1] in ("a", "an", "the", "his", "her", "their", "its"):
        first -= 1
    return first > 0 and passage.tags[first - 1] == "IN"


def after(reading: Reading, name: Name) -> Role | None:
    """Return the role in commas after the mention: "Jane Roe, 43, chief of the harbour police, said", "Jane Roe, who is the mayor of"."""
    passage = reading.passages[name.passage]
    words, i = passage.words, name.last
    if i >= len(words) or words[i] not in _OPENING:
        return None
    mark = words[i]
    closing = ")" if mark == "(" else mark
    i += 1
    if i + 1 < len(words) and words[i].isdigit() and words[i + 1] == ",":
        i += 2
    behind = _behind_who(words, i)
    if behind > i:
        i, closing = behind, ","
    while i < len(words) and words[i].casefold() in _DETERMINERS:
        i += 1
    return starting(reading, passage, _behind_age(words, i, mark), closing)


def _behind_who(words: Sequence[str], i: int) -> int:
    """Return the token behind "who is", ``i`` where there is no such clause."""
    if i + 2 >= len(words) or words[i] != "who" or words[i + 1] not in _COPULAS or words[i + 2] in ("not", "still"):
        return i
    return i + (3 if words[i + 2] in ("also", "now", "currently", "as") else 2)


def _behind_age(words: Sequence[str], i: int, mark: str) -> int:
    """Return the token behind an age in words ("a 43-year-old teacher"), ``i`` where there is none."""
    if i < len(words) and re.fullmatch(r"\d{1,3}", words[i]):
        while i < len(words) and (words[i] in ("-", "year", "years", "old", mark) or words[i].isdigit()):
            i += 1
        if i < len(words) and words[i].endswith("old"):
            i += 1
    return i


def _ranks(source: str, name: Name) -> Role | None:
    """Two shortened ranks that a hyphen joins right before the mention: "Lt.-Col."."""
    found = _RANK_PAIR.search(source, max(0, name.start - 30), name.start)
    if found and all(is_office(part) for part in found.group(1).split("-")):
        return Role(found.start(1), found.end(1), None)
    return None
