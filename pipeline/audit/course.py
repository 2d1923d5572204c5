"""How far an audit is, for whoever watches it."""

import threading
from collections.abc import Callable, Sequence

Heard = Callable[[int, int, str], None]
"""Hears how many datasets are checked, of how many, and what is being checked; from several threads."""


def nobody(done: int, of: int, what: str) -> None:
    """Hear nothing."""


class Course:
    """How far the audit of the datasets ``names`` is: one is checked when each of so many ``engines`` is through with it."""

    def __init__(self, names: Sequence[str], engines: int, heard: Heard = nobody) -> None:
        self._left = dict.fromkeys(names, engines)
        self._heard = heard
        self._lock = threading.Lock()

    def says(self, what: str) -> None:
        """Say what is being checked."""
        with self._lock:
            done = sum(not left for left in self._left.values())
        self._heard(done, len(self._left), what)

    def ends(self, name: str) -> None:
        """Hear that an engine is through with the dataset ``name``."""
        with self._lock:
            self._left[name] -= 1
