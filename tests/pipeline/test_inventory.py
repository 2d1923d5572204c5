"""The plan of a run: what each input is, and which of equal bytes is the article."""

import dataclasses
import datetime
import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from pipeline import hashing
from pipeline import inventory as inventory_module
from pipeline.errors import InputError, UsageError
from pipeline.hashing import Hashed, hash_input
from pipeline.inventory import Inventory
from pipeline.lakes import open_lake
from pipeline.options import RunOptions
from pipeline.spool import Spool
from schemas import Reject
from schemas.arrow import to_table
from schemas.rows import PASSING_REASONS
from tests.pipeline.conftest import NOW
from tests.sound_rows import article_rows
from transforms import sources
from transforms.sources import Listed
from transforms.text.rejected import RejectedInput
from transforms.values import RunContext, WorkItem

CONTEXT = RunContext("run-2", NOW, "version 2")
OPTIONS = RunOptions(inputs=("in",), output="lake", max_bytes=1_000)
Plan = Callable[..., Inventory]


def sha(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def spool(folder: Path) -> Spool:
    return Spool(open_lake(str(folder / "lake")), "records")


def lists(monkeypatch: pytest.MonkeyPatch, items: Any, hashed: Callable[[str, str, int], Hashed]) -> None:
    """The listing gives ``items``, which ``hashed`` reads."""
    monkeypatch.setattr(sources, "list_inputs", lambda inputs, source_root, collections: items)
    monkeypatch.setattr(hashing, "hash_input", hashed)


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plan]:
    """``plan(inputs, published)``: the inventory of ``name: content`` (None: unreadable) beside what is published, ``name: (content, version)``."""
    made: list[Inventory] = []

    def of(
        inputs: dict[str, str | None],
        published: dict[str, tuple[str, str]] | None = None,
        skipped: dict[str, str] | None = None,
        rejected: Sequence[Reject] = (),
        **options: Any,
    ) -> Inventory:
        def hashed(source_uri: str, path: str, limit: int) -> Hashed:
            content = inputs[source_uri]
            if content is None:
                return Hashed(source_uri, path, None, 0, "unreadable", "no permission")
            return Hashed(source_uri, path, sha(content), len(content))

        listed = [Listed(name, f"/in/{name}", 0, (skipped or {}).get(name)) for name in (*inputs, *(skipped or {}))]
        lists(monkeypatch, listed, hashed)
        folder = tmp_path / str(len(made))
        folder.mkdir()
        addresses = []
        for at, (name, (content, version)) in enumerate((published or {}).items()):
            (row,) = article_rows()["articles"]
            held = {"source_uri": name, "article_id": sha(content)[:32], "content_sha256": sha(content), "pipeline_version": version}
            pq.write_table(to_table("articles", [row._replace(**held)]), folder / f"{at}.parquet")
            addresses.append(str(folder / f"{at}.parquet"))
        made.append(Inventory(folder, CONTEXT, spool(folder)))
        made[-1].add_published(addresses)
        made[-1].add_versions({"version 1": "names"})
        pq.write_table(to_table("rejects", list(rejected)), folder / "rejects.parquet")
        made[-1].add_rejected([str(folder / "rejects.parquet")], ["now"])
        chosen = dataclasses.replace(OPTIONS, **options)
        made[-1].add_inputs(chosen)
        made[-1].compare(chosen)
        return made[-1]

    yield of
    for one in made:
        one.close()


def decided(found: Inventory) -> dict[str, str]:
    """What is to be done with each input, by its name."""
    rejected = {r.source_uri: "duplicate" if r.reason == "duplicate_content" else "unreadable" for r in found.rejects()}
    both = (
        {item.source_uri: "work" for item in found.work()}
        | dict.fromkeys(found.unchanged().read_all().column(0).to_pylist(), "unchanged")
        | rejected
    )
    assert found.count() == len(both)
    for decision in ("work", "unchanged", "duplicate", "unreadable"):
        assert found.count(decision) == list(both.values()).count(decision)
    return both


def test_what_is_published_with_the_same_bytes_by_the_same_version_is_unchanged(plan: Plan) -> None:
    published = {"same": ("a", "version 2"), "older": ("b", "version 1"), "changed": ("c", "version 2"), "gone": ("d", "version 2")}
    found = plan({"same": "a", "older": "b", "changed": "C", "new": "e", "lost": None}, published)
    assert decided(found) == {"same": "unchanged", "older": "work", "changed": "work", "new": "work", "lost": "unreadable"}


