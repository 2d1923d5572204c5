"""Named mentions: the spans of names in an annotated article, with their OntoNotes type, before they are merged into entities.

The model's labels are one voice: a linear tagger weighs them against word lists and against what the rest of the article does with the
same words (``the tagger``); then the mentions of one name agree on its type, and a name seen once is found wherever it stands.
"""

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from transforms.text.lexicon import calendar
from transforms.text.lexicon.names import fold, lexicon
from transforms.text.names import tagger
from transforms.text.names.features import NAMED_SHAPES, of_article, of_word, shouting, titled
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_KEPT_ARTICLE = re.compile(r"(?:The|THE) (?:Hague|HAGUE|Gambia|Bahamas)\b|A\s+(?:[a-z]|\W)")
_POSSESSIVE = re.compile(r"\s*(?:['’ʼ`´][sS]|(?<=[sS])['’ʼ])$")
_EDGES = " \t\r\n\f\v\xa0\"“”„«»‘'’`,;:!?([{)]}-–—*_/\\|.…•·"
_ABBREVIATED = re.compile(r"(?<![\w&])(?:\w\.){2,}$|\b(?:Inc|Ltd|Co|Corp|Bros|Jr|Sr|St|Mt|Gov|Sen|Rep|No)\.$")
_REGIONS = re.compile(
    r"(?:Ala|Alta|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Man|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Nfld|Okla|Ont|Ore|Pa|Que|"
    r"Sask|Tenn|Tex|Va|Vt|W\.Va|Wash|Wis|Wyo)\."
)
"""Regions of the United States and Canada as newspapers shorten them."""
_BARE_REGIONS_LINE = "alta ariz calif colo conn fla mich minn mont nev nfld okla ont ore que sask tenn tex wis wyo"
_BARE_REGIONS = frozenset(_BARE_REGIONS_LINE.split())
"""Those of them that are no other word without their period."""
_RANK_PAIR = re.compile(r"(?:[A-Z][a-z]{1,5}\.?-)+[A-Z][a-z]{1,5}\b\.?\s*")
_RANKS_LINE = "adm brig capt cmdr col coun cpl det gen insp lt maj sgt supt"
_RANKS = frozenset(_RANKS_LINE.split())
"""Shortened ranks and offices: what follows one is a person."""
_COMPANIES_LINE = "airlines airways cargo freight lines logistics marine motors shipping"
_COMPANIES = frozenset(_COMPANIES_LINE.split())
"""Words that a company's name ends with and no surname is."""
_SPOTS_LINE = "creek falls island islands lake mountains river springs valley"
_SPOTS = frozenset(_SPOTS_LINE.split())
_DATELINE = re.compile(
    r"(?P<town>[^\W\d_](?:[ .'’-]{0,2}[^\W\d_]){2,39})(?:, (?P<region>[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}))?"
    r" {0,3}(?P<agency>\([A-Z][\w ]{1,30}\))? {0,3}[-–—]{1,2}\s"
)
_SAINTS = frozenset(("st", "ste", "mt", "ft"))
"""Shortened words that a name goes on after, with a period."""
_CALENDAR = frozenset((*calendar.WEEKDAYS, *calendar.MONTHS)) | calendar.ZONES_ALONE
"""Words that name a time: a mention of one alone that is no person and no place is none."""
_BREAK = re.compile(r"[ \t\r\xa0]*\n[ \t\r\xa0]*\n\s*|\t+| {3,}| [|•·] ")
_BREAKS = {
    "LOC": re.compile(_BREAK.pattern + r"|,\s+(?!D\.?C\b)"),
    "PER": re.compile(_BREAK.pattern + r"|/|,\s+"),
    "ORG": re.compile(_BREAK.pattern + r"|(?<=[^\W\d_]{3})/(?=[^\W\d_]{3})"),
}
_LETTER = re.compile(r"[^\W\d_]")

