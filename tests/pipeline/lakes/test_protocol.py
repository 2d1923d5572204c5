"""What the stores have in common: the names below which a run keeps things, and how a lake is asked."""

import inspect
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UsageError
from pipeline.lakes import Lake, open_lake, records, staging
from pipeline.lakes.local import LocalLake
from pipeline.lakes.object_store import ObjectLake


def test_a_run_stages_and_records_below_names_of_its_own() -> None:
    assert (staging("run-1"), records("run-1")) == ("staging/run-1", "runs/run-1")


def asked(lake: type[Any], name: str) -> list[tuple[str, Any, Any]]:
    """How a method is called: its parameters, by position or by name, with their defaults."""
    return [(one.name, one.kind, one.default) for one in inspect.signature(getattr(lake, name)).parameters.values()]


@pytest.mark.parametrize("store", [LocalLake, ObjectLake])
def test_a_lake_is_asked_as_the_protocol_says(store: type[Any]) -> None:
    """A run does not wait for a lake, and compares hashes, unless told otherwise."""
    names = [name for name, value in vars(Lake).items() if inspect.isfunction(value) and not name.startswith("_")]
    assert {name: asked(Lake, name) for name in names} == {name: asked(store, name) for name in names}
    defaults = {(name, one): default for name in names for one, _, default in asked(Lake, name) if default is not inspect.Parameter.empty}
    assert defaults == {("lock", "wait"): False, ("recover", "number"): None, ("verify", "hashes"): True}


def test_a_lake_is_a_folder_with_a_name(tmp_path: Path) -> None:
    assert open_lake(str(tmp_path / "lake")) == LocalLake(tmp_path / "lake")
    assert not (tmp_path / "lake").exists()
    with pytest.raises(UsageError, match=r"^the lake has no name: give its folder$"):
        open_lake("")
    assert open_lake(f"file://{tmp_path}/lake") == LocalLake(tmp_path / "lake")
    assert repr(open_lake("gs://bucket/lake/")) == "ObjectLake('gs://bucket/lake')"
