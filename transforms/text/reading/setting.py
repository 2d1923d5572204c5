"""Setting: where and when that happened which a word tells of, by its own clause and the story around it, not by what stands nearest.

Of an event told by a noun the noun's own complements come first ("Tuesday's attack on Orlova"), then those of the verb that it is subject or
object of; of one told by a verb those of the verb, then those of the clause that it belongs to ("a missile struck Orlova late Tuesday, injuring
nine people"). When and where somebody said it says nothing of it. What the clause does not say the story before it may.
"""

import datetime
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from schemas import Place, Statement
from transforms.text.lexicon import reporting
from transforms.text.lexicon.nouns import singular
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading, anchors, dateline, factuality, figures
from transforms.text.reading.clauses import PAST, PRESENT
from transforms.text.reading.factuality import DENIED, HAPPENED, PLANNED
from transforms.text.reading.layers import TimeSpan
from transforms.text.reading.passage import Passage

_MAX_CLIMB = 12
_SHARED = frozenset(("advcl", "xcomp", "acl", "conj", "pcomp", "prep", "dep", "relcl", "acomp"))
"""Dependencies through which a clause that does not say when or where has the time and place of the one above."""
_INSIDE = frozenset(
    ("in", "at", "on", "near", "outside", "inside", "across", "around", "over", "off", "within", "throughout", "along", "through")
)
"""Prepositions before the place where something happens."""
_SCENE = frozenset(("in", "at", "near", "outside", "inside", "across", "within", "throughout"))
"""Those of them behind which no subject of talk stands ("sanctions on", "a quarrel over")."""
_BORDER = frozenset(("until", "till", "by", "before", "after", "through", "than", "as"))
"""Words before a date on which the event itself is not."""
_MODIFYING = frozenset(("POS", "JJ", "NN", "NNS", "NNP", "HYPH", "CD"))
_MODIFIERS = 5
"""Words of the longest stretch between a date and the noun that it belongs to."""
_ANSWERING = frozenset(
    (
        "accuse", "acquit", "allude", "apologise", "apologize", "arrest", "blame", "charge", "condemn", "convict", "criticise", "criticize", "detain",
        "fine", "hold", "honor", "honour", "indict", "investigate", "jail", "plead", "praise", "prosecute", "question", "react", "refer",
        "remember", "respond", "seek", "sentence", "sue", "suspect", "thank", "try", "want",
    )
)  # fmt: skip
"""Verbs below which what somebody answers for is of another day: "was charged on Friday with the murder of", "sentenced for stabbing"."""
_ANSWER = frozenset(("connection", "relation", "charge", "count", "suspicion", "allegation", "accusation", "role", "part", "involvement"))
"""Nouns with the same sense: "arrested in connection with a shooting"."""
_APART = frozenset(("following", "according", "regarding", "concerning"))
"""Participles used as prepositions of what was before, or is only spoken of."""
_AT = frozenset(("in", "at", "on", "during", "near"))
"""Prepositions that join to such a verb what goes on with it all the same: "arrested in a raid"."""
_LEGAL = frozenset(
    (
        "acquit", "appear", "arrest", "bury", "charge", "convict", "detain", "extradite", "fine", "identify", "indict", "jail", "name", "plead",
        "prosecute", "release", "remand", "sentence", "testify", "try",
    )
)  # fmt: skip
"""Verbs of what follows on an event days or years later: it has not happened on their day, nor they on its."""
_REPORTING = frozenset(
    ("announce", "confirm", "deny", "investigate", "question", "report", "search", "seek", "condemn", "mourn", "order", "summon")
)
"""Verbs of what authorities and others do and say when something has happened: it has not happened on their day."""
_DECIDING = frozenset(
    (
        "agree", "ask", "decide", "demand", "invite", "move", "offer", "order", "pledge", "promise", "propose", "refuse", "swear", "tell", "threaten",
        "urge", "vote", "vow", "want", "warn",
    )
)  # fmt: skip
"""Verbs of what is settled, said or asked about something that is still to be."""
_BEFORE = frozenset(("previously", "earlier", "formerly", "once", "originally", "ago", "before"))
"""Adverbs of a time before the story's."""
_TO = frozenset(("to", "until", "till", "through", "-", "–", "—"))
_AND = frozenset(("and", "-", "–", "—", "/"))
"""Words between the first and the last day of several: "March 3 and 4", "Wednesday and Friday"."""
_UNITS = frozenset(("week", "month", "year", "decade"))
_FAR = 8
"""Tokens before "since" among which what it compares stands."""
_LEAD = 2
"""Passages at the beginning of a story that tell what is new."""
_LOOSE = 9
"""Steps to a date that only stands behind the event's verb."""
_DONE = frozenset(("carry", "commit", "perpetrate"))
"""Verbs of doing what a noun names: nobody carries out, or commits, whom it befalls."""
_DAY, _WEEK = datetime.timedelta(days=1), datetime.timedelta(days=7)
_NARROW = ("country", "region", "county", "city")
"""Kinds of places from wide to narrow."""
_BACK = 4
"""Sentences before one that may say when its story happens."""


