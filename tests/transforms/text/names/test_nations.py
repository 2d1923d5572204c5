"""Countries whose teams are meant."""

import pytest

from tests.conftest import Annotated
from transforms.text import names


def playing(annotated: Annotated, text: str) -> list[str]:
    """The names that mean teams of countries."""
    reading = annotated(text)
    names.extract(reading)
    return [reading.source_text[name.start : name.end] for name in reading.names if name.plays]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway drew with Chile on Monday.", ["Norway", "Chile"]),
        ("Mali lost to Angola on Monday.", ["Mali", "Angola"]),
        ("Norway beat Chile on Monday.", ["Norway", "Chile"]),
        ("Norway face Wales on Monday.", ["Norway", "Wales"]),
        ("Peru were held 2-2 by Chile in the last match.", ["Peru", "Chile"]),
        ("Norway hosted Chile in the final.", ["Norway", "Chile"]),
        ("Norway hosted the World Cup.", []),
        ("Norway hosted Chile on Monday for talks.", []),
        ("Norway faces a lawsuit in Chile.", []),
        ("Norway lost 3,000 jobs to Chile.", []),
        ("Norway drew up plans with Chile.", []),
        ("Norway announced that the match in Chile was off.", []),
        ("Norway signed a deal with Chile.", []),
        ("Norway will lose to Chile if no troops come.", []),
        ("Norway beat Chile in the war of 1879.", []),
        ("Norway beat Chile in a match that soldiers watched.", ["Norway", "Chile"]),
    ],
)
def test_countries_play(annotated: Annotated, text: str, expected: list[str]) -> None:
    assert playing(annotated, text) == expected


def test_in_a_report_of_games_countries_play_where_no_place_is_meant(annotated: Annotated) -> None:
    text = (
        "The goalkeeper saved a penalty in the match. Norway had the ball in the first half, and the striker scored. "
        "The midfielder from Chile was offside, and fans in Norway sang at half-time."
    )
    assert playing(annotated, text) == ["Norway"]
