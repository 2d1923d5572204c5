"""Days without a month: weekdays, today and tomorrow, last night."""

import datetime
import re

from transforms.text.lexicon.calendar import (
    DAY_WORDS,
    MONTH_ABBREVIATION,
    MONTH_ANY,
    MONTH_NAME,
    PARTS_OF_DAY,
    WEEKDAY_NAME,
    capitalised,
    month_number,
    weekday_number,
)
from transforms.text.reading.clauses import FUTURE, PAST
from transforms.text.times import feasts, pieces, values
from transforms.text.times.context import Context, Match, Timex
from transforms.text.times.narrative import is_attribute
from transforms.text.times.rule import rule

_GENERIC_TODAY = re.compile(
    r"['\u2019]s (?:[a-z]+ )?(?:world|society|youth|youths|standards|young|generation|economy|children|kids|consumers|market|markets"
    r"|computers|technology"
    r"|people|women|men|workers|students|environment)\b"
)
_DAY_NAME_BEFORE = re.compile(r"\b(?:Bloody|Super|Black|Fat|Holy|Blue|Giving|Ruby|Cyber|Palm|Easter|Good|Ash|Maundy|Shrove|Business) $")
_PAPER = re.compile(
    r" (?:Times|Telegraph|Mail|Mirror|Express|Post|News|Herald|Tribune|Star|Sun|Night Live|Business|Independent|Observer)\b"
)
_NEAR = rf"{capitalised(WEEKDAY_NAME)}|today|yesterday|tomorrow"
_DAY_AFTER = re.compile(rf"[^.;\n]{{0,40}}?\b({_NEAR})\b")
_MONTH_DAY = re.compile(rf"({MONTH_NAME}|(?:{MONTH_ABBREVIATION})\.?) (\d\d?)\w*(?:,? (\d{{4}}))?")
_DAY_MONTH = re.compile(rf"\b(\d\d?)(?:st|nd|rd|th)? (?:of )?({MONTH_NAME}|(?:{MONTH_ABBREVIATION})\b\.?)(?:,? (\d{{4}}))?")
_DATED = rf"(?:,? (?:{capitalised(MONTH_NAME)}|(?:{capitalised(MONTH_ABBREVIATION)})\b\.?) \d\d?\b)?"
_DAY_BEFORE = re.compile(rf"\b((?:{_NEAR}){_DATED}|[Tt]onight)\b")
_HYPHENED = re.compile(rf"-(?:{capitalised(WEEKDAY_NAME)})\b")
_ARTICLES = frozenset(("a", "an", "one", "any"))
_RANGED = rf"(?:{capitalised(WEEKDAY_NAME)})s?\s?(?:to|through|thru|until|till|[-\u2013])\s?(?:{capitalised(WEEKDAY_NAME)})s?"
_HOURS = rf"(?i:{pieces.CLOCK})(?:\s?(?:to|until|till|and|[-\u2013])\s?(?i:{pieces.CLOCK}))?"
_WEEKLY = re.compile(rf"\b(?:{_RANGED},?\s(?:from\s|at\s|between\s)?{_HOURS}|{_HOURS},?\s(?:on\s)?{_RANGED}(?!\w))")
"""The hours of several days of the week: those of any week, where nothing says which."""
_ONE_WEEK = re.compile(r"\b(?:will|would|'ll|was|were|been|(?:this|last|next) week|through [A-Z][a-z]+ \d)\b")
"""What says of which week such hours are."""
_OFTEN = (
    rf"(?:(?i:every|each) (?:single |other |second )?(?:{pieces.POD}|day|weekday|weeknight|weekend|(?:{capitalised(WEEKDAY_NAME)}))"
    rf"|(?i:daily|nightly|weekdays|weeknights|weekends)|(?:{capitalised(WEEKDAY_NAME)})s)\b"
)
_HABIT_BEHIND = re.compile(rf"(?:\s?(?:to|until|till|and|[-\u2013])\s?(?i:{pieces.CLOCK}))?,? (?:on )?{_OFTEN}")
_HABIT_BEFORE = re.compile(
    rf"\b{_OFTEN},? (?:(?:at|from|between|around|about|until|till|before|after|by) )*"
    rf"(?:(?i:{pieces.CLOCK}),?\s?(?:to|until|till|and|[-\u2013])\s?)?\Z"
)
_REACH = 50
"""Characters before a clock time in which the days that it belongs to are looked for."""
_DELAYED = r"postponed|put off|pushed back|delayed|deferred|moved|rescheduled|adjourned|switched|shifted"
_HASTENED = r"brought forward|moved up|moved forward|advanced"
_MOVED = re.compile(
    rf"(?:['\u2019]s)?\b[^.;\n]{{0,60}}?\b(?:(?P<later>{_DELAYED})|(?P<earlier>{_HASTENED}))(?: by [\w -]{{1,20}})? (?:to|until|till|for) "
    rf"(?:next |this |the following )?(?P<new>{capitalised(WEEKDAY_NAME)})\b"
)
_BRACKETED = re.compile(rf"(?i)\s?\((?:{_DAY_MONTH.pattern}|{_MONTH_DAY.pattern})\)")
"""The date that a weekday is given in brackets ("on Friday (Jan. 26)")."""
_NUMBERED = re.compile(r"\bthe (?:first|last) \Z", re.IGNORECASE)
_PLANNED = re.compile(r"\b(?:set|planned|scheduled|due|slated|originally|initially|expected)(?: to [a-z ]{1,20})?(?: for| on| to)? \Z")
_DATE = (
    rf"(?:{capitalised(WEEKDAY_NAME)})\b|(?:{capitalised(MONTH_ANY)})\.? \d|\d\d?(?:st|nd|rd|th)? (?:of )?(?:{capitalised(MONTH_ANY)})\b"
    rf"|(?i:{feasts.names()})\b|(?:first|second|third|fourth|last) (?:{capitalised(WEEKDAY_NAME)}) (?:of|in)\b"
)
DATE_BEHIND = re.compile(rf" (?i:before|after) (?:the |(?:last|next|this) )?(?:{_DATE})")
"""The date beside which a day stands ("the day after Easter")."""
_BESIDE = re.compile(
    rf" (?P<side>before|after)\b(?!-)(?: (?P<far>(?<=before )last|(?<=after )next)\b(?! (?:week|month|year|{WEEKDAY_NAME}))"
    r"|(?P<alone>(?= ?(?:[,.;:)\n]|\Z)))|(?! (?:noon|mid|dawn|dusk|sun|lunch|\d)))"
)
"""What a weekday stands beside: itself seen from today, the day spoken of, or something that happened."""
_TWO_DAYS = {"the day before yesterday": -2, "the day after tomorrow": 2}
_WEEKS = {"last week": -7, "this week": 0, "next week": 7}


