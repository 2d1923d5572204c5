"""What the map shows: places where something is said to be, and events with a place, each with some of the articles that tell of them."""

from collections.abc import Callable, Sequence
from typing import Any

from pipeline.explorer.article import headline
from pipeline.explorer.lists import cut
from pipeline.explorer.parts import Row, rows
from pipeline.explorer.projection import project
from pipeline.explorer.site import words
from pipeline.explorer.spelling import common
from transforms.text import showing

MOST = 2_000
"""Places on the map, those that most articles tell of."""
_NUMBER = 6
"""Where a point has the number of those that tell of it."""
EACH = 12
"""Articles, or events, that are listed of a place: the newest."""

_LOCATED = """
    WITH located AS (
        SELECT p.place_id, p.article_id, p.text, p.place_use, p.name, coalesce(p.country_code, '') AS country, coalesce(p.feature, '') AS feature,
            p.latitude, p.longitude, p.char_start
        FROM places p WHERE p.resolution = 'resolved' AND p.latitude IS NOT NULL
    ), spelled AS (
        SELECT name, country, feature, latitude, longitude, text, count(DISTINCT article_id) AS times
        FROM located WHERE place_use = 'location' GROUP BY ALL
    ), written AS (
        SELECT name, country, feature, latitude, longitude, list(text ORDER BY times DESC, text) AS written FROM spelled GROUP BY ALL
    ),
"""

_OF_PLACES = f"""
    {_LOCATED} named AS (
        SELECT name, country, feature, latitude, longitude, article_id, min(char_start) AS char_start
        FROM located WHERE place_use = 'location' GROUP BY ALL
    ), told AS (
        SELECT n.*, a.published_date, a.published_month, a.headline, left(a.body_text, 160) AS beginning,
            '' AS sentence, a.source_uri, '' AS event_type, '' AS mode, '' AS incident_type, '' AS modality
        FROM named n JOIN articles a USING (article_id)
    )
"""  # noqa: S608 - a constant of this module

_OF_EVENTS = f"""
    {_LOCATED} told AS (
        SELECT l.name, l.country, l.feature, l.latitude, l.longitude, e.article_id, e.char_start, a.published_date, a.published_month,
            a.headline, left(a.body_text, 160) AS beginning, e.sentence, a.source_uri, e.event_type, e.mode, e.incident_type, e.modality
        FROM events e JOIN located l USING (place_id) JOIN articles a ON a.article_id = e.article_id
    )
"""  # noqa: S608 - a constant of this module

_NEWEST = """
    SELECT name, country, feature, latitude, longitude, any_value(written) AS written, number, list(struct_pack(
        article_id, char_start, published_date, published_month, headline, beginning, sentence, source_uri, event_type, mode, incident_type, modality
    ) ORDER BY newest) AS newest
    FROM (
        SELECT *, count(*) OVER place AS number, row_number() OVER (place ORDER BY published_date DESC, article_id, char_start) AS newest
        FROM told WINDOW place AS (PARTITION BY name, country, feature, latitude, longitude)
    ) LEFT JOIN written USING (name, country, feature, latitude, longitude)
    WHERE newest <= $1
    GROUP BY ALL
    ORDER BY number DESC, name, country, feature, latitude, longitude
    LIMIT $2
"""


def places(connection: Any) -> dict[str, Any]:
    """Return the places that are named as where something is, each with articles that name it: see :func:`_atlas`."""
    return _atlas(rows(connection, _OF_PLACES + _NEWEST, [EACH, MOST]), lambda one: "")


def events(connection: Any) -> dict[str, Any]:
    """Return the places of events, each with some of them: see :func:`_atlas`."""
    return _atlas(rows(connection, _OF_EVENTS + _NEWEST, [EACH, MOST]), lambda one: f"{_kind(one)}: {cut(one['sentence'], 200)}")


def _kind(event: Row) -> str:
    return words(showing.event_type(event)) + ("" if event["modality"] == "happened" else f" ({event['modality']})")


def _atlas(found: Sequence[Row], told: Callable[[Row], str]) -> dict[str, Any]:
    """Return what the page reads: the articles (identifier, month, day, headline), once each, and the places (what it is called, what
    is said of that, country, kind, where in the picture, number of articles or events, and the newest of them: which article, offset, what is told
    where that is not the headline).
    """
    articles: dict[tuple[str, ...], int] = {}
    points = []
    for row in found:
        newest = []
        for one in row["newest"]:
            article = (one["article_id"], one["published_month"], str(one["published_date"]), headline(one))
            newest.append([articles.setdefault(article, len(articles)), one["char_start"], told(one)])
        called = common(row["written"] or (), row["name"])
        where = project(row["longitude"], row["latitude"])
        points.append([*called, row["country"], row["feature"], *where, row["number"], newest])
    points.sort(key=lambda point: (-point[_NUMBER], *point[:_NUMBER]))  # by what places are called, where as many tell of them
    return {"articles": list(articles), "places": points}
