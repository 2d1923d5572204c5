"""Verbs that attribute: the content that stands with a verb, by the frames that the lexicon gives it; the likeliest frame first."""

from collections.abc import Iterator

from transforms.text.lexicon import reporting
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.clauses import own_subject
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon, nouns
from transforms.text.statements.attribution import Attribution, Range
from transforms.text.statements.extents import between_commas, closes, listed, whole_clause, with_condition
from transforms.text.statements.frames import Found, Verb
from transforms.text.statements.holders import is_somebody
from transforms.text.statements.objects import complement_of, is_said, object_of, of_passive
from transforms.text.statements.phrases import cue_of, has_to, noun_phrase, restricted, subtree, without_finite
from transforms.text.statements.sources import cites, source_above, source_beside, source_of, source_with, subject_before, subject_beside

_FINITE = ("VBD", "VBZ", "VBP")
_ALARMS = frozenset(["report", "reports", "call", "calls"])
"""What police and firefighters respond to, saying nothing."""
_SELF = frozenset(["it", "himself", "herself", "itself", "themselves", "myself", "ourselves", "yourself"])
_SOON = 6
"""Tokens between a fragment's verb and the end of its sentence at most."""
_NEEDS_OBJECT = frozenset(["urge", "tell", "order", "instruct", "remind", "encourage", "advise", "implore"])
"""Verbs whose infinitive is what their object is to do."""
_DASHES = frozenset(["-", "--", "–", "—"])
_COLONS = frozenset([":", ";"])
_QUESTIONS = frozenset(["if", "whether", "about", "why", "what", "how", "who", "when", "where"])
_FAVOUR = frozenset(["favor", "favour", "support", "defence", "defense"])
_HEARINGS = frozenset(["hearing", "inquest", "inquiry", "meeting", "trial"])
"""Occasions whose participants are told something."""
_COURTS = frozenset(["committee", "court", "courtroom", "jurors", "jury", "panel", "tribunal"])
"""Who hears what is told at a hearing."""
_GIVING = frozenset(["give", "hand", "read", "send", "show", "write"])
"""Verbs that may have two objects."""
_NO_FRAMES: frozenset[str] = frozenset()


def of_verb(p: Passage, i: int) -> Attribution | None:
    """Return the attribution that verb ``i`` makes, None where it makes none."""
    word = lemma(p.lower[i])
    entry, clause = reporting.verbs().get(word), _clause_of(p, i)
    if entry is None and clause is None:
        return None
    if (_is_reduced(p, i) and p.child(i, "agent") is None) or _describes_noun(p, i) or _lacks_object(p, i, word) or cites(p, i):
        return None
    if word == "say" and i + 1 < len(p) and p.lower[i + 1] in lexicon.EMPTY and p.quoted[i + 1] < 0 and clause is None:
        return None  # "said farewell to the club"
    if word == "hear" and clause is not None and _is_told(p, i, clause):
        return Attribution(i, word, "clause", "asserted", cue_of(p, i), None, whole_clause(p, i, clause), "what a court hears")
    known = asks_to_know(p, i)
    if known is not None:
        question = p.last_child(known, "ccomp")
        content = [] if question is None else subtree(p, question, known)
        return Attribution(i, "ask", "clause", "asked", (cue_of(p, i)[0], known + 1), source_of(p, i), content, "a wish to know")
    passive = p.child(i, "auxpass") is not None or (p.tags[i] == "VBN" and p.child(i, "agent") is not None)
    verb = Verb(p, i, word, entry, entry.frames if entry else _NO_FRAMES, passive, clause)
    for room in _ROOMS if entry else (_that_clause,):
        for found in room(verb):
            content = [piece for piece in found.content if not _is_fronted(p, piece, i)]
            noun = _noun_of(p, i) if entry is None else None
            if content and noun is not None:
                return _of_subject(p, noun, content)
            if content:
                stance = entry.stance if entry else "asserted"
                content = with_condition(p, i, content) if stance == "warned" and found.frame in ("preposition", "object") else content
                source = _source(verb, found.frame)
                return Attribution(i, word, found.frame, stance, cue_of(p, i, found.last), source, content, found.rule)
    return None


