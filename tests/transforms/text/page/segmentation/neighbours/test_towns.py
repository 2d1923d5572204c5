"""Towns alone above the text."""

import pytest

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation.neighbours import towns

STANDFIRST = "The gale had been forecast for two days, says the port's master in a letter to the town's paper"


def marked(*texts: str) -> list[str]:
    lines = cued_lines(*texts)
    towns.mark(lines)
    return [line.kind for line in lines]


def test_a_town_alone_above_the_first_or_the_second_text_is_its_dateline() -> None:
    assert marked("Boats sink", "LONDON", *PROSE[:2]) == ["", "dateline", "", ""]
    assert marked("Boats sink", STANDFIRST, "KUALA LUMPUR", *PROSE[:2]) == ["", "", "dateline", "", ""]


@pytest.mark.parametrize("line", ["SPORT", "London", "BOATS SINK", "ANA LIND", "LONDON BRIDGE IS CLOSED"])
def test_what_is_no_town_in_capitals_is_none(line: str) -> None:
    assert "dateline" not in marked("Boats sink", line, *PROSE[:2])


def test_towns_elsewhere_are_none() -> None:
    assert marked("Boats sink", "LONDON", "The pier", *PROSE[:2]) == [""] * 5
    assert marked("Boats sink", *PROSE[:3], "LONDON", PROSE[3]) == [""] * 6
