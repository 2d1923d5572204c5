"""Factuality: whether what a word tells of happened, is planned, is possible or is denied, by its own words and those above it.

The walk goes from the word to the root of its sentence. Its own clause comes first (negation, modal verbs), then what it hangs on and what that
says of what hangs there: "plans to", "failed to", "denied that", "threat of", "prevented". The sense is that of FactBank (Saurí and Pustejovsky,
2009), where the text believes whom it quotes: ``happened`` is CT+ and PR+, ``denied`` CT- and PR-, ``planned`` and ``possible`` are the rest,
told apart by whether somebody means it to happen.
"""

import functools

from transforms.text.lexicon import data, numbers
from transforms.text.lexicon.loading import KEPT
from transforms.text.lexicon.nouns import singular
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.clauses import PAST, Clause
from transforms.text.reading.passage import Passage

HAPPENED, PLANNED, POSSIBLE, DENIED = "happened", "planned", "possible", "denied"
SAME = "same"
_MAX_CLIMB = 12
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_NOBODY = frozenset(("nobody", "none", "nothing"))
_MORE = frozenset(("only", "just", "merely", "simply"))
"""Behind "not" they deny nothing: "not only attacked"."""
_NOMINAL = frozenset(("pobj", "dobj", "nsubj", "nsubjpass", "attr", "compound", "poss", "appos", "nmod"))
_OBJECT = frozenset(("dobj", "nsubjpass", "oprd"))
_PREDICATE = frozenset(("acomp", "attr", "oprd"))
_DO = frozenset(("do", "does", "did"))


@functools.cache
def _class(name: str) -> frozenset[str]:
    return frozenset(word for key, words in data.table("reading/factuality.txt") if key == name for word in words.split())


@functools.lru_cache(maxsize=KEPT)
def _value(kind: str, form: str, complement: str) -> str | None:
    """Return what a ``verb``, ``noun``, ``adjective`` or ``modifier`` of dictionary form ``form`` says of its complement, None for nothing."""
    name = f"{kind}-{complement}" if complement else kind
    return next((value for value in (SAME, DENIED, PLANNED, POSSIBLE) if form in _class(f"{name}-{value}")), None)


def modality(p: Passage, token: int) -> str:
    """Return whether what ``token`` of ``p``, a verb, noun or adjective that tells of an event, happened, is planned, possible or denied."""
    return _modality(p, token, 0)


def _modality(p: Passage, token: int, climbed: int) -> str:
    if climbed > _MAX_CLIMB:
        return HAPPENED
    if p.deps[token] in ("aux", "auxpass") and p.heads[token] != token:
        return _modality(p, p.heads[token], climbed + 1)
    if p.is_verb(token) and not (p.tags[token] == "VBG" and p.deps[token] in _NOMINAL):
        return _of_verb(p, token, climbed + 1)
    if p.tags[token].startswith("JJ") or p.deps[token] == "acomp":
        return _of_adjective(p, token, climbed + 1)
    return _of_noun(p, token, climbed + 1)


def _below(value: str, above: str) -> str:
    """Return what is said of a complement by a word that makes it ``value`` and is itself ``above``."""
    if value == SAME:
        return above
    if value == DENIED:
        return {HAPPENED: DENIED, DENIED: HAPPENED}.get(above, POSSIBLE)
    return DENIED if above == DENIED else value


def takes_place(p: Passage, verb: int) -> bool:
    """Return whether ``verb`` only says that the event is there which its subject or object names ("carried out", "took place")."""
    return lemma(p.lower[verb]) in _class("occur")


def is_bundle(p: Passage, noun: int) -> bool:
    """Return whether the noun only counts or bundles the events that "of" joins to it ("a series of attacks")."""
    return singular(p.lower[noun]) in _class("bundle")


# Verbs


def _of_verb(p: Passage, verb: int, climbed: int) -> str:
    clause, own = p.clauses.get(verb), None
    if clause is not None:
        own = _own(p, clause)
    if own is None and _shares(p, verb, clause):
        return _modality(p, p.heads[verb], climbed)
    return _outer(p, verb, own, clause, climbed)


