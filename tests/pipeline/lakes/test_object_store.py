"""A lake on an object store, over a store in memory: publication, lease and fence, retention, recovery, and a death at every call."""

import contextlib
import datetime
import json
from collections.abc import Callable
from typing import Any

import pytest
from obstore.exceptions import GenericError
from obstore.store import MemoryStore

import newsbeam
from newsbeam import Version, objects, places
from pipeline import tombstones
from pipeline.errors import InputError, LakeBusyError, StorageError, UsageError
from pipeline.lakes import lease, open_lake
from pipeline.lakes.lease import Lease
from pipeline.lakes.object_store import ObjectLake
from pipeline.publish import stage_rows
from tests.pipeline.lakes.stores import FaultyStore, Killed, memory
from tests.pipeline.lakes.test_local import reject

__all__ = ["memory"]

URL = "s3://bucket/lake"
EVER = datetime.timedelta(days=-1)
"""Older than this is everything."""


class OfADyingProcess(Lease):
    """A lease that nobody renews, and that has run out when the next one looks."""

    def __init__(self) -> None:
        super().__init__(URL, seconds=-3)

    def _renew(self) -> None: ...


def lake(*, dying: bool = False) -> ObjectLake:
    """The lake as a process of its own sees it."""
    return ObjectLake(URL, lease=OfADyingProcess() if dying else Lease(URL, sleep=lambda seconds: None))


def publish(on: ObjectLake, number: int, keep: bool = False, **facts: Any) -> Version:
    """A version with the files of the one before, where it is to ``keep`` them, and one of ``number`` rejects more."""
    current = on.current()
    staged = stage_rows(on, f"run-{number}", "rejects", [reject(at) for at in range(number)])
    kept = [file["path"] for file in current.files] if keep and current else []
    return on.switch(f"run-{number}", current, kept, [staged], {"schema_version": "0.1", **facts})


def keys(memory: MemoryStore, prefix: str = "lake") -> list[str]:
    return [one["path"] for found in memory.list(prefix) for one in found]


def rows(version: Version) -> int:
    return sum(file["rows"] for file in version.files)


# ── publication ──


def test_versions_share_objects_that_never_move(memory: MemoryStore) -> None:
    here = lake()
    with here.lock():
        assert here.current() is None
        first = publish(here, 1)
        second = publish(here, 2, keep=True)
        assert here.current() == second
    assert (first.number, second.number, first.run_id, second.run_id) == (1, 2, "run-1", "run-2")
    [old] = first.files
    assert old in second.files
    assert first.address(old) == f"{URL}/files/run-1/data/{old['path']}"
    assert here.addresses(second, "rejects") == second.addresses("rejects")
    assert {here.file(second, file["path"]) for file in second.files} == set(second.addresses("rejects"))
    assert here.versions() == [str(first.path), str(second.path)]
    assert newsbeam.resolve(URL) == here.published() == lake().current() == second
    assert here.version(str(first.path)) == first
    assert here.verify(first) == here.verify(second) == []
    assert second.place == f"{URL}/{second.path}"
    with pytest.raises(
        newsbeam.LakeError, match=r"^s3://bucket/lake/versions/000002-.* is no folder: version.addresses\(dataset\) has the URLs"
    ):
        newsbeam.Lake(second).path  # noqa: B018


def test_nothing_is_published_on_another_base(memory: MemoryStore) -> None:
    here = lake()
    with here.lock():
        first = publish(here, 1)
        publish(here, 2)
        with pytest.raises(StorageError, match="was changed while the run worked; nothing is published"):
            here.switch("run-3", first, [], [stage_rows(here, "run-3", "rejects", [])], {})
    assert here.published().number == 2


def test_a_staged_file_that_is_not_whole_is_not_published(memory: MemoryStore) -> None:
    here = lake()
    with here.lock():
        publish(here, 1)
        for content in (b"short", None):
            staged = stage_rows(here, "run-2", "rejects", [reject(2)])
            url = here.address(f"staging/run-2/{staged.path}")
            objects.put(url, content) if content else objects.remove([url])
            with pytest.raises(StorageError, match="is not as long as when it was written; nothing is published"):
                here.switch("run-2", here.current(), [], [staged], {})
    assert here.published().number == 1


