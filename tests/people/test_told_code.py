"""Can somebody whose letters do not arrive sign in with a code they are told, and nobody else?"""

from datetime import timedelta

from portal import clock
from portal.db import db
from portal.people.actions import CODE_MINUTES, tell_code
from portal.people.models import Person
from tests.cast import Cast
from tests.reader import Reader


def told(reader: Reader, person: Person) -> str:
    with reader.app.app_context():
        code = tell_code(db.session.get_one(Person, person.id))
        db.session.commit()
    return code


def ask(reader: Reader, person: Person) -> None:
    assert reader.post("/log-ind", {"email": person.email}).status == 303


def type_in(reader: Reader, code: str) -> int:
    return reader.post("/log-ind/kode", {"code": code}).status


def test_a_told_code_works_in_the_browser_that_asked_before_it_was_told(reader: Reader, cast: Cast) -> None:
    ask(reader, cast.author)
    assert type_in(reader, told(reader, cast.author)) == 303
    assert reader.get("/profil").status == 200


def test_a_told_code_works_in_a_browser_that_asks_afterwards(reader: Reader, cast: Cast) -> None:
    code = told(reader, cast.author)
    ask(reader, cast.author)
    assert type_in(reader, code) == 303


def test_a_told_code_works_once(reader: Reader, cast: Cast) -> None:
    code = told(reader, cast.author)
    ask(reader, cast.author)
    assert type_in(reader, code) == 303
    reader.post("/log-ud")
    ask(reader, cast.author)
    assert type_in(reader, code) == 422


def test_a_told_code_expires_and_a_newer_one_ends_it(reader: Reader, cast: Cast) -> None:
    first, second = told(reader, cast.author), told(reader, cast.author)
    ask(reader, cast.author)
    assert type_in(reader, first) == 422
    clock.set_clock(clock.now() + timedelta(minutes=CODE_MINUTES - 1))
    ask(reader, cast.author)
    clock.set_clock(clock.now() + timedelta(minutes=1))
    assert type_in(reader, second) == 422


def test_a_told_code_opens_nobody_elses_account(reader: Reader, cast: Cast) -> None:
    code = told(reader, cast.author)
    ask(reader, cast.classmate)
    assert type_in(reader, code) == 422


def test_a_told_code_leaves_five_tries_to_the_browser(reader: Reader, cast: Cast) -> None:
    code = told(reader, cast.author)
    ask(reader, cast.author)
    assert [type_in(reader, "00000000") for _ in range(5)] == [422] * 5
    assert type_in(reader, code) == 422
