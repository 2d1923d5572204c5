"""Speakers that no verb introduces: a turn of a transcript, a headline with its speaker before a colon, a quotation that is signed."""

import re

from transforms.text.lexicon import common, titles
from transforms.text.lexicon.names import lexicon as lexicon_of_names
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon
from transforms.text.statements.attribution import Attribution
from transforms.text.statements.marks import stands_alone
from transforms.text.statements.phrases import last_before

_TURN = re.compile(
    r"[\"“”„‘'(]?((?:[A-Z][\w.’'-]*|[0-9]{1,3}),?[ \t]+(?:(?:[A-Z][\w.’'-]*|of|and|for),?[ \t]+){0,8}(?:[A-Z][\w.’'-]*)|[A-Z][\w.’'-]+"
    r"(?:[ \t](?:camp|campaign|aide|lawyer|spokesman|spokeswoman|spokesperson))?)[ \t]*:[ \t\xa0]+(?=[\"“”‘'(\[]?[A-Z0-9])"
)
"""A line that begins with a name and a colon: a headline ("Mayor: ...") or a turn of a transcript ("DOE: ...")."""
_SIGNATURE = re.compile(
    r"[ \t\xa0]*(-{1,2}|[–—―])[ \t\xa0]*([A-Z][\w.’'-]*(?:,?[ \t\xa0]+(?:[A-Z][\w.’'-]*|de|van|von|of|the|and)){0,7})[ \t\xa0]*(?:$|\n|(?=[\"“]))"
)
"""What follows a quotation that is signed: a dash and a name, then the end of the line or the next quotation."""
_SIGNATURE_LINE = re.compile(r"[ \t\xa0]*(-{1,2}|[–—―])[ \t\xa0]*([A-Z][\w.’'-]*(?:[ \t\xa0]+[A-Z][\w.’'-]*){1,5})(?:,[^.!?:\"“”]*)?\s*$")
"""A line that only signs: a dash, a name, perhaps a comma and an office."""
_OPENING = frozenset("\"“”‘'«„`")
_SENDERS = frozenset(["by", "from", "per", "as"])
"""Prepositions before whoever says what follows a colon."""
_DASHES = frozenset(["-", "--", "–", "—", "―"])
_FINITE = ("VBZ", "VBD", "VBP", "MD")
_SPEAKING = frozenset(["i", "we", "my", "our", "us", "me", "you", "must", "should", "will", "would", "can", "need", "let", "i'm", "we're"])
"""Words with which somebody speaks, and no headline tells."""
MAX_TITLE = 160
"""Characters of a first block that may be a headline whatever its kind."""
MAX_HEAD = 20
"""Tokens of a name with an office before a colon at most."""
MAX_NAMED = 6
"""Tokens of a name before a colon at most."""


def turn(reading: Reading, p: Passage) -> Attribution | None:
    """Return the attribution of a passage that is a turn of a transcript or a headline with its speaker before a colon."""
    match = _TURN.match(p.text)
    if not match:
        return None
    start, end = p.tokens_of(*match.span(1))
    colon = p.token_from(match.end(1))
    while colon < len(p) and p.words[colon] != ":":
        colon += 1
    words = p.lower[start:end]
    if colon >= len(p) or not words or colon - end > 1 or lexicon.NO_SPEAKER & {words[0], words[-1]} or len(p) - colon < 3:
        return None
    names = [j for j in range(start, end) if p.words[j][0].isalpha()]
    title = _is_title(p)
    quoted = colon + 1 < len(p) and p.quoted[colon + 1] >= 0 and (p.quoted[len(p) - 1] >= 0 or not _is_code(p.words[start]))
    verb = next((j for j in names if p.is_verb(j) or p.tags[j] == "MD"), None)
    if not quoted and any(p.tags[j] in _FINITE for j in names):
        return None
    if title and quoted and verb is not None and verb > start:
        end = verb  # "Doe Has Harsh Words For Owners: '...'"
    if not (_heads_title(reading, p, names, words, colon) if title else _heads_turn(reading, p, names, colon)) and not (title and quoted):
        return None
    if (
        _is_title_of_work(reading, p, start, colon)
        or _is_place(reading, p, start, end)
        or not (title or quoted or _may_speak(p, names, colon))
    ):
        return None
    rule = "a headline with its speaker before a colon" if title else "a turn of a transcript"
    return Attribution(colon, ":", "turn", "asserted", (colon, colon + 1), (start, end), [(colon + 1, len(p))], rule)


