"""Who has spoken for whom, and for whom does a link still work?"""

from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import LoaderOption

from portal import clock
from portal.courses.reach import is_coordinated_by
from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.people.models import Person
from portal.vouching.models import Vouch, VouchLink


def counts() -> tuple[ColumnElement[bool], ...]:
    """What makes somebody's word count."""
    return Vouch.ended_at.is_(None), Vouch.expires_at > clock.now()


def works() -> tuple[ColumnElement[bool], ...]:
    """What makes a link work."""
    return VouchLink.used_at.is_(None), VouchLink.expires_at > clock.now()


def _speaker() -> LoaderOption:
    """Who gave the word, with the roles that say whether it counts."""
    return joinedload(Vouch.by).selectinload(Person.staff_roles)


def words_for(person_id: UUID) -> list[Vouch]:
    """The words for one person that count now, the oldest first."""
    found = select(Vouch).where(Vouch.person_id == person_id, *counts()).options(_speaker())
    return list(db.session.scalars(found.order_by(Vouch.created_at, Vouch.id)))


def words_behind(link_id: UUID) -> list[Vouch]:
    """The words that a link came of, less those taken back."""
    found = select(Vouch).where(Vouch.link_id == link_id, Vouch.ended_at.is_(None)).options(_speaker())
    return list(db.session.scalars(found))


def seats_of(person_id: UUID) -> set[UUID]:
    """The cohorts on which somebody has a seat."""
    mine = select(Enrolment.cohort_id).where(Enrolment.person_id == person_id, Enrolment.status.in_(TAKES_A_SEAT))
    return set(db.session.scalars(mine))


def words_for_staff() -> list[Vouch]:
    """Those for people of the provider that count now: whoever else knows them may give theirs."""
    loaded = (joinedload(Vouch.by), joinedload(Vouch.person).selectinload(Person.staff_roles))
    found = select(Vouch).where(Vouch.is_for_staff, *counts()).options(*loaded)
    return list(db.session.scalars(found.order_by(Vouch.created_at, Vouch.id)))


def link(token_hash: str) -> VouchLink | None:
    """The link that still works. Looking does not use it up."""
    return db.session.scalars(select(VouchLink).where(VouchLink.token_hash == token_hash, *works())).one_or_none()


def enrolment_seen_by(person: Person, whose_id: UUID) -> UUID | None:
    """A place of somebody's on a cohort that the person coordinates."""
    seen = is_coordinated_by(person, Enrolment.cohort_id)
    found = select(Enrolment.id).where(Enrolment.person_id == whose_id, seen)
    return db.session.scalars(found.order_by(Enrolment.created_at.desc()).limit(1)).one_or_none()
