"""Can a participant go the whole way from the invitation to the receipt for a case, at a desk and on a phone?"""

import hashlib
import json
import random
import re

import pytest
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import select

from portal import clock
from portal.people.models import Person
from tests.journeys.axe import violations
from tests.journeys.browsing import PHONE, Windows, fill, upload
from tests.journeys.case_form import CASE, saving, write
from tests.journeys.stage import Stage
from tests.storage.samples import office

PAGE = upload("Sagen på én side.pdf")
NOTE = FilePayload(
    name="Mødenotat.docx",
    mimeType="application/octet-stream",
    buffer=office("docx", **{"word/media/foto.bin": random.Random(1).randbytes(1_500_000)}),
)
FAST = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
SLOW = FAST | {"uploadThroughput": 400_000}


@pytest.fixture
def reading(stage: Stage, windows: Windows) -> str:
    """What the instructor has shared to be read before the course."""
    page = windows.open(person=stage.instructor)
    page.goto(f"/hold/{stage.cohort.id}/materialer")
    page.locator("input[type=file][name=files]").set_input_files(upload("Syv pligter.pdf"))
    expect(page.locator("#add-list .upload")).to_contain_text("Klar")
    page.get_by_label("At se på inden kurset").check()
    page.get_by_role("button", name="Læg op").click()
    expect(page.get_by_text("Materialet er lagt op")).to_be_visible()
    return "Syv pligter"


@pytest.fixture
def invited(stage: Stage, windows: Windows) -> Person:
    """Somebody the coordinator has just enrolled; nobody knew her before."""
    email = f"aase.bruun.{stage.number}@eksempel.dk"
    page = windows.open(person=stage.coordinator)
    page.goto(f"/hold/{stage.cohort.id}/tilmeldinger")
    page.get_by_role("link", name="Tilmeld en").click()
    fill(page, name="Åse Bruun", email=email, title="Sekretariatskonsulent")
    page.get_by_role("combobox", name="Kommune").select_option("Vejle")
    page.get_by_role("button", name="Tilmeld").click()
    expect(page.get_by_role("row", name="Åse Bruun")).to_be_visible()
    return stage.read(select(Person).where(Person.email == email))[0]


