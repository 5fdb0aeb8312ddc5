"""What comes of a review of access? Each answer is kept, and what is not to stay is taken away as elsewhere."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from portal import clock
from portal.courses.cohort_models import CohortStaff, StaffRole
from portal.db import db
from portal.enrolments.queries import lock
from portal.errors import Refused
from portal.journal.actions import record
from portal.journal.roles import Role
from portal.people.models import Person
from portal.roles import office
from portal.roles.actions import let_go, take_back
from portal.roles.models import AccessReview, AccessReviewLine, RoleGrant
from portal.roles.queries import Holder, staffed
from portal.text import _

EVERY: Final = timedelta(days=91)


def next_due(reviews: list[AccessReview]) -> datetime | None:
    """When the next review is due; None when there was none yet, which is now."""
    return reviews[0].created_at + EVERY if reviews else None


def is_due(reviews: list[AccessReview]) -> bool:
    """Whether it is time to look again."""
    at = next_due(reviews)
    return at is None or at <= clock.now()


def review(
    holders: list[Holder], answers: Mapping[str, bool], *, by: Person, note: str, of_office: bool = False
) -> AccessReview:
    """Keep an answer for each row; False takes the role away. Raises Refused when one has none, or cannot go."""
    if any(one.key not in answers for one in holders):
        raise Refused(_("Svar for hver enkelt: beholdes eller fjernes."))
    _lock_cohorts([one for one in holders if not answers[one.key]])
    made = AccessReview(by_id=by.id, note=note, of_office=of_office)
    db.session.add(made)
    db.session.flush()
    record("access.reviewed", by_id=by.id, subject_id=made.id)
    for one in holders:
        is_kept = answers[one.key]
        cohort_id = one.cohort.id if one.cohort else None
        line = AccessReviewLine(
            review_id=made.id, person_id=one.person.id, role=one.role, cohort_id=cohort_id, is_kept=is_kept
        )
        db.session.add(line)
        if not is_kept:
            _take_away(one, by)
    db.session.flush()
    return made


def _lock_cohorts(going: list[Holder]) -> None:
    """All of them before anybody is held, for the rows are taken in the order of names."""
    chosen = [one.row for one in going if isinstance(one.row, CohortStaff)]
    for one in going:
        if isinstance(one.row, Person) and one.role is Role.COORDINATOR:
            chosen += staffed(one.row, StaffRole.COORDINATOR)
    for cohort in sorted({row.cohort for row in chosen}, key=lambda cohort: cohort.id):
        lock(cohort)


def _take_away(one: Holder, by: Person) -> None:
    row = one.row
    if isinstance(row, RoleGrant):
        take_back(row, by=by)
    elif isinstance(row, CohortStaff):
        let_go(row.cohort, row, by=by)
    elif one.role is Role.ADMINISTRATOR:
        office.take_back_administration(row, by=by)
    else:
        office.take_back_coordination(row, by=by)
