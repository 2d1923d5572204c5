"""Seasons."""

import re

from transforms.text.lexicon.calendar import SEASON_MONTHS, SEASONS
from transforms.text.reading.clauses import FUTURE
from transforms.text.times import pieces
from transforms.text.times.context import Context, Match, Timex
from transforms.text.times.rule import rule

_VERBS = frozenset(("fall", "spring"))
_FROM_PUBLICATION = frozenset(("this", "last", "next", "this past", "the past", "this coming", "the coming", "coming", "past"))
_NAMED_FOR_IT = re.compile(r" (?:War|Olympi|Paralympi|Games|Palace|Garden)")
"""What follows a season in a name: "the Winter War"."""
_PLACED = re.compile(r"[\s,.;]|$")


def _is_season(context: Context, match: Match) -> bool:
    """Return whether the word is a season: "fall" and "spring" are other things as well, and a season without a word before it a modifier."""
    word, rel, tag = match["season"].lower(), (match["rel"] or "").lower(), context.tag(match.start("season"))
    if word in _VERBS and rel in ("", "of", "by", "since", "the same", "that", "during", "in", "next", "past"):
        placed = rel in ("in", "since", "by", "next") and _PLACED.match(context.after(match.end(), 1)) and tag in ("NN", "NNP")
        if not placed:
            return False
    if _NAMED_FOR_IT.match(context.text, match.end()):
        return False
    if tag.startswith("VB") or (word == "fall" and context.after(match.end(), 4) == " of "):
        return False
    return rel != "" or (
        tag in ("NN", "NNP") and re.search(r"\b(?:early|late|mid)[ -]$", context.before(match.start("season"), 6)) is not None
    )


def _season_value(context: Context, match: Match, season: str) -> str:
    """Return the value of a season seen from publication; a winter lies in two years and keeps its X where it is not told which."""
    rel, year, month = (match["rel"] or "").lower(), context.published.year, context.published.month
    first, last = SEASON_MONTHS[season]
    if rel in ("last", "this past", "the past", "the last", "past"):
        if season == "WI":
            return f"{year - 1}-WI"
        return f"{year if last < month else year - 1}-{season}"
    if rel in ("next", "this coming", "the coming", "coming"):
        return f"{year if first > month else year + 1}-{season}"
    if rel == "this":
        return "XXXX-WI" if season == "WI" and month <= 2 else f"{year}-{season}"
    if season == "WI":
        return "XXXX-WI"
    if context.direction(match) == FUTURE:
        return f"{year if last >= month else year + 1}-{season}"
    return f"{year if first <= month else year - 1}-{season}"


def _rel_season(context: Context, match: Match) -> Timex | None:
    rel, season = (match["rel"] or "").lower(), SEASONS[match["season"].lower()]
    start = match.start("season") if rel in ("in", "during", "since", "by", "of", "") else match.start()
    if match["plural"]:
        if match["season"].lower() in _VERBS or rel in ("each", "every"):
            return None
        return Timex("SET", f"XXXX-{season}", quant="EVERY", anchor="none", start=match.start("season"))
    if stated := match["year"] or context.shared.get(match, "year"):
        year = context.year_in(stated)
        anchor = "explicit" if stated[0].isdigit() else "publication"
        return Timex("DATE", f"{year}-{season}", anchor=anchor, start=start) if year else None
    if rel in ("each", "every"):
        return Timex("SET", f"XXXX-{season}", quant=rel.upper(), anchor="none")
    if not _is_season(context, match):
        return None
    if rel in ("the next", "the following") and context.story.year and context.direction(match) != FUTURE:
        after = context.story.month is None or SEASON_MONTHS[season][0] <= context.story.month[1]
        return Timex("DATE", f"{context.story.year + after}-{season}", anchor="narrative")
    if rel in ("that", "the same", "that same"):
        known = context.story.year
        return Timex("DATE", f"{known or 'XXXX'}-{season}", anchor="narrative" if known else "none")
    told = context.told_year(match, SEASON_MONTHS[season][0]) if rel not in _FROM_PUBLICATION else None
    if told is not None:
        return Timex("DATE", f"{told}-{season}", anchor="narrative", start=start)
    value = _season_value(context, match, season)
    return Timex("DATE", value, anchor="none" if value.startswith("XXXX") else "publication", start=start)


REL_SEASON = rule(
    "rel_season",
    "a season",
    r"spring|summer|autumn|fall|winter",
    rf"\b(?:(?P<rel>{pieces.REL}|in|each|every|during|since|by|of) )?(?P<season>{pieces.SEASON})(?P<plural>s)?(?:(?: of|,)? (?P<year>{pieces.YEAR4}"
    rf"|{pieces.YEAR_WORD}|last year|this year|next year)(?:[-\u2013/](?:\d{{4}}|\d\d))?)?\b(?!-\d)",
    _rel_season,
)
