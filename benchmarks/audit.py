"""What the audit of a whole lake costs, by its number of articles: ``python -m benchmarks.audit --articles 5000 50000 --work DIR``.

Each lake is generated once (:mod:`benchmarks.copies`, whole texts, every rule kept), then ``newsbeam validate`` is watched over it: the same audit as
before a publication, and the hashes of all files.
"""

import argparse
import sys
from pathlib import Path

import newsbeam
from benchmarks import copies
from benchmarks.processes import watch


def main() -> None:
    """Print one line for each number of articles: rows, size, seconds and peak memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[5_000, 50_000])
    parser.add_argument("--work", type=Path, required=True, help="folder for the lakes; kept")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    print("| articles | rows | MB | seconds | of processors | peak MB |\n| ---: | ---: | ---: | ---: | ---: | ---: |")
    for count in options.articles:
        root = options.work / f"whole-{count}"
        if not (root / "current").exists():
            copies.generate(root, options.work / "seeds", count)
        files = newsbeam.resolve(root).files
        rows = sum(file["rows"] for file in files)
        articles = sum(file["rows"] for file in files if file["dataset"] == "articles")
        took = watch([sys.executable, "-m", "newsbeam", "validate", str(root)])
        size = sum(file["bytes"] for file in files) / 1e6
        print(
            f"| {articles:,} | {rows:,} | {size:,.0f} | {took.seconds:.1f} | {took.cpu_seconds:.1f} | {took.together_mb:.0f} |", flush=True
        )


if __name__ == "__main__":
    main()
