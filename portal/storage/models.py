"""What the portal knows of a file; its bytes are in the store under a random key."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Model, words
from portal.people.models import Person


class FileState(StrEnum):
    """How far a file has come. Only who uploaded it sees it before it is available.

    reserved: its parts are coming. received: whole, not judged yet. checking: being judged. waiting: the scanner does
    not answer. available: for everybody who may. rejected: kept from everybody. aborted: the sweeper takes it.
    """

    RESERVED = "reserved"
    RECEIVED = "received"
    CHECKING = "checking"
    WAITING = "waiting"
    AVAILABLE = "available"
    REJECTED = "rejected"
    ABORTED = "aborted"


class RenditionKind(StrEnum):
    """What is made of a file when it is judged: a picture of its first page, a PDF to read, its text by page."""

    PICTURE = "picture"
    PDF = "pdf"
    TEXT = "text"


class StoredFile(Model):
    """A file. Confidential ones travel through the portal only; the others straight between browser and store.

    `size` is bytes, `sha256` hex (None until the worker has read a file that went straight to the store),
    `part_size` bytes of each part but the last. Nobody sees it before something has claimed it. `rejection` says why
    it was rejected, as a code that `portal.checking` puts into words; `check_at` when it is judged next, or again.
    `pages`, `is_tagged`, `has_text`, `language` and `is_scanned` are None until somebody has looked.
    """

    __tablename__ = "stored_file"

    key: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(String(64))
    is_confidential: Mapped[bool]
    state: Mapped[FileState] = mapped_column(words(FileState, "file_state"), default=FileState.RESERVED)
    uploaded_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    upload_id: Mapped[str | None] = mapped_column(String(300))
    part_size: Mapped[int | None] = mapped_column(BigInteger)
    fingerprint: Mapped[str] = mapped_column(String(400), default="")
    completed_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    rejection: Mapped[str | None] = mapped_column(String(40))
    check_at: Mapped[datetime | None]
    check_tries: Mapped[int] = mapped_column(default=0)
    is_scanned: Mapped[bool | None]
    pages: Mapped[int | None]
    is_tagged: Mapped[bool | None]
    has_text: Mapped[bool | None]
    language: Mapped[str | None] = mapped_column(String(35))

    uploaded_by: Mapped[Person] = relationship(lazy="raise_on_sql")
    renditions: Mapped[list[FileRendition]] = relationship(
        back_populates="file", cascade="all, delete-orphan", lazy="raise_on_sql"
    )

    __table_args__ = (
        CheckConstraint("size >= 0", name="size"),
        Index("ix_stored_file_state_claimed_at", "state", "claimed_at"),
    )


class FileRendition(Model):
    """Something made of a file, kept in the store under a key of its own. `size` is bytes."""

    __tablename__ = "file_rendition"

    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id", ondelete="CASCADE"))
    kind: Mapped[RenditionKind] = mapped_column(words(RenditionKind, "rendition_kind"))
    key: Mapped[str] = mapped_column(String(80), unique=True)
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(BigInteger)

    file: Mapped[StoredFile] = relationship(back_populates="renditions", lazy="raise_on_sql")

    __table_args__ = (UniqueConstraint("file_id", "kind"),)
