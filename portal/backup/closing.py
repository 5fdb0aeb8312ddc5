"""What must not come back with a backup? Whoever had signed out since, and what had been used since."""

from typing import Final

from sqlalchemy import delete, update

from portal import clock
from portal.db import Base, db
from portal.ledger import Ledger, Line
from portal.letters.models import Letter
from portal.people.models import SignInSession
from portal.speakers.models import Speaker

# What proves for a while that somebody is somebody: used, replaced or revoked since, it would count again.
PROOFS: Final = (
    "invitation", "known_browser", "passkey_challenge", "reset_link", "sign_in_attempt", "sign_in_code", "sign_on_attempt",
    "speaker_visit", "trusted_browser", "vouch", "vouch_link",
)  # fmt: skip


def end_sign_ins() -> int:
    """End every session, and forget every code, link and browser that is trusted; how many sessions. The caller commits.

    A browser that was signed out after the backup was made would be signed in again. What people chose themselves comes
    back as it was: passwords, passkeys, apps, recovery codes. Speakers are invited anew: who was withdrawn would come back.
    """
    ended = db.session.execute(
        update(SignInSession)
        .where(SignInSession.ended_at.is_(None))
        .values(ended_at=clock.now())
        .returning(SignInSession.id)
    ).all()
    for table in reversed(Base.metadata.sorted_tables):
        if table.name in PROOFS:
            db.session.execute(delete(table))
    db.session.execute(update(Speaker).where(Speaker.withdrawn_at.is_(None)).values(withdrawn_at=clock.now()))
    db.session.execute(
        delete(Letter).where(
            Letter.kind.in_(("sign_in_code", "forgotten_password", "vouched")), Letter.sent_at.is_(None)
        )
    )
    return len(ended)


def add_what_is_missing(ledger: Ledger, other: Ledger) -> None:
    """Let what stands in the other ledger stand in this one too."""
    known = set(_lines(ledger))
    missing = [one for one in _lines(other) if one not in known]
    if missing:
        ledger.add_all(missing)


def _lines(ledger: Ledger) -> list[Line]:
    written = ledger.read()
    return written.erased + written.closed