def _is_told(p: Passage, i: int, clause: int) -> bool:
    """Return whether verb ``i`` of hearing tells what a court or meeting was told, by nobody who is named: "the court heard he had been drinking"."""
    subject = own_subject(p, i)
    if subject is None or p.tags[i] != "VBD" or clause < i or own_subject(p, clause) is None:
        return False
    told = p.tags[clause] in (*_FINITE, "MD") or p.child(clause, "aux", "auxpass", "mark") is not None
    return told and (p.lower[subject] in _HEARINGS or p.lower[subject] in _COURTS)


def asks_to_know(p: Passage, i: int) -> int | None:
    """Return the "know" of a verb of wanting that asks: "wanted to know whether it would close"; None where ``i`` is none, or "know" has an
    object ("wants to know the town").
    """
    known = p.child(i, "xcomp") if lemma(p.lower[i]) == "want" else None
    return known if known is not None and p.lower[known] == "know" and p.child(known, "dobj", "prep") is None else None


def _noun_of(p: Passage, i: int) -> int | None:
    """Return the reporting noun that is the subject of verb ``i``: "rumours spread that"."""
    subject = own_subject(p, i)
    return subject if subject is not None and nouns.is_cue_noun(p, subject) else None


def _of_subject(p: Passage, noun: int, content: list[Range]) -> Attribution | None:
    """Return the attribution of a that-clause whose cue is ``noun``, the subject of the verb before it; its source is whoever owns the noun."""
    entry, owner = reporting.noun(p.lower[noun]), p.child(noun, "poss")
    source = None if owner is None else noun_phrase(p, owner, noun)
    rule = "a noun with a clause behind its verb"
    return entry and Attribution(noun, p.lower[noun], "noun", entry.stance, (noun, noun + 1), source, content, rule)


def _is_fronted(p: Passage, piece: Range, i: int) -> bool:
    """Return whether ``piece`` is empty or only the question word that begins the clause of verb ``i`` ("where she wants to go")."""
    return piece[0] >= piece[1] or (piece[1] <= i and piece[1] - piece[0] == 1 and p.tags[piece[0]] == "WRB")


def _is_reduced(p: Passage, i: int) -> bool:
    """Return whether the past participle ``i`` is a passive without its auxiliary: "Asked who would pay, she", "a man named Doe"."""
    if _is_aside(p, i):
        return True
    return p.tags[i] == "VBN" and p.deps[i] in ("acl", "advcl", "amod") and p.child(i, "aux", "auxpass", "nsubj") is None


def _lacks_object(p: Passage, i: int, word: str) -> bool:
    """Return whether a verb that must have an object has none, so that its subject is whom it is done to: "Woman accused of theft", "Mayor urged to
    resign".
    """
    if p.tags[i] not in ("VBD", "VBN") or p.deps[i] == "relcl" or p.child(i, "dobj", "dative", "auxpass", "agent", "ccomp") is not None:
        return False
    if word == "accuse":
        return any(p.lower[kid] == "of" for kid in p.kids[i])
    infinitive = p.child(i, "xcomp")
    return word in _NEEDS_OBJECT and infinitive is not None and has_to(p, infinitive) and p.child(infinitive, "nsubj") is None


def _is_aside(p: Passage, i: int) -> bool:
    """Return whether "asked" is an aside of another verb, whatever the parser makes of it: "Doe, asked if it was so, nodded"."""
    if p.lower[i] != "asked" or not 0 < i < len(p) - 1 or p.words[i - 1] != "," or p.lower[i + 1] not in _QUESTIONS:
        return False
    last = p.sentences[p.sentence[i]][1]
    return any(p.words[j] == "," and p.tags[j + 1] in _FINITE for j in range(i + 2, last - 1))


def _describes_noun(p: Passage, i: int) -> bool:
    """Return whether the participle ``i`` describes the noun behind it: "told cheering teachers that ...", "defending champion"."""
    if p.lower[i] == "defending" and i + 1 < len(p) and p.lower[i + 1] in ("champion", "champions", "titleholder", "titleholders"):
        return True
    return p.tags[i] == "VBG" and i > 0 and p.heads[i] == i - 1 and reporting.has_trait(lemma(p.lower[i - 1]), "hearer")


