"""Does the door hold? Each guard is shown a breach that it must catch."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask

from portal import access, door
from portal.door import Pages
from portal.people.models import Person
from tests.access.table import lines
from tests.cast import Cast
from tests.reader import Reader


@pytest.fixture(autouse=True)
def doors_as_they_were() -> Iterator[None]:
    """What a test declares is forgotten after it."""
    before = dict(door.DOORS)
    yield
    door.DOORS.clear()
    door.DOORS.update(before)


@pytest.fixture
def bare() -> Flask:
    """An app with the door's guard and nothing else."""
    app = Flask("bare")
    door.guard(app)
    return app


def test_what_came_past_the_door_answers_404(bare: Flask) -> None:
    ran = []

    @bare.route("/bagdoer")
    def back_door() -> str:
        ran.append("the page ran")
        return "hemmeligt"

    assert bare.test_client().get("/bagdoer").status_code == 404
    assert ran == []


def test_the_same_page_is_there_without_the_guard_so_the_guard_is_what_closes_it() -> None:
    app = Flask("unguarded")
    app.add_url_rule("/bagdoer", "back_door", lambda: "hemmeligt")
    assert app.test_client().get("/bagdoer").data == b"hemmeligt"


def test_every_address_of_the_portal_has_a_door(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} - set(door.DOORS) == set()


def test_a_page_without_a_rule_fails_where_it_is_declared() -> None:
    with pytest.raises(TypeError, match="access"):
        Pages("own_cases_x", __name__).page("/x")  # type: ignore[call-arg]


def test_a_rule_that_takes_what_cannot_be_loaded_fails_where_it_is_declared() -> None:
    def may_read_dream(person: Person, dream: dict) -> bool:  # type: ignore[type-arg]
        return True

    with pytest.raises(TypeError, match="may_read_dream takes what the door cannot load: \\['dream'\\]"):
        Pages("dreams", __name__).page("/x/<uuid:dream_id>", access=may_read_dream)


def test_a_rule_that_does_not_say_what_it_answers_fails_where_it_is_declared() -> None:
    def may_do_anything(person: Person):
        return True

    with pytest.raises(TypeError, match="may_do_anything"):
        Pages("dreams", __name__).page("/x", access=may_do_anything)


def test_two_pages_of_one_name_fail_where_the_second_is_declared() -> None:
    def declare(address: str) -> None:
        @Pages("twins", __name__).page(address, access=access.anyone)
        def show() -> str:
            return ""

    declare("/en")
    with pytest.raises(ValueError, match=r"two pages are called twins\.show"):
        declare("/to")


def test_a_page_takes_what_its_rule_takes_and_nobody_signed_in_is_asked_to_sign_in(reader: Reader, cast: Cast) -> None:
    assert reader.get("/profil").location == "/log-ind?naeste=/profil"
    reader.sign_in(cast.author)
    assert reader.get("/profil").status == 200


def test_absent_and_refused_look_alike(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.stranger)
    refused = reader.get(f"/hold/{cast.cohort.id}")
    absent = reader.get(f"/hold/{uuid4()}")
    assert (refused.status, absent.status) == (404, 404)
    assert refused.source.replace(str(cast.cohort.id), "") == absent.source or refused.text == absent.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_asks_is_looked_up_once_also_for_the_page_that_says_no(reader: Reader, cast: Cast, method: str) -> None:
    reader.sign_in(cast.stranger)
    answer = getattr(reader, method)(f"/hold/{cast.cohort.id}/tilmeldinger/ny")
    assert (answer.status, sum("FROM sign_in_session" in one for one in reader.queries)) == (404, 1)


def test_nobody_signed_in_learns_whether_a_thing_exists(reader: Reader, cast: Cast) -> None:
    there, nowhere = (reader.get(f"/hold/{i}") for i in (cast.cohort.id, UUID(int=1)))
    assert (there.status, nowhere.status) == (303, 303)


@pytest.mark.once
def test_readme_tells_who_may_what_as_the_code_has_it() -> None:
    """Run `python -m tests.access.table` and put its lines into README when this fails."""
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert "\n".join(lines()) in readme
