"""What is in a backup? Its manifest says so: written last, sealed, and read before anything else is."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, field
from typing import Any, Final, NamedTuple

from portal.backup.errors import Hindered

FORMAT: Final = 2
UNREADABLE: Final = "The backup's manifest is damaged and cannot be read."


class Rows(NamedTuple):
    """How many rows a table has, and one SHA-256 over them all whatever their order."""

    rows: int
    sha256: str


class Kept(NamedTuple):
    """One file of the store."""

    key: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What was there at one moment. `made_at` is UTC; `lost` are keys the database named and the store did not have.

    `head` is how far the journal was sealed: the place, and the seal in hex. `keys_apart`: the rows are without their keys,
    which are in the folder's one file of keys; older backups have them among their rows.
    """

    made_at: str
    version: str
    revision: str
    database: str
    dump_size: int
    dump_sha256: str
    tables: dict[str, Rows]
    head: tuple[int, str]
    objects: list[Kept]
    lost: list[str] = field(default_factory=list)
    keys_apart: bool = False
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """All rows of all tables."""
        return sum(table.rows for table in self.tables.values())

    @property
    def object_bytes(self) -> int:
        """The bytes of all files."""
        return sum(one.size for one in self.objects)


def _seal(said: dict[str, Any], key: bytes) -> str:
    plain = json.dumps(said, sort_keys=True, ensure_ascii=True).encode()
    return hmac.new(key, b"backup\0" + plain, hashlib.sha256).hexdigest()


def written(manifest: Manifest, key: bytes) -> str:
    """The manifest as it is kept, with a seal that only who has the portal's key can make."""
    said = json.loads(json.dumps(asdict(manifest)))
    return json.dumps(said | {"seal": _seal(said, key)}, indent=1, sort_keys=True) + "\n"


def keys_in(text: str) -> list[str]:
    """The keys a manifest names, whoever sealed it. Raises Hindered when it cannot be read."""
    try:
        return [str(key) for key, _size, _sha256 in json.loads(text)["objects"]]
    except (ValueError, KeyError, TypeError) as error:
        raise Hindered(UNREADABLE) from error


def read(text: str, key: bytes) -> Manifest:
    """The manifest as it was written. Raises Hindered when it is another format, was altered, or has another key."""
    try:
        said = json.loads(text)
        seal = str(said.pop("seal"))
        number = int(said["format"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Hindered(UNREADABLE) from error
    if number > FORMAT:
        raise Hindered(f"The backup has format {number}, which a newer version of the portal writes. Use that one.")
    if not hmac.compare_digest(seal, _seal(said, key)):
        raise Hindered(
            "The backup's manifest was altered, or the key is another one: PORTAL_JOURNAL_KEY, or without it "
            "PORTAL_SECRET_KEY, must be what it was when the backup was made."
        )
    said["tables"] = {name: Rows(*table) for name, table in said["tables"].items()}
    said["objects"] = [Kept(*one) for one in said["objects"]]
    said["head"] = tuple(said["head"])
    return Manifest(**said)
