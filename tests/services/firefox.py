"""How do tests drive Debian's Firefox? Over WebDriver BiDi, which it speaks itself: Playwright knows only a Firefox of its own."""

import json
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from tests.services.folders import scratch_folder
from tests.services.process import Child, ServiceError, answers, pick_port, spawn, wait_until
from tests.services.socket_line import SocketLine

# A profile that asks nobody anything, and takes a danish reader for what they are.
SETTINGS = {
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.disable_beforeunload": True,
    "intl.accept_languages": "da",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#none",
    "toolkit.telemetry.enabled": False,
}


class Firefox:
    """One window. Scripts answer with what JSON can say."""

    def __init__(self, port: int) -> None:
        self._line = SocketLine(port, "/session")
        self._numbers = count(1)
        self.ask("session.new", capabilities={"alwaysMatch": {"unhandledPromptBehavior": {"default": "accept"}}})
        self.window: str = self.ask("browsingContext.getTree")["contexts"][0]["context"]

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """A command of the protocol, and its answer."""
        number = next(self._numbers)
        self._line.say(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            heard: dict[str, Any] = json.loads(self._line.hear())
            if heard.get("id") == number:
                break
        if heard["type"] == "error":
            raise ServiceError(f"{method}: {heard['error']} {heard['message']}")
        answer: dict[str, Any] = heard["result"]
        return answer

    def go(self, address: str) -> None:
        self.ask("browsingContext.navigate", context=self.window, url=address, wait="complete")

    def reload(self) -> None:
        self.ask("browsingContext.reload", context=self.window, wait="complete")

    def let_in(self, cookie: str, host: str) -> None:
        """The portal's cookie, as a sign-in would set it."""
        value = {"type": "string", "value": cookie}
        self.ask("storage.setCookie", cookie={"name": "mitkomponent", "value": value, "domain": host, "path": "/"})

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        target = {"context": self.window}
        wrapped = f"Promise.resolve({script}).then((value) => JSON.stringify(value ?? null))"
        answer = self.ask("script.evaluate", expression=wrapped, target=target, awaitPromise=True)
        if answer["type"] == "exception":
            raise ServiceError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def choose(self, selector: str, *paths: Path) -> None:
        """Choose files in a file input."""
        found = self.ask("browsingContext.locateNodes", context=self.window, locator={"type": "css", "value": selector})
        [node] = found["nodes"]
        element = {"sharedId": node["sharedId"]}
        self.ask("input.setFiles", context=self.window, element=element, files=[str(path) for path in paths])

    def wait_for(self, script: str, seconds: float = 90) -> Any:
        """The first true value of an expression."""
        end = time.monotonic() + seconds
        while not (value := self.run(script)):
            if time.monotonic() > end:
                shown = self.run("document.querySelector('main').innerText")
                raise AssertionError(f"{script} never came true; the page shows:\n{shown}")
            time.sleep(0.1)
        return value

    def close(self) -> None:
        self._line.close()


def executable() -> str:
    found = shutil.which("firefox-esr")
    if not found:
        raise ServiceError("Firefox ESR is not installed: run `python -m tests.services.install`.")
    return found


def _started(folder: Path, port: int) -> Child:
    profile = folder / "profile"
    profile.mkdir()
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in SETTINGS.items()]
    (profile / "user.js").write_text("\n".join(lines))
    command = [executable(), "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", str(port)]
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "MOZ_CRASHREPORTER_DISABLE": "1"}
    return spawn("firefox", command, folder / "output", environment=environment)


@contextmanager
def running_firefox() -> Iterator[Firefox]:
    """Headless, with a profile that is thrown away."""
    port = pick_port()
    with scratch_folder("firefox") as folder:
        child = _started(folder, port)
        try:
            wait_until(lambda: answers(port), child, "starting", 120)
            browser = Firefox(port)
            yield browser
            browser.close()
        finally:
            child.stop()
