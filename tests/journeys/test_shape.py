"""Does a page keep its shape, whatever people call themselves, and is nothing glued together or cut off?"""

import pytest
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import FilePayload, Locator, expect

from portal.db import db
from portal.people.models import Person
from tests.journeys.browsing import DESK, NARROW, PHONE, Windows, end_sessions
from tests.journeys.on_the_way_in import held_on_the_way_in
from tests.journeys.running import Running
from tests.journeys.stage import Stage

pytestmark = pytest.mark.once
LONG = "Æ" * 200


def box(one: Locator) -> dict[str, float]:
    """Where something stands."""
    found = one.bounding_box()
    assert found
    return {**found, "right": found["x"] + found["width"], "bottom": found["y"] + found["height"]}


@pytest.mark.parametrize("size", [DESK, PHONE, NARROW], ids=["desk", "phone", "narrow"])
def test_a_name_of_one_long_word_does_not_widen_the_page(stage: Stage, windows: Windows, size: tuple[int, int]) -> None:
    somebody = stage.participant("Lang")
    with stage.app.app_context():
        found = db.session.get_one(Person, somebody.id)
        found.name = found.title = found.organisation = LONG
        db.session.commit()
    page = windows.open(size, person=stage.coordinator)
    for part in ("", "/tilmeldinger", "/status"):
        page.goto(f"/hold/{stage.cohort.id}{part}")
        expect(page.get_by_text(LONG[:50]).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == size[0], part
    page.goto(f"/hold/{stage.cohort.id}/tilmeldinger/regneark")
    sheet = f"Navn;E-mail;Titel;Kommune\n{LONG * 2};a@b.dk;{LONG};{LONG}\n"
    page.set_input_files("[type=file]", FilePayload(name="ark.csv", mimeType="text/csv", buffer=sheet.encode()))
    page.get_by_role("button", name="Se det igennem").click()
    expect(page.get_by_text("skal rettes, før nogen bliver tilmeldt")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_page_of_a_cohort_is_in_sight_at_a_desk(stage: Stage, windows: Windows, language: str) -> None:
    page = windows.open(person=stage.coordinator)
    page.goto(f"/hold/{stage.cohort.id}/status")
    if language == "en":
        page.get_by_role("button", name="English").click()
    last = page.locator(".subnav a").last
    expect(last).to_have_text("Undervisere" if language == "da" else "Instructors")
    assert box(last)["right"] <= box(page.locator(".subnav ul"))["right"]


def test_a_note_on_the_way_in_is_not_glued_to_what_is_above_it(stage: Stage, windows: Windows, portal: Running) -> None:
    page = windows.open(script=False, person=stage.author)
    page.goto(f"/hold/{stage.cohort.id}/case")
    end_sessions(portal, stage.author.id)
    page.get_by_role("button", name="Gem og luk").click()
    note = page.locator(".gate__card > .note")
    expect(note).to_contain_text("Det, du skrev, er gemt")
    assert box(note)["y"] - box(page.get_by_role("heading", name="Log ind"))["bottom"] >= 8


def test_each_way_to_sign_in_stands_apart_from_the_other(stage: Stage, windows: Windows, portal: Running) -> None:
    page = windows.open()
    signer = SecureCookieSessionInterface().get_signing_serializer(portal.rows)
    assert signer
    held = {"_permanent": True, **held_on_the_way_in(portal.rows, stage.author, "credentials.choose")}
    page.context.add_cookies([{"name": "portal", "value": str(signer.dumps(held)), "url": portal.address}])
    page.goto("/log-ind/vaelg")
    button, heading = page.get_by_role("button", name="Lav en adgangsnøgle"), page.locator("#kode")
    assert box(heading)["y"] - box(button)["bottom"] >= 24


def test_links_stand_apart_from_the_button_above_them(stage: Stage, windows: Windows) -> None:
    page = windows.open(person=stage.author)
    page.goto("/profil")
    button, link = page.get_by_role("button", name="Gem"), page.get_by_role("link", name="Sådan logger du ind")
    assert box(link)["y"] - box(button)["bottom"] >= 16


def test_without_script_a_phone_shows_first_what_is_to_be_mended(stage: Stage, windows: Windows) -> None:
    windows.complaints.expect(r"status of 422")
    page = windows.open(PHONE, script=False, person=stage.author)
    page.goto(f"/hold/{stage.cohort.id}/case")
    aside, title = page.locator(".aside-sticky"), page.get_by_label("Titel")
    assert box(aside)["y"] < box(title)["y"]
    page.get_by_role("button", name="Aflever case").click()
    assert box(page.get_by_role("alert"))["y"] < box(page.locator(".actionbar"))["y"] / 2
    assert box(aside)["y"] > box(title)["y"]


def test_a_phone_shows_first_that_something_was_not_saved(stage: Stage, windows: Windows, portal: Running) -> None:
    page = windows.open(PHONE, script=False, person=stage.author)
    page.goto(f"/hold/{stage.cohort.id}/case")
    end_sessions(portal, stage.author.id)
    page.get_by_role("button", name="Gem og luk").click()
    windows.sign_in(page, stage.author)
    note = page.get_by_text("Du blev logget ud, inden det blev gemt.")
    assert box(note)["y"] < box(page.locator(".aside-sticky"))["y"]


def test_what_comes_while_one_types_moves_nothing(stage: Stage, windows: Windows) -> None:
    page = windows.open(PHONE, person=stage.author)
    page.goto(f"/hold/{stage.cohort.id}/case")
    aside = page.locator(".aside-sticky")
    before = box(aside)["y"]
    page.evaluate("""() => {
        const said = Object.assign(document.createElement('div'), { role: 'alert', className: 'conflict', textContent: '!' });
        document.querySelector('#case-form .stack').append(said);
        document.querySelector('[data-cpr-note]').hidden = false;
    }""")
    assert box(aside)["y"] == before
