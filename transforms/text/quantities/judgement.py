"""Whether a number without unit and money is a count, and no name, year, score, age, address or index."""

import re
from collections.abc import Callable
from typing import NamedTuple

from transforms.text.lexicon import addresses, calendar, data
from transforms.text.quantities.context import Context
from transforms.text.quantities.counted import NAME_TAGS, counted_plural
from transforms.text.quantities.parts import Part, speaks_of

NUMBERED_TYPES = frozenset({"FAC", "ORG", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT"})
"""Entity types whose names hold numbers."""
MEASURED_TYPES = NUMBERED_TYPES | {"PERSON", "GPE", "LOC"}
"""Entity types whose names hold what looks like a measure or a sum."""

_FOUR_DIGITS = re.compile(r"\d{4}(?:\D{1,5}\d{4})?")
_SEASON = re.compile(r"(?<!\d)(?:19|20)\d\d[-\u2013/]\Z")
_AGE = re.compile(r"[\s-]*(?:years?|months?|weeks?|days?)[\s-]+(?:olds?|of\s+age)\b")
_AGE_BEHIND = re.compile(r"-?\s?(?:to|or|and|[-\u2013])[\s-]?\d{1,3}[\s-](?:years?|months?|weeks?|days?)[\s-]olds?\b")
_SOMETHING = re.compile(r"[-\u2010\u2011\s]something\b")
_PEOPLE_BY_AGE = re.compile(r"(?i)\b([a-z]+)(?:\saged)?\s(?:under|over|below|above)(?:\sthe\sage\sof)?\s\Z")
_OLDEST = 120
_OUT_FOR = re.compile(r"(?i)\b(?:out|bowled|caught|dismissed|skittled|stumped|unbeaten)\s(?:for|on)\s\Z")
_ALL_OUT = re.compile(r"\s(?:all\s|not\s)out\b")
_FOR_WICKETS = re.compile(r"\s(?:for\s\d{1,3}\b(?![.,]\d|\s?%)|without\sloss\b)")
_RUNS_FOR = re.compile(r"(?<![\w.,$\u20ac\u00a3])\d{1,3}\sfor\s\Z")
_CODE_OF_LAWS = re.compile(r"\s(?:U\.\s?S\.\s?C(?:ode)?|USC|C\.F\.R|CFR|U\.S\.\sCode|ILCS|Stat|Fed\.\sReg)(?![a-z])")
_IN_CODE = re.compile(r"(?:\b(?:U\.\s?S\.\s?C\.?|USC|C\.F\.R\.?|CFR|U\.S\.\sCode|ILCS)\s(?:\u00a7{1,2}\s?)?|\u00a7\s?)\Z")
_NUMBERED = re.compile(r"\b([A-Za-z]+)s\s(?:\d+(?:\(\w\))*(?:,\s(?:and\s|or\s)?|\s(?:and|or|to|through|&)\s))*\Z")
"""What stands before a number of a list that a noun in the plural numbers: "sections 12 and"."""
_COORDINATE = re.compile(r"(?:\s?\u00b0\s?(?:\d|[NSEW](?!\w))|[\u2032\u2033]|\s[NSEW](?!\w))")
_AGED = re.compile(r"(?i)\b(?:aged?|ages)\s(?:(?:between\s)?\d{1,3}\s(?:to|and|or)\s)?\Z")
_AGES = re.compile(r"(?i)\b(?:aged?|ages)\s(?:(?:between|from)\s)?\Z")
_AFTER_AGE = re.compile(r"\s?(?:[,.;)]|of\b|from\b|who\b|was\b|\Z)")
_RATING = re.compile(r"[-\u2010\u2011](?:stars?|pointed|sided|fold|way|time|faced|piece|for|on|in|out|by)\b")
_DIALLED = re.compile(r"(?i)\b(?:call(?:s|ed|ing)?|dial(?:s|l?ed|l?ing)?|text(?:s|ed|ing)?|phon(?:e|es|ed|ing)|ring(?:s|ing)?|rang)\s\Z")
_DIALLED_ON = re.compile(r"(?i)\b(?:call|contact|phone|ring|telephone|text)\s(?:[^\W\d_]+\s){1,4}on\s\Z")
"""What stands before the number on which somebody is called ("call police on 101")."""
_SERVICES = frozenset(("line", "hotline", "helpline", "caller", "dispatcher", "operator", "call", "service", "system", "center", "centre"))
_SERVICE_CODE = re.compile(r"[2-9]11|112|999")
"""The service codes of the North American Numbering Plan (N11), and the emergency numbers of ITU-T E.161.1 (112) and of Britain."""
_RANKED_TYPES = frozenset({"PERSON", "ORG", "GPE", "LOC"})
"""Entity types of what is ranked and seeded."""
_CODED = re.compile(r"[A-Z]{2,3}\s?[\d.,]+")
"""A sum behind the code of its money, which looks like a name ("INR 500", "RM3.10")."""
_LONGEST_ORDER = 3
"""Digits of a number that stands alone and numbers a comment or a picture."""
_COPYRIGHT = re.compile(r"(?i)(?:\u00a9|\(c\)|\bcopyright)\s*\Z")
_LABEL_BEFORE = re.compile(r"(?:[^\n.!?(]|\.(?=\w)){1,60}\(")
_CODE_BEHIND = re.compile(r"-[A-Z](?!\w)|: ?\d{1,5}[-\u2013]\d{1,5}(?!\w)")
"""What follows the number of a form ("10-K") and of a volume ("47: 1880-1901")."""
_TEXTED = re.compile(r"\b[Tt]ext(?:ing)? [\"\u201c']?[A-Z]{2,}[\"\u201d']? to \Z")
_LINE_ENDS = re.compile(r"\)[ \t]*(?:\n|\Z)")
_TIE_BREAK = re.compile(r"\b[67][-\u2013][67] ?\(\Z")
_RECORD_BEHIND = re.compile(r" \(\d{1,2}[-\u2013]\d{1,2}\)")
_LONGEST_TELEPHONE = 20
_TELEPHONE = re.compile(r"(?<![\d.,])\+?\d{2,5}(?:[ -]\d{2,7}){1,4}(?![\d.,]\d)")
_TELEPHONE_BEFORE = re.compile(r"(?i)\b(?:call|dial|fax|helpline|hotline|line|on|phone|ring|tel|telephone|text|whatsapp)[.:]? \Z")
_VANITY = re.compile(r"(?:\(\d{3}\) ?|\b\d{3}[-. ])\d{3}-[A-Z]{4}\b|\b1-\d{3}-[A-Z\d][A-Z\d-]{3,8}\b")
"""A North American telephone number that ends in a word ("(555) 288-STOP")."""
_POSSESSIVE = re.compile(r"['\u2019]s")
_MONTH = rf"(?:(?:{calendar.capitalised(calendar.MONTH_NAME)})|(?:{calendar.capitalised(calendar.MONTH_ABBREVIATION)})\b\.?)"
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\s\Z")
_MONTH_BEHIND = re.compile(rf"\s{_MONTH}(?![a-z])")
_PARAGRAPH = re.compile(r"\(\w\)")
_BLOCK = re.compile(r"(?<=\d00)\s(?:unit\s)?block\s(?:of|on)\b")
_LIST_MARK = re.compile(r"[.)](?=\s|[A-Z])")
_LAST_WORD = re.compile(r"([^\W\d_]+)(\.?)[\s#-]*\Z")
_NEXT_WORD = re.compile(r"[\s-]+([^\W\d_]+)")
_WORD_BEHIND = re.compile(r"\s+([^\W\d_]+)")
_BEFORE_YEAR = frozenset(
    [
        "in", "since", "by", "from", "until", "till", "before", "after", "during", "early", "late", "mid", "year", "fiscal", "the", "circa",
        "of", "spring", "summer", "fall", "autumn", "winter", "to", "and", "between", "season",
    ]
)  # fmt: skip
_BEFORE_COUNT = frozenset(("and", "of", "to"))
"""Of these, the words behind which a count may stand as well: what is a year there has been read as one."""
_BEFORE_PRONOUN = frozenset(
    ["which", "no", "any", "every", "each", "this", "that", "the", "another", "some", "other", "such", "what", "whatever", "whichever"]
)
_SELECTING = frozenset({"only", "next", "last", "not", "first"})
_AFTER_PRONOUN = frozenset({"day", "another", "thing", "time", "of"})
_BEFORE_PERIOD = frozenset(
    ["first", "second", "other", "latter", "opening", "top", "bottom", "better", "this", "that", "each", "in"],
)
_AFTER_HALF = frozenset({"time", "brother", "sister", "way", "price", "marathon", "smile", "moon"})


class Count(NamedTuple):
    """A number that may be a count: the number, the span of what it counts, and its modifier; ``ranged`` where it is a range."""

    part: Part
    counted: tuple[int, int] | None
    modifier: str
    ranged: bool
    written: str

    @property
    def start(self) -> int:
        """Passage offset of its first character."""
        return self.part.start

    @property
    def end(self) -> int:
        """Passage offset behind its last character."""
        return self.part.end


def is_count(context: Context, part: Part, counted: tuple[int, int] | None, modifier: str, ranged: bool) -> bool:
    """Return whether ``part`` counts something; a number with a modifier ("more than 1,900") is no year, index or name."""
    count = Count(part, counted, modifier, ranged, context.text[part.start : part.end])
    if any(other(context, count) for other in _NEVER):
        return False
    return modifier != "exact" or ranged or not any(other(context, count) for other in _UNMODIFIED)


def is_named(context: Context, start: int, end: int) -> bool:
    """Return whether the measure or sum at ``start:end`` is a name or lies in one ("50 Cent", "8 Mile Road")."""
    low, high = context.passage.start + start, context.passage.start + end
    name = context.reading.names.covering(low, high)
    if name is not None and (name.start, name.end) == (low, high) and _CODED.fullmatch(context.text, start, end):
        return False
    return name is not None and name.entity_type in MEASURED_TYPES


def _word_before(context: Context, count: Count, width: int = 20) -> re.Match[str] | None:
    """Return the match of the word that ends right before the number: the word, and its full stop."""
    return _LAST_WORD.search(context.before(count.start, width))


# Whatever stands around them


def _is_of_something_else(context: Context, count: Count) -> bool:
    """Return whether it is an age, a rating, somebody's name: "65-year-old", "aged 28 to 30", "four-star", "one's"."""
    if count.ranged and _AGES.search(context.before(count.start, 16)):
        return True
    return any(pattern.match(context.text, count.end) for pattern in (_AGE, _AGE_BEHIND, _RATING, _POSSESSIVE, _SOMETHING))


def _is_coordinate(context: Context, count: Count) -> bool:
    """Return whether it is a part of a geographical position: "51.507 N", the 40 of "40°26′N"."""
    found = _COORDINATE.match(context.text, count.end)
    return found is not None and ("." in count.written or not found.group()[0].isspace() or "\u00b0" in found.group())


def _is_counter(context: Context, count: Count) -> bool:
    """Return whether it is how many pages a label of a menu leads to ("Labour (15)"), the year of a copyright, a short number alone in its block, or
    the code of a form, a volume or a service.
    """
    if not count.written.isdigit():
        return False
    if _COPYRIGHT.search(context.before(count.start, 14)):
        return True
    if len(count.written) <= _LONGEST_ORDER and context.text.strip() == count.written:
        return True
    if context.before(count.start, 1) == "[" and context.text.startswith("]", count.end):
        return True  # the mark of a footnote
    if _CODE_BEHIND.match(context.text, count.end) or _TEXTED.search(context.before(count.start, 24)):
        return True
    line = context.text.rfind("\n", 0, count.start) + 1
    return _LABEL_BEFORE.fullmatch(context.text, line, count.start) is not None and _LINE_ENDS.match(context.text, count.end) is not None


def _is_day(context: Context, count: Count) -> bool:
    """Return whether it is the day beside a month."""
    if not count.written.isdigit() or count.part.low > 31:
        return False
    return bool(_MONTH_BEFORE.search(context.before(count.start, 12)) or _MONTH_BEHIND.match(context.text, count.end))


def _is_score(context: Context, count: Count) -> bool:
    """Part of "3-2", or the tie-break in brackets behind it."""
    if count.ranged:
        return False
    return bool(context.scores.overlapping(count.start, count.end) or _TIE_BREAK.search(context.before(count.start, 8)))


def _is_service(context: Context, count: Count) -> bool:
    """Return whether it is the number by which a service is called: "dial 111", "call police on 101 quoting a number", "a 988 hotline"."""
    if not count.written.isdigit() or not 3 <= len(count.written) <= 6:
        return False
    if count.counted is None or context.passage.tags[context.passage.token_at(count.counted[0])] == "VBG":
        return any(called.search(context.before(count.start, 60)) for called in (_DIALLED, _DIALLED_ON))
    head = context.text[slice(*count.counted)].lower().split()[-1]
    return head in _SERVICES or (head.removesuffix("s") in _SERVICES and _SERVICE_CODE.fullmatch(count.written) is not None)


def _is_telephone(context: Context, count: Count) -> bool:
    """Return whether it is a group of digits of a telephone number: one that begins with 0 or +, or stands behind a word that says so, or one
    that ends in a word.
    """
    near = _VANITY.finditer(context.text, max(count.start - _LONGEST_TELEPHONE, 0), count.end + _LONGEST_TELEPHONE)
    if any(run.start() <= count.start and count.end <= run.end() for run in near):
        return True
    in_groups = count.counted is None and count.written.replace(" ", "").isdigit()
    if not count.written.isdigit() and not in_groups:
        return False
    low = max(count.start - _LONGEST_TELEPHONE, 0)
    for run in _TELEPHONE.finditer(context.text, low, count.end + _LONGEST_TELEPHONE):
        if run.start() <= count.start and count.end <= run.end():
            return run.group()[0] in "+0" or bool(_TELEPHONE_BEFORE.search(context.before(run.start(), 24)))
    return False


def _is_place_in_list(context: Context, count: Count) -> bool:
    """Return whether it is the seed or rank right before the name of a team or player: "4 Norvale vs. Orvane"."""
    if not count.written.isdigit() or len(count.written) > 2 or count.counted is None:
        return False
    low, high = (context.passage.start + at for at in count.counted)
    name = context.reading.names.at(low)
    named = name is not None and name.start == low and name.end >= high and name.entity_type in _RANKED_TYPES
    if not named and not _RECORD_BEHIND.match(context.text, count.counted[1]):
        return False
    return context.passage.tags[context.passage.token_at(count.counted[1] - 1)] == "NNP"


def _is_score_of_cricket(context: Context, count: Count) -> bool:
    """Return whether it is a score of cricket: runs for wickets, or wickets for runs ("214 for 6"), an innings' end ("all out for 96")."""
    if not count.written.isdigit() or counted_plural(context, count.start, count.end) is not None:
        return False
    behind = any(pattern.match(context.text, count.end) for pattern in (_FOR_WICKETS, _ALL_OUT))
    if not behind and not any(pattern.search(context.before(count.start, 24)) for pattern in (_RUNS_FOR, _OUT_FOR)):
        return False
    return any(speaks_of("cricket", passage.readable) for passage in context.reading.passages)


def _is_limit_of_age(context: Context, count: Count) -> bool:
    """Return whether it is the age that people are under or over: "children under five"."""
    people = _PEOPLE_BY_AGE.search(context.before(count.start, 48))
    if people is None or count.counted is not None or count.part.low > _OLDEST:
        return False
    return people[1].lower() in data.words("quantities/people.txt")


def _is_of_law(context: Context, count: Count) -> bool:
    """Return whether it is the title or the section of a code of laws: "18 U.S.C. 1343", "§ 12"."""
    return any((_CODE_OF_LAWS.match(context.text, count.end), _IN_CODE.search(context.before(count.start, 16))))


def _is_address(context: Context, count: Count) -> bool:
    """Return whether it is the number of a house or of a paragraph: "100 Birch Street", "3(1)"."""
    return count.written.isdigit() and (
        addresses.is_house_number(context.text, count.end)
        or _PARAGRAPH.match(context.text, count.end) is not None
        or _BLOCK.match(context.text, count.end) is not None
    )


def _is_pronoun(context: Context, count: Count) -> bool:
    """Return whether it is the word "one" where it counts nothing: "no one", "one of them"."""
    if count.written.lower() != "one" or count.part.low < 0:
        return False
    text, lead = context.text, _word_before(context, count)
    if lead is not None:
        word = lead[1].lower()
        if word in _BEFORE_PRONOUN or (word in _SELECTING and not text[count.end :][:1].isspace()):
            return True
    following = _NEXT_WORD.match(text, count.end)
    if following is not None and following[1].lower() in _AFTER_PRONOUN:
        return True
    return text[count.end : count.end + 1] == "-" or count.counted is None


def _is_title(context: Context, count: Count) -> bool:
    """Return whether "One" is the first word of a name in capitals: "One Home refers to investments"."""
    if count.written != "One" or count.counted is None or context.in_title_case:
        return False
    low, high = count.counted
    name = context.reading.name_at(context.passage.start + low)
    if name is not None and name.entity_type == "NORP":
        return False  # one Republican
    first, last = context.passage.token_at(low), context.passage.token_at(high - 1)
    return all(context.passage.tags[i] == "NNP" and context.passage.words[i][0].isupper() for i in range(first, last + 1))


def _is_certain_person(context: Context, count: Count) -> bool:
    """Return whether "one" is a certain somebody of that name: "one Jane Doe was held"."""
    if count.written.lower() != "one" or count.counted is None:
        return False
    name = context.reading.name_at(context.passage.start + count.counted[1] - 1)
    return name is not None and name.entity_type == "PERSON"


def _is_half_period(context: Context, count: Count) -> bool:
    """Return whether it is the half of a game or a year, or a part of a word: "the first half", "half-brother"."""
    if count.written.lower() not in ("half", "the half"):
        return False
    lead = _word_before(context, count)
    if (lead is not None and lead[1].lower() in _BEFORE_PERIOD) or context.text[count.end : count.end + 1] == "-":
        return True
    following = _WORD_BEHIND.match(context.text, count.end)
    return following is not None and following[1].lower() in _AFTER_HALF


def _is_span_of_years(context: Context, count: Count) -> bool:
    """Years that look like a range or a comparison: "1998 to 2004", "over 2020", "a ruling over 2011 flood damage"."""
    counts = count.counted is not None and (count.ranged or counted_plural(context, count.start, count.end) is not None)
    if counts or not (count.ranged or count.modifier == "more_than") or not _FOUR_DIGITS.fullmatch(count.written):
        return False
    return count.part.low >= 1900 and count.part.high <= 2050


# Where no modifier says that something is counted


def _is_year(context: Context, count: Count) -> bool:
    """Return whether it is a year."""
    if not (count.written.isdigit() and len(count.written) == 4 and 1500 <= count.part.low <= 2100):
        return False
    lead = _word_before(context, count)
    if count.counted is None or (lead is not None and lead[1].lower() in _BEFORE_YEAR - _BEFORE_COUNT):
        return bool(context.before(count.start, 80).strip() or context.text[count.end : count.end + 80].strip(" ."))
    return counted_plural(context, count.start, count.end) is None


def _is_list_mark(context: Context, count: Count) -> bool:
    """Return whether it is the number of an item at the start of a line: "2. Stir"."""
    if not (count.written.isdigit() and len(count.written) <= 3 and _LIST_MARK.match(context.text, count.end)):
        return False
    lead = context.before(count.start, 8)
    return not lead.strip() and (count.start < 8 or "\n" in lead)


def _is_identifier(context: Context, count: Count) -> bool:
    """Return whether it is the end of a season ("2009-10"), or digits that are too many for a count."""
    if not count.written.isdigit():
        return False
    if _SEASON.search(context.text, max(count.start - 6, 0), count.start):
        return True
    return len(count.written) >= 8 and len(context.text.strip(" .\n")) > len(count.written)


def _is_age(context: Context, count: Count) -> bool:
    """Return whether it is the age behind a name ("…, 65, …") or behind "aged"."""
    if _AGED.search(context.before(count.start, 24)):
        return True
    if context.before(count.start, 2) != ", " or not _AFTER_AGE.match(context.text, count.end):
        return False
    before = context.passage.token_at(count.start - 2) - 1
    return before >= 0 and context.passage.tags[before] in NAME_TAGS


def _is_labelled(context: Context, count: Count) -> bool:
    """Return whether it is an index behind its label ("No. 2", "page 12", "#7")."""
    if context.before(count.start, 1) == "#":
        return True
    listed = _NUMBERED.search(context.before(count.start, 60))
    if listed is not None and listed[1].lower() in data.words("quantities/labels.txt") and count.part.number.form == "digits":
        return counted_plural(context, count.start, count.end) is None
    lead = _word_before(context, count, 24)
    if lead is None or "\n" in lead.group():
        return False
    label, in_words, counts = lead[1].lower(), count.part.number.form == "words", _counts(context, count)
    if label not in data.words("quantities/labels.txt") or (label == "no" and not lead[2]):
        return False
    if in_words and (counts or label in ("v", "ver", "version")):
        return False
    return not counts or lead[1][0].isupper() or label in ("no", "number", "nos")


def _counts(context: Context, count: Count) -> bool:
    """Return whether the number counts something itself; "page 2 of the report" does not."""
    return count.counted is not None and not context.text.startswith(" of ", count.end)


def _follows_name(context: Context, count: Count) -> bool:
    """Digits right behind a capitalised word ("Highway 401"), unless they count a plural or the word is a weekday."""
    passage, number = context.passage, count.part.number
    before = passage.token_at(count.start) - 1
    if before < 0 or context.in_title_case or number.form != "digits" or number.scale != 1 or passage.tags[before] not in NAME_TAGS:
        return False
    if passage.sentence[before] != passage.sentence[before + 1] or context.text[passage.ends[before] : count.start].strip():
        return False
    if passage.lower[before].rstrip(".") in calendar.WEEKDAY_NUMBERS:
        return False
    return not _counts(context, count) or counted_plural(context, count.start, count.end) is None


def _is_inside_name(context: Context, count: Count) -> bool:
    """Part of a name ("Apollo 11", "An-70", "60 Minutes"), unless it counts what stands behind the name."""
    low, high = context.passage.start + count.start, context.passage.start + count.end
    name = context.reading.names.covering(low, high)
    if name is None or name.entity_type not in NUMBERED_TYPES or (name.start, name.end) == (low, high):
        return False
    if count.counted is None or context.before(count.start, 1) == "-":
        return True
    return context.passage.start + count.counted[1] <= name.end


def _is_capitalised(context: Context, count: Count) -> bool:
    """Return whether it is a number word with a capital inside a sentence, behind a capitalised word, "of" or "the" ("Group of Seven")."""
    passage = context.passage
    if count.part.number.form != "words" or not context.text[count.start].isupper() or context.in_title_case:
        return False
    first = passage.token_at(count.start)
    if first <= 0 or passage.sentence[first - 1] != passage.sentence[first] or not context.before(count.start, 2).strip().isalnum():
        return False
    return passage.words[first - 1][0].isupper() or passage.lower[first - 1] in ("of", "the")


_Judge = Callable[[Context, Count], bool]
_NEVER: tuple[_Judge, ...] = (
    _is_score_of_cricket, _is_limit_of_age, _is_of_law, _is_of_something_else, _is_coordinate, _is_day, _is_score, _is_address, _is_pronoun,
    _is_title, _is_certain_person, _is_half_period, _is_span_of_years,
)  # fmt: skip
_UNMODIFIED: tuple[_Judge, ...] = (
    _is_counter, _is_service, _is_telephone, _is_place_in_list, _is_year, _is_list_mark, _is_identifier, _is_age, _is_labelled, _follows_name,
    _is_inside_name, _is_capitalised,
)  # fmt: skip
