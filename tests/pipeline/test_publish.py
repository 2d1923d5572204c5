"""What the next version holds: what stays, what is written anew without replaced articles, and the rejects."""

import datetime
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import newsbeam
from newsbeam.manifest import MANIFEST, OLD_NO_MONTH
from pipeline.errors import InputError
from pipeline.lakes.local import LocalLake
from pipeline.publish import Changes, complete, plan
from schemas import DATASETS, Reject
from schemas.arrow import NO_MONTH, from_table, to_table
from tests.pipeline.conftest import NOW
from tests.pipeline.pages import stage
from tests.sound_rows import article_rows
from transforms.staging import sort_rows, stage_table
from transforms.values import RunContext

Articles = Sequence[tuple[str, int]]


def context(number: int) -> RunContext:
    return RunContext(f"run-{number}", NOW, "version")


def reject(name: str, reason: str = "no_date", detail: str = "none", run: int = 1, **more: Any) -> Reject:
    return Reject(name, "parse", reason, detail, 12, None, None, f"run-{run}", NOW)._replace(**more)


def changes(
    lake: LocalLake,
    number: int,
    articles: Articles = (),
    rejects: Sequence[Reject] = (),
    unchanged: Sequence[str] = (),
    gone: Sequence[str] = (),
) -> Changes:
    staged = stage(lake, context(number), articles) if articles else []
    return plan(lake, context(number), lake.current(), staged, to_table("rejects", rejects), names(unchanged), names(gone))


def publish(
    lake: LocalLake, number: int, articles: Articles = (), rejects: Sequence[Reject] = (), version: str = "version"
) -> newsbeam.Version:
    """The version after the run ``number`` that staged ``articles``, each in files of its own."""
    found = changes(lake, number, articles, rejects)
    run = article_rows(number)["runs"][0]._replace(run_id=f"run-{number}", pipeline_version=version)
    return lake.switch(f"run-{number}", lake.current(), found.keep, complete(lake, found, lake.current(), run), {})


@pytest.fixture
def lake(tmp_path: Path) -> LocalLake:
    return LocalLake(tmp_path / "lake")


def names(given: Sequence[str]) -> pa.Table:
    return pa.table({"source_uri": pa.array(given, pa.string())})


def read_rows(addresses: Sequence[str], dataset: str) -> list[Any]:
    return [row for address in addresses for row in from_table(dataset, pq.ParquetFile(address).read())]


def rows(lake: LocalLake, dataset: str) -> list[Any]:
    return read_rows(lake.addresses(lake.published(), dataset), dataset)


def held(lake: LocalLake) -> list[tuple[str, str]]:
    """Names and ids of the published articles."""
    return sorted((row.source_uri, row.article_id) for row in rows(lake, "articles"))


def page(name: str, number: int) -> tuple[str, str]:
    return name, article_rows(number)["articles"][0].article_id


def test_the_first_version_holds_every_dataset(lake: LocalLake) -> None:
    version = publish(lake, 1, [("a", 1)])
    assert set(version.datasets) == set(DATASETS)
    assert held(lake) == [page("a", 1)]
    assert rows(lake, "rejects") == []
    assert [row.run_id for row in rows(lake, "runs")] == ["run-1"]
    assert lake.verify(version) == []


def test_a_version_is_the_union_of_what_was_there_and_what_was_staged(lake: LocalLake) -> None:
    first = publish(lake, 1, [("a", 1)])
    second = publish(lake, 2, [("b", 2)])
    assert held(lake) == [page("a", 1), page("b", 2)]
    assert [row.run_id for row in rows(lake, "runs")] == ["run-1", "run-2"]
    partitioned = [file["path"] for file in first.files if DATASETS[file["dataset"]].partitioned]
    assert {file["path"] for file in second.files} >= set(partitioned)
    assert [len(second.paths(name)) for name in ("articles", "rejects", "runs")] == [2, 1, 2]


