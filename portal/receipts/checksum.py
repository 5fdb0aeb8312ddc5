"""What exactly was received? One way to write it down, so that anybody can count its SHA-256 again."""

import hashlib
import json
from collections.abc import Iterable, Mapping

from portal.storage.models import StoredFile


def canonical(fields: Mapping[str, str], files: Iterable[StoredFile]) -> bytes:
    """The received as UTF-8 JSON without spaces, keys in alphabetical order, letters as they are, not escaped:

    `{"fields":{"title":"…",…},"files":[{"name":"….pdf","sha256":"…","size":84000},…]}`

    The texts are those that were handed in, with newlines as one line feed; files by name, then by SHA-256,
    each as it came in: an image that is shown without place and device still counts as the one that was received.
    """
    came = [file.received for file in files]
    listed = [{"name": f.name, "sha256": f.sha256 or "", "size": f.size} for f in came]
    received = {"fields": dict(fields), "files": sorted(listed, key=lambda f: (f["name"], f["sha256"]))}
    return json.dumps(received, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def recompute(fields: Mapping[str, str], files: Iterable[StoredFile]) -> str:
    """The checksum that the receipt of this hand-in bears: SHA-256 in hex."""
    return hashlib.sha256(canonical(fields, files)).hexdigest()
