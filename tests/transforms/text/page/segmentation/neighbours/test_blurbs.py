import pytest

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation.neighbours import blurbs


def groups(*texts: str, spaced: bool = False) -> list[tuple[str, int]]:
    lines = cued_lines(*texts)
    blurbs.mark(lines, spaced)
    return [(line.kind, line.group) for line in lines]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["WATCH | The search goes on", "2:05", PROSE[0]], [("video", 1), ("video", 1), ("", 0)]),
        (["The search goes on", "Duration 1:36", PROSE[0]], [("video", 1), ("video", 1), ("", 0)]),  # the title stands above
        (["Divers at work in Bari", "2:05", PROSE[0]], [("video", 1), ("video", 1), ("", 0)]),
        (["Divers at work in Bari", "2:05", "Mayor resigns in Rabat", "0:40"], [("video", 1), ("video", 1), ("video", 2), ("video", 2)]),
        (["Click to play video: 'Flood in town'", "Flood in town", PROSE[0]], [("video", 1), ("video", 1), ("", 0)]),
        (["close", "Video", "Divers at work in Bari", "See how the navy looks for the two missing sailors", PROSE[0]],
         [("navigation", 0), ("navigation", 0), ("video", 1), ("video", 1), ("", 0)]),
        ([PROSE[0], "2:05"], [("", 0), ("", 0)]),  # a paragraph is no title
        ([PROSE[1], "Divers at work in Bari", PROSE[0], "(Published Friday, May 5, 2023)", PROSE[2]],
         [("", 0), ("video", 1), ("video", 1), ("video", 1), ("", 0)]),
        ([PROSE[1], PROSE[0], "(Published Friday, May 5, 2023)"], [("", 0), ("", 0), ("timestamp", 0)]),  # no title, no clip
        (["Divers at work in Bari", PROSE[0], "Published Friday, May 5, 2023"], [("", 0), ("", 0), ("timestamp", 0)]),
    ],
)  # fmt: skip
def test_lines_of_blurbs(texts: list[str], expected: list[tuple[str, int]]) -> None:
    assert groups(*texts) == expected


def test_where_blank_lines_part_blocks_a_line_right_below_belongs_to_the_blurb() -> None:
    texts = ("LISTEN · 3:52", "The search goes on")
    assert groups(*texts, spaced=True) == [("audio", 1), ("audio", 1)]
    assert groups(*texts) == [("audio", 1), ("", 0)]


def test_a_text_that_names_a_broadcast_is_a_weak_cue() -> None:
    (line,) = cued_lines("The harbour master joins us to discuss the search on ‘Morning Talk.’")
    blurbs.mark([line], spaced=False)
    assert (line.kind, line.strength, line.group) == ("video", 2, 0)
