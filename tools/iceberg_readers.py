"""``python tools/iceberg_readers.py LAKE ENGINE``: a digest of all rows of each of a lake's Iceberg tables, as one engine reads them.

It runs in whatever environment has the engine, and imports nothing of newsbeam but for the engine ``newsbeam``, whose digests are those that the
others must have. ``spark`` needs the runtime of Iceberg as a jar in ``SPARK_JARS``.
"""

import argparse
import datetime
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

Rows = Iterable[Mapping[str, Any]]
Reader = Callable[[str], Rows]
MONTH = "published_month"


def pyiceberg(lake: Path) -> Reader:
    """Return what reads a table by pyiceberg."""
    from pyiceberg.table import StaticTable

    return lambda name: StaticTable.from_metadata(f"file://{lake}/iceberg/{name}").scan().to_arrow().to_pylist()


def polars(lake: Path) -> Reader:
    """Return what reads a table by polars, planned by its own plugin."""
    import polars

    os.environ["POLARS_ICEBERG_PLANNER"] = "plugin"
    tables = json.loads((lake / "iceberg/tables.json").read_text(encoding="utf-8"))["tables"]
    return lambda name: polars.scan_iceberg(tables[name], reader_override="native").collect().to_dicts()


def duckdb(lake: Path) -> Reader:
    """Return what reads a table by DuckDB's extension, as the registry's packages ``duckdb-extension-iceberg`` and ``-avro`` bring it."""
    import duckdb
    from duckdb_extensions import import_extension

    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for extension in ("avro", "iceberg"):
        import_extension(extension, con=connection)
    return lambda name: connection.sql(f"FROM iceberg_scan('{lake}/iceberg/{name}')").to_arrow_table().to_pylist()


def chdb(lake: Path) -> Reader:
    """Return what reads a table by ClickHouse."""
    import chdb

    def read(name: str) -> Rows:
        said = chdb.query(f"FROM icebergLocal('{lake}/iceberg/{name}')", "ArrowTable")
        return [{key: _text(value) for key, value in row.items()} for row in said.to_pylist()]

    return read


def spark(lake: Path) -> Reader:
    """Return what reads a table by Spark, whose catalogue is the lake's folder."""
    from pyspark.sql import SparkSession

    catalog = "spark.sql.catalog.lake"
    settings = {
        "spark.jars": os.environ["SPARK_JARS"],
        catalog: "org.apache.iceberg.spark.SparkCatalog",
        f"{catalog}.type": "hadoop",
        f"{catalog}.warehouse": str(lake),
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
    }
    builder = SparkSession.builder.master("local[1]")
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    os.environ["TZ"] = "UTC"
    return lambda name: [row.asDict(recursive=True) for row in session.table(f"lake.iceberg.{name}").collect()]


def daft(lake: Path) -> Reader:
    """Return what reads a table by Daft, which takes a table that pyiceberg has opened and plans and reads by itself."""
    import daft
    from pyiceberg.table import StaticTable

    return lambda name: daft.read_iceberg(StaticTable.from_metadata(f"file://{lake}/iceberg/{name}")).to_arrow().to_pylist()


def newsbeam(lake: Path) -> Reader:
    """Return what reads a dataset by newsbeam, from the lake itself."""
    import newsbeam

    return lambda name: newsbeam.open(lake)[name].arrow().to_pylist()


ENGINES = (newsbeam, pyiceberg, polars, duckdb, chdb, spark, daft)


def _text(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else value


def digest(rows: Rows) -> tuple[int, str]:
    """Return how many rows there are, and a digest of them in any order; the month, which folders say and tables need not, does not count."""
    lines = sorted(json.dumps({key: _plain(value) for key, value in sorted(row.items()) if key != MONTH}) for row in rows)
    return len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    """Return a value as all engines give it: times of UTC without a zone."""
    if isinstance(value, datetime.datetime):
        return (value.astimezone(datetime.UTC) if value.tzinfo else value).replace(tzinfo=None).isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(found) for key, found in sorted(value.items())}
    return [_plain(found) for found in value] if isinstance(value, list | tuple) else _text(value)


def main() -> None:
    """Print a line for each table: rows, digest, name."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("lake", type=Path)
    arguments.add_argument("engine", choices=[engine.__name__ for engine in ENGINES])
    given = arguments.parse_args()
    (made,) = (engine for engine in ENGINES if engine.__name__ == given.engine)
    read = made(given.lake.absolute())
    for name in sorted(path.name for path in (given.lake / "iceberg").iterdir() if path.is_dir()):
        rows, found = digest(read(name))
        print(f"{rows:>8} {found} {name}")


if __name__ == "__main__":
    main()
