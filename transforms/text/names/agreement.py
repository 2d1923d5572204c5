"""One type for each name of an article: by majority, by the lists, and by what its words say."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from transforms.text.lexicon import titles
from transforms.text.lexicon.names import lexicon, listed
from transforms.text.names import wording
from transforms.text.names.acronyms import is_team_tail
from transforms.text.names.spans import Key, Span
from transforms.text.names.wording import SURE_PLACES
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage


def agreed(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return ``spans`` with one label for each name where the article has a clear majority, and known places that nothing makes a person as
    places.
    """
    winners = _winners(reading, spans)
    people = {
        word
        for span in spans
        if span.label == "PER" and len(span.key) > 1 and wording.person_or_place(span.key) == "PER"
        for word in span.key
    }
    companies = {span.key[0] for span in spans if _is_company(span)} - people
    bodies = (span.key for span in spans if span.label == "ORG" or lexicon().lowered.get(span.key) == "known")
    tails = {key[-1:] for key in bodies if len(key) > 1 and is_team_tail(key[-1:])}
    firms = _firms(spans)
    votes = _votes(reading, spans)
    result = []
    towns = {(span.passage, span.last) for span in spans if span.label == "LOC"}
    for span in spans:
        label = _label(reading.passages[span.passage].words, span, winners, companies, people)
        if label in ("NORP", "PER") and span.key in tails and span.key[0] not in people:
            label = "ORG"
        if label == "PER" and len(span.key) == 1 and span.key[0] not in people:
            label = _by_model(span.key, votes[span.key])
        if label in ("PER", "LOC", "MISC") and span.key in firms and not _is_located(reading, span):
            label = "ORG"
        if label == "PER" and (span.passage, span.first - 1) in towns and _is_around_town(reading.passages[span.passage], span):
            label = "LOC"
        result.append(span if label == span.label else span._replace(label=label, rule=f"{span.rule}, {span.label} agreed to be {label}"))
    return result


def _is_around_town(passage: Passage, span: Span) -> bool:
    """Return whether the span, behind a town, is the listed country, region or county between commas that it lies in: "Orlin, Kent, on Monday"."""
    if passage.words[span.first - 1] != "," or lexicon().lowered.get(span.key) not in SURE_PLACES:
        return False
    return span.last == len(passage) or not passage.tags[span.last].startswith(("VB", "MD", "POS", "CC"))


def _firms(spans: Sequence[Span]) -> set[Key]:
    """Return the names of the companies that the article names with their legal form, too, without it, and the first words of them that no list knows
    ("Zorvat Foods" and "Zorvat" of "Zorvat Foods plc"); not what is a place's or a person's name.
    """
    firms: set[Key] = set()
    for span in spans:
        size = len(span.key)
        while size > 1 and "suffix" in lexicon().cues.get(span.key[size - 1], ()):
            size -= 1
        if span.label == "ORG" and size < len(span.key):
            firms |= {span.key[:size], span.key[:1]}
    return {
        key for key in firms if key not in lexicon().lowered and key[0].capitalize() not in lexicon().given and key[0] not in lexicon().cues
    }


def _is_located(reading: Reading, span: Span) -> bool:
    """Return whether a preposition of place stands before what may be a place."""
    return span.label == "LOC" and _is_behind_locative(reading, span)


def _is_behind_locative(reading: Reading, span: Span) -> bool:
    """Return whether a preposition of place stands before the span, other than "at" and "from", behind which bodies stand, too."""
    before = reading.passages[span.passage].lower[span.first - 1] if span.first else ""
    return before in listed("locatives") and before not in ("at", "from")


def _is_company(span: Span) -> bool:
    """Return whether the span is a company's name whose first word may stand for it: its last word says so, or it is an organisation that is no
    public body, and nothing that a list knows.
    """
    if len(span.key) < 2:
        return False
    public = not listed("public").isdisjoint(span.key) or "body" in lexicon().cues.get(span.key[-1], ())
    known = span.key[:1] in lexicon().lowered or span.key in lexicon().lowered
    return span.key[-1] in listed("companies") or (span.label == "ORG" and not public and not known)


