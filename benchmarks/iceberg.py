"""Seconds that Iceberg tables cost, by the files of a lake: ``python -m benchmarks.iceberg --runs 90``.

Each of so many runs publishes an article, in a file of each dataset; ten versions stay. Then all tables are written anew, as ``newsbeam
export-iceberg`` does, one more run publishes, and its snapshot is added, as a run does. Told are seconds and, on a machine that others use, those of
the processor.
"""

import argparse
import datetime
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

KEPT = 10


def publish(folder: Path, number: int) -> None:
    """Publish article ``number`` as the run of this number, beside all that is published in the lake in ``folder``."""
    from pipeline.lakes.local import LocalLake
    from pipeline.publish import without_gaps
    from tests.pipeline.pages import stage
    from transforms.values import RunContext

    lake, run_id = LocalLake(folder), f"run-{number}"
    now = datetime.datetime.now(datetime.UTC)
    with lake.lock():
        current = lake.current()
        keep = [file["path"] for file in current.files] if current else []
        add = without_gaps(lake, run_id, keep, current, stage(lake, RunContext(run_id, now, "version"), [(str(number), number)]))
        lake.switch(run_id, current, keep, add, {"published_at": now.isoformat()})
        lake.remove(f"staging/{run_id}")
        lake.collect_garbage(keep=KEPT, older_than=datetime.timedelta(0))


def told(what: str, work: Callable[[], object]) -> None:
    """Do ``work`` and print what it cost."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    print(f"{what}: {time.perf_counter() - clock:.2f} s, of the processor {time.process_time() - processor:.2f} s", flush=True)


def main() -> None:
    """Make the lake, and print a line for each step."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--runs", type=int, default=90)
    runs = arguments.parse_args().runs

    from pipeline import iceberg
    from pipeline.lakes.local import LocalLake

    with tempfile.TemporaryDirectory(prefix="newsbeam-iceberg-") as folder:
        lake = LocalLake(Path(folder) / "lake")
        for number in range(1, runs + 1):
            publish(lake.root, number)
        print(f"{len(lake.published().files)} files in each of the last of {len(lake.versions())} versions")
        told("the library is imported", lambda: __import__("pipeline.iceberg.tables"))
        told("all tables anew", lambda: iceberg.export(lake, anew=True))
        publish(lake.root, runs + 1)
        told("the snapshot of one more run", lambda: iceberg.export(lake))
        told("a look whether they are in step", lambda: iceberg.behind(lake))


if __name__ == "__main__":
    main()
