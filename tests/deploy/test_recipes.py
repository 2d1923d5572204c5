"""The recipes below deploy/: what their own tools say of them, and what happens where newsbeam ends in each of its ways."""

import ast
import re
import shlex
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.arguments.parser import commands, parser
from pipeline.errors import EXIT_BUSY

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
CLUSTERS = {DEPLOY / "dask", DEPLOY / "flink"}  # what they consist of; nothing in it calls newsbeam
RECIPES = sorted(
    path for path in DEPLOY.rglob("*") if path.is_file() and path.suffix not in (".lock", ".in") and path.parent not in CLUSTERS
)
UNITS = sorted((DEPLOY / "systemd").iterdir())


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.name)
def test_a_recipe_calls_commands_and_options_that_there_are(path: Path) -> None:
    known = {name: {o for a in command._actions for o in a.option_strings} for name, command in commands(parser()).items()}
    said = path.read_text(encoding="utf-8").replace("\\\n#", "").replace("args: [", "newsbeam ").replace('"', " ")
    calls = re.findall(r"(?:newsbeam|NEWSBEAM\}|newsbeam:[\d.]+) +(run|status|gc|doctor)\b([^\n|;>']*)", said)
    assert calls or path.suffix in (".timer", ".lock", ".in")
    for command, rest in calls:
        assert set(re.findall(r"--[a-z_]+", rest)) <= known[command], (command, rest)


# ── systemd ──


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine")
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_finds_nothing_wrong_with_a_unit(unit: Path, tmp_path: Path) -> None:
    for path in UNITS:
        told = path.read_text(encoding="utf-8").replace("/opt/newsbeam/bin/newsbeam", "/bin/true")
        (tmp_path / path.name).write_text(told, encoding="utf-8")
    name = unit.name.replace("@.", "@newsbeam.")
    if name != unit.name:
        (tmp_path / unit.name).rename(tmp_path / name)
    found = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / name], capture_output=True, text=True, check=False, timeout=60
    )
    assert (found.returncode, found.stdout + found.stderr) == (0, "")


def test_the_service_has_a_deadline_a_limit_of_memory_and_takes_a_busy_lake_for_well() -> None:
    told = dict(line.split("=", 1) for line in text("systemd/newsbeam.service").splitlines() if "=" in line and not line.startswith("#"))
    assert (told["Type"], told["TimeoutStartSec"], told["MemoryMax"]) == ("oneshot", "6h", "4G")
    assert told["SuccessExitStatus"] == str(EXIT_BUSY)
    assert told["OnFailure"] == "newsbeam-failed@%N.service"
    assert (told["PrivateNetwork"], told["ProtectSystem"], told["ReadWritePaths"]) == (
        "yes",
        "strict",
        "/srv/news/lake -/var/lib/prometheus/node-exporter",
    )
    assert "Persistent=true" in text("systemd/newsbeam.timer")


# ── cron ──


def cron_commands() -> list[str]:
    """The commands of the table, as cron hands them to the shell."""
    lines = [line for line in text("cron/newsbeam").splitlines() if re.match(r"[\d*]", line)]
    found = [line.split(None, 6) for line in lines]
    assert all(fields[5] == "newsbeam" and "%" not in fields[6] for fields in found)  # the user; a percent sign ends a command
    return [fields[6] for fields in found]


