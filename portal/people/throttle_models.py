"""Who tried to sign in lately, and which browsers has a person signed in from? What slows down those who guess."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Model, words


class Outcome(StrEnum):
    """How a try ended."""

    RIGHT = "right"
    WRONG = "wrong"


class SignInTry(Model):
    """One code or password that was compared. The account stands there as a hash, the network without its last part."""

    __tablename__ = "sign_in_try"

    account_hash: Mapped[str] = mapped_column(String(64))
    network: Mapped[str] = mapped_column(String(43))
    is_known: Mapped[bool]
    outcome: Mapped[Outcome] = mapped_column(words(Outcome, "outcome"))

    __table_args__ = (
        Index("ix_sign_in_try_account_hash", "account_hash", "created_at"),
        Index("ix_sign_in_try_network", "network", "created_at"),
        Index("ix_sign_in_try_created_at", "created_at"),
    )


class SignInAlarm(Model):
    """Somebody tried many accounts: from a network, or from everywhere. Unknown browsers wait until it is over."""

    __tablename__ = "sign_in_alarm"

    network: Mapped[str] = mapped_column(String(43), default="")
    until: Mapped[datetime] = mapped_column(index=True)
    accounts: Mapped[int]
    refused: Mapped[int] = mapped_column(default=0)


class KnownBrowser(Model):
    """A browser in which a person has signed in before: nobody's guesses elsewhere keep the person out there."""

    __tablename__ = "known_browser"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    secret_hash: Mapped[str] = mapped_column(String(64))
    seen_at: Mapped[datetime]
    browser: Mapped[str] = mapped_column(String(60), default="", server_default="")  # in Danish words, see browsers.py

    __table_args__ = (Index("uq_known_browser_person_id_secret_hash", "person_id", "secret_hash", unique=True),)
