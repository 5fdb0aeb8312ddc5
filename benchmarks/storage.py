"""How fast do bytes come and go, compared with the S3 client's own speed in the same run? Prints JSON; MB/s and ratios.

python -m benchmarks.storage        starts its own S3 server, database and web server on loopback
"""

import http.client
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import boto3
import psutil
from botocore.config import Config as S3Config

from benchmarks.storage_page import PASS, make_visitor
from portal.storage.local import LocalStore
from portal.storage.s3 import S3Store
from portal.storage.store import Store
from tests.services.process import LOOPBACK, pick_port
from tests.services.s3 import S3, running_s3

MB = 1_000_000
FILM = 250 * MB
CASE = 24 * MB
PART = 8 << 20
ROUNDS = 5


Work = tuple[int, Callable[[], object]]


def speeds(works: dict[str, Work]) -> dict[str, float]:
    """MB/s of each, the best of the rounds; they take turns, so that a busy moment of the machine is everybody's."""
    best = dict.fromkeys(works, float("inf"))
    for _ in range(ROUNDS):
        for name, (_size, work) in works.items():
            begun = time.perf_counter()
            work()
            best[name] = min(best[name], time.perf_counter() - begun)
    return {name: round(size / MB / best[name], 1) for name, (size, _work) in works.items()}


def request(method: str, address: str, body: bytes | memoryview = b"", headers: dict[str, str] | None = None) -> int:
    """Send, read the answer to its end, and give its length."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=120)
    length_of = {"Content-Length": str(len(body))}
    connection.request(method, f"{parts.path}?{parts.query}", body or None, length_of | (headers or {}))
    answer = connection.getresponse()
    length = 0
    while piece := answer.read(1 << 20):
        length += len(piece)
        last = piece
    connection.close()
    assert answer.status < 300, (answer.status, last[:300])
    return length


def own_client(s3: S3, folder: Path) -> dict[str, Work]:
    """What boto3 does by itself, with its own parallel transfers, for a film and for a file the size of an attachment."""
    client = boto3.client(
        "s3",
        endpoint_url=s3.endpoint,
        aws_access_key_id=s3.access_key,
        aws_secret_access_key=s3.secret_key,
        region_name=s3.region,
        config=S3Config(s3={"addressing_style": "path"}, request_checksum_calculation="when_required"),
    )
    works: dict[str, Work] = {}
    for name, size in (("film", FILM), ("case", CASE)):
        there, back = folder / name, folder / f"{name}-back"
        there.write_bytes(secrets.token_bytes(size))
        works[f"client put {name}"] = (size, partial(client.upload_file, str(there), s3.bucket, name))
        works[f"client get {name}"] = (size, partial(client.download_file, s3.bucket, name, str(back)))
    return works


def verbs(kind: str, store: Store) -> dict[str, Work]:
    """As the portal's own process uses them."""
    film, key = secrets.token_bytes(FILM), "a" * 40

    def put() -> None:
        store.put(key, BytesIO(film), media_type="video/mp4", limit=FILM)

    def get() -> None:
        assert sum(len(block) for block in store.read(key)) == FILM

    return {f"{kind} verb put film": (FILM, put), f"{kind} verb get film": (FILM, get)}


def direct(kind: str, store: Store, base: str = "") -> dict[str, Work]:
    """As the browser does it: four parts at a time to signed addresses, and one signed address to read."""
    film, key = memoryview(secrets.token_bytes(FILM)), "b" * 40

    def put() -> None:
        upload = store.begin(key, media_type="video/mp4")

        def part(number: int) -> None:
            piece = film[(number - 1) * PART : number * PART]
            request("PUT", base + store.part_address(key, upload, number, size=len(piece)), piece)

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(part, range(1, -(-FILM // PART) + 1)))
        assert store.finish(key, upload) == FILM

    def get() -> None:
        address = base + store.read_address(key, name="film.mp4", media_type="video/mp4")
        assert request("GET", address) == FILM

    return {f"{kind} direct put film": (FILM, put), f"{kind} direct get film": (FILM, get)}


def through_portal(kind: str, base: str, visitor: dict[str, str]) -> dict[str, Work]:
    """A confidential file, both ways, over HTTP to the production server."""
    content = b"a" * CASE
    raw = {"X-File-Name": "case.txt", "Accept": "application/json", "Content-Type": "application/octet-stream"}
    return {
        f"{kind} portal put case": (CASE, lambda: request("POST", f"{base}/upload/fortroligt", content, visitor | raw)),
        f"{kind} portal get case": (CASE, lambda: request("GET", f"{base}{PASS}", b"", visitor)),
    }


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[tuple[str, psutil.Process]]:
    """The portal on its production server."""
    port = pick_port()
    command = [Path(sys.executable).parent / "granian", "--interface", "wsgi", "--host", LOOPBACK, "--port", str(port)]
    command += ["--workers", "2", "--blocking-threads", "2", "benchmarks.storage_page:app"]
    server = subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                request("GET", f"http://{LOOPBACK}:{port}/hjaelp")
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://{LOOPBACK}:{port}", psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait()


def resident(process: psutil.Process) -> list[int]:
    """MB of each process, the server's own first."""
    return [one.memory_info().rss // MB for one in (process, *process.children(recursive=True))]


def main() -> None:
    with running_s3() as s3, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        common = {"PORTAL_SECRET_KEY": secrets.token_urlsafe(40), "PORTAL_BASE_URL": f"http://{LOOPBACK}"}
        common |= {"PORTAL_PERSON_BYTES": str(FILM * 100)}
        common |= {"AWS_ACCESS_KEY_ID": s3.access_key, "AWS_SECRET_ACCESS_KEY": s3.secret_key}
        on_s3 = common | {"PORTAL_STORAGE_URL": f"s3://{s3.bucket}", "PORTAL_S3_ENDPOINT_URL": s3.endpoint}
        on_s3 |= {"PORTAL_DATABASE_URL": f"sqlite:///{folder}/s3.sqlite"}
        on_disk = common | {"PORTAL_STORAGE_URL": f"file://{folder}/files"}
        on_disk |= {"PORTAL_DATABASE_URL": f"sqlite:///{folder}/disk.sqlite"}
        bucket = S3Store(s3.bucket, endpoint_url=s3.endpoint, access_key=s3.access_key, secret_key=s3.secret_key)
        disk = LocalStore(folder / "files", secret_key=common["PORTAL_SECRET_KEY"])
        disk.prepare("")
        visitors = make_visitor(on_s3), make_visitor(on_disk)
        with serving(on_s3) as (base, process), serving(on_disk) as (disk_base, disk_process):
            before = {"s3": resident(process), "folder": resident(disk_process)}
            found = speeds(
                own_client(s3, folder)
                | verbs("s3", bucket)
                | direct("s3", bucket)
                | through_portal("s3", base, visitors[0])
                | verbs("folder", disk)
                | direct("folder", disk, disk_base)
                | through_portal("folder", disk_base, visitors[1])
            )
            after = {"s3": resident(process), "folder": resident(disk_process)}
        ratios = {
            f"{way} {verb} {what}, at least {aim}": round(
                found[f"s3 {way} {verb} {what}"] / found[f"client {verb} {what}"], 2
            )
            for way, what, aim in (("direct", "film", 0.9), ("portal", "case", 0.6))
            for verb in ("put", "get")
        }
        print(json.dumps({"mb_per_second": found, "ratios": ratios, "resident_mb": [before, after]}, indent=2))


if __name__ == "__main__":
    main()
