"""The invented pages are what they say, and are judged line by line."""

from pathlib import Path

import pytest

from benchmarks import invented, segmentation
from pipeline.evaluation.segments import Line


def test_every_page_is_read_and_has_a_story() -> None:
    for page in invented.documents():
        assert page.text.startswith(invented.HEADER)
        assert {"paragraph"} <= {note["label"] for note in page.annotations}, page.file
        assert all(page.text[note["start"] : note["end"]].strip() for note in page.annotations)


def test_labels_become_those_of_the_annotated_pages(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(
        "# a form\nheadline\tPier burns\nbyline\tAl Doe\n\n# another\nparagraph\tIt burned.\nheading\tWhy?\n", encoding="utf-8"
    )
    one, two = invented.documents(tmp_path)
    assert (one.file, one.text) == ("a-000.txt", " date 2024-01-24 Pier burns\nAl Doe")
    assert [(note["label"], note["body"], note["kind"]) for note in (*one.annotations, *two.annotations)] == [
        ("headline", False, "headline"), ("other", False, "byline"), ("paragraph", True, "paragraph"), ("heading", None, "heading"),
    ]  # fmt: skip


def test_what_is_no_label_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("title\tPier burns\n", encoding="utf-8")
    with pytest.raises(ValueError, match="'title' is no label"):
        list(invented.documents(tmp_path))


def line(label: str, kind: str) -> Line:
    known = label if label in ("paragraph", "credit", "summary") else "other"
    return Line(0, 9, known, label == "paragraph", frozenset({kind}), kind, kind == "paragraph", 9, 0, label)


@pytest.mark.parametrize(
    ("label", "kind", "right"),
    [("paragraph", "paragraph", True), ("paragraph", "teaser", False), ("furniture", "promo", True), ("furniture", "caption", False),
     ("byline", "timestamp", True), ("byline", "promo", False),
     ("credit", "caption", True), ("credit", "paragraph", False), ("summary", "paragraph", False)],
)  # fmt: skip
def test_a_line_is_right_where_it_has_its_kind(label: str, kind: str, right: bool) -> None:
    assert segmentation.is_right(line(label, kind)) is right


def test_a_page_is_judged_as_a_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    story = [
        "headline\tPier burns in the old harbour",
        "paragraph\tA pier in the old harbour burned down on Monday night, and nobody was hurt, the fire service said.",
        "paragraph\tThe fire began in a shed for nets at about nine and was out by midnight, said its chief, Ruth Roe.",
    ]
    other = [*story[:2], story[2].replace("paragraph", "furniture")]
    (tmp_path / "a.tsv").write_text("\n".join([*story, "", *other]), encoding="utf-8")
    segmentation.whole_pages(list(invented.documents(tmp_path)))
    assert capsys.readouterr().out == (
        "a-001.txt\n  !! furniture as paragraph: The fire began in a shed for nets at about nine and was out by midnight, said its chief, Ruth Roe.\n"
        "every line right on 1, nothing materially wrong on 1 of 2 pages\n"
    )
