"""Who may do what? Every rule, and the selects of what one may see; nothing else."""

from uuid import UUID

from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.orm import aliased

from portal.announcements.models import Announcement
from portal.assignments.models import (
    Assignment,
    AssignmentFile,
    Submission,
    SubmissionAttachment,
    SubmissionStatus,
)
from portal.clock import now
from portal.courses.cohort_models import Cohort, StaffRole, Venue
from portal.courses.models import Course
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.letters.models import Letter
from portal.materials.models import Material
from portal.own_cases.models import HANDED_IN, OwnCase, OwnCaseAttachment, Visibility
from portal.people.models import Person
from portal.storage.models import FileState, StoredFile


def anyone() -> bool:
    """Open to the world."""
    return True


def open_file(version: str, path: str) -> bool:  # noqa: ARG001 - the door hands both to the page
    """Static files are open to the world."""
    return True


def may_read_letter(letter: Letter) -> bool:  # noqa: ARG001 - the page exists in the demonstration world only
    """Read a letter of the demonstration world."""
    return True


def anyone_with_address(key: str) -> bool:  # noqa: ARG001 - the page itself checks the signature
    """Open to whoever holds an address the portal signed; it names one file and expires."""
    return True


def anyone_with_part_address(key: str, number: int) -> bool:  # noqa: ARG001 - the page itself checks the signature
    """Open to whoever holds an address the portal signed for one part of an upload."""
    return True


def signed_in(person: Person) -> bool:
    """Open to everybody the provider knows."""
    return person.disabled_at is None


def _works_for(person: Person, cohort_id: UUID, role: StaffRole) -> bool:
    return any(s.cohort_id == cohort_id and s.role is role for s in person.staff_roles)


def _takes_part(person: Person, cohort_id: UUID) -> bool:
    return any(e.cohort_id == cohort_id and e.takes_a_seat for e in person.enrolments)


def _case_group(person: Person, cohort_id: UUID) -> int | None:
    return next((e.case_group for e in person.enrolments if e.cohort_id == cohort_id and e.takes_a_seat), None)


# Courses and cohorts


def may_coordinate(person: Person) -> bool:
    """Make courses and cohorts, and see the coordinator's overview."""
    return person.is_coordinator


def may_read_course(person: Person, course: Course) -> bool:  # noqa: ARG001 - the catalogue is open to all who sign in
    """Read the standing description of a course."""
    return True


def may_edit_course(person: Person, course: Course) -> bool:  # noqa: ARG001 - coordinators share the catalogue
    """Change a course or give it another cohort."""
    return person.is_coordinator


def may_edit_venue(person: Person, venue: Venue) -> bool:  # noqa: ARG001 - coordinators share the places
    """Change what is said of a place."""
    return person.is_coordinator


def may_take_part(person: Person, cohort: Cohort) -> bool:
    """Be there as a participant: write an own case, hand in, mark as read."""
    return _takes_part(person, cohort.id)


def may_teach(person: Person, cohort: Cohort) -> bool:
    """Upload material, read cases, give assignments and feedback."""
    return _works_for(person, cohort.id, StaffRole.INSTRUCTOR)


def may_run_cohort(person: Person, cohort: Cohort) -> bool:
    """Change programme and people, write to everybody. Gives no right to read a case."""
    return _works_for(person, cohort.id, StaffRole.COORDINATOR)


def may_follow_cohort(person: Person, cohort: Cohort) -> bool:
    """See who lacks what."""
    return may_teach(person, cohort) or may_run_cohort(person, cohort)


def may_read_cohort(person: Person, cohort: Cohort) -> bool:
    """See programme, people, materials and practical information."""
    return may_take_part(person, cohort) or may_follow_cohort(person, cohort)


def visible_cohorts(person: Person) -> Select[Cohort]:
    """The cohorts a person may read."""
    ids = {s.cohort_id for s in person.staff_roles} | {e.cohort_id for e in person.enrolments if e.takes_a_seat}
    return select(Cohort).where(Cohort.id.in_(ids))


def may_change_enrolment(person: Person, enrolment: Enrolment) -> bool:
    """Confirm or cancel somebody's place."""
    return _works_for(person, enrolment.cohort_id, StaffRole.COORDINATOR)


