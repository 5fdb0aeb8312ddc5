"""What do we ask about announcements?"""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.announcements.models import Announcement
from portal.courses.cohort_models import Cohort
from portal.db import db


def announcements_of(cohort: Cohort) -> list[Announcement]:
    """What was written to a cohort, newest first, with the author, in one query."""
    found = db.session.scalars(
        select(Announcement)
        .where(Announcement.cohort_id == cohort.id)
        .order_by(Announcement.created_at.desc(), Announcement.id)
        .options(joinedload(Announcement.author))
    )
    return list(found)


def announcement_by_form_key(form_key: str) -> Announcement | None:
    """What an earlier press of the same form sent."""
    return db.session.scalars(select(Announcement).where(Announcement.form_key == form_key)).one_or_none()
