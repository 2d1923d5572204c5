import datetime

from tests.transforms.text.page.segmentation.conftest import PROSE, settled
from transforms.text.page.segmentation import facts

DAY = datetime.date(2024, 1, 24)


def read(*pairs: tuple[str, str], title: int | None = None, header: str = "date 2024-01-24") -> facts.Facts:
    text, lines = settled(*pairs)
    return facts.read(text, header, lines, title, DAY)


def test_all_that_a_page_says_of_itself() -> None:
    found = read(
        ("navigation", "By Cyd Marsh"),
        ("headline", "Boats sink"),
        ("byline", "By Ana Lind and Bo Berg, The Canadian Press"),
        ("timestamp", "Published Jan. 24, 2024 5:00 PM EST"),
        ("timestamp", "Updated Jan. 25, 2024"),
        ("paragraph", "BARI, Italy (AP) — " + PROSE[0]),
        ("paragraph", PROSE[1]),
        ("credit_line", "With files from Reuters and The Associated Press"),
        title=1,
    )
    assert found == facts.Facts(
        "Boats sink", ["Ana Lind", "Bo Berg"], "BARI, Italy", ["CP", "AP", "Reuters"],
        datetime.datetime(2024, 1, 24, 22, 0, tzinfo=datetime.UTC), "Jan. 24, 2024 5:00 PM EST", None, "Jan. 25, 2024",
    )  # fmt: skip


def test_a_page_that_says_nothing() -> None:
    assert read(("paragraph", PROSE[0])) == (None, [], None, [], None, None, None, None)
    assert read() == (None, [], None, [], None, None, None, None)


def test_agencies_are_credited_for_the_story_not_for_its_pictures_nor_below_it() -> None:
    body = [("paragraph", text) for text in PROSE]
    assert read(*body, ("credit", "Photo by Reuters")).agencies == []
    text, lines = settled(*body, ("teaser", "Most read"), ("credit_line", "With files from Reuters"))
    assert facts.read(text, "", lines, None, DAY).agencies == ["Reuters"]
    lines[4].barrier = 6  # other stories begin here
    assert facts.read(text, "", lines, None, DAY).agencies == []


def test_bylines_far_below_the_headline_are_those_of_others() -> None:
    body = [("paragraph", text) for text in PROSE]
    assert read(("byline", "By Ana Lind"), *body, ("byline", "By Bo Berg")).bylines == ["Ana Lind"]


def test_a_clock_in_the_date_header_is_the_last_resort() -> None:
    header = "Published 24 Jan 2024 11:05 EST"
    assert read(("paragraph", PROSE[0]), header=header).published_at_text == "24 Jan 2024 11:05 EST"
    assert read(("timestamp", "Updated Jan. 25, 2024"), ("paragraph", PROSE[0]), header=header).published_at_text is None
