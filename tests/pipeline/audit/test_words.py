"""What workers say of the files they wrote changes who looks, and no verdict: the same defects are found with and without."""

import dataclasses
import hashlib
import json
from pathlib import Path

import pytest

from pipeline.audit import audit, expectations
from pipeline.audit.words import Vouched, vouched
from pipeline.lakes.local import LocalLake
from schemas import DATASETS
from schemas.arrow import file_path, to_table
from tests.pipeline.audit.test_set_rules import DEFECTS, lake_with_defects
from tests.sound_rows import article_rows, broken_once, is_type_rule, lake_rows
from transforms.checks import results, words
from transforms.staging import parquet_bytes
from transforms.values import StagedFile

STAGING = "staging/run"
PARTITIONED = [name for name in DATASETS if DATASETS[name].partitioned]


@pytest.fixture(autouse=True)
def words_of_few_articles(monkeypatch):
    monkeypatch.setattr(words, "FEWEST", 1)


@pytest.fixture
def lake(tmp_path):
    return LocalLake(tmp_path)


def stage(lake, rows, part="part", month="2024-01"):
    """Stage ``rows``, a file a dataset; the files and their bytes."""
    written = []
    for name in PARTITIONED:
        if rows.get(name):
            path = f"data/{file_path(name, month, f'{part}.parquet')}"
            content = parquet_bytes(to_table(name, rows[name]))
            lake.write(f"{STAGING}/{path}", content)
            written.append((StagedFile(path, name, month, len(rows[name]), len(content), hashlib.sha256(content).hexdigest()), content))
    return written


def say(lake, written):
    """Write the word of who wrote these files, and return it."""
    word = words.word_of(written)
    lake.write(f"{STAGING}/{words.FOLDER}/{words.word_name(word)}", words.word_bytes(word))
    return word


def audited(lake, written, said):
    """The results of the audit by rule, with what was ``said``; keys of bad rows in one order."""
    names = {file.dataset for file, _ in written}
    files = {name: [lake.address(f"{STAGING}/{file.path}") for file, _ in written if file.dataset == name] for name in names}
    counted = {name: sum(file.rows for file, _ in written if file.dataset == name) for name in names}
    result = audit(files, expected_rows=counted, vouched=said)
    return [dataclasses.replace(rule, examples=tuple(sorted(rule.examples, key=json.dumps))) for rule in result.rules]


def of_files(written):
    return [file for file, _ in written]


def parts_of(rows, number):
    """``rows`` in so many parts, those of an article in one of them."""
    ids = sorted({row.article_id for name in PARTITIONED for row in rows[name]})
    part_of = {article_id: at % number for at, article_id in enumerate(ids)}
    return [{name: [row for row in rows[name] if part_of[row.article_id] == part] for name in PARTITIONED} for part in range(number)]


# --- The same verdicts ---


def test_defects_of_sets_of_rows_are_found_alike(lake, monkeypatch, without_expectations):
    """Of three workers one says nothing."""
    monkeypatch.setattr(results, "EXAMPLES", 1000)
    parts = [stage(lake, rows, f"part-{at}") for at, rows in enumerate(parts_of(lake_with_defects()[0], 3))]
    for written in parts[1:]:
        say(lake, written)
    written = [one for part in parts for one in part]
    said = vouched(lake, STAGING, of_files(written))
    assert [sum(one.rows(name) for one in said) for name in PARTITIONED] == [
        sum(file.rows for file, _ in parts[1] + parts[2] if file.dataset == name) for name in PARTITIONED
    ]
    found = audited(lake, written, said)
    assert found == audited(lake, written, [])
    broken = {f"{rule.dataset}.{rule.rule}" for rule in found if not rule.passed and rule.engine == "sql"}
    assert broken == {rule for _, rules in DEFECTS.values() for rule in rules}


