"""What can happen to a course: it is made, its text and its rows are changed."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm.attributes import flag_modified

from portal.courses.drafts import CourseRows, CourseText
from portal.courses.models import (
    Course,
    CourseContact,
    Organiser,
    ProgrammeItem,
    RelatedCourse,
    Teacher,
    Testimonial,
)
from portal.courses.newer import refuse_stale
from portal.courses.queries import course_titled
from portal.db import db
from portal.errors import Refused
from portal.holding import take_turns
from portal.journal.actions import record
from portal.people.models import Person
from portal.text import _


def create_course(*, by: Person, text: CourseText) -> Course:
    """A new course. Raises Refused when another has the title."""
    take_turns(Person, by.id)
    _refuse_taken_title(text.title, course=None)
    course = Course(**_values(text))
    db.session.add(course)
    db.session.flush()
    record("course.created", by_id=by.id, subject_id=course.id)
    return course


def change_course(course: Course, *, by: Person, version: int, text: CourseText) -> None:
    """Change what a course says.

    Raises Refused when another course has the title, or when somebody saved a newer version meanwhile.
    """
    refuse_stale(course, version)
    _refuse_taken_title(text.title, course=course)
    for name, value in _values(text).items():
        setattr(course, name, value)
    record("course.changed", by_id=by.id, subject_id=course.id)
    db.session.flush()


def change_course_rows(course: Course, *, by: Person, version: int, rows: CourseRows) -> None:
    """Change everything a course has several of. Raises Refused when somebody saved a newer version meanwhile."""
    refuse_stale(course, version)
    _replace(course, Organiser, rows.organisers)
    _replace(course, ProgrammeItem, rows.programme)
    _replace(course, Teacher, rows.teachers)
    _replace(course, CourseContact, rows.contacts)
    _replace(course, Testimonial, rows.testimonials)
    _replace(course, RelatedCourse, rows.related)
    flag_modified(course, "title")
    record("course.changed", by_id=by.id, subject_id=course.id)
    db.session.flush()


def _values(text: CourseText) -> dict[str, Any]:
    return {field.name: getattr(text, field.name) for field in fields(text)}


def _replace(course: Course, kind: Any, rows: Iterable[Any]) -> None:
    db.session.execute(delete(kind).where(kind.course_id == course.id))
    db.session.add_all(kind(course_id=course.id, position=place, **asdict(row)) for place, row in enumerate(rows))


def _refuse_taken_title(title: str, *, course: Course | None) -> None:
    other = course_titled(title)
    if other is not None and other is not course:
        raise Refused(_("Der er allerede et kursus med den titel. Vælg en anden."), field="title")
