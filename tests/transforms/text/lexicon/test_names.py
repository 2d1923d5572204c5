"""The lists of names where they contradict one another."""

import pytest

from transforms.text.lexicon.names import lexicon


@pytest.mark.parametrize(
    ("name", "kind"), [(("white", "house"), "known"), (("santander",), "townB"), (("chelsea",), "townC"), (("emirates",), "country")]
)
def test_an_organisation_outdoes_the_smallest_towns_alone(name: tuple[str, ...], kind: str) -> None:
    assert lexicon().lowered[name] == kind
