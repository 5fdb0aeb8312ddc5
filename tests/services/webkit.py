"""How do tests drive WebKit, the engine of every browser on an iPhone? Debian's WebKitGTK, over WebDriver, on a screen that nobody sees."""

import json
import os
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.services.folders import scratch_folder
from tests.services.process import LOOPBACK, Child, ServiceError, answers, pick_port, spawn, wait_until

PHONE = {"width": 390, "height": 844}


class WebKit:
    """One window. Scripts answer with what JSON can say."""

    def __init__(self, port: int) -> None:
        self._address = f"http://{LOOPBACK}:{port}/session"
        options = {"webkitgtk:browserOptions": {"args": ["--automation"]}}
        made = self._ask("", {"capabilities": {"alwaysMatch": options}})
        self._address += f"/{made['sessionId']}"
        self._ask("/window/rect", PHONE)

    def _ask(self, command: str, body: dict[str, Any], method: str = "POST") -> Any:
        request = urllib.request.Request(
            self._address + command, json.dumps(body).encode(), {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise ServiceError(f"{command}: {error.read().decode(errors='replace')[:500]}") from error

    def go(self, address: str) -> None:
        self._ask("/url", {"url": address})

    def let_in(self, cookie: str, host: str) -> None:
        """The portal's cookie, as a sign-in would set it. WebKit takes one for any host."""
        self._ask("/cookie", {"cookie": {"name": "mitkomponent", "value": cookie, "domain": host, "path": "/"}})

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        return self._ask("/execute/sync", {"script": f"return ({script}) ?? null", "args": []})

    def wait_for(self, script: str, seconds: float = 90) -> Any:
        """The first true value of an expression."""
        end = time.monotonic() + seconds
        while not (value := self.run(script)):
            if time.monotonic() > end:
                raise AssertionError(f"{script} never came true")
            time.sleep(0.1)
        return value

    def close(self) -> None:
        self._ask("", {}, "DELETE")


def program(name: str) -> str:
    found = shutil.which(name, path=f"/usr/bin:{os.environ.get('PATH', '')}")
    if not found:
        raise ServiceError(f"{name} is not installed: run `python -m tests.services.install`.")
    return found


def _screen(folder: Path) -> tuple[Child, str]:
    """A screen of its own; the server picks a free number and says which."""
    named = folder / "display"
    child = spawn(
        "screen", ["/bin/sh", "-c", f"exec {program('Xvfb')} -displayfd 3 -nolisten tcp 3>{named}"], folder / "screen"
    )
    wait_until(lambda: named.exists() and named.read_text().strip() != "", child, "starting", 30)
    return child, f":{named.read_text().strip()}"


@contextmanager
def running_webkit() -> Iterator[WebKit]:
    """One window the size of a phone, with a profile that is thrown away."""
    port = pick_port()
    with scratch_folder("webkit") as folder, ExitStack() as ended:
        screen, display = _screen(folder)
        ended.callback(screen.stop)
        environment = {
            "HOME": str(folder),
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "DISPLAY": display,
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # as Chromium's: there is none for root
        }
        child = spawn(
            "webkit", [program("WebKitWebDriver"), f"--port={port}"], folder / "output", environment=environment
        )
        ended.callback(child.stop)
        wait_until(lambda: answers(port), child, "starting", 30)
        browser = WebKit(port)
        yield browser
        browser.close()
