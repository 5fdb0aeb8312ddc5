"""How do the parallel workers of one test run share one server that ends with the last of them?

Each user holds a shared lock on `users`; the kernel takes it back however the user ends. A keeper
process owns the server, holds `alive` as long as it lives, and stops as soon as it can lock
`users` for itself.
"""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from tests.services.folders import hold_lock, try_lock
from tests.services.process import ROOT, ServiceError, die_with_parent

KEEPER = "tests.services.keeper"
Facts = dict[str, str]
keepers: list[
    subprocess.Popen[bytes]
] = []  # they outlive us; forgetting a living child is a warning, and warnings are errors


class Start(Protocol):
    """A module-level function: the keeper finds it again by its names."""

    __module__: str
    __name__: str

    def __call__(self) -> AbstractContextManager[Facts]: ...


def run_folder(basetemp: Path) -> Path:
    """The folder all workers of this run see, from pytest's tmp_path_factory.getbasetemp()."""
    return basetemp.parent if "PYTEST_XDIST_WORKER" in os.environ else basetemp


def worker_name() -> str:
    """gw0, gw1 … under pytest-xdist, otherwise main: a name for what each worker has alone."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@contextmanager
def shared(name: str, root: Path, start: Start) -> Iterator[Facts]:
    """The facts of the one server `name` of this run, started by whoever comes first."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        die_with_parent()  # else a worker in a long test outlives a killed run by 15 s
    folder = root / "services" / name
    folder.mkdir(parents=True, exist_ok=True)
    with hold_lock(folder / "door"):
        users = hold_lock(folder / "users", fcntl.LOCK_SH)
        try:
            facts = join(folder, start)
        except BaseException:
            users.close()
            raise
    try:
        yield facts
    finally:
        leave(folder, users.fileno())
        users.close()


def join(folder: Path, start: Start) -> Facts:
    written = folder / "facts.json"
    if not (written.exists() and keeper_lives(folder)):
        start_keeper(folder, start)
    facts: Facts = json.loads(written.read_text())
    return facts


def keeper_lives(folder: Path) -> bool:
    alive = try_lock(folder / "alive", fcntl.LOCK_SH)
    if alive:
        alive.close()
    return alive is None


def start_keeper(folder: Path, start: Start) -> None:
    """Detached from us, since we may end before the other workers do."""
    log = folder / "keeper.log"
    with log.open("wb") as output:
        keeper = subprocess.Popen(
            [sys.executable, "-m", KEEPER, start.__module__, start.__name__, folder],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=output,
            start_new_session=True,
        )
    keepers.append(keeper)
    assert keeper.stdout is not None
    with keeper.stdout:
        ready = keeper.stdout.readline()  # empty when it ended instead
    if ready != b"ready\n":
        keeper.wait()
        raise ServiceError(log.read_text(errors="replace").strip()[-2000:])


def leave(folder: Path, users: int) -> None:
    """The last one out waits until the server is gone."""
    with hold_lock(folder / "door"):
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        fcntl.flock(users, fcntl.LOCK_UN)
        hold_lock(folder / "alive", fcntl.LOCK_SH).close()
