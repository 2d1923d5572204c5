"""Clusters of words: which words stand in the same company, and the table's three levels."""

import pytest

from transforms.text.lexicon import clusters


@pytest.mark.parametrize(
    ("one", "other"),
    [("midfielder", "striker"), ("Toyota", "Nissan"), ("diabetes", "asthma"), ("violin", "cello"), ("donetsk", "KYIV")],
)
def test_words_of_one_kind_are_in_one_group(one: str, other: str) -> None:
    first, second = clusters.of_word(one), clusters.of_word(other)
    assert first is not None
    assert second is not None
    assert first.group == second.group


def test_case_and_accents_say_nothing_of_the_company() -> None:
    assert clusters.of_word("Bogotá") == clusters.of_word("bogota") == clusters.of_word("BOGOTA") is not None


def test_a_word_that_nobody_knows_is_in_none() -> None:
    assert clusters.of_word("Zorvat") is None


def test_each_cluster_is_in_one_group_and_each_group_in_one_of_those() -> None:
    found = set(clusters.table().values())
    assert len(found) == len({cluster.number for cluster in found}) == 2048
    assert len({cluster[:2] for cluster in found}) == len({cluster.group for cluster in found}) == 256
    assert len({cluster.large for cluster in found}) == 64
