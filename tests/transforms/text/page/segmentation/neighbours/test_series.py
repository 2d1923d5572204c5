import pytest

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation.neighbours import series

WHEEL = "Children spin a wheel at the booth of a baker in Lowton, May 27, 2023."
MAYOR = "The mayor of Lowton poses with the winners of the race on May 27, 2023, as rain begins to fall."
CONES = "A family buys snow cones in the square, Saturday, May 27, 2023"
CHOIR = "Members of the choir of Orvik sing on the stairs of the town hall."
DEPUTIES = "On May 27, 2023, deputies were sent to the square, where they found a broken wheel."
SAID = "The wheel was broken before noon on May 27, 2023, the sheriff of Lowton County said."


@pytest.mark.parametrize(
    ("texts", "captions"),
    [
        ([PROSE[0], WHEEL, MAYOR, CONES, PROSE[1]], [WHEEL, MAYOR, CONES]),
        ([WHEEL, "Ana Lind/Reuters", MAYOR, "Ana Lind/Reuters", CONES], [WHEEL, MAYOR, CONES]),
        ([WHEEL, CHOIR, MAYOR, CONES], [WHEEL, CHOIR, MAYOR, CONES]),
        ([WHEEL, CONES, PROSE[1]], [WHEEL, CONES]),  # two, both of which end with the day
        ([WHEEL, MAYOR, PROSE[1]], []),
        ([WHEEL, CHOIR, CONES], []),
        ([WHEEL, PROSE[0], PROSE[1], MAYOR, CONES], []),
        ([WHEEL, MAYOR, CONES.replace("27", "28")], []),
        ([DEPUTIES, DEPUTIES, DEPUTIES], []),
        ([SAID, SAID, SAID], []),
    ],
)
def test_sentences_side_by_side_that_name_the_same_day_are_captions(texts: list[str], captions: list[str]) -> None:
    lines = cued_lines(*texts)
    series.mark(lines)
    assert [line.text for line in lines if line.kind == "caption"] == captions
    assert {line.why for line in lines if line.kind == "caption"} <= {"the day of the captions beside it"}
