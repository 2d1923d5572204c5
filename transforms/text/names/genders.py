"""The gender of the people of an article, where a title or a given name tells it."""

from transforms.text.lexicon import titles
from transforms.text.lexicon.folding import words
from transforms.text.lexicon.names import gender_of_name
from transforms.text.reading import Reading


def of_entities(reading: Reading) -> list[str]:
    """Return for each entity ``m``, ``f`` or an empty string: by a title before one of its mentions, else by the given name."""
    source = reading.source_text
    told: dict[int, set[str]] = {}
    for name, owner in zip(reading.names, reading.owners, strict=True):
        if name.entity_type == "PERSON":
            before = source[max(0, name.start - 20) : name.start].split()
            if before and source[name.start - 1] == " ":
                told.setdefault(owner, set()).add(titles.of(before[-1].rstrip(",")).gender)
    result = []
    for number, entity in enumerate(reading.entities):
        by_title = told.get(number, set()) - {""}
        if entity.entity_type != "PERSON" or len(by_title) > 1:
            result.append("")
        else:
            result.append(by_title.pop() if by_title else gender_of_name(words(entity.name)))
    return result
