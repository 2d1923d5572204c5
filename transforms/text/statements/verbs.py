"""Verbs that attribute: the content that stands with a verb, by the frames that the lexicon gives it; the likeliest frame first."""

from collections.abc import Iterator
from typing import NamedTuple

from transforms.text.lexicon import reporting
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.clauses import own_subject
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon, nouns
from transforms.text.statements.attribution import Attribution, Range
from transforms.text.statements.extents import between_commas, closes, goes_up_to, is_followed, listed, whole_clause
from transforms.text.statements.phrases import cue_of, has_to, noun_phrase, restricted, subtree, without_finite
from transforms.text.statements.sources import (
    CITES,
    cites,
    source_above,
    source_beside,
    source_of,
    source_with,
    subject_before,
    subject_beside,
)

_REASONS = frozenset(["for", "over", "as", "of", "about", "on", "with"])
"""Prepositions whose phrase belongs to the content of a judgement ("praised him for ...")."""
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
_COMPLEMENTS = {"compare": ("to", "with"), "liken": ("to", "with"), "charge": ("with",), "credit": ("with",)}
"""Prepositions between object and complement of verbs that do not have "as"."""
_ONLY_AS = frozenset(["bill", "cast", "charge", "credit", "frame"])
"""Verbs whose complement has a preposition."""
_NAMES = frozenset(["brand", "call", "consider", "declare", "deem", "dub", "judge", "label", "proclaim", "term"])
"""Verbs whose second object says what they call the first."""
_CALLED_BACK = frozenset(["over", "from", "due"])
"""Prepositions behind what is recalled that is a thing to be returned or somebody who is to come back."""
_UPON = frozenset(["on", "upon"])
_FAVOUR = frozenset(["favor", "favour", "support", "defence", "defense"])
_NEEDS_REASON = frozenset(["accuse"])
"""Verbs whose passive says nothing without what follows "of"."""
_GIVES = frozenset(["deny", "grant", "offer", "promise", "refuse"])
"""Verbs whose passive may have an object of its own, which the subject gets or not."""
_LISTS = frozenset(["describe", "identify", "name"])
"""Verbs whose object with a count is what somebody's work found, not what he says of it."""
_NO_FRAMES: frozenset[str] = frozenset()


class _Verb(NamedTuple):
    """A verb that may be a cue: its token and dictionary form, what the lexicon says of it, and the clause that hangs on it."""

    p: Passage
    i: int
    word: str
    entry: reporting.Cue | None
    frames: frozenset[str]
    passive: bool
    clause: int | None

    def entry_has(self, *traits: str) -> bool:
        """Return whether the verb has one of ``traits``."""
        return self.entry is not None and not self.entry.traits.isdisjoint(traits)


class _Found(NamedTuple):
    """A content: its frame, its ranges, the last token of the cue, and what it is in words."""

    frame: str
    content: list[Range]
    last: int
    rule: str


def of_verb(p: Passage, i: int) -> Attribution | None:
    """Return the attribution that verb ``i`` makes, None where it makes none."""
    word = lemma(p.lower[i])
    entry, clause = reporting.verbs().get(word), _clause_of(p, i)
    if entry is None and clause is None:
        return None
    if (_is_reduced(p, i) and p.child(i, "agent") is None) or _describes_noun(p, i) or _lacks_object(p, i, word) or cites(p, i):
        return None
    known = asks_to_know(p, i)
    if known is not None:
        question = p.last_child(known, "ccomp")
        content = [] if question is None else subtree(p, question, known)
        return Attribution(i, "ask", "clause", "asked", (cue_of(p, i)[0], known + 1), source_of(p, i), content, "a wish to know")
    passive = p.child(i, "auxpass") is not None or (p.tags[i] == "VBN" and p.child(i, "agent") is not None)
    verb = _Verb(p, i, word, entry, entry.frames if entry else _NO_FRAMES, passive, clause)
    for room in _ROOMS if entry else (_that_clause,):
        for found in room(verb):
            content = [piece for piece in found.content if not _is_fronted(p, piece, i)]
            noun = _noun_of(p, i) if entry is None else None
            if content and noun is not None:
                return _of_subject(p, noun, content)
            if content:
                stance = entry.stance if entry else "asserted"
                source = _source(verb, found.frame)
                return Attribution(i, word, found.frame, stance, cue_of(p, i, found.last), source, content, found.rule)
    return None


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