def test_every_decision_says_how_many_inputs_get_it_and_why(plan: Plan) -> None:
    published = {
        "same": ("a", "version 2"), "older": ("b", "version 1"), "odd": ("f", "version 0"), "changed": ("c", "version 2"), "gone": ("d", "version 2"),
    }  # fmt: skip
    inputs = {"same": "a", "older": "b", "odd": "f", "changed": "C", "twin": "C", "lost": None, **{f"new {n}": str(n) for n in "4321"}}
    found = plan(inputs, published, {"x.pdf": "other_ending"}, prune=True)
    assert [tuple(decision) for decision in found.decisions()] == [
        ("work", "new", 4, ["new 1", "new 2", "new 3"]),
        ("work", "changed", 1, ["changed"]),
        ("work", "version: names", 1, ["older"]),
        ("work", "version: unknown", 1, ["odd"]),
        ("unchanged", "published", 1, ["same"]),
        ("duplicate", "duplicate_content", 1, ["twin"]),
        ("unreadable", "unreadable", 1, ["lost"]),
        ("prune", "gone", 1, ["gone"]),
        ("skip", "other_ending", 1, ["x.pdf"]),
    ]


def rejected(name: str, content: str, reason: str = "no_date", run: str = "now", **more: Any) -> Reject:
    return Reject(name, "parse", reason, "none", len(content), sha(content)[:32], None, run, NOW)._replace(**more)


def test_what_is_rejected_with_the_same_bytes_by_the_same_version_stays_rejected(plan: Plan) -> None:
    found = plan({"a": "1", "b": "2", "c": "2"}, {"b": ("old", "version 2")}, rejected=[rejected("a", "1"), rejected("b", "2")])
    assert list(found.work()) == []
    assert [decision[:3] for decision in found.decisions()] == [("rejected", "no_date", 2), ("duplicate", "duplicate_content", 1)]
    of_this_run = {"run_id": CONTEXT.run_id, "rejected_at": CONTEXT.started_at}
    assert [reject for reject in found.rejects() if reject.reason == "no_date"] == [
        rejected("a", "1", **of_this_run), rejected("b", "2", **of_this_run)
    ]  # fmt: skip
    assert found.reconcile([]) == ([], [])


@pytest.mark.parametrize(
    "other",
    [
        rejected("a", "other bytes"),
        rejected("b", "1"),
        rejected("a", "1", run="then"),
        rejected("a", "1", row_json="{}"),
        rejected("a", "1", article_id=None),
        *(rejected("a", "1", reason) for reason in (*PASSING_REASONS, "duplicate_content")),
    ],
    ids=lambda reject: f"{reject.source_uri} {reject.reason} {reject.run_id}",
)
def test_what_another_run_may_not_reject_is_done_again(plan: Plan, other: Reject) -> None:
    assert [item.source_uri for item in plan({"a": "1"}, rejected=[other]).work()] == ["a"]


def test_full_does_rejected_inputs_again(plan: Plan) -> None:
    found = plan({"a": "1", "b": "2", "c": "3"}, rejected=[rejected("a", "1"), rejected("c", "other bytes")], full=True)
    assert [item.source_uri for item in found.work()] == ["a", "b", "c"]
    assert [tuple(decision) for decision in found.decisions()] == [("work", "new", 2, ["b", "c"]), ("work", "full", 1, ["a"])]


def test_a_rejected_input_that_is_given_a_date_is_done_again(plan: Plan) -> None:
    found = plan(
        {"a-2024-01-24": "1"}, rejected=[rejected("a-2024-01-24", "1")], date_pattern=r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    )
    assert [item.date_basis for item in found.work()] == ["name"]


def test_full_does_everything_again(plan: Plan) -> None:
    found = plan({"same": "a", "new": "b"}, {"same": ("a", "version 2")}, full=True)
    assert decided(found) == {"same": "work", "new": "work"}
    assert [(decision.decision, decision.reason) for decision in found.decisions()] == [("work", "full"), ("work", "new")]


def test_a_limit_takes_the_first_and_leaves_the_others_for_a_later_run(plan: Plan) -> None:
    inputs = {"d": "4", "c": "3", "a": "1", "b": "2", "old": "0", "twin of a": "1", "twin of d": "4", "lost": None}
    found = plan(inputs, {"old": ("0", "version 2")}, {"x.pdf": "other_ending"}, limit=2)
    assert decided(found) == {"a": "work", "b": "work", "old": "unchanged", "twin of a": "duplicate", "lost": "unreadable"}
    assert (found.count(), found.count("left")) == (5, 3)
    assert list(found.skipped()) == [("c", "over_limit"), ("d", "over_limit"), ("twin of d", "over_limit"), ("x.pdf", "other_ending")]


