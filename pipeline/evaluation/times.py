"""Temporal expressions against TIMEX3 gold, scored as TempEval-3 does (UzZaman et al., 2013), with two baselines beside.

- strict F: type-blind, the two spans equal; relaxed F: the spans overlap, matched one to one;
- type F, value F: the overlap also has the same type, the same value (compared as strings, as the TempEval-3 toolkit does);
- weekday: of the gold expressions that are a bare weekday ("Friday"), the share whose value is right; ``weekday_day`` compares the calendar
  day alone, so that "Friday night" counts where the gold marks "Friday".
"""

import dataclasses
import datetime
import importlib
import importlib.util
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pipeline.evaluation.task import GoldDocument, Report, Rows
from transforms.text.lexicon import calendar, numbers


@dataclasses.dataclass(frozen=True)
class Prediction:
    """One predicted expression; ``type`` and ``value`` as TIMEX3 has them."""

    start: int
    end: int
    type: str
    value: str


@dataclasses.dataclass
class Counts:
    """What was compared: gold and predicted expressions, and how many of the matched pairs agree in what."""

    gold: int = 0
    predicted: int = 0
    strict: int = 0
    relaxed: int = 0
    type: int = 0
    value: int = 0
    weekdays: int = 0
    weekday_value: int = 0
    weekday_day: int = 0

    def add(self, other: "Counts") -> None:
        """Add the counts of ``other``."""
        for field in dataclasses.fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    def measures(self) -> dict[str, float]:
        """Return the F measures, relaxed precision and recall, and the weekday shares."""
        both = self.gold + self.predicted
        shares = {f"{name}_f": 2 * getattr(self, name) / both if both else 0.0 for name in ("strict", "relaxed", "type", "value")}
        shares["relaxed_precision"] = self.relaxed / self.predicted if self.predicted else 0.0
        shares["relaxed_recall"] = self.relaxed / self.gold if self.gold else 0.0
        shares["weekday_value"] = self.weekday_value / self.weekdays if self.weekdays else 0.0
        shares["weekday_day"] = self.weekday_day / self.weekdays if self.weekdays else 0.0
        return shares


def compare(document: GoldDocument, predictions: Iterable[Prediction]) -> Counts:
    """Return the counts of one document; only predictions inside a scored region count.

    Pairs are matched one to one, equal spans first, then the first overlapping one in order of position.
    """
    counted = sorted((p for p in predictions if document.is_scored(p.start, p.end)), key=lambda p: (p.start, p.end, p.type, p.value))
    gold = sorted(document.annotations, key=lambda g: (g["start"], g["end"]))
    counts = Counts(gold=len(gold), predicted=len(counted))
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for exact in (True, False):
        for g, item in enumerate(gold):
            if g in pairs:
                continue
            for p, prediction in enumerate(counted):
                equal = (prediction.start, prediction.end) == (item["start"], item["end"])
                overlap = prediction.start < item["end"] and item["start"] < prediction.end
                if p not in used and (equal if exact else overlap):
                    pairs[g] = p
                    used.add(p)
                    counts.strict += equal
                    break
    for g, item in enumerate(gold):
        is_weekday = document.text[item["start"] : item["end"]].lower() in calendar.WEEKDAYS
        counts.weekdays += is_weekday
        if g not in pairs:
            continue
        prediction = counted[pairs[g]]
        counts.relaxed += 1
        counts.type += prediction.type == item["type"]
        counts.value += prediction.value == item["value"]
        if is_weekday:
            counts.weekday_value += prediction.value == item["value"]
            counts.weekday_day += prediction.value[:10] == item["value"][:10]
    return counts


def score(documents: Sequence[GoldDocument], predicted: Mapping[str, Rows], peers: bool = True) -> Report:
    """Return the report over ``documents``, given the published rows by document file; measures per set (``timebank.value_f``) and
    together.

    With ``peers``, ``dateparser.search`` is measured too where it is installed (about half a second a document).
    """
    systems: dict[str, Callable[[GoldDocument], Iterable[Prediction]]] = {
        "newsbeam": lambda document: rows_of(predicted.get(document.file, {})),
        "trivial": trivial,
    }
    if peers and importlib.util.find_spec("dateparser") is not None:
        systems["dateparser.search"] = dateparser_search
    sets = sorted({document.record["set"] for document in documents})
    results: dict[str, dict[str, float]] = {}
    for name, system in systems.items():
        total, by_set = Counts(), {name_: Counts() for name_ in sets}
        for document in documents:
            counts = compare(document, system(document))
            total.add(counts)
            by_set[document.record["set"]].add(counts)
        results[name] = total.measures() | {f"{s}.{k}": v for s, c in by_set.items() for k, v in c.measures().items()}
        if name == "newsbeam":
            results[name] |= {"documents": len(documents), "gold": total.gold, "predicted": total.predicted, "weekdays": total.weekdays}
    measures = results.pop("newsbeam")
    return Report("times", measures, results, _table(sets, {"newsbeam": measures} | results))