def _source(verb: _Verb, frame: str) -> Range | None:
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
    return i + 1 < len(p) and p.lower[i + 1] == "that" and p.deps[i + 1] == "mark"


# The frames


def _that_clause(verb: _Verb) -> Iterator[_Found]:
    """Yield the clause that is the verb's object: "said (that) the dam would hold"; of "is considered" with the subject."""
    p, i, clause = verb.p, verb.i, verb.clause
    if clause is None or not _takes(verb, clause):
        return
    pieces = whole_clause(p, i, clause)
    subject = p.child(i, "nsubjpass")
    if subject is not None and clause > i and {"c", "k"} <= verb.frames and verb.passive:
        pieces = [*subtree(p, subject, i), *pieces]
    yield _Found("clause", pieces, i, "a verb with a clause" if verb.entry else "a clause of a verb outside the list")


def _takes(verb: _Verb, clause: int) -> bool:
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


def _behind_time(verb: _Verb) -> Iterator[_Found]:
    """Yield the clause that the parser hung on the time right behind the verb: "said Monday the driver had slept"."""
    p, i = verb.p, verb.i
    if verb.clause is not None or "c" not in verb.frames or verb.passive:
        return
    for kid in p.kids[i]:
        clause = p.child(kid, "relcl")
        if p.deps[kid] != "npadvmod" or kid < i or clause is None or clause < kid or own_subject(p, clause) is None:
            continue
        if not any(p.tags[j].startswith("W") for j in range(kid + 1, min(kid + 3, clause))):
            yield _Found("clause", [(kid + 1, p.right[clause] + 1)], i, "a verb with a clause behind its time")


def _question(verb: _Verb) -> Iterator[_Found]:
    """Yield the indirect question right after the verb that the parser took for an adverbial clause: "did not say when it would open"."""
    p, i = verb.p, verb.i
    if verb.clause is not None or "c" not in verb.frames or p.child(i, "neg") is None:
        return
    for kid in p.kids[i]:
        if p.deps[kid] == "advcl" and p.left[kid] == i + 1 and p.tags[i + 1] in ("WRB", "WP"):
            yield _Found("clause", subtree(p, kid, i), i, "a verb with an indirect question")
            return


def _infinitive(verb: _Verb) -> Iterator[_Found]:
    """Yield the infinitive: "wants to strike"; of a passive with its subject: "the court is expected to rule"."""
    p, i = verb.p, verb.i
    infinitive = p.child(i, "xcomp")
    if infinitive is None or not p.is_verb(infinitive) or not has_to(p, infinitive):
        return
    if verb.passive and "x" in verb.frames:
        subject = p.child(i, "nsubjpass")
        before = subtree(p, subject, i) if subject is not None else []
        yield _Found("passive", [*before, *subtree(p, infinitive, i)], i, "a passive with an infinitive")
    elif p.deps[i] == "parataxis" and p.words[p.left[infinitive] - 1] == ",":
        return  # "It is hard, she said, to win"
    elif not verb.passive and ("i" in verb.frames or ("w" in verb.frames and p.clauses[i].modal == "would")):
        pieces = without_finite(p, infinitive, subtree(p, infinitive, i))
        yield _Found("infinitive", [*pieces, *listed(p, i, pieces[-1][1])], i, "a verb with an infinitive")


def _gerund(verb: _Verb) -> Iterator[_Found]:
    """Yield the gerund that is the object of a verb that takes objects: "proposed closing the road", "denied taking it"."""
    p, i = verb.p, verb.i
    gerund = p.child(i, "xcomp", "pcomp", "dobj")
    if gerund is None or verb.passive or not {"o", "g"} & verb.frames or p.tags[gerund] != "VBG" or gerund < i or p.left[gerund] != i + 1:
        return
    if has_to(p, gerund) or reporting.has_trait(verb.word, "words"):
        return
    yield _Found("infinitive", subtree(p, gerund, i), i, "a verb with a gerund")