def test_a_limit_that_is_not_reached_leaves_nothing(plan: Plan) -> None:
    found = plan({"a": "1", "b": "2"}, limit=2)
    assert (decided(found), list(found.skipped())) == ({"a": "work", "b": "work"}, [])


def test_what_is_not_among_the_inputs_goes_when_it_is_asked_for_alone(plan: Plan) -> None:
    published = {"a": ("1", "version 2"), "b": ("2", "version 2")}
    assert plan({"a": "1"}, published).gone().read_all().column(0).to_pylist() == []
    assert plan({"a": "1"}, published, prune=True).gone().read_all().column(0).to_pylist() == ["b"]


def test_bytes_whose_old_name_is_gone_are_an_article_under_the_new_one(plan: Plan) -> None:
    found = plan({"a": "x"}, {"z": ("x", "version 2")}, prune=True)
    assert (decided(found), found.gone().read_all().column(0).to_pylist()) == ({"a": "work"}, ["z"])


def test_what_could_not_be_looked_at_is_not_gone(plan: Plan) -> None:
    """Below a folder or link that is skipped, and in a collection that is skipped or broken, inputs may still be."""
    names = ("shut/1.txt", "shut/in/2.txt", "shutter.txt", "broken.jsonl#7", "whole.jsonl#7", "skipped.csv#row=2", "lost")
    published = {name: (name, "version 2") for name in names}
    skipped = {"shut": "unreadable_folder", "skipped.csv": "no_text_field", "whole.jsonl.bak": "other_ending"}
    found = plan({"broken.jsonl": None, "lost": None, "a": "1"}, published, skipped, prune=True)
    assert sorted(found.gone().read_all().column(0).to_pylist()) == ["shutter.txt", "whole.jsonl#7"]


def test_nothing_is_published_before_the_first_run(plan: Plan) -> None:
    assert decided(plan({"a": "1", "b": "2", "c": None})) == {"a": "work", "b": "work", "c": "unreadable"}


def test_work_goes_in_byte_order_and_holds_name_path_and_hash(plan: Plan) -> None:
    found = plan({"\u00e9": "1", "a": "2", "B": "3", "\U0001f600": "4", "\uffee": "5"})
    assert list(found.work()) == [
        WorkItem(name, f"/in/{name}", sha(content))
        for name, content in (("B", "3"), ("a", "2"), ("\u00e9", "1"), ("\uffee", "5"), ("\U0001f600", "4"))
    ]


def test_of_new_inputs_with_the_same_bytes_the_first_in_byte_order_is_the_article(plan: Plan) -> None:
    found = plan({"b": "x", "B": "x", "a": "x", "c": "y"})
    assert decided(found) == {"B": "work", "a": "duplicate", "b": "duplicate", "c": "work"}


@pytest.mark.parametrize(("dated", "article"), [("", "a"), ("c", "c"), ("cb", "b"), ("abc", "a")], ids=["none", "the last", "two", "all"])
def test_of_inputs_with_the_same_bytes_those_that_are_given_a_date_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dated: str, article: str
) -> None:
    def hashed(source_uri: str, path: str, limit: int) -> Hashed:
        given = sources.Dated(datetime.date(2024, 5, 6), "name") if source_uri in dated else None
        return Hashed(source_uri, path, sha("x"), 1).dated(given)

    lists(monkeypatch, [Listed(name, f"/in/{name}", 0, None) for name in "cab"], hashed)
    found = Inventory(tmp_path, CONTEXT, spool(tmp_path))
    found.add_inputs(OPTIONS)
    found.compare(OPTIONS)
    assert decided(found) == dict.fromkeys("abc", "duplicate") | {article: "work"}
    found.close()


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"a": "x", "z": "x"}, {"a": "duplicate", "z": "unchanged"}),
        ({"a": "x"}, {"a": "duplicate"}),  # the published one is not among the inputs, and stays
        ({"a": "x", "z": None}, {"a": "duplicate", "z": "unreadable"}),  # it cannot be read now, and stays
        ({"a": "x", "z": "new"}, {"a": "work", "z": "work"}),  # it is replaced, and its bytes are free
        ({"a": "x", "b": "x", "z": "new"}, {"a": "work", "b": "duplicate", "z": "work"}),
    ],
)
def test_of_bytes_that_are_published_the_name_that_stays_is_the_article(
    plan: Plan, inputs: dict[str, str | None], expected: dict[str, str]
) -> None:
    assert decided(plan(inputs, {"z": ("x", "version 2")})) == expected


