"""Are two databases of one kind alike? What they say of each table, asked in plain SQL that both kinds understand."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from portal.backup.manifest import Rows
from portal.sealing.stream import sealed_size
from portal.storage.queries import KEPT

Ask = Callable[[str], Iterable[Sequence[Any]]]

SIZE: Final = 1 << 256
KEYS: Final = frozenset({"answer_key", "case_key", "dilemma_key", "file_key", "game_key", "held_form_key"})
MADE_AGAIN: Final = frozenset({"case_pack", "case_pack_key"})  # gone within a day, and no backup brings one back
LEFT_OUT: Final = KEYS | MADE_AGAIN  # no backup's rows have them
ALWAYS_THERE: Final = {"alembic_version", "municipality"}  # an empty portal has these rows too


def summed(digests: Iterable[bytes]) -> Rows:
    """One figure over all rows whatever their order: the sum of their SHA-256."""
    total, rows = 0, 0
    for digest in digests:
        total, rows = (total + int.from_bytes(digest)) % SIZE, rows + 1
    return Rows(rows, f"{total:064x}")


def digest_of(row: Sequence[Any]) -> bytes:
    """The SHA-256 of a row that came as plain text, numbers and bytes."""
    return hashlib.sha256(repr(tuple(row)).encode("utf-8", "surrogatepass")).digest()


def revision_of(ask: Ask) -> str:
    """The revision of the tables."""
    ((revision,),) = ask("SELECT version_num FROM alembic_version")
    return str(revision)


def head_of(ask: Ask) -> tuple[int, str]:
    """How far the journal is sealed."""
    for sequence, mac in ask("SELECT sequence, mac FROM journal_seal ORDER BY sequence DESC LIMIT 1"):
        return int(sequence), str(mac)
    return 0, ""


def objects_of(ask: Ask) -> list[tuple[str, int, str | None]]:
    """Key, bytes and SHA-256, where known, of every file that should be in the store."""
    states = ", ".join(f"'{state.value}'" for state in KEPT)
    files = f"SELECT key, size, sha256, is_sealed FROM stored_file WHERE state IN ({states}) AND emptied_at IS NULL"  # noqa: S608
    made = "SELECT r.key, r.size, NULL, f.is_sealed FROM file_rendition r JOIN stored_file f ON f.id = r.file_id"
    found = ask(f"{files} UNION ALL {made} ORDER BY 1")
    return [_as_kept(str(key), int(size), sha256, bool(sealed)) for key, size, sha256, sealed in found]


def _as_kept(key: str, size: int, sha256: str | None, is_sealed: bool) -> tuple[str, int, str | None]:  # noqa: FBT001
    """A sealed file is copied as it is kept; the checksum in its row is that of what it opens to."""
    return (key, sealed_size(size), None) if is_sealed else (key, size, sha256)
