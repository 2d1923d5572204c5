import pytest

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines, settled
from transforms.text.page.segmentation import labels
from transforms.text.page.segmentation.labels import entries, page_types, plain
from transforms.text.page.segmentation.labels.story import Story, repeated


def page_type(*pairs: tuple[str, str], live: bool = False, roundup: bool = False) -> str:
    _, lines = settled(*pairs)
    return page_types.of_story(lines, Story(0, len(lines) - 1, None, repeated(lines), False, live, roundup))


def test_types_of_pages_with_text() -> None:
    story = [("paragraph", text) for text in PROSE * 2]
    captions = [("caption", f"A boat lies on the beach in Bari on day {number} of the storm, May {number}.") for number in range(1, 7)]
    assert page_type(*story) == "story"
    assert page_type(*story[:2]) == "brief"
    assert page_type(*story, live=True) == "live"
    assert page_type(*story, roundup=True) == "roundup"
    assert page_type(story[0], *captions) == "gallery"
    assert page_type(story[0], ("video", "A"), ("navigation", "0:52"), ("navigation", "Up next")) == "video"
    assert page_type(story[0], *[("teaser", f"Mayor {number} resigns") for number in range(8)]) == "listing"
    assert page_type(("other", "A")) == "other"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Home", "0:52"], "video"),
        (["View image", "A boat in Bari. (Ana Lind/AP)"] * 4, "gallery"),
        (["READ MORE: How the harbour was built"] * 5, "listing"),
        (["Home", "News"], "other"),
    ],
)
def test_types_of_pages_without_a_sentence(texts: list[str], expected: str) -> None:
    assert page_types.without_sentence(cued_lines(*texts)) == expected


def test_without_a_story_text_belongs_to_videos_or_other_stories() -> None:
    _, lines = settled(
        ("video", "Divers at work"), ("paragraph", PROSE[0]), ("navigation", "Menu"), ("navigation", "Up"), ("paragraph", PROSE[1])
    )
    page_types.settle_without_story(lines, "video")
    assert [line.kind for line in lines] == ["video", "video", "navigation", "navigation", "teaser"]


def test_a_roundup_has_datelines_below_titles() -> None:
    story = ("Boats sink off Bari", "BARI, Italy — " + PROSE[0], PROSE[1])
    assert page_types.looks_roundup(cued_lines(*story * 3))
    assert not page_types.looks_roundup(cued_lines(*story * 2))
    assert not page_types.looks_roundup(cued_lines(*story * 2, *story, *PROSE * 2, *story))


def test_a_live_blog_has_entries_with_times() -> None:
    entry = ("19:55", "The search goes on", PROSE[0])
    lines = cued_lines("Storm live", *entry * 4)
    assert entries.looks_live(lines)
    assert not entries.looks_live(lines[1:])  # nowhere called live
    assert not entries.looks_live(cued_lines("Storm live", *entry * 3))
    (line,) = cued_lines("19:55Ana Lind")
    entries.mark_times([line])
    assert (line.kind, line.strength) == ("timestamp", 3)


def test_above_its_age_stands_another_story() -> None:
    lines = cued_lines("Mayor of Rabat resigns", "2m ago", PROSE[0])
    entries.mark_other_stories(lines)
    assert [line.kind for line in lines] == ["teaser", "timestamp", ""]


def test_plain_pages() -> None:
    assert plain.is_plain(cued_lines(*PROSE))
    assert plain.is_plain([])
    assert not plain.is_plain(cued_lines("Home", *PROSE[:2]))
    assert not plain.is_plain(cued_lines(*PROSE, "Home", "News", "Most read"))
    lines = cued_lines("Boats sink off Bari", PROSE[0], "A late warning", PROSE[1], "© 2024 Ledger Ltd")
    assert plain.title(lines, 1) == 0
    assert plain.extent(lines, 3, 3) == (1, 3)


def test_a_few_plain_lines_are_a_brief() -> None:
    lines = cued_lines("Figures of the day", "192")
    assert labels.label(lines) == ("brief", None)
    assert [line.kind for line in lines] == ["paragraph", "paragraph"]
    assert labels.label([]) == ("other", None)