_SURE_PLACES = frozenset(("country", "region", "area", "townA", "townB"))
_STYLES = frozenset(("royal", "highness", "majesty", "excellency", "holiness", "crown", "his", "her", "the", "honour", "honor", "vice"))
_LISTED = {"country": "LOC", "nation": "NORP", "faith": "NORP"}
_CURRENCIES = frozenset(("dollar", "dollars", "pound", "pounds", "peso", "pesos", "rupee", "rupees", "franc", "francs", "yen", "won", "$"))
_MISC_TYPES = frozenset(("PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"))
_PLACE_TYPES = frozenset(("GPE", "LOC", "FAC"))
_PLAIN = {"PER": "PERSON", "ORG": "ORG", "NORP": "NORP", "FAC": "FAC"}
_NATURE_WORDS = """
island islands isle archipelago peninsula cape bay gulf sea ocean strait channel lake river creek falls waterfall valley mountain mountains
mount mt hills plateau desert forest jungle savannah basin delta coast beach reef canyon glacier volcano
"""
_NATURE = frozenset(_NATURE_WORDS.split())


class Name(NamedTuple):
    """One named span: source offsets, half-open; its OntoNotes type; which of ``article.passages`` it lies in; and its tokens there."""

    start: int
    end: int
    entity_type: str
    segment: int
    first: int
    last: int


class _Span(NamedTuple):
    segment: int
    first: int
    last: int
    label: str
    key: tuple[str, ...]
    start: int
    end: int


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """``start:end`` of ``text`` without quotation marks and blanks at its edges, a leading article and a final possessive.

    >>> trim("in the Senate's hall", 3, 15)
    (7, 13)
    >>> trim("at The Hague.", 3, 13)
    (3, 12)
    """
    start, end = _strip(text, start, end)
    article = _ARTICLE.match(text, start, end)
    if article and article.end() < end and not _KEPT_ARTICLE.match(text, start, end):
        start = article.end()
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive and possessive.start() > start:
        end = possessive.start()
    return _strip(text, start, end)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        last = text[end - 1]
        if last == "." and _ABBREVIATED.search(text, max(start, end - 12), end):
            break
        if last == "." and _REGIONS.fullmatch(text, start, end):
            break
        if last in ")]" and ("(" in text[start:end] or "[" in text[start:end]):
            break
        end -= 1
    return start, end


def find(article: Reading) -> list[Name]:
    """The named mentions of ``article``, sorted, never overlapping."""
    features = of_article(article)
    words = [tokens.words for tokens in features]
    spans: list[_Span] = []
    for index, labels in enumerate(tagger.tag(features)):
        spans += _spans(article, index, words[index], labels)
    spans = _datelined(article, words, _agreed(words, spans))
    spans = sorted(spans + _repeated(words, spans))
    return _named(article, sorted(spans + _listed(words, spans)))


def _key(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold(word).casefold() for word in words)


def _spans(article: Reading, index: int, words: Sequence[str], labels: Sequence[str]) -> list[_Span]:
    """The labelled spans of one segment, in order: cut where blank lines, bars and the commas of places divide them, and trimmed."""
    found: list[_Span] = []
    first = 0
    while first < len(labels):
        last = first + 1
        if labels[first] != "O":
            kind = labels[first][2:]
            while last < len(labels) and labels[last] == "I-" + kind:
                last += 1
            found += _pieces(article, index, words, first, last, kind)
        first = last
    return _rejoined(article.source_text, found)


def _rejoined(source: str, spans: Sequence[_Span]) -> list[_Span]:
    """``spans`` in which a name that was cut after a shortened saint is whole again ("Sault Ste. Marie")."""
    result: list[_Span] = []
    for span in spans:
        before = result[-1] if result else None
        if before and before.key[-1].rstrip(".") in _SAINTS and source[before.end : span.start] in (" ", ". "):
            result[-1] = before._replace(last=span.last, key=before.key + span.key, end=span.end)
        else:
            result.append(span)
    return result


def _shortened_region(source: str, start: int, end: int) -> bool:
    """Whether ``start:end`` is a region as newspapers shorten it, after the comma of a town: ", Ont."."""
    return source[max(start - 2, 0) : start] == ", " and bool(_REGIONS.fullmatch(source, start, end))


def _with_period(source: str, start: int, end: int) -> tuple[int, int]:
    """``start:end``, and the period after it where that belongs to a shortened region."""
    return (start, end + 1) if source[end : end + 1] == "." and _shortened_region(source, start, end + 1) else (start, end)


