"""What looks like a date or a clock time, could not be read, and is no amount either."""

import pytest

from tests.conftest import Annotated
from tests.transforms.text.times.conftest import Read
from transforms.text import families


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was stamped 31-Feb-2023.", ["31-Feb-2023"]),
        ("It was stamped 30.02.2023 and 99/99/9999.", ["30.02.2023", "99/99/9999"]),
        ("He was born on Feb. 30, the form said.", ["Feb. 30"]),
        ("The score was 10:15 at half time.", ["10:15"]),
        ("It began at 14h75 or 13 p.m. sharp.", ["14h75", "13 p.m."]),
        ("In June 31 boats sank.", []),
        ("He came on 7 Feb. 2023 at 7 p.m. with 3 dogs.", []),
    ],
)
def test_what_could_not_be_read_still_blocks(read: Read, text: str, expected: list[str]) -> None:
    reading, _ = read(text)
    assert [reading.source_text[span.start : span.end] for span in reading.times if not span.timex_type] == expected


@pytest.mark.parametrize(
    "text", ["It was stamped 07-Feb-2023.", "It was stamped 31-Feb-2023.", "He left at half past six.", "It runs on 12 and 13 April."]
)
def test_no_amount_is_made_of_the_pieces_of_a_time(annotated: Annotated, text: str) -> None:
    assert families.extract(annotated(text))["quantities"] == []
