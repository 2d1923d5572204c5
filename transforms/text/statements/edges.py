"""Edges of contents that syntax found: what stands in them and belongs to the reporter."""

from transforms.text.lexicon import reporting, titles
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading
from transforms.text.reading.clauses import own_subject
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon
from transforms.text.statements.attribution import Attribution
from transforms.text.statements.holders import is_anybody, is_thing
from transforms.text.statements.phrases import is_past, is_perfect, noun_phrase, ranges
from transforms.text.statements.sources import subject_before, subject_beside

_BEGINS = ("DT", "PRP", "PRP$", "NN", "NNS", "NNP", "NNPS", "CD", "EX", "JJ")
"""Tags with which a clause goes on behind the time of its cue."""
_THINGS_OF_TIME = frozenset(["the", "a", "an", "its", "their", "his", "her", "our"])
"""Words with which a time begins that is rather the subject ("the summer fair was")."""
_ADVERBS = 2
"""Adverbs between a cue and the "that" of its content at most."""
_NOMINAL = frozenset(["noun", "object", "preposition"])
"""Frames whose content is a phrase with a noun."""
_PHRASES = frozenset([*_NOMINAL, "infinitive", "complement"])
"""Frames whose content is no clause of its own."""
_CLAUSES = frozenset(["clause", "parenthetical"])
"""Frames whose content is a clause."""
_HOURS = frozenset(["a.m.", "p.m."])
_HOUR = 6
"""Tokens of a time of day that opens a sentence at most."""
_NEAR = frozenset(["last", "this", "next"])
"""Words with which a time begins that needs no preposition."""
_STOPS = frozenset([".", ","])
_OFFICE = 14
"""Tokens of an office between commas at most."""
_RELATIVE = frozenset(["which", "who", "where"])
_BRACKET = 8
"""Tokens of a dateline that is a bracket at most."""
_THIS = frozenset(["this", "that"])
_WHEREBY = frozenset(["in", "on", "at", "during"])
"""Prepositions before a medium or an occasion."""
_DATELINE = 14
"""Tokens of a dateline at most."""
_JUDGES = frozenset(["criticised", "praised"])
"""Stances of verbs behind whose object stands when that was said."""
_WHENCE = frozenset(["asked", "pressed", "questioned"])
"""Participles behind "when" that tell on which occasion somebody spoke."""
_BESIDE = frozenset(["although", "though", "whereas", "while"])
"""Conjunctions of what is set against what was said."""
_FAR = 12
"""Tokens between such a conjunction and its verb at most."""
_SPEECHES = frozenset(["announcement", "announcements", "comment", "comments", "news", "remark", "remarks", "statement", "statements"])
"""What the reporter calls that which was said before, to tell how it was taken."""
_AGAINST = frozenset(["criticised", "declined", "denied"])
"""Stances of whoever speaks against what another said."""
_TELLS_OF_DEEDS = frozenset(["announce", "report", "confirm", "reveal", "disclose", "declare"])
"""Verbs behind whose clause a participle tells what came of it."""


def trim(reading: Reading, p: Passage, item: Attribution) -> None:
    """Take out of the content of ``item`` the time right behind its cue ("said on Monday the road was closed") and the reporter's participle at its
    end ("announced it would close, sending its shares down"); of a phrase, the relative clause behind its last comma ("praised the coach, who
    ..."); add the participle that a phrase with a noun lacks.
    """
    if not item.content:
        return
    if item.frame in _NOMINAL and item.content[-1][1] != item.head:  # "a plan opposed by farmers"
        item.content[-1] = (item.content[-1][0], _with_participle(p, item.content[-1][1]))
    if item.frame in _PHRASES:
        item.content = _without_relative(p, item)
    if item.frame == "complement":
        item.content = _without_medium(p, item)
    if item.frame == "infinitive" or item.rule.endswith(" and an infinitive"):
        item.content = _without_tail(p, item)
    if item.frame == "object":
        item.content = _without_day(reading, p, item) if item.stance in _JUDGES else _without_when(reading, p, item.content)
    if item.frame == "clause":
        _trim_clause(reading, p, item)
    if item.frame in _CLAUSES:
        item.content = _over_hour(reading, p, item.content)


