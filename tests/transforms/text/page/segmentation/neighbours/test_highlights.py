"""Highlights between the headline and the text."""

import pytest

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation.neighbours import highlights, pictures

TITLE = "Fishing boats sink off Bari"
ITEMS = ("- Three boats went down in a storm that had been forecast", "- Two of the crew are missing, and the search goes on until dark")


def marked(*texts: str) -> list[str]:
    lines = cued_lines(*texts)
    highlights.mark(lines)
    return [line.kind for line in lines]


@pytest.mark.parametrize("sign", ["-", "–", "•", "*"])
def test_lines_behind_the_same_sign_below_a_title_are_highlights(sign: str) -> None:
    items = [item.replace("-", sign, 1) for item in ITEMS]
    assert marked(TITLE, *items, *PROSE[:2]) == ["", "summary", "summary", "", ""]
    assert marked("A boat in Bari. (Ana Lind/Reuters)", TITLE, *items) == ["caption", "", "summary", "summary"]


def test_the_title_above_them_may_be_printed_twice() -> None:
    lines = cued_lines(TITLE, TITLE, *ITEMS, *PROSE[:2])
    pictures.mark_captions(lines, spaced=False)
    highlights.mark(lines)
    assert [line.kind for line in lines] == ["caption", "caption", "summary", "summary", "", ""]


@pytest.mark.parametrize(
    "texts",
    [
        (TITLE, ITEMS[0], *PROSE[:2]),
        (TITLE, *(item + "." for item in ITEMS), *PROSE[:2]),
        (TITLE, "- Lowton 3, Orvik 2", "- Bari 1, Rabat 1", *PROSE[:2]),
        (TITLE, *ITEMS * 3, PROSE[0]),
        (TITLE, PROSE[0], *ITEMS, PROSE[1]),
        ("Boats", *ITEMS, PROSE[0]),
        ("What we know of the boats:", *ITEMS, PROSE[0]),
        (*ITEMS, PROSE[0]),
    ],
)
def test_other_lists_are_none(texts: tuple[str, ...]) -> None:
    assert "summary" not in marked(*texts)
