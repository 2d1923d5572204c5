"""How the time of the steps that read a page grows with hostile pages: ``python -m benchmarks.growth``; figures in ``benchmarks/README.md``.

A page is one unit again and again, in one line or in lines of its own, in one of four places: the body, the headline, a caption, or before the
date header. Prints for every pattern and step the milliseconds by size and the exponent with which they grow (1: linear, 2: quadratic), the
steepest first, and how many are steeper than wanted.
"""

import argparse
import contextlib
import datetime
import gc
import math
import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from transforms.text.page import date_header, decoding, language, segmentation
from transforms.text.rejected import RejectedInput

UNITS = (
    "word", "Word", "WORD", "a", "A.", "aB", "1", "1,", "1.5", "$1 million", "3 percent", "(", ")", "((", "[1]", '"', "“", "”", "'", "’",
    "“He left,” she said.", "-", "—", "_", "|", "»", "Home › News ›", "/", "a/", "@", "@ana", "#tag", "a@b.c",
    "https://a.example/b/c?d=e", "www.", "a.b.", ".", "...", "?", ",", "and", "by", "By Ana Lind", "by Ana Lind and",
    "Ana Lind, Bo Berg,", "Lind", "Dr.", "May 4, 2023", "May", "4 May", "12:30", "12:30 p.m. ET", "2 hours ago", "on Tuesday",
    "last week", "Posted: May 4, 2023 | Updated: May 5, 2023", "Published", "Reuters", "(Reuters)", "(Ana Lind/Reuters)",
    "A boat. (Bo Lind/AP)", "Photo: AP", "Image source, AP", "Story continues below advertisement", "Advertisement",
    "Share this article", "Sign up for our newsletter", "Read more: A late goal wins the cup", "Related Stories",
    "WATCH | A: B Duration 1:23 C", "1:23", "Click to play video: 'A'", "All rights reserved. This material",
    "Copyright 2023 A. All rights reserved.", "Comments (3)",
    "The pier was closed on Friday, the mayor said, and nobody knows why it was.", "he said", "said:", 'John said: "',
    "according to the mayor", "who said that", "Paris, France,", "Paris", "in London, Ont.", "the U.S.", "north of", "p {margin: 0}",
    "<b>x</b>", "&amp;", "\xad", "\u200b", "\u202e", "é", "É", "中", "😀", "\t", "\xa0", "İ", "CITY, Country (AP) —", "Live updates",
    "12:30Ana Lind", "list 1 of 3", "item;",
)  # fmt: skip
"""What pages are made of: letters, numbers, marks, and what the rules of the steps look for."""
_SENTENCE = "The pier was closed on Friday, the mayor said, and nobody knows why it was."
_TITLE = "Late goal wins the cup for Lowton"
ALTERNATING = (
    ("Share this article", _SENTENCE), (_TITLE, _SENTENCE), ("2 hours ago", _TITLE), ("12:30 p.m.", _SENTENCE),
    ("“Why is that so?”", "He did not say."),
)  # fmt: skip
"""Lines that take turns."""
PLACES = ("body", "headline", "caption", "header")
HEADER = " date 2024-01-24 "
STORY = "\n".join(
    f"The pier in Lowton was closed on Friday for the {time} time, the mayor said in a statement." for time in ("first", "second", "third")
)
DAY = datetime.date(2024, 1, 24)
NOW = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
STEEPEST = 1.2
"""The exponent that is wanted at most."""
NOTICED = 0.01
"""Seconds from which on a time counts: below, what does not grow with the page is most of it."""


class Pattern(NamedTuple):
    """What a page is made of, and where it stands in the page."""

    name: str
    unit: str
    place: str

    def page(self, size: int) -> str:
        """Return the page whose pattern has ``size`` characters."""
        written = self.unit * (size // len(self.unit) + 1)
        written = written[:size]
        if self.place == "header":
            return written + HEADER + STORY
        if self.place == "headline":
            return f"{HEADER}\n{written}\nBy Ana Lind\n{STORY}"
        if self.place == "caption":
            return f"{HEADER}\nThe pier stays closed\n{STORY}\n{written} (Ana Lind/Reuters)\n{STORY}"
        return HEADER + written


def patterns(places: Sequence[str]) -> Iterator[Pattern]:
    """Yield the patterns: every unit in one line and, in the body, on lines of its own."""
    for place in places:
        for unit in UNITS:
            yield Pattern(f"{unit!r} in one line, {place}", f"{unit} ", place)
        if place == "body":
            for unit in UNITS:
                yield Pattern(f"{unit!r} in lines", f"{unit}\n", place)
            for pair in ALTERNATING:
                yield Pattern(f"{pair[0]!r} by turns", "\n".join(pair) + "\n", place)
            yield Pattern("one word without blanks", "word", place)


def reading(text: str) -> dict[str, Callable[[], object]]:
    """Return the steps that read the page ``text``."""
    unicode, single = text.encode(), ("é " + text).encode("cp1252", "replace")
    at = text.index(HEADER)
    header = (at + 1, at + len(HEADER) - 1)
    return {
        "decoding": lambda: decoding.decode(unicode),
        "decoding, cp1252": lambda: decoding.decode(single),
        "date header": lambda: date_header.parse_header(text, date_order=None, now=NOW),
        "language": lambda: language.is_surely_not_english(text),
        "segmentation": lambda: segmentation.segment(text, header, DAY),
    }


def seconds(step: Callable[[], object], times: int) -> float:
    """Return the processor time of ``step``, the least of several ``times``: what else a machine does only adds to it."""
    least = math.inf
    for _ in range(times):
        gc.collect()
        begin = time.process_time()
        with contextlib.suppress(RejectedInput):
            step()
        least = min(least, time.process_time() - begin)
    return least


def exponent(sizes: Sequence[float], times: Sequence[float]) -> float | None:
    """Return how ``times`` grow with ``sizes``, from the first that is long enough to be measured to the last; None where none is."""
    if times[-1] <= NOTICED:
        return None
    first = next((at for at, spent in enumerate(times[:-1]) if spent > NOTICED), len(times) - 2)
    return math.log(times[-1] / times[first]) / math.log(sizes[-1] / sizes[first])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 40, 160], help="thousands of characters")
    parser.add_argument("--places", nargs="+", default=["body"], choices=PLACES)
    parser.add_argument("--only", default="", help="patterns whose name holds this")
    parser.add_argument("--times", type=int, default=3, help="how often each step is measured; the least counts")
    options = parser.parse_args()
    found: list[tuple[float, str]] = []
    unmeasured = 0
    chosen = [pattern for pattern in patterns(options.places) if options.only in pattern.name]
    for pattern in chosen:
        taken: dict[str, list[float]] = {}
        for size in options.sizes:
            text = pattern.page(1000 * size)
            for name, step in reading(text).items():
                taken.setdefault(name, []).append(seconds(step, options.times))
        for name, times in taken.items():
            grows = exponent(options.sizes, times)
            if grows is None:
                unmeasured += 1
            else:
                found.append((grows, f"{name:16} {pattern.name:60} " + " ".join(f"{1000 * spent:9.1f}" for spent in times) + " ms"))
    for grows, told in sorted(found, reverse=True):
        print(f"{grows:5.2f} {told}")
    print(
        f"{len(chosen)} patterns of {options.sizes} thousand characters: {sum(grows > STEEPEST for grows, _ in found)} of {len(found)} measurements "
        f"grow faster than n^{STEEPEST}; {unmeasured} take less than {1000 * NOTICED:.0f} ms"
    )


if __name__ == "__main__":
    main()
