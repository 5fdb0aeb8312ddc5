"""What a material is: a file, a page or a link in versions, shown on a cohort from a moment, invited to be read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.courses.cohort_models import Cohort
from portal.db import Model, words
from portal.people.models import Person
from portal.storage.models import StoredFile
from portal.text import Word, _l


class DocumentKind(Word):
    """What one meets when one opens it."""

    FILE = "file", _l("Fil")
    PAGE = "page", _l("Side")
    LINK = "link", _l("Link")


class ReleaseAnchor(Word):
    """What a moment of release is counted from; it moves when the days of the cohort do."""

    COURSE_START = "course_start", _l("Kurset begynder")
    FIRST_DAY_END = "first_day_end", _l("Første kursusdag slutter")
    COURSE_END = "course_end", _l("Sidste kursusdag slutter")
    FOLLOW_UP_START = "follow_up_start", _l("Opfølgningsdagen begynder")


class Document(Model):
    """What is read, in versions. Materials of several cohorts may show the same one."""

    __tablename__ = "document"

    kind: Mapped[DocumentKind] = mapped_column(words(DocumentKind, "document_kind"), default=DocumentKind.FILE)

    versions: Mapped[list[DocumentVersion]] = relationship(
        back_populates="document",
        order_by="DocumentVersion.number.desc()",
        cascade="all, delete-orphan",
        lazy="raise_on_sql",
    )


class DocumentVersion(Model):
    """One version of a document; the highest number is the one people get. `form_key` makes a second press the same act.

    A file has `file_id`, a film perhaps `captions_id` (WebVTT); a page has `text` (Markdown), a link `address`.
    Of a major version those are told who had read the one before, once, at `told_at`: as soon as its file is judged.
    """

    __tablename__ = "document_version"

    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    number: Mapped[int]
    note: Mapped[str] = mapped_column(String(300), default="")
    is_major: Mapped[bool] = mapped_column(default=False)
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_file.id"), index=True)
    captions_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(String(2000), default="")
    form_key: Mapped[str] = mapped_column(String(64), default="", index=True)
    told_at: Mapped[datetime | None]

    document: Mapped[Document] = relationship(back_populates="versions", lazy="raise_on_sql")
    file: Mapped[StoredFile | None] = relationship(foreign_keys=file_id, lazy="raise_on_sql")
    captions: Mapped[StoredFile | None] = relationship(foreign_keys=captions_id, lazy="raise_on_sql")

    @property
    def kind(self) -> DocumentKind:
        """What one meets, from what the version holds."""
        if self.file_id is not None:
            return DocumentKind.FILE
        return DocumentKind.LINK if self.address else DocumentKind.PAGE

    __table_args__ = (UniqueConstraint("document_id", "number"),)


class MaterialSection(Model):
    """A heading in a cohort's list of materials."""

    __tablename__ = "material_section"

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(100))
    position: Mapped[int]

    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")


class Material(Model):
    """A document on a cohort. `released_at` None keeps it with the staff; `is_preparation` invites to look before.

    With an anchor `released_at` follows the cohort's days, `release_offset` minutes from it, negative before.
    """

    __tablename__ = "material"

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), index=True)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), index=True)
    section_id: Mapped[UUID | None] = mapped_column(ForeignKey("material_section.id", ondelete="SET NULL"))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]
    released_at: Mapped[datetime | None]
    release_anchor: Mapped[ReleaseAnchor | None] = mapped_column(words(ReleaseAnchor, "release_anchor"))
    release_offset: Mapped[int] = mapped_column(default=0)
    is_preparation: Mapped[bool] = mapped_column(default=False)
    form_key: Mapped[str] = mapped_column(String(64), default="", index=True)
    version: Mapped[int] = mapped_column(default=1)

    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")
    document: Mapped[Document] = relationship(lazy="raise_on_sql")
    section: Mapped[MaterialSection | None] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads a plain dict
    __table_args__ = (UniqueConstraint("cohort_id", "document_id"),)


class ReadingProgress(Model):
    """How far one person has come with one material. For the reader; others see totals only.

    `page` is where they let go, `furthest_page` how far they have been; `skipped_at` says that they did not get to it.
    """

    __tablename__ = "reading_progress"

    material_id: Mapped[UUID] = mapped_column(ForeignKey("material.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    opened_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    skipped_at: Mapped[datetime | None]
    version_number: Mapped[int] = mapped_column(default=1)
    page: Mapped[int | None]
    furthest_page: Mapped[int | None]

    material: Mapped[Material] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")

    __table_args__ = (UniqueConstraint("material_id", "person_id"),)