def bare(p: Passage, i: int) -> Attribution:
    """Return the attribution of verb ``i`` without its content: what a quotation beside it needs."""
    word = lemma(p.lower[i])
    entry = reporting.verbs().get(word)
    source = source_of(p, i)
    if source is None and word != "come":  # "came the reply" says of nobody that he speaks
        source = subject_before(p, i) if p.tags[i] == "VBG" else source_beside(p, i)
    known = asks_to_know(p, i)
    if known is not None:
        return Attribution(i, "ask", "quotation", "asked", (cue_of(p, i)[0], known + 1), source, [], "a wish to know beside a quotation")
    stance = entry.stance if entry and any(frame[0] != "+" for frame in entry.frames) else "asserted"  # "shrugged" is not "shrugged off"
    return Attribution(i, word, "quotation", stance, cue_of(p, i), source, [], "a verb beside a quotation")


def speaks(p: Passage, i: int) -> bool:
    """Return whether token ``i`` is a verb that may introduce a quotation."""
    if not p.is_verb(i) or (_is_reduced(p, i) and p.child(i, "agent") is None):
        return False
    word = lemma(p.lower[i])
    entry = reporting.verbs().get(word)
    return bool(entry and "c" in entry.frames) or (i + 1 < len(p) and reporting.is_phrase(word, p.lower[i + 1]))


def _source(verb: Verb, frame: str) -> Range | None:
    source = source_with(verb.p, verb.i) or source_of(verb.p, verb.i)
    if source is not None or verb.passive:
        return source
    if verb.p.tags[verb.i] in (*_FINITE, "VBN"):
        return source_beside(verb.p, verb.i) if frame in ("clause", "parenthetical") else subject_beside(verb.p, verb.i)
    return source_above(verb.p, verb.i)


def _clause_of(p: Passage, i: int) -> int | None:
    """Return the verb of the clause that is the object of verb ``i``; one before a colon, or before "that", is another sentence."""
    clause = p.last_child(i, "ccomp")
    if clause is None or clause > i:
        return clause
    if not _COLONS.isdisjoint(p.words[p.right[clause] : p.right[clause] + 2]) or _that_follows(p, i) or not _reports(p, i, clause):
        return None
    return clause


def _reports(p: Passage, i: int, clause: int) -> bool:
    """Return whether verb ``i`` behind its clause only reports that: it has no complement of its own behind it, and no "so" or "and" joins them."""
    gap = range(p.right[clause] + 1, i)
    if p.child(i, "auxpass") is not None or (not p.is_verb(clause) and any(p.words[j] in _DASHES for j in gap[:1])):
        return False
    complements = ("acomp", "xcomp", "attr", "oprd", *(("dobj",) if lemma(p.lower[i]) in lexicon.OBSERVING else ()))
    own = any(kid > i and p.deps[kid] in complements for kid in p.kids[i])
    joined = any(clause < kid < i and (p.deps[kid] == "cc" or p.lower[kid] == "so") and p.right[clause] < kid for kid in p.kids[i])
    return not own and not joined


def _that_follows(p: Passage, i: int) -> bool:
    """Return whether a clause with "that" or "whether" stands right behind verb ``i``."""
    return i + 1 < len(p) and p.lower[i + 1] in ("that", "whether") and p.deps[i + 1] == "mark"


# The frames


def _that_clause(verb: Verb) -> Iterator[Found]:
    """Yield the clause that is the verb's object: "said (that) the dam would hold"; of "is considered" with the subject."""
    p, i, clause = verb.p, verb.i, verb.clause
    if clause is None or not _takes(verb, clause):
        return
    pieces = whole_clause(p, i, clause)
    low = pieces[0][0]
    if low == i + 1 and verb.entry_has("hearer") and p.tags[low] == "NNS" and p.deps[low] == "compound" and p.tags[low + 1] == "NNP":
        pieces[0] = (low + 1, pieces[0][1])  # "told reporters Night was dead"
    subject = p.child(i, "nsubjpass")
    if subject is not None and clause > i and {"c", "k"} <= verb.frames and verb.passive:
        pieces = [*subtree(p, subject, i), *pieces]
    yield Found("clause", pieces, i, "a verb with a clause" if verb.entry else "a clause of a verb outside the list")


