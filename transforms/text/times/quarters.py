"""Quarters and half years, and the periods that business news compares."""

import datetime
import functools
import re

from transforms.text.lexicon import data
from transforms.text.lexicon.calendar import MONTH_ANY, WEEKDAY_NAME, capitalised
from transforms.text.reading.clauses import FUTURE, PAST
from transforms.text.times import pieces, values
from transforms.text.times.context import NO_SPAN, Context, Match, Timex
from transforms.text.times.days import day_of
from transforms.text.times.rule import rule
from transforms.text.times.words import decade_of, year_of

_MONTHS = 3
"""Months of a quarter."""
_RESULTS = re.compile(r"(?: [\w-]+){0,2} (?:results?|earnings|figures|numbers|report|reports|update|sales|statement|call)\b")
_ON_DAY = re.compile(
    rf"\bon (?:(?:{capitalised(WEEKDAY_NAME)}),? )?(?P<day>(?:{capitalised(MONTH_ANY)})\.? \d\d?|\d\d? (?:{capitalised(MONTH_ANY)}))\b"
)
_OF_SOMETHING = re.compile(
    r" of (?:the|an?|this|that|its|his|her|their) (?!(?:current |same |previous |following |fiscal |financial |calendar )?year\b)"
)


@functools.cache
def _words_of(kind: str) -> re.Pattern[str]:
    """Return the pattern of the words that quarters of one ``kind`` are known by."""
    (words,) = [words.split("|") for name, words in data.table("times/quarters.tsv") if name == kind]
    forms = [
        re.escape(word) if len(word) == 1 else rf"\b{re.escape(word.rstrip('-'))}" + ("" if word.endswith("-") else r"\b") for word in words
    ]
    return re.compile("|".join(forms), re.IGNORECASE)


@functools.lru_cache(maxsize=8)
def _is_business(text: str) -> bool | None:
    """Return whether ``text`` speaks more of business than of matches, None where of both as much."""
    business, of_match = (len(_words_of(kind).findall(text)) for kind in ("business", "match"))
    return None if business == of_match else business > of_match


def _is_calendar(context: Context, match: Match) -> bool:
    """Return whether a quarter without a year is one of a year and not of a match or a book, by its sentence or else by the article."""
    if _OF_SOMETHING.match(context.after(match.end())):
        return False
    low, high = context.passage.sentence_span(match.start(), match.end())
    verdict = _is_business(context.text[low:high])
    return bool(_is_business(context.story.text) if verdict is None else verdict)


