"""What is seen of a line: forms, lists and cues, never words of open class."""

import re

import pytest

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.lexicon import data
from transforms.text.page.segmentation.labels import features, setting


def own(text: str) -> set[str]:
    (line,) = cued_lines(text)
    return set(features.own(line).names())


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Home", "navigation"), ("Bari", "T1"), ("Boats sink off Bari", "T3"), ("MAYOR RESIGNS", "U1"), (PROSE[0], "P1"), ("Was it late?", "Q"),
        ("These were lost:", ":"), ("By Ana Lind", "byline"), ("___", "other"), ("It sank.", "E1"),
    ],
)  # fmt: skip
def test_forms(text: str, form: str) -> None:
    (line,) = cued_lines(text)
    assert features.shape(line) == form


def test_lists_and_signs() -> None:
    assert {"says=newsletter", "says=sign", "tells=sign"} <= own("Sign the newsletter of Bari")
    assert {"first=the", "person=we", "end=."} <= own("The harbour gave us boats.")
    assert {"given first", "given alone", "name"} <= own("Anna Lind")
    assert {"bullet", "money", "numbers=1"} <= own("• A boat for $300")
    assert "ends with agency&more" in own("A boat on the beach Getty Images")
    assert "doing&sentences=1" in own("Ana Lind mending nets in Bari on Friday.")
    assert "no headline" in own("This story is from May 4")
    assert "cited" in own("'We mended the nets'")
    assert "cited" in own("“We mended the nets”")
    assert "cited" not in own("“We mended the nets.”") | own("'Nets' and 'boats'") | own("“We mended the nets,” she said")


def test_neighbours_are_seen_by_their_forms() -> None:
    lines = cued_lines("Home", "Boats sink off Bari", PROSE[0])
    around = [[name for group in groups for name in group] for groups in zip(*features.around(lines), strict=True)]
    assert {"-1:navigation", "+1:P1", "navigation<T3>P1", "+2:edge", "-2:edge"} <= set(around[1])


def test_features_hold_no_word_of_open_class() -> None:
    lines = cued_lines("Xylophone orchestras visit Quebec", "Xylophone orchestras reported brisk trade in Quebec on Friday.", *PROSE)
    every = " ".join(feature for one in features.of_page(lines, setting.of(lines, "")) for feature in one.names()).lower()
    assert not any(word in every for word in ("xylophone", "orchestra", "quebec", "brisk", "boats", "harbour"))


def test_no_weight_names_a_word_of_open_class() -> None:
    listed = data.words("segmentation/telling_words.txt") | data.words("segmentation/function_words.txt")
    names = [row[0] for row in data.table("segmentation/weights.tsv")[1:]]
    said = {name.partition("=")[2] for name in names if name.startswith(("says=", "tells=", "first="))}
    assert said
    assert said <= listed
    pairs = {name for name in names if re.fullmatch(r"[^\W\d_][\w'’-]* [^\W\d_][\w'’-]*", name)}
    named = {"given first", "given alone", "ends open", "same start-1"}
    assert {word for pair in pairs - named for word in pair.split()} <= listed


def test_words_of_furniture_are_seen_with_the_word_beside_them_but_not_in_what_is_cited() -> None:
    assert {"sign up", "our newsletter", "says=newsletter"} <= own("Sign up for our newsletter")
    assert {"says=newsletter", "our newsletter"}.isdisjoint(own("“Sign up for our newsletter,” she said."))
    long = own("In the harbour of Bari they mended nets and told each other about the storm, " * 3 + "and this story goes on.")
    assert "this story" in long
    assert "story goes" not in long


def test_who_has_signed_is_known_below_the_story_and_titles_that_stand_twice_are_seen() -> None:
    lines = cued_lines("By Ana Lind", *PROSE, "Ana Lind mends nets.", "Pier burns down Pier burns down")
    seen = [set(found.names()) for found in features.of_page(lines, setting.of(lines, ""))]
    assert [any(name.startswith("author first") for name in found) for found in seen] == [False] * (len(seen) - 2) + [True, False]
    assert any(name.startswith("twice") for name in seen[-1])
