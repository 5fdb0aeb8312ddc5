"""What a material is: a titled file in versions, open from a moment, invited to be read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.courses.cohort_models import Cohort
from portal.db import Model
from portal.people.models import Person
from portal.storage.models import StoredFile


class Material(Model):
    """Something to read or watch. `released_at` None keeps it with the staff; `is_preparation` invites to look before."""

    __tablename__ = "material"

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]
    released_at: Mapped[datetime | None]
    is_preparation: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")
    versions: Mapped[list[MaterialVersion]] = relationship(
        back_populates="material",
        order_by="MaterialVersion.number.desc()",
        cascade="all, delete-orphan",
        lazy="raise_on_sql",
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads a plain dict

    @property
    def current(self) -> MaterialVersion:
        """The newest version."""
        return self.versions[0]


class MaterialVersion(Model):
    """One file of a material; the highest number is the one people get. `form_key` makes a second press the same act."""

    __tablename__ = "material_version"

    material_id: Mapped[UUID] = mapped_column(ForeignKey("material.id", ondelete="CASCADE"))
    number: Mapped[int]
    note: Mapped[str] = mapped_column(String(300), default="")
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id"), unique=True)
    form_key: Mapped[str] = mapped_column(String(64), default="", index=True)

    material: Mapped[Material] = relationship(back_populates="versions", lazy="raise_on_sql")
    file: Mapped[StoredFile] = relationship(lazy="raise_on_sql")

    __table_args__ = (UniqueConstraint("material_id", "number"),)


class ReadingProgress(Model):
    """How far one person has come with one material. For the reader; others see totals only."""

    __tablename__ = "reading_progress"

    material_id: Mapped[UUID] = mapped_column(ForeignKey("material.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    opened_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    version_number: Mapped[int] = mapped_column(default=1)

    material: Mapped[Material] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")

    __table_args__ = (UniqueConstraint("material_id", "person_id"),)
