"""Lines that are mistaken for the headline beside them: standfirsts and trails of sections."""

import pytest

from tests.transforms.text.page.segmentation.conftest import cued_lines
from transforms.text.page.segmentation import neighbours
from transforms.text.page.segmentation.labels import mistaken

TITLE = "Ferry pier in Lowton stays shut"
STANDFIRST = "Engineers found rust in all of its twelve steel piles last week"


def beside(texts: tuple[str, ...], *, taken: str, ahead: int = 1_000) -> str | None:
    """Return the line that is the headline instead of ``taken``, which weighs so many thousandths more than all others."""
    lines = cued_lines(*texts)
    neighbours.mark(lines)
    at = [line.text for line in lines].index(taken)
    totals = {other: 5_000 - ahead * (other != at) for other in range(len(lines))}
    found = mistaken.headline_beside(lines, totals, at)
    return None if found is None else lines[found].text


@pytest.mark.parametrize(
    ("title", "above", "below"),
    [
        (TITLE, (), ("By Ana Lind",)),
        (TITLE, ("Harbour",), ("By Ana Lind",)),
        (TITLE, ("Harbour",), ("Share", "24 January 2024")),
        (TITLE, ("Harbour",), ("By", "Ana Lind")),
        (TITLE, ("24 January 2024 10:05",), ("By Ana Lind",)),
        (TITLE, ("https://ledger.example/ferry-pier-in-lowton-stays-shut.html",), ("By Ana Lind",)),
        (TITLE, (f"Home News Harbour {TITLE}",), ("By Ana Lind",)),
        ("The shut pier", ("Harbour",), ("By Ana Lind",)),
        ("Pier Still Shut?", ("Harbour",), ("By Ana Lind",)),
        ("eFerry pier in Lowton stays shut", ("Harbour",), ("By Ana Lind",)),
        ("Rust or Salt? Let Us Look at the Pier of Lowton Again.", ("Harbour",), ("By Ana Lind",)),
    ],
)
def test_the_title_above_a_signed_standfirst_is_the_headline(title: str, above: tuple[str, ...], below: tuple[str, ...]) -> None:
    assert beside((*above, title, STANDFIRST, *below), taken=STANDFIRST) == title


def test_a_title_is_found_behind_one_short_line_and_where_it_is_printed_twice() -> None:
    assert beside(("Harbour", TITLE, "12 comments", STANDFIRST, "By Ana Lind"), taken=STANDFIRST) == TITLE
    assert beside(("Harbour", TITLE, TITLE, STANDFIRST, "By Ana Lind"), taken=STANDFIRST) == TITLE
    assert beside(("Harbour", TITLE, "Share", "Print", STANDFIRST, "By Ana Lind"), taken=STANDFIRST) is None
    assert beside(("Harbour", "A view of ferries and their piers", "Ana Lind", STANDFIRST, "By Ana Lind"), taken=STANDFIRST) is None


@pytest.mark.parametrize(
    ("texts", "taken"),
    [
        (("Harbour", TITLE, STANDFIRST, "Engineers went down again on Monday, the port said in a short statement."), STANDFIRST),
        (("Harbour", TITLE, "Rust in all piles", "By Ana Lind"), "Rust in all piles"),
        (("Harbour", "Piers and Ferries of the Coast", "Ferry Pier in Lowton Stays Shut for a Year", "By Ana Lind"),
         "Ferry Pier in Lowton Stays Shut for a Year"),
        (("Harbour", "Piers", STANDFIRST, "By Ana Lind"), STANDFIRST),
        (("Harbour", "Piers and Ferries", STANDFIRST, "By Ana Lind"), STANDFIRST),
        (("Harbour", "the future of ferries", STANDFIRST, "By Ana Lind"), STANDFIRST),
        (("Harbour", "Ferries: what to know:", STANDFIRST, "By Ana Lind"), STANDFIRST),
        (("Harbour", "Ferries | Piers | Boats | Ports", STANDFIRST, "By Ana Lind"), STANDFIRST),
        (("Harbour", "Ledger Home / Harbour / Piers", STANDFIRST, "By Ana Lind"), STANDFIRST),
        (("Harbour", "The port closed it on Monday.", STANDFIRST, "By Ana Lind"), STANDFIRST),
        (("Mayor of Rabat resigns after a vote", "Bus drivers in Oslo go on strike", STANDFIRST, "By Ana Lind"), STANDFIRST),
        (("Harbour", f"Home Harbour {STANDFIRST}", STANDFIRST, "By Ana Lind"), STANDFIRST),
        ((STANDFIRST, "By Ana Lind"), STANDFIRST),
    ],
    ids=["no sign", "short", "capitals", "section", "topic", "no capital", "colon", "menu", "trail", "text", "list", "the same", "nothing above"],
)  # fmt: skip
def test_what_is_no_standfirst_and_what_is_no_title_changes_nothing(texts: tuple[str, ...], taken: str) -> None:
    assert beside(texts, taken=taken) is None


def test_a_line_that_is_far_ahead_of_the_title_above_it_stays() -> None:
    page = ("Harbour", TITLE, STANDFIRST, "By Ana Lind")
    assert [beside(page, taken=STANDFIRST, ahead=ahead) for ahead in (3_000, 3_001)] == [TITLE, None]


def test_a_line_that_is_no_candidate_is_no_headline() -> None:
    lines = cued_lines(TITLE, STANDFIRST, "By Ana Lind")
    assert mistaken.headline_beside(lines, {1: 2_000}, 1) is None


def test_a_title_that_is_printed_twice_above_a_standfirst_is_the_headline() -> None:
    text = "Divers went down to the piles again on Monday, the port said, and found no more rust than the engineers had."
    assert beside(("Harbour", TITLE, TITLE, STANDFIRST, text), taken=STANDFIRST) == TITLE
    assert beside(("Harbour", TITLE, "Harbour", STANDFIRST, text), taken=STANDFIRST) is None
    assert beside(("Harbour", TITLE, TITLE, "Rust in all piles", text), taken="Rust in all piles") is None


@pytest.mark.parametrize("trail", [f"Home News {TITLE}", f"Harbour{TITLE}", f"HomeNews{TITLE}", f"• {TITLE}"])
def test_the_title_below_the_trail_of_sections_that_ends_with_it_is_the_headline(trail: str) -> None:
    assert beside((trail, "News", "Harbour", TITLE, "By Ana Lind"), taken=trail) == TITLE


@pytest.mark.parametrize(
    ("line", "below"),
    [
        (f"A year of storms: {TITLE}", TITLE),
        (f"Storms: {TITLE}", TITLE),
        (f"what we know of why {TITLE}", TITLE),
        ("Home News Pier stays shut", "Pier stays shut"),
        (f"Lowton Harbour Authority Council Committees And Boards {TITLE}", TITLE),
        (TITLE, TITLE),
    ],
)
def test_a_title_that_ends_with_a_line_below_it_stays(line: str, below: str) -> None:
    assert beside((line, "News", below, "By Ana Lind"), taken=line) is None
