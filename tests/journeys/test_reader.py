"""Can one read in the portal: on a phone, let go, go on at a desk, by keyboard, looking for a word, over a slow line?"""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, Request, Route, expect
from sqlalchemy import select

from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.materials.models import Material
from portal.storage.local import LocalStore
from portal.storage.models import RenditionKind
from portal.storage.s3 import S3Store
from portal.storage.store import Store
from tests.journeys.axe import violations
from tests.journeys.browsing import DESK, PHONE, Windows
from tests.journeys.running import Running
from tests.journeys.stage import Stage
from tests.materials.documents import paper, readable
from tests.searching.library import text_of

pytestmark = pytest.mark.once

MEGABYTE = 1_000_000


def shelf_of(portal: Running) -> Store:
    """The store of a running portal, to put documents on."""
    settings = portal.store.settings
    place = urlsplit(settings["PORTAL_STORAGE_URL"])
    if place.scheme == "file":
        return LocalStore(Path(unquote(place.path)), secret_key="til prøver")
    return S3Store(
        place.netloc,
        endpoint_url=settings["PORTAL_S3_ENDPOINT_URL"],
        access_key=settings["AWS_ACCESS_KEY_ID"],
        secret_key=settings["AWS_SECRET_ACCESS_KEY"],
        region=settings["AWS_DEFAULT_REGION"],
    )


@pytest.fixture
def shelf(portal: Running) -> Store:
    """The store of this worker's portal."""
    return shelf_of(portal)


@pytest.fixture
def kodeks(stage: Stage, shelf: Store) -> Material:
    """Twelve pages; the word “habil” stands on two of them."""
    said = {7: "Er du habil, naar sagen handler om din nabo?", 11: "Spoerg, om du er habil."}
    contents = {"Før du begynder": 1, "Syv pligter": 3, " Loven først": 4, " Er du habil": 7, "Når du er i tvivl": 10}
    return readable(stage, paper(12, words=said, contents=contents), shelf=shelf)


def open_reader(page: Page, material: Material, ending: str = "") -> None:
    """Open it, and wait until the document is there."""
    page.goto(f"/materiale/{material.id}/laes{ending}")
    expect(page.locator("[data-reader][data-ready]")).to_be_visible()


def status(page: Page, number: int, total: int = 12) -> None:
    """The reader says that this page is in view, and it is drawn."""
    expect(page.get_by_role("status").first).to_have_text(f"Side {number} af {total}")
    expect(
        page.get_by_role("group", name=f"Side {number} af {total}", exact=True).locator("canvas")
    ).to_be_in_viewport()


def turn_to(page: Page, number: int) -> None:
    """Type the number of a page."""
    page.get_by_label("Side", exact=True).fill(str(number))
    page.keyboard.press("Enter")


def remembered(page: Page) -> None:
    """The next page that is kept on the server has been kept."""
    page.wait_for_event("requestfinished", lambda request: request.url.endswith("/side"))


def test_one_lets_go_on_the_phone_and_goes_on_at_the_desk(windows: Windows, stage: Stage, kodeks: Material) -> None:
    phone = windows.open(PHONE, person=stage.author)
    open_reader(phone, kodeks)
    status(phone, 1)
    sheet = phone.get_by_role("group", name="Side 1 af 12", exact=True).bounding_box()
    assert sheet is not None
    assert sheet["width"] == pytest.approx(PHONE[0], abs=1)
    for number in (2, 3, 4):
        phone.get_by_role("button", name="Næste side").click()
        status(phone, number)
    remembered(phone)
    desk = windows.open(DESK, person=stage.author)
    open_reader(desk, kodeks)
    expect(desk.get_by_text("Du slap på side 4")).to_be_visible()
    desk.get_by_role("button", name="Gå dertil").click()
    status(desk, 4)
    expect(desk.get_by_text("Du slap på side 4")).to_be_hidden()
    desk.get_by_role("button", name="Jeg har læst den").last.click()
    expect(desk.get_by_text("Markeret som læst")).to_be_visible()


def test_the_first_page_is_there_before_the_whole_document_is(windows: Windows, stage: Stage, shelf: Store) -> None:
    whole = paper(200, weight=10 * MEGABYTE)
    long = readable(stage, whole, title="Den lange", shelf=shelf)
    page = windows.open(person=stage.author)
    came: list[Request] = []

    def note(request: Request) -> None:
        came.append(request)

    page.on("requestfinished", note)
    open_reader(page, long)
    status(page, 1, 200)
    expect(page.get_by_text("Side 1. Loven")).to_have_count(1)
    ranges = [one for one in came if "range" in one.headers]
    fetched = sum(one.sizes()["responseBodySize"] for one in ranges)
    assert all(one.response() is not None and one.response().status == 206 for one in ranges)  # type: ignore[union-attr]
    assert 0 < fetched < len(whole) / 4
    page.keyboard.press("End")
    status(page, 200, 200)


