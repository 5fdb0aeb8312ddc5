"""What if everybody comes at once? 200 participants open the cohort's page and fetch a PDF of 1 MB, each on a line of their own.

python -m benchmarks.crowd [PARTICIPANTS]     on PostgreSQL and S3; prints JSON
"""

import hashlib
import http.client
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from benchmarks.hand_in import pdf_of
from benchmarks.studio import Studio, studio
from benchmarks.world import Visitor
from portal.db import db
from portal.enrolments.models import Enrolment
from tests.services.process import end_on_signals

CROWD = 200
MOST_PROCESSOR_MS = 15
NOTE = pdf_of(1_000_000)


class Visit(NamedTuple):
    """Seconds until the page was there, and until the file was; whether both were what they should be."""

    page: float
    file: float
    is_right: bool


def _get(address: str, cookie: str = "") -> tuple[int, str, bytes]:
    parts = urlsplit(address)
    line = http.client.HTTPConnection(parts.netloc, timeout=120)
    try:
        line.request("GET", f"{parts.path}?{parts.query}".rstrip("?"), headers={"Cookie": cookie} if cookie else {})
        answer = line.getresponse()
        return answer.status, answer.getheader("Location") or "", answer.read()
    finally:
        line.close()


def _participants(made: Studio) -> list[Visitor]:
    with made.world.app.app_context():
        ids = db.session.scalars(db.select(Enrolment.person_id).where(Enrolment.cohort_id == made.cohort_id)).all()
    return [made.world.visitor({"id": str(one), "name": ""}) for one in ids]


def _visit(made: Studio, page: str, note: str, visitor: Visitor) -> Visit:
    begun = time.perf_counter()
    status, _there, content = _get(f"{made.address}{page}", visitor.cookie)
    shown = time.perf_counter()
    moved, there, _nothing = _get(f"{made.address}{note}", visitor.cookie)
    fetched, _there, got = _get(there) if moved == 302 else (moved, "", b"")
    is_same = hashlib.sha256(got).digest() == hashlib.sha256(NOTE).digest()
    is_right = status == 200 and b"Note" in content and fetched == 200 and is_same
    return Visit(shown - begun, time.perf_counter() - shown, is_right)


def _spent(made: Studio, visits: list[tuple[str, str]]) -> float:
    """Processor milliseconds of the portal for each of these requests."""
    before = made.server.processor_seconds()
    for address, cookie in visits:
        _get(f"{made.address}{address}", cookie)
    return round(1000 * (made.server.processor_seconds() - before) / len(visits), 1)


def measure(crowd: int = CROWD) -> dict[str, Any]:
    """Errors, seconds at the middle and the slowest, and processor time for each download."""
    with studio(crowd) as made:
        note = f"/materiale/{made.share('Note', NOTE, 99)}/hent"
        place, visitors = made.place, _participants(made)
        _visit(made, place.page, note, visitors[0])
        begun = time.perf_counter()
        with ThreadPoolExecutor(len(visitors)) as pool:
            visits = list(pool.map(lambda one: _visit(made, place.page, note, one), visitors))
        took = time.perf_counter() - begun
        download = _spent(made, [(note, one.cookie) for one in visitors])
    pages, files = sorted(one.page for one in visits), sorted(one.file for one in visits)
    middle, late = len(visits) // 2, len(visits) * 95 // 100
    return {
        "participants": len(visits),
        "errors": sum(not one.is_right for one in visits),
        "seconds in all": round(took, 1),
        "page: seconds, middle and p95": [round(pages[middle], 2), round(pages[late], 2)],
        "file: seconds, middle and p95": [round(files[middle], 2), round(files[late], 2)],
        "processor ms per download": download,
    }


def main() -> None:
    end_on_signals()
    print(json.dumps(measure(*map(int, sys.argv[1:2])), indent=2))


if __name__ == "__main__":
    main()
