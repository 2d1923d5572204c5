"""A passage: the annotated part of one segment as plain lists by token number; the one token view that every family of facts reads."""

import bisect
import functools
import itertools
import sys
from collections.abc import Sequence
from typing import Any

from schemas import Segment
from transforms.text.lexicon.folding import fold, lower
from transforms.text.reading import clauses, quotations
from transforms.text.reading.clauses import Clause
from transforms.text.reading.portions import cut
from transforms.text.reading.quotations import Quotation
from transforms.text.reading.tense import Tense
from transforms.text.reading.titlecase import is_title

TITLE_KINDS = ("headline", "heading", "summary")
"""Kinds of segments that are written as titles: no full sentences, present tense for what has happened."""

_ATTRIBUTES = ("IDX", "LENGTH", "SPACY", "TAG", "DEP", "HEAD", "SENT_START", "ENT_TYPE", "ENT_IOB")
_WRAP = 1 << 64
"""Attributes are unsigned 64-bit numbers; the distance to a head before its token is negative."""
_CODES: dict[int, str] = {0: ""}
"""Tags, dependencies and labels by spaCy's number for them, a hash of theirs that is the same in all vocabularies."""
_MAX_CLIMB = 12

MAX_EVIDENCE = 1_000
"""Characters of a sentence that are evidence: of a list of a thousand names, which every one of its rows would repeat, the part around the row."""


