"""How is a letter posted? Written in the receiver's language, kept in the outbox with the act it tells of."""

import hashlib
import re
import secrets
from datetime import datetime
from uuid import UUID

from portal import clock
from portal.db import db
from portal.letters.models import Letter
from portal.people.models import Person
from portal.text import force_locale, render_text

LONGEST_SUBJECT = 200


def post(
    kind: str, *, to: Person, due_at: datetime | None = None, cohort_id: UUID | None = None, **values: object
) -> Letter:
    """Put a letter in the outbox. The template `letters/<kind>.txt` opens with the subject on a line of its own.

    Nothing is sent here: the letter stands or falls with the transaction, and `send_due_letters` delivers it later;
    one with a `cohort_id` to somebody who still belongs to the cohort then, and to nobody else.
    """
    with force_locale(to.locale):
        subject, _blank, body = render_text(f"letters/{kind}.txt", to=to, **values).strip().partition("\n")
    letter = Letter(
        kind=kind,
        person_id=to.id,
        cohort_id=cohort_id,
        to_name=to.name,
        to_email=to.email,
        subject=subject.strip()[:LONGEST_SUBJECT],
        body=re.sub(r"\n{3,}", "\n\n", body.strip()) + "\n",  # a part left out leaves no hole
        message_id=f"<{hashlib.sha256(secrets.token_bytes(32)).hexdigest()[:40]}@mitkomponent>",
        due_at=due_at or clock.now(),
    )
    db.session.add(letter)
    return letter
