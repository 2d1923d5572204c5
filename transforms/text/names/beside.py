"""What the words beside a name say of its type: "the brewer Zorvat", "shares of Zorvat", "Zorvat village", "Zorvat cut its forecast".

They decide for names that no list knows, wherever the article has them, unless they say two things.
"""

import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence

from transforms.text.lexicon import titles
from transforms.text.lexicon.common import is_common
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.lexicon.verbs import lemma
from transforms.text.names import works
from transforms.text.names.missed import is_acronym, is_postal, speaks
from transforms.text.names.spans import Key, Span
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_KINDS = frozenset(("PER", "ORG", "LOC", "FAC", "MISC"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_LONGEST_LIST = 8
"""Tokens of a list of settlements that are looked at."""
_LONGEST_CALLED = 4
"""Tokens behind a name's comma and "a" in which the noun stands that says what it is."""
_OF = frozenset(("of", "in"))
_NEAR = frozenset(("near", "outside"))
"""Prepositions that stand before places, and before nobody's name."""
_EMPLOYED = frozenset(("analyst", "economist", "executive", "lecturer", "partner", "professor", "researcher", "strategist", "trader"))
"""Who is "at" an organisation, and not at a place."""


_HEADED = frozenset(
    ("ceo", "cfo", "coo", "cto", "chairman", "cofounder", "co-founder", "editor", "employees", "founder", "publisher", "subsidiary")
)
"""What stands before "of" and the name of a company or a publication, and before no place."""
_WORK = "WORK"
"""What is said of a name that is a work's."""
_AGREE = ({"FAC", "LOC"},)
"""Labels that may be said of one name: a building is a place."""
_HEADS = frozenset(("boss", "ceo", "chair", "chairman", "chairwoman", "chief", "co-founder", "cofounder", "founder", "managing"))
"""What stands between a company and the name of who heads it."""
_CHIEFS = (["chief", "executive"], ["managing", "director"])
_LANDS = frozenset(("archipelago", "atoll", "island", "islands", "peninsula", "plateau", "river", "valley", "volcano"))
_PARTS = frozenset(("central", "coastal", "downtown", "eastern", "northeastern", "northern", "northwestern"))
_PARTS |= {"rural", "southeastern", "southern", "southwestern", "upstate", "western"}


def relabelled(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans``, of which those that no list knows have the label that the words beside them say."""
    spans = _listed_people(reading, spans)
    free = [span.label in _KINDS and not _is_listed(span.key) for span in spans]
    people = {word for span in spans if span.label == "PER" and _is_full(span.key) for word in span.key}
    said: dict[Key, Counter[str]] = defaultdict(Counter)
    for span, may_be in zip(spans, free, strict=True):
        if may_be:
            label = _label(reading.passages[span.passage], span, people)
            if label:
                said[span.key][label] += 1
    decided = {
        key: "FAC" if "FAC" in labels else next(iter(labels)) for key, labels in said.items() if labels.keys() in _AGREE or len(labels) == 1
    }
    short = _short_forms(reading, spans)
    return [
        _decided(span, decided.get(span.key, "ORG" if span.key in short else None)) if may_be else span
        for span, may_be in zip(spans, free, strict=True)
    ]


def _short_forms(reading: Reading, spans: Sequence[Span]) -> set[Key]:
    """Return the names that the article says are short for an organisation: "the Orlin Department of Fire Protection, or Orlin Fire,"."""
    found = set()
    for long, span in itertools.pairwise(spans):
        between = reading.source_text[long.end : span.start] if long.passage == span.passage else ""
        if long.label == "ORG" and len(long.key) > len(span.key) and between in (", or ", ", or the ", ", also called ", ", known as "):
            found.add(span.key)
    return found


def _listed_people(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans``, in which a name that no list knows is a person's where the full names of people stand before and behind it in a list: "Ann
    Roe, Colt Sev and Joe Doe".
    """
    result = list(spans)
    for number in range(1, len(spans) - 1):
        before, span, behind = spans[number - 1 : number + 2]
        named = span.label in ("LOC", "ORG") and len(span.key) == 2 and not _is_listed(span.key)
        if not named or any(lexicon().cues.get(word) for word in span.key) or not before.passage == span.passage == behind.passage:
            continue
        words = reading.passages[span.passage].words
        joined = words[before.last : span.first] == [","] and words[span.last : behind.first] in ([","], ["and"], [",", "and"])
        if joined and all(other.label == "PER" and _is_full(other.key) for other in (before, behind)):
            result[number] = span._replace(label="PER", rule=f"{span.rule}, one of several people")
    return result


def _decided(span: Span, label: str | None) -> Span:
    """Return the span with the label that is said of its name, if any is; its rule says so, also where the label was that."""
    if label == _WORK:
        return span._replace(label="MISC", rule=works.BEHIND_NOUN)
    return span._replace(label=label, rule=f"{span.rule}, {span.label} beside words for {label}") if label else span


def _is_listed(key: Key) -> bool:
    return lexicon().lowered.get(key, "townD") != "townD"


def _is_full(key: Key) -> bool:
    return len(key) > 1 and key[0].capitalize() in lexicon().given


def _label(passage: Passage, span: Span, people: set[str]) -> str:
    """Return the label that the words beside the span say, an empty string where they say none."""
    before = passage.lower[max(span.first - 2, 0) : span.first]
    after = passage.lower[span.last] if span.last < len(passage) else ""
    if (after == "," and is_postal(passage.words, span.last + 1)) or (len(span.key) == 1 and is_postal(passage.words, span.first)):
        return "LOC"
    if span.label == "PER" and len(span.key) == 1 and is_acronym(passage, passage.words[span.first]) and speaks(passage, span.first):
        return "ORG"
    trader = _is_trader(passage, span.first - 1) or (before[-1:] == [","] and after == "," and _is_trader(passage, span.first - 2))
    if trader and not _is_full(span.key) and not _may_trade(passage, span):  # "the publisher Jane Roe"
        return "ORG"
    if _is_somebody(passage, span):
        return "PER"
    if len(before) == 2 and before[1] == "of" and before[0] in _HEADED and span.label == "LOC":
        return "ORG"
    if len(span.key) == 1 and span.label == "PER" and _is_headed(passage, span):
        return "ORG"
    if len(before) == 2 and before[1] == "at" and before[0].removesuffix("s") in _EMPLOYED:
        return "ORG"
    if before[-1:] and lemma(before[-1]) == "speak" and len(span.key) == 1:
        return "MISC"
    if before[-1:] and before[-1] in listed("ships") and passage.tags[span.first - 1] == "NN" and not _is_full(span.key):
        return "MISC"
    if after in listed("peoples"):
        return "NORP"
    if len(span.key) == 1 and span.label != "LOC" and (after in listed("settlements") or (span.label != "MISC" and _lies(passage, span))):
        return "LOC"
    if before[-1:] and before[-1] in listed("premises_called") and passage.tags[span.first - 1] == "NN" and span.label in ("PER", "LOC"):
        return "" if _is_full(span.key) else "FAC"
    if span.label == "PER" and not _is_full(span.key) and _is_shown(passage, span):
        return _WORK
    if _is_settled(passage, span):
        return "LOC"
    if _has_age(passage, span):
        return "PER"
    if span.key[0] in people or _is_full(span.key):
        return ""
    if len(before) == 2 and before[0] in listed("capital") and before[1] in _OF:
        return "ORG"
    called = _called(passage, span)
    if called:
        return called
    if len(before) and before[-1] in listed("locatives"):
        return "LOC" if span.label == "PER" and before[-1] in _NEAR else span.label
    return "ORG" if _owns(passage, span) else ""


def _called(passage: Passage, span: Span) -> str:
    """Return the label that an apposition says: "Zorvat, a resort in the desert,", "Zorvat, a maker of toys, "."""
    first = span.last + 2
    article = passage.lower[first - 1 : first]
    if passage.words[span.last : span.last + 1] != [","] or article not in (["a"], ["an"], ["the"]):
        return ""
    longest = _LONGEST_CALLED + 2 * (article == ["the"])
    nouns = (i for i in range(first, min(first + longest, len(passage))) if passage.tags[i] == "NN")
    noun = next((i for i in nouns if passage.tags[i + 1 : i + 2] not in (["NN"], ["NNS"], ["HYPH"], ["POS"])), None)
    if noun is None or any(passage.tags[i].startswith(("NNP", "IN", "W")) for i in range(first, noun)):
        return ""
    word = passage.lower[noun]
    if word in listed("settlements") or word in listed("spots_called"):
        return "LOC"
    if article == ["the"] and not titles.of(word).kinds.isdisjoint(("office", "role")):
        return ""
    return "ORG" if word in listed("traders") else ""


def _is_headed(passage: Passage, span: Span) -> bool:
    """Return whether somebody heads what a name of one word names ("Zorvat chair Anna Roe", "the founder of Zorvat"), or it is listed somewhere
    ("Oslo-listed Zorvat").
    """
    before, behind = passage.lower[max(span.first - 3, 0) : span.first], passage.lower[span.last : span.last + 2]
    if before[-2:] == ["-", "listed"] and passage.words[span.first - 3][0].isupper():
        return True
    if len(before) > 1 and before[-1] == "of" and before[-2] in _HEADED - {"editor", "employees", "publisher"}:
        return True
    if behind and behind[0] in _HEADS:
        at = span.last + 1 + (behind in _CHIEFS)
        return at < len(passage) and passage.tags[at] == "NNP" and passage.words[at][0].isupper()
    return False


def _lies(passage: Passage, span: Span) -> bool:
    """Return whether a word for land or water stands behind a name of one word, or one for a part of a land before it: "Zorvat island", "southern
    Zorvat".
    """
    if not _LANDS.isdisjoint(passage.words[span.last : span.last + 1]):
        return True
    return span.label == "PER" and span.first > 0 and passage.words[span.first - 1] in _PARTS


def _is_shown(passage: Passage, span: Span) -> bool:
    """Return whether the name is that of what has seasons and episodes, or stands behind a word for it: "the season of Zorvat Tessil"."""
    before = passage.lower[max(span.first - 2, 0) : span.first]
    if len(before) == 2 and before[1] in ("of", "to") and before[0] in listed("parts_of_shows"):
        return True
    if len(before) == 2 and before[1] == "like" and before[0] in ("films", "movies", "serials", "shows"):
        return True
    goes_on = passage.tags[span.last : span.last + 1] in (["VBZ"], ["VBD"], ["VBP"], ["MD"])
    return (
        len(span.key) > 1
        and not goes_on
        and len(before) > 0
        and before[-1] in listed("works") | {"drama", "serial", "show"}
        and passage.tags[span.first - 1] == "NN"
    )


def _is_somebody(passage: Passage, span: Span) -> bool:
    """Return whether a noun that only a person has stands right before the span, two or three words of which none tells of anything else: "her
    boyfriend, Orvan Tessil,", "singer Orvan Tessil".
    """
    words = passage.words[span.first : span.last]
    if len(words) not in (2, 3) or not all(word.isalpha() and word.istitle() for word in words):
        return False
    if any(lexicon().cues.get(word) or is_common(word) for word in span.key) or span.key[-1] in listed("companies"):
        return False
    noun = span.first - 1 - (span.first > 1 and passage.words[span.first - 1] == ",")
    if noun < 0 or passage.tags[noun] != "NN" or not passage.words[noun].islower():
        return False
    kinds = titles.of(passage.words[noun]).kinds
    of_person = passage.lower[noun] in listed("intimates") or "kin" in kinds
    return of_person or (noun == span.first - 1 and "office" in kinds and passage.lower[noun] not in listed("ambiguous_offices"))


def _has_age(passage: Passage, span: Span) -> bool:
    """Return whether an age in commas stands behind the span, a given name or two or three words that tell of nothing else: "Thora, 70, said"."""
    age = passage.words[span.last : span.last + 3]
    if len(age) < 3 or age[0] != "," or age[2] != "," or not (age[1].isdigit() and len(age[1]) == 2):
        return False
    words = passage.words[span.first : span.last]
    if not all(word.isalpha() and word.istitle() for word in words) or any(lexicon().cues.get(word) for word in span.key):
        return False
    return len(words) in (2, 3) or (len(words) == 1 and words[0] in lexicon().given)


def _is_trader(passage: Passage, i: int) -> bool:
    if i < 0:
        return False
    many = passage.tags[i] in ("NNS", "NNPS") and passage.lower[i].removesuffix("s") in listed("traders")
    return many or (passage.tags[i] == "NN" and passage.lower[i] in listed("traders"))


def _may_trade(passage: Passage, span: Span) -> bool:
    """Return whether the tagger's person in two words stands right behind a noun that people are called by, too ("the developer Orvan Tessil")."""
    noun = passage.lower[span.first - 1] if span.first else ""
    return span.label == "PER" and len(span.key) == 2 and not titles.of(noun).kinds.isdisjoint(("office", "role"))


def _is_settled(passage: Passage, span: Span) -> bool:
    """Return whether the name stands, first or in a list, behind a word for settlements and "of" ("the villages of Orva and Zorvat"), or behind one
    for several of them and a colon ("these counties in Orlin: Orva and Zorvat").
    """
    i = span.first - 1
    while i > max(span.first - _LONGEST_LIST, 0) and (passage.words[i][:1].isupper() or passage.words[i] in ("and", ",")):
        i -= 1
    if passage.words[i] == ":":
        return not listed("settlements_many").isdisjoint(passage.lower[max(i - _LONGEST_LIST, 0) : i])
    return i > 0 and passage.lower[i] == "of" and passage.lower[i - 1] in listed("settlements") | listed("settlements_many")


def _owns(passage: Passage, span: Span) -> bool:
    """Return whether the name has what companies have, or is the subject of a clause that goes on with its own things ("cut its forecast")."""
    root = next((i for i in range(span.first, span.last) if not span.first <= passage.heads[i] < span.last), None)
    if root is None or span.label == "MISC":
        return False
    head = passage.heads[root]
    if passage.deps[root] == "poss":
        return passage.lower[head] in listed("corporate")
    if passage.deps[root] == "conj" and passage.lower[root - 1] == "and":
        root, head = head, passage.heads[head]
    if passage.deps[root] not in _SUBJECTS:
        return False
    objects = [kid for kid in passage.kids[head] if passage.deps[kid] == "dobj" and not _names(passage, head + 1, kid)]
    owners = {passage.lower[own] for kid in objects for own in passage.kids[kid]}
    if "its" in owners or ("their" in owners and any(passage.lower[kid] in listed("corporate") for kid in objects)):
        return True
    return lemma(passage.lower[head]) in listed("doings") and _acts_at_its_own(passage, head, objects)


def _acts_at_its_own(passage: Passage, verb: int, objects: Sequence[int]) -> bool:
    """Return whether what is done to several is done in what the subject owns ("cut 300 jobs at its plant"), and nothing else is named before."""
    if not objects or any(passage.tags[kid] != "NNS" or passage.child(kid, "det", "poss") is not None for kid in objects):
        return False
    places = (kid for over in (verb, *objects) for kid in passage.kids[over] if passage.lower[kid] in ("at", "in"))
    nouns = (noun for i in places for noun in passage.kids[i] if passage.deps[noun] == "pobj")
    return any(passage.lower[own] == "its" and not _names(passage, verb + 1, own) for noun in nouns for own in passage.kids[noun])


def _names(passage: Passage, first: int, last: int) -> bool:
    """Return whether another name stands between the tokens: whose own the things may be ("gave Zorvat its first")."""
    return any(passage.tags[i].startswith("NNP") for i in range(first, last))
