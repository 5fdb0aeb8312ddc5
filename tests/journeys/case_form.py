"""What do the journeys write in the case form, and how do they see that it is saved?"""

import re

from playwright.sync_api import Page, expect

from portal.own_cases.models import HandedInCase, OwnCase, OwnCaseStatus, Visibility
from portal.people.models import Person
from tests.journeys.stage import Stage

CASE = {
    "title": "Når formanden ringer først",
    "situation": "Udvalgsformanden ringede, før sagen var trykt, og bad om en anden anbefaling.\nJeg sad alene.",
    "dilemma": "Jeg skyldte formanden et ærligt svar og direktøren en sag, der holdt.",
    "actors": "Udvalgsformand\nDirektør\nJeg selv",
    "attempts": "Jeg bad om tid til næste morgen.",
    "question": "Hvornår siger man nej, så det også bliver hørt?",
}


def saved(page: Page) -> None:
    """The line below says that all is saved."""
    expect(page.locator("#save-state")).to_have_text(re.compile(r"Gemt .*\d\d\.\d\d"))
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")


def write_first(page: Page, stage: Stage) -> None:
    """Open the form, write the first field, see it saved."""
    page.goto(f"/hold/{stage.cohort.id}/case")
    page.locator("[name=situation]").fill(CASE["situation"])
    saved(page)


def stored(stage: Stage, person: Person) -> OwnCase:
    """The case as the database has it."""
    with_case = [c for c in stage.read(stage.cases_of(person)) if c.cohort_id == stage.cohort.id]
    assert len(with_case) == 1
    return with_case[0]


def handed_in(stage: Stage, person: Person, title: str) -> OwnCase:
    """A case that was handed in some time ago."""
    texts = CASE | {"title": title}
    own_case = stage.add(
        OwnCase(
            cohort_id=stage.cohort.id,
            author_id=person.id,
            status=OwnCaseStatus.SUBMITTED,
            visibility=Visibility.INSTRUCTORS,
            **texts,
        )
    )
    stage.add(HandedInCase(own_case_id=own_case.id, submitted_at=own_case.created_at, **texts))
    return own_case