class Days(NamedTuple):
    """First and last day, None where nothing says; ``basis`` says where they come from (``schemas.rows.DATE_BASES``)."""

    first: datetime.date | None = None
    last: datetime.date | None = None
    basis: str = "none"


def statement_of(reading: Reading, p: Passage, token: int) -> Statement | None:
    """Return the statement in whose content ``token`` stands: who reports what it tells of."""
    found = reading.statements.at(p.start + p.starts[token])
    row: Statement | None = found.row if found is not None else None
    return row


# When


def modality(reading: Reading, p: Passage, token: int) -> str:
    """Return the modality of what ``token`` tells of (see ``factuality``); what is dated after publication is planned at most."""
    found = factuality.modality(p, token)
    if found != HAPPENED:
        return found
    clause = p.clauses.get(token)
    if clause is not None and clause.tense == PAST:
        return found
    own = next((time for time, steps in _own_times(reading, p, token) if steps == 0), None)
    ahead = own is not None and own.first_day is not None and own.first_day > reading.published_date
    return PLANNED if ahead else HAPPENED


def when(reading: Reading, p: Passage, token: int, modality: str) -> Days:
    """Return the days of what ``token`` tells of, which is of ``modality``.

    What happened did so on the day of publication at the latest: a date after it is none of its own, one that goes on behind it ends there. What
    is going on ("is fighting") does so on the day of publication; the simple present says what is so at any time ("tigers die").
    """
    for time, steps in _own_times(reading, p, token):
        if steps and modality != HAPPENED and _is_of_decision(reading, p, token, time):
            continue
        days = _days(reading, p, time, steps, modality)
        if days is not None:
            return days
    return _told(reading, p, token) if modality == HAPPENED else Days()


def _is_of_decision(reading: Reading, p: Passage, token: int, time: TimeSpan) -> bool:
    """Return whether ``time``, which stands before the infinitive at or above ``token``, is when that was decided or asked for: "voted on Monday to
    close the school".
    """
    verb = token
    while p.heads[verb] != verb and not (p.deps[verb] in ("xcomp", "advcl") and verb in p.clauses and p.clauses[verb].infinitive):
        verb = p.heads[verb]
    above, over = p.heads[verb], time.last_day is not None and time.last_day <= reading.published_date
    return over and above != verb and time.start < p.start + p.starts[verb] and lemma(p.lower[above]) in _DECIDING


def is_of_today(reading: Reading) -> bool:
    """Return whether the story is news of the day: it begins with what is dated to the day of publication, not only said on it."""
    today = reading.published_date
    return any(
        time.first_day == time.last_day == today and not _is_when_said(p, time)
        for p in _beginning(reading)
        for time in reading.times.overlapping(p.start, p.end)
    )


def is_lead(reading: Reading, p: Passage) -> bool:
    """Return whether ``p`` is a title, or stands where a story tells what is new."""
    return p.is_title or any(p is q for q in _beginning(reading))


