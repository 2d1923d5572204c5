"""What the map shows: places where something is said to be, and events with a place, each with some of the articles that tell of them."""

from typing import Any

from pipeline.explorer.article import headline
from pipeline.explorer.lists import cut
from pipeline.explorer.parts import Row, rows
from pipeline.explorer.projection import project
from pipeline.explorer.site import words
from transforms.text import showing

MOST = 2_000
"""Places on the map, those that most articles tell of."""
EACH = 12
"""Articles, or events, that are listed of a place: the newest."""

_LOCATED = """
    SELECT p.place_id, p.article_id, p.name, coalesce(p.country_code, '') AS country, coalesce(p.feature, '') AS feature, p.latitude, p.longitude,
        p.char_start
    FROM places p WHERE p.resolution = 'resolved' AND p.latitude IS NOT NULL
"""

_OF_PLACES = f"""
    WITH named AS (
        SELECT name, country, feature, latitude, longitude, article_id, min(char_start) AS char_start
        FROM ({_LOCATED} AND p.place_use = 'location') GROUP BY ALL
    ), told AS (
        SELECT n.*, a.published_date, a.published_month, a.headline, left(a.body_text, 160) AS beginning, a.source_uri,
            '' AS event_type, '' AS mode, '' AS incident_type, '' AS modality
        FROM named n JOIN articles a USING (article_id)
    )
"""  # noqa: S608 - a constant of this module

_OF_EVENTS = f"""
    WITH located AS ({_LOCATED}), told AS (
        SELECT l.name, l.country, l.feature, l.latitude, l.longitude, e.article_id, e.char_start, a.published_date, a.published_month,
            a.headline, e.sentence AS beginning, a.source_uri, e.event_type, e.mode, e.incident_type, e.modality
        FROM events e JOIN located l USING (place_id) JOIN articles a ON a.article_id = e.article_id
    )
"""  # noqa: S608 - a constant of this module

_NEWEST = """
    SELECT name, country, feature, latitude, longitude, number, list(struct_pack(
        article_id, char_start, published_date, published_month, headline, beginning, source_uri, event_type, mode, incident_type, modality
    ) ORDER BY newest) AS newest
    FROM (
        SELECT *, count(*) OVER place AS number, row_number() OVER (place ORDER BY published_date DESC, article_id, char_start) AS newest
        FROM told WINDOW place AS (PARTITION BY name, country, feature, latitude, longitude)
    )
    WHERE newest <= $1
    GROUP BY ALL
    ORDER BY number DESC, name, country, feature, latitude, longitude
    LIMIT $2
"""


def places(connection: Any) -> list[list[Any]]:
    """Return the places that are named as where something is: see :func:`_point`."""
    return [_point(row, lambda one: headline(one)) for row in rows(connection, _OF_PLACES + _NEWEST, [EACH, MOST])]


def events(connection: Any) -> list[list[Any]]:
    """Return the places of events: see :func:`_point`."""
    return [
        _point(row, lambda one: f"{_kind(one)}: {cut(one['beginning'], 200)}")
        for row in rows(connection, _OF_EVENTS + _NEWEST, [EACH, MOST])
    ]


def _kind(event: Row) -> str:
    return words(showing.event_type(event)) + ("" if event["modality"] == "happened" else f" ({event['modality']})")


def _point(row: Row, told: Any) -> list[Any]:
    """Return a place as the page reads it: name, country, kind, where in the picture, number of articles or events, and the newest of them."""
    x, y = project(row["longitude"], row["latitude"])
    newest = [
        [one["article_id"], one["published_month"], one["char_start"], str(one["published_date"]), told(one)] for one in row["newest"]
    ]
    return [row["name"], row["country"], row["feature"], x, y, row["number"], newest]
