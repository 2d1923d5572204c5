"""Years, decades, centuries and fiscal years."""

import re

from transforms.text.lexicon import addresses, numbers
from transforms.text.lexicon.calendar import MONTHS
from transforms.text.lexicon.nouns import SAME_IN_PLURAL
from transforms.text.times import pieces, values
from transforms.text.times.context import NO_SPAN, Context, Match, Timex
from transforms.text.times.rule import rule
from transforms.text.times.words import decade_of, year_of

_NOT_YEAR_AFTER = re.compile(
    r" ?(?:%|percent|per cent|points?|million|billion|trillion|thousand|hundred|people|dollars|feet|foot|meters|metres|miles|km"
    r"|kilomet|pounds|tons"
    r"|tonnes|shares|yen|euros|marks|francs|cents|square|mph|hours|minutes|seconds|days|weeks|months|years|troops|soldiers|jobs|homes|units"
    r"|employees|workers|votes|calories|[a-z]+ed people|p\.m|a\.m|gmt|utc|mb|mhz|mm|cm|kg|lbs?\b|acres|barrels|degrees|block of"
    r"|avenue|street)",
)
_NOT_YEAR_BEFORE = re.compile(
    r"(?:\b(?:no\.|number|nos\.|#|room|route|highway|flight|page|pages|section|article|about|nearly|almost|over|than|some|least"
    r"|up to|around|model"
    r"|exactly|to about|only|just|boeing|airbus|at|index|rs|dlrs|usd|c\$|apt\.|box|channel|building|suite|unit|class|office|windows"
    r") ?|[$\u00a3\u20ac]\s?)$",
)
_YEAR_CUE = re.compile(
    r"\b(?:in|since|by|until|till|from|of|during|before|after|between|to|through|year|early|late|mid|around|circa|c\.|ca\.|january"
    r"|february|march"
    r"|april|may|june|july|august|september|october|november|december|spring|summer|fall|autumn|winter|and|or|the|back in|born|due"
    r"|for)[ (-]+$",
)
_WEAK_CUE = re.compile(r"(?<!\d\d\d\d )\b(?:for|and|or|of) \Z")
"""Cues behind which a count stands as well: "meals for 1950 pupils"."""
_STRONG_CUE = re.compile(r"\b(?:in|since|by|until|during|before|after|year) \Z")
_OF_THEM = re.compile(r" of (?:them|those|these|whom|which)\b")
_COUNTED = SAME_IN_PLURAL | {"more", "other", "additional", "new", "extra"}
"""What may follow a number that counts something, besides a plural."""
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def _is_named_number(context: Context, i: int) -> bool:
    """Return whether the number at token ``i`` belongs to the name before it: "Orion 1980"."""
    passage = context.passage
    if i == 0 or passage.deps[i] not in ("nummod", "appos", "nmod"):
        return False
    return passage.tags[i - 1] == "NNP" and passage.spaces[i - 1] and passage.lower[i - 1] not in MONTHS


def _end_of_year(context: Context, match: Match) -> Timex | None:
    unit = (match["unit"] or match["unit2"] or match["unit3"]).lower()
    if unit == "week":
        return None
    told = context.told_period(match, "M" if unit == "month" else "Y")
    if told is not None:
        told.mod = "END"
        return told
    if unit == "month":
        return Timex("DATE", values.month(context.published.year, context.published.month), mod="END")
    return Timex("DATE", f"{context.published.year}", mod="END")


def _decade_word(context: Context, match: Match) -> Timex | None:
    """Return the decade of a word ("the sixties"), None for an age."""
    if re.search(r"\b(?:in|into|reached) (?:his|her|their|its) (?:early |late |mid-?)?$", context.before(match.start(), 24)):
        return None
    index = _DECADES.index(match["word"].lower()) + 2
    return Timex("DATE", f"19{index}", anchor="explicit") if index >= 3 or context.published.year < 2020 else None


