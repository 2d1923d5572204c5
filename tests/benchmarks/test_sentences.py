"""Single sentences stand where they are said to stand, and the lists hold what they say."""

import itertools

import pytest

from benchmarks import sentences


@pytest.mark.parametrize("name", sentences.LISTS)
def test_no_sentence_stands_twice(name: str) -> None:
    found = sentences.read(name)
    assert len(found) >= 80
    assert len(found) == len(set(found))


@pytest.mark.parametrize(("above", "sentence", "kind"), [
    (3, "Sign up for our daily newsletter and never miss a story.", "promo"),
    (6, "Sign up for our daily newsletter and never miss a story.", "promo"),
    (3, "The newsletter has 400 readers, and its editor said on Friday that he wants more of them.", "paragraph"),
])  # fmt: skip
def test_a_sentence_is_judged_where_it_stands(above: int, sentence: str, kind: str) -> None:
    (story,) = itertools.islice(sentences.stories(), 1)
    assert len(story) == 7
    assert sentences.kind_of(story, sentence, above) == kind
