"""How do the servers that are measured start, and what have they used of processor and memory?"""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from portal.config import Config
from tests.services.process import LOOPBACK, ROOT, pick_port

MB = 1_000_000
AT_REST = 0.03  # seconds of processor in a second


@dataclass(frozen=True)
class Server:
    """A server on loopback with all its processes."""

    port: int
    process: psutil.Process

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def processor_seconds(self) -> float:
        """User and system time of every process that stays, since each began."""
        return processor_seconds(list(filter(_stays, tree_of(self.process))))

    def children_seconds(self) -> float:
        """That of the children that came for one file and went."""
        times = [one.cpu_times() for one in tree_of(self.process) if _stays(one)]
        return sum(one.children_user + one.children_system for one in times)

    def rest(self) -> None:
        """Wait until the worker has done what came of earlier requests; half a minute at most."""
        end, spent = time.monotonic() + 30, float("inf")
        while time.monotonic() < end and spent > AT_REST:
            before = self._spent()
            time.sleep(1)
            spent = self._spent() - before

    def _spent(self) -> float:
        return processor_seconds(tree_of(self.process)) + self.children_seconds()

    def memory(self) -> dict[str, float]:
        """MB of all processes that stay; `shared once` counts a page that several share only once (PSS)."""
        full = [one for process in tree_of(self.process) if (one := _memory_of(process))]
        resident, once = sum(m.rss for m in full), sum(m.pss for m in full)
        return {"resident": round(resident / MB, 1), "shared once": round(once / MB, 1), "processes": len(full)}


JUDGE = "portal.checking.child"


def tree_of(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def _stays(process: psutil.Process) -> bool:
    """Whether it is neither gone nor there for one file."""
    try:
        return JUDGE not in process.cmdline()
    except psutil.Error:
        return False


def _memory_of(process: psutil.Process) -> Any:
    """What a process that stays holds; None of any other."""
    try:
        return process.memory_full_info() if _stays(process) else None
    except psutil.Error:
        return None


def processor_seconds(processes: list[psutil.Process]) -> float:
    spent = 0.0
    for one in processes:
        try:
            times = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        spent += times.user + times.system
    return spent


def _answers(port: int, path: str) -> bool:
    line = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        line.request("GET", path)
        line.getresponse().read()
    except OSError:
        return False
    finally:
        line.close()
    return True


@contextmanager
def running(
    command: list[str | Path],
    port: int,
    environment: dict[str, str],
    *,
    path: str,
    folder: Path = ROOT,
    patience: float = 60,
) -> Iterator[Server]:
    """A server of ours until the block ends; `patience` is how many seconds it may take to answer."""
    child = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL, cwd=folder)
    try:
        end = time.monotonic() + patience
        while not _answers(port, path):
            assert child.poll() is None, f"{command} ended by itself"
            assert time.monotonic() < end, f"{command} does not answer"
            time.sleep(0.1)
        yield Server(port, psutil.Process(child.pid))
    finally:
        child.terminate()
        child.wait()


@contextmanager
def portal(environment: dict[str, str], port: int | None = None) -> Iterator[Server]:
    """The whole portal as `make run` starts it: two web processes, of which one is the worker too."""
    port = port or pick_port()
    command = [Path(sys.executable).with_name("portal"), "serve", "--with-worker"]
    with running(command, port, environment | {"PORTAL_LISTEN": f"{LOOPBACK}:{port}"}, path="/livez") as server:
        yield server


@contextmanager
def bare(environment: dict[str, str]) -> Iterator[Server]:
    """The bare page on the same server with the same processes and threads."""
    port = pick_port()
    command: list[str | Path] = [Path(sys.executable).with_name("granian"), "--interface", "wsgi", "--factory"]
    command += ["--host", LOOPBACK, "--port", str(port), "--log-level", "error"]
    command += ["--workers", str(Config.web_processes), "--blocking-threads", str(Config.web_threads)]
    with running([*command, "benchmarks.bare:application"], port, environment, path="/nothing") as server:
        yield server


def database_seconds() -> float:
    """Processor time of the database server that this process has started, and of its sessions."""
    return sum(processor_seconds(tree_of(one)) for one in psutil.Process().children() if one.name() == "postgres")
