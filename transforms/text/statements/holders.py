"""Who may say or think what: a source that syntax found in, whether it may hold such a content out."""

from transforms.text.lexicon import reporting, titles
from transforms.text.lexicon.verbs import lemma
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage
from transforms.text.statements import lexicon
from transforms.text.statements.attribution import Attribution
from transforms.text.statements.phrases import head_of

_VIEWS = frozenset(["believed", "intended", "praised", "criticised", "promised", "demanded", "declined", "asked"])
"""Stances that take somebody who thinks."""
_THINGS = frozenset(["PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "LANGUAGE"])
"""Types of names that think nothing."""
_BLOWS = frozenset(["attack", "attacks"])
_LANDS = frozenset(["GPE", "LOC", "NORP"])
_CAUSES = frozenset(["make", "let", "help", "have"])
_ABLE = frozenset(["tell", "know", "find"])
_SPEAKERS = frozenset(["PERSON", "ORG", "GPE", "NORP"])
_NO_ANTECEDENT = frozenset(["it", "there", "that", "this", "these", "those", "what", "nothing", "something", "everything", "anything"])
_EXPLETIVE = frozenset(["be", "take", "seem"])
"""Verbs with which "it" stands for what follows."""
_EXHIBITS = frozenset(["table", "map", "chart", "graph", "graphic", "gallery", "photo", "photograph", "picture", "image"])
"""What shows only what it holds."""
_AIMS = frozenset(["look", "hope", "aim", "seek"])
_WORRIES = frozenset(["doubt", "fear", "concern", "worry", "hope", "question"])
"""What events raise, too."""
_CLIMB = 6
_NOBODY = frozenset(["no", "nobody", "none"])
_REFLEXIVE = frozenset(["himself", "herself", "itself", "themselves", "ourselves", "myself", "yourself"])


def may_hold(reading: Reading, p: Passage, item: Attribution) -> bool:
    """Return whether the source of ``item`` may say or think such a thing."""
    source = item.source or (0, 0)
    if source[1] - source[0] == 1 and p.lower[source[0]] in lexicon.MANNERS and not p.tags[source[0]].startswith("NNP"):
        return False
    pronoun = head_of(p, source)
    head = _antecedent(p, pronoun)
    word = p.lower[head]
    clause = p.clauses.get(item.head)
    if word in _REFLEXIVE or (p.lower[source[0]] == "with" and p.tags[source[0]] == "IN"):
        return False  # "with the fair expected to open on Monday"
    if item.rule.startswith("a clause of a verb outside") and word == "it":
        return False  # "it is striking that"
    if (
        _is_exhibit(p, item, word)
        or _only_meets(reading, p, item, head)
        or _only_aims(reading, p, item, head)
        or _only_raises(reading, p, item, head)
    ):
        return False
    if p.tags[head] == "DT" and word in _NO_ANTECEDENT and p.tags[item.head] == "VBG" and head == pronoun:
        return False  # "this is a way of saying"
    if p.tags[item.head] == "VB" and p.deps[item.head] == "ccomp" and lemma(p.lower[p.heads[item.head]]) in _CAUSES:
        return False  # "makes us question"
    if p.tags[head] == "JJ" and source[1] - source[0] == 1 and p.is_title:
        return False
    if p.tags[head] in ("DT", "PDT") and word in ("every", "no", "a", "an", "the"):
        return False  # no noun was found
    if word == "it" and clause is not None and not clause.subject_is_own and lemma(p.lower[p.heads[head]]) in _EXPLETIVE:
        return False  # "it is hard to imagine", "it took a day to say"
    name = reading.name_at(p.start + p.starts[head])
    if item.frame == "noun" and item.word in _BLOWS and name is not None and name.entity_type in _LANDS:
        return False  # a country's attack is no criticism
    if p.lower[source[0]] in _NOBODY and (item.frame != "clause" or item.word == "know"):
        return False  # "no one thanked the board"
    if item.word == "support" and (
        _only_holds(reading, p, item, pronoun, head) or (clause is not None and clause.modal in ("can", "could"))
    ):
        return False  # "the tool can support your work"
    if item.word in _ABLE and clause is not None and clause.modal in ("can", "could") and p.child(item.head, "dobj", "dative") is None:
        return False  # "the scanner can tell whether", "users can know what"
    if item.word == "refer" and (p.lower[head] in _NO_ANTECEDENT or not (is_somebody(p, head) or (name and name.entity_type in _SPEAKERS))):
        return False  # a term refers to what it means
    views = item.stance in _VIEWS
    shows = reporting.has_trait(item.word, "shows") or (item.frame == "adjective" and item.stance == "asserted")
    if shows and p.lower[pronoun] == "which" and not lexicon.is_document(word):
        return False  # "they won again, which shows that"
    if not (views or shows) or (item.frame == "complement" and not views):
        return True
    if shows and item.frame == "object" and item.word == "show":
        return lexicon.is_document(word)
    if word == "it":
        return True
    if word in _NO_ANTECEDENT:
        return False
    if name is not None:
        return name.entity_type not in _THINGS
    if p.tags[head] == "PRP" and word != "they":
        return True
    if p.tags[head].startswith("NNP") or not p.tags[head].startswith("N"):
        return not shows or item.frame != "object" or lexicon.is_document(word)
    if lexicon.is_document(word):
        return not (views and item.stance in ("believed", "intended") and item.frame != "clause")
    if ((views and item.frame == "object") or shows) and p.tags[head] == "NN" and not (is_somebody(p, head) or word in lexicon.PEOPLE):
        return False  # "the gas jet blasts the sample"
    relative = head != pronoun and p.tags[head] == "NN"  # of things, "that" and "which" are said more often than of people
    return not lexicon.is_thing(word) and (not relative or lexicon.is_group(word) or titles.is_office(word))


def is_somebody(p: Passage, head: int) -> bool:
    """Return whether the word ``head`` is a pronoun or noun for people: an office, a body, one who does something ("farmer")."""
    word = p.lower[head]
    does = word.removesuffix("s").endswith(lexicon.DOERS) and reporting.noun(word) is None  # an "offer" offers nothing
    return p.tags[head] in ("PRP", "WP") or titles.is_office(word) or lexicon.is_group(word) or does


def is_thing(reading: Reading, p: Passage, head: int) -> bool:
    """Return whether the word ``head`` is certainly nobody and no body of people: "it", "there", a singular noun for a thing, an abstract noun; a
    noun for people of something that is none ("the source of the leak").
    """
    word = p.lower[head]
    if word in _NO_ANTECEDENT:
        return True
    of = next((kid for kid in p.kids[head] if p.lower[kid] == "of"), None)
    inner = None if of is None else p.child(of, "pobj")
    if inner is not None and word.removesuffix("s") in lexicon.PEOPLE:
        return is_thing(reading, p, inner)
    if p.tags[head] not in ("NN", "NNS") or is_anybody(reading, p, head) or not titles.of(word).kinds.isdisjoint(("person", "kin")):
        return False
    return p.tags[head] == "NN" or lexicon.is_thing(word) or reporting.noun(word) is not None


def _antecedent(p: Passage, head: int) -> int:
    """Return the noun that the relative pronoun ``head`` stands for, or ``head`` itself."""
    if not p.tags[head].startswith("W") or p.lower[head] == "who":
        return head
    at = p.heads[head]
    for _ in range(_CLIMB):
        if p.deps[at] == "relcl" or p.heads[at] == at:
            break
        at = p.heads[at]
    return p.heads[at] if p.deps[at] == "relcl" else head


def _is_exhibit(p: Passage, item: Attribution, word: str) -> bool:
    """Return whether a table or picture shows what it holds: "this table shows the cases by county", "the photo shows him holding a nest"."""
    if item.word != "show" or word.removesuffix("s") not in _EXHIBITS:
        return False
    clause = p.last_child(item.head, "ccomp")
    return item.frame == "object" or (clause is not None and p.tags[clause] == "VBG" and p.child(clause, "aux", "mark") is None)


def _only_meets(reading: Reading, p: Passage, item: Attribution, head: int) -> bool:
    """Return whether a person only comes upon another who does something: "Doe found the man walking on the road"."""
    clause = p.last_child(item.head, "ccomp") if item.word == "find" and p.tags[item.head] == "VBD" else None
    if clause is None or p.tags[clause] != "VBG" or p.child(clause, "aux", "mark") is not None:
        return False
    name = reading.name_at(p.start + p.starts[head])
    return name is not None and name.entity_type == "PERSON"


def _only_holds(reading: Reading, p: Passage, item: Attribution, pronoun: int, head: int) -> bool:
    """Return whether things support something and nobody praises it: "pillars that support the roof", "the data supported the claim"."""
    relative = pronoun != head and p.lower[pronoun] in ("that", "which")
    evidence = p.lower[head] in lexicon.ACCOUNTS or p.lower[head] == "evidence"
    return item.frame == "object" and p.tags[head] in ("NN", "NNS") and (evidence or (relative and not is_anybody(reading, p, head)))


def _only_aims(reading: Reading, p: Passage, item: Attribution, head: int) -> bool:
    """Return whether a thing is only likely to do what ``item`` says: "some snow looks to form", "the app aims to help", "the drought threatens the
    herds"; its source is a common noun for nobody and for no body of people.
    """
    threatens = item.word == "threaten" and item.frame in ("infinitive", "object")
    if not (threatens or item.frame == "infinitive") or p.tags[head] not in ("NN", "NNS"):
        return False
    return (threatens or (item.stance == "intended" and item.word in _AIMS)) and not is_anybody(reading, p, head)


def _only_raises(reading: Reading, p: Passage, item: Attribution, head: int) -> bool:
    """Return whether a deed or an event gives rise to a doubt that nobody has voiced: "the strike raised fears of a shortage"."""
    if item.word.removesuffix("s") not in _WORRIES or item.frame != "noun" or not p.tags[head].startswith("NN"):
        return False
    if not any(p.lower[j].startswith("rais") for j in range(*item.cue)):
        return False
    return not is_anybody(reading, p, head)


def is_anybody(reading: Reading, p: Passage, head: int) -> bool:
    """Return whether the noun ``head`` is a name of somebody or of a body of people, or a noun for one."""
    name = reading.name_at(p.start + p.starts[head])
    if name is not None:
        return name.entity_type not in _THINGS
    return is_somebody(p, head) or p.lower[head].removesuffix("s") in lexicon.PEOPLE or p.tags[head].startswith("NNP")