def day_of(context: Context, text: str, match: Match) -> datetime.date | None:
    """Return the day that ``text`` names ("today", "Friday", "Jan. 5", "5 May 2023"), None outside the calendar; ``match`` says where it stands."""
    low = text.lower()
    if low in DAY_WORDS:
        return values.add_days(context.published, DAY_WORDS[low])
    if named := _DAY_MONTH.search(low) or _MONTH_DAY.search(low):
        written, month_text = (named[1], named[2]) if named[1].isdigit() else (named[2], named[1])
        month, day = month_number(month_text), int(written)
        year = int(named[3]) if named[3] else context.inferred_year(month, day, match)[0]
        found = values.span(f"{year:04d}-{month:02d}-{day:02d}")
        return found[0] if found else None
    number = weekday_number(low.split()[0].rstrip(","))
    back = (context.published.isoweekday() - number) % 7
    if back and _looks_ahead(context, match):
        return values.add_days(context.published, 7 - back)
    return values.add_days(context.published, -back)


def day_nearby(context: Context, match: Match) -> tuple[datetime.date | None, str]:
    """Return the day that a bare clock time belongs to, and its anchor: the sentence's own weekday or day, else the story's last day, else
    publication.
    """
    border = context.passage.sentence_span(match.start(), match.end())[1]
    if after := _DAY_AFTER.match(context.text[match.end() : min(match.end() + 60, border)]):
        return day_of(context, after[1], match), "publication"
    if near := _DAY_BEFORE.findall(context.text[max(0, match.start() - 60) : match.start()]):
        return day_of(context, near[-1], match), "publication"
    if context.story.recent_day:
        return context.story.recent_day, "narrative"
    return (None, "none") if context.story.day else (context.published, "publication")


