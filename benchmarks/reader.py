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
from tests.services.commands import running_commands
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
        commands = open_things.enter_context(running_commands())
        if kind == "sqlite":
            make = lambda: f"sqlite:///{folder}/portal.sqlite"  # noqa: E731
            yield open_things.enter_context(running_portal(make, None, folder, commands))
            return
        server = open_things.enter_context(running_postgres())
        s3 = open_things.enter_context(running_s3())
        make = lambda: create_database(server, f"reader_{uuid4().hex[:8]}")  # noqa: E731
        yield open_things.enter_context(running_portal(make, s3, folder, commands))


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


def measure(*kinds: str) -> dict[str, dict[str, float]]:
    """On each of these kinds, one after the other; on both when none is named."""
    found = {}
    for kind in kinds or ("sqlite", "postgresql"):
        with (
            tempfile.TemporaryDirectory() as folder,
            portal_on(kind, Path(folder)) as portal,
            running_chromium() as browser,
        ):
            found[kind] = measured(browser, portal)
    return found


def main() -> None:
    print(json.dumps(measure(*sys.argv[1:2] or ["sqlite"]), indent=2))


if __name__ == "__main__":
    main()
