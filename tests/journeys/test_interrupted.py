"""Is a text safe when the session ends, the line breaks, two tabs write, or the store is away?"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import WIDE, resize, violations
from tests.journeys.browsing import DESK, NARROW, Windows, end_sessions, fill, over_the_page, upload
from tests.journeys.case_form import CASE, saved, saving, stored, write, write_first
from tests.journeys.running import Running
from tests.journeys.stage import Stage

pytestmark = pytest.mark.once


@pytest.fixture
def page(stage: Stage, windows: Windows) -> Page:
    """The author at the form, with the situation saved."""
    opened = windows.open(person=stage.author)
    write_first(opened, stage)
    return opened


def test_who_is_signed_out_while_writing_signs_in_over_the_page_and_loses_nothing(
    page: Page, stage: Stage, windows: Windows, portal: Running
) -> None:
    windows.complaints.expect(r"status of 401")
    write(page, **{name: text for name, text in CASE.items() if name not in {"situation", "dilemma"}})
    page.get_by_label("Jeg har fjernet navne").check()
    end_sessions(portal, stage.author.id)
    dilemma = page.locator("[name=dilemma]")
    dilemma.fill(CASE["dilemma"])
    dialog = page.get_by_role("dialog", name="Du er blevet logget ud")
    address = over_the_page(page).get_by_label("Din e-mailadresse")
    expect(address).to_be_focused()
    assert violations(page) == []
    resize(page, NARROW)
    assert (violations(over_the_page(page)), page.evaluate(WIDE), over_the_page(page).evaluate(WIDE)) == ([], [], [])
    resize(page, DESK)

    address.press("Escape")
    expect(dialog).to_be_hidden()
    expect(dilemma).to_be_focused()
    expect(dilemma).to_have_value(CASE["dilemma"])
    page.get_by_role("button", name="Aflever case").click()

    windows.sign_in(over_the_page(page), stage.classmate)
    expect(dialog.get_by_role("alert")).to_contain_text("Du er logget ind som en anden.")
    assert violations(over_the_page(page)) == []
    assert stored(stage, stage.author).dilemma == ""
    over_the_page(page).get_by_role("button", name="Log ud, og log ind som en anden").click()
    expect(over_the_page(page).get_by_label("Din e-mailadresse")).to_be_focused()
    windows.sign_in(over_the_page(page), stage.author)
    expect(page.get_by_role("heading", name="Kvittering nummer 1")).to_be_visible()
    assert stored(stage, stage.author).dilemma == CASE["dilemma"]


def test_a_file_whose_sender_is_signed_out_is_sent_again_once_they_are_in(
    page: Page, stage: Stage, windows: Windows, portal: Running
) -> None:
    windows.complaints.expect(r"status of 401")
    end_sessions(portal, stage.author.id)
    page.locator("input[type=file][name=files]").set_input_files(upload("Sagen.pdf"))
    windows.sign_in(over_the_page(page), stage.author)
    expect(page.locator("#files-list .upload")).to_contain_text("Klar")


def test_a_form_sent_after_the_session_ended_comes_back_filled(stage: Stage, windows: Windows, portal: Running) -> None:
    page = windows.open(script=False, person=stage.author)
    page.goto(f"/hold/{stage.cohort.id}/case")
    fill(page, **CASE)
    end_sessions(portal, stage.author.id)
    page.get_by_role("button", name="Gem og luk").click()
    windows.sign_in(page, stage.author)
    for name, text in CASE.items():
        expect(page.locator(f"[name={name}]")).to_have_value(text)


def test_what_is_written_offline_is_saved_when_the_line_is_back(page: Page, stage: Stage, windows: Windows) -> None:
    windows.complaints.expect(r"ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    fill(page, dilemma=CASE["dilemma"])
    state = page.locator("#save-state")
    expect(state).to_have_attribute("data-state", "offline")
    expect(state).to_contain_text("Ingen forbindelse")
    page.get_by_role("button", name="Aflever case").click()
    expect(page.get_by_text("Der er ingen forbindelse lige nu. Din tekst ligger her.")).to_be_visible()
    assert stored(stage, stage.author).dilemma == ""
    page.context.set_offline(False)
    saved(page)
    assert stored(stage, stage.author).dilemma == CASE["dilemma"]


def test_a_page_loaded_anew_gives_back_what_could_not_be_saved(page: Page, stage: Stage, windows: Windows) -> None:
    windows.complaints.expect(r"ERR_FAILED")
    page.route("**/case/gem", lambda route: route.abort())
    fill(page, dilemma=CASE["dilemma"])
    expect(page.locator("#save-state")).to_have_attribute("data-state", "offline")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("[name=dilemma]")).to_have_value(CASE["dilemma"])
    expect(page.get_by_text("Vi har hentet det frem, du nåede at skrive")).to_be_visible()
    with saving(page, "dilemma"):
        page.unroute("**/case/gem")
    assert stored(stage, stage.author).dilemma == CASE["dilemma"]


def test_two_tabs_with_the_same_field_ask_which_text_counts(page: Page, stage: Stage, windows: Windows) -> None:
    windows.complaints.expect(r"status of 409")
    other = windows.open(person=stage.author)
    other.goto(f"/hold/{stage.cohort.id}/case")
    write(other, dilemma="Skrevet på den anden computer.", actors="Borgmesteren")
    fill(page, dilemma="Skrevet her.")
    choice = page.get_by_role("alert").filter(has_text="Feltet er rettet et andet sted")
    expect(choice).to_contain_text("Skrevet på den anden computer.")
    expect(choice).to_contain_text("Skrevet her.")
    assert violations(page) == []
    expect(page.locator("[name=actors]")).to_have_value("Borgmesteren")
    assert stored(stage, stage.author).dilemma == "Skrevet på den anden computer."
    choice.get_by_role("button", name="Behold min").click()
    saved(page)
    assert stored(stage, stage.author).dilemma == "Skrevet her."
    assert stored(stage, stage.author).actors == "Borgmesteren"


def test_with_the_store_away_the_text_is_handed_in_and_the_file_tried_again(
    page: Page, stage: Stage, windows: Windows, portal: Running
) -> None:
    windows.complaints.expect(r"status of 503")
    write(page, **{name: text for name, text in CASE.items() if name != "situation"})
    page.get_by_label("Jeg har fjernet navne").check()
    row = page.locator("#files-list .upload")
    with portal.store.shut():
        page.locator("input[type=file][name=files]").set_input_files(upload("Sagen.pdf"))
        expect(row).to_contain_text(re.compile("vi prøver igen om"))
        assert violations(page) == []
        write(page, question="Kan teksten gemmes uden lager?")
        assert stored(stage, stage.author).question == "Kan teksten gemmes uden lager?"
    expect(row).to_contain_text("Klar")
    page.get_by_role("button", name="Aflever case").click()
    expect(page.get_by_role("heading", name="Kvittering nummer 1")).to_be_visible()
    expect(page.locator(".receipt")).to_contain_text("ét bilag")


def test_without_script_a_text_is_received_though_the_store_is_away(
    stage: Stage, windows: Windows, portal: Running
) -> None:
    page = windows.open(script=False, person=stage.author)
    page.goto(f"/hold/{stage.cohort.id}/case")
    fill(page, **CASE)
    page.get_by_label("Jeg har fjernet navne").check()
    page.locator("input[type=file][name=files]").set_input_files(upload("Sagen.pdf"))
    with portal.store.shut():
        page.get_by_role("button", name="Aflever case").click()
        expect(page.get_by_role("heading", name="Kvittering nummer 1")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Et bilag kom ikke med.")
    assert stored(stage, stage.author).question == CASE["question"]
