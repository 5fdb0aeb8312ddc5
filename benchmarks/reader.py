"""How soon is the first page of a long document on the screen, how much was fetched by then, and over a slow line?

python -m benchmarks.reader        on SQLite and a folder; with `postgresql` on PostgreSQL and a real S3
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from uuid import uuid4

from playwright.sync_api import Browser, Page, Request

from portal.materials.models import Material
from tests.journeys.browsing import DESK, Windows
from tests.journeys.running import Running, running_portal
from tests.journeys.stage import Stage
from tests.journeys.test_reader import shelf_of
from tests.materials.documents import paper, readable
from tests.services.chromium import running_chromium
from tests.services.postgres import create_database, running_postgres
from tests.services.s3 import running_s3

PAGES, WEIGHT, ROUNDS = 200, 10_000_000, 5
SHOWN = "document.querySelector('.sheet canvas') && document.querySelector('.sheet .textLayer span') ? true : false"
# A train between two towns: 4 Mbit/s, 150 ms.
TRAIN = {"offline": False, "latency": 150, "downloadThroughput": 500_000, "uploadThroughput": 125_000}


@contextmanager
def portal_on(kind: str, folder: Path) -> Iterator[Running]:
    """A portal as `make run` starts it, on the database and store of this kind."""
    with ExitStack() as open_things:
        if kind == "sqlite":
            yield open_things.enter_context(running_portal(lambda: f"sqlite:///{folder}/portal.sqlite", None, folder))
            return
        server = open_things.enter_context(running_postgres())
        s3 = open_things.enter_context(running_s3())
        make = lambda: create_database(server, f"reader_{uuid4().hex[:8]}")  # noqa: E731
        yield open_things.enter_context(running_portal(make, s3, folder))


def first_page(page: Page, material: Material) -> tuple[float, int]:
    """Seconds until the first page is drawn with its text, and the bytes of the document that were fetched by then."""
    ranges: list[Request] = []

    def note(request: Request) -> None:
        if "range" in request.headers:
            ranges.append(request)

    page.on("requestfinished", note)
    begun = time.monotonic()
    page.goto(f"/materiale/{material.id}/laes", wait_until="commit")
    while not page.evaluate(SHOWN):
        page.wait_for_timeout(10)
    took = time.monotonic() - begun
    page.remove_listener("requestfinished", note)
    return took, sum(one.sizes()["responseBodySize"] for one in ranges)


def measured(browser: Browser, portal: Running) -> dict[str, float]:
    """The median of several rounds, each in a browser that knows nothing, and once over a slow line."""
    stage, windows = Stage(portal.rows), Windows(browser, portal)
    whole = paper(PAGES, weight=WEIGHT)
    material = readable(stage, whole, title="Den lange", shelf=shelf_of(portal))
    rounds = [first_page(windows.open(DESK, person=stage.author), material) for _round in range(ROUNDS)]
    slow = windows.open(DESK, person=stage.author)
    line = slow.context.new_cdp_session(slow)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", TRAIN)
    train, _fetched = first_page(slow, material)
    windows.close()
    return {
        "document MB": len(whole) / 1e6,
        "first page s": round(median(took for took, _bytes in rounds), 2),
        "fetched by then MB": round(median(count for _took, count in rounds) / 1e6, 2),
        "first page over 4 Mbit/s s": round(train, 2),
    }


def main() -> None:
    kind = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
    with (
        tempfile.TemporaryDirectory() as folder,
        portal_on(kind, Path(folder)) as portal,
        running_chromium() as browser,
    ):
        print(json.dumps({kind: measured(browser, portal)}, indent=2))


if __name__ == "__main__":
    main()
