"""What the reader's module holds of the datasets is what schemas defines."""

from pathlib import Path

import pyarrow as pa
import pytest

import newsbeam
from newsbeam import known
from schemas import DATASETS
from schemas.arrow import arrow_schema
from schemas.export import datasets_json

HELD = Path(newsbeam.__file__).with_name("datasets.json")


def test_the_file_is_fresh() -> None:
    assert HELD.read_text(encoding="utf-8") == datasets_json(), "run: python -m schemas.export > newsbeam/datasets.json"


def test_all_datasets_are_known_in_their_order() -> None:
    assert known.dataset_names() == list(DATASETS)


@pytest.mark.parametrize("name", DATASETS)
def test_schemas_are_the_same_to_the_description(name: str) -> None:
    assert known.arrow_schema(name).equals(arrow_schema(name), check_metadata=True)


def test_a_dataset_that_is_not_known_has_no_known_columns() -> None:
    assert known.arrow_schema("of_a_later_version") == pa.schema([])
