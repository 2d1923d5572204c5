"""Pieces of regular expressions that several rules of the grammar are put together from; to be read with ``re.IGNORECASE``."""

from transforms.text.lexicon import calendar, numbers
from transforms.text.lexicon.numbers import any_of

CARD = numbers.BELOW_HUNDRED
DIGITS = r"\d{1,3}(?:,\d{3}){1,3}(?![\d,])|\d{1,6}(?:\.\d{1,3})?(?![\d.,]\d)"
NUMBER = (
    rf"(?:(?:{DIGITS})(?:[ -](?:\d/\d|and a half)| hundred| thousand| million| billion)?|\d/\d"
    rf"|(?:{CARD})(?: and a half| hundred| thousand| million)?(?: hundred| thousand)?|(?:a |one )?half an?|half|a hundred|a thousand"
    rf"|a million"
    r"|a couple(?: of)?|couple of|a pair of|a dozen|two dozen|a few|several|a few dozen|dozens of|hundreds of|thousands of|many|some)"
)
EXACT = (
    rf"(?:(?:{DIGITS})(?:[ -](?:\d/\d|and a half)| hundred| thousand)?|\d/\d|(?:{CARD})(?: and a half| hundred| thousand)?(?: hundred)?"
    r"|a hundred|a couple(?: of)?|couple|couple of|few|several|dozen|many)"
)
NUMBER_WORD = (
    rf"(?:\d|\b(?:{any_of(numbers.UNITS)}|{any_of(numbers.TEENS)}|{any_of(numbers.TENS)}|half|hundred|thousand|million|couple|pair|dozen|few|several"
    r"|many|some))"
)
"""How a word of every NUMBER and EXACT begins, or a digit of it."""
UNIT = (
    r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|fortnights?|weekends?|months?|quarters?|seasons?|years?|yrs?|decades?"
    r"|centur(?:y|ies)|millenni(?:um|a)|semesters?|trimesters?)"
)
UNIT1 = r"(?:second|minute|hour|day|night|week|fortnight|weekend|month|quarter|season|year|decade|century|millennium|semester|trimester)"
MONTH_TRIGGER = calendar.MONTH_STEM
UNIT_TRIGGER = r"second|minute|hour|day|night|week|fortnight|month|quarter|season|year|decade|centur|millenni|semester|trimester"
UNIT_WORD = rf"\b{UNIT}\b"
UNIT_STEM = r"(?:second|min|hour|hr|day|night|week|fortnight|month|quarter|season|year|yr|decade|centur|millenni|semester|trimester)"
"""How every form of UNIT begins; what follows has at most four letters."""
UNITS = r"(?:seconds|minutes|hours|days|nights|weeks|fortnights|weekends|months|quarters|seasons|years|decades|centuries|millennia)"
MONTH_FULL = rf"(?:{calendar.MONTH_NAME})"
MONTH = rf"(?:{MONTH_FULL}|(?:{calendar.MONTH_ABBREVIATION})\b\.?)"
DOW = rf"(?:{calendar.WEEKDAY_NAME})"
DOW_ANY = rf"(?:{calendar.WEEKDAY_NAME}|(?:{calendar.WEEKDAY_ABBREVIATION})\b\.?)"
ORD_WORD = (
    rf"(?:(?:twenty|thirty)[- ]{any_of(numbers.ORDINAL_UNITS)}|{any_of(numbers.ORDINAL_UNITS)}|{any_of(numbers.ORDINAL_TEENS)}"
    r"|twentieth|thirtieth)"
)
ORD_END = rf"(?:{any_of(numbers.ORDINAL_UNITS)}|{any_of(numbers.ORDINAL_TEENS)}|twentieth|thirtieth)"
"""The last word of ORD_WORD."""
DAY = r"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:/]\d))"
YEAR4 = r"(?:1[0-9]\d\d|20\d\d)(?![\d%]|[.,]\d|[-/]\d\d\d)"
YEAR_SHORT = r"(?:['\u2018\u2019]\d\d(?![\ds]))"
YEAR_WORD = (
    rf"(?:(?:nineteen|eighteen|seventeen) (?:hundred(?: and)? )?(?:oh[- ]{any_of(numbers.UNITS)}"
    rf"|{any_of(numbers.TENS)}(?:[- ]{any_of(numbers.UNITS)})?|{any_of(numbers.TEENS)})"
    rf"|two thousand(?: and)?(?: (?:{any_of(numbers.UNITS)}|{any_of(numbers.TEENS)}|twenty(?:[- ]{any_of(numbers.UNITS)})?))?"
    rf"|twenty[- ](?:{any_of(numbers.TEENS)}|twenty(?:[- ]{any_of(numbers.UNITS)})?))"
)
SEASON = rf"(?:{'|'.join(calendar.SEASONS)})"
POD = r"(?:morning|afternoon|evening|night)"
QORD = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
ZONE = (
    rf"(?: ?(?-i:{calendar.ZONE_NAME})\b"
    r"| (?:eastern|central|mountain|pacific|atlantic)(?: (?:standard|daylight))? time| local time| [A-Z][a-z]+ time)"
)
AMPM = r"(?:[ap]\.m\.|[ap]\.m\b|[ap]m\b)"
CLOCK = (
    rf"(?:(?:1[0-2]|0?\d)(?:[:.][0-5]\d)? ?{AMPM}|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?: hours)?(?!\d)"
    rf"|{numbers.UP_TO_TWELVE} ?{AMPM}"
    rf"|(?:[01]\d|2[0-3])[0-5]\d(?= ?(?-i:GMT|UTC)\b)|(?:1[0-2]|[1-9]|{numbers.UP_TO_TWELVE}) o'clock"
    r"|noon|midnight|midday)"
)
REL = (
    r"(?:this coming|this past|the past|this|last|next|the coming|coming|the previous|previous|the following|the next|the last|the same"
    r"|the preceding|past|that same|that|the)"
)

TAIL_POD = rf"(?: (?P<pod>{POD}))?"
