"""Who signs with a town right above the story."""

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation.neighbours import correspondents


def marked(*texts: str) -> list[str]:
    lines = cued_lines(*texts)
    correspondents.mark(lines)
    return [line.kind for line in lines]


def test_a_name_and_a_town_right_above_the_text_sign_it() -> None:
    assert marked("Boats sink", "Anna Larsson in Bari", *PROSE[:2]) == ["", "byline", "", ""]
    assert marked("Anna Larsson and Erik Olsen, in Bari", *PROSE[:2]) == ["byline", "", ""]


def test_a_name_behind_a_dash_below_the_text_signs_it() -> None:
    assert marked(*PROSE[:2], "- Anna Larsson", "House rules") == ["", "", "byline", ""]
    assert marked(*PROSE[:2], "— Anna Larsson") == ["", "", "byline"]
    assert marked("“The boats had left the harbour before dawn, and nobody had heard the warning,” she said.", "— Anna Larsson") == ["", ""]
    assert marked(PROSE[0], "- Anna Larsson", PROSE[1]) == ["", "", ""]
    assert marked(PROSE[0], "- The fishing boats", "House rules") == ["", "", ""]


def test_titles_pictures_and_lines_further_down_are_none() -> None:
    assert marked("Fishing boats in Bari", PROSE[0]) == ["", ""]
    assert marked("Anna Larsson in Bari", "Boats sink", PROSE[0]) == ["", "", ""]
    assert marked(PROSE[0], "Anna Larsson in Bari", PROSE[1]) == ["", "", ""]
    assert marked("Anna Larsson in Bari", PROSE[0] + " Larsson was among the divers.") == ["", ""]  # who is shown is told of
