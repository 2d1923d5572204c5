"""A run of one page, by this installation, without a network: whether everything that rows are made of is here."""

import contextlib
import ipaddress
import socket
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn
from unittest import mock

import newsbeam
from newsbeam.wording import counted
from pipeline.doctor.findings import REINSTALL, Finding, fail, ok
from pipeline.failures import failure_of
from pipeline.options import RunOptions
from pipeline.run import run

PAGE = """ date 2024-01-24 Three people were killed when a bridge collapsed near Kraków on Tuesday, the mayor said.

"Nobody was warned," Anna Nowak said. Repairs will cost $2 million.
"""

NEEDED = ("mentions", "times", "quantities", "places", "statements", "casualties")
"""Datasets in which the page has rows, read by the model, the word lists and the gazetteer."""


@contextlib.contextmanager
def without_network() -> Iterator[list[str]]:
    """Refuse connections of this process to other machines, and looking up their names; yields the list of those that were tried."""
    tried: list[str] = []
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def refuse(host: object) -> NoReturn:
        tried.append(str(host))
        raise OSError(f"newsbeam doctor lets nothing connect to {host}")

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
            refuse(address[0])
        connect(self, address)

    def look_up_here(host: Any, *arguments: Any, **named: Any) -> Any:
        return look_up(host, *arguments, **named) if host is None or _is_here(host) else refuse(host)

    with mock.patch.object(socket.socket, "connect", connect_here), mock.patch.object(socket, "getaddrinfo", look_up_here):
        yield tried


def _is_here(host: object) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def examine() -> list[Finding]:
    """Return what a run of one page found, in a temporary folder, in this process, with every connection to another machine refused."""
    with tempfile.TemporaryDirectory(prefix="newsbeam-doctor-") as folder, without_network() as tried:
        return [_run(Path(folder)), _offline(tried)]


def _run(folder: Path) -> Finding:
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    options = RunOptions(inputs=(str(folder / "page.txt"),), output=str(folder / "lake"), beam_arguments=("--runner=FnApiRunner",))
    begin = time.monotonic()
    try:
        run(options)
        tables = newsbeam.open(folder / "lake").connect()
        counts = {name: tables.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in NEEDED}  # noqa: S608  # names of datasets
        known = tables.execute("SELECT count(*) FROM places WHERE geonames_id IS NOT NULL").fetchone()[0]
    except Exception as error:
        failure = failure_of(error)
        return fail(
            "trial run",
            f"{type(failure or error).__name__}: {failure or error}",
            REINSTALL,
        )
    empty = [name for name, count in counts.items() if not count] + ([] if known else ["places with a GeoNames id"])
    if empty:
        return fail("trial run", f"the page has no {', '.join(empty)}", REINSTALL)
    return ok(
        "trial run", f"one page, {counted(sum(counts.values()), 'row')} of facts, audited and published in {time.monotonic() - begin:.1f} s"
    )


def _offline(tried: Sequence[str]) -> Finding:
    if tried:
        hosts = ", ".join(sorted(set(tried)))
        return fail(
            "offline", f"the trial run tried to reach {hosts}", "no run needs a network: see which package does (pip list), and remove it"
        )
    return ok("offline", "the trial run tried no connection")
