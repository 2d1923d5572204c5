"""Whose words they are: the phrase of the speaker, by the syntax of the cue or by what stands beside it."""

from transforms.text.lexicon import reporting, titles
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading
from transforms.text.reading.clauses import own_subject
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon
from transforms.text.statements.attribution import Attribution, Range
from transforms.text.statements.phrases import cue_of, has_to, head_of, last_before, noun_phrase, trim

_NOMINAL = ("NN", "PRP", "DT", "JJ", "CD", "POS", "FW", "WP", "HYPH")
_SENDS = frozenset(["call", "email", "message", "tell", "text", "write"])
"""Verbs whose subject says what follows "saying" behind their object ("emailed supporters saying ...")."""
_SHOWS = frozenset(["show", "reveal", "indicate"])
_NOUNS = ("NN", "JJ", "DT")
_ANSWERS = frozenset(["answer", "cry", "reply", "response", "retort", "shout"])
"""What comes from somebody behind a quotation."""
_HEARS = frozenset(["have", "hear", "find", "leave"])
"""Verbs whose object is who says what the participle behind it tells."""
CITES = frozenset(["cite", "quote"])
"""Verbs whose object is who says what the gerund behind "as" tells."""
_POINTERS = frozenset(["it", "that", "this"])
_REASONS = frozenset(["alleged", "asserted", "warned"])
"""Stances of participles with which somebody says why another is to do something."""
_CITED = 25
"""Tokens between such a verb and its gerund at most."""
_WINDOW = 12
"""Tokens between such an object and its participle at most."""
_MAX_CUT = 6
"""Tokens of a name that the parser cut off a source at most."""
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_OPENERS = frozenset([":", "-", "--", "–", "—"])
"""Marks behind a dateline."""


def source_of(p: Passage, i: int) -> Range | None:
    """Return the phrase of who speaks with the verb or adjective ``i``: the doer of its clause, its own or that of a word above it."""
    clause = p.clauses.get(i)
    doer = clause.doer if clause is not None else p.subject_of(i)
    cited = _cited(p, i)
    if cited is not None:
        return _with_name(p, noun_phrase(p, cited, i), i)
    beside = _cited_beside(p, i)
    if beside is not None:
        return beside
    heard = _heard(p, i) or _blamed(p, i) or _writer(p, i) or (is_tail(p, i) and (_orders(p, i) or _adds(p, i))) or None
    if heard is not None:
        return noun_phrase(p, heard, i)
    if lemma(p.lower[i]) == "come":
        return _sender(p, i)
    quoted = p.child(i, "nsubjpass") if lemma(p.lower[i]) in CITES else None
    if quoted is not None:
        return noun_phrase(p, quoted, i)  # "he was quoted by a newspaper"
    doer = _before_phrase(p, i, _beside(p, i, _over_aim(p, i, doer)))
    author = _author(p, i, doer)
    if author is not None:
        doer = author
    if doer is None or p.words[doer][0] in "'’":  # "let's say"
        return None
    if p.quoted[doer] >= 0:
        return source_beside(p, p.heads[doer])
    return _behind_front(p, _behind_phrase(p, _with_subject(p, _up_to_cue(p, noun_phrase(p, doer, i), i), i)), i)


def _before_phrase(p: Passage, i: int, doer: int | None) -> int | None:
    """Return ``doer``, or the subject of the auxiliary before the verb ``i``, or before that of which ``i`` is a participle, where the parser gave
    the verb none or what stands between the two behind a preposition ("Doe had on Monday in Orlin described"), or the second subject behind a
    participle that opens the sentence ("Responding, however, to Doe, the spokesman said").
    """
    verb = i
    while p.tags[verb] == "VBG" and p.deps[verb] == "advcl":
        verb = p.heads[verb]
    helper = p.child(verb, "aux")
    own = None if helper is None else p.child(helper, "nsubj")
    low = -1 if doer is None else p.left[doer] - 1
    behind = low > 0 and p.tags[low] == "IN" and p.child(low, "pobj", "pcomp") is None
    if own is not None and own < verb and (doer is None or behind):
        return own
    other = None if doer is None else next((kid for kid in p.kids[i] if p.deps[kid] == "nsubj" and doer < kid < i), None)
    if doer is None or other is None or p.tags[doer] != "VBG" or doer != p.sentences[p.sentence[doer]][0]:
        return doer
    return other if p.words[doer + 1] == p.words[p.left[other] - 1] == "," else doer


