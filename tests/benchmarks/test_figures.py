"""Marked numbers of the documents are the measured ones."""

import json
from pathlib import Path

import pytest

from benchmarks import figures


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    record: dict[str, dict[str, object]] = {
        "times": {"measures": {"value_f": 0.8312, "gold": 299}, "baselines": {"one.two": {"value_f": 0.1}}}
    }
    record["times"]["intervals"] = {"value_f": [0.7904, 0.8666]}
    (tmp_path / "measured.json").write_text(json.dumps(record), encoding="utf-8")
    return tmp_path


def test_a_marked_number_becomes_what_was_measured_and_the_rest_stays(folder: Path) -> None:
    text = "value 1<!--measured/times/value_f--> of 1,000<!--measured/times/gold-->, 2 <!--no mark-->, peer 0<!--measured/times/one.two/value_f-->"
    assert figures.filled(text, folder) == (
        "value 83.1<!--measured/times/value_f--> of 299<!--measured/times/gold-->, 2 <!--no mark-->, peer 10.0<!--measured/times/one.two/value_f-->"
    )


def test_an_interval_is_written_with_both_of_its_ends(folder: Path) -> None:
    text = "83.1<!--measured/times/value_f--> | 1.0 to 2.0<!--measured/times/intervals/value_f-->, from 1 to 2<!--measured/times/gold-->"
    assert figures.filled(text, folder) == (
        "83.1<!--measured/times/value_f--> | 79.0 to 86.7<!--measured/times/intervals/value_f-->, from 1 to 299<!--measured/times/gold-->"
    )


def test_a_mark_of_nothing_measured_is_an_error(folder: Path) -> None:
    with pytest.raises(KeyError, match="span_f"):
        figures.filled("1<!--measured/times/span_f-->", folder)


@pytest.mark.parametrize("document", figures.DOCUMENTS, ids=lambda path: path.name)
def test_documents_quote_what_was_recorded(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert figures.filled(text) == text
