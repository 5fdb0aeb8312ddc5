"""Can those who teach put materials in order by hand and write a page, at a desk, on a phone and by keyboard?"""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.axe import violations
from tests.journeys.browsing import PHONE, Windows, fill
from tests.journeys.stage import Stage
from tests.materials.shelf import written

pytestmark = pytest.mark.once


def names(page: Page) -> Locator:
    return page.locator("[data-sort] > .file__name")


def drag(page: Page, handle: Locator, onto: Locator) -> None:
    """Take the handle and let it go on the upper half of another row, in steps, as a hand does."""
    handle.scroll_into_view_if_needed()
    start, end = handle.bounding_box(), onto.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    for step in range(1, 6):
        page.mouse.move(start["x"], start["y"] + (end["y"] + 4 - start["y"]) * step / 5)
    page.mouse.up()


def test_an_instructor_puts_materials_in_order_by_dragging_and_by_keys(stage: Stage, windows: Windows) -> None:
    for title in ("Kodeks", "Slides", "Noter"):
        written(stage, title)
    page = windows.open(person=stage.instructor)
    page.goto(f"/hold/{stage.cohort.id}/materialer")
    page.get_by_label("Ny overskrift i listen").fill("Efter kurset")
    page.get_by_role("button", name="Tilføj").click()
    expect(names(page)).to_have_text(["Kodeks", "Slides", "Noter", "Efter kurset"])
    page.goto(f"/hold/{stage.cohort.id}/materialer")
    drag(page, page.get_by_role("button", name="Træk “Noter”"), page.locator("[data-sort]").nth(0))
    expect(page.get_by_text("Rækkefølgen er gemt")).to_be_visible()
    expect(names(page)).to_have_text(["Noter", "Kodeks", "Slides", "Efter kurset"])
    handle = page.get_by_role("button", name="Træk “Slides”")
    handle.press("ArrowDown")
    expect(handle).to_be_focused()
    expect(page.locator("[role=status]", has_text="Nu nummer 4 af 4")).to_be_attached()
    expect(page.get_by_text("Rækkefølgen er gemt")).to_have_count(2)
    assert violations(page) == []
    page.reload()
    expect(names(page)).to_have_text(["Noter", "Kodeks", "Efter kurset", "Slides"])
    written(stage, "Kom til imens")
    handle.press("ArrowUp")
    expect(page.get_by_text("Listen er ændret et andet sted imens.")).to_be_visible()
    expect(names(page)).to_have_text(["Noter", "Kodeks", "Efter kurset", "Slides"])
    windows.complaints.expect("409")


def test_a_page_is_written_and_read_on_a_phone(stage: Stage, windows: Windows) -> None:
    page = windows.open(PHONE, person=stage.instructor)
    page.goto(f"/hold/{stage.cohort.id}/materialer")
    page.get_by_role("link", name="Skriv en side").click()
    fill(page, title="Før du kommer", text="## Det skal du have med\n\n- En case\n- **Godt humør**")
    page.get_by_role("button", name="Se, hvordan den bliver").click()
    expect(page.get_by_role("heading", name="Det skal du have med")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Læg siden op").click()
    expect(page.get_by_text("Materialet er lagt op")).to_be_visible()
    reader = windows.open(PHONE, person=stage.author)
    reader.goto(f"/hold/{stage.cohort.id}")
    reader.get_by_role("link", name="Før du kommer").click()
    expect(reader.get_by_role("heading", name="Det skal du have med")).to_be_visible()
