"""Times and titles between texts: live blogs, round-ups, ages of other stories."""

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation.labels import entries

ENTRY = ("19:55", "The search goes on", PROSE[0])
STORY = ("Boats sink off Bari", "BARI, Italy — " + PROSE[0], PROSE[1])


def test_a_live_blog_has_entries_with_times_and_titles() -> None:
    lines = cued_lines("Storm live", *ENTRY * 4)
    assert entries.mark(lines) == "live"
    assert [(line.kind, line.strength) for line in lines[1:4]] == [("timestamp", 3), ("heading", 3), ("", 0)]
    assert not entries.looks_live(lines[1:])  # nowhere called live
    assert not entries.looks_live(cued_lines("Storm live", *ENTRY * 3))
    (line,) = cued_lines("19:55Ana Lind")
    entries.mark_times([line])
    assert (line.kind, line.strength) == ("timestamp", 3)


def test_entries_that_say_when_they_were_published_make_a_live_blog() -> None:
    entry = "The search goes onpublished at 12:05 British Summer Time 4 April 2019"
    page = (entry, PROSE[0], entry, PROSE[1], entry, PROSE[2])
    lines = cued_lines(*page)
    assert entries.mark(lines) == "live"
    assert [line.kind for line in lines] == ["heading", "timestamp", ""] * 3
    assert lines[0].text == "The search goes on"
    assert entries.mark(cued_lines(*page[:4])) == ""


def test_a_roundup_has_datelines_below_titles() -> None:
    lines = cued_lines(*STORY * 3)
    assert entries.mark(lines) == "roundup"
    assert [(line.kind, line.strength) for line in lines[:3]] == [("heading", 3), ("", 0), ("", 0)]
    assert not entries.looks_roundup(cued_lines(*STORY * 2))
    assert not entries.looks_roundup(cued_lines(*STORY * 2, *STORY, *PROSE * 2, *STORY))


def test_above_its_age_stands_another_story() -> None:
    lines = cued_lines("Mayor of Rabat resigns", "2m ago", PROSE[0])
    assert entries.mark(lines) == ""
    assert [line.kind for line in lines] == ["teaser", "teaser", ""]


def test_dated_answers_of_readers_make_no_live_blog() -> None:
    answer = ("May 4, 2023 at 5:03 pm", "I have always lived near the harbour", PROSE[0])
    assert not entries.looks_live(cued_lines("Watch Live TV", "How people live by the sea", *answer * 5))
    assert entries.looks_live(cued_lines("Storm over Bari: live updates", *answer * 5))


def test_a_page_is_called_live_by_its_headline_or_a_label_right_above_it() -> None:
    lines = cued_lines("Live updates", "Home", "Storm over Bari", "Ferries stop in the harbour of Bari")
    assert [entries.called_live(lines, title) for title in range(4)] == [True, True, True, False]
    assert entries.called_live(cued_lines("Storm over Bari LIVE: ferries stop"), 0)
    assert not entries.called_live(cued_lines("Fans sing live on stage"), 0)


def test_three_questions_each_alone_between_texts_head_the_parts_of_a_story() -> None:
    asked = ("Who lost the boats?", PROSE[0], "When was the harbour told?", PROSE[1], "What will the navy do now?", PROSE[2])
    lines = cued_lines(PROSE[3], *asked)
    entries.mark(lines)
    assert [(line.kind, line.strength) for line in lines] == [("", 0), *[("heading", 3), ("", 0)] * 3]
    lines = cued_lines(*asked)  # the first may open the page
    entries.mark(lines)
    assert [line.kind for line in lines] == ["heading", ""] * 3
    for texts in ((PROSE[3], *asked[:4]), (PROSE[3], asked[0], asked[2], asked[4], PROSE[0])):
        fewer = cued_lines(*texts)
        entries.mark(fewer)
        assert not any(line.kind for line in fewer)


DATED = ("Ferry pier in Bari stays closed", "31 August 2023", "News, Top Stories")


def test_titles_above_days_are_a_list_of_other_stories() -> None:
    page = (PROSE[0], *DATED, *DATED, *DATED[:2], PROSE[1])
    lines = cued_lines(*page)
    entries.mark_dated_stories(lines)
    assert [line.kind for line in lines] == ["", *["teaser"] * 8, ""]
    for other in (
        (PROSE[0], *DATED, *DATED[:2], PROSE[1]),  # two
        (*DATED[:2], PROSE[0], *DATED[:2], PROSE[1], *DATED[:2]),  # text between them
        ("Boats sink", "31 August 2023", "A pier burns", "30 August 2023", "Late warning", "29 August 2023"),  # a chronology's short titles
        ("31 August 2023", PROSE[0], "30 August 2023", PROSE[1], "29 August 2023", PROSE[2]),
    ):
        lines = cued_lines(*other)
        entries.mark_dated_stories(lines)
        assert "teaser" not in {line.kind for line in lines}
