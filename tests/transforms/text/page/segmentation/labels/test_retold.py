"""Lines whose sentence stands in another one: pull quotes, highlights, copies."""

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation.labels import retold


def found(*texts: str) -> list[set[str]]:
    lines = cued_lines(*texts)
    return [set(group) for group in retold.features(lines, ["p"] * len(lines))]


def test_a_sentence_that_is_printed_again() -> None:
    cited = "“No boat of this fleet has ever been lost in such a storm,” said the mayor. She wept."
    features = found(*PROSE[:2], "“No boat of this fleet has ever been lost in such a storm.”", PROSE[2], cited)
    assert features == [set(), set(), {"p retold below", "p retold below&longer", "p retold&longer&1"}, set(), _BACK]
    assert found(*PROSE) == [set()] * len(PROSE)


_BACK = {"p retold above", "p retold above&alike", "p retold&alike&1"}


def test_highlights_behind_signs_and_copies() -> None:
    features = found("• " + PROSE[0], *PROSE, PROSE[0])
    assert features[0] == {"p retold below", "p retold below&alike", "p retold&alike&2"}
    assert features[-1] == {"p retold above", "p retold above&alike", "p retold&alike&2"}
    assert found("The boats", *PROSE)[0] == set()  # too short to be known again
