"""What the portal knows of a file; its bytes are in the store under a random key."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Model, words
from portal.sealing.columns import Sealed
from portal.sealing.keys import DataKey
from portal.sealing.rows import SealedRow
from portal.storage.rejections import HARMFUL, HARMFUL_KEPT, REJECTED_KEPT, sentence_of


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


NOT_JUDGED: Final = (FileState.RECEIVED, FileState.CHECKING, FileState.WAITING)


class Received(NamedTuple):
    """A file as it came in."""

    name: str
    size: int
    sha256: str | None


class RenditionKind(StrEnum):
    """What is made of a file when it is judged: a picture of its first page, a PDF to read, its text by page."""

    PICTURE = "picture"
    PDF = "pdf"
    TEXT = "text"


class FileKey(DataKey):
    """What opens one confidential file and all that is made of it. It goes when the file is let go of."""

    __tablename__ = "file_key"

    id: Mapped[UUID] = mapped_column(ForeignKey("stored_file.id", ondelete="CASCADE"), primary_key=True)


class StoredFile(SealedRow):
    """A file. Confidential ones travel through the portal only; the others straight between browser and store.

    `size` is bytes, `sha256` hex (None until the worker has read a file that went straight to the store),
    `part_size` bytes of each part but the last. Nobody sees it before something has claimed it. `rejection` says why
    it was rejected, as a code that `portal.checking` puts into words, and `rejected_entry` which file inside a zip was
    the reason, where that is known; `check_at` when it is judged next, or again.
    `pages`, `is_tagged`, `has_text`, `language` and `is_scanned` are None until somebody has looked. `received_…` say
    what came in, where what is shown is another: an image encoded anew. `is_sealed`: its bytes, and those of what is
    made of it, are encrypted in the store; sizes and checksums are those of the plain bytes. A confidential file's names are
    encrypted always.
    """

    __tablename__ = "stored_file"
    __sealed_by__ = (FileKey, "id")
    __sealed_when__ = "is_confidential"

    key: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(Sealed(sometimes=True))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(String(64))
    is_confidential: Mapped[bool]
    is_sealed: Mapped[bool] = mapped_column(default=False, server_default=false())
    state: Mapped[FileState] = mapped_column(words(FileState, "file_state"), default=FileState.RESERVED)
    uploaded_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    upload_id: Mapped[str | None] = mapped_column(String(300))
    part_size: Mapped[int | None] = mapped_column(BigInteger)
    fingerprint: Mapped[str] = mapped_column(String(400), default="")
    completed_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    rejection: Mapped[str | None] = mapped_column(String(40))
    rejected_entry: Mapped[str | None] = mapped_column(Sealed(sometimes=True))
    rejected_at: Mapped[datetime | None]
    emptied_at: Mapped[datetime | None]  # its bytes went; name and reason stay until its sender takes it away
    check_at: Mapped[datetime | None]
    check_tries: Mapped[int] = mapped_column(default=0)
    is_scanned: Mapped[bool | None]
    pages: Mapped[int | None]
    is_tagged: Mapped[bool | None]
    has_text: Mapped[bool | None]
    language: Mapped[str | None] = mapped_column(String(35))
    received_name: Mapped[str | None] = mapped_column(Sealed(sometimes=True))
    received_size: Mapped[int | None] = mapped_column(BigInteger)
    received_sha256: Mapped[str | None] = mapped_column(String(64))

    renditions: Mapped[list[FileRendition]] = relationship(
        back_populates="file", cascade="all, delete-orphan", lazy="raise_on_sql"
    )

    __table_args__ = (
        CheckConstraint("size >= 0", name="size"),
        Index("ix_stored_file_state_claimed_at", "state", "claimed_at"),
        Index("ix_stored_file_check_at", "check_at"),
    )

    @property
    def received(self) -> Received:
        """What came in, which a receipt is over; an image is shown as another one, without place and device."""
        if self.received_sha256 is None or self.received_size is None:
            return Received(self.name, self.size, self.sha256)
        return Received(self.received_name or self.name, self.received_size, self.received_sha256)

    @property
    def is_available(self) -> bool:
        """Whether everybody who may see what it belongs to may have it."""
        return self.state is FileState.AVAILABLE

    def opens_for(self, person_id: UUID) -> bool:
        """Whether this person may have the bytes: everybody once it is judged, before that who sent it."""
        return self.is_available or (self.uploaded_by_id == person_id and self.state in NOT_JUDGED)

    @property
    def goes_at(self) -> datetime | None:
        """When the bytes of a rejected file go by themselves; None while nothing is wrong, and once they are gone."""
        if self.rejected_at is None or self.emptied_at is not None:
            return None
        return self.rejected_at + (HARMFUL_KEPT if self.rejection in HARMFUL else REJECTED_KEPT)

    @property
    def why_rejected(self) -> str:
        """What to tell whoever sent it; empty while nothing is wrong."""
        return sentence_of(self.rejection, name=self.name, detail=self.rejected_entry or "") if self.rejection else ""


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