def _beginning(reading: Reading) -> list[Passage]:
    found: list[Passage] = reading.times.once(
        "beginning", lambda: list(itertools.islice((p for p in reading.passages if p.segment.in_body), _LEAD))
    )
    return found


def _is_when_said(p: Passage, time: TimeSpan) -> bool:
    """Return whether ``time`` is when somebody said something: "officials said on Monday"."""
    span = p.tokens_of(time.start - p.start, time.end - p.start)
    i = anchors.head_of(p, *span)
    while not p.is_verb(i) and p.heads[i] != i:
        i = p.heads[i]
    return p.is_verb(i) and anchors.is_saying(p, i)


def is_news(p: Passage, token: int) -> bool:
    """Return whether ``token`` is the verb, or the noun below it, of a main clause or of what is said there: what a story begins with as new."""
    verb = token if p.is_verb(token) else p.heads[token]
    if not p.is_verb(verb) or (verb != token and not factuality.takes_place(p, verb) and p.deps[token] not in ("nsubj", "nsubjpass")):
        return False
    head = p.heads[verb]
    return head == verb or (p.deps[verb] == "ccomp" and p.heads[head] == head and anchors.is_saying(p, head))


def _days(reading: Reading, p: Passage, time: TimeSpan, steps: int, modality: str) -> Days | None:
    first, last, today = time.first_day, time.last_day, reading.published_date
    if first is None or last is None:
        return None
    at, behind = p.tokens_of(time.start - p.start, time.end - p.start)
    word = p.lower[at - 1] if at else ""
    if word == "since" and modality == HAPPENED and first <= today:
        return Days(first, today, "stated") if not _is_superlative(p, at) else None
    joints = _TO if word == "from" else _AND if time.timex_type == "DATE" and first == last else frozenset[str]()
    end = _end_of_range(reading, p, behind, joints) or _behind_dash(reading, time)
    if end is not None and end > last:
        last = end
    if word in _BORDER and not _is_owner(p, behind):
        return None
    if modality in (HAPPENED, DENIED):
        if first > today:
            return None
        last = min(last, today)
    return Days(figures.period_to(p, at, last) or first, last, "stated")


def _is_superlative(p: Passage, at: int) -> bool:
    """Return whether "since" before the date ``at`` only says how far back there was nothing like it: "the worst attack since 2001"."""
    near = range(max(at - _FAR, p.sentences[p.sentence[at]][0]), at)
    return any((p.tags[i] in ("JJS", "RBS") and p.lower[i - 1] != "at") or p.lower[i] in ("first", "only") for i in near)


def _end_of_range(reading: Reading, p: Passage, behind: int, joints: frozenset[str]) -> datetime.date | None:
    """Return the last day of the date that one of ``joints`` joins to the one that ends before token ``behind``, None where none is."""
    if behind + 1 >= len(p) or p.lower[behind] not in joints:
        return None
    start = p.start + p.starts[behind + 1]
    found = next((time for time in reading.times.overlapping(start, start + 1) if time.timex_type == "DATE"), None)
    return found.last_day if found is not None and not _is_owner(p, p.tokens_of(found.start - p.start, found.end - p.start)[1]) else None


def _behind_dash(reading: Reading, time: TimeSpan) -> datetime.date | None:
    """Return the last day of the date that a dash without blanks joins to ``time`` ("July 11-13", one word for the model), None where none is."""
    found = next((other for other in reading.times.overlapping(time.end + 1, time.end + 2) if other.start == time.end + 1), None)
    if found is None or found.timex_type != "DATE" or reading.source_text[time.end] not in anchors.DASHES:
        return None
    return found.last_day


def _is_owner(p: Passage, behind: int) -> bool:
    """Return whether the date that ends before token ``behind`` stands in the possessive: "Tuesday's attack"."""
    return behind < len(p) and p.tags[behind] == "POS"


