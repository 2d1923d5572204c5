"""The rules that no single row can show: offsets, completeness, uniqueness, references. Each is a DuckDB query that finds the bad rows.

Generated from the datasets' definitions. The queries read the datasets as tables of their names and these tables that the audit prepares:

- ``text_pieces`` and ``body_pieces`` (article_id, piece, chars): ``source_text`` and ``body_text`` in overlapping pieces, piece ``p``
  being the code points from ``p * PIECE`` up to ``(p + 2) * PIECE``. DuckDB finds a character by counting from the start of the string, so
  that without pieces the time would grow with the square of an article's length.
- ``published_articles`` (article_id, source_uri): the articles that stay published beside these.

DuckDB's ``substr`` and ``length`` count code points, as Python does (``substring_grapheme`` would not).
"""

# ruff: noqa: S608 - the queries are made of names of our own datasets and columns

import dataclasses

from schemas.columns import DATASETS, Apart, Counts, Dataset, Disjoint, Offsets, PartOf, Pieces
from schemas.rows import FACT_KINDS

PIECE = 8192
"""Code points from the start of one piece to the start of the next."""

BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
"""Every blank character: what ``str.isspace`` says, which is not what ``\\s`` or ``trim`` of a database say. None lies above U+3000."""

LONGEST_SEARCHED = 65_536
"""Sentences are looked for in segments of up to so many bytes; a page without line breaks would take quadratic time."""


@dataclasses.dataclass(frozen=True)
class SetRule:
    """One rule over sets of rows: its name, what holds when it is kept, and the query that selects the keys of the rows that break it.

    A rule ``across`` articles looks at all of them at once; any other may be asked of some articles after the others.
    """

    dataset: str
    name: str
    description: str
    sql: str
    needs: tuple[str, ...]
    across: bool = False


def example_key(dataset: Dataset) -> tuple[str, ...]:
    """Return the columns that name a row in an audit: its article and its key, without columns that may hold text of the article."""
    article = ("article_id",) if dataset.partitioned else ()
    return tuple(dict.fromkeys((*article, *(name for name in dataset.key if name not in ("detail", "row_json")))))


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _blank_literal() -> str:
    return "(" + " || ".join(f"chr({ord(blank)})" for blank in BLANKS) + ")"


def _keys(dataset: Dataset, alias: str) -> str:
    return ", ".join(f"{alias}.{name}" for name in example_key(dataset))


def _non_blank(text: str) -> str:
    return f"length(translate({text}, {_blank_literal()}, ''))"


def _span_differs(dataset: Dataset, source: str, pieces: str, whole: str, span: Offsets) -> str:
    """Rows of ``source`` whose ``span`` is not the text at those offsets: short ones by one piece, long ones by the whole text."""
    start, end, text = f"f.{span.start}", f"f.{span.end}", f"f.{span.text}"
    sound = f"{start} >= 0 AND {end} > {start} AND length({text}) = {end} - {start}"
    return f"""
        SELECT {_keys(dataset, "f")} FROM {source} f
        LEFT JOIN {pieces} p ON p.article_id = f.article_id AND p.piece = {start} // {PIECE}
        WHERE coalesce({end} - {start} <= {PIECE}, true) AND NOT ({start} IS NULL AND {end} IS NULL)
          AND NOT coalesce({sound} AND substr(p.chars, {start} % {PIECE} + 1, {end} - {start}) = {text}, false)
        UNION
        SELECT {_keys(dataset, "f")} FROM {source} f LEFT JOIN articles a ON a.article_id = f.article_id
        WHERE {end} - {start} > {PIECE}
          AND NOT coalesce({sound} AND substr(a.{whole}, {start} + 1, {end} - {start}) = {text}, false)"""


def _unique(dataset: Dataset) -> SetRule:
    columns = ", ".join(dataset.key)
    shown = ", ".join(f"any_value({name}) AS {name}" if name not in dataset.key else name for name in example_key(dataset))
    return SetRule(
        dataset.name,
        "unique",
        f"No two rows have the same {' and '.join(f'`{name}`' for name in dataset.key)}.",
        f"SELECT {shown} FROM {dataset.name} GROUP BY {columns} HAVING count(*) > 1",
        (dataset.name,),
        across=True,
    )


def _offsets(dataset: Dataset) -> SetRule:
    queries = [_span_differs(dataset, dataset.name, "text_pieces", "source_text", span) for span in dataset.offsets]
    said = ", ".join(f"`source_text[{o.start}:{o.end}] == {o.text}`" for o in dataset.offsets)
    return SetRule(dataset.name, "offsets", f"{said}, where they are filled.", " UNION ".join(queries), (dataset.name, "articles"))


