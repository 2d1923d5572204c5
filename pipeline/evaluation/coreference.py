"""The task ``coreference``: what pronouns and descriptions stand for, against the chains of annotated news, biographies and interviews."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pipeline.evaluation import fitted, reliability
from pipeline.evaluation.task import GoldDocument, Report, Rows

TASK = "coreference"

PERSONAL = frozenset(("he", "him", "his", "himself", "she", "her", "hers", "herself"))
THING = frozenset(("it", "its", "itself"))
PLURAL = frozenset(("they", "them", "their", "theirs", "themselves"))
BODIES = frozenset(("organization", "place"))
"""Types of named chains for which "it" is measured: what else it stands for (an event, a film) is no aim of the dataset."""

Row = Mapping[str, Any]


class Claim(NamedTuple):
    """One pronoun or description and what stands for its antecedent: offsets, form, and the offsets of the names it is said to be."""

    start: int
    end: int
    form: str
    names: Sequence[tuple[int, int]]
    confidence: float = 1.0


class Gold:
    """The chains of one document, ready to be asked whether a claim is right."""

    def __init__(self, document: GoldDocument) -> None:
        """Sort the annotations of ``document`` by chain."""
        self.chains: dict[int, list[Row]] = defaultdict(list)
        for one in document.annotations:
            self.chains[one["chain"]].append(one)
        self.named = {chain for chain, members in self.chains.items() if any(one["pos"] == "name" for one in members)}
        self.bodies = {chain for chain in self.named if any(one["pos"] == "name" and one["etype"] in BODIES for one in self.chains[chain])}
        self.pronouns = {(one["start"], one["end"]): one for one in document.annotations if one["pos"] == "pronoun"}
        self.nominals = [one for one in document.annotations if one["pos"] != "pronoun"]

    def wanted(self, words: frozenset[str], chains: Iterable[int]) -> set[tuple[int, int]]:
        """Return the pronouns among ``words`` whose chain is one of ``chains``."""
        among = set(chains)
        return {span for span, one in self.pronouns.items() if one["text"].lower() in words and one["chain"] in among}

    def chain_of(self, claim: Claim) -> int | None:
        """Return the chain of a claim: of its own pronoun, or of the shortest other mention that ends where the description does."""
        if claim.form == "pronoun":
            found = self.pronouns.get((claim.start, claim.end))
            return None if found is None else found["chain"]
        met = [one for one in self.nominals if one["start"] <= claim.start and one["head_start"] < claim.end <= one["end"]]
        return min(met, key=lambda one: one["end"] - one["start"])["chain"] if met else None

    def is_right(self, claim: Claim, strict: bool) -> bool:
        """Return whether one of the claim's names lies on a mention of its chain (``strict``: shares a character with the head of a name)."""
        chain = self.chain_of(claim)
        others = [one for one in self.chains.get(chain, ()) if one["pos"] != "pronoun"] if chain is not None else []
        if strict:
            heads = [(one["head_start"], one["head_end"]) for one in others if one["pos"] == "name"]
        else:
            heads = [(one["start"], one["end"]) for one in others]
        return any(low < end and start < high for low, high in heads for start, end in claim.names)


def claims(rows: Rows) -> list[Claim]:
    """Return what the published rows claim: each coreference with the mentions of its entity."""
    named: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in rows.get("mentions", ()):
        named[row["entity_id"]].append((row["char_start"], row["char_end"]))
    return [
        Claim(row["char_start"], row["char_end"], row["form"], named[row["entity_id"]], row["confidence"])
        for row in rows.get("coreferences", ())
    ]


def nearest(document: GoldDocument, rows: Rows) -> list[Claim]:
    """Return the baseline: every annotated "he" and "she" is the nearest person named before it, whoever it is."""
    people = sorted((row["char_start"], row["char_end"]) for row in rows.get("mentions", ()) if row["entity_type"] == "PERSON")
    entity_of = {(row["char_start"], row["char_end"]): row["entity_id"] for row in rows.get("mentions", ())}
    named: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for span, entity in entity_of.items():
        named[entity].append(span)
    found = []
    for one in document.annotations:
        before = [span for span in people if span[1] <= one["start"]]
        if one["text"].lower() in PERSONAL and before:
            found.append(Claim(one["start"], one["end"], "pronoun", named[entity_of[before[-1]]]))
    return found


