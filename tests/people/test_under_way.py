"""Is a download cut off within a minute when its reader loses the right to it, and left alone otherwise?"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from portal import clock
from portal.courses.cohort_models import CohortStaff
from portal.db import db
from portal.own_cases.models import OwnCaseAttachment, OwnCaseStatus
from portal.people.models import Person, SignInSession
from portal.people.under_way import NoLongerAllowed
from portal.storage.current import store
from portal.storage.models import FileState, StoredFile
from tests.access.world import World
from tests.cast import Cast
from tests.reader import Reader

pytestmark = pytest.mark.once

SIZE = 5 << 20  # five blocks


@pytest.fixture
def address(app: Flask, cast: Cast) -> str:
    """A file beside a case that was handed in."""
    own_case = World(cast).case(cast.author, cast.cohort, OwnCaseStatus.SUBMITTED, name="stor")
    with app.app_context():
        store().put("stor", BytesIO(b"\xc3" * SIZE), media_type="application/pdf", limit=SIZE)
    file = StoredFile(
        key="stor",
        name="Årsplan.pdf",
        media_type="application/pdf",
        size=SIZE,
        is_confidential=True,
        state=FileState.AVAILABLE,
        uploaded_by_id=cast.author.id,
        completed_at=clock.now(),
        claimed_at=clock.now(),
    )
    row = OwnCaseAttachment(own_case_id=own_case.id, file_id=cast.add(file).id, is_handed_in=True)
    return f"/case-bilag/{cast.add(row).id}"


def fetched(reader: Reader, address: str, meanwhile: Callable[[], None]) -> int:
    """How many bytes come when something happens after the first block, and the line takes 31 seconds for each."""
    answer = reader.client.get(address)
    assert (answer.status_code, answer.headers["Content-Length"]) == (200, str(SIZE))
    blocks: Iterator[bytes] = answer.iter_encoded()
    got = len(next(blocks))
    meanwhile()
    try:
        for block in blocks:
            got += len(block)
            clock.set_clock(clock.now() + timedelta(seconds=31))
    except NoLongerAllowed:
        assert got < SIZE
    finally:
        answer.close()
    return got


def doing(reader: Reader, *statements: object) -> Callable[[], None]:
    def act() -> None:
        with reader.app.app_context():
            for statement in statements:
                db.session.execute(statement)  # type: ignore[call-overload]
            db.session.commit()

    return act


@pytest.mark.parametrize("how", ["disabled", "off the staff", "session ended", "role gained"])
def test_az_6_a_download_under_way_is_cut_off_within_a_minute(
    reader: Reader, cast: Cast, address: str, how: str
) -> None:
    """AZ-6: whoever is disabled, leaves or is signed out gets two more blocks at most."""
    reader.sign_in(cast.instructor)
    mine = Person.id == cast.instructor.id
    acts = {
        "disabled": update(Person).where(mine).values(disabled_at=clock.now()),
        "off the staff": delete(CohortStaff).where(CohortStaff.person_id == cast.instructor.id),
        "session ended": update(SignInSession).values(ended_at=clock.now()),
        "role gained": update(Person).where(mine).values(is_administrator=True),
    }
    assert 0 < fetched(reader, address, doing(reader, acts[how])) <= 2 << 20


def test_az_6_so_is_one_of_something_that_is_gone(reader: Reader, cast: Cast, address: str) -> None:
    """AZ-6: the attachment is removed meanwhile."""
    reader.sign_in(cast.instructor)
    assert fetched(reader, address, doing(reader, delete(OwnCaseAttachment))) <= 2 << 20


def test_who_still_may_gets_it_whole_also_when_the_session_got_another_secret(
    reader: Reader, cast: Cast, address: str
) -> None:
    reader.sign_in(cast.instructor)
    renewed = update(SignInSession).values(secret_hash="0" * 64, stepped_up_at=clock.now())
    assert fetched(reader, address, doing(reader, renewed)) == SIZE
    with reader.app.app_context():
        assert db.session.scalars(select(SignInSession.ended_at)).all() == [None]
