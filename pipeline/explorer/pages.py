"""The whole site, a page after the other: what goes over all articles first, then each part with the pages of its articles."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import newsbeam
from pipeline.explorer import article, atlas, checks, columns, lists, overview, parts, projection
from pipeline.explorer.parts import FACTS, Part, Reader
from pipeline.explorer.site import Site, world

LISTS = {"timeline": lists.timeline, "tolls": lists.tolls, "voices": lists.voices}
"""What the lists with a page of their own say of the rows of an article."""
Marked = tuple[list[article.Table], list[article.Span]]
"""The tables of an article, and where their facts are marked."""


def write(lake: newsbeam.Lake, root: Path, folder: Path) -> int:
    """Write the site of ``lake``, whose folder is ``root``, into ``folder``; return the number of its files."""
    connection = lake.connect(locked=True)
    found = parts.parts(connection)
    site = Site(folder, version=lake.version.number, run_id=lake.version.run_id, parts=found)
    site.assets()
    _over_all(site, connection, lake, root)
    for at, part in enumerate(found):
        _part(site, Reader(connection, part), found[at - 1] if at else None, found[at + 1] if at + 1 < len(found) else None)
    return site.files


def _over_all(site: Site, connection: Any, lake: newsbeam.Lake, root: Path) -> None:
    figures = overview.figures(connection)
    drifts = checks.drifts(root, lake.version.run_id)
    site.page("index.html", "index", title="Overview", drifts=drifts, **figures)
    site.page("articles.html", "articles", title="Articles")
    site.page("map.html", "map", title="Map", world=world(), width=projection.WIDTH, height=projection.HEIGHT)
    site.data("places", atlas.places(connection))
    site.data("events", atlas.events(connection))
    for name, title, data in (("timeline", "Timeline", "timeline"), ("casualties", "Casualties", "tolls"), ("voices", "Voices", "voices")):
        dataset, beside = lists.BESIDE[data]
        site.page(f"{name}.html", name, title=title, data=[f"facts/{dataset}", data], columns=[*lists.headers(dataset), *beside])
    site.page("facts.html", "facts", title="Facts", tables=_tables())
    runs = [(run, checks.drifts(root, run["run_id"])) for run in figures["runs"]]
    audit = checks.audit(root, lake.version)
    site.page("audit.html", "audit", title="Audit", audit=audit, held=checks.held(lake.version), drifts=drifts, runs=runs)


def _tables() -> list[tuple[str, str, Sequence[str], Any]]:
    """Return of each dataset of facts its name, what its rows tell, the heads of its columns, and all columns explained."""
    return [(one.dataset, one.what, columns.headers(one), columns.explained(one.dataset)) for one in FACTS]


def _part(site: Site, reader: Reader, before: Part | None, after: Part | None) -> None:
    by_dataset = {facts.dataset: reader.of_dataset(facts.dataset) for facts in FACTS}
    rows = [{name: by_article[head["article_id"]] for name, by_article in by_dataset.items()} for head in reader.articles]
    key = reader.part.key
    site.table(f"articles/{key}", lists.articles(reader.articles, rows))
    for name, of in LISTS.items():
        site.table(f"{name}/{key}", [of(one) for one in rows])
    marked = [article.tables(one) for one in rows]
    for at, facts in enumerate(FACTS):
        site.table(f"facts/{facts.dataset}/{key}", [lists.facts(tables[at]) for tables, _ in marked])
    _month(site, reader, before, after)
    segments = reader.of_dataset("segments")
    site.data(f"texts/{key}", lists.texts(segments))
    heads = [None, *reader.articles, None]
    for at, (head, of_article) in enumerate(zip(reader.articles, marked, strict=True), 1):
        beside = [one and (one["article_id"], article.headline(one)) for one in (heads[at - 1], heads[at + 1])]
        _article(site, reader.part, head, segments[head["article_id"]], of_article, beside)


def _month(site: Site, reader: Reader, before: Part | None, after: Part | None) -> None:
    days: dict[str, list[tuple[Any, str]]] = {}
    for head in reader.articles:
        days.setdefault(str(head["published_date"]), []).append((head, article.headline(head)))
    part = reader.part
    site.page(f"months/{part.key}.html", "month", title=part.title, part=part, days=days, before=before, after=after)


def _article(site: Site, part: Part, head: parts.Row, segments: Sequence[parts.Row], marked: Marked, beside: Sequence[Any]) -> None:
    tables, spans = marked
    site.page(
        f"articles/{part.month}/{head['article_id']}.html", "article",
        title=article.headline(head), titled=bool(head["headline"]), part=part, head=article.facts_of(head),
        tables=tables, blocks=article.blocks(segments, spans),
        annotated=head["annotated_characters"], before=beside[0], after=beside[1],
    )  # fmt: skip


def pages(folder: Path) -> Iterator[Path]:
    """Return the pages of a site that was written."""
    yield from sorted(folder.rglob("*.html"))
