"""A worker process that speaks as :mod:`pipeline.runners.worker` does and makes pages: an input that holds ``page 7`` is article 7.

``python -m tests.pipeline.runners.pages_worker ASSIGNMENT``
"""

import json
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from pipeline.lakes.local import LocalLake
from pipeline.runners.assignment import from_message
from tests.pipeline.pages import PagesRunner
from transforms.lists import Listing, listing_bytes
from transforms.values import WorkItem


def say(**message: object) -> None:
    os.write(1, json.dumps(message).encode() + b"\n")


def lines() -> Iterator[str]:
    """What the run says; this process ends with it."""
    heard: list[str] = []
    there = threading.Condition()

    def listen() -> None:
        for line in sys.stdin:
            with there:
                heard.append(line)
                there.notify()
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        with there:
            there.wait_for(lambda: heard)
            yield heard.pop(0)


def main() -> None:
    given = from_message(json.loads(Path(sys.argv[-1]).read_bytes()))
    lake = LocalLake(Path(given.options.output))
    say(event="ready")
    for line in lines():
        chunk = json.loads(line)
        items = [WorkItem(*json.loads(item)) for item in Path(chunk["work"]).read_text().splitlines()]
        for item in items:
            say(event="item", source_uri=item.source_uri)
        done = PagesRunner(lake, given.context, lambda count: None).process(items)
        lake.write(chunk["listing"], listing_bytes(Listing(done.staged, done.rejects)))
        say(event="done", measures={"counters": {}, "microseconds": {}})


if __name__ == "__main__":
    main()
