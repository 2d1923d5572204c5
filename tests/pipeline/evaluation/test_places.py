from typing import Any

import pytest

from pipeline.evaluation import places
from pipeline.evaluation.places import Toponym
from pipeline.evaluation.task import GoldDocument

TEXT = "Trains ran from Oslo to Bergen in Norway, not from Vorstenholt."


def gold(name: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(name)
    return {"start": start, "end": start + len(name), "text": name, **more}


def row(name: str, latitude: float | None, longitude: float | None, country: str | None) -> dict[str, Any]:
    start = TEXT.index(name)
    return {
        "char_start": start, "char_end": start + len(name), "latitude": latitude, "longitude": longitude, "country_code": country,
        "feature": None, "place_use": "location", "confidence": None if latitude is None else 0.9,
    }  # fmt: skip


DOCUMENT = GoldDocument(
    "a.txt",
    TEXT,
    ((0, len(TEXT)),),
    (
        gold("Oslo", lat=59.91, lon=10.75, country="NO", whole_country=False),
        gold("Bergen", lat=60.39, lon=5.32, country="NO", whole_country=False),
        gold("Norway", lat=62.0, lon=10.0, country="NO", whole_country=True),
        gold("Vorstenholt"),
    ),
    {"set": "made"},
)


def test_score() -> None:
    rows = [
        row("Oslo", 59.0, 10.0, "NO"),
        row("Bergen", 40.9, -74.0, "US"),
        row("Norway", 0.0, 0.0, "NO"),
        row("Trains", None, None, None),
    ]
    report = places.score([DOCUMENT], {"a.txt": {"places": rows}}, {"none": {}})
    assert report.task == "places"
    assert report.measures == {
        "tagging_precision": 3 / 4,
        "tagging_recall": 3 / 4,
        "tagging_f": 3 / 4,
        "near_of_found": 2 / 3,
        "near_of_all": 2 / 3,
        "country_of_found": 2 / 3,
        "confidence_error": pytest.approx(0.9 - 2 / 3),
        "confidence_80_kept": 1.0,
        "confidence_80_right": 2 / 3,
        "confidence_90_kept": 1.0,
        "confidence_90_right": 2 / 3,
    }
    assert set(report.baselines) == {"trivial", "none"}
    assert report.baselines["none"]["tagging_f"] == 0.0
    assert "missed: Vorstenholt (1)" in report.details
    assert "no place in the gold: Trains (1)" in report.details
    assert "misplaced: Bergen (1)" in report.details


def test_a_missing_toponym_counts_against_all_but_not_against_found() -> None:
    measures = places.score([DOCUMENT], {"a.txt": {"places": [row("Oslo", 59.9, 10.7, "NO")]}}).measures
    assert (measures["near_of_found"], measures["near_of_all"]) == (1.0, 1 / 3)


def test_rows_outside_the_scored_regions_do_not_count() -> None:
    part = GoldDocument("a.txt", TEXT, ((0, 20),), DOCUMENT.annotations[:1], {})
    measures = places.score([part], {"a.txt": {"places": [row("Oslo", 59.9, 10.7, "NO"), row("Norway", 62.0, 10.0, "NO")]}}).measures
    assert measures["tagging_precision"] == 1.0


def test_documents_without_rows_score_zero() -> None:
    assert set(places.score([DOCUMENT], {}).measures.values()) == {0.0}


@pytest.mark.parametrize(
    ("whole", "found", "right"),
    [
        (False, Toponym(0, 4, 59.0, 10.0, "SE", False), True),
        (False, Toponym(0, 4, 57.0, 10.0, "NO", False), False),
        (False, Toponym(0, 4, None, None, "NO", False), False),
        (True, Toponym(0, 4, None, None, "NO", False), True),
        (True, Toponym(0, 4, 59.9, 10.7, "SE", True), False),
    ],
)
def test_is_right(whole: bool, found: Toponym, right: bool) -> None:
    assert places.is_right(Toponym(0, 4, 59.91, 10.75, "NO", whole), found) is right


def test_trivial_rule_takes_the_most_populous_place_of_a_capitalised_name() -> None:
    found = places.trivial_toponyms(DOCUMENT)
    assert [TEXT[t.start : t.end] for t in found] == ["Oslo", "Bergen", "Norway"]
    assert [t.country for t in found] == ["NO", "NO", "NO"]


def test_model_rule(nlp: Any) -> None:
    found = places.spacy_toponyms(DOCUMENT, nlp)
    assert {"Oslo", "Norway"} <= {TEXT[t.start : t.end] for t in found}
