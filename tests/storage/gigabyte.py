"""How much memory does a gigabyte take on its way? Run in a process of its own; says the growth in bytes.

WHOLE bytes are sent and read at once, IN_PARTS bytes are sent in parts. Keys of the bucket come from AWS_….

python -m tests.storage.gigabyte local FOLDER WHOLE IN_PARTS
python -m tests.storage.gigabyte s3 ENDPOINT BUCKET WHOLE IN_PARTS
"""

import io
import os
import resource
import sys
from pathlib import Path

from portal.storage.local import LocalStore
from portal.storage.s3 import S3Store
from portal.storage.store import Store
from tests.storage.conftest import SECRET, ask_over_http, sha256_of

PART = 8 << 20
BYTE = b"\xa5"  # zeros that were never written take no memory, and would show nothing
SHA256 = sha256_of(BYTE * PART)


class Film:
    """A stream of so many bytes that holds none of them."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, length: int, /) -> bytes:
        taken = min(length, self.left)
        self.left -= taken
        return BYTE * taken


def send_part(store: Store, key: str, upload_id: str, number: int) -> None:
    if isinstance(store, LocalStore):
        store.put_part(key, upload_id, number, Film(PART), size=PART, sha256=SHA256)
        return
    address = store.part_address(key, upload_id, number, size=PART, sha256=SHA256)
    answer = ask_over_http("PUT", address, BYTE * PART, X_Amz_Content_SHA256=SHA256)
    assert answer.status == 200, answer


def in_parts(store: Store, key: str, size: int) -> None:
    upload_id = store.begin(key, media_type="video/mp4")
    for number in range(1, size // PART + 1):
        send_part(store, key, upload_id, number)
    assert store.finish(key, upload_id) == size


def there_and_back(store: Store, size: int, size_in_parts: int) -> None:
    key = "1" * 40
    assert store.put(key, Film(size), media_type="video/mp4", limit=size).size == size
    assert sum(len(block) for block in store.read(key)) == size
    store.delete(key)
    in_parts(store, key, size_in_parts)
    store.delete(key)


def peak() -> int:
    """The most this process ever held, in bytes (Linux counts kB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main(kind: str, *where: str) -> None:
    store: Store = LocalStore(Path(where[0]), secret_key=SECRET)
    if kind == "s3":
        keys = os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]
        store = S3Store(where[1], endpoint_url=where[0], access_key=keys[0], secret_key=keys[1])
    store.put("0" * 40, io.BytesIO(b"warm"), media_type="text/plain", limit=9)
    before = peak()
    there_and_back(store, *map(int, where[-2:]))
    print(peak() - before)


if __name__ == "__main__":
    main(*sys.argv[1:])
