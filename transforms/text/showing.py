"""How facts are written for people: rows as mappings from column to value in, short texts out."""

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]


def days(row: Row) -> str:
    """Return the days of a row with ``start_date`` and ``end_date``.

    >>> import datetime
    >>> days({"start_date": datetime.date(2024, 1, 1), "end_date": datetime.date(2024, 1, 31)})
    '2024-01-01 to 2024-01-31'
    """
    start, end = row["start_date"], row["end_date"]
    return "" if start is None else str(start) if start == end else f"{start} to {end}"


def place(row: Row) -> str:
    """Return what a place was resolved to, or why it was not.

    >>> place({"name": "Taber", "admin1": "01", "country_code": "CA", "feature": "city", "resolution": "resolved"})
    'Taber, 01, CA (city)'
    >>> place({"name": None, "resolution": "not_in_gazetteer"})
    'not in gazetteer'
    """
    if row["name"] is None:
        return str(row["resolution"]).replace("_", " ")
    where = ", ".join(str(part) for part in (row["name"], row["admin1"], row["country_code"]) if part)
    return f"{where} ({row['feature']})" if row["feature"] else where


def coordinates(row: Row) -> str:
    """Return latitude and longitude of a place.

    >>> coordinates({"latitude": 49.5, "longitude": -112.14})
    '49.500, -112.140'
    """
    return "" if row["latitude"] is None else f"{row['latitude']:.3f}, {row['longitude']:.3f}"


def amount(row: Row) -> str:
    """Return the value of an amount with its direction.

    >>> amount({"value_min": 4200000.0, "value_max": 4200000.0, "modifier": "more_than"})
    'more than 4,200,000'
    >>> amount({"value_min": 30.0, "value_max": 40.5, "modifier": "between"}), amount({"value_min": None, "value_max": None, "modifier": "vague"})
    ('30 to 40.5', 'vague')
    """
    return _directed(row["value_min"], row["value_max"], row["modifier"])


def count(row: Row) -> str:
    """Return the count of a toll with its direction.

    >>> count({"count_min": 2, "count_max": 2, "modifier": "at_least"}), count({"count_min": 0, "count_max": 0, "modifier": "exact"})
    ('at least 2', '0')
    """
    return _directed(row["count_min"], row["count_max"], row["modifier"])


def _directed(low: float | None, high: float | None, modifier: str) -> str:
    said = modifier.replace("_", " ")
    if low is None or high is None:
        return said
    if low != high:
        return f"{number(low)} to {number(high)}"
    return number(low) if modifier == "exact" else f"{said} {number(low)}"


def event_type(row: Row) -> str:
    """Return the type, the mode and the incident of an event.

    >>> event_type({"event_type": "COERCE", "mode": "arrest", "incident_type": "arrest"})
    'COERCE arrest'
    >>> event_type({"event_type": None, "mode": None, "incident_type": "flood"})
    'flood'
    """
    return " ".join(dict.fromkeys(part for part in (row["event_type"], row["mode"], row["incident_type"]) if part))


def number(value: float) -> str:
    """Return a number as people write it.

    >>> number(0.6666666666), number(1086.0), number(4.2e12)
    ('0.6667', '1,086', '4,200,000,000,000')
    """
    return f"{value:,.0f}" if value == int(value) and abs(value) < 1e15 else f"{value:,.4g}" if abs(value) < 1e4 else f"{value:,.2f}"


def of_what(row: Row) -> str:
    """Return what an amount is of.

    >>> of_what({"currency": "CAD", "currency_basis": "inferred", "unit": "dollar", "counted": None})
    'CAD (inferred)'
    >>> of_what({"currency": None, "currency_basis": None, "unit": "tonne", "counted": "drilling parts"})
    'tonne, drilling parts'
    """
    measure = row["unit"] if row["currency"] is None else row["currency"] + (" (inferred)" if row["currency_basis"] == "inferred" else "")
    return ", ".join(part for part in (measure, row["counted"]) if part)
