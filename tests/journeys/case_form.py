"""What do the journeys write in the case form, and how do they see that it is saved?"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Response, expect

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
    expect(page.locator("#save-state")).to_have_text(re.compile(r"Gemt .*\d?\d\.\d\d"))
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")


@contextmanager
def saving(page: Page, field: str) -> Iterator[None]:
    """What is done to a field inside is acknowledged by the server when this ends."""

    def is_it(answer: Response) -> bool:
        return answer.url.endswith("/gem") and answer.ok and answer.request.post_data_json["field"] == field

    with page.expect_response(is_it):
        yield
    saved(page)


def write(page: Page, **texts: str) -> None:
    """Write into fields, one after the other, and leave each: it is saved at once."""
    for name, text in texts.items():
        with saving(page, name):
            page.locator(f"[name={name}]").fill(text)
            page.locator(f"[name={name}]").blur()


def write_first(page: Page, stage: Stage) -> None:
    """Open the form with all its scripts, write the first field, see it saved."""
    page.goto(f"/hold/{stage.cohort.id}/case", wait_until="networkidle")
    write(page, situation=CASE["situation"])


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
