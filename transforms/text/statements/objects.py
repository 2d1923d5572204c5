"""Contents that are objects: of a judgement, a name given, a passive with its subject, the words of a verb of saying."""

from collections.abc import Iterator

from transforms.text.lexicon import reporting
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon, nouns
from transforms.text.statements.extents import goes_up_to, is_followed
from transforms.text.statements.frames import Found, Verb
from transforms.text.statements.holders import is_somebody
from transforms.text.statements.phrases import has_to, restricted, subtree
from transforms.text.statements.sources import CITES

_REASONS = frozenset(["for", "over", "as", "of", "about", "on", "with"])
"""Prepositions whose phrase belongs to the content of a judgement ("praised him for ...")."""
_FINITE = ("VBD", "VBZ", "VBP")
_COMPLEMENTS = {"compare": ("to", "with"), "liken": ("to", "with"), "charge": ("with",), "credit": ("with",)}
"""Prepositions between object and complement of verbs that do not have "as"."""
_ONLY_AS = frozenset(["bill", "cast", "charge", "credit", "frame"])
"""Verbs whose complement has a preposition."""
_NAMES = frozenset(["brand", "call", "consider", "declare", "deem", "dub", "judge", "label", "proclaim", "term"])
"""Verbs whose second object says what they call the first."""
_CALLED_BACK = frozenset(["over", "from", "due"])
"""Prepositions behind what is recalled that is a thing to be returned or somebody who is to come back."""
_UPON = frozenset(["on", "upon"])
_NEEDS_REASON = frozenset(["accuse"])
"""Verbs whose passive says nothing without what follows "of"."""
_GIVES = frozenset(["deny", "grant", "offer", "promise", "refuse"])
"""Verbs whose passive may have an object of its own, which the subject gets or not."""
_DEEDS = {"claim": lexicon.WON, "concede": lexicon.LOST, "deny": lexicon.GRANTS, "dismiss": lexicon.CASES}
"""Nouns with which a verb of saying is a deed."""
_JUDGES = frozenset(["court", "judge", "justice", "magistrate", "tribunal"])
_LISTS = frozenset(["describe", "identify", "name"])
"""Verbs whose object with a count is what somebody's work found, not what he says of it."""


def of_passive(verb: Verb) -> Iterator[Found]:
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
        (told and "k" not in verb.frames and not is_said(p, subject)) or p.tags[subject].startswith("W") or _is_deed(verb, subject)
    ):
        return
    reasons = _REASONS if "o" in verb.frames else frozenset(["as"])
    rest = [k for k in p.kids[i] if k > i and (p.deps[k] == "oprd" or (p.deps[k] == "prep" and p.lower[k] in reasons))]
    if nobody and not rest and ((told and "k" in verb.frames) or "x" in verb.frames or verb.word in _NEEDS_REASON):
        return  # "the rules are described in a leaflet", "snow is expected", "two men are accused in the deaths"
    if rest or "o" in verb.frames:
        pieces = [*subtree(p, subject, i), *(piece for kid in rest for piece in subtree(p, kid, i))]
        yield Found("object", pieces, i, "a passive with its subject")


def _described(verb: Verb) -> Iterator[Found]:
    """Yield the noun that a participle with an agent describes: "the bill, opposed by farmers, failed"."""
    p, i = verb.p, verb.i
    noun = p.heads[i]
    if p.deps[i] != "acl" or p.child(i, "agent") is None or noun > i or not {"o"} & verb.frames or verb.entry_has("deed", "words"):
        return
    content = [(p.left[noun], noun + 1)]
    if p.tags[noun].startswith("N") and verb.entry is not None and verb.entry.stance not in ("asserted", "demanded"):
        yield Found("object", content, i, "a participle with its noun and an agent")


def _is_deed(verb: Verb, subject: int) -> bool:
    """Return whether the passive may tell of a deed: the verb has that sense too, and nothing in its clause is quoted ("were rated 'good'")."""
    p = verb.p
    quoted = any(p.quoted[j] >= 0 for j in range(p.left[subject], p.right[verb.i] + 1))
    return verb.entry_has("deed") and not quoted


def complement_of(verb: Verb) -> Iterator[Found]:
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
        yield Found("complement", [(i + 1, p.right[i] + 1)], i, "a verb with two objects")
    elif complement is not None and (thing is not None or _stands_alone(p, i, complement)):
        before = subtree(p, thing, i) if thing is not None else []
        calls_on = verb.word == "call" and i + 1 < len(p) and p.lower[i + 1] in _UPON and has_to(p, complement)
        yield Found("complement", [*before, *subtree(p, complement, i)], i + calls_on, "a verb with an object and its complement")


def _stands_alone(p: Passage, i: int, complement: int) -> bool:
    """Return whether the complement of verb ``i`` needs no object beside it: the object stands before the verb ("what she calls a plot"), or it is
    an infinitive ("called on them to leave") or quoted.
    """
    quoted = any(p.quoted[j] >= 0 for j in range(p.left[complement], p.right[complement] + 1))
    return quoted or has_to(p, complement) or p.deps[i] in ("relcl", "ccomp", "pcomp", "csubj")


def _as(verb: Verb, thing: int) -> int | None:
    """Return the "as" behind the object ``thing`` of the verb, or hanging on it; with verbs of comparing "to", "with" and "like"."""
    p, i = verb.p, verb.i
    words = _COMPLEMENTS.get(verb.word, ("as",))
    if verb.word == "charge" and p.tags[i] not in _FINITE and not p.clauses[i].perfect:
        return None  # "a pad for charging phones with a cable"
    for kid in p.kids[i]:
        if kid > thing and p.deps[kid] == "prep" and p.lower[kid] in words:
            return kid
    return next((kid for kid in p.kids[thing] if thing != i and p.deps[kid] == "prep" and p.lower[kid] == "as"), None)


