"""The lock of a lake on an object store: a lease on the object ``lease``, which its holder renews, and which another may take when it has run out.

Every holder gets a token, one more than the last one's. Time is the store's alone: a lease has run out when the store wrote something so many seconds
after it wrote the lease. A holder that was away for so long (stopped, cut off) may not know that it lost the lake; what it writes to ``current`` is
refused, because its successor has marked that with its own token (:mod:`pipeline.lakes.object_store`).
"""

import contextlib
import json
import os
import socket
import threading
import time
from collections.abc import Callable
from typing import Any, Optional

from newsbeam import objects
from pipeline.errors import LakeBusyError, StorageError

NAME = "lease"

SECONDS = 60.0
"""How long a lease holds when nobody renews it; it is renewed three times in that."""

LOOK = 2.0
"""Seconds between two looks of who waits for a lease."""

TRIES = 20
"""Times in a row that others may get ahead before somebody gives up."""


class Lease:
    """The lease of the lake at ``url``, held from :meth:`take` to :meth:`leave`; ``token`` says whose it is."""

    def __init__(self, url: str, *, seconds: float = SECONDS, sleep: Callable[[float], object] = time.sleep) -> None:
        self._url = f"{url}/{NAME}"
        self._lake = url
        self._seconds = seconds
        self._sleep = sleep
        self._tag: Optional[objects.Tag] = None
        self._ended = threading.Event()
        self._renewing: Optional[threading.Thread] = None
        self._lost = False
        self.token = 0

    def take(self, *, wait: bool = False) -> None:
        """Take the lease, where nobody holds it; with ``wait`` as soon as nobody does.

        Raises:
            LakeBusyError: another holds it and ``wait`` is false.
        """
        tries = 0
        while True:
            found = self._found()
            if found is None or found[0]["free"] or self._has_run_out(found[0], found[1]):
                self.token = (found[0]["token"] if found else 0) + 1
                self._tag = objects.put_if(self._url, self._content(), found[1].tag if found else None)
                if self._tag is not None:
                    break
                tries += 1  # somebody else was before us, or what was read was no longer so
                if tries < TRIES:
                    self._sleep(0.1)
                    continue
                found = self._found()
            if not wait:
                by = f", {found[0]['holder']}," if found else ""
                killed = f"one that was killed holds it for {self._seconds:.0f} s more at most"
                raise LakeBusyError(f"another run{by} holds {self._lake}; try later, or wait with --wait ({killed})")
            self._sleep(LOOK)
        self._lost = False
        self._ended.clear()
        self._renewing = threading.Thread(target=self._renew, daemon=True)
        self._renewing.start()

    def leave(self) -> None:
        """Let the next one have the lake, if it is still ours."""
        self._ended.set()
        if self._renewing is not None:
            self._renewing.join()
        with contextlib.suppress(OSError):  # it runs out
            objects.put_if(self._url, self._content(free=True), self._tag)

    def check(self) -> None:
        """Refuse to go on where the lease is lost.

        Raises:
            StorageError: it is.
        """
        if self._lost:
            raise StorageError(
                f"this run was away from {self._lake} for more than {self._seconds:.0f} s and holds it no longer; nothing is published"
            )

    def _found(self) -> Optional[tuple[dict[str, Any], objects.Got]]:
        """Return what the lease says, and its state; None where there is none yet."""
        try:
            got = objects.get(self._url)
        except FileNotFoundError:
            return None
        try:
            said = json.loads(got.content)
            return {
                "token": int(said["token"]),
                "free": said["free"] is True,
                "holder": str(said["holder"]),
                "seconds": float(said["seconds"]),
            }, got
        except (ValueError, KeyError, TypeError) as error:
            raise StorageError(f"{self._url} is no lease of newsbeam's") from error

    def _content(self, *, free: bool = False) -> bytes:
        holder = f"{socket.gethostname()} (process {os.getpid()})"
        said = {"token": self.token, "free": free, "holder": holder, "seconds": self._seconds, "nonce": objects.nonce()}
        return json.dumps(said, indent=1).encode()

    def _has_run_out(self, said: dict[str, Any], got: objects.Got) -> bool:
        """Return whether the store's clock says so; stores tell whole seconds, of which one is given to the holder."""
        clock = f"{self._lake}/clock/{objects.nonce()}"
        objects.put(clock, b"")
        now = objects.modified(clock)
        objects.remove([clock])
        age = (now - got.modified).total_seconds()
        return bool(age > said["seconds"] + 1)

    def _renew(self) -> None:
        """Renew the lease until it is left, or lost."""
        renewed = time.monotonic()
        while not self._ended.wait(self._seconds / 3):
            begun = time.monotonic()
            try:
                tag = objects.put_if(self._url, self._content(), self._tag)
            except OSError:  # a store that is away for a moment
                if time.monotonic() - renewed > self._seconds:
                    self._lost = True
                    return
                continue
            if tag is None:
                self._lost = True
                return
            self._tag, renewed = tag, begun
