"""Fitting the labels of lines: what gold allows, other forms of a page, and a table that is the same each time."""

import itertools
import random
from pathlib import Path

import pytest

from tests.transforms.text.page.segmentation.conftest import PROSE
from training import segments, sequences
from training.segments import ANY, Row
from training.sequences import Vocabulary
from transforms.text.lexicon.chains import of_table
from transforms.text.page.segmentation.labels.model import FURNITURE, LABELS


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
    listed = {one.text for block in segments.lists() for one in block}
    for seed in range(20):
        for found in segments.variants(PAGE, OTHER, random.Random(seed)):
            texts = [one.text for one in found if one.allowed == {"paragraph"} and one.text not in listed]
            raised = [one.text for one in found if one.allowed == {"summary"}]
            assert texts in (
                story,
                story[:1],
                story[:2],
                [text for text in story if text.rstrip(".") not in {one.rstrip(".") for one in raised}],
            )
    assert list(segments.variants(PAGE[:4], OTHER, random.Random(1))) == []


def test_furniture_is_strewn_between_paragraphs_and_another_story_stands_below() -> None:
    found = [one for seed in range(20) for one in segments.variants(PAGE, OTHER, random.Random(seed))]
    assert any(a.loose and b.allowed == {"paragraph"} for page in found for a, b in itertools.pairwise(page))
    below = [page for page in found if any(one.text == "Pier burns in Oslo" for one in page)]
    assert below
    assert all(one.allowed == {FURNITURE} for page in below for one in page if one.text in {other.text for other in OTHER})
    assert any(one.text == "A LATE WARNING" for page in found for one in page)


def test_invented_furniture_stands_where_it_belongs() -> None:
    blocks = [block for block in segments.strewn() if not block.places & {"quoted", "pointed"}]
    assert all(block.rows and block.places <= {"above", "amid", "below"} for block in blocks)
    assert {label for block in blocks for row in block.rows for label in row.allowed} <= set(LABELS) - {"paragraph", "heading", "headline"}
    invented: dict[str, frozenset[str]] = {}
    for block in blocks:
        for row in block.rows:
            invented[row.text] = invented.get(row.text, frozenset()) | block.places
    seen = set()
    for seed in range(60):
        for page in segments.variants(PAGE, OTHER, random.Random(seed)):
            body = [at for at, one in enumerate(page) if one.allowed == {"paragraph"}]
            for at, one in enumerate(page):
                if one.text in invented and one.allowed != {"paragraph"}:  # some names stand in the invented lists, too
                    place = "above" if at < body[0] else "below" if at > body[-1] else "amid"
                    assert place in invented[one.text]
                    seen.add(place)
    assert seen == {"above", "amid", "below"}


def test_lists_stand_in_bare_stories_and_furniture_below_them() -> None:
    assert {label for block in segments.lists() for one in block for label in one.allowed} == {"paragraph", "heading"}
    first = {block[0].text for block in segments.lists()}
    last = {block.rows[-1].text for block in segments.strewn()}
    bare = [page for seed in range(80) for page in segments.variants(PAGE, OTHER, random.Random(seed)) if page[0].text != "Home"]
    listed = [page for page in bare if any(one.text in first for one in page)]
    tailed = [page for page in bare if page[-1].text in last]
    assert listed
    assert tailed
    assert any(page in tailed for page in listed)


def test_a_sentence_of_the_story_is_moved_up_below_the_headline() -> None:
    pages = [page for seed in range(40) for page in segments.variants(PAGE, OTHER, random.Random(seed))]
    below = [(page[at - 1], one.text) for page in pages for at, one in enumerate(page) if one.allowed == {"summary"}]
    places = {(title.text, text) for title, text in below if title.allowed == {"headline"}}
    assert {title for title, _ in places} == {"Fishing boats sink off Bari"}
    assert {text for _, text in places} <= {text.rstrip(end) for text in PROSE for end in ("", ".")}


def test_words_of_the_story_are_printed_again_and_listed_above_it() -> None:
    told = [*PAGE[:3], row("paragraph", "“Nobody who was out there will forget that night,” she said. It rained."), *PAGE[3:]]
    pages = [page for seed in range(120) for page in segments.variants(told, OTHER, random.Random(seed))]
    quoted = [(at, page) for page in pages for at, one in enumerate(page) if "Nobody who was" in one.text and one.allowed == {FURNITURE}]
    assert quoted
    assert all({"paragraph"} in [one.allowed for one in part] for at, page in quoted for part in (page[:at], page[at:]))
    heads = {one.text for block in segments.strewn() if "pointed" in block.places for one in block.rows}
    pointed = [(page[at + 1], page) for page in pages for at, one in enumerate(page) if one.text in heads]
    assert pointed
    assert all(one.allowed == {"summary"} for one, _ in pointed)
    assert all(any(one.text.strip("•- ") in other.text and other.allowed == {"paragraph"} for other in page) for one, page in pointed)


def test_links_stand_in_a_story_in_capitals_behind_signs_or_twice() -> None:
    found = {one.text for seed in range(150) for page in segments.variants(PAGE, OTHER, random.Random(seed)) for one in page if one.loose}
    link = "Mayor of Rabat resigns after a vote"
    assert found == {link, link.upper(), f"• {link}", f"» {link}", f"- {link}", f"{link} {link}"}


def test_an_example_has_features_and_what_is_allowed_for_each_line() -> None:
    vocabulary = Vocabulary()
    one = segments.example(PAGE, vocabulary)
    assert len(one.starts) == len(PAGE) + 1
    assert one.starts[-1] == len(one.numbers)
    assert [[label for label, may in zip(LABELS, row, strict=True) if may] for row in one.allowed] == [[*line.allowed] for line in PAGE]
    assert {"bias", "form=byline", "cue=byline3"} <= vocabulary.numbers.keys()


def test_what_is_no_text_is_dear_as_text_and_no_other_mistake_is() -> None:
    table = segments.costs()
    found = {(LABELS[one], LABELS[two]): float(table[one, two]) for one, two in zip(*table.nonzero(), strict=True)}
    assert {gold for (gold, taken), cost in found.items() if taken == "paragraph" and cost == 1.0} == {
        "caption", "furniture", "comments", "author_bio", "credit",
    }  # fmt: skip
    assert {pair: cost for pair, cost in found.items() if pair[1] != "paragraph"} == {("caption", "heading"): 0.5}


def test_fitting_twice_gives_the_same_table(tmp_path: Path) -> None:
    pytest.importorskip("scipy")
    open_line = Row("Mayor of Rabat resigns after a vote", ANY, loose=False)
    written = []
    for name in ("one.tsv", "two.tsv"):
        vocabulary = Vocabulary()
        examples = [segments.example(page, vocabulary) for page in ([*PAGE[:-1], open_line], *[PAGE] * 150)]
        assert segments.export(sequences.fit(examples, vocabulary), tmp_path / name) > 10
        written.append((tmp_path / name).read_text(encoding="utf-8"))
    assert written[0] == written[1]
    assert not any("Rabat" in line or "Bari" in line for line in written[0].splitlines())
    chain = of_table([line.split("\t") for line in written[0].splitlines() if not line.startswith("#")])
    _, _, found = segments.marked(PAGE)
    assert [chain.labels[number] for number in chain.best([chain.scores(found)])[0]] == [next(iter(line.allowed)) for line in PAGE]
