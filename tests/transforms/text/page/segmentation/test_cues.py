import pytest

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines, page_lines
from transforms.text.page.segmentation import cues


@pytest.mark.parametrize(
    ("text", "kind", "why", "strength", "barrier"),
    [
        ("* * *", "other", "no letters", 3, 0),
        ("WATCH | The search goes on", "video", "media label", 3, 0),
        ("Most read", "teaser", "line:most read", 2, 6),
        ("BARI, Italy -", "dateline", "dateline alone", 3, 0),
        ("By Ana Lind", "byline", "byline", 3, 0),
        ("Ana Lind · CBC News · Posted: May 4, 2023 5:00 AM CDT", "byline", "byline", 3, 0),
        ("May 4, 2023 5:00 AM CDT", "timestamp", "timestamp", 3, 0),
        ("Photo by Ana Lind via Getty Images", "credit", "credit alone", 3, 0),
        ("A boat in Bari. (Ana Lind/Reuters)", "caption", "credit at the end", 3, 0),
        ("READ MORE: How the harbour was built", "teaser", "read_more_title", 3, 0),
        ("Copyright Ana Lind/Reuters", "legal", "copyright_sign", 3, 6),  # before a picture's credit
        (PROSE[0], "", "", 0, 0),
        ("A late warning", "", "", 0, 0),
    ],
)
def test_cues_of_a_line(text: str, kind: str, why: str, strength: int, barrier: int) -> None:
    (line,) = cued_lines(text)
    assert (line.kind, line.why, line.strength, line.barrier) == (kind, why, strength, barrier)


def test_life_dates_are_a_paragraph() -> None:
    (line,) = page_lines("Ana Lind, dancer, born 4 May 1931; died 2 June 2023")
    cues.mark(line)
    assert (line.kind, line.strength, line.why) == ("paragraph", 3, "life dates")


def test_a_line_that_was_seen_before_gets_the_same_cue() -> None:
    twice = cued_lines(
        "Most read", "Ana Lind, born 4 May 1931; died 2 June 2023", "Most read", "Ana Lind, born 4 May 1931; died 2 June 2023"
    )
    assert [(line.kind, line.barrier) for line in twice[:2]] == [(n.kind, n.barrier) for n in twice[2:]]
