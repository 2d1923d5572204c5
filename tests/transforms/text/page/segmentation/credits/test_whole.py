import pytest

from transforms.text.page.segmentation import credits


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Photo by Ana Lind via Getty Images", True),
        ("Image source, Devon Police", True),
        ("Image source, Getty Images", True),
        ("(Ana Lind)", True),
        ("Getty Images/iStockphoto)", True),
        ("Photos: The long walk to work", False),
        ("Ana Lind", False),
        ("Terms of Use / Privacy Policy", False),
        ("Fireworks over the castle (Image: Getty Images)", False),
    ],
)
def test_a_line_that_is_nothing_but_a_credit(line: str, expected: bool) -> None:
    assert credits.is_credit_line(line) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(Courtesy of the Lind family)", True),
        ("(police)", False),
        ("[Reuters]", True),
        ("Ana Lind/Getty Images (left)", False),
        ("Illustration by Ana Lind", True),
        ("Illustration of a pier", False),
        ("Ana Lind via Reuters", True),
        ("Reuters", False),  # an agency alone is a byline as well
        ("Fireworks over Vancouver. Ana Lind/Reuters", False),  # a caption and its credit
        ("()", False),
        ("Photo: " + "Ana Lind, " * 20, False),
        ("Credit: Lowton County Sheriff's Office", True),  # nobody that a list knows
        ("Photo credit: Friends of the Lowton Pier", True),
        ("Image: Northwind", True),
        ("Screenshot: Ledger / Harbour Games", True),
        ("Screenshot: how the game ends", False),
        ("Credit: what banks lend", False),
        ("Image: The pier was closed by the town", False),
        ("Photo: A Day at the Lowton Pier!", False),
    ],
)
def test_forms_of_credit_lines(text: str, expected: bool) -> None:
    assert credits.is_credit_line(text) is expected


def test_a_source_that_writes_no_stories_is_that_of_a_picture() -> None:
    assert [credits.is_picture_source(f"Source: {name}") for name in ("Getty Images", "Twitter", "Instagram/@ana", "X")] == [True] * 4
    for text in ("Source: Xinhua", "Source: Lowton police", "Sources: Facebook", "Source: Facebook said on Monday.", "Getty Images"):
        assert not credits.is_picture_source(text)


def test_some_credits_stand_above_their_caption() -> None:
    assert credits.stands_above_caption("Image source, Reuters")
    assert not credits.stands_above_caption("Photograph: Reuters")
