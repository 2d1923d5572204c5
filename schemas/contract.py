"""The row contract in plain Python: which rules a row breaks, and what is left of an article when the broken rows are taken out.

The single-row rules have the names and the meaning of the Great Expectations generated in :mod:`schemas.expectations`; offsets,
uniqueness and references are checked here within an article, and again by the audit in SQL.
"""

import bisect
import collections
import datetime
import functools
import math
import operator
import re
import typing
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from schemas.columns import DATASETS, Apart, Counts, Dataset, Disjoint, Either, Field, Ordered, PairRule, PartOf, Pieces, Together
from schemas.rows import FACT_KINDS
from schemas.set_rules import LONGEST_SEARCHED

Check = Callable[[Any], bool]
"""Takes a row, answers whether the row keeps the rule."""

_ARTICLE_DATASETS = ("articles", "segments")
"""A broken row of these rejects the whole article."""


def _type_check(field: Field, at: int) -> Check:
    expected = field.type
    if typing.get_origin(expected) is list:
        (item,) = typing.get_args(expected)
        if hasattr(item, "_fields"):
            return lambda row: isinstance(row[at], list) and all(isinstance(v, tuple) and len(v) == len(item._fields) for v in row[at])
        return lambda row: isinstance(row[at], list) and all(type(v) is item for v in row[at])
    if expected is float:
        return lambda row: row[at] is None or (type(row[at]) is float and math.isfinite(row[at]))
    if expected is datetime.datetime:
        return lambda row: row[at] is None or (type(row[at]) is datetime.datetime and row[at].tzinfo is not None)
    if expected is int:
        bits = 63 if field.column.wide else 31
        return lambda row: row[at] is None or (type(row[at]) is int and -(2**bits) <= row[at] < 2**bits)
    return lambda row: row[at] is None or type(row[at]) is expected


def _column_checks(field: Field, at: int) -> list[tuple[str, Check]]:
    column, checks = field.column, [(f"{field.name}_type", _type_check(field, at))]
    if not field.nullable:
        checks.append((f"{field.name}_not_null", lambda row: row[at] is not None))
    if column.vocabulary is not None:
        allowed = frozenset(column.vocabulary)
        checks.append((f"{field.name}_vocabulary", lambda row: row[at] is None or row[at] in allowed))
    if column.minimum is not None or column.maximum is not None:
        low = -math.inf if column.minimum is None else column.minimum
        high = math.inf if column.maximum is None else column.maximum
        checks.append((f"{field.name}_range", lambda row: row[at] is None or low <= row[at] <= high))
    if column.min_length is not None or column.max_length is not None:
        shortest, longest = column.min_length or 0, math.inf if column.max_length is None else column.max_length
        checks.append((f"{field.name}_length", lambda row: row[at] is None or shortest <= len(row[at]) <= longest))
    if column.pattern is not None:
        whole = re.compile(column.pattern).fullmatch
        checks.append((f"{field.name}_pattern", lambda row: row[at] is None or whole(row[at]) is not None))
    return checks


def _pair_check(dataset: Dataset, rule: PairRule) -> Check:
    position = {name: at for at, name in enumerate(dataset.column_names)}
    if isinstance(rule, Ordered):
        low, high = position[rule.lower], position[rule.upper]
        if rule.unless:
            at, exempt = position[rule.unless[0]], rule.unless[1]
            return lambda row: row[low] is None or row[high] is None or row[at] in exempt or row[low] <= row[high]
        if rule.or_equal:
            return lambda row: row[low] is None or row[high] is None or row[low] <= row[high]
        return lambda row: row[low] is None or row[high] is None or row[low] < row[high]
    if isinstance(rule, Together):
        first, second = position[rule.first], position[rule.second]
        return lambda row: (row[first] is None) == (row[second] is None)
    if isinstance(rule, Either):
        first, second = position[rule.first], position[rule.second]
        return lambda row: row[first] is not None or row[second] is not None
    column, needs = position[rule.column], position[rule.needs]
    return lambda row: row[column] is None or row[needs] is not None


