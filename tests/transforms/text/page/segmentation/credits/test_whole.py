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
