"""Scores of events against gold."""

from typing import Any

import pytest

from pipeline.evaluation import event_rows, events
from pipeline.evaluation.task import GoldDocument

TEXT = "Ruritania attacked the Duchy on 3 May. They accused the Duchy of arson. Zenda will meet Strelsau."


def at(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def gold(trigger: str, types: list[str] | None, **more: Any) -> dict[str, Any]:
    roles = {role: [at(words) for words in more.pop(role, ())] for role in ("actor", "target", "participant")}
    return {**at(trigger), "triggers": [at(trigger)], "types": types, **roles, "label": "", "modality": None, "dates": [], **more}


def document(level: str, *annotations: dict[str, Any], scored: int = len(TEXT), **more: Any) -> GoldDocument:
    record = {"set": "own-dev", "level": level, "date": "2024-05-04"} | more
    return GoldDocument("a.txt", TEXT, ((0, scored),), annotations, record)


def row(trigger: str, event_type: str | None, actor: str | None = None, target: str | None = None, **more: Any) -> dict[str, Any]:
    found = at(trigger)
    given = {"start_date": None, "end_date": None, "modality": "happened", "actor_entity_id": None, "target_entity_id": None}
    span = {"char_start": found["start"], "char_end": found["end"], "event_type": event_type}
    return span | given | {"actor_text": actor, "target_text": target} | more


def score(one: GoldDocument, *rows: dict[str, Any], **others: Any) -> dict[str, float]:
    measures = events.score([one], {"a.txt": {"events": rows, **others}}).measures
    return {name.removeprefix("own_"): value for name, value in measures.items()}


ATTACK = gold("attacked", ["ASSAULT"], actor=["Ruritania"], target=["the Duchy"])
ACCUSATION = gold("accused", ["ACCUSE", "COERCE"], actor=["They"], target=["the Duchy"])
MEETING = gold("meet", ["CONSULT"], participant=["Zenda", "Strelsau"])


def test_all_right() -> None:
    measures = score(
        document("sentence", ATTACK, ACCUSATION, MEETING),
        row("attacked", "ASSAULT", "Ruritania", "Duchy"),
        row("accused", "COERCE", None, "the Duchy"),
        row("meet", "CONSULT", "Strelsau", "Zenda"),
    )
    names = ("found", "type_f", "type_macro_f", "type_recall", "actor_f", "target_f", "all_three")
    assert measures == dict.fromkeys(names, 1.0)


def test_a_wrong_type_leaves_the_event_found_and_its_roles_right() -> None:
    measures = score(document("sentence", ATTACK, MEETING), row("attacked", "ACCUSE", "Ruritania", "the Duchy"))
    assert (measures["found"], measures["type_f"], measures["type_macro_f"]) == (0.5, 0.0, 0.0)
    assert (measures["actor_f"], measures["target_f"], measures["all_three"]) == (2 / 3, 2 / 3, 0.0)


def test_actor_and_target_changed_over_are_wrong() -> None:
    measures = score(document("sentence", ATTACK), row("attacked", "ASSAULT", "the Duchy", "Ruritania"))
    assert (measures["type_f"], measures["actor_f"], measures["target_f"]) == (1.0, 0.0, 0.0)


def test_a_role_that_the_gold_has_not_is_not_judged() -> None:
    measures = score(document("sentence", ACCUSATION), row("accused", "ACCUSE", "Ruritania", "the Duchy"))
    assert (measures["actor_f"], measures["target_f"], measures["all_three"]) == (0.0, 1.0, 1.0)


def test_precision_of_types_counts_only_what_stands_on_gold_triggers() -> None:
    both = row("attacked", "ASSAULT"), row("attacked the", "COERCE")
    assert score(document("sentence", ATTACK), *both, row("meet", "CONSULT"))["type_f"] == pytest.approx(2 * 0.5 / 1.5)


def test_a_pronoun_stands_for_its_entity() -> None:
    measures = score(
        document("sentence", ATTACK),
        row("attacked", "ASSAULT", "it", actor_entity_id="r"),
        entities=[{"entity_id": "r", "name": "Kingdom of Ruritania"}],
    )
    assert (measures["actor_f"], measures["target_f"]) == (1.0, 0.0)


def test_in_whole_documents_each_assault_counts_but_on_neutral_triggers() -> None:
    one = document("document", ATTACK, gold("arson", None))
    assert score(one, row("attacked", "ASSAULT"), row("arson", "ASSAULT"))["assault_f"] == 1.0
    assert score(one, row("attacked", "ASSAULT"), row("accused", "ASSAULT"))["assault_f"] == pytest.approx(2 / 3)
    assert score(one, row("attacked", "COERCE"))["assault_f"] == 0.0


def test_outside_of_the_scored_regions_nothing_counts() -> None:
    one = document("document", ATTACK, scored=TEXT.index("They"))
    assert score(one, row("attacked", "ASSAULT"), row("accused", "ASSAULT"))["assault_f"] == 1.0


def test_modality_and_day_are_judged_on_what_was_found() -> None:
    one = document(
        "timeml",
        gold("attacked", None, label="OCCURRENCE", modality=["happened"], dates=["2024-05-03"]),
        gold("meet", None, label="OCCURRENCE", modality=["planned", "possible"], dates=["2024-06-01"]),
        gold("arson", None, label="OCCURRENCE", modality=["denied"]),
        gold("accused", None, label="REPORTING", modality=["happened"]),
    )
    day = {"start_date": "2024-05-03", "end_date": "2024-05-03"}
    rows = row("attacked", "ASSAULT", **day), row("meet", "CONSULT", modality="possible", start_date="2024-06-01", end_date="2024-06-30")
    measures = score(one, *rows)
    assert (measures["occurrences_found"], measures["modality_macro_f"], measures["modalities_judged"]) == (2 / 3, 1.0, 2)
    assert (measures["day"], measures["days_judged"]) == (0.5, 2)
    assert score(one, *rows, row("arson", "ACCUSE", modality="happened"))["modality_macro_f"] == pytest.approx((2 / 3 + 0 + 1) / 3)


def test_a_snippet_is_judged_by_all_its_types() -> None:
    one = document("snippet", types=["PROTEST", "ASSAULT"])
    measures = score(one, row("attacked", "ASSAULT"), row("accused", "ACCUSE"), row("arson", "ASSAULT"))
    assert (measures["type_precision"], measures["type_recall"], measures["conflict_in_disasters"]) == (0.5, 1.0, 0.0)
    disaster = document("snippet", types=[])
    assert score(disaster, row("attacked", "ASSAULT"))["conflict_in_disasters"] == 1.0
    assert score(disaster, row("meet", "CONSULT"), row("arson", None))["conflict_in_disasters"] == 0.0


INCIDENT = {"types": ["ASSAULT"], "optional": False, "dates": ["2024-05-02", None], "actors": [["THE KINGDOM", "RURITANIA"]]}


def test_fillers_and_days_of_incidents() -> None:
    one = document("incidents", incidents=[INCIDENT | {"targets": [["THE DUCHY"], ["A BRIDGE"]]}])
    day = {"start_date": "2024-05-03", "end_date": "2024-05-03"}
    late = {"start_date": "2024-05-01", "end_date": "2024-05-03"}
    assert score(one, row("attacked", "ASSAULT", "Ruritania", "the Duchy", **day), row("arson", "ASSAULT", **late)) == {
        "perpetrator_recall": 1.0,
        "target_recall": 0.5,
        "date_recall": 1.0,
        "date_precision": 0.5,
    }
    assert set(score(one, row("attacked", "ACCUSE", "Ruritania", "the Duchy", **day)).values()) == {0.0}


def test_an_optional_incident_is_not_missed() -> None:
    other = {"types": ["ASSAULT"], "optional": True, "dates": ["2024-04-01", "2024-04-01"], "actors": [["ZENDA"]], "targets": []}
    one = document("incidents", incidents=[INCIDENT | {"targets": []}, other])
    day = {"start_date": "2024-04-01", "end_date": "2024-04-01"}
    measures = score(one, row("attacked", "ASSAULT", "Ruritania", **day))
    assert (measures["perpetrator_recall"], measures["date_recall"], measures["date_precision"]) == (1.0, 0.0, 1.0)


def test_the_trivial_rule_takes_stems_and_the_nearest_names() -> None:
    found = event_rows.lexicon_events(document("sentence"))
    assert [(TEXT[one.start : one.end], one.event_type, one.actor, one.target, one.modality) for one in found] == [
        ("attacked", "ASSAULT", "Ruritania", "Duchy", "happened"),
        ("accused", "ACCUSE", "They", "Duchy", "happened"),
        ("meet", "CONSULT", "Zenda", "Strelsau", "planned"),
    ]
    assert {(one.first_day, one.last_day) for one in found} == {("2024-05-04", "2024-05-04")}


def test_the_report_has_a_baseline_intervals_and_a_table_of_types() -> None:
    report = events.score([document("sentence", ATTACK)], {"a.txt": {"events": [row("attacked", "ASSAULT")]}})
    assert report.baselines["lexicon"]["own_type_f"] == 1.0
    assert report.intervals["own_type_f"] == (1.0, 1.0)
    assert [line.split() for line in report.details.splitlines() if line] == [
        ["own", "gold", "said", "precision", "recall", "F"],
        ["ASSAULT", "1", "1", "100.0", "100.0", "100.0"],
    ]
