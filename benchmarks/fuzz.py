"""Does every address stand ten thousand requests that Hypothesis makes up? Says each that was a fault of the portal's own.

python -m benchmarks fuzz [how many] [seed]     status 1 when there was one
"""

import logging
import tempfile
import time
from pathlib import Path

from portal import clock
from portal.app import create_app
from portal.migrating import bring_up_to_date
from portal.storage.current import prepare
from tests.access.world import build
from tests.cast import Cast
from tests.conftest import MONDAY_MORNING, rolled_back, settings
from tests.hostile.fuzzing import fuzz
from tests.hostile.siege import stances

REQUESTS = 10_000


def run(requests: int = REQUESTS, seed: int = 0) -> int:
    """How many were unsound; each is printed."""
    begun, found = time.monotonic(), 0
    with tempfile.TemporaryDirectory(prefix="mitkomponent-fuzz-") as name:
        config = settings(f"sqlite:///{name}/portal.sqlite", Path(name) / "files")
        app = create_app(config)
        app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
        app.extensions["room_lines"].longest = 0  # else each would go on for minutes
        prepare(config)
        bring_up_to_date(app)
        logging.disable(logging.WARNING)
        clock.set_clock(MONDAY_MORNING)
        with rolled_back(app):
            known = {stance.endpoint: stance for stance in stances(app, build(Cast(app)))}
            for fault in fuzz(known, requests, seed):
                found += 1
                print(fault)
    print(
        f"{requests} requests to {len(known)} addresses, seed {seed}: {found} unsound, {time.monotonic() - begun:.0f} s"
    )
    return found
