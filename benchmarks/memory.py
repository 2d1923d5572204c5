"""Peak memory and seconds of a worker over one article, by its size: ``python -m benchmarks.memory --kinds paragraphs --sizes 10k 10M``.

A worker's graph runs over a page made for it, in a process of its own; its peak is what the system says (``ru_maxrss``, model and word lists
included). The first line of a kind, a page of one sentence, is what a worker takes that has nothing to do.
"""

import argparse
import contextlib
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

PROSE = "The council of Riga voted on Tuesday to close the old harbour, and Mayor Anna Berzina said the 40 ferries would move to Liepaja."
KINDS = {
    "paragraphs": " ".join([PROSE] * 3) + "\n\n",
    "no_full_stop": "the council of Riga voted on Tuesday to close the harbour and Anna Berzina said so and ",
    "names": "Paris, France, ",
    "quotations": 'Anna Berzina said: "We will see." ',
    "lines": "Oslo\n",
    "marks": "a,b,",
    "wide": "😀 Riga is cold. ",
}
OWN_PAGES = ("paragraphs", "lines")
"""Kinds that are segmented as pages are; what is in the others would be no story, so they are read with ``--clean_text``."""
SIZES = ("10k", "100k", "255k", "1M", "2M", "10M", "64M")


def size(text: str) -> int:
    """Return the bytes that ``10k`` or ``10M`` are."""
    found = re.fullmatch(r"(\d+)([kM]?)", text)
    if not found:
        raise argparse.ArgumentTypeError(f"a number of bytes such as 10k or 10M, not {text!r}")
    return int(found[1]) * {"": 1, "k": 1_000, "M": 1_000_000}[found[2]]


def page(kind: str, length: int) -> bytes:
    """Return a page of ``length`` bytes at most, the date header and one sentence at least."""
    head = b" date 2024-01-24 Riga closes its harbour, the mayor said on Tuesday.\n\n"
    unit = KINDS[kind].encode()
    return head + unit * ((length - len(head)) // len(unit))


def run(folder: Path, kind: str) -> None:
    """Run the graph, in this process, over the page of that kind in ``folder``."""
    import datetime
    import hashlib

    from pipeline.options import RunOptions
    from pipeline.runners.assignment import Assignment
    from pipeline.runners.worker import run_chunk
    from transforms.lists import work_lines
    from transforms.values import RunContext, WorkItem
    from transforms.watch import Watch

    content = (folder / "page.txt").read_bytes()
    item = WorkItem("page.txt", str(folder / "page.txt"), hashlib.sha256(content).hexdigest())
    del content
    (folder / "work").write_text(work_lines([item]), encoding="utf-8")
    context = RunContext("run", datetime.datetime(2024, 6, 1, tzinfo=datetime.UTC), "0")
    given = Assignment(RunOptions((), str(folder), clean_text=kind not in OWN_PAGES), context, str(folder / "staging"), None)
    run_chunk(given, Watch(), str(folder / "work"), str(folder / "listing"))


def measure(kind: str, length: int, at_once: int) -> str:
    """Return a line of the table: seconds, peak in MB and rows staged, or how the process ended, of the worst of so many ``at_once``."""
    with contextlib.ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(at_once)]
        processes = []
        for folder in folders:
            (folder / "page.txt").write_bytes(page(kind, length))
            command = [sys.executable, "-m", "benchmarks.memory", "--kinds", kind, "--run", str(folder)]
            processes.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))
        lines = []
        for process, folder in zip(processes, folders, strict=True):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            lines.append((process.returncode != 0, usage.ru_maxrss, _said(process.returncode, usage, folder)))
        return max(lines)[-1]


def _said(code: int, usage: resource.struct_rusage, folder: Path) -> str:
    if code:
        return f"ended with {code} at {usage.ru_maxrss / 1024:.0f} MB"
    listed = [json.loads(line) for line in (folder / "listing").read_text(encoding="utf-8").splitlines()]
    rejected = "".join(f"  rejected: {line['reject']['reason']}" for line in listed if "reject" in line)
    rows = sum(line["staged"]["rows"] for line in listed if "staged" in line)
    return f"{usage.ru_utime + usage.ru_stime:8.1f} s {usage.ru_maxrss / 1024:8.0f} MB {rows:9,} rows{rejected}"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kinds", nargs="+", default=["paragraphs"], choices=KINDS)
    parser.add_argument("--sizes", nargs="+", type=size, default=[size(text) for text in SIZES])
    parser.add_argument(
        "--at_once", type=int, default=1, help="workers that do the same beside each other; the one with the highest peak is told"
    )
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        run(options.run, *options.kinds)
        return
    for kind in options.kinds:
        for length in (0, *options.sizes):
            print(f"{kind:14} {length / 1000:10,.0f} kB {measure(kind, length, options.at_once)}", flush=True)


if __name__ == "__main__":
    main()
