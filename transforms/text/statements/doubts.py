"""Doubts: what syntax takes for an attribution and nobody said or thought; an attribution in, whether it is one out."""

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
_ANYBODY = frozenset(["one", "others", "some", "many", "anyone", "anybody"])
_REFLEXIVE = frozenset(["himself", "herself", "itself", "themselves", "ourselves", "myself", "yourself"])
_CAUSES = frozenset(["make", "let", "help", "have"])
_DUTIES = frozenset(["require", "oblige", "allow", "permit", "enable", "invite", "force", "compel", "entitle"])
"""Verbs with whose infinitive nobody has done anything yet, or not for himself."""
_CONDITIONS = frozenset(["if", "whether"])
_ASKED = frozenset(["asked", "asking"])
_INSTEAD = frozenset([("instead", "of"), ("rather", "than")])
_MEETS = frozenset(["seek", "welcome", "question"])
"""Verbs whose object, where it is somebody, is sought, received or interrogated."""
_WANTED = frozenset(["guest", "witness", "suspect", "boy", "girl", "teenager", "thief", "fugitive"])
_ABLE = frozenset(["tell", "know", "find"])
_SPEAKERS = frozenset(["PERSON", "ORG", "GPE", "NORP"])
_DOERS = ("er", "or", "ist", "ian", "ant", "ee", "man", "men", "woman", "women", "people")
"""Endings of nouns for people."""
_POINTERS = frozenset(["PRP", "DT", "WP", "WDT", "PRP$"])
"""Tags of words that say nothing by themselves."""
_NO_ANTECEDENT = frozenset(["it", "there", "that", "this", "these", "those", "what", "nothing", "something", "everything", "anything"])
_EXPLETIVE = frozenset(["be", "take", "seem"])
"""Verbs with which "it" stands for what follows."""
_SHORT = 6
"""Tokens of a content that may be a time, or only point to something, at most."""
_CLIMB = 6


def is_statement(reading: Reading, p: Passage, item: Attribution) -> bool:
    """Return whether ``item``, which syntax found, is a statement of somebody.

    It is none where the reader is addressed ("Support us", "if you want", "Do they agree?"), where its content only points to something
    ("thanked him", "said so"), and where what is spoken of cannot have the view ("the phone supports two cards").
    """
    if (
        _is_misread(p, item.head)
        or _is_undone(p, item)
        or _addresses_reader(p, item)
        or _only_points(reading, p, item)
        or _is_when(reading, p, item)
    ):
        return False
    return _needs_nobody(p, item) if item.source is None else _may_hold(reading, p, item)


def _is_misread(p: Passage, i: int) -> bool:
    """Return whether the parser took a noun for the verb ``i``: a clause that hangs on another and has neither subject nor conjunction ("stood firm
    in her opposition to the bank's plans to lend").
    """
    return (
        p.tags[i] in ("VBZ", "VBP") and p.deps[i] == "advcl" and p.child(i, "nsubj", "nsubjpass", "csubj", "mark", "advmod", "aux") is None
    )


def _is_undone(p: Passage, item: Attribution) -> bool:
    """Return whether nothing was said: a duty or a leave to say it ("was required to explain", "may request a ballot"), a question ("asked if she
    was interested"), what somebody did not do ("instead of praising"), a search for somebody ("seek driver"), a verb
    with its reflexive ("explained himself").
    """
    i = item.head
    above = p.heads[i]
    if p.tags[i] == "VB" and p.deps[i] in ("xcomp", "ccomp") and p.is_verb(above) and lemma(p.lower[above]) in _DUTIES:
        return True
    clause = p.clauses.get(i)
    if item.stance in ("demanded", "asked") and clause is not None and clause.modal in ("may", "can") and not clause.negated:
        return True
    verb = above if p.deps[i] == "acomp" else i
    mark = p.child(verb, "mark")
    if mark is not None and p.lower[mark] in _CONDITIONS and p.lower[p.heads[verb]] in _ASKED and p.deps[verb] in ("ccomp", "advcl"):
        return True
    if p.tags[i] == "VBG" and p.deps[i] == "pcomp" and above > 0 and (p.lower[above - 1], p.lower[above]) in _INSTEAD:
        return True
    if item.frame != "object" or not item.content:
        return False
    thing = p.last_child(i, "dobj")
    first = p.lower[item.content[0][0]]
    return first in _REFLEXIVE or (thing is not None and _is_met(p, item.word, thing))


def _is_met(p: Passage, verb: str, thing: int) -> bool:
    """Return whether somebody only meets the object ``thing`` of the verb, who is somebody: "seek driver", "welcomed the guests", "questioned the
    former minister".
    """
    word = p.lower[thing].removesuffix("s")
    somebody = word.endswith(_DOERS) or word in lexicon.PEOPLE or word in _WANTED or titles.is_office(word)
    return verb in _MEETS and p.tags[thing] in ("NN", "NNS") and somebody


