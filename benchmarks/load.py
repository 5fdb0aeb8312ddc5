"""How many requests a second, and how much processor time for each? Sixteen people at once, from Debian's wrk."""

import re
import shutil
import statistics
import subprocess
from dataclasses import dataclass

from benchmarks.servers import Server, database_seconds
from tests.services.install import install
from tests.services.process import ServiceError

CONNECTIONS = 16
DONE = re.compile(r"(\d+) requests in ")
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
WRONG = re.compile(r"Non-2xx or 3xx responses: \d+|Socket errors: .*")


def has_wrk() -> bool:
    """Whether the load generator is here, or could be installed."""
    if shutil.which("wrk"):
        return True
    try:
        install(["wrk"])
    except ServiceError as error:
        print(error)
    return shutil.which("wrk") is not None


@dataclass(frozen=True)
class Target:
    """An address of a server, as somebody who is signed in asks for it."""

    server: Server
    path: str
    cookie: str


@dataclass(frozen=True)
class Burst:
    """What some seconds of asking gave: requests a second, and processor milliseconds for each."""

    rate: float
    portal: float
    database: float


def burst(target: Target, seconds: int) -> Burst:
    """Ask as fast as answers come."""
    address = target.server.address + target.path
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{seconds}s",
        "--timeout",
        "30s",
        "-H",
        f"Cookie: {target.cookie}",
        address,
    ]
    before = target.server.processor_seconds(), database_seconds()
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    portal, database = target.server.processor_seconds() - before[0], database_seconds() - before[1]
    assert not WRONG.search(said), said
    done, rate = DONE.search(said), RATE.search(said)
    assert done, said
    assert rate, said
    answers = max(1, int(done[1]))
    return Burst(float(rate[1]), portal * 1000 / answers, database * 1000 / answers)


def measure(targets: dict[str, Target], *, seconds: int, rounds: int) -> dict[str, dict[str, float]]:
    """The best of the rounds for each, and its rate to that of the first and of the second, in the middle one of the rounds.

    They take turns, so that a busy moment of the machine is everybody's.
    """
    for target in targets.values():
        burst(target, 2)  # templates and statements are made on the first requests
    found: dict[str, list[Burst]] = {name: [] for name in targets}
    for _ in range(rounds):
        for name, target in targets.items():
            found[name].append(burst(target, seconds))
    first, second, *_others = found.values()
    return {name: _best(bursts, first, second) for name, bursts in found.items()}


def _middle_ratio(bursts: list[Burst], others: list[Burst]) -> float:
    return round(statistics.median(one.rate / other.rate for one, other in zip(bursts, others, strict=True)), 2)


def _best(bursts: list[Burst], first: list[Burst], second: list[Burst]) -> dict[str, float]:
    return {
        "ratio to the first": _middle_ratio(bursts, first),
        "ratio to the second": _middle_ratio(bursts, second),
        "requests per second": round(max(one.rate for one in bursts), 1),
        "processor ms": round(min(one.portal for one in bursts), 2),
        "database ms": round(min(one.database for one in bursts), 2),
    }
