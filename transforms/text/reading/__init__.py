"""The reading of an article: its passages, and what has been recognised in them so far; every family of facts reads it and adds to it."""

import bisect
import functools
import itertools
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from schemas import Article, Entity, Segment
from transforms.text.reading.layers import Layer, Name, Reference, RowSpan, TimeSpan
from transforms.text.reading.passage import Passage


class Evidence(NamedTuple):
    """The columns every fact row ends with: where it lies and the sentence it stands in."""

    segment_index: int
    in_body: bool
    sentence: str


class Reading:
    """One article as it is read: its passages, and layer upon layer what the families recognise.

    A layer is empty until its family has read the article; a family reads the layers before it (see ``transforms.text.families``). Offsets are
    source offsets unless said otherwise.
    """

    def __init__(self, article: Article, segments: Sequence[Segment], passages: Sequence[Passage] = ()) -> None:
        """Begin to read ``article``, of whose ``segments`` the ``passages`` are what facts may come from, in order."""
        self.article = article
        self.source_text = article.source_text
        """The text that all offsets count in."""
        self.article_id = article.article_id
        self.published_date = article.published_date
        self.segments = tuple(segments)
        self.passages = tuple(passages)
        self.names: Layer[Name] = Layer()
        self.entities: Sequence[Entity] = ()
        self.owners: Sequence[int] = ()
        """For each name the number of its entity."""
        self.references: Layer[Reference] = Layer()
        self.times: Layer[TimeSpan] = Layer()
        self.quantities: Layer[RowSpan] = Layer()
        self.places: Layer[RowSpan] = Layer()
        self.statements: Layer[RowSpan] = Layer()
        """The pieces of what is said, each with the row of its statement."""
        self.events: Layer[RowSpan] = Layer()
        self.reasons: dict[tuple[str, int, int], str] = {}
        """Why a row is there, by dataset and offsets: the rule that made it. For ``show --debug`` and the analysis of errors."""
        self._evidence: dict[tuple[int, int], Evidence] = {}
        self._starts = [passage.start for passage in self.passages]

    @functools.cached_property
    def words(self) -> Counter[str]:
        """How often each word stands in the passages, in lower case."""
        return Counter(itertools.chain.from_iterable(passage.lower for passage in self.passages))

    def count(self, words: AbstractSet[str]) -> int:
        """Return how many words of the passages are among ``words``."""
        return sum(self.words[word] for word in self.words.keys() & words)

    # What stands here

    def passage_at(self, offset: int) -> Passage | None:
        """Return the passage that holds source offset ``offset``."""
        number = bisect.bisect_right(self._starts, offset) - 1
        return self.passages[number] if number >= 0 and offset < self.passages[number].end else None

    def name_at(self, offset: int) -> Name | None:
        """Return the name that stands at source offset ``offset``."""
        return self.names.at(offset)

    def entity_at(self, offset: int) -> Entity | None:
        """Return the entity that is named at source offset ``offset``."""
        number = self.names.index_at(offset)
        return None if number is None else self.entities[self.owners[number]]

    def entity_of(self, start: int, end: int) -> Entity | None:
        """Return the entity whose name holds all of ``start:end``."""
        number = self.names.index_at(start)
        return None if number is None or self.names[number].end < end else self.entities[self.owners[number]]

    def is_person(self, passage: Passage, token: int) -> bool:
        """Return whether ``token`` of ``passage`` belongs to a person's name."""
        name = self.names.at(passage.start + passage.starts[token])
        return name is not None and name.entity_type == "PERSON"

    def is_time(self, passage: Passage, token: int) -> bool:
        """Return whether ``token`` of ``passage`` belongs to a date or time of day."""
        time = self.times.at(passage.start + passage.starts[token])
        return time is not None and time.timex_type in ("DATE", "TIME")

    def referent_of(self, start: int, end: int) -> Entity | None:
        """Return the entity that the pronoun or description ``start:end`` stands for."""
        found = self.references.exact(start, end)
        return None if found is None else self.entities[found.entity]

    def claimed(self, start: int, end: int, *layers: str) -> str | None:
        """Return the first of ``layers`` (names, times, quantities, places) of which an item shares a character with ``start:end``."""
        return next((name for name in layers if getattr(self, name).overlapping(start, end)), None)

    # What goes into rows

    def evidence(self, passage: Passage, start: int, end: int) -> Evidence:
        """Return segment, ``in_body`` and the sentence (or sentences, where it crosses a border) around ``start:end`` of ``passage``."""
        low, high = passage.evidence_span(start - passage.start, end - passage.start)
        at = passage.start + low, passage.start + high
        if at not in self._evidence:  # the rows of a sentence share it
            sentence = self.source_text[slice(*at)].strip()
            self._evidence[at] = Evidence(passage.segment.segment_index, passage.segment.in_body, sentence)
        return self._evidence[at]

    def explain(self, dataset: str, start: int, end: int, rule: str) -> None:
        """Record that ``rule`` made the row of ``dataset`` at ``start:end``; it is shown on request and never published."""
        self.reasons[dataset, start, end] = rule


def spans(rows: Sequence[Any]) -> Layer[RowSpan]:
    """Return ``rows`` with ``char_start`` and ``char_end`` as a layer."""
    return Layer(RowSpan(row.char_start, row.char_end, row) for row in rows)
