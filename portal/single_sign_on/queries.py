"""What do we ask about accounts elsewhere?"""

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import selectinload

from portal.db import db
from portal.people.models import Person
from portal.single_sign_on.models import ExternalIdentity


def identity_of(issuer: str, subject: str) -> ExternalIdentity | None:
    """The account an issuer speaks of, if it opens anybody's."""
    this = (ExternalIdentity.issuer == issuer, ExternalIdentity.subject == subject)
    return db.session.scalars(select(ExternalIdentity).where(*this)).one_or_none()


def identities_of(person: Person) -> list[ExternalIdentity]:
    """The accounts elsewhere that open a person's, the oldest first."""
    order = (ExternalIdentity.created_at, ExternalIdentity.id)
    return list(
        db.session.scalars(select(ExternalIdentity).where(ExternalIdentity.person_id == person.id).order_by(*order))
    )


def person_of(identity: ExternalIdentity) -> Person:
    """Whose it opens, with the roles that say what suffices."""
    found = select(Person).where(Person.id == identity.person_id).options(selectinload(Person.staff_roles))
    return db.session.scalars(found).one()


def count_identities() -> ScalarSelect[int]:
    """How many accounts elsewhere open that of each person who is asked about."""
    counted = select(func.count()).select_from(ExternalIdentity).where(ExternalIdentity.person_id == Person.id)
    return counted.correlate(Person).scalar_subquery()