def test_verify_finds_what_is_wrong(memory: MemoryStore) -> None:
    here = lake()
    with here.lock():
        for number in (1, 2, 3, 4):
            version = publish(here, number, keep=True)
    one, two, three, _ = version.addresses("rejects")
    content = objects.get(one).content
    objects.put(one, content[:-9] + b"x" + content[-8:])
    objects.put(two, b"short")
    objects.remove([three])
    sizes = [f"{version.files[1]['path']}: 5 bytes, the manifest says {version.files[1]['bytes']:,}"]
    sizes += [f"{version.files[2]['path']}: there is no such object"]
    assert here.verify(version, hashes=False) == sizes
    changed = f"{version.files[0]['path']}: SHA-256 is {objects.sha256(one)}, the manifest says {version.files[0]['sha256']}"
    assert here.verify(version) == [changed, *sizes]


def test_a_lake_has_a_place_in_a_bucket_and_no_patterns() -> None:
    assert repr(open_lake("s3://bucket/lake/")) == "ObjectLake('s3://bucket/lake')"
    with pytest.raises(UsageError, match=r"^s3://bucket: give a lake in the bucket \(s3://bucket/lake\), not the whole of it$"):
        open_lake("s3://bucket/")
    with pytest.raises(UsageError, match=r"^s3://bucket/a\*: the URL of a lake holds none of"):
        open_lake("s3://bucket/a*")
    with pytest.raises(UsageError, match=r"^hdfs://host/lake: a lake lies on a disk, or on an object store at s3:// or gs://$"):
        open_lake("hdfs://host/lake")


def test_where_there_is_no_lake(memory: MemoryStore) -> None:
    here = lake()
    assert (here.current(), here.versions(), here.leftovers()) == (None, [], [])
    with pytest.raises(InputError, match=r"^s3://bucket/lake is no lake to read: there is none$"):
        here.published()
    with here.lock():
        pass
    with pytest.raises(InputError, match=r"^s3://bucket/lake is no lake to read: nothing is published there yet$"):
        here.published()
    with here.lock(), pytest.raises(InputError, match="holds no version"):
        here.recover()


# ── names and bytes ──


def test_what_a_run_stages_and_records(memory: MemoryStore) -> None:
    here = lake()
    here.write("staging/run-1/work/1", b"one")
    here.write("runs/run-1/log", iter([b"a", b"b"]))
    assert keys(memory) == ["lake/files/run-1/work/1", "lake/runs/run-1/log"]
    assert here.read("staging/run-1/work/1") == b"one"
    assert here.read("runs/run-1/log") == b"ab"
    assert here.names("staging") == ["staging/run-1"]
    assert here.names("staging/run-1/work") == ["staging/run-1/work/1"]
    with pytest.raises(IsADirectoryError):
        here.read("runs/run-1")
    with pytest.raises(FileNotFoundError):
        here.read("runs/run-2/log")
    scratch = here.scratch("run-1")
    (scratch / "database").write_bytes(b"")
    assert here.scratch("run-1") == scratch
    here.remove("staging/run-1")
    assert (keys(memory), scratch.exists()) == (["lake/runs/run-1/log"], False)


def test_what_is_published_is_not_removed_with_the_staging(memory: MemoryStore) -> None:
    here = lake()
    with here.lock():
        here.write("staging/run-1/work/1", b"")
        stage_rows(here, "run-1", "rejects", [reject(9)])
        version = publish(here, 1)
        here.remove("staging/run-1")
    assert [f"s3://bucket/{key}" for key in keys(memory, "lake/files")] == version.addresses("rejects")
    assert here.names("staging") == []


# ── the lock ──


def test_a_second_run_is_refused_and_the_next_one_has_another_token(memory: MemoryStore) -> None:
    with (
        lake().lock(),
        pytest.raises(LakeBusyError, match=r"^another run, .* \(process \d+\), holds s3://bucket/lake; try later, or wait"),
        lake().lock(),
    ):
        pass
    with lake().lock():
        assert json.loads(objects.get(f"{URL}/current").content)["token"] == 2
    assert json.loads(objects.get(f"{URL}/lease").content)["free"] is True
    assert keys(memory) == ["lake/current", "lake/lease"]


def test_who_waits_gets_the_lake_when_it_is_free(memory: MemoryStore) -> None:
    first = lake()
    holding = first.lock()
    holding.__enter__()
    looks: list[float] = []

    def sleep(seconds: float) -> None:
        looks.append(seconds)
        holding.__exit__(None, None, None)

    with ObjectLake(URL, lease=Lease(URL, sleep=sleep)).lock(wait=True):
        assert looks == [lease.LOOK]


