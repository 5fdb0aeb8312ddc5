"""What the portal knows of a file; its bytes are in the store under a random key."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Model, words
from portal.people.models import Person


class FileState(StrEnum):
    """How far a file has come."""

    OPEN = "open"
    COMPLETED = "completed"
    ABORTED = "aborted"


class StoredFile(Model):
    """A file. Confidential ones travel through the portal only; the others straight between browser and store.

    `size` is bytes, `sha256` hex (None until the worker has read a file that went straight to the store),
    `part_size` bytes of each part but the last. Nobody sees it before something has claimed it.
    """

    __tablename__ = "stored_file"

    key: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(String(64))
    is_confidential: Mapped[bool]
    state: Mapped[FileState] = mapped_column(words(FileState, "file_state"), default=FileState.OPEN)
    uploaded_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    upload_id: Mapped[str | None] = mapped_column(String(300))
    part_size: Mapped[int | None] = mapped_column(BigInteger)
    fingerprint: Mapped[str] = mapped_column(String(400), default="")
    completed_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]

    uploaded_by: Mapped[Person] = relationship(lazy="raise_on_sql")

    __table_args__ = (
        CheckConstraint("size >= 0", name="size"),
        Index("ix_stored_file_state_claimed_at", "state", "claimed_at"),
    )
