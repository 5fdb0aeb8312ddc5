"""How does a letter travel? By SMTP to the relay of the settings, encrypted and certificate-checked beyond this machine."""

import smtplib
import ssl
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from email_validator import EmailNotValidError, validate_email

from portal.config import Misconfigured
from portal.letters.models import Letter

SECONDS: Final = 20.0
LOOPBACK: Final = {"localhost", "127.0.0.1", "::1"}
PORTS: Final = {"smtp": 25, "smtps": 465}


class RelayDown(Exception):
    """The relay does not take letters at all now; no letter is to blame."""


class LetterRefused(Exception):
    """The relay did not take this letter; the text says why, without any of its content."""


@dataclass(frozen=True, kw_only=True)
class Relay:
    """Where letters are handed over, and how. `seconds` is the patience with each answer."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: str = "none"
    seconds: float = SECONDS


def relay_from(url: str) -> Relay | None:
    """The relay a URL names, None without one: `smtp://user:password@host:port?starttls=required` or `smtps://…`.

    STARTTLS is required unless the relay is on this machine or the URL says `starttls=never`. Raises Misconfigured.
    """
    if not url:
        return None
    parts = urlsplit(url)
    try:
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError):
        port = 0
    host = parts.hostname or ""
    starttls = parse_qs(parts.query).get("starttls", ["never" if host in LOOPBACK else "required"])[-1]
    if not host or not port or starttls not in {"required", "never"}:
        raise Misconfigured(
            "PORTAL_SMTP_URL must look like smtp://user:password@host:587, with ?starttls=required or ?starttls=never."
        )
    tls = "whole" if parts.scheme == "smtps" else {"required": "starttls", "never": "none"}[starttls]
    return Relay(
        host=host, port=port, user=unquote(parts.username or ""), password=unquote(parts.password or ""), tls=tls
    )


def one_line(text: str) -> str:
    """A text for a header: control and direction characters and line separators become spaces."""
    plain = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp", "Cs"} else c for c in text)
    return " ".join(plain.split())


def _ascii_domain(email: str) -> str:
    try:
        valid = validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise LetterRefused("the address is no address") from None
    return valid.ascii_email or f"{valid.local_part}@{valid.ascii_domain}"


def written(letter: Letter, *, sender: str) -> EmailMessage:
    """The letter as a message; the same one, with the same Message-ID, however often it is tried."""
    message = EmailMessage(policy=SMTP)
    name, address = parseaddr(sender)
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(one_line(letter.to_name), addr_spec=_ascii_domain(letter.to_email))
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(letter.created_at)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body, charset="utf-8", cte="quoted-printable")
    return message


def _context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _called(relay: Relay) -> smtplib.SMTP:
    if relay.tls == "whole":
        return smtplib.SMTP_SSL(relay.host, relay.port, timeout=relay.seconds, context=_context())
    return smtplib.SMTP(relay.host, relay.port, timeout=relay.seconds)


@contextmanager
def connected(relay: Relay) -> Iterator[smtplib.SMTP]:
    """A line to the relay, ready for letters. Raises RelayDown."""
    try:
        line = _called(relay)
    except (OSError, smtplib.SMTPException) as error:
        raise RelayDown(reason(error)) from error
    try:
        if relay.tls == "starttls":
            line.starttls(context=_context())
        if relay.user:
            line.login(relay.user, relay.password)
    except (OSError, smtplib.SMTPException) as error:
        line.close()
        raise RelayDown(reason(error)) from error
    try:
        yield line
    finally:
        with suppress(OSError, smtplib.SMTPException):
            line.quit()
        line.close()


def hand_over(letter: Letter, line: smtplib.SMTP, *, sender: str) -> None:
    """Give one letter to the relay. Raises LetterRefused; the line may be dead afterwards."""
    try:
        line.send_message(written(letter, sender=sender))
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise LetterRefused(reason(error)) from error


def reason(error: Exception) -> str:
    """What went wrong, without addresses: the kind of error and the relay's code."""
    codes = [c for c, _text in error.recipients.values()] if isinstance(error, smtplib.SMTPRecipientsRefused) else []
    code = codes[0] if codes else getattr(error, "smtp_code", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__
