"""What can happen to an invitation: it is made, somebody says whose it is, and it is used up, once."""

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import case, or_, select, update

from portal import clock
from portal.db import db
from portal.errors import Refused
from portal.invitations.models import Invitation
from portal.invitations.queries import living
from portal.journal.actions import record
from portal.people.models import Person
from portal.people.queries import canonical_email
from portal.text import _

LASTS: Final = timedelta(days=14)
MOST_TRIES: Final = 5
WAIT: Final = timedelta(minutes=15)


def hashed(token: str) -> str:
    """How a token is kept: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def invite(person: Person, cohort_id: UUID | None) -> str:
    """A new token for the letter; the one that went out before for the same cohort, or for none, is dead from now on."""
    end_unused(person.id, cohort_id)
    token = secrets.token_urlsafe(32)
    row = Invitation(person_id=person.id, cohort_id=cohort_id, token_hash=hashed(token), expires_at=clock.now() + LASTS)
    db.session.add(row)
    return token


def end_unused(person_id: UUID, cohort_id: UUID | None) -> None:
    """What went out to a person for a cohort, or for none, leads nowhere from now on."""
    out = (Invitation.person_id == person_id, Invitation.cohort_id.is_not_distinct_from(cohort_id), *living())
    db.session.execute(update(Invitation).where(*out).values(replaced_at=clock.now()))


def whose(invitation: Invitation, typed: str) -> Person | str:
    """The person, whose row is loaded, when the address is theirs; else the sentence that says so.

    Five different wrong addresses, then a quarter of an hour of waiting. The same one over again, which a robot that
    sends every form tries, counts once. Raises Refused when it is no address.
    """
    email = canonical_email(typed)
    tried = hashed(f"{invitation.id}:{email}")
    rested = or_(Invitation.tried_at.is_(None), Invitation.tried_at < clock.now() - WAIT)
    again = Invitation.tried_hash == tried
    counted = db.session.execute(
        update(Invitation)
        .where(Invitation.id == invitation.id, *living(), or_(Invitation.tries < MOST_TRIES, rested, again))
        .values(
            tries=case((again, Invitation.tries), (rested, 1), else_=Invitation.tries + 1),
            tried_at=case((again, Invitation.tried_at), else_=clock.now()),
            tried_hash=tried,
        )
        .execution_options(synchronize_session=False)
    )
    if counted.rowcount != 1:  # type: ignore[attr-defined]
        return _("Der er prøvet for mange adresser. Vent et kvarter, og prøv igen.")
    person = invitation.person
    if person.disabled_at is not None or not hmac.compare_digest(person.email.encode(), email.encode()):
        record("invitation.tried", by_id=None, subject_id=invitation.id, owner_id=person.id, result="refused")
        return _("Invitationen er ikke til den adresse. Se i mailen, hvem den er sendt til.")
    db.session.execute(update(Invitation).where(Invitation.id == invitation.id).values(tries=0, tried_hash=""))
    return person


def _over() -> Refused:
    return Refused(_("Invitationen gælder ikke længere. Åbn den nyeste, eller bed om en ny."))


def refuse_over(person: Person, invitation_id: UUID | None) -> None:
    """Raise Refused when it is not the person's, or was used, replaced or too old meanwhile."""
    mine = (Invitation.id == invitation_id, Invitation.person_id == person.id)
    if db.session.scalar(select(Invitation.id).where(*mine, *living())) is None:
        raise _over()


def use_up(person: Person, invitation_id: UUID | None) -> None:
    """The person has chosen how to sign in: the invitation is used, once, however many browsers come at the same time.

    Raises Refused when it was used, replaced or too old meanwhile.
    """
    mine = (Invitation.id == invitation_id, Invitation.person_id == person.id)
    used = db.session.execute(update(Invitation).where(*mine, *living()).values(used_at=clock.now()))
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise _over()
    record("invitation.used", by_id=person.id, subject_id=invitation_id, owner_id=person.id)


def mask(email: str) -> str:
    """Enough of an address for its owner to know it, and for nobody else: “s…@…”."""
    return f"{email[:1]}…@…"
