"""Lists announced by a colon, and titles below the heading of other stories."""

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation.neighbours import lists

LINKS = ("Mayor of Rabat resigns after a debate", "Pier in Oslo burns down at night")


def marked(*texts: str) -> list[str]:
    lines = cued_lines(*texts)
    lists.mark(lines)
    return [line.kind for line in lines]


def test_items_below_a_colon_are_paragraphs_down_to_the_next_text() -> None:
    assert marked(PROSE[0], "These boats were lost in the night:", "The Alba", "The Luna", PROSE[1])[1:4] == ["paragraph"] * 3
    assert marked(PROSE[0], "These boats were lost in the night:", "The Alba", "Home", PROSE[1])[1:4] == ["", "", "navigation"]
    assert marked("These boats were lost in the night:", "The Alba", "The Luna", PROSE[1])[:3] == ["", "", ""]


def test_a_picture_and_a_heading_do_not_part_a_list_from_its_text() -> None:
    picture = ("Image source, Reuters", "Image caption,", "The harbour of Oslo in May")
    found = marked(PROSE[0], *picture, "What was lost", "These boats were lost in the night:", "The Alba", "The Luna", PROSE[1])
    assert found[-5:] == ["", "paragraph", "paragraph", "paragraph", ""]


def test_titles_below_a_heading_of_other_stories_are_teasers_down_to_the_next_text() -> None:
    assert marked(PROSE[0], "Most read", *LINKS, PROSE[1]) == ["", "teaser", "teaser", "teaser", ""]
    assert marked(PROSE[0], "Most read", *LINKS, "A late warning", PROSE[1]) == ["", "teaser", "teaser", "teaser", "", ""]


def test_a_title_with_the_first_words_of_its_story_glued_to_it_is_a_teaser() -> None:
    glued = LINKS[0] + "The mayor of Rabat left office on Monday after a debate of nine hours, the council said."
    assert marked(PROSE[0], LINKS[0], glued, PROSE[1]) == ["", "", "teaser", ""]
    assert marked(PROSE[0], glued, PROSE[1]) == ["", "", ""]
    assert marked(PROSE[0], LINKS[0], LINKS[0] + " of nine hours on Monday, the council of the city said.", PROSE[1]) == ["", "", "", ""]
