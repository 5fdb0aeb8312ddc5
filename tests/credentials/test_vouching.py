"""Does whoever has lost the second step get a new one by somebody's word, for staff two people's, and nobody else?"""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import delete, select

from portal import clock
from portal.courses.cohort_models import CohortStaff, StaffRole
from portal.credentials.models import Passkey, Totp
from portal.credentials.queries import person_with_roles
from portal.db import db
from portal.enrolments.models import Enrolment
from portal.errors import Refused
from portal.journal.models import Entry
from portal.people.models import Person, SignInSession
from portal.vouching import actions
from portal.vouching.models import Vouch, VouchLink
from tests.cast import Cast
from tests.credentials.authenticator import Authenticator
from tests.credentials.test_passkeys import asked, make, use
from tests.credentials.ways import GOOD, code_now, give_password, give_totp, is_in, letters_to, type_code, type_password
from tests.reader import Page, Reader

STAFF, HELP = "/adgang/login-hjaelp", "/log-ind/hjaelp"
WHY = "Ringede fra sit nummer på kommunen; jeg kender stemmen"


def later(**span: int) -> None:
    clock.set_clock(clock.now() + timedelta(**span))


def page_for(browser: Reader, person: Person) -> str:
    with browser.app.app_context():
        place = db.session.scalars(select(Enrolment.id).where(Enrolment.person_id == person.id)).one()
    return f"/tilmelding/{place}/login-hjaelp"


def speak(browser: Reader, whom: Person, *, by: Person) -> Page:
    """A coordinator speaks for a participant, in a browser of their own."""
    return Reader(browser.app).sign_in(by).post(page_for(browser, whom), {"reason": WHY})


def speak_for_staff(browser: Reader, whom: Person, *, by: Person) -> Page:
    return Reader(browser.app).sign_in(by).post(STAFF, {"email": whom.email, "reason": WHY})


def link_to(app: Flask, person: Person) -> str:
    newest = [one for one in letters_to(app, person) if one.kind == "vouched"][-1]
    found = re.search(r"http://localhost:8000(/log-ind/hjaelp/[\w-]{43})\s", newest.body)
    assert found
    return found.group(1)


def arrive(browser: Reader, person: Person, password: str = GOOD) -> Page:
    page = browser.get(link_to(browser.app, person))
    assert (page.status, page.location) == (303, HELP)
    return browser.post(HELP, {"email": person.email, "password": password})


def count(app: Flask, kind: type[Passkey | Totp | SignInSession | Vouch | VouchLink], **which: object) -> int:
    with app.app_context():
        return int(db.session.query(kind).filter_by(**which).count())


def acts(app: Flask) -> list[str]:
    with app.app_context():
        return [entry.act for entry in db.session.query(Entry).order_by(Entry.created_at) if entry.act[:5] == "vouch"]


def test_a_participant_keeps_the_password_and_loses_the_old_app_once_the_new_way_is_in_place(
    visitor: Reader, cast: Cast
) -> None:
    give_password(visitor.app, cast.author)
    secret = give_totp(visitor.app, cast.author)
    elsewhere = Reader(visitor.app).sign_in(cast.author)
    page = speak(visitor, cast.author, by=cast.coordinator)
    assert (page.status, page.location) == (303, f"{page_for(visitor, cast.author)}?sendt=1")
    later(minutes=1)
    assert arrive(visitor, cast.author).location == "/log-ind/vaelg"
    assert not is_in(visitor)
    other = Reader(visitor.app)
    type_password(other, cast.author)
    assert type_code(other, code_now(secret)).status == 303, "the old one works until then"
    assert "Behold din adgangskode" in visitor.get("/log-ind/vaelg").text
    assert visitor.post("/log-ind/vaelg", {"act": "keep"}).location == "/"
    assert [is_in(one) for one in (visitor, elsewhere, other)] == [True, False, False]
    assert count(visitor.app, Totp) == 0
    assert [one.kind for one in letters_to(visitor.app, cast.author)] == ["vouched", "second_step_replaced"]
    assert acts(visitor.app) == ["vouch.given", "vouch.sent", "vouch.used"]
    assert Reader(visitor.app).get(link_to(visitor.app, cast.author)).location == HELP
    again = Reader(visitor.app)
    again.get(link_to(visitor.app, cast.author))
    assert (again.get(HELP).status, again.get(HELP).heading) == (410, "Linket gælder ikke længere")


def test_a_new_passkey_takes_the_place_of_the_lost_one(visitor: Reader, cast: Cast) -> None:
    lost, device = make(visitor, cast.author), Authenticator()
    later(minutes=1)
    speak(visitor, cast.author, by=cast.coordinator)
    assert arrive(visitor, cast.author, "").location == "/log-ind/vaelg"
    new, made = device.make(visitor.send("/log-ind/vaelg/adgangsnoegle/begynd", {}).json)
    assert visitor.send("/log-ind/vaelg/adgangsnoegle", {"answer": made}).json == {"location": "/"}
    visitor.post("/log-ud")
    assert use(visitor, device.use(lost, asked(visitor))).status == 409
    assert use(visitor, device.use(new, asked(visitor))).status == 200


