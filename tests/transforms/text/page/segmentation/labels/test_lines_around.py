"""What stands above, inside and below the body of a story whose place is known."""

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation.labels import above, below, entries, headline, inside
from transforms.text.page.segmentation.labels.story import Story, repeated
from transforms.text.page.segmentation.lines import Line


def story(lines: list[Line], first: int, last: int, title: int | None = None, *, plain: bool = False, live: bool = False) -> Story:
    return Story(first, last, title, repeated(lines), plain=plain, live=live, roundup=False)


def test_above_the_body() -> None:
    lines = cued_lines(
        "Mayor of Rabat resigns after eleven years in office", "Fishing boats sink off Bari", "Ana Lind", "May 4, 2023 5:00 AM CDT",
        "Two people are still missing after the storm on Friday", "A boat lies on the beach", "Getty Images", "Fishing boats sink off Bari",
        "BARI, Italy -", "Menu", PROSE[0],
    )  # fmt: skip
    above.settle(lines, story(lines, 10, 10, 1))
    kinds = [line.kind for line in lines[:10]]
    assert kinds == ["teaser", "", "byline", "timestamp", "summary", "caption", "credit", "headline", "other", "navigation"]


def test_above_the_body_of_a_plain_page() -> None:
    lines = cued_lines("Ana Lind", "May 4, 2023 5:00 AM CDT", "Boats and the storm", "It was late.", PROSE[0])
    above.settle(lines, story(lines, 4, 4, plain=True))
    assert [line.kind for line in lines[:4]] == ["byline", "timestamp", "heading", "heading"]


def body(*texts: str, plain: bool = False, live: bool = False) -> list[str]:
    lines = cued_lines(*texts)
    if live:
        entries.mark_times(lines)
    inside.settle(lines, story(lines, 0, len(lines) - 1, plain=plain, live=live))
    return [line.kind for line in lines]


def test_inside_the_body() -> None:
    assert body(PROSE[0], "The boats and the harbour", PROSE[1]) == ["paragraph", "heading", "paragraph"]
    assert body(PROSE[0], "These were lost:", "The Alba", "The Luna", PROSE[1]) == ["paragraph"] * 5
    assert body(PROSE[0], "Mayor of Rabat resigns at last", "Pier in Oslo burns down", "Ana Lind", PROSE[1])[1:4] == ["teaser"] * 3
    assert body(PROSE[0], "A boat in Bari", "Getty Images", PROSE[1])[1:3] == ["caption", "credit"]
    assert body(PROSE[0], "Bari on Friday.", PROSE[1])[1] == "caption"
    assert body(PROSE[0], "Most read", "Mayor of Rabat resigns", PROSE[1]) == ["paragraph", "teaser", "teaser", "paragraph"]
    assert body(PROSE[0], "7", PROSE[1])[1] == "other"


def test_inside_a_plain_page_and_a_live_blog() -> None:
    assert body(PROSE[0], "Mayor of Rabat", "Pier in Oslo", "Bari", PROSE[1], plain=True) == ["paragraph"] * 5
    assert body(PROSE[0], "19:55", "Mayor of Rabat resigns at last", PROSE[1], live=True)[1:3] == ["timestamp", "heading"]


def test_a_middling_cue_yields_amid_paragraphs() -> None:
    bio = "Ana Lind is a reporter based in Bari, and she was on the pier when the boats came back in the evening."
    assert body(PROSE[0], bio, *PROSE[1:])[1] == "paragraph"
    assert body(PROSE[0], PROSE[1], bio)[2] == "author_bio"


def test_below_the_body() -> None:
    lines = cued_lines(
        "About the author", "Ana Lind", PROSE[3], "Comments are closed", "So it goes", "Most read", "By Bo Berg", "Pier in Oslo", "BARI, Italy -",
        "Menu",
    )  # fmt: skip
    below.settle(lines, 0)
    kinds = [line.kind for line in lines]
    assert kinds == [
        "author_bio", "author_bio", "author_bio", "comments", "comments", "teaser", "teaser", "teaser", "teaser", "navigation",
    ]  # fmt: skip


def test_below_a_title_stand_titles() -> None:
    lines = cued_lines("Mayor of Rabat resigns at last", "Pier in Oslo", "Menu")
    below.settle(lines, 0)
    assert [line.kind for line in lines] == ["teaser", "teaser", "navigation"]


def test_the_headline_shares_words_with_the_story_and_stands_above_byline_and_standfirst() -> None:
    texts = (
        "Mayor of Rabat resigns",
        "Fishing boats sink off Bari",
        "Two people are missing off Bari after boats sank",
        "By Ana Lind",
        *PROSE,
    )
    lines = cued_lines(*texts)
    assert headline.find(lines, 4, 7, repeated(lines)) == 1
    lines = cued_lines("Menu", "Weather", *PROSE)
    assert headline.find(lines, 2, 5, repeated(lines)) is None
    assert headline.find(cued_lines(*PROSE), 0, 3, repeated(lines)) is None
