"""How fast do bytes come and go, compared with the S3 client's own speed in the same run? MB/s, the best of some rounds."""

import hashlib
import http.client
import json
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import boto3
from botocore.config import Config as S3Config

from benchmarks.hand_in import Browser, value_of
from benchmarks.servers import Server
from benchmarks.world import Place, World
from portal.storage.local import LocalStore
from portal.storage.s3 import S3Store
from portal.storage.store import PART_CHECKSUM, Store
from tests.services.s3 import S3

MB = 1_000_000
FILM = 250 * MB
CASE = 24 * MB
PART = 8 << 20
ROUNDS = 6
AIMS = {"direct": ("film", 0.9), "portal": ("case", 0.6)}


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


def request(
    method: str,
    address: str,
    body: bytes | memoryview = b"",
    headers: dict[str, str] | None = None,
    kept: Path | None = None,
) -> tuple[int, bytes]:
    """Send, read the answer to its end, into a file if one is named, and give its length and its last piece."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=120)
    length_of = {"Content-Length": str(len(body))}
    connection.request(method, f"{parts.path}?{parts.query}", body or None, length_of | (headers or {}))
    answer = connection.getresponse()
    length, last = 0, b""
    with kept.open("wb") if kept else nullcontext() as file:
        while piece := answer.read(1 << 20):
            length += len(piece)
            last = piece
            if file:
                file.write(piece)
    connection.close()
    assert answer.status < 300, (answer.status, last[:300])
    return length, last


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


def direct(kind: str, store: Store, folder: Path, base: str = "") -> dict[str, Work]:
    """As the browser does it: four parts at a time to signed addresses, and one signed address to read."""
    film, key = memoryview(secrets.token_bytes(FILM)), "b" * 40

    def put() -> None:
        upload = store.begin(key, media_type="video/mp4")

        def part(number: int) -> None:
            piece = film[(number - 1) * PART : number * PART]
            sha256 = hashlib.sha256(piece).hexdigest()
            address = store.part_address(key, upload, number, size=len(piece), sha256=sha256)
            request("PUT", base + address, piece, {PART_CHECKSUM: sha256})

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(part, range(1, -(-FILM // PART) + 1)))
        assert store.finish(key, upload) == FILM

    def get() -> None:
        address = base + store.read_address(key, name="film.mp4", media_type="video/mp4")
        assert request("GET", address, kept=folder / "film-back")[0] == FILM

    return {f"{kind} direct put film": (FILM, put), f"{kind} direct get film": (FILM, get)}


def through_portal(kind: str, server: Server, place: Place, folder: Path) -> dict[str, Work]:
    """An attachment to a case, both ways, over HTTP to the production server."""
    content, writer = b"a" * CASE, place.writers[-1]
    browser = Browser(server, writer)
    _answer, form = browser.ask("GET", f"{place.page}/case")
    token = {"X-CSRFToken": value_of(form, "csrf_token"), "Cookie": browser.cookie}
    raw = token | {"X-File-Name": "case.txt", "Accept": "application/json", "Content-Type": "application/octet-stream"}
    kept: list[str] = []

    def put() -> None:
        said = json.loads(request("POST", f"{server.address}{place.page}/case/bilag", content, raw)[1])
        kept.append(said["remove"].removesuffix("/fjern"))

    def get() -> None:
        assert request("GET", server.address + kept[-1], b"", token, folder / "case-back")[0] == CASE

    return {f"{kind} portal put case": (CASE, put), f"{kind} portal get case": (CASE, get)}


def measure(s3: S3, folder: Path, worlds: dict[str, tuple[World, Server]]) -> dict[str, dict[str, float]]:
    """MB/s of every way, and the S3 ways as ratios to the client's own; `worlds` are the portals on "s3" and on "folder"."""
    bucket = S3Store(s3.bucket, endpoint_url=s3.endpoint, access_key=s3.access_key, secret_key=s3.secret_key)
    disk_world, disk_server = worlds["folder"]
    secret = disk_world.environment["PORTAL_SECRET_KEY"]
    disk = LocalStore(Path(disk_world.environment["PORTAL_STORAGE_URL"].removeprefix("file:")), secret_key=secret)
    works = own_client(s3, folder) | verbs("s3", bucket) | direct("s3", bucket, folder)
    works |= verbs("folder", disk) | direct("folder", disk, folder, disk_server.address)
    for kind, (world, server) in worlds.items():
        works |= through_portal(kind, server, world.places[max(world.places)], folder)
    found = speeds(works)
    ratios = {
        f"{way} {verb}": round(found[f"s3 {way} {verb} {what}"] / found[f"client {verb} {what}"], 2)
        for way, (what, _aim) in AIMS.items()
        for verb in ("put", "get")
    }
    return {"MB per second": found, "ratio to the client": ratios}
