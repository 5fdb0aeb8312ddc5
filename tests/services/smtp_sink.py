"""Which letters did the portal really send, and what does it do when the mail server is down?"""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.services.process import LOOPBACK, ServiceError, pick_port


class Letter(EmailMessage):
    """A message together with the envelope it came in."""

    sender: str
    recipients: list[str]


class Handler:
    """Takes every letter, unless it was told how to fail."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.refusal: str | None = None
        self.silent = False

    async def handle_MAIL(  # noqa: N802 - the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        while self.silent:  # noqa: ASYNC110 - set from another thread
            await asyncio.sleep(0.05)
        if self.refusal:
            return self.refusal
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the name aiosmtpd calls
        content = (envelope.original_content or b"").replace(b"\r\n", b"\n")
        letter = message_from_bytes(content, Letter, policy=policy.default)
        assert isinstance(letter, Letter)
        letter.sender = envelope.mail_from or ""
        letter.recipients = list(envelope.rcpt_tos)
        self.letters.append(letter)
        return "250 OK"


class Sink:
    """A mail server on loopback that keeps letters in memory and can play broken."""

    def __init__(self, port: int | None = None) -> None:
        self.port = port or pick_port()
        self._handler = Handler()
        self._controller: Controller | None = None

    @property
    def url(self) -> str:
        return f"smtp://{LOOPBACK}:{self.port}"

    @property
    def messages(self) -> list[Letter]:
        return list(self._handler.letters)

    def clear(self) -> None:
        self._handler.letters.clear()

    def wait_for(self, count: int, seconds: float = 60) -> list[Letter]:
        """The letters, once there are at least `count` of them."""
        end = time.monotonic() + seconds
        while len(self._handler.letters) < count:
            if time.monotonic() > end:
                have = len(self._handler.letters)
                raise ServiceError(f"{have} of {count} letters came in {seconds:.0f} s.")
            time.sleep(0.02)
        return self.messages

    def start(self) -> None:
        """Take letters, also after stop, refuse or hang; on the same port every time."""
        self._handler.refusal, self._handler.silent = None, False
        if self._controller is None:
            self._controller = Controller(self._handler, hostname=LOOPBACK, port=self.port)
            self._controller.start()

    def stop(self) -> None:
        """Mail down: connections are refused. Letters that came before stay."""
        self._handler.silent = False
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def refuse(self, answer: str = "451 4.3.2 Try again later") -> None:
        """Mail down: the server answers, but takes nothing."""
        self.start()
        self._handler.refusal = answer

    def hang(self) -> None:
        """Mail down: the server takes the connection and then says nothing more."""
        self.start()
        self._handler.silent = True


@contextmanager
def running_smtp() -> Iterator[Sink]:
    sink = Sink()
    sink.start()
    try:
        yield sink
    finally:
        sink.stop()
