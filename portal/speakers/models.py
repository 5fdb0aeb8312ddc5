"""Who is invited to speak at which point of a programme, in which browser are they now, and what have they left?"""

from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.courses.cohort_models import AgendaItem
from portal.db import Model
from portal.materials.models import Material
from portal.people.models import Person

LAST_DAYS: Final = 1  # after the day of the point itself


class Speaker(Model):
    """Somebody from outside at one point of a programme. The letter holds the token, the row its SHA-256.

    Not a way to sign in: it opens the pages of this point, after a code by letter, until the end of the day after it.
    """

    __tablename__ = "speaker"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    agenda_item_id: Mapped[UUID] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    withdrawn_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    agenda_item: Mapped[AgendaItem] = relationship(lazy="raise_on_sql")

    __table_args__ = (UniqueConstraint("person_id", "agenda_item_id"),)

    @property
    def ends_at(self) -> datetime:
        """When the pages close: midnight in Denmark after the day after the point."""
        day = clock.to_local(self.agenda_item.starts_at).date() + timedelta(days=LAST_DAYS + 1)
        return clock.from_local(day, time(0))

    @property
    def is_open(self) -> bool:
        """Whether the pages of the point are open to the speaker now."""
        return self.withdrawn_at is None and self.person.disabled_at is None and clock.now() < self.ends_at


class SpeakerVisit(Model):
    """A browser in which a speaker has typed the code. The signed cookie holds the secret, the row its SHA-256."""

    __tablename__ = "speaker_visit"

    speaker_id: Mapped[UUID] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SpeakerMaterial(Model):
    """A material that a speaker has left. Its speaker changes it until an instructor shows it to the participants."""

    __tablename__ = "speaker_material"

    speaker_id: Mapped[UUID] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    material_id: Mapped[UUID] = mapped_column(ForeignKey("material.id", ondelete="CASCADE"), unique=True)

    speaker: Mapped[Speaker] = relationship(lazy="raise_on_sql")
    material: Mapped[Material] = relationship(lazy="raise_on_sql")
