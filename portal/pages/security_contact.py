"""Whom does somebody tell who has found a hole? Written as RFC 9116 wants it."""

from datetime import datetime, timedelta
from typing import Final

from portal.config import Config

GOOD_FOR: Final = timedelta(days=90)


def contact_text(config: Config, now: datetime) -> str:
    """The lines of security.txt; good for ninety days from the midnight before `now`, which is in UTC."""
    expires = now.replace(hour=0, minute=0, second=0, microsecond=0) + GOOD_FOR
    lines = (
        f"Contact: {config.security_contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: da, en",
        f"Canonical: {config.base_url}/.well-known/security.txt",
    )
    return "".join(f"{line}\n" for line in lines)
