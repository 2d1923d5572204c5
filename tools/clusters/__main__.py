"""Run newsbeam on a cluster that is made on this machine for the purpose, and compare what it publishes with what a local run does.

``python -m tools.clusters prism|dask|flink [--articles 500] [--kill]``: the seeds and so many generated articles are processed by local workers, then
by the cluster; with ``--kill`` a worker is killed when a third of the articles are done. The published rows must be the same. With ``--faults``
what can go wrong with workers is brought about instead, one after the other, and what becomes of the runs is compared with what docs/cluster.md says.
Everything that was started is ended, by its process id, whatever happens. What a cluster consists of is fetched once, below ``build/clusters``, from
package registries.

Dask and Flink need root and iproute2: each of their two workers has a network namespace, as if it were a machine of its own.
"""

import argparse
import shutil
import signal
import sys
from pathlib import Path

from tools.clusters import faults, s3
from tools.clusters.kinds import CLUSTERS
from tools.clusters.machines import CACHE
from tools.clusters.runs import compare, write_inputs


def ended(*_: object) -> None:
    """End this process, and first what it started, which nobody may interrupt."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    sys.exit(128 + signal.SIGTERM)


def main() -> int:
    """Compare as the arguments of this process say; returns an exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.clusters", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cluster", choices=sorted(CLUSTERS))
    parser.add_argument("--articles", type=int, default=500, help="generated articles, beside the seeds")
    parser.add_argument("--inputs", type=Path, help="a folder whose files are taken in place of these")
    parser.add_argument("--chunk_articles", type=int, default=16, help="articles of a chunk on the cluster, at most")
    parser.add_argument("--kill", action="store_true", help="kill a worker in the middle of the run")
    parser.add_argument("--work", type=Path, default=CACHE / "work", help="folder for inputs, lakes and logs; emptied first")
    parser.add_argument(
        "--store", action="store_true", help="put the cluster's lake on a server of S3 that is started beside it (needs go)"
    )
    parser.add_argument(
        "--faults", nargs="*", metavar="NAME", choices=list(faults.FAULTS),
        help=f"bring about what can go wrong with workers instead (needs root): {', '.join(faults.FAULTS)}; all of them, or these",
    )  # fmt: skip
    parser.add_argument("--fetch", action="store_true", help="fetch what the cluster consists of, and nothing else")
    parser.add_argument("--again", action="store_true", help="take inputs and the local run as an earlier command left them in --work")
    options = parser.parse_args()
    if options.fetch:
        CLUSTERS[options.cluster].fetch()
        if options.store:
            s3.fetch()
        return 0
    folder = options.work.resolve()
    for old in ("cluster", "faults", *CLUSTERS) if options.again else ("",):
        shutil.rmtree(folder / old, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, ended)
    if not (folder / "in").exists():
        if options.inputs:
            shutil.copytree(options.inputs, folder / "in")
        else:
            write_inputs(folder / "in", options.articles)
    if options.faults is not None:
        return faults.bring_about(options.cluster, folder, options.faults or list(faults.FAULTS))
    return compare(options.cluster, folder, options.chunk_articles, kill=options.kill, store=options.store)


if __name__ == "__main__":
    sys.exit(main())
