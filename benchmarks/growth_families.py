"""How the families' time grows with an article, pattern by pattern: ``python -m benchmarks.growth_families --patterns names dates``.

Pages of 10, 40 and 160 kB of one pattern each are read by every family and checked against the row contract. The model is not what is measured:
one passage of a pattern is annotated, and its annotation is that of all passages of the same form, so that pages of hours cost minutes. Printed are
seconds by size and the exponent between the last two (1: linear, 2: quadratic), of all and of the slowest growing part.
"""

import argparse
import contextlib
import datetime
import functools
import hashlib
import itertools
import math
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from spacy.tokens import Doc

from pipeline.options import DEFAULT_MODEL
from schemas import Article, Segment
from transforms.text import families
from transforms.text.lexicon import gazetteer
from transforms.text.reading import annotation
from transforms.text.reading.document import SegmentedArticle
from transforms.validate import validated
from transforms.values import ArticleRows

SIZES = (10_000, 40_000, 160_000)
PASSAGE = 9_900
"""Characters of a paragraph of a pattern: one passage."""
LIMIT = 1.2
DAY, NOW = datetime.date(2024, 1, 24), datetime.datetime(2024, 6, 1, tzinfo=datetime.UTC)

PROSE = "The council of Riga voted on Tuesday to close the old harbour, and Mayor Anna Berzina said the 40 ferries would move to Liepaja. "
PATTERNS: dict[str, str] = {
    "prose": PROSE,
    "names": "Anna Berzina met Berzina. ",
    "many names": "Mayor @ @ of @ met @ @ and the @ Company. ",
    "surnames": "Anna @ met Anna @ and @. ",
    "acronyms": "The @ Relief Fund (NRF) met the NRF and UNHCR. ",
    "roles": "President of the Riga Port Authority Anna @, 34, the company's chief executive, ",
    "pronouns": "he she it they him her his its their who ",
    "he said": "he said ",
    "descriptions": "The mayor met the company. The minister told the president. ",
    "one sentence": "and the mayor went to the harbour that the council of Riga had closed because the ferries ",
    "and": "Riga and Oslo and Bari and ",
    "clauses": "who said that the man that knew that the woman said that ",
    "dates": "January 24, 2024, ",
    "weekdays": "on Monday, Tuesday, last Wednesday, ",
    "years": "1999 2004 2010 ",
    "clocks": "at 3 p.m. and 15:30 GMT, ",
    "durations": "for two years and three months and five days ",
    "days ago": "two days ago, later that day, ",
    "events": "Soldiers attacked the village on Monday, and police arrested 12 men after the bombing. ",
    "tolls": "The attack killed 12 people and injured 30 others, two of them children, and he died in hospital. ",
    "numbers": "1 2 3 4 ",
    "thousands": "1,234,567 ",
    "number words": "two hundred and forty thousand three hundred ",
    "money": "$3.5 million, €4 billion, ",
    "percent": "12.5% to 13 percent ",
    "units": "5 km, 3 kg and 10 mph ",
    "ranges": "from 3 to 5 and between 6 and 9 ",
    "counted": "40 people and 12 ships and 7 dead ",
    "quotations": "“We will see,” he said. ",
    "straight quotations": '"We will see," he said. ',
    "opened": 'Anna said: "',
    "opened, curly": "John said: “we will ",
    "closed": "we will see,” he said ",
    "single": "'we will see,' he said. ",
    "marks": '" ',
    "apostrophes": "the mayor's council's company's ",
    "according": "according to the mayor, ",
    "brackets": "(Riga) [Oslo] ",
    "open brackets": "( [ ",
    "capitals": "RIGA COUNCIL CLOSES HARBOUR ",
    "titles": "Riga Council Closes Harbour ",
    "places": "Paris, France, ",
    "towns": "Springfield, Illinois, and Springfield, Missouri, ",
    "many towns": "in # and near #, ",
    "many companies": "The @ Harbour Company closed. The company said that it would sell. ",
    "many mayors": "Mayor Anna @, 34, left. The mayor said she was ill. ",
    "many cities": "They moved to #. The city is old. ",
    "lines of titles": "Anna @ Quits Harbour Board\n\n",
    "demonyms": "French German American Russian ",
    "lines": "Oslo\n\n",
    "numbered lines": "@ 3\n\n",
    "hyphens": "well-known-to-all-of-us-",
    "chain": "a-b-c-d ",
    "links": "https://example.org/a/b?c=d&e=f#g ",
    "emoji": "😀 ",
    "letters": "a b c d ",
    "abbreviations": "U.S. Inc. Gov. St. ",
    "dashes": "Riga — Oslo — ",
    "commas": ", ",
    "semicolons": "Riga; 3; he; ",
    "blanks": "Riga \t \xa0 ",
}


def made_up(number: int) -> str:
    """Return the name of that number: no word list has it."""
    return f"T{''.join('bcdfghklmn'[int(digit)] + 'a' for digit in f'{number:05}')}x"


@functools.cache
def towns() -> tuple[str, ...]:
    """Return the towns of one word in one country, of which many share a region and a neighbourhood."""
    places = map(gazetteer.load().place, range(len(gazetteer.load())))
    found = (spot.name for spot in places if spot.feature == "city" and spot.country == "US")
    return tuple(dict.fromkeys(name for name in found if name.isalpha() and name.istitle()))


@functools.cache
def _towns() -> frozenset[str]:
    return frozenset(towns()) - set(" ".join(PATTERNS.values()).replace(",", " ").split())


