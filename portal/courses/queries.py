"""What do we ask about courses: what is in the catalogue, everything on one page, which editions are there?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.courses.cohort_models import Cohort, CourseDay
from portal.courses.dates import CohortDates, dates_of
from portal.courses.models import Course
from portal.courses.programme import AnyDay
from portal.db import db
from portal.text import danish_order


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A course and when it is next; no dates when none are known."""

    course: Course
    coming: Sequence[CohortDates]


@dataclass(frozen=True, slots=True)
class Edition:
    """A cohort of a course with its dates, and where it is."""

    cohort: Cohort
    dates: CohortDates | None

    @property
    def place(self) -> str:
        """“Strandgården, Fjordby”: where it begins; empty when nobody has said."""
        return place_of(self.cohort.days)


def place_of(days: Sequence[AnyDay]) -> str:
    """Where the first of the days is; needs the venues loaded."""
    venue = next((day.venue for day in sorted(days, key=lambda day: day.starts_at) if day.venue), None)
    return ", ".join(part for part in (venue.name, venue.town) if part) if venue else ""


def catalogue() -> list[CatalogueEntry]:
    """Every course by title, with the dates it has not begun on yet, in two queries."""
    known = courses_by_title()
    alive = select(CourseDay.cohort_id).where(CourseDay.ends_at > clock.now())
    found = db.session.execute(
        select(CourseDay, Cohort.course_id).join(CourseDay.cohort).where(CourseDay.cohort_id.in_(alive))
    )
    days: dict[UUID, dict[UUID, list[CourseDay]]] = {course.id: {} for course in known}
    for day, course_id in found:
        days[course_id].setdefault(day.cohort_id, []).append(day)
    return [CatalogueEntry(course, _coming(days[course.id].values())) for course in known]


def _coming(cohorts: Iterable[Sequence[CourseDay]]) -> list[CohortDates]:
    coming = [dates for days in cohorts if (dates := dates_of(days)) and not dates.has_begun]
    return sorted(coming, key=lambda dates: dates.starts_at)


def course_page(course: Course) -> Course:
    """The course with all its rows: organisers, programme, teachers, contacts, testimonials, related courses."""
    rows = (
        Course.organisers, Course.programme, Course.teachers, Course.contacts, Course.testimonials, Course.related,
    )  # fmt: skip
    statement = select(Course).where(Course.id == course.id).options(*(selectinload(row) for row in rows))
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def editions_of(course: Course) -> list[Edition]:
    """The cohorts of a course with days and venues, first those without a date, then by date."""
    found = db.session.scalars(
        select(Cohort)
        .where(Cohort.course_id == course.id)
        .options(joinedload(Cohort.days).joinedload(CourseDay.venue), joinedload(Cohort.course))
    ).unique()
    editions = [Edition(cohort, dates_of(cohort.days)) for cohort in found]
    return sorted(editions, key=lambda e: (e.dates is not None, e.dates.starts_at if e.dates else e.cohort.created_at))


def courses_by_title() -> list[Course]:
    """Every course, by title as Danes sort."""
    return sorted(db.session.scalars(select(Course)), key=lambda course: danish_order(course.title))


def course_titled(title: str) -> Course | None:
    """The course with this title, if there is one."""
    return db.session.scalars(select(Course).where(Course.title == title)).one_or_none()