def _looks_ahead(context: Context, match: Match) -> bool:
    """Return whether a day is one to come: its clause says so, or it is a forecast's and its clause does not say that it is past."""
    direction = context.direction(match)
    if direction == FUTURE or not context.story.is_forecast:
        return direction == FUTURE
    return direction is None or context.passage.is_title


def is_weekly(context: Context, match: Match) -> bool:
    """Return whether a weekday or clock time belongs to the hours of any week ("open Monday to Friday, 9 a.m. to 5 p.m.")."""
    low, high = context.passage.sentence_span(match.start(), match.end())
    around = _WEEKLY.finditer(context.text, max(low, match.start() - 80), min(high, match.end() + 80))
    if not any(found.start() <= match.start() < found.end() for found in around):
        return False
    verb = context.passage.governor(context.token(match.start()))
    return context.passage.tags[verb] != "VBD" and not _ONE_WEEK.search(context.text, low, high)


def is_habit(context: Context, match: Match) -> bool:
    """Return whether the clock time at ``match`` is that of every such day: "at noon every Sunday", "each morning at 6:15", "8 a.m. weekdays"."""
    return bool(
        _HABIT_BEHIND.match(context.text, match.end()) or _HABIT_BEFORE.search(context.text[max(0, match.start() - _REACH) : match.start()])
    )


def _before_moved(context: Context, match: Match, number: int) -> datetime.date | None:
    """Return the day for which something was planned that is put off to another weekday ("Friday's launch was pushed back to Monday"): the last
    one before that, the first one behind it where it is brought forward; None where nothing is moved from the weekday ``number``.
    """
    moved = _MOVED.match(context.text, match.end("dow"))
    if not moved or not (
        context.text[match.end("dow")] in "'\u2019" or _PLANNED.search(context.text[max(0, match.start() - 40) : match.start()])
    ):
        return None
    ahead = (weekday_number(moved["new"]) - context.published.isoweekday()) % 7 or 7
    apart = (weekday_number(moved["new"]) - number) % 7
    return values.add_days(context.published, ahead + (-apart if moved["later"] else 7 - apart)) if apart else None


def _is_weekday(context: Context, match: Match) -> bool:
    """Return whether the word is a weekday, and no part of a name ("Bloody Sunday", "Sunday Times") or of a compound."""
    word, start = match["dow"], match.start("dow")
    if word[0].islower() or context.is_named(start, "PERSON", "WORK_OF_ART"):
        return False
    if _DAY_NAME_BEFORE.search(context.text[max(0, start - 16) : start]) or _PAPER.match(context.text[match.end() : match.end() + 12]):
        return False
    if word.endswith(".") and context.tag(start) != "NNP":
        return False
    return not context.text.startswith("-", match.end()) or _HYPHENED.match(context.text, match.end()) is not None


def _in_brackets(context: Context, match: Match, number: int) -> datetime.date | None:
    """Return the day of the date in brackets behind the weekday ``number``, where that is one."""
    written = _BRACKETED.match(context.text, match.end())
    day = day_of(context, written.group(), match) if written else None
    return day if day is not None and day.isoweekday() == number else None


def _weekday_set(match: Match, rel: str, number: int, shared: str | None) -> Timex | None:
    """Return "every Thursday", "Thursdays" or "Thursday nights" as a set, None for one day; ``shared`` are the "nights" at a neighbour."""
    every, part = rel in ("each", "every"), (match["pod"] or shared or "").lower()
    if not every and not match["plural"] and not part.endswith("s"):
        return None
    value = f"XXXX-WXX-{number}" + (f"T{PARTS_OF_DAY[part.rstrip('s')]}" if part else "")
    start = match.start() if every else match.start("dow")
    return Timex("SET", value, quant="EACH" if rel == "each" else "EVERY", anchor="none", start=start)