def test_the_lease_of_a_dead_holder_runs_out_by_the_stores_clock(memory: MemoryStore) -> None:
    holding = lake(dying=True).lock()
    holding.__enter__()
    with lake().lock():
        assert json.loads(objects.get(f"{URL}/lease").content)["token"] == 2


def test_a_stale_holder_cannot_publish(memory: MemoryStore) -> None:
    """Whether its successor has published already or not; what it staged is left over, and the current version is the successor's."""
    stale = lake(dying=True)
    holding = stale.lock()
    holding.__enter__()
    publish(stale, 1)
    said = r"^s3://bucket/lake was taken by another run while this one worked; nothing is published$"
    with lake().lock(), pytest.raises(StorageError, match=said):
        publish(stale, 2)
    assert lake().published().number == 1
    other = lake()
    with other.lock():
        assert publish(other, 3).number == 3  # a number is not given twice, though nothing was published under it
    with pytest.raises(StorageError, match="nothing is published"):
        publish(stale, 4)
    assert [places.version_number(name) for name in lake().versions()] == [1, 3]


def test_a_lease_that_was_lost_is_noticed(memory: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Lease(URL, seconds=0.03)
    held.take()
    objects.put(f"{URL}/lease", objects.get(f"{URL}/lease").content.replace(b'"token": 1', b'"token": 2'))
    assert held._renewing is not None
    held._renewing.join()
    with pytest.raises(
        StorageError, match="this run was away from s3://bucket/lake for more than 0 s and holds it no longer; nothing is published"
    ):
        held.check()
    held.leave()
    assert json.loads(objects.get(f"{URL}/lease").content)["token"] == 2


def test_a_lease_is_renewed(memory: MemoryStore) -> None:
    held = Lease(URL, seconds=0.03)
    held.take()
    first = objects.get(f"{URL}/lease")
    while objects.get(f"{URL}/lease").tag == first.tag:
        pass
    held.check()
    held.leave()
    assert json.loads(objects.get(f"{URL}/lease").content)["free"] is True


def test_a_lease_of_somebody_elses_is_refused(memory: MemoryStore) -> None:
    objects.put(f"{URL}/lease", b"[]")
    with pytest.raises(StorageError, match=r"^s3://bucket/lake/lease is no lease of newsbeam's$"), lake().lock():
        pass


# ── retention and recovery ──


def test_old_versions_go_with_the_objects_that_they_alone_have(memory: MemoryStore) -> None:
    here = lake()
    with here.lock():
        oldest = publish(here, 1)
        first = publish(here, 2, keep=True)
        second = publish(here, 3)
        stage_rows(here, "run-8", "rejects", [reject(8)])
        here.write("runs/run-8/log", b"")
        assert here.leftovers() == ["staging/run-8", "runs/run-8"]
        assert here.collect_garbage(keep=1, older_than=datetime.timedelta(hours=1)) == []
        assert here.collect_garbage(keep=2, older_than=EVER) == [str(oldest.path), "staging/run-8", "runs/run-8"]
        assert here.verify(first) == here.verify(second) == []
        assert here.collect_garbage(keep=1, older_than=EVER) == [str(first.path)]
        assert here.current() == second
    expected = sorted(
        ["lake/current", "lake/lease", f"lake/{second.path}", *(url.removeprefix("s3://bucket/") for url in second.addresses("rejects"))]
    )
    assert sorted(keys(memory)) == expected


def test_records_of_runs_that_found_nothing_new_go_but_the_last(memory: MemoryStore) -> None:
    here = lake()
    for run, status in (("run-1", "nothing_new"), ("run-2", "published"), ("run-3", "nothing_new")):
        here.write(f"runs/{run}/run.json", json.dumps({"status": status}).encode())
    with here.lock():
        publish(here, 1)
        assert here.collect_garbage(keep=1, older_than=EVER) == ["runs/run-1"]
    assert here.names("runs") == ["runs/run-2", "runs/run-3"]


def test_a_lost_pointer_is_made_again_from_the_newest_whole_version(memory: MemoryStore) -> None:
    here = lake()
    with here.lock():
        first, second = publish(here, 1), publish(here, 2)
    objects.remove([f"{URL}/current"])
    said = r"^s3://bucket/lake: current is missing, but version 2 is there; newsbeam recover s3://bucket/lake publishes the newest whole"
    with pytest.raises(InputError, match=said):
        here.published()
    with here.lock():
        with pytest.raises(InputError, match=said):
            here.current()
        objects.remove(second.addresses("rejects"))
        assert here.recover() == [
            f"version 2 is damaged: {second.files[0]['path']}: there is no such object",
            "version 3 is current: it holds what version 1 held",
        ]
    assert here.published().files == first.files
    assert here.published().facts["restored"] == 1


@pytest.mark.parametrize("content", [b"", b"[]", b'{"versions": ["../x"], "token": 1, "purge": false}'])
def test_a_damaged_pointer_is_replaced(memory: MemoryStore, content: bytes) -> None:
    here = lake()
    with here.lock():
        version = publish(here, 1)
    objects.put(f"{URL}/current", content)
    with pytest.raises(InputError, match=r"^s3://bucket/lake: current is damaged; newsbeam recover s3://bucket/lake sets it to the newest"):
        here.published()
    with here.lock():
        assert here.recover() == ["version 1 is current"]
    assert here.published() == version


def test_a_damaged_manifest_is_passed_over_and_forgotten(memory: MemoryStore) -> None:
    here = lake()
    with here.lock():
        first, second = publish(here, 1), publish(here, 2)
        objects.put(second.place, b"{")
        with pytest.raises(
            InputError, match=r"is damaged: it is no JSON; newsbeam recover s3://bucket/lake goes back to the newest whole version"
        ):
            here.current()
        assert here.recover()[-1] == "version 3 is current: it holds what version 1 held"
        assert here.versions() == [str(first.path), str(here.published().path)]
        assert here.recover() == ["version 3 is current and whole: nothing to mend"]
        assert here.recover(1) == ["version 4 is current: it holds what version 1 held"]
        with pytest.raises(InputError, match=r"has no version 9, it keeps versions 1, 3, 4$"):
            here.recover(9)
        objects.remove(first.addresses("rejects"))
        with pytest.raises(InputError, match=r"is damaged: .*; nothing is changed"):
            here.recover()
    assert here.published().number == 4


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"files": []}, "it lists no files"),
        ({"version": 7}, "it is of version 7"),
        ({"object": "files/run-1/data/rejects/no_month/other.parquet"}, "is no object of a run"),
        ({"object": "../else/data/x"}, "is no object of a run"),
        ({"object": None}, "is no object of a run"),
    ],
)
def test_a_manifest_is_refused_that_is_none_of_ours(memory: MemoryStore, change: dict[str, Any], said: str) -> None:
    here = lake()
    with here.lock():
        version = publish(here, 1)
    manifest = json.loads(objects.get(version.place).content)
    if "object" in change:
        manifest["files"][0] |= change
    else:
        manifest |= change
    objects.put(version.place, json.dumps(manifest).encode())
    with pytest.raises(InputError, match=f"is damaged: .*{said}"):
        here.published()


