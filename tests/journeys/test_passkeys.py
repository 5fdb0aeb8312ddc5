"""Does somebody make a passkey, come in and confirm an act by one press, or choose a password and come in with it and a code elsewhere?"""

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import update

from portal.credentials.models import Passkey
from portal.db import db
from portal.people.models import SignInSession
from portal.people.session_cookie import NAME
from tests.credentials.ways import GOOD
from tests.journeys.axe import findings
from tests.journeys.browsing import PHONE, Windows, end_sessions, over_the_page
from tests.journeys.case_form import CASE, saving, write_first
from tests.journeys.running import Running
from tests.journeys.stage import Stage

pytestmark = pytest.mark.once

NO_OFFER = """
if (document.cookie.includes('offers=no')) PublicKeyCredential.isConditionalMediationAvailable = async () => false
"""


def plug_in(page: Page) -> None:
    """An authenticator in the machine, whose owner always shows a finger."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable", {"enableUI": False})
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def let_field_offer(page: Page, *, offers: bool) -> None:
    """Whether the address field offers passkeys, as in some browsers and not in others: a cookie outlives signing out."""
    page.context.add_cookies([{"name": "offers", "value": "yes" if offers else "no", "url": urljoin(page.url, "/")}])


def sign_out(page: Page, *, in_field: bool) -> None:
    """Sign out, to a page whose address field offers passkeys or does not."""
    let_field_offer(page, offers=in_field)
    with page.expect_navigation(url=re.compile("/log-ind")):
        page.get_by_role("button", name="Menu").click()
        page.get_by_role("button", name="Log ud").click()


def press_while_the_field_asks(page: Page) -> None:
    """On a slow line: the button waits for the question that is on its way, and one of the two leads on."""
    steps: list[str] = []
    held: list[Route] = []
    page.route("**/log-ind/adgangsnoegle/begynd**", lambda route: route.continue_() if held else held.append(route))
    page.on("request", lambda request: steps.append("asked") if request.url.endswith("/begynd") else None)
    page.on("response", lambda answer: steps.append("answered") if answer.url.endswith("/begynd") else None)
    with page.expect_request("**/log-ind/adgangsnoegle/begynd**"):
        sign_out(page, in_field=True)
    page.get_by_role("button", name="Log ind med adgangsnøgle").dispatch_event("click")
    held[0].continue_()
    page.wait_for_url(lambda address: "/log-ind" not in address)
    page.unroute("**/log-ind/adgangsnoegle/begynd**")
    assert steps[:3] == ["asked", "answered", "asked"]


def test_a_passkey_is_made_after_the_first_sign_in_and_opens_the_portal_and_confirms_by_one_press(
    stage: Stage, windows: Windows, portal: Running
) -> None:
    page = windows.open(PHONE)
    plug_in(page)
    page.add_init_script(NO_OFFER)
    page.goto("/")
    windows.sign_in(page, stage.author)
    expect(page.get_by_text("Log ind uden kode næste gang")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("link", name="Lav en adgangsnøgle").click()
    page.get_by_role("button", name="Tilføj en adgangsnøgle").dispatch_event("click")
    expect(page.get_by_text("Adgangsnøglen er klar")).to_be_visible()
    page.get_by_text("Ret eller fjern").click()
    page.get_by_label("Navn").fill("Min telefon")
    page.get_by_role("button", name="Gem navnet").click()
    expect(page.get_by_role("main").get_by_text("Min telefon", exact=True).first).to_be_visible()
    assert findings(page) == []
    windows.letter_to(stage.author.email, "Der er ændret i, hvordan du logger ind")
    sign_out(page, in_field=False)
    press = page.get_by_role("button", name="Log ind med adgangsnøgle")
    press.dispatch_event("click")  # a click of the mouse waits for a page that is gone by then
    page.wait_for_url(lambda address: "/log-ind" not in address)
    press_while_the_field_asks(page)
    sign_out(page, in_field=True)  # the address field offers the passkey, and this owner takes it at once
    page.wait_for_url(lambda address: "/log-ind" not in address)
    page.goto("/profil")
    expect(page.get_by_label("Navn")).to_have_value(stage.author.name)
    with stage.app.app_context():  # six minutes later
        db.session.execute(
            update(SignInSession).where(SignInSession.person_id == stage.author.id).values(stepped_up_at=None)
        )
        db.session.commit()
    page.goto("/profil/sikkerhed/adgangskode")
    expect(page.get_by_role("heading", name="Bekræft, at det er dig")).to_be_visible()
    press = page.get_by_role("button", name="Bekræft med adgangsnøgle")
    expect(press).to_be_visible()
    assert findings(page) == []
    let_field_offer(page, offers=False)
    press.dispatch_event("click")
    expect(page.get_by_label("Ny adgangskode")).to_be_visible()
    (key,) = stage.read(Passkey.__table__.select().where(Passkey.person_id == stage.author.id))
    assert key
    windows.complaints.expect(r"status of 401")
    write_first(page, stage)
    end_sessions(portal, stage.author.id)
    with saving(page, "dilemma"):
        page.locator("[name=dilemma]").fill(CASE["dilemma"])
        over_the_page(page).get_by_role("button", name="Log ind med adgangsnøgle").dispatch_event("click")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("[name=dilemma]")).to_be_focused()


def test_a_password_with_a_code_opens_the_portal_in_a_second_browser_which_is_then_trusted(
    stage: Stage, windows: Windows
) -> None:
    windows.complaints.expect("status of 422")
    first = windows.open(person=stage.author)
    first.goto("/profil/sikkerhed")
    first.get_by_role("link", name="Vælg en adgangskode").click()
    password = first.get_by_label("Ny adgangskode")
    password.fill("kommune2026!!")
    first.get_by_role("button", name="Gem adgangskoden").click()
    expect(first.get_by_role("alert")).to_contain_text("for let at gætte")
    password.fill(GOOD)
    first.get_by_text("Vis adgangskoden").click()
    expect(password).to_have_attribute("type", "text")
    first.get_by_role("button", name="Gem adgangskoden").click()
    expect(first.get_by_text("Adgangskoden er gemt")).to_be_visible()

    second = windows.open(PHONE, script=False)
    for is_asked in (True, False):
        second.goto("/log-ind")
        second.get_by_label("Din e-mailadresse").fill(stage.author.email)
        second.get_by_role("button", name="Brug adgangskode").click()
        second.get_by_label("Adgangskode", exact=True).fill(GOOD)
        second.get_by_role("button", name="Fortsæt").click()
        if is_asked:
            expect(second.get_by_role("heading", name="Ét trin mere")).to_be_visible()
            code = re.search(r"\b\d{8}\b", windows.letter_to(stage.author.email, "Din kode til MitKomponent"))
            assert code
            second.get_by_label("Koden", exact=True).fill(code[0])
            second.get_by_label("Spørg ikke om kode").check()
            second.get_by_role("main").get_by_role("button", name="Log ind").click()
        second.wait_for_url("**/")
        second.context.clear_cookies(name=NAME)