def _is_any(context: Context, match: Match) -> bool:
    """Return whether a weekday is no certain one: "a rainy Wednesday", "any given Monday"; "a Friday concert" is one."""
    passage, i = context.passage, context.token(match.start("dow"))
    rel = (match["rel"] or "").lower()
    before = passage.tags[i - 1] in ("JJ", "VBN", "VBG") and passage.heads[i - 1] >= i if i else False  # not "arrested a suspect Sunday"
    described = not rel and i > 1 and passage.lower[i - 2] in _ARTICLES and before
    if rel not in ("a", "one") and not described and not (not rel and i and passage.lower[i - 1] == "any"):
        return False
    return not is_attribute(passage, match.start("dow"), match.end())


def _weekday_shift(context: Context, match: Match, rel: str, number: int) -> tuple[datetime.date, int, str]:
    """Return the day that a weekday counts from, how many days away it lies, and its anchor."""
    published, story_day = context.published, context.story.day
    today = published.isoweekday()
    back, ahead = (today - number) % 7, (number - today) % 7
    week = match["week"] or context.shared.get(match, "week")
    if week:
        return published, _WEEKS[week.lower()] + number - today, "publication"
    if rel in ("last", "this past", "past"):
        return published, -(back or 7), "publication"
    if rel in ("next", "this coming", "coming", "the coming"):
        return published, ahead or 7, "publication"
    if story_day and rel in ("the following", "the next"):
        return story_day, (number - story_day.isoweekday()) % 7 or 7, "narrative"
    if story_day and rel in ("the previous", "the preceding", "previous", "the last"):
        return story_day, -((story_day.isoweekday() - number) % 7 or 7), "narrative"
    if rel in ("the previous", "previous", "the preceding"):
        return published, -(back or 7), "publication"
    if not back:
        return published, 0, "publication"
    is_ahead = context.direction(match) != PAST if rel == "this" else _looks_ahead(context, match)
    return published, ahead if is_ahead else -back, "publication"


def _is_beside_date(context: Context, match: Match) -> bool:
    """Return whether "the Sunday" or "the first Sunday" stands before or after a date, which takes it in."""
    known = (match["rel"] or "").lower().startswith("the") or _NUMBERED.search(context.text[max(0, match.start() - 12) : match.start()])
    return bool(known) and DATE_BEHIND.match(context.text, match.end()) is not None


def _beside(context: Context, match: Match, number: int) -> Timex | None:
    """Return "the Thursday before" as the last one before the day spoken of, "the Sunday before last" as seen from publication, and the weekday
    before or after something that happened as one whose date is not known; None for any other weekday.
    """
    side = _BESIDE.match(context.text, match.end())
    if side is None:
        return None
    sign = -1 if side["side"] == "before" else 1
    base = context.published if side["far"] else context.story.day if side["alone"] is not None else None
    apart = (number - base.isoweekday()) * sign % 7 or 7 if base else 0
    day = values.add_days(base, (apart + (7 if side["far"] else 0)) * sign) if base else None
    part, end = (match["pod"] or "").lower(), side.end()
    value = f"{day or f'XXXX-WXX-{number}'}" + (f"T{PARTS_OF_DAY[part]}" if part else "")
    return Timex(
        "TIME" if part else "DATE", value, anchor="none" if day is None else "publication" if side["far"] else "narrative", end=end
    )


