"""Which line is the headline: the fitted choice on small pages."""

import pytest

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.lexicon import data
from transforms.text.page.segmentation import neighbours
from transforms.text.page.segmentation.labels import entries, features, setting, titles, weights
from transforms.text.page.segmentation.lines import Line

TITLE = "Fishing boats sink off Bari"
MENU = ("Home", "News", "Sport", "Weather", "Mayor of Rabat resigns after a vote", "Pier in Oslo burns down")


def chosen(*texts: str, explain: bool = False) -> tuple[str | None, str]:
    lines, where, found = prepared(*texts)
    scores = weights.load().scores(found)
    at, why = titles.choose(lines, where, found, scores[:, -1].tolist(), explain=explain)
    return (lines[at].text if at is not None else None), why


def prepared(*texts: str) -> tuple[list[Line], setting.Setting, features.OfPage]:
    lines = cued_lines(*texts)
    neighbours.mark(lines)
    where = setting.of(lines, entries.mark(lines))
    return lines, where, features.of_page(lines, where)


@pytest.mark.parametrize(
    "above",
    [
        (TITLE,),
        (*MENU, TITLE),
        (*MENU, TITLE, "By Ana Lind"),
        ("The Lowton Ledger", *MENU, TITLE, "By Ana Lind", "24 January 2024"),
        (*MENU, TITLE, "Two people are missing after three boats went down in a storm on Friday", "By Ana Lind"),
        (*MENU, TITLE, "Share", "By Ana Lind | 24 January 2024", "The harbour of Bari in May (Peter Berg/Reuters)"),
        (*MENU, "Fishing boats sink off Bari, as it happened: our blog", TITLE, "By Ana Lind"),
        ("https://ledger.example/fishing-boats-sink-off-bari.php", "boats-off-bari.jpg", TITLE),
        ("This story is from January 24, 2024", TITLE, "By Ana Lind"),
    ],
)
def test_the_headline_is_chosen(above: tuple[str, ...]) -> None:
    assert chosen(*above, *PROSE)[0] == TITLE


@pytest.mark.parametrize(
    "texts",
    [
        PROSE,
        ("By Ana Lind", *PROSE),
        ("11 September 2021", "By Ana Lind", *PROSE),
        ("4 May 2023, 20:25 Comments 27 Views Bari", *PROSE),
        ("https://ledger.example/fishing-boats-sink-off-bari.php", *PROSE),
    ],
)
def test_a_page_without_a_headline_has_none(texts: tuple[str, ...]) -> None:
    assert chosen(*texts) == (None, "")


def test_a_title_right_above_the_first_text_is_the_headline_of_a_short_page() -> None:
    title, text = "Harbour: a night at sea", PROSE[1:3]
    why = "headline: a title right above the first text"
    assert chosen(title, *text) == (title, why)
    assert chosen("Home", title, "By Ana Lind", *text)[0] == title
    assert chosen(title, "4 May 2023, 20:25 Comments 27 Views Bari", *text)[0] == title
    for other in (
        r"\cf2 \cb3 \kerning of the sea",
        "Anna Larsson",
        "Mayor Anna Larsson",
        "Harbour:",
        "Harbour, a night,",
        "A night at sea on a Monday in the harbour of the old town in the far north of Bari",
    ):
        assert chosen(other, *text)[1] != why
    assert chosen(PROSE[0], title, *text)[1] != why
    assert chosen("News from the coast", title, "Spread the love", *text)[0] == title
    assert chosen("HARBOUR", "Old harbour pier stays shut all week", "Old harbour pier stays shut all week", *text) == (
        "Old harbour pier stays shut all week",
        why,
    )


def test_no_title_below_the_first_question_of_several_is_the_headline() -> None:
    asked = (
        "Who lost the boats?",
        PROSE[0],
        "When was the harbour told?",
        PROSE[1],
        TITLE,
        PROSE[2],
        "What will the navy do now?",
        PROSE[3],
    )
    assert chosen(*asked)[0] is None


def test_no_entry_of_a_live_page_is_its_headline() -> None:
    entry = "The search goes onpublished at 12:05 British Summer Time 4 April 2019"
    page = (entry, PROSE[0], entry, PROSE[1], entry, PROSE[2])
    assert chosen(*page)[0] is None
    assert chosen(TITLE, *page)[0] == TITLE


def test_why_names_the_features_that_spoke_most_for_it_where_somebody_asks() -> None:
    why = chosen(*MENU, TITLE, "By Ana Lind", *PROSE, explain=True)[1]
    assert why.startswith("headline: ")
    assert all(part.rpartition(" ")[2].startswith("+") for part in why.removeprefix("headline: ").split(", "))
    assert chosen(*MENU, TITLE, "By Ana Lind", *PROSE)[1] == "headline: "


def test_copies_above_the_story_are_the_headline_too() -> None:
    lines, where, _ = prepared(TITLE, "Home", TITLE, *PROSE, TITLE)
    assert titles.copies(lines, where, 0) == {0, 2}
    assert titles.copies(lines, where, None) == set()


def test_a_headline_below_the_head_of_a_list_is_taken_out_of_it_with_what_stands_between_it_and_the_story() -> None:
    lines, where, _ = prepared("Most read", "Mayor of Rabat resigns after a vote", TITLE, "What is known of the night", *PROSE)
    listed = [line.why == titles.LISTED for line in lines[:4]]
    assert listed == [False, True, True, True]
    assert titles.free(lines, where, 2)
    assert [line.kind for line in lines[:4]] == ["teaser", "teaser", "", ""]
    assert not titles.free(lines, where, 2)
    assert not titles.free(lines, where, None)


def test_candidates_hold_no_word_of_open_class() -> None:
    lines, where, found = prepared(*MENU, TITLE, "By Ana Lind", *PROSE)
    choice = titles.candidates(lines, where, found)
    assert len(choice.rows) == len(choice.features)
    every = " ".join(name for names in (*choice.features, choice.none) for name in names).lower()
    assert not any(word in every for word in ("fishing", "boats", "rabat", "harbour"))
    assert {row[0].partition(":")[0] for row in data.table(weights.TITLES) if row[0].startswith(("title:", "none"))} == {"title", "none"}
