import hashlib

import pytest

from transforms.sources.digests import SIZE, Digests


def digest(number: int) -> bytes:
    return hashlib.blake2b(str(number).encode(), digest_size=SIZE).digest()


def test_what_was_put_in_is_there_and_new_once() -> None:
    """More than the first table holds."""
    found = Digests()
    assert [found.add(digest(number)) for number in range(3_000)] == [True] * 3_000
    assert [found.add(digest(number)) for number in range(3_000)] == [False] * 3_000
    assert len(found) == 3_000
    assert all(digest(number) in found for number in range(3_000))
    assert not any(digest(number) in found for number in range(3_000, 6_000))


@pytest.mark.parametrize("number", [0, 1, 500])
def test_digests_that_belong_in_the_same_place(number: int) -> None:
    alike = [b"\xff" * 8 + other.to_bytes(8) for other in range(number + 1)]
    found = Digests()
    assert [found.add(one) for one in alike[:number]] == [True] * number
    assert all(one in found for one in alike[:number])
    assert alike[number] not in found
    assert len(found) == number
