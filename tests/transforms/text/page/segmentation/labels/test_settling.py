"""What the chain leaves open: furniture by its cue or its length, credits, datelines."""

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation.labels import settling
from transforms.text.page.segmentation.labels.model import FURNITURE, Labelled


def settled(*pairs: tuple[str, str]) -> list[str]:
    lines = cued_lines(*(text for text, _ in pairs))
    settling.settle(lines, Labelled([label for _, label in pairs], ["why"] * len(pairs)))
    return [line.kind for line in lines]


def test_furniture_is_what_its_cue_says_or_a_title_by_its_length() -> None:
    texts = ("Home", "© 2024 Ledger Ltd", "Mayor of Rabat resigns at last", "Bari", "By Bo Berg", "Comments (12)")
    assert settled(*((text, FURNITURE) for text in texts)) == ["navigation", "legal", "teaser", "navigation", "teaser", "navigation"]


def test_a_dateline_alone_is_body_above_its_paragraph() -> None:
    assert settled(("BARI, Italy -", FURNITURE), (PROSE[0], "paragraph")) == ["paragraph", "paragraph"]
    assert settled(("BARI, Italy -", FURNITURE), ("Home", FURNITURE)) == ["other", "navigation"]


def test_a_credit_of_person_and_agency_between_paragraphs_is_a_caption() -> None:
    assert settled((PROSE[0], "paragraph"), ("(Ana Lind/Reuters)", "credit"), (PROSE[1], "paragraph"))[1] == "caption"
    assert settled(("A boat in Bari.", "caption"), ("(Ana Lind/Reuters)", "credit"), (PROSE[1], "paragraph"))[1] == "credit"
    assert settled((PROSE[0], "paragraph"), ("Photo: AP", "credit"), (PROSE[1], "paragraph"))[1] == "credit"


def test_below_the_head_of_a_list_stand_titles_times_and_authors_of_others() -> None:
    texts = (("Most read", FURNITURE), ("Mayor of Rabat resigns", FURNITURE), ("By Bo Berg", "byline"), (PROSE[0], "paragraph"))
    assert settled(*texts, ("By Ana Lind", "byline")) == ["teaser", "teaser", "teaser", "paragraph", "byline"]


def test_on_a_page_of_several_stories_the_headline_is_the_name_of_the_page() -> None:
    lines = cued_lines("Boats sink off Bari", PROSE[0], "Boats sink off Bari")
    for line, kind in zip(lines, ("headline", "paragraph", "headline"), strict=True):
        line.settle(kind, "why")
    settling.retitle(lines, 0)
    assert [line.kind for line in lines] == ["navigation", "paragraph", "navigation"]


def test_what_stands_above_the_titles_of_a_page_of_several_stories_is_no_text() -> None:
    lines = cued_lines("News summary at 11:58", PROSE[0], "Boats sink off Bari", PROSE[1], "Rain in Oslo")
    for line, kind in zip(lines, ("paragraph", "paragraph", "heading", "paragraph", "paragraph"), strict=True):
        line.settle(kind, "why")
    settling.name_page(lines)
    assert [line.kind for line in lines] == ["navigation", "paragraph", "heading", "paragraph", "paragraph"]
