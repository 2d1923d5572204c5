"""Weather bulletins above a story."""

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation.neighbours import bulletins

BULLETIN = (
    "...GALE WARNING IN EFFECT UNTIL 4 AM EST SUNDAY...",
    "* WHAT...Winds of up to 40 knots are expected on the bay and along the whole of the coast.",
    "* WHERE...Inner bay of Lowton.",
    "PRECAUTIONARY/PREPAREDNESS ACTIONS...",
    "Mariners should remain in port and secure the vessel before the wind rises.",
)
TITLE = "Fishing boats sink off Bari"


def marked(*texts: str) -> list[str]:
    lines = cued_lines("Weather Alert", *texts, between="\n\n")
    bulletins.mark(lines)
    return [line.kind if line.why == "weather bulletin" else "" for line in lines[1:]]


def test_a_bulletin_goes_down_to_its_end_or_to_the_first_title() -> None:
    assert marked(*BULLETIN, "&&", TITLE, *PROSE) == ["other"] * 6 + [""] * 5
    assert marked(*BULLETIN, TITLE, *PROSE) == ["other"] * 5 + [""] * 5
    assert marked(*BULLETIN[:3], *PROSE) == ["other"] * 3 + [""] * 4  # without a title the story is left alone


def test_the_bulletin_of_a_story_about_the_weather_is_its_own() -> None:
    assert marked(TITLE, PROSE[0], *BULLETIN, "&&", *PROSE[1:]) == [""] * 11
    assert marked(*BULLETIN, "&&", TITLE) == [""] * 7
    assert marked(TITLE, "...and nobody was hurt.", *PROSE) == [""] * 6
