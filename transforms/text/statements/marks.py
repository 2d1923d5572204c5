"""What a quotation looks like: its tokens, what it ends with, whether it is a sentence of its own."""

from transforms.text.reading.passage import Passage

_CLOSERS = "\"”’'»`"
_MARKS = "\"“”‘’'«»`"
_MAX_TITLE = 10
"""Words of a title at most."""
_SEEN = 9
"""Characters beside a quotation that are looked at."""


def tokens_of(p: Passage, number: int) -> range:
    """Return the tokens of quotation ``number``, its marks among them."""
    quotation = p.quotations[number]
    return range(*p.tokens_of(quotation.start, quotation.end))


def ending(p: Passage, number: int) -> str:
    """Return what quotation ``number`` ends with: a comma, a full stop, a question or exclamation mark, a dash, or nothing ("")."""
    quotation = p.quotations[number]
    inner = p.text[quotation.start : quotation.end].rstrip(_CLOSERS).rstrip()
    following = p.text[quotation.end : quotation.end + 2].lstrip()[:1]
    if following in (",", "-", "–", "—"):
        return following
    return inner[-1] if inner and inner[-1] in ",.?!-–—…" else ""


def before(p: Passage, number: int) -> str:
    """Return the last characters before quotation ``number``, without blanks at their end."""
    start = p.quotations[number].start
    return p.text[max(start - _SEEN, 0) : start].rstrip()


def is_speech(p: Passage, number: int) -> bool:
    """Return whether a quotation is a sentence of its own: it begins one with a capital and ends with its mark."""
    quotation = p.quotations[number]
    inner = p.text[quotation.start : quotation.end].strip(_MARKS + " ")
    ahead = before(p, number)
    begins = not ahead or ahead[-1] in ".?!:\"”’'"
    return begins and len(inner.split()) >= 2 and inner[:1].isupper() and (inner[-1:] in ".?!…," or not quotation.closed)


def is_orphan(p: Passage, number: int) -> bool:
    """Return whether a quotation without a cue is speech of its own: whole sentences in double marks, nothing else in their sentence."""
    quotation = p.quotations[number]
    after = p.text[quotation.end : quotation.end + _SEEN].lstrip()
    ends = ending(p, number) in (".", "?", "!") or (not after and not quotation.closed)
    return not quotation.single and quotation.opened and ends and is_speech(p, number) and not after[:1].islower()


def is_nickname(p: Passage, number: int) -> bool:
    """Return whether a quotation is a word or two within a name: Jane "Jay" Doe."""
    return len(tokens_of(p, number)) <= 4 and ending(p, number) == ""


def is_manner(p: Passage, number: int) -> bool:
    """Return whether a quotation is an adverb that tells how the verb right before it is done: apologised "unreservedly" for the delay."""
    span = tokens_of(p, number)
    words = [j for j in span if p.words[j][0].isalnum()]
    adverb = len(words) == 1 and p.tags[words[0]] == "RB" and p.lower[words[0]].endswith("ly")
    return adverb and p.heads[words[0]] == span.start - 1 and p.is_verb(span.start - 1) and ending(p, number) == ""


def is_title(p: Passage, number: int) -> bool:
    """Return whether a quotation is the title of a work: its words in capitals, no sentence's end, in a text that is not so written itself.

    A title of two words stands behind a comma, a preposition or a verb; whatever has a verb of saying in lower case is none.
    """
    quotation = p.quotations[number]
    if p.is_title or quotation.start >= len(p.text) or not quotation.balanced:
        return False
    inner = p.text[quotation.start : quotation.end].strip(_MARKS + " ,")
    words = [word for word in inner.split() if word[:1].isalpha()]
    if not 2 <= len(words) <= _MAX_TITLE or inner[-1] in ".?!…":
        return False
    large = [word for word in words if len(word) > 3 or word[0].isupper()]
    ahead = before(p, number)
    in_sentence = bool(ahead) and ahead[-1] not in ".?!:\"”’'"
    return (
        all(word[0].isupper() for word in large) and words[0][0].isupper() and words[-1][0].isupper() and (in_sentence and len(large) >= 2)
    )


def stands_alone(p: Passage, number: int) -> bool:
    """Return whether a quotation begins a sentence, or follows a comma or colon with a capital, so that nothing before it is content too."""
    quotation = p.quotations[number]
    ahead = before(p, number)
    first = p.text[quotation.start : quotation.end].strip(_MARKS + " .…-—([")[:1]
    return not ahead or ahead[-1] in ".?!:;\"”’'" or (ahead[-1] in ",—–-" and first.isupper())