def _particle(verb: _Verb) -> Iterator[_Found]:
    """Yield the object or gerund of a verb with its particle: "ruled out joining", "laid out a plan"."""
    p, i = verb.p, verb.i
    particle = p.child(i, "prt")
    if particle is None or verb.passive or f"+{p.lower[particle]}" not in verb.frames:
        return
    thing = p.child(i, "dobj", "xcomp", "pcomp", "ccomp")
    if thing is not None and thing > i:
        yield _Found("object", subtree(p, thing, particle), particle, "a verb with a particle and an object")


def _of_passive(verb: _Verb) -> Iterator[_Found]:
    """Yield the subject of a passive with its complement and reason: "the plan was criticised for its cost"."""
    p, i = verb.p, verb.i
    subject = p.child(i, "nsubjpass")
    if not verb.passive or not verb.frames & {"o", "k"}:
        return
    if subject is None:
        yield from _described(verb)
        return
    if verb.word in CITES:
        return  # "was quoted by a newspaper": he says it himself
    if (verb.word in _GIVES and p.child(i, "dobj", "oprd") is not None) or verb.entry_has("requests"):
        return  # "the team was denied a title", "the public are asked to help"
    told = verb.entry is not None and verb.entry.stance == "asserted"
    nobody = p.child(i, "agent") is None
    if nobody and (
        (told and "k" not in verb.frames and not _is_said(p, subject)) or p.tags[subject].startswith("W") or _is_deed(verb, subject)
    ):
        return
    reasons = _REASONS if "o" in verb.frames else frozenset(["as"])
    rest = [k for k in p.kids[i] if k > i and (p.deps[k] == "oprd" or (p.deps[k] == "prep" and p.lower[k] in reasons))]
    if nobody and not rest and ((told and "k" in verb.frames) or "x" in verb.frames or verb.word in _NEEDS_REASON):
        return  # "the rules are described in a leaflet", "snow is expected", "two men are accused in the deaths"
    if rest or "o" in verb.frames:
        pieces = [*subtree(p, subject, i), *(piece for kid in rest for piece in subtree(p, kid, i))]
        yield _Found("object", pieces, i, "a passive with its subject")


def _described(verb: _Verb) -> Iterator[_Found]:
    """Yield the noun that a participle with an agent describes: "the bill, opposed by farmers, failed"."""
    p, i = verb.p, verb.i
    noun = p.heads[i]
    if p.deps[i] != "acl" or p.child(i, "agent") is None or noun > i or not {"o"} & verb.frames or verb.entry_has("deed", "words"):
        return
    content = [(p.left[noun], noun + 1)]
    if p.tags[noun].startswith("N") and verb.entry is not None and verb.entry.stance not in ("asserted", "demanded"):
        yield _Found("object", content, i, "a participle with its noun and an agent")


def _is_deed(verb: _Verb, subject: int) -> bool:
    """Return whether the passive may tell of a deed: the verb has that sense too, and nothing in its clause is quoted ("were rated 'good'")."""
    p = verb.p
    quoted = any(p.quoted[j] >= 0 for j in range(p.left[subject], p.right[verb.i] + 1))
    return verb.entry_has("deed") and not quoted


def _complement(verb: _Verb) -> Iterator[_Found]:
    """Yield the object with what it is called: "called the plan a gift", "describes it as art"."""
    p, i = verb.p, verb.i
    if verb.passive or "k" not in verb.frames:
        return
    thing = p.last_child(i, "dobj")
    complement = p.child(i, "oprd", "xcomp") if verb.word not in _ONLY_AS else None  # "cast Doe to play a king" says nothing
    named = [kid for kid in p.kids[i] if p.deps[kid] == "oprd" and kid > i]
    if thing is None and len(named) > 1 and verb.word in _NAMES:
        thing, complement = named[:2]  # the parser took the object for a first complement
    if complement is None and (thing is not None or p.deps[i] == "relcl"):
        complement = _as(verb, i if thing is None else thing)
    if complement is None and _has_two_objects(verb, thing):
        yield _Found("complement", [(i + 1, p.right[i] + 1)], i, "a verb with two objects")
    elif complement is not None and (thing is not None or _stands_alone(p, i, complement)):
        before = subtree(p, thing, i) if thing is not None else []
        calls_on = verb.word == "call" and i + 1 < len(p) and p.lower[i + 1] in _UPON and has_to(p, complement)
        yield _Found("complement", [*before, *subtree(p, complement, i)], i + calls_on, "a verb with an object and its complement")


