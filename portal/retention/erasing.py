"""How does a person go for good? Everything that is theirs goes; what belongs to a cohort stays, without their name."""

from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import Select, Text, cast, delete, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from portal import clock
from portal.announcements.models import Announcement
from portal.assignments.models import Assignment, Feedback, Submission
from portal.courses.cohort_models import Cohort, CohortContact
from portal.courses.models import CourseContact
from portal.credentials.models import SignInAttempt
from portal.db import db
from portal.dilemmas.models import Dilemma
from portal.enrolments.models import Enrolment, ImportDraft
from portal.enrolments.places import fill_free_seats
from portal.enrolments.queries import lock
from portal.errors import Refused
from portal.journal.actions import record
from portal.ledger import Kind, Ledger
from portal.letters.models import Letter
from portal.own_cases.models import OwnCase, OwnCaseComment
from portal.people.models import HeldForm, Person, SignInCode
from portal.people.queries import held_administrators
from portal.retention.works import SORTS, erase_work, goes_with, let_go
from portal.room.models import DilemmaGame
from portal.storage.models import StoredFile
from portal.text import _

# Who stands where the name of somebody erased stood. Nobody can sign in as this row; it is made when first needed.
FORMER_ID: Final = UUID("5f0e6a52-3b3c-4d0e-9a53-6f2d1c7b8e40")
FORMER_NAME: Final = "Tidligere medarbejder"
FORMER_EMAIL: Final = "tidligere@mitkomponent.invalid"

# What somebody did for others and for the cohort stays when they go. Every other tie to a person goes with the person.
STAYS: Final[tuple[InstrumentedAttribute[Any], ...]] = (
    Announcement.author_id,
    Assignment.made_by_id,
    Dilemma.made_by_id,
    DilemmaGame.started_by_id,
    Feedback.author_id,
    OwnCaseComment.author_id,
    StoredFile.uploaded_by_id,
)


class Held(NamedTuple):
    """Who goes, if there is somebody, with the cohorts they are on; all administrators when they are one."""

    cohorts: list[Cohort]
    administrators: set[UUID]
    person: Person | None


class Erased(NamedTuple):
    """What went with a person, and the files to sweep once it is committed."""

    own_cases: int
    submissions: int
    letters: int
    files: list[UUID]


def erase_person(
    person_id: UUID, *, by_id: UUID | None, ledger: Ledger | None, is_decided: bool = False
) -> Erased | None:
    """Erase somebody in the caller's transaction. None when there is nobody.

    Raises Refused for the last administrator unless it `is_decided`. With a ledger it is written down there, last.
    """
    cohorts, administrators, person = hold_with_all(person_id)
    if person is None or person.id == FORMER_ID:
        return None
    if not is_decided and administrators == {person_id}:
        raise Refused(_("Du er den eneste administrator. Giv rollen til en anden, før du sletter din konto."))
    gone = [] if ledger is None else _goes_with(person)
    cases, case_files = _erase_works(Kind.OWN_CASE, OwnCase.id, OwnCase.author_id, person, by_id)
    answers, answer_files = _erase_works(Kind.SUBMISSION, Submission.id, Submission.author_id, person, by_id)
    loose = list(db.session.scalars(_loose_files(person_id)))
    let_go(loose)
    _leave_what_stays(person_id)
    letters = _forget_address(person.email)
    record("person.erased", by_id=by_id, subject_id=person_id, owner_id=person_id)
    _leave_as_read(select(Enrolment).where(Enrolment.person_id == person_id))
    db.session.execute(delete(Person).where(Person.id == person_id))
    for cohort in cohorts:
        fill_free_seats(cohort, by=None)
    if ledger is not None:
        db.session.flush()
        ledger.add_all(gone)
    return Erased(cases, answers, letters, list(dict.fromkeys([*case_files, *answer_files, *loose])))


