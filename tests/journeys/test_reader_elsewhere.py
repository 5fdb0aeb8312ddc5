"""Does the reader draw, find and remember in other people's browsers too: Firefox, and WebKit as on phones?"""

from collections.abc import Iterator
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from portal.materials.models import Material, ReadingProgress
from portal.storage.store import Store
from tests.journeys.browsing import cookie_of
from tests.journeys.running import Running
from tests.journeys.stage import Stage
from tests.journeys.test_reader import kodeks, shelf
from tests.services.firefox import running_firefox
from tests.services.webkit import running_webkit

pytestmark = pytest.mark.once

__all__ = ["kodeks", "shelf"]

DRAWN = "document.querySelector('[aria-label=\"Side {n} af 12\"] canvas') !== null"
INK = """(() => {
    const canvas = document.querySelector('.sheet canvas');
    const dots = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    return dots.some((value, at) => at % 4 === 0 && value < 128);
})()"""


class Browser(Protocol):
    """What both drivers can."""

    def go(self, address: str) -> None: ...
    def let_in(self, cookie: str, host: str) -> None: ...
    def run(self, script: str) -> Any: ...
    def wait_for(self, script: str, seconds: float = 90) -> Any: ...


@pytest.fixture(params=[running_firefox, running_webkit], ids=["firefox", "webkit"])
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    with request.param() as running:
        yield running


def test_one_reads_finds_a_word_and_goes_on_later(
    browser: Browser, portal: Running, stage: Stage, shelf: Store, kodeks: Material
) -> None:
    browser.let_in(cookie_of(portal, stage.author), str(urlsplit(portal.address).hostname))
    address = f"{portal.address}/materiale/{kodeks.id}/laes"
    browser.go(address)
    browser.wait_for(DRAWN.format(n=1))
    assert browser.wait_for(INK)
    browser.run("document.querySelector('[data-step=\"1\"]').click()")
    browser.wait_for(DRAWN.format(n=3))
    browser.run("document.querySelector('[data-find-open]').click()")
    browser.run("document.querySelector('#find-words').value = 'habil'")
    browser.run("document.querySelector('#find').requestSubmit()")
    browser.wait_for("document.querySelector('mark.is-chosen')?.textContent === 'habil'")
    browser.wait_for("document.querySelector('[data-status]').textContent === 'Side 7 af 12'")
    browser.wait_for("performance.getEntriesByType('resource').some((one) => one.name.endsWith('/side'))")
    browser.go(f"{portal.address}/hjaelp")
    browser.go(address)
    browser.wait_for("!document.querySelector('[data-resume]').hidden")
    assert "side 7" in browser.run("document.querySelector('[data-resume]').textContent")
    mine = select(ReadingProgress).where(ReadingProgress.person_id == stage.author.id)
    assert [row.furthest_page for row in stage.read(mine)] == [7]
