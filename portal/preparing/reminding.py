"""Who is reminded of their case? Those who lack one at that moment, once a day at most."""

from uuid import UUID

from sqlalchemy import or_, select, update

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.enrolments.queries import may_get as enrolled_may_get
from portal.errors import Refused
from portal.journal.actions import record
from portal.letters.models import Letter
from portal.own_cases.models import HANDED_IN, OwnCase
from portal.people.models import Person
from portal.preparing import letters
from portal.preparing.queries import lacking_on
from portal.text import _


def remind(cohort: Cohort, *, by: Person, words: str) -> int:
    """Write to everybody who lacks a case and has not been written to today; answers how many there were.

    Raises Refused when there is nobody. `cohort.course` has to be loaded.
    """
    reminded = [enrolment for enrolment in lacking_on(cohort) if _is_due(enrolment.id)]
    if not reminded:
        raise Refused(_("Alle, der mangler en case, har fået en påmindelse i dag."))
    for enrolment in reminded:
        letters.own_case_lacking(enrolment.person, cohort, by=by, words=words)
        record(
            "own_case.reminded",
            by_id=by.id,
            subject_id=enrolment.id,
            owner_id=enrolment.person_id,
            cohort_id=cohort.id,
        )
    return len(reminded)


def _is_due(enrolment_id: UUID) -> bool:
    """Take today's reminder of this one: whoever comes second, or after the case has come, takes none."""
    has_handed_in = select(OwnCase.id).where(
        OwnCase.cohort_id == Enrolment.cohort_id,
        OwnCase.author_id == Enrolment.person_id,
        OwnCase.status.in_(HANDED_IN),
    )
    taken = db.session.execute(
        update(Enrolment)
        .where(
            Enrolment.id == enrolment_id,
            Enrolment.status.in_(TAKES_A_SEAT),
            or_(Enrolment.case_reminded_on.is_(None), Enrolment.case_reminded_on < clock.today()),
            ~has_handed_in.exists(),
        )
        .values(case_reminded_on=clock.today())
        .execution_options(synchronize_session=False)
    )
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def may_get(letter: Letter) -> bool:
    """Whether a letter may still reach its receiver; a reminder not once the case has come. Asked just before it is sent."""
    if letter.kind == letters.KIND:
        came = select(OwnCase.id).where(
            OwnCase.cohort_id == letter.cohort_id,
            OwnCase.author_id == letter.person_id,
            OwnCase.status.in_(HANDED_IN),
        )
        if db.session.scalar(came) is not None:
            return False
    return enrolled_may_get(letter)
