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


def test_an_agency_marks_the_last_paragraphs() -> None:
    body = [("paragraph", text) for text in PROSE]
    assert read(*body, ("paragraph", "The boats were found. PTI")).agencies == ["PTI"]
    assert read(*body, ("paragraph", "“They were found.” (dpa)"), body[0]).agencies == ["dpa"]
    assert read(("paragraph", "The boats were found. PTI"), *body).agencies == []
    assert read(*body, ("paragraph", "She had been with the PTI")).agencies == []
    assert read(*body, ("paragraph", "The boats were found. Ana Lind")).agencies == []


def test_bylines_far_below_the_headline_are_those_of_others() -> None:
    body = [("paragraph", text) for text in PROSE]
    assert read(("byline", "By Ana Lind"), *body, ("byline", "By Bo Berg")).bylines == ["Ana Lind"]


def test_a_clock_in_the_date_header_is_the_last_resort() -> None:
    header = "Published 24 Jan 2024 11:05 EST"
    assert read(("paragraph", PROSE[0]), header=header).published_at_text == "24 Jan 2024 11:05 EST"
    assert read(("timestamp", "Updated Jan. 25, 2024"), ("paragraph", PROSE[0]), header=header).published_at_text is None


def test_the_author_stands_above_the_headline_where_nobody_signs_below_it() -> None:
    found = read(("byline", "By Cyd Marsh"), ("navigation", "Share"), ("headline", "Boats sink"), ("paragraph", PROSE[0]), title=2)
    assert found.bylines == ["Cyd Marsh"]


def test_a_bare_name_beside_the_headline_is_the_author() -> None:
    assert read(("headline", "Boats sink"), ("navigation", "Peter Lind"), ("paragraph", PROSE[0]), title=0).bylines == ["Peter Lind"]
    assert read(("navigation", "Peter Lind"), ("headline", "Boats sink"), ("paragraph", PROSE[0]), title=1).bylines == []
    assert read(("headline", "Boats sink"), ("navigation", "Saved Stories"), ("paragraph", PROSE[0]), title=0).bylines == []
    signed = read(("headline", "Boats sink"), ("navigation", "Peter Lind"), ("byline", "By Ana Berg"), ("paragraph", PROSE[0]), title=0)
    assert signed.bylines == ["Ana Berg"]


def test_names_that_no_list_knows_are_nobody_where_somebody_signs() -> None:
    title = ("headline", "Boats sink")
    assert read(title, ("byline", "Plus Icon"), ("byline", "By Ana Berg"), ("paragraph", PROSE[0]), title=0).bylines == ["Ana Berg"]


def test_a_story_signed_at_its_end() -> None:
    body = [("paragraph", text) for text in PROSE]
    found = read(("headline", "Boats sink"), *body, ("paragraph", "— Ana Lind, The Associated Press"), title=0)
    assert (found.bylines, found.agencies) == (["Ana Lind"], ["AP"])
    assert read(("headline", "Boats sink"), *body, ("caption", "ab/cd (AP, dpa)"), title=0).agencies == ["AP", "dpa"]
    assert read(("headline", "Boats sink"), *body, ("caption", "A pier."), ("credit", "(Reuters)"), title=0).agencies == []
    assert read(("headline", "Boats sink"), *body, ("byline", "Posted by Sean"), title=0).bylines == []


def test_agencies_of_a_lead_without_a_place() -> None:
    found = read(("headline", "Boats sink"), ("paragraph", "May 12 (Reuters) - " + PROSE[0]), ("paragraph", PROSE[1]), title=0)
    assert (found.dateline, found.agencies) == (None, ["Reuters"])
    assert read(("paragraph", "ANKARA (AA) — " + PROSE[0])).agencies == ["Anadolu"]


def test_a_town_alone_is_the_dateline() -> None:
    assert read(("headline", "Boats sink"), ("paragraph", "LONDON"), ("paragraph", PROSE[0]), title=0).dateline == "LONDON"
    assert read(("headline", "Boats sink"), ("paragraph", "SPORT"), ("paragraph", PROSE[0]), title=0).dateline is None


def test_the_headline_loses_its_outlet() -> None:
    assert read(("headline", "Boats sink off Bari | The Lowton Herald"), ("paragraph", PROSE[0]), title=0).headline == "Boats sink off Bari"


def test_a_listing_is_signed_by_nobody_but_has_a_time() -> None:
    found = read(("timestamp", "Monday, January 22, 2024"), ("teaser", "Boats sink"), ("byline", "By Ana Lind"))
    assert (found.bylines, found.published_at_text) == ([], "Monday, January 22, 2024")


def test_a_line_of_another_kind_with_the_pages_date_is_its_time() -> None:
    found = read(("headline", "Boats sink"), ("navigation", "Posted in News on January 24, 2024"), ("paragraph", PROSE[0]), title=0)
    assert found.published_at_text == "January 24, 2024"
    other = read(("headline", "Boats sink"), ("teaser", "Storm of June 10, 2012"), ("paragraph", PROSE[0]), title=0)
    assert other.published_at_text is None