def _own(p: Passage, clause: Clause) -> str | None:
    """Return what the clause itself says; None where that is left to what it hangs on."""
    verb, modal = clause.verb, clause.modal
    if _denies(p, clause):
        return DENIED
    adverb = next((found for kid in p.kids[verb] if p.deps[kid] == "advmod" and (found := _value("adverb", p.lower[kid], ""))), None)
    if adverb is not None and not modal:
        return adverb
    if modal:
        head = p.heads[verb]
        adds = p.tags[head] == "VBG" and p.tags[p.heads[head]] == "VBD"  # "said no, adding that he would"
        reported = modal == "would" and p.deps[verb] == "ccomp" and (p.tags[head] == "VBD" or adds) and not clause.perfect
        return PLANNED if modal in ("will", "shall") or reported else POSSIBLE
    if clause.infinitive:
        return None
    if p.tags[verb] == "VB" and not any(p.lower[kid] in _DO for kid in clause.auxiliaries):
        return None
    return HAPPENED if clause.tense is not None else None


def _denies(p: Passage, clause: Clause) -> bool:
    thing = clause.object
    if thing is not None and (p.lower[thing] in _NOBODY or any(p.deps[kid] == "det" and p.lower[kid] == "no" for kid in p.kids[thing])):
        return not clause.negated
    if not clause.negated:
        return any(p.lower[kid] == "longer" and any(p.lower[no] == "no" for no in p.kids[kid]) for kid in p.kids[clause.verb])
    more = any(p.deps[kid] == "neg" and kid + 1 < len(p) and p.lower[kid + 1] in _MORE for kid in p.kids[clause.verb])
    return not more


def _shares(p: Passage, verb: int, clause: Clause | None) -> bool:
    """Return whether ``verb`` has the modality of the verb that it is joined to: "will attack and [will] destroy"."""
    if p.deps[verb] != "conj" or clause is None or clause.subject_is_own:
        return False
    return p.is_verb(p.heads[verb]) and (p.tags[verb] == p.tags[p.heads[verb]] or p.tags[verb] in ("VB", "VBG"))


def _outer(p: Passage, verb: int, own: str | None, clause: Clause | None, climbed: int) -> str:
    """Return the modality of ``verb``, whose clause says ``own``, below the word that it hangs on."""
    head, dep = p.heads[verb], p.deps[verb]
    if _marked(p, verb):
        return POSSIBLE
    if own is None and any(p.deps[kid] in ("mark", "prep") and p.lower[kid] == "since" for kid in p.kids[verb]):
        return HAPPENED  # "since taking office"
    if head == verb:
        return _root(p, verb, own, clause)
    if dep == "conj" and own is not None:
        return own if own != HAPPENED or not p.is_verb(head) or not _marked(p, head) else POSSIBLE
    if dep == "pcomp":
        return own if own is not None else _below_preposition(p, head, climbed, gerund=True)
    if clause is not None and (clause.infinitive or (own is None and p.tags[verb] == "VB")):
        value = _of_infinitive(p, verb, climbed)
        return _below(DENIED, value) if own == DENIED and value == HAPPENED else own if own == DENIED else value
    if dep == "ccomp" and own is not None:
        return _of_content(p, head, own)
    if own is not None:
        return own
    return _participle(p, verb, climbed)


def _marked(p: Passage, verb: int) -> bool:
    """Return whether a conjunction, or "should" before its subject ("should teachers go on strike"), makes the clause a condition or a question."""
    if p.deps[verb] == "advcl" and any(
        p.lower[kid] == "should" and p.child(verb, "nsubj", "nsubjpass") is not None for kid in p.kids[verb][:1]
    ):
        return True
    return any(p.deps[kid] in ("mark", "advmod") and kid < verb and p.lower[kid] in _class("mark-possible") for kid in p.kids[verb])


