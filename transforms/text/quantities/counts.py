"""Numbers in their sentence: what a number counts, and whether it is an amount at all or part of a name, a year, an age, an address, a score.

Works on the tags and dependencies of the annotated segment; offsets are those of the segment's text.
"""

import bisect
import re
from typing import Any, NamedTuple

from transforms.text.lexicon import calendar, data, numerals
from transforms.text.quantities import currencies, units
from transforms.text.reading.passage import Passage

NAME_TYPES = frozenset({"FAC", "ORG", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT"})
"""Entity types whose names hold numbers."""

_FOUR_DIGITS = re.compile(r"\d{4}(?:\D{1,5}\d{4})?")
_SEASON = re.compile(r"(?<!\d)(?:19|20)\d\d[-\u2013/]\Z")
_AGE = re.compile(r"[\s-]*(?:years?|months?|weeks?|days?)[\s-]+(?:olds?|of\s+age)\b")
_RATING = re.compile(r"[-\u2010\u2011](?:stars?|pointed|sided|fold|way|time|faced|piece|for|on|in|out|by)\b")
_MONTH = rf"(?:(?:{calendar.capitalised(calendar.MONTH_NAME)})|(?:{calendar.capitalised(calendar.MONTH_ABBREVIATION)})\b\.?)"
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\s\Z")
_MONTH_BEHIND = re.compile(rf"\s{_MONTH}(?![a-z])")
_ADDRESS = re.compile(
    r"\s(?:[NSEW]\.?\s)?(?:[A-Z][\w'.]{0,20}\s){1,3}(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Drive|Dr|Lane|Court|Crescent|Parkway|Terrace)\b"
)
_PARAGRAPH = re.compile(r"\(\w\)")
_SCORE = re.compile(r"(?<![\w-])\d{1,3}[-\u2013]\d{1,3}(?![\w-])")
_LAST_WORD = re.compile(r"([^\W\d_]+)(\.?)[\s#-]*\Z")
_YEAR_BEFORE = frozenset(
    [
        "in",
        "since",
        "by",
        "from",
        "until",
        "till",
        "before",
        "after",
        "during",
        "early",
        "late",
        "mid",
        "year",
        "fiscal",
        "the",
        "circa",
        "of",
        "spring",
        "summer",
        "fall",
        "autumn",
        "winter",
        "to",
        "and",
        "between",
        "season",
    ]
)
_PRONOUN_ONE = frozenset("which no any every each this that the another some other such what whatever whichever".split())  # noqa: SIM905
_SELECTING = frozenset({"only", "next", "last", "not", "first"})
_ONE_FOLLOWERS = frozenset("day another thing time of".split())  # noqa: SIM905
_MODIFIER_TAGS = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "NN", "NNS", "NNP", "NNPS", "HYPH", "CD", "RB", "RBR", "RBS", "AFX", "POS"})
_ADJECTIVE_TAGS = frozenset({"JJ", "JJR", "JJS", "VBG", "VBN"})
_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})


class Part(NamedTuple):
    """One number with what belongs to it: offsets into the segment's text, ends of its value, unit and money."""

    start: int
    end: int
    number: numerals.Numeral
    low: float
    high: float
    unit: units.Unit | None
    money: currencies.Money | None
    code: str | None
    marked: bool
    scale: float