def _behind_phrase(p: Passage, source: Range) -> Range:
    """Return ``source`` without the object of the phrase in front of it that the parser took for a part of the name: "After the passing of | the Act,
    Minister Jane Roe said". The preposition before it has no object of its own.
    """
    start, end = source
    comma = next((j for j in range(start + 1, end - 1) if p.words[j] == ","), None)
    if comma is None or not start > 0 or p.tags[start - 1] != "IN" or p.child(start - 1, "pobj", "pcomp") is not None:
        return source
    named = p.tags[comma + 1].startswith("NNP") and p.tags[end - 1].startswith("NNP")
    return (comma + 1, end) if p.deps[start - 1] == "prep" and p.heads[start - 1] < start and named else source


def _with_subject(p: Passage, source: Range, i: int) -> Range:
    """Return ``source``, or with the second subject that the parser gave verb ``i`` right behind it, or that one alone behind a comma where both
    are no list of names: "Ida Marie | Ida Holm (Orlin) said", "Al Doe (Orlin), | Ida Holm (Norland) and Jane Roe said", "Quotes from the club,
    Captain Jane Roe said".
    """
    other = next((kid for kid in reversed(p.kids[i]) if p.deps[kid] == "nsubj" and source[1] <= kid < i), None)
    if other is not None and p.words[source[1]] == "-" and not p.spaces[source[1]]:
        return source[0], noun_phrase(p, other, i)[1]  # "its co-author, Ida Holm"
    if other is None or not p.tags[other].startswith("NNP") or p.quoted[other] >= 0:
        return source
    if p.words[p.left[other] - 1] == ",":
        second = noun_phrase(p, other, i)
        listed = source[1] == second[0] - 1 and p.child(other, "cc") is not None and p.tags[head_of(p, source)].startswith("NNP")
        return (source[0], second[1]) if listed else second
    return (source[0], noun_phrase(p, other, i)[1]) if p.left[other] == source[1] else source


def _heard(p: Passage, i: int) -> int | None:
    """Return the object of "have", "hear" and the like that ends right before the participle ``i``, which is what it says: "a vote that had most of
    the teachers saying they would leave".
    """
    if p.tags[i] != "VBG" or p.deps[i] not in ("advcl", "acl", "ccomp", "xcomp"):
        return None
    for j in range(i - 1, max(-1, i - _WINDOW), -1):
        if p.words[j] in (",", ";", ":") or p.quoted[j] >= 0:
            return None
        if p.deps[j] == "dobj" and p.right[j] in (i - 1, p.right[i]) and lemma(p.lower[p.heads[j]]) in _HEARS:
            return j
    return None


def _orders(p: Passage, i: int) -> int | None:
    """Return who tells somebody to do what the participle ``i`` behind a comma gives the reason of: "they told the council to pay, claiming it had
    the money", "they called for Doe to go, describing him as a liar". What is demanded, promised or praised there is still of whoever is to do it
    ("urged the miners to march, demanding a raise").
    """
    entry = reporting.verbs().get(lemma(p.lower[i]))
    if entry is None or entry.stance not in _REASONS:
        return None
    at = p.heads[i]
    while p.deps[at] == "conj" and p.heads[at] < at:
        at = p.heads[at]
    above = p.heads[at]
    mark = p.child(at, "mark")
    told = p.deps[at] == "xcomp" and p.child(above, "dobj") is not None
    called = mark is not None and p.lower[mark] == "for" and above < mark
    orders = (told or called) and above < at and has_to(p, at) and lemma(p.lower[above]) in reporting.verbs()
    clause = p.clauses.get(above) if orders else None
    return None if clause is None or clause.doer is None or p.quoted[clause.doer] >= 0 else clause.doer


