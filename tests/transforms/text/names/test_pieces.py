"""The pieces that names are found by, each alone: cutting, datelines, agreement, what the tagger missed, kinds of descriptions."""

import pytest

from schemas import Entity
from tests.conftest import Annotated
from transforms.text.names import agreement, cutting, datelines, descriptions, edges, missed, people
from transforms.text.names.spans import Span, key_of, of_tokens
from transforms.text.reading import Reading
from transforms.text.reading.layers import Name


def span(reading: Reading, text: str, label: str, passage: int = 0) -> Span:
    """The span of the first occurrence of ``text`` in a passage."""
    p = reading.passages[passage]
    at = p.text.index(text)
    first, last = p.tokens_of(at, at + len(text))
    return of_tokens(reading, passage, first, last, label, key_of(p.words[first:last]), "test")


def shown(reading: Reading, spans: list[Span]) -> list[tuple[str, str]]:
    return [(reading.source_text[one.start : one.end], one.label) for one in spans]


@pytest.mark.parametrize(
    ("text", "labels", "expected"),
    [
        ("Leeds, Yorkshire", "B-LOC I-LOC I-LOC", [("Leeds", "LOC"), ("Yorkshire", "LOC")]),
        ("Roe | Doe", "B-ORG I-ORG I-ORG", [("Roe", "ORG"), ("Doe", "ORG")]),
        ("Orlin: ZVT", "B-ORG I-ORG I-ORG", [("Orlin", "ORG"), ("ZVT", "ORG")]),
        ("Orlin: Zorvat", "B-ORG I-ORG I-ORG", [("Orlin: Zorvat", "ORG")]),
        ("MPP Ada Roe", "B-PER I-PER I-PER", [("Ada Roe", "PER")]),
        ("SP Ada Roe", "B-PER I-PER I-PER", [("Ada Roe", "PER")]),
        ("Barrister Roe", "B-PER I-PER", [("Roe", "PER")]),
        ("Party (NDC", "B-ORG I-ORG I-ORG", [("Party", "ORG"), ("NDC", "ORG")]),
        ("Ministry of Ports", "B-MISC I-MISC I-MISC", [("Ministry of Ports", "ORG")]),
        ("the Tuesday", "O B-MISC", []),
        ("Royal Highness", "B-PER I-PER", []),
        ("Coun.", "B-PER", []),
        ("“ ”", "B-ORG I-ORG", []),
        ("Salt Lake City", "B-LOC I-LOC O", [("Salt Lake City", "LOC")]),
        ("Salt Lake City", "B-LOC I-LOC B-ORG", [("Salt Lake", "LOC"), ("City", "ORG")]),
        ("Sacramento Kings", "B-LOC O", [("Sacramento Kings", "ORG")]),
        ("Sacramento Kings", "B-ORG O", [("Sacramento Kings", "ORG")]),
        ("Salt Lake City", "B-ORG I-ORG O", [("Salt Lake", "ORG")]),
        ("Sacramento Kin", "B-LOC O", [("Sacramento", "LOC")]),
        ("Salt Lake snow", "B-LOC I-LOC O", [("Salt Lake", "LOC")]),
    ],
)
def test_labels_become_spans(annotated: Annotated, text: str, labels: str, expected: list[tuple[str, str]]) -> None:
    reading = annotated(text)
    marks = labels.split()
    assert len(reading.passages[0]) == len(marks)
    assert shown(reading, cutting.spans(reading, 0, marks)) == expected