def test_for_staff_two_different_people_speak_within_a_day(visitor: Reader, cast: Cast) -> None:
    give_password(visitor.app, cast.instructor)
    give_totp(visitor.app, cast.instructor)
    assert speak_for_staff(visitor, cast.instructor, by=cast.coordinator).location == f"{STAFF}?sket=venter"
    again = speak_for_staff(visitor, cast.instructor, by=cast.coordinator)
    assert (again.status, "Du har allerede sagt god for Ingrid Solbjerg." in again.text) == (422, True)
    assert [one.kind for one in letters_to(visitor.app, cast.instructor)] == ["vouch_begun"]
    later(hours=24, seconds=1)
    assert speak_for_staff(visitor, cast.instructor, by=cast.administrator).location == f"{STAFF}?sket=venter"
    assert count(visitor.app, VouchLink) == 0, "the first word was too old"
    assert speak_for_staff(visitor, cast.instructor, by=cast.other_coordinator).location == f"{STAFF}?sket=sendt"
    assert WHY in Reader(visitor.app).sign_in(cast.coordinator).get(STAFF).text
    assert count(visitor.app, VouchLink) == 1


@pytest.mark.once
def test_nobody_speaks_for_themselves_by_the_other_door_or_for_who_has_lost_nothing(
    visitor: Reader, cast: Cast
) -> None:
    for person in (cast.administrator, cast.classmate):
        give_password(visitor.app, person)
    give_totp(visitor.app, cast.administrator)
    cast.enrol(cast.administrator, cast.cohort)
    said = [
        speak_for_staff(visitor, cast.administrator, by=cast.administrator),
        speak_for_staff(visitor, cast.classmate, by=cast.administrator),
        speak(visitor, cast.administrator, by=cast.coordinator),
        speak(visitor, cast.classmate, by=cast.coordinator),
        speak(visitor, cast.author, by=cast.coordinator),
    ]
    assert [page.status for page in said] == [422] * 5
    for page, words in zip(
        said,
        ("for dig selv", "er deltager", "at to siger god", "ikke en app eller", "Send en ny invitation"),
        strict=True,
    ):
        assert words in page.text
    assert count(visitor.app, Vouch) == 0


def test_an_instructor_is_in_with_a_new_app_and_not_with_the_lost_one(visitor: Reader, cast: Cast) -> None:
    give_password(visitor.app, cast.instructor)
    give_totp(visitor.app, cast.instructor)
    for who in (cast.coordinator, cast.administrator):
        speak_for_staff(visitor, cast.instructor, by=who)
    later(minutes=1)
    arrive(visitor, cast.instructor)
    assert visitor.post("/log-ind/vaelg/faerdig").location == "/log-ind?naeste=/"
    assert not is_in(visitor)
    assert visitor.post("/log-ind/vaelg", {"act": "keep"}).location == "/log-ind/vaelg/app?naeste=/"
    secret = re.search(r"[A-Z2-7]{4}(?: [A-Z2-7]{4}){7}", visitor.get("/log-ind/vaelg/app").text)
    assert secret
    visitor.post("/log-ind/vaelg/app", {"code": code_now(secret.group().replace(" ", ""))})
    assert visitor.post("/log-ind/vaelg/faerdig").location == "/"
    assert is_in(visitor)
    assert count(visitor.app, Totp) == 1


def test_who_coordinates_one_cohort_speaks_for_those_who_work_there_with_a_second_person(
    visitor: Reader, cast: Cast
) -> None:
    runner = cast.staff("Rikke Østergård", cast.cohort, StaffRole.COORDINATOR)
    second = cast.staff("Åge Møller", cast.cohort, StaffRole.COORDINATOR)
    for person in (cast.instructor, cast.other_instructor, cast.coordinator):
        give_password(visitor.app, person)
        give_totp(visitor.app, person)
    for other in (cast.other_instructor, cast.coordinator, cast.author):
        page = speak_for_staff(visitor, other, by=runner)
        assert (page.status, "underviser eller koordinerer på dine hold" in page.text) == (422, True), other.name
        assert other.name not in page.text
    speak_for_staff(visitor, cast.other_instructor, by=cast.administrator)
    assert speak_for_staff(visitor, cast.instructor, by=runner).location == f"{STAFF}?sket=venter"
    shown = Reader(visitor.app).sign_in(second).get(STAFF).text
    assert (cast.instructor.name in shown, cast.other_instructor.name in shown) == (True, False)
    assert speak_for_staff(visitor, cast.instructor, by=second).location == f"{STAFF}?sket=sendt"
    visitor.get(link_to(visitor.app, cast.instructor))
    assert visitor.get(HELP).status == 200
    with visitor.app.app_context():
        db.session.execute(delete(CohortStaff).where(CohortStaff.person_id == second.id))
        db.session.commit()
    assert visitor.get(HELP).status == 410, "who coordinates the cohort no longer speaks for nobody there"


