"""Who has to be told that their case goes soon? Once 14 and once 3 days before, and again when the day has moved."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import joinedload

from portal.clock import days_after
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.holding import take_turns
from portal.own_cases.models import OwnCase
from portal.retention import letters
from portal.retention.clocks import NOTICE_DAYS
from portal.retention.due import own_cases_going


class Notice(NamedTuple):
    """A letter that is due: about which case, when that goes, and how many days before this is."""

    own_case_id: UUID
    goes_at: datetime
    days: int


def notices_due(at: datetime) -> list[Notice]:
    """The letters that should have been written by now. Who missed the first gets the second only."""
    told = {
        key: (due_at, days)
        for key, due_at, days in db.session.execute(select(OwnCase.id, OwnCase.told_due_at, OwnCase.told_days))
    }
    found = []
    for due in own_cases_going():
        reached = [days for days in NOTICE_DAYS if days_after(due.at, -days) <= at < due.at]
        if reached and not _is_told(told[due.thing], due.at, min(reached)):
            found.append(Notice(due.thing, due.at, min(reached)))
    return found


def _is_told(told: tuple[datetime | None, int | None], goes_at: datetime, days: int) -> bool:
    due_at, told_days = told
    return due_at == goes_at and told_days is not None and told_days <= days


def send_notice(notice: Notice) -> bool:
    """Write one, once however many workers try at the same time; whether it was this one.

    Judged again with the row in hand: the author may just have chosen to keep it.
    """
    take_turns(OwnCase, notice.own_case_id)
    if notice.goes_at not in {due.at for due in own_cases_going(OwnCase.id == notice.own_case_id)}:
        db.session.rollback()
        return False
    untold = or_(OwnCase.told_due_at.is_(None), OwnCase.told_due_at != notice.goes_at, OwnCase.told_days > notice.days)
    values = {"told_due_at": notice.goes_at, "told_days": notice.days}
    first = db.session.execute(update(OwnCase).where(OwnCase.id == notice.own_case_id, untold).values(**values))
    is_first = bool(first.rowcount == 1)  # type: ignore[attr-defined]
    if is_first:
        parents = joinedload(OwnCase.author), joinedload(OwnCase.cohort).joinedload(Cohort.course)
        own_case = db.session.get_one(OwnCase, notice.own_case_id, options=parents, populate_existing=True)
        letters.goes_soon(own_case, notice.goes_at)
    db.session.commit()
    return is_first