def test_a_dateline_takes_the_place_of_what_stood_there(annotated: Annotated) -> None:
    reading = annotated("DAKAR, Senegal (AP) — Two ships collided.")
    found = [span(reading, "DAKAR", "ORG"), span(reading, "Senegal", "LOC"), span(reading, "AP", "MISC")]
    assert shown(reading, datelines.datelined(reading, found)) == [("DAKAR", "LOC"), ("Senegal", "LOC"), ("AP", "ORG")]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("OSLO - Orvane Paper Corp. will close.", "OSLO - Orvane Paper Corp", [("OSLO", "LOC"), ("Orvane Paper Corp.", "ORG")]),
        ("PORT ANGELES - Orvane Corp. will close.", "PORT ANGELES", [("PORT ANGELES", "LOC")]),
        ("NEWS - Orvane Corp. will close.", "NEWS", [("NEWS", "ORG")]),
        ("ZORVAT - Orvane Paper Corp. will close.", "ZORVAT - Orvane Paper Corp", [("Orvane Paper Corp.", "ORG")]),
        ("Orvane - Zorvat Paper will close.", "Orvane - Zorvat Paper", [("Orvane - Zorvat Paper", "ORG")]),
    ],
)
def test_a_dateline_is_no_part_of_a_name(annotated: Annotated, text: str, name: str, expected: list[tuple[str, str]]) -> None:
    reading = annotated(text)
    assert shown(reading, datelines.datelined(reading, [span(reading, name, "ORG")])) == expected


def test_the_majority_gives_the_type(annotated: Annotated) -> None:
    reading = annotated("Zorvat rose. Zorvat fell.\n\nZorvat said so.")
    first = span(reading, "Zorvat", "ORG")
    spans = [first, first._replace(first=3, last=4), span(reading, "Zorvat", "PER", 1)]
    assert [one.label for one in agreement.agreed(reading, spans)] == ["ORG", "ORG", "ORG"]


def test_a_title_keeps_a_person_who_is_called_like_a_place(annotated: Annotated) -> None:
    reading = annotated("The crowd cheered Mr. Kremlin loudly.")
    assert shown(reading, agreement.agreed(reading, [span(reading, "Kremlin", "PER")])) == [("Kremlin", "PER")]


def test_names_are_found_again_where_several_words_say_so(annotated: Annotated) -> None:
    reading = annotated("Zorvat Quell opened. The board met Zorvat Quell. Nobody met Zorvat.")
    first = span(reading, "Zorvat Quell", "ORG")
    found = missed.repeated(reading, [first])
    assert shown(reading, found) == [("Zorvat Quell", "ORG")]
    assert found[0].first > first.last


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ships left for Ghana and Kenya", [("Ghana", "LOC"), ("Kenya", "LOC")]),
        ("what the Toronto Star and UNHCR said of Target and Toyota", [("Toronto Star", "ORG"), ("UNHCR", "ORG")]),
        ("many Catholics and Kenyans came", [("Catholics", "NORP"), ("Kenyans", "NORP")]),
        ("it cost 40 Kenyan pounds", []),
        ("a pro-Kenyan party", []),
        ("SHIPS LEFT FOR GHANA TODAY", [("GHANA", "LOC")]),
    ],
)
def test_listed_countries_and_peoples(annotated: Annotated, text: str, expected: list[tuple[str, str]]) -> None:
    reading = annotated(text)
    assert shown(reading, missed.by_list(reading, [])) == expected


def test_what_is_a_span_already_is_not_listed_again(annotated: Annotated) -> None:
    reading = annotated("ships left for Ghana")
    assert missed.by_list(reading, [span(reading, "Ghana", "ORG")]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The agency closed State Highway 12 near Nalgonda.", [("State Highway 12", "FAC")]),
        ("Crews closed Highway 6 and U.S. Route 40.", [("Highway 6", "FAC"), ("U.S. Route 40", "FAC")]),
        ("On that highway 12 people died.", []),
        ("Highway 2024 is a film.", []),
        ("The Highway crew left.", []),
    ],
)
def test_a_road_with_a_number_is_named_by_it(annotated: Annotated, text: str, expected: list[tuple[str, str]]) -> None:
    reading = annotated(text)
    assert shown(reading, missed.roads(reading, [])) == expected


def test_a_road_that_is_part_of_a_name_is_not_named_again(annotated: Annotated) -> None:
    reading = annotated("The agency closed State Highway 12 near Nalgonda.")
    assert missed.roads(reading, [span(reading, "State Highway", "ORG")]) == []