def _decade(context: Context, match: Match) -> Timex | None:
    if match["word"]:
        return _decade_word(context, match)
    text = match["dec"] or match["short"] or match["short2"]
    decade = decade_of(text, context.published)
    if decade is None:
        return None
    if match["short"] and (
        not re.match(r"['\u2018\u2019]", text)
        or re.search(
            r"\b(?:his|her|their|my|our|the low|the high|the upper) (?:early |late |mid[- ]?)?$", context.before(match.start(), 20)
        )
        or re.match(r" (?:percent|degrees|and \d0s)", context.after(match.end(), 10))
    ):
        return None
    start = match.start("short") if match["short"] and not match.group().lower().startswith("the ") else -1
    return Timex("DATE", decade, anchor="explicit", start=start)


def _century(context: Context, match: Match) -> Timex | None:
    if match["turn"]:
        return None
    if match["rel"]:
        shift = {"this": 0, "last": -1, "next": 1}[match["rel"].lower()]
        return Timex("DATE", f"{context.published.year // 100 + shift:02d}")
    number = values.ordinal(match["ord"])
    if number is None or not 1 <= number <= 30:
        return None
    before_christ = "BC" if match["era"] and match["era"].upper().startswith("B") else ""
    if match["unit"].lower() == "millennium":
        return Timex("DATE", f"{before_christ}{number - 1}XXX", anchor="explicit")
    if match["era"] and match["era"].upper().startswith("B"):
        return Timex("DATE", f"BC{number - 1:02d}", anchor="explicit")
    return Timex("DATE", f"{number - 1:02d}", anchor="explicit")


def _fiscal(context: Context, match: Match) -> Timex | None:
    if match["latest"]:
        text = match["latest"].lower()
        shift = -1 if "latest" in text or "earlier" in text else 0
        if re.match(r" (?:ended|ending|through)\b", context.after(match.end(), 10)):
            return Timex("DURATION", "P1Y", anchor="none")
        return Timex("DATE", f"{context.published.year + shift}", span=NO_SPAN)
    if match["before"]:
        return Timex("DATE", match["before"], anchor="explicit", span=NO_SPAN)
    year = match["year"]
    if match["year2"]:
        return Timex("DURATION", "P1Y", anchor="explicit")
    number = int(year) if len(year) == 4 else year_of("'" + year.strip("'"), context.published)
    return Timex("DATE", f"{number}", anchor="explicit", span=NO_SPAN) if number else None


def _last_year(first: int, text: str) -> int | None:
    """Return the year that ends a range from ``first``, of four digits or of the last two, None where they cannot be one.

    >>> _last_year(1991, "93"), _last_year(1999, "00"), _last_year(2003, "2007"), _last_year(2003, "2001")
    (1993, 2000, 2007, None)
    """
    last = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    if last <= first and len(text) == 2 and first % 100 == 99:
        last += 100
    return last if first < last <= first + 120 else None


def _first_year(context: Context, match: Match) -> Timex | None:
    """Return the first year of a range, None where two digits behind a year are more likely something else."""
    first, last = int(match["year"]), _last_year(int(match["year"]), match["last"])
    if last is None:
        return None
    placed = re.search(r"\b(?:in|of|from|the|years|during|for|since|and|,) $|\($", context.before(match.start(), 8))
    if len(match["last"]) == 2 and last - first != 1 and not placed and context.text[match.end()] != "\u2013":
        return None
    return Timex("DATE", f"{first:04d}", anchor="explicit")


def _end_year(context: Context, match: Match) -> Timex | None:
    """Return the last year of a range: the 93 of "1991-93"."""
    first = context.shared.get(match, "first")
    last = _last_year(int(first), match["last"]) if first else None
    return Timex("DATE", f"{last:04d}", anchor="explicit") if last else None


def _year_word(context: Context, match: Match) -> Timex | None:
    text = match["year"].lower()
    if text == "two thousand" and not match["the"]:
        return None
    if not match["the"] and match.end() + 1 < len(context.text):
        i = context.token(match.end() + 1)
        if context.passage.tags[i] == "NNS" or context.passage.lower[i] in ("percent", numbers.HUNDRED, *numbers.SCALES):
            return None
    year = year_of(text, context.published)
    return Timex("DATE", f"{year}", anchor="explicit") if year else None


