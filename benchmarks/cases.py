"""What does it cost to open a case that is encrypted, and to look for words in all of them?

python -m benchmarks cases              in one process, on SQLite and on PostgreSQL; prints JSON
"""

import os
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy import Select, Text, column, select, table
from sqlalchemy.orm import registry

from benchmarks.world import Place, World
from portal.db import Id, db
from portal.own_cases.models import HandedInCase, OwnCase
from portal.own_cases.queries import HAS_BEEN_HANDED_IN
from portal.sealing.columns import sealed_columns
from tests.services.postgres import create_database, running_postgres

OPENINGS, SEARCHES = 300, 30
MOST_MS = 5.0
SIZES = (35, 350)
QUESTION = "formand+anbefaling"


def measure(kind: str) -> dict[str, Any]:
    """Milliseconds, medians and 95th percentiles."""
    with tempfile.TemporaryDirectory(prefix="mitkomponent-cases-") as folder, ExitStack() as stack:
        address = f"sqlite:///{folder}/portal.sqlite"
        if kind == "postgresql":
            address = create_database(stack.enter_context(running_postgres()), "cases")
        environment = {
            "PORTAL_MODE": "demo",
            "PORTAL_SECRET_KEY": secrets.token_urlsafe(40),
            "PORTAL_MASTER_KEY": secrets.token_urlsafe(40),
            "PORTAL_DATABASE_URL": address,
            "PORTAL_STORAGE_URL": f"file:{Path(folder)}/files",
        }
        os.environ |= environment
        world = World(environment, SIZES)
        with world.app.app_context():
            found: dict[str, Any] = _openings()
            db.session.remove()
        found |= {f"search, {size} cases": _searches(world, world.places[size]) for size in SIZES}
        return found


def _openings() -> dict[str, Any]:
    """Rows are read in turn, sealed and plain: those of a class that takes the same columns as they stand."""
    bare_case, bare_text = _bare(OwnCase), _bare(HandedInCase)
    ids = list(db.session.scalars(select(OwnCase.id).join(HandedInCase, HAS_BEEN_HANDED_IN)))
    sealed: list[float] = []
    plain: list[float] = []
    for n in range(OPENINGS):
        case_id = ids[n % len(ids)]
        of_both = select(OwnCase, HandedInCase).join(HandedInCase, HAS_BEEN_HANDED_IN).where(OwnCase.id == case_id)
        as_kept = (
            select(bare_case, bare_text)
            .join(bare_text, bare_text.own_case_id == bare_case.id)
            .where(bare_case.id == case_id)
        )
        sealed.append(_timed(of_both))
        plain.append(_timed(as_kept))
    found = {"opening, encrypted": _figures(sealed), "opening, plain": _figures(plain)}
    more = statistics.median(sealed) - statistics.median(plain)
    return found | {"more ms for an encrypted one": round(more, 2), "aim": MOST_MS, "is met": more < MOST_MS}


def _bare(kind: Any) -> Any:
    names = [*sealed_columns(kind), "status"] if kind is OwnCase else [*sealed_columns(kind), "submitted_at"]
    ids = ["id"] if kind is OwnCase else ["id", "own_case_id"]
    rows = table(kind.__tablename__, *(column(one, Id()) for one in ids), *(column(one, Text()) for one in names))
    bare = type(f"Bare{kind.__name__}", (), {})
    registry().map_imperatively(bare, rows, primary_key=[rows.c.id])
    return bare


def _timed(wanted: Select[Any]) -> float:
    """Milliseconds for a session that has read nothing yet."""
    db.session.remove()
    db.session.connection()
    begun = time.perf_counter()
    db.session.execute(wanted).all()
    return (time.perf_counter() - begun) * 1000


def _searches(world: World, place: Place) -> dict[str, float]:
    """Whole pages of an instructor's, with the cases of one cohort to look through."""
    client = world.app.test_client(use_cookies=False)
    address = f"/hold/{place.page.rsplit('/', 1)[-1]}/soeg?q={QUESTION}"
    ask: Callable[[], Any] = lambda: client.get(address, headers={"Cookie": place.instructor.cookie})  # noqa: E731
    assert "<mark>" in ask().get_data(as_text=True), "something is found"
    taken, worked = [], time.process_time()
    for _ in range(SEARCHES):
        begun = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - begun) * 1000)
    of_processor = (time.process_time() - worked) * 1000 / SEARCHES
    return _figures(taken) | {"mean ms of processor": round(of_processor, 2)}


def _figures(taken: list[float]) -> dict[str, float]:
    return {"median ms": round(statistics.median(taken), 2), "p95 ms": round(statistics.quantiles(taken, n=20)[18], 2)}