def test_what_was_erased_goes_from_every_version_and_from_the_bucket(memory: MemoryStore) -> None:
    here = lake()
    with here.lock():
        publish(here, 1)
        publish(here, 2, keep=True)
        old = here.versions()
        stage_rows(here, "run-8", "rejects", [reject(8)])
        version = publish(here, 3, **{tombstones.FACT: ["mark"]})
        assert here.settle() == [f"removed {name}, which held what was erased" for name in old]
        assert here.settle() == []
    assert tombstones.read(here.read(tombstones.NAME)) == {"mark"}
    objects_left = {*version.addresses("rejects"), version.place, *(f"{URL}/{name}" for name in ("current", "lease", tombstones.NAME))}
    assert {f"s3://bucket/{key}" for key in keys(memory)} == objects_left


@pytest.mark.parametrize("number", [None, 1])
@pytest.mark.parametrize("readable", [True, False])
def test_no_version_that_holds_what_was_erased_is_recovered_to(memory: MemoryStore, number: int | None, readable: bool) -> None:
    """An erasure is cut off between the switch and the removal of the versions before it, and then its own version is damaged."""
    here = lake()
    with here.lock():
        publish(here, 1)
        here.write(tombstones.NAME, tombstones.written(["mark"]))
        erased = publish(here, 2, **{tombstones.FACT: ["mark"]})
        if readable:
            objects.remove(erased.addresses("rejects"))
            here.settle = list  # type: ignore[method-assign]
        else:
            objects.put(erased.place, b"{")
        with pytest.raises(InputError, match=r"version 1 may hold what was erased since.*nothing is changed"):
            here.recover(number)