def test_everything_goes_by_keyboard(windows: Windows, stage: Stage, kodeks: Material) -> None:
    page = windows.open(person=stage.author)
    open_reader(page, kodeks)
    for key, number in (("ArrowRight", 2), ("PageDown", 3), ("ArrowLeft", 2), ("PageUp", 1), ("End", 12), ("Home", 1)):
        page.keyboard.press(key)
        status(page, number)
    sheet = page.get_by_role("group", name="Side 1 af 12", exact=True)
    width = (sheet.bounding_box() or {})["width"]
    page.keyboard.press("+")
    assert (sheet.bounding_box() or {})["width"] == pytest.approx(width * 1.2, rel=0.01)
    page.keyboard.press("-")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_hidden()
    turn_to(page, 9)
    status(page, 9)
    opener = page.get_by_role("button", name="Indhold", exact=True)
    opener.press("Enter")
    expect(page.get_by_role("link", name="Er du habil Side 7")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    status(page, 4)
    expect(page.get_by_role("link", name="Loven først Side 4")).to_have_attribute("aria-current", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("navigation", name="Indhold")).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_word_is_found_and_marked(windows: Windows, stage: Stage, kodeks: Material) -> None:
    page = windows.open(person=stage.author)
    open_reader(page, kodeks)
    page.get_by_role("button", name="Søg i dokumentet").click()
    page.get_by_role("searchbox").fill("HABIL")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 af 2", exact=True)).to_be_visible()
    status(page, 7)
    expect(page.locator("mark.is-chosen")).to_have_text("habil")
    page.keyboard.press("Enter")
    status(page, 11)
    expect(page.get_by_text("2 af 2", exact=True)).to_be_visible()
    page.get_by_role("button", name="Forrige sted i dokumentet").click()
    status(page, 7)
    page.get_by_role("searchbox").fill("findes ikke")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Findes ikke i dokumentet")).to_be_visible()
    expect(page.locator("mark")).to_have_count(0)


def test_a_search_on_the_cohorts_page_leads_to_the_page_that_says_so(
    windows: Windows, stage: Stage, shelf: Store
) -> None:
    said = {7: "Er du habil, naar sagen handler om din nabo?", 11: "Spoerg, om du er habil i sagen."}
    text = text_of([said.get(number, "Loven") for number in range(1, 13)])
    made = {RenditionKind.TEXT: (text, "application/json")}
    kodeks = readable(stage, paper(12, words=said), made=made, shelf=shelf)
    page = windows.open(PHONE, person=stage.author)
    page.goto(f"/hold/{kodeks.cohort_id}")
    page.get_by_role("searchbox", name="Søg i holdets materialer").fill('"habil i"')
    page.keyboard.press("Enter")
    found = page.get_by_role("link", name="Side 11 i “Kodeks for god betjening”")
    for _half_second in range(60):  # the worker brings it in within some seconds
        if found.is_visible():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator(".found__passages mark")).to_have_text("habil i")
    assert violations(page) == []
    found.click()
    status(page, 11)
    expect(page.locator("mark.is-chosen")).to_be_in_viewport()


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_nobody_is_left_out(windows: Windows, stage: Stage, kodeks: Material, size: tuple[int, int]) -> None:
    page = windows.open(size, person=stage.author)
    open_reader(page, kodeks)
    status(page, 1)
    page.get_by_role("button", name="Søg i dokumentet").click()
    page.get_by_role("searchbox").fill("Loven")
    page.keyboard.press("Enter")
    expect(page.locator("mark.is-chosen")).to_be_visible()
    page.get_by_role("button", name="Indhold", exact=True).click()
    expect(page.get_by_role("link", name="Før du begynder Side 1")).to_be_focused()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.get_by_role("link", name="Når du er i tvivl Side 10").click()
    status(page, 10)
    assert page.get_by_role("navigation", name="Indhold").is_visible() is (size is DESK)


def test_without_script_the_file_is_a_link_away(windows: Windows, stage: Stage, kodeks: Material) -> None:
    page = windows.open(script=False, person=stage.author)
    page.goto(f"/materiale/{kodeks.id}/laes")
    expect(page.get_by_role("link", name="Åbn filen")).to_be_visible()
    expect(page.get_by_role("button", name="Næste side")).to_be_hidden()


def test_an_address_that_has_had_its_minute_is_asked_for_anew(windows: Windows, stage: Stage, shelf: Store) -> None:
    long = readable(stage, paper(200, weight=4 * MEGABYTE), shelf=shelf)
    windows.complaints.expect("403")
    page = windows.open(person=stage.author)
    asked, refused = [0], [0]

    def note(request: Request) -> None:
        asked[0] += request.url.endswith("/adresse")

    def grow_old(route: Route) -> None:
        """The first address is refused from now on; the second is as good as new."""
        if asked[0] > 1:
            route.continue_()
            return
        refused[0] += 1
        route.fulfill(status=403, headers={"Access-Control-Allow-Origin": "*"})

    page.on("request", note)
    open_reader(page, long)
    status(page, 1, 200)
    page.route(
        lambda _url: True, lambda route: grow_old(route) if "range" in route.request.headers else route.continue_()
    )
    turn_to(page, 100)
    status(page, 100, 200)
    assert asked[0] == 2
    assert refused[0] >= 1


def test_who_has_left_the_cohort_is_shown_no_more_of_it(windows: Windows, stage: Stage, shelf: Store) -> None:
    long = readable(stage, paper(200, weight=4 * MEGABYTE), shelf=shelf)
    windows.complaints.expect("403|404|the document cannot be shown")
    page = windows.open(person=stage.author)
    open_reader(page, long)
    status(page, 1, 200)
    with stage.app.app_context():
        mine = select(Enrolment).where(Enrolment.person_id == stage.author.id)
        db.session.scalars(mine).one().status = EnrolmentStatus.CANCELLED
        db.session.commit()
    page.route(
        lambda _url: True,
        lambda route: (
            route.fulfill(status=403, headers={"Access-Control-Allow-Origin": "*"})
            if "range" in route.request.headers
            else route.continue_()
        ),
    )
    turn_to(page, 100)
    expect(page.get_by_text("Dokumentet kan ikke hentes lige nu.")).to_be_visible()
    page.goto(f"/materiale/{long.id}/laes")
    expect(page.get_by_role("heading", level=1)).to_have_text("Her er ingenting, du kan se")