def _is_counted(context: Context, match: Match, number: int) -> bool:
    """Return whether four digits without a cue count something or belong to a name, although they could be a year of today."""
    i = context.token(match.start("year"))
    dep = context.passage.deps[i]
    follows = context.passage.lower[i + 1] if i + 1 < len(context.passage) else ""
    counted = dep == "nummod" and (context.tag_after(i) == "NNS" or (follows in _COUNTED and context.is_counting(match.start("year"))))
    if counted and not re.search(r"\b(?:the|its|their|his|her|our) $", context.before(match.start(), 24)):
        return True
    if _is_named_number(context, i) and not re.match(r"[,.]? ?[A-Z]", context.text[match.end() : match.end() + 3]):
        return True
    return dep in ("dobj", "nsubj", "nsubjpass") and number % 100 == 0 and number != 2000


def _is_old_year(context: Context, match: Match, number: int) -> bool:
    """Return whether four digits behind a cue, between 1000 and 1900, stand where a year does."""
    i = context.token(match.start("year"))
    if context.passage.deps[i] not in ("pobj", "npadvmod", "nmod", "nummod", "conj", "appos", "ROOT"):
        return False
    if context.tag_after(i) in ("NN", "NNS", "NNP", "JJ"):
        return False
    return number % 10 != 0 or not re.search(r"\b(?:of|by|about|around|from|to) $", context.before(match.start(), 24))


def _year_of_era(context: Context, match: Match) -> Timex | None:
    """Return "88 BC" or "A.D. 79" as a year, None where something of British Columbia is counted ("300 B.C. residents")."""
    if context.tag(match.end() + 1).startswith("NN") and context.after(match.end(), 1) == " ":
        return None
    if match["first"]:
        return Timex("DATE", f"BC{int(match['first']):04d}", anchor="explicit")
    number, era = int(match["year"] or match["year2"]), (match["era"] or match["before"])
    return Timex("DATE", f"BC{number:04d}" if era.startswith("B") else f"{number:04d}", anchor="explicit")


def _year(context: Context, match: Match) -> Timex | None:
    number = int(match["year"])
    before, after = context.before(match.start(), 24), context.after(match.end(), 24)
    timex = Timex("DATE", f"{number:04d}", "ON_OR_AFTER" if match["beyond"] else None, anchor="explicit")
    if match["the"]:
        return timex
    if _NOT_YEAR_AFTER.match(after) or _NOT_YEAR_BEFORE.search(before):
        return None
    if _OF_THEM.match(after) and not _STRONG_CUE.search(before):
        return None
    if not _STRONG_CUE.search(before) and addresses.is_house_number(context.text, match.end()):
        return None
    cue = _YEAR_CUE.search(before) is not None and not (_WEAK_CUE.search(before) and context.is_counting(match.start("year")))
    if 1900 <= number <= context.published.year + 60:
        return timex if cue or not _is_counted(context, match, number) else None
    return timex if cue and 1000 <= number < 1900 and _is_old_year(context, match, number) else None


def _year_short(context: Context, match: Match) -> Timex | None:
    year = year_of("'" + match["year"], context.published)
    return Timex("DATE", f"{year}", anchor="explicit") if year else None


