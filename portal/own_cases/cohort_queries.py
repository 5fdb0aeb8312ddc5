"""What do we ask about all cases of a cohort: the board, and how many there are?"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, or_, select

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.own_cases.models import HANDED_IN, CaseKey, HandedInCase, OwnCase, OwnCaseStatus, Visibility
from portal.own_cases.shield import home_of, shown_to_staff_from
from portal.people.models import Municipality, Person
from portal.sealing.keys import key_columns
from portal.sealing.rows import opened
from portal.text import danish_order


class BoardRow(NamedTuple):
    """A participant on the case board. Everything after the municipality is None until a case is handed in.

    A draft, or a case that was taken back, looks as if nothing were there.
    """

    person_id: UUID
    name: str
    person_title: str
    municipality: str | None
    own_case_id: UUID | None
    status: OwnCaseStatus | None
    visibility: Visibility | None
    title: str | None
    submitted_at: datetime | None
    is_late: bool | None


@cache
def _board() -> Select[*tuple[Any, ...]]:
    """Put together once: that takes longer than asking."""
    return (
        select(
            Person.id,
            Person.name,
            Person.title,
            Municipality.name,
            HandedInCase.own_case_id,
            OwnCase.status,
            OwnCase.visibility,
            HandedInCase.title,
            HandedInCase.submitted_at,
            HandedInCase.is_late,
            HandedInCase.id,
            key_columns(CaseKey),
        )
        .select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .outerjoin(Municipality, Municipality.code == Person.municipality_code)
        .outerjoin(
            OwnCase,
            and_(
                OwnCase.cohort_id == Enrolment.cohort_id,
                OwnCase.author_id == Enrolment.person_id,
                OwnCase.status.in_(HANDED_IN),
                shown_to_staff_from(bindparam("home"), bindparam("reader"), Person),
            ),
        )
        .outerjoin(HandedInCase, and_(HandedInCase.own_case_id == OwnCase.id, HandedInCase.is_current))
        .outerjoin(CaseKey, CaseKey.id == OwnCase.id)
        .where(Enrolment.cohort_id == bindparam("cohort"), Enrolment.status.in_(TAKES_A_SEAT))
    )


def own_cases_board(cohort: Cohort, *, reader: Person) -> list[BoardRow]:
    """Every participant of a cohort with the case that was handed in, in one query, by name as Danes sort.

    Of a case that is kept from this instructor there is nothing; that there is one the board says all the same.
    """
    found = db.session.execute(_board(), {"cohort": cohort.id, "home": home_of(reader), "reader": reader.id})
    return sorted(map(_board_row, found), key=lambda row: danish_order(row.name))


def _board_row(found: Sequence[Any]) -> BoardRow:
    *said, handed_in_id, key = found
    row = BoardRow._make(said)
    if handed_in_id is None:
        return row
    return row._replace(title=opened(HandedInCase.title, row.title, row_id=handed_in_id, key=key))


def own_case_counts(cohort_ids: Iterable[UUID]) -> dict[UUID, dict[OwnCaseStatus, int]]:
    """How many handed-in cases participants of each cohort have, by status, in one query. Cohorts without are left out."""
    found = db.session.execute(
        select(OwnCase.cohort_id, OwnCase.status, func.count())
        .join(OwnCase.enrolment)
        .where(
            OwnCase.cohort_id.in_(list(cohort_ids)),
            OwnCase.status.in_(HANDED_IN),
            Enrolment.status.in_(TAKES_A_SEAT),
        )
        .group_by(OwnCase.cohort_id, OwnCase.status)
    )
    counts: dict[UUID, dict[OwnCaseStatus, int]] = {}
    for cohort_id, status, count in found:
        counts.setdefault(cohort_id, {})[status] = count
    return counts


def own_cases_begun(cohort: Cohort) -> dict[UUID, bool]:
    """Who has something in writing, and whether it is handed in. That is all anybody is told of it here."""
    found = db.session.execute(
        select(OwnCase.author_id, OwnCase.status.in_(HANDED_IN)).where(
            OwnCase.cohort_id == cohort.id, or_(OwnCase.status.in_(HANDED_IN), OwnCase.saved_at.is_not(None))
        )
    )
    return {author_id: bool(is_handed_in) for author_id, is_handed_in in found}
