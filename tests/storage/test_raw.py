"""Is a file kept of whoever lost the right to send it while its bytes came?"""

from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import delete, func, select, update

from portal import clock
from portal.db import db
from portal.enrolments.models import Enrolment
from portal.people.models import Person, SignInSession
from portal.storage.current import store
from portal.storage.models import FileKey, StoredFile
from tests.access.world import build
from tests.cast import Cast
from tests.reader import Reader
from tests.storage.samples import sample

RAW = ["/hold/{cohort}/case/bilag", "/opgave/{assignment}/bilag", "/upload/fortroligt"]


class Slow(BytesIO):
    """A body on whose way something happens, once."""

    def __init__(self, content: bytes, meanwhile: Any) -> None:
        super().__init__(content)
        self.meanwhile = meanwhile

    def readinto(self, into: Any) -> int:
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        return super().readinto(into)


def send(reader: Reader, address: str, meanwhile: Any) -> int:
    content = sample("pdf")
    headers = {"X-CSRFToken": reader.token(), "Accept": "application/json", "X-File-Name": quote("årsplan.pdf")}
    body = Slow(content, meanwhile)
    answer = reader.client.post(
        address,
        input_stream=body,
        headers=headers,
        content_type="application/octet-stream",
        content_length=len(content),
    )
    assert body.meanwhile is None
    return answer.status_code


@pytest.mark.parametrize("raw", RAW)
@pytest.mark.parametrize(
    ("how", "status"), [("disabled", 401), ("off the cohort", 404), ("signed out", 401), ("nothing", 201)]
)
def test_a_sender_who_may_not_any_more_leaves_nothing(
    reader: Reader, cast: Cast, raw: str, how: str, status: int
) -> None:
    """Whom a sign-in would help is asked for one: the page then sends the file again."""
    world = build(cast)
    address = raw.format(cohort=cast.cohort.id, assignment=world.ids["assignment"])
    reader.sign_in(cast.classmate)

    def counted() -> tuple[int | None, ...]:
        with reader.app.app_context():
            return tuple(db.session.scalar(select(func.count()).select_from(one)) for one in (StoredFile, FileKey))

    def stored() -> set[str]:
        return {one.key for one in store().listed()}

    def act() -> None:
        acts: dict[str, Any] = {
            "disabled": update(Person).where(Person.id == cast.classmate.id).values(disabled_at=clock.now()),
            "off the cohort": delete(Enrolment).where(Enrolment.person_id == cast.classmate.id),
            "signed out": update(SignInSession).values(ended_at=clock.now()),
        }
        with reader.app.app_context():
            if how in acts:
                db.session.execute(acts[how])
            db.session.commit()

    before, kept = counted(), stored()
    is_kept = how == "nothing"
    assert send(reader, address, act) == status
    assert (counted() != before, stored() != kept) == (is_kept, is_kept)
