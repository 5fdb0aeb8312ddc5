"""What do we ask about invitations?"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.errors import Refused
from portal.invitations.models import Invitation
from portal.text import _

REST: Final = timedelta(minutes=10)
A_DAY: Final = 5


def living() -> tuple[ColumnElement[bool], ...]:
    """What holds of an invitation that can still be used."""
    return (Invitation.used_at.is_(None), Invitation.replaced_at.is_(None), Invitation.expires_at > clock.now())


def is_living(invitation: Invitation) -> bool:
    """The same of one in hand; a closed account has none."""
    ended = invitation.used_at or invitation.replaced_at or invitation.person.disabled_at
    return ended is None and invitation.expires_at > clock.now()


def by_token_hash(token_hash: str) -> Invitation | None:
    """The invitation behind a token, whatever became of it."""
    return db.session.scalars(select(Invitation).where(Invitation.token_hash == token_hash)).one_or_none()


def invitation(invitation_id: UUID) -> Invitation | None:
    """An invitation with its person, and what it is to."""
    course = joinedload(Invitation.cohort).joinedload(Cohort.course)
    found = select(Invitation).where(Invitation.id == invitation_id)
    return db.session.scalars(found.options(joinedload(Invitation.person), course)).one_or_none()


def is_rested(person_id: UUID) -> bool:
    """Whether a person may be sent another one for pressing an old link: seldom."""
    now = clock.now()
    return not made_since(person_id, now - REST) and made_since(person_id, now - timedelta(days=1)) < A_DAY


def refuse_when_just_sent(person_id: UUID) -> None:
    """Raise Refused within a minute of the last one: a second press is no second letter."""
    if made_since(person_id, clock.now() - timedelta(minutes=1)):
        raise Refused(_("Der er lige sendt en invitation. Vent et minut, og prøv igen."))


def made_since(person_id: UUID, since: datetime) -> int:
    """How many invitations a person was sent since then."""
    statement = select(func.count()).select_from(Invitation)
    return db.session.scalar(statement.where(Invitation.person_id == person_id, Invitation.created_at > since)) or 0
