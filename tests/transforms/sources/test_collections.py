"""Collections: records of JSON lines, CSV and Parquet; what is wrong with one costs that one."""

import datetime
import gzip
import json
import tracemalloc

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from schemas.rows import REASONS
from tests.transforms.sources.conftest import MEGABYTE
from transforms.sources import Fields, read_records
from transforms.text.rejected import RejectedInput

FIELDS = Fields("text", "id", "day")


def zstd(content):
    return pa.Codec("zstd").compress(content, asbytes=True)


def found(path, fields=FIELDS, limit=1000):
    """What the records say; of those that cannot be read the row, the reason and the detail; at the end why the file ends early."""
    told = []
    try:
        for record in read_records(str(path), fields, limit):
            trouble = record.trouble
            assert trouble is None or trouble.reason in REASONS
            told.append((record.row, trouble.reason, trouble.detail) if trouble else record[:4])
    except RejectedInput as rejected:
        told.append((rejected.reason, rejected.detail))
    return told


def test_a_json_object_a_line(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(
        '\ufeff{"text": "Café", "id": "x 1", "day": "2024-01-24"}\r\n\n{"id": 7, "text": "a\\nb", "more": [1]}'.encode()
    )
    assert found(tmp_path / "a.jsonl") == [(1, "x 1", "Café".encode(), "2024-01-24"), (3, "7", b"a\nb", None)]
    assert found(tmp_path / "a.jsonl", Fields("text")) == [(1, None, "Café".encode(), None), (3, None, b"a\nb", None)]


@pytest.mark.parametrize(
    ("line", "reason", "detail"),
    [
        (b'{"text": "cut', "bad_record", "the line is no JSON: column 14"),
        (b"\xff\xfe", "bad_record", "the line is no JSON: UnicodeDecodeError"),
        (b"[1]", "bad_record", "the line is no JSON object"),
        (b'{"id": "a"}', "bad_record", "the field 'text' is missing; there are 'id'"),
        (b"{}", "bad_record", "the field 'text' is missing"),
        (b'{"%s": 1, "b": 2}' % (b"a" * 41), "bad_record", "the field 'text' is missing; there are one that is no name, 'b'"),
        (b'{"id": "a", "text": null}', "bad_record", "the field 'text' is missing"),
        (b'{"id": "a", "text": 5}', "bad_record", "the field 'text' is no text"),
        (b'{"id": "a", "text": "\\ud800"}', "bad_record", "the field 'text' holds half a surrogate pair"),
        (b'{"text": "x"}', "bad_record", "the field 'id', its identifier, is missing"),
        (b'{"text": "x", "id": true}', "bad_record", "the field 'id', its identifier, is no text and no whole number"),
        (b'{"text": "x", "id": " "}', "bad_record", "the field 'id', its identifier, is no text and no whole number"),
        (b'{"text": "x", "id": "\\ud800"}', "bad_record", "the field 'id', its identifier, is no text and no whole number"),
        (b'{"text": "' + b"x" * 1000 + b'", "id": "a"}', "too_large", "a line of more bytes than --max_bytes allows"),
    ],
)
def test_a_bad_line_costs_itself(tmp_path, line, reason, detail):
    good = b'{"text": "x", "id": "%d"}\n'
    (tmp_path / "a.jsonl").write_bytes(good % 1 + line + b"\n" + good % 2)
    assert found(tmp_path / "a.jsonl") == [(1, "1", b"x", None), (2, reason, detail), (3, "2", b"x", None)]


@pytest.mark.parametrize(("ending", "packed"), [(".gz", gzip.compress), (".zst", zstd)])
def test_what_is_compressed_is_read_to_where_it_is_damaged(tmp_path, ending, packed):
    lines = [json.dumps({"text": f"story {n}", "id": n, "more": "x" * 99}).encode() + b"\n" for n in range(5000)]
    whole = packed(b"".join(lines[:4000])) + packed(b"".join(lines[4000:]))
    path = tmp_path / f"a.jsonl{ending}"
    path.write_bytes(whole)
    assert [one[2] for one in found(path)] == [b"story %d" % n for n in range(5000)]
    path.write_bytes(packed(b"".join(lines[:4000])) + packed(b"".join(lines[4000:]))[:-9])
    *records, (reason, _) = found(path)
    assert reason == "corrupt_archive"
    assert [one[2] for one in records] == [b"story %d" % n for n in range(len(records))]
    assert len(records) > 3000
    path.write_bytes(b"no archive at all")
    assert [one[0] for one in found(path)] == ["corrupt_archive"]


def test_a_bomb_ends_a_collection(tmp_path):
    for ending, packed in ((".gz", gzip.compress), (".zst", zstd)):
        path = tmp_path / f"a.jsonl{ending}"
        path.write_bytes(packed(b" " * (70 * MEGABYTE)))
        assert [one[0] for one in found(path)] == ["too_large"]


def test_csv(tmp_path):
    (tmp_path / "a.csv").write_bytes(b'\xef\xbb\xbfid,text,day\r\n1,"She said ""no"",\r\nthen left.",2024-01-24\r\n\r\n2,caf\xe9,\r\n')
    assert found(tmp_path / "a.csv") == [(1, "1", b'She said "no",\r\nthen left.', "2024-01-24"), (2, "2", b"caf\xe9", None)]
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(b"text\none\n"))
    assert found(tmp_path / "b.csv.gz", Fields("text")) == [(1, None, b"one", None)]
    (tmp_path / "empty.csv").write_bytes(b"")
    assert found(tmp_path / "empty.csv") == []
    (tmp_path / "other.csv").write_bytes(b"a,b\n1,2\n")
    assert found(tmp_path / "other.csv") == [("bad_record", "no field 'text'; there are 'a', 'b'")]
    (tmp_path / "unnamed.csv").write_bytes(b"1,The ferry stayed in port because of the storm.\n")
    assert found(tmp_path / "unnamed.csv") == [("bad_record", "no field 'text'; there are '1', one that is no name")]