def _weekday(context: Context, match: Match) -> Timex | None:
    if not _is_weekday(context, match) or _is_beside_date(context, match):
        return None
    rel, part, number = (match["rel"] or "").lower(), (match["pod"] or "").lower(), weekday_number(match["dow"].removesuffix("s"))
    if found := _weekday_set(match, rel, number, context.shared.get(match, "pods")):
        return found
    if (rel in ("the last", "the first") and context.after(match.end(), 4) == " of ") or (not rel and is_weekly(context, match)):
        return Timex("DATE", f"XXXX-WXX-{number}", anchor="none", start=-1 if rel else match.start("dow"))
    if rel == "the" and not match["week"] and (found := _beside(context, match, number)):
        return found
    if _is_any(context, match):
        value = f"XXXX-WXX-{number}"
        return Timex("TIME", f"{value}T{PARTS_OF_DAY[part]}", anchor="none") if part else Timex("DATE", value, anchor="none")
    free = not rel and not match["week"]
    day, anchor = _in_brackets(context, match, number) or (_before_moved(context, match, number) if free else None), "publication"
    if day is None:
        base, days, anchor = _weekday_shift(context, match, rel, number)
        day = values.add_days(base, days)
    if day is None:
        return None
    joins = rel == "that" and context.tag(match.start()) == "IN"  # "said that Friday's vote"
    start = match.start("dow") if rel in ("the", "a", "one", "") or joins else match.start()
    if part:
        return Timex("TIME", f"{day}T{PARTS_OF_DAY[part]}", anchor=anchor, start=start)
    moves = "week" if rel in ("", "the") and not match["week"] else None
    return Timex("DATE", day.isoformat(), anchor=anchor, start=start, moves=moves)


def _deictic(context: Context, match: Match) -> Timex | None:
    reader = next(read for group, read in _DEICTIC_GROUPS.items() if match[group])
    return reader(context, match)


def _day_word(context: Context, match: Match) -> Timex | None:
    word = match["dayword"].lower()
    day = values.add_days(context.published, _TWO_DAYS[word] if word in _TWO_DAYS else DAY_WORDS[word])
    if day is None:
        return None
    if word == "tonight":
        return Timex("TIME", f"{day}TNI")
    if match["pod"]:
        return Timex("TIME", f"{day}T{PARTS_OF_DAY[match['pod'].lower()]}")
    if word == "today" and (_GENERIC_TODAY.match(context.after(match.end())) or context.in_name(match.start())):
        return None
    return Timex("DATE", day.isoformat())


def _last_night(context: Context, match: Match) -> Timex | None:
    day = values.add_days(context.published, -1)
    return Timex("TIME", f"{day}T{PARTS_OF_DAY[match['lastnight'].lower().split()[1]]}") if day else None


def _this_part(context: Context, match: Match) -> Timex | None:
    return Timex("TIME", f"{context.published}T{PARTS_OF_DAY[match['thispod'].lower().split()[1]]}")


def _middle(context: Context, match: Match) -> Timex | None:
    part = PARTS_OF_DAY[match["midpod"].lower()[3:].strip(" -")]
    if match["midday"]:
        return Timex("TIME", f"{day_of(context, match['midday'], match)}T{part}", "MID")
    day = context.story.recent_day
    return Timex("TIME", f"{day or context.published}T{part}", "MID", anchor="narrative" if day else "publication")


def _overnight(context: Context, match: Match) -> Timex | None:
    if _looks_ahead(context, match):
        return Timex("TIME", f"{context.published}TNI")
    base = context.story.recent_day
    day = values.add_days(base or context.published, -1)
    return Timex("TIME", f"{day}TNI", anchor="narrative" if base else "publication") if day else None


def _the_part(context: Context, match: Match) -> Timex | None:
    """Return a part of the day spoken of ("the evening", "the next morning", "that night"), None where no day is near enough."""
    words, base = match["thepod"].lower().split(), context.story.recent_day
    if base is None or re.match(r" (?:of|when|that|the|he|she|it|they|we)\b", context.after(match.end(), 6)):
        return None
    shift = {"following": 1, "next": 1, "previous": -1}.get(words[1] if len(words) > 2 else "", 0)
    day = values.add_days(base, shift)
    return Timex("TIME", f"{day}T{PARTS_OF_DAY[words[-1]]}", anchor="narrative") if day else None


_DEICTIC_GROUPS = {
    "dayword": _day_word, "lastnight": _last_night, "thispod": _this_part, "midpod": _middle, "overnight": _overnight, "thepod": _the_part,
}  # fmt: skip
"""Which function reads which group of the row."""


