"""How sure a statement is."""

from collections.abc import Mapping

import pytest

from tests.conftest import Annotated
from transforms.text import names, statements, times
from transforms.text.lexicon import odds
from transforms.text.reading import Reading
from transforms.text.statements import certainty, rows


def read(annotated: Annotated, text: str) -> Reading:
    article = annotated(text)
    names.extract(article)
    times.extract(article)
    return article


def test_a_plain_report_is_surer_than_what_somebody_backs(annotated: Annotated) -> None:
    plain, backed = statements.extract(read(annotated, "Ada Quill said the dam would hold. The group that met in May backs parks."))[
        "statements"
    ]
    assert plain.confidence > 0.8 > backed.confidence


def test_confidence_is_the_share_that_the_table_makes_of_the_features(annotated: Annotated) -> None:
    article = read(annotated, '"We will stay," said Ada Quill. Ona Berg wants to leave. The plan was criticised for its cost.')
    found = {row.content_start: row.confidence for row in statements.extract(article)["statements"]}
    assert len(found) == 3
    for draft, speaker in statements.spoken(article):
        row = rows.statement(article, draft, speaker)
        features = certainty.features(draft, speaker, row.form)
        assert found[row.content_start] == odds.probability(certainty.WEIGHTS, features) == round(found[row.content_start], 2)


def test_features_say_what_made_the_row_and_how_its_parts_lie(annotated: Annotated) -> None:
    def features(text: str) -> Mapping[str, float]:
        ((draft, speaker),) = statements.spoken(read(annotated, text))
        return certainty.features(draft, speaker, rows.form_of(draft))

    clause = features("Ada Quill said on Monday that the dam would hold.")
    assert clause.keys() >= {
        "always", "rule=a verb with a clause", "form=indirect", "stance=asserted", "plain=True, indirect", "tag=VBD", "dep=ROOT",
        "basis=named, True", "source=NNP", "source of 2", "gap of 0", "inverted=False", "content of 4", "content 2 away",
        "content to the end=True", "opens with IN",
    }  # fmt: skip
    assert set(clause.values()) == {1.0}
    assert features("“We were never asked whether it would hold.”").keys() >= {"cue none", "form=direct", "source none"}


def test_a_feature_that_the_table_lacks_counts_nothing(annotated: Annotated, monkeypatch: pytest.MonkeyPatch) -> None:
    article = read(annotated, "Ada Quill said the dam would hold.")
    monkeypatch.setattr(odds, "weights", lambda table: {"always": 2.0})
    (row,) = statements.extract(article)["statements"]
    assert row.confidence == 0.88
