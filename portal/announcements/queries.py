"""What do we ask about announcements?"""

from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import defer, joinedload

from portal.announcements.models import Announcement
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.people.models import Person


@cache
def _newest_first() -> Select[Announcement]:
    """Put together once: that takes longer than asking."""
    return (
        select(Announcement)
        .where(Announcement.cohort_id == bindparam("cohort"))
        .order_by(Announcement.created_at.desc(), Announcement.id)
        .options(defer(Announcement.body), joinedload(Announcement.author).load_only(Person.name))
    )


def announcements_of(cohort: Cohort) -> list[Announcement]:
    """What was written to a cohort, newest first, with the author, in one query."""
    return list(db.session.scalars(_newest_first(), {"cohort": cohort.id}))


def announcement_by_form_key(form_key: str) -> Announcement | None:
    """What an earlier press of the same form sent."""
    return db.session.scalars(select(Announcement).where(Announcement.form_key == form_key)).one_or_none()