def score(documents: Sequence[GoldDocument], predicted: Mapping[str, Rows]) -> Report:
    """Return how many he/she pronouns of named chains are resolved and how many rows are right, "it", plurals and descriptions apart.

    A row is right where its entity has a mention on a mention of the row's chain (``strict``: on the head of a name). Recall counts the
    pronouns of chains with a name ("it": with a name of an organisation or a place), precision all rows made in the documents. ``confidence_``: what
    the column is worth on the documents that it was not fitted on. Baseline: the nearest person named before the pronoun.
    """
    ours = {document.file: claims(predicted.get(document.file, {})) for document in documents}
    base = {document.file: nearest(document, predicted.get(document.file, {})) for document in documents}
    measures = measure(documents, ours)
    baseline = {name: value for name, value in measure(documents, base).items() if name.startswith("he_she")}
    sets = sorted({str(document.record.get("set", "")) for document in documents})
    lines = [f"{'set':16}{'pronouns':>9}{'rows':>6}{'R':>7}{'P':>7}{'strict R':>10}{'P':>7}{'nominal':>9}{'P':>7}"]
    for name in ("", *sets):
        own = measure([one for one in documents if not name or str(one.record.get("set", "")) == name], ours)
        cells = [100 * own[f"he_she{kind}_{share}"] for kind in ("", "_strict") for share in ("recall", "precision")]
        lines.append(
            f"{name or 'all':16}{own['he_she']:9.0f}{own['he_she_rows']:6.0f}{cells[0]:7.1f}{cells[1]:7.1f}{cells[2]:10.1f}{cells[3]:7.1f}"
            f"{own['nominal_rows']:9.0f}{100 * own['nominal_precision']:7.1f}"
        )
    judged = [
        (claim.confidence, Gold(document).is_right(claim, strict=False))
        for document in fitted.apart(TASK, documents)[0]
        for claim in ours[document.file]
        if document.is_scored(claim.start, claim.end)
    ]
    measures |= reliability.measures(judged)
    return Report(TASK, measures, {"nearest": baseline}, "\n".join([*lines, *reliability.table(judged)]))


def measure(documents: Sequence[GoldDocument], found: Mapping[str, Sequence[Claim]]) -> dict[str, float]:
    """Return the measures of ``score`` for claims by file name."""
    counts: Counter[str] = Counter()
    for document in documents:
        gold = Gold(document)
        made = [claim for claim in found.get(document.file, ()) if document.is_scored(claim.start, claim.end)]
        _count(counts, gold, "he_she", gold.wanted(PERSONAL, gold.named), _pronouns(document, made, PERSONAL))
        _count(counts, gold, "it", gold.wanted(THING, gold.bodies), _pronouns(document, made, THING))
        _count(counts, gold, "they", gold.wanted(PLURAL, gold.named), _pronouns(document, made, PLURAL))
        _count(counts, gold, "nominal", set(), [claim for claim in made if claim.form == "nominal"])
    result: dict[str, float] = {}
    for name in ("he_she", "it", "they", "nominal"):
        rows = counts[f"{name}_rows"]
        result[f"{name}_rows"] = rows
        kinds = ("", "_strict") if name == "he_she" else ("",)
        if name != "nominal":
            result[name] = counts[name]
        for kind in kinds:
            if name != "nominal":
                result[f"{name}{kind}_recall"] = _share(counts[f"{name}{kind}_met"], counts[name])
            result[f"{name}{kind}_precision"] = _share(counts[f"{name}{kind}_right"], rows)
    return result


def _count(counts: Counter[str], gold: Gold, name: str, wanted: set[tuple[int, int]], made: Sequence[Claim]) -> None:
    """Add what the claims ``made`` get right to ``counts``: of all of them, and of the pronouns ``wanted``."""
    counts[name] += len(wanted)
    counts[f"{name}_rows"] += len(made)
    checks: tuple[tuple[str, Callable[[Claim], bool]], ...] = (
        ("", lambda claim: gold.is_right(claim, strict=False)),
        ("_strict", lambda claim: gold.is_right(claim, strict=True)),
    )
    for kind, is_right in checks:
        right = [claim for claim in made if is_right(claim)]
        counts[f"{name}{kind}_right"] += len(right)
        counts[f"{name}{kind}_met"] += sum((claim.start, claim.end) in wanted for claim in right)


def _pronouns(document: GoldDocument, made: Sequence[Claim], words: frozenset[str]) -> list[Claim]:
    return [claim for claim in made if claim.form == "pronoun" and document.text[claim.start : claim.end].lower() in words]


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
