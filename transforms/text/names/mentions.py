"""Named mentions: the spans of names in an article, with their OntoNotes type, before they are merged into entities.

The model's labels are one voice: a linear tagger weighs them against word lists and against what the rest of the article does with the
same words (``tagger``); then the mentions of one name agree on its type, and a name seen once is found wherever it stands.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from transforms.text.lexicon import rivers
from transforms.text.lexicon.folding import lower
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.lexicon.verbs import lemma
from transforms.text.names import (
    beside,
    calendar_names,
    certainty,
    companions,
    cutting,
    dividing,
    expansions,
    extents,
    missed,
    nations,
    tagger,
    teams,
    trimming,
    wording,
    works,
)
from transforms.text.names.agreement import agreed
from transforms.text.names.datelines import datelined
from transforms.text.names.features import of_article
from transforms.text.names.spans import Span
from transforms.text.names.tagger import Tagged
from transforms.text.reading import Reading
from transforms.text.reading.layers import Name
from transforms.text.reading.passage import Passage

_MISC_TYPES = frozenset(("PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"))
_TITLED_TYPES = _MISC_TYPES - {"PRODUCT", "LANGUAGE"}
"""Types of what has a title with an article of its own."""
_PLACE_TYPES = frozenset(("GPE", "LOC", "FAC"))
_PLAIN = {"PER": "PERSON", "ORG": "ORG", "NORP": "NORP", "FAC": "FAC"}
_OPENING = frozenset("\"“‘'«")


def find(reading: Reading) -> list[Name]:
    """Return the named mentions of the article, sorted, never overlapping, each with its confidence."""
    return certainty.weighed(reading, *unweighed(reading))


def unweighed(reading: Reading) -> tuple[list[Tagged], list[Name], list[str]]:
    """Return the tagger's view of each passage, the mentions before anything is said of their confidence, and the rule that made each."""
    spans: list[Span] = []
    tagged = tagger.tag(of_article(reading))
    for number, passage in enumerate(tagged):
        spans += dividing.divided(reading, trimming.trimmed(reading, cutting.spans(reading, number, passage.labels)))
    spans = expansions.without_things(reading, spans)
    spans = companions.alike(reading, beside.relabelled(reading, extents.whole(reading, spans)))
    spans = datelined(reading, teams.playing(reading, agreed(reading, calendar_names.settled(reading, spans))))
    spans = sorted(spans + calendar_names.alone(reading, spans))
    spans = sorted(spans + companions.joined(reading, spans))
    spans = sorted(spans + missed.speaking(reading, spans))
    spans = sorted(spans + missed.addressed(reading, spans))
    spans = sorted(spans + missed.roads(reading, spans))
    spans = sorted(spans + missed.repeated(reading, spans))
    spans = sorted(spans + missed.by_list(reading, spans))
    sides = nations.playing(reading, spans)
    names: list[Name] = []
    rules: list[str] = []
    for span in spans:
        if span.start < span.end and (not names or names[-1].end <= span.start):
            kind = _fine(reading.passages[span.passage], span)
            reading.explain("mentions", span.start, span.end, span.rule)
            names.append(Name(span.start, span.end, kind, span.passage, span.first, span.last, plays=span.start in sides))
            rules.append(span.rule)
    return tagged, _agreed(reading.source_text, names), rules


def _fine(passage: Passage, span: Span) -> str:
    """Return the OntoNotes type of a span of coarse type: the model's where it fits, else by the words of the name."""
    plain = _PLAIN.get(span.label)
    if plain:
        return plain
    labels = [label[2:] for label in passage.model_labels[span.first : span.last]]
    if span.label == "LOC":
        if rivers.called(passage.lower, passage.tags, span.first, span.last) or dividing.is_planet(passage, span):
            return "LOC"
        facility = len(span.key) > 1 and "facility" in lexicon().cues.get(span.key[-1], ())
        return wording.place_type(span.key) or _most(labels, _PLACE_TYPES) or ("FAC" if facility else "GPE")
    if span.rule == extents.STORM:
        return "EVENT"
    before = passage.words[span.first - 1] if span.first else ""
    if lemma(before) == "speak":
        return "LANGUAGE"
    if len(span.key) > 1 and span.key[-1] in listed("treaties"):
        return "LAW"
    titled = span.rule.endswith((extents.TITLED, works.BEHIND_NOUN))
    kind = _most(labels, _TITLED_TYPES if titled else _MISC_TYPES) or wording.thing_type(span.key)
    if titled:
        return kind or "WORK_OF_ART"
    return kind or ("WORK_OF_ART" if before in _OPENING and len(span.key) > 1 else "PRODUCT")


def _most(labels: Iterable[str], allowed: frozenset[str]) -> str:
    """Return the most frequent of the ``allowed`` labels, of several the first in the alphabet, an empty string where there is none."""
    counts = Counter(label for label in labels if label in allowed)
    return min(counts, key=lambda label: (-counts[label], label)) if counts else ""


def _agreed(source: str, names: Sequence[Name]) -> list[Name]:
    """Return ``names`` with one type for each name within places and within the other kinds, by majority, then by first mention."""
    votes: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    keys = []
    for name in names:
        place = name.entity_type in _PLACE_TYPES
        key = (lower(source[name.start : name.end]), place)
        keys.append(key if place or name.entity_type in _MISC_TYPES else None)
        if keys[-1]:
            votes[key][name.entity_type] += 1
    return [name._replace(entity_type=votes[key].most_common(1)[0][0]) if key else name for name, key in zip(names, keys, strict=True)]
