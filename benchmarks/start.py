"""How long from `make run` in a clean clone to the first page: with all packages to fetch, and when they are there?"""

import resource
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import servers
from tests.services.process import LOOPBACK, ROOT, pick_port

MOST_COLD_S, MOST_WARM_S = 60.0, 5.0
ROUNDS = 3
PATIENCE = 600.0


def _processor_seconds() -> float:
    """Of all that has ended among what we started."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def _until_it_answers(folder: Path, **environment: str) -> tuple[float, float]:
    """Seconds until /livez answers, and of processor until the portal, told to end there, has ended."""
    port, begun, before = pick_port(), time.monotonic(), _processor_seconds()
    settings = environment | {"PYTHONPATH": "", "PORTAL_LISTEN": f"{LOOPBACK}:{port}"}
    with servers.running(["make", "run"], port, settings, path="/livez", folder=folder, patience=PATIENCE):
        seconds = time.monotonic() - begun
    return round(seconds, 2), round(_processor_seconds() - before, 2)


def measure() -> dict[str, Any]:
    """Of what is committed, on SQLite and a folder as `make run` has it."""
    with tempfile.TemporaryDirectory(prefix="mitkomponent-start-") as name:
        clone = Path(name) / "clone"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        cold = _until_it_answers(clone, PIP_NO_CACHE_DIR="1")
        warm = [_until_it_answers(clone) for _ in range(ROUNDS)]
    return {"cold s, and of processor": cold, "warm s, and of processor": sorted(warm)}
