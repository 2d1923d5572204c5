"""Fitting the labels of lines: what gold allows, other forms of a page, and a table that is the same each time."""

import itertools
import random
from pathlib import Path

import pytest

from tests.transforms.text.page.segmentation.conftest import PROSE
from training import chains, segments
from training.segments import ANY, Row
from transforms.text.page.segmentation.labels.model import FURNITURE


def row(label: str, text: str, *, loose: bool = False) -> Row:
    return Row(text, frozenset({label}), loose)


PAGE = [
    row(FURNITURE, "Home"),
    row("headline", "Fishing boats sink off Bari"),
    row("byline", "By Ana Lind"),
    *(row("paragraph", text) for text in PROSE[:3]),
    row("heading", "A late warning"),
    row("paragraph", PROSE[3]),
    row(FURNITURE, "Mayor of Rabat resigns after a vote", loose=True),
]
OTHER = [
    row("headline", "Pier burns in Oslo"),
    row("byline", "By Bo Berg"),
    row("paragraph", "A pier burned down in Oslo on Monday night."),
]


def test_what_gold_allows() -> None:
    assert segments.allowed("paragraph", "paragraph") == {"paragraph"}
    assert segments.allowed("other", "comments") == {"comments"}
    assert segments.allowed("other", "promo") == {FURNITURE}
    assert segments.allowed("neutral", None) == ANY
    assert "paragraph" not in segments.allowed("unknown", None)
    assert "heading" not in segments.allowed("other", None)


def test_variants_keep_the_story() -> None:
    story = [one.text for one in PAGE if one.allowed == {"paragraph"}]
    for seed in range(20):
        for found in segments.variants(PAGE, OTHER, random.Random(seed)):
            texts = [one.text for one in found if one.allowed == {"paragraph"}]
            assert texts in (story, story[:1], story[:2])
    assert list(segments.variants(PAGE[:4], OTHER, random.Random(1))) == []


def test_furniture_is_strewn_between_paragraphs_and_another_story_stands_below() -> None:
    found = [one for seed in range(20) for one in segments.variants(PAGE, OTHER, random.Random(seed))]
    assert any(a.loose and b.allowed == {"paragraph"} for page in found for a, b in itertools.pairwise(page))
    below = [page for page in found if any(one.text == "Pier burns in Oslo" for one in page)]
    assert below
    assert all(one.allowed == {FURNITURE} for page in below for one in page if one.text in {other.text for other in OTHER})
    assert any(one.text == "A LATE WARNING" for page in found for one in page)


def test_an_example_has_features_and_labels_for_each_line() -> None:
    one = segments.example(PAGE)
    assert len(one.features) == len(one.labels) == len(PAGE)
    assert one.labels == [next(iter(line.allowed)) for line in PAGE]


def test_fitting_twice_gives_the_same_table(tmp_path: Path) -> None:
    pytest.importorskip("pycrfsuite")
    open_line = Row("Mayor of Rabat resigns after a vote", ANY, loose=False)
    examples = [segments.example([*PAGE[:-1], open_line]), *[segments.example(PAGE)] * 4]
    written = []
    for name in ("one.tsv", "two.tsv"):
        segments.fit(examples, tmp_path / "model", iterations=20)
        assert chains.export(tmp_path / "model", tmp_path / name, "# Weights\n") > 10
        again = segments.relabelled(examples, tmp_path / name)
        assert again[0].labels == again[1].labels == examples[1].labels
        written.append((tmp_path / name).read_text(encoding="utf-8"))
    assert written[0] == written[1]
    assert not any("Rabat" in line or "Bari" in line for line in written[0].splitlines())