class Spans:
    """Spans that do not overlap one another, in order, to ask what lies among them."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        """Takes sorted spans."""
        self._spans = spans

    def overlaps(self, start: int, end: int) -> bool:
        """Whether one of them overlaps ``start:end``."""
        at = bisect.bisect_left(self._spans, (end, -1)) - 1
        return at >= 0 and self._spans[at][1] > start


class Surroundings:
    """The text around the numbers of one segment; ``spans`` are the dates and times of the article in source offsets, sorted."""

    def __init__(self, segment: Passage, spans: list[tuple[int, int]]) -> None:
        """Keeps what the judgements need."""
        self.segment, self.spans = segment, spans
        self.text: str = segment.doc.text
        self.doc: Any = segment.doc
        self.title_case = segment.segment.kind in ("headline", "heading")
        self.scores = Spans([m.span() for m in _SCORE.finditer(self.text)])

    def in_time(self, start: int, end: int) -> bool:
        """Whether segment offsets ``start:end`` overlap a DATE or TIME that does not lie well inside them."""
        low, high = self.segment.start + start, self.segment.start + end
        at = bisect.bisect_left(self.spans, (high, -1)) - 1
        return at >= 0 and any(e > low and not low < s < e < high for s, e in self.spans[max(at - 3, 0) : at + 1])

    def sentence_span(self, start: int, end: int) -> tuple[int, int]:
        """Segment offsets of the sentence (or sentences) around ``start:end``."""
        return self.segment.sentence_span(start, end)

    def sentence(self, start: int, end: int) -> str:
        """The text of the sentence around segment offsets ``start:end``."""
        low, high = self.sentence_span(start, end)
        return self.text[low:high]

    def token(self, start: int, end: int) -> Any | None:
        """The last token of ``start:end``."""
        span = self.doc.char_span(max(end - 1, start), end, alignment_mode="expand")
        return span[-1] if span is not None and len(span) else None

    def counted(self, start: int, end: int) -> tuple[int, int] | None:
        """Segment offsets of the noun phrase that the amount at ``start:end`` counts: modifiers and head, without "of" and articles."""
        token = self.token(start, end)
        if token is None:
            return None
        doc, at = self.doc, token.i + 1
        hyphen = end < len(self.text) and self.text[end] in "-\u2010\u2011"
        while at < len(doc) and doc[at].idx < end:
            at += 1
        if at < len(doc) and doc[at].lower_ == "of" and not hyphen:
            at += 1
            while at < len(doc) and doc[at].tag_ in ("DT", "PRP$", "PDT", "CD"):
                at += 1
        elif (at < len(doc) and doc[at].lower_ in ("more", "other", "additional") and not hyphen) or (
            at < len(doc) and doc[at].lower_ in ("a", "an") and token.lower_ == "half"
        ):
            at += 1
        if hyphen:
            word = re.compile(r"[^\W\d_]+").match(self.text, end + 1)
            if word is None or word.group() != "strong":
                return word.span() if word else None
            at = token.i + 3
        return self.noun_phrase(token, at)

    def noun_phrase(self, number: Any, first: int) -> tuple[int, int] | None:
        """Segment offsets of the noun phrase from token ``first`` on, to the head of ``number`` where the parser gives one."""
        doc = self.doc
        stop, border = min(len(doc), first + 9), self.sentence_span(number.idx, number.idx + 1)[1]
        of = doc[first - 1] if first and doc[first - 1].lower_ == "of" else None
        last, at = -1, first
        while at < stop and doc[at].idx < border and not self.in_time(doc[at].idx, doc[at].idx + len(doc[at])):
            if not self.belongs(at, first, last == at - 1 and at > first, self.heads_behind(number, of, at)):
                break
            if doc[at].tag_ in _NOUN_TAGS:
                last = at
            at += 1
        head = number.head.i if number.dep_ == "nummod" else self.object_of(of) if of is not None else -1
        if first <= head < last and doc[head].tag_ in ("NNS", "NNPS") and doc[head + 1].tag_ != "POS":
            last = head
        if last < first:
            return None
        span = doc[first : last + 1]
        return (span.start_char, span.end_char) if span.end_char > span.start_char else None

    def belongs(self, at: int, first: int, after_noun: bool, head_follows: bool) -> bool:
        """Whether token ``at`` may go on with a noun phrase that began at ``first``; ``head_follows`` where its head lies behind."""
        doc = self.doc
        tag = doc[at].tag_
        following = doc[at + 1].tag_ if at + 1 < len(doc) else ""
        if tag in _NOUN_TAGS or tag in ("HYPH", "AFX"):
            return True
        if after_noun:
            return tag == "POS" or (tag in _ADJECTIVE_TAGS and head_follows)
        if tag == "CD" and at == first:
            return following == "HYPH" or any(c.isalpha() for c in doc[at].text[:1])
        if tag == "CC" and at > first and doc[at - 1].tag_ in _ADJECTIVE_TAGS and following in _ADJECTIVE_TAGS:
            return True
        return tag in _MODIFIER_TAGS or (tag in ("CC", ",", "VBD") and head_follows)

    def heads_behind(self, number: Any, of: Any | None, at: int) -> bool:
        """Whether the noun that ``number`` (or its "of") belongs to lies behind token ``at``."""
        if of is not None:
            return self.object_of(of) > at
        return bool(number.dep_ == "nummod" and number.head.i > at)

    def object_of(self, of: Any) -> int:
        """Index of the object of the preposition ``of`` within the next tokens, -1 without one."""
        near = self.doc[of.i + 1 : of.i + 12]  # not of.children: it crashes on a doc that was never parsed
        return next((token.i for token in near if token.dep_ == "pobj" and token.head.i == of.i), -1)

    def counted_plural(self, part: Part) -> str | None:
        """What the bare number ``part`` counts, when that is a plural."""
        counted = self.counted(part.start, part.end)
        if counted is None:
            return None
        token = self.token(counted[0], counted[1])
        return self.text[slice(*counted)] if token is not None and token.tag_ in ("NNS", "NNPS") else None

    def is_amount(self, part: Part, counted: tuple[int, int] | None, modifier: str, ranged: bool) -> bool:
        """Whether a number without unit and money is a count, and no name, year, score, age, address, index."""
        text, number = self.text, part.number
        start, end = part.start, part.end
        written = text[start:end]
        if _AGE.match(text, end) or _RATING.match(text, end) or text.startswith("'s", end) or text.startswith("\u2019s", end):
            return False
        if (
            written.isdigit()
            and (_MONTH_BEFORE.search(text[max(start - 12, 0) : start]) or _MONTH_BEHIND.match(text, end))
            and part.low <= 31
        ):
            return False
        if not ranged and self.scores.overlaps(start, end):
            return False
        if written.isdigit() and (_ADDRESS.match(text, end) or _PARAGRAPH.match(text, end)):
            return False
        if written.lower() == "one" and not self.is_one(part, counted):
            return False
        if written.lower() in ("half", "the half") and not self.is_half(start, end):
            return False
        if (
            _FOUR_DIGITS.fullmatch(written)
            and counted is None
            and (ranged or modifier == "more_than")
            and part.low >= 1900
            and part.high <= 2050
        ):
            return False
        if modifier != "exact" or ranged:
            return True
        if written.isdigit() and len(written) == 4 and 1500 <= part.low <= 2100 and self.is_year(part, counted):
            return False
        if (
            re.compile(r"[.)](?=\s|[A-Z])").match(text, end)
            and not text[max(start - 8, 0) : start].strip()
            and (start < 8 or "\n" in text[start - 8 : start])
            and written.isdigit()
            and len(written) <= 3
        ):
            return False
        if written.isdigit() and (
            _SEASON.search(text, max(start - 6, 0), start) or (len(written) >= 8 and len(text.strip(" .\n")) > len(written))
        ):
            return False
        if self.is_age(start, end):
            return False
        return not self.in_name(part, counted, number)

    def is_one(self, part: Part, counted: tuple[int, int] | None) -> bool:
        """Whether the word "one" counts something and is no pronoun."""
        if part.low < 0:
            return True
        lead = _LAST_WORD.search(self.text[max(part.start - 20, 0) : part.start])
        if lead is not None and (
            lead[1].lower() in _PRONOUN_ONE or (lead[1].lower() in _SELECTING and not self.text[part.end :][:1].isspace())
        ):
            return False
        following = re.compile(r"[\s-]+([^\W\d_]+)").match(self.text, part.end)
        if following is not None and following[1].lower() in _ONE_FOLLOWERS:
            return False
        if self.text[part.end : part.end + 1] == "-":
            return False
        return counted is not None

    def is_half(self, start: int, end: int) -> bool:
        """Whether "half" is a share and not a period of a game, a year or part of a word."""
        lead = _LAST_WORD.search(self.text[max(start - 20, 0) : start])
        if lead is not None and lead[1].lower() in (
            "first",
            "second",
            "other",
            "latter",
            "opening",
            "top",
            "bottom",
            "better",
            "this",
            "that",
            "each",
            "in",
        ):
            return False
        if self.text[end : end + 1] == "-":
            return False
        following = re.compile(r"\s+([^\W\d_]+)").match(self.text, end)
        return following is None or following[1].lower() not in ("time", "brother", "sister", "way", "price", "marathon", "smile", "moon")

    def is_year(self, part: Part, counted: tuple[int, int] | None) -> bool:
        """Whether a number of four digits is a year."""
        lead = _LAST_WORD.search(self.text[max(part.start - 20, 0) : part.start])
        if counted is None or (lead is not None and lead[1].lower() in _YEAR_BEFORE):
            return bool(self.text[max(part.start - 80, 0) : part.start].strip() or self.text[part.end : part.end + 80].strip(" ."))
        return self.counted_plural(part) is None or 1900 <= part.low <= 2050

    def is_age(self, start: int, end: int) -> bool:
        """Whether the number is the age behind a name ("…, 65, …") or behind "aged"."""
        lead = self.text[max(start - 24, 0) : start]
        if re.search(r"(?i)\b(?:aged?|ages)\s(?:(?:between\s)?\d{1,3}\s(?:to|and|or)\s)?\Z", lead):
            return True
        if not lead.endswith(", ") or not re.compile(r"\s?(?:[,.;)]|of\b|from\b|who\b|was\b|\Z)").match(self.text, end):
            return False
        token = self.token(start - 2, start - 1)
        return token is not None and token.i > 0 and (self.doc[token.i - 1].tag_ in ("NNP", "NNPS"))

    def in_name(self, part: Part, counted: tuple[int, int] | None, number: numerals.Numeral) -> bool:
        """Whether the number is part of a name, an index or a label ("Highway 401", "No. 2", "Group of Seven")."""
        text, doc = self.text, self.doc
        token = self.token(part.start, part.end)
        if token is None:
            return False
        first = self.token(part.start, part.start + 1)
        previous = doc[first.i - 1] if first is not None and first.i > 0 else None
        lead = _LAST_WORD.search(text[max(part.start - 24, 0) : part.start])
        if text.startswith(" of ", part.end):
            counted = None  # page 2 of the report
        if lead is not None and "\n" not in lead.group():
            label = lead[1].lower()
            if (
                label in data.words("quantities/labels.txt")
                and (counted is None or number.form != "words")
                and not (number.form == "words" and label in ("v", "ver", "version"))
                and not (label == "no" and not lead[2])
                and (counted is None or lead[1][0].isupper() or label in ("no", "number", "nos"))
            ):
                return True
        if text[max(part.start - 1, 0) : part.start] == "#":
            return True
        if previous is not None and previous.tag_ in ("NNP", "NNPS") and not previous.is_sent_end and not self.title_case:
            adjacent = text[previous.idx + len(previous) : part.start].strip() == ""
            weekday = previous.lower_.removesuffix(".") in calendar.WEEKDAY_NUMBERS
            singular = counted is None or self.counted_plural(part) is None
            if adjacent and singular and not weekday and number.form == "digits" and number.scale == 1:
                return True
        if token.ent_type_ in NAME_TYPES and first is not None:
            if token.ent_iob_ == "I" and first.ent_iob_ == "I" and counted is None:
                return True
            if (
                first.ent_iob_ == "B"
                and token.i + 1 < len(doc)
                and doc[token.i + 1].ent_iob_ == "I"
                and doc[token.i + 1].tag_ in ("NNP", "NNPS")
            ):
                return True
        if number.form == "words" and text[part.start].isupper() and not self.title_case and first is not None and not first.is_sent_start:
            before = text[max(part.start - 2, 0) : part.start].strip()
            if before.isalnum() and previous is not None and (previous.text[0].isupper() or previous.lower_ in ("of", "the")):
                return True
        return False
