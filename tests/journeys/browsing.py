"""How does somebody browse? A window in Chromium that notes every complaint, a way in by letter, or straight in."""

import re
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    FilePayload,
    Frame,
    Locator,
    Page,
    ViewportSize,
    expect,
)

from portal import clock
from portal.db import db
from portal.people.models import Person, SignInSession
from portal.people.session_cookie import NAME, new_secret
from portal.people.session_rows import begin_row
from tests.journeys.running import Running
from tests.services.smtp_sink import Letter
from tests.storage.samples import sample

DESK, PHONE, NARROW = (1280, 900), (390, 844), (320, 640)
SECONDS = 60


@dataclass
class Complaints:
    """What the browser found fault with: errors of scripts, refusals by the content policy, answers that failed."""

    heard: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """This much belongs to the journey."""
        self.expected.append(pattern)

    def console(self, message: ConsoleMessage) -> None:
        """A line of the console."""
        if message.type in {"error", "warning"}:
            self.heard.append(f"{message.type}: {message.text} {message.location.get('url', '')}")

    def left(self) -> list[str]:
        """Those that nobody expected."""
        return [one for one in self.heard if not any(re.search(pattern, one) for pattern in self.expected)]


class Windows:
    """All windows of one test, and what was complained about in them."""

    def __init__(self, browser: Browser, portal: Running) -> None:
        expect.set_options(timeout=SECONDS * 1000)
        self.browser, self.portal = browser, portal
        self.complaints = Complaints()
        self.contexts: list[BrowserContext] = []

    def open(self, size: tuple[int, int] = DESK, *, script: bool = True, person: Person | None = None) -> Page:
        """A window in a browser that knows nothing yet; with a person, one in which they are signed in."""
        context = self.browser.new_context(
            viewport=ViewportSize(width=size[0], height=size[1]),
            base_url=self.portal.address,
            java_script_enabled=script,
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            is_mobile=size is PHONE,
            has_touch=size is PHONE,
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        context.set_default_timeout(SECONDS * 1000)
        context.on("console", self.complaints.console)
        context.on("weberror", lambda error: self.complaints.heard.append(f"error: {error.error}"))
        if person is not None:
            self.enter(context, person)
        return context.new_page()

    def close(self) -> None:
        """Close them all."""
        for context in self.contexts:
            context.close()

    def enter(self, context: BrowserContext, person: Person) -> None:
        """Sign in without a letter."""
        cookie = cookie_of(self.portal, person)
        context.add_cookies([{"name": NAME, "value": cookie, "url": self.portal.address}])

    def letters_to(self, email: str) -> list[Letter]:
        """What has come to an address."""
        return [one for one in self.portal.letters.messages if email in one.recipients]

    def letter_to(self, email: str, subject: str, *, earlier: int = 0) -> str:
        """The text of the newest letter of a kind, once more have come than there were."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            found = [one for one in self.letters_to(email) if subject in str(one["subject"])]
            if len(found) > earlier:
                return str(found[-1].get_content())
            time.sleep(0.05)
        raise AssertionError(f"no letter “{subject}” came to {email}")

    def sign_in(self, page: Page | Frame, person: Person) -> None:
        """On the sign-in page: ask for a code, read it in the letter, type it."""
        subject = "Din kode til MitKomponent"
        earlier = len([one for one in self.letters_to(person.email) if subject in str(one["subject"])])
        page.get_by_label("Din e-mailadresse").fill(person.email)
        page.get_by_role("button", name="Send mig en kode").click()
        expect(page.get_by_role("heading", name="Skriv koden")).to_be_visible()
        code = re.search(r"\b\d{8}\b", self.letter_to(person.email, subject, earlier=earlier))
        assert code
        page.get_by_label("Koden fra mailen").fill(code[0])
        page.get_by_role("main").get_by_role("button", name="Log ind").click()
        if isinstance(page, Page):  # a frame goes away as soon as the page around it hears of it
            page.wait_for_url(lambda address: "/log-ind" not in address)


def cookie_of(portal: Running, person: Person) -> str:
    """A session of this person's: its row, and the secret that stands in the cookie."""
    secret = new_secret()
    with portal.rows.app_context():
        begin_row(person.id, secret, level="letter")
        db.session.commit()
    return secret


def end_sessions(portal: Running, person_id: UUID) -> None:
    """Every session of a person is over, as after a long lunch."""
    with portal.rows.app_context():
        long_ago = clock.now() - timedelta(hours=12, minutes=1)
        db.session.query(SignInSession).filter_by(person_id=person_id).update({"seen_at": long_ago})
        db.session.commit()


def over_the_page(page: Page) -> Frame:
    """The frame in the dialog in which somebody signs in again."""
    shown = page.get_by_title("Log ind igen")
    expect(shown).to_be_visible()
    frame = shown.element_handle().content_frame()
    assert frame
    return frame


def upload(name: str) -> FilePayload:
    """A small real file of the kind its name says."""
    return FilePayload(name=name, mimeType="application/octet-stream", buffer=sample(name.rpartition(".")[2]))


def fill(page: Page, **texts: str) -> None:
    """Write into fields by their names."""
    for name, text in texts.items():
        page.locator(f"[name='{name}']").fill(text)


def drop(page: Page, zone: str, files: list[FilePayload]) -> None:
    """Let files fall on a drop zone, as a real drop does, once its script is there."""
    expect(page.locator(zone)).to_have_attribute("data-ready", "")
    parcel: list[dict[str, Any]] = [{"name": f["name"], "bytes": list(f["buffer"])} for f in files]
    carried = page.evaluate_handle(
        """(files) => {
            const carried = new DataTransfer();
            for (const { name, bytes } of files) carried.items.add(new File([new Uint8Array(bytes)], name));
            return carried;
        }""",
        parcel,
    )
    for step in ("dragenter", "dragover", "drop"):
        page.dispatch_event(zone, step, {"dataTransfer": carried})


def load_until_judged(page: Page, path: str, wanted: Locator, count: int = 1) -> None:
    """Load a page until what is wanted stands on it: a file is there for others once it is judged."""
    end = time.monotonic() + 2 * SECONDS
    page.goto(path)
    while wanted.count() != count and time.monotonic() < end:
        page.wait_for_timeout(500)
        page.goto(path)
    expect(wanted).to_have_count(count)
