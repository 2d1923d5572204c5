"""Patterns of long lists."""

import re

import pytest

from transforms.text.lexicon import alternatives

FORMS = ("won", "wonder", "to", "to go", "a.m.", "a", "$", "C$", "C$ (new)")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wonderful", "wonder"),
        ("wondrous", "won"),
        ("to go home", "to go"),
        ("to\tgone", "to\tgo"),
        ("together", "to"),
        ("a.m. or", "a.m."),
        ("atm", "a"),
        ("C$ (new) 5", "C$ (new)"),
        ("C$ 5", "C$"),
        ("go", None),
        ("", None),
    ],
)
def test_the_longest_form_that_stands_there_is_found(text: str, expected: str | None) -> None:
    found = re.match(alternatives.longest(FORMS), text)
    assert (found.group() if found is not None else None) == expected


def test_shorter_forms_are_found_where_what_follows_asks_for_them() -> None:
    found = re.compile(alternatives.longest(FORMS) + r"(?!d)")
    assert [match.group() for match in map(found.match, ("wonders", "wonderdog", "won", "to god", "to go")) if match] == [
        "wonder",
        "won",
        "to",
        "to go",
    ]


def test_blanks_are_what_the_caller_says() -> None:
    assert re.fullmatch(alternatives.longest(["to go"], r"\s{1,2}"), "to  go")
    assert not re.fullmatch(alternatives.longest(["to go"], " "), "to\tgo")