def checksum(files: list[FilePayload], **fields: str) -> str:
    """The SHA-256 of what was received, counted here from its description, without the portal's help."""
    listed = [
        {"name": f["name"], "sha256": hashlib.sha256(f["buffer"]).hexdigest(), "size": len(f["buffer"])} for f in files
    ]
    received = {"fields": fields, "files": listed}
    text = json.dumps(received, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def test_from_the_invitation_to_a_case_with_two_attachments(
    reading: str, invited: Person, stage: Stage, windows: Windows
) -> None:
    windows.complaints.expect(r"status of 422")  # the first press lacks a tick
    page = follow_the_invitation(invited, stage, windows)
    look_round(page, reading)
    begin_at_the_desk(page)
    page.context.close()
    phone = go_on_from_a_phone(invited, stage, windows)
    attach_and_choose(phone)
    hand_in_and_keep_the_receipt(phone)
    assert CASE["title"] not in windows.letter_to(invited.email, "Vi har modtaget din case")
    revise(phone)
    take_back(phone)


def follow_the_invitation(invited: Person, stage: Stage, windows: Windows) -> Page:
    letter = windows.letter_to(invited.email, "Du har en plads")
    assert "Hej Åse" in letter
    assert invited.email in letter
    link = re.search(r"http://\S+", letter)
    assert link
    a_gateway_presses_everything(windows.open(), link[0])
    page = windows.open()
    page.goto(link[0])
    expect(page.get_by_text("Denne invitation er til a…@…")).to_be_visible()
    assert page.url.endswith("/invitation"), "the token is out of the address"
    page.get_by_label("Din e-mailadresse").fill(invited.email)
    page.get_by_role("button", name="Fortsæt").click()
    page.get_by_label("Ny adgangskode").fill("ræv på månens bagside")
    page.get_by_role("button", name="Brug adgangskoden").click()
    expect(page).to_have_url(re.compile(f"/hold/{stage.cohort.id}$"))
    return page


def a_gateway_presses_everything(page: Page, link: str) -> None:
    """A robot in a real browser, with script: it gets nowhere, and uses up nothing."""
    for _time in range(3):
        page.goto(link)
        for button in range(page.locator("main button").count()):
            page.get_by_label("Din e-mailadresse").fill("scanner@gateway.eksempel.dk")
            page.locator("main button").nth(button).click()
            expect(page.get_by_role("heading", name="Din invitation")).to_be_visible()
    page.context.close()


def look_round(page: Page, reading: str) -> None:
    page.goto("/")
    expect(page.get_by_role("region", name="Skriv din egen case")).to_contain_text("Nul af fem felter")
    page.get_by_role("link", name="Gå til holdet").click()
    expect(page.get_by_role("heading", name="Program", exact=True)).to_be_visible()
    expect(page.locator("#deltagere")).to_contain_text("Åse Bruun")
    tab = page.locator(".subnav [aria-current]")
    for place, name in (("document.body.scrollHeight", "Kontakt"), ("0", "Program")):
        page.evaluate(f"scrollTo(0, {place})")
        expect(tab).to_have_text(name)
    page.get_by_role("link", name=reading).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent").click()
    assert download.value.path().read_bytes() == upload("Syv pligter.pdf")["buffer"]
    page.get_by_role("button", name="Jeg har læst den").click()
    expect(page.get_by_text("Markeret som læst")).to_be_visible()


def begin_at_the_desk(page: Page) -> None:
    page.goto("/")
    step = page.get_by_role("region", name="Skriv din egen case")
    step.get_by_role("link", name="Begynd").click()
    write(page, title=CASE["title"], situation=CASE["situation"], dilemma=CASE["dilemma"])
    no_cpr_is_kept(page)
    expect(page.locator("[data-step-count]")).to_have_text("2 af 5 felter er udfyldt")
    with saving(page, "actors"):  # by itself, without leaving the field
        page.locator("[name=actors]").fill("Udvalgsformand")


def no_cpr_is_kept(page: Page) -> None:
    warning = page.locator(".stop:has(#dilemma) [data-cpr-note]")
    fill(page, dilemma="Borgeren 010190-1234 ringede.")
    expect(warning).to_be_visible()
    expect(page.locator("#save-state")).to_have_attribute("data-state", "blocked")
    fill(page, dilemma=CASE["dilemma"])
    expect(warning).to_be_hidden()
    expect(page.locator("#save-state")).to_contain_text("Gemt kl.")


def go_on_from_a_phone(invited: Person, stage: Stage, windows: Windows) -> Page:
    phone = windows.open(PHONE)
    phone.goto(f"/hold/{stage.cohort.id}/case")
    windows.sign_in(phone, invited)
    expect(phone.get_by_role("heading", name="Din egen case")).to_be_visible()
    for name in ("title", "situation", "dilemma"):
        expect(phone.locator(f"[name={name}]")).to_have_value(CASE[name])
    expect(phone.locator("[name=actors]")).to_have_value("Udvalgsformand")
    write(phone, actors=CASE["actors"], attempts=CASE["attempts"], question=CASE["question"])
    return phone


def attach_and_choose(phone: Page) -> None:
    line = phone.context.new_cdp_session(phone)
    line.send("Network.emulateNetworkConditions", SLOW)
    phone.locator("input[type=file][name=files]").set_input_files([PAGE, NOTE])
    rows = phone.locator("#files-list .upload")
    note = rows.filter(has_text="Mødenotat.docx")
    expect(note.get_by_role("progressbar", name="Mødenotat.docx sendes")).not_to_have_js_property("value", 0)
    expect(note).to_contain_text("af 1,5 MB")
    line.send("Network.emulateNetworkConditions", FAST)
    expect(rows.filter(has_text="Klar")).to_have_count(2)
    assert violations(phone) == []
    expect(phone.get_by_label("Underviserne og min casegruppe")).to_have_count(0)  # no groups yet
    with saving(phone, "visibility"):
        phone.get_by_label("Hele holdet").check()


def hand_in_and_keep_the_receipt(phone: Page) -> None:
    phone.get_by_role("button", name="Aflever case").click()
    expect(phone.locator(".field__error:visible, .choice ~ .field__error")).to_have_count(1)  # the tick is lacking
    expect(phone.get_by_role("list", name="Bilag, der er gemt").get_by_role("listitem")).to_have_count(2)
    phone.get_by_label("Jeg har fjernet navne").check()
    phone.get_by_role("button", name="Aflever case").click()
    expect(phone.get_by_role("heading", name="Kvittering nummer 1")).to_be_visible()
    expect(phone.locator(".receipt__head")).to_contain_text(clock.to_local(clock.now()).strftime("kl. %-H."))
    expect(phone.locator(".receipt")).to_contain_text("2 bilag")
    assert violations(phone) == []
    assert phone.locator(".receipt .checksum").inner_text() == checksum([NOTE, PAGE], **CASE)


def revise(phone: Page) -> None:
    phone.get_by_role("link", name="Ret casen").click()
    write(phone, question="Hvordan siger man nej uden at lukke døren?")
    phone.get_by_role("button", name="Fjern Mødenotat.docx").click()
    expect(phone.get_by_role("list", name="Bilag, der er gemt").get_by_role("listitem")).to_have_count(1)
    phone.get_by_label("Jeg har fjernet navne").check()
    phone.get_by_role("button", name="Aflever igen").click()
    expect(phone.get_by_role("heading", name="Kvittering nummer 2")).to_be_visible()
    changed = CASE | {"question": "Hvordan siger man nej uden at lukke døren?"}
    assert phone.locator(".receipt .checksum").inner_text() == checksum([PAGE], **changed)


def take_back(phone: Page) -> None:
    phone.get_by_role("link", name="Træk casen tilbage").click()
    phone.get_by_role("button", name="Træk casen tilbage").click()
    expect(phone.get_by_text("Du har trukket casen tilbage.")).to_be_visible()
    expect(phone.get_by_role("article").or_(phone.locator(".casetext"))).to_contain_text("uden at lukke døren")
