"""Who speaks in the demonstration world, and what have they left? Made when the pages are looked at."""

from datetime import timedelta
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.courses.cohort_models import AgendaItem, CourseDay
from portal.db import db
from portal.materials.models import Document, DocumentVersion, Material
from portal.people.models import Person
from portal.speakers import visiting
from portal.speakers.actions import hashed
from portal.speakers.models import Speaker, SpeakerMaterial, SpeakerVisit
from portal.storage.models import FileState, StoredFile


def left_by_speaker(app: Flask, person: Person) -> UUID:
    """What somebody who speaks at the last point of all programmes has left."""
    with app.app_context():
        found = db.session.scalars(select(SpeakerMaterial.id).limit(1)).one_or_none()
        if found is None:
            found = _made(person).id
            db.session.commit()
        return found


def _made(person: Person) -> SpeakerMaterial:
    latest = select(AgendaItem.id, CourseDay.cohort_id).join(AgendaItem.day).order_by(AgendaItem.starts_at.desc())
    item_id, cohort_id = db.session.execute(latest.limit(1)).one()
    speaker = Speaker(person_id=person.id, agenda_item_id=item_id, token_hash=uuid4().hex)
    file = StoredFile(
        key=uuid4().hex,
        name=db.session.scalars(select(StoredFile).limit(1)).one().name,  # words of the world itself
        media_type="application/pdf",
        size=9,
        is_confidential=False,
        state=FileState.AVAILABLE,
        uploaded_by_id=person.id,
        completed_at=clock.now(),
        claimed_at=clock.now(),
    )
    db.session.add_all([speaker, file])
    db.session.flush()
    shown = Document(versions=[DocumentVersion(number=1, file_id=file.id)])
    title = db.session.scalars(select(Material.title).limit(1)).one()
    material = Material(cohort_id=cohort_id, title=title, position=99, document=shown)
    db.session.add(material)
    db.session.flush()
    made = SpeakerMaterial(speaker_id=speaker.id, material_id=material.id)
    db.session.add(made)
    db.session.flush()
    return made


def held_by_speaker(app: Flask, person: Person, endpoint: str) -> dict[str, str]:
    """What the cookie of a speaker holds: the link was opened, a code was asked for, or it was right."""
    left = left_by_speaker(app, person)
    with app.app_context():
        speaker_id = db.session.get_one(SpeakerMaterial, left).speaker_id
        held = {visiting.INVITED: str(speaker_id), visiting.CODE: str(uuid4())}
        if endpoint in {"speakers.enter", "speakers.code"}:
            return held
        secret, expires = uuid4().hex, clock.now() + timedelta(hours=1)
        db.session.add(SpeakerVisit(speaker_id=speaker_id, secret_hash=hashed(secret), expires_at=expires))
        db.session.commit()
        return {**held, visiting.VISIT: secret}