def _this_quarter(context: Context, shift: int = 0) -> str:
    """Return the quarter of publication, moved by ``shift`` quarters."""
    return values.quarter(context.published.year, (context.published.month - 1) // 3 + 1 + shift)


def _stated_year(context: Context, match: Match) -> tuple[int | None, str]:
    """Return the year that stands at a quarter, None where none does, and its anchor."""
    published, owner = context.published, (match["owner"] or "").lower()
    if owner:
        stated = re.search(r"\d{4}", owner)
        return (int(stated.group()), "explicit") if stated else (context.year_in(owner), "publication")
    if match["year"] or match["fy"]:
        return int((match["year"] or match["fy"])[-4:]), "explicit"
    if match["rel"]:
        rel = match["rel"].lower()
        return published.year + (0 if rel.startswith("this") else 1 if rel.startswith("next") else -1), "publication"
    return None, "publication"


def _nearest_year(context: Context, match: Match, number: int) -> int:
    """Return the year of the quarter ``number`` that is written without one."""
    year, current, direction = context.published.year, (context.published.month - 1) // 3 + 1, context.direction(match)
    if number <= current:
        return year + 1 if number == 1 and current == 4 and direction == FUTURE else year
    coming = number == current + 1 and current > 1 and direction != PAST
    return year if coming or direction == FUTURE else year - 1


def _every(number: int) -> Timex:
    """Return the quarter ``number`` of any year."""
    return Timex("SET", f"XXXX-Q{number}", quant="EVERY", anchor="none")


def _start(match: Match) -> int:
    """Return where the expression begins: in "the third-quarter results" the determiner is the noun's."""
    if (match["the"] or "").lower() == "a ":
        return match.start("ord")
    hyphened = match.string[match.end("ord")] == "-" and match["the"] and not match["owner"] and not match["ago"]
    return match.start("fiscal") if hyphened and match["fiscal"] else match.start("ord") if hyphened else -1


def _quarter(context: Context, match: Match) -> Timex | None:
    number = values.ordinal(match["ord"])
    if number is None:
        return None
    year, anchor = _stated_year(context, match)
    if match["plural"] and year is None:
        return _every(number)
    if year is None and not (match["fiscal"] or match["fiscal2"] or match["ago"] or _is_calendar(context, match)):
        return None
    if year is None:
        year = _nearest_year(context, match, number)
    if match["ago"]:
        year -= 1
    value = f"{year:04d}-Q{number}"
    if not match["ago"]:
        running = _this_quarter(context)
        if value < running or (value == running and context.story.quarter is None):
            context.story.quarter = value
        context.story.months = False
    return Timex(
        "DATE", value, anchor=anchor, start=_start(match), span=NO_SPAN if match["fiscal"] or match["fiscal2"] or match["fy"] else None
    )


def _quarter_number(context: Context, match: Match) -> Timex | None:
    """Return a quarter that is named at a neighbour in a series: the first of "the first and second quarters of 2023"."""
    number = values.ordinal(match["ord"])
    if number is None or context.shared.get(match, "quarter") is None:
        return None
    shared = context.shared.get(match, "year")
    stated = re.search(r"\d{4}", shared or "")
    year = int(stated.group()) if stated else context.year_in(shared)
    if year is None:
        return _every(number)
    fiscal = "fiscal" in (shared or "").lower()
    return Timex("DATE", f"{year:04d}-Q{number}", anchor="explicit" if stated else "publication", span=NO_SPAN if fiscal else None)


def _quarter_code(context: Context, match: Match) -> Timex | None:
    published, half = context.published, match["h"]
    number = int(half or match["q"] or match["q2"])
    if match["fy"]:
        fiscal = year_of(match["fy"] if len(match["fy"]) > 2 else "'" + match["fy"], published)
        return Timex("DATE", f"{fiscal}-{'H' if half else 'Q'}{number}", anchor="explicit", span=NO_SPAN) if fiscal else None
    if match["year"]:
        year = year_of(match["year"], published) or published.year
    elif half:
        return None
    else:
        year = published.year if number <= (published.month - 1) // 3 + 1 else published.year - 1
        day = _day_of_results(context, match)
        if day is not None and day > published:
            year = day.year if number <= (day.month - 1) // _MONTHS else day.year - 1
    return Timex("DATE", f"{year:04d}-{'H' if half else 'Q'}{number}", anchor="explicit" if match["year"] else "publication")


def _day_of_results(context: Context, match: Match) -> datetime.date | None:
    """Return the day that its sentence gives for the results of a quarter ("will publish its Q3 results on Oct. 24"), None without one."""
    if not _RESULTS.match(context.text, match.end()):
        return None
    border = context.passage.sentence_span(match.start(), match.end())[1]
    dated = _ON_DAY.search(context.text, match.end(), border)
    return day_of(context, dated["day"], dated) if dated else None


def _half(context: Context, match: Match) -> Timex | None:
    number = 1 if match["ord"].lower() == "first" else 2
    if match["dec"]:
        decade = decade_of(match["dec"], context.published)
        return Timex("DATE", decade, mod="START" if number == 1 else "END", anchor="explicit") if decade else None
    stated = match["year"] or match["fy"]
    if stated:
        year = f"20{stated[-2:]}" if stated[:2].lower() == "fy" else stated[-4:]
        return Timex("DATE", f"{year}-H{number}", anchor="explicit", span=NO_SPAN if match["fy"] else None)
    year = context.published.year + {"last year": -1, "next year": 1}.get(match["rel"].lower(), 0)
    return Timex("DATE", f"{year}-H{number}")


def _first_quarters(context: Context, match: Match) -> Timex | None:
    year = context.year_in(match["year"])
    half = 1 if match["ord"].lower() == "first" else 2
    return Timex("DATE", f"{year}-H{half}", anchor="explicit" if match["year"][0].isdigit() else "publication") if year else None


def _year_ago_adj(context: Context, match: Match) -> Timex | None:
    noun = (match["noun"] or match["adj"] or "").lower()
    start = match.start("y") if match["y"] and match.group().lower().startswith("a ") else -1
    if "month" in noun and noun.split()[0] != "month":
        count = values.number(noun.split()[0])
        return Timex("DURATION", values.duration(count, "M"), anchor="none", start=start)
    if "month" in noun:
        return Timex("DATE", values.month(context.published.year - 1, context.published.month), start=start)
    if "week" in noun:
        return None
    if context.story.months and "quarter" in noun:
        context.story.months = False
    value = context.a_year_before()
    return Timex("DATE", value, anchor="narrative" if context.story.quarter else "publication", start=start)


def _same_period(context: Context, match: Match) -> Timex | None:
    unit, rel = match["unit"].lower(), match["rel"].lower()
    year = re.search(r"\d{4}", rel)
    if unit in ("quarter", "period"):
        value = context.a_year_before()
        if year:
            value = f"{year.group()}{context.story.quarter[4:]}" if context.story.quarter else year.group()
        return Timex("DATE", value, anchor="narrative")
    if unit == "month":
        month = context.story.month or (context.published.year, context.published.month)
        return Timex("DATE", values.month(int(year.group()) if year else month[0] - 1, month[1]), anchor="narrative")
    return None


def _known_quarter(context: Context, shift: int = 0) -> Timex:
    """Return the quarter spoken of, moved by ``shift``, else the one before publication's."""
    known = context.story.quarter
    if known is None:
        return Timex("DATE", _this_quarter(context, -1))
    return Timex("DATE", values.quarter(int(known[:4]), int(known[6]) + shift), anchor="narrative")


def _quarter_rel(context: Context, match: Match) -> Timex | None:
    the, adj, unit = (match["the"] or "").lower().strip(), (match["adj"] or "").lower(), match["unit"].lower()
    if (not the and not adj) or context.after(match.end(), 4).startswith("-to-"):
        return None
    if unit == "quarter" and not match["ago"] and not _is_calendar(context, match):
        return None
    known = context.story.quarter
    if unit == "period" and adj not in ("latest", "most recent") and not adj.isdigit():
        return None
    if unit == "quarter":
        if the == "a":
            return None
        if the in ("last year's", "last year\u2019s") or match["ago"]:
            return Timex("DATE", context.a_year_before(), anchor="narrative")
        if adj in ("current", "this") or the.startswith("this year"):
            return Timex("DATE", known if known and adj != "current" and not the else _this_quarter(context))
        if adj in ("next", "last"):
            return Timex("DATE", _this_quarter(context, 1 if adj == "next" else -1))
        if adj in ("previous", "prior"):
            return _known_quarter(context, -1)
        if adj == "recent":
            return None
    if adj.isdigit():
        return Timex("DATE", f"{adj}{known[4:]}" if known else adj, anchor="explicit")
    return _known_quarter(context)


QUARTER = rule(
    "quarter",
    "a quarter by its number",
    r"quarter",
    rf"\b(?:(?P<owner>(?:this|last|next|that|the same|the following) (?:fiscal )?year(?:'s|\u2019s)|{pieces.YEAR4}(?:'s|\u2019s)"
    rf"|(?:the )?{pieces.YEAR4}(?= \w+[- ]q)) )?(?P<the>(?:the|a) )?"
    r"(?P<fiscal>fiscal |financial )?(?P<ago>(?:comparable )?year-(?:earlier|ago) )?(?P<fiscal2>fiscal |financial )?"
    rf"(?P<ord>{pieces.QORD}|last|final)[- ](?:fiscal |calendar )?quarter(?P<plural>s)?\b(?: (?:of (?:the )?|in )?(?:(?P<year>{pieces.YEAR4})"
    rf"|(?P<fy>fiscal {pieces.YEAR4})|(?P<rel>(?:this|last|next) (?:fiscal )?year|(?:a )?year (?:ago|earlier))))?",
    _quarter,
)
QUARTER_CODE = rule(
    "quarter_code",
    "a quarter or half year by its code",
    r"q[1-4]|[1-4]q|h[12]",
    rf"\b(?-i:(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q|H(?P<h>[12])))(?:(?: of)? ?(?P<year>{pieces.YEAR4}|'\d\d\b)"
    r"|(?: of)? (?:FY ?'?|fiscal (?:year )?'?)(?P<fy>20\d\d|\d\d)(?!\d))?\b",
    _quarter_code,
)
HALF = rule(
    "half",
    "a half of a year or decade",
    r"half",
    rf"\b(?P<the>the )?(?P<ord>first|second|last|latter) half(?: (?:of )?(?:(?P<year>{pieces.YEAR4})|(?P<fy>fiscal {pieces.YEAR4}|FY ?'?(?:20)?\d\d)"
    rf"|the (?P<dec>'?\d\ds"
    rf"|\d{{3}}0s)|(?P<rel>this year|last year|next year|the year|the (?:current )?fiscal year)))",
    _half,
)
FIRST_QUARTERS = rule(
    "first_quarters",
    "two quarters of a year",
    r"quarters",
    rf"\b(?:the )?(?P<ord>first|last) two quarters of (?P<year>{pieces.YEAR4}|this year|last year|next year)",
    _first_quarters,
)
YEAR_AGO_ADJ = rule(
    "year_ago_adj",
    "the same period of the year before",
    r"year",
    rf"\b(?:the |a )?(?:comparable |corresponding |same )?(?P<y>(?:a )?year[- ]"
    rf"(?:earlier|ago)|last year's|last year\u2019s|previous year's"
    rf"|year-before)(?P<noun> (?:period|quarter|month|week|{pieces.EXACT} months))\b"
    r"|\b(?P<adj>year-(?:earlier|ago))(?! (?:quarter|period|\w+[ -]quarter))\b",
    _year_ago_adj,
    needs=r"year[- ](?:earlier|ago)|year['\u2019]s|year-before",
)
SAME_PERIOD = rule(
    "same_period",
    "the same period of another year",
    r"quarter|period|month",
    r"\b(?:the |that )?(?:same|corresponding|comparable|like) (?P<unit>quarter|period|month|week)(?: (?P<rel>last year|of last year"
    r"|a year (?:ago|earlier)|(?:of )?the (?:previous|prior) year|in \d{4}|of \d{4}))\b",
    _same_period,
)
QUARTER_REL = rule(
    "quarter_rel",
    "a quarter seen from another",
    r"quarter|period",
    rf"\b(?P<the>the |last year's |this year's |a |that )?(?P<adj>latest|most recent|recent|last|current|this|next|previous|prior"
    rf"|{pieces.YEAR4}|same)? ?(?P<unit>quarter|period)(?: (?P<ago>a year (?:ago|earlier)))?\b(?! of)",
    _quarter_rel,
)
NUMBER = rule(
    "quarter_number",
    "the number of a quarter that is named at its neighbour",
    "",
    rf"\b(?:the )?(?P<ord>{pieces.QORD})\b",
    _quarter_number,
)
"""Not a row of the grammar: it is tried only beside a quarter (see ``sharing``)."""
