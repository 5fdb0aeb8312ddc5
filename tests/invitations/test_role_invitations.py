"""Does whoever gets a role, and cannot sign in yet, come in by an invitation, and who can already without one?"""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.db import db
from portal.invitations.actions import LASTS
from portal.journal.models import Entry
from portal.letters.delivery import HOLD_A_KEY
from portal.letters.models import Letter
from portal.people.models import Person
from tests.cast import Cast
from tests.credentials.ways import GOOD, give_password, is_in
from tests.invitations.walking import arrive, links
from tests.reader import Reader, words

EMAIL = "aase@eksempel.dk"
WHO = {"email": EMAIL, "name": "Åse Ny"}
OVER = "Invitationen gælder ikke længere"


def of(app: Flask) -> Person:
    with app.app_context():
        return db.session.scalars(select(Person).where(Person.email == EMAIL)).one()


def kinds(app: Flask) -> list[str]:
    with app.app_context():
        return list(
            db.session.scalars(select(Letter.kind).where(Letter.person_id == of(app).id).order_by(Letter.due_at))
        )


def gives(reader: Reader, cast: Cast, role: str) -> None:
    by = cast.administrator if role in {"coordinator_of_all", "administrator"} else cast.coordinator
    reader.sign_in(by)
    address, fields = "/adgang/giv", {"municipality_code": "630", "cohort_id": str(cast.cohort.id)}
    if role == "instructor":
        address, fields = f"/hold/{cast.cohort.id}/undervisere", {"person_id": ""}
    assert reader.post(address, {**WHO, **fields, "role": role}).status == 303


@pytest.mark.parametrize(
    ("role", "is_office"),
    [
        ("board_secretary", False),
        ("municipal_contact", False),
        ("instructor", True),
        ("coordinator_of_all", True),
        ("administrator", True),
    ],
)
def test_the_letter_leads_to_a_choice_of_how_to_sign_in_as_the_role_asks(
    reader: Reader, cast: Cast, role: str, is_office: bool
) -> None:
    gives(reader, cast, role)
    assert kinds(reader.app) == ["role_invitation"]
    [link] = links(reader.app, of(reader.app))
    human = Reader(reader.app)
    page = arrive(human, link)
    has_course = role in {"board_secretary", "instructor"}
    assert (cast.course.title if has_course else "Du er inviteret til MitKomponent.") in page.text
    choose = human.post("/invitation", {"email": EMAIL})
    wanted = f"/hold/{cast.cohort.id}" if has_course else "/"
    assert choose.location == f"/log-ind/vaelg?naeste={wanted}"
    after = human.post(choose.location, {"password": GOOD})
    assert after.location == (f"/log-ind/vaelg/app?naeste={wanted}" if is_office else wanted)
    assert is_in(human) is not is_office, "more than a password for who reaches others' things"
    assert not is_in(Reader(reader.app))


def test_who_can_sign_in_already_gets_a_letter_without_a_key(reader: Reader, cast: Cast) -> None:
    cast.add(person := Person(email=EMAIL, name="Åse Ny"))
    give_password(reader.app, person)
    gives(reader, cast, "municipal_contact")
    assert (kinds(reader.app), links(reader.app, person)) == (["role_given"], [])
    gives(reader, cast, "instructor")
    assert sorted(kinds(reader.app)) == ["role_given", "role_invitation"], (
        "a password and a letter do not suffice to teach"
    )
    assert "role_invitation" in HOLD_A_KEY


def test_who_is_chosen_twice_hears_of_it_once(reader: Reader, cast: Cast) -> None:
    for _time in range(2):
        gives(reader, cast, "instructor")
    assert kinds(reader.app) == ["role_invitation"]


@pytest.mark.parametrize("role", ["municipal_contact", "instructor", "administrator"])
def test_the_invitation_is_sent_again_and_the_old_link_is_dead(reader: Reader, cast: Cast, role: str) -> None:
    gives(reader, cast, role)
    page = reader.get("/adgang")
    [form] = [
        form
        for form in page.all("form")
        if "Send invitationen igen, Åse Ny" in " ".join(words(b) for b in form.iter("button"))
    ]
    fields = {i.get("name", ""): i.get("value", "") for i in form.iter("input")}
    assert reader.post(form.get("action", ""), fields).status == 409, "a minute's rest"
    clock.set_clock(clock.now() + timedelta(minutes=2))
    reader.sign_in(cast.administrator if role == "administrator" else cast.coordinator)
    again = {"row": fields["row"]}
    assert reader.post("/adgang/inviter", again).location == "/adgang?inviteret=1"
    old, new = links(reader.app, of(reader.app))
    assert (arrive(Reader(reader.app), old).heading, arrive(Reader(reader.app), new).heading) == (
        OVER,
        "Din invitation",
    )
    assert Reader(reader.app).sign_in(cast.other_coordinator).post("/adgang/inviter", again).status == 409
    with reader.app.app_context():
        assert db.session.query(Entry).filter_by(act="role.invited").count() == 1


