import pytest

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation.labels import headings
from transforms.text.page.segmentation.labels.story import Story, repeated


def score(heading: str, *below: str, again: bool = False, capitals: bool = False) -> float:
    lines = cued_lines(PROSE[3], heading, *below, *([heading] if again else []))
    story = Story(0, len(below) + 1, None, repeated(lines), plain=False, live=False, roundup=False)
    return headings.score(lines, 1, story, capitals)


def test_a_short_line_above_a_paragraph_with_its_words_is_a_heading() -> None:
    assert score("The boats and the harbour", PROSE[1]) > score("A word of warning", PROSE[1]) > 0.7


def test_what_speaks_against_a_heading() -> None:
    best = score("The boats and the harbour", PROSE[1])
    assert score("The boats and the harbour") < best - 1  # nothing below it
    assert score("The boats and the harbour", "Mayor resigns", "Pier burns") < best - 1
    assert score("The boats and the harbour", PROSE[1], again=True) == pytest.approx(best - 1.5)
    assert score("The boats and the harbour and all that the master of the port said on the day of it", PROSE[1]) < 0.7
    assert score("SportTravel", PROSE[1]) < 0.7
    assert score("1234", PROSE[1]) < 0.7
    assert score("THE BOATS AND THE HARBOUR OF BARI", PROSE[1], capitals=True) == pytest.approx(
        score("THE BOATS AND THE HARBOUR OF BARI", PROSE[1]) - 1.8
    )


def test_links_in_capitals_stand_out_of_a_body_that_is_not() -> None:
    link = "MAYOR OF RABAT RESIGNS AFTER ELEVEN YEARS IN OFFICE AND A LONG DEBATE"
    assert headings.links_in_capitals(cued_lines(PROSE[0], link, PROSE[1]))
    assert not headings.links_in_capitals(cued_lines(PROSE[0].upper(), link, PROSE[1].upper()))
    assert not headings.links_in_capitals(cued_lines(*PROSE))