def _own_times(reading: Reading, p: Passage, token: int) -> Sequence[tuple[TimeSpan, int]]:
    """Return the dates and times of day that belong to the event, those nearest in the tree first, each with the steps up to where it hangs."""
    dated = reading.times.once(("dated", p.index, p.sentence[token]), lambda: anchors.dated(reading, p, p.sentence[token]))
    return reading.times.once(("own", p.index, token), lambda: list(_times_at(p, token, dated))) if dated else ()


def _times_at(p: Passage, token: int, dated: Sequence[anchors.Dated]) -> Iterator[tuple[TimeSpan, int]]:
    """Yield those of ``dated``, the dates of its sentence, that belong to ``token``, as ``_own_times`` returns them."""
    yield from ((each.time, 0) for each in dated if _stands_beside(p, each.span, token))
    last = {each.head: each for each in dated}  # two of them may hang on one token
    for steps, node in enumerate(_frames(p, token)):
        near = [i for i, each in last.items() if node in each.anchors]
        yield from ((last[i].time, steps) for i in sorted(near, key=lambda i: (abs(p.depth[i] - p.depth[node]), abs(i - node))))
    if p.is_verb(token):
        yield from ((last[i].time, _LOOSE) for i in sorted(last) if not last[i].is_of_noun and _hangs_loosely(p, i, token, last[i].time))


def _is_short(time: TimeSpan) -> bool:
    """Return whether ``time`` is a week at most: a year behind a participle is that of the participle ("a man born in 1952")."""
    return time.first_day is not None and time.last_day is not None and time.last_day - time.first_day <= _WEEK


def _hangs_loosely(p: Passage, i: int, verb: int, time: TimeSpan) -> bool:
    """Return whether the date at ``i``, an adverbial behind ``verb``, belongs to it though the parser hangs it on a participle or a joined verb in
    between: "destroyed a truck owned by a firm on Tuesday", "were burned and others looted on Tuesday".
    """
    if i < verb or p.deps[i] not in ("pobj", "npadvmod") or p.lower[p.heads[i]] == "of":
        return False
    for _ in range(_MAX_CLIMB):
        head = p.heads[i]
        if head == verb:
            return p.deps[i] != "ccomp"
        if head == i or (
            p.is_verb(i) and not (p.deps[i] == "conj" or (p.deps[i] == "acl" and p.tags[i] in ("VBN", "VBG") and _is_short(time)))
        ):
            return False
        i = head
    return False


def _stands_beside(p: Passage, span: tuple[int, int], token: int) -> bool:
    """Return whether the date ``span`` stands among the words before the noun ``token`` or right behind it, whatever the parser joins it to:
    "the May 3, 2019, attack", "a meeting Tuesday"; behind an object it may be the verb's.
    """
    if not p.tags[token].startswith("NN"):
        return False
    if span[0] == token + 1:
        return p.deps[token] not in ("dobj", "compound") and p.deps[p.heads[token]] != "acl"
    between = range(span[1], token)
    return len(between) <= _MODIFIERS and span[1] <= token and all(p.words[i] == "," or p.tags[i] in _MODIFYING for i in between)


def _frames(p: Passage, token: int) -> Iterator[int]:
    """Yield the words whose times and places are those of ``token``: itself, then what it belongs to, until somebody's saying so is reached."""
    yield token
    if not p.is_verb(token):
        yield from (kid for kid in p.kids[token] if _carries(p, kid))
        yield from _done(p, token)
    node = token
    for _ in range(_MAX_CLIMB):
        head = p.heads[node]
        if head == node or not (_verb_shares(p, node) if p.is_verb(node) and p.deps[node] != "pobj" else _noun_shares(p, node)):
            return
        if p.is_verb(head) or p.tags[head].startswith("NN"):
            yield head
        node = head


