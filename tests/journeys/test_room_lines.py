"""What does a phone do when its line brings the news, comes too late with a vote, or loses the portal?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.browsing import NARROW, Windows
from tests.journeys.running import Running
from tests.journeys.stage import Stage
from tests.journeys.starting import join, press, start_game

pytestmark = pytest.mark.once

TOO_LATE = "Afstemningen er lukket, så din stemme kom ikke med."


class Table:
    """One host's wall, one phone, and the game between them."""

    def __init__(self, windows: Windows, stage: Stage) -> None:
        windows.complaints.expect(
            "ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|ERR_INCOMPLETE|status of 4"
        )
        self.wall = windows.open(person=stage.instructor)
        self.address, code = start_game(self.wall, stage)
        self.phone = windows.open(NARROW, person=stage.participant("Deltager Nummer 0"))
        join(self.phone, self.address, code)


@pytest.fixture
def table(windows: Windows, stage: Stage) -> Iterator[Table]:
    return Table(windows, stage)


def pages_fetched(phone: Page, address: str) -> list[str]:
    """Grows with each time the phone fetches the game's page."""
    fetched: list[str] = []
    phone.on("request", lambda request: fetched.append(request.method) if request.url == address else None)
    return fetched


def turn(phone: Page, *, is_hidden: bool) -> None:
    """What a browser tells a page when somebody locks the phone, or takes it up again."""
    phone.evaluate(
        """isHidden => {
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => isHidden });
          document.dispatchEvent(new Event('visibilitychange'));
        }""",
        is_hidden,
    )


def test_a_change_costs_a_phone_that_wakes_up_one_page(table: Table) -> None:
    """Its line and its own question both bring the news; what is ticked meanwhile is not wiped by a second page."""
    phone = table.phone
    turn(phone, is_hidden=True)
    press(table.wall, "Åbn afstemning")
    fetched = pages_fetched(phone, table.address)
    with phone.expect_response("**/tilstand") as answer:
        turn(phone, is_hidden=False)
    assert answer.value.status == 200
    phone.locator("[name='option'][value='2']").check()
    phone.wait_for_timeout(6000)  # the line says the same again after five seconds
    assert fetched == ["GET"]
    expect(phone.locator("[name='option'][value='2']")).to_be_checked()


def test_a_vote_that_comes_when_the_host_has_closed_says_so(table: Table) -> None:
    phone = table.phone
    press(table.wall, "Åbn afstemning")
    phone.locator("[name='option'][value='1']").check()
    held: list[Route] = []
    phone.route(
        table.address, lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
    )
    phone.get_by_role("button", name="Stem", exact=True).click()
    expect(phone.locator("[data-vote-state]")).to_have_text("Sender din stemme …")
    press(table.wall, "Luk, og tal sammen")
    expect(phone.get_by_role("button", name="Stem", exact=True)).to_have_count(0)
    held[0].continue_()
    expect(phone.locator("#toasts")).to_contain_text(TOO_LATE)
    assert phone.evaluate("sessionStorage.length") == 0


def test_a_game_goes_on_after_the_portal_was_killed(table: Table, portal: Running, windows: Windows) -> None:
    """Its web processes outlive it by a moment, in which they have no line for anybody; the phone then asks without one."""
    windows.complaints.expect("status of 503 .*/linje$")
    portal.restart()
    table.wall.reload()
    press(table.wall, "Åbn afstemning")
    table.phone.locator("[name='option'][value='3']").check(timeout=90_000)
    table.phone.get_by_role("button", name="Stem", exact=True).click()
    expect(table.phone.get_by_text("Din stemme er talt.")).to_be_visible()
    expect(table.wall.locator("[data-voted]")).to_have_text("1")
