"""What a number counts: the noun phrase behind it, by tags and by the parser's heads; passage offsets in and out."""

import re

from transforms.text.lexicon.nouns import SAME_IN_PLURAL
from transforms.text.quantities.context import Context

LONGEST = 9
"""Tokens of a noun phrase that is counted."""

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
NAME_TAGS = frozenset({"NNP", "NNPS"})
PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_MODIFIER_TAGS = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "NN", "NNS", "NNP", "NNPS", "HYPH", "CD", "RB", "RBR", "RBS", "AFX", "POS"})
_ADJECTIVE_TAGS = frozenset({"JJ", "JJR", "JJS", "VBG", "VBN"})
_DETERMINER_TAGS = frozenset({"DT", "PRP$", "PDT", "CD"})
_MORE = frozenset({"more", "other", "additional"})
_HYPHENS = "-\u2010\u2011"
_NO_NOUNS = frozenset(("of", "for", "and", "or", "to", "in", "on"))
"""Words that join numbers: "20-of-24 passing"."""
_WORD = re.compile(r"[^\W\d_]+")


def counted(context: Context, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of what the amount at ``start:end`` counts: modifiers and head, without "of" and articles; None without a noun."""
    passage = context.passage
    number = passage.token_at(max(end - 1, start))
    if number < 0:
        return None
    if context.text[end : end + 1] in tuple(_HYPHENS):
        word = _WORD.match(context.text, end + 1)
        if word is None or word.group() != "strong":
            return word.span() if word and word.group() not in _NO_NOUNS else None
        return _noun_phrase(context, number, number + 3)  # a 30-strong crew
    return _noun_phrase(context, number, _first(context, number, passage.token_until(end)))


def counted_plural(context: Context, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of what the bare number at ``start:end`` counts, when that is a plural."""
    what = counted(context, start, end)
    if what is None:
        return None
    head = context.passage.token_at(what[1] - 1)
    return what if context.passage.tags[head] in PLURAL_TAGS or context.passage.lower[head] in SAME_IN_PLURAL else None


def _first(context: Context, number: int, at: int) -> int:
    """Return the token at which the noun phrase may begin that the tokens behind ``number``, from ``at`` on, lead to."""
    passage = context.passage
    word = passage.lower[at] if at < len(passage) else ""
    if word == "of":
        at += 1
        while at < len(passage) and passage.tags[at] in _DETERMINER_TAGS:
            at += 1
        return _behind_total(context, at)
    return at + 1 if word in _MORE or (word in ("a", "an") and passage.lower[number] == "half") else at


def _behind_total(context: Context, at: int) -> int:
    """Return the token behind the total that something is a part of: "20 of his season-high 31 points"; ``at`` where no total follows."""
    tags = context.passage.tags
    for i in range(at, min(at + 5, len(tags) - 1)):
        if tags[i] == "CD":
            return i + 1 if tags[i + 1] in NOUN_TAGS else at
        if tags[i] not in _ADJECTIVE_TAGS and tags[i] not in ("NN", "HYPH"):
            break
    return at


def _noun_phrase(context: Context, number: int, first: int) -> tuple[int, int] | None:
    """Return the span of the noun phrase from token ``first`` on, to the head of ``number`` where the parser gives one."""
    passage = context.passage
    of = first - 1 if first and first <= len(passage) and passage.lower[first - 1] == "of" else None
    head = _head(context, number, of)
    stop = min(len(passage), first + LONGEST)
    border = passage.sentence_span(passage.starts[number], passage.starts[number] + 1)[1]
    last, at = -1, first
    while at < stop and passage.starts[at] < border and not context.in_time(passage.starts[at], passage.ends[at]):
        if not _belongs(context, at, first, last == at - 1 and at > first, head > at):
            break
        if passage.tags[at] in NOUN_TAGS:
            last = at
        at += 1
    if first <= head < last and passage.tags[head] in PLURAL_TAGS and passage.tags[head + 1] != "POS":
        last = head
    return (passage.starts[first], passage.ends[last]) if last >= first else None


def _head(context: Context, number: int, of: int | None) -> int:
    """Return the noun that ``number``, or the preposition ``of`` behind it, belongs to; -1 where the parser gives none."""
    passage = context.passage
    if of is None:
        return passage.heads[number] if passage.deps[number] == "nummod" else -1
    near = range(of + 1, min(of + 12, len(passage)))
    return next((i for i in near if passage.deps[i] == "pobj" and passage.heads[i] == of), -1)


def _belongs(context: Context, at: int, first: int, after_noun: bool, head_follows: bool) -> bool:
    """Return whether token ``at`` may go on with a noun phrase that began at ``first``; ``head_follows`` where its head lies behind."""
    tags = context.passage.tags
    tag = tags[at]
    following = tags[at + 1] if at + 1 < len(tags) else ""
    if tag in NOUN_TAGS or tag in ("HYPH", "AFX"):
        return True
    if after_noun:
        return tag == "POS" or (tag in _ADJECTIVE_TAGS and head_follows)
    if tag == "CD" and at == first:
        return following == "HYPH" or context.passage.words[at][:1].isalpha()
    if tag == "CC" and at > first and tags[at - 1] in _ADJECTIVE_TAGS and following in _ADJECTIVE_TAGS:
        return True
    return tag in _MODIFIER_TAGS or (tag in ("CC", ",", "VBD") and head_follows and at > first)