def _root(p: Passage, verb: int, own: str | None, clause: Clause | None) -> str:
    if own is None:
        if clause is not None and clause.infinitive:
            return PLANNED  # "Minister to visit Tarnov"
        if p.is_title and p.child(verb, "nsubj") is not None:
            return HAPPENED  # "Three girls drown"
        return POSSIBLE if p.tags[verb] == "VB" and not (clause is not None and clause.subject_is_own) else HAPPENED
    last = p.sentences[p.sentence[verb]][1] - 1
    return POSSIBLE if own == HAPPENED and "?" in p.words[last] else own


def _of_infinitive(p: Passage, verb: int, climbed: int) -> str:
    """Return the modality of the infinitive ``verb`` by the word that governs it."""
    head = p.heads[verb]
    if p.is_verb(head):
        form, clause = lemma(p.lower[head]), p.clauses.get(head)
        if form == "have" and p.deps[verb] == "xcomp":
            if any(p.lower[kid] == "yet" for kid in (*p.kids[head], *p.kids[verb])):
                return DENIED
            return _modality(p, head, climbed) if clause is not None and clause.tense == PAST else POSSIBLE
        if form == "be" and p.deps[verb] in ("xcomp", "ccomp"):
            return _below(PLANNED, _modality(p, head, climbed))  # "is to meet"
        if form == "go" and p.tags[head] == "VBG":
            return _below(PLANNED, _modality(p, head, climbed))
        if p.deps[verb] == "advcl" and form not in _class("verb-i-same"):
            return PLANNED  # "arrived to sign"
        return _below(_value("verb", form, "i") or POSSIBLE, _modality(p, head, climbed))
    if p.tags[head].startswith("JJ") or p.deps[head] == "acomp":
        return _below(_value("adjective", p.lower[head], "i") or POSSIBLE, _of_adjective(p, head, climbed))
    form = singular(p.lower[head])
    if any(p.deps[kid] == "det" and p.lower[kid] == "no" for kid in p.kids[head]):
        return DENIED
    if _is_ranked(p, head) and any(p.deps[kid] == "auxpass" for kid in p.kids[verb]):
        return _of_noun(p, head, climbed)
    return _value("noun", form, "i") or POSSIBLE if form not in _class("noun-i-same") else HAPPENED


def _is_ranked(p: Passage, noun: int) -> bool:
    """Return whether an ordinal says the how manieth ``noun`` is to whom something is done, so that it is ("the fourth person to be killed")."""
    ranks = (p.lower[kid] for kid in p.kids[noun] if p.deps[kid] == "amod")
    return any(numbers.ordinal(rank) is not None or (rank[0].isdigit() and rank[-2:] in ("st", "nd", "rd", "th")) for rank in ranks)


def _of_content(p: Passage, head: int, own: str) -> str:
    """Return the modality of a clause that says ``own`` and is the content of ``head``."""
    if p.tags[head] == "VBN" and p.lower[head + 1 : head + 3] == ["to", "be"] and not _auxiliaries(p, head):
        return own  # "men suspected to be smugglers attacked a post": the parser takes the aside for the main verb
    if p.is_verb(head):
        value, clause = _value("verb", lemma(p.lower[head]), "c"), p.clauses.get(head)
        if value == POSSIBLE and _describes_subject(p, head):
            return own
        negated = clause is not None and clause.negated
    else:
        kind = "adjective" if p.tags[head].startswith("JJ") else "noun"
        value, negated = _value(kind, singular(p.lower[head]) if kind == "noun" else p.lower[head], "c"), False
    if value is None or own in (PLANNED, POSSIBLE):
        return own
    if value == DENIED:
        return own if negated else _below(DENIED, own)
    return DENIED if negated or own == DENIED else value


def _auxiliaries(p: Passage, verb: int) -> tuple[int, ...]:
    clause = p.clauses.get(verb)
    return tuple(clause.auxiliaries) if clause is not None else ()


