"""Does an act that matters ask once more who it is, and does one go on where one was?"""

import re
from datetime import timedelta
from io import BytesIO
from typing import Final

import pytest
from flask import Flask

from portal import access, clock
from portal.db import db
from portal.door import DOORS, STEPS_UP, Answer, Pages
from portal.enrolments.models import Enrolment, ImportDraft
from portal.incoming import Takes
from portal.journal.models import Entry
from portal.people.models import Person, SignInSession
from portal.people.session_cookie import hashed
from tests.access.matrix import MATRIX
from tests.access.world import build
from tests.cast import Cast
from tests.people.browsers import is_in
from tests.people.test_pages import code_in_the_newest_letter
from tests.reader import Reader

# What leaves the portal by the handful, or gives and takes rights: told by its name or address.
TELLING: Final = re.compile(
    r"export|eksport|udtraek|download_all|\.zip|\.csv|\.xlsx|\.json|regneark|staff|undervisere|rolle|role|slet-mig|erase"
    r"|mine-oplysninger|drift|opbevaring|retention|enheder/alle|gennemgang|hold/nyt|correct_home"
)
MOST: Final = 4  # of those for whom a page is the same
NO_STEP_UP: Final = {
    "materials.bundle": "the cohort's own course material, which each of its readers may read file by file",
    "enrolments.template": "an empty spreadsheet",
    "retention.keep": "the author keeps the own case longer; nobody is given anything",
    "retention.my_data": "looking at one's own only; taking it along asks",
    "retention.gone": "the page after it, which says nothing of anybody",
    "roles.overview": "looking only",
    "roles.invite_again": "a letter to the address that has the role already",
    "roles.municipality": "looking only",
}


def later(minutes: int, seconds: int = 0) -> None:
    clock.set_clock(clock.now() + timedelta(minutes=minutes, seconds=seconds))


def prove(reader: Reader, wanted: str) -> str:
    """Type the code from the letter; where one is led."""
    reader.post("/bekraeft", {"step": "send", "naeste": wanted})
    return reader.post("/bekraeft", {"code": code_in_the_newest_letter(reader.app), "naeste": wanted}).location


def allowed(app: Flask, endpoint: str) -> set[str]:
    return {method for rule in app.url_map.iter_rules(endpoint) for method in rule.methods or ()}


def test_au_9_every_route_that_gives_rights_or_exports_asks_for_a_fresh_proof(app: Flask) -> None:
    """AU-9: a new route whose name or address tells of an export or of roles has to step up, or say here why not."""
    telling = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint in DOORS and TELLING.search(f"{rule.endpoint} {rule.rule}")
    }
    assert telling - set(STEPS_UP) == set(NO_STEP_UP)
    assert {name for name in STEPS_UP if "POST" not in STEPS_UP[name]} == set()


@pytest.mark.once
def test_au_9_none_of_them_opens_five_minutes_and_a_second_after_the_last_proof(app: Flask, cast: Cast) -> None:
    """AU-9, TK-2: every such route, by everybody whom its rule lets in: at five minutes it opens, a second later none."""
    world, asked = build(cast), 0
    start = clock.now()
    for endpoint, ids, who in MATRIX:
        methods = STEPS_UP.get(endpoint, frozenset()) & allowed(app, endpoint)
        for name in sorted(who - {"anonymous"})[:MOST] if methods else ():
            clock.set_clock(start)
            reader = Reader(cast.app).sign_in(getattr(cast, name))
            address = app.url_map.bind("localhost").build(endpoint, {n: world.ids[k] for n, k in ids.items()})
            later(5)
            opened = {method: reader.client.open(address, method=method) for method in methods & {"GET"}}
            later(0, 1)
            for method in methods:
                data = {"csrf_token": reader.token()} if method == "POST" else None
                answer = reader.client.open(address, method=method, data=data)
                assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/bekraeft"), (name, address)
                asked += 1
            assert all("/bekraeft" not in (answer.location or "") for answer in opened.values()), (name, address)
    assert asked > 4


