import pytest

from tests.transforms.text.page.segmentation.conftest import page_lines
from transforms.text.page.segmentation import captions


def test_beginnings_of_captions() -> None:
    assert captions.starts("FILE - A ferry leaves Oslo.")
    assert captions.starts("In this photo provided by the navy, a ship burns.")
    assert captions.starts("3 of 7 | Drummers perform in the rain")
    assert captions.starts("OSLO, NORWAY – MAY 04, 2021: A ferry leaves the pier in the rain.")
    assert captions.starts("© Ana Lind A ferry leaves the pier of Oslo, N.Y., in the rain on May 4.")
    assert not captions.starts("© Oslo Ledger and the papers of its partners in the north. All rights reserved.")
    assert not captions.starts("© Lind Ledger, Inc. Full 7th Floor, 130 West 42nd Street, Oslo, NY 10036.")
    assert not captions.starts("© Ledger News A site of its readers in the north and in the south of Oslo.")
    assert not captions.starts("© Oslo Ledger")
    assert not captions.starts("OSLO – The ferry left on MAY 4: nobody was hurt.")
    assert not captions.starts("The images from Oslo have not changed his mind.")


def test_words_that_point_into_a_picture() -> None:
    assert captions.points("Ana Lind (right) and Bo Berg in Oslo")
    assert captions.points("From left: Ana Lind, Bo Berg")
    assert captions.points("(L-R): Ana Lind, Bo Berg and a ferry.")
    assert not captions.points("The L-R line is closed.")
    assert not captions.points("The party's left wing voted against it.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor Ana Lind, center, speaks about the pier. Bo Berg, to her right, also spoke.", True),
        ("Ana R. Lind, far left, and Bo Berg in Oslo", True),
        ("The crew and Ana Lind, second from right, waves in Oslo.", True),
        ("Ana Lind, right, Bo Berg and a ferry", True),
        ("Oh, right, and then the ferry left.", False),
        ("Ana Lind, right, so they say, in all she did.", False),
        ("The party of Ana Lind, left wing, voted against it.", False),
    ],
)
def test_who_stands_where_in_a_picture(text: str, expected: bool) -> None:
    assert captions.places(text) is expected


@pytest.mark.parametrize(
    ("text", "why", "strength"),
    [
        ("A boat in Bari. (Ana Lind/Reuters)", "credit at the end", 3),
        ("The festival in BariImage: Ana Lind/REUTERS", "credit at the end", 3),
        ("FILE - A ferry leaves Oslo.", "begins as a caption", 3),
        ("Article thumbnail: A ferry in the harbour", "begins as a caption", 3),
        ("Undated photo of a ferry off Bari. Issue date: Friday May 4, 2023. It was built there.", "a picture desk's words", 3),
        ("A ferry in the harbour. Photo credit should read: Ana Lind of Bari", "a picture desk's words", 3),
        ("Boats on the beachImage source, Ana Lind", "a credit glued to it", 3),
        ("The council wants to close the old pier. The council wants to close the old pier.", "all of it twice", 3),
        ("The council wants to close the old pier.The council wants to close the old pier.", "all of it twice", 3),
        ("FILE - A ferry leaves Oslo. " + "It was built in Bari. " * 25, "begins as a caption", 2),
        ("A boat lies on the beach in Bari (", "ends with an open bracket", 3),
        ("Ana Lind on the pier in Bari. Photo:", "ends with a credit's label", 3),
        ("Ana Lind, left, and Bo Berg in Oslo.", "says who stands where", 3),
        ("The mayor, left, and Bo Berg in Oslo.", "points into a picture", 2),
        ("The new pier in Bari was opened on Monday. Ana Lind", "a name after its last sentence", 2),
        ("A file photo of the pier in Bari", "says that it is a picture", 2),
        ("An image of parliament", "says that it is a picture", 2),
        ("Pier building, Bari harbour. Ana Lind", "a name after its last sentence", 2),
        ("Bo Berg wears Lind boots.Ana Lind", "a name glued to its last sentence", 3),
        ("Ana Lind wears a coat of the summer and a belt.Bo Berg", "a name glued to its last sentence", 3),
        ("The pier is safe, the mayor said on Monday in Bari.Bo Berg", "a name glued to its last sentence", 2),
    ],
)
def test_captions_by_their_wording(text: str, why: str, strength: int) -> None:
    (line,) = page_lines(text)
    cue = captions.wording(line, is_furniture=False)
    assert cue is not None
    assert (cue.kind, cue.name, cue.strength) == ("caption", why, strength)


@pytest.mark.parametrize(
    "text",
    [
        "The pier was closed on Friday.",
        "“The pier is closed,” she said. (Reuters)",  # signed by an agency
        "Nobody was hurt in the storm on the coast, and the ferries were back in service by the evening of the same day. " * 3
        + "(Reuters)",
        "How the old pier was closed How the old pier was closed",  # titles stand twice in lists of other stories
        "He was held for nine days. (Reporting by Ana Lind and Bo Berg; Editing by Cy Dahl)",
        "The issue date: Friday.",
        "A photo of the pier was sold for more.",
        "Lind Ships Ferry Pier Oslo Bari Lind Corp.Berg Lines",  # tags without function words
        "One. Two. Three. Four. Five. The boats sank. (Ana Lind/Reuters)",
    ],
)
def test_paragraphs_are_no_captions(text: str) -> None:
    (line,) = page_lines(text)
    assert captions.wording(line, is_furniture=False) is None


def test_of_furniture_only_sure_signs_make_a_caption() -> None:
    (line,) = page_lines("Ana Lind, left, and Bo Berg in Oslo.")
    assert captions.wording(line, is_furniture=True) is None
    (line,) = page_lines("A boat in Bari. (Ana Lind/Reuters)")
    assert captions.wording(line, is_furniture=True) is not None
