"""Passages: which stretches of running text a page has, and what the others are beside the main one."""

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation.labels import passages, setting

OTHERS = (
    "Readers wrote to us about the storm, and many of them had seen the boats leave the harbour.",
    "A bus fell into a ditch near Rabat.",
)
TITLES = ("Most read", "Weather", "Sport")


def found(*texts: str) -> list[set[str]]:
    lines = cued_lines(*texts)
    where = setting.of(lines, "")
    return [
        {name for group in groups for name in group}
        for groups in zip(*passages.features(lines, where.prose, where.words, where.forms), strict=True)
    ]


def test_a_passage_ends_where_three_lines_are_no_text() -> None:
    lines = cued_lines(*PROSE[:2], "A late warning", "Bari", *PROSE[2:], *TITLES, OTHERS[0])
    prose = [line.prose for line in lines]
    one, two = passages.find(lines, prose, [set() for _ in lines])
    assert (one.first, one.last, one.size) == (0, 5, sum(map(len, PROSE)))
    assert (two.first, two.last, two.size) == (9, 9, len(OTHERS[0]))
    assert passages.find(lines, [False] * len(lines), [set() for _ in lines]) == []


def test_where_lines_stand_beside_the_main_passage() -> None:
    features = found("Home", *PROSE, *TITLES, *OTHERS)
    assert features[0] == {"n@above main", "n@above main0", "n of passage apart"}
    assert features[1] == {"p@in main", "p@in main0", "p of passage main"}
    assert features[5] == {"n@below main", "n@below main0", "n of passage apart"}
    assert features[8] == features[9] == {
        "p@below main", "p@below main3", "p of passage below", "p of passage below2", "p of passage below size3",
        "p of passage below tells3.3", "p of passage below tells3.3&3", "p of passage below tells3&2",
    }  # fmt: skip
    assert found("Home", "Weather") == [{"n@no passage"}] * 2