def _carries(p: Passage, verb: int) -> bool:
    """Return whether the participle or relative clause of ``verb`` only says that the event of the noun before it took place: "the murder, which was
    carried out on Monday", "the raid that began in Orlova".
    """
    if p.deps[verb] not in ("acl", "relcl") or not p.is_verb(verb) or not factuality.takes_place(p, verb):
        return False
    clause, thing = p.clauses.get(verb), p.child(verb, "dobj")
    passive = p.tags[verb] == "VBN" and not (clause is not None and clause.perfect and p.child(verb, "auxpass") is None)
    return (passive and thing is None) or (p.deps[verb] == "relcl" and (thing is None or p.lower[thing] == "place"))


def _done(p: Passage, noun: int) -> Iterator[int]:
    """Yield the participle that says that somebody did what ``noun`` names, where the parser hangs it on whom it was done to: "the murder of nine
    farmers, carried out on Monday".
    """
    patients = (thing for kid in p.kids[noun] if p.lower[kid] == "of" for thing in p.kids[kid])
    yield from (kid for thing in patients for kid in p.kids[thing] if p.deps[kid] == "acl" and lemma(p.lower[kid]) in _DONE)


def _verb_shares(p: Passage, verb: int) -> bool:
    """Return whether the clause of ``verb`` has the time and place of the word above it."""
    head, dep, clause = p.heads[verb], p.deps[verb], p.clauses.get(verb)
    if dep not in _SHARED:
        return False
    if dep == "conj" and clause is not None and not clause.subject_is_own:
        return True
    if p.is_verb(head) and anchors.is_saying(p, head):
        return False
    if (
        dep == "advcl"
        and clause is not None
        and clause.tense == PAST
        and not clause.perfect
        and any(p.lower[kid] == "when" for kid in p.kids[verb])
    ):
        return True  # "nine were killed on Monday when a bus overturned"
    return dep != "advcl" or clause is None or not clause.subject_is_own or clause.tense is None


def _noun_shares(p: Passage, token: int) -> bool:
    """Return whether what hangs on the noun (or word below it) ``token`` has the time and place of the word above: of a verb its subject does,
    and the object of one that says that something took place; what follows on an event does not ("condemned the attack", "after the attack").
    """
    head, dep = p.heads[token], p.deps[token]
    if dep in ("prep", "agent"):
        if _is_answered_for(p, token):
            return False
        told = p.lower[token] == "of" and (factuality.is_bundle(p, head) or _is_account(p, head))
        return told or p.lower[token] in anchors.WITHIN
    if not p.is_verb(head):
        return dep in ("pobj", "conj", "appos", "compound", "prep", "nmod")
    if dep == "pobj":
        return p.lower[head] not in _APART
    if anchors.is_saying(p, head):
        return False
    return (
        dep in ("nsubj", "nsubjpass", "attr") or factuality.takes_place(p, head) or (dep == "dobj" and not factuality.is_definite(p, token))
    )


def _is_account(p: Passage, noun: int) -> bool:
    """Return whether ``noun`` says no more than that there are, or are no, reports of something: "no reports of", "there were claims of"."""
    if reporting.noun(p.lower[noun]) is None:
        return False
    there = p.deps[noun] == "attr" and any(p.deps[kid] == "expl" for kid in p.kids[p.heads[noun]])
    return there or any(p.lower[kid] == "no" for kid in p.kids[noun])


def _is_answered_for(p: Passage, preposition: int) -> bool:
    """Return whether what ``preposition`` joins to the word above is what somebody answers for there: "charged with murder"."""
    head = p.heads[preposition]
    if p.is_verb(head):
        return lemma(p.lower[head]) in _ANSWERING and p.lower[preposition] not in _AT
    return singular(p.lower[head]) in _ANSWER