def _pieces(article: Reading, index: int, words: Sequence[str], first: int, last: int, kind: str) -> list[_Span]:
    segment, source = article.passages[index], article.source_text
    starts = [segment.start + segment.doc[i].idx for i in range(first, last)]
    start, end = starts[0], starts[-1] + len(words[last - 1])
    borders = [start]
    for gap in _BREAKS.get(kind, _BREAK).finditer(source, start, end):
        borders += [gap.start(), gap.end()]
    borders.append(end)
    alone = _unbalanced(source[start:end])
    if alone >= 0:
        borders = sorted([*borders, start + alone, start + alone + 1])
    found = []
    for low, high in zip(borders[::2], borders[1::2], strict=True):
        low, high = _with_period(source, *trim(source, low, high))
        if low < high and _LETTER.search(source, low, high) and not (kind == "PER" and _only_title(source[low:high])):
            low = _after_ranks(source, low, high)
            if low == high or source[low:high] == "FILE":
                continue
            one = first + max(bisect.bisect_right(starts, low) - 1, 0)
            two = first + bisect.bisect_left(starts, high)
            whole = _key(words[one:two])
            for left, right, part in _parted(whole, kind):
                key = whole[left:right]
                begin, end = (low, high) if key == whole else _bounds(source, starts, words, first, one + left, one + right, high)
                label = "ORG" if part == "MISC" and _heads_body(key) else part
                if _shortened_region(source, begin, end) or _bare_region(source, key, begin):
                    label = "LOC"
                if label in ("ORG", "MISC") and len(key) == 1 and key[0] in _CALENDAR:
                    continue
                if begin < end:
                    found.append(_Span(index, one + left, one + right, label, key, begin, end))
    return found


def _bounds(source: str, starts: Sequence[int], words: Sequence[str], first: int, one: int, two: int, high: int) -> tuple[int, int]:
    """The source offsets of the tokens from ``one`` to ``two``, of those of which the token ``first`` begins at ``starts[0]``."""
    return trim(source, starts[one - first], min(starts[two - 1 - first] + len(words[two - 1]), high))


def _after_ranks(source: str, start: int, end: int) -> int:
    """Where ``start:end`` goes on after two ranks joined by a hyphen ("Maj.-Gen. Anne Roe")."""
    ranks = _RANK_PAIR.match(source, start, end)
    if not ranks:
        return start
    cues = lexicon().cues
    parts = ranks.group().strip().rstrip(".").casefold().split("-")
    return ranks.end() if all({"office", "honorific"} & set(cues.get(part.rstrip("."), ())) for part in parts) else start


def _bare_region(source: str, key: tuple[str, ...], start: int) -> bool:
    """Whether ``key``, which begins at ``start``, is a shortened region that has lost its period, after the comma of a town."""
    return len(key) == 1 and key[0] in _BARE_REGIONS and source[max(start - 2, 0) : start] == ", "


def _parted(key: tuple[str, ...], kind: str) -> list[tuple[int, int, str]]:
    """The parts (first and last word, type) of a span of the words ``key``: one, or what stands before and after a shortened rank, or a town
    and its region without a comma.

    >>> _parted(("harbour", "police", "capt.", "ann", "roe"), "ORG")
    [(0, 2, 'ORG'), (3, 5, 'PER')]
    >>> _parted(("sgt", ".", "ann", "roe"), "MISC")
    [(2, 4, 'PER')]
    >>> _parted(("toronto", "ont"), "PER")
    [(0, 1, 'LOC'), (1, 2, 'LOC')]
    """
    size = len(key)
    if size > 1 and key[-1].rstrip(".") in _BARE_REGIONS and lexicon().lowered.get(key[:-1], "").startswith("town"):
        return [(0, size - 1, "LOC"), (size - 1, size, "LOC")]
    if size == 1 and key[0] == "coun":
        return []
    if kind in ("ORG", "MISC"):
        cues = lexicon().cues
        for position in range(max(size - 5, 0), size - 2):
            begin = position + 2 if key[position + 1] == "." else position + 1
            rest = key[begin:]
            if (
                key[position].rstrip(".") in _RANKS
                and 2 <= len(rest) <= 3
                and not any(cues.get(one) or not one[0].isalpha() for one in rest)
            ):
                person = (begin, size, "PER")
                return [(0, position, kind), person] if position else [person]
        if size > 1 and key[-1].rstrip(".") in _RANKS:
            return [(0, size - 1, kind)]
    return [(0, size, kind)]