@functools.cache
def row_checks(dataset: str) -> tuple[tuple[str, Check], ...]:
    """Return the rules of one row of ``dataset``: name and predicate."""
    definition = DATASETS[dataset]
    checks = [check for at, field in enumerate(definition.fields) for check in _column_checks(field, at)]
    checks += [(rule.name, _pair_check(definition, rule)) for rule in definition.rules]
    return tuple(checks)


def broken_rules(dataset: str, row: Any) -> list[str]:
    """Return the names of the single-row rules that ``row`` breaks; a value of a wrong type breaks its type rule and nothing else.

    >>> from schemas.rows import ContentSpan
    >>> broken_rules("coreferences", ("0" * 32, datetime.date(2024, 1, 24), "he", 7, 7, "pronoun", "1" * 32, 0.9, 0, True, "he said"))
    ['char_start_below_char_end']
    """
    broken = []
    for name, keeps in row_checks(dataset):
        try:
            if not keeps(row):
                broken.append(name)
        except TypeError:
            if not any(rule.endswith("_type") for rule in broken):
                broken.append(name)
    return broken


def _keeps_type(field: Field) -> Check:
    """Return whether a column's values, none of them null, are of its type."""
    expected = field.type
    if typing.get_origin(expected) is list:
        of_row = _type_check(field, 0)
        return lambda values: all(of_row((value,)) for value in values)
    if expected is float:
        return lambda values: set(map(type, values)) == {float} and all(map(math.isfinite, values))
    if expected is datetime.datetime:
        return lambda values: set(map(type, values)) == {expected} and all(value.tzinfo is not None for value in values)
    kinds = {expected}
    if expected is int:
        beyond = 2 ** (63 if field.column.wide else 31)
        return lambda values: set(map(type, values)) == kinds and -beyond <= min(values) and max(values) < beyond
    return lambda values: set(map(type, values)) == kinds


def _whole_column_checks(field: Field) -> list[Check]:
    """Return the rules of a column over all its values at once, none of them null and at least one: what :func:`_column_checks` asks of each."""
    column, checks = field.column, [_keeps_type(field)]
    if column.vocabulary is not None:
        checks.append(frozenset(column.vocabulary).issuperset)
    if column.minimum is not None or column.maximum is not None:
        checks += _keeps_range(column.minimum, column.maximum)
    if column.min_length is not None or column.max_length is not None:
        checks += _keeps_length(column.min_length or 0, column.max_length)
    if column.pattern is not None:
        whole = re.compile(column.pattern).fullmatch
        checks.append(lambda values: all(map(whole, set(values))))  # an article's name is the same in all its rows
    return checks


def _keeps_range(low: float | None, high: float | None) -> list[Check]:
    checks: list[Check] = [] if low is None else [lambda values: low <= min(values)]
    return checks if high is None else [*checks, lambda values: max(values) <= high]


def _keeps_length(shortest: int, longest: int | None) -> list[Check]:
    checks: list[Check] = [all] if shortest == 1 else [lambda values: shortest <= min(map(len, values))]  # all: none is empty
    return checks if longest is None else [*checks, lambda values: max(map(len, values)) <= longest]


@functools.cache
def _checks_by_column(dataset: str) -> tuple[tuple[tuple[bool, tuple[Check, ...]], ...], tuple[Check, ...]]:
    """Return for each column of ``dataset`` whether it may be null and its rules over all values, and the rules of pairs of columns in one row."""
    definition = DATASETS[dataset]
    columns = tuple((field.nullable, tuple(_whole_column_checks(field))) for field in definition.fields)
    return columns, tuple(_pair_check(definition, rule) for rule in definition.rules)