def may_read_announcement(person: Person, announcement: Announcement) -> bool:
    """Read what was written to a cohort."""
    return may_read_cohort(person, announcement.cohort)


def visible_announcements(person: Person) -> Select[Announcement]:
    """The announcements a person may read."""
    return select(Announcement).where(Announcement.cohort_id.in_(visible_cohorts(person).with_only_columns(Cohort.id)))


# Materials


def may_read_material(person: Person, material: Material) -> bool:
    """Open a material: staff always, participants once it is released."""
    if may_follow_cohort(person, material.cohort):
        return True
    is_released = material.released_at is not None and material.released_at <= now()
    return is_released and may_take_part(person, material.cohort)


def visible_materials(person: Person) -> Select[Material]:
    """The materials a person may open."""
    staff_of = {s.cohort_id for s in person.staff_roles}
    takes_part = {e.cohort_id for e in person.enrolments if e.takes_a_seat}
    released = and_(Material.cohort_id.in_(takes_part), Material.released_at <= now())
    return select(Material).where(or_(Material.cohort_id.in_(staff_of), released))


def may_mark_material(person: Person, material: Material) -> bool:
    """Say that one has read it; for participants."""
    return may_take_part(person, material.cohort) and may_read_material(person, material)


def may_edit_material(person: Person, material: Material) -> bool:
    """Change title, moment or file."""
    return may_teach(person, material.cohort)


# Own cases


def may_write_own_case(person: Person, cohort: Cohort) -> bool:
    """Write, hand in and take back the own case."""
    return may_take_part(person, cohort)


def may_own_case(person: Person, own_case: OwnCase) -> bool:
    """Be its author, still on the cohort."""
    return own_case.author_id == person.id and _takes_part(person, own_case.cohort_id)


def may_review_own_case(person: Person, own_case: OwnCase) -> bool:
    """Read it as an instructor, move it on the board. Drafts and withdrawn cases stay with their author."""
    return own_case.is_handed_in and _works_for(person, own_case.cohort_id, StaffRole.INSTRUCTOR)


def may_read_own_case(person: Person, own_case: OwnCase) -> bool:
    """Read what was handed in: author, instructors, and the circle the author chose."""
    if may_own_case(person, own_case) or may_review_own_case(person, own_case):
        return True
    if not (own_case.is_handed_in and _takes_part(person, own_case.cohort_id) and own_case.enrolment.takes_a_seat):
        return False
    group = own_case.enrolment.case_group
    in_group = group is not None and group == _case_group(person, own_case.cohort_id)
    return own_case.visibility is Visibility.COHORT or (own_case.visibility is Visibility.GROUP and in_group)


def visible_own_cases(person: Person) -> Select[OwnCase]:
    """The own cases a person may read."""
    teaches = {s.cohort_id for s in person.staff_roles if s.role is StaffRole.INSTRUCTOR}
    mine = [e for e in person.enrolments if e.takes_a_seat]
    cohorts = {e.cohort_id for e in mine}
    theirs = aliased(Enrolment)
    groups = [
        and_(theirs.cohort_id == e.cohort_id, theirs.case_group == e.case_group)
        for e in mine
        if e.case_group is not None
    ]
    shared = or_(
        OwnCase.visibility == Visibility.COHORT, and_(OwnCase.visibility == Visibility.GROUP, or_(false(), *groups))
    )
    seated = theirs.status.in_(TAKES_A_SEAT)
    return (
        select(OwnCase)
        .join(theirs, and_(theirs.cohort_id == OwnCase.cohort_id, theirs.person_id == OwnCase.author_id))
        .where(
            or_(
                and_(OwnCase.author_id == person.id, OwnCase.cohort_id.in_(cohorts)),
                and_(OwnCase.status.in_(HANDED_IN), OwnCase.cohort_id.in_(teaches)),
                and_(OwnCase.status.in_(HANDED_IN), OwnCase.cohort_id.in_(cohorts), seated, shared),
            )
        )
    )


def may_comment_own_case(person: Person, own_case: OwnCase) -> bool:
    """Speak in the thread between author and instructors."""
    return may_own_case(person, own_case) or may_review_own_case(person, own_case)


