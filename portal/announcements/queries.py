"""What do we ask about announcements?"""

from datetime import datetime
from functools import cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from portal.announcements.models import Announcement
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.people.models import Person


class Posted(NamedTuple):
    """An announcement in a list: not its body."""

    id: UUID
    subject: str
    created_at: datetime
    recipients: int
    author: str


@cache
def _newest_first() -> Select[UUID, str, datetime, int, str]:
    """Put together once: that takes longer than asking."""
    return (
        select(Announcement.id, Announcement.subject, Announcement.created_at, Announcement.recipients, Person.name)
        .join(Announcement.author)
        .where(Announcement.cohort_id == bindparam("cohort"))
        .order_by(Announcement.created_at.desc(), Announcement.id)
    )


def announcements_of(cohort: Cohort) -> list[Posted]:
    """What was written to a cohort, newest first, with the author's name, in one query."""
    return [Posted(*row) for row in db.session.execute(_newest_first(), {"cohort": cohort.id})]


def announcement_by_form_key(form_key: str) -> Announcement | None:
    """What an earlier press of the same form sent."""
    return db.session.scalars(select(Announcement).where(Announcement.form_key == form_key)).one_or_none()
