"""What do we ask about own cases?"""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.journal.models import Entry
from portal.journal.roles import Role
from portal.own_cases.models import (
    HANDED_IN,
    CaseKey,
    HandedInCase,
    OwnCase,
    OwnCaseAttachment,
    OwnCaseComment,
    OwnCaseStatus,
)
from portal.own_cases.shield import shown_to_staff
from portal.people.models import Person
from portal.sealing.keys import key_columns
from portal.sealing.rows import opened
from portal.text import _l

HAS_BEEN_HANDED_IN = and_(
    HandedInCase.own_case_id == OwnCase.id, HandedInCase.is_current, OwnCase.status.in_(HANDED_IN)
)


# What the author has


def own_case_of(person: Person, cohort_id: UUID) -> OwnCase | None:
    """What a person has written for a cohort, with what was handed in; None before the first save."""
    return own_cases_of(person, [cohort_id]).get(cohort_id)


def own_cases_of(person: Person, cohort_ids: Iterable[UUID]) -> dict[UUID, OwnCase]:
    """A person's own cases by cohort, with what was handed in, in one query."""
    found = db.session.scalars(_own_cases(), {"author": person.id, "cohorts": list(cohort_ids)}).unique()
    return {own_case.cohort_id: own_case for own_case in found}


@cache
def _own_cases() -> Select[OwnCase]:
    """Put together once, as those below that a hand-in asks: that takes longer than asking."""
    return (
        select(OwnCase)
        .where(OwnCase.author_id == bindparam("author"), OwnCase.cohort_id.in_(bindparam("cohorts", expanding=True)))
        .options(joinedload(OwnCase.handed_in), joinedload(OwnCase.lifts))
    )


def attachments_of(own_case_id: UUID) -> list[OwnCaseAttachment]:
    """All attachments with their files, as they came: those of the draft and those the readers have."""
    found = db.session.scalars(_attachments(), {"own_case": own_case_id})
    return sorted(found, key=lambda one: (one.created_at, one.file.name))


@cache
def _attachments() -> Select[OwnCaseAttachment]:
    of_case = OwnCaseAttachment.own_case_id == bindparam("own_case")
    return select(OwnCaseAttachment).where(of_case).options(joinedload(OwnCaseAttachment.file))


FOUND: Final = "own_case.found"
WAYS: Final = {
    "own_case.read": _l("læst"),
    FOUND: _l("vist i en søgning"),
    "own_case.tabled": _l("vist i casegruppens tabel"),
    "own_case.taken": _l("hentet i en PDF"),
    "own_case.screened": _l("vist i lokalet"),
}
"""How somebody may come to see a case, as the journal and its author call it."""


class Opening(NamedTuple):
    """Somebody has read a case, in this role; None for what was read before roles were noted. `how` is one of WAYS."""

    person: Person
    first_at: datetime
    role: Role | None
    how: str = "own_case.read"

    @property
    def said(self) -> str:
        """What to add where somebody did more than read it."""
        return "" if self.how == "own_case.read" else str(WAYS[self.how])


def openings_of(own_case_id: UUID) -> list[Opening]:
    """Who has opened a case besides its author, how, in which role, and when first so, in that order."""
    found = db.session.execute(_openings(), {"own_case": own_case_id})
    return [Opening(person, at, None if role is None else Role(role), how) for person, at, role, how in found]


@cache
def _openings() -> Select[Person, datetime, str | None, str]:
    first = (
        select(Entry.by_id, Entry.role, Entry.act, func.min(Entry.at).label("at"))
        .where(Entry.subject_id == bindparam("own_case"), Entry.act.in_(WAYS))
        .group_by(Entry.by_id, Entry.role, Entry.act)
        .subquery()
    )
    return (
        select(Person, first.c.at, first.c.role, first.c.act)
        .join(first, first.c.by_id == Person.id)
        .order_by(first.c.at, Person.name, first.c.role, first.c.act)
    )