def test_inputs_that_swap_their_bytes_are_both_done_again(plan: Plan) -> None:
    assert decided(plan({"a": "2", "b": "1"}, {"a": ("1", "version 2"), "b": ("2", "version 2")})) == {"a": "work", "b": "work"}


def test_unreadable_inputs_are_no_duplicates_of_each_other(plan: Plan) -> None:
    assert decided(plan({"a": None, "b": None})) == {"a": "unreadable", "b": "unreadable"}


def test_rejects_say_what_was_the_matter(plan: Plan) -> None:
    found = plan({"a": "xyz", "b": "xyz", "c": None})
    told = sorted(tuple(reject) for reject in found.rejects())
    assert told == [
        ("b", "read", "duplicate_content", "same bytes as a", 3, sha("xyz")[:32], None, "run-2", NOW),
        ("c", "read", "unreadable", "no permission", None, None, None, "run-2", NOW),
    ]


def test_what_is_no_regular_file_is_skipped_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [Listed("a", "/in/a", 0, None), Listed("b", "/in/b", 0, "a device"), Listed("c", "/in/c", 0, "a loop of links")]
    lists(monkeypatch, items, lambda uri, path, limit: Hashed(uri, path, sha(uri), 1))
    found = Inventory(tmp_path, CONTEXT, spool(tmp_path))
    found.add_inputs(OPTIONS)
    found.compare(OPTIONS)
    assert (found.count(), [item.source_uri for item in found.work()]) == (1, ["a"])
    assert list(found.skipped()) == [("b", "a device"), ("c", "a loop of links")]
    found.close()


def test_more_inputs_than_a_batch_and_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Inventory(tmp_path, CONTEXT, spool(tmp_path))
    lists(monkeypatch, [], lambda uri, path, limit: pytest.fail("nothing to hash"))
    found.add_inputs(OPTIONS)
    lists(monkeypatch, [Listed(f"{n:05}", "", 0, None) for n in range(10_001)], lambda uri, path, limit: Hashed(uri, path, sha(uri), 1))
    found.add_inputs(OPTIONS)
    found.compare(OPTIONS)
    assert found.count("work") == 10_001
    assert [item.source_uri for item in found.work()] == [f"{n:05}" for n in range(10_001)]
    found.close()


def test_inputs_elsewhere_are_hashed_each_once_in_their_order_and_not_far_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"gs://bucket/{n:03}" if n % 5 else f"/in/{n:03}" for n in range(200)]
    state = {"listed": 0, "ahead": 0}
    limits = set()
    order = []

    def listing() -> Iterator[Listed]:
        for name in names:
            state["listed"] += 1
            yield Listed(name, name, 0, None)

    def hashed(uri: str, path: str, limit: int) -> Hashed:
        limits.add(limit)
        return Hashed(uri, path, sha(uri), 1)

    def batches(items: Iterator[Hashed]) -> Iterator[list[Hashed]]:
        for number, item in enumerate(items, start=1):
            state["ahead"] = max(state["ahead"], state["listed"] - number)
            order.append(item.source_uri)
            yield [item]

    lists(monkeypatch, listing(), hashed)
    monkeypatch.setattr(inventory_module, "batches", batches)
    found = Inventory(tmp_path, CONTEXT, spool(tmp_path))
    found.add_inputs(OPTIONS)
    found.compare(OPTIONS)
    assert sorted(item.source_uri for item in found.work()) == sorted(names)
    assert [name for name in order if name.startswith("gs:")] == [name for name in names if name.startswith("gs:")]
    assert (limits, state["ahead"]) == ({1_000}, 63)
    found.close()


@pytest.mark.parametrize(
    ("error", "raised", "message"),
    [
        (FileNotFoundError(2, "nothing matches", "in/*.txt"), InputError, "nothing matches: in/*.txt"),
        (PermissionError(13, "Permission denied", "/in"), InputError, "cannot list /in: Permission denied"),
        (ValueError("/in lies outside /root"), UsageError, "/in lies outside /root"),
    ],
)
def test_inputs_that_cannot_be_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, raised: type[Exception], message: str
) -> None:
    def listing() -> Iterator[Listed]:
        yield Listed("a", "a", 0, None)
        raise error

    lists(monkeypatch, listing(), lambda uri, path, limit: Hashed(uri, path, sha(uri), 1))
    found = Inventory(tmp_path, CONTEXT, spool(tmp_path))
    with pytest.raises(raised) as caught:
        found.add_inputs(OPTIONS)
    assert str(caught.value) == message
    found.close()


