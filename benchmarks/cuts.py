"""Does a film arrive that is cut off twenty times at random, and how much of it is sent in vain?

python -m benchmarks.cuts [BYTES [CUTS [SEED]]]     line, page and server fail in turns, seeded; prints JSON
"""

import hashlib
import json
import sys
import tempfile
import time
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from benchmarks.uploads import FILM, MB, make_film
from portal.storage.models import StoredFile
from tests.journeys.browsing import Windows
from tests.journeys.cutting import checksum_in_store, send_with_cuts
from tests.journeys.running import running_portal
from tests.journeys.stage import Stage
from tests.services.chromium import running_chromium
from tests.services.commands import running_commands
from tests.services.postgres import create_database, running_postgres
from tests.services.process import end_on_signals
from tests.services.s3 import running_s3

CUTS, SEED = 20, 1
IN_FLIGHT = 4


def checksum_of(path: Path) -> str:
    with path.open("rb") as film:
        return hashlib.file_digest(film, "sha256").hexdigest()


def measure(size: int = FILM, cuts: int = CUTS, seed: int = SEED) -> dict[str, Any]:
    """What was cut, what was sent, and whether the store has the same film."""
    with (
        tempfile.TemporaryDirectory(prefix="mitkomponent-cuts-") as name,
        running_s3() as s3,
        running_postgres() as postgres,
        running_commands() as commands,
        running_portal(partial(create_database, postgres, "portal"), s3, Path(name), commands) as portal,
        running_chromium() as browser,
    ):
        stage, windows, path = Stage(portal.rows), Windows(browser, portal), make_film(Path(name), size)
        page = windows.open(person=stage.instructor)
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"/hold/{stage.cohort.id}/materialer")
        begun = time.perf_counter()
        told = send_with_cuts(page, portal, path, cuts=cuts, seed=seed)
        took = time.perf_counter() - begun
        [file] = stage.read(select(StoredFile).where(StoredFile.uploaded_by_id == stage.instructor.id))
        is_same = checksum_in_store(portal, file.key) == checksum_of(path)
        windows.close()
    return {
        **asdict(told),
        "cuts": len(told.cuts),
        "MB": size // MB,
        "seconds": round(took, 1),
        "is the same film": is_same,
        "begun in vain at most": cuts * IN_FLIGHT,
    }


def main() -> None:
    end_on_signals()
    print(json.dumps(measure(*map(int, sys.argv[1:4])), indent=2))


if __name__ == "__main__":
    main()
