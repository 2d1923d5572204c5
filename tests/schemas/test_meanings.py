"""What the values of closed vocabularies mean: each value of each column is explained, in the order of the vocabulary."""

from schemas.columns import DATASETS
from schemas.meanings import MEANINGS
from schemas.rows import EVENT_MODES


def test_every_value_of_every_vocabulary_is_explained() -> None:
    wanted = {
        name: {field.name: field.column.vocabulary for field in DATASETS[name].fields if field.column.vocabulary and field.name != "mode"}
        for name in MEANINGS
    }
    assert {name: {column: tuple(of) for column, of in columns.items()} for name, columns in MEANINGS.items()} == wanted
    (modes,) = [field.column.vocabulary for field in DATASETS["events"].fields if field.name == "mode"]
    assert set(modes or ()) == {mode for of in EVENT_MODES.values() for mode in of}


def test_meanings_are_sentences() -> None:
    told = [said for columns in MEANINGS.values() for of in columns.values() for said in of.values()]
    assert [said for said in told if not said.endswith((".", '".'))] == []
