"""Load deploy/airflow/newsbeam_dag.py as Airflow does and run its first task with commands that end in every documented way: `make airflow-test`.

Run by the Python of an environment that holds requirements.lock; prints a line a check and ends with 1 where one fails.
"""

import importlib.util
import os
import sys
import tempfile
from pathlib import Path

DAG = Path(__file__).parents[2] / "deploy" / "airflow" / "newsbeam_dag.py"
HOME = tempfile.mkdtemp(prefix="newsbeam-airflow-")
os.environ |= {
    "AIRFLOW_HOME": HOME,
    "AIRFLOW__CORE__LOAD_EXAMPLES": "false",
    "AIRFLOW__CORE__UNIT_TEST_MODE": "true",
    "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{HOME}/airflow.db",
    "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "false",
}


def how_it_ends(operator: object, folder: Path, code: int) -> str:
    """Return what Airflow makes of a command that ends with ``code``: the name of what it raises, or ``success``."""
    command = folder / f"newsbeam-{code}"
    command.write_text(f"#!/bin/sh\nexit {code}\n")
    command.chmod(0o755)
    operator.bash_command = f"exec {command} run"
    try:
        operator.execute({})
    except Exception as error:
        return type(error).__name__
    return "success"


def main() -> int:
    """Return 1 where the DAG is not what schedule.md says of it."""
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(dag_folder=str(DAG))
    dag = bag.dags.get("newsbeam")
    checks = {
        "the file is imported without an error": not bag.import_errors,
        "it holds one DAG, newsbeam": dag is not None and len(bag.dags) == 1,
    }
    if dag is not None:
        run = dag.get_task("run")
        checks["one run at a time, none made up for"] = (dag.max_active_runs, dag.catchup) == (1, False)
        checks["status and gc follow"] = run.downstream_task_ids == {"status", "gc"}
        checks["nothing of newsbeam is imported"] = (
            not {"newsbeam", "pipeline"} & set(sys.modules) and importlib.util.find_spec("newsbeam") is None
        )
        expected = {0: "success", 75: "AirflowSkipException", 3: "AirflowException", 74: "AirflowException"}
        for code, outcome in expected.items():
            checks[f"exit code {code} is {outcome}"] = how_it_ends(run, Path(HOME), code) == outcome
    for name, holds in checks.items():
        print(f"{'ok  ' if holds else 'FAIL'}  {name}")
    for path, error in bag.import_errors.items():
        print(f"{path}: {error}")
    return 0 if all(checks.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