class Change(NamedTuple):
    """Something that was decided about who reads: what, when, by whom."""

    act: str
    at: datetime
    by: Person


def changes_of(own_case_id: UUID, acts: Collection[str]) -> list[Change]:
    """What has been decided about who reads, newest first."""
    found = db.session.execute(
        select(Entry.act, Entry.at, Person)
        .join(Person, Person.id == Entry.by_id)
        .where(Entry.subject_id == own_case_id, Entry.act.in_(acts))
        .order_by(Entry.at.desc(), Entry.id)
    )
    return [Change._make(row) for row in found]


# What readers have


def comments_of(own_case_id: UUID) -> list[OwnCaseComment]:
    """The thread, oldest first, with who wrote."""
    return list(
        db.session.scalars(
            select(OwnCaseComment)
            .where(OwnCaseComment.own_case_id == own_case_id)
            .options(joinedload(OwnCaseComment.author))
            .order_by(OwnCaseComment.created_at, OwnCaseComment.id)
        )
    )


class Neighbour(NamedTuple):
    """A handed-in case that one can go on to."""

    own_case_id: UUID
    title: str
    status: OwnCaseStatus


class Turn(NamedTuple):
    """Where an instructor goes from a case: the ones beside it, and the next that nobody has marked as read.

    `number` is this one's place among `total`, 0 when its author is no longer on the cohort.
    """

    previous: Neighbour | None
    next: Neighbour | None
    next_unread: Neighbour | None
    number: int
    total: int


def turn_at(own_case: OwnCase, *, reader: Person) -> Turn:
    """The handed-in cases around this one that an instructor may read, in the order they came, in one query."""
    rows = db.session.execute(
        select(OwnCase.id, HandedInCase.id, HandedInCase.title, OwnCase.status, key_columns(CaseKey))
        .select_from(OwnCase)
        .join(HandedInCase, HAS_BEEN_HANDED_IN)
        .outerjoin(CaseKey, CaseKey.id == OwnCase.id)
        .join(OwnCase.enrolment)
        .join(Person, Person.id == OwnCase.author_id)
        .where(
            OwnCase.cohort_id == own_case.cohort_id,
            Enrolment.status.in_(TAKES_A_SEAT),
            shown_to_staff(reader, Person),
        )
        .order_by(HandedInCase.submitted_at, HandedInCase.id)
    )
    found = [
        Neighbour(own_case_id, opened(HandedInCase.title, title, row_id=row_id, key=key), status)
        for own_case_id, row_id, title, status, key in rows
    ]
    number = next((n for n, case in enumerate(found, 1) if case.own_case_id == own_case.id), 0)
    after, before = found[number:], found[: max(0, number - 1)]
    return Turn(
        previous=before[-1] if before else None,
        next=after[0] if after and number else None,
        next_unread=next((c for c in [*after, *before] if c.status is OwnCaseStatus.SUBMITTED), None),
        number=number,
        total=len(found),
    )


def cases_of_others(visible: Select[OwnCase], cohort_id: UUID, *, reader: Person) -> Select[OwnCase]:
    """What others on a cohort have handed in, of what is `visible` to a reader, as it was handed in and with its author."""
    return (
        visible.join(HandedInCase, HAS_BEEN_HANDED_IN)
        .where(OwnCase.cohort_id == cohort_id, OwnCase.author_id != reader.id)
        .options(
            contains_eager(OwnCase.handed_in),
            joinedload(OwnCase.author).joinedload(Person.municipality),
        )
    )


def shared_own_cases(visible: Select[OwnCase], cohort_id: UUID, *, reader: Person) -> list[OwnCase]:
    """What others on a cohort have shared with a reader, of what is `visible` to them, newest first, with the author."""
    found = cases_of_others(visible, cohort_id, reader=reader)
    return list(db.session.scalars(found.order_by(HandedInCase.submitted_at.desc(), OwnCase.id)))
