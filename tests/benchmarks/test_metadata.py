from pathlib import Path

import newsbeam
from benchmarks import metadata
from benchmarks.queries import OF_METADATA
from pipeline.audit import arrow
from pipeline.lakes.local import LocalLake


def test_made_up_articles_lie_as_a_run_publishes_them(tmp_path: Path) -> None:
    made = LocalLake(tmp_path / "lake")
    version = metadata.made(made, 25, 2)
    lake = newsbeam.open(tmp_path / "lake")
    months = lake.sql("SELECT published_month, count(*), count(DISTINCT article_id) FROM articles GROUP BY 1 ORDER BY 1").fetchall()
    assert months == [("2010-01", 12, 12), ("2010-02", 13, 13)]
    joined = "SELECT count(*), count(DISTINCT mention_id) FROM mentions JOIN articles USING (article_id, published_date)"
    assert lake.sql(joined).fetchall() == [(25 * metadata.MENTIONS,) * 2]
    names = ("articles", "mentions", "events")
    counted = {name: sum(file["rows"] for file in version.files if file["dataset"] == name) for name in names}
    found, _ = arrow.rules(names, {name: made.addresses(version, name) for name in names}, counted)
    assert [rule.rule for rule in found if not rule.passed] == []


def test_ten_queries_are_asked_of_them() -> None:
    assert len(OF_METADATA) == 10
    assert not any(name in query for query in OF_METADATA.values() for name in ("segments", "statements"))