def _over_hour(reading: Reading, p: Passage, content: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ``content`` with the time that the parser cut off behind the stop of "a.m.": "At 4 a.m. | Sunday, a man fell", "fell at 4 a.m. |
    Sunday".
    """
    (start, _), (_, end) = content[0], content[-1]
    number = p.sentence[start]
    first, last = p.sentences[number - 1] if number else (0, 0)
    cut = start == p.sentences[number][0] and 0 < last - first <= _HOUR and p.lower[last - 1] in _HOURS and reading.is_time(p, start)
    if cut and not any(p.is_verb(j) for j in range(first, last)):
        content = [(first, content[0][1]), *content[1:]]
    number = p.sentence[end - 1] + 1
    low, high = p.sentences[number] if number < len(p.sentences) else (end, end)
    rest = [j for j in range(low, high) if p.words[j] not in _STOPS]
    if end == low and p.lower[end - 1] in _HOURS and rest and all(reading.is_time(p, j) for j in rest):
        content = [*content[:-1], (content[-1][0], rest[-1] + 1)]
    return content


def _without_when(reading: Reading, p: Passage, content: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ``content`` without the time in a piece of its own at its end: "nine cases were announced | on Thursday"."""
    start, end = content[-1]
    when = len(content) > 1 and p.tags[start] == "IN" and start + 1 < end and all(reading.is_time(p, j) for j in range(start + 1, end))
    return content[:-1] if when else content


def _without_day(reading: Reading, p: Passage, item: Attribution) -> list[tuple[int, int]]:
    """Return the content of ``item``, whom somebody judged, without the day of that; "remarks on Sunday" are of Sunday."""
    content = ranges(j for piece in item.content for j in range(*piece))
    start, end = content[-1]
    low = _before_day(reading, p, start, end)
    return [*content[:-1], (start, low if p.tags[low - 1].startswith(("NNP", "PRP")) else end)]


def _trim_clause(reading: Reading, p: Passage, item: Attribution) -> None:
    """Take out of the clause that is the content of ``item`` what stands before it and what another reports of the saying behind it."""
    start, end = item.content[0]
    day = start + (p.lower[start] == "on" and start + 1 < end)
    if start == item.cue[1] and reading.is_time(p, day) and p.lower[start] not in _THINGS_OF_TIME:
        after = _behind_time(reading, p, day)
        if after < end and p.tags[after] in _BEGINS and p.lower[after] not in ("'s", "’s"):
            item.content[0] = (after, end)
    if start == item.cue[1] or p.tags[start] == "VBG":
        item.content[0] = (_that(p, *item.content[0]), item.content[0][1])
    if item.word in _TELLS_OF_DEEDS:
        item.content = _without_tail(p, item)
    item.content = _before_report(p, item)
    item.content = _without_occasion(reading, p, item)
    start, end = item.content[-1]
    aside = next((j for j in range(start + 1, end - 1) if p.lower[j] == "according" and p.words[j - 1] == "," and p.quoted[j] < 0), None)
    if aside is not None and start > item.head and p.right[aside] >= end - 2:
        item.content[-1] = (start, aside - 1)  # "Doe said he fired, according to the court": what the court has is that he said so


def _without_occasion(reading: Reading, p: Passage, item: Attribution) -> list[tuple[int, int]]:
    """Return the content of ``item`` up to what the reporter adds behind it: on which occasion it was said, where nobody else is asked ("said the
    road was shut when asked about the flood"), and how that was taken (", but the news did not lift its shares").
    """
    start, end = item.content[-1]
    for j in range(start + 1, end - 1 if start > item.head else start):
        if p.quoted[j] >= 0:
            continue
        subject = own_subject(p, p.heads[j + 1])
        asked = p.lower[j] == "when" and p.lower[j + 1] in _WHENCE and p.tags[j + 1] == "VBN" and p.right[j + 1] >= end - 2
        if asked and subject is not None and p.tags[subject] in ("NN", "NNS") and not is_anybody(reading, p, subject):
            return [*item.content[:-1], (start, j)]
        if p.deps[j] == "cc" and (_is_taken(p, j) or _is_answered(p, j)):
            return [*item.content[:-1], (start, j - (p.words[j - 1] == ","))]
        if j > start + 1 and (_is_told_beside(reading, p, item, j) or _adds_another(p, j)):
            return [*item.content[:-1], (start, j - (p.words[j - 1] == ","))]
    return item.content


def _is_told_beside(reading: Reading, p: Passage, item: Attribution, j: int) -> bool:
    """Return whether the conjunction ``j`` in the content of ``item``, told in the past, leads on to another clause that tells in the past what
    somebody named said, or what the speaker said in quotation marks: "said he would run while Jane Roe said she would not".
    """
    verb = next((kid for kid in range(j + 1, min(j + _FAR, len(p))) if p.child(kid, "mark") == j), None)
    if p.lower[j] not in _BESIDE or p.deps[j] != "mark" or verb is None or p.tags[item.head] != "VBD" or p.tags[verb] != "VBD":
        return False
    subject = p.child(verb, "nsubj")
    if subject is None or subject > verb or p.child(verb, "aux", "neg") is not None or not _reports(p.lower[verb]):
        return False
    clause = p.last_child(verb, "ccomp")
    quotes = verb + 2 < len(p) and p.quoted[verb + 1 + (p.words[verb + 1] in (",", ":"))] >= 0
    return quotes or (clause is not None and clause > verb and p.tags[subject] != "PRP" and is_anybody(reading, p, subject))


def _adds_another(p: Passage, j: int) -> bool:
    """Return whether the "with" at token ``j`` behind a comma leads on to what somebody else said: ", with the mayor later adding that"."""
    verb = p.child(j, "pcomp") if p.lower[j] == "with" and p.words[j - 1] == "," else None
    told = verb is not None and p.tags[verb] == "VBG" and p.child(verb, "ccomp") is not None
    return verb is not None and told and p.child(verb, "nsubj") is not None and _reports(p.lower[verb])


def _reports(word: str) -> bool:
    """Return whether ``word`` is a form of a verb of saying with a clause."""
    entry = reporting.verbs().get(lemma(word))
    return entry is not None and "c" in entry.frames


def _is_taken(p: Passage, j: int) -> bool:
    """Return whether the conjunction ``j`` behind a comma leads on to how what was said was taken: ", but the news failed to"."""
    noun = p.heads[j + 1]
    named = p.words[j - 1] == "," and p.deps[j + 1] in ("det", "poss") and p.lower[noun] in _SPEECHES and p.deps[noun] == "nsubj"
    return named and p.is_verb(p.heads[noun]) and is_past(p, p.heads[noun])


def _is_answered(p: Passage, j: int) -> bool:
    """Return whether the conjunction ``j`` leads on to somebody else who speaks of what was said: "but this was rejected by the board", "and his
    deputy repeated this".
    """
    verb = p.heads[j + 1]
    entry = reporting.verbs().get(lemma(p.lower[verb]))
    met = p.lower[j] == "but" and p.lower[j + 1] in _THIS and p.deps[j + 1] == "nsubjpass" and p.child(verb, "agent") is not None
    other = next((kid for kid in p.kids[p.heads[j]] if p.deps[kid] == "conj" and p.left[kid] == j + 1), None)
    this = None if other is None else p.child(other, "dobj")
    if other is not None and this is not None and p.lower[this] in _THIS and lemma(p.lower[other]) in reporting.verbs():
        return p.words[j - 1] == "," and p.child(other, "nsubj") is not None
    return met and entry is not None and entry.stance in _AGAINST


def _before_report(p: Passage, item: Attribution) -> list[tuple[int, int]]:
    """Return the content of ``item`` up to who reports it, where the parser took that for its verb: "said it would close, the Herald reported"."""
    start, end = item.content[-1]
    told = p.last_child(item.head, "ccomp")
    subject = p.child(told, "nsubj") if told is not None and start > item.head else None
    inner = p.child(told, "ccomp") if told is not None else None
    if told is None or subject is None or inner is None or not inner < subject < told or p.right[told] > told + 1:
        return item.content
    comma = p.left[subject] - 1
    closes = p.words[comma] == "," and start < comma and told >= end - 2 and _reports(p.lower[told])
    return [*item.content[:-1], (start, comma)] if closes and p.quoted[comma] < 0 else item.content


def speaker_alone(reading: Reading, p: Passage, item: Attribution) -> None:
    """Take out of the source of ``item``, which stands before its cue, the day at its end ("the mayor on Monday said", "Doe Sunday said"), a medium
    or occasion behind a name or office ("Doe in a post said") and a time at its beginning ("last summer members of the board said"); of one behind it
    what else somebody says ("said Doe, adding that"), of any a bracket that does not close ("says Orlin TV (May 3"). A name in it is whole.
    """
    if item.source is None:
        return
    if item.frame in _CLAUSES:
        _with_office(reading, p, item)
    start, end = _without_words(reading, p, item, *item.source)
    name = reading.name_at(p.start + p.starts[start])
    first = p.token_from(name.start - p.start) if name is not None and name.entity_type == "PERSON" else start
    if first < start and (first >= item.cue[1] or end <= item.cue[0]):
        start = first  # "said Will Doe", whose first name the parser took for a verb
    if p.lower[start] in _NEAR and end <= item.cue[0]:
        start = next((j for j in range(start, end - 1) if not reading.is_time(p, j)), start)
    opened = [j for j in range(start + 1, end) if p.tags[j] == "-LRB-"]
    if opened and not any(p.tags[j] == "-RRB-" for j in range(opened[-1], end)):
        end = opened[-1]
    item.source = (start, _before_day(reading, p, start, end) if end <= item.cue[0] else end)


def _with_office(reading: Reading, p: Passage, item: Attribution) -> None:
    """Take the office between commas before the name that is the source of ``item`` out of its content, into the source: "He was freed in May, the
    chief of detectives, Al Doe, said". Behind a person's name it is rather that one's.
    """
    start, end = item.source or (0, 0)
    name = next((j + 1 for j in range(end - 1, start, -1) if p.words[j] == ","), start)
    if name < 2 or p.words[name - 1] != "," or end > item.cue[0] or not reading.is_person(p, end - 1):
        return
    low = next((j + 1 for j in range(name - 2, max(name - _OFFICE, -1), -1) if p.words[j] == ","), 0)
    phrase = range(low, name - 1)
    if not 2 <= low < start or p.tags[low] not in ("DT", "PRP$") or reading.is_person(p, low - 2):
        return
    if any(p.is_verb(j) or p.quoted[j] >= 0 for j in phrase) or not any(titles.is_office(p.lower[j]) for j in phrase):
        return
    item.content = [(first, min(last, low - 1)) for first, last in item.content if first < low - 1]
    item.source = (low, end)


def _is_one(reading: Reading, p: Passage, start: int, end: int) -> bool:
    """Return whether the phrase ``start:end`` is one person who is known without what follows: a name, or "the" and an office."""
    if p.tags[end] == "IN" and p.tags[end + 1] == "PRP$" and p.words[start][0].isupper():
        return True  # "Doe in his statement"
    end -= p.words[end - 1] == ","
    name = reading.name_at(p.start + p.starts[end - 1])
    if p.tags[end - 1].startswith("NNP") or (name is not None and name.entity_type == "PERSON"):
        return True
    return p.lower[start] == "the" and p.tags[end - 1] == "NN" and titles.is_office(p.lower[end - 1])


def _without_words(reading: Reading, p: Passage, item: Attribution, start: int, end: int) -> tuple[int, int]:
    """Return ``start:end``, the source of ``item``, without where, how or after what a name or office speaks, or the participle, at its end."""
    for j in range(start + 1, end):
        inner = p.child(j, "pobj") if p.deps[j] == "prep" else None
        said = inner is not None and p.lower[j] in _WHEREBY and lexicon.circumstance(p.lower[inner]) is not None
        around = inner is not None and p.right[inner] == end - 1 and (said or p.lower[j] in ("after", "before"))
        if around and (end >= item.cue[0] - 1 or start > item.cue[0]) and _is_one(reading, p, start, j):
            return start, j - (p.words[j - 1] == ",")
        entry = reporting.verbs().get(lemma(p.lower[j])) if p.tags[j] == "VBG" and p.words[j - 1] == "," else None
        if entry is not None and "c" in entry.frames and p.deps[j] == "acl" and start > item.cue[0]:
            return start, j - 1
    return start, end


def _before_day(reading: Reading, p: Passage, start: int, end: int) -> int:
    """Return ``end``, or where the day begins that ends the phrase ``start:end``, with "on" or without; something of the phrase always stays."""
    low = end
    if any(p.is_verb(j) for j in range(start, end)):
        return end  # "a poll released on Monday"
    while low > start + 1 and p.quoted[low - 1] < 0 and reading.is_time(p, low - 1):
        low -= 1
    if low < end and p.lower[end - 1] == "ago":
        return low
    if low == end or (p.tags[low - 1] == "IN" and (p.lower[low - 1] != "on" or low - 1 == start)):
        return end
    return low - (p.tags[low - 1] == "IN") if p.tags[low - 1] == "IN" or p.tags[low].startswith("NNP") else end


def _with_participle(p: Passage, end: int) -> int:
    """Return ``end``, or the end of the participle behind a noun that the parser hung on the cue: "anger with petitions read out in the hall",
    "concern about reports of ferries being sold".
    """
    if end < len(p) and p.tags[end - 1] == "IN" and p.tags[p.heads[end]] in ("VBN", "VBG") and p.deps[end] in ("nsubj", "nsubjpass"):
        return p.right[p.heads[end]] + 1
    if end < len(p) and p.tags[end] == "VBN" and p.deps[end] in ("acl", "advcl", "ccomp", "xcomp") and p.heads[end] < end:
        return p.right[end] + 1
    return end


def without_deed(reading: Reading, p: Passage, item: Attribution) -> int | None:
    """Take out of the content of ``item``, a clause told in the past, the conjunction before a verb in the past without a subject that the parser
    joined to a verb of another tense, and what follows: what the speaker did besides ("said he would pray but did not kneel"). Return that verb,
    None where there is none.
    """
    if item.frame != "clause" or not item.content or p.tags[item.head] != "VBD" or item.content[0][0] < item.head:
        return None
    start, end = item.content[0]
    for j in range(start + 1, end):
        before = p.heads[j]
        if p.deps[j] != "conj" or not start <= before < j or p.heads[before] != item.head or p.child(j, "nsubj", "nsubjpass") is not None:
            continue
        word = next((k for k in range(j - 1, before, -1) if p.deps[k] == "cc"), None)
        if word is not None and word - 1 > before and p.tags[word - 1] == "VBN":
            continue  # "of having played and won"
        if (
            word is not None
            and p.quoted[word] < 0
            and is_past(p, j)
            and not _goes_on(p, j, before)
            and (not is_past(p, before) or _is_of_speaker(reading, p, j, before))
        ):
            item.content = [(low, min(high, word)) for low, high in item.content if low < word]
            return j
    return None


def _goes_on(p: Passage, verb: int, before: int) -> bool:
    """Return whether ``verb``, which the parser joined to ``before``, goes on with it: its past is its bare form, which shares a modal verb ("said it
    would help and then set a date"), or it tells with "had" what was before that was said ("said he grows rice and had not sold any").
    """
    shares = p.tags[verb] == "VBD" and lemma(p.lower[verb]) == p.lower[verb] and any(p.tags[kid] == "MD" for kid in p.kids[before])
    return shares or is_perfect(p, verb)


def _is_of_speaker(reading: Reading, p: Passage, verb: int, before: int) -> bool:
    """Return whether ``verb`` is one of saying in the active, which the parser joined to ``before``: what is or is done to a thing, or what was
    before that ("said the rule was not enforced and questioned Doe", "said nobody had been told and called on her to go").
    """
    subject = p.child(before, "nsubjpass") or (p.child(before, "nsubj") if lemma(p.lower[before]) == "be" else None)
    says = lemma(p.lower[verb]) in reporting.verbs() and p.child(verb, "auxpass") is None and p.tags[verb] == "VBD"
    return says and (is_perfect(p, before) or (subject is not None and is_thing(reading, p, subject)))


def _that(p: Passage, start: int, end: int) -> int:
    """Return the "that" with which a content begins, behind adverbs of its cue ("said earlier that") or a participle ("said, citing its sources,
    that"), or ``start``.
    """
    if p.tags[start] == "VBG" and p.words[start - 1] == ",":
        found = (j for j in range(start + 2, end) if p.lower[j] == "that" and p.deps[j] == "mark" and p.heads[start] == p.heads[j])
        return next((j for j in found if p.words[j - 1] == ","), start)
    for j in range(start, min(start + _ADVERBS + 1, end)):
        if p.lower[j] == "that" and p.deps[j] == "mark":
            return j
        if not p.tags[j].startswith("RB"):
            break
    return start


def dateline(reading: Reading, p: Passage) -> int:
    """Return the number of tokens of the dateline that ``p`` begins with ("KYIV, Ukraine (Agency) —", "Orlin –", "(NTV KYIV) -"), 0 where it begins
    with none.
    """
    if p.words[:1] == ["("] and ")" in p.words[1:_BRACKET]:
        close = p.words.index(")")
        named = all(sum(map(str.isupper, word)) > 1 for word in p.words[1:close] if word[0].isalpha())
        return close + 2 if named and p.words[close + 1 : close + 2] and p.words[close + 1] in ("—", "–", "--", "-") else 0
    if not p.words or (len(p.words[0]) < 3 and not (len(p) > 1 and p.words[0].isupper() and p.words[1].isupper())):
        return 0  # "ST MARY, Jamaica —" is one
    name = reading.name_at(p.start)
    if not p.words[0].isupper() and (name is None or name.entity_type != "GPE"):
        return 0
    for j in range(1, min(_DATELINE, len(p))):
        if p.words[j] in ("—", "–", "--", "-") and p.starts[j] > p.ends[j - 1]:
            return j + 1
        if p.words[j][0].isalpha() and not p.words[j][0].isupper():
            return 0
    return 0


def without_dateline(reading: Reading, p: Passage, item: Attribution) -> None:
    """Take the dateline out of content and source of ``item``."""
    low = dateline(reading, p)
    if not low:
        return
    item.content = [(max(start, low), end) for start, end in item.content if end > low]
    if item.source is not None and item.source[0] < low:
        item.source = (low, item.source[1]) if item.source[1] > low else _subject_behind(p, item.head, low)


def _subject_behind(p: Passage, head: int, low: int) -> tuple[int, int] | None:
    """Return who says what verb ``head`` says, named from token ``low`` on."""
    own = next((kid for kid in p.kids[head] if low <= kid < head and p.deps[kid] in ("nsubj", "nsubjpass")), None)
    sources = [noun_phrase(p, own, head)] if own is not None else [subject_beside(p, head), subject_before(p, head)]
    found = [source for source in sources if head >= low and source is not None and source[0] >= low]
    return found[0] if found else None


def _behind_time(reading: Reading, p: Passage, start: int) -> int:
    """Return the first token behind the time that token ``start`` belongs to."""
    time = reading.times.at(p.start + p.starts[start])
    return p.token_from(time.end - p.start) if time is not None else start


def _without_relative(p: Passage, item: Attribution) -> list[tuple[int, int]]:
    """Return the content of ``item`` up to a relative clause at its end that a comma sets off: what the reporter adds about its last noun."""
    start, end = item.content[-1]
    for j in range(start + 2, end):
        if start < item.cue[1] or p.words[j - 1] != "," or p.lower[j] not in _RELATIVE or p.quoted[j] >= 0:
            continue
        verb = p.heads[j]
        while p.deps[verb] != "relcl" and p.heads[verb] != verb and p.heads[verb] >= j:
            verb = p.heads[verb]
        if p.deps[verb] == "relcl" and p.right[verb] >= end - 2:
            return [*item.content[:-1], (start, j - 1)]
    return item.content


def _without_medium(p: Passage, item: Attribution) -> list[tuple[int, int]]:
    """Return the content of ``item`` without the medium at its end: "described the man as a guest in his post"."""
    start, end = item.content[-1]
    for j in range(start + 2, end - 2):
        inner = p.child(j, "pobj")
        own = inner is not None and p.tags[j] == "IN" and p.lower[j] in ("in", "on") and p.quoted[j] < 0 and p.tags[j + 1] == "PRP$"
        if (
            inner is not None
            and own
            and p.heads[j + 1] == inner
            and lexicon.circumstance(p.lower[inner]) == "medium"
            and p.right[inner] == end - 1
        ):
            return [*item.content[:-1], (start, j)]
    return item.content


def _without_tail(p: Passage, item: Attribution) -> list[tuple[int, int]]:
    """Return the content of ``item`` up to a participle without a subject that a comma sets off at its end."""
    start, end = item.content[-1]
    for j in range(start + 1, end):
        if p.tags[j] != "VBG" or p.deps[j] != "advcl" or p.words[j - 1] != "," or p.child(j, "nsubj") is not None:
            continue
        if start <= p.heads[j] < j and p.right[j] >= end - 2:
            return [*item.content[:-1], (start, j - 1)]
    return item.content
