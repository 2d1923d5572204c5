"""What a run tells other machines: metrics that Prometheus reads, events that OpenLineage's schema and a receiver take."""

import contextlib
import http.server
import importlib.util
import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

import newsbeam
from pipeline.lakes import open_lake
from pipeline.main import main
from schemas import DATASETS
from tests.pipeline.pages import PagesRunner, pages

Main = Callable[..., int]
Capture = pytest.CaptureFixture[str]
Logs = pytest.LogCaptureFixture


@pytest.fixture
def go(tmp_path: Path, runs_of_pages: None) -> Main:
    """``go(…)``: the command over ``tmp_path/in`` into ``tmp_path/lake``, by a runner without a model; nothing is audited but by Arrow."""
    folder = str(tmp_path / "in")
    return lambda *more: main(["run", "--input", folder, "--source_root", folder, "--output", str(tmp_path / "lake"), "--quiet", *more])


# ── metrics ──


def samples(path: Path) -> dict[tuple[str, ...], float]:
    """The samples of a file by name and values of the labels but ``lake``; Prometheus' own parser reads it."""
    found = {}
    for family in text_string_to_metric_families(path.read_text(encoding="utf-8")):
        assert family.type == "gauge"
        assert family.documentation
        for sample in family.samples:
            assert sample.labels["lake"] == str(path.parent / "lake")
            found[(sample.name.removeprefix("newsbeam_"), *(v for k, v in sorted(sample.labels.items()) if k != "lake"))] = sample.value
    return found


def test_metrics_of_a_run_and_of_the_lake(tmp_path: Path, go: Main) -> None:
    pages(tmp_path / "in", a=1, b=2, c="parse: no_date: none", d=1)
    file = tmp_path / "newsbeam.prom"
    assert go("--metrics_file", str(file), "--max_rejects", "1") == 0
    found = samples(file)
    lake = open_lake(str(tmp_path / "lake"))
    version = lake.published()
    (record,) = [json.loads(lake.read(f"{name}/run.json")) for name in lake.names("runs")]
    assert {key: value for key, value in found.items() if key[0] in ("last_run_exit_code", "run_inputs", "run_articles", "run_rejects")} == {
        ("last_run_exit_code",): 0, ("run_inputs",): 4, ("run_articles", "new"): 2, ("run_articles", "unchanged"): 0,
        ("run_rejects", "no_date"): 1, ("run_rejects", "duplicate_content"): 1,
    }  # fmt: skip
    assert {key[1]: value for key, value in found.items() if key[0] == "run_rows"} == json.loads(record["rows_out"])
    assert {key[1]: value for key, value in found.items() if key[0] == "run_stage_seconds"} == json.loads(record["stage_seconds"])
    assert (found["lake_version",], found["lake_rows", "articles"], found["lake_rows", "runs"]) == (1, 2, 1)
    assert found["lake_bytes",] == sum(file["bytes"] for file in version.files)
    assert found["last_success_timestamp_seconds",] <= found["last_run_timestamp_seconds",]
    (info,) = [key for key in found if key[0] == "info"]
    assert info[2:] == (version.facts["pipeline_version"], version.facts["schema_version"])
    assert [path.name for path in tmp_path.glob("newsbeam.prom*")] == ["newsbeam.prom"]


def test_a_run_that_fails_keeps_the_last_success(tmp_path: Path, go: Main) -> None:
    pages(tmp_path / "in", a=1)
    file = tmp_path / "newsbeam.prom"
    go("--metrics_file", str(file))
    before = samples(file)
    pages(tmp_path / "in", b="parse: no_date: none")
    assert go("--metrics_file", str(file), "--max_rejects", "0") == 4
    after = samples(file)
    assert (after["last_run_exit_code",], after["run_inputs",], after["run_rejects", "no_date"]) == (4, 2, 1)
    assert after["last_success_timestamp_seconds",] == before["last_success_timestamp_seconds",]
    assert after["last_run_timestamp_seconds",] > before["last_run_timestamp_seconds",]
    with open_lake(str(tmp_path / "lake")).lock():
        assert go("--metrics_file", str(file)) == 75
    busy = samples(file)
    assert (busy["last_run_exit_code",], ("run_inputs",) in busy, busy["lake_version",]) == (75, False, 1)


