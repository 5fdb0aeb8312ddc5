"""Does an invitation lead its owner in, and nobody else, whoever opens it first?"""

from contextlib import closing
from datetime import timedelta
from threading import Barrier, Thread
from urllib.parse import urljoin

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Window
from sqlalchemy import select, text

from portal import clock
from portal.db import db
from portal.enrolments.models import Enrolment
from portal.invitations.actions import LASTS, MOST_TRIES, WAIT, hashed
from portal.invitations.models import Invitation
from portal.journal.models import Entry
from portal.letters.delivery import HOLD_A_KEY
from portal.people.models import Person
from portal.people.session_cookie import NAME
from tests.cast import Cast
from tests.credentials.ways import GOOD, give_password, is_in
from tests.hostile.served import served
from tests.invitations.walking import Robot, ScriptedRobot, arrive, enrol, links, newest
from tests.reader import Reader, words

OVER = "Invitationen gælder ikke længere"


@pytest.fixture
def person(cast: Cast) -> Person:
    return enrol(cast, "Signe Ærø", "signe@eksempel.dk")


@pytest.fixture
def link(reader: Reader, person: Person) -> str:
    [only] = links(reader.app, person)
    return only


def test_the_letter_leads_to_a_page_that_asks_who_one_is_and_then_how_to_sign_in(
    reader: Reader, cast: Cast, person: Person, link: str
) -> None:
    page = arrive(reader, link)
    assert page.heading == "Din invitation"
    assert "Denne invitation er til s…@…" in page.text
    assert cast.course.title in page.text
    assert person.email not in page.source
    assert reader.post("/invitation", {"email": "anden@eksempel.dk"}).errors == [
        "Invitationen er ikke til den adresse. Se i mailen, hvem den er sendt til."
    ]
    assert reader.post("/invitation", {"email": "signe"}).status == 422
    choose = reader.post("/invitation", {"email": " Signe@Eksempel.DK "})
    assert choose.location == f"/log-ind/vaelg?naeste=/hold/{cast.cohort.id}"
    assert not is_in(reader)
    assert newest(reader.app).used_at is None
    done = reader.post(choose.location, {"password": GOOD})
    assert (done.status, done.location) == (303, f"/hold/{cast.cohort.id}")
    assert reader.get("/profil").field("name") == "Signe Ærø"
    assert newest(reader.app).used_at == clock.now()
    assert reader.get("/invitation").heading == OVER
    assert arrive(Reader(reader.app), link).heading == OVER
    with reader.app.app_context():
        acts = [entry.act for entry in db.session.query(Entry).order_by(Entry.at) if "invit" in entry.act]
    assert acts == ["invitation.tried", "invitation.used"]


def comes_in_by_hand(window: Window, person: Person, link: str) -> bool:
    """In Chromium, past what the robot left there."""
    window.context.clear_cookies()
    window.goto(link)
    window.get_by_label("Din e-mailadresse").fill(person.email)
    window.get_by_role("button", name="Fortsæt").click()
    window.get_by_label("Ny adgangskode").fill(GOOD)
    window.get_by_role("button", name="Brug adgangskoden").click()
    expect(window.get_by_role("heading", level=1)).to_contain_text("Politisk betjening")
    window.goto(urljoin(window.url, "/profil"))
    return window.locator("[name=name]").input_value() == person.name


def comes_in(browser: Reader, person: Person, link: str) -> bool:
    arrive(browser, link)
    choose = browser.post("/invitation", {"email": person.email})
    browser.post(choose.location, {"password": GOOD})
    return is_in(browser)


@pytest.mark.once
def test_robots_open_press_and_send_everything_first_and_all_30_humans_get_in_all_the_same(
    own_app: Flask, chromium: Browser
) -> None:
    """TK-3, TK-4: two mail gateways before each of 30 people, one with script in Chromium, at the first of them thrice; no robot gets in, nothing is used up."""
    cast, in_by = Cast(own_app), {"robot": 0, "robot with script": 0, "hand": 0, "Chromium": 0}
    people = [enrol(cast, f"Deltager {number}", f"deltager{number}@eksempel.dk") for number in range(30)]
    letters = [(person, *links(own_app, person)) for person in people]
    with served(own_app) as here, closing(chromium.new_context(reduced_motion="reduce")) as context:
        window = context.new_page()
        for number, (_person, link) in enumerate(letters):
            plain, scripted = Robot(own_app), ScriptedRobot(window)
            plain.look_into(link)
            times = 1 if number else 3
            scripted.look_into(here + link, times=times)
            assert (plain.sent >= 5, scripted.sent) == (True, 2 * times)
            in_by["robot"] += is_in(plain.browser)
            in_by["robot with script"] += NAME in {cookie["name"] for cookie in context.cookies()}
        with own_app.app_context():
            assert db.session.query(Invitation).filter(Invitation.used_at.is_(None)).count() == 30
        for person, link in letters[:3]:
            in_by["Chromium"] += comes_in_by_hand(window, person, here + link)
    for person, link in letters[3:]:
        in_by["hand"] += comes_in(Reader(own_app), person, link)
    assert in_by == {"robot": 0, "robot with script": 0, "hand": 27, "Chromium": 3}