def test_an_erasure_that_was_not_published_is_told_of(memory: MemoryStore) -> None:
    here = lake()
    with here.lock():
        publish(here, 1)
        here.write(tombstones.NAME, tombstones.written(["mark"]))
        told = ["an erasure was cut off before it was published: nothing is erased, do it again"]
        assert (here.settle(), here.settle()) == (told, [])
        assert here.recover() == ["version 1 is current and whole: nothing to mend"]


# ── faults ──


def prepared() -> ObjectLake:
    """Two versions that share a file, what a killed run left, and a version with tombstones that was not settled."""
    here = lake()
    with here.lock():
        publish(here, 1)
        publish(here, 2, keep=True)
        stage_rows(here, "run-8", "rejects", [reject(8)])
    return here


def _publish(here: ObjectLake) -> None:
    publish(here, 3, keep=True)
    here.remove("staging/run-3")


def _collect(here: ObjectLake) -> None:
    here.collect_garbage(keep=1, older_than=EVER)


def _erase(here: ObjectLake) -> None:
    here.write(tombstones.NAME, tombstones.written(["mark"]))
    publish(here, 3, **{tombstones.FACT: ["mark"]})
    here.settle()


def _restore(here: ObjectLake) -> None:
    here.recover(1)


WORK: dict[str, Callable[[ObjectLake], None]] = {"publish": _publish, "gc": _collect, "erase": _erase, "recover": _restore}
CALLS = {"publish": 11, "gc": 14, "erase": 18, "recover": 20}
"""Calls of the store that each takes: docs/object_storage.md counts the faults by them."""


def lost() -> None:
    raise GenericError("connection closed")


def killed() -> None:
    raise Killed


FAULTS: dict[str, tuple[Callable[[], None] | None, Callable[[], None] | None]] = {
    "killed before": (killed, None),
    "killed after": (None, killed),
    "refused": (lost, None),
    "answer lost": (None, lost),
}
"""What happens at one call of the store: before it takes effect, and after."""


class Strike:
    """A fault at the call number ``at``; the lease's renewals, which have a thread of their own, are no calls."""

    def __init__(self, at: int, fault: str) -> None:
        self._at = at
        self._before, self._after = FAULTS[fault]
        self.calls = 0

    def __call__(self, name: str, key: Any) -> Callable[[], None] | None:
        if str(key).endswith("/lease"):
            return None
        self.calls += 1
        if self.calls != self._at:
            return None
        if self._before is not None:
            self._before()
        return self._after


def struck(monkeypatch: pytest.MonkeyPatch, store: MemoryStore, work: str, strike: Strike) -> None:
    """Do ``work`` as a process that is struck in it, and ends by that."""
    faulty = FaultyStore(store, strike)
    dying = lake(dying=True)
    with contextlib.suppress(Killed, OSError, StorageError, InputError), dying.lock():
        monkeypatch.setattr(objects, "store_of", lambda bucket: faulty)
        try:
            WORK[work](dying)
        finally:
            if not faulty.dead:  # it lets go of the lease
                monkeypatch.setattr(objects, "store_of", lambda bucket: store)
    monkeypatch.setattr(objects, "store_of", lambda bucket: store)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("work", WORK)
def test_whatever_call_fails_a_whole_version_is_published(monkeypatch: pytest.MonkeyPatch, work: str, fault: str) -> None:
    """The fault strikes at the first call of the work, at the second …, until the work has fewer.

    Readers then see the version before or the one after, whole; the next holder takes the lake, works on, and leaves nothing behind.
    """
    for at in range(1, 2 * CALLS[work]):
        store = MemoryStore()
        monkeypatch.setattr(objects, "store_of", lambda bucket, store=store: store)
        before = prepared().published()
        strike = Strike(at, fault)
        struck(monkeypatch, store, work, strike)
        if strike.calls < at:
            break
        seen = lake().published()
        assert lake().verify(seen) == []
        assert seen.number in (before.number, before.number + 1)
        following = lake()
        with following.lock():
            following.settle()
            assert following.current() == seen
            assert all(following.verify(following.version(name)) == [] for name in following.versions())
            if work == "erase" and seen.number > before.number:
                assert following.versions() == [str(seen.path)]
            following.collect_garbage(keep=1, older_than=EVER)
            again = publish(following, 5, keep=True)
        assert rows(again) == rows(seen) + 5
        left = {f"s3://bucket/{one['path']}" for found in store.list("lake/files") for one in found}
        assert left == set(again.addresses("rejects"))
    assert CALLS[work] == at - 1