def run_as_cron(command: str, tmp_path: Path, body: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the table with a newsbeam that does ``body``, the lock below ``tmp_path``, and a deadline of a second."""
    (tmp_path / "newsbeam").write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    (tmp_path / "newsbeam").chmod(0o755)
    command = command.replace("/srv/news/cron.lock", shlex.quote(str(tmp_path / "cron.lock"))).replace(
        "--kill-after=60 6h", "--kill-after=1 1s"
    )
    path = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    return subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False, env=path, timeout=60)


@pytest.mark.parametrize(("body", "code"), [("exit 0", 0), ("exit 75", 0), ("exit 3", 1), ("exit 1", 1), ("exec sleep 30", 1)])
def test_cron_s_line_fails_where_the_run_does_or_takes_too_long_and_not_where_the_lake_is_busy(
    body: str, code: int, tmp_path: Path
) -> None:
    assert run_as_cron(cron_commands()[0], tmp_path, body).returncode == code


def test_cron_s_line_does_nothing_while_another_holds_the_lock(tmp_path: Path) -> None:
    import fcntl

    with (tmp_path / "cron.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = run_as_cron(cron_commands()[0], tmp_path, "echo it ran")
    assert (found.returncode, found.stdout) == (0, "")


def test_cron_mails_the_status_of_an_old_lake_alone(tmp_path: Path) -> None:
    assert run_as_cron(cron_commands()[1], tmp_path, "echo last success; exit 0").stdout == ""
    assert run_as_cron(cron_commands()[1], tmp_path, "echo last success; exit 1").stdout == "last success\n"


# ── Kubernetes ──


def kubernetes() -> list[dict[str, Any]]:
    return list(yaml.safe_load_all(text("kubernetes/cronjob.yaml")))


@pytest.mark.parametrize("version", ["1.31", "1.37"])
@pytest.mark.parametrize("number", [0, 1])
def test_kubernetes_own_schemas_know_every_field(number: int, version: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import kubernetes_validate
    kubernetes_validate.validate(kubernetes()[number], version, strict=True)


def test_the_cron_job_has_a_deadline_limits_and_no_rights() -> None:
    job, policy = kubernetes()
    spec = job["spec"]
    assert (spec["concurrencyPolicy"], spec["jobTemplate"]["spec"]["activeDeadlineSeconds"]) == ("Forbid", 6 * 3600)
    pod = spec["jobTemplate"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert (pod["restartPolicy"], pod["securityContext"]["runAsNonRoot"]) == ("Never", True)
    rights = container["securityContext"]
    assert (rights["readOnlyRootFilesystem"], rights["allowPrivilegeEscalation"], rights["capabilities"]) == (
        True,
        False,
        {"drop": ["ALL"]},
    )
    assert set(container["resources"]) == {"requests", "limits"}
    assert {mount["name"] for mount in container["volumeMounts"]} == {volume["name"] for volume in pod["volumes"]}
    assert policy["spec"]["policyTypes"] == ["Ingress", "Egress"]
    assert "egress" not in policy["spec"]
    assert policy["spec"]["podSelector"]["matchLabels"] == spec["jobTemplate"]["spec"]["template"]["metadata"]["labels"]


# ── the container ──


def test_the_container_has_the_files_of_the_wheel_and_another_user_than_root() -> None:
    told = text("container/Containerfile")
    copied = re.findall(r"^COPY (?!--from)(.+) /source/\S*$", told, re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    packages = ast.literal_eval(re.findall(r"^PACKAGES = (.+)$", (ROOT / "setup.py").read_text(encoding="utf-8"), re.MULTILINE)[0])
    assert all((ROOT / name).exists() for name in names)
    assert set(packages) | {"setup.py", "pyproject.toml", "requirements.lock", "README.md"} <= names
    last = told.rpartition("\nFROM ")[2]
    assert re.findall(r"^(?:USER|ENTRYPOINT|RUN) .*$", last, re.MULTILINE)[1:] == [
        "USER 10001:10001",
        "RUN newsbeam doctor",
        'ENTRYPOINT ["newsbeam"]',
    ]
    user = kubernetes()[0]["spec"]["jobTemplate"]["spec"]["template"]["spec"]["securityContext"]["runAsUser"]
    assert f"--uid {user} " in last


# ── Airflow ──


def test_the_dag_skips_where_the_lake_is_busy_and_runs_once_at_a_time() -> None:
    """To import it takes an environment of its own: `make airflow-test`."""
    told = text("airflow/newsbeam_dag.py")
    assert f"skip_on_exit_code={EXIT_BUSY}," in told
    assert "max_active_runs=1," in told
    compile(told, "newsbeam_dag.py", "exec")