def _told(reading: Reading, p: Passage, token: int) -> Days:
    """Return the day that the story before ``token`` tells of, where its clause goes on with it; of what is going on that of publication."""
    clause = p.clause_of(token)
    if clause is None or clause.perfect:
        return Days()
    if clause.tense == PRESENT and token == clause.verb and not p.is_title and _is_going_on(p, token):
        return Days(reading.published_date, reading.published_date, "publication")
    if clause.tense != PAST or clause.verb not in _frames(p, token) or is_of_before(p, clause.verb) or is_long_before(p, token):
        return Days()  # "died of wounds from an attack", "had been"
    verb = lemma(p.lower[clause.verb])
    for q, at in _before(reading, p, token):
        for time, steps in _main_times(reading, q, at, verb):
            days = _days(reading, q, time, steps, HAPPENED)
            if days is not None and days.first is not None and days.last is not None and days.last - days.first <= _WEEK:
                return days._replace(basis="inferred")
    return Days()


def is_of_before(p: Passage, verb: int) -> bool:
    """Return whether an adverb says that the clause of ``verb`` tells of a time before the story's: "was previously convicted"."""
    return any(p.lower[kid] in _BEFORE for kid in p.kids[verb] if p.deps[kid] == "advmod")


def is_long_before(p: Passage, token: int) -> bool:
    """Return whether the clause of ``token`` says how long before the story it happened: "comes two months after a ferry sank"."""
    clause = p.clause_of(token)
    marks = [kid for kid in p.kids[clause.verb] if p.deps[kid] == "mark" and p.lower[kid] in ("after", "since")] if clause else []
    return any(mark and singular(p.lower[mark - 1]) in _UNITS for mark in marks)


def _goes_on(verb: str, before: str) -> bool:
    """Return whether what ``verb`` tells of may be of the day of what ``before``, the verb of a sentence before, tells of."""
    if verb in _LEGAL:
        return before in _LEGAL or before in _REPORTING
    return before not in _LEGAL and (before not in _REPORTING or verb in _REPORTING or verb in reporting.verbs())


def _is_going_on(p: Passage, verb: int) -> bool:
    """Return whether the present tense of ``verb`` tells of the day: "is fighting", "are being held", "condemns"; "tigers die" holds on any day."""
    progressive = p.tags[verb] == "VBG" or any(p.lower[kid] == "being" for kid in p.kids[verb])
    return progressive or lemma(p.lower[verb]) in reporting.verbs()


def _before(reading: Reading, p: Passage, token: int) -> Iterator[tuple[Passage, int]]:
    """Yield the sentences of the story before that of ``token``, the nearest first, with their passages."""
    left, at = _BACK, p.sentence[token]
    while left:
        if at == 0:
            if p.index == 0 or not reading.passages[p.index - 1].segment.in_body or not p.segment.in_body:
                return
            p = reading.passages[p.index - 1]
            at = len(p.sentences)
            continue
        at, left = at - 1, left - 1
        yield p, at


def _main_times(reading: Reading, p: Passage, sentence: int, verb: str) -> Sequence[tuple[TimeSpan, int]]:
    """Return the dates of the main clause of ``sentence``, or of what is said there; none where ``verb``, in a later one, does not go on with it."""
    root = p.roots[sentence]
    if anchors.is_saying(p, root):
        root = next((kid for kid in p.kids[root] if p.deps[kid] == "ccomp"), root)
        if anchors.is_saying(p, root):
            return ()
    return _own_times(reading, p, root) if _goes_on(verb, lemma(p.lower[root])) else ()


# Where


def where(reading: Reading, p: Passage, token: int, said: bool = False) -> Place | None:
    """Return the place of what ``token`` tells of: of several in one phrase the narrowest ("in the Tarnov town of Orlova"), of equals the one that
    stands first; none of a dateline, which says where it is reported. Of what is only ``said`` (a demand, a sanction) what it is about has
    places of its own: its place is where the saying is.
    """
    sentence = p.sentence[token]
    found, ways = reading.places.once(("located", p.index, sentence), lambda: _located(reading, p, sentence))
    if not found:
        return None
    for node in _frames(p, token):
        near = [(_rank(p, i, way, node), i) for i, way in ways.items() if node in way]
        near = [(rank, i) for rank, i in near if not said or (rank == 0 and _is_scene(p, ways[i], node))]
        best = min((item for item in near if item[0] is not None), default=None, key=lambda item: (item[0] or 0, item[1]))
        if best is not None:
            return _narrowest(p, found, ways, node, best)
    return None


