"""What can happen to an account elsewhere: somebody sets out for it, comes back, it is linked to a person, and let go of."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final, NamedTuple

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.db import db
from portal.errors import Refused
from portal.journal.actions import record
from portal.people.models import Person
from portal.single_sign_on import letters, queries
from portal.single_sign_on.models import ExternalIdentity, SignOnAttempt
from portal.single_sign_on.providers import Provider
from portal.text import _

LASTS: Final = timedelta(minutes=10)


class SetOut(NamedTuple):
    """What goes with somebody who is sent to an issuer."""

    state: str
    nonce: str
    verifier: str


def hashed(secret: str) -> str:
    """How what a browser holds is kept: its SHA-256 in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


def set_out(provider: Provider, *, browser: str, wanted: str, linking: Person | None = None) -> SetOut:
    """Note that a browser goes to an issuer. `linking`: to link what comes back to this person, who is signed in."""
    db.session.execute(delete(SignOnAttempt).where(SignOnAttempt.expires_at < clock.now() - LASTS))
    gone = SetOut(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))
    row = SignOnAttempt(
        browser_hash=hashed(browser),
        state_hash=hashed(gone.state),
        issuer=provider.issuer,
        nonce=gone.nonce,
        verifier=gone.verifier,
        wanted=wanted,
        linking_id=linking.id if linking else None,
        expires_at=clock.now() + LASTS,
    )
    db.session.add(row)
    return gone


def come_back(state: str, *, browser: str) -> SignOnAttempt | None:
    """The attempt a browser comes back from, which is then used up; None unless it is this browser's, and living."""
    using = (
        update(SignOnAttempt)
        .where(
            SignOnAttempt.state_hash == hashed(state),
            SignOnAttempt.browser_hash == hashed(browser),
            SignOnAttempt.used_at.is_(None),
            SignOnAttempt.expires_at > clock.now(),
        )
        .values(used_at=clock.now())
    )
    return db.session.scalars(using.returning(SignOnAttempt)).one_or_none()


def note_refusal(person: Person | None = None) -> None:
    """An account elsewhere opened nothing."""
    record("sign_in.failed", by_id=person.id if person else None, result="refused")


def person_signed_on(provider: Provider, subject: str) -> Person | None:
    """Whom an account opens. None for one that opens nobody's, or somebody's who is closed: alike."""
    identity = queries.identity_of(provider.issuer, subject)
    person = queries.person_of(identity) if identity else None
    if identity is None or person is None or person.disabled_at is not None:
        note_refusal(person)
        return None
    identity.used_at = clock.now()
    return person


def link(person: Person, *, provider: Provider, subject: str) -> ExternalIdentity:
    """Let an account elsewhere open a person's; linked twice it is once. The owner is told.

    Raises Refused when it opens somebody else's.
    """
    earlier = queries.identity_of(provider.issuer, subject)
    if earlier is not None:
        if earlier.person_id != person.id:
            raise Refused(_("Kontoen hos %(provider)s hører til en anden her i portalen.", provider=provider.name))
        return earlier
    identity = ExternalIdentity(person_id=person.id, issuer=provider.issuer, subject=subject)
    try:
        with db.session.begin_nested():
            db.session.add(identity)
    except IntegrityError:
        raise Refused(_("Kontoen blev forbundet et andet sted i samme øjeblik. Prøv igen.")) from None
    record("identity.linked", by_id=person.id, subject_id=identity.id, owner_id=person.id)
    letters.identity_linked(person, provider.name)
    return identity


def unlink(identity: ExternalIdentity, *, by: Person, name: str) -> None:
    """Let go of an account elsewhere; it opens nothing from now on. The owner is told. Pressed twice it is one act."""
    gone = db.session.execute(delete(ExternalIdentity).where(ExternalIdentity.id == identity.id))
    if gone.rowcount == 1:  # type: ignore[attr-defined]
        record("identity.unlinked", by_id=by.id, subject_id=identity.id, owner_id=identity.person_id)
        letters.identity_unlinked(by, name)
