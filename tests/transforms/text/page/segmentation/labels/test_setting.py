"""Where a line stands, and what it shares with the story."""

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation.labels import setting

TITLE = "Fishing boats sink off Bari"
PAGE = ("Home", "Weather", TITLE, "By Ana Lind", *PROSE, "Most read", "Mayor of Rabat resigns")


def found(*texts: str) -> list[set[str]]:
    lines = cued_lines(*texts)
    return [{name for group in groups for name in group} for groups in zip(*setting.features(lines, setting.of(lines, "")), strict=True)]


def test_place_beside_the_running_text() -> None:
    features = found(*PAGE)
    assert [next(f for f in one if f.startswith("at=")) for one in features] == ["at=above"] * 4 + ["at=in"] * 4 + ["at=below"] * 2
    assert {"pabove0", "pbelow3"} <= features[4]
    assert {"pabove3", "pbelow0"} <= features[7]


def test_the_line_that_shares_most_words_with_the_story_is_ranked_first() -> None:
    features = found(*PAGE)
    assert {"rank=0", "rank=0&t"} <= features[2]
    assert "rank=0" not in set().union(*(one for at, one in enumerate(features) if at != 2))
    assert "below title=2&p" in features[4]


def test_cues_above_and_below() -> None:
    features = found(*PAGE)
    assert "p<byline1" in features[4]
    assert "t>byline1" in features[2]
    assert {"nafter=teaser", "nafter=teaser0"} <= features[9]


def test_what_stands_on_the_page_again() -> None:
    features = found(TITLE, *PROSE, TITLE)
    assert {"again=2&t", "said again"} <= features[0]
    assert {"again=2&t", "said before"} <= features[5]
    assert found(PROSE[0] + " It rained.", *PROSE)[1] & {"same start-1"}


def test_rows_of_one_form_and_what_their_run_shares_with_the_story() -> None:
    features = found(*PROSE, "Lowton 34, Bari 21", "St. Brendan 17, Halden 16", "Orvik 9, Cobden 3", "Most read", "Pier burns in Oslo")
    assert {"rows2&numbers", "rows2&numbers&below&told1.1"} <= features[len(PROSE)]
    assert "rows1&words" in features[-1]
    assert "run told1.1&n" in features[-2]
    assert not any(name.startswith(("rows", "run told")) for name in features[0])