def _takes(verb: Verb, clause: int) -> bool:
    """Return whether ``clause`` is a content of the verb: any of a verb of saying, a small one ("calls it art") of a verb of calling, one with
    "that" of a verb outside the lexicon.
    """
    p, i = verb.p, verb.i
    subject = p.child(clause, "nsubj")
    met = subject is not None and (p.lower[subject] in _SELF or _is_state(p, clause))
    if verb.word == "find" and met and (p.tags[clause] not in _FINITE or (_is_state(p, clause) and p.child(clause, "dobj") is None)):
        return False  # "found himself waiting", "found it hard", "found the man dead"
    if (
        verb.word == "see"
        and p.child(clause, "aux", "mark") is None
        and lemma(p.lower[clause]) != "be"
        and not p.tags[p.left[clause]].startswith("W")
    ):
        return False  # who sees something happen only watches
    if verb.word == "find" and p.tags[clause] == "VBG" and p.child(clause, "aux", "mark") is None and _looks(p, i):
        return False  # "found the man standing in the yard"
    if verb.word == "deny" and p.lower[clause] in lexicon.GRANTS:
        return False  # "denied him bail"
    if p.deps[i] == "relcl" and p.lower[p.left[clause]] == "where":
        return False  # "the story he wrote where ..."
    if "c" in verb.frames:
        return True
    if verb.word == "describe" and p.tags[p.left[clause]] == "WRB":
        return True  # "described how the valley lost its wells"
    if verb.entry is not None:
        small = p.tags[clause] not in (*_FINITE, "VBG") and p.child(clause, "aux", "mark") is None
        return "k" in verb.frames and small
    mark = p.child(clause, "mark")
    if not verb.word[0].isalpha() or verb.word in lexicon.NO_CLAUSE or clause < i or mark is None or p.lower[mark] != "that":
        return False
    return p.child(i, "nsubj") is not None


def _looks(p: Passage, i: int) -> bool:
    """Return whether the subject of the verb of finding ``i`` is somebody who looks, and no study or poll that counts."""
    subject = p.subject_of(i)
    return subject is not None and not p.tags[subject].startswith("NNP") and not lexicon.is_document(p.lower[subject])


def _is_state(p: Passage, clause: int) -> bool:
    """Return whether ``clause`` is the bare state in which somebody is found: "dead", but not "that he was dead"."""
    return p.lower[clause] in lexicon.STATES and p.child(clause, "aux", "auxpass", "mark") is None


def _behind_time(verb: Verb) -> Iterator[Found]:
    """Yield the clause that the parser hung on the time or the hearers right behind the verb: "said Monday the driver had slept", "told the court he
    had slept".
    """
    p, i = verb.p, verb.i
    if verb.clause is not None or "c" not in verb.frames or verb.passive:
        return
    for kid in p.kids[i]:
        clause = p.child(kid, "relcl")
        hears = p.deps[kid] == "dobj" and verb.entry_has("hearer") and (p.lower[kid] in _HEARINGS or lexicon.is_group(p.lower[kid]))
        timed = p.deps[kid] == "npadvmod" and p.words[p.left[kid] - 1] != ","
        if not (timed or hears) or kid < i or clause is None or clause < kid or own_subject(p, clause) is None:
            continue
        if hears and p.left[clause] != kid + 1:
            continue  # "told a meeting of leaders that ..."
        if not any(p.tags[j].startswith("W") for j in range(kid + 1, min(kid + 3, clause))):
            yield Found("clause", [(kid + 1, p.right[clause] + 1)], i, "a verb with a clause behind its time")


def _question(verb: Verb) -> Iterator[Found]:
    """Yield the indirect question right after the verb that the parser took for an adverbial clause: "did not say when it would open"."""
    p, i = verb.p, verb.i
    if verb.clause is not None or "c" not in verb.frames or p.child(i, "neg") is None:
        return
    for kid in p.kids[i]:
        if p.deps[kid] == "advcl" and p.left[kid] == i + 1 and p.tags[i + 1] in ("WRB", "WP"):
            yield Found("clause", subtree(p, kid, i), i, "a verb with an indirect question")
            return


