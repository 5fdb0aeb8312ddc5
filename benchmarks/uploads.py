"""How fast does a film of 2 GB get from a browser into the bucket, and what does that cost the portal?

python -m benchmarks.uploads [BYTES]     Chromium against boto3's own upload, in turns; prints JSON
"""

import json
import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import boto3
from botocore.config import Config as S3Config
from playwright.sync_api import Browser, Page, expect

from benchmarks import servers
from benchmarks.servers import Server
from benchmarks.world import Visitor, World
from tests.services.chromium import running_chromium
from tests.services.postgres import create_database, running_postgres
from tests.services.process import LOOPBACK, end_on_signals, pick_port
from tests.services.s3 import S3, running_s3
from tests.storage.samples import sample

MB = 1_000_000
FILM = 2_000 * MB
SMALL = 20 * MB
ROUNDS = 2
MINUTES = 10 * 60 * 1000  # milliseconds that a film may take
LEAST_RATIO = 0.9
MOST_MEMORY = 20
MOST_PROCESSOR = 2.0


@dataclass(frozen=True)
class Studio:
    """A portal on a bucket, at the address that the bucket lets send to it."""

    s3: S3
    world: World
    server: Server
    address: str


@contextmanager
def studio(participants: int = 3) -> Iterator[Studio]:
    """PostgreSQL, S3 and the portal, as in production."""
    with running_s3() as s3, running_postgres() as postgres:
        port = pick_port()
        os.environ |= {"AWS_ACCESS_KEY_ID": s3.access_key, "AWS_SECRET_ACCESS_KEY": s3.secret_key}
        environment = {
            "PORTAL_SECRET_KEY": secrets.token_urlsafe(40),
            "PORTAL_DATABASE_URL": create_database(postgres, "portal"),
            "PORTAL_STORAGE_URL": f"s3://{s3.bucket}",
            "PORTAL_S3_ENDPOINT_URL": s3.endpoint,
            "PORTAL_BASE_URL": f"http://{LOOPBACK}:{port}",
        }
        world = World(environment, sizes=(participants,))
        with servers.portal(environment, port) as server:
            yield Studio(s3, world, server, environment["PORTAL_BASE_URL"])


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
    name, _equals, value = visitor.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": studio.address}])
    page = context.new_page()
    place = next(iter(studio.world.places.values()))
    page.goto(f"{place.page}/materialer")
    return page


def by_browser(page: Page, film: Path) -> float:
    """Seconds from choosing the film to its being there."""
    row = page.locator("#add-list .upload").filter(has_text=film.name)
    begun = time.perf_counter()
    page.locator("input[type=file][multiple]").first.set_input_files(film)
    expect(row).to_contain_text("Klar", timeout=MINUTES)
    return time.perf_counter() - begun


def measure(size: int) -> dict[str, float]:
    """Seconds, MB per second, and what the portal used; the best of rounds that take turns."""
    with (
        studio() as made,
        running_chromium() as browser,
        tempfile.TemporaryDirectory(prefix="mitkomponent-film-") as name,
    ):
        film = make_film(Path(name), size)
        instructor = next(iter(made.world.places.values())).instructor
        clients, browsers, processor, memory = [], [], [], []
        warm = make_film(Path(name) / "warm", SMALL)
        by_browser(page_of(browser, made, instructor), warm)
        for number in range(ROUNDS):
            film = film.rename(film.with_stem(f"Film {number}"))  # the same once more would not be sent again
            clients.append(by_client(made.s3, film))
            before, held = made.server.processor_seconds(), made.server.memory()["shared once"]
            page = page_of(browser, made, instructor)
            browsers.append(by_browser(page, film))
            processor.append(made.server.processor_seconds() - before)
            memory.append(made.server.memory()["shared once"] - held)
            page.context.close()
    return {
        "MB": size // MB,
        "client MB per second": round(size / MB / min(clients), 1),
        "browser MB per second": round(size / MB / min(browsers), 1),
        "ratio": round(min(clients) / min(browsers), 2),
        "portal processor seconds": round(max(processor), 2),
        "portal MB more": round(max(memory), 1),
    }


def main() -> None:
    end_on_signals()
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else FILM), indent=2))


if __name__ == "__main__":
    main()