def all_keep(dataset: str, rows: Sequence[Any]) -> bool:
    """Return whether no row of ``rows`` breaks a single-row rule; a column at a time, which takes a fraction of asking row by row.

    >>> from schemas.rows import ContentSpan
    >>> row = ("0" * 32, datetime.date(2024, 1, 24), "he", 7, 9, "pronoun", "1" * 32, 0.9, 0, True, "he said")
    >>> all_keep("coreferences", [row, row]), all_keep("coreferences", [row, (*row[:4], 7, *row[5:])])
    (True, False)
    """
    if not rows:
        return True
    columns, pairs = _checks_by_column(dataset)
    try:
        for values, (nullable, checks) in zip(zip(*rows, strict=True), columns, strict=True):
            present = [value for value in values if value is not None] if nullable else values  # what is null has a wrong type
            for keeps in checks if present else ():
                if not keeps(present):
                    return False
        return all(keeps(row) for keeps in pairs for row in rows)
    except (TypeError, ValueError):  # a value of a wrong type, rows of unlike lengths
        return False


class BrokenRow(NamedTuple):
    """A row that left: its dataset, the names of the rules it broke (joined by a comma), and the row."""

    dataset: str
    rules: str
    row: Any


class Checked(NamedTuple):
    """What the contract leaves of an article: the rows by dataset, the rows that left, and whether the whole article left."""

    rows: Mapping[str, list[Any]]
    broken: list[BrokenRow]
    article_rejected: bool


def _offsets_hold(dataset: Dataset, source_text: str) -> Check:
    position = {name: at for at, name in enumerate(dataset.column_names)}
    triples = [(position[o.start], position[o.end], position[o.text]) for o in dataset.offsets]
    size = len(source_text)

    def keeps(row: Any) -> bool:
        for start, end, text in triples:
            low, high = row[start], row[end]
            if low is None and high is None:
                continue
            if low is None or high is None or not 0 <= low < high <= size or source_text[low:high] != row[text]:
                return False
        return True

    return keeps


def covers(source_text: str, segments: Sequence[Any]) -> bool:
    """Return whether ``segments`` (rows in order) hold every non-blank character of ``source_text`` exactly once and have no blank edges."""
    at = 0
    for index, segment in enumerate(segments):
        if segment.segment_index != index or segment.char_start < at:
            return False
        if not source_text[at : segment.char_start].isspace() and segment.char_start > at:
            return False
        if source_text[segment.char_start].isspace() or source_text[segment.char_end - 1].isspace():
            return False
        at = segment.char_end
    rest = source_text[at:]
    return not rest or rest.isspace()


def check_article(rows: Mapping[str, Sequence[Any]]) -> Checked:
    """Take the rows out that break a rule, with the cascade of the contract.

    A bad row of ``articles`` or ``segments`` rejects the whole article; any other bad row goes alone. References to a row that went become
    null, or the row goes too where the reference is required.
    """
    broken: list[BrokenRow] = []
    (article,) = rows["articles"]
    article_rules = broken_rules("articles", article)
    for segment in () if all_keep("segments", rows["segments"]) else rows["segments"]:
        rules = broken_rules("segments", segment)
        if rules:
            broken.append(BrokenRow("segments", ",".join(rules), segment))
    if article_rules:
        broken.append(BrokenRow("articles", ",".join(article_rules), article))
    if not broken:
        text = article.source_text
        holds = _offsets_hold(DATASETS["segments"], text)
        broken += [BrokenRow("segments", "offsets", s) for s in rows["segments"] if not holds(s)]
        if not broken and not covers(text, rows["segments"]):
            broken.append(BrokenRow("articles", "coverage", article))
        if not broken and article.segment_count != len(rows["segments"]):
            broken.append(BrokenRow("articles", "segment_count", article))
    if broken:
        return Checked({}, broken, True)
    kept: dict[str, list[Any]] = {name: list(rows[name]) for name in _ARTICLE_DATASETS}
    for name in DATASETS:
        if name in rows and name not in kept:
            kept[name] = _sound_rows(DATASETS[name], rows[name], article, rows["segments"], broken)
    _follow_references(kept, broken)
    while _claim_once(kept, broken):
        _follow_references(kept, broken)
    _let_go_of_wholes(kept)
    return Checked(kept, broken, False)


