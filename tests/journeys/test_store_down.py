"""Can somebody hand in while files cannot be kept? At once, with a plain choice, and a receipt that says what is lacking."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from sqlalchemy import select

from portal import clock
from portal.assignments.models import Assignment, Submission, SubmissionStatus
from tests.journeys.browsing import NARROW, Windows, fill, upload
from tests.journeys.case_form import CASE, stored, write
from tests.journeys.running import Running
from tests.journeys.stage import Stage

ANSWER = "Jeg ringede til formanden først.\nDet hjalp."


def choice(page: Page) -> Locator:
    """What stands over the buttons."""
    return page.get_by_role("group", name=re.compile("ikke fremme endnu"))


def choose_file(page: Page) -> Locator:
    """Pick a file that the store does not take; the row that says so."""
    page.locator("input[type=file][name=files]").set_input_files(upload("Sagen.pdf"))
    row = page.locator(".upload").filter(has_text="Sagen.pdf")
    expect(row).to_contain_text(re.compile("Filen kan ikke sendes lige nu. Den ligger her, og vi prøver igen om"))
    return row


@pytest.fixture
def case(stage: Stage, windows: Windows) -> Page:
    """A case with every text saved."""
    windows.complaints.expect(r"status of 503")
    page = windows.open(person=stage.author)
    page.goto(f"/hold/{stage.cohort.id}/case")
    write(page, **CASE)
    page.get_by_label("Jeg har fjernet navne").check()
    return page


def test_the_text_is_handed_in_at_once_and_the_receipt_says_how_to_add_the_file(
    case: Page, stage: Stage, portal: Running
) -> None:
    with portal.store.shut():
        row = choose_file(case)
        case.get_by_role("button", name="Aflever case").click()
        expect(choice(case)).to_be_focused()
        expect(choice(case)).to_contain_text("Derfor er der ikke afleveret. Du kan lægge filen ved bagefter.")
        expect(row).to_contain_text("Vi venter på den her fil")
        assert not stored(stage, stage.author).is_handed_in
        choice(case).get_by_role("button", name="Aflever uden filen nu").click()
        expect(case.get_by_role("heading", name="Kvittering nummer 1")).to_be_visible()
        expect(case.get_by_role("main")).to_contain_text("Et bilag kom ikke med.")
        assert stored(stage, stage.author).is_handed_in
    case.get_by_role("link", name="Læg filen ved").click()
    case.locator("input[type=file][name=files]").set_input_files(upload("Sagen.pdf"))
    expect(case.locator("#files-list .upload")).to_contain_text("Klar")
    case.get_by_label("Jeg har fjernet navne").check()
    case.get_by_role("button", name="Aflever igen").click()
    expect(case.get_by_role("heading", name="Kvittering nummer 2")).to_be_visible()
    expect(case.locator(".receipt")).to_contain_text("ét bilag")
    expect(case.get_by_role("main")).not_to_contain_text("kom ikke med")


def test_who_waits_hands_in_with_the_file_as_soon_as_it_is_there(case: Page, stage: Stage, portal: Running) -> None:
    with portal.store.shut():
        choose_file(case)
        case.get_by_role("button", name="Aflever case").click()
        choice(case).get_by_role("button", name="Vent på filen").click()
        expect(choice(case)).to_contain_text("Vi venter på filen og sender, så snart den er fremme.")
        expect(choice(case).get_by_role("button")).to_have_text(["Aflever uden filen nu"])
    expect(case.get_by_role("heading", name="Kvittering nummer 1")).to_be_visible(timeout=40_000)
    expect(case.locator(".receipt")).to_contain_text("ét bilag")


def test_a_moving_file_is_waited_for_and_on_a_slow_line_there_is_a_choice_too(case: Page, stage: Stage) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    case.route("**/case/bilag", hold)
    case.clock.install()
    case.locator("input[type=file][name=files]").set_input_files(upload("Sagen.pdf"))
    case.get_by_role("button", name="Aflever case").click()
    expect(case.get_by_text("Filerne er på vej.")).to_be_visible()
    expect(choice(case)).to_have_count(0)
    case.clock.fast_forward(11_000)
    expect(choice(case)).to_be_visible()
    held[0].continue_()
    expect(case.get_by_role("heading", name="Kvittering nummer 1")).to_be_visible()
    expect(case.locator(".receipt")).to_contain_text("ét bilag")


def test_who_saves_and_closes_need_not_wait_either(case: Page, stage: Stage, portal: Running) -> None:
    with portal.store.shut():
        choose_file(case)
        case.get_by_role("button", name="Gem og luk").click()
        expect(choice(case)).to_contain_text("Teksten gemmes, også uden filen.")
        choice(case).get_by_role("button", name="Gem uden filen").click()
        case.wait_for_url("**/")
    assert stored(stage, stage.author).question == CASE["question"]


@pytest.mark.once
def test_on_a_narrow_phone_the_choice_is_whole(stage: Stage, windows: Windows, portal: Running) -> None:
    windows.complaints.expect(r"status of 503")
    page = windows.open(NARROW, person=stage.author)
    page.goto(f"/hold/{stage.cohort.id}/case")
    fill(page, **CASE)
    with portal.store.shut():
        choose_file(page)
        page.get_by_role("button", name="Aflever case").click()
        go, wait = (
            choice(page).get_by_role("button", name=name) for name in ("Aflever uden filen nu", "Vent på filen")
        )
        for button in (go, wait):
            box = button.bounding_box()
            assert box
            assert (box["x"] >= 0, box["x"] + box["width"] <= 320, box["height"] >= 24) == (True, True, True)
        assert page.evaluate("document.documentElement.scrollWidth") == 320


def make_task(stage: Stage, deadline: timedelta) -> Assignment:
    """A task of the journey's cohort."""
    return stage.add(
        Assignment(
            cohort_id=stage.cohort.id,
            title="Prøv det på et møde",
            text="Vælg et møde i næste måned.",
            opens_at=clock.now() - timedelta(days=9),
            deadline=clock.now() + deadline,
            made_by_id=stage.instructor.id,
        )
    )


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (3, ("Du kan lægge filen ved bagefter.", "tryk “Aflever igen” inden fristen")),
        (-3, ("Fristen er gået, så filen kan ikke", "Skriv til din underviser")),
    ],
)
def test_an_answer_is_handed_in_without_its_file_and_told_what_the_deadline_means(
    stage: Stage, windows: Windows, portal: Running, days: int, words: tuple[str, str]
) -> None:
    offered, said = words
    windows.complaints.expect(r"status of 503")
    task = make_task(stage, timedelta(days=days))
    page = windows.open(person=stage.participant("Bo Kjær", stage.cohort))
    page.goto(f"/opgave/{task.id}")
    fill(page, text=ANSWER)
    with portal.store.shut():
        choose_file(page)
        page.get_by_role("button", name="Aflever").click()
        expect(choice(page)).to_contain_text(offered)
        choice(page).get_by_role("button", name="Aflever uden filen nu").click()
        expect(page.get_by_role("heading", name="Din aflevering er modtaget")).to_be_visible()
        expect(page.get_by_role("main")).to_contain_text("Et bilag kom ikke med.")
        expect(page.get_by_role("main")).to_contain_text(said)
    answers = stage.read(select(Submission).where(Submission.assignment_id == task.id))
    assert [(one.submitted_text, one.status) for one in answers] == [(ANSWER, SubmissionStatus.SUBMITTED)]


@pytest.mark.once
def test_without_a_connection_nothing_is_sent_and_the_page_stays(case: Page, stage: Stage, windows: Windows) -> None:
    windows.complaints.expect(r"ERR_INTERNET_DISCONNECTED")
    case.context.set_offline(True)
    choose_file(case)
    case.get_by_role("button", name="Aflever case").click()
    choice(case).get_by_role("button", name="Aflever uden filen nu").click()
    expect(case.get_by_text("Der er ingen forbindelse lige nu. Din tekst ligger her.")).to_be_visible()
    assert not stored(stage, stage.author).is_handed_in
    case.context.set_offline(False)
    expect(case.locator(".upload").filter(has_text="Sagen.pdf")).to_contain_text("Klar")
    case.get_by_role("button", name="Aflever case").click()
    expect(case.locator(".receipt")).to_contain_text("ét bilag")
