"""Whole pages: kinds, fields, coverage. The pages are written for these tests; the people in them are invented."""

import datetime
import gzip
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.rows import PAGE_TYPES, SEGMENT_KINDS
from tests.steps import growth
from transforms.text.page.segmentation import Page, lines, segment

SEEDS = Path(__file__).parents[5] / "seeds"
DAY = datetime.date(2024, 1, 24)
HEADER = (1, 16)
LEAD = "Three fishing boats sank off the coast of Bari on Friday, and two people are missing, the coast guard said."
SECOND = "The boats had left the harbour before dawn although a gale warning was in force, according to the port's master."
THIRD = "“We called them back, and two of them turned,” said Rosaria Lindqvist, who runs the fishers' association."
FOURTH = "The search will go on until dark, and the navy has sent a ship with divers, the ministry said in a statement."


def page(*lines: str, between: str = "\n\n", clean_text: bool = False) -> tuple[str, Page]:
    text = " date 2024-01-24 " + between.join(lines)
    return text, segment(text, HEADER, DAY, clean_text=clean_text)


def kinds(text: str, found: Page) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in found.blocks[1:]]


def seed(name: str, header: str) -> tuple[str, Page]:
    (path,) = SEEDS.glob(f"{name}_*")
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    start = text.index(header)
    return text, segment(text, (start, start + len(header)), DAY)


def check(text: str, found: Page) -> None:
    assert found.page_type in PAGE_TYPES
    covered = [0] * len(text)
    last = 0
    for block in found.blocks:
        piece = text[block.start : block.end]
        assert last <= block.start < block.end
        assert piece == piece.strip()
        assert block.kind in SEGMENT_KINDS
        assert block.in_body == (block.kind == "paragraph")
        assert block.why
        assert block.credit is None or (block.kind == "caption" and block.credit)
        for at in range(block.start, block.end):
            covered[at] += 1
        last = block.end
    assert all(count == 1 or character.isspace() for character, count in zip(text, covered, strict=True))


BLANKS = ["\n", "\n\n", "\r", "\r\n", "\x0c", "\x0b", "\x1c", "\x1f", "\xa0", "\u2028", "\u200b", "\ufeff", "\x85", " ", "   ", "\t"]
LINES = [
    LEAD,
    THIRD,
    "WATCH | A: B Duration 1:23 C",
    "LISTEN · 3:52",
    "Photo: AP",
    "(Ana Lind/Reuters)",
    "Image source, PA",
    "hide caption",
    "By Ana Lind",
    "Published May 4, 2024 5:00 PM EDT",
    "Story continues below advertisement",
    "00:52",
    "Comments (12)",
    "© 2024 X. All rights reserved.",
    "KYIV, Ukraine (AP) — ",
    "Related",
    "— Bo (@bo) May 4, 2024",
    "pic.twitter.com/x",
    "The Headline of a Story About Boats",
    "View 6 images",
    "Video",
    "close",
    "Sign up",
    "END",
    "___",
    "Home",
    "News",
    "live",
    "10:10 a.m. ET, March 14, 2022",
    "READ MORE: Another Story",
    "A boat in Bari. (Ana Lind/Reuters) It sank.",
    "By signing up you agree",
]


@settings(max_examples=150)
@given(
    st.lists(st.one_of(st.sampled_from(BLANKS), st.sampled_from(LINES), st.text(max_size=6)), max_size=40),
    st.booleans(),
    st.integers(0, 40),
    st.integers(0, 20),
)
def test_every_character_that_is_not_blank_lies_in_one_block(pieces: list[str], clean_text: bool, start: int, length: int) -> None:
    text = "".join(pieces)
    header = (min(start, len(text)), min(start + length, len(text)))
    check(text, segment(text, header, DAY, clean_text=clean_text))