def test_of_a_replaced_article_nothing_stays_and_its_neighbours_do(lake: LocalLake) -> None:
    publish(lake, 1, [("a", 1), ("b", 2)])
    publish(lake, 2, [("c", 3)])
    found = changes(lake, 3, [("a", 4)])
    assert (found.replaced_articles, found.nothing_new) == (1, False)
    assert sorted({file.split("/")[0] for file in found.keep}) == sorted(set(DATASETS) - {"rejects"})
    version = publish(lake, 3, [("a", 4)])
    assert held(lake) == [page("a", 4), page("b", 2), page("c", 3)]
    of_first = page("a", 1)[1]
    for name in DATASETS:
        if DATASETS[name].partitioned:
            found_rows = rows(lake, name)
            assert of_first not in {row.article_id for row in found_rows}
            per_article = len(article_rows(1)[name])
            assert len(found_rows) == 3 * per_article
    assert lake.verify(version) == []
    assert [field.metadata is not None for field in newsbeam.Lake(version).schema("articles")] == [True] * len(DATASETS["articles"].fields)
    assert newsbeam.Lake(version).schema("articles").metadata[b"newsbeam.dataset"] == b"articles"


def test_a_file_of_which_all_articles_are_replaced_goes(lake: LocalLake) -> None:
    publish(lake, 1, [("a", 1)])
    found = changes(lake, 2, [("a", 2)])
    assert ([path.split("/")[0] for path in found.keep], found.replaced_articles) == (["runs"], 1)
    assert [file for file in found.add if file.rows == 0] == found.rejects == []
    publish(lake, 2, [("a", 2)])
    assert held(lake) == [page("a", 2)]


def test_the_same_bytes_under_another_name_replace_the_article(lake: LocalLake) -> None:
    """One article has one name: what is staged counts."""
    publish(lake, 1, [("a", 1)])
    assert changes(lake, 2, [("b", 1)]).replaced_articles == 1
    publish(lake, 2, [("b", 1)])
    assert held(lake) == [page("b", 1)]


def test_the_same_article_done_again_is_replaced_by_itself(lake: LocalLake) -> None:
    publish(lake, 1, [("a", 1), ("b", 2)])
    assert changes(lake, 2, [("a", 1)]).replaced_articles == 1
    publish(lake, 2, [("a", 1)])
    assert held(lake) == [page("a", 1), page("b", 2)]


def test_without_articles_and_with_the_same_rejects_nothing_is_new(lake: LocalLake) -> None:
    assert changes(lake, 1).nothing_new is False  # the first version is new whatever it holds
    publish(lake, 1, [("a", 1)], [reject("x"), reject("y", "empty")])
    same = [reject("y", "empty", run=2), reject("x", run=2)]
    assert changes(lake, 2, rejects=same, unchanged=["a"]).nothing_new is True
    assert changes(lake, 2, rejects=same[:1]).nothing_new is True  # of x this run knows nothing
    assert changes(lake, 2, [("b", 2)], same).nothing_new is False


def test_a_reject_of_another_pipeline_version_is_said_anew(lake: LocalLake) -> None:
    """It is what the next run goes by, so it must bear the run whose version rejects the input now."""
    publish(lake, 1, [("a", 1)], [reject("x"), reject("y")], version="another version")
    found = changes(lake, 2, rejects=[reject("x", run=2)])
    assert found.nothing_new is False
    publish(lake, 2, rejects=[reject("x", run=2)])
    assert sorted((row.source_uri, row.run_id) for row in rows(lake, "rejects")) == [("x", "run-2"), ("y", "run-1")]
    assert changes(lake, 3, rejects=[reject("x", run=3)]).nothing_new is True


@pytest.mark.parametrize(
    "other",
    [{"stage": "read"}, {"reason": "empty"}, {"detail": "other"}, {"article_id": "0" * 32}, {"row_json": "{}"}, {"source_uri": "z"}],
)
def test_another_reject_is_new(lake: LocalLake, other: dict[str, Any]) -> None:
    publish(lake, 1, [("a", 1)], [reject("x")])
    assert changes(lake, 2, rejects=[reject("x", run=2)]).nothing_new is True
    assert changes(lake, 2, rejects=[reject("x", run=2, **other)]).nothing_new is False