def _unbalanced(text: str) -> int:
    """Where in ``text`` a parenthesis stands that has no partner, -1 where there is none.

    >>> _unbalanced("Congress (NDC"), _unbalanced("Congress (NDC)")
    (9, -1)
    """
    opened = []
    for position, mark in enumerate(text):
        if mark in "([":
            opened.append(position)
        elif mark in ")]":
            if not opened:
                return position
            opened.pop()
    return opened[0] if opened else -1


def _only_title(text: str) -> bool:
    """Whether ``text`` is a title of several words without a name.

    >>> _only_title("Royal Highness"), _only_title("Prince Harry")
    (True, False)
    """
    words = text.casefold().split()
    cues = lexicon().cues
    return len(words) > 1 and all(word in _STYLES or {"office", "honorific"} & set(cues.get(word, ())) for word in words)


def _heads_body(key: tuple[str, ...]) -> bool:
    """Whether the noun that says what a name names is one for organisations ("Headquarters for the Treatment of …")."""
    head = key[-1]
    for position, word in enumerate(key):
        if position and word in ("of", "for", "on"):
            head = key[position - 1]
            break
    cues = set(lexicon().cues.get(head, ()))
    return len(key) > 1 and "body" in cues and not cues & {"event", "law", "work", "thing", "facility", "place"}


def _datelined(article: Reading, segments: Sequence[Sequence[str]], spans: Sequence[_Span]) -> list[_Span]:
    """``spans`` with the town in capitals that a segment opens with ("KYIV, Ukraine (AP) —") as a place: a town of the lists, or one before a
    country or region of them.
    """
    known = lexicon().lowered
    by_segment: list[list[_Span]] = [[] for _ in segments]
    for span in spans:
        by_segment[span.segment].append(span)
    for index, segment in enumerate(article.passages):
        words = segments[index]
        opening = _DATELINE.match(article.source_text, segment.start, min(segment.start + 120, segment.end))
        if not opening or not opening["town"].isupper():
            continue
        start, end = opening.span("town")
        last = 0
        while last < len(words) and segment.start + segment.doc[last].idx < end:
            last += 1
        key = _key(words[:last])
        region = opening["region"] or ""
        town = fold(opening["town"]).casefold()
        forms = (key, tuple(town.split()), tuple(town.replace(".", "").split()))
        within = known.get(tuple(region.casefold().split())) in _SURE_PLACES or bool(_REGIONS.fullmatch(region))
        if not last or not (within or any(known.get(form) in _SURE_PLACES for form in forms)):
            continue
        if segment.start + segment.doc[last - 1].idx + len(words[last - 1]) != end:
            continue
        own = by_segment[index]
        if any(span.first < last < span.last for span in own):
            continue
        agency = (opening.start("agency") + 1, opening.end("agency") - 1)
        own = [span._replace(label="ORG") if (span.start, span.end) == agency else span for span in own if span.first >= last]
        by_segment[index] = [_Span(index, 0, last, "LOC", key, start, end), *own]
    return [span for own in by_segment for span in own]


