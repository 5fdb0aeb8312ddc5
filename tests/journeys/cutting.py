"""What becomes of a film that is cut off again and again on its way? The line, the page and the server fail at random, seeded."""

import hashlib
import re
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from portal.storage.local import LocalStore
from portal.storage.s3 import S3Store
from portal.storage.store import Store
from tests.journeys.films import Sent, slow_line
from tests.journeys.running import Running

ROW = "#add-list > .upload"
KINDS = ("line", "page", "server")
MINUTES = 5 * 60_000


@dataclass
class Told:
    """What was cut, how often each part went to its end, and how many parts were begun."""

    cuts: list[str]
    most_times: int
    parts: int
    begun: int


def checksum_in_store(portal: Running, key: str) -> str:
    """The SHA-256 of what the store has."""
    there = portal.store.settings
    url = urlsplit(there["PORTAL_STORAGE_URL"])
    store: Store = LocalStore(Path(url.path), secret_key="of no use here")
    if url.scheme == "s3":
        keys = {"access_key": there["AWS_ACCESS_KEY_ID"], "secret_key": there["AWS_SECRET_ACCESS_KEY"]}
        store = S3Store(url.netloc, endpoint_url=there["PORTAL_S3_ENDPOINT_URL"], **keys)
    digest = hashlib.sha256()
    for block in store.read(key):
        digest.update(block)
    return digest.hexdigest()


def _choose(page: Page, path: Path) -> None:
    expect(page.locator(".drop")).to_have_attribute("data-ready", "")
    page.locator("#files").set_input_files(path)


def _come(page: Page) -> float:
    """How far the bar is, of a thousand; none while there is none."""
    bar = page.locator(f"{ROW} progress")
    return float(page.evaluate("(all) => all.length ? all[0].value : 0", bar.element_handles()))


def _cut(page: Page, portal: Running, path: Path, kind: str) -> None:
    if kind == "line":
        page.context.set_offline(True)
        time.sleep(0.6)
        page.context.set_offline(False)
    elif kind == "server":
        portal.restart()
    else:
        page.reload()
        expect(page.locator(ROW).first).to_contain_text(re.compile("Vælg filen igen|Filen kom helt frem"))
        _choose(page, path)


def send_with_cuts(page: Page, portal: Running, path: Path, *, cuts: int, seed: int) -> Told:
    """Choose the film and cut it off so many times while it moves; back when it is there."""
    chance, sent, done = Random(seed), Sent(page), list[str]()
    kinds = [KINDS[number % len(KINDS)] for number in range(cuts)]
    chance.shuffle(kinds)
    speed = path.stat().st_size // (cuts + 3)
    _choose(page, path)
    for kind in kinds:
        with slow_line(page, speed):
            target = min(950.0, _come(page) + chance.uniform(200, 700) / cuts)
            end = time.monotonic() + 60
            while _come(page) < target and time.monotonic() < end and "Klar" not in page.locator(ROW).inner_text():
                time.sleep(0.05)
        _cut(page, portal, path, kind)
        done.append(kind)
    expect(page.locator(ROW)).to_contain_text("Klar", timeout=MINUTES)
    keys = {key for key, _number in sent.begun}
    assert len(keys) == 1, "the upload was begun anew"
    return Told(done, max(sent.done.values()), len(sent.begun), sum(sent.begun.values()))