def _is_title(p: Passage) -> bool:
    """Return whether ``p`` is a headline or heading, or the article's first block and as short as one, whatever its kind."""
    return p.segment.kind in ("headline", "heading") or (p.index == 0 and len(p.text) <= MAX_TITLE)


def _is_title_of_work(reading: Reading, p: Passage, start: int, colon: int) -> bool:
    """Return whether the article has the name, its colon and the next word inside another sentence, too, as the title of a work is written ("she
    saw Night Watch: The Return").
    """
    words = re.escape(p.text[p.starts[start] : p.ends[min(colon + 1, len(p) - 1)]])
    return any(match.start() > 1 for other in reading.passages for match in re.finditer(rf"(?<=[ “\"'‘(]){words}", other.text))


def _is_shouted(p: Passage, names: list[int]) -> bool:
    return all((p.words[j].isupper() and len(p.words[j]) > 2) or p.words[j].endswith(".") for j in names)


def _is_label(reading: Reading, p: Passage, names: list[int]) -> bool:
    """Return whether the words in capitals ``names`` are English words for a topic ("STABBING: Two men ..."): nobody's name or office, and no noun
    for speakers.
    """
    if not _is_shouted(p, names) or not all(_is_word(p.lower[j]) for j in names) or _is_elsewhere(reading, p, names):
        return False
    heads = [p.lower[names[0]], p.lower[names[-1]]]
    return not any(titles.of(word).kinds or lexicon.is_group(word) or word in lexicon.SPEAKER_NOUNS | lexicon.PEOPLE for word in heads)


def _is_word(word: str) -> bool:
    """Return whether ``word``, in lower case, is an English word and no name of a person or organisation that the lists know."""
    known, name = lexicon_of_names(), word.capitalize()
    return common.is_common(word) and name not in known.family and name not in known.given and known.lowered.get((word,)) != "known"


def _is_elsewhere(reading: Reading, p: Passage, names: list[int]) -> bool:
    """Return whether the last of ``names`` ends, in small letters with a capital, the name of a person that the article has elsewhere."""
    last = p.lower[names[-1]]
    people = (reading.source_text[name.start : name.end] for name in reading.names if name.entity_type == "PERSON")
    return any(not text.isupper() and text.casefold().endswith(last) for text in people)


def _heads_title(reading: Reading, p: Passage, names: list[int], words: list[str], colon: int) -> bool:
    """Return whether ``words`` before the colon of a headline name a speaker, and what follows may be said.

    They do where the last is a noun for speakers ("Poll"), and where they are a name of one or two words that the article knows as a person's
    or an organisation's. What follows a full name, which is as likely the topic, must speak: quote, or say "I", "we" or "must".
    """
    if not lexicon.SPEAKER_NOUNS.isdisjoint(words[-1:]):
        return True
    code = len(names) == 1 and _is_code(p.words[names[0]])
    known = _is_speaker(reading, p, names) and not code
    speaks = any(p.lower[j] in _SPEAKING or p.quoted[j] >= 0 for j in range(colon + 1, len(p)))
    if _is_label(reading, p, names):
        return False
    if _is_shouted(p, names):
        return known or (speaks and not code)
    if "over" in words or len(words) > 3 or not known:
        return False
    return speaks or (known and len(words) == 1)


def _is_code(word: str) -> bool:
    """Return whether ``word`` is rather a code of what follows than a speaker: two capitals ("KS"), or a digit in it ("G20")."""
    return (word.isupper() and len(word) == 2) or any(character.isdigit() for character in word)


def _heads_turn(reading: Reading, p: Passage, names: list[int], colon: int) -> bool:
    """Return whether the words before the colon of a paragraph are a speaker's name, in capitals or a person's, and a sentence follows."""
    if not any(p.tags[j] in _FINITE or p.words[j] in ("?", "!") for j in range(colon + 1, len(p))):
        return False
    if _is_shouted(p, names):
        return not _is_label(reading, p, names)
    proper = all(p.tags[j] in ("NNP", "NNPS") for j in names)
    return proper and len(names) <= 3 and any(reading.is_person(p, j) for j in names)


def _may_speak(p: Passage, names: list[int], colon: int) -> bool:
    """Return whether what follows the name of a turn may be that one's words: not an account of him or her, by name or as "he", in which nobody
    says "I" or "you" ("Ona Berg: She won the cup twice"), as lists of portraits have it.
    """
    content = p.lower[colon + 1 :]
    told = content[:1] in (["he"], ["she"], ["his"], ["her"]) or p.lower[names[-1]] in content
    return not told or not _SPEAKING.isdisjoint(content)


