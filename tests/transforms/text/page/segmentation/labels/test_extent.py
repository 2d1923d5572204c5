import pytest

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation.labels import extent


def where(*texts: str, ends: bool = True) -> tuple[int, int] | None:
    return extent.find(cued_lines(*texts), ends_at_other_story=ends)


def test_the_story_is_the_stretch_with_the_highest_sum() -> None:
    assert where("Home", "News", *PROSE, "Most read", "Mayor of Rabat resigns") == (2, 5)
    assert where(*PROSE[:2], "A late warning", *PROSE[2:]) == (0, 4)
    assert where("Home", "News", "Weather") is None


def test_another_story_begins_with_its_byline_or_dateline() -> None:
    other = "RABAT, Morocco — The mayor of Rabat resigned on Monday after eleven years in office, the town hall said."
    assert where(*PROSE, "By Bo Berg", PROSE[0], PROSE[1]) == (0, 3)
    assert where(*PROSE, other) == (0, 3)
    assert where(*PROSE, other, ends=False) == (0, 4)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("BARI, Italy -", 0.5),
        ("Most read", -6.6),
        ("Story continues below advertisement", -0.25),
        ("A boat in Bari. (Ana Lind/Reuters)", -0.1),
        ("Nobody was hurt in it.", 0.5),
        ("Bari", -0.5),
        ("Bari 3 2 1 7", -0.1),  # a row of a table
        (PROSE[0][:90] + " and ...", 0.3),  # the beginning of another story
    ],
)
def test_values_of_lines(text: str, value: float) -> None:
    (line,) = cued_lines(text)
    assert extent.value(line) == value


def test_a_paragraph_counts_by_its_length_up_to_a_limit() -> None:
    short, long, longer = (extent.value(cued_lines(text)[0]) for text in (PROSE[0], PROSE[0] * 4, PROSE[0] * 9))
    assert 1.2 < short < long == longer == 4.2
