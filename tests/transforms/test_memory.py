import ctypes
from collections.abc import Iterator

import pytest

from transforms import memory


@pytest.fixture(autouse=True)
def _found_anew() -> Iterator[None]:
    memory._trim.cache_clear()
    yield
    memory._trim.cache_clear()


def test_the_heap_is_trimmed_where_the_c_library_can(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Library:
        malloc_trim = staticmethod(asked.append)

    monkeypatch.setattr(ctypes, "CDLL", lambda name: Library)
    memory.give_back()
    assert asked == [0]


@pytest.mark.parametrize("library", [lambda name: object(), lambda name: (_ for _ in ()).throw(OSError())])
def test_without_such_a_library_nothing_happens(library: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", library)
    memory.give_back()
