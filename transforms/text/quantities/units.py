"""Units of measure behind a number: "km", "square metres", "°C", "percentage points", "miles an hour", with their dimension."""

import functools
import re
from typing import NamedTuple

from transforms.text.lexicon import data
from transforms.text.lexicon.alternatives import longest


class Unit(NamedTuple):
    """A unit by its singular English name, and its dimension."""

    name: str
    dimension: str


class Match(NamedTuple):
    """A unit found in a text: offset behind it, the unit, and the form as written."""

    end: int
    unit: Unit
    form: str


GLUED_ONLY = frozenset({"t", "in", "st", "W", "V", "Gb", "Mb", "mb", "pc", "bp", "Pa", "rad", "fps", "mps", "AU"})
"""Symbols that have other meanings when a blank stands before them ("5 W" in a table of results)."""

_BLANK = r"\s{1,2}"
_PARTS = {"foot": ("inch", 12.0), "pound": ("ounce", 16.0), "stone": ("pound", 14.0)}
_NOT_AFTER = {
    "turn": re.compile(r"\s+(?:of|as|in|at|to|on|for|around|into|for)\b"),
    "stone": re.compile(r"[\s-]+[a-z]"),
    "cup": re.compile(r"\s+(?:match|final|tie|win|game|title|competition|finals|wins|runs?)\b"),
    "yard": re.compile(r"\s+(?:sales?|waste|work|signs?)\b"),
    "foot": re.compile(r"\s+in\s+the\b"),
    "magnitude": re.compile(r"\s+of\b"),
}
"""What must not follow a form that has another meaning."""
_ORDINAL = re.compile(r"(?<!1)1\Z")
_POUNDS = re.compile(r"\s?\d{1,2}\s?lb")
_PER_TIME = re.compile(r"(?i)\sper\s((?:milli|micro|nano)?second|minute|hour)(?!\w)")
_MORE_NAME = re.compile(r"[-\u2010\u2011]\d|\.[A-Za-z]|'[a-z]")
_INCH_MARK = re.compile(r"\s?(?:\"|\u201d|'')(?=\s(?:long|tall|wide|high|deep|thick|across|screens?|pipes?|displays?|guns?|in)\b)")


@functools.cache
def _forms() -> tuple[dict[str, Unit], dict[str, Unit]]:
    """Names in lower case, and symbols as they are."""
    names: dict[str, Unit] = {}
    symbols: dict[str, Unit] = {}
    for row in data.table("quantities/units.tsv"):
        unit = Unit(row[0], row[1])
        names |= {form: unit for form in row[2].split("|") if form} if len(row) > 2 else {}
        symbols |= {form: unit for form in row[3].split("|") if form} if len(row) > 3 else {}
    return names, symbols


@functools.cache
def _pattern() -> re.Pattern[str]:
    names, symbols = _forms()
    return re.compile(
        rf"(?P<gap>\s{{1,2}}|[-\u2010\u2011]|\s?[\[(]|)(?:(?P<name>(?i:{longest(names, _BLANK)}))|(?P<symbol>{longest(symbols, _BLANK)}))"
        r"(?![^\W_]|[\u00b2\u00b3])(?P<close>[\])])?"
    )


def named(name: str) -> Unit:
    """Return the unit whose singular name is ``name``.

    >>> named("kilometre").dimension
    'length'
    """
    return _forms()[0][name]


def after(text: str, at: int, *, digits: bool = True) -> Match | None:
    """Return the unit that begins at offset ``at`` of ``text``, behind a number; symbols only behind ``digits``.

    >>> after("30 km/h", 2)
    Match(end=7, unit=Unit(name='kilometre per hour', dimension='speed'), form='km/h')
    >>> after("six-mile", 3, digits=False).unit.name, after("2 maps", 1)
    ('mile', None)
    """
    match = _pattern().match(text, at)
    if match is None:
        mark = _INCH_MARK.match(text, at) if digits else None
        return Match(mark.end(), named("inch"), mark.group().strip()) if mark is not None else None
    gap = match["gap"]
    opened = gap[-1:] if gap[-1:] in ("[", "(") else ""
    if (opened, match["close"] or "") not in (("", ""), ("[", "]"), ("(", ")")):
        if opened:
            return None
        end = match.end() - 1
    else:
        end = match.end()
    names, symbols = _forms()
    if match["name"] is not None:
        form = match["name"]
        unit = names[re.sub(r"\s+", " ", form.lower())]
        if not gap and form.isalpha() and not digits:
            return None
        if form[0].isupper() and form.lower() in ("cup", "pound", "stone", "mile", "yard", "turn", "cups", "magnitude", "foot", "knot"):
            return None
        guard = _NOT_AFTER.get(unit.name)
        if guard is not None and guard.match(text, end):
            return None
        return _per_time(text, Match(end, unit, form))
    form = match["symbol"]
    if opened == "(" and form in ("F", "C", "V", "W"):
        return None  # a letter in brackets: "aged 20 (F)"
    if form == "st" and _ORDINAL.search(text, max(at - 2, 0), at) and not _POUNDS.match(text, end):
        return None
    if not digits and form not in "%％°":
        return None
    if (form in GLUED_ONLY and gap.isspace()) or (form.isalpha() and _MORE_NAME.match(text, end)):
        return None
    if len(form) == 1 and form.isalpha() and gap in ("-", "\u2010", "\u2011"):
        return None
    return Match(end, symbols[form], form)


def _per_time(text: str, found: Match) -> Match:
    """Return ``found``, a length, with the time that stands behind it as a speed ("metres per millisecond"), else as it is."""
    per = _PER_TIME.match(text, found.end) if found.unit.dimension == "length" else None
    if per is None:
        return found
    return Match(per.end(), Unit(f"{found.unit.name} per {per[1].lower()}", "speed"), text[found.end - len(found.form) : per.end()])


def part(unit: Unit) -> tuple[str, float] | None:
    """Return the smaller unit that may follow ``unit`` in one measure, and how many of it make one ("six feet two inches").

    >>> part(named("foot"))
    ('inch', 12.0)
    """
    return _PARTS.get(unit.name)
