"""How does a test get an OpenID provider of its own, as another process on loopback?"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import requests

from tests.services.oidc_server import CLIENT
from tests.services.process import LOOPBACK, answers, pick_port, spawn, wait_until

DOMAIN: Final = "rosenby.eksempel.dk"
PROVIDER: Final = {  # nobody answers there; the pages that offer it do not ask
    "name": "Rosenby Kommune",
    "issuer": f"http://{LOOPBACK}:9",
    "client_id": CLIENT[0],
    "client_secret": CLIENT[1],
    "domains": [DOMAIN],
    "amr": ["mfa"],
}
SIGN_ON: Final = json.dumps([PROVIDER])


class Issuer:
    """The provider as a test sees it: its address, and orders how to behave."""

    def __init__(self, port: int) -> None:
        self.address = f"http://{LOOPBACK}:{port}"

    def order(self, **how: Any) -> None:
        requests.post(f"{self.address}/orders", json=how, timeout=60).raise_for_status()

    def asked(self) -> list[str]:
        found: list[str] = requests.get(f"{self.address}/asked", timeout=60).json()
        return found

    def settings(self, **more: Any) -> str:
        """What stands in PORTAL_OIDC."""
        return json.dumps([PROVIDER | {"issuer": self.address} | more])


@contextmanager
def running_issuer(folder: Path) -> Iterator[Issuer]:
    port = pick_port()
    command = [sys.executable, "-m", "tests.services.oidc_server", str(port)]
    child = spawn("oidc", command, folder / "oidc.txt")
    try:
        wait_until(lambda: answers(port), child, "starting")
        yield Issuer(port)
    finally:
        child.stop()
