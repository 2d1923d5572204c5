"""Places and teams in an article that speaks of games throughout: what says that a name means the place, where teams bear the names of places."""

import re

from transforms.text.lexicon import sport
from transforms.text.lexicon.folding import fold
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.names import wording
from transforms.text.names.spans import Span
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_TOPICS = 2
"""Words of games, all different, without which an article does not speak of games throughout."""
_COURSE = 2
"""Words, all different, sentences with a score and names shown as teams that tell the course of a game; without them the article is of something
else: a stadium, a bid."""
_SHARE = 0.6
"""Share of its sentences that speak of games."""
_SCORE = re.compile(r"(?<![\d:/–-])\b\d{1,3}[-–]\d{1,3}\b(?![\d:/%]|[-–.]\d)|[a-z)] \d{1,3},? [A-Z][^\n,;:]{1,40} \d{1,3}(?:$|[,.;:\n])")
_VOTING = frozenset(("vote", "voted", "votes", "voting", "council", "senate", "jury"))
"""Words beside which a score is one of votes."""
_OF_GAMES = sport.TOPICS | sport.TERMS | sport.STAFF | sport.REPORT
_PLACING = frozenset(("at", "of", "to", "from", "via", "towards", "toward", "into", "through", "visit", "visited"))
"""Words before a place that may be a team's, too."""
_PARTS = frozenset(
    ("north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "downtown", "greater", "nearby")
)


def of_games_throughout(reading: Reading, shown: int) -> bool:
    """Return whether most sentences of the article speak of games, in several words of them, and some tell the course of one or name its teams,
    of which ``shown`` stand beside a rank, a record, a score or an opponent.
    """
    topics = reading.words.keys() & sport.TOPICS
    if len(topics) < _TOPICS:
        return False
    course, speaking, total = shown + len(topics - sport.GENERAL), 0, 0
    for passage in reading.passages:
        total += len(passage.sentences)
        for (first, last), (start, end) in zip(passage.sentences, passage.sentence_bounds, strict=True):
            words = passage.lower[first:last]
            scored = _SCORE.search(passage.readable, start, end) is not None and _VOTING.isdisjoint(words)
            course += scored
            speaking += scored or not _OF_GAMES.isdisjoint(words)
    return course >= _COURSE and speaking >= _SHARE * total


def is_no_place(passage: Passage, span: Span) -> bool:
    """Return whether a known place's name stands where nothing says that the place is meant, neither a preposition that teams stand behind, too,
    nor brackets, nor a noun that it only describes ("the Orlin bus").
    """
    before = passage.lower[span.first - 1] if span.first else ""
    if before in _PLACING or before == "(" or lexicon().lowered.get(span.key) not in wording.SURE_PLACES or is_where(passage, span):
        return False
    if wording.place_type(span.key) in ("FAC", "LOC"):
        return False
    root = next((i for i in range(span.first, span.last) if not span.first <= passage.heads[i] < span.last), None)
    if root is None or passage.deps[root] not in ("compound", "nmod", "amod", "poss"):
        return True
    return passage.lower[passage.heads[root]] in _OF_GAMES


def is_where(passage: Passage, span: Span) -> bool:
    """Return whether the name means the place: behind a preposition that no team stands behind or a part of it ("north Orlin"), beside the region
    that it lies in or as that region ("Orlin, Ohio", "Orlin (Ohio)"), or before what a town has ("Orlin police", "Orlin-based").
    """
    words, first, last = passage.lower, span.first, span.last
    before = words[first - 1] if first else ""
    if (
        before in listed("locatives") - {"at", "from"}
        or before in _PARTS
        or words[last : last + 1] in ([name] for name in listed("townsfolk"))
    ):
        return True
    behind = passage.words[last : last + 2]
    if behind[:1] in (["-"], ["–"]) and len(behind) == 2 and behind[1] in ("based", "born", "area"):
        return True
    if len(behind) == 2 and behind[0] in (",", "(") and _is_region(behind[1]) and not _is_region(" ".join(passage.words[first:last])):
        return True
    return before in (",", "(") and first > 1 and _is_region(passage.words[first]) and _encloses(passage, span, before)


def _encloses(passage: Passage, span: Span, before: str) -> bool:
    """Return whether the region stands behind the name of what lies in it: in brackets, or between commas behind a name that is no region."""
    if before == "(":
        return passage.words[span.last : span.last + 1] == [")"]
    town = passage.words[span.first - 2]
    return town[:1].isupper() and not _is_region(town) and passage.words[span.last : span.last + 1] not in (["and"], ["or"])


def _is_region(word: str) -> bool:
    return lexicon().lowered.get((fold(word).casefold(),)) in ("region", "country")
