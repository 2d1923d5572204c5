"""Threads: what stands among the marks of readers' comments or of other stories is no part of the story."""

import pytest

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation import labels, neighbours
from transforms.text.page.segmentation.labels import threads

SAID = (
    "The harbour should have been closed on the evening before, everybody here could see the storm come.",
    "My father fished off this coast for thirty years, and he would never have left with that sky above him.",
    "It is easy to say so now, but the warning came late and the men have to live from what they catch.",
    "The port's master did what he could, and the council has been told about the old boats for years.",
)
"""What readers may write: it reads like a paragraph."""


def found(*texts: str) -> set[int]:
    return threads.find(cued_lines(*texts), 0)


@pytest.mark.parametrize(
    "marks",
    [
        ("Ana Lind says:", "Bo Berg says:", "Cy Dahl says:"),
        ("Posted by Ana Lind", "Posted by Bo Berg", "Posted by Cy Dahl"),
        ("Reply", "Reply", "Report abuse"),
    ],
)
def test_lines_among_three_marks_of_commenters(marks: tuple[str, str, str]) -> None:
    first, second, third = marks
    page = (*PROSE, first, SAID[0], second, SAID[1], third, SAID[2])
    assert found(*page) == {4, 5, 6, 7, 8}
    assert found(*PROSE, first, SAID[0], second, SAID[1]) == set()


def test_times_and_bylines_need_one_more() -> None:
    times = ("October 15, 2012 at 10:33 am", "October 15, 2012 at 11:57 am", "October 16, 2012 at 1:02 am", "October 16, 2012 at 7:48 am")
    names = ("By Ana Lind", "By Bo Berg", "By Cy Dahl", "By Di Eklund")
    for marks in (times, names):
        pairs = [text for pair in zip(marks, SAID, strict=True) for text in pair]
        assert found(*PROSE, *pairs) == set(range(4, 11))
        assert found(*PROSE, *pairs[:6]) == set()


def test_the_own_byline_and_what_stands_above_the_story_are_none() -> None:
    assert found("By Ana Lind", PROSE[0], "Reply", PROSE[1], "Reply", SAID[0], "Reply", SAID[1]) == {4, 5, 6}
    assert found("Reply", "Reply", "Reply", "Reply", *PROSE) == set()


def test_marks_far_from_each_other_and_authors_of_posts_are_none() -> None:
    assert found(*PROSE, "Reply", *PROSE, *PROSE, *SAID, "Reply", *PROSE, *PROSE, *SAID, "Reply") == set()
    posts = [text for day in (1, 2, 3, 4) for text in (SAID[0], f"— Ana Lind (@analind) December {day}, 2023")]
    assert found(*PROSE, *posts) == set()


def test_who_posted_and_when_signs_long_comments_too() -> None:
    marks = [f"Posted by: Ana Lind at October {day}, 2012 05:58 PM" for day in (15, 16, 17)]
    texts = [*SAID, *SAID, *SAID]
    page = [*PROSE, marks[0], *texts, marks[1], *texts, marks[2]]
    assert found(*page) == set(range(4, 31))
    bare = ["Posted by: Ana Lind", "Posted by: Bo Berg", "Posted by: Cy Dahl"]
    assert found(*PROSE, bare[0], *texts, bare[1], *texts, bare[2]) == set()


def test_chronologies_and_quotations_are_none() -> None:
    days = ("October 15, 2012", "October 16, 2012", "November 2, 2012", "December 24, 2012")
    hours = ("9:05 a.m.", "9:40 a.m.", "10:15 a.m.", "11:00 a.m.")
    for marks in (days, hours):
        assert found(*PROSE, *(text for pair in zip(marks, SAID, strict=True) for text in pair)) == set()
    assert found(*PROSE, *(text for one in SAID for text in ("Mayor Ana Lind said:", f"“{one}”"))) == set()


@pytest.mark.parametrize("head", ["Comments", "Comments (6)", "38 Responses", "2 comments so far", "Leave a Reply", "Post a comment"])
def test_no_story_goes_on_below_the_head_of_comments(head: str) -> None:
    assert found("Boats sink", *PROSE, head, SAID[0], "Ana Lind", SAID[1]) == {6, 7, 8}
    assert found("Boats sink", PROSE[0], head, *PROSE[1:]) == set()
    assert found("Boats sink", *PROSE, f"{head} of the mayor were met with silence", *SAID) == set()


def test_comments_below_the_story_are_not_its_paragraphs() -> None:
    lines = cued_lines("Fishing boats sink off Bari", "By Ana Lind", *PROSE, *(text for one in SAID for text in (one, "Posted by Bo Berg")))
    neighbours.mark(lines)
    labels.label(lines)
    assert [line.kind for line in lines[2:6]] == ["paragraph"] * 4
    assert "paragraph" not in {line.kind for line in lines[7:]}
