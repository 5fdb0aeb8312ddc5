"""Does everything that matters work in a browser that runs no script, or in which it comes late?"""

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.browsing import Windows, fill, load_until_judged, upload
from tests.journeys.case_form import CASE, handed_in
from tests.journeys.stage import Stage

pytestmark = pytest.mark.once


def test_a_participant_writes_attaches_and_hands_in(stage: Stage, windows: Windows) -> None:
    page = windows.open(script=False)
    page.goto(f"/hold/{stage.cohort.id}/case")
    windows.sign_in(page, stage.author)
    windows.complaints.expect(r"status of 422")
    fill(page, **(CASE | {"question": ""}))
    page.locator("#files").set_input_files([upload("Sagen på én side.pdf"), upload("Mødenotat.docx")])
    page.get_by_role("button", name="Aflever case").click()
    expect(page.get_by_role("alert")).to_contain_text("Casen mangler lidt")
    expect(page.get_by_role("list", name="Bilag, der er gemt").get_by_role("listitem")).to_have_count(2)
    expect(page.locator("[name=situation]")).to_have_value(CASE["situation"])
    fill(page, question=CASE["question"])
    page.get_by_label("Jeg har fjernet navne").check()
    page.get_by_role("button", name="Aflever case").click()
    expect(page.get_by_role("heading", name="Kvittering nummer 1")).to_be_visible()
    expect(page.locator(".receipt")).to_contain_text("2 bilag")
    with page.expect_download() as download:
        page.get_by_role("link", name="Mødenotat.docx").click()
    assert download.value.suggested_filename == "Mødenotat.docx"


def test_an_instructor_uploads_and_a_participant_gets_it(stage: Stage, windows: Windows) -> None:
    page = windows.open(script=False, person=stage.instructor)
    page.goto(f"/undervisning/{stage.cohort.id}")
    page.locator("#files").set_input_files([upload("Syv pligter.pdf"), upload("Rollekort.docx")])
    page.get_by_role("button", name="Læg op").click()
    expect(page.get_by_text("2 materialer er lagt op")).to_be_visible()
    participant = windows.open(script=False, person=stage.author)
    wanted = participant.get_by_role("link", name="Rollekort")
    load_until_judged(participant, f"/hold/{stage.cohort.id}", wanted)
    wanted.click()
    with participant.expect_download() as download:
        participant.get_by_role("link", name="Hent").click()
    assert download.value.path().read_bytes()[:2] == b"PK"


def test_an_instructor_moves_a_case_with_list_and_button(stage: Stage, windows: Windows) -> None:
    handed_in(stage, stage.author, "Løftet før mødet")
    page = windows.open(script=False, person=stage.instructor)
    page.goto(f"/undervisning/{stage.cohort.id}")
    page.get_by_label("Kolonne", exact=True).select_option("selected")
    page.get_by_role("button", name="Flyt Løftet før mødet", exact=True).click()
    expect(page.locator("[data-col=selected]")).to_contain_text("Løftet før mødet")
    expect(page.get_by_label("Kolonne", exact=True)).to_have_value("selected")  # for the next one


def test_a_coordinator_enrols_one_who_gets_a_letter(stage: Stage, windows: Windows) -> None:
    email = f"bodil.aa.{stage.number}@eksempel.dk"
    page = windows.open(script=False, person=stage.coordinator)
    page.goto(f"/hold/{stage.cohort.id}/tilmeldinger/ny")
    fill(page, name="Bodil Å", email=email)
    page.get_by_role("combobox", name="Kommune").select_option("Ærø")
    page.get_by_role("button", name="Tilmeld").click()
    expect(page.get_by_role("row", name="Bodil Å")).to_contain_text("Ærø")
    assert "Hej Bodil" in windows.letter_to(email, "Du har en plads")


def test_a_file_chosen_before_the_script_has_come_is_not_overlooked(stage: Stage, windows: Windows) -> None:
    page = windows.open(person=stage.author)
    late: list[Route] = []
    page.route("**/js/upload.js", lambda route: late.append(route))  # noqa: PLW0108 - Playwright wants a function of Python's
    with page.expect_request("**/js/upload.js"):
        page.goto(f"/hold/{stage.cohort.id}/case")
    page.locator("#files").set_input_files(upload("Sagen på én side.pdf"))
    for route in late:
        route.continue_()
    expect(page.locator("#files-list .upload")).to_contain_text("Klar")
    assert page.locator("#files").input_value() == ""