def _agreed(segments: Sequence[Sequence[str]], spans: Sequence[_Span]) -> list[_Span]:
    """``spans`` with one type for each name where the article has a clear majority, and known places that nothing makes a person as places."""
    votes: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for span in spans:
        votes[span.key][span.label] += 1
    known = lexicon()
    winners = {}
    for key, counts in votes.items():
        label, number = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if number >= 2 and number >= 2 * (sum(counts.values()) - number):
            winners[key] = label
        elif len(key) > 1 and "PER" in counts and "ORG" in counts:
            winners[key] = _person_or_body(key, counts)
        kind = known.lowered.get(key)
        if kind in _SURE_PLACES and not _personal(key) and (winners.get(key, label) == "PER" or (kind == "country" and label != "NORP")):
            winners[key] = "LOC"
    people = {word for span in spans if span.label == "PER" and len(span.key) > 1 and _not_person(span.key) == "PER" for word in span.key}
    companies = {span.key[0] for span in spans if len(span.key) > 1 and span.key[-1] in _COMPANIES} - people
    result = []
    for span in spans:
        label = winners.get(span.key, span.label)
        if label == "PER":
            label = _not_person(span.key)
            if len(span.key) == 1 and span.key[0] in companies and not _personal(span.key):
                label = "ORG"
        words = segments[span.segment][span.first : span.last]
        if label in ("ORG", "MISC") and known.lowered.get(span.key) in _SURE_PLACES and words[0].isupper() and len(words[0]) > 3:
            label = "LOC"
        following = segments[span.segment][span.last] if span.last < len(segments[span.segment]) else ""
        if label == "ORG" and following == "administration" and len(words) == 1 and words[0].istitle() and span.key not in known.lowered:
            label = "PER"
        if label == "LOC" and span.label == "PER" and span.first:
            before = known.cues.get(segments[span.segment][span.first - 1].lower(), ())
            if "honorific" in before or "office" in before:
                label = "PER"
        result.append(span._replace(label=label))
    return result


def _person_or_body(key: tuple[str, ...], counts: Counter[str]) -> str:
    """The type of a name that stands as a person and as an organisation: by its last word, then the majority, then by known names."""
    if {"body", "suffix"} & set(lexicon().cues.get(key[-1], ())) or key[-1] in _COMPANIES:
        return "ORG"
    if counts["PER"] != counts["ORG"]:
        return "PER" if counts["PER"] > counts["ORG"] else "ORG"
    return "PER" if _personal(key) else "ORG"


def _not_person(key: tuple[str, ...]) -> str:
    """``PER``, or what a name is that was taken for a person: a known place, a company or a place by its last word and no given name before."""
    if lexicon().lowered.get(key) in _SURE_PLACES and not _personal(key):
        return "LOC"
    if len(key) > 1 and key[0].capitalize() not in lexicon().given and key[0].rstrip(".") not in lexicon().cues:
        if key[-1] in _COMPANIES:
            return "ORG"
        if key[-1] in _SPOTS:
            return "LOC"
    return "PER"


def _personal(key: tuple[str, ...]) -> bool:
    """Whether a word of ``key`` is a known given name or surname."""
    known = lexicon()
    return any(word.capitalize() in known.given or word.capitalize() in known.family for word in key)


def _repeated(segments: Sequence[Sequence[str]], spans: Sequence[_Span]) -> list[_Span]:
    """Names of ``spans`` where they stand again and were not found: several words, or one that the article names at least twice."""
    counts = Counter(span.key for span in spans)
    labels: dict[tuple[str, ...], str] = {}
    starts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for span in spans:
        wanted = len(span.key) > 1 or counts[span.key] >= 2
        if wanted and span.key not in labels and sum(map(len, span.key)) >= 3:
            labels[span.key] = span.label
            starts[span.key[0]].append(span.key)
    for keys in starts.values():
        keys.sort(key=lambda key: (-len(key), key))
    taken = [set[int]() for _ in segments]
    for span in spans:
        taken[span.segment].update(range(span.first, span.last))
    found = []
    for index, words in enumerate(segments):
        unclear = shouting(words) or titled(words)
        first = 0
        while first < len(words):
            step = 1
            word = words[first]
            if first not in taken[index] and of_word(word)[0] in NAMED_SHAPES:
                for key in starts.get(fold(word).casefold(), ()):
                    last = first + len(key)
                    if unclear and len(key) == 1:
                        continue
                    if _key(words[first:last]) == key and not any(i in taken[index] for i in range(first, last)):
                        found.append(_Span(index, first, last, labels[key], key, 0, 0))
                        step = len(key)
                        break
            first += step
    return found