def test_files_are_seen_from_the_current_folder(tmp_path: Path, go: Main, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pages(tmp_path / "in", a=1)
    assert go("--metrics_file", "newsbeam.prom", "--openlineage_file", "lineage.ndjson") == 0
    assert samples(tmp_path / "newsbeam.prom")["last_run_exit_code",] == 0
    assert [event["eventType"] for event in events(tmp_path / "lineage.ndjson")] == ["START", "COMPLETE"]


def test_a_place_that_is_refused_is_told_of_once(tmp_path: Path, caplog: Logs, capsys: Capture) -> None:
    pages(tmp_path / "in", a=1)
    file = tmp_path / "newsbeam.prom"
    assert main(["run", "--input", str(tmp_path / "in"), "--output", "hdfs://host/lake", "--metrics_file", str(file)]) == 2
    said = "newsbeam: hdfs://host/lake: a lake lies on a disk, or on an object store at s3:// or gs://\n"
    assert (caplog.records, capsys.readouterr().err) == ([], said)
    assert "newsbeam_last_run_exit_code" in file.read_text(encoding="utf-8")


def test_metrics_that_cannot_be_written_fail_no_run(tmp_path: Path, go: Main, caplog: Logs) -> None:
    pages(tmp_path / "in", a=1)
    (tmp_path / "file").write_text("")
    assert go("--metrics_file", str(tmp_path / "file" / "newsbeam.prom")) == 0
    assert [record.getMessage().partition(": ")[0] for record in caplog.records] == [f"--metrics_file {tmp_path}/file/newsbeam.prom"]


# ── events ──


@contextlib.contextmanager
def receiver(answer: int = 201) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server of this machine that takes events: its address, and what it was sent, with the key."""
    received: list[dict[str, Any]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            received.append({"path": self.path, "key": self.headers.get("Authorization"), **body})
            self.send_response(answer)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", received
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def events(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_events_are_sent_and_written(tmp_path: Path, go: Main, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENLINEAGE_API_KEY", "secret")
    pages(tmp_path / "in", a=1, b=2)
    file = tmp_path / "events" / "lineage.ndjson"
    with receiver() as (url, received):
        assert go("--openlineage_file", str(file), "--openlineage_url", url) == 0
    written = events(file)
    assert [{name: value for name, value in event.items() if name not in ("path", "key")} for event in received] == written
    assert {(event["path"], event["key"]) for event in received} == {("/api/v1/lineage", "Bearer secret")}
    assert [event["eventType"] for event in written] == ["START", "COMPLETE"]
    start, complete = written
    assert start["run"]["runId"] == complete["run"]["runId"]
    assert start["job"]["name"] == complete["job"]["name"] == f"run {tmp_path}/lake"
    assert start["job"]["namespace"] == "newsbeam"
    assert [(one["namespace"], one["name"]) for one in complete["inputs"]] == [("file", f"{tmp_path}/in")]
    assert complete["inputs"][0]["inputFacets"]["inputStatistics"]["rowCount"] == 2


def test_the_outputs_have_columns_version_and_rows(tmp_path: Path, go: Main) -> None:
    pages(tmp_path / "in", a=1, b=2)
    go("--openlineage_file", str(tmp_path / "lineage.ndjson"))
    start, complete = events(tmp_path / "lineage.ndjson")
    outputs = {one["name"].removeprefix(f"{tmp_path}/lake/current/"): one for one in complete["outputs"]}
    assert set(outputs) == set(DATASETS)
    articles = outputs["articles"]
    assert (articles["facets"]["version"]["datasetVersion"], articles["outputFacets"]["outputStatistics"]["rowCount"]) == ("1", 2)
    schema = newsbeam.open(tmp_path / "lake").schema("articles")
    fields = articles["facets"]["schema"]["fields"]
    assert [field["name"] for field in fields] == schema.names
    types = {field["name"]: field["type"] for field in fields}
    assert (types["article_id"], types["published_date"], types["bylines"]) == ("string", "date32[day]", "list<item: string>")
    assert fields[0]["description"] == schema.field(0).metadata[b"description"].decode()
    assert [one["facets"]["schema"] for one in start["outputs"]] == [one["facets"]["schema"] for one in complete["outputs"]]
    assert all("outputStatistics" not in one.get("outputFacets", {}) for one in start["outputs"])


def test_how_a_run_ends_otherwise(tmp_path: Path, go: Main) -> None:
    file = tmp_path / "lineage.ndjson"
    pages(tmp_path / "in", a=1, b="parse: no_date: none")
    assert go("--openlineage_file", str(file), "--max_rejects", "0") == 4
    with open_lake(str(tmp_path / "lake")).lock():
        assert go("--openlineage_file", str(file)) == 75
    told = events(file)
    assert [event["eventType"] for event in told] == ["START", "FAIL", "START", "ABORT"]
    failed = told[1]
    assert failed["run"]["facets"]["errorMessage"]["message"].startswith("TooManyRejectsError: 1 of 2 inputs was rejected (50.0%)")
    assert {tag["value"] for tag in failed["run"]["facets"]["tags"]["tags"]} >= {"too_many_rejects"}
    assert failed["outputs"] == told[3]["outputs"] == []


def test_an_error_of_the_code_is_told_by_its_type_alone(tmp_path: Path, go: Main, monkeypatch: pytest.MonkeyPatch) -> None:
    def process(runner: object, work: object) -> None:
        raise KeyError("words of an article")

    monkeypatch.setattr(PagesRunner, "process", process)
    pages(tmp_path / "in", a=1)
    with pytest.raises(KeyError):
        go("--openlineage_file", str(tmp_path / "lineage.ndjson"))
    assert "words of an article" not in (tmp_path / "lineage.ndjson").read_text()
    assert events(tmp_path / "lineage.ndjson")[1]["run"]["facets"]["errorMessage"]["message"] == "KeyError"


def test_a_dead_endpoint_or_one_that_refuses_fails_no_run_and_the_file_has_all(tmp_path: Path, go: Main, caplog: Logs) -> None:
    pages(tmp_path / "in", a=1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{free.getsockname()[1]}"
    file = tmp_path / "lineage.ndjson"
    assert go("--openlineage_file", str(file), "--openlineage_url", dead) == 0
    assert [event["eventType"] for event in events(file)] == ["START", "COMPLETE"]
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 2
    assert all(line.startswith("events of OpenLineage: NotToldError: ConnectionError: ") for line in told)
    with receiver(answer=403) as (url, received):
        assert go("--full", "--openlineage_url", url) == 0
    assert len(received) == 2


@pytest.mark.parametrize("url", ["localhost:5000", "ftp://127.0.0.1", "http://"])
def test_an_endpoint_is_an_address_of_the_web(url: str, tmp_path: Path, go: Main, capsys: Capture) -> None:
    pages(tmp_path / "in", a=1)
    assert go("--openlineage_url", url) == 2
    assert "is no address such as http://127.0.0.1:5000" in capsys.readouterr().err


def test_without_the_extra_the_command_says_what_to_install(
    tmp_path: Path, go: Main, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *more: None if name == "openlineage" else real(name, *more))
    pages(tmp_path / "in", a=1)
    assert go("--openlineage_file", str(tmp_path / "x")) == 2
    assert "pip install newsbeam[lineage]" in capsys.readouterr().err
    assert not (tmp_path / "lake").exists()


# ── logs ──


def test_json_logs_end_with_the_summary_and_hold_no_text(tmp_path: Path, go: Main, capsys: Capture) -> None:
    pages(tmp_path / "in", a=1, b="parse: no_date: words of an article")
    assert go("--log_json", "--max_rejects", "1") == 0
    said = capsys.readouterr().err
    lines = [json.loads(line) for line in said.splitlines()]
    assert [line["event"] for line in lines][-1] == "run_summary"
    last = lines[-1]
    assert last["lake"] == str(tmp_path / "lake")
    assert Path(last["records"], "run.json").exists()
    assert Path(last["report"]).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    ((text, headline),) = newsbeam.open(tmp_path / "lake").sql("SELECT source_text, headline FROM articles").fetchall()
    assert "words of an article" not in said
    assert not {text[:20], headline[:20]} & {said[at : at + 20] for at in range(len(said))}
