"""A paragraph as plain lists by token number, with its quotations: quicker to walk than spaCy's tokens."""

import bisect
from typing import Any

from transforms.text.reading import quotations

MAX_DEPTH = 200


class Paragraph:
    """The annotated part of one segment; ``is_title``: whether it is a headline or the like.

    ``words``, ``lower``, ``tags``, ``deps``, ``heads`` (absolute; a root heads itself), ``ents`` (entity type or ""), ``starts``, ``ends``
    (offsets in the paragraph), ``kids``, ``left`` and ``right`` (first and last token of the subtree), ``sentence`` (number of the
    sentence) are lists by token.
    """

    def __init__(self, doc: Any, text: str, is_title: bool = False) -> None:
        self.text = text
        self.is_title = is_title
        tokens = list(doc)
        self.words: list[str] = [token.text for token in tokens]
        self.lower = [word.lower() for word in self.words]
        self.tags: list[str] = [token.tag_ for token in tokens]
        self.deps = [token.dep_ for token in tokens]
        self.heads = [token.head.i for token in tokens]
        self.ents = [token.ent_type_ for token in tokens]
        self.starts = [token.idx for token in tokens]
        self.ends = [start + len(word) for start, word in zip(self.starts, self.words, strict=True)]
        size = len(tokens)
        self.sentences = [(sent.start, sent.end) for sent in doc.sents] if size else []
        self.sentence = [0] * size
        for number, (start, end) in enumerate(self.sentences):
            for i in range(start, end):
                self.sentence[i] = number
        self.kids: list[list[int]] = [[] for _ in range(size)]
        for i, head in enumerate(self.heads):
            if head != i:
                self.kids[head].append(i)
        self.depth = [0] * size
        for i in range(size):
            at, depth = i, 0
            while self.heads[at] != at and depth < MAX_DEPTH:
                at, depth = self.heads[at], depth + 1
            self.depth[i] = depth
        self.left, self.right = list(range(size)), list(range(size))
        for i in sorted(range(size), key=self.depth.__getitem__, reverse=True):
            head = self.heads[i]
            self.left[head] = min(self.left[head], self.left[i])
            self.right[head] = max(self.right[head], self.right[i])
        self.quotations = quotations.find(text)
        self.quoted: list[int] = [-1] * size
        for number, quotation in enumerate(self.quotations):
            for i in range(self.token_from(quotation.start), self.token_until(quotation.end)):
                self.quoted[i] = number

    def __len__(self) -> int:
        return len(self.words)

    def token_from(self, offset: int) -> int:
        """The first token that ends after ``offset``."""
        return bisect.bisect_right(self.ends, offset)

    def token_until(self, offset: int) -> int:
        """The number after the last token that begins before ``offset``."""
        return bisect.bisect_left(self.starts, offset)

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of token ``i`` with one of the dependencies ``deps``."""
        for kid in self.kids[i]:
            if self.deps[kid] in deps:
                return kid
        return None

    def last_child(self, i: int, dep: str) -> int | None:
        """The last child of token ``i`` with the dependency ``dep``."""
        for kid in reversed(self.kids[i]):
            if self.deps[kid] == dep:
                return kid
        return None

    def is_verb(self, i: int) -> bool:
        """Whether token ``i`` is tagged as a verb (modals left out)."""
        return self.tags[i].startswith("VB")
