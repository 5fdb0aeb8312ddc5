"""Who gets a free place, and how is it told? The same few steps for everybody who joins, waits or is next in line."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.enrolments import letters, queries
from portal.enrolments.letters import Facts
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.enrolments.seats import Seats
from portal.errors import Refused
from portal.figures import plain_date
from portal.journal.actions import record
from portal.people.models import Person
from portal.text import _

MOMENT: Final = timedelta(microseconds=1)


def fill_free_seats(cohort: Cohort, *, by: Person | None) -> list[Enrolment]:
    """Give free places to those who wait, in order of arrival, each with a letter; returns those who got one.

    Call it after anything that may have freed a place: a cancellation, a higher capacity, a person who is erased.
    Somebody whose board there is no room for is passed over and keeps the place in line. Does nothing once the course
    has begun: then a coordinator decides whom to call. `cohort.course` has to be loaded.
    """
    queries.lock(cohort)
    places = queries.seats(cohort)
    if not places.waiting or places.free == 0 or cohort.completed_at is not None:
        return []
    facts = letters.facts_of(cohort)
    if facts.time is not None and facts.time.first <= clock.now():
        return []
    promoted = []
    for enrolment in queries.waiting_list(cohort):
        board = enrolment.board
        if enrolment.person.disabled_at is None and places.has_room_for(board):
            places.take(board)
            give_place(enrolment, by=by, facts=facts)
            promoted.append(enrolment)
    return promoted


def who_gets(enrolment: Enrolment) -> Enrolment | None:
    """Who would get somebody's place if it were given up now; changes nothing."""
    cohort = enrolment.cohort
    time = queries.course_time(cohort)
    if not enrolment.takes_a_seat or cohort.completed_at is not None or (time and time.first <= clock.now()):
        return None
    others = [e for e in queries.roster(cohort) if e.id != enrolment.id]
    places = queries.seats_among(cohort, others)
    waiting = [e for e in others if e.status is EnrolmentStatus.WAITLISTED and e.person.disabled_at is None]
    return next((e for e in waiting if places.has_room_for(e.board)), None)


def give_place(enrolment: Enrolment, *, by: Person | None, facts: Facts) -> None:
    """Somebody who waited takes part from now, and hears of it."""
    enrolment.status = EnrolmentStatus.CONFIRMED
    enrolment.confirmed_at = clock.now()
    letters.place_confirmed(enrolment, facts)
    note("enrolment.confirmed", enrolment, by=by)


def place_newcomer(enrolment: Enrolment, person: Person, places: Seats, board: str | None, facts: Facts) -> None:
    """A place if there is room, else the end of the line; told by letter either way."""
    enrolment.cancelled_at = None
    if places.has_room_for(board):
        places.take(board)
        enrolment.status = EnrolmentStatus.CONFIRMED
        enrolment.confirmed_at = clock.now()
        letters.invitation(enrolment, person, facts)
    else:
        places.waiting += 1
        enrolment.status, enrolment.confirmed_at = EnrolmentStatus.WAITLISTED, None
        letters.waitlisted(person, facts, position=places.waiting)


def next_arrival(cohort: Cohort) -> datetime:
    """Now, but always after whoever came last: the order of arrival is the order of the line."""
    newest = queries.newest_arrival(cohort)
    return max(clock.now(), newest + MOMENT) if newest else clock.now()


def refuse_when_closed(cohort: Cohort) -> None:
    """Raise Refused when the cohort is over, or the deadline is and the course takes nobody late."""
    if cohort.completed_at is not None:
        raise Refused(_("Holdet er afsluttet, så ingen kan tilmeldes."))
    deadline = cohort.enrolment_deadline
    if deadline is not None and deadline <= clock.now() and not cohort.course.late_admission:
        sentence = _(
            "Fristen var den %(date)s, og kurset tager ikke imod tilmeldinger efter fristen.", date=plain_date(deadline)
        )
        raise Refused(sentence)


def refuse_who_coordinates(cohort: Cohort, people: Iterable[Person], *, by: Person) -> None:
    """Raise Refused when one of them coordinates the cohort, as whoever enrols does. The cohort has to be locked."""
    chosen = coordinating(cohort, by)
    for person in people:
        if person.id in chosen:
            raise Refused(never_both(person), field="email")


def coordinating(cohort: Cohort, by: Person) -> set[UUID]:
    """Who coordinates a cohort, with whoever enrols on it: some are not chosen for it, but reach all."""
    return queries.coordinators_of(cohort) | {by.id}


def never_both(person: Person) -> str:
    """Why somebody who coordinates a cohort gets no place on it."""
    return _(
        "%(name)s koordinerer holdet. Deltagere kan læse hinandens cases, og det kan koordinatorer ikke, "
        "så ingen kan være begge dele.",
        name=person.name,
    )


def note(act: str, enrolment: Enrolment, *, by: Person | None) -> None:
    """Write an act on an enrolment into the journal."""
    by_id = by.id if by else None
    record(act, by_id=by_id, subject_id=enrolment.id, owner_id=enrolment.person_id, cohort_id=enrolment.cohort_id)
