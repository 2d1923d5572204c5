"""What is said of a run whose articles are unlike those of the runs before it, and what is not."""

import dataclasses
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline import drift
from pipeline.drift import Profile, band, compare
from pipeline.errors import AuditError, DriftError
from pipeline.lakes.local import LocalLake
from pipeline.main import main
from pipeline.options import RunOptions
from pipeline.run import Outcome, run
from schemas import DATASETS
from tests.pipeline.pages import pages

ROWS = {"segments": 20.0, "mentions": 12.0, "places": 4.0, "events": 2.0}
ABSENT = {"articles.headline": 0.02, "articles.outlet": 0.3, "places.geonames_id": 0.15}
KINDS = {"language": {"en": 0.95, "de": 0.05}, "page_type": {"story": 0.8, "live": 0.15, "listing": 0.05}}
REJECTS = {"no_date": 0.02, "empty": 0.01}


def some(dice: random.Random, share: float, size: int) -> int:
    """How many of ``size`` have what has this share, drawn."""
    return sum(dice.random() < share for _ in range(size))


def night(seed: int, articles: int = 300, **other: Any) -> Profile:
    """The profile of a night whose articles are like those of others: drawn from the same shares, which differ a little from night to night."""
    dice = random.Random(seed)

    def about(value: float) -> float:
        return value * dice.uniform(0.95, 1.05)

    rows = {name: round(articles * dice.gauss(about(mean), 2 * mean**0.5 / articles**0.5)) for name, mean in ROWS.items()}
    absent = {name: [some(dice, about(share), articles), articles] for name, share in ABSENT.items()}
    kinds = {kind: {value: some(dice, about(share), articles) for value, share in shares.items()} for kind, shares in KINDS.items()}
    rejects = {reason: some(dice, about(share), articles) for reason, share in REJECTS.items()}
    found = Profile(articles, articles + sum(rejects.values()), {"articles": articles, **rows}, absent, kinds, rejects)
    return dataclasses.replace(found, **other)


HISTORY = [night(seed) for seed in range(1, 15)]


def told(now: Profile, before: list[Profile] = HISTORY) -> list[str]:
    return [one.measure for one in compare(now, before).drifts]


def test_nights_like_the_others_are_not_told_of() -> None:
    found = [compare(night(seed, articles), HISTORY) for seed, articles in zip(range(100, 140), [120, 300, 900, 300] * 10, strict=True)]
    assert [one.drifts for one in found] == [[]] * 40
    assert {one.compared for one in found} == {14}


@pytest.mark.parametrize(
    ("other", "measures"),
    [
        ({"rows": {"articles": 300, **{name: 300 * mean for name, mean in ROWS.items()}, "places": 300}}, ["places an article"]),
        ({"rows": {"articles": 300, "segments": 6000, "mentions": 3600, "places": 1200}}, ["events an article"]),
        ({"absent": {"articles.headline": [90, 300], "articles.outlet": [90, 300], "places.geonames_id": [45, 300]}},
         ["share without articles.headline"]),
        ({"rejects": {"no_date": 6, "empty": 3, "not_utf8": 60}, "decided": 369}, ["share of rejects not_utf8"]),
        ({"kinds": {"language": {"en": 150, "fr": 150}, "page_type": {"story": 240, "live": 45, "listing": 15}}},
         ["share of language en", "share of language fr"]),
        ({"kinds": {"language": {"en": 285, "de": 15}, "page_type": {"listing": 300}}},
         ["share of page_type listing", "share of page_type live", "share of page_type story"]),
    ],
)  # fmt: skip
def test_what_changed_is_told(other: dict[str, Any], measures: list[str]) -> None:
    assert told(night(99, **other)) == measures


def test_a_drift_says_its_value_and_the_band() -> None:
    absent = {"articles.headline": [90, 300], "articles.outlet": [90, 300], "places.geonames_id": [45, 300]}
    (found,) = compare(night(99, absent=absent), HISTORY).drifts
    assert (found.value, found.runs, found.low) == (0.3, 14, 0.0)
    assert 0.04 < found.high < 0.1
    assert str(found) == f"share without articles.headline: 0.3, 0 to {found.high:.4g} in the last 14 runs"


def test_one_odd_night_among_the_last_ones_does_not_widen_the_band_much() -> None:
    odd = night(50, absent={"articles.headline": [290, 300], "articles.outlet": [0, 300], "places.geonames_id": [300, 300]})
    assert told(night(99, absent={**odd.absent, "articles.outlet": [90, 300]}), [odd, *HISTORY[:9]]) == [
        "share without articles.headline", "share without places.geonames_id",
    ]  # fmt: skip


def test_too_few_runs_or_articles_are_no_ground_for_a_judgement() -> None:
    odd = {"absent": {"articles.headline": [300, 300]}}
    assert compare(night(99, **odd), HISTORY[:6]).compared == 0
    assert compare(night(99, **odd), HISTORY[:7]).compared == 12  # the other two columns are not measured
    assert compare(night(99, articles=90, **odd), HISTORY).compared == 0
    assert compare(night(99, **odd), [night(seed, articles=90) for seed in range(20)]).compared == 0
    assert compare(night(99, **odd), []).drifts == []


def test_a_night_on_which_nearly_all_is_rejected_is_judged_by_its_inputs() -> None:
    now = night(99, articles=20, rejects={"empty": 280}, decided=300)
    found = compare(now, HISTORY)
    assert (found.compared, [one.measure for one in found.drifts]) == (2, ["share of rejects empty"])


def test_facts_of_few_rows_are_not_judged_by_their_columns() -> None:
    few = [night(seed, absent={"casualties.count_min": [1, 40]}) for seed in range(10)]
    assert told(night(99, absent={"casualties.count_min": [40, 40]}), few) == []


