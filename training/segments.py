"""Fit the weights of the labels of lines on pages with labelled lines: ``python -m training.segments GOLD``; needs scipy.

Fitted on ``segments-broad/train`` but for the sites set aside (:func:`is_set_aside`). The features name forms, places, cues and lists (see
``labels.features``), so the weights hold nothing of the pages. What a page's markup leaves open is summed over (``training.sequences``). Pages
that are not old are fitted on in other forms, too (:func:`variants`), with furniture invented for it among their own.
"""

import functools
import hashlib
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy

from pipeline.evaluation.task import GoldDocument, read_gold
from training import by_hand, chains, corpus, sequences
from training.sequences import Array, Example, Vocabulary
from transforms.text.page.segmentation import cues, neighbours
from transforms.text.page.segmentation.glue import cut
from transforms.text.page.segmentation.labels import entries, features, setting
from transforms.text.page.segmentation.labels.model import FURNITURE, LABELS, certain
from transforms.text.page.segmentation.lines import Line

ANY = frozenset(LABELS)
_NOT_BODY = ANY - {"paragraph"}
_OF_GOLD = frozenset({"paragraph", "heading", "caption", "headline", "summary", "credit"})
_FURNITURE_HINTS = frozenset({"navigation", "legal", "promo", "teaser"})
_OLD = frozenset({"dragnet", "cleaneval", "cleanportal"})
"""Sets of pages from 2005 to 2013, half of them blogs with readers' comments: they are fitted on once, without variants."""
_LEFT_OUT = frozenset({"omnivore"})
"""Sets whose licence does not go with this project's."""
STREWN = Path(__file__).with_name("strewn.tsv")
LISTS = Path(__file__).with_name("lists.tsv")
_LOOSE = 3
"""Blanks in a line of furniture that may be strewn into a story: two words alone between paragraphs are a heading rather."""
_CROP = 30
"""Lines of furniture above and below the story that variants of a page keep at most."""
COSTS = {
    **{(label, "paragraph"): 1.0 for label in ("caption", "furniture", "comments", "author_bio", "credit")},
    ("caption", "heading"): 0.5,
}
"""What it costs, in log odds, to take a line of the first label for the second: facts are taken from text, so what is none does harm there. Chosen
by fits on two thirds of the sites, judged on the last.
"""
_TABLE = "segmentation/weights.tsv"
_SMALLEST = 0.05
"""Weights below this are left out of the table."""
_HEADER = """\
# Weights of the labels of a page's lines: label names; one line a label with its transitions; then one line a feature, label number = weight.
# Features name forms, places, cues and lists, never words of open class. Fitted by training.segments on pages of public collections whose
# lines are labelled, and on furniture invented for it; no text of the pages.
"""


class Row(NamedTuple):
    """A line of a page as text, the labels that its gold allows, and whether it is furniture of a kind that may stand within a story."""

    text: str
    allowed: frozenset[str]
    loose: bool


class Strewn(NamedTuple):
    """A block of furniture that is strewn into stories, and where it may stand: ``above``, ``amid`` or ``below`` their text, or beside a line
    of theirs that is printed again (``quoted``, ``pointed``).
    """

    places: frozenset[str]
    rows: list[Row]


@functools.cache
def strewn() -> list[Strewn]:
    """Return the blocks of invented furniture in ``strewn.tsv``."""
    result = []
    for cells in _blocks(STREWN):
        rows = [Row(text, frozenset({FURNITURE, label} if label == "comments" else {label}), loose=False) for _, label, text in cells]
        result.append(Strewn(frozenset(cells[0][0].split()), rows))
    return result


@functools.cache
def lists() -> list[list[Row]]:
    """Return the lists, tables and results in ``lists.tsv``, each as the lines of a story that they are."""
    return [[Row(text, frozenset({label}), loose=False) for label, text in cells] for cells in _blocks(LISTS)]