def _infinitive(verb: Verb) -> Iterator[Found]:
    """Yield the infinitive: "wants to strike"; of a passive with its subject: "the court is expected to rule"."""
    p, i = verb.p, verb.i
    infinitive = p.child(i, "xcomp") or _asked_of(verb)
    if infinitive is None or not p.is_verb(infinitive) or not has_to(p, infinitive):
        return
    thing = p.child(i + 1, "pobj") if "for" in verb.frames and i + 1 < infinitive and p.lower[i + 1] == "for" else None
    if thing is not None and not verb.passive and p.right[thing] + 1 == p.left[infinitive]:
        yield Found("preposition", [(i + 2, p.right[infinitive] + 1)], i + 1, 'a verb with "for" and an infinitive')
        return  # "asked for the road to be shut"
    if verb.passive and "x" in verb.frames:
        subject = p.child(i, "nsubjpass")
        before = subtree(p, subject, i) if subject is not None else []
        yield Found("passive", [*before, *subtree(p, infinitive, i)], i, "a passive with an infinitive")
    elif p.deps[i] == "parataxis" and p.words[p.left[infinitive] - 1] == ",":
        return  # "It is hard, she said, to win"
    elif not verb.passive and ("i" in verb.frames or ("w" in verb.frames and p.clauses[i].modal == "would")):
        pieces = without_finite(p, infinitive, subtree(p, infinitive, i))
        yield Found("infinitive", [*pieces, *listed(p, i, pieces[-1][1])], i, "a verb with an infinitive")


def _asked_of(verb: Verb) -> int | None:
    """Return the infinitive that a verb of demanding asks of somebody, its object, and that the parser took for an aim: "requested the court on
    Monday to dismiss it".
    """
    p, i = verb.p, verb.i
    thing = p.child(i, "dobj")
    if verb.entry is None or verb.entry.stance != "demanded" or verb.passive or thing is None or thing < i or not is_somebody(p, thing):
        return None
    aims = (kid for kid in p.kids[i] if p.deps[kid] == "advcl" and kid > thing and p.words[p.left[kid] - 1] != ",")
    return next((kid for kid in aims if p.tags[kid] == "VB" and p.lower[p.left[kid]] == "to"), None)


def _gerund(verb: Verb) -> Iterator[Found]:
    """Yield the gerund that is the object of a verb that takes objects: "proposed closing the road", "denied taking it"."""
    p, i = verb.p, verb.i
    gerund = p.child(i, "xcomp", "pcomp", "dobj")
    if gerund is None or verb.passive or not {"o", "g"} & verb.frames or p.tags[gerund] != "VBG" or gerund < i or p.left[gerund] != i + 1:
        return
    if has_to(p, gerund) or reporting.has_trait(verb.word, "words") or (verb.word == "say" and lemma(p.lower[gerund]) in reporting.verbs()):
        return  # "said adding that ...", "said referring to the vote"
    yield Found("infinitive", subtree(p, gerund, i), i, "a verb with a gerund")


def _particle(verb: Verb) -> Iterator[Found]:
    """Yield the object or gerund of a verb with its particle: "ruled out joining", "laid out a plan"."""
    p, i = verb.p, verb.i
    particle = p.child(i, "prt")
    if particle is None or verb.passive or f"+{p.lower[particle]}" not in verb.frames:
        return
    thing = p.child(i, "dobj", "xcomp", "pcomp", "ccomp")
    if thing is not None and thing > i:
        yield Found("object", subtree(p, thing, particle), particle, "a verb with a particle and an object")


def _object(verb: Verb) -> Iterator[Found]:
    """Yield the object, unless whoever it names is told what stands further on: "warning residents of the town that ..."."""
    if not (verb.entry_has("hearer", "adds") and any(True for _ in _detached(verb))):
        yield from object_of(verb)


def _preposition(verb: Verb) -> Iterator[Found]:
    """Yield the phrases of the verb's own prepositions: "apologised for the delay"."""
    p, i = verb.p, verb.i
    if verb.passive and not (verb.frames & {"o", "k"} or reporting.has_trait(verb.word, "hearer")):
        return
    thing = p.child(i, "dobj")
    if verb.word == "admit" and thing is not None and not is_said(p, thing):
        return  # "admitted him to the ward"
    for kid in p.kids[i]:
        if p.deps[kid] in ("prep", "agent") and p.lower[kid] in verb.frames and kid > i:
            inner = p.child(kid, "pobj", "pcomp")
            if inner is not None and _may_follow(verb, inner):
                last = kid if kid - i <= 3 and p.quoted[kid] < 0 else i
                pieces = restricted(p, inner, kid)
                if verb.word == "refer":
                    pieces = _referred(p, i, inner, pieces)
                yield Found("preposition", pieces, last, f'a verb with "{p.lower[kid]}"')


