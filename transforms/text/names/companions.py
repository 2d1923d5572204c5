"""Names beside names: what a list says of its odd member, and the second of two people where the first alone was found.

"Dewsbury, Mirfield, Orvane and Cleckheaton" are towns, whatever the tagger makes of the third; so is what "and" joins to a town behind "in"
or "from". Who stands joined to somebody's full name by two words with capitals is somebody, too.
"""

from collections.abc import Iterator, Sequence

from transforms.text.lexicon.common import is_common
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.names.calendar_names import is_calendar
from transforms.text.names.spans import Key, Span, key_of, of_tokens, taken
from transforms.text.names.wording import SURE_PLACES
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_JOINTS = ([","], ["and"], ["or"], ["&"], [",", "and"], [",", "or"])
_CONJUNCTIONS = frozenset(("and", "or", "&"))
_ODD = frozenset(("ORG", "PER", "MISC"))
"""Labels that the odd one among places may have been given."""
_LONGEST = 3
"""Words of a name that a list of places may make a place."""


def alike(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans``, in order, in which the odd one among the places of a list is a place, where nothing speaks for what it was taken for; beside
    countries alone, all of which are listed, it is who has to do with them ("Norway, Sweden and Zorvat").
    """
    result = list(spans)
    for members in _lists(reading, spans):
        found = [result[number] for number in members]
        passage = reading.passages[found[0].passage]
        odd = [number for number in members if result[number].label in _ODD and _is_open(passage, result[number])]
        places = sum(span.label == "LOC" for span in found)
        if all(lexicon().lowered.get(span.key) == "country" for span in found if span.label == "LOC"):
            continue
        ends = any(passage.words[span.first - 1] in _CONJUNCTIONS for span in found[1:])  # a dateline or "Oslo, Norway, ..." is no list
        if ends and len(odd) == 1 and places == len(found) - 1 and (places > 1 or _is_joined(passage, *found)):
            span = result[odd[0]]
            result[odd[0]] = span._replace(label="LOC", rule=f"{span.rule}, {span.label} in a list of places")
    return result


def _lists(reading: Reading, spans: Sequence[Span]) -> Iterator[list[int]]:
    """Yield the positions in ``spans`` of those that stand in one list: commas and "and" alone are between them."""
    members = [0]
    for number in range(1, len(spans)):
        before, span = spans[number - 1], spans[number]
        words = reading.passages[span.passage].words
        if before.passage == span.passage and words[before.last : span.first] in _JOINTS:
            members.append(number)
            continue
        if len(members) > 1:
            yield members
        members = [number]
    if len(members) > 1:
        yield members


def _is_open(passage: Passage, span: Span) -> bool:
    """Return whether nothing but the tagger says what the span names: no list, no word of bodies and works, no given name, no acronym."""
    key, known = span.key, lexicon()
    if passage.words[span.first].isupper():
        return False
    if len(key) > _LONGEST or known.lowered.get(key) in ("known", "party", "nation", "faith"):
        return False
    if any(known.cues.get(word) for word in key) or key[-1] in listed("companies") or key[-1] in listed("organised"):
        return False
    return all(word[0].isalpha() for word in key) and (len(key) == 1 or key[0].capitalize() not in known.given)


def _is_joined(passage: Passage, first: Span, second: Span) -> bool:
    """Return whether "and" joins two names, the first of them a place behind a preposition of place, as the parser reads it, too."""
    before = passage.lower[first.first - 1] if first.first else ""
    root = next((i for i in range(second.first, second.last) if not second.first <= passage.heads[i] < second.last), second.first)
    joined = passage.deps[root] == "conj" and first.first <= passage.heads[root] < first.last
    return joined and first.label == "LOC" and before in listed("locatives")


def joined(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return the people outside ``spans`` whom "and" joins to somebody's full name, in two words with capitals that tell of nothing else."""
    busy = taken(reading, spans)
    found = []
    for span in spans:
        passage = reading.passages[span.passage]
        if span.label != "PER" or len(span.key) < 2 or passage.is_title_case or passage.is_shouting:
            continue
        for first in (span.last + 1, span.first - 3):
            last = first + 2
            at = last if first < span.first else first - 1
            inside = first >= 0 and last <= len(passage) and passage.words[at] == "and"
            if inside and busy[span.passage].isdisjoint(range(first - 1, last + 1)) and _is_somebody(passage, first):
                key = key_of(passage.words[first:last])
                found.append(of_tokens(reading, span.passage, first, last, "PER", key, "joined to a person"))
                busy[span.passage].update((first, first + 1))
    return found


def _is_somebody(passage: Passage, first: int) -> bool:
    """Return whether the tokens ``first`` and the next are two proper nouns, and nothing with a capital stands beside them."""
    words = passage.words[first : first + 2]
    key: Key = key_of(words)
    around = passage.words[max(first - 1, 0) : first] + passage.words[first + 2 : first + 3]
    if passage.tags[first : first + 2] != ["NNP", "NNP"] or not all(word.isalpha() and word.istitle() for word in words):
        return False
    if any(word[:1].isupper() for word in around) or any(lexicon().cues.get(word) or is_common(word) for word in key):
        return False
    listed_as = {lexicon().lowered.get(part) for part in (key, key[:1], key[1:])}
    return not is_calendar(key) and listed_as.isdisjoint((*SURE_PLACES, "known", "nation", "faith", "party"))