def _located(reading: Reading, p: Passage, sentence: int) -> tuple[dict[int, Place], dict[int, list[int]]]:
    """Return the places of ``sentence`` in which something may happen, by the token that each hangs at, and the words from there up to the verb."""
    spans = reading.places.overlapping(*p.source_span(*p.sentences[sentence]))
    opening = 0 if p.is_title or not spans else dateline.length(reading, p)
    found: dict[int, Place] = {}
    for span in spans:
        first, last = p.tokens_of(span.start - p.start, span.end - p.start)
        if span.row.place_use == "location" and opening <= first < last and not reading.is_person(p, first):
            found[anchors.head_of(p, first, last)] = span.row
    return found, {i: _way(p, i) for i in found}


def _is_scene(p: Passage, way: Sequence[int], node: int) -> bool:
    """Return whether a preposition that can only say where joins the place of ``way`` to ``node``."""
    at = way.index(node)
    return at > 0 and p.deps[way[at - 1]] == "prep" and p.lower[way[at - 1]] in _SCENE


def _narrowest(p: Passage, found: Mapping[int, Place], ways: Mapping[int, Sequence[int]], node: int, best: tuple[int | None, int]) -> Place:
    """Return the place at ``best`` (its rank and token), or the narrower one of its country that stands in the same phrase below ``node``."""
    rank, at = best
    phrase, place = ways[at][: ways[at].index(node)], found[best[1]]
    for i, way in ways.items():
        below = way[: way.index(node)] if node in way else []
        beside = phrase and below and below[-1] == phrase[-1] and not any(p.deps[j] == "conj" for j in below)
        if beside and _rank(p, i, list(way), node) == rank and is_within(found[i], place):
            place = found[i]
    return place


def is_within(one: Place, other: Place) -> bool:
    """Return whether the place ``one`` is a narrower one of the country, or of the region, that ``other`` is."""
    if one.country_code is None or one.country_code != other.country_code or one.feature not in _NARROW or other.feature not in _NARROW:
        return False
    same_region = other.feature == "country" or one.admin1 == other.admin1
    return same_region and _NARROW.index(one.feature) > _NARROW.index(other.feature)


def _way(p: Passage, i: int) -> list[int]:
    """Return the words from ``i`` up to and with the first verb."""
    way = [i]
    while p.heads[way[-1]] != way[-1] and len(way) < _MAX_CLIMB:
        way.append(p.heads[way[-1]])
        if p.is_verb(way[-1]) and p.deps[way[-1]] not in ("amod", "compound"):
            break
    return way


def _rank(p: Passage, i: int, way: list[int], node: int) -> int | None:
    """Return how well the place at ``i`` locates ``node``, which stands on its ``way`` up: lower is better, None not at all."""
    below = way[: way.index(node)]
    if not below:
        return 0
    top = below[-1]
    word, dep = p.lower[top], p.deps[top]
    inner = [j for j in below[:-1] if p.deps[j] == "prep"]
    if dep in ("prep", "agent"):
        if word in _INSIDE:
            return None if any(p.lower[j] == "near" or p.lower[j] not in ("of", *_INSIDE) for j in inner) else 0
        if any(p.lower[j] not in ("of", *_INSIDE) for j in inner):
            return None
        return (
            3 if word in ("of", "against", "into", "to", "from") and not p.is_verb(node) else 4 if word in ("into", "to", "from") else None
        )
    if dep in ("compound", "poss", "amod", "nmod"):
        return 1
    if p.is_verb(node) and dep in ("dobj", "nsubjpass"):
        return 1 if top == i or all(p.lower[j] in _INSIDE or p.lower[j] in ("of", "on") for j in inner) else None
    if p.is_verb(node) and dep == "nsubj":
        return 5 if inner and p.lower[inner[-1]] in _INSIDE else None
    return 2 if dep in ("npadvmod", "advmod", "appos") else None
