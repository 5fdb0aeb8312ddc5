"""Whom does the portal itself speak to? Those its settings name, and never an address that somebody wrote."""

import ast

import pytest

from tests.services.process import ROOT

pytestmark = pytest.mark.once

SPEAKS = {
    "requests",
    "urllib.request",
    "urllib3",
    "http.client",
    "httpx",
    "aiohttp",
    "socket",
    "smtplib",
    "ftplib",
    "boto3",
}
# Who may speak to others, and to whom.
TO_WHOM = {
    "portal/checking/scanning.py": "ClamAV, from PORTAL_CLAMD",
    "portal/commands/serve.py": "its own port, to see that it is free",
    "portal/letters/relay.py": "the relay, from PORTAL_SMTP_URL",
    "portal/serving.py": "PORTAL_LISTEN, where it answers",
    "portal/single_sign_on/line.py": "the issuers of PORTAL_OIDC, and what their own metadata names",
    "portal/storage/s3_client.py": "the bucket, from PORTAL_S3_ENDPOINT_URL",
}


def spoken(text: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in found if name in SPEAKS or name.partition(".")[0] in SPEAKS - {"urllib.request"}}


def test_wb_10_nothing_but_what_the_settings_name_is_ever_asked() -> None:
    """WB-10: 0 places fetch an address that somebody wrote; each that speaks to another machine stands here."""
    speaking = {
        str(path.relative_to(ROOT)): spoken(path.read_text(encoding="utf-8")) for path in ROOT.glob("portal/**/*.py")
    }
    assert {name for name, found in speaking.items() if found} == set(TO_WHOM)


@pytest.mark.parametrize(
    "line", ["import requests", "from urllib.request import urlopen", "from http import client", "import socket"]
)
def test_the_eye_sees_who_speaks(line: str) -> None:
    assert spoken(line)