def test_rejects_that_stay_are_not_written_again(lake: LocalLake) -> None:
    publish(lake, 1, [("a", 1)], [reject("x"), reject("y")])
    first = publish(lake, 2, rejects=[reject("z", run=2)])
    assert len(first.paths("rejects")) == 2
    found = changes(lake, 3, [("z", 3)], [reject("x", "empty", run=3)])
    of_rejects = [[(row.source_uri, row.reason) for row in read_rows([lake.address(f"staging/run-3/{file.path}")], "rejects")]
                  for file in found.rejects]  # fmt: skip
    assert of_rejects == [[("y", "no_date")], [("x", "empty")]]  # of z nothing stays, so its file goes
    assert [path for path in found.keep if path.startswith("rejects/")] == []
    again = changes(lake, 3, rejects=[reject("z", "empty", run=3)])
    assert [path for path in again.keep if path.startswith("rejects/")] == [
        file["path"] for file in first.files if file["dataset"] == "rejects" and file["rows"] == 2
    ]


def in_march(number: int) -> dict[str, list[Any]]:
    """The rows of an article, two months later."""
    day = datetime.date(2024, 3, 5)
    found = article_rows(number)
    return {name: [row._replace(published_date=day) if hasattr(row, "published_date") else row for row in found[name]] for name in found}


