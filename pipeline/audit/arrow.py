"""Arrow's rules: every file has the schema of the contract, and as many rows as were counted where they were written."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

from newsbeam import objects
from newsbeam.wording import counted
from pipeline.audit.words import Vouched
from transforms.checks import results
from transforms.checks.results import RuleResult, what_happened
from transforms.checks.rows import schema_problem


def rules(
    names: Sequence[str], files: Mapping[str, Sequence[str]], expected_rows: Mapping[str, int], vouched: Sequence[Vouched] = ()
) -> tuple[list[RuleResult], dict[str, int]]:
    """Return the results of ``schema`` and ``row_count`` for each of the datasets ``names``, and the rows that the footers of ``files`` count, with
    those that others have ``vouched`` for.
    """
    found, rows = [], {}
    for name in names:
        count, problems = sum(one.rows(name) for one in vouched), []
        for address in files.get(name, ()):
            try:
                with pq.ParquetFile(objects.source(address)) as file:
                    count += file.metadata.num_rows
                    problem = schema_problem(name, address.split("/")[-2], file.schema_arrow)
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