def _listed(segments: Sequence[Sequence[str]], spans: Sequence[_Span]) -> list[_Span]:
    """Countries and nationalities outside ``spans``: their names are in the lists, and nothing else is written so."""
    taken = [set[int]() for _ in segments]
    for span in spans:
        taken[span.segment].update(range(span.first, span.last))
    known = lexicon()
    found = []
    for index, words in enumerate(segments):
        if shouting(words):
            continue
        first = 0
        while first < len(words):
            step = 1
            word = fold(words[first])
            if first not in taken[index] and word[:1].isupper() and word in known.longest:
                for size in range(min(known.longest[word], len(words) - first), 0, -1):
                    kind = known.phrases.get(tuple(fold(one) for one in words[first : first + size]))
                    label = _LISTED.get(kind or "")
                    if label and not any(i in taken[index] for i in range(first, first + size)) and not _joined(words, first, size):
                        found.append(_Span(index, first, first + size, label, _key(words[first : first + size]), 0, 0))
                        step = size
                        break
            first += step
    return found


def _joined(words: Sequence[str], first: int, size: int) -> bool:
    """Whether a name goes on before or after: a capital on either side, or a currency's name after."""
    after = words[first + size] if first + size < len(words) else ""
    before = words[first - 1] if first else ""
    if after.lower() in _CURRENCIES:
        return True
    if size == 1 and len(words[first]) < 4 and not words[first].isupper():
        return True
    return before in ("-", "–") or (
        before[:1].isupper() and first > 1 and len(before) > 1 and not before.isupper() and before not in ("The", "In")
    )


def _named(article: Reading, spans: Sequence[_Span]) -> list[Name]:
    """``spans`` as names with their fine type."""
    source = article.source_text
    names: list[Name] = []
    for span in spans:
        segment = article.passages[span.segment]
        start, end = span.start, span.end
        if not end:
            final = segment.doc[span.last - 1]
            start, end = trim(source, segment.start + segment.doc[span.first].idx, segment.start + final.idx + len(final.text))
            start, end = _with_period(source, start, end)
        if start < end and (not names or names[-1].end <= start):
            names.append(Name(start, end, _fine(segment, span), span.segment, span.first, span.last))
    return _fine_agreed(source, names)


def _fine(segment: Passage, span: _Span) -> str:
    """The OntoNotes type of a span of coarse type: the model's where it fits, else by the words of the name."""
    plain = _PLAIN.get(span.label)
    if plain:
        return plain
    allowed = _PLACE_TYPES if span.label == "LOC" else _MISC_TYPES
    counts: Counter[str] = Counter(token.ent_type_ for token in segment.doc[span.first : span.last] if token.ent_type_ in allowed)
    if span.label == "LOC":
        return _place_type(span.key, counts)
    if counts:
        return min(counts.items(), key=lambda item: (-item[1], item[0]))[0]
    cues = {cue for word in span.key for cue in lexicon().cues.get(word, ())}
    for cue, kind in (("law", "LAW"), ("event", "EVENT"), ("thing", "PRODUCT")):
        if cue in cues:
            return kind
    before = segment.doc[span.first - 1].text if span.first else ""
    return "WORK_OF_ART" if before in ('"', "“", "‘", "'", "«") and len(span.key) > 1 else "PRODUCT"


def _place_type(key: tuple[str, ...], counts: Counter[str]) -> str:
    known = lexicon()
    kind = known.lowered.get(key, "")
    if kind.startswith("town") or kind in ("country", "region"):
        return "GPE"
    if kind == "area" or key[-1] in _NATURE or key[0] in ("lake", "mount", "mt", "mt.", "gulf", "cape"):
        return "LOC"
    if counts:
        return min(counts.items(), key=lambda item: (-item[1], item[0]))[0]
    return "FAC" if len(key) > 1 and "facility" in known.cues.get(key[-1], ()) else "GPE"


def _fine_agreed(source: str, names: Sequence[Name]) -> list[Name]:
    """``names`` with one type for each name within places and within the other kinds, by majority, then by first mention."""
    votes: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    keys = []
    for name in names:
        place = name.entity_type in _PLACE_TYPES
        key = (fold(source[name.start : name.end]).casefold(), place)
        keys.append(key if place or name.entity_type in _MISC_TYPES else None)
        if keys[-1]:
            votes[key][name.entity_type] += 1
    return [name._replace(entity_type=votes[key].most_common(1)[0][0]) if key else name for name, key in zip(names, keys, strict=True)]