def _stands_alone(p: Passage, i: int, complement: int) -> bool:
    """Return whether the complement of verb ``i`` needs no object beside it: the object stands before the verb ("what she calls a plot"), or it is
    an infinitive ("called on them to leave") or quoted.
    """
    quoted = any(p.quoted[j] >= 0 for j in range(p.left[complement], p.right[complement] + 1))
    return quoted or has_to(p, complement) or p.deps[i] in ("relcl", "ccomp", "pcomp", "csubj")


def _as(verb: _Verb, thing: int) -> int | None:
    """Return the "as" behind the object ``thing`` of the verb, or hanging on it; with verbs of comparing "to", "with" and "like"."""
    p, i = verb.p, verb.i
    words = _COMPLEMENTS.get(verb.word, ("as",))
    if verb.word == "charge" and p.tags[i] not in _FINITE and not p.clauses[i].perfect:
        return None  # "a pad for charging phones with a cable"
    for kid in p.kids[i]:
        if kid > thing and p.deps[kid] == "prep" and p.lower[kid] in words:
            return kid
    return next((kid for kid in p.kids[thing] if thing != i and p.deps[kid] == "prep" and p.lower[kid] == "as"), None)


def _has_two_objects(verb: _Verb, thing: int | None) -> bool:
    """Return whether a verb of naming has a second object behind its first, ``thing`` or another: "deemed the raid a success"."""
    first = verb.p.child(verb.i, "dobj")
    if first is None or first < verb.i or verb.word not in _NAMES:
        return False
    return first != thing or is_followed(verb.p, first, verb.p.right[verb.i])


def _object(verb: _Verb) -> Iterator[_Found]:
    """Yield the object with its reason: "praised the rescuers for their courage"."""
    p, i = verb.p, verb.i
    thing = p.last_child(i, "dobj")
    if verb.passive or "o" not in verb.frames or thing is None:
        return
    if verb.word in lexicon.LIGHT and nouns.of_noun(p, thing) is not None:
        return
    if (reporting.has_trait(verb.word, "words") and not _is_said(p, thing)) or (verb.word == "claim" and p.lower[thing] in lexicon.WON):
        return
    if verb.entry_has("hearer", "adds") and any(True for _ in _detached(verb)):
        return  # "warning residents of the town that ..."
    if verb.word == "recall" and any(p.lower[kid] in _CALLED_BACK for of in (i, thing) for kid in p.kids[of] if p.deps[kid] == "prep"):
        return  # "recalled 9,000 cars over a fault"
    if _only_accounts(verb, thing) or _tells_itself(verb, thing):
        return
    pieces = restricted(p, thing, i)
    verb_behind = _verb_behind(verb, pieces[-1][1])
    if verb_behind is not None:
        yield _Found("clause", [*pieces[:-1], (pieces[-1][0], p.right[verb_behind] + 1)], i, "a verb with a clause")
        return
    for kid in p.kids[i]:
        if kid > thing > i and p.deps[kid] == "prep" and (p.lower[kid] in _REASONS or goes_up_to(p, thing, kid)):
            pieces.extend(subtree(p, kid, i))
    yield _Found("object", pieces, i, "a verb with an object")


def _tells_itself(verb: _Verb, thing: int) -> bool:
    """Return whether the object ``thing`` of a verb that takes words is a writing or speech with a participle of its own that tells what it says:
    "issued a statement calling it a joke".
    """
    p = verb.p
    told = p.child(thing, "acl")
    entry = reporting.verbs().get(lemma(p.lower[told])) if told is not None and p.tags[told] == "VBG" else None
    return entry is not None and verb.entry_has("words") and _is_said(p, thing) and p.quoted[thing] < 0