def test_a_word_is_taken_back_and_its_link_leads_nowhere(visitor: Reader, cast: Cast) -> None:
    make(visitor, cast.author)
    speak(visitor, cast.author, by=cast.coordinator)
    arrive(visitor, cast.author, "")
    assert [visitor.get(address).status for address in (HELP, "/log-ind/vaelg")] == [200, 200]
    with visitor.app.app_context():
        (word,) = db.session.scalars(select(Vouch.id))
    coordinator = Reader(visitor.app).sign_in(cast.coordinator)
    assert WHY in coordinator.get(page_for(visitor, cast.author)).text
    for _twice in range(2):
        page = coordinator.post(f"/login-hjaelp/{word}/tag-tilbage")
        assert page.location == f"{page_for(visitor, cast.author)}?tilbage=1"
    assert visitor.get(HELP).status == 410
    assert visitor.get("/log-ind/vaelg").location == "/log-ind?naeste=/", "nor does what was begun go on"
    assert acts(visitor.app) == ["vouch.given", "vouch.sent", "vouch.taken_back"]
    assert speak(visitor, cast.author, by=cast.coordinator).status == 303
    assert visitor.get(HELP).status == 410, "the old letter's link stays dead"


def test_whoever_gets_a_role_meanwhile_needs_two(visitor: Reader, cast: Cast) -> None:
    make(visitor, cast.author)
    speak(visitor, cast.author, by=cast.coordinator)
    cast.add(CohortStaff(person_id=cast.author.id, cohort_id=cast.other_cohort.id, role=StaffRole.INSTRUCTOR))
    visitor.get(link_to(visitor.app, cast.author))
    assert visitor.get(HELP).status == 410


@pytest.mark.parametrize("how", ["disabled", "not of the cohort", "without a seat"])
def test_a_word_that_counts_no_more_when_the_new_way_is_chosen_sets_nothing(
    visitor: Reader, cast: Cast, how: str
) -> None:
    make(visitor, cast.author)
    speak(visitor, cast.author, by=cast.coordinator)
    arrive(visitor, cast.author, "")
    with visitor.app.app_context():
        runner = db.session.get_one(Person, cast.coordinator.id)
        if how == "disabled":
            runner.disabled_at = clock.now()
        elif how == "not of the cohort":
            runner.is_coordinator = False
            db.session.execute(delete(CohortStaff).where(CohortStaff.person_id == runner.id))
        else:
            db.session.execute(delete(Enrolment).where(Enrolment.person_id == cast.author.id))
        db.session.commit()
        link = db.session.scalars(select(VouchLink.id)).one()
        author = person_with_roles(Person.id == cast.author.id)
        assert author
        with pytest.raises(Refused, match="Linket gælder ikke længere"):
            actions.use_link(author, link)
        db.session.rollback()
    assert visitor.get(HELP).status == 410
    assert visitor.post("/log-ind/vaelg", {"password": GOOD}).location == "/log-ind?naeste=/"
    assert not is_in(visitor)


def test_of_staff_neither_password_nor_app_is_set_once_a_word_counts_no_more(visitor: Reader, cast: Cast) -> None:
    give_password(visitor.app, cast.instructor)
    old = give_totp(visitor.app, cast.instructor)
    for who in (cast.coordinator, cast.administrator):
        speak_for_staff(visitor, cast.instructor, by=who)
    later(minutes=1)
    arrive(visitor, cast.instructor)
    visitor.post("/log-ind/vaelg", {"act": "keep"})
    new = re.search(r"[A-Z2-7]{4}(?: [A-Z2-7]{4}){7}", visitor.get("/log-ind/vaelg/app").text)
    assert new
    with visitor.app.app_context():
        db.session.get_one(Person, cast.administrator.id).disabled_at = clock.now()
        db.session.commit()
    other = "En helt anden adgangskode 7"
    assert visitor.post("/log-ind/vaelg", {"password": other}).location == "/log-ind?naeste=/"
    answer = visitor.post("/log-ind/vaelg/app", {"code": code_now(new.group().replace(" ", ""))})
    assert answer.location == "/log-ind?naeste=/"
    owner = Reader(visitor.app)
    type_password(owner, cast.instructor)
    assert type_code(owner, code_now(old)).status == 303


def _given(app: Flask, whom: UUID, by: UUID) -> str:
    with app.app_context():
        try:
            is_sent = actions.vouch(whom, by=db.session.get_one(Person, by), reason=WHY)
            db.session.commit()
        except Refused:
            return "refused"
        return "sent" if is_sent else "waits"


def test_of_many_words_at_once_each_person_s_counts_once_and_one_letter_goes(own_app: Flask) -> None:
    cast = Cast(own_app)
    give_password(own_app, cast.instructor)
    give_totp(own_app, cast.instructor)
    people = [cast.coordinator.id, cast.administrator.id] * 5
    with ThreadPoolExecutor(10) as many:
        said = sorted(many.map(lambda by: _given(own_app, cast.instructor.id, by), people))
    assert said == [*["refused"] * 8, "sent", "waits"]
    assert [count(own_app, kind) for kind in (Vouch, VouchLink)] == [2, 1]
    (letter,) = [one for one in letters_to(own_app, cast.instructor) if one.kind == "vouched"]
    assert letter.person_id == cast.instructor.id
