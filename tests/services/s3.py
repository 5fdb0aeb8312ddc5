"""How does a test get a real S3 store: its address, its keys and a bucket of its own?"""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from tests.services.folders import scratch_folder
from tests.services.process import LOOPBACK, ServiceError, pick_port, spawn, wait_until
from tests.services.s3_signed import make_bucket
from tests.services.shared import Facts, shared, worker_name


@dataclass(frozen=True)
class S3:
    endpoint: str
    access_key: str
    secret_key: str
    bucket: str
    region: str = "us-east-1"


@contextmanager
def running_s3(bucket: str = "portal") -> Iterator[S3]:
    """A fresh server that keeps its objects in memory."""
    port = pick_port()
    access_key, secret_key = secrets.token_hex(10).upper(), secrets.token_urlsafe(30)
    with scratch_folder("s3") as folder:
        server = spawn(
            "s3_server",
            [
                *(sys.executable, "-m", "tests.services.s3_server", "--memory"),
                *("--port", str(port), "--data-dir", folder / "data", "--bucket", bucket),
            ],
            folder / "output",
            environment=os.environ | {"S3_ACCESS_KEY": access_key, "S3_SECRET_KEY": secret_key},
        )
        try:
            wait_until(lambda: "ready http" in server.tail(), server, "starting", 120)
            yield S3(f"http://{LOOPBACK}:{port}", access_key, secret_key, bucket)
        finally:
            server.stop()


def with_bucket(s3: S3, bucket: str) -> S3:
    """The same server with another bucket, made when it is missing."""
    port = int(s3.endpoint.rpartition(":")[2])
    answer = make_bucket(port, bucket, s3.access_key, s3.secret_key)
    if answer.status != 200:
        raise ServiceError(f"Bucket {bucket}: {answer.status} {answer.body[:300]}")
    return replace(s3, bucket=bucket)


@contextmanager
def s3_facts() -> Iterator[Facts]:
    with running_s3() as s3:
        yield asdict(s3)


@contextmanager
def shared_s3(root: Path) -> Iterator[S3]:
    """The one server of this test run, with a bucket that this worker has for itself."""
    with shared("s3", root, s3_facts) as facts:
        yield with_bucket(S3(**facts), f"portal-{worker_name()}")