def _only_accounts(verb: _Verb, thing: int) -> bool:
    """Return whether the object ``thing`` of a verb of saying is figures or findings that are not told: "will report its results on Friday",
    "described 40 new species", "while discussing plans".
    """
    if verb.word in _LISTS and verb.p.child(thing, "nummod") is not None and not _is_said(verb.p, thing):
        return True
    if verb.word == "discuss" and verb.p.tags[verb.i] == "VBG" and verb.p.child(verb.i, "mark") is not None:
        return True
    if verb.entry is None or verb.entry.stance != "asserted" or verb.p.lower[thing] not in lexicon.ACCOUNTS:
        return False
    p = verb.p
    own = range(p.left[thing], p.right[thing] + 1)
    return not any(p.tags[j] == "CD" or p.quoted[j] >= 0 or p.is_verb(j) for j in own) and p.child(thing, "prep", "relcl", "acl") is None


def _verb_behind(verb: _Verb, end: int) -> int | None:
    """Return the finite verb at token ``end``, behind the object of a verb of saying, whose subject that object is and which the parser hung on the
    verb as if it had none: "confirmed the car she drove left the road".
    """
    p = verb.p
    if "c" not in verb.frames or end >= len(p) or p.tags[end] not in (*_FINITE, "MD") or p.quoted[end] >= 0:
        return None
    main = p.heads[end] if p.tags[end] == "MD" or p.deps[end] in ("aux", "auxpass") else end
    stray = p.deps[main] in ("advcl", "ccomp", "dep", "conj") and p.heads[main] == verb.i and p.left[main] == end
    return main if stray and p.child(main, "nsubj", "nsubjpass", "mark", "cc") is None else None


def _is_said(p: Passage, thing: int) -> bool:
    """Return whether the object ``thing`` is something said: a reporting noun, or a phrase with a quotation in it."""
    return (
        nouns.is_cue_noun(p, thing)
        or p.lower[thing] in lexicon.SAID
        or any(p.quoted[j] >= 0 for j in range(p.left[thing], p.right[thing] + 1))
    )


def _preposition(verb: _Verb) -> Iterator[_Found]:
    """Yield the phrases of the verb's own prepositions: "apologised for the delay"."""
    p, i = verb.p, verb.i
    if verb.passive and not (verb.frames & {"o", "k"} or reporting.has_trait(verb.word, "hearer")):
        return
    thing = p.child(i, "dobj")
    if verb.word == "admit" and thing is not None and not _is_said(p, thing):
        return  # "admitted him to the ward"
    for kid in p.kids[i]:
        if p.deps[kid] in ("prep", "agent") and p.lower[kid] in verb.frames and kid > i:
            inner = p.child(kid, "pobj", "pcomp")
            if inner is not None and _may_follow(verb, inner):
                last = kid if kid - i <= 3 and p.quoted[kid] < 0 else i
                yield _Found("preposition", restricted(p, inner, kid), last, f'a verb with "{p.lower[kid]}"')


def _in_favour(verb: _Verb) -> Iterator[_Found]:
    """Yield what somebody speaks for: "argued in favour of a longer season", "spoke in defence of the plan"."""
    p, i = verb.p, verb.i
    for kid in p.kids[i]:
        noun = p.child(kid, "pobj") if p.lower[kid] == "in" and kid > i and "against" in verb.frames and not verb.passive else None
        of = noun + 1 if noun is not None and p.lower[noun] in _FAVOUR and noun + 1 < len(p) else i
        inner = p.child(of, "pobj", "pcomp") if p.lower[of] == "of" else None
        if inner is not None:
            yield _Found("preposition", restricted(p, inner, of), of if of - i <= 4 else i, 'a verb with "in favour of"')


