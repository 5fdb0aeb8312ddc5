"""How is a cohort made from an earlier one? Days on new dates, programme, contacts, words and staff."""

from datetime import date, datetime

from portal import clock
from portal.clock import days_after
from portal.courses.cohort_actions import create_cohort
from portal.courses.cohort_models import (
    AgendaItem,
    Cohort,
    CohortContact,
    CohortStaff,
    CourseDay,
    StaffRole,
)
from portal.courses.cohort_queries import days_of, desk_of, staff_of
from portal.courses.dates import dates_of
from portal.courses.models import Course
from portal.db import db
from portal.errors import Refused
from portal.journal.actions import record
from portal.people.models import Person
from portal.text import _


def copy_cohort(course: Course, source: Cohort, *, by: Person, name: str, starts_on: date | None) -> Cohort:
    """A new cohort like an earlier one of the course, with all dates moved so that it starts on `starts_on`.

    Deadlines keep their distance to the course. People, materials, tasks and cases stay where they are.
    Raises Refused when the earlier one has dates and `starts_on` is missing.
    """
    days = days_of(source)
    dates = dates_of(days)
    if dates is not None and starts_on is None:
        raise Refused(_("Vælg, hvornår det nye hold begynder."), field="starts_on")
    cohort = create_cohort(course, by=by, name=name, starts_on=None if dates else starts_on)
    shift = (starts_on - clock.to_local(dates.starts_at).date()).days if dates and starts_on else 0
    _copy_words(source, cohort, shift if dates else None)
    db.session.add_all(_day(day, cohort, shift) for day in days)
    db.session.add_all(_contact(contact, cohort) for contact in desk_of(source).contacts)
    for staff in staff_of(source):
        if staff.person_id != by.id and staff.person.disabled_at is None:
            db.session.add(CohortStaff(cohort_id=cohort.id, person_id=staff.person_id, role=staff.role))
            act = "instructor.added" if staff.role is StaffRole.INSTRUCTOR else "coordinator.added"
            record(act, by_id=by.id, subject_id=staff.person_id, owner_id=staff.person_id, cohort_id=cohort.id)
    record("cohort.copied", by_id=by.id, subject_id=source.id, cohort_id=cohort.id)
    db.session.flush()
    return cohort


def _copy_words(earlier: Cohort, cohort: Cohort, shift: int | None) -> None:
    for field in ("capacity", "capacity_boards", "accommodation", "catering", "practical"):
        setattr(cohort, field, getattr(earlier, field))
    if shift is not None:
        cohort.enrolment_deadline = _moved(earlier.enrolment_deadline, shift)
        cohort.own_case_deadline = _moved(earlier.own_case_deadline, shift)


def _moved(instant: datetime | None, shift: int) -> datetime | None:
    return days_after(instant, shift) if instant else None


def _day(day: CourseDay, cohort: Cohort, shift: int) -> CourseDay:
    return CourseDay(
        cohort_id=cohort.id,
        venue_id=day.venue_id,
        kind=day.kind,
        starts_at=days_after(day.starts_at, shift),
        ends_at=days_after(day.ends_at, shift),
        room=day.room,
        agenda=[
            AgendaItem(
                starts_at=days_after(item.starts_at, shift),
                title=item.title,
                description=item.description,
                speaker=item.speaker,
                kind=item.kind,
            )
            for item in day.agenda
        ],
    )


def _contact(contact: CohortContact, cohort: Cohort) -> CohortContact:
    return CohortContact(
        cohort_id=cohort.id,
        position=contact.position,
        purpose=contact.purpose,
        name=contact.name,
        title=contact.title,
        email=contact.email,
        phone=contact.phone,
        hours=contact.hours,
    )
