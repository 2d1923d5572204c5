"""A worker process that speaks as :mod:`pipeline.runners.worker` does and behaves as it is told; it starts in milliseconds.

``python fake_worker.py FOLDER ASSIGNMENT``: the n-th to start does what line n of ``FOLDER/starts`` says (later ones, and a blank line: well).
What an input does to its worker stands in its name. Who falls silent leaves a file ``silent-*`` in the folder first, for the clock of the test.
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

FOLDER = Path(sys.argv[1] if __name__ == "__main__" else "")


def say(**message: object) -> None:
    os.write(1, json.dumps(message).encode() + b"\n")


def silent() -> None:
    (FOLDER / f"silent-{os.getpid()}").touch()


def behave(how: str) -> None:
    """Do what ``how`` names, unless it is nothing in particular."""
    if waits := re.search(r"waits for (\S+)", how):
        while FOLDER.exists() and not (FOLDER / waits[1]).exists():
            time.sleep(0.01)
    if "killed" in how:
        os.kill(os.getpid(), signal.SIGKILL)
    if "sleeps" in how:
        silent()
        time.sleep(600)
    if "stopped" in how:
        silent()
        os.kill(os.getpid(), signal.SIGSTOP)
    if "leaves a child" in how:  # which holds the pipe open
        subprocess.Popen(["sleep", "600"])
        silent()
        os._exit(3)
    if "full disk" in how:
        say(event="error", message="Traceback\n  in a file\nOSError: [Errno 28] No space left on device", storage=True)
        os._exit(1)
    if "a bug" in how:
        say(event="error", message="Traceback\nKeyError: 7", storage=False)
        os._exit(1)
    if "exits" in how:
        print("cannot import\x1b[31m this", file=sys.stderr, flush=True)
        os._exit(4)


def number() -> int:
    """Count this process among those that started; the first is 0."""
    for number in range(1000):
        try:
            (FOLDER / f"start-{number}").touch(exist_ok=False)
        except FileExistsError:
            continue
        return number
    raise AssertionError


def do(work: str, listing: str) -> None:
    staged = []
    for line in Path(work).read_text().splitlines():
        uri = json.loads(line)[0]
        say(event="item", source_uri=uri)
        say(event="step", step="extract", family="places")
        mark = FOLDER / f"once-{uri}"
        if "once" not in uri or not mark.exists():
            mark.touch()
            behave(uri)
        if "refused" in uri:
            reject = {"source_uri": uri, "stage": "parse", "reason": "empty", "detail": ""}
            staged.append(json.dumps({"reject": reject}))
            continue
        file = {"path": uri, "dataset": "articles", "month": "2024-01", "rows": 1, "bytes": 1, "sha256": ""}
        staged.append(json.dumps({"staged": file}))
    Path(listing).write_text("\n".join(staged))
    say(event="done", measures={"counters": {"articles.read": len(staged)}, "microseconds": {}})


def main() -> None:
    starts = (FOLDER / "starts").read_text().split("\n")
    mine = number()
    (FOLDER / "assignment").write_bytes(Path(sys.argv[2]).read_bytes())
    behave(starts[mine] if mine < len(starts) else "")
    say(event="ready")
    for line in sys.stdin:
        if mine < len(starts) and starts[mine] == "no article":
            behave("killed")
        do(**json.loads(line))


if __name__ == "__main__":
    main()
