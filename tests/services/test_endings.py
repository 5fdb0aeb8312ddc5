"""Does every server end with the run that started it, however that run ends?"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.services.process import ROOT, answers

ALONE = """
import time
from tests.services.postgres import running_postgres
from tests.services.process import end_on_signals
from tests.services.s3 import running_s3
end_on_signals()
with running_postgres() as url, running_s3() as store:
    print(f'[{url.rpartition(":")[2]}, {store.endpoint.rpartition(":")[2]}]', flush=True)
    time.sleep(600)
"""
SHARED = """
import sys, time
from pathlib import Path
from tests.services.postgres import shared_postgres
with shared_postgres(Path(sys.argv[1])) as url:
    print(f'[{url.rpartition(":")[2]}]', flush=True)
    time.sleep(600)
"""


def owner(program: str, root: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", program, str(root)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)


def ports_of(process: subprocess.Popen[bytes]) -> list[int]:
    assert process.stdout is not None
    ports: list[int] = json.loads(process.stdout.readline())
    return ports


def end(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    process.send_signal(how)
    process.communicate(timeout=60)


def soon(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + 60
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_servers_end_with_the_process_that_started_them(how: signal.Signals, tmp_path: Path) -> None:
    process = owner(ALONE, tmp_path)
    ports = ports_of(process)
    assert all(map(answers, ports))
    end(process, how)
    assert soon(lambda: not any(map(answers, ports)))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_shared_server_ends_with_its_last_user(how: signal.Signals, tmp_path: Path) -> None:
    workers = [owner(SHARED, tmp_path) for _ in range(2)]
    ports = ports_of(workers[0])
    assert ports_of(workers[1]) == ports
    end(workers[0], how)
    time.sleep(0.5)
    assert all(map(answers, ports))
    end(workers[1], how)
    assert soon(lambda: not any(map(answers, ports)))


def test_a_shared_server_starts_anew_after_its_keeper_was_killed(tmp_path: Path) -> None:
    first = owner(SHARED, tmp_path)
    ports = ports_of(first)
    keeper = int((tmp_path / "services" / "postgres" / "alive").read_text())
    os.kill(keeper, signal.SIGKILL)
    assert soon(lambda: not any(map(answers, ports)))
    second = owner(SHARED, tmp_path)
    assert all(map(answers, ports_of(second)))
    end(first, signal.SIGKILL)
    end(second, signal.SIGTERM)
