import pytest

from transforms.text.page.segmentation.credits import brackets


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("Ana Lind/AFP", True),
        ("CBC", True),
        ("cbc", False),
        ("via CBC", True),
        ("via the pier", False),
        ("WXYZ", True),  # an American station
        ("KABC-TV", True),
        ("Photo courtesy of the Lind family", True),
        ("Submitted by Ana Lind", True),
        ("Ana Lind / Bari Harbour Office", True),
        ("again", False),
        ("The Liberal Party", False),
        ("a poll by reuters that was held in may", False),
        ("Handout", True),
        ("R-Ohio", False),
        ("pic", False),
    ],
)
def test_what_in_brackets_is_a_credit(inside: str, expected: bool) -> None:
    assert brackets.is_credit(inside) is expected


@pytest.mark.parametrize(
    ("tail", "credit"),
    [
        ("A boat in Bari. (Ana Lind/Reuters)", "Ana Lind/Reuters"),
        ("A boat in Bari (AP Photo/Ana Lind).", "AP Photo/Ana Lind"),
        ("A boat in Bari. (Ana Lind/Reuters", "Ana Lind/Reuters"),  # the bracket that closes is cut
        ("A boat in Bari. (Ana Lind) (Photo by Ana Lind / AFP) (AFP)", "Photo by Ana Lind / AFP) (AFP"),
        ("A boat in Bari. (Bari Coast Guard)", "Bari Coast Guard"),
        ("A boat in Bari. [Ana Lind/AFP]", "Ana Lind/AFP"),
        ("A boat in Bari. [Bari Coast Guard]", None),
        ("A boat of the guard (Bari Coast Guard)", None),
        ("A boat in Bari.", None),
    ],
)
def test_the_bracket_at_the_end(tail: str, credit: str | None) -> None:
    where = brackets.at_end(tail, capitals=False)
    assert (where and tail[slice(*where)]) == credit


def test_in_a_line_in_capitals_capitals_are_no_sign() -> None:
    assert brackets.at_end("THE BOAT SANK. (BARI COAST GUARD)", capitals=True) is None
    assert brackets.at_end("THE BOAT SANK. (BARI COAST GUARD)", capitals=False) is not None


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("A boat. (Ana Lind/Reuters) The ship left. A pier. (Bo Berg/AFP) It burned.", ["(Ana Lind/Reuters)", "(Bo Berg/AFP)"]),
        ("BARI, Italy (Reuters) The ship left.", []),
        ("The ship (again) left.", []),
        ("A boat. (Ana Lind/Reuters)", []),
    ],
)
def test_credits_in_the_middle_of_a_line(text: str, ends: list[str]) -> None:
    found = brackets.middles(text)
    assert [text[text.rindex("(", 0, at) : at] for at in found] == ends
