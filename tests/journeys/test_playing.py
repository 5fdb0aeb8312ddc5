"""Does a recording play, by ranges, with its captions, also at a place one jumps to when the address has had its minute?"""

import time

import pytest
from playwright.sync_api import Page, Request, Route, expect

from portal.db import db
from portal.materials.models import Material
from portal.storage.store import Store
from tests.journeys.browsing import SECONDS, Windows
from tests.journeys.stage import Stage
from tests.journeys.test_reader import shelf
from tests.materials.documents import keep_file, readable

pytestmark = pytest.mark.once

__all__ = ["shelf"]

FRAME = bytes.fromhex("fffb9000") + bytes(413)  # 26 ms of silence at 128 kbit/s
TWO_HOURS = 275_700
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 01:00.000\nGoddag og velkommen\n"


@pytest.fixture
def talk(stage: Stage, shelf: Store) -> Material:
    """A long recording: 115 MB would be too much to fetch for its beginning."""
    return readable(stage, FRAME * (TWO_HOURS // 4), name="samtale.mp3", media_type="audio/mpeg", shelf=shelf)


def until(page: Page, said: str) -> None:
    """Wait for what a script says to be so; the page's policy lets no string become one, a debugger's question may be asked."""
    end = time.monotonic() + SECONDS
    while not page.evaluate(said):
        assert time.monotonic() < end, f"not so after {SECONDS} s: {said}"
        page.wait_for_timeout(50)


def state(page: Page) -> tuple[float, bool]:
    """Where the player is, and whether it is playing."""
    at, paused = page.evaluate(
        "(() => { const p = document.querySelector('[data-player]'); return [p.currentTime, p.paused] })()"
    )
    return float(at), not paused


def test_a_recording_plays_and_goes_on_when_its_address_is_too_old(
    windows: Windows, stage: Stage, talk: Material
) -> None:
    windows.complaints.expect("403")
    page = windows.open(person=stage.author)
    asked, refused = [0], [0]

    def note(request: Request) -> None:
        asked[0] += request.url.endswith("/hent")

    def too_old(route: Route) -> None:
        refused[0] += 1
        route.fulfill(status=403)

    page.on("request", note)
    page.goto(f"/materiale/{talk.id}")
    assert asked[0] == 0
    page.evaluate("document.querySelector('[data-player]').play()")
    until(page, "document.querySelector('[data-player]').currentTime > 0.2")
    assert asked[0] >= 1
    page.route(
        "**/*", lambda route: too_old(route) if asked[0] < 2 and "range" in route.request.headers else route.continue_()
    )
    page.evaluate("document.querySelector('[data-player]').currentTime = 1500")
    until(page, "document.querySelector('[data-player]').currentTime > 1500.2")
    assert refused[0] >= 1
    assert asked[0] >= 2
    assert state(page)[1]
    expect(page.locator("[data-player-problem]")).to_be_hidden()


def test_captions_are_there_for_a_film(windows: Windows, stage: Stage, shelf: Store) -> None:
    with stage.app.app_context():
        captions = keep_file(stage.instructor, CAPTIONS, name="tekst.vtt", media_type="text/vtt", shelf=shelf)
        db.session.add(captions)
        db.session.commit()
        given = {"captions_id": captions.id}
    film = readable(stage, FRAME * 2000, name="film.mp4", media_type="video/mp4", version=given, shelf=shelf)
    page = windows.open(person=stage.author)
    page.goto(f"/materiale/{film.id}")
    page.evaluate("document.querySelector('video').textTracks[0].mode = 'showing'")
    until(page, "document.querySelector('video').textTracks[0].cues?.length === 1")
    said = page.evaluate("document.querySelector('video').textTracks[0].cues[0].text")
    assert said == "Goddag og velkommen"
