"""Where is Debian's Chromium, and with which flags do the tests start it?

The headless shell is the same engine without windows of its own: it draws for nobody, in three quarters of the time.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.services.process import ServiceError

QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# For pages that live for a second: code compiled for speed comes too late, and a new frame for each page is made in vain.
# The switch for features is Playwright's own once more, and RenderDocument with it, for the last one counts.
BRIEFLY = (
    "--js-flags=--no-opt,--no-maglev",
    "--enable-features=CDPScreenshotNewSurface,SkipListAccountsWithoutGaiaCookies,RenderDocument:level/crashed-frame",
)


def executable() -> Path:
    found = shutil.which("chromium-headless-shell", path=f"/usr/bin:{os.environ.get('PATH', '')}")
    if not found:
        raise ServiceError("Chromium is not installed: run `python -m tests.services.install`.")
    return Path(found)


def flags() -> list[str]:
    """Chromium refuses to sandbox itself for root."""
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else list(QUIET)


@contextmanager
def running_chromium(*switches: str) -> Iterator[Browser]:
    """Headless, with a profile that is thrown away; one per worker of the test run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=[*flags(), *switches])
        try:
            yield browser
        finally:
            browser.close()
