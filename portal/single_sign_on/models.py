"""Which account elsewhere is whose, and which sign-ins by such an account are under way?"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Model


class ExternalIdentity(Model):
    """An account at an issuer that opens a person's. The key is what the issuer calls it, never an address."""

    __tablename__ = "external_identity"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    issuer: Mapped[str] = mapped_column(String(300))
    subject: Mapped[str] = mapped_column(String(255))
    used_at: Mapped[datetime | None]

    __table_args__ = (Index("uq_external_identity_issuer_subject", "issuer", "subject", unique=True),)


class SignOnAttempt(Model):
    """A browser that was sent to an issuer. It comes back once, within ten minutes, with the state it was sent with."""

    __tablename__ = "sign_on_attempt"

    browser_hash: Mapped[str] = mapped_column(String(64))
    state_hash: Mapped[str] = mapped_column(String(64), unique=True)
    issuer: Mapped[str] = mapped_column(String(300))
    nonce: Mapped[str] = mapped_column(String(64))
    verifier: Mapped[str] = mapped_column(String(128))
    wanted: Mapped[str] = mapped_column(String(2000))
    linking_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
