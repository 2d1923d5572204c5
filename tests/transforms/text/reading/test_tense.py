"""Whether a clause looks back or ahead, told by the words at one place of it."""

import pytest

from tests.conftest import Annotated


@pytest.mark.parametrize(
    ("text", "word", "direction"),
    [
        ("The council met on Friday.", "Friday", "past"),
        ("The council will meet on Friday.", "Friday", "future"),
        ("The council may meet on Friday.", "Friday", "future"),
        ("The vote is scheduled for Friday.", "Friday", "future"),
        ("The vote was postponed until Friday.", "Friday", "future"),
        ("The vote had been scheduled for Friday.", "Friday", "past"),
        ("The mayor called an election for Friday.", "Friday", "future"),
        ("The mayor declared Friday a day of mourning.", "Friday", "future"),
        ("Residents were told to keep their doors locked until Friday.", "Friday", "future"),
        ("The road is closed until Friday.", "Friday", "future"),
        ("The decision, announced Friday, angered many.", "Friday", "past"),
        ("Friday's attack killed two.", "Friday", "past"),
        ("She hopes to open the school on Friday.", "Friday", "future"),
        ("A meeting on Friday.", "Friday", None),
    ],
)
def test_directions(annotated: Annotated, text: str, word: str, direction: str | None) -> None:
    (p,) = annotated(text).passages
    at = p.text.index(word)
    assert p.tense.direction(at, at + len(word)) == direction


def test_nothing_to_say_before_the_first_token(annotated: Annotated) -> None:
    (p,) = annotated("It rained.").passages
    assert p.tense.direction(-5, -3) is None
