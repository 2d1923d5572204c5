"""An Airflow DAG that calls the command ``newsbeam`` each night: newsbeam needs an environment of its own, so nothing of it is imported here.

Exit code 75 says that another run holds the lake: the task is skipped. 74 (a disk, a mount) and a worker's failure may be over when it is tried
again, and finished work is taken over. Airflow takes its times from a DAG's file as UTC.
"""

import datetime

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

NEWSBEAM = "/opt/newsbeam/bin/newsbeam"
RAW = "/srv/news/raw"
LAKE = "/srv/news/lake"

with DAG(
    dag_id="newsbeam",
    description="Raw news pages in, validated Parquet out",
    schedule="15 2 * * *",
    start_date=datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC),
    catchup=False,  # a run processes whatever is new: one makes up for all that were missed
    max_active_runs=1,
    dagrun_timeout=datetime.timedelta(hours=8),
    default_args={"retries": 2, "retry_delay": datetime.timedelta(minutes=10)},
):
    run = BashOperator(
        task_id="run",
        bash_command=f"exec {NEWSBEAM} run --input {RAW} --source_root {RAW} --output {LAKE} --log_json",
        skip_on_exit_code=75,
        execution_timeout=datetime.timedelta(hours=6),
        env={"LANG": "C.UTF-8"},
        append_env=True,
    )
    status = BashOperator(task_id="status", bash_command=f"{NEWSBEAM} status {LAKE} --max_age 26h", trigger_rule="none_failed")
    collect = BashOperator(task_id="gc", bash_command=f"{NEWSBEAM} gc {LAKE}", skip_on_exit_code=75)
    run >> [status, collect]