def _has_two_objects(verb: Verb, thing: int | None) -> bool:
    """Return whether a verb of naming has a second object behind its first, ``thing`` or another: "deemed the raid a success"."""
    first = verb.p.child(verb.i, "dobj")
    if first is None or first < verb.i or verb.word not in _NAMES:
        return False
    return first != thing or is_followed(verb.p, first, verb.p.right[verb.i])


def object_of(verb: Verb) -> Iterator[Found]:
    """Yield the object with its reason: "praised the rescuers for their courage"."""
    p, i = verb.p, verb.i
    thing = p.last_child(i, "dobj")
    if verb.passive or "o" not in verb.frames or thing is None:
        return
    if verb.word in lexicon.LIGHT and nouns.of_noun(p, thing) is not None:
        return
    if (reporting.has_trait(verb.word, "words") and not is_said(p, thing)) or _only_does(verb, thing):
        return
    if verb.word == "recall" and any(p.lower[kid] in _CALLED_BACK for of in (i, thing) for kid in p.kids[of] if p.deps[kid] == "prep"):
        return  # "recalled 9,000 cars over a fault"
    if _only_accounts(verb, thing) or _tells_itself(verb, thing):
        return
    pieces = restricted(p, thing, i)
    verb_behind = _verb_behind(verb, pieces[-1][1])
    if verb_behind is not None:
        yield Found("clause", [*pieces[:-1], (pieces[-1][0], p.right[verb_behind] + 1)], i, "a verb with a clause")
        return
    for kid in p.kids[i]:
        apart = (
            p.lower[kid] == "with" and p.child(kid, "pcomp") is not None and p.words[p.left[kid] - 1] == "," and not verb.entry_has("shows")
        )  # ", with prices rising"
        if kid > thing > i and p.deps[kid] == "prep" and not apart and (p.lower[kid] in _REASONS or goes_up_to(p, thing, kid)):
            pieces.extend(subtree(p, kid, i))
    yield Found("object", pieces, i, "a verb with an object")


def _only_does(verb: Verb, thing: int) -> bool:
    """Return whether the verb of saying is a deed with the object ``thing``: what is won or lost in a game or a fight ("claimed the title", "conceded
    two goals"), a case that a court closes ("dismissed the appeal", "the judge dismissed the charges"), what somebody does not get ("denied him
    bail", "denied entry to the crew"), whom somebody may hurt ("threatened the guard").
    """
    p, word = verb.p, verb.p.lower[thing]
    if word in _DEEDS.get(verb.word, frozenset()):
        return True
    if verb.word == "threaten":
        return p.tags[thing].startswith(("PRP", "NNP")) or is_somebody(p, thing) or word.removesuffix("s") in lexicon.PEOPLE
    if verb.word == "dismiss":
        subject = p.subject_of(verb.i)
        return word in lexicon.CHARGES and subject is not None and p.lower[subject].removesuffix("s") in _JUDGES
    return verb.word == "deny" and (p.child(verb.i, "dative") is not None or p.child(verb.i, "dobj") != thing)


def _tells_itself(verb: Verb, thing: int) -> bool:
    """Return whether the object ``thing`` of a verb that takes words is a writing or speech with a participle of its own that tells what it says:
    "issued a statement calling it a joke".
    """
    p = verb.p
    told = p.child(thing, "acl")
    entry = reporting.verbs().get(lemma(p.lower[told])) if told is not None and p.tags[told] == "VBG" else None
    return entry is not None and verb.entry_has("words") and is_said(p, thing) and p.quoted[thing] < 0


def _only_accounts(verb: Verb, thing: int) -> bool:
    """Return whether the object ``thing`` of a verb of saying is figures or findings that are not told: "will report its results on Friday",
    "described 40 new species", "while discussing plans".
    """
    if verb.word in _LISTS and verb.p.child(thing, "nummod") is not None and not is_said(verb.p, thing):
        return True
    if verb.word == "discuss" and verb.p.tags[verb.i] == "VBG" and verb.p.child(verb.i, "mark") is not None:
        return True
    if verb.entry is None or verb.entry.stance != "asserted" or verb.p.lower[thing] not in lexicon.ACCOUNTS:
        return False
    p = verb.p
    own = range(p.left[thing], p.right[thing] + 1)
    return not any(p.tags[j] == "CD" or p.quoted[j] >= 0 or p.is_verb(j) for j in own) and p.child(thing, "prep", "relcl", "acl") is None


def _verb_behind(verb: Verb, end: int) -> int | None:
    """Return the finite verb at token ``end``, behind the object of a verb of saying, whose subject that object is and which the parser hung on the
    verb as if it had none: "confirmed the car she drove left the road".
    """
    p = verb.p
    if "c" not in verb.frames or end >= len(p) or p.tags[end] not in (*_FINITE, "MD") or p.quoted[end] >= 0:
        return None
    main = p.heads[end] if p.tags[end] == "MD" or p.deps[end] in ("aux", "auxpass") else end
    stray = p.deps[main] in ("advcl", "ccomp", "dep", "conj") and p.heads[main] == verb.i and p.left[main] == end
    return main if stray and p.child(main, "nsubj", "nsubjpass", "mark", "cc") is None else None


def is_said(p: Passage, thing: int) -> bool:
    """Return whether the object ``thing`` is something said: a reporting noun, or a phrase with a quotation in it."""
    return (
        nouns.is_cue_noun(p, thing)
        or p.lower[thing] in lexicon.SAID
        or any(p.quoted[j] >= 0 for j in range(p.left[thing], p.right[thing] + 1))
    )
