"""A server of S3 beside a cluster, versitygw over a folder, which goes with it."""

import os
import subprocess
from pathlib import Path

from tools.clusters.machines import CACHE, Cluster, fetched, listens, wait_for

VERSION = "1.8.0"
PORT = 9779


def fetch() -> Path:
    """Return the folder of the server, built first where it is missing."""

    def make(path: Path) -> None:
        package = f"github.com/versity/versitygw/cmd/versitygw@v{VERSION}"
        subprocess.run(["go", "install", package], check=True, env={**os.environ, "GOBIN": str(path)})

    return fetched(CACHE / f"versitygw-{VERSION}", make)


def credentials(host: str) -> dict[str, str]:
    """Return the environment in which a process finds the server at ``host``."""
    return {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{PORT}",
        "AWS_ALLOW_HTTP": "true",
    }


def serve(cluster: Cluster) -> str:
    """Start the server beside ``cluster``, whose processes have :func:`credentials`; returns the URL of a lake that is not there yet."""
    (cluster.folder / "s3" / "news").mkdir(parents=True)  # a bucket
    environment = {"ROOT_ACCESS_KEY": "key", "ROOT_SECRET_KEY": "secret"}
    command = (fetch() / "versitygw", "--port", f"{cluster.host}:{PORT}", "posix", cluster.folder / "s3")
    cluster.run("s3", *command, environment=environment)
    wait_for("the server of S3", lambda: listens(cluster.host, PORT))
    return "s3://news/lake"
