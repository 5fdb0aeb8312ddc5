"""Which cohorts run in the demonstration world, when, where and with whom?"""

from datetime import timedelta

from portal import clock
from portal.announcements.models import Announcement
from portal.assignments.models import Assignment
from portal.courses.cohort_models import (
    AgendaItem,
    AgendaKind,
    Cohort,
    CohortContact,
    CohortStaff,
    CourseDay,
    DayKind,
    StaffRole,
    Venue,
)
from portal.courses.models import ContactPurpose
from portal.db import db
from portal.demo.content.calendar import at_local
from portal.demo.content.cohorts import COHORTS, VENUES
from portal.demo.content.shapes import CohortPlan, DayPlan
from portal.demo.world import World
from portal.enrolments.models import Delegation, Enrolment, EnrolmentStatus
from portal.enrolments.sides import is_title_of_elected

GROUP_SIZE = 5


def add_venues(world: World) -> None:
    """The places, by key."""
    for plan in VENUES:
        world.venues[plan.key] = Venue(
            name=plan.name,
            address=f"{plan.address}, {plan.postcode} {plan.town}",
            town=plan.town,
            arrival=plan.arrival,
            accessibility=plan.accessibility,
        )
    db.session.add_all(world.venues.values())


def _day(world: World, plan: CohortPlan, day: DayPlan) -> CourseDay:
    starts_at = world.instant(day.starts, plan)
    date = clock.to_local(starts_at).date()
    venue = next(v for v in VENUES if v.key == day.venue)
    return CourseDay(
        kind=DayKind(day.kind),
        starts_at=starts_at,
        ends_at=at_local(date, day.ends_at),
        venue=world.venues[day.venue],
        room=venue.room,
        agenda=[
            AgendaItem(
                starts_at=at_local(date, item.at),
                title=item.title,
                description=item.description,
                speaker=item.speaker,
                kind=AgendaKind(item.kind),
            )
            for item in day.agenda
        ],
    )


def _cohort(world: World, plan: CohortPlan) -> Cohort:
    venue = next((v for v in VENUES if plan.days and v.key == plan.days[0].venue), None)
    days = [_day(world, plan, day) for day in plan.days]
    is_over = bool(days) and max(day.ends_at for day in days) < clock.now()
    return Cohort(
        course=world.courses[plan.course],
        name=str(days[0].starts_at.year) if plan.yearly else plan.name,
        capacity=plan.capacity,
        capacity_boards=plan.capacity_boards,
        enrolment_deadline=world.instant(plan.enrolment_deadline, plan) if plan.enrolment_deadline else None,
        own_case_deadline=world.instant(plan.own_case_deadline, plan) if plan.own_case_deadline else None,
        accommodation=venue.accommodation if venue else "",
        catering=venue.catering if venue else "",
        practical=plan.practical or plan.dates_note,
        completed_at=max(day.ends_at for day in days) if is_over else None,
        days=days,
        contacts=[
            CohortContact(
                position=n, purpose=ContactPurpose(c.purpose), name=c.name, title=c.title, email=c.email, phone=c.phone
            )
            for n, c in enumerate(plan.contacts)
        ],
        staff=[CohortStaff(person=world.people[key], role=StaffRole.INSTRUCTOR) for key in plan.instructors]
        + [CohortStaff(person=world.people[key], role=StaffRole.COORDINATOR) for key in plan.coordinators],
    )


def _case_groups(world: World, plan: CohortPlan) -> dict[str, int]:
    """Groups of five where nobody meets a colleague: dealt out after the municipality."""
    seated = [e.person for e in plan.enrolments if e.status in {"confirmed", "completed"}]
    ordered = sorted(seated, key=lambda key: (world.people[key].municipality_code or "", key))
    count = max(1, round(len(seated) / GROUP_SIZE))
    return {key: place % count + 1 for place, key in enumerate(ordered)}


def _enrol(world: World, plan: CohortPlan) -> None:
    cohort = world.cohorts[plan.key]
    boards = {
        d.municipality: Delegation(cohort=cohort, municipality_code=world.municipality_codes[d.municipality])
        for d in plan.delegations
    }
    of_board = {member: boards[d.municipality] for d in plan.delegations for member in d.members}
    groups = _case_groups(world, plan) if plan.own_case_deadline else {}
    for one in plan.enrolments:
        at = world.past(one.enrolled, plan)
        person, status = world.people[one.person], EnrolmentStatus(one.status)
        seated = status in {EnrolmentStatus.CONFIRMED, EnrolmentStatus.COMPLETED}
        db.session.add(
            Enrolment(
                cohort=cohort,
                person=person,
                status=status,
                enrolled_at=at,
                confirmed_at=at if seated else None,
                cancelled_at=at + timedelta(days=9) if status is EnrolmentStatus.CANCELLED else None,
                completed_at=cohort.completed_at if status is EnrolmentStatus.COMPLETED else None,
                invited_at=None if status is EnrolmentStatus.WAITLISTED else at,
                delegation=of_board.get(one.person),
                case_group=groups.get(one.person),
                is_elected=is_title_of_elected(person.title),
            )
        )
        if one.signed_in:
            person.signed_in_at = max(at, person.signed_in_at or at, clock.now() - timedelta(days=4))


def _write(world: World, plan: CohortPlan) -> None:
    seats = sum(e.status in {"confirmed", "completed"} for e in plan.enrolments)
    for one in plan.announcements:
        at = world.instant(one.sent, plan)
        if at <= clock.now():
            db.session.add(
                Announcement(
                    cohort=world.cohorts[plan.key],
                    author=world.people[one.by],
                    subject=one.subject,
                    body=one.body,
                    recipients=seats,
                    created_at=at,
                    form_key=f"{plan.key}-{one.sent.days}-{one.sent.at}",
                )
            )
    for task in plan.assignments:
        world.assignments[f"{plan.key}/{task.key}"] = Assignment(
            cohort=world.cohorts[plan.key],
            title=task.title,
            text=task.text,
            opens_at=world.instant(task.opens, plan),
            deadline=world.instant(task.deadline, plan),
            made_by_id=world.people[plan.instructors[0]].id,
        )


def add_cohorts(world: World) -> None:
    """Every cohort with days, people, announcements and assignments."""
    for plan in COHORTS:
        world.cohorts[plan.key] = _cohort(world, plan)
    db.session.add_all(world.cohorts.values())
    db.session.flush()
    for plan in COHORTS:
        _enrol(world, plan)
        _write(world, plan)
    db.session.add_all(world.assignments.values())
    db.session.flush()
