"""What goes when a new second step is in place? Everything that was shown in place of it before, and whoever is signed in."""

from datetime import datetime

from sqlalchemy import delete

from portal.config import SessionLimits
from portal.credentials.models import Passkey, RecoveryCode, Totp, TrustedBrowser
from portal.credentials.queries import totp_of
from portal.db import db
from portal.journal.actions import record
from portal.people.devices import end_sessions
from portal.people.models import Person
from portal.people.throttle_models import KnownBrowser
from portal.vouching import letters


def drop_older(person: Person, *, since: datetime, limits: SessionLimits) -> None:
    """Forget the passkeys, the app and the browsers from before; what was lost may be in somebody's hands."""
    older = delete(Passkey).where(Passkey.person_id == person.id, Passkey.created_at < since).returning(Passkey.id)
    for passkey_id in db.session.scalars(older).all():
        record("passkey.removed", by_id=person.id, subject_id=passkey_id, owner_id=person.id)
    app = totp_of(person)
    if app is not None and app.confirmed_at < since:
        db.session.execute(delete(Totp).where(Totp.id == app.id))
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
        record("totp.removed", by_id=person.id, subject_id=person.id, owner_id=person.id)
    for kind in (TrustedBrowser, KnownBrowser):
        db.session.execute(delete(kind).where(kind.person_id == person.id))
    end_sessions(person, limits, by=person)
    letters.second_step_replaced(person)
