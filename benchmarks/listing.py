"""Seconds and memory of the listing of a folder, by its files: ``python -m benchmarks.listing --inputs 10000 100000 1000000``.

The files are there, empty, a thousand in a folder. Each size is listed in a process of its own, whose peak is what the system says (``ru_maxrss``).
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def listed(folder: Path) -> str:
    """List ``folder`` in this process; returns cells of the table."""
    from transforms import sources

    before, begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    number = sum(1 for _ in sources.list_inputs([str(folder)], source_root=str(folder)))
    seconds, peak = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"| {number:,} | {seconds:.1f} | {time.process_time():.1f} | {before / 1024:.0f} | {peak / 1024:.0f} |"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", nargs="+", type=int, default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        print(listed(options.run))
        return
    print("| files | seconds | of processors | MB before | peak, MB |\n| ---: | ---: | ---: | ---: | ---: |", flush=True)
    for inputs in options.inputs:
        with tempfile.TemporaryDirectory(prefix="newsbeam-listing-") as folder:
            for number in range(inputs):
                path = Path(folder, str(number // 1_000), f"{number}.txt")
                if number % 1_000 == 0:
                    path.parent.mkdir()
                path.touch()
            command = [sys.executable, "-m", "benchmarks.listing", "--run", folder]
            print(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout, end="", flush=True)


if __name__ == "__main__":
    main()
