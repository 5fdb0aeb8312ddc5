"""What can happen to an app that makes codes, and to the ten recovery codes behind it."""

import base64
import hashlib
import hmac
import secrets
from string import digits as figures
from typing import Final
from uuid import UUID

import pyotp
from sqlalchemy import delete, update

from portal import clock
from portal.credentials import letters
from portal.credentials.models import RecoveryCode, Totp
from portal.credentials.queries import totp_of
from portal.credentials.sealing import seal, unseal
from portal.db import db
from portal.errors import Refused
from portal.journal.actions import record
from portal.people.models import Person
from portal.text import _

STEP: Final = 30
STEPS_ASIDE: Final = (0, -1, 1)  # a clock may be half a minute off
CODES: Final = 10
CODE_BYTES: Final = 10  # 80 bits


def confirm(person: Person, typed: str, *, secret: str, key: str) -> list[str]:
    """Take an app into use that makes the right code of its secret. Gives ten recovery codes. Raises Refused otherwise."""
    step = _step_of(secret, typed, after=0)
    if step is None:
        raise Refused(
            _("Koden passer ikke. Se efter i appen, at det er den nyeste, og at uret i telefonen går rigtigt."),
            field="code",
        )
    row = totp_of(person)
    if row is None:
        row = Totp(person_id=person.id)
        db.session.add(row)
    row.secret, row.confirmed_at, row.last_step = seal(secret, person_id=person.id, key=key), clock.now(), step
    record("totp.added", by_id=person.id, subject_id=person.id, owner_id=person.id)
    letters.ways_changed(person)
    return make_recovery_codes(person)


def _step_of(secret: str, typed: str, *, after: int) -> int | None:
    """The half minute whose code was typed, if it is about now and later than one used before."""
    digits = "".join(c for c in typed if c in figures)
    now = int(clock.now().timestamp()) // STEP
    right = pyotp.TOTP(secret)
    steps = (now + aside for aside in STEPS_ASIDE)
    return next((s for s in steps if s > after and hmac.compare_digest(right.at(s * STEP), digits)), None)


def use_totp(person: Person, typed: str, *, key: str) -> bool:
    """Whether the code is the app's, now, and not used before. Of several at once one succeeds."""
    row = totp_of(person)
    if row is None:
        return False
    step = _step_of(unseal(row.secret, person_id=person.id, key=key), typed, after=row.last_step)
    if step is None:
        return False
    used = db.session.execute(update(Totp).where(Totp.id == row.id, Totp.last_step < step).values(last_step=step))
    return bool(used.rowcount == 1)  # type: ignore[attr-defined]


def remove_totp(person: Person) -> None:
    """Do without the app; its recovery codes go too."""
    gone = db.session.execute(delete(Totp).where(Totp.person_id == person.id))
    if gone.rowcount == 0:  # type: ignore[attr-defined]
        return
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    record("totp.removed", by_id=person.id, subject_id=person.id, owner_id=person.id)
    letters.ways_changed(person)


def _hashed(person_id: UUID, typed: str) -> str:
    code = "".join(c for c in typed.upper() if c.isalnum())
    return hashlib.sha256(f"recovery:{person_id}:{code}".encode()).hexdigest()


def make_recovery_codes(person: Person) -> list[str]:
    """Ten new recovery codes, shown this once. The older ones are dead."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    whole = [base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode() for _number in range(CODES)]
    db.session.add_all(RecoveryCode(person_id=person.id, code_hash=_hashed(person.id, code)) for code in whole)
    record("recovery_codes.made", by_id=person.id, subject_id=person.id, owner_id=person.id)
    return ["-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in whole]


def use_recovery_code(person: Person, typed: str) -> bool:
    """Use up a recovery code. Of several at once one succeeds. The owner is told."""
    mine = update(RecoveryCode).where(RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None))
    right = mine.where(RecoveryCode.code_hash == _hashed(person.id, typed))
    used = db.session.execute(right.values(used_at=clock.now()))
    if used.rowcount != 1:  # type: ignore[attr-defined]
        return False
    record("recovery_code.used", by_id=person.id, subject_id=person.id, owner_id=person.id)
    letters.recovery_code_used(person)
    return True