def test_who_can_sign_in_is_sent_no_invitation(reader: Reader, cast: Cast) -> None:
    cast.add(person := Person(email=EMAIL, name="Åse Ny"))
    give_password(reader.app, person)
    gives(reader, cast, "municipal_contact")
    assert "Send invitationen igen, Åse Ny" not in reader.get("/adgang").text
    with reader.app.app_context():
        row = db.session.get_one(Person, person.id, populate_existing=True)
        grants = [str(g) for g in db.session.scalars(select(Person.id).where(Person.id == row.id))]
    assert reader.post("/adgang/inviter", {"row": grants[0]}).status == 409
    assert links(reader.app, person) == []


def test_an_old_link_brings_a_new_letter_as_long_as_the_role_is_there(reader: Reader, cast: Cast) -> None:
    gives(reader, cast, "municipal_contact")
    person = of(reader.app)
    [link] = links(reader.app, person)
    clock.set_clock(clock.now() + LASTS)
    owner = Reader(reader.app)
    for _press in range(2):
        assert arrive(owner, link).heading == OVER
        owner.post("/invitation/ny")
    assert len(links(reader.app, person)) == 2, "two presses are one letter"
    reader.sign_in(cast.coordinator)
    [take] = [f.get("action", "") for f in reader.get("/adgang").all("form") if f.get("action", "").endswith("/fjern")]
    assert reader.post(take).status == 303
    clock.set_clock(clock.now() + LASTS)
    arrive(owner, link)
    owner.post("/invitation/ny")
    assert len(links(reader.app, person)) == 2


def takes_back(reader: Reader, cast: Cast, role: str) -> None:
    """Press whatever stands beside the newcomer's role."""
    page = reader.get(f"/hold/{cast.cohort.id}/undervisere" if role == "instructor" else "/adgang")
    rows = [row for kind in ("tr", "li") for row in page.all(kind) if "Åse Ny" in words(row)]
    forms = [form for row in rows for form in row.iter("form") if words(form).startswith("Fjern")]
    form = next(one for one in forms if role != "board_secretary" or "Direktionssekretær" in words(one))
    fields = {i.get("name", ""): i.get("value", "") for i in form.iter("input")}
    assert reader.post(form.get("action", ""), fields).status == 303


@pytest.mark.parametrize("role", ["board_secretary", "municipal_contact", "instructor", "administrator"])
def test_a_role_that_is_taken_back_ends_its_invitation_and_given_again_brings_a_new_one(
    reader: Reader, cast: Cast, role: str
) -> None:
    gives(reader, cast, role)
    [link] = links(reader.app, of(reader.app))
    begun = Reader(reader.app)
    arrive(begun, link)
    begun.post("/invitation", {"email": EMAIL})
    takes_back(reader, cast, role)
    assert arrive(Reader(reader.app), link).heading == OVER
    assert begun.post("/log-ind/vaelg", {"password": GOOD}).status == 422, "nor does what was begun with it go on"
    assert not is_in(begun)
    gives(reader, cast, role)
    old, new = links(reader.app, of(reader.app))
    assert old == link
    assert arrive(Reader(reader.app), new).heading == "Din invitation"


def test_an_invitation_stays_while_another_role_or_a_place_there_earns_it(reader: Reader, cast: Cast) -> None:
    gives(reader, cast, "municipal_contact")
    [to_the_portal] = links(reader.app, of(reader.app))
    gives(reader, cast, "board_secretary")
    cast.enrol(of(reader.app), cast.cohort)
    takes_back(reader, cast, "board_secretary")
    for link in links(reader.app, of(reader.app)):
        assert arrive(Reader(reader.app), link).heading == "Din invitation"
    assert to_the_portal in links(reader.app, of(reader.app))
