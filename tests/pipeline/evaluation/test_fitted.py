import dataclasses

import pytest

from pipeline.evaluation import command, fitted, mentions, page, places
from pipeline.evaluation.task import GoldDocument

OLD = GoldDocument("a.txt", "An old text of Oslo.", ((0, 20),), ({"start": 15, "end": 19, "coarse": "LOC"},), {})
NEW = GoldDocument("b.txt", "A new text of Oslo.", ((0, 19),), ({"start": 14, "end": 18, "coarse": "LOC"},), {})


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The weights of both tasks were fitted on the old text."""
    monkeypatch.setattr(fitted, "entries", lambda: {(task, fitted.digest(OLD.text)) for task in ("mentions", "places", "segments")})


def test_documents_are_known_by_their_text() -> None:
    assert fitted.apart("places", [OLD, NEW]) == ([NEW], [OLD])
    assert fitted.apart("times", [OLD, NEW]) == ([OLD, NEW], [])


def test_what_was_fitted_on_is_measured_apart() -> None:
    rows = {"b.txt": {"mentions": [{"char_start": 14, "char_end": 18, "entity_type": "GPE", "confidence": 0.9}]}}
    report = mentions.score([OLD, NEW], rows, peers=False)
    assert (report.measures["all_gold"], report.measures["all_exact_f"], report.measures["fitted_all_exact_f"]) == (1, 1.0, 0.0)
    assert report.details.startswith("measured on 1 documents that are new to the weights; 1 that they were fitted on")
    measures = places.score([OLD, NEW], {}).measures
    assert {"tagging_f", "fitted_tagging_f"} <= set(measures)


def test_pages_are_apart_whose_lines_were_fitted_on() -> None:
    documents = [dataclasses.replace(one, record={"page": {"headline": ["Oslo"]}}) for one in (OLD, NEW)]
    article = dict.fromkeys(command.OF_THE_PAGE) | {"headline": "Oslo"}
    measures = page.score(documents, {"a.txt": {"articles": [article]}}).measures
    assert (measures["headline_pages"], measures["headline"], measures["fitted_headline"]) == (1, 0.0, 1.0)


def test_the_table_names_texts_by_digest_alone() -> None:
    lines = fitted.TABLE.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("#")
    assert all(
        len(digest) == 16 and task in ("coreference", "mentions", "page", "places", "segments", "statements")
        for task, digest in (line.split("\t") for line in lines[1:])
    )