def _adds(p: Passage, i: int) -> int | None:
    """Return who says in parentheses what the clause around them tells, which the participle ``i`` of adding goes on with: "The men, he said, were
    armed, adding that the road was shut".
    """
    if not reporting.has_trait(lemma(p.lower[i]), "adds"):
        return None
    asides = (kid for kid in p.kids[p.heads[i]] if kid < i and p.deps[kid] == "parataxis" and lemma(p.lower[kid]) in reporting.verbs())
    return next((subject for subject in (p.child(aside, "nsubj") for aside in asides) if subject is not None), None)


def _blamed(p: Passage, i: int) -> int | None:
    """Return who is punished or praised for what the gerund ``i`` behind "for" tells: "banned two players for insulting a referee"."""
    preposition = p.heads[i]
    verb = p.heads[preposition]
    if p.tags[i] != "VBG" or p.deps[i] != "pcomp" or p.lower[preposition] != "for" or not p.is_verb(verb):
        return None
    return p.child(verb, "nsubjpass") if p.child(verb, "auxpass") is not None else p.child(verb, "dobj")


def _writer(p: Passage, i: int) -> int | None:
    """Return who sent the writing that another received and that the participle ``i`` tells of: "they received emails from the farmer claiming"."""
    verb = p.governor(i)
    if p.tags[i] != "VBG" or p.deps[i] not in ("advcl", "pcomp") or lemma(p.lower[verb]) not in lexicon.RECEIVING:
        return None
    writing, sender = p.child(verb, "dobj"), i - 1 if p.deps[i - 1] == "pobj" else p.heads[i - 1]
    sent = writing is not None and verb < writing < i and _is_speech(p.lower[writing])
    return sender if sent and p.deps[sender] == "pobj" and p.lower[p.heads[sender]] == "from" and p.right[sender] == i - 1 else None


def _cited(p: Passage, i: int) -> int | None:
    """Return whom somebody quotes with what the gerund ``i`` behind "as" tells: "an agency cited the mayor as saying"; None in the passive, whose
    subject it is.
    """
    if p.tags[i] != "VBG" or p.deps[i] != "pcomp" or p.lower[p.heads[i]] != "as":
        return None
    verb = p.governor(p.heads[i])
    if lemma(p.lower[verb]) not in CITES or p.child(verb, "auxpass") is not None:
        return None
    quoted = p.child(verb, "dobj")
    return quoted if quoted is not None and verb < quoted < i else None


def _cited_beside(p: Passage, i: int) -> Range | None:
    """Return what stands between a verb of quoting in a finite form and "as" right before the gerund ``i``, where the parser took the verb for
    another word.
    """
    if i < 3 or p.tags[i] != "VBG" or p.lower[i - 1] != "as":
        return None
    for j in range(i - 2, max(-1, i - _CITED), -1):
        if p.quoted[j] >= 0 or p.words[j] in (".", ";", ":"):
            return None
        if p.tags[j] in _FINITE:
            cites_him = lemma(p.lower[j]) in CITES and p.deps[j] == "amod"
            return trim(p, j + 1, i - 1) if cites_him and j + 1 < i - 1 else None
    return None


def _with_name(p: Passage, source: Range, i: int) -> Range:
    """Return ``source`` with the name between commas right behind it, before token ``i``, that the parser cut off: "a guard, Jane Roe, as saying"."""
    start, end = source
    last = end + 1
    while last < i and p.tags[last].startswith("NNP"):
        last += 1
    return (start, last) if p.words[end] == "," and end + 1 < last < i and p.words[last] == "," else source


def cites(p: Passage, i: int) -> bool:
    """Return whether the verb ``i`` quotes somebody who says what a gerund behind "as" tells, so that the words are not its own subject's."""
    return any(_cited(p, j) is not None and p.governor(p.heads[j]) == i for j in range(i + 1, min(p.right[i] + 1, i + _CITED)))


def _sender(p: Passage, came: int) -> Range | None:
    """Return from whom the answer behind "came" comes: "'Nothing,' came the reply from the ministry"; None where nobody is named."""
    answers = (kid for kid in p.kids[came] if kid > came and p.lower[kid] in _ANSWERS)
    senders = (p.child(kid, "pobj") for answer in answers for kid in p.kids[answer] if p.deps[kid] == "prep" and p.lower[kid] == "from")
    giver = next(senders, None)
    return None if giver is None else noun_phrase(p, giver, came)


