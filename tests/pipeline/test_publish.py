"""What the next version holds: what stays, what is written anew without replaced articles, and the rejects."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import newsbeam
from pipeline.errors import InputError
from pipeline.lakes.local import LocalLake
from pipeline.publish import Changes, complete, plan, read_rows
from schemas import DATASETS, Reject
from tests.pipeline.conftest import NOW
from tests.pipeline.pages import stage
from tests.sound_rows import article_rows
from transforms.values import RunContext

Articles = Sequence[tuple[str, int]]


def context(number: int) -> RunContext:
    return RunContext(f"run-{number}", NOW, "version")


def reject(name: str, reason: str = "no_date", detail: str = "none", run: int = 1, **more: Any) -> Reject:
    return Reject(name, "parse", reason, detail, 12, None, None, f"run-{run}", NOW)._replace(**more)


def changes(
    lake: LocalLake, number: int, articles: Articles = (), rejects: Sequence[Reject] = (), unchanged: Sequence[str] = ()
) -> Changes:
    staged = stage(lake, context(number), articles) if articles else []
    return plan(lake, f"run-{number}", lake.current(), staged, rejects, unchanged)


def publish(lake: LocalLake, number: int, articles: Articles = (), rejects: Sequence[Reject] = ()) -> newsbeam.Version:
    """The version after the run ``number`` that staged ``articles``, each in files of its own."""
    found = changes(lake, number, articles, rejects)
    run = article_rows(number)["runs"][0]
    return lake.switch(f"run-{number}", lake.current(), found.keep, complete(lake, found, lake.current(), run), {})


@pytest.fixture
def lake(tmp_path: Path) -> LocalLake:
    return LocalLake(tmp_path / "lake")


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
    assert [len(second.paths(name)) for name in ("articles", "rejects", "runs")] == [2, 1, 1]


def test_of_a_replaced_article_nothing_stays_and_its_neighbours_do(lake: LocalLake) -> None:
    publish(lake, 1, [("a", 1), ("b", 2)])
    publish(lake, 2, [("c", 3)])
    found = changes(lake, 3, [("a", 4)])
    assert (found.replaced_articles, found.nothing_new) == (1, False)
    assert sorted({file.split("/")[0] for file in found.keep}) == sorted(name for name in DATASETS if DATASETS[name].partitioned)
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
    assert (found.keep, found.replaced_articles) == ([], 1)
    assert {file.dataset for file in found.add if file.rows == 0} == {"rejects"}
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


@pytest.mark.parametrize(
    "other",
    [{"stage": "read"}, {"reason": "empty"}, {"detail": "other"}, {"article_id": "0" * 32}, {"row_json": "{}"}, {"source_uri": "z"}],
)
def test_another_reject_is_new(lake: LocalLake, other: dict[str, Any]) -> None:
    publish(lake, 1, [("a", 1)], [reject("x")])
    assert changes(lake, 2, rejects=[reject("x", run=2)]).nothing_new is True
    assert changes(lake, 2, rejects=[reject("x", run=2, **other)]).nothing_new is False


def rejects_after(
    lake: LocalLake, number: int, articles: Articles = (), rejects: Sequence[Reject] = (), unchanged: Sequence[str] = ()
) -> Any:
    found = changes(lake, number, articles, rejects, unchanged)
    assert found.add[-1] == found.rejects
    assert [file for file in found.add if file.dataset == "rejects"] == [found.rejects]
    kept = read_rows([lake.address(f"staging/run-{number}/{found.rejects.path}")], "rejects")
    assert found.rejects.rows == len(kept)
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
    assert [(file.dataset, file.rows) for file in added if file.dataset == "runs"] == [("runs", 2)]
    first = changes(LocalLake(lake.root.with_name("other")), 1)
    only = complete(LocalLake(lake.root.with_name("other")), first, None, run)
    assert sorted(file.dataset for file in only) == sorted(DATASETS)
    assert {file.dataset: file.rows for file in only if file.rows} == {"runs": 1}


def test_a_dataset_that_was_empty_is_not_kept_as_an_empty_file_beside_rows(lake: LocalLake) -> None:
    publish(lake, 1, rejects=[reject("x")])
    version = publish(lake, 2, [("a", 1)])
    assert [len(version.paths(name)) for name in DATASETS] == [1] * len(DATASETS)


def test_a_dataset_whose_last_rows_go_is_there_without_rows(lake: LocalLake) -> None:
    publish(lake, 1, [("a", 1)])
    staged = [file for file in stage(lake, context(2), [("a", 2)]) if file.dataset != "places"]
    current = lake.current()
    added = complete(lake, plan(lake, "run-2", current, staged, [], []), current, article_rows(2)["runs"][0])
    assert [(file.dataset, file.rows) for file in added if not file.rows] == [("rejects", 0), ("places", 0)]


def test_what_is_kept_is_not_filled_up(lake: LocalLake) -> None:
    publish(lake, 1, [("a", 1)])
    found = changes(lake, 2, rejects=[reject("x")])
    added = complete(lake, found, lake.current(), article_rows(2)["runs"][0])
    assert [(file.dataset, file.rows) for file in added] == [("rejects", 1), ("runs", 2)]


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
