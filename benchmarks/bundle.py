"""How soon does the ZIP of a cohort's materials begin to come, and what does it take on its way?

python -m benchmarks.bundle [FILES [BYTES]]     over HTTP, from S3; prints JSON
"""

import http.client
import json
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.hand_in import pdf_of
from benchmarks.studio import Studio, Watch, studio
from tests.services.process import end_on_signals

MB = 1_000_000
FILES, SIZE = 200, 500 * MB
ROUNDS = 3
MOST_MS, MOST_MEMORY = 300, 30


def fetch(made: Studio, path: Path) -> tuple[float, float]:
    """Seconds until the first byte of the ZIP, and until the last; the ZIP is kept at `path`."""
    line = http.client.HTTPConnection(urlsplit(made.address).netloc, timeout=120)
    begun = time.perf_counter()
    line.request("GET", f"{made.place.page}/materialer.zip", headers={"Cookie": made.place.participant.cookie})
    answer = line.getresponse()
    with path.open("wb") as kept:
        kept.write(answer.read(1))
        first = time.perf_counter() - begun
        while block := answer.read(MB):
            kept.write(block)
    took = time.perf_counter() - begun
    line.close()
    assert answer.status == 200, answer.status
    return first, took


def measure(files: int = FILES, size: int = SIZE) -> dict[str, Any]:
    """The slowest first byte and the most memory of the rounds; the quickest whole."""
    rounds, watches, right = [], [], True
    with studio() as made, tempfile.TemporaryDirectory(prefix="mitkomponent-zip-") as name:
        for number in range(files):
            made.share(f"Rødgrød nr. {number:03}", pdf_of(size // files), 100 + number)
        made.wait_until_judged()
        for number in range(ROUNDS):
            path = Path(name) / f"{number}.zip"
            with Watch(made.server) as watch:
                rounds.append(fetch(made, path))
            watches.append(watch)
            with zipfile.ZipFile(path) as parcel:
                right = right and parcel.testzip() is None and len(parcel.namelist()) > files
                length = path.stat().st_size
    return {
        "files": files,
        "MB": round(length / MB),
        "every entry is right": right,
        "first byte ms": round(1000 * max(first for first, _took in rounds)),
        "MB per second": round(length / MB / min(took for _first, took in rounds)),
        "portal MB more": round(max(watch.memory for watch in watches), 1),
        "portal processor seconds": round(max(watch.processor for watch in watches), 2),
    }


def main() -> None:
    end_on_signals()
    print(json.dumps(measure(*map(int, sys.argv[1:3])), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
