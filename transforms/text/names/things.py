"""For which organisation or place "it" and "its" stand: only where the sentence itself says that an organisation acts.

"It" may stand for anything and for nothing ("it rained", "it is clear that"). So it is read only as the doer of what organisations and
governments do, and "its" only as what belongs to the subject of its own clause.
"""

from transforms.text.lexicon.names import lexicon, listed
from transforms.text.lexicon.reporting import has_trait, verbs
from transforms.text.lexicon.verbs import lemma
from transforms.text.names.antecedents import Choice
from transforms.text.names.discourse import SUBJECT, Discourse, Key, Spoken, Trace
from transforms.text.reading.passage import Passage

BODIES = frozenset(("ORG", "GPE"))
"""Kinds of names that "it" is read for."""
_RIVALS = BODIES | {"PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "FAC", "LOC"}
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_EMBEDDED = frozenset(("ccomp", "advcl", "relcl", "acl", "conj", "xcomp", "pcomp"))
_MAX_CLIMB = 6
_UNDECIDED = Choice(None, "undecided")


def choose(discourse: Discourse, passage: Passage, token: int) -> Choice:
    """Return for whom the "it", "its" or "itself" at ``token`` stands."""
    if passage.deps[token] == "poss":
        return _owner(discourse, passage, token)
    if passage.deps[token] not in _SUBJECTS:
        return _UNDECIDED
    verb = passage.heads[token]
    if _is_empty(passage, token, verb):
        return _UNDECIDED
    above = _subject_above(discourse, passage, verb)
    if above is not None:
        return above if _one_body(discourse, passage, above.key) or acts(passage, verb) else _UNDECIDED
    return _from_before(discourse) if acts(passage, verb) and _is_main(passage, verb) else _UNDECIDED


def _is_main(passage: Passage, verb: int) -> bool:
    """Return whether nothing but its own subject stands before ``verb``, or it is the verb of the whole sentence ("... , it said")."""
    at = verb
    while passage.deps[at] == "conj":
        at = passage.heads[at]
    first = passage.sentences[passage.sentence[verb]][0]
    others = [
        kid for kid in range(first, verb) if passage.deps[kid] in _SUBJECTS and passage.quoted[kid] < 0 and passage.heads[kid] != verb
    ]
    return passage.heads[at] == at and not others


def acts(passage: Passage, verb: int) -> bool:
    """Return whether an organisation or a government can be the doer of ``verb`` and things cannot: it says, wants, hires, signs."""
    word = lemma(passage.lower[verb])
    clause = passage.clauses.get(verb)
    if clause is None or clause.passive:
        return False
    return word in verbs() or word in listed("doings") or "said" in lexicon().cues.get(passage.lower[verb], ())


def _is_empty(passage: Passage, token: int, verb: int) -> bool:
    """Return whether an "it" stands for a clause, the weather or the time: with "be", "seem" or "take" nothing is certain."""
    word = lemma(passage.lower[verb])
    if word in ("seem", "appear", "take", "rain", "snow", "turn", "happen", "matter", "become", "emerge", "be"):
        return True
    clause = passage.clauses.get(verb)
    if clause is not None and clause.passive and not has_trait(word, "hearer") and passage.child(verb, "ccomp") is not None:
        return True  # "it was assumed that"
    return any(passage.deps[kid] in ("csubj", "csubjpass", "expl") for kid in passage.kids[verb])


def _owner(discourse: Discourse, passage: Passage, token: int) -> Choice:
    """Return the body that is the subject of the clause in which "its" stands, where no other thing stands between."""
    thing = passage.heads[token]
    if passage.deps[thing] in (*_SUBJECTS, "appos", "attr"):  # what "was its name" is another's
        return _UNDECIDED
    verb = passage.governor(thing)
    subject = passage.subject_of(verb)
    if subject is None or subject > token:
        return _UNDECIDED
    key = discourse.here.get(subject)
    if not _is_body(discourse, key) or _rival_between(discourse, passage, subject, token):
        return _UNDECIDED
    return Choice(key, "the subject of its clause")


def _rival_between(discourse: Discourse, passage: Passage, first: int, token: int) -> bool:
    """Return whether another thing in the singular stands between a subject and "its" that could own as well."""
    subject = discourse.here.get(first)
    for at in range(first + 1, token):
        key = discourse.here.get(at)
        if key is not None and key != subject and discourse.traces[key].kind in _RIVALS:
            return True
        if passage.tags[at] == "NN" and passage.deps[at] in ("dobj", "dative", "nsubj", "nsubjpass", "pobj") and _is_certain(passage, at):
            return True
    return False


def _is_certain(passage: Passage, noun: int) -> bool:
    """Return whether a noun has an article: it is a thing that can have others."""
    return any(passage.deps[kid] == "det" for kid in passage.kids[noun])


def _subject_above(discourse: Discourse, passage: Passage, verb: int) -> Choice | None:
    """Return the body that is the subject of the clause that holds the clause of ``verb``; None where there is none."""
    at = verb
    for _ in range(_MAX_CLIMB):
        if passage.heads[at] == at or passage.deps[at] not in _EMBEDDED:
            return None
        at = passage.heads[at]
        subject = next((kid for kid in passage.kids[at] if passage.deps[kid] in _SUBJECTS), None)
        if subject is not None:
            key = discourse.here.get(subject)
            return Choice(key, "the subject of the clause around it") if _is_body(discourse, key) and subject < verb else _UNDECIDED
    return None


def _from_before(discourse: Discourse) -> Choice:
    """Return the body that is the subject of the sentence before, where that has no rival among subjects, or the one body there."""
    at = discourse.sentence - 1
    near = [trace for trace in discourse.present() if trace.kind in BODIES and (_in(trace, at) or _in(trace, at + 1))]
    subjects = [trace for trace in near if any(one.role == SUBJECT for one in _in(trace, at))]
    now = [trace for trace in near if _in(trace, at + 1)]
    if len(subjects) == 1 and subjects[0].kind in BODIES and not [trace for trace in now if trace is not subjects[0]]:
        return Choice(subjects[0].key, "the subject of the sentence before")
    return _UNDECIDED


def _in(trace: Trace, sentence: int) -> list[Spoken]:
    return [one for one in trace.mentions if one.sentence == sentence and not one.quoted]


def _is_body(discourse: Discourse, key: Key | None) -> bool:
    return key is not None and discourse.traces[key].kind in BODIES


def _one_body(discourse: Discourse, passage: Passage, key: Key | None) -> bool:
    """Return whether ``key`` is the only body or thing that the sentence has named so far, besides what stands in its own phrase."""
    own = [at for at, one in discourse.here.items() if one == key]
    others = [at for at, one in discourse.here.items() if one != key and discourse.traces[one].kind in _RIVALS]
    return all(any(passage.left[at] <= other <= passage.right[at] for at in own) for other in others)