def test_no_file_of_another_month_is_opened(lake: LocalLake, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of those the manifest says all that is to be known; where a file has been damaged, nobody hears of it."""
    january = publish(lake, 1, [("a", 1)]).paths("mentions")[0]
    monkeypatch.setattr("tests.pipeline.pages.article_rows", in_march)
    publish(lake, 2, [("b", 2)])
    january.write_bytes(b"no table, but longer than the shortest there is")
    found = changes(lake, 3, [("b", 3)])
    assert found.replaced_articles == 1
    months = {path.split("published_month=")[1][:7] for path in found.keep if not path.startswith("runs/")}
    assert months == {"2024-01"}


def as_earlier_releases_had_it(version: newsbeam.Version) -> None:
    """Move the files without a month to Hive's null partition, without the column of the month."""
    manifest = json.loads((version.path / MANIFEST).read_text())
    for file in manifest["files"]:
        if file["month"] == NO_MONTH:
            table = pq.ParquetFile(version.path / file["path"]).read().drop_columns(["published_month"])
            (version.path / file["path"]).unlink()
            file["month"] = OLD_NO_MONTH
            file["path"] = file["path"].replace(NO_MONTH, f"published_month={OLD_NO_MONTH}")
            path = version.path / file["path"]
            path.parent.mkdir()
            pq.write_table(table, path)
            file["bytes"] = path.stat().st_size
    (version.path / MANIFEST).write_text(json.dumps(manifest))


def test_files_where_earlier_releases_had_them_are_read_and_moved(lake: LocalLake) -> None:
    first = publish(lake, 1, [("a", 1)], [reject("x")])
    as_earlier_releases_had_it(first)
    opened = newsbeam.open(lake.root)
    assert opened.sql("SELECT count(*), count(published_month) FROM rejects").fetchall() == [(1, 0)]
    second = publish(lake, 2, [("b", 2)], [reject("y", run=2)])
    assert {file["path"].split("/")[1] for file in second.files if file["dataset"] in ("rejects", "runs")} == {NO_MONTH}
    assert sorted(row.run_id for row in rows(lake, "runs")) == ["run-1", "run-2"]
    assert sorted(row.source_uri for row in rows(lake, "rejects")) == ["x", "y"]


def rejects_after(
    lake: LocalLake, number: int, articles: Articles = (), rejects: Sequence[Reject] = (), unchanged: Sequence[str] = ()
) -> Any:
    found = changes(lake, number, articles, rejects, unchanged)
    assert [file for file in found.add if file.dataset == "rejects"] == found.rejects
    current = lake.current()
    addresses = [lake.file(current, path) for path in found.keep if path.startswith("rejects/")] if current else []
    kept = read_rows([*addresses, *(lake.address(f"staging/run-{number}/{file.path}") for file in found.rejects)], "rejects")
    return sorted((row.source_uri, row.reason, row.run_id) for row in kept)


def test_rejects_of_inputs_that_this_run_did_not_see_stay(lake: LocalLake) -> None:
    publish(lake, 1, [("a", 1)], [reject("x"), reject("y")])
    assert rejects_after(lake, 2, rejects=[reject("z", "empty", run=2)]) == [
        ("x", "no_date", "run-1"), ("y", "no_date", "run-1"), ("z", "empty", "run-2"),
    ]  # fmt: skip


def test_a_reject_that_is_decided_anew_goes_and_the_same_again_keeps_its_first_run(lake: LocalLake) -> None:
    publish(lake, 1, [("a", 1)], [reject("x"), reject("y"), reject("z")])
    new = [reject("x", run=2), reject("y", "empty", run=2)]
    assert rejects_after(lake, 2, [("z", 2)], new) == [("x", "no_date", "run-1"), ("y", "empty", "run-2")]


def test_of_an_unchanged_article_the_rejected_rows_stay_and_no_reject_of_the_whole(lake: LocalLake) -> None:
    row = reject("a", "contract", article_id="0" * 32, row_json="{}")
    publish(lake, 1, [("a", 1)], [row, reject("a"), reject("b")])
    assert rejects_after(lake, 2, unchanged=["a"]) == [("a", "contract", "run-1"), ("b", "no_date", "run-1")]


def test_empty_datasets_are_there_and_only_where_nothing_else_is(lake: LocalLake) -> None:
    publish(lake, 1, [("a", 1)])
    found = changes(lake, 2, [("b", 2)])
    run = article_rows(2)["runs"][0]
    added = complete(lake, found, lake.current(), run)
    assert [(file.dataset, file.rows) for file in added if not file.rows] == [("rejects", 0)]
    assert [(file.dataset, file.rows) for file in added if file.dataset == "runs"] == [("runs", 1)]
    first = changes(LocalLake(lake.root.with_name("other")), 1)
    only = complete(LocalLake(lake.root.with_name("other")), first, None, run)
    assert sorted(file.dataset for file in only) == sorted(DATASETS)
    assert {file.dataset: file.rows for file in only if file.rows} == {"runs": 1}


def test_a_dataset_that_was_empty_is_not_kept_as_an_empty_file_beside_rows(lake: LocalLake) -> None:
    publish(lake, 1, rejects=[reject("x")])
    version = publish(lake, 2, [("a", 1)])
    assert [len(version.paths(name)) for name in DATASETS] == [2 if name == "runs" else 1 for name in DATASETS]


def test_a_dataset_whose_last_rows_go_is_there_without_rows(lake: LocalLake) -> None:
    publish(lake, 1, [("a", 1)])
    staged = [file for file in stage(lake, context(2), [("a", 2)]) if file.dataset != "places"]
    current = lake.current()
    added = complete(
        lake, plan(lake, context(2), current, staged, to_table("rejects", []), names([]), names([])), current, article_rows(2)["runs"][0]
    )
    assert [(file.dataset, file.rows) for file in added if not file.rows] == [("places", 0), ("rejects", 0)]


def test_what_is_kept_is_not_filled_up(lake: LocalLake) -> None:
    publish(lake, 1, [("a", 1)])
    found = changes(lake, 2, rejects=[reject("x")])
    added = complete(lake, found, lake.current(), article_rows(2)["runs"][0])
    assert [(file.dataset, file.rows) for file in added] == [("rejects", 1), ("runs", 1)]


def test_rejected_rows_alike_but_for_their_values_are_the_same_in_any_order(lake: LocalLake) -> None:
    alike = [reject("a", "contract", row_json=text) for text in ('{"n": 2}', '{"n": 1}')]
    publish(lake, 1, [("a", 1)], alike)
    assert [changes(lake, 2, rejects=again).nothing_new for again in (alike, alike[::-1], alike[:1])] == [True, True, False]


def test_a_published_file_that_is_no_table_is_damage(lake: LocalLake) -> None:
    (path,) = publish(lake, 1, [("a", 1)], [reject("x")]).paths("rejects")
    path.write_bytes(b"no table, but longer than the shortest there is")
    with pytest.raises(InputError) as caught:
        changes(lake, 2)
    assert str(caught.value).startswith(f"{path} is damaged: ")
    assert len(str(caught.value).splitlines()) == 1


def test_what_is_gone_leaves_with_its_rejects(lake: LocalLake) -> None:
    publish(lake, 1, [("a", 1), ("b", 2), ("c", 3)], [reject("a", row_json="{}"), reject("b", row_json="{}"), reject("lost")])
    found = changes(lake, 2, [("d", 3)], gone=["a", "c", "lost"])
    assert (found.replaced_articles, found.pruned_articles, found.nothing_new) == (1, 1, False)
    lake.switch("run-2", lake.current(), found.keep, complete(lake, found, lake.current(), article_rows(2)["runs"][0]), {})
    assert held(lake) == [page("b", 2), page("d", 3)]
    assert [row.source_uri for row in rows(lake, "rejects")] == ["b"]


def test_where_all_are_gone_nothing_is_left(lake: LocalLake) -> None:
    publish(lake, 1, [("a", 1)])
    found = changes(lake, 2, gone=["a", "never there"])
    assert (found.pruned_articles, found.nothing_new) == (1, False)
    lake.switch("run-2", lake.current(), found.keep, complete(lake, found, lake.current(), article_rows(2)["runs"][0]), {})
    assert (held(lake), rows(lake, "segments")) == ([], [])


def datasets_of(given: Sequence[Any]) -> list[str]:
    """The datasets of files that a run adds, or of the paths that it keeps."""
    return sorted(file.split("/")[0] if isinstance(file, str) else file.dataset for file in given)


OF_FACTS = sorted(name for name in DATASETS if name not in ("articles", "rejects", "runs"))
"""The datasets whose rows are the same whichever run made them."""


@pytest.mark.parametrize(
    "again", [[("a", 1), ("b", 2)], [("b", 2), ("a", 1)], [("a", 1)], [("c", 1)]], ids=["all", "another order", "one", "another name"]
)
def test_what_is_made_again_just_as_it_is_stays_where_it_is(lake: LocalLake, again: Articles) -> None:
    publish(lake, 1, [("a", 1), ("b", 2)])
    found = changes(lake, 2, again)
    assert found.staying_rows == {name: len(again) * len(article_rows(1)[name]) for name in OF_FACTS}
    assert datasets_of(found.keep) == sorted([*OF_FACTS, "runs"])
    assert set(datasets_of(found.add)) == {"articles"}
    version = publish(lake, 2, again)
    assert held(lake) == sorted({page("b", 2), *(page(name, number) for name, number in again)})
    assert {name: len(rows(lake, name)) for name in OF_FACTS} == {name: 2 * len(article_rows(1)[name]) for name in OF_FACTS}
    assert lake.verify(version) == []


def test_a_file_of_which_one_row_changes_is_made_anew_and_others_stay(lake: LocalLake, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(lake, 1, [("a", 1), ("b", 2)])
    publish(lake, 2, [("c", 3)])
    other = {number: article_rows(number) for number in (1, 2, 3)}
    other[2]["times"][0] = other[2]["times"][0]._replace(timex_mod="APPROX")
    monkeypatch.setattr("tests.pipeline.pages.article_rows", other.__getitem__)
    again = [("a", 1), ("b", 2), ("c", 3)]
    found = changes(lake, 3, again)
    assert found.staying_rows == {name: (1 if name == "times" else 3) * len(article_rows(1)[name]) for name in OF_FACTS}
    gone = {file["path"] for file in lake.published().files} - {*found.keep}
    assert sorted(path.split("/")[0] for path in gone if not path.startswith("rejects")) == ["articles", "articles", "times"]
    publish(lake, 3, again)
    assert sorted(rows(lake, "times")) == sorted(row for number in (1, 2, 3) for row in other[number]["times"])


@pytest.mark.parametrize(
    ("second", "gone"), [([("a", 1), ("b", 3)], []), ([("a", 1), ("d", 3)], ["b"])], ids=["other bytes beside it", "one beside it is gone"]
)
def test_what_lies_beside_what_goes_is_made_anew_and_new_rows_are_added_once(
    lake: LocalLake, second: list[tuple[str, int]], gone: list[str]
) -> None:
    """Of the files of "a" and "b" nothing stays; that of "c" does, though its rows were staged in one file with theirs."""
    publish(lake, 1, [("a", 1), ("b", 2)])
    publish(lake, 2, [("c", 4)])
    found = changes(lake, 3, [*second, ("c", 4)], gone=gone)
    assert found.staying_rows == {name: len(article_rows(4)[name]) for name in OF_FACTS}
    assert [len([path for path in found.keep if path.startswith(f"{name}/")]) for name in OF_FACTS] == [1] * len(OF_FACTS)
    lake.switch("run-3", lake.current(), found.keep, complete(lake, found, lake.current(), article_rows(3)["runs"][0]), {})
    assert held(lake) == sorted([page("c", 4), *(page(*one) for one in second)])
    for name in OF_FACTS:
        wanted = Counter(row.article_id for number in (1, 3, 4) for row in article_rows(number)[name])
        assert Counter(row.article_id for row in rows(lake, name)) == wanted


def test_an_article_whose_rows_lie_in_two_files_stays_in_both_or_in_none(lake: LocalLake, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where merged files end."""
    staged = stage(lake, context(1), [("a", 1), ("b", 2), ("c", 3)])
    ids = {number: article_rows(number)["articles"][0].article_id for number in (1, 2, 3)}
    mentions = {number: article_rows(number)["mentions"] for number in (1, 2, 3)}
    groups = [mentions[1][:1], [*mentions[1][1:], *mentions[2]], mentions[3]]
    folder = lake.address("staging/run-1")
    split = [stage_table(folder, "mentions", "2024-01", to_table("mentions", sort_rows("mentions", group))) for group in groups]
    lake.switch("run-1", None, [], [*(file for file in staged if file.dataset != "mentions"), *split], {})
    found = changes(lake, 2, [("a", 1), ("c", 3)], gone=["b"])
    assert found.staying_rows["mentions"] == len(mentions[3])
    assert [path for path in found.keep if path.startswith("mentions/")] == [split[2].path.removeprefix("data/")]
    lake.switch("run-2", lake.current(), found.keep, complete(lake, found, lake.current(), article_rows(2)["runs"][0]), {})
    assert Counter(row.article_id for row in rows(lake, "mentions")) == {ids[1]: 2, ids[3]: 2}


def test_rows_of_another_day_or_an_older_contract_do_not_stay(lake: LocalLake, monkeypatch: pytest.MonkeyPatch) -> None:
    version = publish(lake, 1, [("a", 1)])
    (path,) = version.paths("times")
    table = pq.ParquetFile(path).read()
    pq.write_table(table.replace_schema_metadata({**table.schema.metadata, b"newsbeam.schema_version": b"0.1"}), path)
    assert set(changes(lake, 2, [("a", 1)]).staying_rows) == {*OF_FACTS} - {"times"}
    monkeypatch.setattr("tests.pipeline.pages.article_rows", in_march)
    found = changes(lake, 3, [("a", 1)])
    assert (found.staying_rows, datasets_of(found.keep)) == ({}, ["runs"])


def test_a_damaged_file_with_what_is_made_again_is_refused(lake: LocalLake) -> None:
    (path,) = publish(lake, 1, [("a", 1)]).paths("mentions")
    content = bytearray(path.read_bytes())
    content[4:100] = bytes(96)
    path.write_bytes(content)
    with pytest.raises(InputError, match="damaged"):
        changes(lake, 2, [("a", 1)])