def test_bylines_of_pictures_and_other_stories_are_not_the_authors() -> None:
    title, gap = ("headline", "Boats sink"), [("navigation", "Share")] * 4
    body = ("paragraph", PROSE[0])
    other = read(title, ("byline", "By Ana Berg"), *gap, ("teaser", "Pier closed"), ("byline", "By: Peter Lind"), body, title=0)
    assert other.bylines == ["Ana Berg"]
    picture = read(title, ("byline", "Peter Lind"), *gap, ("byline", "By Ana Berg"), ("byline", "Laura Dahl"), body, title=0)
    assert picture.bylines == ["Ana Berg", "Laura Dahl"]


def test_where_nobody_signs_below_the_headline_a_full_byline_further_off_does() -> None:
    far = [("navigation", "Share")] * 12
    title, body = ("headline", "Boats sink"), [("paragraph", text) for text in PROSE * 3]
    assert read(("byline", "Written by Ana Berg"), *far, title, *body, title=13).bylines == ["Ana Berg"]
    assert read(("byline", "Peter Lind"), *far, title, *body, title=13).bylines == []
    assert read(title, *body[:5], ("byline", "By Ana Berg"), *body, title=0).bylines == ["Ana Berg"]
    assert read(title, *body[:5], ("byline", "by Ana"), *body, title=0).bylines == []


def test_a_bare_name_beside_a_time_is_the_author_wherever_the_headline_is() -> None:
    body = ("paragraph", PROSE[0])
    assert read(("navigation", "Peter Lind"), ("timestamp", "Jan 24, 2024"), body).bylines == ["Peter Lind"]
    assert read(("navigation", "Peter Lind"), ("navigation", "Share"), body).bylines == []


def test_a_dated_byline_just_above_the_headline_goes_before_names_below_it() -> None:
    signed, reader = ("byline", "by Ana Berg on January 24, 2024"), ("byline", "Peter Lind 25 January 2024 at 5:00 pm")
    assert read(signed, ("headline", "Boats sink"), reader, ("paragraph", PROSE[0]), title=1).bylines == ["Ana Berg"]


def test_a_name_below_a_line_that_says_by_signs() -> None:
    title, body = ("headline", "Boats sink"), [("paragraph", text) for text in PROSE]
    assert read(title, ("navigation", "By"), ("navigation", "Ana Lind | ana@ledger.example"), *body, title=0).bylines == ["Ana Lind"]
    helped = (("byline", "By Ana Lind"), ("navigation", "Contributions from"), ("byline", "Peter Berg"))
    assert read(title, *helped, *body, title=0).bylines == ["Ana Lind", "Peter Berg"]
    assert read(title, body[0], body[1], body[2], ("navigation", "By"), ("byline", "Ana Lind"), body[3], title=0).bylines == ["Ana Lind"]


def test_a_name_that_does_not_follow_a_byline_at_once_is_a_photographers() -> None:
    title, body = ("headline", "Boats sink"), ("paragraph", PROSE[0])
    dated = (("byline", "By Ana Lind"), ("timestamp", "24 January 2024"), ("byline", "Peter Berg"))
    assert read(title, *dated, body, title=0).bylines == ["Ana Lind"]
    assert read(title, ("byline", "By Ana Lind"), ("byline", "Peter Berg"), body, title=0).bylines == ["Ana Lind", "Peter Berg"]


def test_what_reads_as_a_byline_right_below_the_headline_signs_whatever_it_was_labelled() -> None:
    title, body = ("headline", "Boats sink"), ("paragraph", PROSE[0])
    assert read(title, ("teaser", "by Ana"), body, title=0).bylines == ["Ana"]
    assert read(title, ("timestamp", "Ana Lind | 6 mins ago |"), body, title=0).bylines == ["Ana Lind"]
    assert read(title, ("caption", "By Ana Lind"), body, title=0).bylines == []
    assert read(title, ("byline", "By Peter Berg"), ("teaser", "by Ana Lind"), body, title=0).bylines == ["Peter Berg"]


def test_a_byline_in_the_lead() -> None:
    found = read(("headline", "Boats sink"), ("paragraph", "By Ana Lind – BARI (Reuters) – " + PROSE[0]), title=0)
    assert (found.bylines, found.dateline, found.agencies) == (["Ana Lind"], "BARI", ["Reuters"])
    signed = read(("headline", "Boats sink"), ("byline", "By Bo Berg"), ("paragraph", "By Ana Lind – BARI – " + PROSE[0]), title=0)
    assert (signed.bylines, signed.dateline) == (["Bo Berg"], "BARI")


def test_the_pages_date_in_what_was_taken_for_a_caption_or_stands_below_the_standfirst() -> None:
    title, dated = ("headline", "Boats sink"), "Jan. 24, 2024, 5:24 AM UTC / Updated Jan. 25, 2024, 2:01 PM UTC / Source: LEDGER"
    found = read(title, ("paragraph", PROSE[0]), ("caption", dated), ("paragraph", PROSE[1]), title=0)
    assert (found.published_at_text, found.updated_at_text) == ("Jan. 24, 2024, 5:24 AM UTC", "Jan. 25, 2024, 2:01 PM UTC")
    picture = read(title, ("caption", "The harbour of Bari, January 24, 2024"), ("paragraph", PROSE[1]), title=0)
    assert picture.published_at_text is None