def _referred(p: Passage, i: int, thing: int, pieces: list[Range]) -> list[Range]:
    """Return what verb ``i`` of referring says of ``thing``, whose phrase is ``pieces``: what it is called ("referred to the dam as a joke"), or its
    own words where some are quoted; nothing where it is only a topic ("referring to the flood").
    """
    called = next((kid for of in (i, thing) for kid in p.kids[of] if kid > thing and p.deps[kid] == "prep" and p.lower[kid] == "as"), None)
    if called is not None:
        return [(pieces[0][0], p.right[called] + 1)]
    return pieces if any(p.quoted[j] >= 0 for start, end in pieces for j in range(start, end)) else []


def _in_favour(verb: Verb) -> Iterator[Found]:
    """Yield what somebody speaks for: "argued in favour of a longer season", "spoke in defence of the plan"."""
    p, i = verb.p, verb.i
    favours = "against" in verb.frames and not verb.passive and verb.word != "vote"  # a vote is a deed
    for kid in p.kids[i]:
        noun = p.child(kid, "pobj") if p.lower[kid] == "in" and kid > i and favours else None
        of = noun + 1 if noun is not None and p.lower[noun] in _FAVOUR and noun + 1 < len(p) else i
        inner = p.child(of, "pobj", "pcomp") if p.lower[of] == "of" else None
        if inner is not None:
            yield Found("preposition", restricted(p, inner, of), of if of - i <= 4 else i, 'a verb with "in favour of"')


def _may_follow(verb: Verb, thing: int) -> bool:
    """Return whether the phrase of ``thing`` may be a content: how long somebody argues is none, and with a verb of answering only something said
    is one.
    """
    asks = verb.entry is not None and verb.entry.stance in ("asked", "demanded", "believed")
    if verb.p.lower[thing] in lexicon.SPANS and not asks:
        return False
    return not reporting.has_trait(verb.word, "answers") or (is_said(verb.p, thing) and verb.p.lower[thing] not in _ALARMS)


def _for_to(verb: Verb) -> Iterator[Found]:
    """Yield the clause behind "for" that the parser did not hang on the verb: "have called for the ward to be shut"."""
    p, i = verb.p, verb.i
    mark = i + 1
    if verb.passive or "for" not in verb.frames or mark >= len(p) or p.lower[mark] != "for" or p.deps[mark] != "mark":
        return
    clause = p.heads[mark]
    if clause > mark and has_to(p, clause):
        yield Found("preposition", [(mark + 1, p.right[clause] + 1)], mark, 'a verb with "for" and an infinitive')


def _parenthetical(verb: Verb) -> Iterator[Found]:
    """Yield the content around a parenthetical cue: "The plan, she said, was hers"; "As she said, the plan was hers"."""
    p, i = verb.p, verb.i
    head = p.heads[i]
    if "c" not in verb.frames or head == i or p.child(i, "nsubj") is None:
        return
    mark = p.child(i, "mark", "advmod")
    as_clause = p.deps[i] == "advcl" and mark is not None and p.lower[mark] == "as" and p.child(i, "xcomp", "ccomp", "dobj", "intj") is None
    told = p.child(i, "dobj") is None or verb.entry_has("hearer")
    if as_clause and (verb.word == "continue" or p.tags[i] == "VBG"):
        return  # "homes burn as the siege continues", "as she was testifying, she told the court that ..."
    if as_clause and any(p.lower[kid] == "as" and p.deps[kid] == "advmod" for kid in p.kids[head]):
        return  # "as bad as they expected"
    if (p.deps[i] == "parataxis" and told) or as_clause or (p.deps[i] == "ccomp" and between_commas(p, i)) or closes(p, i):
        own_left, own_right = p.left[i], i + 1 if i + 1 < len(p) and p.words[i + 1] == "," else p.right[i] + 1
        rest = p.child(i, "xcomp")  # "It is hard, she said, to win"
        pieces = [] if rest is None or own_right > p.left[rest] else [(p.left[rest], p.right[rest] + 1)]
        for start, end in subtree(p, head, i):
            if start < own_left:
                pieces.append((start, min(end, own_left)))
            if end > own_right:
                pieces.append((max(start, own_right), end))
        yield Found("parenthetical", sorted(pieces), i, "a verb in parentheses")


