"""What newsbeam costs, by the number of articles and by the length of one: ``make curve`` prints the tables and writes the charts of docs/speed.md.

``python -m benchmarks.curve --articles 500 5000 50000 --sizes 1k 10k 100k 1M --output docs``: whole runs over so many articles made from the
seeds, with as many workers as cores; and the steps of a worker, in this process, over one article of each length, made of the paragraphs of such
articles. With ``--sentence`` the articles of whole runs have one sentence each: tens of thousands then show in minutes what grows with their
number.
"""

import argparse
import datetime
import os
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.bench import Measured, run
from benchmarks.memory import size
from benchmarks.plot import Line, chart
from benchmarks.processes import as_installed
from benchmarks.steps import steps
from benchmarks.texts import articles

WARM = 150_000
"""Characters of the longest article that is read once before anything is measured."""

PROSE = 120
"""Characters of the shortest paragraph that long articles are made of."""


def of_length(length: int) -> str:
    """Return an article of at most so many characters: the running text of articles made from the seeds, so that all of it is a story's."""
    text = next(articles(1))[:17] + "The council met again."
    for page in articles(length):
        for paragraph in page.split("\n\n")[1:]:
            if len(paragraph) < PROSE or not paragraph.endswith((".", "”", '"')):
                continue
            if len(text) + 2 + len(paragraph) > length:
                return text
            text += "\n\n" + paragraph
    return text


def sentences(count: int) -> Iterator[str]:
    """Yield ``count`` different articles of one sentence each, of the days of three months."""
    for number in range(count):
        day = datetime.date(2024, 1, 1) + datetime.timedelta(days=number % 90)
        yield f" date {day} The council of Riga voted on Tuesday to close harbour {number}, and Mayor Anna Berzina said 40 ferries would move."


def by_number(numbers: Sequence[int], workers: int, texts: Callable[[int], Iterator[str]]) -> list[tuple[int, Measured]]:
    """Return what a whole run takes over each number of articles, which ``texts`` makes."""
    found = []
    for number in numbers:
        with tempfile.TemporaryDirectory(prefix="newsbeam-curve-") as place:
            (folder := Path(place) / "in").mkdir()
            for at, text in enumerate(texts(number)):
                (folder / f"{at:06}.txt").write_text(text, encoding="utf-8", newline="")
            found.append((number, run(folder, Path(place) / "lake", workers)))
    return found


def rows(runs: Sequence[tuple[int, Measured]]) -> Iterator[str]:
    """Yield the table of :func:`by_number`, a line at a time."""
    yield "| articles | processing stage, s | whole command, s | ms an article | main process, MB | a worker, MB | all processes, MB |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for number, each in runs:
        seconds = f"{each.stages['process']:.1f} | {each.seconds:.1f} | {1000 * each.seconds / number:.0f}"
        yield f"| {number:,} | {seconds} | {each.main_mb:,.0f} | {each.child_mb:,.0f} | {each.together_mb:,.0f} |"


def by_length(lengths: Sequence[int], rounds: int) -> list[tuple[int, float, dict[str, float]]]:
    """Return for each length the characters of the article, the processor seconds of its steps, and those of each: the median of the rounds.

    Writing is left out: it is done for a whole chunk of articles, and takes for one what it takes for hundreds.
    """
    texts = [of_length(length) for length in lengths]
    found = []
    with tempfile.TemporaryDirectory(prefix="newsbeam-curve-") as place:
        steps([text for text in texts if len(text) < WARM], Path(place))  # loads what is loaded once
        for text in texts:
            taken = [steps([text], Path(place)) for _ in range(rounds)]
            middle = {name: statistics.median(each[name] for each in taken) for name in taken[0] if name != "write"}
            found.append((len(text), sum(middle.values()), middle))
    return found


def main() -> None:
    """Measure, print the tables and write the charts."""
    parser = argparse.ArgumentParser(description="seconds by the number of articles and by the length of one, as tables and charts")
    parser.add_argument("--articles", type=int, nargs="*", default=[125, 250, 500, 1000, 2000])
    parser.add_argument("--sentence", action="store_true", help="articles of whole runs have one sentence each")
    parser.add_argument("--sizes", type=size, nargs="*", default=[size(each) for each in ("1k", "3k", "10k", "30k", "100k", "300k", "1M")])
    parser.add_argument("--rounds", type=int, default=3, help="of the lengths; each number of articles is run once")
    parser.add_argument("--output", type=Path, default=Path("docs"), help="folder for the charts")
    options = parser.parse_args()
    as_installed()
    workers = len(os.sched_getaffinity(0))
    if options.articles:
        runs = by_number(options.articles, workers, sentences if options.sentence else articles)
        print("\n".join(rows(runs)))
        of = "articles of a sentence" if options.sentence else "articles"
        lines = [
            Line("whole command", [(n, each.seconds) for n, each in runs]),
            Line("processing stage", [(n, each.stages["process"]) for n, each in runs]),
        ]
        name = "cost-sentences" if options.sentence else "cost-articles"
        title = f"Seconds by number of {of}, {workers} workers"
        (options.output / f"{name}.svg").write_text(chart(title, of, "seconds", lines), encoding="utf-8")
    if options.sizes:
        pages = by_length(options.sizes, options.rounds)
        print("\n| characters | all steps, s | ms a thousand characters | annotation, s |\n| ---: | ---: | ---: | ---: |")
        for length, whole, middle in pages:
            print(f"| {length:,} | {whole:.3f} | {1_000_000 * whole / length:.1f} | {middle['annotate']:.3f} |")
        lines = [Line("all steps", [(n, s) for n, s, _ in pages]), Line("annotation", [(n, each["annotate"]) for n, _, each in pages])]
        title = "Processor seconds of one article by its length"
        (options.output / "cost-length.svg").write_text(chart(title, "characters", "seconds", lines), encoding="utf-8")


if __name__ == "__main__":
    main()
