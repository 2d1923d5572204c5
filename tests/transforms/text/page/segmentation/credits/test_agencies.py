import pytest

from transforms.text.page.segmentation.credits import agencies


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Getty Images", True),
        ("PA Wire", True),
        ("Reuters/Alamy", True),
        ("Ana Lind/Reuters", True),
        ("getty images", False),  # a word in a sentence
        ("The mayor of Rabat spoke/Reuters", False),
        ("Reuters " * 9, False),
        ("", False),
    ],
)
def test_names_of_sources_and_nothing_else(text: str, expected: bool) -> None:
    assert agencies.is_source(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Bari Evening Post", True), ("Bari evening Post", False), ("Bari Evening", False), ("Posted", False), ("Post " * 9, False)],
)
def test_outlets_by_their_words(text: str, expected: bool) -> None:
    assert agencies.is_outlet(text) is expected


def test_spellings_have_one_name_and_marks_are_no_part_of_them() -> None:
    assert {agencies.AGENCIES[alias] for alias in ("ap", "ap photo", "the associated press")} == {"AP"}
    assert agencies.AGENCIES["independent"] == "The Independent"
    assert not any(set(alias) & set("!?*") for alias in agencies.AGENCIES)
    assert {"AP", "Reuters"} <= agencies.STORY_AGENCIES
    assert "Getty Images" not in agencies.STORY_AGENCIES


def test_common_words_and_short_names_do_not_count_anywhere() -> None:
    assert "?" not in agencies.ANYWHERE
    everywhere = agencies.ANYWHERE.split("|")
    assert "reuters" in everywhere
    assert not {"independent", "guardian", "aa", "dw", "ap"} & set(everywhere)
    assert {"AP", "CBC"} <= set(agencies.INITIALS.split("|"))
    assert "AA" not in agencies.INITIALS.split("|")
