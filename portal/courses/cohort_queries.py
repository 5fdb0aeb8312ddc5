"""What do we ask about cohorts: their days and programme, whom to ask, who works there?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from portal.courses.cohort_models import Cohort, CohortContact, CohortStaff, CourseDay, StaffRole, Venue
from portal.courses.models import Course
from portal.db import db
from portal.people.models import Person
from portal.text import danish_order


class Colleague(NamedTuple):
    """Somebody who works for a cohort, as its participants meet them."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Those one can turn to on a cohort."""

    contacts: list[CohortContact]
    instructors: list[Colleague]
    coordinators: list[Colleague]


def days_of(cohort: Cohort) -> list[CourseDay]:
    """A cohort's days in order, each with venue and agenda, for whoever changes them; one query."""
    return list(
        db.session.scalars(
            select(CourseDay)
            .where(CourseDay.cohort_id == cohort.id)
            .order_by(CourseDay.starts_at)
            .options(joinedload(CourseDay.venue), joinedload(CourseDay.agenda))
        ).unique()
    )


def last_hour_of(cohort_id: UUID) -> datetime | None:
    """When the last day of a cohort ends, the follow-up day too; None while it has no days."""
    return db.session.scalar(select(func.max(CourseDay.ends_at)).where(CourseDay.cohort_id == cohort_id))


def days_by_cohort(cohort_ids: Collection[UUID]) -> dict[UUID, list[CourseDay]]:
    """The days of several cohorts in order, with venues, in one query."""
    days: dict[UUID, list[CourseDay]] = {cohort_id: [] for cohort_id in cohort_ids}
    found = db.session.scalars(
        select(CourseDay)
        .where(CourseDay.cohort_id.in_(days))
        .order_by(CourseDay.starts_at)
        .options(joinedload(CourseDay.venue))
    )
    for day in found:
        days[day.cohort_id].append(day)
    return days


@cache
def _desk() -> Select[CohortContact | None, StaffRole | None, str | None, str | None]:
    return (
        select(CohortContact, CohortStaff.role, Person.name, Person.email)
        .select_from(Cohort)
        .outerjoin(Cohort.contacts)
        .outerjoin(Cohort.staff)
        .outerjoin(CohortStaff.person)
        .where(Cohort.id == bindparam("cohort"))
        .order_by(CohortContact.position)
    )


def desk_of(cohort: Cohort) -> Desk:
    """Contacts, instructors and coordinators of a cohort, in one query."""
    rows = db.session.execute(_desk(), {"cohort": cohort.id}).all()
    contacts = dict.fromkeys(contact for contact, *_staff in rows if contact)
    staff = {(role, Colleague(name, email)) for _contact, role, name, email in rows if name and email}
    return Desk(list(contacts), _those(staff, StaffRole.INSTRUCTOR), _those(staff, StaffRole.COORDINATOR))


def _those(staff: Collection[tuple[StaffRole | None, Colleague]], wanted: StaffRole) -> list[Colleague]:
    people = [colleague for role, colleague in staff if role is wanted]
    return sorted(people, key=lambda one: (danish_order(one.name), one.email))


def staff_of(cohort: Cohort) -> list[CohortStaff]:
    """Who works for a cohort, with the person, by name."""
    found = db.session.scalars(
        select(CohortStaff).where(CohortStaff.cohort_id == cohort.id).options(joinedload(CohortStaff.person))
    )
    return sorted(found, key=lambda staff: danish_order(staff.person.name))


def known_staff() -> list[Person]:
    """Those who work, or have worked, for some cohort and may sign in, by name."""
    found = db.session.scalars(
        select(Person).where(Person.id.in_(select(CohortStaff.person_id)), Person.disabled_at.is_(None))
    )
    return sorted(found, key=lambda person: danish_order(person.name))


def cohort_named(course: Course, name: str) -> Cohort | None:
    """The cohort of a course with this name, if there is one."""
    return db.session.scalars(
        select(Cohort).where(Cohort.course_id == course.id, Cohort.name == name)
    ).one_or_none()  # fmt: skip


def venues() -> list[Venue]:
    """Every place we know, by name."""
    return sorted(db.session.scalars(select(Venue)), key=lambda venue: danish_order(f"{venue.name} {venue.town}"))


def venue_called(name: str, town: str) -> Venue | None:
    """The place with this name in this town, if we know it."""
    return db.session.scalars(select(Venue).where(Venue.name == name, Venue.town == town)).one_or_none()
