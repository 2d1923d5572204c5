from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.audit import audit
from pipeline.audit.arrow import rules
from schemas import SCHEMA_VERSION
from tests.pipeline.audit.lakes import failed, runs_lake
from tests.sound_rows import article_rows, write
from transforms.checks import results


@pytest.mark.parametrize(
    ("expected", "error"),
    [
        ({"runs": 3}, "3 rows were written, 2 in the files"),
        ({"runs": 1}, "1 row was written, 2 in the files"),
        ({}, "nobody counted the rows"),
    ],
)
def test_more_or_fewer_rows_than_were_written(tmp_path, without_expectations, expected, error):
    result = audit(runs_lake(tmp_path)[0], expected_rows=expected)
    assert [(rule.rule, rule.error) for rule in result.failures] == [("row_count", error)]


def test_a_dataset_without_files_whose_rows_were_counted():
    result = audit({}, expected_rows={"runs": 2})
    assert failed(result) == {("runs", "row_count", "arrow")}


def test_a_missing_file(tmp_path, without_expectations):
    files, counted = runs_lake(tmp_path)
    Path(files["runs"][0]).unlink()
    result = audit(files, expected_rows=counted)
    assert {(rule.rule, rule.error) for rule in result.failures} == {
        ("schema", "part.parquet: FileNotFoundError: No such file or directory"),
        ("row_count", "2 rows were written, 0 in the files"),
    }


@pytest.mark.parametrize("content", [b"", b"PAR1 but no more", b"x" * 5000])
def test_a_file_that_is_no_parquet(tmp_path, without_expectations, content):
    files, counted = runs_lake(tmp_path)
    files["runs"].append(str(tmp_path / "more.parquet"))
    Path(files["runs"][1]).write_bytes(content)
    result = audit(files, expected_rows=counted)
    assert [(rule.rule, rule.error) for rule in result.failures] == [("schema", "more.parquet: could not be checked: ArrowInvalid")]


def _drop_metadata(table):
    return table.replace_schema_metadata({})


def test_a_file_without_any_metadata(tmp_path, without_expectations):
    files, counted = runs_lake(tmp_path)
    table = pq.ParquetFile(files["runs"][0]).read().replace_schema_metadata(None)
    pq.write_table(table, files["runs"][0], store_schema=False)
    assert pq.ParquetFile(files["runs"][0]).schema_arrow.metadata is None
    (failure,) = audit(files, expected_rows=counted).failures
    assert failure.error == "part.parquet: the file's metadata do not say newsbeam.dataset = runs"


def test_a_file_is_named_without_its_folder(tmp_path):
    found, _ = rules(["runs"], {"runs": ["gone.parquet", f"{tmp_path}/month/gone.parquet"]}, {"runs": 0})
    assert found[0].error == "; ".join(["gone.parquet: FileNotFoundError: No such file or directory"] * 2)


def test_of_many_files_twenty_are_told(tmp_path):
    found, _ = rules(["runs"], {"runs": [f"{tmp_path}/{number}" for number in range(30)]}, {"runs": 0})
    assert found[0].error.count("FileNotFoundError") == 20


def _other_version(table):
    return table.replace_schema_metadata({**table.schema.metadata, b"newsbeam.schema_version": b"0.0"})


def _no_description(table):
    return table.cast(pa.schema([table.schema.field(0).remove_metadata(), *list(table.schema)[1:]], table.schema.metadata))


def _other_type(table):
    return table.set_column(0, table.schema.field(0).with_type(pa.large_string()), table.column(0).cast(pa.large_string()))


def _nullable(table):
    return table.cast(pa.schema([table.schema.field(0).with_nullable(True), *list(table.schema)[1:]], table.schema.metadata))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (_drop_metadata, "the file's metadata do not say newsbeam.dataset = runs"),
        (_other_version, f"the file's metadata do not say newsbeam.schema_version = {SCHEMA_VERSION}"),
        (_no_description, "column run_id has no description"),
        (_other_type, "column run_id is not string not null"),
        (_nullable, "column run_id is not string not null"),
        (lambda table: table.drop_columns(["inputs"]), "column inputs is missing"),
        (lambda table: table.append_column("more", table.column("run_id")), "there are more columns, or in another order"),
        (lambda table: table.select(table.column_names[::-1]), "there are more columns, or in another order"),
    ],
)
def test_another_schema(tmp_path, without_expectations, change, error):
    files, counted = runs_lake(tmp_path)
    pq.write_table(change(pq.ParquetFile(files["runs"][0]).read()), files["runs"][0])
    result = audit(files, expected_rows=counted)
    assert [(rule.rule, rule.error) for rule in result.failures] == [("schema", f"part.parquet: {error}")]


def test_a_file_that_is_not_as_it_should_be_is_looked_at_no_further(tmp_path, without_expectations):
    files, counted = runs_lake(tmp_path)
    pq.write_table(_drop_metadata(pq.ParquetFile(files["runs"][0]).read()), files["runs"][0])
    result = audit(files, expected_rows=counted)
    assert [(rule.rule, rule.checked_rows, rule.passed) for rule in result.rules] == [("schema", 2, False), ("row_count", 2, True)]
    assert result.rows == {"runs": 2}
    assert not result.passed


def test_a_nullable_column_of_another_type(tmp_path, without_expectations):
    files, counted = write(tmp_path, {"rejects": article_rows()["rejects"]})
    table = pq.ParquetFile(files["rejects"][0]).read()
    at = table.column_names.index("source_bytes")
    other = table.set_column(at, table.schema.field(at).with_type(pa.int32()), table.column(at).cast(pa.int32()))
    pq.write_table(other, files["rejects"][0])
    (failure,) = audit(files, expected_rows=counted).failures
    assert failure.error == "part.parquet: column source_bytes is not int64"


def test_rows_of_all_files_are_counted_and_some_of_their_problems_are_told(tmp_path, monkeypatch, without_expectations):
    monkeypatch.setattr(results, "EXAMPLES", 2)
    files, _ = runs_lake(tmp_path)
    bad = []
    for name in ("b", "c", "d"):
        bad.append(str(tmp_path / f"{name}.parquet"))
        Path(bad[-1]).write_bytes(b"")
    more, _ = runs_lake(tmp_path / "more", count=3)
    found, rows = rules(["runs", "times"], {"runs": [*files["runs"], *bad, *more["runs"]]}, {"runs": 5, "times": 0})
    assert rows == {"runs": 5, "times": 0}
    assert [(rule.dataset, rule.rule, rule.engine, rule.passed, rule.checked_rows, rule.error) for rule in found] == [
        (
            "runs",
            "schema",
            "arrow",
            False,
            5,
            "b.parquet: could not be checked: ArrowInvalid; c.parquet: could not be checked: ArrowInvalid",
        ),
        ("runs", "row_count", "arrow", True, 5, None),
        ("times", "schema", "arrow", True, 0, None),
        ("times", "row_count", "arrow", True, 0, None),
    ]
