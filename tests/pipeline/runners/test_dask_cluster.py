"""What goes wrong with a cluster of Dask, and what it means for the run; Dask itself is tried by a command of its own, since it is an extra."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from apache_beam.options.pipeline_options import PipelineOptions

from pipeline.errors import StorageError, WorkerError
from pipeline.runners import dask_cluster
from tests.pipeline.conftest import Run, story, write

DASK = ("--runner=DaskRunner", "--dask_client_address=tcp://node1:8786")


class DaskOptions(PipelineOptions):
    """The option of Beam's class for Dask that is needed here."""

    @classmethod
    def _add_argparse_args(cls, parser: Any) -> None:
        parser.add_argument("--dask_client_address", dest="address")


class Client:
    """A client of a cluster on which waiting for workers raises ``error``."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *raised: object) -> None:
        pass

    def wait_for_workers(self, number: int, timeout: float) -> None:
        assert (number, timeout) == (1, 7.0)
        raise self.error


@pytest.fixture
def dask(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What stands for the package; its ``Client`` is still to be set."""
    package = SimpleNamespace()
    monkeypatch.setitem(sys.modules, "distributed", package)
    monkeypatch.setattr(dask_cluster, "dask_options", lambda: DaskOptions)
    return package


def test_an_address_without_a_scheduler_is_told(tmp_path: Path, run_into: Run, dask: SimpleNamespace) -> None:
    def connect(address: str) -> None:
        raise OSError(f"Timed out trying to connect to {address} after 30 s") from ConnectionRefusedError(111, "Connection refused")

    dask.Client = connect
    with pytest.raises(WorkerError) as caught:
        run_into(write(tmp_path / "in", a=story()), beam_arguments=DASK)
    assert str(caught.value) == (
        "no scheduler of Dask takes a connection at tcp://node1:8786 (--dask_client_address): "
        "Timed out trying to connect to tcp://node1:8786 after 30 s"
    )


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (TimeoutError("Only 0/1 workers arrived"), WorkerError, "the scheduler of Dask has had no worker for 7 s (--start_timeout)"),
        (
            ConnectionResetError("the scheduler is gone"),
            WorkerError,
            "the work on Dask failed: ConnectionResetError: the scheduler is gone",
        ),
        (OSError(28, "No space left on device"), StorageError, "No space left on device"),
    ],
)
def test_what_goes_wrong_on_the_cluster(
    error: Exception, kind: type[Exception], words: str, tmp_path: Path, run_into: Run, dask: SimpleNamespace
) -> None:
    dask.Client = lambda address: Client(error)
    with pytest.raises(kind) as caught:
        run_into(write(tmp_path / "in", a=story()), start_timeout=7.0, beam_arguments=DASK)
    assert str(caught.value) == words