def _addresses_reader(p: Passage, item: Attribution) -> bool:
    """Return whether the reader is told, asked or spoken of: an order, a question of the writer, "you"."""
    alone = p.lower[item.source[0]] if item.source is not None and item.source[1] - item.source[0] == 1 else ""
    if alone == "you":
        return True
    clause = p.clauses.get(item.head)
    if clause is None:
        return _asks(p, item)
    if item.word == "speak" and p.tags[item.head] == "VBG" and item.head == p.sentences[p.sentence[item.head]][0]:
        return True  # "Speaking of bridges, ..."
    if alone in _ANYBODY and clause.modality == "possible":
        return True  # "one could argue"
    if clause.modal == "should" and item.frame == "object":
        return True  # advice: "your daughter should thank the hosts"
    if p.tags[item.head] in ("VB", "VBP") and not clause.subject_is_own and item.cue[1] < len(p) and p.words[item.cue[1]] == ":":
        return True  # "but remember: ..."
    if item.source is None and p.tags[item.head] in ("VB", "VBP") and not clause.infinitive and not clause.passive and not clause.modal:
        return True
    return _asks(p, item)


def _asks(p: Passage, item: Attribution) -> bool:
    """Return whether the sentence of ``item`` is a question of the writer."""
    first, last = p.sentences[p.sentence[item.head]]
    head = p.heads[item.head] if p.deps[item.head] == "acomp" else item.head
    return p.deps[head] == "ROOT" and item.frame != "parenthetical" and any(p.words[j] == "?" for j in range(max(first, last - 2), last))


def _needs_nobody(p: Passage, item: Attribution) -> bool:
    """Return whether ``item``, of which the text names no speaker, is a statement all the same: a clause, or a passive."""
    clause = p.clauses.get(item.head)
    if clause is None:
        return item.frame == "noun" and item.stance not in ("intended", "promised")
    if clause.passive and item.frame == "object" and clause.modality == "possible":
        return False  # "might be blamed"
    return clause.passive or (item.frame in ("clause", "parenthetical") and not clause.infinitive)


def _is_when(reading: Reading, p: Passage, item: Attribution) -> bool:
    """Return whether the content is a time and nothing else: "their debate on Tuesday"."""
    if item.frame not in ("noun", "preposition", "object") or _length(item) > _SHORT:
        return False
    return all(reading.is_time(p, j) for start, end in item.content for j in range(start, end) if p.words[j][0].isalnum())


def _only_points(reading: Reading, p: Passage, item: Attribution) -> bool:
    """Return whether the content has no word of its own: "thanked him", "said nothing", "announced this on Friday"."""
    if _length(item) > _SHORT:
        return False
    words = [j for start, end in item.content for j in range(start, end) if p.words[j][0].isalnum()]
    if len(words) > 2:
        words = [j for j in words if not reading.is_time(p, j) and p.tags[j] != "IN"]
    return len(words) <= 2 and all(p.tags[j] in _POINTERS or p.lower[j] in lexicon.EMPTY for j in words)


def _length(item: Attribution) -> int:
    return sum(end - start for start, end in item.content)


def _may_hold(reading: Reading, p: Passage, item: Attribution) -> bool:
    """Return whether the source of ``item`` may say or think such a thing."""
    source = item.source or (0, 0)
    if source[1] - source[0] == 1 and p.lower[source[0]] in lexicon.MANNERS and not p.tags[source[0]].startswith("NNP"):
        return False
    pronoun = head_of(p, source)
    head = _antecedent(p, pronoun)
    word = p.lower[head]
    clause = p.clauses.get(item.head)
    if word in _REFLEXIVE:
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
    if item.word == "know" and p.lower[source[0]] in ("no", "nobody", "none"):
        return False
    if item.word == "support" and clause is not None and clause.modal in ("can", "could"):
        return False  # "the tool can support your work"
    if item.word in _ABLE and clause is not None and clause.modal in ("can", "could") and p.child(item.head, "dobj", "dative") is None:
        return False  # "the scanner can tell whether", "users can know what"
    if item.word == "refer" and (
        p.lower[head] in _NO_ANTECEDENT or not (_is_somebody(p, head) or (name and name.entity_type in _SPEAKERS))
    ):
        return False  # a term refers to what it means
    views = item.stance in _VIEWS
    shows = reporting.has_trait(item.word, "shows") or (item.frame == "adjective" and item.stance == "asserted")
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
    if ((views and item.frame == "object") or shows) and p.tags[head] == "NN" and not (_is_somebody(p, head) or word in lexicon.PEOPLE):
        return False  # "the gas jet blasts the sample"
    relative = head != pronoun and p.tags[head] == "NN"  # of things, "that" and "which" are said more often than of people
    return not lexicon.is_thing(word) and (not relative or lexicon.is_group(word) or titles.is_office(word))


def _is_somebody(p: Passage, head: int) -> bool:
    """Return whether the word ``head`` is a pronoun or noun for people: an office, a body, one who does something ("farmer")."""
    word = p.lower[head]
    return p.tags[head] in ("PRP", "WP") or titles.is_office(word) or lexicon.is_group(word) or word.removesuffix("s").endswith(_DOERS)


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
