"""Texts that are cut off with dots and stand whole below."""

import pytest

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation.neighbours import cut_off

CUT = PROSE[1][: PROSE[1].index(", according")] + "..."
CAPTION = PROSE[1].removesuffix(".") + " (Ana Lind/Reuters)"
TITLE = "Boats and their crews lost off the coast of Bari in a storm on"


def kinds(*texts: str) -> list[str]:
    lines = cued_lines(*texts)
    cut_off.mark(lines)
    return [line.kind for line in lines]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((CUT, "Share", PROSE[1], PROSE[2]), ["summary", "navigation", "", ""]),
        ((CUT.replace("...", " …"), PROSE[1]), ["summary", ""]),
        ((CUT, CAPTION, PROSE[2]), ["caption", "caption", ""]),
    ],
)
def test_a_text_that_stands_whole_below_is_a_summary_or_a_caption(texts: tuple[str, ...], expected: list[str]) -> None:
    assert kinds(*texts) == expected


@pytest.mark.parametrize(
    "texts",
    [
        (CUT, PROSE[0], PROSE[2]),
        (PROSE[1], CUT),
        (CUT, *[PROSE[2], PROSE[3]] * 5, PROSE[1]),
        (" ".join(CUT.split()[:11]) + "...", PROSE[1]),
        (f"{TITLE}…", f"{TITLE} Friday"),
    ],
    ids=["other text", "above", "far below", "short", "titles"],
)
def test_what_is_not_cut_off(texts: tuple[str, ...]) -> None:
    assert kinds(*texts) == [""] * len(texts)