def _up_to_cue(p: Passage, source: Range, i: int) -> Range:
    """Return ``source`` with the nouns between it and its verb ``i`` that the parser cut off: "team co-owner Doe said", "who is called Al said", "who
    saw the fire said", "a statement by council spokesman Al Doe said".
    """
    start, end = source
    cue = cue_of(p, i)[0]
    gap = range(end, cue)
    cut = 0 < len(gap) <= _MAX_CUT and all(p.tags[j].startswith(("NN", "HYPH")) and p.quoted[j] < 0 for j in gap)
    held = (
        (p.is_verb(end - 1) or p.tags[end - 1] == "IN")
        and 0 < len(gap) <= _MAX_CUT
        and all(p.tags[j].startswith(_NOUNS) and p.quoted[j] < 0 for j in gap)
    )
    return (start, cue) if (cut and p.tags[cue - 1].startswith("NNP")) or held else source


def _behind_front(p: Passage, source: Range, i: int) -> Range:
    """Return ``source`` without the participle that opens its sentence and that the parser took for the subject of verb ``i``: "Hailing the new law,
    Minister Jane Roe said", "Briefing reporters in Orlin, the mayor Jane Roe said". Who speaks ends with a name, right before the verb.
    """
    start, end = source
    opens = start == p.sentences[p.sentence[start]][0] or p.words[start - 1] in _OPENERS
    participle = p.deps[start] == "csubj" or (p.deps[start] == "compound" and p.tags[start] == "NN")
    comma = max((j for j in range(start, end) if p.words[j] == ","), default=start)
    if not (opens and participle and p.lower[start].endswith("ing") and start < comma < end - 1 and end == cue_of(p, i)[0]):
        return source
    listed = p.tags[start] == "NN" and any(p.tags[j] == "CC" for j in range(comma, end))
    return (comma + 1, end) if p.tags[end - 1].startswith("NNP") and not listed else source


def _beside(p: Passage, i: int, doer: int | None) -> int | None:
    """Return ``doer``, whom the parser gave the participle ``i``, or who rather says what it tells.

    That is who sent a writing to ``doer`` ("wrote a letter to the mayor opposing it"), who spoke at a time or occasion ("said at a rally announcing",
    "at one point calling"), what is written or said right before it ("the effect of a report alleging fraud"), and the subject of the sentence where
    ``doer`` is the object of ``i`` ("he hit back at Doe calling her a liar").
    """
    mark = p.child(p.heads[i], "mark") if p.deps[i] == "advcl" and p.tags[i] == "VBG" and p.heads[i] > i else None
    if mark is not None and i < mark and p.heads[p.heads[i]] < i:  # "reported, citing its sources, that the mill may close"
        clause = p.clauses.get(p.heads[p.heads[i]])
        return None if clause is None else clause.doer
    if doer is None or p.tags[i] != "VBG" or p.deps[i] != "acl":
        return doer
    sent = p.child(p.governor(doer), "dobj") if p.deps[doer] == "pobj" and p.lower[p.heads[doer]] == "to" else None
    if sent is not None and sent < doer and _is_speech(p.lower[sent]):
        sender = p.clauses.get(p.governor(doer))
        return doer if sender is None or sender.doer is None else sender.doer
    if p.deps[doer] == "pobj" and _only_says_when(p, doer):
        clause = p.clauses.get(p.governor(doer))
        return doer if clause is None or clause.doer is None else clause.doer
    if doer >= i - 1:
        return doer
    if p.tags[i - 1] in ("NN", "NNS") and _is_speech(p.lower[i - 1]) and p.quoted[i - 1] < 0:
        return i - 1
    thing = p.child(i, "dobj")
    if thing is None or p.lower[thing] not in ("him", "her", "them"):
        return doer
    clause = p.clauses.get(p.governor(doer))
    return clause.doer if clause is not None and clause.doer is not None and clause.doer < doer else doer