def _describes_subject(p: Passage, verb: int) -> bool:
    """Return whether the participle ``verb``, which the parser takes for the main verb, only describes the subject of what follows: "men suspected
    to be rebels killed two guards".
    """
    return (
        p.tags[verb] == "VBN" and p.child(verb, "xcomp") is not None and not any(p.deps[kid] in ("aux", "auxpass") for kid in p.kids[verb])
    )


def _participle(p: Passage, verb: int, climbed: int) -> str:
    """Return the modality of a participle or base form without auxiliaries by what it hangs on."""
    head, dep = p.heads[verb], p.deps[verb]
    if not p.is_verb(head):
        return HAPPENED
    form = lemma(p.lower[head])
    if p.tags[verb] == "VBG" and dep in ("xcomp", "ccomp", "dobj"):
        return _below(_value("verb", form, "g") or SAME, _modality(p, head, climbed))
    if dep in ("xcomp", "oprd", "ccomp", "acomp"):
        guess = _value("verb", form, "o") == POSSIBLE or _value("verb", form, "c") == POSSIBLE
        return _below(POSSIBLE if guess else SAME, _modality(p, head, climbed))  # "feared killed"
    if dep in ("advcl", "conj", "dep", "parataxis"):
        above = _modality(p, head, climbed)
        return above if p.tags[verb] == "VBG" and above != DENIED else HAPPENED
    return HAPPENED


# Adjectives and nouns


def _of_adjective(p: Passage, token: int, climbed: int) -> str:
    head = p.heads[token]
    if head == token or not p.is_verb(head) or p.deps[token] in ("amod", "nsubj", "advmod"):
        return HAPPENED
    form = lemma(p.lower[head])
    guess = form not in ("be", "plead") and (_value("verb", form, "o") == POSSIBLE or _value("verb", form, "c") == POSSIBLE)
    return _below(POSSIBLE if guess else SAME, _modality(p, head, climbed))


def _of_noun(p: Passage, token: int, climbed: int) -> str:
    if any(p.deps[kid] in ("det", "neg", "preconj", "cc") and p.lower[kid] in ("no", "neither") for kid in p.kids[token]):
        return DENIED
    marked = next((value for kid in p.kids[token] if p.deps[kid] == "amod" and (value := _value("modifier", p.lower[kid], ""))), None)
    if marked is not None:
        return marked
    head, dep = p.heads[token], p.deps[token]
    if head == token:
        return HAPPENED
    if dep in ("conj", "appos") and not p.is_verb(head):
        return _of_noun(p, head, climbed) if climbed < _MAX_CLIMB else HAPPENED
    if dep in ("pobj", "pcomp"):
        return _below_preposition(p, head, climbed, definite=is_definite(p, token))
    if p.is_verb(head):
        return _below_verb(p, token, head, climbed)
    if dep == "compound" and is_bundle(p, head) and climbed < _MAX_CLIMB:
        return _of_noun(p, head, climbed + 1)  # "a vaccination campaign is planned"
    return _value("noun", singular(p.lower[head]), "o") or HAPPENED if dep in ("compound", "poss", "nmod", "amod") else HAPPENED


