"""What can happen to a cohort: it is made, its text, days and contacts are changed, a place is described."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date, time
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm.attributes import flag_modified

from portal import clock
from portal.courses.cohort_models import Cohort, CohortContact, CohortStaff, CourseDay, StaffRole, Venue
from portal.courses.cohort_queries import cohort_named, venue_called
from portal.courses.day_actions import refuse_late_deadlines, set_days
from portal.courses.drafts import CohortContactDraft, CohortText, DayDraft, PracticalText, VenueDraft
from portal.courses.models import Course
from portal.courses.newer import refuse_stale
from portal.db import db
from portal.errors import Refused
from portal.holding import take_turns
from portal.journal.actions import record
from portal.people.models import Person
from portal.text import _

USUAL_DAY: Final = (time(9), time(16))


def create_cohort(course: Course, *, by: Person, name: str, starts_on: date | None = None) -> Cohort:
    """A new cohort with its maker as coordinator, empty but for a day's frame when it is known where it begins.

    Raises Refused when the course has one of that name.
    """
    take_turns(Course, course.id)
    _refuse_taken_name(course, name, cohort=None)
    cohort = Cohort(course_id=course.id, name=name)
    db.session.add(cohort)
    db.session.flush()
    db.session.add(CohortStaff(cohort_id=cohort.id, person_id=by.id, role=StaffRole.COORDINATOR))
    if starts_on is not None:
        first, last = (clock.from_local(starts_on, at) for at in USUAL_DAY)
        db.session.add(CourseDay(cohort_id=cohort.id, starts_at=first, ends_at=last))
    record("cohort.created", by_id=by.id, subject_id=cohort.id, cohort_id=cohort.id)
    return cohort


def change_cohort(
    cohort: Cohort,
    *,
    by: Person,
    version: int,
    text: CohortText,
    days: Sequence[DayDraft],
    new_venue: VenueDraft | None = None,
) -> None:
    """Change a cohort's name, room, deadlines and days. The agenda follows a day that moves.

    Raises Refused for a taken name, days and deadlines that cannot be, or when somebody saved a newer version meanwhile.
    """
    refuse_stale(cohort, version)
    _refuse_taken_name(cohort.course, text.name, cohort=cohort)
    refuse_late_deadlines(text, days)
    venue = create_venue(by=by, draft=new_venue) if new_venue else None
    set_days(cohort, days, new_venue=venue)
    _put(cohort, text)
    note_change(cohort, by=by, act="cohort.changed")


def change_practical(
    cohort: Cohort, *, by: Person, version: int, text: PracticalText, contacts: Iterable[CohortContactDraft]
) -> None:
    """Change what is good to know, and whom to ask. Raises Refused when somebody saved a newer version meanwhile."""
    refuse_stale(cohort, version)
    db.session.execute(delete(CohortContact).where(CohortContact.cohort_id == cohort.id))
    db.session.add_all(CohortContact(cohort_id=cohort.id, position=n, **asdict(c)) for n, c in enumerate(contacts))
    _put(cohort, text)
    note_change(cohort, by=by, act="cohort.changed")


def _put(cohort: Cohort, text: CohortText | PracticalText) -> None:
    for field in fields(text):
        setattr(cohort, field.name, getattr(text, field.name))


def note_change(cohort: Cohort, *, by: Person, act: str) -> None:
    """Count a new version of the cohort, whichever of its rows changed, and write it in the journal."""
    flag_modified(cohort, "name")
    record(act, by_id=by.id, subject_id=cohort.id, cohort_id=cohort.id)
    db.session.flush()


def create_venue(*, by: Person, draft: VenueDraft) -> Venue:
    """A new place. Raises Refused when there is one of the name in the town."""
    _refuse_known_venue(draft, venue=None)
    venue = Venue(**asdict(draft))
    db.session.add(venue)
    db.session.flush()
    record("venue.created", by_id=by.id, subject_id=venue.id)
    return venue


def change_venue(venue: Venue, *, by: Person, version: int, draft: VenueDraft) -> None:
    """Change a place for every cohort that meets there.

    Raises Refused when another has the name in the town, or when somebody saved a newer version meanwhile.
    """
    refuse_stale(venue, version)
    _refuse_known_venue(draft, venue=venue)
    for field in fields(draft):
        setattr(venue, field.name, getattr(draft, field.name))
    record("venue.changed", by_id=by.id, subject_id=venue.id)
    db.session.flush()


def _refuse_taken_name(course: Course, name: str, *, cohort: Cohort | None) -> None:
    other = cohort_named(course, name)
    if other is not None and other is not cohort:
        raise Refused(_("Kurset har allerede et hold med det navn. Vælg et andet."), field="name")


def _refuse_known_venue(draft: VenueDraft, *, venue: Venue | None) -> None:
    other = venue_called(draft.name, draft.town)
    if other is not None and other is not venue:
        raise Refused(_("Stedet står allerede på listen. Vælg det der, eller skriv et andet navn."), field="venue_name")
