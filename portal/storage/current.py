"""Which store and which limits does this process use? Chosen once at the start, so that actions need no Flask."""

import os
from importlib import import_module
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from portal.config import Config, Misconfigured
from portal.faults import of_region
from portal.storage.local import LocalStore
from portal.storage.settings import Setting
from portal.storage.store import Store


class Limits(NamedTuple):
    """How much there is room for, in bytes: one material, one attachment, all attachments of a person."""

    material: int
    attachment: int
    person: int


_chosen: tuple[Store, Limits] | None = None


def _key(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise Misconfigured(f"{name} is missing; PORTAL_STORAGE_URL names a bucket, and the bucket wants a key.")
    return value


def _region() -> str:
    name = "AWS_DEFAULT_REGION"
    written = os.environ.get(name, "") or "us-east-1"
    if fault := of_region(written):
        raise Misconfigured(f"{name} {fault}; write one like eu-north-1.")
    return written


def store_from(config: Config) -> Store:
    """The store a URL names: `s3://bucket`, `file:///an/absolute/folder`, or `file:a/folder` under the current one.

    Keys of the bucket come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, its region from AWS_DEFAULT_REGION. Raises
    Misconfigured.
    """
    parts = urlsplit(config.storage_url)
    if parts.scheme == "file":
        return LocalStore(Path(unquote(parts.path)), secret_key=config.secret_key)
    # boto3 takes 23 MB of each process: only who has a bucket pays for it.
    store: Store = import_module("portal.storage.s3").S3Store(
        parts.netloc,
        endpoint_url=config.s3_endpoint_url,
        access_key=_key("AWS_ACCESS_KEY_ID"),
        secret_key=_key("AWS_SECRET_ACCESS_KEY"),
        region=_region(),
    )
    return store


def use(chosen: Store, config: Config) -> None:
    """Let this process keep its files there. A second call takes the place of the first."""
    global _chosen  # noqa: PLW0603 - one store a process is the point of this module
    _chosen = (chosen, Limits(config.material_bytes, config.attachment_bytes, config.person_bytes))


def store() -> Store:
    """The store of this process."""
    if _chosen is None:
        raise RuntimeError("no store was chosen: call portal.storage.current.use first")
    return _chosen[0]


def limits() -> Limits:
    """The limits of this process."""
    if _chosen is None:
        raise RuntimeError("no limits were chosen: call portal.storage.current.use first")
    return _chosen[1]


def prepare(config: Config, *, change: bool = True) -> list[Setting]:
    """Make folder or bucket with its settings, or only look at them. May be run at every start. Raises StoreDown."""
    parts = urlsplit(config.base_url)
    return store_from(config).prepare(f"{parts.scheme}://{parts.netloc}", change=change)
