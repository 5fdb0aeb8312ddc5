"""What do we ask about speakers: who is invited on a cohort, behind a token or a visit, and what have they left?"""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from portal import clock
from portal.courses.cohort_models import AgendaItem, Cohort, CourseDay
from portal.db import db
from portal.materials.models import Document, DocumentVersion, Material
from portal.people.models import Person
from portal.speakers.models import Speaker, SpeakerMaterial, SpeakerVisit

_DAY: Final = joinedload(Speaker.agenda_item).joinedload(AgendaItem.day)
WHOLE: Final = (
    joinedload(Speaker.person).selectinload(Person.staff_roles),
    _DAY.joinedload(CourseDay.venue),
    _DAY.joinedload(CourseDay.cohort).joinedload(Cohort.course),
)


def _one(found: Select[Speaker]) -> Speaker | None:
    return db.session.scalars(found.options(*WHOLE)).one_or_none()


def by_token_hash(token_hash: str) -> Speaker | None:
    """The speaker behind a token, whatever became of the invitation."""
    return _one(select(Speaker).where(Speaker.token_hash == token_hash))


def by_id(speaker_id: UUID) -> Speaker | None:
    """A speaker with the person, the point, its day, place, cohort and course."""
    return _one(select(Speaker).where(Speaker.id == speaker_id))


def visiting_with(secret_hash: str) -> Speaker | None:
    """Who typed the code in the browser that holds this secret, while the visit and the invitation last."""
    living = (SpeakerVisit.ended_at.is_(None), SpeakerVisit.expires_at > clock.now())
    visit = select(SpeakerVisit.speaker_id).where(SpeakerVisit.secret_hash == secret_hash, *living)
    found = _one(select(Speaker).where(Speaker.id.in_(visit)).execution_options(populate_existing=True))
    return found if found is not None and found.is_open else None


def invited_to(item_id: UUID, person_id: UUID) -> Speaker | None:
    """The invitation of a person to a point, if there is one, withdrawn or not."""
    return _one(select(Speaker).where(Speaker.agenda_item_id == item_id, Speaker.person_id == person_id))


def speakers_of(cohort: Cohort) -> list[Speaker]:
    """Everybody invited to a point of a cohort's programme, in its order."""
    found = (
        select(Speaker)
        .join(Speaker.agenda_item)
        .join(AgendaItem.day)
        .where(CourseDay.cohort_id == cohort.id)
        .options(contains_eager(Speaker.agenda_item).contains_eager(AgendaItem.day), joinedload(Speaker.person))
    )
    return list(db.session.scalars(found.order_by(AgendaItem.starts_at, Speaker.created_at)))


def left_by(speaker_ids: Collection[UUID]) -> list[SpeakerMaterial]:
    """What these speakers have left, the oldest first, each with its versions and files."""
    material = joinedload(SpeakerMaterial.material)
    loaded = (
        material.joinedload(Material.document).selectinload(Document.versions).joinedload(DocumentVersion.file),
        material.joinedload(Material.cohort),
    )
    found = select(SpeakerMaterial).where(SpeakerMaterial.speaker_id.in_(speaker_ids)).options(*loaded)
    return list(db.session.scalars(found.order_by(SpeakerMaterial.created_at, SpeakerMaterial.id)))