@settings(max_examples=100)
@given(st.text(max_size=120))
def test_any_text_at_all(rest: str) -> None:
    text = " date 2024-01-24 " + rest
    found = segment(text, HEADER, DAY)
    check(text, found)
    assert found == segment(text, HEADER, DAY)


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "a b ",
        "Story continues below ",
        ". WATCH | ",
        "A. (Bo Lind/AP) ",
        "All rights reserved. This material ",
        "Home\n",
        "1:23\n",
        "\u200b",
        "\r",
        "A/",
        "(Ana ",
        "Posted: May 4, 2023 | Updated: May 5, 2023 ",
        "2 hours ago\nLate goal wins the cup\n",
        "https://a.example/b/c?d=e",
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def read(length: int) -> Page:
        return segment(" date 2024-01-24 " + piece * (length // len(piece)), HEADER, DAY)

    found = read(200_000)
    assert sum(block.end - block.start for block in found.blocks) <= 200_017
    assert growth(read, 10_000, 20_000) < 2.5


def test_a_page_with_everything_around_its_story() -> None:
    text, found = page(
        "Menu",
        "News",
        "Sports",
        "Three boats sink off Bari",
        "Two people are still missing after the storm on Friday",
        "By Ana Lind and Bo Berg, Daily Ledger",
        "Published Jan. 24, 2024 5:00 PM EST",
        "Share this article",
        "A boat lies on the beach in Bari on Friday. (Cyd Marsh/AFP)",
        "BARI, Italy (AP) — " + LEAD,
        SECOND,
        "Story continues below advertisement",
        "A late warning",
        THIRD,
        "READ MORE: How the harbour was built",
        "WATCH | The search goes on: Divers at work Duration 2:05 The navy sent a ship.",
        FOURTH,
        "With files from The Canadian Press",
        "Ana Lind is a reporter based in Rome.",
        "Comments (12)",
        "Most read",
        "Mayor of Rabat resigns after eleven years",
        "© 2024 Daily Ledger. All rights reserved.",
    )
    assert [kind for kind, _ in kinds(text, found)] == [
        "navigation",
        "navigation",
        "navigation",
        "headline",
        "summary",
        "byline",
        "timestamp",
        "navigation",
        "caption",
        "paragraph",
        "paragraph",
        "promo",
        "heading",
        "paragraph",
        "teaser",
        "video",
        "paragraph",
        "credit_line",
        "author_bio",
        "navigation",
        "teaser",
        "teaser",
        "legal",
    ]
    assert found.page_type == "story"
    assert found.headline == "Three boats sink off Bari"
    assert found.bylines == ["Ana Lind", "Bo Berg"]
    assert found.dateline == "BARI, Italy"
    assert found.agencies == ["AP", "CP"]
    assert found.published_at_text == "Jan. 24, 2024 5:00 PM EST"
    assert found.published_at == datetime.datetime(2024, 1, 24, 22, 0, tzinfo=datetime.UTC)
    assert (found.updated_at, found.updated_at_text) == (None, None)
    (caption,) = [block for block in found.blocks if block.kind == "caption"]
    assert (caption.credit, caption.credit_people, caption.credit_agencies) == ("Cyd Marsh/AFP", ("Cyd Marsh",), ("AFP",))
    (video,) = [block for block in found.blocks if block.kind == "video"]
    assert (video.media_teaser, video.media_title, video.media_duration_seconds) == ("The search goes on", "Divers at work", 125)
    assert video.media_description == "The navy sent a ship."


def test_a_story_without_any_furniture_is_body_whatever_parts_its_lines() -> None:
    for between in ("\n\n", "\n", "\r\n", "\u2028", "\r"):
        text, found = page(LEAD, SECOND, THIRD, FOURTH, between=between)
        assert kinds(text, found) == [("paragraph", part) for part in (LEAD, SECOND, THIRD, FOURTH)]
        assert (found.headline, found.dateline, found.bylines, found.agencies) == (None, None, [], [])


def test_a_story_in_one_line_is_one_paragraph() -> None:
    text, found = page(" ".join((LEAD, SECOND, THIRD, FOURTH)))
    assert [kind for kind, _ in kinds(text, found)] == ["paragraph"]


def test_two_plain_sentences_are_a_brief() -> None:
    _, found = page("A magnitude-5 earthquake shook Bari early Wednesday, injuring four people, police said. No one was killed.")
    assert (found.page_type, [block.kind for block in found.blocks]) == ("brief", ["date_header", "paragraph"])


def test_a_fragment_is_kept_as_paragraph() -> None:
    text, found = page("Figures of the day", "192.", between="\n")
    assert [kind for kind, _ in kinds(text, found)] == ["paragraph", "paragraph"]


def test_the_dateline_may_stand_alone_and_the_caption_be_glued() -> None:
    text, found = page("Boats sink off Bari", "BARI, Italy -", LEAD, "A boat on the beach. (Ana Lind/Reuters) " + SECOND, THIRD)
    assert kinds(text, found)[1:] == [
        ("paragraph", "BARI, Italy -"),
        ("paragraph", LEAD),
        ("caption", "A boat on the beach. (Ana Lind/Reuters)"),
        ("paragraph", SECOND),
        ("paragraph", THIRD),
    ]
    assert found.dateline == "BARI, Italy"


def test_a_second_story_below_is_a_teaser() -> None:
    text, found = page(
        "Boats sink off Bari",
        "By Ana Lind",
        LEAD,
        SECOND,
        THIRD,
        FOURTH,
        "RECOMMENDED",
        "Mayor of Rabat resigns",
        "by Staff",
        "Mon, January 22, 2024",
        "RABAT, Morocco — The mayor of Rabat resigned on Monday after eleven years in office.",
        "Four people were hurt when a crowd cheered too loudly.",
    )
    found_kinds = kinds(text, found)
    assert [kind for kind, _ in found_kinds[:6]] == ["headline", "byline", "paragraph", "paragraph", "paragraph", "paragraph"]
    assert {kind for kind, _ in found_kinds[6:]} == {"teaser"}


def test_an_embedded_post_is_no_story() -> None:
    text, found = page(
        LEAD,
        SECOND,
        "🚢 All boats are asked to stay in port.",
        "More at pic.twitter.com/abc",
        "— Coast Guard (@coast) January 24, 2024",
        THIRD,
        FOURTH,
    )
    assert [kind for kind, _ in kinds(text, found)] == ["paragraph", "paragraph", "other", "other", "other", "paragraph", "paragraph"]


def test_clean_text_takes_every_block_as_body() -> None:
    text, found = page("Boats sink off Bari", LEAD, "Share this article", "Most read", clean_text=True)
    assert kinds(text, found) == [("paragraph", part) for part in ("Boats sink off Bari", LEAD, "Share this article", "Most read")]
    assert found.headline is None


def test_a_time_that_disagrees_with_the_header_is_recorded() -> None:
    _, found = page("Boats sink off Bari", "By Ana Lind", "Updated May 31, 2023 at 9:15 a.m. CEST", LEAD, SECOND, THIRD)
    assert found.updated_at_text == "May 31, 2023 at 9:15 a.m. CEST"
    assert found.updated_at == datetime.datetime(2023, 5, 31, 7, 15, tzinfo=datetime.UTC)
    assert found.published_at_text is None


def test_the_header_may_stand_below_other_lines() -> None:
    text = "Daily Ledger\nPosted: Jan 24, 2024\n" + LEAD
    start = text.index("Posted")
    found = segment(text, (start, start + 20), DAY)
    assert [(block.kind, text[block.start : block.end]) for block in found.blocks] == [
        ("other", "Daily Ledger"),
        ("date_header", "Posted: Jan 24, 2024"),
        ("paragraph", LEAD),
    ]


@pytest.mark.parametrize(
    ("name", "header", "page_type", "counts", "headline"),
    [
        ("000", "date 2024-02-14", "story", {"paragraph": 22, "heading": 2, "caption": 2, "video": 2}, None),
        (
            "001",
            "date 2023-06-20",
            "story",
            {"paragraph": 17, "caption": 1, "video": 2},
            "Two dead, 31 hurt after passenger train leaves tracks near Hornepayne, Ont.",
        ),
        ("003", "date 2024-03-08", "story", {"heading": 2, "caption": 2}, "Cornwall charity treasurer jailed for £1.2m theft"),
        (
            "004",
            "POSTED: Wed., Jan. 10, 2024",
            "story",
            {"heading": 3, "caption": 2, "correction": 1},
            "Storm that buried southern Ontario heads for Maritimes; at least four dead",
        ),
        ("009", "date 2023-12-05", "story", {"heading": 2, "caption": 2}, None),
        (
            "012",
            "date 2024-09-03",
            "story",
            {"paragraph": 8, "caption": 1, "video": 1},
            "Search is on for Salina woman last seen Saturday at farmers market",
        ),
        ("014", "date 2024-06-12", "roundup", {"paragraph": 6, "heading": 6}, None),
        (
            "015",
            "date 2024-10-09",
            "live",
            {"heading": 5, "caption": 1},
            "Danube flood live: Evacuations widen in Hungary as river nears record",
        ),
        ("016", "date 2023-07-09", "gallery", {"caption": 7}, "AP PHOTOS: Lanterns fill harbour as Nagasaki fishing festival returns"),
        ("017", "date 2024-02-29", "video", {"video": 4}, None),
        ("018", "date 2024-12-02", "listing", {}, None),
        ("019", "date 2024-03-20", "brief", {"paragraph": 1}, None),
        (
            "020",
            "date 2024-12-19",
            "story",
            {"heading": 2, "caption": 1},
            "Ferry with at least 160 aboard sinks off Mindoro; 23 confirmed dead",
        ),
        ("022", "DATE: 24 AUG 2023 1805Z", "story", {}, None),
        ("023", "date 2023-11-02", "story", {"paragraph": 14}, None),
    ],
)
def test_seeds(name: str, header: str, page_type: str, counts: dict[str, int], headline: str | None) -> None:
    text, found = seed(name, header)
    check(text, found)
    assert (found.page_type, found.headline) == (page_type, headline)
    by_kind = Counter(block.kind for block in found.blocks)
    assert {kind: by_kind[kind] for kind in counts} == counts
    if page_type in ("video", "listing"):
        assert not by_kind["paragraph"]


def test_a_clock_in_the_date_header_is_the_time_of_publication() -> None:
    text = "Published 24 Jan 2024 11:05 EST\n" + LEAD + "\n" + SECOND
    found = segment(text, (0, 31), DAY)
    assert found.published_at_text == "24 Jan 2024 11:05 EST"
    assert found.published_at == datetime.datetime(2024, 1, 24, 16, 5, tzinfo=datetime.UTC)


def test_names_of_authors_with_ages_roles_and_numbers() -> None:
    _, found = page("Three boats sink off Bari", "Ana Lind2 minutes ago", LEAD, SECOND, THIRD)
    assert found.bylines == ["Ana Lind"]
    _, found = page("Three boats sink off Bari", "By Ana Lind Deputy News Editor", "24 January 2024", LEAD, SECOND, THIRD)
    assert found.bylines == ["Ana Lind"]
    _, found = page("Three boats sink off Bari", "by Ana Lind Jan. 24, 2024 9:45 am", LEAD, SECOND, THIRD)
    assert (found.bylines, found.published_at_text) == (["Ana Lind"], "Jan. 24, 2024 9:45 am")


def test_credits_printed_twice_are_one_credit() -> None:
    text, found = page(LEAD, "Voters wait in Bari. (Photo by Ana Lind / AFP) (Photo by ANA LIND/AFP via Getty Images)", SECOND, THIRD)
    (caption,) = [block for block in found.blocks if block.kind == "caption"]
    assert caption.credit is not None
    assert caption.credit.startswith("Photo by Ana Lind / AFP) (Photo")
    assert caption.credit in text
    assert caption.credit_agencies == ("AFP", "Getty Images")


def test_below_the_story_the_first_lines_of_others_are_teasers() -> None:
    other = "At least 18 people have been injured after a bus left the road near Rabat and fell into a ditch. The company said..."
    text, found = page(
        "Boats sink off Bari",
        LEAD,
        SECOND,
        THIRD,
        "Bus leaves road near Rabat, 18 hurt",
        other,
        "2m ago",
        "Mayor resigns after debate",
        other,
        "7h ago",
    )
    assert [kind for kind, _ in kinds(text, found)] == ["headline", "paragraph", "paragraph", "paragraph"] + ["teaser"] * 6


@pytest.mark.parametrize(
    "start",
    ["", "Reporting by ", "By ", "Sign up ", "Photo: ", "WATCH | ", "KYIV, ", "Posted ", "Read more: ", "(Photo by ", "Copyright ", "A "],
)
def test_no_pattern_tries_without_end(start: str) -> None:
    units = [
        "A",
        "a",
        "(",
        "A(",
        "A ",
        "- ",
        "A.",
        "1:",
        "1:1 ",
        "A/",
        "Jan 1 ",
        "by ",
        "and ",
        "A and ",
        "Photo/",
        "Ana Lind/",
        "Ana Lind ",
        "(AP) ",
        "ago ",
        "St. ",
        "of the ",
        "a@b.c ",
        "Facebook ",
        "in ",
        ". A ",
        "\xa0",
    ]
    for unit in units:
        for end in ("!", "x y z."):
            text = " date 2024-01-24 " + start + unit * (190 // len(unit)) + end  # 2 to the power of this many tries would never end
            assert segment(text, HEADER, DAY).blocks[0].kind == "date_header"


def test_what_lies_beyond_the_bounds_of_a_page_is_one_block_of_no_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    text, whole = page("Boats sink off Bari", LEAD, LEAD, "Share this article", between="\n")
    assert whole.whole
    monkeypatch.setattr(lines, "MAX_LINES", 2)
    check(text, cut := segment(text, HEADER, DAY))
    assert ([text[block.start : block.end] for block in cut.blocks[3:]], cut.blocks[-1].kind, cut.whole) == (
        [f"{LEAD}\nShare this article"],
        "other",
        False,
    )


@pytest.mark.parametrize(
    ("text", "most", "read"),
    [
        ("Far away", 8, "Far away"),
        ("Far away", 6, "Far"),
        ("Far away", 3, "Far"),
        ("Far away", 2, "Fa"),
        ("Far away\nIt is cold", 14, "Far away"),
        ("Far\nIt is very cold today", 17, "Far\nIt is very"),
    ],
)
def test_how_far_a_page_is_read(monkeypatch: pytest.MonkeyPatch, text: str, most: int, read: str) -> None:
    monkeypatch.setattr(lines, "MAX_CHARACTERS", most)
    assert text[: lines.end_of_reading(text, 0)] == read