def _places(dataset: Dataset, segments: Sequence[Any]) -> Callable[[Any], list[str]]:
    """Return what gives the rules on a row's place in its segment that it breaks; ``segments`` are dense, and the row is sound in itself."""
    position = {name: at for at, name in enumerate(dataset.column_names)}
    triples = [tuple(position[name] for name in (o.start, o.end, o.text)) for o in dataset.offsets if o.in_evidence]
    pieces = dataset.constraints(Pieces)

    def misplaced(row: Any) -> list[str]:
        if row.segment_index >= len(segments):
            return ["segment_index"]
        segment, sentence, broken = segments[row.segment_index], row.sentence, []
        low, high, searched = segment.char_start, segment.char_end, len(segment.text) <= LONGEST_SEARCHED
        lies, told = True, not searched or sentence in segment.text
        for start, end, text in triples:
            if row[start] is not None and row[end] is not None and row[text] is not None:
                lies = lies and low <= row[start] <= row[end] <= high
                told = told and (not searched or row[text] in sentence)
        if not lies:
            broken.append("segment_index")
        if row.in_body != segment.in_body:
            broken.append("in_body")
        if segment.kind not in FACT_KINDS:
            broken.append("segment_kind")
        if not told:
            broken.append("sentence")
        return broken + [rule.name for rule in pieces if not _pieces_hold(rule, row, segments)]

    return misplaced


def _pieces_hold(pieces: Pieces, row: Any, segments: Sequence[Any]) -> bool:
    spans, first, last = (getattr(row, name) for name in (pieces.column, pieces.start, pieces.end))
    at = first
    for start, end, index in spans:
        if not (
            at <= start < end and 0 <= index < len(segments) and segments[index].char_start <= start and end <= segments[index].char_end
        ):
            return False
        at = end
    return bool(spans) and spans[0][0] == first and at == last


def _sound_rows(dataset: Dataset, rows: Sequence[Any], article: Any, segments: Sequence[Any], broken: list[BrokenRow]) -> list[Any]:
    holds = _offsets_hold(dataset, article.source_text)
    position = {name: at for at, name in enumerate(dataset.column_names)}
    key = operator.itemgetter(*(position[name] for name in dataset.key))
    seen = set()
    sound = []
    misplaced = _places(dataset, segments) if dataset.has_evidence else None
    clean = all_keep(dataset.name, rows)
    for row in rows:
        rules = [] if clean else broken_rules(dataset.name, row)
        if not rules and (row.article_id != article.article_id or row.published_date != article.published_date):
            rules.append("article")
        if not rules:
            rules += misplaced(row) if misplaced else []
            rules += [] if holds(row) else ["offsets"]
        identity = key(row)
        if not rules and identity in seen:
            rules.append("unique")
        if rules:
            broken.append(BrokenRow(dataset.name, ",".join(rules), row))
        else:
            seen.add(identity)
            sound.append(row)
    return sound


def _count(kept: dict[str, list[Any]], broken: list[BrokenRow]) -> bool:
    """Let the columns that count another dataset's rows follow those that are left; a row that has none goes too. Return whether one went."""
    went = False
    for name in [name for name in kept if DATASETS[name].constraints(Counts)]:
        for counts in DATASETS[name].constraints(Counts):
            if counts.dataset not in kept:
                continue
            left = collections.Counter(getattr(row, counts.key) for row in kept[counts.dataset])
            gone = [row for row in kept[name] if not left[getattr(row, counts.key)]]
            found = [(row, left[getattr(row, counts.key)]) for row in kept[name]]
            kept[name] = [row._replace(**{counts.column: number}) for row, number in found if number]
            broken += [BrokenRow(name, counts.name, row) for row in gone]
            went = went or bool(gone)
    return went