def page(pattern: str, size: int) -> SegmentedArticle:
    """Return the article of about ``size`` characters that repeats ``pattern``, each ``@`` a name of its own and each ``#`` a town."""
    unit = (
        pattern.rstrip("\n")
        if pattern.endswith("\n")
        else pattern * (PASSAGE // len(pattern.replace("@", made_up(0)).replace("#", towns()[0])))
    )
    numbers = itertools.count()
    source = " date 2024-01-24 "
    pieces, starts, at = [], [], len(source)
    while at < size:
        named = re.sub("@", lambda _: made_up(next(numbers)), unit)
        piece = re.sub("#", lambda _: towns()[next(numbers) % len(towns())], named).strip()
        pieces.append(piece)
        starts.append(at)
        at += len(piece) + 2
    source += "\n\n".join(pieces)
    article_id = hashlib.sha256(source.encode()).hexdigest()
    spans = [(1, 16, "date_header"), *((start, start + len(piece), "paragraph") for start, piece in zip(starts, pieces, strict=True))]
    segments = tuple(
        Segment(article_id[:32], DAY, at, kind, source[low:high], low, high, kind == "paragraph", None, [], [], None, None, None, None)
        for at, (low, high, kind) in enumerate(spans)
    )
    article = Article(
        article_id[:32], DAY, "a.txt", len(source.encode()), "utf-8", article_id, "header", "date 2024-01-24", None, "story", None, [], None, [],
        None, None, None, None, "en", 1.0, source, "\n\n".join(pieces), 1, len(segments), 0.0, None, "run", "0", NOW,
    )  # fmt: skip
    return SegmentedArticle(article, segments)


_NAME = re.compile(r"\b[A-Z][a-z]+\b")


def _is_put_in(name: str) -> bool:
    return (name[0] == "T" and name[-1] == "x") or name in _towns()


class Forms:
    """A model that annotates one text of each form: those that differ in made-up names and towns alone are annotated alike."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        self._known: dict[str, Any] = {}

    def pipe(self, texts: Sequence[str], batch_size: int) -> Iterator[Any]:
        """Yield the annotated ``texts``."""
        for text in texts:
            names = [name for name in _NAME.findall(text) if _is_put_in(name)]
            form = _NAME.sub(lambda found: "Berzina" if _is_put_in(found.group()) else found.group(), text)
            if form not in self._known:
                self._known[form] = self._nlp(form)
            yield self._filled(self._known[form], names)

    def _filled(self, doc: Any, names: list[str]) -> Any:
        """Return ``doc`` with ``names`` where the form has none."""
        if not names:
            return doc
        left = iter(names)
        words = [next(left) if token.text == "Berzina" else token.text for token in doc]
        return Doc(
            doc.vocab, words, [bool(token.whitespace_) for token in doc], tags=[token.tag_ for token in doc], deps=[token.dep_ for token in doc],
            heads=[token.head.i for token in doc], sent_starts=[bool(token.is_sent_start) for token in doc],
            ents=[f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O" for token in doc],
        )  # fmt: skip


def seconds_by_part(nlp: Any, pattern: str, size: int) -> Counter[str]:
    """Return the seconds that each family, and the contract, take for the page."""
    reading = annotation.annotate(nlp, page(pattern, size))
    spent: Counter[str] = Counter()

    @contextlib.contextmanager
    def timed(name: str) -> Iterator[None]:
        begin = time.process_time()
        yield
        spent[name] += time.process_time() - begin

    rows = families.extract(reading, around=timed)
    with timed("contract"):
        validated(ArticleRows("a.txt", rows))
    return spent


def exponent(small: float, large: float, factor: float) -> float:
    """Return how time grows with size: 1 where it is ``factor`` times as long for ``factor`` times as much; a hundredth of a second is none."""
    return math.log((large + 0.01) / (small + 0.01), factor)


def report(name: str, measured: Callable[[int], Counter[str]], sizes: Sequence[int]) -> float:
    """Print the line of one pattern; return the exponent between the last two sizes."""
    spent = [measured(size) for size in sizes]
    factor = sizes[-1] / sizes[-2]
    grown = exponent(spent[-2].total(), spent[-1].total(), factor)
    part = max(spent[-1], key=lambda part: exponent(spent[-2][part], spent[-1][part], factor))
    worst = exponent(spent[-2][part], spent[-1][part], factor)
    times = "".join(f"{parts.total():9.2f}" for parts in spent)
    parts = " ".join(f"{part} {seconds:.2f}" for part, seconds in spent[-1].most_common(3))
    print(f"{name:20}{times} s  n^{grown:.2f}  {part} n^{worst:.2f}  {'ABOVE ' if grown > LIMIT else ''}({parts})", flush=True)
    return grown


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--patterns", nargs="+", choices=PATTERNS, default=list(PATTERNS))
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    options = parser.parse_args()
    nlp = Forms(annotation.load(DEFAULT_MODEL))
    seconds_by_part(nlp, PROSE, 3_000)  # loads what is loaded once
    grown = {
        name: report(name, lambda size, name=name: seconds_by_part(nlp, PATTERNS[name], size), options.sizes) for name in options.patterns
    }  # type: ignore[misc]
    above = [name for name, value in grown.items() if value > LIMIT]
    print(f"{len(grown)} patterns, {len(above)} above n^{LIMIT}: {', '.join(above) or 'none'}")


if __name__ == "__main__":
    main()
