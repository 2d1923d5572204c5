"""Score the dataset ``events`` against annotated events: PLOVER records, WikiEvents, RAMS, TimeML, snippets of CASE-2021, incidents of MUC."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.evaluation import bootstrap
from pipeline.evaluation.bootstrap import Counts, f, share
from pipeline.evaluation.event_rows import Found, content_words, lexicon_events, of_rows, on
from pipeline.evaluation.task import GoldDocument, Report, Rows
from schemas.rows import EVENT_TYPES

TASK = "events"
CLEAN_TEXT = True
"""The documents hold nothing but the story, many a single sentence."""
CONFLICT = ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
"""PLOVER's types of material conflict: none of them should appear in a report of a disaster."""
REALITIES = ("happened", "denied", "planned or possible")
ROLES = ("actor", "target")

Gold = Mapping[str, Any]


class Level(NamedTuple):
    """How one kind of gold is scored: what is counted in a document, and the measures of the sums."""

    counted: Callable[[GoldDocument, Sequence[Found]], dict[str, int]]
    measured: Callable[[Counts], dict[str, float]]


def score(documents: Sequence[GoldDocument], predicted: Mapping[str, Rows]) -> Report:
    """Return the figures of the published ``predicted`` rows (by file name, then by dataset) on ``documents``, by set, beside a trivial rule's.

    A gold event is found by a row whose trigger overlaps one of its trigger words; its type is right when such a row has an acceptable one.
    Precision of types counts types on gold triggers, but for ASSAULT in whole documents and for all types in snippets. Actor and target are
    right with one content word in common with a gold string; pronouns are not judged; F over all gold roles, missing events included.
    Modality (macro F over happened, denied, planned or possible) and day are judged on found events. Of an incident, an event of an
    acceptable type must share a word with a filler, or have a day in its range. Intervals are of the bootstrap over documents.
    """
    ours = [of_rows(document, predicted.get(document.file, {})) for document in documents]
    trivial = [lexicon_events(document) for document in documents]
    sums = _sums(documents, ours)
    measures: dict[str, float] = {}
    spread: dict[str, tuple[float, float]] = {}
    for name, (level, counts) in sums.items():
        measures |= {f"{name}_{key}": value for key, value in level.measured(bootstrap.total(counts)).items()}
        spread |= {f"{name}_{key}": edges for key, edges in bootstrap.intervals(counts, level.measured).items()}
    baseline = {
        f"{name}_{key}": value
        for name, (level, counts) in _sums(documents, trivial).items()
        for key, value in level.measured(bootstrap.total(counts)).items()
    }
    details = [line for name, (_, counts) in sums.items() for line in _types(name, bootstrap.total(counts))]
    return Report(TASK, measures, {"lexicon": baseline}, "\n".join(details), spread)


def _sums(documents: Sequence[GoldDocument], found: Sequence[Sequence[Found]]) -> dict[str, tuple[Level, list[Counts]]]:
    """Return the counts of each document, by set."""
    sets: dict[str, tuple[Level, list[Counts]]] = {}
    for document, events in zip(documents, found, strict=True):
        level = LEVELS[document.record["level"]]
        name = str(document.record["set"]).removesuffix("-dev").removesuffix("-events").replace("-", "_")
        sets.setdefault(name, (level, []))[1].append({key: value for key, value in level.counted(document, events).items() if value})
    return sets


def _add(counts: dict[str, int], name: str, number: int = 1) -> None:
    counts[name] = counts.get(name, 0) + number


def _typed(document: GoldDocument, found: Sequence[Found]) -> dict[str, int]:
    """Count types and roles of the annotated triggers."""
    counts: dict[str, int] = {}
    neutral = [trigger for gold in document.annotations if gold["types"] is None for trigger in gold["triggers"]]
    assaults = [trigger for gold in document.annotations if "ASSAULT" in (gold["types"] or ()) for trigger in gold["triggers"]]
    for gold in document.annotations:
        if gold["types"] is not None:
            _add_event(counts, gold, on(found, gold["triggers"]))
    said = [one for one in found if one.event_type == "ASSAULT"]
    right = on(said, assaults)
    _add(counts, "assault/right", len(right))
    _add(counts, "assault/said", len(said) - len([one for one in on(said, neutral) if one not in right]))
    return counts