def test_defects_of_single_rows_are_found_alike(lake, monkeypatch):
    """Rows that break one rule each, but those that no file can hold: a null where there is none."""
    monkeypatch.setattr(results, "EXAMPLES", 1000)
    names = ("articles", "segments", "places", "quantities")
    rows, rules = {name: article_rows()[name] for name in names}, set()
    for name in names:
        broken = [(rule, row) for rule, row in broken_once(name) if not is_type_rule(name, rule) and not rule.endswith("_not_null")]
        rows[name] = [*rows[name], *(row for _, row in broken)]
        rules |= {(name, rule) for rule, _ in broken}
    first, second = stage(lake, rows), stage(lake, {name: article_rows(1)[name] for name in names}, "other")
    say(lake, first)
    say(lake, second)
    said = vouched(lake, STAGING, of_files(first + second))
    assert len(said) == 2
    found = audited(lake, first + second, said)
    assert found == audited(lake, first + second, [])
    assert rules <= {(rule.dataset, rule.rule) for rule in found if not rule.passed}


def test_a_sound_lake_passes_every_rule_with_the_rows_of_all(lake):
    written = stage(lake, {name: rows for name, rows in lake_rows(3).items() if name in ("articles", "segments", "times")})
    say(lake, written)
    said = vouched(lake, STAGING, of_files(written))
    assert [len(one.broken) for one in said] == [0]
    found = audited(lake, written, said)
    assert all(rule.passed for rule in found)
    assert found == audited(lake, written, [])


def test_what_is_across_articles_is_not_left_to_words(lake, without_expectations):
    """Two workers, each with an article of the same name and rows that have the same key."""
    first, second = article_rows(1), article_rows(2)
    second["articles"] = [second["articles"][0]._replace(source_uri=first["articles"][0].source_uri)]
    second["times"] = [row._replace(time_id=first["times"][0].time_id) for row in second["times"][:1]]
    written = [stage(lake, first, "a"), stage(lake, second, "b")]
    for part in written:
        assert say(lake, part).broken == []
    written = written[0] + written[1]
    found = audited(lake, written, vouched(lake, STAGING, of_files(written)))
    assert {(rule.dataset, rule.rule, rule.bad_rows) for rule in found if not rule.passed} == {
        ("articles", "source_uri_unique", 2), ("times", "unique", 1),
    } | {(rule.dataset, rule.rule, rule.bad_rows) for rule in audited(lake, written, []) if not rule.passed}  # fmt: skip


# --- What a word is bound to ---


def others_bytes(lake, written):
    file, content = written[0]
    lake.write(f"{STAGING}/{file.path}", content + b" ")
    return of_files(written)


def gone(lake, written):
    Path(lake.address(f"{STAGING}/{written[0][0].path}")).unlink()
    return of_files(written)


def not_staged(lake, written):
    return of_files(written)[1:]


def staged_with_another_hash(lake, written):
    return [written[0][0]._replace(sha256="0" * 64), *of_files(written)[1:]]


def of_other_rules(lake, written):
    rewrite(lake, written, lambda said: said | {"rules": "0" * 64})
    return of_files(written)


def of_other_fields(lake, written):
    rewrite(lake, written, lambda said: {"files": said["files"]})
    return of_files(written)


def no_json(lake, written):
    (name,) = lake.names(f"{STAGING}/{words.FOLDER}")
    lake.write(name, b'{"files": [')
    return of_files(written)


def rewrite(lake, written, change):
    (name,) = lake.names(f"{STAGING}/{words.FOLDER}")
    lake.write(name, json.dumps(change(json.loads(lake.read(name)))).encode())


@pytest.mark.parametrize(
    "spoil",
    [others_bytes, gone, not_staged, staged_with_another_hash, of_other_rules, of_other_fields, no_json],
    ids=lambda one: one.__name__,
)
def test_a_word_that_does_not_count(lake, spoil):
    written = stage(lake, article_rows())
    say(lake, written)
    assert len(vouched(lake, STAGING, of_files(written))) == 1
    assert vouched(lake, STAGING, spoil(lake, written)) == []


def test_without_words_nothing_is_vouched_for(lake):
    assert vouched(lake, STAGING, of_files(stage(lake, article_rows()))) == []


