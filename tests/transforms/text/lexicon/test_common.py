import pytest

from transforms.text.lexicon.common import is_common


@pytest.mark.parametrize(
    ("word", "common"), [("bridges", True), ("stopped", True), ("attackers", True), ("okonkwo", False), ("nairobi", False)]
)
def test_common_words(word: str, common: bool) -> None:
    assert is_common(word) is common