def _add_event(counts: dict[str, int], gold: Gold, rows: Sequence[Found]) -> None:
    """Add what the ``rows`` on the triggers of one gold event say of it."""
    said = {row.event_type for row in rows if row.event_type}
    credited = next((kind for kind in gold["types"] if kind in said), gold["types"][0])
    right = credited in said
    _add(counts, "gold")
    _add(counts, "found", bool(rows))
    _add(counts, "type/right", right)
    _add(counts, "type/said", len(said))
    _add(counts, f"kind/{credited}/gold")
    _add(counts, f"kind/{credited}/right", right)
    for kind in said:
        _add(counts, f"kind/{kind}/said")
    if "ASSAULT" in gold["types"]:
        _add(counts, "assault/gold")
        _add(counts, "assault/met", "ASSAULT" in said)
    strings = {role: gold_words(gold, role) for role in ROLES}
    judged = [role for role in ROLES if strings[role]]
    best = max(
        rows,
        key=lambda row: (row.event_type in gold["types"], sum(_is_right(row, role, strings[role]) for role in judged)),
        default=None,
    )
    all_right = right
    for role in judged:
        hit = best is not None and _is_right(best, role, strings[role])
        all_right &= hit
        _add(counts, f"{role}/gold")
        _add(counts, f"{role}/said", best is not None and bool(getattr(best, role)))
        _add(counts, f"{role}/right", hit)
    _add(counts, "all/right", all_right)


def gold_words(gold: Gold, role: str) -> frozenset[str]:
    """Return the content words of the gold strings of a role; who takes part in a mutual event is actor as well as target.

    >>> mutual = {"actor": [], "target": [], "participant": [{"text": "Ruritania"}, {"text": "it"}]}
    >>> gold_words(mutual, "actor"), gold_words(mutual, "target")
    (frozenset({'ruritania'}), frozenset({'ruritania'}))
    """
    return frozenset().union(*(content_words(span["text"]) for span in [*gold[role], *gold["participant"]]))


def _is_right(row: Found, role: str, words: frozenset[str]) -> bool:
    return bool(content_words(getattr(row, role)) & words)


def _measure_types(counts: Counts) -> dict[str, float]:
    get = _getter(counts)
    kinds = sorted({name.split("/")[1] for name in counts if name.startswith("kind/") and name.endswith("/gold")})
    by_kind = [f(get(f"kind/{kind}/right"), get(f"kind/{kind}/gold"), get(f"kind/{kind}/said")) for kind in kinds]
    return {
        "found": share(get("found"), get("gold")),
        "type_f": f(get("type/right"), get("gold"), get("type/said")),
        "type_macro_f": share(sum(by_kind), len(by_kind)),
        "type_recall": share(get("type/right"), get("gold")),
        **{f"{role}_f": f(get(f"{role}/right"), get(f"{role}/gold"), get(f"{role}/said")) for role in ROLES},
        "all_three": share(get("all/right"), get("gold")),
    }


def _measure_documents(counts: Counts) -> dict[str, float]:
    get = _getter(counts)
    assault = f(get("assault/right"), get("assault/gold"), get("assault/said"), get("assault/met"))
    return {"assault_f": assault} | _measure_types(counts)


def _getter(counts: Counts) -> Callable[[str], int]:
    return lambda name: counts.get(name, 0)


def _timeml(document: GoldDocument, found: Sequence[Found]) -> dict[str, int]:
    """Count which events were found, and of these modality and day."""
    counts: dict[str, int] = {}
    for gold in document.annotations:
        rows = on(found, gold["triggers"])
        occurrence = gold["label"] == "OCCURRENCE"
        _add(counts, "occurrences/gold", occurrence)
        _add(counts, "occurrences/found", occurrence and bool(rows))
        if not rows:
            continue
        if gold["modality"]:
            right = {_reality(modality) for modality in gold["modality"]}
            said = _reality(rows[0].modality)
            credited = said if said in right else _reality(gold["modality"][0])
            _add(counts, "modality/judged")
            _add(counts, f"reality/{credited}/gold")
            _add(counts, f"reality/{said}/said")
            _add(counts, f"reality/{said}/right", said in right)
        if gold["dates"]:
            _add(counts, "day/judged")
            _add(counts, "day/right", any(row.first_day == row.last_day and row.first_day in gold["dates"] for row in rows))
    return counts


def _reality(modality: str) -> str:
    return modality if modality in REALITIES else "planned or possible"


def _measure_timeml(counts: Counts) -> dict[str, float]:
    get = _getter(counts)
    by_reality = [
        f(*(get(f"reality/{one}/{what}") for what in ("right", "gold", "said"))) for one in REALITIES if get(f"reality/{one}/gold")
    ]
    measures = {
        "occurrences_found": share(get("occurrences/found"), get("occurrences/gold")),
        "day": share(get("day/right"), get("day/judged")),
        "days_judged": get("day/judged"),
    }
    if by_reality:
        measures |= {"modality_macro_f": sum(by_reality) / len(by_reality), "modalities_judged": get("modality/judged")}
    return measures


