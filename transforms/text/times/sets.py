"""How often: every day, twice a week, monthly."""

import re
from fractions import Fraction

from transforms.text.lexicon.calendar import PARTS_OF_DAY
from transforms.text.times import pieces, values
from transforms.text.times.context import Context, Match, Timex
from transforms.text.times.durations import qualified
from transforms.text.times.rule import rule
from transforms.text.times.words import scaled, timex_unit, unit_of

_BOUNDS = frozenset(("than", "about", "just", "only", "nearly", "almost", "within", "over", "under", "least"))
"""Words before "a week" that make it a length, not a rate."""
_LENGTHS = _BOUNDS | {"in"}
_NO_RATES = _BOUNDS | {"half", "later", "then", "not"}
_DISTANCES = frozenset(
    ("mile", "miles", "kilometre", "kilometres", "kilometer", "kilometers", "km", "kms", "metre", "metres", "meter", "meters", "feet")
)
"""Units that make a speed with the time behind them: "90 miles an hour"."""
_OFTEN = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "fortnightly": "P2W", "monthly": "P1M",
    "bimonthly": "P2M", "quarterly": "P3M", "annually": "P1Y", "annual": "P1Y", "yearly": "P1Y", "semiannual": "P6M",
    "semi-annual": "P6M", "biannual": "P6M",
}  # fmt: skip
_ALWAYS = frozenset(("hourly", "daily", "fortnightly", "monthly", "weekly", "annually", "yearly"))
"""Of these, the words that say how often also as adjectives."""


def _each_other(context: Context, match: Match) -> Timex | None:
    if match["freq"]:
        times = match["freq"].lower().split()[0]
        often = Fraction({"once": 1, "twice": 2}[times]) if times in ("once", "twice") else values.number(times)
        value = values.duration(Fraction(1), timex_unit(unit_of(match["unit2"])))
        return Timex("SET", value, freq="XX" if often is None else f"{often}X", anchor="none")
    text = match["num"].lower()
    count: Fraction | None
    if text == "other":
        count = Fraction(2)
    elif text.startswith("half"):
        count = Fraction(1, 2)
    else:
        count = values.number(text) or (Fraction(nth) if (nth := values.ordinal(text)) else None)
    factor, letter = scaled(unit_of(match["unit"]))
    return Timex("SET", values.duration(count * factor if count else None, letter), quant="EVERY", anchor="none")


def _word_before(context: Context, start: int) -> tuple[str, str]:
    """Return word (lower case) and tag of the token before ``start``, blanks left out; empty where none is."""
    if not start:
        return "", ""
    passage, i = context.passage, context.token(start - 1)
    if i > 0 and not passage.words[i].strip():
        i -= 1
    return passage.lower[i], passage.tags[i]


def _one_long(context: Context, match: Match, unit: str) -> Timex:
    mod, start = qualified(context, match.start(), "DURATION")
    return Timex("DURATION", values.duration(Fraction(1), timex_unit(unit)), mod, anchor="none", start=start)


def _rate(context: Context, match: Match) -> Timex | None:
    per, word = match["per"].lower(), match["unit"].lower()
    unit = unit_of(word)
    if word == "second":
        return None
    if unit.startswith("T") and _word_before(context, match.start())[0] in _DISTANCES:
        return None
    if word in ("season", "semester", "trimester", "fortnight", "night", "quarter", "millennium") and per != "per":
        return None
    if re.match(r" (?:after|before)\b", context.after(match.end(), 8)):
        return _one_long(context, match, unit)
    before, tag = _word_before(context, match.start())
    if per == "per" or (tag in ("NN", "NNS", "CD", "NNP", "RB", "$") and before not in _NO_RATES):
        value = values.duration(Fraction(1), timex_unit(unit)) if unit not in ("S", "H", "L", "WE") else "PXX"
        return Timex("SET", value, quant="EVERY", anchor="none")
    if unit == "WE" or (word == "day" and (tag.startswith("VB") or before == "on")):
        return None
    if tag in ("IN", "TO", "RP", "PRP") or tag.startswith("VB") or before in _LENGTHS:
        return _one_long(context, match, unit)
    return None


def _every_part(context: Context, match: Match) -> Timex:
    return Timex("SET", f"XXXX-XX-XXT{PARTS_OF_DAY[match['part'].lower()]}", quant=match["every"].upper(), anchor="none")


def _set_word(context: Context, match: Match) -> Timex | None:
    word = match["word"].lower()
    tag = context.tag(match.start())
    if (word == "daily" and tag in ("NN", "NNP")) or (word not in _ALWAYS and tag != "RB"):
        return None
    if match.group()[0].isupper() and context.is_named(match.start(), "ORG", "WORK_OF_ART", "PERSON"):
        return None
    return Timex("SET", _OFTEN[word], quant="EVERY", anchor="none")


EACH_OTHER = rule(
    "each_other",
    "how often by a count of units",
    (r"every|each|once|twice|times", rf"{pieces.UNIT}\b"),
    rf"\b(?:(?P<every>every|each) (?P<num>other|few|couple of|{pieces.EXACT}|{pieces.ORD_WORD}|half[- ]) ?(?P<unit>{pieces.UNIT})"
    rf"|(?P<freq>once|twice|(?:{pieces.CARD}|\d{{1,3}}|several|many|three or four) times) (?P<a>a|an|per|each|every) (?P<unit2>{pieces.UNIT1}))\b",
    _each_other,
)
RATE = rule(
    "rate",
    "one unit, each or as a length",
    (rf"\b{pieces.UNIT1}\b", r"\b(?:per|an?)\b"),
    rf"(?:\b(?P<per>per|an?) (?P<unit>{pieces.UNIT1}))\b(?!-| ago| earlier(?! than)| later(?! than)| old|'s| or so| and a half| from now)",
    _rate,
)
EVERY_PART = rule(
    "every_part",
    "a part of every day",
    (r"\b(?:every|each)\b", pieces.POD),
    rf"\b(?P<every>every|each) (?:single )?(?P<part>{pieces.POD})\b(?!['\u2019])",
    _every_part,
)
SET_WORD = rule(
    "set_word",
    "how often in one word",
    r"ly\b",
    r"\b(?P<word>hourly|daily|nightly|weekly|biweekly|fortnightly|monthly|bimonthly|quarterly|annually|annual|yearly|semiannual"
    r"|semi-annual|biannual)\b",
    _set_word,
)
