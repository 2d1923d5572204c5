"""What an audit costs, by its number of articles: ``python -m benchmarks.audit --articles 5000 50000 --work DIR``.

Rows of the seeds again and again, whole texts, every rule kept (:mod:`benchmarks.copies`). First of a run: the files as its workers stage them, in
bundles of ``--bundle`` articles, with their words; the audit in a process of its own, whose peak is what the system says (``ru_maxrss``), without
words, as it was before there were any, and with them; and what the words cost the workers. Then, with ``--lakes``, of a published version:
``newsbeam validate``, which looks at every row and hashes all files.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import newsbeam
from benchmarks import copies
from benchmarks.processes import ONE_THREAD, watch

STAGING = "staging/run"


def stage(folder: Path, seeds: Path, count: int, size: int) -> None:
    """Stage the files of ``count`` articles in bundles, as workers do, and what they take for that."""
    from pipeline.lakes.local import LocalLake
    from transforms.checks import words
    from transforms.staging import month_of, staged
    from transforms.values import StagedFile

    folder.mkdir()
    lake, files, articles, spent = LocalLake(folder), list[StagedFile](), 0, 0.0
    for tables in copies.bundles(seeds, count, size):
        month = month_of(tables["articles"].column("published_date")[0].as_py())
        written = [staged(name, month, table) for name, table in tables.items()]
        begin = time.process_time()
        word = words.word_of(written)
        spent += time.process_time() - begin
        articles += tables["articles"].num_rows
        for file, content in written:
            lake.write(f"{STAGING}/{file.path}", content)
        if word is not None:
            lake.write(f"{STAGING}/{words.FOLDER}/{words.word_name(word)}", words.word_bytes(word))
        files += [file for file, _ in written]
    told = {"articles": articles, "files": files, "word_seconds": spent}
    lake.write("staged.json", json.dumps(told).encode())


def audit(folder: Path, *, with_words: bool) -> dict[str, float]:
    """Audit what is staged in ``folder`` in this process; returns seconds, those of processors, and MB at the peak."""
    from pipeline.audit import audit as whole_audit
    from pipeline.audit.words import vouched
    from pipeline.lakes.local import LocalLake
    from transforms.values import StagedFile

    lake, begin = LocalLake(folder), time.perf_counter()
    files = [StagedFile(*file) for file in json.loads(lake.read("staged.json"))["files"]]
    names = sorted({file.dataset for file in files})
    addresses = {name: [lake.address(f"{STAGING}/{file.path}") for file in files if file.dataset == name] for name in names}
    counted = {name: sum(file.rows for file in files if file.dataset == name) for name in names}
    said = vouched(lake, STAGING, files) if with_words else []
    result = whole_audit(addresses, expected_rows=counted, vouched=said)
    if not result.passed:
        raise SystemExit(f"the audit failed: {result.failures[:3]}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": time.perf_counter() - begin, "of processors": time.process_time(), "MB": peak}


def of_runs(work: Path, counts: list[int], size: int) -> None:
    """Print what the audit of a run costs."""
    print("| articles | rows | files | audit | seconds | of processors | peak MB | words, ms an article |")
    print("| ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: |", flush=True)
    for count in counts:
        folder = work / f"staged-{count}"
        if not folder.exists():
            stage(folder, work / "seeds", count, size)
        told = json.loads((folder / "staged.json").read_bytes())
        rows = sum(file[3] for file in told["files"])
        for how in ("without words", "with words"):
            command = [sys.executable, "-m", "benchmarks.audit", "--work", str(folder), "--audit", how]
            took = json.loads(subprocess.run(command, stdout=subprocess.PIPE, env={**os.environ, **ONE_THREAD}, check=True).stdout)
            cost = f"{1000 * told['word_seconds'] / told['articles']:.1f}" if how == "with words" else ""
            print(
                f"| {told['articles']:,} | {rows:,} | {len(told['files']):,} | {how} | {took['seconds']:.1f} | {took['of processors']:.1f} | "
                f"{took['MB']:.0f} | {cost} |",
                flush=True,
            )


def of_lakes(work: Path, counts: list[int]) -> None:
    """Print what the audit of a published version costs."""
    print("| articles | rows | MB | seconds | of processors | peak MB |\n| ---: | ---: | ---: | ---: | ---: | ---: |")
    for count in counts:
        root = work / f"whole-{count}"
        if not (root / "current").exists():
            copies.generate(root, work / "seeds", count)
        files = newsbeam.resolve(root).files
        rows = sum(file["rows"] for file in files)
        articles = sum(file["rows"] for file in files if file["dataset"] == "articles")
        took = watch([sys.executable, "-m", "newsbeam", "validate", str(root)])
        size = sum(file["bytes"] for file in files) / 1e6
        print(
            f"| {articles:,} | {rows:,} | {size:,.0f} | {took.seconds:.1f} | {took.cpu_seconds:.1f} | {took.together_mb:.0f} |", flush=True
        )


def main() -> None:
    """Print a line for each number of articles: rows, size, seconds and peak memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[5_000, 50_000])
    parser.add_argument("--bundle", type=int, default=256, help="articles that a worker stages at a time")
    parser.add_argument("--work", type=Path, required=True, help="folder for the lakes; kept")
    parser.add_argument("--lakes", action="store_true", help="of published versions, too")
    parser.add_argument("--audit", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    if options.audit:
        print(json.dumps(audit(options.work, with_words=options.audit == "with words")))
        return
    of_runs(options.work, options.articles, options.bundle)
    if options.lakes:
        of_lakes(options.work, options.articles)


if __name__ == "__main__":
    main()