def _blocks(file: Path) -> list[list[list[str]]]:
    """Return the cells of the lines of each block of ``file``, where blank lines part them."""
    blocks = re.split(r"\n\n+", re.sub(r"(?m)^#.*\n", "", file.read_text(encoding="utf-8")).strip())
    return [[line.split("\t") for line in block.splitlines()] for block in blocks]


def allowed(label: str, hint: str | None) -> frozenset[str]:
    """Return the labels that a line may have whose gold label is ``label`` and for which the markup hints at the kind ``hint``.

    >>> sorted(allowed("heading", None)), sorted(allowed("other", "teaser"))
    (['heading'], ['furniture'])
    """
    if label in _OF_GOLD:
        return frozenset({label})
    if label == "neutral":
        return ANY
    if label == "unknown":
        return _NOT_BODY
    if hint in ("byline", "timestamp", "comments"):
        return frozenset({hint})
    if hint in _FURNITURE_HINTS:
        return frozenset({FURNITURE})
    return _NOT_BODY - {"headline", "heading"}


def rows(document: GoldDocument) -> list[Row]:
    """Return the lines of a page, labelled or not, in order."""
    notes = [(note["start"], note["end"], note["label"], note.get("kind")) for note in document.annotations]
    notes += [(neutral[0], neutral[1], "neutral", None) for neutral in document.record["neutral"]]
    return [
        Row(
            document.text[start:end],
            allowed(label, hint),
            label == "other" and hint in ("teaser", "promo") and document.text[start:end].count(" ") >= _LOOSE,
        )
        for start, end, label, hint in sorted(notes, key=lambda note: note[:2])
    ]


def variants(page: list[Row], before: Sequence[Row], chance: random.Random, *, dressed: bool = True) -> Iterator[list[Row]]:
    """Yield ``page`` in other forms: with furniture strewn into its story, as its story alone, and cut down to its first paragraph.

    Below some of them stands the beginning of another story, the page ``before``; in some the headings are in capitals.
    Where it is not ``dressed`` nothing invented is put into or below its story but what is strewn.
    """
    body = [at for at, row in enumerate(page) if row.allowed == {"paragraph"}]
    if len(body) < 4:
        return
    cropped = _cropped(page, body)
    loose = [row for row in page if row.loose]
    yield _strewn(_dressed(cropped, chance) if dressed else cropped, loose, chance)
    other = _strewn(_dressed(cropped, chance) if dressed else cropped, loose, chance)
    yield _with_capitals(other) if chance.random() < 0.5 else _followed(other, before, chance)
    story = [row for row in cropped if FURNITURE not in row.allowed and "comments" not in row.allowed]
    kept = {"paragraph", "heading", "caption"} if chance.random() < 0.5 else ANY
    bare = [row for row in story if not row.allowed.isdisjoint(kept)]
    bare = _strewn(bare, loose, chance) if chance.random() < 0.4 else bare
    yield _with_capitals(bare) if chance.random() < 0.3 else bare
    if dressed:
        yield _tailed(_listed(bare, chance, _IN_BARE), chance)
    if chance.random() < 0.3:
        keep = set(body[: chance.choice((1, 1, 2))])
        yield [row for at, row in enumerate(page) if at < body[0] or at > body[-1] or at in keep]


def _with_capitals(page: Sequence[Row]) -> list[Row]:
    return [row._replace(text=row.text.upper()) if row.allowed == {"heading"} else row for row in page]


def _dressed(page: list[Row], chance: random.Random) -> list[Row]:
    return _listed(_quoted(_pointed(_headed(page, chance), chance), chance), chance, _IN_PAGES)


