"""Anchors: which words of its sentence a date belongs to, by the tree and by what the parser makes of dates between participles and joined verbs."""

import datetime
import re
from typing import NamedTuple

from transforms.text.lexicon import events, reporting
from transforms.text.lexicon.nouns import singular
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading, factuality, figures
from transforms.text.reading.layers import TimeSpan
from transforms.text.reading.passage import Passage

_MAX_CLIMB = 12
WITHIN = frozenset(("in", "at", "on", "during", "by", "with", "to", "from", "near", "into"))
"""Prepositions that join to a verb what goes on with it."""
_ATTRIBUTE = frozenset(("compound", "nummod", "amod", "nmod", "npadvmod"))
_OWNED = ("poss", "compound", "nmod")
_ASIDE = frozenset(
    ("be", "suspect", "believe", "know", "say", "think", "allege", "identify", "dress", "disguise", "mask", "arm", "wear", "call")
)
"""Verbs of a participle that only says who somebody is: a date behind X as guards on Friday shot")."""
_ON = frozenset(("on", "late", "early", "last"))
DASHES = ("-", "–", "—")
"""What joins two days without blanks."""
_DAY_WORD = re.compile(
    r"day\b|night|morning|noon\b|evening|week|month|year|last|this|\bMon|\bTue|\bWed|\bThu|\bFri|\bSat|\bSun|\d[/-]\d|\d{4}-", re.I
)
"""What says on which day a time of day is; a bare clock time says none."""
_CALLING = frozenset(("call", "press", "push", "appeal", "campaign", "lobby", "plead"))
"""Verbs that "for" joins to what somebody wants to be."""
_ANSWERED = frozenset(
    (
        "avenge",
        "commemorate",
        "condemn",
        "criticise",
        "criticize",
        "decry",
        "denounce",
        "deplore",
        "investigate",
        "mourn",
        "probe",
        "protest",
    )
)
"""Verbs of what is done, often days later, about what their object names."""
_SENDING = frozenset(("send", "leave", "set"))
"""Verbs of what brings about, then and there, what the participle behind their object tells of."""
_CALLED_BY_DAY = frozenset(("avenue", "boulevard", "bridge", "hospital", "movement", "square", "stadium", "street", "university"))
"""Nouns that have a day for a name."""
_SOURCE = 12
"""Tokens before a date among which "according to" stands."""
_DAY = datetime.timedelta(days=1)


class Dated(NamedTuple):
    """A date or time of day in a sentence: its tokens (half-open), the one it hangs at, and the words that it belongs to."""

    time: TimeSpan
    span: tuple[int, int]
    head: int
    anchors: set[int]
    is_of_noun: bool
    """Whether it belongs to a noun before it, not to the verb above (``_of_noun_before``)."""


def dated(reading: Reading, p: Passage, sentence: int) -> list[Dated]:
    """Return the dates and times of day of ``sentence`` that name a day."""
    low, high = p.source_span(*p.sentences[sentence])
    times = [
        time
        for time in reading.times.overlapping(low, high)
        if time.timex_type in ("DATE", "TIME") and time.first_day is not None and not _is_bare_clock(reading, time)
    ]
    if not times:
        return []
    ends = {time.end for time in times if reading.source_text[time.end : time.end + 1] in DASHES}
    times = [time for time in times if time.start - 1 not in ends]  # the last day of "July 11-13" is one word with the first
    placed = [(time, p.tokens_of(time.start - p.start, time.end - p.start)) for time in times]
    placed = [
        (time, span) for time, span in placed if not (_is_named(p, span[1]) or figures.is_of_another(p, *span) or _is_of_source(p, span[0]))
    ]
    hung = [head_of(p, *span) for _, span in placed]
    heads = dict(zip(hung, (time for time, _ in placed), strict=True))
    found = []
    for (time, span), i in zip(placed, hung, strict=True):
        noun = _of_noun_since(p, i, span[0]) or _of_noun_before(p, i, time, reading.published_date)
        found.append(Dated(time, span, i, noun or _anchored(reading, p, i, span, heads), noun is not None))
    return found


