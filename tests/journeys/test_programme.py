"""Can a coordinator write a programme a day at a time, at a desk and on a phone, without losing what is typed?"""

from datetime import time

import pytest
from playwright.sync_api import Dialog, Locator, Page, Route, expect

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.courses.cohort_queries import days_of
from portal.db import db
from tests.journeys.browsing import DESK, PHONE, Windows, fill
from tests.journeys.stage import Stage

pytestmark = pytest.mark.once


@pytest.fixture
def address(stage: Stage) -> str:
    """The way to the programme of a cohort whose days are in the daytime, whatever the clock says now."""
    with stage.app.app_context():
        for day in days_of(db.session.get_one(Cohort, stage.cohort.id)):
            date = clock.to_local(day.starts_at).date()
            day.starts_at, day.ends_at = (clock.from_local(date, time(hour)) for hour in (8, 20))
            for hour, item in enumerate(day.agenda, 9):
                item.starts_at = clock.from_local(date, time(hour))
        db.session.commit()
    return f"/hold/{stage.cohort.id}/program"


def middle(field: Locator) -> float:
    """How far down a field stands."""
    box = field.bounding_box()
    assert box
    return box["y"] + box["height"] / 2


def who_stays(page: Page) -> list[str]:
    """Stays when asked whether to leave; grows with each time."""
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return asked


def leave_with(page: Page, title: str) -> None:
    """Go to another day without saving; one who stays has what is typed."""
    page.locator("a.chip").nth(1).click()
    expect(page.locator("[name=items-0-title]")).to_have_value(title)


def test_leaving_a_changed_day_asks_first_and_saving_goes_on(stage: Stage, windows: Windows, address: str) -> None:
    page = windows.open(person=stage.coordinator)
    page.goto(address)
    asked = who_stays(page)
    fill(page, **{"items-0-title": "Kaffe og navne"})
    leave_with(page, "Kaffe og navne")
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Gem, og gå til").click()
    expect(page.get_by_text("Programmet er gemt")).to_be_visible()
    page.locator("a.chip").first.click()
    expect(page.locator("[name=items-0-title]")).to_have_value("Kaffe og navne")
    assert asked == ["beforeunload"]


def test_what_was_typed_before_the_script_came_is_asked_about_too(stage: Stage, windows: Windows, address: str) -> None:
    page = windows.open(person=stage.coordinator)
    held: list[Route] = []
    page.route("**/js/portal*.js*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright cannot mark a built-in
    with page.expect_request("**/js/portal*.js*"):
        page.goto(address, wait_until="commit")
    asked = who_stays(page)
    fill(page, **{"items-0-title": "Te og navne"})
    held[0].continue_()
    page.wait_for_load_state()
    leave_with(page, "Te og navne")
    assert asked == ["beforeunload"]


def test_an_item_is_one_line_at_a_desk_and_whole_on_a_phone(stage: Stage, windows: Windows, address: str) -> None:
    for size in (DESK, PHONE):
        page = windows.open(size, person=stage.coordinator)
        page.goto(address)
        fields = [page.locator(f"[name=items-1-{name}]") for name in ("at", "title", "kind", "speaker")]
        heights = {round(middle(field) / 4) for field in fields}
        assert len(heights) == (1 if size is DESK else 3)
        assert page.evaluate("document.documentElement.scrollWidth") == size[0]
