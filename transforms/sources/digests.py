"""A set of digests without an object for each."""

SIZE = 16
"""Bytes of a digest."""
_FREE = bytes(SIZE)


class Digests:
    """A set of digests of 16 bytes in one table, a third of whose places at least are free: 24 to 48 bytes a digest, 50 as it grows, where
    a ``set`` takes 98.

    What is put in has the distribution of a digest, and is not all zeros.
    """

    def __init__(self) -> None:
        self._table = bytearray(1 << 14)
        self._number = 0

    def __contains__(self, digest: bytes) -> bool:
        return self._table.startswith(digest, self._place(digest))

    def __len__(self) -> int:
        return self._number

    def add(self, digest: bytes) -> bool:
        """Put ``digest`` in; returns whether it is new."""
        place = self._place(digest)
        if self._table.startswith(digest, place):
            return False
        self._table[place : place + SIZE] = digest
        self._number += 1
        if 3 * self._number * SIZE > 2 * len(self._table):
            self._grow()
        return True

    def _place(self, digest: bytes) -> int:
        """Return where ``digest`` is, or else the free place where it belongs."""
        table, last = self._table, len(self._table) - 1
        place = int.from_bytes(digest[:8]) * SIZE & last
        while not table.startswith((digest, _FREE), place):
            place = place + SIZE & last
        return place

    def _grow(self) -> None:
        before = self._table
        self._table = bytearray(2 * len(before))
        for at in range(0, len(before), SIZE):
            digest = bytes(before[at : at + SIZE])
            if digest != _FREE:
                place = self._place(digest)
                self._table[place : place + SIZE] = digest