def _headed(page: list[Row], chance: random.Random) -> list[Row]:
    """Return ``page``, now and then with a sentence of its story moved up below the headline, where standfirsts stand."""
    titles = [at for at, row in enumerate(page) if row.allowed == {"headline"}]
    told = [at for at, row in enumerate(page) if row.allowed == {"paragraph"} and _parted(row.text)[0]]
    if not titles or chance.random() < 0.65 or any(row.allowed == {"summary"} for row in page) or len(told) < 4 or titles[-1] > told[0]:
        return page
    taken = chance.choice(told[1:6])
    sentence, rest = _parted(page[taken].text)
    result = [*page[:taken], *([page[taken]._replace(text=rest)] if rest else []), *page[taken + 1 :]]
    text = sentence if chance.random() < 0.4 else sentence.rstrip(".")
    result.insert(titles[-1] + 1, Row(text, frozenset({"summary"}), loose=False))
    return result


def _pointed(page: list[Row], chance: random.Random) -> list[Row]:
    """Return ``page``, now and then with sentences of its story listed above it, as its highlights are: a summary."""
    told = [(at, sentence) for at, row in enumerate(page) if row.allowed == {"paragraph"} and (sentence := _parted(row.text)[0])]
    if len(told) < 4 or chance.random() >= _POINTED:
        return page
    sign = chance.choice(("", "", "• ", "- "))
    picked = sorted(chance.sample(told[1:], min(chance.choice((1, 2, 3, 4)), len(told) - 1)))
    head = [chance.choice(_beside_told("pointed"))] if sign or len(picked) == 1 or chance.random() < 0.8 else []
    points = [Row(sign + sentence, frozenset({"summary"}), loose=False) for _, sentence in picked]
    first = next(at for at, row in enumerate(page) if row.allowed == {"paragraph"})
    return [*page[:first], *head, *points, *page[first:]]


def _quoted(page: list[Row], chance: random.Random) -> list[Row]:
    """Return ``page``, now and then with words of its story printed again some paragraphs away, with or without who says them: furniture."""
    body = [at for at, row in enumerate(page) if row.allowed == {"paragraph"}]
    cited = [(at, found.group(1)) for at in body if (found := _CITED.search(page[at].text)) is not None]
    cited += [(at, sentence) for at in body if chance.random() < 0.3 and len(sentence := _parted(page[at].text)[0]) <= _PULLED]
    if not cited or chance.random() >= _PRINTED_AGAIN:
        return page
    source, words = chance.choice(cited)
    gaps = [at for at in body[1:] if abs(at - source) >= 2]
    if not gaps:
        return page
    bare = words.rstrip(",. ")
    text = chance.choice((f"“{bare}.”", f'"{bare}"', f"{bare}.", words, bare))
    named = [chance.choice(_beside_told("quoted"))] if chance.random() < 0.5 else []
    at = chance.choice(gaps)
    return [*page[:at], Row(text, frozenset({FURNITURE}), loose=False), *named, *page[at:]]


def _beside_told(place: str) -> list[Row]:
    return [row for block in strewn() if place in block.places for row in block.rows]


_POINTED, _PRINTED_AGAIN = 0.12, 0.15
"""How often a story is listed in points above itself, and how often words of it are printed again."""
_PULLED = 140
"""Characters of the longest sentence that is printed again without being cited."""
_CITED = re.compile(r"[“\"]([A-Z][^“”\"]{30,170})[”\"]")


def _parted(text: str) -> tuple[str, str]:
    """Return the first sentence of ``text``, where it is fit for a standfirst, and the rest."""
    found = _FIRST_SENTENCE.match(text)
    return (found.group(), text[found.end() :].strip()) if found is not None else ("", text)


_FIRST_SENTENCE = re.compile(r"[A-Z][^.!?“”\"]{30,170}[^.!?“”\"A-Z]\.(?=\s|$)")


