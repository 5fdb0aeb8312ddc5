"""Who may write, read, review and comment an own case, and get its files?"""

from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, and_, false, literal, or_, select
from sqlalchemy.orm import aliased

from portal.access.cohorts import may_take_part
from portal.access.standing import seat_on, takes_part
from portal.clock import now
from portal.courses.cohort_models import Cohort, StaffRole
from portal.courses.reach import taught_by, works_for
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.own_cases.circle import Eyes, shown_to
from portal.own_cases.models import HANDED_IN, OwnCase, OwnCaseAttachment, Visibility
from portal.own_cases.participants import Onlooker
from portal.own_cases.shield import hides_from_peer, hides_from_staff, home_of, shown_to_staff
from portal.people.models import Person


def may_write_own_case(person: Person, cohort: Cohort) -> bool:
    """Write, hand in and take back the own case."""
    return may_take_part(person, cohort)


def may_own_case(person: Person, own_case: OwnCase) -> bool:
    """Be its author, also without a place on the cohort any more: read it, choose who may, and take it back."""
    return own_case.author_id == person.id


def is_author_on_cohort(person: Person, own_case: OwnCase) -> bool:
    """Whether its author still takes part, and so may add to it and speak of it."""
    return may_own_case(person, own_case) and takes_part(person, own_case.cohort_id)


def may_review_own_case(person: Person, own_case: OwnCase) -> bool:
    """Read it as an instructor, move it on the board, while its author has a place. Drafts and withdrawn cases are theirs alone."""
    is_instructor = works_for(person, own_case.cohort_id, StaffRole.INSTRUCTOR)
    return own_case.is_before_readers and is_instructor and not hides_from_staff(own_case, person)


def may_screen_own_case(person: Person, own_case: OwnCase) -> bool:
    """Show it to everybody in the room: an instructor who may read it, once its author lets the whole cohort and has said yes."""
    is_for_all = own_case.visibility is Visibility.COHORT and own_case.is_for_screen
    return is_for_all and may_review_own_case(person, own_case)


def _is_peer(person: Person, cohort_id: UUID) -> bool:
    """Whether the person takes part. Who coordinates the cohort could enrol anybody, also themselves, and never is."""
    return takes_part(person, cohort_id) and not works_for(person, cohort_id, StaffRole.COORDINATOR)


def may_read_own_case(person: Person, own_case: OwnCase) -> bool:
    """Read what was handed in: author, instructors, and the circle the author chose; nobody whom the shield keeps out."""
    if may_own_case(person, own_case) or may_review_own_case(person, own_case):
        return True
    return may_read_as_peer(person, own_case)


def may_read_as_peer(person: Person, own_case: OwnCase) -> bool:
    """Read it as one of the circle the author chose."""
    if not (own_case.is_before_readers and _is_peer(person, own_case.cohort_id)):
        return False
    seat = seat_on(person, own_case.cohort_id)
    if seat is None or hides_from_peer(own_case, person, seat):
        return False
    in_group = seat.case_group is not None and seat.case_group == own_case.enrolment.case_group
    return own_case.visibility is Visibility.COHORT or (own_case.visibility is Visibility.GROUP and in_group)


def visible_own_cases(person: Person) -> Select[OwnCase]:
    """The own cases a person may read."""
    wanted, author, theirs = with_author()
    mine = OwnCase.author_id == person.id
    taught = and_(before_readers(theirs), OwnCase.cohort_id.in_(taught_by(person)), shown_to_staff(person, author))
    return wanted.where(or_(mine, taught, read_as_peer(person, author, theirs)))


def before_readers(theirs: type[Enrolment]) -> ColumnElement[bool]:
    """`OwnCase.is_before_readers` as a condition of a query; `theirs` is the author's place, joined."""
    return and_(OwnCase.status.in_(HANDED_IN), theirs.status.in_(TAKES_A_SEAT))


def with_author() -> tuple[Select[OwnCase], type[Person], type[Enrolment]]:
    """All own cases, with their authors and the authors' places joined, for the conditions below."""
    author, theirs = aliased(Person), aliased(Enrolment)
    wanted = (
        select(OwnCase)
        .join(theirs, and_(theirs.cohort_id == OwnCase.cohort_id, theirs.person_id == OwnCase.author_id))
        .join(author, author.id == OwnCase.author_id)
    )
    return wanted, author, theirs


def read_as_peer(person: Person, author: type[Person], theirs: type[Enrolment]) -> ColumnElement[bool]:
    """`may_read_as_peer` as a condition of a query."""
    seats = [e for e in person.enrolments if e.takes_a_seat and _is_peer(person, e.cohort_id)]
    shown = (and_(OwnCase.cohort_id == e.cohort_id, shown_to(_eyes(person, e), author, theirs)) for e in seats)
    return and_(before_readers(theirs), or_(false(), *shown))


def _eyes(person: Person, seat: Enrolment) -> Eyes:
    joint = select(Cohort.id).where(Cohort.id == OwnCase.cohort_id, Cohort.joint_until > now()).exists()
    return Eyes(person.id, home_of(person), seat.is_elected, literal(seat.case_group, Integer()), joint)


def onlooker_at(person: Person, cohort: Cohort) -> Onlooker:
    """Somebody who opens a cohort's page, for the query that asks which cases they may read."""
    seat = seat_on(person, cohort.id)
    return Onlooker(
        reader=person.id,
        home=home_of(person),
        teaches=works_for(person, cohort.id, StaffRole.INSTRUCTOR),
        is_peer=_is_peer(person, cohort.id),
        is_elected=seat is not None and seat.is_elected,
        case_group=seat.case_group if seat else None,
        is_joint=cohort.is_joint,
    )


def in_group_of(person: Person, theirs: type[Enrolment]) -> ColumnElement[bool]:
    """Whether these places are in a case group of somebody's."""
    grouped = [e for e in person.enrolments if e.takes_a_seat and e.case_group is not None]
    return or_(false(), *(and_(theirs.cohort_id == e.cohort_id, theirs.case_group == e.case_group) for e in grouped))


def may_comment_own_case(person: Person, own_case: OwnCase) -> bool:
    """Speak in the thread between author and instructors."""
    return is_author_on_cohort(person, own_case) or may_review_own_case(person, own_case)


def may_read_own_case_attachment(person: Person, own_case_attachment: OwnCaseAttachment) -> bool:
    """Get a file of a case: the author while it is in the draft, readers once it is handed in and judged."""
    own_case = own_case_attachment.own_case
    if not own_case_attachment.file.opens_for(person.id):
        return False
    if own_case_attachment.is_handed_in and may_read_own_case(person, own_case):
        return True
    return may_own_case(person, own_case) and own_case_attachment.in_draft


def may_remove_own_case_attachment(person: Person, own_case_attachment: OwnCaseAttachment) -> bool:
    """Take a file out of the own draft."""
    return is_author_on_cohort(person, own_case_attachment.own_case) and own_case_attachment.in_draft