def _follow_references(kept: dict[str, list[Any]], broken: list[BrokenRow]) -> None:
    changed = True
    while changed:
        changed = _count(kept, broken)
        for name, rows in kept.items():
            for reference in DATASETS[name].references:
                targets = {getattr(target, reference.key) for target in kept.get(reference.dataset, ())}
                nullable = next(f.nullable for f in DATASETS[name].fields if f.name == reference.column)
                sound = []
                for row in rows:
                    value = getattr(row, reference.column)
                    if value is None or value in targets:
                        sound.append(row)
                    elif nullable:
                        sound.append(row._replace(**{reference.column: None}))
                    else:
                        broken.append(BrokenRow(name, f"{reference.column}_reference", row))
                        changed = True
                rows = kept[name] = sound


def _let_go_of_wholes(kept: dict[str, list[Any]]) -> None:
    """Take the wholes from the rows that cannot be parts of them; what a whole is does not hang on its own whole."""
    for name in kept:
        for parts in DATASETS[name].constraints(PartOf):
            wholes = {getattr(row, parts.key): row for row in kept[name]}
            kept[name] = [row if _is_part(parts, row, wholes) else row._replace(**{parts.column: None}) for row in kept[name]]


def _is_part(parts: PartOf, row: Any, wholes: Mapping[str, Any]) -> bool:
    """Return whether ``row`` names no whole, or one of ``wholes`` that it can be a part of."""
    named = getattr(row, parts.column)
    if named is None:
        return True
    low, high = getattr(row, parts.low), getattr(wholes[named], parts.high)
    return named != getattr(row, parts.key) and (low is None or high is None or low <= high)


# Spans that are claimed once


def _overlapping(rows: Sequence[Any]) -> list[Any]:
    """Return those of ``rows`` that begin before one before them ends, in order of their offsets."""
    found, at = [], 0
    for row in sorted(rows, key=lambda row: (row.char_start, row.char_end)):
        if row.char_start < at:
            found.append(row)
        at = max(at, row.char_end)
    return found


def _is_claimed(apart: Apart, row: Any, other: Any) -> bool:
    """Return whether ``row`` may not stand where ``other`` stands, a row with which ``apart`` keeps it from sharing."""
    if apart.unless and getattr(row, apart.unless[0]) == apart.unless[1]:
        return False
    if apart.touching:
        return bool(row.char_start < other.char_end and other.char_start < row.char_end)
    inside = other.char_start <= row.char_start and row.char_end <= other.char_end
    return inside and not (apart.strictly and (row.char_start, row.char_end) == (other.char_start, other.char_end))


def _claimed(apart: Apart, rows: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """Return those of ``rows`` that may not stand where one of ``others``, which do not overlap one another, stands."""
    ordered = sorted((other for other in others if getattr(other, apart.column) in apart.values), key=lambda other: other.char_start)
    starts = [other.char_start for other in ordered]
    found = []
    for row in rows:
        low, high = max(bisect.bisect_right(starts, row.char_start) - 1, 0), bisect.bisect_left(starts, row.char_end)
        if any(_is_claimed(apart, row, other) for other in ordered[low:high]):
            found.append(row)
    return found


def _claim_once(kept: dict[str, list[Any]], broken: list[BrokenRow]) -> bool:
    """Take out the rows that read again what another row has read. Return whether one went."""
    went = False
    for name in list(kept):
        claims: list[tuple[str, list[Any]]] = [(rule.name, _overlapping(kept[name])) for rule in DATASETS[name].constraints(Disjoint)]
        claims += [(rule.name, _claimed(rule, kept[name], kept.get(rule.dataset, ()))) for rule in DATASETS[name].constraints(Apart)]
        gone = {id(row) for _, rows in claims for row in rows}
        kept[name] = [row for row in kept[name] if id(row) not in gone]
        for row in {id(row): row for _, rows in claims for row in rows}.values():
            rules = ",".join(rule for rule, rows in claims if any(row is other for other in rows))
            broken.append(BrokenRow(name, rules, row))
        went = went or bool(gone)
    return went
