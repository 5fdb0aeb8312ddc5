"""How many web processes, and how many requests computed at a time in each, serve the cohort page best?

python -m benchmarks serving     on SQLite and on PostgreSQL, each choice on the same world in turns
"""

import secrets
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import servers
from benchmarks.load import Target, burst, has_wrk
from benchmarks.world import World
from portal.config import Config
from tests.services.postgres import create_database, running_postgres

SIZE, SECONDS, ROUNDS = 35, 4, 2
CHOICES = ((1, 1), (2, 1), (3, 1), (2, 2), (2, Config.web_threads))


def _rate(world: World, processes: int, at_once: int) -> float:
    """Requests a second, answered by a portal that begins for it."""
    chosen = {"PORTAL_WEB_PROCESSES": str(processes), "PORTAL_WEB_AT_ONCE": str(at_once)}
    place = world.places[SIZE]
    with servers.portal(world.environment | chosen) as server:
        target = Target(server, place.page, place.participant.cookie)
        burst(target, 2)
        return burst(target, SECONDS).rate


def _of(environment: dict[str, str]) -> list[dict[str, float]]:
    world = World(environment, (SIZE,))
    rates = [[_rate(world, *choice) for choice in CHOICES] for _ in range(ROUNDS)]
    best = map(max, zip(*rates, strict=True))
    return [
        {"processes": processes, "at a time": at_once, "requests per second": round(rate)}
        for (processes, at_once), rate in zip(CHOICES, best, strict=True)
    ]


def measure() -> dict[str, Any]:
    """The best of the rounds of each choice, on both databases; nothing without the load generator."""
    if not has_wrk():
        return {}
    common = {"PORTAL_MODE": "demo", "PORTAL_SECRET_KEY": secrets.token_urlsafe(40)}
    with running_postgres() as postgres, tempfile.TemporaryDirectory(prefix="mitkomponent-serving-") as name:
        folder = Path(name)
        return {
            kind: _of(common | {"PORTAL_DATABASE_URL": url, "PORTAL_STORAGE_URL": f"file:{folder}/{kind}"})
            for kind, url in {
                "SQLite": f"sqlite:///{folder}/portal.sqlite",
                "PostgreSQL": create_database(postgres, "serving"),
            }.items()
        }
