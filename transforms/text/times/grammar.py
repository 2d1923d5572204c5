"""The candidate grammar: text in, matches of temporal expressions out, with the name of the rule that found each.

Every rule is one regular expression without nested quantifiers over open classes, run only over sentences that hold one of its trigger
words, so that the time is linear in the length of the text. Extents follow TimeML 1.2.1: the determiner and the modifiers belong to the
expression ("the last two weeks", "early Tuesday"), the preposition does not.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from transforms.text.lexicon import calendar, data, numbers
from transforms.text.lexicon.numbers import any_of

_CARD = numbers.BELOW_HUNDRED
_DIGITS = r"\d{1,3}(?:,\d{3}){1,3}(?![\d,])|\d{1,6}(?:\.\d{1,3})?(?![\d.,]\d)"
_NUMBER = (
    rf"(?:(?:{_DIGITS})(?:[ -](?:\d/\d|and a half)| hundred| thousand| million| billion)?|\d/\d"
    rf"|(?:{_CARD})(?: and a half| hundred| thousand| million)?(?: hundred| thousand)?|(?:a |one )?half an?|half|a hundred|a thousand"
    rf"|a million"
    r"|a couple(?: of)?|couple of|a pair of|a dozen|two dozen|a few|several|a few dozen|dozens of|hundreds of|thousands of|many|some)"
)
_EXACT = (
    rf"(?:(?:{_DIGITS})(?:[ -](?:\d/\d|and a half)| hundred| thousand)?|\d/\d|(?:{_CARD})(?: and a half| hundred| thousand)?(?: hundred)?"
    r"|a hundred|a couple(?: of)?|couple|couple of|few|several|dozen|many)"
)
_UNIT = (
    r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|fortnights?|weekends?|months?|quarters?|seasons?|years?|yrs?|decades?"
    r"|centur(?:y|ies)|millenni(?:um|a)|semesters?|trimesters?)"
)
_UNIT1 = r"(?:second|minute|hour|day|night|week|fortnight|weekend|month|quarter|season|year|decade|century|millennium|semester|trimester)"
_MONTH_TRIGGER = calendar.MONTH_STEM
_UNIT_TRIGGER = r"second|minute|hour|day|night|week|fortnight|month|quarter|season|year|decade|centur|millenni|semester|trimester"
_UNITS = r"(?:seconds|minutes|hours|days|nights|weeks|fortnights|weekends|months|quarters|seasons|years|decades|centuries|millennia)"
_MONTH_FULL = rf"(?:{calendar.MONTH_NAME})"
_MONTH = rf"(?:{_MONTH_FULL}|(?:{calendar.MONTH_ABBREVIATION})\b\.?)"
_DOW = rf"(?:{calendar.WEEKDAY_NAME})"
_DOW_ANY = rf"(?:{calendar.WEEKDAY_NAME}|(?:{calendar.WEEKDAY_ABBREVIATION})\b\.?)"
_ORD_WORD = (
    rf"(?:(?:twenty|thirty)[- ]{any_of(numbers.ORDINAL_UNITS)}|{any_of(numbers.ORDINAL_UNITS)}|{any_of(numbers.ORDINAL_TEENS)}"
    r"|twentieth|thirtieth)"
)
_DAY = r"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:/]\d))"
_YEAR4 = r"(?:1[0-9]\d\d|20\d\d)(?![\d%]|[.,]\d|[-/]\d\d\d)"
_YEAR_WORD = (
    rf"(?:(?:nineteen|eighteen|seventeen) (?:hundred(?: and)? )?(?:oh[- ]{any_of(numbers.UNITS)}"
    rf"|{any_of(numbers.TENS)}(?:[- ]{any_of(numbers.UNITS)})?|{any_of(numbers.TEENS)})"
    rf"|two thousand(?: and)?(?: (?:{any_of(numbers.UNITS)}|{any_of(numbers.TEENS)}|twenty(?:[- ]{any_of(numbers.UNITS)})?))?"
    rf"|twenty[- ](?:{any_of(numbers.TEENS)}|twenty(?:[- ]{any_of(numbers.UNITS)})?))"
)
_SEASON = rf"(?:{'|'.join(calendar.SEASONS)})"
_POD = r"(?:morning|afternoon|evening|night)"
_QORD = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_ZONE = (
    r"(?: ?(?-i:GMT|UTC|UT|Z|EST|EDT|ET|CST|CDT|CT|MST|MDT|MT|PST|PDT|PT|BST|CET|CEST|MSK|IST|JST|AEST|AEDT|HKT|AKST|AKDT|AST|NST)\b"
    r"| (?:eastern|central|mountain|pacific|atlantic)(?: (?:standard|daylight))? time| local time| [A-Z][a-z]+ time)"
)
_AMPM = r"(?:[ap]\.m\.|[ap]\.m\b|[ap]m\b)"
_CLOCK = (
    rf"(?:(?:1[0-2]|0?\d)(?:[:.][0-5]\d)? ?{_AMPM}|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?: hours)?(?!\d)"
    rf"|{numbers.UP_TO_TWELVE} ?{_AMPM}"
    rf"|(?:[01]\d|2[0-3])[0-5]\d(?= ?(?-i:GMT|UTC)\b)|(?:1[0-2]|[1-9]|{numbers.UP_TO_TWELVE}) o'clock"
    r"|noon|midnight|midday)"
)
_REL = (
    r"(?:this coming|this past|the past|this|last|next|the coming|coming|the previous|previous|the following|the next|the last|the same"
    r"|the preceding|past|that same|that|the)"
)

_TRIGGER = re.compile(
    r"\d|\b(?:(?:" + "|".join(calendar.MONTHS + calendar.WEEKDAYS) + r"|tues?|thurs?|thu|mon|wed|fri|sat)\b"
    r"|(?:second|minute|min|hour|day|night|week|fortnight|weekend|month|quarter|season|year|decade|semester|trimester)s?\b|centur|millenni"
    r"|(?:morning|afternoon|evening|noon|midnight|midday|today|yesterday|tomorrow|tonight|overnight)"
    r"|(?:now|current|recent|soon|future|past|previously|nowadays|presently|once|term|lately|then|time|date|period|moment|earlier|later)"
    r"|(?:spring|summer|autumn|fall|winter)|(?:daily|hourly|weekly|monthly|quarterly|annual|yearly|nightly|biweekly|bimonthly)"
    r"|(?:half|nineties|eighties|seventies|sixties|fifties|forties|thirties|twenties|nineteen|thousand|eve|halloween|christmas|xmas|easter)"
    r"|thanksgiving|juneteenth|pentecost|mardi|cinco|new year|last\b|o'clock|dawn|dusk)",
    re.I,
)


class Candidate(NamedTuple):
    """A stretch of a text that one rule of the grammar matched."""

    rule: str
    match: re.Match[str]

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.match.end()


def _holidays() -> str:
    names = sorted((name for name, _ in data.table("times/holidays.txt")), key=lambda name: (-len(name), name))
    return "|".join(re.escape(name).replace("'", "['\u2019]").replace(r"\ ", " ") for name in names)


_TAIL_POD = rf"(?: (?P<pod>{_POD}))?"
_TAIL_CLOCK = rf"(?:,? (?:at |around |about )?(?P<clock>{_CLOCK})(?P<zone>{_ZONE})?)?"
_RULES: tuple[tuple[str, str, str], ...] = (
    # name, trigger that must occur in the sentence (lower case), expression
    ("iso", r"\d-\d", r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d)?Z?)?(?![\d-])"),
    ("slash", r"\d[/.]\d", r"(?<![\d/.$-])(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<year>\d{4}|\d\d)(?![\d/])"),
    (
        "date_mdy",
        _MONTH_TRIGGER,
        rf"\b(?:(?:last |next |this coming |this past |this )?(?P<dow>{_DOW_ANY}),? ?(?:the )?)?(?P<month>{_MONTH}) ?(?:the )?"
        rf"(?P<day>{_DAY}|{_ORD_WORD})(?:(?:(?P<dash> ?[-\u2013\u2014] ?)(?P<day2>{_DAY})(?!:))|,? ?(?P<year>{_YEAR4}|{_YEAR_WORD})"
        rf"|,? (?P<rel>last year|this year|next year))?"
        rf"(?:(?<=\d),? (?P<year2>{_YEAR4}))?{_TAIL_POD}",
    ),
    (
        "date_dmy",
        _MONTH_TRIGGER,
        rf"\b(?:(?P<dow>{_DOW_ANY}),? ?)?(?:(?:the )?(?P<day>{_DAY}|{_ORD_WORD}(?= (?:of|day))))(?:(?P<dash> ?[-\u2013\u2014] ?)"
        rf"(?P<day2>{_DAY}))? (?:of "
        rf"|day of )?(?P<month>{_MONTH})(?:,? (?P<year>{_YEAR4}|this year|last year|next year))?{_TAIL_POD}",
    ),
    (
        "month_year",
        _MONTH_TRIGGER,
        rf"\b(?P<month>{_MONTH}),? (?:of )?(?:(?P<year>{_YEAR4}|{_YEAR_WORD}|'\d\d\b)|(?P<rel>this year|last year|next year|that year"
        rf"|the same year|the following year|the previous year))",
    ),
    (
        "month",
        _MONTH_TRIGGER,
        rf"\b(?:(?P<rel>{_REL}|each|every) )?(?P<month>{_MONTH_FULL}|(?:sept|jan|feb|aug|oct|nov|dec)\.)(?![\w'\u2019]*\d|,? (?:the )?\d"
        rf"|,? nineteen| of \d{{4}})",
    ),
    (
        "weekday",
        r"mon|tue|wed|thu|fri|sat|sun",
        rf"\b(?:(?P<rel>{_REL}|each|every|a|one) )?(?P<dow>{_DOW}(?P<plural>s)?|(?:mon|tues?|wed|thurs?|thu|fri|sat)\.)(?: "
        rf"(?P<pod>{_POD}s?))?(?: (?:of )?(?P<week>last week"
        rf"|this week|next week))?",
    ),
    (
        "clock",
        r"\d|noon|night|midday|o'clock|[ap]\.?m",
        rf"\b(?P<clock>{_CLOCK})(?P<zone>{_ZONE})?(?:,? (?:on )?(?P<when>(?:(?:{_DOW})(?: {_POD})?(?:,? {_MONTH} {_DAY}"
        rf"(?:,? {_YEAR4})?)?|{_MONTH} {_DAY}(?:,? {_YEAR4})?"
        rf"|today|yesterday|tomorrow)))?",
    ),
    (
        "clock_pod",
        r"in the|at night",
        rf"\b(?P<clock>(?:1[0-2]|[1-9]|{numbers.UP_TO_TWELVE})(?:[:.][0-5]\d)?)(?: o'clock)? "
        r"(?:in the (?P<pod>morning"
        r"|afternoon|evening)|at (?P<night>night))\b",
    ),
    (
        "deictic",
        r"today|yesterday|tomorrow|tonight|night|overnight|morning|afternoon|evening|dawn|day",
        rf"\b(?:(?P<dayword>the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight)(?: (?P<pod>{_POD}))?"
        rf"|(?P<lastnight>last night|last evening)|(?P<thispod>this {_POD})|(?P<midpod>mid[- ]?(?:morning|afternoon))"
        rf"(?: (?P<midday>today|yesterday|{_DOW}))?|(?P<overnight>overnight)"
        rf"|(?P<thepod>the (?:same |following |next |previous )?{_POD}|(?:that|that same) {_POD}))\b(?! after| before)",
    ),
    (
        "rel_season",
        r"spring|summer|autumn|fall|winter",
        rf"\b(?:(?P<rel>{_REL}|in|each|every|during|since|by|of) )?(?P<season>{_SEASON})(?P<plural>s)?(?:(?: of|,)? (?P<year>{_YEAR4}"
        rf"|{_YEAR_WORD}|last year|this year|next year))?\b",
    ),
    (
        "quarter",
        r"quarter",
        rf"\b(?:(?P<owner>(?:this|last|next|that|the same|the following) (?:fiscal )?year(?:'s|\u2019s)|{_YEAR4}(?:'s|\u2019s)"
        rf"|(?:the )?{_YEAR4}(?= \w+[- ]q)) )?(?P<the>(?:the|a) )?"
        r"(?P<fiscal>fiscal |financial )?(?P<ago>(?:comparable )?year-(?:earlier|ago) )?(?P<fiscal2>fiscal |financial )?"
        rf"(?P<ord>{_QORD}|last|final)[- ](?:fiscal |calendar )?quarter(?P<plural>s)?\b(?: (?:of (?:the )?|in )?(?:(?P<year>{_YEAR4})"
        rf"|(?P<fy>fiscal {_YEAR4})|(?P<rel>(?:this|last|next) (?:fiscal )?year|(?:a )?year (?:ago|earlier))))?",
    ),
    (
        "quarter_code",
        r"q[1-4]|[1-4]q|h[12]",
        rf"\b(?-i:(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q|H(?P<h>[12])))(?:(?: of)? ?(?P<year>{_YEAR4}|'\d\d\b))?\b",
    ),
    (
        "half",
        r"half",
        rf"\b(?P<the>the )?(?P<ord>first|second|last|latter) half(?: (?:of )?(?:(?P<year>{_YEAR4})|(?P<fy>fiscal {_YEAR4})|the "
        rf"(?P<dec>'?\d\ds"
        rf"|\d{{3}}0s)|(?P<rel>this year|last year|next year|the year|the (?:current )?fiscal year)))",
    ),
    (
        "first_quarters",
        r"quarters",
        rf"\b(?:the )?(?P<ord>first|last) two quarters of (?P<year>{_YEAR4}|this year|last year|next year)",
    ),
    (
        "year_ago_adj",
        r"year|quarter|period",
        rf"\b(?:the |a )?(?:comparable |corresponding |same )?(?P<y>(?:a )?year[- ]"
        rf"(?:earlier|ago)|last year's|last year\u2019s|previous year's"
        rf"|year-before)(?P<noun> (?:period|quarter|month|week|{_EXACT} months))\b"
        r"|\b(?P<adj>year-(?:earlier|ago))(?! (?:quarter|period|\w+[ -]quarter))\b",
    ),
    (
        "same_period",
        r"quarter|period|month",
        r"\b(?:the |that )?(?:same|corresponding|comparable|like) (?P<unit>quarter|period|month|week)(?: (?P<rel>last year|of last year"
        r"|a year (?:ago|earlier)|(?:of )?the (?:previous|prior) year|in \d{4}|of \d{4}))\b",
    ),
    (
        "quarter_rel",
        r"quarter|period",
        rf"\b(?P<the>the |last year's |this year's |a |that )?(?P<adj>latest|most recent|recent|last|current|this|next|previous|prior"
        rf"|{_YEAR4}|same)? ?(?P<unit>quarter|period)(?: (?P<ago>a year (?:ago|earlier)))?\b(?! of)",
    ),
    (
        "ago",
        r"ago|back|earlier|later|before|after|from now|hence|prior|previously",
        rf"\b(?P<qual>(?:just |about |nearly |almost |some |more than |less than |only )?)(?:(?P<num>{_NUMBER}|an?|the) )?"
        rf"(?P<unit>{_UNIT})(?P<orso> or so)? (?P<dir>ago|back(?= ?[,.;]| to | in |$)"
        rf"|earlier|later|from now|from today|hence|beforehand|afterwards?|previously|before(?= ?[,.;])|prior(?! to))\b(?! than)",
    ),
    (
        "ago_day",
        r"ago",
        rf"\b(?P<count>a|one|two|three) (?P<unit>weeks?|months?|years?) ago (?:last )?(?P<dow>{_DOW})",
    ),
    (
        "past_n",
        _UNIT_TRIGGER,
        rf"\b(?:(?:the|these|those|his|her|its|their|our|my|all) )?(?P<rel>last|past|next|coming|following|previous|preceding|first"
        rf"|final|opening|remaining|recent|another|other|ensuing|subsequent|intervening|latest|early|late|closing|upcoming)"
        rf" (?P<num>{_EXACT}(?: (?:to|or|-) {_EXACT})?)(?: more| full| straight| consecutive| fiscal| calendar| business| working"
        rf"| trading)?[- ](?P<unit>{_UNIT})(?P<orso> or so)?\b",
    ),
    (
        "recent_units",
        _UNIT_TRIGGER,
        rf"\b(?:(?:the|these|those) )?(?:more |most )?(?P<rel>recent|coming|future|past|previous|following|next|last|upcoming|intervening"
        rf"|final|first|early|later|earlier|closing|ensuing|preceding|subsequent) (?P<unit>{_UNITS})(?: (?:and|or) (?P<unit2>{_UNITS}))?\b",
    ),
    (
        "units_ahead",
        _UNIT_TRIGGER,
        rf"\bthe (?P<unit>{_UNITS}|{_UNIT1}) (?P<rel>ahead|to come)\b",
    ),
    (
        "rel_unit",
        _UNIT_TRIGGER,
        rf"\b(?P<rel>this coming|this past|the past|this same|this|last|next|the coming|the previous|the following|the next|the last"
        rf"|the same|the preceding|the current|the latest|the prior|the ensuing|that same|that|each|every|any given|the entire|the whole"
        rf"|the full|previous|the|current|later that|earlier that)"
        rf" (?P<fiscal>fiscal |financial |calendar |school |academic )?(?P<unit>{_UNIT1})(?P<orso> or so)?\b(?!-|s\b| old)",
    ),
    (
        "each_other",
        "every|each|once|twice|times",
        rf"\b(?:(?P<every>every|each) (?P<num>other|few|couple of|{_EXACT}|{_ORD_WORD}|half[- ]) ?(?P<unit>{_UNIT})"
        rf"|(?P<freq>once|twice|(?:{_CARD}|\d{{1,3}}|several|many|three or four) times) (?P<a>a|an|per|each|every) (?P<unit2>{_UNIT1}))\b",
    ),
    (
        "rate",
        _UNIT_TRIGGER,
        rf"(?:\b(?P<per>per|an?) (?P<unit>{_UNIT1}))\b(?!-| ago| earlier| later| old|'s| or so| and a half| from now)",
    ),
    (
        "set_word",
        r"ly\b",
        r"\b(?P<word>hourly|daily|nightly|weekly|biweekly|fortnightly|monthly|bimonthly|quarterly|annually|annual|yearly|semiannual"
        r"|semi-annual|biannual)\b",
    ),
    (
        "compound",
        r"year|month|week|day|hour|minute",
        rf"\b(?P<num>{_EXACT}|an?)[ ](?P<unit>{_UNIT})(?:,| and|, and)? (?P<num2>{_EXACT}|an?) (?P<unit2>{_UNIT})\b",
    ),
    (
        "and_a_half",
        "and a half",
        rf"\b(?:an?|one) (?P<unit>{_UNIT1}) and a half\b(?P<ago> ago)?",
    ),
    (
        "range_n",
        _UNIT_TRIGGER,
        rf"\b(?P<num>{_NUMBER})(?: ?(?:to|or|-|\u2013|and) ?)(?P<num2>{_EXACT})[- ](?P<unit>{_UNIT})(?P<ago> ago)?\b",
    ),
    (
        "duration",
        _UNIT_TRIGGER,
        rf"\b(?:(?P<det>the|these|those|his|her|their|its|all|another|an additional|an extra|only) )?(?P<num>{_NUMBER})(?: more| full"
        rf"| straight| consecutive| additional| whole| long| solid| business| working| trading| extra| other| calendar)?"
        rf"(?P<hyphen>[- ]| ?- ?)(?P<unit>{_UNIT})(?P<orso> or so)?(?P<long>-long| long)?(?P<old>[- ]old)?\b",
    ),
    (
        "bare_units",
        _UNIT_TRIGGER,
        rf"\b(?P<the>the )?(?P<unit>seconds|minutes|hours|days|weeks|months|years|decades|centuries|millennia|nights)(?: (?:and|or) "
        rf"(?P<unit2>{_UNITS}))?(?P<long>-long"
        rf"|-old)?\b",
    ),
    ("adj_duration", r"long", r"\b(?P<unit>day|week|month|year|decade|hour|night|season|century|summer|weekend)[- ]?long\b"),
    (
        "end_of_year",
        r"year|month|week",
        r"\b(?:(?:the )?(?P<unit>year|month|week)[- ]end|(?P<unit2>year|month)(?:'s|\u2019s)[- ]end)\b",
    ),
    (
        "decade",
        r"0s\b|0's|ies\b|\ds\b",
        r"\b(?:the )?(?P<dec>(?:1[0-9]|20)\d0(?:'|\u2019)?s)\b|(?:\b(?:the|early|late|mid)[ -])(?:the )?(?P<short>['\u2018\u2019]?\d0(?:'"
        r"|\u2019)?s)\b|['\u2018\u2019](?P<short2>\d0s)\b"
        r"|\b(?:the |nineteen[- ])(?P<word>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b",
    ),
    (
        "century",
        r"centur|millenni",
        rf"\b(?:the )?(?:(?P<ord>\d{{1,2}}(?:st|nd|rd|th)|{_ORD_WORD})[- ](?P<unit>century|millennium)(?: (?P<era>B\.?C\.?(?:E\.?)?"
        rf"|A\.?D\.?))?|(?P<rel>this|last|next) century|(?P<turn>turn of the century))\b",
    ),
    (
        "fiscal",
        r"fiscal|financial|fy",
        rf"\b(?:the )?(?P<word>fiscal|financial|fy)(?: year)?[ -]?(?P<year>{_YEAR4}|'\d\d|\d\d)(?:[-/](?P<year2>\d\d|\d{{4}}))?\b"
        rf"|\b(?P<latest>the latest fiscal year|the (?:current )?fiscal year|the year-earlier fiscal year)\b",
    ),
    (
        "year_range",
        r"\d{4}",
        r"(?<![\d$\u00a3\u20ac.,/-])\b(?P<year>1[5-9]\d\d|20[0-4]\d)(?P<dash> ?[-\u2013/] ?)(?P<year2>(?:1[5-9]\d\d|20[0-4]\d)|\d\d)\b"
        r"(?![-/.,]\d"
        r"|%)",
    ),
    ("week_of", r"week of", rf"\b(?:the )?week of (?P<day>{_MONTH} {_DAY}(?:,? {_YEAR4})?)"),
    ("nine_eleven", r"9/11", r"(?<![\d/])9/11(?![\d/])"),
    ("year_word", r"nineteen|eighteen|thousand|twenty", rf"\b(?P<the>the year )?(?P<year>{_YEAR_WORD})\b"),
    (
        "year",
        r"\d",
        rf"(?:(?<![\d$\u00a3\u20ac#.,:/-])|(?<=mid-)|(?<=pre-)|(?<=post-))\b(?P<the>the (?:calendar )?year )?(?P<year>{_YEAR4})"
        rf"(?P<beyond> and beyond)?(?P<era> ?(?:B\.?C\.?(?:E\.?)?"
        rf"|A\.?D\.?)(?!\w))?(?![\w:/]|['\u2019]?s\b(?<=0))",
    ),
    ("year_short", r"['\u2019]\d\d", r"(?<=[ (])['\u2018\u2019](?P<year>[3-9]\d|[0-3]\d)\b(?!s|['\u2019]| percent|%)"),
    (
        "holiday",
        r"day|eve|new year|night|halloween|christmas|xmas|easter|thanksgiving|juneteenth|fourth|mardi|cinco|pentecost|friday|monday"
        r"|sunday|wednesday|thursday",
        rf"\b(?:(?P<rel>last|next|this|this past|this coming) )?(?P<name>{_holidays()})(?: (?P<period>week|weekend|season|holiday"
        rf"|holidays|season))?(?: (?:of )?(?P<year>{_YEAR4}|this year|last year|next year))?\b(?!['\u2019]s Day)",
    ),
    (
        "present",
        r"now|current|present|at this point|these days",
        r"\b(?:right now|nowadays|these days|now|currently|current|presently|at present|at this point|the present(?: day| time)?|present-day)\b",
    ),
    (
        "past_ref",
        r"recent|past|lately|previously|once|ago|old",
        r"\b(?:(?:more|most) recently|recently|recent|the (?:recent |distant )?past|lately|long ago|in the old days|some time ago"
        r"|not long ago)\b",
    ),
    (
        "future_ref",
        r"soon|future|term|one day|someday|date|later|come|coming",
        r"\b(?:(?:very )?soon|the (?:near|not-too-distant|not too distant|foreseeable|immediate|distant) future|the (?:near|long"
        r"|short) term|the future|one day|someday|some day|a later date)\b",
    ),
    ("then", r"then|time", r"\b(?:(?<=until )|(?<=by ))then\b"),
)

_COMPILED = tuple((name, re.compile(trigger) if trigger else None, re.compile(expression, re.I)) for name, trigger, expression in _RULES)
_PRIORITY = {name: rank for rank, (name, _, _) in enumerate(_RULES)}

MAX_WINDOW = 2000
"""Longest stretch that the rules see at once; a longer sentence is cut at blanks."""


def _windows(text: str, bounds: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    for start, end in bounds:
        while end - start > MAX_WINDOW:
            cut = text.rfind(" ", start + MAX_WINDOW // 2, start + MAX_WINDOW)
            cut = cut if cut > start else start + MAX_WINDOW
            yield start, cut
            start = cut
        yield start, end


def candidates(text: str, bounds: tuple[tuple[int, int], ...]) -> list[Candidate]:
    """All matches of all rules in the stretches ``bounds`` of ``text``, by start, longest first, then by the order of the rules.

    >>> [(c.rule, c.match.group()) for c in candidates("It opened late Tuesday.", ((0, 23),))]
    [('weekday', 'Tuesday')]
    """
    found: list[Candidate] = []
    for start, end in _windows(text, bounds):
        if not _TRIGGER.search(text, start, end):
            continue
        lowered = text[start:end].lower()
        for name, trigger, expression in _COMPILED:
            if trigger is None or trigger.search(lowered):
                found.extend(Candidate(name, match) for match in expression.finditer(text, start, end))
    found.sort(key=lambda c: (c.start, -c.end, _PRIORITY[c.rule]))
    return found
