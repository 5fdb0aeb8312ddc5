"""How does one start a real S3 server (Ceph's RADOS Gateway) in the foreground, on loopback?

One monitor, one OSD and one gateway from Debian's packages, without systemd or containers. Prints
`ready http://127.0.0.1:PORT` once signed requests are answered; SIGTERM or SIGINT ends it. Data
survive a restart and kill -9, except with --memory. For tests and measurements only: one copy of
the data, and no authentication behind the S3 interface.
"""

import argparse
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.services.ceph_node import Node, own_folder
from tests.services.folders import try_lock
from tests.services.install import CEPH, missing_programs
from tests.services.process import LOOPBACK, ServiceError, end_on_signals, port_is_free
from tests.services.s3_signed import Answer, make_bucket, send

DEFAULT_SIZE_GB = {True: 8, False: 50}


@dataclass(frozen=True)
class Options:
    port: int
    data_dir: Path
    access_key: str
    secret_key: str
    buckets: list[str]
    memory: bool
    size_gb: int


def read_options(arguments: list[str]) -> Options:
    parser = argparse.ArgumentParser(prog="s3_server", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--access-key", default=os.environ.get("S3_ACCESS_KEY"))
    parser.add_argument("--secret-key", default=os.environ.get("S3_SECRET_KEY"))
    parser.add_argument("--bucket", action="append", default=[], help="make it if it is missing")
    parser.add_argument("--memory", action="store_true", help="faster, and nothing survives")
    parser.add_argument("--size-gb", type=int, help="capacity: 50, or 8 with --memory")
    given = parser.parse_args(arguments)
    if not (given.access_key and given.secret_key):
        parser.error("--access-key and --secret-key (or S3_ACCESS_KEY, S3_SECRET_KEY) are needed")
    return Options(
        port=given.port,
        data_dir=given.data_dir,
        access_key=given.access_key,
        secret_key=given.secret_key,
        buckets=given.bucket,
        memory=given.memory,
        size_gb=given.size_gb or DEFAULT_SIZE_GB[given.memory],
    )


def wait_for_answer(options: Options, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while True:
        answer = send("GET", options.port, "/", options.access_key, options.secret_key)
        if answer.status == 200:
            return
        if time.monotonic() > end:
            raise ServiceError(f"No answer to a signed request: {answer}")
        time.sleep(0.05)


def expect(answer: Answer, status: int, what: str) -> None:
    if answer.status != status:
        raise ServiceError(f"{what}: {answer.status} {answer.body[:300]}")


def warm_up(options: Options) -> None:
    """The first bucket makes the pools: better now than inside somebody's first test."""
    keys = (options.access_key, options.secret_key)
    expect(make_bucket(options.port, "warm-up", *keys), 200, "The first bucket")
    expect(send("DELETE", options.port, "/warm-up", *keys), 204, "Removing the first bucket")


def lock_folder(folder: Path, seconds: float = 90) -> IO[str]:
    """Wait for the children of a killed predecessor, which hold the lock until they have ended."""
    end = time.monotonic() + seconds
    while True:
        lock = try_lock(folder / "lock")
        if lock:
            return lock
        if time.monotonic() > end:
            raise ServiceError("Another S3 server uses this data folder.")
        time.sleep(0.1)


def serve(options: Options) -> None:
    if missing_programs(CEPH):
        raise ServiceError("Ceph is not installed: run `python -m tests.services.install`.")
    if not port_is_free(options.port):
        raise ServiceError(f"Port {options.port} is in use.")
    folder = own_folder(options.data_dir)
    with lock_folder(folder) as lock:
        node = Node(folder, options.port, options.memory, options.size_gb, lock.fileno())
        try:
            bring_up(node, options)
            print(f"ready http://{LOOPBACK}:{options.port}", flush=True)
            node.watch()
        finally:
            node.stop()


def bring_up(node: Node, options: Options) -> None:
    state = node.start(options.access_key, options.secret_key)
    wait_for_answer(options)
    if not state.done:
        warm_up(options)
        state.done = True
        state.save(node.folder)
    for bucket in options.buckets:
        made = make_bucket(options.port, bucket, options.access_key, options.secret_key)
        expect(made, 200, f"Bucket {bucket}")


def main() -> int:
    options = read_options(sys.argv[1:])
    end_on_signals()
    try:
        serve(options)
    except ServiceError as error:
        print(f"s3_server: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
