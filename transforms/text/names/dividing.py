"""Spans that hold more than one name, or what is no part of it: owner and owned, "A and B", an office and its holder, a courtesy title; and
spans that name nothing: degrees behind a name, illnesses, abbreviations of things, the party and region of a lawmaker.
"""

import re
from collections.abc import Iterator, Sequence

from transforms.text.lexicon import calendar, gazetteer, numbers, reporting, titles
from transforms.text.lexicon.common import is_common
from transforms.text.lexicon.folding import fold
from transforms.text.lexicon.names import lexicon, listed, shortened_regions
from transforms.text.names import fused, wording
from transforms.text.names.spans import PARTICLES, Key, Part, Span, key_of, of_tokens
from transforms.text.names.wording import REGIONS, SURE_PLACES, begins_road, has_initials, is_full_name, is_personal
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_COURTESY = frozenset(("dr", "mr", "mrs", "ms", "miss"))
_PARTY_AND_REGION = re.compile(r"[A-Z]{1,3}[-–](?P<region>[A-Z][\w.]*)")
_NUMBER_BEHIND = re.compile(r"\.? ?\d")
_CLOCK_BEFORE = re.compile(r"(?:\d|\b[AaPp]\.?[Mm]\.?) \Z")
_ZONE = re.compile(calendar.ZONE_NAME)
_STREETS = (["streets"], ["avenues"], ["roads"])
_DIRECTIONS = frozenset(("E", "N", "NE", "NW", "S", "SE", "SW", "W"))
_STREET_WORDS = frozenset(("Ave", "Avenue", "Blvd", "Boulevard", "Dr", "Drive", "Lane", "Ln", "Rd", "Road", "St", "Street"))
_OFFICE_FOR = frozenset(("for", "of"))
_INITIAL = re.compile(r"[A-Z]\.")
_SCORE = re.compile(r"[-–]\d")
_ADDRESS = re.compile(r"@|www\.|\S*://")
"""How the names of accounts and the addresses of pages begin."""
_AMOUNT = re.compile(r"[A-Z]{1,3}\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_ERAS = frozenset(("ad", "bc", "bce", "ce"))
_ERA_BEFORE = frozenset(("century", "centuries", "millennium"))
_POSITIONS = frozenset(("C", "F", "G", "P"))
"""Letters for the positions of players."""
_LONGEST_OFFICE = 12
"""Tokens before a name in which an office and what it is for may stand."""


def divided(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans``, in order, with those of several names in their parts, without titles, and without those that name nothing."""
    alone = {span.key for span in spans if span.label == "ORG"}
    told = {span.key: span.label for span in spans if not _is_headline(reading.passages[span.passage])}
    result: list[Span] = []
    for span in spans:
        if not _names_nothing(reading, span, result[-1] if result else None):
            passage = reading.passages[span.passage]
            result += _in_parts(reading, passage, _relabelled(passage, span), alone, told)
    return result


def _in_parts(reading: Reading, passage: Passage, span: Span, alone: set[Key], told: dict[Key, str]) -> Iterator[Span]:
    parts = _parts(passage, span, alone, told)
    if parts is None:
        yield span
        return
    for first, last, label in parts:
        rule = f"{span.rule}, part of a span"
        yield of_tokens(reading, span.passage, span.first + first, span.first + last, label, span.key[first:last], rule)


def _parts(passage: Passage, span: Span, alone: set[Key], told: dict[Key, str]) -> list[Part] | None:
    """Return the parts of a span, None for one name: the first rule that divides it says how. ``alone`` are the article's organisations, ``told`` the
    names in its sentences with their labels.
    """
    words = passage.words[span.first : span.last]
    if len(words) != len(span.key) or len(words) < 2:
        return None
    return (
        _owned(words, span)
        or _joined(words, span, alone)
        or _of_one_kind(words, span)
        or _with_article_between(words, span)
        or _around_verb(passage, words, span)
        or _held(passage, words, span)
        or fused.parts(passage, words, span)
        or _courteous(words, span)
        or _of_party(words, span)
        or _twice(span)
        or _behind_noun(passage, words, span, alone)
        or _in_headline(passage, span, told)
        or _before_holder(passage, words, span)
    )


def _owned(words: Sequence[str], span: Span) -> list[Part] | None:
    """Return owner and owned: a place and what is in it, or anything and a person with a known given name."""
    for i in range(1, len(words) - 1):
        if words[i] not in _POSSESSIVE or not words[i + 1][:1].isupper():
            continue
        known = lexicon().lowered.get(span.key[:i], "")
        if known in SURE_PLACES and span.label in ("LOC", "ORG", "FAC"):
            owned = "LOC" if len(words) == i + 3 and span.key[-1] in REGIONS else span.label
            return [(0, i, "LOC"), (i + 1, len(words), owned)]
        if span.label != "MISC" and is_full_name(words[i + 1 :]) and (i > 1 or known):
            owner = "LOC" if known in SURE_PLACES else "ORG"
            return [(0, i, owner), (i + 1, len(words), "PER")]
    return None


def _joined(words: Sequence[str], span: Span, alone: set[Key]) -> list[Part] | None:
    """Return the two people, or the two organisations, of "A and B": organisations where the first ends as they do, both end in a country, both are
    one word of which one is known and neither a surname, the second begins as they do, is a firm behind a known one or begins with a word
    that is only a name, or one stands alone elsewhere.
    """
    if span.label not in ("ORG", "PER") or span.key.count("and") != 1:
        return None
    i = span.key.index("and")
    left, right = span.key[:i], span.key[i + 1 :]
    if span.label == "PER":
        return [(0, i, "PER"), (i + 1, len(words), "PER")] if left and right and words[i + 1][:1].isupper() else None
    generic = len(right) == 1 and lexicon().cues.get(right[0])
    if not left or not right or generic or not words[i + 1][:1].isupper():
        return None
    national = len(left) > 1 and len(right) > 1 and all(lexicon().lowered.get(part[-1:]) == "country" for part in (left, right))
    single = len(left) == len(right) == 1
    known = "known" in (lexicon().lowered.get(left), lexicon().lowered.get(right))
    both = known and (lexicon().lowered.get(left) == lexicon().lowered.get(right) or (single and not is_personal((*left, *right))))
    closed = len(left) > 1 and left[-1] in _closings() and not _OFFICE_FOR & set(left)
    known_first = single and lexicon().lowered.get(left) == "known" and not is_common(right[0]) and not lexicon().cues.get(right[0])
    closes = "suffix" in lexicon().cues.get(right[-1], ()) or right[-1] in listed("companies")
    firm = lexicon().lowered.get(left) == "known" and len(right) > 1 and closes
    heads = _closings() | listed("bodies")
    twice = "of" in left and left[left.index("of") - 1] in heads and right[-1] in heads and "of" not in right
    begun = len(left) > 1 and len(right) > 2 and right[0] in heads and right[1] == "of" and not _OFFICE_FOR & set(left)
    apart = len(left) > 1 and len(right) > 1 and not _OFFICE_FOR & {*left, *right} and _begins_anew(left, right)
    if _is_union(left, right):
        return [(0, i, "ORG"), (i + 1, len(words), "LOC")]
    if known_first or both or closed or twice or begun or firm or apart or national or left in alone or right in alone:
        return [(0, i, "ORG"), (i + 1, len(words), "ORG")]
    return None


def _of_one_kind(words: Sequence[str], span: Span) -> list[Part] | None:
    """Return the two places or things of "A and B" that say what they are: both begin or both end so ("Storm Orla and Typhoon Zorvat", "Salt Lakes
    Act and Fish Trade Act"), the second begins so ("Orlin Reef and Mount Zorvat"), or the first is an act.
    """
    if span.label not in ("LOC", "MISC", "FAC") or span.key.count("and") != 1:
        return None
    i = span.key.index("and")
    j = i + 1 + (span.key[i + 1 : i + 2] == ("the",))
    left, right = span.key[:i], span.key[j:]
    if len(left) < 2 or len(right) < 2 or not words[j][:1].isupper():
        return None
    begun = right[0] in listed("landforms") or (left[0] in listed("storms") and right[0] in listed("storms"))
    if begun or left[-1] in (right[-1], "act"):
        return [(0, i, span.label), (j, len(words), span.label)]
    return None


def _with_article_between(words: Sequence[str], span: Span) -> list[Part] | None:
    """Return the two bodies of "A and the B of C", where both are called by what they are ("Board of Fish and Game and the Ministry of Trade")."""
    heads = listed("public")
    for i in range(2, len(words) - 4):
        if span.label == "ORG" and span.key[i : i + 2] == ("and", "the") and span.key[i + 2] in heads and span.key[i + 3] == "of":
            return [(0, i, "ORG"), (i + 2, len(words), "ORG")] if heads.intersection(span.key[:i]) else None
    return None


def _around_verb(passage: Passage, words: Sequence[str], span: Span) -> list[Part] | None:
    """Return the two names with a verb between them, written in small letters: "Orlin Tigers play Zorvat State"."""
    if span.label == "MISC" or passage.is_title:
        return None
    for i in range(1, len(words) - 1):
        if words[i].islower() and passage.is_verb(span.first + i) and words[i - 1][:1].isupper() and words[i + 1][:1].isupper():
            return [(0, i, span.label), (i + 1, len(words), span.label)]
    return None


def _begins_anew(left: Key, right: Key) -> bool:
    """Return whether ``right`` begins with what is only a name, and no person's ("Orlin Trade and Zorvat Capital"; not "Orlin Trade and Labour
    Board", "Ann B. and Joe Roe Trust"), and no known place holds the "and".
    """
    known = lexicon()
    unknown = not is_common(right[0]) and not known.cues.get(right[0]) and right[0].isalpha()
    person = left[0].capitalize() in known.given or right[0].capitalize() in known.given
    return unknown and not person and (left[-1], "and", right[0]) not in known.lowered and known.lowered.get(left[-1:]) not in SURE_PLACES


def _is_union(left: Key, right: Key) -> bool:
    """Return whether "and" joins an organisation and a place: a known organisation of several words, or people in the plural who belong to one, and
    a known place ("United Mill Workers and Oslo"); not what an organisation is of or for.
    """
    known = lexicon().lowered
    if len(left) < 2 or _OFFICE_FOR & set(left) or known.get(right) not in SURE_PLACES or known.get(left[-1:]) in SURE_PLACES:
        return False
    return known.get(left) == "known" or left[-1] in listed("unions")


def _behind_noun(passage: Passage, words: Sequence[str], span: Span, alone: set[Key]) -> list[Part] | None:
    """Return the name behind an ordinary noun with the capital of a sentence's beginning: "Banners of Zorvat Bank", where that is an organisation
    by the lists or the article, "Veteran Kenya", and the town before "Man" in a headline ("Zorvat Man Held").
    """
    known, last = lexicon().lowered, len(words) - 1
    if span.label == "LOC" and _is_headline(passage) and words[last].lower() in listed("townsmen"):
        return [(0, last, "LOC")] if known.get(span.key[:last]) in SURE_PLACES else None
    if not passage.sentence_starts[span.first] or not is_common(span.key[0]) or span.key in known or lexicon().cues.get(span.key[0]):
        return None
    if span.label == "ORG" and span.key[1] == "of" and (known.get(span.key[2:]) == "known" or span.key[2:] in alone):
        return [(2, len(words), "ORG")]
    return [(1, len(words), "LOC")] if span.label == "PER" and known.get(span.key[1:]) == "country" else None


def _twice(span: Span) -> list[Part] | None:
    """Return the two halves of a name that stands twice: a caption's and its credit's."""
    half = len(span.key) // 2
    twice = len(span.key) > 2 and span.key[:half] == span.key[half:]
    return [(0, half, span.label), (half, len(span.key), span.label)] if twice else None


def _in_headline(passage: Passage, span: Span, told: dict[Key, str]) -> list[Part] | None:
    """Return the name of the article's sentences with which a span of a headline begins: a person's full name ("Ann Roe Hammers Zorvat"), and in
    title case any name that goes on in ordinary words, which tell of no kind of name ("Zorvat Slips Again").
    """
    if not _is_headline(passage) or span.key in told or span.key in lexicon().lowered:
        return None
    for size in range(len(span.key) - 1, 0, -1):
        label, rest = told.get(span.key[:size], ""), span.key[size:]
        person = label == span.label == "PER" and size > 1
        plain = passage.is_title_case and all(is_common(word) and not lexicon().cues.get(word) for word in rest)
        if person or (label and plain):
            return [(0, size, label)]
    return None


def _is_headline(passage: Passage) -> bool:
    """Return whether initial capitals may say nothing of names in ``passage``."""
    return passage.is_title or passage.is_title_case


def _before_holder(passage: Passage, words: Sequence[str], span: Span) -> list[Part] | None:
    """Return the body of which a span names the office as well: right before a name ("Norland Marine Corps Commandant Ann Roe"), or behind an
    acronym ("the NHP Whip in parliament, Ann Roe").
    """
    if span.label != "ORG" or not titles.is_office(words[-1]) or "suffix" in lexicon().cues.get(span.key[-1], ()):
        return None
    acronym = "".join(words[:-1]).replace("-", "")
    if len(acronym) > 1 and acronym.isupper() and words[-1].istitle():
        return [(0, len(words) - 1, "ORG")]
    followed = "".join(passage.words[span.last : span.last + 1])[:1].isupper()
    return [(0, len(words) - 1, "ORG")] if followed and len(words) > 2 else None


def _closings() -> frozenset[str]:
    return listed("closings")


def _held(passage: Passage, words: Sequence[str], span: Span) -> list[Part] | None:
    """Return the holder of an office whose last words the span begins with ("Minister for Ports and Mines Ruth Roe"), and the body whose
    office stands in the span ("Harbour Party MP Ruth Roe"), or the place, where all was taken for a person ("Lowton Mayor Ruth Roe").
    """
    for i in range(max(len(words) - 4, 1), len(words) - 1):
        if not is_full_name(words[i:]) or titles.precedes_person(words[i]):
            continue
        person = (i, len(words), "PER")
        if titles.is_office(words[i - 1]) and span.label in ("ORG", "MISC"):
            return [(0, i - 1, span.label), person] if i > 1 else [person]
        office = titles.is_office(words[i - 1]) and not words[i - 1].endswith("s")
        if span.label == "PER" and i > 1 and office and words[0] not in lexicon().given:
            return [(0, i - 1, "LOC" if _is_place(words[: i - 1]) else "ORG"), person]
        if _follows_office(passage, span.first + i):
            return [person]
    return None


def _is_place(words: Sequence[str]) -> bool:
    """Return whether the gazetteer or the lists of names have ``words`` as a place."""
    kind = lexicon().lowered.get(key_of(words), "")
    return kind in SURE_PLACES or kind.startswith("town") or gazetteer.load().knows(gazetteer.fold(" ".join(words)))


def _follows_office(passage: Passage, end: int) -> bool:
    """Return whether the words before the token ``end`` are an office and, behind "for" or "of", what it is for."""
    purpose = False
    for i in range(end - 1, max(end - 1 - _LONGEST_OFFICE, -1), -1):
        word = passage.words[i]
        if purpose and word[:1].isupper() and titles.is_office(word) and passage.lower[i + 1] in _OFFICE_FOR:
            return True
        if word in (",", "and", "&", "the") or passage.lower[i] in _OFFICE_FOR or word[:1].isupper():
            purpose = purpose or word in ("and", "&")
        else:
            return False
    return False


def _courteous(words: Sequence[str], span: Span) -> list[Part] | None:
    """Return the person behind a courtesy title that was taken for something else, with the small words of the surname."""
    labels = ("ORG",) if span.key[0] == "miss" else ("ORG", "LOC", "MISC")  # "Miss Norway" is a contest, too
    if span.label not in labels or span.key[0].rstrip(".") not in _COURTESY:
        return None
    i = 1
    while i < len(words) - 1 and (words[i] == "." or "honorific" in titles.of(words[i]).kinds):
        i += 1
    rest = words[i:]
    large = [word for word in rest if word not in PARTICLES]
    return [(i, len(words), "PER")] if len(large) <= 3 and all(word.isalpha() and word[0].isupper() for word in large) else None


def _of_party(words: Sequence[str], span: Span) -> list[Part] | None:
    """Return the place and the party of "South Dakota Republican"."""
    known, last = lexicon().lowered, len(words) - 1
    if known.get(span.key[last:]) == "party" and known.get(span.key[:last]) in SURE_PLACES:
        return [(0, last, "LOC"), (last, last + 1, "NORP")]
    return None


def _relabelled(passage: Passage, span: Span) -> Span:
    """Return the span with the label that its own form decides."""
    words, key, label = passage.words[span.first : span.last], span.key, span.label
    if _is_road(passage, span):
        end = passage.start + passage.ends[span.last]
        return span._replace(label="FAC", key=(*key, passage.lower[span.last]), last=span.last + 1, end=end, rule=f"{span.rule}, a road")
    if label == "MISC" and key[-1] in calendar.WEEKDAYS and lexicon().lowered.get(key[:-1]) == "known":
        return span._replace(label="ORG", key=key[:-1], last=span.last - 1, end=passage.start + passage.ends[span.last - 2])
    if len(key) > 1 and key[-1].isdigit() and _SCORE.match(passage.readable, passage.ends[span.last - 1]):  # "beat Orlin 3-2"
        end = passage.start + passage.ends[span.last - 2]
        span = span._replace(key=key[:-1], last=span.last - 1, end=end, rule=f"{span.rule}, without a score")
    if label == "PER" and len(key) > 2 and key[-1].isdigit():  # "Ann Roe 2, and Joe Roe, 4"
        end = passage.start + passage.ends[span.last - 2]
        span = span._replace(key=key[:-1], last=span.last - 1, end=end, rule=f"{span.rule}, without a number")
        words, key = words[:-1], key[:-1]
    if label == "PER" and len(key) > 1 and (words[0] == "RIP" or _is_position(passage, span) or _is_inverted_cue(passage, span)):
        start = passage.start + passage.starts[span.first + 1]
        return span._replace(key=key[1:], first=span.first + 1, start=start, rule=f"{span.rule}, without what stands before it")
    party = _PARTY_AND_REGION.fullmatch(passage.readable[span.start - passage.start : span.end - passage.start])
    if label == "LOC" and party and lexicon().phrases.get((party["region"],)) in SURE_PLACES:  # "R-Ohio"
        start = span.end - len(party["region"])
        return span._replace(key=(fold(party["region"]).lower(),), start=start, rule=f"{span.rule}, without a party")
    if label == "PER" and len(key[0]) == 1 and _is_initial(passage, span.first - 1):
        start = passage.start + passage.starts[span.first - 1]
        key = (passage.lower[span.first - 1], *key)
        return span._replace(key=key, first=span.first - 1, start=start, rule=f"{span.rule}, with an initial")
    label = _by_form(passage, span, words)
    return span if label == span.label else span._replace(label=label, rule=f"{span.rule}, {span.label} by its form {label}")


def _is_inverted_cue(passage: Passage, span: Span) -> bool:
    """Return whether the span begins its sentence with the verb of who speaks: "Replied Roe, ..."."""
    return passage.sentence_starts[span.first] and passage.lower[span.first] in reporting.forms("name")


def _is_position(passage: Passage, span: Span) -> bool:
    """Return whether the span begins with a player's position behind the team: "Rovers: F Ann Roe"."""
    return len(span.key) > 2 and passage.words[span.first] in _POSITIONS and span.first > 0 and passage.words[span.first - 1] == ":"


def _is_initial(passage: Passage, i: int) -> bool:
    """Return whether the word ``i`` is an initial without a period that the tagger left out before another: "B S Roe"."""
    return i >= 0 and len(passage.words[i]) == 1 and passage.words[i].isupper() and passage.words[i] not in ("A", "I")


def _by_form(passage: Passage, span: Span, words: Sequence[str]) -> str:
    """Return the label of the span that its ``words`` decide, else its own."""
    key, label, known = span.key, span.label, lexicon()
    if label in ("ORG", "PER", "LOC") and _is_in_address(passage, span):
        return "FAC"
    if label != "PER" and all(word.isalpha() for word in words) and has_initials(words) and not _is_listed(key):
        return "PER"
    if label in ("ORG", "LOC") and len(words) == 2 and _INITIAL.fullmatch(words[0]) and words[1].istitle() and not _is_listed(key):
        return "PER"
    if label in ("ORG", "LOC") and len(key) > 2 and words[0] in known.given and key[1] in PARTICLES and _is_surname(words[1:]):
        place = any(known.lowered.get(key[i:]) in SURE_PLACES for i in range(2, len(key)))  # "Ville de Paris"
        return "PER" if not (place or _is_listed(key) or gazetteer.load().knows(gazetteer.fold(" ".join(words)))) else label
    if label != "MISC" and len(key) > 1 and not listed("feasts").isdisjoint((key[0], key[-1])):
        return "MISC"
    if label in ("LOC", "ORG", "PER") and "_".join(key) in listed("celebrated"):
        return "MISC"
    if label in ("ORG", "PER", "MISC", "NORP") and is_planet(passage, span):
        return "LOC"
    if label in ("ORG", "PER", "LOC", "FAC") and len(key) > 1 and key[-1] in listed("occasions"):
        return "MISC"
    if label in ("ORG", "PER") and len(key) > 2 and key[-1] == "park" and key[-2] in listed("parks"):
        return "FAC"
    if label == "ORG" and len(key) == 2 and key[-1] in REGIONS and not known.cues.get(key[0]):
        return "LOC"
    if label in ("LOC", "MISC", "PER") and len(key) > 1 and key[-1] == "nation" and words[-1] == "Nation":
        return "ORG"
    if label != "LOC" and _lives_there(passage, span) and known.lowered.get(key) != "known":
        return "LOC"
    if label in ("PER", "MISC") and len(key) > 1 and key[-1] in _closings() and "suffix" in known.cues.get(key[-1], ()):
        return "ORG"
    if label == "PER" and len(key) > 1 and key[-1] == "house" and key[0].capitalize() not in known.given:
        return "FAC"
    if label == "PER" and ((len(key) > 1 and key[-1] in listed("sights")) or (len(key) > 2 and key[-1] in listed("streets"))):
        return "FAC"
    if label in ("ORG", "PER", "NORP", "LOC") and passage.lower[span.last : span.last + 1] in _STREETS:  # "Elm and Oak streets"
        return "FAC"
    if label == "PER" and len(key) == 1 and _is_credited(passage, span):
        return "ORG"
    schooled = key[-1] in listed("schools") and not (key[-1] == "high" and passage.lower[span.last : span.last + 1] == ["court"])
    if label == "PER" and len(key) > 1 and key[-1] == "high" and schooled and key[0].capitalize() not in known.given:
        return "ORG"
    if label in ("LOC", "FAC") and len(key) > 1 and (schooled or _is_department(key) or _head(key) in listed("bodies")):
        return "ORG"
    if label in ("LOC", "FAC", "PER") and len(key) > 1 and key[-1] in listed("teams"):
        return "ORG"
    if label == "PER" and "&" in key[1:-1] and key[key.index("&") + 1].capitalize() not in known.given:
        return "ORG"
    if label in ("LOC", "FAC", "PER") and len(key) > 2 and key[-1] == "court" and not listed("courts").isdisjoint(key[-3:-1]):
        return "ORG"
    if label == "FAC" and wording.place_type(key) == "GPE":
        return "LOC"
    if label == "PER" and len(key) > 1 and known.lowered.get(key[:1]) == "known" and not is_personal(key):
        return "MISC"
    if label in ("ORG", "PER") and known.lowered.get(key) in SURE_PLACES and _is_of_townsfolk(passage, span):
        return "LOC"
    if label in ("ORG", "PER", "NORP") and passage.lower[span.last : span.last + 1] == ["counties"]:
        return "LOC"
    if label == "LOC" and len(key) == 1 and _is_given(passage, span):
        return "PER"
    if label in ("ORG", "MISC") and len(key) == 1 and _is_given(passage, span) and _is_with_relative(passage, span):
        return "PER"
    if label == "ORG" and len(key) == 1 and _is_given(passage, span) and _is_called_by_office(passage, span):
        return "PER"
    if label in ("ORG", "PER") and len(key) == 2 and known.lowered.get(key[:1]) == "known" and _is_one_of_many(passage, span):
        return "MISC"
    if label in ("LOC", "FAC") and len(key) > 1 and _is_title(passage, span):
        return "MISC"
    if label in ("ORG", "LOC", "PER", "NORP") and key[0] in listed("products") and not _closings() & set(key):
        return "MISC"
    if label != "MISC" and len(words) > 1 and words[0].isupper() and key[0] in listed("vessels") and words[1][:1].isupper():
        return "MISC"
    if label in ("LOC", "PER", "MISC") and passage.words[span.last : span.last + 1] == ["magazine"]:
        return "ORG"
    return label


def _is_surname(words: Sequence[str]) -> bool:
    """Return whether ``words`` are a surname's small words and one or two words behind them."""
    rest = [word for word in words if word not in PARTICLES]
    return words[len(words) - len(rest) :] == rest and len(rest) in (1, 2) and all(word.istitle() and word.isalpha() for word in rest)


def is_planet(passage: Passage, span: Span) -> bool:
    """Return whether the span names a planet: another one, or a word of astronomy, stands in its sentence."""
    if len(span.key) != 1 or span.key[0] not in listed("planets"):
        return False
    low, high = passage.sentences[passage.sentence[span.first]]
    others = {*passage.lower[low : span.first], *passage.lower[span.last : high]}
    return not others.isdisjoint(listed("astronomy") | listed("planets") - {span.key[0]})


def _is_in_address(passage: Passage, span: Span) -> bool:
    """Return whether the span is a street of an address: a direction, a name and a word for streets ("50 W. Orlin St."), or with that word behind
    it.
    """
    words = passage.words[span.first : span.last]
    if len(words) < 2 or words[0].rstrip(".") not in _DIRECTIONS:
        return False
    return any(word.rstrip(".") in _STREET_WORDS for word in (*words[2:], *passage.words[span.last : span.last + 1]))


def _is_credited(passage: Passage, span: Span) -> bool:
    """Return whether the span stands behind somebody's full name and a stroke, as agencies and papers do in credits: "Ann Roe/Zorvat"."""
    first = span.first - 3
    return first >= 0 and passage.words[span.first - 1] == "/" and is_full_name(passage.words[first : span.first - 1])


def _is_of_townsfolk(passage: Passage, span: Span) -> bool:
    """Return whether right behind the span stands what a town has and its teams and companies have not: "Orlin police"."""
    return span.last < len(passage) and passage.words[span.last] in listed("townsfolk")


def _head(key: Key) -> str:
    """Return the word that says what the name names: the one before "of" or "for", else the last."""
    return next((key[i - 1] for i in range(1, len(key)) if key[i] in _OFFICE_FOR), key[-1])


def _is_department(key: Key) -> bool:
    """Return whether the name is a body's by the field that ends it: "Orlin Department of Health", "Orlin County Public Health"."""
    return key[-2:] == ("public", "health") or any(
        key[i] in ("department", "ministry") and key[i + 1] in ("of", "for") and "place" not in lexicon().cues.get(key[-1], ())
        for i in range(len(key) - 2)
        if lexicon().lowered.get(key[i + 2 :]) not in SURE_PLACES
    )


def _is_given(passage: Passage, span: Span) -> bool:
    """Return whether the span is a given name that is no listed place, and no place by the words beside it."""
    before = passage.lower[span.first - 1] if span.first else ""
    given = passage.words[span.first] in lexicon().given and span.key not in lexicon().lowered
    return given and before not in listed("locatives") and before != "the"


def _is_called_by_office(passage: Passage, span: Span) -> bool:
    """Return whether the office of one person, with its article, stands behind the span and a comma: "Ann, the queen", not "Chelsea, the leaders"
    or "Chelsea, the Premier League champions".
    """
    behind = passage.words[span.last : span.last + 4]
    if len(behind) < 4 or behind[0] != "," or behind[1] not in ("the", "a"):
        return False
    return any(word.islower() and titles.is_office(word) and passage.tags[span.last + 2 + i] == "NN" for i, word in enumerate(behind[2:]))


def _is_one_of_many(passage: Passage, span: Span) -> bool:
    """Return whether the span, a known maker and another word, is what "a" counts and nothing goes on behind it: "a Toyota Zorvat was seen"."""
    counted = span.first > 0 and passage.lower[span.first - 1] in ("a", "an") and not lexicon().cues.get(span.key[-1])
    return counted and passage.tags[span.last : span.last + 1] not in (["NN"], ["NNS"], ["NNP"], ["JJ"], ["HYPH"], ["POS"])


def _is_with_relative(passage: Passage, span: Span) -> bool:
    """Return whether a full name stands behind the span and "and": "Ava and Mason Roe"."""
    behind = passage.words[span.last : span.last + 3]
    return len(behind) == 3 and behind[0] == "and" and is_full_name(behind[1:])


def _is_title(passage: Passage, span: Span) -> bool:
    """Return whether the span, with an article before it, is all that stands between two quotation marks, as titles of works do, and a work for the
    model, too; a building's or a body's name without an article may be quoted as well.
    """
    if not any(label.endswith("WORK_OF_ART") for label in passage.model_labels[span.first : span.last]):
        return False
    first = span.first - (span.first > 0 and passage.lower[span.first - 1] in ("the", "a", "an"))
    if first == span.first and not {"facility", "body", "place"}.isdisjoint(lexicon().cues.get(span.key[-1], ())):
        return False
    return passage.is_all_quoted(first, span.last)


def _is_listed(key: Key) -> bool:
    known = lexicon()
    return key in known.lowered or any(known.cues.get(word) for word in key)


def _is_road(passage: Passage, span: Span) -> bool:
    """Return whether the span is the country that begins the name of a road ("US 212"), and the number behind it counts nothing."""
    if len(span.key) > 1 or not begins_road(passage.words, span.first):
        return False
    return passage.tags[span.last + 1 : span.last + 2] not in (["NNS"], ["JJ"], ["NN"])


def _lives_there(passage: Passage, span: Span) -> bool:
    """Return whether the span stands behind an age and "of": "Ann Roe, 55, of Zorvat,", "Ann Roe, age 55, of Zorvat,"."""
    i = span.first
    before, after = passage.words[max(i - 4, 0) : i], passage.words[span.last] if span.last < len(passage) else "."
    if len(before) < 4 or len(span.key) > 2 or after not in (",", "."):
        return False
    comma, age, second, preposition = before
    return comma in (",", "age", "aged") and second == "," and preposition == "of" and age.isdigit() and len(age) < 4


def _names_nothing(reading: Reading, span: Span, before: Span | None) -> bool:
    """Return whether the span is no name: letters behind a person's name, an illness, an abbreviation of a thing, a party with a region, a
    lone ordinal, the "No." of a number, the zone of a clock time, an address on the web, an amount of money, an era.
    """
    text = reading.source_text[span.start : span.end]
    plain = text.replace(".", "").casefold()
    if _ADDRESS.match(text) or _AMOUNT.fullmatch(text) or (plain in _ERAS and _is_behind_years(reading, span)):
        return True
    if plain == "no" and _NUMBER_BEHIND.match(reading.source_text, span.end):
        return True
    if _ZONE.fullmatch(text) and _CLOCK_BEFORE.search(reading.source_text[max(span.start - 6, 0) : span.start]):
        return True
    if plain in listed("letters") and _is_behind_person(reading.source_text, span, before):
        return True
    one_word = len(span.key) == 1 or "/" in span.key  # "USD/JPY"
    if one_word and text.isupper() and listed("things").issuperset(plain.split("/")) and lexicon().lowered.get(span.key) != "known":
        return True
    if len(span.key) > 1 and span.key[-1] in listed("illnesses") and span.label != "PER" and "of" not in span.key:
        return True
    if _is_of_illness(reading.passages[span.passage], span) or _is_office_of(span) or _is_office(span):
        return True
    if _is_wording(reading.passages[span.passage], span) or _is_opening(reading, span):
        return True
    party = _PARTY_AND_REGION.fullmatch(text.rstrip("."))
    if party and party["region"] + "." in shortened_regions():
        return True
    return len(span.key) == 1 and span.label in ("ORG", "MISC") and numbers.ordinal(span.key[0]) is not None


def _is_behind_years(reading: Reading, span: Span) -> bool:
    """Return whether a number or a word for many years stands right before the span: "500 BC", "the third century BC"."""
    before = reading.passages[span.passage].lower[span.first - 1] if span.first else ""
    return before.isdigit() or before in _ERA_BEFORE


def _is_office_of(span: Span) -> bool:
    """Return whether the span is the office of one person with what it is of, in ordinary words: "Inspector General of Police", no "Ombudsman of
    Kenya", no "Knights of Zorvat", no "Queen of the Hill".
    """
    if span.label != "ORG" or "of" not in span.key[1:-1] or span.key in lexicon().lowered:
        return False
    i = span.key.index("of")
    held = not span.key[i - 1].endswith("s") and all(titles.is_office(word) or word == "-" for word in span.key[:i])
    return held and "the" not in span.key and all(map(is_common, span.key[i + 1 :]))


def _is_office(span: Span) -> bool:
    """Return whether the span is an office in ordinary words, with capitals ("Police Public Relations Officer"), and no paper or firm that is called
    by one ("Morning Star", "Pizza Queen").
    """
    key = span.key
    plain = span.label == "ORG" and len(key) > 1 and key not in lexicon().lowered and all(map(is_common, key))
    if not plain or not titles.is_office(key[-1]) or key[-1].endswith("s"):
        return False
    return key[-1] not in listed("papers") and "prefix" not in titles.of(key[-1]).kinds


def _is_wording(passage: Passage, span: Span) -> bool:
    """Return whether the span is a phrase with capitals for emphasis ("a Very Bad Idea", "the Best Day Ever"), or a term of a contract."""
    if span.label not in ("ORG", "MISC", "PER") or span.key in lexicon().lowered:
        return False
    if "_".join(span.key) in listed("terms"):
        return True
    cues = {cue for word in span.key for cue in lexicon().cues.get(word, ())}
    if len(span.key) == 1 or not all(is_common(word) for word in span.key) or not cues.isdisjoint(("body", "suffix")):
        return False
    emphatic = not listed("emphatic").isdisjoint(span.key) and passage.quoted[span.first] < 0
    before = passage.lower[span.first - 1] if span.first else ""
    return emphatic or (before in ("a", "an") and len(span.key) > 2 and span.label != "MISC" and not cues)


def _is_opening(reading: Reading, span: Span) -> bool:
    """Return whether the span is an ordinary word with the capital of a sentence's beginning, nobody's name and nowhere written as one."""
    word, passage = span.key[0], reading.passages[span.passage]
    if span.label != "PER" or len(span.key) > 1 or not passage.sentence_starts[span.first] or passage.is_title_case:
        return False
    plain = is_common(word) and word.endswith("s") and passage.words[span.first].istitle()
    if not plain or is_personal(span.key) or (word,) in lexicon().lowered:
        return False
    written = passage.words[span.first]
    return not any(one.words[i] == written and not one.sentence_starts[i] for one in reading.passages for i in range(len(one)))


def _is_of_illness(passage: Passage, span: Span) -> bool:
    """Return whether the span names a germ or an illness with the word behind it: "Marburg virus", "West Nile fever", "Hodge's disease"; or the
    illness that a doctor's name alone is, with its possessive: "has Parkinson's", no "Parkinson's lawyer".
    """
    last = span.last + (span.last < len(passage) and passage.words[span.last] in _POSSESSIVE)
    behind = passage.words[last] if last < len(passage) else ""
    if last > span.last and len(span.key) == 1 and span.key[0] in listed("called_after"):
        own = behind in listed("illnesses") or behind in listed("patients_of")
        return own or not (behind[:1].isupper() or passage.tags[last : last + 1] in (["NN"], ["NNS"], ["JJ"]))
    if span.label not in ("LOC", "PER", "NORP") or lexicon().lowered.get(span.key) in ("country", "nation"):
        return False
    owned = last > span.last and behind.lower() in ("disease", "syndrome")  # "Hodge's Disease"
    return owned or behind in ("virus", "viruses") or (behind.islower() and behind in listed("illnesses"))


def _is_behind_person(source: str, span: Span, before: Span | None) -> bool:
    """Return whether letters and commas alone stand between the person ``before`` and the span."""
    if before is None or before.label != "PER" or before.end > span.start:
        return False
    between = source[before.end : span.start].replace(".", "")
    words = [word.strip() for word in between.split(",")]
    return len(between) < 40 and "," in between and all(not word or word.casefold() in listed("letters") for word in words)
