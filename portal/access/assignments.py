"""Who may see a task, answer it, read the answers and get their files?"""

from sqlalchemy import Select, and_, or_, select

from portal.access.cohorts import may_follow_cohort, may_take_part, may_teach
from portal.access.standing import takes_part
from portal.assignments.models import (
    Assignment,
    AssignmentFile,
    Submission,
    SubmissionAttachment,
    SubmissionStatus,
)
from portal.clock import now
from portal.courses.cohort_models import StaffRole
from portal.courses.reach import is_staffed_by, taught_by, works_for
from portal.people.models import Person


def _is_open(assignment: Assignment) -> bool:
    return assignment.opens_at is not None and assignment.opens_at <= now()


def may_read_assignment(person: Person, assignment: Assignment) -> bool:
    """See the task: staff always, participants once it is open."""
    if may_follow_cohort(person, assignment.cohort):
        return True
    return _is_open(assignment) and may_take_part(person, assignment.cohort)


def visible_assignments(person: Person) -> Select[Assignment]:
    """The assignments a person may see."""
    takes_part = {e.cohort_id for e in person.enrolments if e.takes_a_seat}
    opened = and_(Assignment.cohort_id.in_(takes_part), Assignment.opens_at <= now())
    return select(Assignment).where(or_(is_staffed_by(person, Assignment.cohort_id), opened))


def may_edit_assignment(person: Person, assignment: Assignment) -> bool:
    """Change the task, read what was handed in."""
    return may_teach(person, assignment.cohort)


def may_answer_assignment(person: Person, assignment: Assignment) -> bool:
    """Write and hand in an answer."""
    return _is_open(assignment) and may_take_part(person, assignment.cohort)


def may_read_assignment_file(person: Person, assignment_file: AssignmentFile) -> bool:
    """Get a file that belongs to the task."""
    return assignment_file.file.opens_for(person.id) and may_read_assignment(person, assignment_file.assignment)


def may_own_submission(person: Person, submission: Submission) -> bool:
    """Be its author, still on the cohort."""
    return submission.author_id == person.id and takes_part(person, submission.assignment.cohort_id)


def may_give_feedback(person: Person, submission: Submission) -> bool:
    """Answer what was handed in."""
    return submission.is_handed_in and works_for(person, submission.assignment.cohort_id, StaffRole.INSTRUCTOR)


def may_read_submission(person: Person, submission: Submission) -> bool:
    """Read an answer: its author and the instructors, nobody else."""
    return may_own_submission(person, submission) or may_give_feedback(person, submission)


def visible_submissions(person: Person) -> Select[Submission]:
    """The submissions a person may read."""
    takes_part = {e.cohort_id for e in person.enrolments if e.takes_a_seat}
    handed_in = and_(Submission.status != SubmissionStatus.DRAFT, Assignment.cohort_id.in_(taught_by(person)))
    mine = and_(Submission.author_id == person.id, Assignment.cohort_id.in_(takes_part))
    return select(Submission).join(Submission.assignment).where(or_(mine, handed_in))


def may_read_submission_attachment(person: Person, submission_attachment: SubmissionAttachment) -> bool:
    """Get a file of an answer: the author while it is in the draft, instructors once it is handed in and judged."""
    submission = submission_attachment.submission
    if not submission_attachment.file.opens_for(person.id):
        return False
    if submission_attachment.is_handed_in and may_read_submission(person, submission):
        return True
    return may_own_submission(person, submission) and submission_attachment.in_draft


def may_remove_submission_attachment(person: Person, submission_attachment: SubmissionAttachment) -> bool:
    """Take a file out of the own draft."""
    return may_own_submission(person, submission_attachment.submission) and submission_attachment.in_draft
