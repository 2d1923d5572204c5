"""Ages: how old the text says a person is, right beside the name, or in the sentence behind it."""

import re

from transforms.text.lexicon import titles
from transforms.text.lexicon.folding import words
from transforms.text.lexicon.names import gender_of_name
from transforms.text.reading import Reading
from transforms.text.reading.layers import Name
from transforms.text.reading.passage import Passage

_AFTER = re.compile(r"\s*(?:,\s*(?:aged?\s+|an?\s+)?|\((?:aged?\s+)?|,?\s+aged?\s+)(\d{1,3})(?:[-\s]year[-\s]old\b|(?=\s*[,.;)]))")
_BRACKETED = re.compile(r"\s*\(\d")
_TURNED = re.compile(r",?\s+who\s+(?:is|was|turned|turns|has turned)\s+(\d{1,3})\b(?!\s*(?:per|%|years? (?:in|of)))")
_BEFORE = re.compile(r"\b(\d{1,3})[-\s]year[-\s]old(?:\s+[\w'’-]+){0,4}\s+$")
_NEXT = re.compile(r"(He|She)\s+(?:was|is)\s+(\d{1,3})(?:\s+years\s+old)?\s*\.")
_OLDEST = 120


def age_beside(text: str, start: int, end: int, numbered: bool = False) -> int | None:
    """Return the age in years that stands beside the name ``start:end`` of ``text``; where people are ``numbered``, as players are in captions of
    games, a bare number in brackets is none.

    >>> age_beside("Jane Roe, 43, left.", 0, 8), age_beside("The 37-year-old Peter Hall left.", 16, 26), age_beside("Jane Roe left.", 0, 8)
    (43, 37, None)
    """
    after = text[end : end + 60]
    bare = numbered and _BRACKETED.match(after)
    found = (None if bare else _AFTER.match(after)) or _TURNED.match(after) or _BEFORE.search(text[max(0, start - 80) : start])
    return int(found.group(1)) if found and 0 < int(found.group(1)) <= _OLDEST else None


def age_behind(reading: Reading, name: Name) -> int | None:
    """Return the age in years that the sentence behind that of ``name`` consists of ("Jane Roe died on Monday. She was 91."), None unless the
    name is the whole subject there, nobody else stands in that sentence, and "he" or "she" fits the given name.
    """
    p = reading.passages[name.passage]
    first, last = p.sentences[p.sentence[name.first]]
    found = _NEXT.fullmatch(p.text[p.starts[last] : p.ends[p.sentences[p.sentence[last]][1] - 1]]) if last < len(p) else None
    head = name.last - 1
    if found is None or p.deps[head] not in ("nsubj", "nsubjpass") or p.heads[p.heads[head]] != p.heads[head]:
        return None
    others = [j for j in range(first, last) if not name.first <= j < name.last and _is_somebody(reading, p, j)]
    gender = gender_of_name(words(p.text[p.starts[name.first] : p.ends[head]]))
    fits = gender == ("m" if found[1] == "He" else "f")
    return int(found[2]) if fits and not others and 0 < int(found[2]) <= _OLDEST else None


def _is_somebody(reading: Reading, p: Passage, i: int) -> bool:
    """Return whether token ``i`` is of a person's name, a noun for somebody or a personal pronoun."""
    name = reading.name_at(p.start + p.starts[i])
    if (name is not None and name.entity_type == "PERSON") or p.tags[i] == "PRP":
        return True
    single = p.lower[i].removesuffix("s")
    return p.tags[i].startswith("NN") and not titles.of(single).kinds.isdisjoint(("kin", "office", "person", "role"))