def _fragment(verb: Verb) -> Iterator[Found]:
    """Yield what stands before "he said" at a sentence's end and has no verb of its own: "People like Doe, he said."."""
    p, i = verb.p, verb.i
    first, end = p.sentences[p.sentence[i]]
    subject = p.child(i, "nsubj")
    if verb.word != "say" or subject is None or p.deps[i] != "ROOT" or p.child(i, "ccomp", "dobj", "xcomp", "advcl") is not None:
        return
    low = min(p.left[subject], i)
    if low - first >= 2 and p.words[low - 1] == "," and end - max(i, p.right[subject]) <= _SOON:
        yield Found("parenthetical", [(first, low - 1)], i, "a fragment before its verb")


def _detached(verb: Verb) -> Iterator[Found]:
    """Yield a that-clause after the verb that the parser hung on a noun between: "told the paper in an interview that ..."."""
    p, i = verb.p, verb.i
    if "c" not in verb.frames or (verb.passive and not reporting.has_trait(verb.word, "hearer")):
        return
    if verb.entry_has("answers") and _answers_alarm(p, i):
        return  # "responded to a call from a farmer that ..."
    if p.child(i, "dobj") is not None and not verb.entry_has("hearer", "adds"):
        return  # the clause is that object's: "found survivors of a flood that ..."
    for j in range(i + 1, min(p.sentences[p.sentence[i]][1], i + 25)):
        if p.words[j] in (",", ";", ":") or speaks(p, j) or (p.tags[j] in _FINITE and not _hangs_on(p, j, i)):
            return
        if p.lower[j] == "that" and p.deps[j] in ("mark", "nsubj", "dobj", "nsubjpass") and p.deps[p.heads[j]] in ("acl", "relcl", "ccomp"):
            noun = p.heads[p.heads[j]]
            relative = noun > i and p.deps[j] != "mark" and p.tags[noun].startswith("NN") and (noun == j - 1 or verb.word == "feel")
            if not relative or _lacks_nothing(p, j):
                yield Found("clause", [(j, _with_not(p, p.right[p.heads[j]] + 1))], i, "a verb with a that-clause further on")
            return


def _lacks_nothing(p: Passage, that: int) -> bool:
    """Return whether the clause that begins with ``that`` has a subject and a noun as its object, so that "that" is no object of it whatever the
    parser says ("said in a plea deal that Doe stole the car"); a clause of giving has both beside it ("in a letter that she sent the mayor").
    """
    clause = p.heads[that]
    things = [kid for kid in p.kids[clause] if kid > clause and p.deps[kid] == "dobj" and p.tags[kid].startswith("NN")]
    subject = p.child(clause, "nsubj")
    return p.deps[that] == "dobj" and subject not in (None, that) and bool(things) and lemma(p.lower[clause]) not in _GIVING


def _answers_alarm(p: Passage, i: int) -> bool:
    """Return whether verb ``i`` of answering tells of a call or report that somebody went to see to."""
    inner = (p.child(kid, "pobj") for kid in p.kids[i] if p.deps[kid] == "prep" and p.lower[kid] == "to")
    return any(noun is not None and p.lower[noun] in _ALARMS for noun in inner)


def _hangs_on(p: Passage, j: int, i: int) -> bool:
    """Return whether token ``j`` stands below the verb ``i``; the verb of which ``i`` is a part does not ("all he showed left me sure that")."""
    while p.heads[j] != j and j != i:
        j = p.heads[j]
    return j == i


def _with_not(p: Passage, end: int) -> int:
    """Return ``end``, or the end of its sentence where the parser cut a clause before its "n't"."""
    cut = end < len(p) and p.lower[end] in ("n't", "n’t", "not")
    return p.sentences[p.sentence[end]][1] if cut else end


_ROOMS = (
    _particle, _that_clause, _behind_time, _question, _infinitive, _gerund, of_passive, complement_of, _object, _preposition, _in_favour, _for_to,
    _parenthetical, _detached, _fragment,
)  # fmt: skip
"""The frames, the likeliest first."""