def hold_with_all(person_id: UUID) -> Held:
    """Hold somebody, and before them, in the order of `portal.holding`, what acts hold that go on to write to them."""
    cohorts = _hold_cohorts(person_id)
    for sort in SORTS.values():
        theirs = select(sort.row.id).where(sort.row.author_id == person_id).order_by(sort.row.id)
        db.session.execute(theirs.with_for_update())
    administrators = _hold_administrators(person_id)
    person = select(Person).where(Person.id == person_id).with_for_update()
    return Held(cohorts, administrators, db.session.scalars(person).one_or_none())


def _hold_cohorts(person_id: UUID) -> list[Cohort]:
    """Those that somebody is enrolled on, or was; in them may be a seat that others get."""
    places = select(Enrolment.cohort_id).where(Enrolment.person_id == person_id)
    wanted = select(Cohort).where(Cohort.id.in_(places)).order_by(Cohort.id)
    cohorts = list(db.session.scalars(wanted.options(joinedload(Cohort.course))))
    for cohort in cohorts:
        lock(cohort)
    return cohorts


def _hold_administrators(person_id: UUID) -> set[UUID]:
    """The administrators, held, when it is one of them; else nobody."""
    administers = db.session.scalar(select(Person.is_administrator).where(Person.id == person_id))
    return held_administrators() if administers else set()


def _leave_as_read(rows: Select[Enrolment]) -> None:
    """Whoever erases themselves still signs out: what the page holds of these is not asked for again when it is gone."""
    for row in list(db.session.scalars(rows)):
        db.session.expunge(row)


def _erase_works(
    kind: Kind,
    key: InstrumentedAttribute[UUID],
    author: InstrumentedAttribute[UUID],
    person: Person,
    by_id: UUID | None,
) -> tuple[int, list[UUID]]:
    ids = list(db.session.scalars(select(key).where(author == person.id)))
    files = [erase_work(kind, one, by_id=by_id, ledger=None) or [] for one in ids]
    return len(ids), [file for some in files for file in some]


def _goes_with(person: Person) -> list[tuple[Kind, UUID]]:
    """The person and all with a key of its own that goes with them, to be written down."""
    works = ((Kind.OWN_CASE, OwnCase), (Kind.SUBMISSION, Submission))
    gone = [(Kind.PERSON, person.id)]
    for kind, row in works:
        for work_id in db.session.scalars(select(row.id).where(row.author_id == person.id)):
            gone += goes_with(kind, work_id)
    gone += [(Kind.FILE, one) for one in db.session.scalars(_loose_files(person.id))]
    gone += [
        (Kind.HELD_FORM, one) for one in db.session.scalars(select(HeldForm.id).where(HeldForm.person_id == person.id))
    ]
    return list(dict.fromkeys(gone))


def _loose_files(person_id: UUID) -> Any:
    """What the person sent and nothing has claimed."""
    return select(StoredFile.id).where(StoredFile.uploaded_by_id == person_id, StoredFile.claimed_at.is_(None))


def _leave_what_stays(person_id: UUID) -> None:
    for column in STAYS:
        theirs = column == person_id
        if db.session.scalar(select(column).where(theirs).limit(1)) is not None:
            db.session.execute(update(column.class_).where(theirs).values({column.key: _former().id}))


def _former() -> Person:
    found = db.session.get(Person, FORMER_ID)
    if found is None:
        found = Person(id=FORMER_ID, name=FORMER_NAME, email=FORMER_EMAIL, disabled_at=clock.now())
        db.session.add(found)
        db.session.flush()
    return found


def _forget_address(email: str) -> int:
    """Where an address stands without being tied to its person: codes, letters, spreadsheets, lists of contacts."""
    for row in (SignInCode, SignInAttempt, CohortContact, CourseContact):
        db.session.execute(delete(row).where(func.lower(row.email) == email))
    quoted = cast(ImportDraft.rows, Text).icontains(email, autoescape=True)
    db.session.execute(delete(ImportDraft).where(quoted))
    theirs = or_(Letter.to_email == email, Letter.body.icontains(email, autoescape=True))
    gone = db.session.execute(delete(Letter).where(theirs))
    return int(gone.rowcount)  # type: ignore[attr-defined]