class Passage:
    """The annotated part of one segment.

    By token number: ``words``, ``lower``, ``tags`` (Penn Treebank), ``deps`` and ``heads`` (the dependency tree; a root heads itself), ``starts``
    and ``ends`` (offsets in the passage, half-open), ``spaces`` (whether a blank follows), ``model_labels`` (what the model names it: ``B-GPE``,
    ``I-GPE``, ``O``; for the names family alone), ``sentence`` (number of its sentence). ``sentences`` are the token ranges of the sentences.
    ``start`` and ``end`` are the passage's source offsets, so that ``start + starts[i]`` is a source offset.

    ``text`` is the source text; ``readable``, of the same length, what the model read: controls and odd blanks as blanks, capitals in
    sentence case. The words are the readable ones. Of a caption the passage leaves out the credit.
    """

    def __init__(self, index: int, segment: Segment, start: int, source_text: str, readable: str, doc: Any) -> None:
        """Read the spaCy ``doc`` of ``readable``, the passage at source offset ``start``; ``index`` is its number among the article's passages."""
        self.index, self.segment, self.start = index, segment, start
        self.readable = readable
        self.end = start + len(self.readable)
        self.text = source_text[start : self.end]
        self.is_title = segment.kind in TITLE_KINDS
        columns: list[list[int]] = doc.to_array(list(_ATTRIBUTES)).T.tolist() if len(doc) else [[] for _ in _ATTRIBUTES]
        self.starts, lengths, spaces, tags, deps, heads, firsts, kinds, begun = columns
        for code in {*tags, *deps, *kinds}.difference(_CODES):
            _CODES[code] = doc.vocab.strings[code]
        self.ends = [low + size for low, size in zip(self.starts, lengths, strict=True)]
        self.words = [self.readable[low:high] for low, high in zip(self.starts, self.ends, strict=True)]
        self.lower = [word.lower() for word in self.words]
        self.spaces = list(map(bool, spaces))
        self.tags = [_CODES[tag] for tag in tags]
        self.deps = [_CODES[dep] for dep in deps]
        self.heads = [i + head - (_WRAP if head >> 63 else 0) for i, head in enumerate(heads)]
        for title, name in list(clauses.shortened_titles(self.words, self.tags, self.deps, self.heads)):
            self.heads[title], self.deps[title] = name, "compound"
        for second, subject in list(clauses.joined_subjects(self.tags, self.deps, self.heads)):
            self.heads[second], self.deps[second] = subject, "conj"
        for verb, subject, said in list(clauses.told_in_front(self.tags, self.deps, self.heads)):
            self.heads[verb], self.deps[verb] = said, "ccomp"
            self.heads[subject], self.deps[subject] = verb, "nsubj" if self.tags[verb] == "VBD" else "nsubjpass"
        for verb, said, subject in list(clauses.told_behind(self.lower, self.tags, self.deps, self.heads)):
            self.heads[verb], self.deps[verb], self.heads[said], self.deps[said] = said, "ccomp", said, "ROOT"
            self.heads[subject], self.deps[subject] = said, "nsubj"
        for subject in list(clauses.bare_passives(self.tags, self.deps, self.heads)):
            self.deps[subject] = "nsubjpass"
        for subject, over, verb in list(clauses.counted_subjects(self.lower, self.tags, self.deps, self.heads)):
            self.heads[subject], self.deps[subject], self.heads[over], self.deps[over] = verb, "nsubjpass", subject, "quantmod"
        self.sentence_starts = [first == 1 for first in firsts]
        for name, verb in list(clauses.adverb_subjects(self.words, self.tags, self.deps, self.heads, self.sentence_starts)):
            if not self.is_title_case:
                self.tags[name], self.deps[name], self.heads[name] = "NNP", "nsubj", verb
        self.model_labels = [("B-" if mark == 3 else "I-") + _CODES[kind] if kind else "O" for kind, mark in zip(kinds, begun, strict=True)]
        self.sentences = _ranges(self.sentence_starts)
        self.sentence = [number for number, (first, last) in enumerate(self.sentences) for _ in range(first, last)]

    def __len__(self) -> int:
        return len(self.words)

    @functools.cached_property
    def folded(self) -> list[str]:
        """The words in plain letters, in their own case: the form of the names' lists."""
        return self.words if self.readable.isascii() else [fold(word) for word in self.words]

    @functools.cached_property
    def keys(self) -> list[str]:
        """The words in plain letters and in lower case: the form in which they are compared with other words of the article."""
        return self.lower if self.readable.isascii() else [lower(word) for word in self.words]

    @functools.cached_property
    def is_shouting(self) -> bool:
        """Whether it is written in capitals (a headline, wire text), so that capitals say nothing of names."""
        letters = [word for word in self.words if len(word) > 1 and word.isalpha()]
        return len(letters) >= 4 and sum(map(str.isupper, letters)) > 0.6 * len(letters)

    @functools.cached_property
    def is_title_case(self) -> bool:
        """Whether it is in title case all the same, so that initial capitals say nothing of names: all its words may be of names."""
        return is_title(self.words)

    # Where

    def token_at(self, offset: int) -> int:
        """Return the token that holds passage offset ``offset`` or is the last before it; -1 where none is."""
        return bisect.bisect_right(self.starts, offset) - 1

    def token_from(self, offset: int) -> int:
        """Return the first token that ends after passage offset ``offset``."""
        return bisect.bisect_right(self.ends, offset)

    def token_until(self, offset: int) -> int:
        """Return the number after the last token that begins before passage offset ``offset``."""
        return bisect.bisect_left(self.starts, offset)

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the tokens (half-open) that touch passage offsets ``start:end``."""
        return self.token_from(start), self.token_until(end)

    def slice(self, first: int, last: int) -> str:
        """Return the readable text of tokens ``first:last``, of which there is at least one."""
        return self.readable[self.starts[first] : self.ends[last - 1]]

    def source_span(self, first: int, last: int) -> tuple[int, int]:
        """Return the source offsets of tokens ``first:last``, of which there is at least one."""
        return self.start + self.starts[first], self.start + self.ends[last - 1]

    @functools.cached_property
    def roots(self) -> list[int]:
        """The root of each sentence, the first where it has several trees."""
        heads = self.heads
        return [next((i for i in range(first, last) if heads[i] == i), first) for first, last in self.sentences]

    @functools.cached_property
    def sentence_bounds(self) -> tuple[tuple[int, int], ...]:
        """The passage offsets of the sentences, in order."""
        return tuple((self.starts[first], self.ends[last - 1]) for first, last in self.sentences)

    def sentence_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the passage offsets of the sentence (or sentences) around ``start:end``, never less than these."""
        return _around(self.sentence_bounds, start, end)

    @functools.cached_property
    def _evidence_bounds(self) -> tuple[tuple[int, int], ...]:
        parts = (cut(self.text, low, high, MAX_EVIDENCE) for low, high in self.sentence_bounds)
        return tuple(itertools.chain.from_iterable(parts))

    def evidence_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the passage offsets of the sentence (or sentences) around ``start:end``, of a very long one of the part (or parts)."""
        return _around(self._evidence_bounds, start, end)

    # The tree

    @functools.cached_property
    def kids(self) -> list[list[int]]:
        """The dependents of each token, in order."""
        kids: list[list[int]] = [[] for _ in self.words]
        for i, head in enumerate(self.heads):
            if head != i:
                kids[head].append(i)
        return kids

    @functools.cached_property
    def _order(self) -> list[int]:
        """The tokens, heads before their dependents."""
        order = [i for i, head in enumerate(self.heads) if head == i]
        for i in order:
            order += self.kids[i]
        return order

    @functools.cached_property
    def depth(self) -> list[int]:
        """How many heads stand above each token."""
        depth = [0] * len(self)
        for i in self._order:
            if self.heads[i] != i:
                depth[i] = depth[self.heads[i]] + 1
        return depth

    @functools.cached_property
    def _edges(self) -> tuple[list[int], list[int]]:
        left, right = list(range(len(self))), list(range(len(self)))
        for i in reversed(self._order):
            head = self.heads[i]
            left[head] = min(left[head], left[i])
            right[head] = max(right[head], right[i])
        return left, right

    @functools.cached_property
    def left(self) -> list[int]:
        """The first token of what hangs on each token, itself included."""
        return self._edges[0]

    @functools.cached_property
    def right(self) -> list[int]:
        """The last token of what hangs on each token, itself included."""
        return self._edges[1]

    def child(self, i: int, *deps: str) -> int | None:
        """Return the first dependent of token ``i`` with one of the dependencies ``deps``."""
        for kid in self.kids[i]:
            if self.deps[kid] in deps:
                return kid
        return None

    def last_child(self, i: int, dep: str) -> int | None:
        """Return the last dependent of token ``i`` with the dependency ``dep``."""
        for kid in reversed(self.kids[i]):
            if self.deps[kid] == dep:
                return kid
        return None

    def is_verb(self, i: int) -> bool:
        """Return whether token ``i`` is tagged as a verb (modals left out)."""
        return self.tags[i][:2] == "VB"

    def governor(self, i: int) -> int:
        """Return the nearest verb above token ``i``, or the root of its tree (or where the search ends in a very deep one)."""
        for _ in range(_MAX_CLIMB):
            head = self.heads[i]
            if head == i or self.is_verb(head):
                return head
            i = head
        return i

    # Quotations and clauses

    @functools.cached_property
    def quotations(self) -> list[Quotation]:
        """The outermost quotations, in passage offsets."""
        return quotations.find(self.text)

    @functools.cached_property
    def quoted(self) -> list[int]:
        """For each token the number of the quotation that it stands in, -1 outside."""
        quoted = [-1] * len(self)
        for number, quotation in enumerate(self.quotations):
            for i in range(*self.tokens_of(quotation.start, quotation.end)):
                quoted[i] = number
        return quoted

    def is_all_quoted(self, first: int, last: int) -> bool:
        """Return whether the tokens ``first:last`` are all that stands between two quotation marks, as titles of works do."""
        number = self.quoted[first]
        if number < 0 or self.quoted[last - 1] != number:
            return False
        quotation = self.quotations[number]
        beside = self.text[quotation.start : self.starts[first]] + self.text[self.ends[last - 1] : quotation.end]
        return not any(map(str.isalnum, beside))

    @functools.cached_property
    def clauses(self) -> dict[int, Clause]:
        """The clauses by the token of their verb, in order."""
        return clauses.find(self)

    @functools.cached_property
    def tense(self) -> Tense:
        """The directions in time of the passage's clauses."""
        return Tense(self)

    def clause_of(self, i: int) -> Clause | None:
        """Return the innermost clause that token ``i`` belongs to: that of its own verb or of the nearest one above it."""
        for _ in range(_MAX_CLIMB):
            if i in self.clauses:
                return self.clauses[i]
            if self.heads[i] == i:
                break
            i = self.heads[i]
        return self.clauses.get(i)

    def subject_of(self, i: int) -> int | None:
        """Return the head of the subject of verb or predicate ``i``, its own or that of a word above it; of a passive whom it is done to."""
        clause = self.clauses.get(i)
        if clause is not None:
            return clause.subject
        own = clauses.own_subject(self, i)
        return own if own is not None else clauses.subject_above(self, i)


def _around(bounds: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """Return the first start and the last end of those of ``bounds``, in order, that ``start:end`` lies in, never less than these."""
    if not bounds:
        return start, end
    first = max(bisect.bisect_right(bounds, (start, sys.maxsize)) - 1, 0)
    last = max(bisect.bisect_left(bounds, (end, -1)) - 1, first)
    return min(bounds[first][0], start), max(bounds[last][1], end)


def _ranges(begins: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the ranges that begin where ``begins`` is true; the first element always begins one."""
    firsts = [i for i, begin in enumerate(begins) if begin or i == 0]
    return list(zip(firsts, [*firsts[1:], len(begins)], strict=True))
