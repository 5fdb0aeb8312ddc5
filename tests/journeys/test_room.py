"""Is every vote counted once when phones lose their network, reload, wait in vain, and another host goes on?"""

from collections import Counter

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from portal.courses.cohort_models import StaffRole
from portal.db import db
from portal.room.models import DilemmaGame, GameBallot, GameVote
from tests.journeys.browsing import NARROW, Windows
from tests.journeys.stage import Stage
from tests.journeys.starting import join, press, start_game

pytestmark = pytest.mark.once

PHONES = 12
CAST = "Din stemme er talt."
WAITS = "Der er ingen forbindelse. Din stemme ligger på telefonen, og vi prøver igen"


class Room:
    """Two hosts' walls and the phones of a cohort."""

    def __init__(self, windows: Windows, stage: Stage) -> None:
        windows.complaints.expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED|status of 409")
        self.stage = stage
        self.wall = windows.open(person=stage.instructor)
        self.address, code = start_game(self.wall, stage)
        other = stage.staff("Jonas Thorup Dahl", stage.cohort, StaffRole.INSTRUCTOR)
        self.other_wall = windows.open(person=other)
        people = [stage.participant(f"Deltager Nummer {n}") for n in range(PHONES)]
        self.phones = [windows.open(NARROW, person=one) for one in people]
        for phone in self.phones:
            join(phone, self.address, code)

    def votes(self) -> tuple[Counter[tuple[int, int]], int]:
        """How many votes there are of each round and option, and how many stand in the ledger."""
        game = select(DilemmaGame.id).where(DilemmaGame.cohort_id == self.stage.cohort.id).scalar_subquery()
        with self.stage.app.app_context():
            cast = db.session.execute(select(GameVote.round, GameVote.option).where(GameVote.game_id == game))
            ledger = db.session.scalars(select(GameBallot.person_id).where(GameBallot.game_id == game))
            return Counter((round_, option) for round_, option in cast), len(ledger.all())


def vote(phone: Page, option: int) -> None:
    phone.locator(f"[name='option'][value='{option}']").check()
    phone.get_by_role("button", name="Stem", exact=True).click()


def once(phone: Page, address: str, method: str, instead: str) -> None:
    """Let the next request of its kind meet a bad line: `endless` says nothing at all, `unanswered` got there."""
    met: list[str] = []

    def meet(route: Route) -> None:
        if met or route.request.method != method:
            route.continue_()
            return
        met.append(route.request.url)
        if instead == "unanswered":
            route.fetch()
            route.abort()

    phone.route(address, meet)


def refuse(page: Page, address: str) -> None:
    """Whatever it asks for there, it does not get."""
    page.route(address, lambda route: route.abort())


def test_a_game_with_twelve_phones_of_which_three_lose_their_network(windows: Windows, stage: Stage) -> None:
    room = Room(windows, stage)
    wall, phones, other = room.wall, room.phones, room.other_wall
    once(phones[7], room.address, "GET", "endless")  # it has heard that there is something new, and waits for it
    refuse(phones[3], f"{room.address}/tilstand")  # nothing but its line tells it what happens
    refuse(phones[8], f"{room.address}/tilstand/linje")  # it has to ask, and its first question gets no answer
    once(phones[8], f"{room.address}/tilstand", "GET", "endless")
    phones[8].reload()
    once(phones[9], room.address, "POST", "endless")
    once(phones[10], room.address, "POST", "unanswered")
    press(wall, "Åbn afstemning")
    _three_vote_without_a_network(phones[:3])
    for n, phone in enumerate(phones[3:], 3):
        vote(phone, 1 if n < 7 else 2)
    for phone in phones[3:]:
        expect(phone.get_by_text(CAST)).to_be_visible()
    assert room.votes() == ({(1, 1): 4, (1, 2): 5}, 9)
    _three_come_back(phones[:3])
    assert room.votes() == ({(1, 1): 7, (1, 2): 5}, 12)
    expect(wall.locator("[data-voted]")).to_have_text("12")

    refuse(other, "**/stand")  # it hears of nothing
    refuse(other, "**/stand/linje")
    other.goto(f"{room.address}/styr")
    press(wall, "Luk, og tal sammen")
    expect(wall.locator("[data-left]")).to_be_visible()
    press(other, "Luk, og tal sammen")
    expect(other.get_by_role("alert")).to_have_text("En anden førte spillet videre lige før dig. Sådan står det nu.")
    expect(other.locator("[data-left]")).to_be_visible()
    wall.context.close()  # the first host's computer dies

    press(other, "Åbn anden afstemning")
    for n, phone in enumerate(phones):
        vote(phone, 3 if n < 5 else 1 if n < 7 else 2)
    for phone in phones:
        expect(phone.get_by_text(CAST)).to_be_visible()
    press(other, "Luk afstemningen")
    press(other, "Vis resultatet")
    expect(other.get_by_text("5 har flyttet sig. 5 gik fra A til C.")).to_be_visible()
    counts = Counter({(1, 1): 7, (1, 2): 5, (2, 1): 2, (2, 2): 5, (2, 3): 5})
    assert room.votes() == (counts, 24)
    assert [text.strip() for text in other.locator(".votes td").all_inner_texts()] == ["7", "2", "5", "5", "0", "5"]
    press(other, "Slut spillet")
    expect(phones[0].get_by_role("link", name="Se, hvad I tager med hjem")).to_be_visible()
    assert room.votes() == (counts, 0)


def _three_vote_without_a_network(phones: list[Page]) -> None:
    for phone in phones:
        expect(phone.get_by_role("button", name="Stem", exact=True)).to_be_visible()
        phone.context.set_offline(True)
        vote(phone, 1)
    for phone in phones:
        expect(phone.locator("[data-vote-state]")).to_have_text(WAITS)


def _three_come_back(phones: list[Page]) -> None:
    """One waits, one reloads the page, one closes it and opens it anew."""
    for phone in phones:
        phone.context.set_offline(False)
    phones[1].reload()
    phones[2].goto("/spil")
    phones[2].get_by_role("main").get_by_role("listitem").get_by_role("link").click()
    for phone in phones:
        expect(phone.get_by_text(CAST)).to_be_visible()
