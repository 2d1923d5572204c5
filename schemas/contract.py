"""The row contract in plain Python: which rules a row breaks, and what is left of an article when the broken rows are taken out.

The single-row rules have the names and the meaning of the Great Expectations generated in :mod:`schemas.expectations`; offsets,
uniqueness and references are checked here within an article, and again by the audit in SQL.
"""

import collections
import datetime
import functools
import math
import re
import typing
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from schemas.columns import DATASETS, Dataset, Field, Ordered, PairRule, Together
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
        if rule.or_equal:
            return lambda row: row[low] is None or row[high] is None or row[low] <= row[high]
        return lambda row: row[low] is None or row[high] is None or row[low] < row[high]
    if isinstance(rule, Together):
        first, second = position[rule.first], position[rule.second]
        return lambda row: (row[first] is None) == (row[second] is None)
    column, needs = position[rule.column], position[rule.needs]
    return lambda row: row[column] is None or row[needs] is not None


@functools.cache
def row_checks(dataset: str) -> tuple[tuple[str, Check], ...]:
    """The rules of one row of ``dataset``: name and predicate."""
    definition = DATASETS[dataset]
    checks = [check for at, field in enumerate(definition.fields) for check in _column_checks(field, at)]
    checks += [(rule.name, _pair_check(definition, rule)) for rule in definition.rules]
    return tuple(checks)


def broken_rules(dataset: str, row: Any) -> list[str]:
    """The names of the single-row rules that ``row`` breaks; a value of a wrong type breaks its type rule and nothing else.

    >>> from schemas.rows import ContentSpan
    >>> broken_rules("coreferences", ("0" * 32, datetime.date(2024, 1, 24), "he", 7, 7, "pronoun", "1" * 32, 0, True, "he said"))
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
    """Whether ``segments`` (rows in order) hold every non-blank character of ``source_text`` exactly once and have no blank edges."""
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
    for segment in rows["segments"]:
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
    return Checked(kept, broken, False)


def _misplaced(dataset: Dataset, row: Any, segments: Sequence[Any]) -> list[str]:
    """The rules on a row's place in its segment that it breaks; ``segments`` are dense, and the row is sound in itself."""
    if row.segment_index >= len(segments):
        return ["segment_index"]
    segment, broken = segments[row.segment_index], []
    text = row.text if "char_start" in dataset.column_names else None
    if text is not None and not segment.char_start <= row.char_start <= row.char_end <= segment.char_end:
        broken.append("segment_index")
    if row.in_body != segment.in_body:
        broken.append("in_body")
    if segment.kind not in FACT_KINDS:
        broken.append("segment_kind")
    if len(segment.text) <= LONGEST_SEARCHED and not (row.sentence in segment.text and (text is None or text in row.sentence)):
        broken.append("sentence")
    if dataset.name == "statements" and not _pieces_hold(row, segments):
        broken.append("content_spans")
    return broken


def _pieces_hold(statement: Any, segments: Sequence[Any]) -> bool:
    at = statement.content_start
    for start, end, index in statement.content_spans:
        if not (
            at <= start < end and 0 <= index < len(segments) and segments[index].char_start <= start and end <= segments[index].char_end
        ):
            return False
        at = end
    spans = statement.content_spans
    return bool(spans) and spans[0][0] == statement.content_start and at == statement.content_end


def _sound_rows(dataset: Dataset, rows: Sequence[Any], article: Any, segments: Sequence[Any], broken: list[BrokenRow]) -> list[Any]:
    holds = _offsets_hold(dataset, article.source_text)
    position = {name: at for at, name in enumerate(dataset.column_names)}
    key = [position[name] for name in dataset.key]
    has_place = "sentence" in position
    seen = set()
    sound = []
    for row in rows:
        rules = broken_rules(dataset.name, row)
        if not rules and (row.article_id != article.article_id or row.published_date != article.published_date):
            rules.append("article")
        if not rules:
            rules += _misplaced(dataset, row, segments) if has_place else []
            rules += [] if holds(row) else ["offsets"]
        identity = tuple(row[at] for at in key)
        if not rules and identity in seen:
            rules.append("unique")
        if rules:
            broken.append(BrokenRow(dataset.name, ",".join(rules), row))
        else:
            seen.add(identity)
            sound.append(row)
    return sound


def _count_mentions(kept: dict[str, list[Any]], broken: list[BrokenRow]) -> bool:
    """Let ``mention_count`` follow the mentions that are left; an entity without any goes too. Whether one went."""
    if "entities" not in kept or "mentions" not in kept:
        return False
    left = collections.Counter(mention.entity_id for mention in kept["mentions"])
    gone = [entity for entity in kept["entities"] if not left[entity.entity_id]]
    kept["entities"] = [entity._replace(mention_count=left[entity.entity_id]) for entity in kept["entities"] if left[entity.entity_id]]
    broken += [BrokenRow("entities", "mention_count", entity) for entity in gone]
    return bool(gone)


def _follow_references(kept: dict[str, list[Any]], broken: list[BrokenRow]) -> None:
    changed = True
    while changed:
        changed = _count_mentions(kept, broken)
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