def _below_verb(p: Passage, token: int, verb: int, climbed: int) -> str:
    """Return the modality of the noun ``token`` that is subject, object or predicate of ``verb``."""
    form, dep, definite = lemma(p.lower[verb]), p.deps[token], is_definite(p, token)
    above = _modality(p, verb, climbed)
    if dep in _OBJECT:
        value = _value("verb", form, "o")
        if _pleads_guilty(p, verb):
            return above  # "pleaded guilty in May to fraud", as the parser has it
        if value == DENIED and form in ("deny", "refute", "reject", "refuse") and (definite or p.child(token, "acl") is not None):
            return HAPPENED  # "denied accusations made by": only what they say is denied
        if value == DENIED and form == "escape" and definite:
            return HAPPENED  # "escaped the fire", not "escaped injury"
        if form == "call" and dep == "dobj" and p.child(verb, "oprd", "xcomp") is not None:
            return HAPPENED  # "called the death a tragedy" is no call for one
        if value is not None:
            return _below(value, above)
    if dep == "nsubj":
        said = next((kid for kid in p.kids[verb] if p.deps[kid] in _PREDICATE), None)
        if said is not None:
            adjective = p.tags[said][:2] in ("JJ", "VB") and (
                _value("adjective", p.lower[said], "c") or _value("adjective", p.lower[said], "o")
            )
            return adjective or (above if not definite and above in (PLANNED, POSSIBLE) else HAPPENED)
    if dep == "attr" or form in _class("occur"):
        return above
    if above == DENIED:
        return DENIED if any(p.lower[kid] == "any" for kid in p.kids[token]) else HAPPENED
    return HAPPENED if definite else above


def _pleads_guilty(p: Passage, verb: int) -> bool:
    """Return whether ``verb`` is a plea, which asks for nothing."""
    return lemma(p.lower[verb]) == "plead" and any(p.lower[kid] == "guilty" for kid in p.kids[verb])


def _below_preposition(p: Passage, preposition: int, climbed: int, *, definite: bool = False, gerund: bool = False) -> str:
    """Return the modality of an event below ``preposition``, named by a noun or a gerund."""
    word, head = p.lower[preposition], p.heads[preposition]
    if word in _class("preposition-denied") or p.lower[head] in _class("preposition-denied"):
        return DENIED
    if p.lower[head] == "ahead":
        return PLANNED
    if p.is_verb(head):
        form, above = lemma(p.lower[head]), _modality(p, head, climbed)
        if gerund and word == "against":
            return DENIED
        no_wish = form == "want" or _pleads_guilty(p, head)  # "wanted for murder"
        value = None if no_wish else _value("verb", form, "g" if gerund else "o")
        if gerund and value == DENIED and word not in ("from", "out"):
            value = None
        if value is not None and word not in ("after", "during", "since", "following", "over", "by", "at"):
            return _below(value, above)
        if word == "for" and not definite and form in _class("errand"):
            return PLANNED
        if (word == "with" and form in _class("phase")) or (form, word) == ("go", "on"):
            return above  # "may go on strike"
        if gerund and word in ("of", "for", "with", "over", "after"):
            return HAPPENED
        return (
            above
            if word in _class("within") and above in (PLANNED, POSSIBLE) and not (definite and word in ("for", "to", "in"))
            else HAPPENED
        )
    form = singular(p.lower[head])
    if form in _class("bundle-possible") and word == "of" and p.deps[head] == "pobj" and p.lower[p.heads[head]] == "in":
        return POSSIBLE
    if word == "of" and not definite and form in _class("trace") and _is_missing(p, head, climbed):
        return DENIED
    if word == "for" and form in _class("noun-for-planned"):
        return PLANNED
    if p.tags[head].startswith("NN") or p.tags[head] == "CD":
        value = _value("noun", form, "o")
        if value is not None:
            return value
        return _of_noun(p, head, climbed) if word == "of" and form in _class("bundle") and climbed < _MAX_CLIMB else HAPPENED
    return HAPPENED


def _is_missing(p: Passage, noun: int, climbed: int) -> bool:
    """Return whether there is none of what ``noun`` names: "no reports", "has not received reports"."""
    if climbed > _MAX_CLIMB or is_definite(p, noun):
        return False
    clause = p.clauses.get(p.heads[noun])
    lacking = p.deps[noun] in ("dobj", "attr", "nsubj") and clause is not None and clause.negated and _denies(p, clause)
    return lacking or _of_noun(p, noun, climbed + 1) == DENIED


def is_definite(p: Passage, token: int) -> bool:
    """Return whether the noun ``token`` has a definite article or an owner."""
    return any((p.deps[kid] == "det" and p.lower[kid] in _DEFINITE) or p.deps[kid] == "poss" for kid in p.kids[token])
