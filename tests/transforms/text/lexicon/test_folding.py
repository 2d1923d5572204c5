"""Folding: what is alike in two spellings, whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.lexicon import folding


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Łukasz Ødegård", "Lukasz Odegard"), ("Straße", "Strasse"), ("İstanbul", "Istanbul"), ("Nuʻuanu’s", "Nu'uanu's"), ("ﬁre", "fire")],
)
def test_fold(text: str, expected: str) -> None:
    assert folding.fold(text) == expected


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folding.fold(folding.fold(text)) == folding.fold(text)


@given(st.text(max_size=30))
def test_there_is_always_a_key(text: str) -> None:
    assert folding.words(text)
