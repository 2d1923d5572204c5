"""The scorer of coreferences: chains with a name, rows by what their entity's names lie on."""

from typing import Any

import pytest

from pipeline.evaluation import coreference
from pipeline.evaluation.task import GoldDocument, Rows

TEXT = "Ana Lind, the mayor, met Bo Berg. She thanked him. The mayor left the Harbour Board; it was late."
PEOPLE = {"Ana Lind": 1, "Bo Berg": 2, "Harbour Board": 3}


def note(text: str, chain: int, pos: str, head: str = "", etype: str = "person", after: int = 0) -> dict[str, Any]:
    start = TEXT.index(text, after)
    low = start + (text.index(head) if head else 0)
    return {
        "start": start, "end": start + len(text), "head_start": low, "head_end": low + len(head or text),
        "chain": chain, "pos": pos, "etype": etype, "text": text,
    }  # fmt: skip


def document() -> GoldDocument:
    notes = (
        note("Ana Lind, the mayor", 1, "name", "Ana Lind"), note("Bo Berg", 2, "name"), note("She", 1, "pronoun"), note("him", 2, "pronoun"),
        note("The mayor", 1, "nominal", "mayor"), note("the Harbour Board", 3, "name", "Harbour Board", "organization"),
        note("it", 3, "pronoun", etype="organization", after=TEXT.index(";")),
    )  # fmt: skip
    return GoldDocument("a.txt", TEXT, ((0, len(TEXT)),), notes, {"set": "own"})


def rows(*claims: tuple[str, str, str]) -> Rows:
    """Return published rows: the three names, and (words, form, name) of each coreference."""
    mentions = [
        {"entity_id": name, "char_start": TEXT.index(name), "char_end": TEXT.index(name) + len(name), "entity_type": "PERSON"}
        for name in PEOPLE
    ]
    mentions[2]["entity_type"] = "ORG"
    made = []
    for words, form, name in claims:
        start = TEXT.index(words, TEXT.index(";") if words == "it" else 0)
        made.append({"char_start": start, "char_end": start + len(words), "form": form, "entity_id": name, "confidence": 0.8})
    return {"mentions": mentions, "coreferences": made}


def test_right_rows_count_for_recall_and_precision_each_kind_apart() -> None:
    found = rows(
        ("She", "pronoun", "Ana Lind"), ("him", "pronoun", "Ana Lind"), ("it", "pronoun", "Harbour Board"), ("The mayor", "nominal", "Ana Lind"),
    )  # fmt: skip
    report = coreference.score([document()], {"a.txt": found})
    assert report.measures == {
        "he_she": 2, "he_she_rows": 2, "he_she_recall": 0.5, "he_she_precision": 0.5, "he_she_strict_recall": 0.5, "he_she_strict_precision": 0.5,
        "it": 1, "it_rows": 1, "it_recall": 1.0, "it_precision": 1.0,
        "they": 0, "they_rows": 0, "they_recall": 0.0, "they_precision": 0.0,
        "nominal_rows": 1, "nominal_precision": 1.0,
        "confidence_error": pytest.approx(0.05), "confidence_80_kept": 1.0, "confidence_80_right": 0.75, "confidence_90_kept": 0.0,
        "confidence_90_right": 0.0,
    }  # fmt: skip
    assert "own" in report.details


def test_strict_asks_for_the_head_of_a_name() -> None:
    start = TEXT.index("the mayor")
    found = rows(("She", "pronoun", "mayor"))
    extra = {"entity_id": "mayor", "char_start": start, "char_end": start + 9, "entity_type": "PERSON"}
    measures = coreference.score([document()], {"a.txt": {**found, "mentions": [*found["mentions"], extra]}}).measures
    assert (measures["he_she_precision"], measures["he_she_strict_precision"]) == (1.0, 0.0)


@pytest.mark.parametrize("words", ["Harbour", "met"])
def test_a_description_that_is_in_no_chain_is_wrong(words: str) -> None:
    measures = coreference.score([document()], {"a.txt": rows((words, "nominal", "Ana Lind"))}).measures
    assert (measures["nominal_rows"], measures["nominal_precision"]) == (1, 0.0)


def test_the_baseline_is_the_nearest_person_before() -> None:
    report = coreference.score([document()], {"a.txt": rows()})
    assert report.baselines["nearest"]["he_she_recall"] == 0.5
    assert (report.measures["he_she_rows"], report.measures["he_she_recall"]) == (0, 0.0)