def _table(sets: Sequence[str], results: Mapping[str, Mapping[str, float]]) -> str:
    columns = ("strict_f", "relaxed_f", "type_f", "value_f", "weekday_value")
    lines = ["| set | system | strict F | relaxed F | type F | value F | bare weekdays |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for name in (*sets, "together"):
        prefix = "" if name == "together" else f"{name}."
        lines.extend(
            f"| {name} | {system} | " + " | ".join(f"{100 * found[prefix + column]:.1f}" for column in columns) + " |"
            for system, found in results.items()
        )
    return "\n".join(lines)


def rows_of(rows: Rows) -> list[Prediction]:
    """Return the rows of ``times`` of one article as predictions."""
    return [Prediction(row["char_start"], row["char_end"], row["timex_type"], row["timex_value"]) for row in rows.get("times", ())]


_MONTH = rf"(?:{calendar.capitalised(calendar.MONTH_NAME)}|(?:{calendar.capitalised(calendar.MONTH_ABBREVIATION)})\.)"
_TRIVIAL = re.compile(
    rf"\b(?P<month>{_MONTH}) (?P<day>[12]?\d|3[01])\b(?:, (?P<dayyear>\d{{4}}))?|\b(?P<my>{_MONTH}) (?P<monthyear>(?:19|20)\d\d)\b"
    rf"|\b(?P<weekday>{calendar.capitalised(calendar.WEEKDAY_NAME)})\b|\b(?P<near>[Tt]oday|[Yy]esterday|[Tt]omorrow)\b"
    r"|\b(?P<rel>[Ll]ast|[Tt]his|[Nn]ext) (?P<unit>week|month|year)\b|\b(?P<now>[Nn]ow)\b"
    rf"|\b(?P<count>\d{{1,3}}|{'|'.join(numbers.UNITS)}|ten)[ -](?P<span>day|week|month|year)s?\b(?! old|-old)"
    r"|\b(?P<year>(?:19|20)\d\d)\b"
)


def trivial(document: GoldDocument) -> list[Prediction]:
    """Return the trivial rule: one regular expression for dates, years, weekdays, today and the like, and counted units.

    A weekday is the most recent one, publication included; a month and day without a year get the year of publication.
    """
    published = datetime.date.fromisoformat(document.record["date"])
    found = []
    for match in _TRIVIAL.finditer(document.text):
        kind, value = "DATE", ""
        if match["month"]:
            value = f"{match['dayyear'] or published.year}-{calendar.month_number(match['month']):02d}-{int(match['day']):02d}"
        elif match["my"]:
            value = f"{match['monthyear']}-{calendar.month_number(match['my']):02d}"
        elif match["weekday"]:
            number = calendar.WEEKDAYS.index(match["weekday"].lower())
            value = (published - datetime.timedelta(days=(published.weekday() - number) % 7)).isoformat()
        elif match["near"]:
            shift = {"today": 0, "yesterday": -1, "tomorrow": 1}[match["near"].lower()]
            value = (published + datetime.timedelta(days=shift)).isoformat()
        elif match["rel"]:
            shift = {"last": -1, "this": 0, "next": 1}[match["rel"].lower()]
            if match["unit"] == "year":
                value = f"{published.year + shift}"
            elif match["unit"] == "month":
                year, month = divmod(published.year * 12 + published.month - 1 + shift, 12)
                value = f"{year}-{month + 1:02d}"
            else:
                iso = (published + datetime.timedelta(days=7 * shift)).isocalendar()
                value = f"{iso.year}-W{iso.week:02d}"
        elif match["now"]:
            value = "PRESENT_REF"
        elif match["count"]:
            count = match["count"]
            kind, value = "DURATION", f"P{count if count.isdigit() else numbers.CARDINALS[count]}{match['span'][0].upper()}"
        else:
            value = match["year"]
        found.append(Prediction(match.start(), match.end(), kind, value))
    return found


def dateparser_search(document: GoldDocument) -> list[Prediction]:
    """Return what ``dateparser.search.search_dates`` finds, line by line, anchored on publication and preferring the past.

    It reports no offsets: each hit is looked up after the one before it.
    """
    search: Any = importlib.import_module("dateparser.search")
    settings = {"RELATIVE_BASE": datetime.datetime.fromisoformat(document.record["date"]), "PREFER_DATES_FROM": "past"}
    found = []
    for line in re.finditer(r"[^\n]+", document.text[17:]):
        at = line.start() + 17
        for text, moment in search.search_dates(line.group(), languages=["en"], settings=settings) or []:
            start = document.text.find(text, at)
            if start < 0:
                continue
            at = start + len(text)
            found.append(Prediction(start, at, "DATE", moment.date().isoformat()))
    return found
