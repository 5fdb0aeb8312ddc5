"""Does somebody come in from the invitation with a passkey, write a case, see what the portal holds, and erase themselves?"""

import json
import zipfile

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.invitations.actions import invite
from portal.own_cases.models import OwnCase
from portal.people.models import Person
from portal.storage.models import StoredFile
from tests.journeys.axe import violations
from tests.journeys.browsing import PHONE, Windows, upload
from tests.journeys.case_form import CASE, write
from tests.journeys.stage import Stage
from tests.journeys.test_passkeys import plug_in

pytestmark = pytest.mark.once


@pytest.fixture
def invited(stage: Stage) -> tuple[Person, str]:
    """Somebody who has never been here, and the link in the letter to them."""
    person = stage.person("Åse Bruun")
    stage.add(Enrolment(person_id=person.id, cohort_id=stage.cohort.id, status=EnrolmentStatus.CONFIRMED))
    with stage.app.app_context():
        token = invite(person, stage.cohort.id)
        db.session.commit()
    return person, f"/invitation/{token}"


def test_from_the_invitation_with_a_passkey_to_being_erased(
    invited: tuple[Person, str], stage: Stage, windows: Windows
) -> None:
    windows.complaints.expect(
        "status of 409"
    )  # this owner's machine offers the old passkey again, and it opens nothing
    person, link = invited
    page = windows.open(PHONE)
    plug_in(page)
    page.goto(link)
    page.get_by_label("Din e-mailadresse").fill(person.email)
    page.get_by_role("button", name="Fortsæt").click()
    page.get_by_role("button", name="Lav en adgangsnøgle").dispatch_event("click")
    page.wait_for_url(lambda address: "/log-ind" not in address)  # which bears the cohort's address too
    expect(page.get_by_role("heading", name="Program", exact=True)).to_be_visible()

    page.goto(f"/hold/{stage.cohort.id}/case", wait_until="networkidle")
    write(page, title=CASE["title"], situation=CASE["situation"])
    page.locator("input[type=file][name=files]").set_input_files(upload("Sagen.pdf"))
    expect(page.locator("#files-list .upload")).to_contain_text("Klar")
    page.goto("/profil/mine-oplysninger")
    expect(page.get_by_role("main")).to_contain_text(CASE["situation"])
    expect(page.get_by_role("main")).to_contain_text("Case: begyndt")
    assert violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Hent det hele som ZIP").click()
    with zipfile.ZipFile(download.value.path()) as taken:
        assert sorted(taken.namelist()) == ["filer/001 Sagen.pdf", "mine-oplysninger.json"]
        assert json.loads(taken.read("mine-oplysninger.json"))["own_case"][0]["situation"] == CASE["situation"]

    page.get_by_role("link", name="Slet min konto").click()
    expect(page.get_by_role("main")).to_contain_text("Dine cases (1) og afleveringer (0)")
    assert violations(page) == []
    page.get_by_label("Skriv din e-mailadresse").fill(person.email)
    page.get_by_role("button", name="Slet min konto").click()
    expect(page.get_by_role("heading", name="Din konto er slettet")).to_be_visible()
    windows.letter_to(person.email, "Dine oplysninger er slettet")
    page.goto("/profil")
    expect(page.get_by_role("heading", name="Log ind")).to_be_visible()
    assert stage.read(select(Person).where(Person.email == person.email)) == []
    assert stage.read(select(OwnCase).where(OwnCase.author_id == person.id)) == []
    assert stage.read(select(StoredFile).where(StoredFile.uploaded_by_id == person.id)) == []
