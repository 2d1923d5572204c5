"""What the text says a person is: title or role as written, its organisation, and the age."""

import bisect
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from transforms.text.lexicon import calendar
from transforms.text.lexicon.names import lexicon
from transforms.text.names.mentions import Name
from transforms.text.reading import Reading


class Role(NamedTuple):
    """A role as written: source offsets, and the organisation it is in, where the text names one."""

    start: int
    end: int
    organisation: str | None


_LONGEST_BEFORE = 9
_LONGEST_AFTER = 22
_AGE_AFTER = re.compile(r"\s*(?:,\s*(?:aged?\s+|an?\s+)?|\((?:aged?\s+)?|,?\s+aged?\s+)(\d{1,3})(?:[-\s]year[-\s]old\b|(?=\s*[,.;)]))")
_AGE_BEFORE = re.compile(r"\b(\d{1,3})[-\s]year[-\s]old(?:\s+[\w'’-]+){0,4}\s+$")
_AGE_TURNED = re.compile(r",?\s+who\s+(?:is|was|turned|turns|has turned)\s+(\d{1,3})\b(?!\s*(?:per|%|years? (?:in|of)))")
_RANK_PAIR = re.compile(r"(?<![\w.-])([A-Z][a-z]{1,5}\.?-[A-Z][a-z]{1,5}\.?) {1,2}$")
_NOUN = frozenset(("NN", "NNS", "NNP", "NNPS"))
_BEFORE_TAGS = _NOUN | frozenset(("JJ", "HYPH", "AFX", "VBG", "VBN", "JJS", "JJR"))
_VERBAL = frozenset(("acting", "governing", "ruling", "presiding", "sitting", "retired", "visiting", "managing", "elected", "outgoing"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_QUALITIES_LINE = """
late young old older younger embattled popular longtime long-time veteran famous controversial powerful influential beloved outspoken
disgraced fellow other another such new same only first second third last previous own many several some few top incoming newly all both
current fateful prominent renowned well-known dear
"""
_QUALITIES = frozenset(_QUALITIES_LINE.split())
_DATES = frozenset((*calendar.WEEKDAYS, *calendar.MONTHS, "today", "yesterday", "tomorrow", "meanwhile", "however", "earlier", "later"))
_ADDRESSES = frozenset(
    ("mr", "mrs", "ms", "miss", "madam", "madame", "sir", "lady", "dame", "dr", "sri", "shri", "smt", "mister", "don", "doña")
)
_EXTRA_LINE = """
chief deputy assistant spokesman spokeswoman spokesperson officer head member vice-president president-elect secretary-general sgt captain
commander director-general aide adviser advisor consultant investigator inspector magistrate veteran chaplain nurse surgeon physician
epidemiologist virologist climatologist meteorologist sociologist psychologist lecturer tutor candidate nominee challenger incumbent
opposition-leader negotiator diplomat consul minister-counsellor whip organiser organizer campaigner volunteer dancer producer presenter
broadcaster anchor host chef designer architect curator librarian driver pilot fisherman trader shopkeeper salesman saleswoman banker
accountant auditor ombudsman regulator trustee
"""
_EXTRA = frozenset(_EXTRA_LINE.split())
_LINKS = frozenset(("of", "for", "at", "with", "in", "to", "on"))


def is_office(word: str) -> bool:
    """Whether ``word`` names an office, a rank or an occupation.

    >>> is_office("Gov."), is_office("spokesman"), is_office("river")
    (True, True, False)
    """
    low = word.casefold()
    if low.rstrip(".") in _ADDRESSES:
        return False
    cues = lexicon().cues.get(low, ())
    if "office" in cues or "honorific" in cues or low in _EXTRA:
        return True
    single = low[:-1] if low.endswith("s") else low[3:] if low.startswith("ex-") else ""
    return bool(single) and ("office" in lexicon().cues.get(single, ()) or single in _EXTRA)


class Roles:
    """Looks for roles and ages around the mentions of one article."""

    def __init__(self, article: Reading, names: Sequence[Name]) -> None:
        """``names`` are all mentions of ``article``, sorted."""
        self.article = article
        self.source = article.source_text
        self.names = names
        self.starts = [name.start for name in names]
        self._words: dict[int, list[str]] = {}

    def describe(self, group: Sequence[int]) -> tuple[Role | None, int | None]:
        """Role and age of the person that the mentions at the positions ``group`` name: the first the text gives, titles before the name
        first.
        """
        role, age = None, None
        for position in group:
            name = self.names[position]
            if role is None:
                role = self.before(name) or self.after(name) or self.ahead(name)
            if age is None:
                age = self.age(name)
            if role is not None and age is not None:
                break
        return role, age

    def age(self, name: Name) -> int | None:
        """The age that stands beside the mention ``name``."""
        after = self.source[name.end : name.end + 60]
        before = self.source[max(0, name.start - 80) : name.start]
        found = _AGE_AFTER.match(after) or _AGE_TURNED.match(after) or _AGE_BEFORE.search(before)
        if found and 0 < int(found.group(1)) <= 120:
            return int(found.group(1))
        return None

    # The three places where a role stands

    def before(self, name: Name) -> Role | None:
        """The title right before the mention: "Belgorod Gov.", "Canadian Defence Minister", "the company's chief executive"."""
        segment = self.article.passages[name.segment]
        return self._ending(segment, name.first, name.segment, attached=True) or self._ranks(name)

    def ahead(self, name: Name) -> Role | None:
        """The role before a mention in commas: "The company's chief executive, Jane Roe, said"."""
        segment = self.article.passages[name.segment]
        doc, words = segment.doc, self._of(name.segment)
        if name.first < 2 or words[name.first - 1] != ",":
            return None
        following = words[name.last] if name.last < len(words) else "."
        if following not in (",", ".", ")", ";", "—", "–") and doc[min(name.last, len(doc) - 1)].tag_ not in _FINITE:
            return None
        return self._ending(segment, name.first - 1, name.segment, attached=False)

    def after(self, name: Name) -> Role | None:
        """The role in commas after the mention: "Jane Roe, 43, chief of the harbour police, said", "Jane Roe, who is the mayor of"."""
        segment = self.article.passages[name.segment]
        words = self._of(name.segment)
        i, count = name.last, len(words)
        if i >= count or words[i] not in (",", "(", "—", "–"):
            return None
        closing = {"(": ")"}.get(words[i], words[i])
        i += 1
        if i + 1 < count and words[i].isdigit() and words[i + 1] == ",":
            i += 2
        if (
            i + 2 < count
            and words[i] == "who"
            and words[i + 1] in ("is", "was", "serves", "served")
            and words[i + 2] not in ("not", "still")
        ):
            i += 3 if words[i + 2] in ("also", "now", "currently", "as") else 2
            closing = ","
        while i < count and words[i].casefold() in ("the", "a", "an", "also", "now", "currently", "then", "another", "all", "both", "one"):
            i += 1
        if i < count and re.fullmatch(r"\d{1,3}", words[i]):  # a 43-year-old teacher
            while (i < count and words[i] in ("-", "year", "years", "old", words[name.last])) or (i < count and words[i].isdigit()):
                i += 1
            if i < count and words[i].endswith("old"):
                i += 1
        return self._starting(segment, name.segment, i, closing, count)

    def _ranks(self, name: Name) -> Role | None:
        """Two shortened ranks that a hyphen joins right before the mention: "Lt.-Col."."""
        low = max(0, name.start - 30)
        found = _RANK_PAIR.search(self.source, low, name.start)
        if found and all(is_office(part) for part in found.group(1).split("-")):
            return Role(found.start(1), found.end(1), None)
        return None

    # Walking

    def _of(self, index: int) -> list[str]:
        if index not in self._words:
            self._words[index] = [token.text for token in self.article.passages[index].doc]
        return self._words[index]

    def _person_at(self, segment: int, token: int) -> bool:
        start = self.article.passages[segment].start + self.article.passages[segment].doc[token].idx
        name = self._name_at(start)
        return name is not None and name.entity_type == "PERSON"

    def _name_at(self, offset: int) -> Name | None:
        position = bisect.bisect_right(self.starts, offset) - 1
        if position >= 0 and self.names[position].end > offset:
            return self.names[position]
        return None

    def _ending(self, segment: Any, last: int, index: int, attached: bool) -> Role | None:
        """The noun phrase with an office that ends before token ``last``."""
        doc, words = segment.doc, self._of(index)
        sentence = doc[last - 1].sent.start if 0 < last <= len(doc) else 0
        low = max(sentence, last - _LONGEST_BEFORE)
        first, i = last, last - 1
        office = False
        while i >= low:
            word, tag = words[i], doc[i].tag_
            plain = word.casefold()
            if plain in _DATES or plain in _QUALITIES or plain.rstrip(".") in _ADDRESSES or self._person_at(index, i):
                break
            if tag in ("VBG", "VBN") and plain not in _VERBAL and "-" not in plain:
                break
            if tag in _BEFORE_TAGS or is_office(word):
                if i == last - 1 and attached and (not is_office(word) or tag in ("NNS", "NNPS")):
                    return None
                office = office or is_office(word)
                first = i
            elif first != i + 1 or not self._linked(words, doc, i, low, office):
                break
            i -= 1
        while first < last and (words[first] in ("-", "/", "&") or doc[first].tag_ in ("VBG", "VBN")):
            first += 1
        if not any(is_office(words[i]) and (i == last - 1 or words[i + 1].casefold() in _LINKS) for i in range(first, last)):
            return None
        start = segment.start + doc[first].idx
        end = segment.start + doc[last - 1].idx + len(words[last - 1])
        organisation = self._organisation(index, first, last)
        if organisation is None and first and words[first - 1] in ("'s", "’s", "'", "’"):
            owner = self._name_at(segment.start + doc[first - 1].idx - 1)
            if owner is not None and owner.entity_type == "ORG":
                organisation = self.source[owner.start : owner.end]
        return Role(start, end, organisation)

    def _linked(self, words: Sequence[str], doc: Any, i: int, low: int, office: bool) -> bool:
        """Whether the token ``i`` links what stands after it to an office before it."""
        plain = words[i].casefold()
        if plain in ("-", "/", "&"):
            return True
        if i - 1 < low:
            return False
        if plain in ("of", "for"):
            return self._reaches_office(words, doc, i - 1, low)
        if plain == "the":
            return words[i - 1].casefold() in ("of", "for") and i - 2 >= low and is_office(words[i - 2])
        return plain == "and" and office and is_office(words[i - 1])

    def _reaches_office(self, words: Sequence[str], doc: Any, i: int, low: int) -> bool:
        while i >= low and doc[i].tag_ in _NOUN:
            if is_office(words[i]):
                return True
            i -= 1
        return False

    def _starting(self, segment: Any, index: int, first: int, closing: str, count: int) -> Role | None:
        """The noun phrase with an office that begins at token ``first`` and ends before ``closing`` or the sentence's end."""
        doc, words = segment.doc, self._of(index)
        if first >= count:
            return None
        office, linked, i = -1, False, first
        while i < min(count, first + _LONGEST_AFTER):
            word, tag = words[i], doc[i].tag_
            if word == closing or word in (",", ";", "—", "–", ")", "(", '"', "“", "”", ":"):
                break
            if doc[i].is_sent_start and i > first:
                break
            if word in (".", "!", "?"):
                break
            if word.casefold() in (
                "who",
                "which",
                "that",
                "where",
                "when",
                "whose",
                "but",
                "after",
                "before",
                "while",
                "as",
                "because",
                "if",
            ):
                break
            if tag in _FINITE:
                return None
            if office < 0 and not linked:
                if is_office(word) and tag in _NOUN | frozenset(("JJ", "VB")):
                    if i + 1 < count and self._person_at(index, i + 1):
                        return None
                    office = i
                elif word.casefold() in _LINKS:
                    linked = True
                elif self._person_at(index, i) or (tag not in _BEFORE_TAGS and tag not in ("POS", "CD", "RB", "DT", "CC", "PRP$", "IN")):
                    return None
            i += 1
        if office < 0:
            return None
        last = i
        while last > first and (words[last - 1].casefold() in _LINKS or words[last - 1].casefold() in ("and", "or", "the", "a", "an")):
            last -= 1
        if last <= office:
            last = office + 1
        return Role(
            segment.start + doc[first].idx, segment.start + doc[last - 1].idx + len(words[last - 1]), self._organisation(index, first, last)
        )

    def _organisation(self, index: int, first: int, last: int) -> str | None:
        """The organisation named between the tokens: a named one, else a common one after "of", "for", "at", "with"."""
        segment = self.article.passages[index]
        doc, words = segment.doc, self._of(index)
        low = segment.start + doc[first].idx
        high = segment.start + doc[last - 1].idx + len(words[last - 1])
        position = bisect.bisect_left(self.starts, low)
        while position < len(self.names) and self.names[position].start < high:
            name = self.names[position]
            if name.entity_type == "ORG" and name.end <= high:
                return self.source[name.start : name.end]
            position += 1
        for i in range(first + 1, last - 1):
            if words[i].casefold() in ("of", "for", "at", "with"):
                j = i + 1
                while j < last and words[j].casefold() in ("the", "a", "an", "its", "his", "her", "their"):
                    j += 1
                k = j
                while k < last and (doc[k].tag_ in _NOUN or doc[k].tag_ in ("JJ", "HYPH", "POS")):
                    k += 1
                if k > j and "body" in lexicon().cues.get(words[k - 1].casefold(), ()):
                    return self.source[segment.start + doc[j].idx : segment.start + doc[k - 1].idx + len(words[k - 1])]
        return None
