"""What do we write to an author whose case has been given advice? That it is there, at most once a day; never a word of it."""

from datetime import timedelta
from typing import Final

from sqlalchemy import func, select

from portal import clock
from portal.db import db
from portal.letters.actions import post
from portal.letters.models import Letter
from portal.own_cases.models import OwnCase
from portal.text import portal_address

KIND: Final = "peer_advice"
APART: Final = timedelta(days=1)


def peer_advice(own_case: OwnCase) -> None:
    """To the author, a day after the last one at the earliest; one that still waits speaks for this too."""
    newest = db.session.scalar(
        select(func.max(Letter.due_at)).where(Letter.kind == KIND, Letter.person_id == own_case.author_id)
    )
    now = clock.now()
    if newest is not None and newest > now:
        return
    post(
        KIND,
        to=own_case.author,
        due_at=max(now, newest + APART) if newest else now,
        cohort_id=own_case.cohort_id,
        course=own_case.cohort.course.title,
        address=portal_address("sparring.received", own_case_id=own_case.id),
    )
