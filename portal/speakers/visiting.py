"""Which speaker is here in this browser? Nobody is signed in then: a visit opens one point of a programme and nothing else."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from flask import g
from flask import session as cookie
from sqlalchemy import update

from portal import clock
from portal.db import db
from portal.journal.actions import record
from portal.journal.roles import Role
from portal.people import session
from portal.people.session_cookie import new_secret
from portal.speakers import queries
from portal.speakers.actions import hashed
from portal.speakers.models import Speaker, SpeakerVisit

LASTS: Final = timedelta(hours=2)
INVITED, VISIT, CODE = "speaker_invited", "speaker_visit", "speaker_code"


def invited_speaker() -> Speaker | None:
    """Whose link was opened in this browser. What the signed cookie holds is an id, which opens nothing."""
    try:
        return queries.by_id(UUID(cookie.get(INVITED, "")))
    except ValueError:
        return None


def begin_visit(speaker: Speaker) -> None:
    """The code was right: the point is open here for two hours. Whoever was signed in in this browser is signed out."""
    language = cookie.get("language")
    session.sign_out()
    secret = new_secret()
    cookie["language"], cookie[INVITED], cookie[VISIT] = language or speaker.person.locale, str(speaker.id), secret
    expires = clock.now() + LASTS
    db.session.add(SpeakerVisit(speaker_id=speaker.id, secret_hash=hashed(secret), expires_at=expires))
    cohort_id = speaker.agenda_item.day.cohort_id
    record(
        "speaker.arrived",
        by_id=speaker.person_id,
        subject_id=speaker.id,
        owner_id=speaker.person_id,
        cohort_id=cohort_id,
        role=Role.EXTERNAL_SPEAKER,
    )


def current_speaker() -> Speaker | None:
    """Who is here, with person, point, day and cohort loaded."""
    secret = cookie.get(VISIT, "")
    speaker = queries.visiting_with(hashed(secret)) if secret else None
    g.speaks = speaker.person_id if speaker else None
    return speaker


def speaks(person_id: UUID) -> bool:
    """Whether what this person does now they do as a speaker."""
    return bool(g.get("speaks") == person_id)


def end_visit() -> None:
    """Leave: the visit is over, also for a copied cookie."""
    secret_hash = hashed(cookie.pop(VISIT, ""))
    living = (SpeakerVisit.secret_hash == secret_hash, SpeakerVisit.ended_at.is_(None))
    db.session.execute(update(SpeakerVisit).where(*living).values(ended_at=clock.now()))