@pytest.mark.parametrize(("text", "start", "end", "expected"), [("Hull, Ont. It", 6, 9, (6, 10)), ("Hull, Ontario. It", 6, 13, (6, 13))])
def test_periods_of_regions(text: str, start: int, end: int, expected: tuple[int, int]) -> None:
    assert edges.with_period(text, start, end) == expected


def entity(name: str, kind: str = "PERSON", role: str | None = None) -> Entity:
    import datetime

    return Entity("a" * 32, datetime.date(2024, 1, 1), "b" * 32, name, kind, role, None, None, None, None, 1, None, None)


def test_words_for_offices() -> None:
    entities = [
        entity("Jane Roe", role="mayor of Leeds"),
        entity("John Doe", role="Belgorod Gov."),
        entity("Ann Lee", role="former senator"),
        entity("Tom Beck", role="analyst"),
    ]
    assert descriptions.offices(entities) == {"mayor": [0], "governor": [1]}


def test_words_for_bodies() -> None:
    entities = [
        entity("Ministry of Ports", "ORG"),
        entity("Zorvat Inc", "ORG"),
        entity("Ann Lee"),
        entity("Hurricane Vesna", "EVENT"),
        entity("Charity Board", "ORG"),
        entity("New York Times", "ORG"),
        entity("Lowton Bridge", "FAC"),
    ]
    told = {"ministry": [0], "hurricane": [3], "storm": [3], "board": [4], "newspaper": [5], "paper": [5], "bridge": [6]}
    assert descriptions.bodies(entities) == told


def test_what_may_be_a_company() -> None:
    entities = [entity("Ministry of Ports", "ORG"), entity("Zorvat Inc", "ORG"), entity("Ann Lee"), entity("Quillon", "ORG")]
    assert descriptions.companies(entities) == ({1, 3}, {1})


def persons(text: str, *found: str) -> list[tuple[str, ...]]:
    names, at = [], 0
    for one in found:
        at = text.index(one, at)
        names.append(Name(at, at + len(one), "PERSON", 0, 0, 0))
        at += len(one)
    keys = [tuple(one.lower().split()) for one in found]
    return list(people.people(text, names, keys).values())


def test_a_surname_goes_on_with_whom_it_named_before_a_relative_came_in() -> None:
    text = "Ann Roe won. Roe smiled. Her brother Tom Roe wept. Roe left."
    assert persons(text, "Ann Roe", "Roe", "Tom Roe", "Roe") == [("ann", "roe"), ("ann", "roe"), ("tom", "roe"), ("ann", "roe")]


def test_a_surname_in_the_headline_is_whoever_is_named_in_full_first() -> None:
    text = "Roe wins. Ann Roe won on Monday. Her brother Tom Roe wept."
    assert persons(text, "Roe", "Ann Roe", "Tom Roe") == [("ann", "roe"), ("ann", "roe"), ("tom", "roe")]


def test_a_name_is_no_middle_name_of_somebody_who_comes_in_later() -> None:
    text = "Velt taught. Velt wrote. His daughter Rosa Velt Hogan taught, too. The poet Ana Luz Mora read. Luz bowed."
    found = persons(text, "Velt", "Velt", "Rosa Velt Hogan", "Ana Luz Mora", "Luz")
    assert found == [("", "velt"), ("", "velt"), ("rosa", "velt", "hogan"), ("ana", "luz", "mora"), ("ana", "luz", "mora")]


def test_a_surname_of_two_people_is_nobody() -> None:
    assert persons("Ann Roe and Tom Roe met. Roe left.", "Ann Roe", "Tom Roe", "Roe") == [("ann", "roe"), ("tom", "roe"), ("", "roe")]


def test_a_title_tells_which_of_two_people_it_is() -> None:
    assert persons("Ann Roe and Tom Roe met. Mr. Roe left.", "Ann Roe", "Tom Roe", "Roe")[-1] == ("tom", "roe")


def test_initials_join_the_full_name() -> None:
    assert persons("John Albert Doe spoke. J. Doe left.", "John Albert Doe", "J. Doe")[0] == ("john", "albert", "doe")
