import pytest

from transforms.text.page.segmentation import credits


@pytest.mark.parametrize(
    "line",
    [
        "(With inputs from agencies)", "Edited by: Ana Lind", "ab/cd (AP, dpa, Reuters)", "— Ana Lind, The Associated Press", "Ana Lind, with dpa",
        "(dpa/al)", "—With assistance from Ana Lind and Bo Berg.", "Contributing: Ana Lind", "Reporting by Ana Lind in Bari; Editing by Bo Berg",
        "(Reuters)",
    ],
)  # fmt: skip
def test_what_a_story_ends_with(line: str) -> None:
    assert credits.is_sign_off(line)


@pytest.mark.parametrize(
    "line",
    [
        "With help from her sister she won.", "(She won.)", "Ana Lind, the mayor", "(AP Photo/Ana Lind)",
        "With files from the past the museum opens.",
        "The report was edited by Ana Lind.", "Ana Lind, with her dog",
    ],
)  # fmt: skip
def test_what_it_does_not_end_with(line: str) -> None:
    assert not credits.is_sign_off(line)


@pytest.mark.parametrize(
    ("line", "is_desk"),
    [
        ("ab/cd (AP, dpa, Reuters)", True), ("(dpa/al)", True), ("(AFP, al/bo)", True), ("(AFP/Reuters)", False), ("Ana Lind (AP)", False),
        ("(left/right)", False), ("the pier (dpa/al) stays closed", False),
    ],
)  # fmt: skip
def test_a_desk_signs_with_initials(line: str, is_desk: bool) -> None:
    assert credits.is_desk(line) is is_desk


def test_who_signs() -> None:
    assert credits.signer("— Ana Lind, The Associated Press") == "Ana Lind"
    assert credits.signer("Ana Lind, with dpa") == "Ana Lind"
    assert credits.signer("(dpa/al)") is None
    assert credits.signer("Ana Lind, the mayor") is None
