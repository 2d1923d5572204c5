"""Words for present, past and future."""

import re

from transforms.text.reading.clauses import FUTURE, PAST
from transforms.text.times.context import Context, Match, Timex
from transforms.text.times.rule import rule


def _present(context: Context, match: Match) -> Timex | None:
    word = match.group().lower()
    before, after = context.before(match.start(), 16), context.after(match.end(), 16)
    if word == "now" and (
        re.match(r"-[a-z]", after)
        or (re.search(r"\b(?:every|from) $", before) and re.match(r" and again\b", after))
        or after.startswith(" and then")
    ):
        return None
    if word == "current" and (re.match(r"[,.;]", after) or re.match(r" (?:events|affairs)\b", after)):
        return None
    return Timex("DATE", "PRESENT_REF", anchor="none")


def _past_ref(context: Context, match: Match) -> Timex | None:
    word = match.group().lower()
    after = context.after(match.end(), 16)
    if (
        word.startswith("the ")
        and re.match(r" [a-z0-9]", after)
        and not re.match(r" (?:and|or|but|for|with|to|by|as|it|has|have|had|is|was|were|that|when|we|he|she|they|in|on|of)\b", after)
    ):
        return None
    return Timex("DATE", "PAST_REF", anchor="none")


def _future_ref(context: Context, match: Match) -> Timex | None:
    word = match.group().lower()
    before, after = context.before(match.start(), 12), context.after(match.end(), 16)
    if word == "soon" and (
        re.search(r"\b(?:as|so|too|how) $", before) or re.match(r" (?:after|as|afterwards?|before|became|enough after)\b", after)
    ):
        return None
    if word == "soon" and context.direction(match) == PAST:
        return None
    if word.endswith("term") and re.match(r" [a-z]", after) and not re.match(r" (?:and|but|is|will|as|for|by|to)\b", after):
        return None
    if word == "one day" and context.direction(match) != FUTURE:
        return None
    return Timex("DATE", "FUTURE_REF", anchor="none")


def _then(context: Context, match: Match) -> Timex | None:
    day = context.story.day
    return Timex("DATE", day.isoformat(), anchor="narrative") if day else Timex("DATE", "XXXX-XX-XX", anchor="none")


PRESENT = rule(
    "present",
    "the present",
    r"\bnow|current|present|\bpoint\b|\bdays\b",
    r"\b(?:right now|nowadays|these days|now|currently|current|presently|at present|at this point|the present(?: day| time)?|present-day)\b",
    _present,
)
PAST_REF = rule(
    "past_ref",
    "the past",
    r"recent|\bpast\b|\blately\b|\bago\b|\bold\b",
    r"\b(?:(?:more|most) recently|recently|recent|the (?:recent |distant )?past|lately|long ago|in the old days|some time ago"
    r"|not long ago)\b",
    _past_ref,
)
FUTURE_REF = rule(
    "future_ref",
    "the future",
    r"\b(?:soon|future|term|day|someday|date)\b",
    r"\b(?:(?:very )?soon|the (?:near|not-too-distant|not too distant|foreseeable|immediate|distant) future|the (?:near|long"
    r"|short) term|the future|one day|someday|some day|a later date)\b",
    _future_ref,
    needs=r"soon|future|term|one day|someday|date|later|come|coming",
)
THEN = rule("then", "the day spoken of", r"\bthen\b", r"\b(?:(?<=until )|(?<=by ))then\b", _then)