def _over_aim(p: Passage, i: int, doer: int | None) -> int | None:
    """Return ``doer``, or who does what the verb in the past above tells where the parser joined verb ``i``, without a subject, to the aim of that or
    to what "it" is said to be: "asked for a delay so they could talk and said it was needed", "said it was late and asked for a delay".
    """
    aim = p.heads[i]
    above = p.heads[aim]
    subject = p.child(aim, "nsubj", "nsubjpass")
    if p.deps[i] != "conj" or p.tags[i] != "VBD" or p.tags[above] != "VBD" or above > aim or p.child(i, "nsubj", "nsubjpass") is not None:
        return doer
    aims = p.deps[aim] == "advcl" and any(p.tags[kid] == "MD" for kid in p.kids[aim])
    told = p.deps[aim] == "ccomp" and lemma(p.lower[aim]) == "be" and subject is not None and p.lower[subject] in _POINTERS
    clause = p.clauses.get(above) if aims or told else None
    return doer if clause is None or clause.doer is None else clause.doer


def _only_says_when(p: Passage, noun: int) -> bool:
    """Return whether the noun ``noun`` below a preposition only says when somebody speaks: a span or point of time, or an occasion beside a verb of
    saying ("said at a rally announcing"); others "were hurt at a rally demanding" what it demands itself.
    """
    word = p.lower[noun]
    if lexicon.circumstance(word) == "occasion":
        entry = reporting.verbs().get(lemma(p.lower[p.governor(noun)]))
        return entry is not None and "c" in entry.frames
    return word in lexicon.SPANS or word == "point"


def _author(p: Passage, i: int, doer: int | None) -> int | None:
    """Return who made the speech or writing ``doer`` that participle ``i`` describes: "the crew put out a statement saying ...", "in a letter
    urging". A text that does something itself ("a leaflet detailing ... was handed out") has nobody named as its author.
    """
    if doer is None or p.deps[i] != "acl" or p.heads[i] != doer or p.tags[i] != "VBG":
        return None
    to = p.heads[doer]
    sent = p.child(p.heads[to], "nsubjpass") if p.deps[doer] == "pobj" and p.lower[to] == "to" else None
    if sent is not None and sent < to and _is_speech(p.lower[sent]):
        return sent  # "a letter was sent to residents saying ..."
    written = p.deps[doer] == "dobj" and p.lower[i] == "saying" and lemma(p.lower[p.heads[doer]]) in _SENDS
    if not written and not _is_speech(p.lower[doer]):
        return None
    if lemma(p.lower[i]) in _SHOWS:  # "an index showing" shows it itself
        return None
    at = p.heads[doer] if p.deps[doer] in ("dobj", "pobj") else doer
    verb = at if p.is_verb(at) else p.governor(at)
    if at == doer or not p.is_verb(verb) or lemma(p.lower[verb]) in lexicon.RECEIVING:
        return None
    clause = p.clauses.get(verb)
    author = clause.doer if clause is not None else None
    return author if author is not None and author != doer else None


def _is_speech(noun: str) -> bool:
    return reporting.noun(noun) is not None or lexicon.is_document(noun) or noun in lexicon.SAID


def subject_before(p: Passage, i: int) -> Range | None:
    """Return the phrase of the nearest subject of a main clause before a participle ``i`` in its sentence, or else of any clause, outside
    quotation marks.
    """
    found = []
    for j in range(i - 1, max(-1, i - 60), -1):
        if p.quoted[j] < 0 and p.words[j] in (".", "?", "!"):
            break
        if p.quoted[j] < 0 and p.deps[j] == "nsubj" and not p.tags[j].startswith("W"):
            found.append(j)
    main = [
        j
        for j in found
        if p.deps[p.heads[j]] not in ("ccomp", "relcl", "acl", "xcomp") or p.left[p.heads[j]] == p.sentences[p.sentence[j]][0]
    ]
    nearest = (main or found)[:1]
    return noun_phrase(p, nearest[0], i) if nearest else None