def _is_bare_clock(reading: Reading, time: TimeSpan) -> bool:
    return time.timex_type == "TIME" and not _DAY_WORD.search(reading.source_text[time.start : time.end])


def _is_named(p: Passage, behind: int) -> bool:
    """Return whether the date that ends before token ``behind`` is the name of a street or another thing called by the day of a month, written with a
    capital: "9 July Avenue", not "on 9 July hospital staff" or "on Monday university students".
    """
    if not 2 <= behind < len(p) or p.lower[behind] not in _CALLED_BY_DAY:
        return False
    return p.text[p.starts[behind]].isupper() and any(map(str.isdigit, p.words[behind - 2 : behind]))


def _is_of_source(p: Passage, first: int) -> bool:
    """Return whether the date that begins at token ``first`` says when a source spoke: "according to officials on Monday"."""
    for i in range(first - 1, max(first - _SOURCE, p.sentences[p.sentence[first]][0]), -1):
        if p.words[i] == "," or p.tags[i] in ("VBD", "VBZ", "VBP", "VBN"):
            return False
        if p.lower[i] == "to" and p.lower[i - 1] == "according":
            return not any(
                singular(word) in events.nouns() for word in p.lower[i + 1 : first]
            )  # "according to witnesses of the raid on Monday"
    return False


def _anchored(reading: Reading, p: Passage, i: int, span: tuple[int, int], times: dict[int, TimeSpan]) -> set[int]:
    """Return the words that the date ``span``, which hangs at ``i``, belongs to."""
    behind = _verb_behind(p, i, span)
    found = _anchors(p, i, times) if behind is None else {i, behind}
    return found.union(verb for verb in (_opened(p, span), _begun(reading, p, span)) if verb is not None)


def _begun(reading: Reading, p: Passage, span: tuple[int, int]) -> int | None:
    """Return the verb of the clause of what is said that the date ``span`` begins, wherever the parser hangs it: "said that on 5 May, rebels
    attacked the port", "it was reported today that on 5 May rebels attacked the port".
    """
    first, behind = span
    that = first - 1 - (p.lower[first - 1] == "on") if first else -1
    if that < 1 or p.lower[that] != "that":
        return None
    said = that - 1
    while said and (reading.is_time(p, said) or (said < that - 1 and p.lower[said] == "on")):
        said -= 1
    if not is_saying(p, said):
        return None
    verbs = (i for i in range(behind, p.sentences[p.sentence[first]][1]) if p.heads[i] == said and p.deps[i] == "ccomp")
    verb = next(verbs, None)
    inner = p.child(verb, "ccomp") if verb is not None and p.child(verb, "nsubj", "nsubjpass") is None else None
    return verb if inner is None else inner  # "alleged" of "alleged rebels shot nine" is none


def _of_noun_since(p: Passage, i: int, first: int) -> set[int] | None:
    """Return ``i`` and the noun of an event behind "since", of which the date that begins at token ``first`` and hangs at ``i`` is the day ("the
    first meeting since the raid in May"); None where no such noun stands before it.
    """
    for j in range(first - 1, max(first - _SOURCE, p.sentences[p.sentence[first]][0]), -1):
        if p.words[j] == "," or p.is_verb(j):
            return None
        if p.lower[j] == "since":
            return next(({i, k} for k in range(j + 1, first - 1) if singular(p.lower[k]) in events.nouns()), None)
    return None


