"""Can everybody use every page: at a desk, on a phone, on the narrowest screen, in Danish and in English?"""

from collections.abc import Iterator
from itertools import chain, groupby, repeat

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.routing import MapAdapter

from portal.people.models import Person
from tests.journeys.axe import AXE, findings, resize, violations
from tests.journeys.browsing import DESK, PHONE, Windows
from tests.journeys.demo_world import DemoWorld
from tests.journeys.on_the_way_in import held_on_the_way_in
from tests.journeys.running import Running
from tests.journeys.visits import NO_PAGES, VISITS, Visit
from tests.services.oidc import DOMAIN

pytestmark = pytest.mark.once
# Every page at both sizes in both languages; whoever else comes to it reads most of the same words, at both sizes. The window
# grows from a phone's to a desk's, for the links above a page are pushed to the current one as it loads.
BOTH_SIZES = (("da", (PHONE, DESK)),)
BOTH_LANGUAGES = (*BOTH_SIZES, ("en", (PHONE, DESK)))
LINKS = "[...document.links].filter((a) => a.origin === location.origin).map((a) => a.pathname + a.search)"
BY_ENDPOINT = {name: list(visits) for name, visits in groupby(VISITS, key=lambda visit: visit.endpoint)}


class Walk:
    """The pages of a worker's world, in a window for each person that stays open from test to test."""

    def __init__(self, browser: Browser, portal: Running, addresses: MapAdapter) -> None:
        self.world = DemoWorld(portal.rows)
        self.windows = Windows(browser, portal)
        self.portal = portal
        self.addresses = addresses
        self.pages: dict[str, Page] = {}
        self.tried: set[tuple[BrowserContext, str]] = set()

    def go(self, visit: Visit, language: str, size: tuple[int, int]) -> Page:
        """The page, as this person reads it in this language in a window of this size."""
        person = visit.who(self.world) if visit.who else None
        page = self._page(person)
        if person:
            self.world.speak(person, language)
        else:
            self._be_nobody(page, language, visit.endpoint)
        resize(page, size)
        answer = page.goto(self.addresses.build(visit.endpoint, visit.ids(self.world)))
        assert answer
        assert answer.status == 200, f"{answer.status} at {page.url}"
        assert answer.request.redirected_from is None, f"led away to {page.url}"
        expect(page.locator("html")).to_have_attribute("lang", language)
        return page

    def _page(self, person: Person | None) -> Page:
        key = person.email if person else ""
        if key not in self.pages:
            self.pages[key] = self.windows.open(person=person)
            self.pages[key].context.add_init_script(AXE)  # compiled with the page: half of what it costs afterwards
        return self.pages[key]

    def _be_nobody(self, page: Page, language: str, endpoint: str) -> None:
        """A browser that reads this language and has come as far on the way in as the page wants."""
        signer = SecureCookieSessionInterface().get_signing_serializer(self.portal.rows)
        assert signer
        way = held_on_the_way_in(self.portal.rows, self.world.participant, endpoint)
        held = {"language": language, "_permanent": True, **way}
        page.context.add_cookies([{"name": "portal", "value": str(signer.dumps(held)), "url": self.portal.address}])

    def dead_ends(self, page: Page) -> list[str]:
        """The links of a page that its reader may not follow, or that lead nowhere; each is tried once a person."""
        found = []
        for path in page.evaluate(LINKS):
            if (page.context, path) not in self.tried and not path.startswith(TO_THE_PROVIDER):
                self.tried.add((page.context, path))
                answer = page.request.get(path)
                found += [f"{answer.status} behind the link to {path}"] if answer.status != 200 else []
        return found

    def complaints(self) -> list[str]:
        """What the browser said since last asked."""
        said = self.windows.complaints.left()
        self.windows.complaints.heard.clear()
        return said


# Nobody answers there; the link is followed in tests/single_sign_on.
TO_THE_PROVIDER = f"/log-ind/med/{DOMAIN}/videre"


@pytest.fixture(scope="module")
def walk(chromium: Browser, portal: Running, app: Flask) -> Iterator[Walk]:
    """The walk through the demonstration world."""
    begun = Walk(chromium, portal, app.url_map.bind(""))
    yield begun
    begun.windows.close()


@pytest.mark.parametrize("endpoint", BY_ENDPOINT)
def test_page_is_accessible(walk: Walk, endpoint: str) -> None:
    found = []
    for visit, ways in zip(BY_ENDPOINT[endpoint], chain([BOTH_LANGUAGES], repeat(BOTH_SIZES)), strict=False):
        for language, sizes in ways:
            page = walk.go(visit, language, sizes[0])
            here = findings(page, sizes) + walk.dead_ends(page) + walk.complaints()
            found += [f"{page.url} ({language}): {one}" for one in here]
    assert not found, "\n".join(found)


def test_every_page_of_the_portal_is_looked_at(app: Flask) -> None:
    with_get = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert set(BY_ENDPOINT) == with_get - NO_PAGES
    assert with_get >= NO_PAGES


def test_a_page_that_is_not_there_is_accessible(walk: Walk) -> None:
    walk.windows.complaints.expect("status of 404")
    page = walk.windows.open(person=walk.world.participant)
    page.goto("/findes-ikke")
    assert findings(page) == []


def test_the_menu_of_a_phone_is_accessible(walk: Walk) -> None:
    walk.world.speak(walk.world.coordinator, "da")
    page = walk.windows.open(PHONE, person=walk.world.coordinator)
    page.goto("/")
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="Koordinering")).to_be_visible()
    assert violations(page) == []
