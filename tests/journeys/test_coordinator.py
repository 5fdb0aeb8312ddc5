"""Can a coordinator set up a course and a cohort, enrol 35 people from a spreadsheet and write to them?"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import select

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.people.models import Person
from tests.journeys.axe import findings, resize, violations
from tests.journeys.browsing import DESK, Windows, fill
from tests.journeys.sheets import people, workbook
from tests.journeys.stage import Stage


def day(days: int) -> str:
    """A date as a browser's date field takes it."""
    return clock.to_local(clock.now() + timedelta(days=days)).date().isoformat()


def save(page: Page) -> None:
    page.locator(".actionbar").get_by_role("button", name="Gem").click()


def test_a_course_and_a_cohort_from_nothing(stage: Stage, windows: Windows) -> None:
    coordinator = stage.person("Fatima Karlsen", is_coordinator=True)
    page = windows.open(person=coordinator)
    make_course(page, stage)
    make_cohort(page)
    write_practical(page)
    write_programme(page)
    choose_instructor(page)
    cohort = stage.read(select(Cohort).order_by(Cohort.created_at.desc()))[0]
    page.goto(f"/hold/{cohort.id}")
    seen = page.get_by_role("main")
    for words in ("Hvor går grænsen?", "Havhuset", "Bus 7 fra stationen.", "Per Vestergren", "Jonas Thorup Dahl"):
        expect(seen).to_contain_text(words)
    expect(page.locator(".day")).to_have_count(2)
    expect(page.locator("#praktisk")).to_contain_text("Enkeltværelse")


def make_course(page: Page, stage: Stage) -> None:
    page.goto("/koordinering")
    page.get_by_role("link", name="Opret kursus").first.click()
    fill(
        page, title=f"Ærlige råd {stage.number}", summary="To dage om at sige det, der er svært.", price_excl_vat="9800"
    )
    fill(page, outcomes="Du kan sige nej, så det bliver hørt.\nDu ved, hvornår du skal tie.")
    save(page)
    expect(page.get_by_role("heading", name=re.compile("Personer|Ret kursus"))).to_be_visible()
    page.get_by_role("button", name="Tilføj underviser").click()
    fill(page, **{"teachers-0-name": "Jonas Thorup Dahl", "teachers-0-title": "Chefkonsulent"})
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Ærlige råd {stage.number}")
    expect(page.get_by_role("main")).to_contain_text("9.800 kr.")


def make_cohort(page: Page) -> None:
    page.get_by_role("link", name="Nyt hold").click()
    fill(page, name="Hold 1")
    page.get_by_role("button", name="Opret hold").click()
    fill(page, capacity="40")
    fill(page, enrolment_deadline_on=day(20), enrolment_deadline_time="12:00")
    fill(page, own_case_deadline_on=day(30), own_case_deadline_time="23:59")
    for number, date in enumerate((40, 110)):
        page.get_by_role("button", name="Tilføj dag").click()
        fill(page, **{f"days-{number}-on": day(date), f"days-{number}-starts": "09:00", f"days-{number}-ends": "16:00"})
        page.locator(f"[name=days-{number}-venue]").select_option("new")
    page.locator("[name=days-1-kind]").select_option("follow_up")
    page.get_by_text("Beskriv et nyt sted").click()
    fill(
        page,
        venue_name="Havhuset",
        venue_town=f"Nørre Å {clock.now().timestamp()}",
        venue_arrival="Bus 7 fra stationen.",
    )
    save(page)
    expect(page.get_by_text("Holdet er gemt")).to_be_visible()


def write_practical(page: Page) -> None:
    page.get_by_role("link", name="Ret hold").click()
    page.get_by_role("navigation").get_by_role("link", name="Praktisk og kontakter").click()
    fill(page, accommodation="Enkeltværelse med havudsigt.")
    page.get_by_role("button", name="Tilføj kontakt").click()
    fill(page, **{"contacts-0-name": "Per Vestergren", "contacts-0-phone": "00 00 00 06"})
    save(page)
    expect(page.get_by_text("Holdet er gemt")).to_be_visible()


def write_programme(page: Page) -> None:
    page.get_by_role("link", name="Ret hold").click()
    page.get_by_role("navigation").get_by_role("link", name="Program", exact=True).click()
    for number, (time, title) in enumerate((("09:00", "Kaffe og navne"), ("10:00", "Hvor går grænsen?"))):
        page.get_by_role("button", name="Tilføj punkt").click()
        fill(page, **{f"items-{number}-at": time, f"items-{number}-title": title})
    page.get_by_role("button", name="Gem, og gå til").click()
    expect(page.get_by_text("Programmet er gemt")).to_be_visible()
    expect(page.locator(".chip[aria-current]")).to_contain_text("opfølgning")
    page.get_by_role("button", name="Tilføj punkt").click()
    fill(page, **{"items-0-at": "09:00", "items-0-title": "Hvad blev der af det?"})
    save(page)
    expect(page.get_by_text("Holdet er gemt")).to_be_visible()


