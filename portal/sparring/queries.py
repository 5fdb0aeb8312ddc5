"""What has been given to a case, by whom, and what does a group have to read?"""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, load_only

from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.own_cases.models import HandedInCase, OwnCase
from portal.own_cases.perspectives import Perspective
from portal.own_cases.queries import cases_of_others
from portal.people.models import Person
from portal.sealing.rows import unopened
from portal.sparring.models import PeerAnswer, PeerConsultation
from portal.text import danish_order


class Concern(NamedTuple):
    """What worries somebody about a case. Who that is does not stand here."""

    text: str
    own_case_id: UUID


class Concerns(NamedTuple):
    """What worries people in one role about one case or several; no role for those who read as themselves."""

    perspective: Perspective | None
    said: list[Concern]


def members_of(cohort_id: UUID, group: int) -> list[Person]:
    """Who is in a case group now, by name, each with the municipality."""
    found = db.session.scalars(
        select(Person)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.case_group == group, Enrolment.status.in_(TAKES_A_SEAT))
        .options(joinedload(Person.municipality))
    )
    return sorted(found, key=lambda person: danish_order(person.name))


def cases_to_read(to_consult: Select[OwnCase], cohort_id: UUID, *, reader: Person) -> list[OwnCase]:
    """What the group's others have handed in on a cohort, of what a reader may give advice to, oldest first."""
    found = cases_of_others(to_consult, cohort_id, reader=reader).options(*unopened(OwnCase))
    return list(db.session.scalars(found.order_by(HandedInCase.submitted_at, OwnCase.id)))


def given_by(person: Person, cohort_id: UUID) -> list[PeerConsultation]:
    """What somebody has given on a cohort, oldest first, with the answers."""
    return list(
        db.session.scalars(
            select(PeerConsultation)
            .join(PeerConsultation.own_case)
            .where(PeerConsultation.giver_id == person.id, OwnCase.cohort_id == cohort_id)
            .options(joinedload(PeerConsultation.answer))
            .order_by(PeerConsultation.created_at, PeerConsultation.id)
        )
    )


def given_to(own_case_id: UUID, *, by: UUID) -> PeerConsultation | None:
    """What one person has given to a case, with the answer."""
    return db.session.scalars(_of_giver(own_case_id, by).options(joinedload(PeerConsultation.answer))).one_or_none()


def locked(own_case_id: UUID, *, by: UUID) -> PeerConsultation | None:
    """The same for a change: nobody answers meanwhile, and an answer that has just come is seen."""
    db.session.execute(
        _of_giver(own_case_id, by).with_only_columns(PeerConsultation.id).with_for_update(key_share=True)
    )
    wanted = _of_giver(own_case_id, by).options(joinedload(PeerConsultation.answer))
    return db.session.scalars(wanted, execution_options={"populate_existing": True}).one_or_none()


def _of_giver(own_case_id: UUID, giver_id: UUID) -> Select[PeerConsultation]:
    return select(PeerConsultation).where(
        PeerConsultation.own_case_id == own_case_id, PeerConsultation.giver_id == giver_id
    )


def answer_to(given: PeerConsultation) -> PeerAnswer | None:
    """What the author has answered, asked now."""
    return db.session.scalars(select(PeerAnswer).where(PeerAnswer.peer_consultation_id == given.id)).one_or_none()


def received_by(own_case_id: UUID) -> list[PeerConsultation]:
    """What a case has been given, what its author keeps first, then as it came, with givers and answers."""
    return list(
        db.session.scalars(
            select(PeerConsultation)
            .where(PeerConsultation.own_case_id == own_case_id)
            .options(
                joinedload(PeerConsultation.giver).joinedload(Person.municipality),
                joinedload(PeerConsultation.answer),
            )
            .order_by(PeerConsultation.is_kept.desc(), PeerConsultation.created_at, PeerConsultation.id)
        )
    )


def around(own_case_id: UUID) -> list[PeerConsultation]:
    """Everything a case has been given, for counts and concerns."""
    return list(
        db.session.scalars(
            select(PeerConsultation)
            .where(PeerConsultation.own_case_id == own_case_id)
            .order_by(PeerConsultation.created_at, PeerConsultation.id)
        )
    )


def concerns_about(own_case_ids: Iterable[UUID]) -> list[PeerConsultation]:
    """What has been given to these cases, the concerns alone: what is between giver and author stays shut."""
    concern = load_only(
        PeerConsultation.own_case_id, PeerConsultation.perspective, PeerConsultation.concern, raiseload=True
    )
    wanted = select(PeerConsultation).where(PeerConsultation.own_case_id.in_(list(own_case_ids))).options(concern)
    return list(db.session.scalars(wanted))


def concerns_in(given: Iterable[PeerConsultation]) -> list[Concerns]:
    """Role by role what worries people, all six also when nobody has said anything; nothing when nobody has at all."""
    said = [(one.perspective, Concern(one.concern, one.own_case_id)) for one in given if one.concern]
    rows = [Concerns(role, sorted(each for whose, each in said if whose is role)) for role in (*Perspective, None)]
    return [row for row in rows if row.perspective or row.said] if said else []