END_OF_YEAR = rule(
    "end_of_year",
    "the end of a unit",
    (r"\b(?:year|month|week)\b", r"\bend\b"),
    r"\b(?:(?:the )?(?P<unit>year|month|week)[- ]end|(?P<unit2>year|month)(?:'s|\u2019s)[- ]end|(?:the )?end of (?P<unit3>year|month))\b",
    _end_of_year,
)
DECADE = rule(
    "decade",
    "a decade",
    r"\d0s?\b|ties\b",
    r"\b(?:the )?(?P<dec>(?:1[0-9]|20)\d0(?:'|\u2019)?s)\b|(?:\b(?:the|early|late|mid)[ -])(?:the )?(?P<short>['\u2018\u2019]?\d0(?:'"
    r"|\u2019)?s)\b|['\u2018\u2019](?P<short2>\d0s)\b"
    r"|\b(?:the |nineteen[- ])(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b",
    _decade,
    needs=r"0s\b|0's|ies\b|\ds\b",
)
CENTURY = rule(
    "century",
    "a century or millennium",
    r"centur|millenni",
    rf"\b(?:the )?(?:(?P<ord>\d{{1,2}}(?:st|nd|rd|th)|{pieces.ORD_WORD})[- ](?P<unit>century|millennium)(?: (?P<era>B\.?C\.?(?:E\.?)?"
    rf"|A\.?D\.?))?|(?P<rel>this|last|next) century|(?P<turn>turn of the century))\b",
    _century,
)
FISCAL = rule(
    "fiscal",
    "a fiscal year",
    r"fiscal|financial|fy",
    rf"\b(?:the )?(?P<word>fiscal|financial|fy)(?: year)?[ -]?(?P<year>{pieces.YEAR4}|'\d\d|\d\d)(?:[-/](?P<year2>\d\d|\d{{4}}))?\b"
    rf"|\b(?:the )?(?P<before>{pieces.YEAR4}) (?:fiscal|financial) year\b"
    rf"|\b(?P<latest>the latest fiscal year|the (?:current )?fiscal year|the year-earlier fiscal year)\b",
    _fiscal,
)
FIRST_YEAR = rule(
    "first_year",
    "the first year of a range",
    r"\b\d{4}\b",
    r"(?<![\d$\u00a3\u20ac.,/-])\b(?P<year>1[5-9]\d\d|20[0-4]\d)(?= ?[-\u2013/] ?(?P<last>(?:1[5-9]\d\d|20[0-4]\d)|\d\d)\b(?![-/.,]\d|%))",
    _first_year,
    needs=r"\d{4} ?[-\u2013/] ?\d\d",
)
END_YEAR = rule(
    "end_year",
    "the last year of a range",
    "",
    r"(?<![\w.,$\u00a3\u20ac])(?P<last>(?:1[5-9]\d\d|20[0-4]\d)|\d\d)\b(?![-/.,]\d|%)",
    _end_year,
)
"""Not a row of the grammar: it is tried only behind the first year of a range (see ``sharing``)."""
YEAR_WORD = rule(
    "year_word",
    "a year in words",
    r"nineteen|eighteen|thousand|twenty",
    rf"\b(?P<the>the year )?(?P<year>{pieces.YEAR_WORD})\b",
    _year_word,
)
YEAR_OF_ERA = rule(
    "year_of_era",
    "a year with its era",
    r"[1-9]",
    r"(?<![\w.,$\u00a3\u20ac/])(?<![^\d]-)(?-i:(?P<first>[1-9]\d{0,3})(?=(?: ?[-\u2013] ?| to )[1-9]\d{0,3} ?B\.?C)"
    r"|(?:(?P<year>[1-9]\d{0,3}) ?(?P<era>B\.C\.(?:E\.)?|A\.D\.|C\.E\.|BCE?|AD|CE)"
    r"|(?P<before>A\.D\.|AD) (?P<year2>[1-9]\d{0,3}))(?!\w|[-.,]\d))",
    _year_of_era,
    needs=r"\d ?[bac]\.?[cde]|a\.?d\.? ?\d",
)
YEAR = rule(
    "year",
    "a year of four digits",
    r"(?:1\d|20)\d\d",
    rf"(?:(?<![\d$\u00a3\u20ac#.,:/-])|(?<=mid-)|(?<=pre-)|(?<=post-))\b(?P<the>the (?:calendar )?year )?(?P<year>{pieces.YEAR4})"
    rf"(?P<beyond> and beyond)?(?![\w:/]|['\u2019]?s\b(?<=0))",
    _year,
)
YEAR_SHORT = rule(
    "year_short",
    "a year of two digits",
    r"\b\d\d\b",
    r"(?<=[ (])['\u2018\u2019](?P<year>[3-9]\d|[0-3]\d)\b(?!s|['\u2019]| percent|%)",
    _year_short,
    needs=r"['\u2019]\d\d",
)