def _ago_day(context: Context, match: Match) -> Timex | None:
    """Return the day of "a week ago Sunday": counted from the last such day; "a year ago Tuesday": the nearest such day."""
    number = weekday_number(match["dow"])
    count = {"a": 1, "one": 1, "two": 2, "three": 3}[match["count"].lower()]
    if match["unit"].lower().startswith("week"):
        day = values.add_days(context.published, -((context.published.isoweekday() - number) % 7) - 7 * count)
    else:
        base = values.add_months(context.published, -count * (12 if match["unit"].lower().startswith("year") else 1))
        day = values.add_days(base, (number - base.isoweekday() + 3) % 7 - 3) if base else None
    return Timex("DATE", day.isoformat()) if day else None


def _week_from(context: Context, match: Match) -> Timex | None:
    """Return "a week from Friday" and "Thursday week" as a day ahead."""
    word = (match["dow"] or match["dow2"]).lower()
    ahead = 1 if word == "tomorrow" else (weekday_number(word) - context.published.isoweekday()) % 7 or 7
    count = {"a": 1, "one": 1, "two": 2, "three": 3}[(match["count"] or "a").lower()]
    fortnight = (match["unit"] or match["unit2"]).lower().startswith("fortnight")
    day = values.add_days(context.published, ahead + 7 * count * (2 if fortnight else 1))
    return Timex("DATE", day.isoformat()) if day else None


WEEKDAY = rule(
    "weekday",
    "a weekday",
    rf"{pieces.DOW}|\b(?:mon|tues?|wed|thurs?|thu|fri|sat)\b",
    rf"\b(?:(?P<rel>{pieces.REL}|each|every|a|one) )?(?P<dow>{pieces.DOW}(?P<plural>s)?|(?:mon|tues?|wed|thurs?|thu|fri|sat)\.)(?: "
    rf"(?P<pod>{pieces.POD}s?))?(?: (?:of )?(?P<week>last week"
    rf"|this week|next week))?",
    _weekday,
)
WEEK_FROM = rule(
    "week_from",
    "a weekday some weeks ahead",
    (r"week|fortnight", rf"{pieces.DOW}|tomorrow"),
    rf"\b(?P<count>a|one|two|three) (?P<unit>weeks?|fortnights?) from (?P<dow>{pieces.DOW}|tomorrow)\b"
    rf"|(?:(?<=\bon )|(?<=\bby )|(?<=\buntil )|(?<=\btill )|(?<=\bbefore )|(?<=\bfrom ))(?P<dow2>{pieces.DOW}|tomorrow) (?P<unit2>week|fortnight)\b"
    r"(?=[,.;:)\n]|\Z| (?:and|or|but|in|at|to|when|with|for|after|before|if|as|because|while|that)\b)",
    _week_from,
    needs=rf"from (?:{pieces.DOW}|tomorrow)|(?:{pieces.DOW}|tomorrow) (?:week|fortnight)",
)
DEICTIC = rule(
    "deictic",
    "a day or part of the day seen from publication or from the story's day",
    rf"today|yesterday|tomorrow|tonight|{pieces.POD}",
    rf"\b(?:(?P<dayword>the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight)(?: (?P<pod>{pieces.POD}))?"
    rf"|(?P<lastnight>last night|last evening)|(?P<thispod>this {pieces.POD})|(?P<midpod>mid[- ]?(?:morning|afternoon))"
    rf"(?: (?P<midday>today|yesterday|{pieces.DOW}))?|(?P<overnight>overnight)"
    rf"|(?P<thepod>the (?:same |following |next |previous )?{pieces.POD}|(?:that|that same) {pieces.POD})(?! after| before))\b",
    _deictic,
)
AGO_DAY = rule(
    "ago_day",
    "a weekday some weeks, months or years ago",
    (r"\bago\b", pieces.DOW),
    rf"\b(?P<count>a|one|two|three) (?P<unit>weeks?|months?|years?) ago (?:last )?(?P<dow>{pieces.DOW})",
    _ago_day,
)