def _is_speaker(reading: Reading, p: Passage, names: list[int]) -> bool:
    """Return whether the name at ``names`` is a person's or an organisation's, here or where the article says more of it."""
    found = (reading.name_at(p.start + p.starts[j]) for j in names)
    return any(name is not None and name.entity_type in ("PERSON", "ORG") for name in found)


def _is_place(reading: Reading, p: Passage, start: int, end: int) -> bool:
    """Return whether the name of tokens ``start:end`` is a place's, so that it is where the report was written."""
    name = reading.name_at(p.start + p.starts[end - 1])
    return name is not None and name.entity_type in ("GPE", "LOC") and not p.is_title


def named_before(reading: Reading, p: Passage, low: int) -> Attribution | None:
    """Return the attribution of a quotation at token ``low`` that follows a name and a colon."""
    at = last_before(p, low)
    if at < 1 or p.words[at] != ":":
        return None
    if _heads_line(reading, p, at):
        return Attribution(at, ":", "turn", "asserted", (at, at + 1), (0, at), [], "a quotation after a name, its office and a colon")
    start = at
    while start > 0 and at - start < MAX_NAMED and p.quoted[start - 1] < 0 and _is_named(p, start - 1):
        start -= 1
    if at - start == 1 and _is_code(p.words[start]):
        return None
    if start > 0 and p.tags[start - 1] == "IN" and p.lower[start - 1] not in _SENDERS:
        return None  # 'Doe writes on Twitter: "..."'
    if start == at or p.lower[start] == "and" or p.lower[start] in lexicon.NO_SPEAKER or reading.is_time(p, start):
        return None
    return Attribution(at, ":", "turn", "asserted", (at, at + 1), (start, at), [], "a quotation after a name and a colon")


def _heads_line(reading: Reading, p: Passage, colon: int) -> bool:
    """Return whether a person's name, a comma and what he or she is are all that stands before ``colon``: "Ona Berg, the mayor: ..."."""
    if colon > MAX_HEAD or any(p.quoted[j] >= 0 or p.tags[j] in _FINITE or p.words[j] in (".", ";") for j in range(1, colon)):
        return False
    comma = next((j for j in range(1, colon) if p.words[j] == ","), 0)
    return comma > 0 and all(p.tags[j].startswith("NNP") for j in range(comma)) and reading.is_person(p, comma - 1)


def _is_named(p: Passage, i: int) -> bool:
    return p.tags[i].startswith("NNP") or p.lower[i] == "and"


def begins_line(p: Passage, named: Attribution) -> bool:
    """Return whether the name before the colon of ``named`` begins the passage or follows a dash."""
    start = named.source[0] if named.source else 0
    return start == 0 or p.words[start - 1] in _DASHES


def signature(p: Passage, number: int) -> Attribution | None:
    """Return the attribution of a quotation that its speaker's name follows after a dash: "..." - Jane Doe."""
    match = _SIGNATURE.match(p.text, p.quotations[number].end)
    if not match or not stands_alone(p, number):
        return None
    return _signed(p, match)


def signature_line(p: Passage) -> Attribution | None:
    """Return the attribution of a passage that only signs the quotation before it: a dash, a name and perhaps an office."""
    match = _SIGNATURE_LINE.match(p.text)
    return _signed(p, match) if match and len(p.text) <= MAX_TITLE else None


def _signed(p: Passage, match: re.Match[str]) -> Attribution | None:
    dash = p.token_until(match.end(1)) - 1
    start, end = p.tokens_of(*match.span(2))
    glued = start == dash  # "-Mayor Doe": the dash and the word are one token
    start += glued
    if start <= dash or start >= end:
        return None
    cue = (dash, dash) if glued else (dash, dash + 1)
    return Attribution(dash, "-", "signature", "asserted", cue, (start, end), [], "a signed quotation")


def announced_from(reading: Reading, p: Passage) -> Attribution | None:
    """Return the attribution of a passage that ends with "from", a person's name and a colon, so that the next is that person's."""
    colon = last_before(p, len(p))
    start = colon
    while start > 0 and p.tags[start - 1].startswith("NNP"):
        start -= 1
    if not 0 < start < colon or p.words[colon] != ":" or p.lower[start - 1] != "from" or not reading.is_person(p, colon - 1):
        return None
    return Attribution(start - 1, "from", "turn", "asserted", (start - 1, start), (start, colon), [], "a name before a colon")
