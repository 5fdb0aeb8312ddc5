"""What do we ask about accounts elsewhere?"""

from sqlalchemy import select

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