def test_who_may_not_do_it_is_not_asked_but_told_that_there_is_nothing(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    later(6)
    assert reader.post(f"/hold/{cast.cohort.id}/undervisere").status == 404


def test_what_was_typed_comes_back_after_the_proof_and_is_done_when_sent_again(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.coordinator)
    later(6)
    address = f"/hold/{cast.cohort.id}/undervisere"
    typed = {"email": "søren.ny@eksempel.dk", "name": "Søren Ærø", "role": "instructor", "person_id": ""}
    asked = reader.post(address, typed)
    assert asked.location == f"/bekraeft?naeste={address}"
    page = reader.get(asked.location)
    assert (page.heading, page.status) == ("Bekræft, at det er dig", 200)
    assert "Det, du skrev, er gemt, og du får det igen bagefter." in page.text
    assert prove(reader, address) == address
    back = reader.get(address)
    assert (back.field("email"), back.field("name")) == ("søren.ny@eksempel.dk", "Søren Ærø")
    assert "Tak, nu ved vi, at det er dig." in back.text
    assert "Filer skal vælges igen." not in back.text  # there is no place for one
    assert reader.post(address, typed).location == f"{address}?gemt=1"


def test_a_spreadsheet_is_taken_in_after_a_proof(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.coordinator)
    later(6)
    address = f"/hold/{cast.cohort.id}/tilmeldinger/regneark"
    assert reader.get(address).location == f"/bekraeft?naeste={address}"
    assert prove(reader, address) == address
    assert reader.get(address).status == 200


def a_sheet(*lines: str) -> dict[str, object]:
    return {"sheet": (BytesIO("\r\n".join(("Navn;E-mail", *lines)).encode()), "deltagere.csv")}


def test_a_spreadsheet_that_was_chosen_is_seen_after_the_proof_and_enrols_nobody_before(
    reader: Reader, cast: Cast
) -> None:
    reader.sign_in(cast.coordinator)
    later(6)
    address = f"/hold/{cast.cohort.id}/tilmeldinger/regneark"
    assert reader.post(address, a_sheet("Åse Ærø;aase@eksempel.dk")).location == address
    assert reader.get(address).location == f"/bekraeft?naeste={address}"
    assert prove(reader, address) == address
    back = reader.get(address)
    assert "Åse Ærø" in back.text
    later(6)
    use = {name: back.field(name) for name in ("draft_id", "seen", "form_key")}
    both = reader.post(address, {**use, **a_sheet("Bo Kjær;bo@eksempel.dk")})
    assert both.location == address  # a file beside it is looked at, and no way past the question
    with reader.app.app_context():
        assert db.session.query(Enrolment).count() == 0
        assert [row.rows[0]["name"] for row in db.session.query(ImportDraft)] == ["Bo Kjær"]


def test_what_is_wrong_with_a_spreadsheet_is_said_before_the_proof(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.coordinator)
    later(6)
    page = reader.post(f"/hold/{cast.cohort.id}/tilmeldinger/regneark", a_sheet())
    assert (page.status, page.errors) == (422, ["Der står ingen personer under overskrifterne."])


def test_who_sends_a_spreadsheet_after_the_session_ended_is_told_to_choose_it_again(reader: Reader, cast: Cast) -> None:
    address = f"/hold/{cast.cohort.id}/tilmeldinger/regneark"
    reader.sign_in(cast.coordinator)
    reader.get(address)
    token = reader.token()
    later(16)
    asked = reader.post(address, {**a_sheet("Åse Ærø;aase@eksempel.dk"), "csrf_token": token})
    assert asked.location == f"/log-ind?naeste={address}"
    reader.post(asked.location, {"email": cast.coordinator.email})
    code = code_in_the_newest_letter(reader.app)
    assert reader.post(f"/log-ind/kode?naeste={address}", {"code": code}).location == address
    assert "Du blev logget ud, inden filen var gemt. Vælg den igen." in reader.get(address).text
    reader.post(address, a_sheet("Åse Ærø;aase@eksempel.dk"))
    assert "Du blev logget ud" not in reader.get(address).text


def test_a_page_that_asks_again_and_takes_files_has_to_say_where_they_wait() -> None:
    pages = Pages("nowhere", __name__)
    declare = pages.page("/", access=access.signed_in, methods=["POST"], takes=Takes.ATTACHMENTS, step_up=True)
    with pytest.raises(ValueError, match=r"nowhere\.view would lose a file"):
        declare(view)


def view(person: Person) -> Answer:
    raise NotImplementedError(person)


def test_a_wrong_code_proves_nothing_and_is_noted(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.coordinator)
    later(6)
    reader.post("/bekraeft", {"step": "send", "naeste": "/kurser"})
    right = code_in_the_newest_letter(reader.app)
    wrong = "00000000" if right != "00000000" else "11111111"
    page = reader.post("/bekraeft", {"code": wrong, "naeste": "/kurser"})
    assert (page.status, len(page.errors)) == (422, 1)
    with reader.app.app_context():
        assert [e.act for e in db.session.query(Entry).filter(Entry.act.like("step_up.%"))] == ["step_up.failed"]


def test_se_1_stepping_up_gives_the_session_another_secret_and_the_old_one_is_dead(reader: Reader, cast: Cast) -> None:
    """SE-1: the session goes on, its secret does not; the journal has it."""
    reader.sign_in(cast.coordinator)
    later(6)
    captured, before = reader.copy(), reader.secret
    prove(reader, "/kurser")
    assert before != reader.secret
    assert (is_in(reader), is_in(captured)) == (True, False)
    with reader.app.app_context():
        row = db.session.query(SignInSession).one()
        assert (row.secret_hash, row.stepped_up_at, row.ended_at) == (hashed(reader.secret), clock.now(), None)
        (entry,) = db.session.query(Entry).filter_by(act="step_up.done")
        assert (entry.by_id, entry.subject_id) == (cast.coordinator.id, row.id)


def test_a_script_is_told_where_to_prove_it(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.coordinator)
    later(6)
    answer = reader.send(f"/hold/{cast.cohort.id}/tilmeldinger/regneark", {})
    there = f"/bekraeft?naeste=/hold/{cast.cohort.id}/tilmeldinger/regneark"
    assert (answer.status, answer.json) == (403, {"signed_in": True, "step_up": there})
