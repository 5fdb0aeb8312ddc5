"""How does a test get an invitation by letter, and what does a mail gateway's robot do with it?"""

import re
from uuid import UUID
from xml.etree.ElementTree import Element

from flask import Flask
from playwright.sync_api import Page as Window
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments import actions
from portal.enrolments.actions import Newcomer
from portal.invitations.models import Invitation
from portal.letters.models import Letter
from portal.people.models import Person
from tests.cast import Cast
from tests.reader import Page, Reader

LINK = re.compile(r"http://localhost:8000(/invitation/[\w-]{43})\b")


def enrol(cast: Cast, name: str, email: str) -> Person:
    """Somebody new, enrolled by the coordinator."""
    with cast.app.app_context():
        cohort = db.session.get_one(Cohort, cast.cohort.id, options=[joinedload(Cohort.course)])
        by = db.session.get_one(Person, cast.coordinator.id)
        arrival = actions.enrol(cohort, by=by, newcomer=Newcomer(name=name, email=email), form_key=email)
        person_id: UUID = arrival.enrolment.person_id
        db.session.commit()
        return db.session.get_one(Person, person_id)


def links(app: Flask, person: Person) -> list[str]:
    """The links in the letters of somebody, the oldest first."""
    with app.app_context():
        mine = select(Letter.body).where(Letter.person_id == person.id).order_by(Letter.created_at, Letter.due_at)
        return [link for body in db.session.scalars(mine) for link in LINK.findall(body)]


def newest(app: Flask) -> Invitation:
    with app.app_context():
        return db.session.query(Invitation).order_by(Invitation.created_at.desc()).limit(1).one()


def arrive(browser: Reader, link: str) -> Page:
    """Open the link as a person does, and see the page it leads to."""
    page = browser.get(link)
    assert (page.status, page.location) == (303, "/invitation")
    return browser.get(page.location)


class Robot:
    """A mail gateway: fetches every link, presses every button, sends every form, three times."""

    def __init__(self, app: Flask) -> None:
        self.browser = Reader(app)
        self.sent = 0

    def look_into(self, link: str) -> None:
        for _time in range(3):
            assert self.browser.client.head(link).status_code == 303
            page = self.browser.get(link)
            while page.status == 303:
                page = self.browser.get(page.location)
            forms = [form for form in page.all("form") if form.get("method") == "post"]
            assert len(forms) >= 2, "the page's own and the language's"
            for form in forms:
                self._send(form)

    def _send(self, form: Element) -> None:
        fields = {
            field.get("name", ""): field.get("value", "") or "scanner@gateway.eksempel.dk"
            for field in form.iter("input")
        }
        for button in form.iter("button"):
            pressed = {button.get("name", ""): button.get("value", "")} if button.get("name") else {}
            address = button.get("formaction") or form.get("action", "")
            for _time in range(1 if self.sent else 3):
                self.sent += 1
                answer = self.browser.client.post(address, data=fields | pressed)
                assert answer.status_code in {200, 303, 422}


FILL = """() => {
    for (const field of document.querySelectorAll("input, textarea"))
        if (!field.value) field.value = "scanner@gateway.eksempel.dk";
}"""


class ScriptedRobot:
    """The same in Chromium, with the page's own scripts: it writes in every field and presses every button there is."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.sent = 0

    def look_into(self, link: str, *, times: int) -> None:
        """Without what an earlier letter has left in the browser."""
        self.window.context.clear_cookies()
        for _time in range(times):
            self.window.goto(link)
            for number in range(self.window.locator("button").count()):
                self._press(number)

    def _press(self, number: int) -> None:
        self.window.evaluate(FILL)
        button = self.window.locator("button").nth(number)
        if button.evaluate("(one) => Boolean(one.form) && one.type === 'submit'"):
            with self.window.expect_navigation():
                button.evaluate("(one) => one.click()")
            self.sent += 1
        else:
            button.evaluate("(one) => one.click()")
