"""Words of the calendar in names: no time inside a person, nor inside a longer name of something without a date."""

import pytest

from tests.transforms.text.times.conftest import Read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("April Novak said she will come in April.", ["April"]),
        ("Voters chose May Trent over June Castle.", []),
        ("He came with his sister June and left in June.", ["June"]),
        ("Prime Minister Theresa May spoke in May.", ["May"]),
        ("John Smith Tuesday met the queen.", ["Tuesday"]),
        ("He told the Sunday Times on Sunday.", ["Sunday"]),
    ],
)
def test_a_name_is_no_time(read: Read, text: str, expected: list[str]) -> None:
    assert [row.text for row in read(text)[1]] == expected