def test_a_file_counts_once_whoever_vouches_for_it(lake):
    """A bundle that ran twice was cut differently the second time."""
    first, second = stage(lake, article_rows(1), "a"), stage(lake, article_rows(2), "b")
    for part in (first, second, first + second):
        say(lake, part)
    said = vouched(lake, STAGING, of_files(first + second))
    assert sum(one.rows("articles") for one in said) == 2
    assert len({address for one in said for address in one.files["articles"]}) == 2


def test_a_word_with_other_counts_than_the_audit_finds(lake):
    rows = {name: article_rows()[name] for name in ("articles", "segments", "times")}
    rows["times"] = [row._replace(timex_type="SECRET") for row in rows["times"]]
    written = stage(lake, rows)
    say(lake, written)
    rewrite(lake, written, lambda said: said | {"broken": []})
    found = audited(lake, written, vouched(lake, STAGING, of_files(written)))
    (rule,) = (rule for rule in found if not rule.passed)
    told = "of 2 rows the workers that wrote them call 0 bad, the audit 2"
    assert (rule.dataset, rule.rule, rule.bad_rows, rule.error) == ("times", "timex_type_vocabulary", 0, told)


def test_of_many_rows_some_are_looked_at_again(lake, monkeypatch):
    monkeypatch.setattr(expectations, "SEEN_ROWS", 4)
    names = ("articles", "segments", "times")
    parts = [stage(lake, {name: article_rows(number)[name] for name in names}, f"part-{number}") for number in range(6)]
    for part in parts:
        say(lake, part)
    written = [one for part in parts for one in part]
    read = []
    batches = expectations._batches
    monkeypatch.setattr(expectations, "_batches", lambda dataset, files: read.append((dataset, len(files))) or batches(dataset, files))
    found = audited(lake, written, vouched(lake, STAGING, of_files(written)))
    assert all(rule.passed for rule in found)
    assert {rule.checked_rows for rule in found if rule.dataset == "times"} == {12}
    assert [number for dataset, number in read if dataset == "times"] == [0, 2]  # of twelve rows in six files
    assert [number for dataset, number in read if dataset == "articles"] == [0, 6]


# --- Who gives one ---


def test_of_few_articles_nobody_gives_a_word(lake, monkeypatch):
    written = stage(lake, lake_rows(3))
    monkeypatch.setattr(words, "FEWEST", 4)
    assert words.word_of(written) is None
    monkeypatch.setattr(words, "FEWEST", 3)
    assert words.word_of(written) == words.Word(of_files(written), words.digest_of_rules(), [])


def test_of_a_file_with_other_rows_than_were_counted_nobody_gives_a_word(lake):
    written = stage(lake, article_rows())
    assert words.word_of([(written[0][0]._replace(rows=2), written[0][1]), *written[1:]]) is None


def test_of_a_file_of_another_dataset_nobody_gives_a_word(lake):
    written = stage(lake, article_rows())
    (at,) = (at for at, (file, _) in enumerate(written) if file.dataset == "times")
    written[at] = (written[at][0], written[0][1])
    assert words.word_of(written) is None


def test_of_rules_that_cannot_be_checked_nobody_gives_a_word(lake, monkeypatch):
    monkeypatch.setattr(words, "MEMORY", "1KB")
    assert words.word_of(stage(lake, article_rows())) is None


def test_without_room_for_temporary_files_nobody_gives_a_word(lake, monkeypatch):
    written = stage(lake, article_rows())
    assert words.word_of(written) is not None

    def full(**given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(words.tempfile, "TemporaryDirectory", full)
    assert words.word_of(written) is None


def test_a_word_is_read_as_it_was_written(lake):
    rows = article_rows()
    rows["times"] = [row._replace(timex_type="\u2028") for row in rows["times"]]
    word = words.word_of(stage(lake, rows))
    assert [(result.dataset, result.rule, result.bad_rows) for result in word.broken] == [("times", "timex_type_vocabulary", 2)]
    assert words.read_word(words.word_bytes(word)) == word


def test_rows_and_rules_of_a_dataset_that_a_word_lacks():
    assert Vouched({"times": {"a": 2}}, []).rows("places") == 0
    assert Vouched({"times": {"a": 2}}, []).bad("times", "sql") == {}