def test_an_input_is_hashed_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"1234567890")
    path = str(tmp_path / "a.txt")
    assert hash_input("a", path, 10) == Hashed("a", path, hashlib.sha256(b"1234567890").hexdigest(), 10)
    refused = hash_input("a", path, 9)
    assert (refused.content_sha256, refused.size, refused.reason) == (None, 0, "too_large")
    assert refused.detail


def test_what_a_reader_says_of_an_input_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, limit: int) -> bytes:
        raise RejectedInput("vanished", f"{path} of {limit}")

    monkeypatch.setattr(sources, "read_bytes", refuse)
    assert hash_input("a", "/in/a", 7) == Hashed("a", "/in/a", None, 0, "vanished", "/in/a of 7")


def test_the_database_lies_in_the_folder_and_is_let_go(tmp_path: Path) -> None:
    found = Inventory(tmp_path, CONTEXT, spool(tmp_path))
    assert (tmp_path / "inventory.duckdb").exists()
    found.close()
    with pytest.raises(duckdb.ConnectionException):
        found.compare(OPTIONS)


def test_a_large_lake_needs_little_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database spills to the disk, inputs go into it by batches, and none of them is held beside it."""
    connections, sizes = [], []
    connect, insert = duckdb.connect, Inventory._insert

    def connecting(database: str) -> duckdb.DuckDBPyConnection:
        connections.append(connect(database))
        return connections[-1]

    def inserting(self: Inventory, rows: list[tuple[Any, ...]]) -> None:
        sizes.append(len(rows))
        insert(self, rows)

    monkeypatch.setattr(duckdb, "connect", connecting)
    monkeypatch.setattr(Inventory, "_insert", inserting)
    lists(monkeypatch, [Listed(f"{n}", "", 0, None) for n in range(10_001)], lambda uri, path, limit: Hashed(uri, path, uri, 1))
    found = Inventory(tmp_path, CONTEXT, spool(tmp_path))
    found.add_inputs(OPTIONS)
    assert sizes == [5_000, 5_000, 1]
    (database,) = connections
    names = ("memory_limit", "threads", "preserve_insertion_order", "python_enable_replacements")
    settings = ", ".join(f"current_setting('{name}')" for name in names)
    assert database.execute(f"SELECT {settings}").fetchall() == [("381.4 MiB", 2, False, False)]
    with pytest.raises(duckdb.CatalogException, match="batch does not exist"):
        database.execute("SELECT count(*) FROM batch")
    found.close()


def test_published_articles_that_cannot_be_read_are_not_taken_for_none(tmp_path: Path) -> None:
    """What fails for the disk is told as that; what is no table is damage."""
    found = Inventory(tmp_path, CONTEXT, spool(tmp_path))
    with pytest.raises(duckdb.IOException, match=r"nothing\.parquet"):
        found.add_published([str(tmp_path / "nothing.parquet")])
    found.close()
    (tmp_path / "damaged.parquet").write_bytes(b"no table, but longer than the shortest there is")
    (tmp_path / "other").mkdir()
    found = Inventory(tmp_path / "other", CONTEXT, spool(tmp_path))
    with pytest.raises(InputError, match=r"^the published articles cannot be read: .*damaged\.parquet[^\n]*$"):
        found.add_published([str(tmp_path / "damaged.parquet")])
    found.close()


def test_work_is_done_month_by_month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chunk has a file for each of its months; how a header is written elsewise, the steps find out, and here it is no matter."""
    pages = {
        "a.txt": b" date 2024-02-01 Rain.", "b.txt": b"\xef\xbb\xbfDATE: 2023-12-31 Snow.", "c.txt": b"Published today",
        "d.txt": b" date 2024-01-24 Sun.", "e.txt": b" date 2023-12-01 Ice.",
    }  # fmt: skip
    for name, content in pages.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(
        sources, "list_inputs", lambda inputs, source_root, collections: [Listed(name, str(tmp_path / name), 0, None) for name in pages]
    )
    made = Inventory(tmp_path, CONTEXT, spool(tmp_path))
    made.add_inputs(OPTIONS)
    made.compare(OPTIONS)
    assert [item.source_uri for item in made.work()] == ["c.txt", "b.txt", "e.txt", "d.txt", "a.txt"]
    made.close()