def may_read_own_case_attachment(person: Person, own_case_attachment: OwnCaseAttachment) -> bool:
    """Get a file of a case: the author while it is in the draft, readers once it is handed in."""
    own_case = own_case_attachment.own_case
    if own_case_attachment.is_handed_in and may_read_own_case(person, own_case):
        return True
    return may_own_case(person, own_case) and own_case_attachment.in_draft


def may_remove_own_case_attachment(person: Person, own_case_attachment: OwnCaseAttachment) -> bool:
    """Take a file out of the own draft."""
    return may_own_case(person, own_case_attachment.own_case) and own_case_attachment.in_draft


# Assignments


def _is_open(assignment: Assignment) -> bool:
    return assignment.opens_at is not None and assignment.opens_at <= now()


def may_read_assignment(person: Person, assignment: Assignment) -> bool:
    """See the task: staff always, participants once it is open."""
    if may_follow_cohort(person, assignment.cohort):
        return True
    return _is_open(assignment) and may_take_part(person, assignment.cohort)


def visible_assignments(person: Person) -> Select[Assignment]:
    """The assignments a person may see."""
    staff_of = {s.cohort_id for s in person.staff_roles}
    takes_part = {e.cohort_id for e in person.enrolments if e.takes_a_seat}
    opened = and_(Assignment.cohort_id.in_(takes_part), Assignment.opens_at <= now())
    return select(Assignment).where(or_(Assignment.cohort_id.in_(staff_of), opened))


def may_edit_assignment(person: Person, assignment: Assignment) -> bool:
    """Change the task, read what was handed in."""
    return may_teach(person, assignment.cohort)


def may_answer_assignment(person: Person, assignment: Assignment) -> bool:
    """Write and hand in an answer."""
    return _is_open(assignment) and may_take_part(person, assignment.cohort)


def may_read_assignment_file(person: Person, assignment_file: AssignmentFile) -> bool:
    """Get a file that belongs to the task."""
    return may_read_assignment(person, assignment_file.assignment)


def may_own_submission(person: Person, submission: Submission) -> bool:
    """Be its author, still on the cohort."""
    return submission.author_id == person.id and _takes_part(person, submission.assignment.cohort_id)


def may_give_feedback(person: Person, submission: Submission) -> bool:
    """Answer what was handed in."""
    return submission.is_handed_in and _works_for(person, submission.assignment.cohort_id, StaffRole.INSTRUCTOR)


def may_read_submission(person: Person, submission: Submission) -> bool:
    """Read an answer: its author and the instructors, nobody else."""
    return may_own_submission(person, submission) or may_give_feedback(person, submission)


def visible_submissions(person: Person) -> Select[Submission]:
    """The submissions a person may read."""
    teaches = {s.cohort_id for s in person.staff_roles if s.role is StaffRole.INSTRUCTOR}
    takes_part = {e.cohort_id for e in person.enrolments if e.takes_a_seat}
    handed_in = and_(Submission.status != SubmissionStatus.DRAFT, Assignment.cohort_id.in_(teaches))
    mine = and_(Submission.author_id == person.id, Assignment.cohort_id.in_(takes_part))
    return select(Submission).join(Submission.assignment).where(or_(mine, handed_in))


def may_read_submission_attachment(person: Person, submission_attachment: SubmissionAttachment) -> bool:
    """Get a file of an answer: the author while it is in the draft, instructors once it is handed in."""
    submission = submission_attachment.submission
    if submission_attachment.is_handed_in and may_read_submission(person, submission):
        return True
    return may_own_submission(person, submission) and submission_attachment.in_draft


def may_remove_submission_attachment(person: Person, submission_attachment: SubmissionAttachment) -> bool:
    """Take a file out of the own draft."""
    return may_own_submission(person, submission_attachment.submission) and submission_attachment.in_draft


# Files on their way


def may_upload(person: Person) -> bool:
    """Begin an upload. What becomes of the file is judged when something claims it."""
    return bool(person.staff_roles) or any(e.takes_a_seat for e in person.enrolments)


def may_finish_upload(person: Person, stored_file: StoredFile) -> bool:
    """Send parts of a file one has begun oneself, until something has claimed it."""
    return stored_file.uploaded_by_id == person.id and stored_file.claimed_at is None


def may_continue_upload(person: Person, stored_file: StoredFile) -> bool:
    """Send more parts: only while the file is open."""
    return may_finish_upload(person, stored_file) and stored_file.state is FileState.OPEN