def _may_follow(verb: _Verb, thing: int) -> bool:
    """Return whether the phrase of ``thing`` may be a content: how long somebody argues is none, and with a verb of answering only something said
    is one.
    """
    asks = verb.entry is not None and verb.entry.stance in ("asked", "demanded", "believed")
    if verb.p.lower[thing] in lexicon.SPANS and not asks:
        return False
    return not reporting.has_trait(verb.word, "answers") or (_is_said(verb.p, thing) and verb.p.lower[thing] not in _ALARMS)


def _for_to(verb: _Verb) -> Iterator[_Found]:
    """Yield the clause behind "for" that the parser did not hang on the verb: "have called for the ward to be shut"."""
    p, i = verb.p, verb.i
    mark = i + 1
    if verb.passive or "for" not in verb.frames or mark >= len(p) or p.lower[mark] != "for" or p.deps[mark] != "mark":
        return
    clause = p.heads[mark]
    if clause > mark and has_to(p, clause):
        yield _Found("preposition", [(mark + 1, p.right[clause] + 1)], mark, 'a verb with "for" and an infinitive')


def _parenthetical(verb: _Verb) -> Iterator[_Found]:
    """Yield the content around a parenthetical cue: "The plan, she said, was hers"; "As she said, the plan was hers"."""
    p, i = verb.p, verb.i
    head = p.heads[i]
    if "c" not in verb.frames or head == i or p.child(i, "nsubj") is None:
        return
    mark = p.child(i, "mark", "advmod")
    as_clause = p.deps[i] == "advcl" and mark is not None and p.lower[mark] == "as" and p.child(i, "xcomp", "ccomp", "dobj", "intj") is None
    told = p.child(i, "dobj") is None or verb.entry_has("hearer")
    if as_clause and verb.word == "continue":
        return  # "homes burn as the siege continues"
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
        yield _Found("parenthetical", sorted(pieces), i, "a verb in parentheses")


def _fragment(verb: _Verb) -> Iterator[_Found]:
    """Yield what stands before "he said" at a sentence's end and has no verb of its own: "People like Doe, he said."."""
    p, i = verb.p, verb.i
    first, end = p.sentences[p.sentence[i]]
    subject = p.child(i, "nsubj")
    if verb.word != "say" or subject is None or p.deps[i] != "ROOT" or p.child(i, "ccomp", "dobj", "xcomp", "advcl") is not None:
        return
    low = min(p.left[subject], i)
    if low - first >= 2 and p.words[low - 1] == "," and end - max(i, p.right[subject]) <= _SOON:
        yield _Found("parenthetical", [(first, low - 1)], i, "a fragment before its verb")


def _detached(verb: _Verb) -> Iterator[_Found]:
    """Yield a that-clause after the verb that the parser hung on a noun between: "told the paper in an interview that ..."."""
    p, i = verb.p, verb.i
    if "c" not in verb.frames or (verb.passive and not reporting.has_trait(verb.word, "hearer")):
        return
    if p.child(i, "dobj") is not None and not verb.entry_has("hearer", "adds"):
        return  # the clause is that object's: "found survivors of a flood that ..."
    for j in range(i + 1, min(p.sentences[p.sentence[i]][1], i + 25)):
        if p.words[j] in (",", ";", ":") or speaks(p, j) or (p.tags[j] in _FINITE and not _hangs_on(p, j, i)):
            return
        if p.lower[j] == "that" and p.deps[j] in ("mark", "nsubj", "dobj", "nsubjpass") and p.deps[p.heads[j]] in ("acl", "relcl", "ccomp"):
            noun = p.heads[p.heads[j]]
            relative = noun > i and p.deps[j] != "mark" and p.tags[noun].startswith("NN") and (noun == j - 1 or verb.word == "feel")
            if not relative:
                yield _Found("clause", [(j, _with_not(p, p.right[p.heads[j]] + 1))], i, "a verb with a that-clause further on")
            return


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
    _particle, _that_clause, _behind_time, _question, _infinitive, _gerund, _of_passive, _complement, _object, _preposition, _in_favour, _for_to,
    _parenthetical, _detached, _fragment,
)  # fmt: skip
"""The frames, the likeliest first."""