def _finite(dataset: Dataset) -> list[SetRule]:
    return [
        SetRule(
            dataset.name,
            f"{field.name}_type",
            f"`{field.name}` is a finite number.",
            f"SELECT {_keys(dataset, 'f')} FROM {dataset.name} f WHERE NOT isfinite(f.{field.name})",
            (dataset.name,),
        )
        for field in dataset.fields
        if field.type is float
    ]


def _references(dataset: Dataset) -> list[SetRule]:
    return [
        SetRule(
            dataset.name,
            f"{reference.column}_reference",
            f"`{reference.column}` is a `{reference.dataset}.{reference.key}` of the same article, where filled.",
            f"""SELECT {_keys(dataset, "f")} FROM {dataset.name} f WHERE f.{reference.column} IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM {reference.dataset} t WHERE t.article_id = f.article_id AND t.{reference.key} = f.{reference.column})""",
            (dataset.name, reference.dataset),
        )
        for reference in dataset.references
    ]


def _of_articles(dataset: Dataset) -> list[SetRule]:
    body_of_segments = """(
        SELECT f.article_id, f.text, start AS char_start, start + length(f.text) AS char_end FROM (
            SELECT article_id, text, coalesce(sum(length(text) + 2) OVER (
                PARTITION BY article_id ORDER BY segment_index ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::BIGINT AS start
            FROM segments WHERE in_body) f)"""
    body_length = """(SELECT article_id, sum(length(text)) + 2 * (count(*) - 1) AS size FROM segments WHERE in_body GROUP BY article_id)"""

    def rule(name: str, description: str, sql: str, *needs: str, across: bool = False) -> SetRule:
        return SetRule("articles", name, description, sql, ("articles", *needs), across)

    return [
        rule(
            "unique_in_lake",
            "`article_id` is not that of another published article.",
            "SELECT a.article_id FROM articles a WHERE EXISTS (SELECT 1 FROM published_articles p WHERE p.article_id = a.article_id)",
            across=True,
        ),
        rule(
            "source_uri_unique",
            "`source_uri` is that of one article only, published ones included.",
            """SELECT a.article_id FROM articles a WHERE EXISTS (SELECT 1 FROM published_articles p WHERE p.source_uri = a.source_uri)
            UNION SELECT unnest(list(article_id)) AS article_id FROM articles GROUP BY source_uri HAVING count(*) > 1""",
            across=True,
        ),
        rule(
            "article_id_of_content",
            "`article_id` is the beginning of `content_sha256`.",
            "SELECT article_id FROM articles WHERE NOT starts_with(content_sha256, article_id)",
        ),
        rule(
            "segment_count",
            "`segment_count` is the number of the article's rows in `segments`.",
            """SELECT a.article_id FROM articles a LEFT JOIN (SELECT article_id, count(*) AS n FROM segments GROUP BY article_id) s
            ON s.article_id = a.article_id WHERE a.segment_count <> coalesce(s.n, 0)""",
            "segments",
        ),
        rule(
            "coverage",
            "The segments hold every non-blank character (with the segments' `offsets` and `no_overlap`: exactly once).",
            f"""SELECT a.article_id FROM (SELECT article_id, {_non_blank("source_text")} AS n FROM articles) a LEFT JOIN
            (SELECT article_id, sum({_non_blank("text")}) AS n FROM segments GROUP BY article_id) s ON s.article_id = a.article_id
            WHERE a.n <> coalesce(s.n, 0)""",
            "segments",
        ),
        rule(
            "body_text",
            "`body_text` is the texts of the `in_body` segments joined by two line feeds.",
            f"""{_span_differs(dataset, body_of_segments, "body_pieces", "body_text", Offsets())}
            UNION SELECT a.article_id FROM articles a LEFT JOIN {body_length} s ON s.article_id = a.article_id
            WHERE length(a.body_text) <> coalesce(s.size, 0)""",
            "segments",
        ),
        rule(
            "word_count",
            "`word_count` is the number of words of `body_text`, split at white space.",
            f"""SELECT article_id FROM articles WHERE word_count <>
            length(regexp_replace(body_text, '[^' || {_blank_literal()} || ']+', 'x', 'g')) - length(body_text)
            + {_non_blank("body_text")}""",
        ),
        rule(
            "boilerplate_ratio",
            "`boilerplate_ratio` is 1 - non-blank characters of the body / non-blank characters of the page.",
            f"""SELECT article_id FROM articles
            WHERE abs(boilerplate_ratio - (1 - {_non_blank("body_text")} / {_non_blank("source_text")})) > 1e-6""",
        ),
    ]


