"""Countries that play: a country's name stays a place's, but where its team is meant ("Norway drew with Chile") the name says no place.

A country plays where it does in its clause what only teams do, unless the article has a word of war; in a sentence or an article that speaks of games
also where it does what teams do; in an article of games throughout wherever nothing says that the country is meant.
"""

from collections.abc import Sequence

from transforms.text.lexicon import reporting, sport
from transforms.text.lexicon.names import lexicon
from transforms.text.lexicon.verbs import lemma
from transforms.text.names import grounds, teams
from transforms.text.names.spans import Span
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_TOPICS = 4
"""Words of games, all different, that make a report of one."""
_COUNTRIES = frozenset((("england",), ("scotland",), ("wales",), ("northern", "ireland")))
"""What has a team of its own and no seat in the world."""
_SUBJECT = ("nsubj", "nsubjpass")
_LOST_TO = frozenset(("lose",))
_DRAWN_WITH = frozenset(("draw", "tie"))
_WITH = frozenset(("with", "against"))
_OF_GAMES = sport.TOPICS | sport.CONTESTS


def playing(reading: Reading, spans: Sequence[Span]) -> frozenset[int]:
    """Return the source offsets at which those of ``spans`` begin that name countries and mean their teams."""
    countries = [span for span in spans if span.label == "LOC" and _is_country(span)]
    if not countries:
        return frozenset()
    topics = len(reading.words.keys() & (sport.TOPICS | sport.TERMS))
    shown = sum(teams.is_shown(reading.passages[span.passage], span) for span in countries) if topics else 0
    throughout = topics > 1 and grounds.of_games_throughout(reading, shown)
    reported = topics >= _TOPICS or throughout
    fought = not sport.WARS.isdisjoint(reading.words)
    return frozenset(
        span.start
        for span in countries
        if _plays(reading.passages[span.passage], span, fought=fought, reported=reported, throughout=throughout)
    )


def _is_country(span: Span) -> bool:
    return lexicon().lowered.get(span.key) == "country" or span.key in _COUNTRIES


def _plays(passage: Passage, span: Span, *, fought: bool, reported: bool, throughout: bool) -> bool:
    if grounds.is_where(passage, span):
        return False
    if not fought and _is_team_alone(passage, span):
        return True
    low, high = passage.sentences[passage.sentence[span.first]]
    if (reported or not _OF_GAMES.isdisjoint(passage.lower[low:high])) and not _governs(passage, span):
        if teams.is_shown(passage, span) or teams.contends(passage, span, solo=False) or _is_beaten(passage, span):
            return True
        return throughout and grounds.is_no_place(passage, span)
    return False


def _governs(passage: Passage, span: Span) -> bool:
    """Return whether the name is the subject of what a government says, or of where a contest is held ("Norway hosted the final")."""
    root = teams.root_of(passage, span)
    if root is None or passage.deps[root] not in _SUBJECT:
        return False
    verb = passage.lower[passage.heads[root]]
    return verb in reporting.forms("government") or (lemma(verb) == "host" and not _has_named_opponent(passage, passage.heads[root]))


def _is_team_alone(passage: Passage, span: Span) -> bool:
    """Return whether the verb alone tells that a team is meant: it beats, draws with or loses to what is named, or does as several what teams
    do ("Norway face Chile").
    """
    root = teams.root_of(passage, span)
    if root is None:
        return False
    head = passage.heads[root]
    if passage.deps[root] == "pobj":
        verb = passage.heads[head]
        return passage.deps[head] == "prep" and _is_opposing(passage, verb, head)
    verb = head
    if not passage.is_verb(verb):
        return False
    word = lemma(passage.lower[verb])
    if passage.deps[root] == "dobj":
        subject = passage.child(verb, "nsubj")
        return word in sport.BEAT or (word in sport.MEET | {"play"} and subject is not None and _plays_as_several(passage, subject, verb))
    if passage.deps[root] not in _SUBJECT:
        return False
    opponent = any(
        passage.deps[kid] == "prep" and _is_opposing(passage, verb, kid) and _is_named(passage, kid) for kid in passage.kids[verb]
    )
    return opponent or _plays_as_several(passage, root, verb) or (word in sport.BEAT and _has_named_opponent(passage, verb))


def _is_opposing(passage: Passage, verb: int, preposition: int) -> bool:
    """Return whether the preposition stands before whom the verb says that a team lost to or drew with."""
    if not passage.is_verb(verb) or passage.child(verb, "dobj") is not None:
        return False
    word, small = lemma(passage.lower[verb]), passage.lower[preposition]
    return (word in _LOST_TO and small == "to") or (word in _DRAWN_WITH and small in _WITH)


def _is_named(passage: Passage, preposition: int) -> bool:
    return any(passage.deps[kid] == "pobj" and passage.tags[kid].startswith("NNP") for kid in passage.kids[preposition])


def _has_named_opponent(passage: Passage, verb: int) -> bool:
    """Return whether the object of the verb is a name without an article ("hosted Norway", no "hosted the World Cup")."""
    found = passage.child(verb, "dobj")
    return found is not None and passage.tags[found].startswith("NNP") and passage.child(found, "det") is None


def _plays_as_several(passage: Passage, subject: int, verb: int) -> bool:
    """Return whether one name is the subject of what teams do in a form for several, as teams alone are ("Norway face Chile")."""
    word = lemma(passage.lower[verb])
    alone = passage.tags[subject].startswith("NNP") and passage.child(subject, "conj", "cc") is None
    several = passage.tags[verb] == "VBP" and passage.child(verb, "aux") is None
    return alone and several and word in sport.MEET | sport.PLAY | sport.TEAM | sport.BEAT and word not in ("call", "sign", "upset")


def _is_beaten(passage: Passage, span: Span) -> bool:
    """Return whether the name stands behind the "by" of what is done to a team, with a score ("were held 2-2 by Norway", "beaten by Norway")."""
    root = teams.root_of(passage, span)
    if root is None or passage.deps[root] != "pobj" or passage.lower[passage.heads[root]] != "by":
        return False
    verb = passage.heads[passage.heads[root]]
    return passage.is_verb(verb) and lemma(passage.lower[verb]) in sport.BEAT | sport.MEET | {"hold"}
