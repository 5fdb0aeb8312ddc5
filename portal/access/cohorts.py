"""Who may read, run and teach courses and cohorts, and see what is written to them?"""

from uuid import UUID

from sqlalchemy import Select, or_, select

from portal.access.standing import helps_board, takes_part
from portal.announcements.models import Announcement
from portal.courses.cohort_models import Cohort, CourseDay, StaffRole, Venue
from portal.courses.models import Course
from portal.courses.reach import is_coordinator, is_staffed_by, works_for
from portal.enrolments.models import Enrolment
from portal.people.models import Person
from portal.roles.models import RoleGrant


def may_coordinate(person: Person) -> bool:
    """Make courses and cohorts, and see the coordinator's overview."""
    return is_coordinator(person)


def may_give_roles(person: Person) -> bool:
    """See who has which role, and give those one may give: coordinators on their cohorts, administrators in the office."""
    return is_coordinator(person) or person.is_administrator


def may_read_course(person: Person, course: Course) -> bool:  # noqa: ARG001 - the catalogue is open to all who sign in
    """Read the standing description of a course."""
    return True


def may_edit_course(person: Person, course: Course) -> bool:  # noqa: ARG001 - coordinators share the catalogue
    """Change a course or give it another cohort."""
    return is_coordinator(person)


def may_edit_venue(person: Person, venue: Venue) -> bool:  # noqa: ARG001 - coordinators share the places
    """Change what is said of a place."""
    return is_coordinator(person)


def may_take_part(person: Person, cohort: Cohort) -> bool:
    """Be there as a participant: write an own case, hand in, mark as read."""
    return takes_part(person, cohort.id)


def may_teach(person: Person, cohort: Cohort) -> bool:
    """Upload material, read cases, give assignments and feedback."""
    return works_for(person, cohort.id, StaffRole.INSTRUCTOR)


def may_run_cohort(person: Person, cohort: Cohort) -> bool:
    """Change programme and people, write to everybody. Gives no right to read a case."""
    return works_for(person, cohort.id, StaffRole.COORDINATOR)


def may_edit_day(person: Person, course_day: CourseDay) -> bool:
    """Write the programme of a day."""
    return works_for(person, course_day.cohort_id, StaffRole.COORDINATOR)


def may_follow_cohort(person: Person, cohort: Cohort) -> bool:
    """See who lacks what."""
    return may_teach(person, cohort) or may_run_cohort(person, cohort)


def may_read_cohort(person: Person, cohort: Cohort) -> bool:
    """See programme, people, materials and practical information."""
    return may_take_part(person, cohort) or may_follow_cohort(person, cohort) or helps_board(person, cohort.id)


def visible_cohorts(person: Person) -> Select[Cohort]:
    """The cohorts a person may read."""
    return select(Cohort).where(or_(is_staffed_by(person, Cohort.id), Cohort.id.in_(sees_as_guest(person))))


def sees_as_guest(person: Person) -> set[UUID]:
    """The cohorts of which a person sees what participants are shown: by taking part, or by helping a board."""
    helped = {g.cohort_id for g in person.role_grants if g.cohort_id is not None}
    return helped | {e.cohort_id for e in person.enrolments if e.takes_a_seat}


def may_take_back_role(person: Person, role_grant: RoleGrant) -> bool:
    """Take a role back: of a board's secretary who runs the cohort, of a municipality's contact every coordinator."""
    if role_grant.cohort_id is None:
        return is_coordinator(person)
    return works_for(person, role_grant.cohort_id, StaffRole.COORDINATOR)


def may_see_municipality(person: Person) -> bool:
    """See who of a municipality has a place, or on which cohort one helps its board. Never a case."""
    return bool(person.role_grants)


def may_change_enrolment(person: Person, enrolment: Enrolment) -> bool:
    """Confirm or cancel somebody's place."""
    return works_for(person, enrolment.cohort_id, StaffRole.COORDINATOR)


def may_vouch(person: Person, enrolment: Enrolment) -> bool:
    """Speak for a participant of a cohort one runs who has lost the second step."""
    return enrolment.takes_a_seat and may_change_enrolment(person, enrolment)


def may_read_announcement(person: Person, announcement: Announcement) -> bool:
    """Read what was written to a cohort."""
    return may_read_cohort(person, announcement.cohort)


def visible_announcements(person: Person) -> Select[Announcement]:
    """The announcements a person may read."""
    return select(Announcement).where(Announcement.cohort_id.in_(visible_cohorts(person).with_only_columns(Cohort.id)))