def _snippet(document: GoldDocument, found: Sequence[Found]) -> dict[str, int]:
    """Count the types of a snippet: each type that it has counts once."""
    wanted = document.record["types"]
    said = {one.event_type for one in found if one.event_type}
    counts = {"type/said": len(said)}
    if not wanted:
        return counts | {"disasters": 1, "disasters/conflict": not said.isdisjoint(CONFLICT)}
    credited = next((kind for kind in wanted if kind in said), wanted[0])
    counts |= {"gold": 1, "met": credited in said, "type/right": len(said & set(wanted))}
    counts |= {f"kind/{kind}/said": 1 for kind in said}
    return counts | {f"kind/{credited}/gold": 1, f"kind/{credited}/right": credited in said}


def _measure_snippets(counts: Counts) -> dict[str, float]:
    get = _getter(counts)
    return {
        "type_f": f(get("type/right"), get("gold"), get("type/said"), get("met")),
        "type_precision": share(get("type/right"), get("type/said")),
        "type_recall": share(get("met"), get("gold")),
        "conflict_in_disasters": share(get("disasters/conflict"), get("disasters")),
    }


def _incidents(document: GoldDocument, found: Sequence[Found]) -> dict[str, int]:
    """Count which fillers of the incidents have an event; those that an annotator may leave out count only for the precision of days."""
    counts: dict[str, int] = {}
    for incident in document.record["incidents"]:
        events = [one for one in found if one.event_type in incident["types"]]
        dated = bool(incident["dates"]) and any(_lies(one, incident["dates"]) for one in events)
        if incident["optional"]:
            continue
        for role, fillers in (("perpetrator", incident["actors"]), ("target", incident["targets"])):
            said = frozenset().union(*(content_words(getattr(one, "actor" if role == "perpetrator" else "target")) for one in events))
            for alternatives in fillers:
                _add(counts, f"{role}/gold")
                _add(counts, f"{role}/right", any(content_words(name) & said for name in alternatives))
        if incident["dates"]:
            _add(counts, "date/gold")
            _add(counts, "date/met", dated)
    kinds = {kind for incident in document.record["incidents"] for kind in incident["types"]}
    days = [one for one in found if one.event_type in kinds and one.first_day]
    ranges = [incident["dates"] for incident in document.record["incidents"] if incident["dates"]]
    if ranges:
        _add(counts, "date/said", len(days))
        _add(counts, "date/right", sum(any(_lies(one, dates) for dates in ranges) for one in days))
    return counts


def _lies(event: Found, dates: Sequence[str | None]) -> bool:
    """Return whether the days of ``event`` lie in a range of days, either end of which may be open."""
    first, last = dates
    return (
        event.first_day is not None
        and event.last_day is not None
        and (first is None or first <= event.first_day)
        and (last is None or event.last_day <= last)
    )


def _measure_incidents(counts: Counts) -> dict[str, float]:
    get = _getter(counts)
    return {
        "perpetrator_recall": share(get("perpetrator/right"), get("perpetrator/gold")),
        "target_recall": share(get("target/right"), get("target/gold")),
        "date_recall": share(get("date/met"), get("date/gold")),
        "date_precision": share(get("date/right"), get("date/said")),
    }


LEVELS = {
    "sentence": Level(_typed, _measure_types),
    "document": Level(_typed, _measure_documents),
    "one": Level(_typed, _measure_types),
    "timeml": Level(_timeml, _measure_timeml),
    "snippet": Level(_snippet, _measure_snippets),
    "incidents": Level(_incidents, _measure_incidents),
}


def _types(name: str, counts: Counts) -> list[str]:
    """Return the table of types of one set, for people; nothing where its gold has none."""
    get = _getter(counts)
    lines = []
    for kind in EVENT_TYPES:
        gold, said, right = (get(f"kind/{kind}/{what}") for what in ("gold", "said", "right"))
        if gold or said:
            figures = f"{100 * share(right, said):10.1f}{100 * share(right, gold):8.1f}{100 * f(right, gold, said):7.1f}"
            lines.append(f"{kind:<12}{gold:6}{said:6}{figures}")
    return [f"{name:<12}{'gold':>6}{'said':>6}{'precision':>10}{'recall':>8}{'F':>7}", *lines, ""] if lines else []