def _listed(page: Sequence[Row], chance: random.Random, often: float) -> list[Row]:
    """Return ``page``, as ``often`` as that with one to three of the invented lists before, between and after the paragraphs of its story."""
    result = list(page)
    if chance.random() < often:
        body = [at for at, row in enumerate(page) if row.allowed == {"paragraph"}]
        places = chance.choices([*body[1:], *[body[-1] + 1] * (2 + len(body) // 2), body[0]], k=chance.choice((1, 1, 2, 3)))
        for at in sorted(places, reverse=True):
            result[at:at] = chance.choice(lists())
    return result


def _tailed(page: list[Row], chance: random.Random) -> list[Row]:
    """Return ``page``, half the time with one to four blocks of invented furniture below it."""
    blocks = [block for block in strewn() if "below" in block.places]
    picked = chance.sample(blocks, chance.choice((1, 2, 3, 4))) if chance.random() < 0.5 else []
    return [*page, *(row for block in picked for row in block.rows)]


_IN_PAGES, _IN_BARE = 0.2, 0.5
"""How often invented lists stand in a story amid its furniture, and in a story alone."""


def _followed(page: Sequence[Row], other: Sequence[Row], chance: random.Random) -> list[Row]:
    """Return the story of ``page`` with the beginning of ``other`` below it, all of which is furniture there."""
    last = max(at for at, row in enumerate(page) if row.allowed == {"paragraph"})
    kept = [row for row in other if len(row.allowed) == 1 and row.allowed <= {"headline", "byline", "timestamp", "paragraph"}]
    first = next((at for at, row in enumerate(kept) if row.allowed == {"headline"}), 0)
    begun = [row._replace(allowed=frozenset({FURNITURE})) for row in kept[first : first + chance.choice((4, 6, 9))]]
    return [*page[: last + 1], *begun, *page[last + 1 :]]


def _cropped(page: list[Row], body: list[int]) -> list[Row]:
    """Return ``page`` with at most so many lines above its headline (or its story, without one) and below its story."""
    title = next((at for at, row in enumerate(page) if row.allowed == {"headline"} and at < body[0]), body[0])
    return page[max(title - _CROP, 0) : body[-1] + 1 + _CROP]


def _strewn(page: list[Row], loose: Sequence[Row], chance: random.Random) -> list[Row]:
    """Return ``page`` with up to three runs of furniture, its own or invented, put between paragraphs of its story, and some above and below."""
    result = list(page)
    body = [at for at, row in enumerate(page) if row.allowed == {"paragraph"}]
    gaps = [at for at in body[1:] if page[at - 1].allowed == {"paragraph"}]
    puts = [(gap, "amid") for gap in chance.sample(gaps, min(len(gaps), chance.choice((1, 2, 3, 4))))]
    puts += [(at, place) for at, place in ((body[-1] + 1, "below"), (body[0], "above")) if chance.random() < _BESIDE[place]]
    for at, place in sorted(puts, reverse=True):
        if place == "amid" and loose and chance.random() < _OWN:
            start = chance.randrange(len(loose))
            result[at:at] = _in_other_dress(loose[start : start + chance.choice((1, 1, 2, 3, 5))], chance)
        else:
            fitting = [block for block in strewn() if place in block.places]
            for block in chance.sample(fitting, chance.choice((1, 1, 2) if place == "below" else (1,))):
                result[at:at] = block.rows
    return result


def _in_other_dress(rows: Sequence[Row], chance: random.Random) -> list[Row]:
    """Return links to other stories as they are or, a third of the time, in capitals, behind a sign, or said twice."""
    if chance.random() < 0.65:
        return list(rows)
    dress = chance.choice(("{}", "• {}", "• {}", "» {}", "- {}", "{0} {0}"))
    if dress == "{}":
        return [row._replace(text=row.text.upper()) for row in rows]
    return [row._replace(text=dress.format(row.text)) for row in rows]


_BESIDE = {"above": 0.3, "below": 0.7}
"""How often invented furniture is put right above and below a story."""
_OWN = 0.5
"""How often what is strewn is the page's own furniture."""


def marked(page: Sequence[Row]) -> tuple[list[Line], setting.Setting, list[list[str]]]:
    """Return the lines of a page, marked as in a run, its setting, and the features of each line."""
    text = "\n".join(row.text for row in page)
    lines = cut(text, 0, len(text))
    for line in lines:
        cues.mark(line)
    neighbours.mark(lines)
    where = setting.of(lines, entries.mark(lines))
    return lines, where, [found.names() for found in features.of_page(lines, where)]


def example(page: Sequence[Row], vocabulary: Vocabulary) -> Example:
    """Return a page to fit on."""
    lines, _, found = marked(page)
    choices = (_narrowed(line, choice) for line, choice in zip(lines, aligned(lines, page), strict=True))
    return vocabulary.example(found, [[label in choice for label in LABELS] for choice in choices])


def aligned(lines: Sequence[Line], page: Sequence[Row]) -> Iterator[frozenset[str]]:
    """Yield for each line what is allowed for the row that it shares most characters with."""
    spans = []
    start = 0
    for row in page:
        spans.append((start, start + len(row.text), row.allowed))
        start += len(row.text) + 1
    at = 0
    for line in lines:
        while at + 1 < len(spans) and spans[at][1] <= line.start:
            at += 1
        best, choice = 0, ANY
        for low, high, labels in spans[at:]:
            if low >= line.end:
                break
            shared = min(high, line.end) - max(low, line.start)
            if shared > best:
                best, choice = shared, labels
        yield choice


def _narrowed(line: Line, choice: frozenset[str]) -> frozenset[str]:
    """Return ``choice`` without what the line's own cue rules out, where something is left."""
    only = certain(line)
    return frozenset(only) & choice or frozenset(only) if only is not None else choice


def is_set_aside(site: str) -> bool:
    """Return whether the pages of ``site`` are neither fitted on nor read: some 15 of 100 sites, by the digest of their names.

    >>> is_set_aside("example.org"), is_set_aside("example.net")
    (False, True)
    """
    return int(hashlib.sha256(site.encode()).hexdigest(), 16) % 100 < 15


def pages(folder: Path, *, dressed: bool = True) -> Iterator[tuple[GoldDocument, list[list[Row]]]]:
    """Yield the documents of ``folder`` that may be fitted on, each as it is and with its variants (``dressed`` or not)."""
    before: list[Row] = []
    for document in read_gold(folder):
        if document.record["set"] not in _LEFT_OUT and not is_set_aside(document.record["site"]):
            page = rows(document)
            chance = random.Random(document.file)  # noqa: S311  # the same variants each time
            yield document, [page, *([] if is_old(document) else variants(page, before, chance, dressed=dressed))]
            before = page


def is_old(document: GoldDocument) -> bool:
    """Return whether a page is of the sets from 2005 to 2013."""
    return document.record["set"] in _OLD


def main() -> None:
    """Fit on the pages that are not set aside, and write the table and what it was fitted on."""
    folder = corpus.gold_folder("segments-broad", "train")
    documents: list[GoldDocument] = []
    examples: list[Example] = []
    vocabulary = Vocabulary()
    for document, forms in pages(folder):
        documents.append(document)
        examples += (example(form, vocabulary) for form in forms if form)
    kept = export(sequences.fit(examples, vocabulary, costs()), corpus.DATA / _TABLE)
    corpus.write_down("segments", documents)
    sys.stdout.write(f"segments: {kept} features from {len(documents)} pages\n")


def costs() -> Array:
    """Return ``COSTS`` as a table: a row a label of the gold, a column a label that it is taken for."""
    return numpy.array([[COSTS.get((gold, taken), 0.0) for taken in LABELS] for gold in LABELS])


def export(fitted: sequences.Fitted, table: Path) -> int:
    """Write what was fitted, and what is added by hand, to ``table``; return the number of features kept."""
    features = {name: dict(zip(LABELS, weights.tolist(), strict=True)) for name, weights in fitted.features.items()}
    for name, more in by_hand.weights(_TABLE).items():
        label, _, feature = name.partition(":")
        if feature in features:
            features[feature][label] += more
    transitions = {(one, two): fitted.transitions[i, j] for i, one in enumerate(LABELS) for j, two in enumerate(LABELS)}
    return chains.write(table, _HEADER, sorted(LABELS), transitions, features, _SMALLEST)


if __name__ == "__main__":
    main()
