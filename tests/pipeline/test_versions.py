"""What a change re-does: the parts whose version follows it."""

import dataclasses
import importlib.metadata
import importlib.resources
from pathlib import Path
from typing import Any

import pytest

from pipeline import versions
from pipeline.options import DEFAULT_MODEL, RunOptions
from schemas.columns import DATASETS
from transforms.text.families import FAMILIES

HOME = Path(str(importlib.resources.files("transforms")))


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """``changed(path)``: the parts whose version is another when the file ``path`` below transforms has one byte more."""

    def parts(path: str) -> set[str]:
        before = versions.part_versions.__wrapped__()
        real = Path.read_bytes
        with monkeypatch.context() as patch:
            patch.setattr(Path, "read_bytes", lambda self: real(self) + (b"#" if self == HOME / path else b""))
            after = versions.part_versions.__wrapped__()
        return {name for name in before if before[name] != after[name]}

    return parts


EVERY = {family.name for family in FAMILIES}


def test_a_family_changes_itself_and_those_that_need_it(changed: Any) -> None:
    assert changed("text/statements/speech.py") == {"statements", "events", "casualties"}
    assert changed("text/times/grammar.py") == {family.name for family in FAMILIES if family.name == "times" or "times" in family.needs}


def test_a_word_list_changes_the_parts_whose_code_names_it(changed: Any) -> None:
    assert changed("text/lexicon/data/statements/media.tsv") == {"statements", "events", "casualties"}


def test_what_is_shared_changes_what_is_built_on_it(changed: Any) -> None:
    assert changed("text/reading/passage.py") == {"reading", *EVERY}
    assert changed("text/page/date_header.py") == {"page", *EVERY}
    assert changed("text/lexicon/verbs.py") == {"lexicon", "page", "reading", *EVERY}


def test_steps_that_change_no_row_change_no_version(changed: Any) -> None:
    assert changed("write.py") == set()
    assert changed("validate.py") == set()


@pytest.mark.parametrize(
    ("path", "follows"),
    [
        ("transforms/extract.py", True),
        ("transforms/work.py", True),
        ("transforms/sources/local.py", True),
        ("pipeline/graph.py", True),
        ("pipeline/runners/keeper.py", True),
        ("schemas/arrow.py", True),
        ("newsbeam/objects.py", True),
        ("tests/conftest.py", False),
        ("tools/attempts.py", False),
    ],
)
def test_all_code_has_a_version_that_follows_each_file_of_it(path: str, follows: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    before, real = versions.code_version.__wrapped__(), Path.read_bytes
    assert (HOME.parent / path).is_file()
    monkeypatch.setattr(Path, "read_bytes", lambda self: real(self) + (b"#" if self == HOME.parent / path else b""))
    assert (versions.code_version.__wrapped__() != before) == follows


def test_every_word_list_belongs_to_a_part() -> None:
    data = HOME / "text/lexicon/data"
    named = {found for code in HOME.rglob("*.py") for found in versions._LIST.findall(code.read_text(encoding="utf-8"))}
    lists = {str(path.relative_to(data)) for path in data.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert lists - named == {"gazetteer/features.tsv"}  # what the gazetteer's tables are made from


def test_a_reworded_description_re_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = versions.part_versions.__wrapped__()
    times = DATASETS["times"]
    field = times.fields[3]
    reworded = dataclasses.replace(field, column=dataclasses.replace(field.column, description="Other words."))
    monkeypatch.setitem(DATASETS, "times", dataclasses.replace(times, fields=(*times.fields[:3], reworded, *times.fields[4:])))
    assert versions.part_versions.__wrapped__() == before
    nullable = dataclasses.replace(field, nullable=not field.nullable)
    monkeypatch.setitem(DATASETS, "times", dataclasses.replace(times, fields=(*times.fields[:3], nullable, *times.fields[4:])))
    assert versions.part_versions.__wrapped__() != before


def test_another_version_of_the_contract_re_does_every_family(monkeypatch: pytest.MonkeyPatch) -> None:
    before = versions.part_versions.__wrapped__()
    monkeypatch.setattr(versions, "SCHEMA_VERSION", "0.0")
    after = versions.part_versions.__wrapped__()
    assert {name for name in before if before[name] != after[name]} == {"schema", *EVERY}


def test_the_pipeline_version_follows_options_that_change_rows() -> None:
    options = RunOptions(inputs=("a",), output="lake")
    same = dataclasses.replace(options, workers=3, wait=True)
    other = dataclasses.replace(options, date_order="DMY")
    assert versions.pipeline_version(options) == versions.pipeline_version(same) != versions.pipeline_version(other)


def test_a_run_records_the_version_of_every_part() -> None:
    recorded = versions.versions(DEFAULT_MODEL)
    assert {"lexicon", "page", "reading", "schema", *EVERY} <= set(recorded)
    assert all(recorded.values())


def test_the_version_of_a_model_is_that_of_its_distribution() -> None:
    assert versions.model_version(DEFAULT_MODEL) == importlib.metadata.version(DEFAULT_MODEL.replace("_", "-"))


@pytest.mark.parametrize("name", ["nothing_here", "", "a/b", "json.decoder", DEFAULT_MODEL.replace("_", "-"), "pytest_xdist"])
def test_what_is_no_package_or_is_imported_by_another_name_has_no_version(name: str) -> None:
    with pytest.raises(OSError, match=f"no spaCy model package named '{name}'"):
        versions.model_version(name)


def test_what_differs_is_named_by_the_parts_that_changed_themselves() -> None:
    options = RunOptions(inputs=("in",), output="lake")
    now, arguments = versions.versions(DEFAULT_MODEL), options.row_options()
    assert versions.differences(now, arguments, options) == "release"
    older = now | {"statements": "0", "events": "0", "casualties": "0", "dateparser": "0"}
    assert versions.differences(older, arguments | {"max_bytes": 7}, options) == "statements, dateparser, --max_bytes"
    assert versions.differences(now | {"casualties": "0"}, arguments, options) == "casualties"
    assert versions.differences({}, arguments, dataclasses.replace(options, clean_text=True)) == (
        f"schema, lexicon, spacy, dateparser, py3langid, charset-normalizer, {DEFAULT_MODEL}, --clean_text"
    )