def choose_instructor(page: Page) -> None:
    page.get_by_role("link", name="Ret hold").click()
    page.get_by_role("navigation").get_by_role("link", name="Undervisere").click()
    page.get_by_label("Underviser", exact=True).check()
    page.locator("[name=person_id]").select_option(label="Jonas Thorup Dahl, Chefkonsulent")
    page.get_by_role("button", name="Tilføj").click()
    expect(page.get_by_text("Det er gemt")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Jonas Thorup Dahl")).to_be_visible()


@pytest.fixture
def page(stage: Stage, windows: Windows) -> Page:
    """The coordinator in front of the list of an empty cohort."""
    opened = windows.open(person=stage.coordinator)
    opened.goto(f"/hold/{stage.cohort.id}/tilmeldinger")
    expect(opened.get_by_role("main")).to_contain_text("Ingen er tilmeldt endnu")
    return opened


def test_35_people_from_a_spreadsheet_each_get_a_letter(page: Page, stage: Stage, windows: Windows) -> None:
    rows = people(stage.number)
    page.get_by_role("link", name="Hent fra regneark").click()
    look_at(page, workbook("deltagere.xlsx", with_mistakes(rows)))
    every_mistake_is_named(page)
    assert stage.read(select(Person).where(Person.email == rows[0][1])) == []
    look_at(page, workbook("deltagere, rettet.xlsx", rows))
    expect(page.get_by_role("main")).to_contain_text("35 personer får en plads.")
    expect(page.get_by_role("main")).to_contain_text("Vi læser ikke Telefon")
    page.get_by_role("button", name="Tilmeld 35 personer").click()
    expect(page.get_by_text("35 fra regnearket står nu på holdets liste")).to_be_visible()
    expect(page.get_by_role("row", name="Åse Bjørnø")).to_contain_text("Ærø")
    for row in rows:
        assert f"Hej {row[0].split()[0]}\n" in windows.letter_to(row[1], "Du har en plads")
    assert all(len(windows.letters_to(row[1])) == 1 for row in rows)
    announce(page, stage)
    for row in rows:
        assert "Tag en case med" in windows.letter_to(row[1], "Husk gummistøvler")
    follow(page, stage)


def with_mistakes(rows: list[list[str]]) -> list[list[str]]:
    """The same people with one mistake of each kind, in rows 2 to 6 of the sheet."""
    wrong = [list(row) for row in rows]
    wrong[0][1] = "rigmor@"
    wrong[1][1] = wrong[2][1]
    wrong[3][3] = "Aalborgg"
    wrong[4][0] = '=HYPERLINK("http://x")'
    return wrong


def look_at(page: Page, sheet: FilePayload) -> None:
    page.locator("input[type=file]").set_input_files(sheet)
    page.get_by_role("button", name="Se det igennem").click()
    expect(page.get_by_role("heading", name=sheet["name"])).to_be_visible()


def every_mistake_is_named(page: Page) -> None:
    expect(page.get_by_role("main")).to_contain_text("4 rækker skal rettes")
    expect(page.get_by_role("button", name=re.compile("^Tilmeld"))).to_have_count(0)
    problems = page.locator("tr.problem")
    expect(problems).to_have_count(4)
    expect(problems.nth(0)).to_contain_text("e-mail", ignore_case=True)
    expect(problems.nth(1)).to_contain_text("Samme e-mailadresse som i række 3.")
    expect(problems.nth(2)).to_contain_text("Mener du Aalborg?")
    expect(problems.nth(3)).to_contain_text("Navn begynder med “=”")
    assert findings(page) == []
    resize(page, DESK)


def announce(page: Page, stage: Stage) -> None:
    page.get_by_role("link", name="Nyt opslag").click()
    fill(page, subject="Husk gummistøvler", body="Kære alle\n\n- Tag en case med\n- Tag støvler på")
    page.get_by_role("button", name="Se det igennem").click()
    expect(page.locator(".letter-view li")).to_have_text(["Tag en case med", "Tag støvler på"])
    assert violations(page) == []
    page.get_by_role("button", name="Send til 35 deltagere").click()
    expect(page.get_by_text("Opslaget er på vej")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Sendt til 35 deltagere")


def follow(page: Page, stage: Stage) -> None:
    page.goto(f"/hold/{stage.cohort.id}/status")
    tally = page.locator(".tally")
    expect(tally).to_contain_text("har en plads")
    assert page.locator(".tally div", has_text="har en plads").locator("dd").inner_text() == "35"
    assert page.locator(".tally div", has_text="har logget ind").locator("dd").inner_text() == "0"
    expect(page.locator("tbody tr")).to_have_count(35)
    expect(page.get_by_role("link", name="Husk gummistøvler")).to_be_visible()