def source_above(p: Passage, i: int) -> Range | None:
    """Return who does what gerund or infinitive ``i`` says, where its own clause names nobody: the subject of the verb above ("were at the
    forefront of questioning", "marched for a second day to demand").
    """
    if is_tail(p, i):
        return _teller(p, i)
    gerund = p.tags[i] == "VBG" and p.deps[i] in ("pcomp", "conj")
    purpose = (
        p.tags[i] == "VB" and p.deps[i] == "acl" and p.deps[p.heads[i]] in ("pobj", "npadvmod") and not _is_speech(p.lower[p.heads[i]])
    )
    if not gerund and not purpose:
        return None
    verb = p.governor(i)
    clause = p.clauses.get(verb)
    doer = clause.doer if clause is not None and verb < i and p.sentence[verb] == p.sentence[i] else None
    return noun_phrase(p, doer, i) if doer is not None and p.quoted[doer] < 0 else None


def is_tail(p: Passage, i: int) -> bool:
    """Return whether token ``i`` is a participle without a subject behind a clause and a comma or closing mark: "..., urging him to go"."""
    behind = i > 0 and (p.words[i - 1] == "," or (p.quoted[i - 1] >= 0 and p.quoted[i] != p.quoted[i - 1]))
    return behind and p.tags[i] == "VBG" and p.deps[i] == "advcl" and p.heads[i] < i and p.child(i, "nsubj") is None


def _teller(p: Passage, i: int) -> Range | None:
    """Return who says the clause behind which the participle ``i`` stands: "Doe wrote that the bank fails, urging its clients to leave"."""
    at = p.heads[i]
    for _ in range(_MAX_CUT):
        above = p.heads[at]
        if above == at:
            return None
        entry = reporting.verbs().get(lemma(p.lower[above])) if p.deps[at] == "ccomp" and above < at else None
        if entry is not None and "c" in entry.frames:
            clause = p.clauses.get(above)
            doer = clause.doer if clause is not None else None
            return None if doer is None or p.quoted[doer] >= 0 else noun_phrase(p, doer, above)
        at = above
    return None


def source_with(p: Passage, i: int) -> Range | None:
    """Return the phrase between "with" and the participle ``i``, which is its subject: "people marched, with the union's chief vowing support"."""
    before = i - 1
    while before > 0 and (p.tags[before].startswith("RB") or p.tags[before] == "-RRB-"):
        before -= 1
    if p.tags[i] != "VBG" or p.deps[i] not in ("advcl", "pcomp") or before < 1 or not p.tags[before].startswith(_NOMINAL):
        return None
    for _ in range(_MAX_CUT):
        head = p.heads[before]
        if p.deps[before] == "pobj" and p.lower[head] == "with":
            start, end = noun_phrase(p, before, i)
            return start, end + (p.tags[end] == "-RRB-")
        before = head
    return None


def subject_beside(p: Passage, i: int) -> Range | None:
    """Return the nouns right before the finite verb ``i`` that the parser did not take for its subject."""
    return _nouns_before(p, cue_of(p, i)[0])


def actor_before(reading: Reading, p: Passage, low: int) -> Range | None:
    """Return the person who is the subject of the clause or sentence that ends right before a quotation at token ``low``.

    So Doe says what follows "Doe shook her head." None where another quotation stands in it, or where its subject is no person.
    """
    last = last_before(p, low)
    if last < 0 or p.words[last] not in (".", ":", "!", "?") or p.quoted[last] >= 0:
        return None
    first = p.sentences[p.sentence[last]][0]
    verbs = [j for j in range(first, last) if p.is_verb(j) and own_subject(p, j) is not None]
    root = next((j for j in verbs if p.deps[j] == "ROOT"), verbs[-1] if verbs and p.words[last] == ":" else None)
    if root is None or any(p.quoted[j] >= 0 for j in range(first, last)):
        return None
    subject = own_subject(p, root)
    if subject is None or not (p.lower[subject] in ("he", "she") or reading.is_person(p, subject)):
        return None
    return noun_phrase(p, subject, root)


def source_beside(p: Passage, i: int) -> Range | None:
    """Return the phrase beside verb ``i``: all that stands between a quotation before it and the verb, or the nouns before or after it."""
    start = cue_of(p, i)[0]
    return _behind_quotation(p, start) or _nouns_before(p, start) or _before_commas(p, start) or _inverted(p, i)


