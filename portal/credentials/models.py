"""What is kept of the ways in: never anything that would let somebody in who reads it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Model, words


def _person() -> ForeignKey:
    return ForeignKey("person.id", ondelete="CASCADE")


class Password(Model):
    """A person's password, as Argon2id leaves it."""

    __tablename__ = "password"

    person_id: Mapped[UUID] = mapped_column(_person(), unique=True)
    hash: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime]


class Totp(Model):
    """An app that makes codes, once its first one was right. The secret is encrypted."""

    __tablename__ = "totp"

    person_id: Mapped[UUID] = mapped_column(_person(), unique=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    confirmed_at: Mapped[datetime]
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)  # of a code used; neither it nor an older works again


class RecoveryCode(Model):
    """One of ten recovery codes for whoever has lost the app."""

    __tablename__ = "recovery_code"

    person_id: Mapped[UUID] = mapped_column(_person(), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None]


class Passkey(Model):
    """A passkey: its public half."""

    __tablename__ = "passkey"

    person_id: Mapped[UUID] = mapped_column(_person(), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    name: Mapped[str] = mapped_column(String(80))
    transports: Mapped[list[str]] = mapped_column(JSON, default=list)
    used_at: Mapped[datetime | None]


class PasskeyChallenge(Model):
    """What a passkey is to sign, once, in the browser that asked. With a person it is for a new passkey of theirs."""

    __tablename__ = "passkey_challenge"

    person_id: Mapped[UUID | None] = mapped_column(_person(), index=True)
    challenge: Mapped[bytes] = mapped_column(LargeBinary)
    browser_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class TrustedBrowser(Model):
    """A browser in which its owner is not asked for a second step for a while."""

    __tablename__ = "trusted_browser"

    person_id: Mapped[UUID] = mapped_column(_person(), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    browser: Mapped[str] = mapped_column(String(60))  # in Danish words, see people/browsers.py
    expires_at: Mapped[datetime]


class ProvedBy(StrEnum):
    """How somebody in the middle of signing in has been proved so far."""

    NOTHING = "nothing"
    PASSWORD = "password"  # noqa: S105 - the word, not one
    INVITATION = "invitation"
    TOLD_CODE = "told_code"
    VOUCHED = "vouched"


class SignInAttempt(Model):
    """Somebody on the way in, bound to the browser. Opens nothing but the pages that go on with it.

    Without a person it was begun with an address nobody has, and leads nowhere. `ticket_id` is what a setup was begun
    with, an invitation for example; it is used up when the setup is done.
    """

    __tablename__ = "sign_in_attempt"

    person_id: Mapped[UUID | None] = mapped_column(_person(), index=True)
    email: Mapped[str] = mapped_column(String(254))
    proved_by: Mapped[ProvedBy] = mapped_column(words(ProvedBy, "proved_by"), default=ProvedBy.NOTHING)
    has_password: Mapped[bool] = mapped_column(default=False)  # one was set, or shown, in this setup
    tries: Mapped[int] = mapped_column(default=0)
    ticket_id: Mapped[UUID | None]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]


class ResetLink(Model):
    """A link by letter to whoever has forgotten a password. It leads to a page and does nothing by itself."""

    __tablename__ = "reset_link"

    person_id: Mapped[UUID] = mapped_column(_person(), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