def _winners(reading: Reading, spans: Sequence[Span]) -> dict[Key, str]:
    """Return the labels that the article as a whole gives to a name, where it gives one."""
    votes: dict[Key, Counter[str]] = defaultdict(Counter)
    located: set[Key] = set()
    for span in spans:
        votes[span.key][span.label] += 1
        if _is_behind_locative(reading, span):
            located.add(span.key)
    winners = {}
    for key, counts in votes.items():
        label, number = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if number >= 2 and number >= 2 * (sum(counts.values()) - number):
            winners[key] = label
        elif len(key) > 1 and "PER" in counts and "ORG" in counts:
            winners[key] = wording.person_or_body(key, counts)
        elif key in located and counts["LOC"] == number and lexicon().lowered.get(key, "town").startswith("town"):
            winners[key] = "LOC"
        kind = lexicon().lowered.get(key)
        if (
            kind in SURE_PLACES
            and not wording.is_personal(key)
            and (winners.get(key, label) == "PER" or (kind == "country" and label != "NORP"))
        ):
            winners[key] = "LOC"
    return winners


def _label(words: Sequence[str], span: Span, winners: dict[Key, str], companies: set[str], people: set[str]) -> str:
    """Return the label of one span: that of its name, but for what its own words and those beside it say."""
    known = lexicon().lowered.get(span.key)
    own = words[span.first : span.last]
    label = winners.get(span.key, span.label)
    if label == "PER":
        label = wording.person_or_place(span.key)
        if len(span.key) == 1 and span.key[0] in companies and not wording.is_personal(span.key):
            label = "ORG"
    capitals = own[0].isupper() and len(own[0]) > 3
    if label in ("ORG", "MISC") and known in SURE_PLACES and (capitals or (len(own) > 1 and (known == "area" or "and" in own))):
        label = "LOC"
    if known == "known" and (label != "PER" or not _may_be_person(span.key, people)):
        label = "ORG"
    following = words[span.last] if span.last < len(words) else ""
    if label == "ORG" and following == "administration" and len(own) == 1 and own[0].istitle() and known is None:
        label = "PER"
    if known is None and _may_be_short(words, span, label) and _is_short_for_person(span.key, people, companies, own):
        label = "PER"
    if label == "LOC" and span.label == "PER" and span.first and titles.precedes_person(words[span.first - 1]):
        label = "PER"
    return label


def _may_be_short(words: Sequence[str], span: Span, label: str) -> bool:
    """Return whether the span may be one word of somebody's name by its label and the words beside it: "Roe said", "pro-Roe", not "Roe-ray"."""
    sided = list(words[max(span.first - 2, 0) : span.first]) in (["pro", "-"], ["anti", "-"])
    goes_on = list(words[span.last : span.last + 1]) == ["-"]
    return len(span.key) == 1 and not goes_on and (label in ("ORG", "MISC") or (label == "NORP" and sided))


def _is_short_for_person(key: Key, people: set[str], companies: set[str], written: Sequence[str]) -> bool:
    """Return whether the word, ``written`` with an initial capital alone, is one of a person's full name in the article and begins no company's."""
    return key[0] in people and key[0] not in companies and written[0].istitle() and wording.person_or_place(key) == "PER"


def _may_be_person(key: Key, people: set[str]) -> bool:
    """Return whether an organisation's name is one word that is a person's name, too: by the lists, or since a person of the article bears it."""
    return len(key) == 1 and (key[0] in people or wording.is_personal(key))


def _votes(reading: Reading, spans: Sequence[Span]) -> dict[Key, Counter[str]]:
    """Return how often the model gives which type to the first words of each name of one word."""
    votes: dict[Key, Counter[str]] = defaultdict(Counter)
    for span in spans:
        if len(span.key) == 1:
            votes[span.key][reading.passages[span.passage].model_labels[span.first][2:]] += 1
    return votes


def _by_model(key: Key, votes: Counter[str]) -> str:
    """Return PER, or what else a word is that nobody bears in full: an organisation, or a country, region or large town, where the model says so at
    each of its mentions; what towns and people are called may be somebody's.
    """
    kind, count = votes.most_common(1)[0]
    sure = count == votes.total()
    known = lexicon().lowered.get(key)
    if sure and kind == "ORG" and known == "known":
        return "ORG"
    large = known == "townA" and key[0].capitalize() not in lexicon().given
    return "LOC" if sure and kind == "GPE" and (known in ("country", "region") or large) else "PER"