def test_small_changes_are_told_to_nobody_however_sure_they_are() -> None:
    calm = [(0.10, 1_000_000)] * 28
    assert band(calm, 1_000_000, share=True) == pytest.approx((0.07, 0.13))
    assert band([(10.0, 1_000_000)] * 28, 1_000_000, share=False) == pytest.approx((9.0, 11.0))


def test_one_odd_run_moves_no_band() -> None:
    calm = [(0.1, 1_000)] * 9
    assert band([*calm, (0.9, 1_000)], 1_000, share=True) == band(calm, 1_000, share=True)
    assert band([(10.0, 100)] * 9 + [(90.0, 100)], 100, share=False) == (9.0, 11.0)


def test_that_something_never_happened_does_not_say_that_it_cannot() -> None:
    low, high = band([(0.0, 400)] * 7, 100, share=True)
    assert (low, round(high, 4)) == (0.0, 0.0351)


def test_a_small_run_has_a_wider_band() -> None:
    known = [(0.1, 500), (0.12, 500), (0.11, 500)]
    narrow, wide = band(known, 10_000, share=True), band(known, 100, share=True)
    assert wide[0] < narrow[0] < narrow[1] < wide[1]
    means = [(9.0, 400), (10.0, 400), (11.0, 400)]
    assert band(means, 100, share=False)[1] > band(means, 10_000, share=False)[1]


# ── in a run ──


Go = Callable[..., Outcome]


@pytest.fixture
def go(tmp_path: Path, runs_of_pages: None, monkeypatch: pytest.MonkeyPatch) -> Go:
    """``go(folder, …)``: a run of pages by a runner without a model, judged from the third run on, of any size."""
    monkeypatch.setattr(drift, "FEWEST", 1)
    monkeypatch.setattr(drift, "FEWEST_RUNS", 2)
    monkeypatch.setattr(drift, "WIDTH", 1.0)

    def over(folder: Path, **options: Any) -> Outcome:
        values = {"output": str(tmp_path / "lake"), "source_root": str(folder), "max_rejects": 1.0} | options
        return run(RunOptions(inputs=(str(folder),), **values))

    return over


def nights(folder: Path, go: Go) -> None:
    """Two nights with two articles and one reject that stays."""
    go(pages(folder, a=1, b=2, z="parse: empty: none"))
    go(pages(folder, c=3, d=4))


def record(outcome: Outcome) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(outcome.records, "run.json").read_text())
    return found


def test_a_run_leaves_its_profile_without_what_was_rejected_before(tmp_path: Path, go: Go) -> None:
    first = go(pages(tmp_path / "in", a=1, b=2, z="parse: empty: none"))
    kept = record(first)["drift"]
    assert (kept["compared"], kept["drifts"]) == (0, [])
    told = kept["profile"]
    assert (told["articles"], told["decided"], told["rejects"]) == (2, 3, {"empty": 1})
    assert told["rows"] | {"runs": 1} == json.loads(first.run.rows_out)
    assert told["kinds"] == {"language": {"en": 2}, "page_type": {"story": 2}}
    assert told["absent"]["articles.headline"] == [0, 2]
    assert all(0 <= absent <= of for absent, of in told["absent"].values())
    second = record(go(pages(tmp_path / "in", c=3, y="parse: empty: too")))["drift"]["profile"]
    assert (second["articles"], second["decided"], second["rejects"]) == (1, 2, {"empty": 1})  # y, and not z again
    assert drift.profiles_before(LocalLake(tmp_path / "lake"))[0] == Profile(**second)


def test_drift_is_said_in_summary_and_report(tmp_path: Path, go: Go, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    nights(folder, go)
    pages(folder, e=5, f=6, **{f"r{number}": f"parse: no_date: {number}" for number in range(8)})
    arguments = ["run", "--input", str(folder), "--source_root", str(folder), "--output", str(tmp_path / "lake"), "--max_rejects", "1"]
    assert main(arguments) == 0
    out = capsys.readouterr().out
    assert "warning: the articles of this run are unlike those of the last ones" in out
    (line,) = [line.strip() for line in out.splitlines() if "share of rejects no_date:" in line]
    assert line.startswith("share of rejects no_date: 0.8, 0 to ")
    newest = max((tmp_path / "lake" / "runs").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    assert f"<li>{line}</li>" in (newest / "audit.html").read_text(encoding="utf-8")


def test_strict_drift_publishes_nothing_and_a_run_without_it_does(tmp_path: Path, go: Go) -> None:
    folder = tmp_path / "in"
    nights(folder, go)
    pages(folder, e=5, f=6, **{f"r{number}": f"parse: no_date: {number}" for number in range(8)})
    with pytest.raises(DriftError, match=r"share of rejects no_date: 0\.8, .*; nothing is published; see ") as caught:
        go(folder, strict_drift=True)
    assert (isinstance(caught.value, AuditError), caught.value.exit_code) == (True, 3)
    lake = LocalLake(tmp_path / "lake")
    assert lake.published().number == 2
    refused = [json.loads(lake.read(f"{name}/run.json")) for name in lake.names("runs")]
    assert [one["status"] for one in refused if one["status"] != "published"] == ["refused_by_audit"]
    outcome = go(folder)
    assert outcome.version is not None
    assert (outcome.version.number, len(outcome.drifts)) == (3, 1)
    assert go(folder, strict_drift=True).run.status == "nothing_new"


def test_every_watched_column_is_one_of_the_contract() -> None:
    assert {
        name for dataset, columns in drift.KEY_COLUMNS.items() for name in columns if name not in {f.name for f in DATASETS[dataset].fields}
    } == set()
    assert set(drift.KINDS) <= {field.name for field in DATASETS["articles"].fields}
