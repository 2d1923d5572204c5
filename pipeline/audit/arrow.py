"""Arrow's rules: every file has the schema of the contract, and as many rows as were counted where they were written."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from newsbeam import objects
from newsbeam.wording import counted
from pipeline.audit import results
from pipeline.audit.results import RuleResult, what_happened
from schemas import SCHEMA_VERSION
from schemas.arrow import arrow_schema, file_schema


def _schema_problem(dataset: str, folder: str, found: pa.Schema) -> str | None:
    """Return what is wrong with the schema of a file of ``dataset`` that lies in ``folder``, None where nothing is."""
    wanted = file_schema(arrow_schema(dataset), folder)
    if not found.equals(wanted, check_metadata=False):
        for name in wanted.names:
            if name not in found.names:
                return f"column {name} is missing"
            if found.field(name).type != wanted.field(name).type or found.field(name).nullable != wanted.field(name).nullable:
                return f"column {name} is not {wanted.field(name).type}{'' if wanted.field(name).nullable else ' not null'}"
        return "there are more columns, or in another order"
    metadata = found.metadata or {}
    for key, value in (("newsbeam.dataset", dataset), ("newsbeam.schema_version", SCHEMA_VERSION)):
        if metadata.get(key.encode()) != value.encode():
            return f"the file's metadata do not say {key} = {value}"
    for field in found:
        if not (field.metadata or {}).get(b"description"):
            return f"column {field.name} has no description"
    return None


def rules(
    names: Sequence[str], files: Mapping[str, Sequence[str]], expected_rows: Mapping[str, int]
) -> tuple[list[RuleResult], dict[str, int]]:
    """Return the results of ``schema`` and ``row_count`` for each of the datasets ``names``, and the rows their footers count."""
    found, rows = [], {}
    for name in names:
        count, problems = 0, []
        for address in files.get(name, ()):
            try:
                with pq.ParquetFile(objects.source(address)) as file:
                    count += file.metadata.num_rows
                    problem = _schema_problem(name, address.split("/")[-2], file.schema_arrow)
            except (OSError, pa.ArrowException) as error:
                problem = what_happened(error)
            if problem is not None:
                problems.append(f"{address.rsplit('/', 1)[-1]}: {problem}")
        rows[name] = count
        found.append(RuleResult(name, "schema", "arrow", not problems, count, error="; ".join(problems[: results.EXAMPLES]) or None))
        wanted = expected_rows.get(name)
        told = (
            "nobody counted the rows"
            if wanted is None
            else f"{counted(wanted, 'row was', 'rows were', form='')} written, {count} in the files"
        )
        found.append(RuleResult(name, "row_count", "arrow", wanted == count, count, error=None if wanted == count else told))
    return found, rows