def _of_segments(dataset: Dataset) -> list[SetRule]:
    def rule(name: str, description: str, sql: str) -> SetRule:
        return SetRule("segments", name, description, sql, ("segments",))

    return [
        rule(
            "dense",
            "`segment_index` counts the article's segments from 0, without gaps.",
            """SELECT article_id, segment_index FROM (SELECT article_id, segment_index,
                row_number() OVER (PARTITION BY article_id ORDER BY segment_index) - 1 AS position FROM segments)
            WHERE segment_index <> position""",
        ),
        rule(
            "no_overlap",
            "A segment starts where the one before it ends, or later.",
            """SELECT article_id, segment_index FROM (SELECT article_id, segment_index, char_start,
                lag(char_end) OVER (PARTITION BY article_id ORDER BY segment_index) AS before FROM segments)
            WHERE char_start < before""",
        ),
        rule(
            "blank_edges",
            "No segment begins or ends with a blank character.",
            f"SELECT article_id, segment_index FROM segments WHERE length(trim(text, {_blank_literal()})) <> length(text)",
        ),
        rule(
            "in_body_kind",
            "`in_body` is true for paragraphs and for nothing else.",
            "SELECT article_id, segment_index FROM segments WHERE in_body <> (kind = 'paragraph')",
        ),
    ]


def _of_evidence(dataset: Dataset) -> list[SetRule]:
    """Rules of the datasets whose rows lie in a segment."""
    keys, name = _keys(dataset, "f"), dataset.name
    joined = f"{name} f LEFT JOIN segments s ON s.article_id = f.article_id AND s.segment_index = f.segment_index"
    kinds = ", ".join(_literal(kind) for kind in FACT_KINDS)
    spanned = [span for span in dataset.offsets if span.in_evidence]
    inside = "".join(f" AND coalesce(f.{o.start} >= s.char_start AND f.{o.end} <= s.char_end, f.{o.start} IS NULL)" for o in spanned)
    holds_text = "".join(f" AND coalesce(contains(f.sentence, f.{o.text}), true)" for o in spanned)
    texts = " and ".join(f"`{o.text}`" for o in spanned)

    def rule(rule_name: str, description: str, sql: str) -> SetRule:
        return SetRule(name, rule_name, description, sql, (name, "segments"))

    return [
        rule(
            "segment_index",
            f"The article has the segment `segment_index`{', and the row lies in it' if spanned else ''}.",
            f"SELECT {keys} FROM {joined} WHERE NOT coalesce(s.segment_index IS NOT NULL {inside}, false)",
        ),
        rule("in_body", "`in_body` is that of the segment.", f"SELECT {keys} FROM {joined} WHERE f.in_body IS DISTINCT FROM s.in_body"),
        rule(
            "segment_kind",
            f"The segment is one that facts may come from: {', '.join(FACT_KINDS)}.",
            f"SELECT {keys} FROM {joined} WHERE NOT coalesce(s.kind IN ({kinds}), false)",
        ),
        rule(
            "sentence",
            f"`sentence` stands in the segment{f' and holds {texts}' if spanned else ''} (segments of up to {LONGEST_SEARCHED:,} bytes).",
            f"""SELECT {keys} FROM {joined}
            WHERE strlen(s.text) <= {LONGEST_SEARCHED} AND NOT (contains(s.text, f.sentence){holds_text})""",
        ),
    ]


def _counts(dataset: Dataset, counts: Counts) -> SetRule:
    name, key = dataset.name, counts.key
    return SetRule(
        name,
        counts.name,
        counts.description,
        f"""SELECT {_keys(dataset, "f")} FROM {name} f LEFT JOIN
        (SELECT article_id, {key}, count(*) AS n FROM {counts.dataset} GROUP BY article_id, {key}) m
        ON m.article_id = f.article_id AND m.{key} = f.{key} WHERE f.{counts.column} IS DISTINCT FROM coalesce(m.n, 0)""",
        (name, counts.dataset),
    )


def _pieces(dataset: Dataset, pieces: Pieces) -> SetRule:
    keys, name, column = _keys(dataset, "f"), dataset.name, pieces.column
    return SetRule(
        name,
        pieces.name,
        pieces.description,
        f"""SELECT {keys} FROM {name} f WHERE NOT coalesce(
            len({column}) > 0 AND {column}[1].start = {pieces.start} AND {column}[-1]."end" = {pieces.end}, false)
        UNION
        SELECT {keys} FROM (
            SELECT {keys}, unnest({column}) AS span, unnest([NULL] || {column}[:-2]) AS before FROM {name} f) f
        LEFT JOIN segments s ON s.article_id = f.article_id AND s.segment_index = f.span.segment_index
        WHERE NOT coalesce(f.span.start < f.span."end" AND f.span.start >= s.char_start AND f.span."end" <= s.char_end, false)
           OR coalesce(f.span.start < f.before."end", false)""",
        (name, "segments"),
    )


