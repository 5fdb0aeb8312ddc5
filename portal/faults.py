"""What is wrong with a setting as it was written? Words that follow its name, without the value: it may hold a password."""

import re
from collections.abc import Callable
from email.utils import parseaddr
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\.?|\[[0-9A-Fa-f:.]+\]")
BUCKET: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,62}")
REGION: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+")
SQLITE: Final = re.compile(r"sqlite:///[^?#]+")
POSTGRESQL: Final = re.compile(
    r"(postgres|postgresql|postgresql\+psycopg)://"
    r"([^:/]*(:[^@]*)?@)?(\[[^/?]+\]|[^/:?\[\]]+)?(:(?P<port>[^/?]*))?/[^?/]+(\?.*)?"
)
PORTS: Final = range(1, 65536)
NO_PORT: Final = "has a port that is no number from 1 to 65535"


class Wanted(NamedTuple):
    """How a setting is judged, and what it may look like."""

    fault: Callable[[str], str]
    example: str


def _first(*faults: tuple[object, str]) -> str:
    return next((said for is_so, said in faults if is_so), "")


def _is_port(written: str) -> bool:
    return bool(re.fullmatch("[0-9]{1,5}", written)) and int(written) in PORTS


def _place_fault(parts: SplitResult) -> str:
    """Who and where: a host and perhaps a port, nobody's name or password."""
    host, colon, port = parts.netloc.rpartition(":")
    if not colon or parts.netloc.endswith("]"):
        host, port = parts.netloc, "1"
    return _first(
        ("@" in parts.netloc, "holds a user or a password"),
        (not HOST.fullmatch(host), "has no host of letters, digits and hyphens"),
        (not _is_port(port), NO_PORT),
    )


def _address_fault(url: str, schemes: tuple[str, ...]) -> str:
    if not url.startswith(schemes):
        return f"must begin with {' or '.join(schemes)}"
    if any(sign.isspace() or not sign.isprintable() for sign in url):
        return "holds a blank or a sign that cannot be seen"
    try:
        return _place_fault(urlsplit(url))
    except ValueError:
        return "cannot be read as an address"


def of_site(url: str) -> str:
    """An address that others are made from: nothing may follow host and port."""
    return _address_fault(url, ("http://", "https://")) or _first(
        ("?" in url or "#" in url, "has a query or a fragment"),
        (urlsplit(url).path.strip("/"), "has a path"),
    )


def of_endpoint(url: str) -> str:
    """An S3 store, which may stand below a path."""
    return _address_fault(url, ("http://", "https://")) or _first(
        ("?" in url or "#" in url, "has a query or a fragment")
    )


def of_page(url: str) -> str:
    """A page elsewhere."""
    return _address_fault(url, ("https://",))


def of_contact(url: str) -> str:
    """A page, or somebody's address to write to."""
    if not url.startswith("mailto:"):
        return of_page(url) and "must begin with mailto: or https://, and go on with an address"
    return "" if EMAIL.fullmatch(url.removeprefix("mailto:")) else "has no mail address after mailto:"


def of_relay(url: str) -> str:
    """A mail relay; the rest of it is read where letters leave."""
    try:
        urlsplit(url)
    except ValueError:
        return "cannot be read as an address; a [ or ] in its password is written %5B or %5D"
    return "" if url.startswith(("smtp://", "smtps://")) else "must begin with smtp:// or smtps://"


def of_sender(written: str) -> str:
    """A name with an address."""
    return _first(
        (any(ord(sign) < ord(" ") for sign in written), "holds a control character"),
        (not EMAIL.fullmatch(parseaddr(written)[1]), "has no mail address"),
    )


def of_database(url: str) -> str:
    """A file of SQLite or a database of PostgreSQL."""
    found = POSTGRESQL.fullmatch(url)
    return _first(
        (not found and not SQLITE.fullmatch(url), "names no file of SQLite and no database of PostgreSQL"),
        (found and found["port"] is not None and not _is_port(found["port"]), NO_PORT),
    )


def of_store(url: str) -> str:
    """A folder, or a bucket."""
    if url.startswith("s3://"):
        return (
            ""
            if BUCKET.fullmatch(url.removeprefix("s3://").removesuffix("/"))
            else "names no bucket, or more than a bucket"
        )
    path = url.removeprefix("file:")
    return _first(
        (path == url, "must begin with file: or s3://"),
        (re.fullmatch("(//[^/].*)?", path), "names no folder"),
        ("?" in path or "#" in path, "has a query or a fragment"),
    )


def of_listening(written: str) -> str:
    """An interface and a port."""
    host, _colon, port = written.rpartition(":")
    return _first((not host, "has no address before its port"), (not _is_port(port), NO_PORT))


def of_socket(written: str) -> str:
    """A path, or an address and a port."""
    return "" if written.startswith("/") else of_listening(written)


def of_region(written: str) -> str:
    """A region's name in a signature."""
    return "" if REGION.fullmatch(written) else "is no name of a region"


WANTED: Final = {
    "listen": Wanted(of_listening, "127.0.0.1:8000"),
    "database_url": Wanted(
        of_database, "sqlite:///var/portal.sqlite or postgresql+psycopg://portal:password@host/portal"
    ),
    "storage_url": Wanted(of_store, "file:var/files, file:///srv/files or s3://bucket"),
    "s3_endpoint_url": Wanted(of_endpoint, "https://s3.example.org"),
    "smtp_url": Wanted(of_relay, "smtp://user:password@host:587"),
    "clamd": Wanted(of_socket, "/run/clamav/clamd.ctl or 127.0.0.1:3310"),
    "base_url": Wanted(of_site, "https://portal.example.org"),
    "mail_from": Wanted(of_sender, "Portal <portal@example.org>"),
    "accessibility_url": Wanted(of_page, "https://example.org/statement"),
    "security_contact": Wanted(of_contact, "mailto:security@example.org"),
}