def test_tk_1_a_token_is_random_kept_as_its_hash_and_used_once_by_twenty_at_a_time(own_app: Flask) -> None:
    """TK-1: 256 bits, SHA-256 at rest, one person, one success of twenty."""
    cast = Cast(own_app)
    person = enrol(cast, "Signe Ærø", "signe@eksempel.dk")
    [link] = links(own_app, person)
    token = link.rpartition("/")[2]
    assert newest(own_app).token_hash == hashed(token) != token
    browsers = [Reader(own_app) for _ in range(20)]
    for browser in browsers:
        arrive(browser, link)
        assert browser.post("/invitation", {"email": person.email}).status == 303
    tokens = [browser.token() for browser in browsers]
    together, statuses = Barrier(20), []

    def choose(browser: Reader, form_token: str) -> None:
        together.wait()
        answer = browser.client.post("/log-ind/vaelg", data={"password": GOOD, "csrf_token": form_token})
        statuses.append(answer.status_code)

    threads = [Thread(target=choose, args=pair) for pair in zip(browsers, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(statuses) == 20
    assert sum(is_in(browser) for browser in browsers) == 1
    with own_app.app_context():
        assert db.session.query(Entry).filter_by(act="invitation.used").count() == 1


def test_tk_2_an_invitation_lasts_fourteen_days_and_no_second_more(reader: Reader, person: Person, link: str) -> None:
    """TK-2: also for whoever has opened it in time."""
    begun = clock.now()
    clock.set_clock(begun + LASTS - timedelta(seconds=1))
    assert arrive(reader, link).heading == "Din invitation"
    clock.set_clock(begun + LASTS)
    assert arrive(Reader(reader.app), link).heading == OVER
    assert reader.post("/invitation", {"email": person.email}).heading == OVER


def test_tk_2_a_choice_begun_in_time_is_refused_once_the_invitation_is_over(
    reader: Reader, person: Person, link: str
) -> None:
    """TK-2: what counts is when the way in is chosen."""
    begun = clock.now()
    clock.set_clock(begun + LASTS - timedelta(seconds=1))
    arrive(reader, link)
    choose = reader.post("/invitation", {"email": person.email})
    clock.set_clock(begun + LASTS)
    refused = reader.post(choose.location, {"password": GOOD})
    assert refused.status == 422
    assert "Invitationen gælder ikke længere. Åbn den nyeste, eller bed om en ny." in refused.text
    assert not is_in(reader)


def test_tk_2_a_new_letter_kills_the_old_link(reader: Reader, cast: Cast, person: Person, link: str) -> None:
    """TK-2: the coordinator sends it again from the roster."""
    clock.set_clock(clock.now() + timedelta(minutes=2))
    office = Reader(reader.app).sign_in(cast.coordinator)
    roster = office.get(f"/hold/{cast.cohort.id}/tilmeldinger")
    [again] = [b.get("formaction", "") for b in roster.all("button") if "Inviter igen" in words(b)]
    after = office.post(again)
    assert "Signe Ærø har fået en ny mail." in office.get(after.location).source
    assert office.post(again).status == 409, "a minute's rest"
    old, new = links(reader.app, person)
    assert old == link
    assert arrive(reader, old).heading == OVER
    assert arrive(reader, new).heading == "Din invitation"
    assert Reader(reader.app).sign_in(cast.instructor).post(again).status == 404
    with reader.app.app_context():
        assert [e.act for e in db.session.query(Entry).filter_by(act="enrolment.invited")] == ["enrolment.invited"]


@pytest.mark.once
def test_tk_3_looking_changes_nothing_and_the_token_is_gone_at_once(reader: Reader, person: Person, link: str) -> None:
    """TK-3: GET and HEAD change no row; the token stands in no answer, and is sent on to nobody."""

    def rows() -> list[object]:
        with reader.app.app_context():
            return [
                db.session.execute(text(f"SELECT * FROM {table} ORDER BY id")).all()
                for table in ("invitation", "sign_in_attempt", "sign_in_session", "journal_entry", "letter", "person")
            ]

    before, token = rows(), link.rpartition("/")[2]
    for method in ("HEAD", "GET"):
        answer = reader.client.open(link, method=method)
        assert (answer.status_code, answer.headers["Referrer-Policy"]) == (303, "no-referrer")
        assert token not in f"{answer.headers}{answer.get_data(as_text=True)}"
        page = reader.client.open("/invitation", method=method)
        assert token not in f"{page.headers}{page.get_data(as_text=True)}"
    for odd in ("/invitation/x", f"{link}x", f"/invitation/{'æ' * 50}"):
        assert arrive(Reader(reader.app), odd).heading == OVER
    assert rows() == before
    assert {"invitation", "place_confirmed"} <= HOLD_A_KEY


def test_tk_4_the_link_in_a_second_browser_lets_nobody_in(reader: Reader, person: Person, link: str) -> None:
    """TK-4: not before, not while and not after the owner has typed the address elsewhere."""
    second = Reader(reader.app)
    arrive(second, link)
    arrive(reader, link)
    choose = reader.post("/invitation", {"email": person.email})
    assert second.get(choose.location).location.startswith("/log-ind?naeste=")
    reader.post(choose.location, {"password": GOOD})
    arrive(second, link)
    assert (is_in(reader), is_in(second)) == (True, False)


def test_five_wrong_addresses_are_enough_for_a_quarter_of_an_hour(reader: Reader, person: Person, link: str) -> None:
    arrive(reader, link)
    for number in range(MOST_TRIES):
        for _again in range(2):
            assert "ikke til den adresse" in reader.post("/invitation", {"email": f"gaet{number}@eksempel.dk"}).text
    for browser in (reader, Reader(reader.app)):
        arrive(browser, link)
        assert "Vent et kvarter" in browser.post("/invitation", {"email": person.email}).text
    clock.set_clock(clock.now() + WAIT + timedelta(seconds=1))
    assert reader.post("/invitation", {"email": person.email}).status == 303


def test_somebody_who_is_signed_in_as_another_may_switch(reader: Reader, cast: Cast, person: Person, link: str) -> None:
    reader.sign_in(cast.author)
    page = arrive(reader, link)
    assert "Invitationen er til s…@…; du er logget ind som m…@…." in page.text
    assert is_in(reader)
    assert reader.post("/invitation/skift").location == "/invitation"
    assert not is_in(reader)
    assert reader.get("/invitation").heading == "Din invitation"
    reader.sign_in(person)
    assert reader.get(link).status == 303
    assert reader.get("/invitation").location == f"/hold/{cast.cohort.id}"


def test_who_has_a_way_in_already_uses_that(reader: Reader, cast: Cast, person: Person, link: str) -> None:
    give_password(reader.app, person)
    arrive(reader, link)
    page = reader.post("/invitation", {"email": person.email})
    assert page.location == f"/log-ind?naeste=/hold/{cast.cohort.id}"


def test_a_link_that_is_over_gives_everybody_the_same_answer_and_its_owner_a_new_letter(
    reader: Reader, cast: Cast, person: Person, link: str
) -> None:
    clock.set_clock(clock.now() + LASTS)
    owner, stranger = Reader(reader.app), Reader(reader.app)
    for browser, opened in ((owner, link), (stranger, "/invitation/findes-ikke")):
        assert arrive(browser, opened).heading == OVER
        for _press in range(3):
            assert browser.post("/invitation/ny").location == "/invitation?bedt=1"
    assert owner.get("/invitation?bedt=1").text == stranger.get("/invitation?bedt=1").text
    assert len(links(reader.app, person)) == 2, "three presses are one letter"
    with reader.app.app_context():
        assert db.session.query(Invitation).count() == 2


def test_a_link_that_still_holds_is_not_replaced_by_a_press(reader: Reader, person: Person, link: str) -> None:
    arrive(reader, link)
    clock.set_clock(clock.now() + timedelta(days=1))
    reader.post("/invitation/ny")
    assert links(reader.app, person) == [link]


def test_a_closed_account_has_no_invitation(reader: Reader, person: Person, link: str) -> None:
    arrive(reader, link)
    with reader.app.app_context():
        db.session.get_one(Person, person.id).disabled_at = clock.now()
        db.session.commit()
    assert arrive(Reader(reader.app), link).heading == OVER
    assert reader.post("/invitation", {"email": person.email}).heading == OVER
    reader.post("/invitation/ny")
    assert links(reader.app, person) == [link]


def test_a_place_that_is_given_up_ends_its_invitation_and_a_new_place_brings_a_new_one(
    reader: Reader, cast: Cast, person: Person, link: str
) -> None:
    reader.sign_in(cast.coordinator)
    with reader.app.app_context():
        place = db.session.scalars(select(Enrolment).where(Enrolment.person_id == person.id)).one()
    assert arrive(Reader(reader.app), link).heading == "Din invitation"
    assert reader.post(f"/tilmelding/{place.id}/afmeld").status == 303
    assert arrive(Reader(reader.app), link).heading == "Invitationen gælder ikke længere"
    assert reader.post(f"/tilmelding/{place.id}/bekraeft").status == 303
    old, new = links(reader.app, person)
    assert old == link
    assert arrive(Reader(reader.app), new).heading == "Din invitation"
