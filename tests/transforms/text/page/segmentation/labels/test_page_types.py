import pytest

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines, settled
from transforms.text.page.segmentation import labels
from transforms.text.page.segmentation.labels import page_types, plain


def page_type(*pairs: tuple[str, str], kind: str = "") -> str:
    _, lines = settled(*pairs)
    return page_types.of_page(lines, kind)


def test_types_of_pages_with_text() -> None:
    story = [("paragraph", text) for text in PROSE * 2]
    captions = [("caption", f"A boat lies on the beach in Bari on day {number} of the storm, May {number}.") for number in range(1, 7)]
    assert page_type(*story) == "story"
    assert page_type(*story[:2]) == "brief"
    assert page_type(*story, kind="live") == "live"
    assert page_type(*story, kind="roundup") == "roundup"
    assert page_type(story[0], *captions) == "gallery"
    assert page_type(story[0], ("video", "A"), ("navigation", "0:52"), ("navigation", "Up next")) == "video"
    assert page_type(story[0], *[("teaser", f"Mayor {number} resigns") for number in range(8)]) == "listing"
    assert page_type(("other", "A")) == "other"
    assert page_type(("headline", "Boats sink"), ("summary", "- Three boats went down"), ("summary", "- Two are missing")) == "brief"
    assert page_type(("headline", "Boats sink"), ("summary", "Three boats went down.")) == "other"


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


def test_a_fragment_is_a_few_lines_without_sentence_or_furniture() -> None:
    assert plain.is_fragment([])
    assert plain.is_fragment(cued_lines("Figures of the day", "192"))
    assert not plain.is_fragment(cued_lines("Figures of the day", PROSE[0]))
    assert not plain.is_fragment(cued_lines("Home", "Figures of the day"))
    assert not plain.is_fragment(cued_lines(*["Figures of the day"] * 7))


def test_a_few_plain_lines_are_a_brief() -> None:
    lines = cued_lines("Figures of the day", "192")
    assert labels.label(lines) == ("brief", None)
    assert [line.kind for line in lines] == ["paragraph", "paragraph"]
    assert labels.label([]) == ("other", None)


@pytest.mark.parametrize(
    "texts", [["The war went on from 1914 to 1918."], ["On Friday, the board will vote."], ["The works will end by May."]]
)
def test_a_page_of_one_sentence_is_a_brief(texts: list[str]) -> None:
    lines = cued_lines(*texts)
    assert labels.label(lines) == ("brief", None)
    assert [line.kind for line in lines] == ["paragraph"]


def test_sentences_of_a_page_of_a_few_lines_are_text() -> None:
    lines = cued_lines("The town of Bari had snow.", "Home", "The pier was shut.", "A pilot saw the pier from above.")
    for line, kind in zip(lines, ("caption", "navigation", "teaser", "paragraph"), strict=True):
        line.settle(kind, "test")
    own = [lines[0], lines[2], lines[3]]
    plain.keep(lines, own)
    assert [line.kind for line in lines] == ["paragraph", "navigation", "paragraph", "paragraph"]


def test_below_a_headline_captions_and_standfirsts_stay_where_there_is_text() -> None:
    kinds = ("headline", "summary", "caption", "timestamp")
    lines = cued_lines("Snow in Bari", "The town of Bari had snow.", "A pilot saw the pier from above.", "On Friday, the pier was shut.")
    for line, kind in zip(lines, kinds, strict=True):
        line.settle(kind, "test")
    plain.keep(lines, lines[1:3])
    assert [line.kind for line in lines] == ["headline", "paragraph", "paragraph", "timestamp"]
    for line, kind in zip(lines, kinds, strict=True):
        line.settle(kind, "test")
    lines[3].settle("paragraph", "test")
    plain.keep(lines, lines[1:])
    assert [line.kind for line in lines] == ["headline", "summary", "caption", "paragraph"]


def test_sentences_are_kept_on_pages_of_a_few_lines_alone() -> None:
    sentence = "On Friday, the pier was shut."
    assert plain.sentences(lines := cued_lines("Snow in Bari", sentence)) == lines[1:]
    assert plain.sentences(cued_lines(*[sentence] * 7)) == []
    assert plain.sentences(cued_lines("Home", sentence)) == []
    assert plain.sentences(cued_lines("Calm. " + "('" * 400 + " The end of it all.")) == []
    assert plain.sentences(cued_lines("A boat lies on the beach in Bari on May 4. (Ana Lind/AP)")) == []