def _inverted(p: Passage, i: int) -> Range | None:
    """Return the nouns right behind verb ``i``; behind one that opens its sentence the subject of what is said is none ("Says Doe would sell")."""
    found = _nouns_after(p, i)
    clause = p.last_child(i, "ccomp") if i == p.sentences[p.sentence[i]][0] else None
    subject = p.child(clause, "nsubj", "nsubjpass") if clause is not None and clause > i else None
    return None if found is not None and subject is not None and found[0] <= subject < found[1] else found


def beside_quotation(p: Passage, quotation: range, item: Attribution) -> Range | None:
    """Return the source of ``item``, whose cue stands behind the tokens ``quotation``: what stands between the two or right behind the cue, where
    syntax found somebody before the quotation ("Brushes: '...,' Doe says"), and with the nouns before it ("'...,' team owner Doe says").
    """
    source, (start, end) = item.source, item.cue
    if source is None or start < quotation.stop:
        return source
    if source[1] <= quotation.start:
        inverted = p.tags[item.head] in ("VBD", "VBZ") and end < len(p) and p.tags[end].startswith("NN" if p.is_title else "NNP")
        return _behind_quotation(p, start) or (_nouns_after(p, item.head) if inverted else None) or source
    gap = range(quotation.stop + (p.words[quotation.stop] in (",", "-", "–", "—")), source[0])
    nouns = [p.tags[j].startswith(_NOUNS) or titles.is_office(p.words[j]) for j in gap]
    cut = 0 < len(gap) <= _MAX_CUT and all(noun or p.tags[j] == "HYPH" or p.words[j + 1] == "-" for j, noun in zip(gap, nouns, strict=True))
    return (gap.start, source[1]) if cut and nouns[0] and p.tags[source[0]].startswith("NNP") else source


def _behind_quotation(p: Passage, start: int) -> Range | None:
    """Return what stands between a quotation and token ``start``, where it begins like a noun phrase and holds no verb soon."""
    low = start
    while low > 0 and p.quoted[low - 1] < 0 and start - low < 40 and p.words[low - 1] not in (".", "?", "!", ";", ":"):
        low -= 1
    if low in (0, start) or p.quoted[low - 1] < 0:
        return None
    first, last = trim(p, low, start)
    if not p.tags[first].startswith(_NOMINAL) or any(p.tags[j] in _FINITE for j in range(first, min(last, first + 3))):
        return None
    return first, last


def _nouns_before(p: Passage, start: int) -> Range | None:
    low = start
    while low > 0 and p.quoted[low - 1] < 0 and (p.tags[low - 1].startswith(_NOMINAL) or p.tags[low - 1] in ("-LRB-", "-RRB-")):
        low -= 1
    return trim(p, low, start) if low < start else None


def _before_commas(p: Passage, start: int) -> Range | None:
    """Return the nouns before a pair of commas that ends right before token ``start``: "Doe, who lives nearby, said"."""
    if start <= 1 or p.words[start - 1] != ",":
        return None
    comma = next((j for j in range(start - 2, max(-1, start - 30), -1) if p.words[j] in (",", ".", ";")), None)
    if comma is None or p.words[comma] != "," or p.quoted[comma] >= 0:
        return None
    low = comma
    while low > 0 and p.quoted[low - 1] < 0 and p.tags[low - 1].startswith(_NOMINAL):
        low -= 1
    if p.deps[comma - 1] == "npadvmod":  # "Doe had last week, among others, claimed"
        subject = own_subject(p, p.heads[comma - 1])
        return None if subject is None or subject > low else noun_phrase(p, subject, p.heads[comma - 1])
    return trim(p, low, start) if low < comma else None


def _nouns_after(p: Passage, i: int) -> Range | None:
    low = high = cue_of(p, i)[1]
    while high < len(p) and p.quoted[high] < 0 and (p.tags[high].startswith(_NOMINAL) or (p.lower[high] == "of" and high > low)):
        high += 1
    return trim(p, low, high) if high > low else None
