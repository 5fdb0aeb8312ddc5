"""What is kept of somebody's word that another is who they say: who gave it, for whom, and the link that came of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Model
from portal.people.models import Person


def _person() -> ForeignKey:
    return ForeignKey("person.id", ondelete="CASCADE")


class VouchLink(Model):
    """A link by letter to whoever has lost the second step. It leads to a page and does nothing by itself."""

    __tablename__ = "vouch_link"

    person_id: Mapped[UUID] = mapped_column(_person(), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]  # or replaced, or taken back


class Vouch(Model):
    """One person's word for another. It counts until it is taken back, used, or too old; nobody gives it twice."""

    __tablename__ = "vouch"

    person_id: Mapped[UUID] = mapped_column(_person())
    by_id: Mapped[UUID] = mapped_column(_person(), index=True)
    reason: Mapped[str] = mapped_column(String(200))
    is_for_staff: Mapped[bool]  # whom one person alone cannot help
    expires_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    link_id: Mapped[UUID | None] = mapped_column(ForeignKey("vouch_link.id", ondelete="CASCADE"), index=True)

    person: Mapped[Person] = relationship(foreign_keys=person_id, lazy="raise_on_sql")
    by: Mapped[Person] = relationship(foreign_keys=by_id, lazy="raise_on_sql")

    __table_args__ = (
        Index(
            "uq_vouch_person_id_by_id",
            "person_id",
            "by_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
