"""Scores of statements against gold."""

from collections.abc import Sequence
from typing import Any

import pytest

from pipeline.evaluation import statements
from pipeline.evaluation.task import GoldDocument

TEXT = "“We will stay here,” Ona Berg said. “All of us.” The council wants to build a dam."
QUOTE = ("“We will stay here,”", "“All of us.”")


def span(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def document(*items: tuple[Sequence[str], str, str | None], scored: tuple[int, int] = (0, len(TEXT))) -> GoldDocument:
    def pieces(words: Sequence[str]) -> list[dict[str, int]]:
        return [dict(zip(("start", "end"), span(word), strict=True)) for word in words]

    gold = tuple(
        {"content": pieces(content), "cue": pieces([cue]), "source": pieces([source] if source else []), "form": "direct"}
        for content, cue, source in items
    )
    return GoldDocument("a.txt", TEXT, (scored,), gold, {"set": "dev"})


def row(content: Sequence[str], cue: str | None, source: str | None) -> dict[str, Any]:
    spans = [{"start": span(words)[0], "end": span(words)[1], "segment_index": 1} for words in content]
    cue_span, source_span = (span(cue) if cue else (None, None)), (span(source) if source else (None, None))
    return {
        "content_spans": spans,
        "cue_start": cue_span[0],
        "cue_end": cue_span[1],
        "speaker_start": source_span[0],
        "speaker_end": source_span[1],
        "confidence": 0.8,
    }


def score(gold: GoldDocument, *rows: dict[str, Any]) -> Any:
    return statements.score([gold], {"a.txt": {"statements": rows}}).measures


GOLD = document((QUOTE, "said", "Ona Berg"), (["to build a dam"], "wants", "The council"))


def test_all_right() -> None:
    measures = score(GOLD, row(QUOTE, "said", "Ona Berg"), row(["to build a dam"], "wants", "The council"))
    names = [f"{role}_{kind}_f" for role in statements.ROLES for kind in ("exact", "overlap")]
    assert [measures[name] for name in [*names, "linked_f", "direct_content", "direct_content_and_speaker"]] == [1.0] * 9
    assert (measures["gold"], measures["predicted"], measures["direct_gold"]) == (2, 2, 1)


def test_a_wrong_speaker_breaks_the_link_but_not_the_content() -> None:
    measures = score(GOLD, row(QUOTE, "said", "The council"))
    assert (measures["content_overlap_f"], measures["linked_f"]) == (pytest.approx(2 / 3), 0.0)
    assert (measures["direct_content"], measures["direct_content_and_speaker"]) == (1.0, 0.0)


def test_half_of_the_words_are_enough_for_the_link_and_not_for_a_direct_quotation() -> None:
    measures = score(GOLD, row(QUOTE[:1], "said", "Ona Berg"))
    assert measures["linked_f"] == pytest.approx(2 / 3)
    assert (measures["content_exact_f"], measures["direct_content"]) == (0.0, 0.0)


def test_less_than_half_of_the_words_is_an_overlap_only() -> None:
    measures = score(GOLD, row(QUOTE[1:], "said", "Ona Berg"))
    assert (measures["content_overlap_recall"], measures["linked_f"]) == (0.5, 0.0)


def test_no_source_is_right_where_the_gold_has_none() -> None:
    gold = document((["to build a dam"], "wants", None))
    assert score(gold, row(["to build a dam"], "wants", None))["linked_f"] == 1.0
    assert score(gold, row(["to build a dam"], "wants", "The council"))["linked_f"] == 0.0


def test_what_lies_outside_of_the_scored_regions_does_not_count() -> None:
    gold = document((QUOTE, "said", "Ona Berg"), scored=(0, TEXT.index(" The council")))
    measures = score(gold, row(QUOTE, "said", "Ona Berg"), row(["to build a dam"], "wants", "The council"))
    assert (measures["predicted"], measures["content_overlap_precision"]) == (1, 1.0)


def test_nothing_found_and_nothing_to_find() -> None:
    assert score(GOLD)["linked_f"] == 0.0
    assert score(document())["direct_content"] == 0.0


def test_the_trivial_baseline_takes_marks_and_the_nearest_said() -> None:
    report = statements.score([GOLD], {})
    assert report.baselines["trivial"]["predicted"] == 2
    assert report.baselines["trivial"]["linked_f"] == pytest.approx(0.5)
    assert report.baselines["trivial"]["source_overlap_recall"] == 0.5
    assert "dev: content overlap F 0.000" in report.details


def test_other_tools_stand_beside_the_trivial_baseline() -> None:
    found = {"a.txt": statements.gold_attributions(GOLD)}
    report = statements.score([GOLD], {}, {"oracle": found})
    assert report.baselines["oracle"]["linked_f"] == 1.0


def test_confidence_is_compared_with_what_is_linked_in_the_scored_regions() -> None:
    first, second = row(QUOTE, "said", "Ona Berg"), row(["to build a dam"], "wants", "Ona Berg")
    rows = [first | {"confidence": 0.95}, second | {"confidence": 0.85}]
    report = statements.score([GOLD], {"a.txt": {"statements": rows}})
    assert report.measures["confidence_error"] == pytest.approx((0.05 + 0.85) / 2)
    assert (report.measures["confidence_80_kept"], report.measures["confidence_80_right"]) == (1.0, 0.5)
    assert (report.measures["confidence_90_kept"], report.measures["confidence_90_right"]) == (0.5, 1.0)
    assert "from 0.95" in report.details
    outside = document((QUOTE, "said", "Ona Berg"), scored=(0, TEXT.index(" The council")))
    kept = statements.score([outside], {"a.txt": {"statements": rows}}).measures
    assert (kept["confidence_80_right"], kept["confidence_error"]) == (1.0, pytest.approx(0.05))
