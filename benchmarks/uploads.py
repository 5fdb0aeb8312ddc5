"""How fast does a film of 2 GB get from a browser into the bucket, and what does that cost the portal?

python -m benchmarks.uploads [BYTES]     Chromium against boto3's own upload, in turns; prints JSON
"""

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
from botocore.config import Config as S3Config
from playwright.sync_api import Browser, Page, expect

from benchmarks.studio import Studio, Watch, studio
from benchmarks.world import Visitor
from tests.services.chromium import running_chromium
from tests.services.process import end_on_signals
from tests.services.s3 import S3
from tests.storage.samples import sample

MB = 1_000_000
FILM = 2_000 * MB
SMALL = 20 * MB
ROUNDS = 2
MINUTES = 10 * 60 * 1000  # milliseconds that a film may take
LINE = 400  # Mbit per second
ON_LINE = 500 * MB
LEAST_RATIO = 0.9
MOST_MEMORY = 20
MOST_PROCESSOR = 2.0


def make_film(folder: Path, size: int) -> Path:
    """A film of that many bytes, as far as its first ones say; the rest is noise."""
    folder.mkdir(exist_ok=True)
    path = folder / "Film fra dag 1.mp4"
    with path.open("wb") as film:
        film.write(sample("mp4"))
        while left := size - film.tell():
            film.write(secrets.token_bytes(min(left, 16 << 20)))
    return path


def by_client(s3: S3, film: Path) -> float:
    """Seconds that boto3 takes with its own parallel parts."""
    client = boto3.client(
        "s3",
        endpoint_url=s3.endpoint,
        aws_access_key_id=s3.access_key,
        aws_secret_access_key=s3.secret_key,
        region_name=s3.region,
        config=S3Config(s3={"addressing_style": "path"}, request_checksum_calculation="when_required"),
    )
    begun = time.perf_counter()
    client.upload_file(str(film), s3.bucket, "film")
    took = time.perf_counter() - begun
    client.delete_object(Bucket=s3.bucket, Key="film")
    return took


def page_of(browser: Browser, studio: Studio, visitor: Visitor) -> Page:
    """The page where an instructor shares files."""
    context = browser.new_context(base_url=studio.address)
    pairs = [one.partition("=") for one in visitor.cookie.split("; ")]
    context.add_cookies([{"name": name, "value": value, "url": studio.address} for name, _equals, value in pairs])
    page = context.new_page()
    page.goto(f"{studio.place.page}/materialer")
    return page


def by_browser(page: Page, film: Path) -> float:
    """Seconds from choosing the film to its being there."""
    row = page.locator("#add-list .upload").filter(has_text=film.name)
    begun = time.perf_counter()
    page.locator("input[type=file][multiple]").first.set_input_files(film)
    expect(row).to_contain_text("Klar", timeout=MINUTES)
    return time.perf_counter() - begun


@contextmanager
def narrow_line() -> Iterator[bool]:
    """Loopback as a line of LINE Mbit a second for everybody; whether this machine lets us."""
    may = bool(shutil.which("tc")) and os.geteuid() == 0
    bucket = ["tbf", "rate", f"{LINE}mbit", "burst", "1mb", "latency", "50ms"]
    try:
        yield may and subprocess.call(["tc", "qdisc", "add", "dev", "lo", "root", *bucket]) == 0
    finally:
        if may:
            subprocess.call(["tc", "qdisc", "del", "dev", "lo", "root"], stderr=subprocess.DEVNULL)


def on_line(made: Studio, browser: Browser, folder: Path) -> dict[str, float]:
    """The same where the line is what limits both, as between a town hall and a store."""
    film = make_film(folder / "line", ON_LINE)
    with narrow_line() as is_narrow:
        if not is_narrow:
            return {}
        client = by_client(made.s3, film)
        page = page_of(browser, made, made.place.instructor)
        there = by_browser(page, film)
    page.context.close()
    speeds = {"client": ON_LINE / MB / client, "browser": ON_LINE / MB / there}
    return {f"on a line: {who} MB per second": round(speed, 1) for who, speed in speeds.items()} | {
        "on a line: ratio": round(client / there, 2)
    }


def measure(size: int = FILM) -> dict[str, float]:
    """Seconds, MB per second, and what the portal used; the best of rounds that take turns."""
    with (
        studio() as made,
        running_chromium() as browser,
        tempfile.TemporaryDirectory(prefix="mitkomponent-film-") as name,
    ):
        film, instructor = make_film(Path(name), size), made.place.instructor
        clients, browsers, judging = [], [], []
        watches = [Watch(made.server) for _ in range(ROUNDS)]
        by_browser(page_of(browser, made, instructor), make_film(Path(name) / "warm", SMALL))
        for number, watch in enumerate(watches):
            made.wait_until_judged()
            film = film.rename(film.with_stem(f"Film {number}"))  # the same once more would not be sent again
            clients.append(by_client(made.s3, film))
            page = page_of(browser, made, instructor)
            with watch:
                browsers.append(by_browser(page, film))
            with Watch(made.server) as judged:
                made.wait_until_judged()
            judging.append(judged.processor)
            page.context.close()
        narrow = on_line(made, browser, Path(name))
    return narrow | {
        "MB": size // MB,
        "client MB per second": round(size / MB / min(clients), 1),
        "browser MB per second": round(size / MB / min(browsers), 1),
        "ratio": round(min(clients) / min(browsers), 2),
        "portal processor seconds": round(max(watch.processor for watch in watches), 2),
        "portal MB more": round(max(watch.memory for watch in watches), 1),
        "processor seconds of the judge afterwards": round(max(judging), 2),
    }


def main() -> None:
    end_on_signals()
    print(json.dumps(measure(*map(int, sys.argv[1:2])), indent=2))


if __name__ == "__main__":
    main()
