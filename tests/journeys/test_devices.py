"""Does somebody who has lost a phone sign out there from another browser, with and without script?"""

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import DESK, PHONE, Windows
from tests.journeys.stage import Stage

pytestmark = pytest.mark.once


@pytest.mark.parametrize("script", [True, False])
def test_log_out_everywhere_else(stage: Stage, windows: Windows, script: bool) -> None:
    phone = windows.open(PHONE, person=stage.author)
    phone.goto("/profil")
    page = windows.open(DESK, script=script)
    page.goto("/profil/enheder")
    windows.sign_in(page, stage.author)
    devices = page.get_by_role("main").get_by_role("listitem")
    expect(devices).to_have_count(2)
    expect(devices.filter(has_text="Denne enhed")).to_contain_text("Chrome på Linux")
    page.get_by_role("button", name="Log ud alle andre steder").click()
    expect(page.get_by_text("Du er logget ud alle andre steder")).to_be_visible()
    expect(page.get_by_text("Du er kun logget ind her.")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("heading", name="Log ind")).to_be_visible()
