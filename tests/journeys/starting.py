"""How does who teaches start a game, and how do phones come to it?"""

from playwright.sync_api import Page, expect

from tests.journeys.stage import Stage


def start_game(wall: Page, stage: Stage) -> tuple[str, str]:
    """The address phones go to, and the six letters."""
    wall.goto(f"/hold/{stage.cohort.id}/dilemmaspil")
    wall.locator("[name='card'][value='neutral']").check()
    wall.get_by_role("button", name="Start spillet").click()
    code = wall.locator(".wall__code").inner_text()
    return wall.url.removesuffix("/styr"), code


def join(phone: Page, address: str, code: str) -> None:
    phone.goto(f"/spil?kode={code}")
    expect(phone).to_have_url(address)


def press(wall: Page, button: str) -> None:
    wall.get_by_role("button", name=button, exact=True).click()
