"""How does the portal do on this machine? Measures everything against the aims and writes it down.

python -m benchmarks                    all of it, in some forty minutes; writes benchmarks/results/… and RESULTS.md
python -m benchmarks pages load …       some parts. pages, load, acts, bytes: kept when all four are measured, else printed;
                                        start, serving, search, uploads, cuts, crowd, reader, zip, sign-in, masking, pack: kept, each in the place of its older figures
python -m benchmarks room                200 phones in one dilemma game, on SQLite and on PostgreSQL; prints JSON
python -m benchmarks cases               what opening an encrypted case and searching in cases cost, on both; prints JSON
python -m benchmarks fuzz 10000 SEED    requests made up by Hypothesis to every address; prints what was a fault of the portal's
"""

import json
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import (
    bare,
    bundle,
    cases,
    crowd,
    cuts,
    fuzz,
    hand_in,
    load,
    machine,
    masking,
    pack,
    pages,
    reader,
    report,
    room,
    search,
    servers,
    serving,
    sign_in,
    start,
    storage,
    uploads,
)
from benchmarks.load import Target
from benchmarks.servers import Server
from benchmarks.world import World
from tests.services.postgres import create_database, running_postgres
from tests.services.process import end_on_signals
from tests.services.s3 import S3, running_s3

PARTS = {"pages", "load", "acts", "bytes"}
ALONE: dict[str, Callable[[], dict[str, Any]]] = {
    "start": start.measure,
    "serving": serving.measure,
    "search": search.of_both,
    "uploads": uploads.measure,
    "cuts": cuts.measure,
    "crowd": crowd.measure,
    "reader": reader.measure,
    "zip": bundle.measure,
    "sign-in": sign_in.measure,
    "masking": masking.measure,
    "pack": pack.measure,
}
SIZE = 35
SECONDS, SHORT_SECONDS, ROUNDS = 6, 3, 5
EMBEDDED, LARGE = "SQLite and a folder", "PostgreSQL and S3"


@dataclass
class Setting:
    """One way to run the portal, with the bare page beside it on the same database server."""

    world: World
    server: Server
    plain: Server
    plain_cookie: str

    def target(self, path: str, cookie: str) -> Target:
        return Target(self.server, path, cookie)

    def targets(self) -> dict[str, Target]:
        """The bare page, the same compiled once, and the two pages whose speed is compared with theirs."""
        place = self.world.places[SIZE]
        return {
            "bare page": Target(self.plain, "/", self.plain_cookie),
            "bare page, compiled": Target(self.plain, "/compiled", self.plain_cookie),
            "front page": self.target("/", place.participant.cookie),
            "cohort page": self.target(place.page, place.participant.cookie),
        }

    def more_targets(self) -> dict[str, Target]:
        """The other pages whose cost is asked for."""
        place = self.world.places[SIZE]
        return {
            "case board": self.target(place.board, place.instructor.cookie),
            "material": self.target(place.material, place.participant.cookie),
        }


def environments(folder: Path, s3: S3, postgres: str) -> dict[str, dict[str, str]]:
    common = {"PORTAL_MODE": "demo", "PORTAL_SECRET_KEY": secrets.token_urlsafe(40)}
    os.environ |= {"AWS_ACCESS_KEY_ID": s3.access_key, "AWS_SECRET_ACCESS_KEY": s3.secret_key}
    return {
        EMBEDDED: common
        | {
            "PORTAL_DATABASE_URL": f"sqlite:///{folder}/portal.sqlite",
            "PORTAL_STORAGE_URL": f"file:{folder}/files",
            "PORTAL_BARE_URL": f"sqlite:///{folder}/bare.sqlite",
        },
        LARGE: common
        | {
            "PORTAL_DATABASE_URL": create_database(postgres, "portal"),
            "PORTAL_STORAGE_URL": f"s3://{s3.bucket}",
            "PORTAL_S3_ENDPOINT_URL": s3.endpoint,
            "PORTAL_BARE_URL": create_database(postgres, "bare"),
        },
    }


@contextmanager
def everything(folder: Path) -> Iterator[tuple[S3, dict[str, Setting]]]:
    """Both settings with all their servers; what is idle costs next to nothing while another is measured."""
    with ExitStack() as stack:
        s3, postgres = stack.enter_context(running_s3()), stack.enter_context(running_postgres())
        settings = {}
        for name, environment in environments(folder, s3, postgres).items():
            world, cookie = World(environment), bare.fill(environment["PORTAL_BARE_URL"])
            server = stack.enter_context(servers.portal(environment))
            plain = stack.enter_context(servers.bare(environment))
            settings[name] = Setting(world, server, plain, cookie)
        yield s3, settings


def of_one(setting: Setting, parts: set[str]) -> dict[str, Any]:
    """Questions, speed, cost and memory of one setting."""
    found: dict[str, Any] = {"memory": {"idle": setting.server.memory()}}
    if "pages" in parts:
        found["pages"] = pages.measure(setting.world)
    if "load" in parts and load.has_wrk():
        found["load"] = load.measure(setting.targets(), seconds=SECONDS, rounds=ROUNDS)
        found["load"] |= load.measure(setting.more_targets(), seconds=SHORT_SECONDS, rounds=ROUNDS)
    if "acts" in parts:
        place = setting.world.places[max(setting.world.places)]
        found["hand in"] = hand_in.measure(setting.server, place)
    found["memory"]["after load"] = setting.server.memory()
    return found


def of_portal(folder: Path, parts: set[str]) -> dict[str, Any]:
    """What the whole portal does, with all its servers."""
    with everything(folder) as (s3, settings):
        found: dict[str, Any] = {"settings": {key: of_one(setting, parts) for key, setting in settings.items()}}
        if "bytes" in parts:
            both = {"folder": settings[EMBEDDED], "s3": settings[LARGE]}
            found["bytes"] = storage.measure(s3, folder, {k: (one.world, one.server) for k, one in both.items()})
            for key, setting in settings.items():
                found["settings"][key]["memory"]["after transfers"] = setting.server.memory()
    return found


def of_parts(parts: set[str]) -> dict[str, Any]:
    """Some of the portal's own parts in one go, on one set of servers."""
    begun, busy = time.monotonic(), machine.busy()
    with tempfile.TemporaryDirectory(prefix="mitkomponent-bench-") as name:
        found = of_portal(Path(name), parts)
    found |= {"machine": machine.facts(), "measured": str(date.today())}
    return found | {"busy": [busy, machine.busy()], "seconds": round(time.monotonic() - begun)}


def of_alone(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """One that has servers of its own, with the day and how busy the machine was."""
    busy = machine.busy()
    found = work()
    return found | {"measured": str(date.today()), "busy": [busy, machine.busy()]}


def main() -> None:
    end_on_signals()
    if sys.argv[1:2] == ["fuzz"]:
        sys.exit(1 if fuzz.run(*map(int, sys.argv[2:4])) else 0)
    if sys.argv[1:2] in (["room"], ["cases"]):
        of = room.measure if sys.argv[1] == "room" else cases.measure
        print(json.dumps({kind: of(kind) for kind in sys.argv[2:] or ["sqlite", "postgresql"]}, indent=2))
        return
    wanted = set(sys.argv[1:]) & (PARTS | set(ALONE)) or PARTS | set(ALONE)
    own = wanted & PARTS
    found = of_parts(own) if own else {}
    if own and own != PARTS:
        print(json.dumps(found, indent=2, ensure_ascii=False))
        found = {}
    found |= {name: of_alone(work) for name, work in ALONE.items() if name in wanted}
    if found:
        print(report.keep(found))


if __name__ == "__main__":
    main()