def test_a_bad_record_of_a_csv_costs_its_own_line(tmp_path):
    (tmp_path / "a.csv").write_bytes(b'id,text,day\n1,x,\n2,"never closed,\n3,y,\n4,"a"b,\n5,z\n6,' + b"w" * 1000 + b",\n7,v,\n")
    told = found(tmp_path / "a.csv")
    assert [one[:2] for one in told] == [
        (1, "1"), (2, "bad_record"), (3, "3"), (4, "bad_record"), (5, "bad_record"), (6, "too_large"), (7, "7"),
    ]  # fmt: skip
    assert told[4][2] == "2 fields where the first line names 3"


def test_parquet(tmp_path):
    path = tmp_path / "a.parquet"
    days = pa.array([datetime.date(2024, 1, 24), None, datetime.date(2024, 1, 26)])
    texts = pa.array(["one", "two", None])
    pq.write_table(pa.table({"id": pa.array([1, 2, 3]), "text": texts, "day": days, "more": days}), path, row_group_size=2)
    assert found(path) == [(1, "1", b"one", "2024-01-24"), (2, "2", b"two", None), (3, "bad_record", "the field 'text' is missing")]
    assert found(path, Fields("text"), limit=2)[0] == (1, "too_large", "3 bytes, the limit is 2")
    assert found(path, Fields("body")) == [("bad_record", "no field 'body'; there are 'id', 'text', 'day', 'more'")]
    path.write_bytes(path.read_bytes()[:-20])
    assert [one[0] for one in found(path)] == ["corrupt_archive"]


def test_the_day_of_a_time_is_that_of_its_column_s_zone(tmp_path):
    late = datetime.datetime(2024, 1, 24, 23, 30, tzinfo=datetime.UTC)
    for zone, day in (("UTC", "2024-01-24"), ("+05:30", "2024-01-25"), (None, "2024-01-24")):
        times = pa.array([late], pa.timestamp("us", "UTC")).cast(pa.timestamp("us", zone))
        pq.write_table(pa.table({"id": ["a"], "text": ["x"], "day": times}), tmp_path / "a.parquet")
        assert found(tmp_path / "a.parquet") == [(1, "a", b"x", day)]


def test_a_file_that_is_not_there_or_changes(tmp_path):
    assert found(tmp_path / "a.jsonl") == [("vanished", "it was listed, but is not there any more")]
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "x", "id": 1}\n{"text": "y", "id": 2}\n')
    records = read_records(str(tmp_path / "a.jsonl"), FIELDS, 1000)
    assert next(records).content == b"x"
    (tmp_path / "a.jsonl").write_bytes(b"shorter")
    with pytest.raises(RejectedInput, match="changed_during_run"):
        list(records)


def test_a_large_collection_takes_little_memory(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    line = json.dumps({"text": "The ferry has reopened. " * 40, "id": 1}).encode() + b"\n"
    with gzip.open(path, "wb", 1) as file:
        for _ in range(20):
            file.write(line * 1000)
    tracemalloc.start()
    assert sum(1 for _ in read_records(str(path), FIELDS, MEGABYTE)) == 20_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 6 * MEGABYTE
