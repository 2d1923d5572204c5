import pytest

from transforms.text.page.segmentation.credits import people


@pytest.mark.parametrize(
    ("credit", "names", "agencies"),
    [
        ("Ana Lind", ("Ana Lind",), ()),
        ("Ana Lind and Bo van der Berg", ("Ana Lind", "Bo van der Berg"), ()),
        ("Ana Lind/Ana Lind/Reuters/REUTERS", ("Ana Lind",), ("Reuters",)),
        ("ANA LIND/THE CANADIAN PRESS", ("ANA LIND",), ("CP",)),
        ("RABAT POLICE", (), ()),
        ("Rabat Police Department via AP", (), ("AP",)),
        ("Handout/Bari Evening Post", (), ("Bari Evening Post",)),
        ("Screengrab from video by Ana Lind | Bari Television", ("Ana Lind",), ("Bari Television",)),
        ("© 2023 Getty Images", (), ("Getty Images",)),
        ("de la", (), ()),
        ("", (), ()),
    ],
)
def test_who_is_credited(credit: str, names: tuple[str, ...], agencies: tuple[str, ...]) -> None:
    assert people.parse(credit) == (names, agencies)


@pytest.mark.parametrize(
    ("text", "expected"), [("Ana Lind", True), ("ANA LIND", True), ("Ana", False), ("Bari Court", False), ("ana lind", False)]
)
def test_persons_by_their_form(text: str, expected: bool) -> None:
    assert people.is_person(text) is expected


@pytest.mark.parametrize("text", ["Photo by", "Courtesy of the navy", "File photo: Bari", "Illustration", "© Ana Lind"])
def test_labels(text: str) -> None:
    assert people.has_label(text)


def test_a_credit_names_somebody_or_is_labelled() -> None:
    assert people.names_something("Reuters")
    assert people.names_something("Courtesy of his sister")
    assert not people.names_something("late on Monday")
