"""Fitting what is a place and which one: the same tables each time, no word of the texts, and the weights set by hand."""

from pathlib import Path

import pytest

from pipeline.evaluation.task import GoldDocument
from tests.conftest import Annotated
from training import by_hand, corpus, places
from transforms.text import names

TEXT = "Police in Paris, Texas, met a man from Dallas.\n\nParis is a town in Texas. Mr. Dallas spoke of London, Ont., and of London."


def test_the_same_tables_each_time(annotated: Annotated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("scipy")
    reading = annotated(TEXT)
    names.extract(reading)
    points = {"Paris": (33.66, -95.55), "London": (42.98, -81.23)}
    starts = [(name, at) for name in points for at in range(len(reading.source_text)) if reading.source_text.startswith(name, at)]
    gold = tuple(
        {"start": at, "end": at + len(name), "lat": points[name][0], "lon": points[name][1], "country": "US", "geonames_id": "0",
         "whole_country": False}
        for name, at in starts
    )  # fmt: skip
    pair = (GoldDocument("a.txt", reading.source_text, ((0, len(reading.source_text)),), gold, {}), reading)
    (tmp_path / "places").mkdir()
    monkeypatch.setattr(corpus, "DATA", tmp_path)
    written = []
    for _ in range(2):
        places.write([pair] * 3)
        written.append([(tmp_path / table).read_text(encoding="utf-8") for table in (places.TAGGING, places.SENSES)])
    assert written[0] == written[1]
    tagging, senses = written[0]
    assert "kind=name\t" in tagging
    assert "town_phrase\t2.000\n" in tagging
    assert "2\tgoverning_capital\t2.500\n" in senses
    assert not any(word in text for text in written[0] for word in ("Paris", "paris", "dallas", "London"))


def test_weights_set_by_hand_say_why() -> None:
    rows = [line.split("\t") for line in by_hand.TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert all(len(row) == 4 and (corpus.DATA / row[0]).exists() and float(row[2]) and len(row[3]) > 20 for row in rows)


def test_the_weights_that_ship_hold_those_set_by_hand() -> None:
    tagging = (corpus.DATA / places.TAGGING).read_text(encoding="utf-8")
    senses = (corpus.DATA / places.SENSES).read_text(encoding="utf-8")
    assert all(f"\n{feature}\t{weight:.3f}\n" in tagging for feature, weight in by_hand.weights(places.TAGGING).items())
    assert all(f"\n{number}\t{f}\t{w:.3f}\n" in senses for number in range(3) for f, w in by_hand.weights(places.SENSES).items())
