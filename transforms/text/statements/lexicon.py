"""Words that matter to statements alone; the reporting words themselves are in ``transforms.text.lexicon.reporting``."""

from transforms.text.lexicon import data

NO_CLAUSE = data.words("statements/no_cue.txt")
"""Verbs that take clauses and attribute nothing ("make", "cause"), so that their clauses are no contents."""

ASPECTUAL = data.words("statements/aspectual.txt")
"""Verbs that stand before a cue verb and belong to the cue ("continued to insist", "began by saying")."""

NO_SPEAKER = data.words("statements/no_speaker.txt")
"""Words before a colon that are no speaker ("Correction")."""

SPEAKER_NOUNS = data.words("statements/speaker_nouns.txt")
"""Common nouns that are one in a headline ("Poll")."""

LIGHT = data.words("statements/light.txt")
"""Verbs that form one cue with their cue noun ("made the claim that", "expressed concern about")."""

EMPTY = data.words("statements/empty.txt")
"""Words that say nothing of what was said ("something", "goodbye")."""

SAID = data.words("statements/said.txt")
"""Nouns, in either number, for what is said that attribute nothing themselves ("offered his condolences")."""

ACCOUNTS = data.words("statements/accounts.txt")
"""Nouns for figures and findings that somebody makes known and that say nothing by themselves ("reported its results")."""

SPANS = data.words("statements/spans.txt")
"""Nouns for spans of time, which are no contents ("argued for decades that")."""

MANNERS = data.words("statements/manners.txt")
"""Nouns that alone are no speaker behind "by" or "according to" ("according to plan")."""

PEOPLE = data.words("statements/people.txt")
"""Nouns for somebody who may hold a view and whose ending does not say so ("aunt", "crowd")."""

STATES = data.words("statements/states.txt")
"""What somebody is when others find him, which they do not think but see ("found the man dead")."""

WON = data.words("statements/won.txt")
"""Nouns for what is claimed by winning or taking it ("title", "territory")."""

LOST = data.words("statements/lost.txt")
"""Nouns for what is conceded by letting the other side have it ("goal", "penalties")."""

CASES = data.words("statements/cases.txt")
"""Nouns for what is brought before a court, which closes it ("appeal", "lawsuit")."""

CHARGES = data.words("statements/charges.txt")
"""Nouns for what is said against somebody in court or elsewhere ("charges")."""

GRANTS = data.words("statements/grants.txt")
"""Nouns for what somebody gets or does not get ("bail", "entry")."""

OBSERVING = frozenset(("discover", "feel", "find", "hear", "know", "note", "see", "show"))
"""Verbs, in the dictionary form, that have no hearer: behind a clause and before an object they go on with the story ("..., they found a man")."""

DOERS = ("er", "or", "ist", "ian", "ant", "ee", "man", "men", "woman", "women", "people")
"""Endings of nouns for people."""

RECEIVING = data.words("statements/receiving.txt")
"""Verbs, in the dictionary form, whose object is the writing of another, so that it says itself what it tells ("received a letter saying")."""

_CIRCUMSTANCES = {row[0]: row[1] for row in data.table("statements/media.tsv")}
_DOCUMENTS = data.words("statements/documents.txt")
_THINGS = data.words("statements/things.txt")
_GROUPS = data.words("statements/groups.txt")
_ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "ure", "age", "ing")


def circumstance(noun: str) -> str | None:
    """Return whether ``noun``, in lower case, names a "medium" or an "occasion" of what is said, None where neither.

    >>> circumstance("letter"), circumstance("rally"), circumstance("river")
    ('medium', 'occasion', None)
    """
    return _CIRCUMSTANCES.get(noun)


def is_document(noun: str) -> bool:
    """Return whether ``noun``, in lower case and either number, is something written, filmed or counted that tells: a report, a poll.

    >>> is_document("polls"), is_document("river")
    (True, False)
    """
    return noun in _DOCUMENTS or noun.removesuffix("s") in _DOCUMENTS


def _singulars(noun: str) -> set[str]:
    """Return ``noun`` and what it may be the plural of."""
    return {noun, noun.removesuffix("s"), noun[:-3] + "y" if noun.endswith("ies") else noun}


def is_group(noun: str) -> bool:
    """Return whether ``noun``, in lower case and either number, is a body of people.

    >>> is_group("committees"), is_group("armies"), is_group("arm")
    (True, True, False)
    """
    return not _GROUPS.isdisjoint(_singulars(noun))


def is_thing(noun: str) -> bool:
    """Return whether ``noun``, in lower case and either number, thinks nothing: it is abstract by its ending, or in the list of things.

    >>> is_thing("decision"), is_thing("laws"), is_thing("administration"), is_thing("farmers")
    (True, True, False, False)
    """
    if is_group(noun):
        return False
    forms = _singulars(noun)
    return not _THINGS.isdisjoint(forms) or any(form.endswith(_ABSTRACT) for form in forms)