def _disjoint(dataset: Dataset, disjoint: Disjoint) -> SetRule:
    return SetRule(
        dataset.name,
        disjoint.name,
        disjoint.description,
        f"""SELECT {_keys(dataset, "f")} FROM (SELECT *, max(char_end) OVER (
            PARTITION BY article_id ORDER BY char_start, char_end ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
        FROM {dataset.name}) f WHERE f.char_start < f.reached""",
        (dataset.name,),
    )


def _apart(dataset: Dataset, apart: Apart) -> SetRule:
    values = ", ".join(_literal(value) for value in apart.values)
    where = "f.char_start < o.char_end AND o.char_start < f.char_end"
    if not apart.touching:
        where = "f.char_start >= o.char_start AND f.char_end <= o.char_end"
    if apart.strictly:
        where += " AND NOT (f.char_start = o.char_start AND f.char_end = o.char_end)"
    if apart.unless:
        where += f" AND f.{apart.unless[0]} IS DISTINCT FROM {_literal(apart.unless[1])}"
    return SetRule(
        dataset.name,
        apart.name,
        apart.description,
        f"""SELECT DISTINCT {_keys(dataset, "f")} FROM {dataset.name} f
        JOIN {apart.dataset} o ON o.article_id = f.article_id AND o.{apart.column} IN ({values}) AND {where}""",
        (dataset.name, apart.dataset),
    )


def _part_of(dataset: Dataset, parts: PartOf) -> SetRule:
    name, column, key = dataset.name, parts.column, parts.key
    return SetRule(
        name,
        parts.name,
        parts.description,
        f"""SELECT {_keys(dataset, "f")} FROM {name} f JOIN {name} w ON w.article_id = f.article_id AND w.{key} = f.{column}
        WHERE f.{column} = f.{key} OR f.{parts.low} > w.{parts.high}""",
        (name,),
    )


def _of_articles_rows(dataset: Dataset) -> list[SetRule]:
    """Rules of every dataset whose rows belong to an article."""
    name, keys = dataset.name, _keys(dataset, "f")
    return [
        SetRule(
            name,
            "article",
            "`article_id` is in `articles`, with the same `published_date`.",
            f"""SELECT {keys} FROM {name} f WHERE NOT EXISTS (
                SELECT 1 FROM articles a WHERE a.article_id = f.article_id AND a.published_date = f.published_date)""",
            (name, "articles"),
        )
    ]


def _month(dataset: Dataset) -> SetRule:
    return SetRule(
        dataset.name,
        "published_month",
        "A file in `published_month=YYYY-MM` holds rows of that month only.",
        f"""SELECT {_keys(dataset, "f")} FROM {dataset.name} f
        WHERE regexp_extract(f.filename, 'published_month=([^/\\\\]+)', 1) NOT IN ('', strftime(f.published_date, '%Y-%m'))""",
        (dataset.name,),
        across=True,
    )


def set_rules(dataset: str) -> list[SetRule]:
    """Return the rules over sets of rows of ``dataset``, in the order in which the reference page lists them.

    >>> [rule.name for rule in set_rules("coreferences")][:9]
    ['unique', 'published_month', 'article', 'offsets', 'segment_index', 'in_body', 'segment_kind', 'sentence', 'no_overlap']
    >>> [rule.name for rule in set_rules("coreferences")][9:]
    ['entity_id_reference', 'confidence_type']
    """
    definition = DATASETS[dataset]
    rules = [_unique(definition)]
    if definition.partitioned:
        rules.append(_month(definition))
    if definition.partitioned and dataset != "articles":
        rules += _of_articles_rows(definition)
    if definition.offsets:
        rules.append(_offsets(definition))
    if dataset == "articles":
        rules += _of_articles(definition)
    elif dataset == "segments":
        rules += _of_segments(definition)
    elif definition.has_evidence:
        rules += _of_evidence(definition)
    rules += [_counts(definition, counts) for counts in definition.constraints(Counts)]
    rules += [_pieces(definition, pieces) for pieces in definition.constraints(Pieces)]
    rules += [_disjoint(definition, disjoint) for disjoint in definition.constraints(Disjoint)]
    rules += [_apart(definition, apart) for apart in definition.constraints(Apart)]
    rules += [_part_of(definition, parts) for parts in definition.constraints(PartOf)]
    return [*rules, *_references(definition), *_finite(definition)]