def _of_noun_before(p: Passage, i: int, time: TimeSpan, today: datetime.date) -> set[int] | None:
    """Return ``i`` and the event before it that the date there belongs to, whether or not the parser hangs it on the verb: what is called for
    ("called for a vote on 5 May"; of a day before the call nothing), and what is condemned or otherwise answered, where that was two days ago and
    longer ("condemned the attack on the port on 2 May"); None where it is the verb's.
    """
    verb = p.governor(i)
    if verb > i or time.first_day is None:
        return None
    word, called = lemma(p.lower[verb]), p.child(verb, "prep")
    if word in _CALLING and p.child(verb, "dobj") is None and called is not None and p.lower[called] == "for":
        noun = p.child(called, "pobj")
        if noun is not None and noun < i and singular(p.lower[noun]) in events.nouns():
            return {i, noun} if time.first_day >= today else {i}
    noun = p.child(verb, "dobj")
    told = word in _ANSWERED and noun is not None and noun < i - 2 and singular(p.lower[noun]) in events.nouns()
    return {i, noun} if told and noun is not None and time.first_day < today - _DAY else None


def _opened(p: Passage, span: tuple[int, int]) -> int | None:
    """Return the verb whose clause "when" behind the date ``span`` opens: "was in 2022 when a bomb killed nine"."""
    when = span[1] + (span[1] < len(p) and p.words[span[1]] == ",")
    if when >= len(p) or p.lower[when] != "when":
        return None
    verb = p.heads[when]
    return verb if p.is_verb(verb) and verb > when else None


def head_of(p: Passage, first: int, last: int) -> int:
    """Return the token of ``first:last`` that hangs outside it."""
    return next((i for i in range(first, last) if not first <= p.heads[i] < last), first)


def _anchors(p: Passage, i: int, times: dict[int, TimeSpan]) -> set[int]:
    """Return the words that the date at ``i`` belongs to: the nouns above it, up to and with the first verb; a year before a noun only to that."""
    found, time = {i}, times[i]
    owned = p.deps[i] in _OWNED and p.tags[p.heads[i]].startswith("NN")
    long = time.first_day is not None and time.last_day is not None and time.last_day - time.first_day > _DAY
    for _ in range(_MAX_CLIMB):
        head, dep = p.heads[i], p.deps[i]
        if head == i or (owned and _is_of_another(p, i)):
            break
        found.add(head)
        verb = p.is_verb(head) and p.deps[head] not in ("amod", "compound", "prep")
        if verb and p.tags[head] == "VBG" and p.deps[head] in ("ccomp", "xcomp") and lemma(p.lower[p.heads[head]]) in _SENDING:
            found.add(p.heads[head])  # "sent shares tumbling on Monday"
        if verb or (long and dep in _ATTRIBUTE and p.tags[head].startswith("NN")):
            break
        i = head
    return found


def _is_of_another(p: Passage, i: int) -> bool:
    """Return whether what the noun or preposition ``i`` joins to the word above it has a day of its own: "condemned Monday's attack"."""
    if p.deps[i] == "prep":
        return p.lower[i] not in WITHIN
    return p.deps[i] == "dobj" and not factuality.takes_place(p, p.heads[i])


def _verb_behind(p: Passage, i: int, span: tuple[int, int]) -> int | None:
    """Return the verb right behind the date ``span`` at ``i`` that it belongs to though the parser hangs it on a participle before that only says
    who somebody is: "men dressed as guards on Friday night shot two people".
    """
    first, behind = span
    if behind >= len(p) or not (p.lower[first] in _ON or (first and p.lower[first - 1] in _ON)):
        return None
    verb = p.heads[behind] if p.deps[behind] in ("aux", "auxpass", "advmod") else behind
    if not p.is_verb(verb) or p.tags[verb] not in ("VBD", "VBZ", "VBP", "VBN") or p.deps[verb] in ("acl", "amod"):
        return None
    while not p.is_verb(i) and p.heads[i] != i:
        i = p.heads[i]
    return verb if p.is_verb(i) and i < verb and i != verb and lemma(p.lower[i]) in _ASIDE and p.deps[i] != "relcl" else None


def is_saying(p: Passage, verb: int) -> bool:
    """Return whether ``verb`` takes what is said as its complement: when and where somebody said it says nothing of what is told."""
    entry, thing = reporting.verbs().get(lemma(p.lower[verb])), p.child(verb, "dobj")
    if thing is not None and p.lower[thing] in ("life", "lives"):
        return False  # "claimed four lives"
    return entry is not None and "c" in entry.frames
