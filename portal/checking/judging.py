"""What becomes of one file? Read, judged within limits, scanned, kept as others may have it; and then its row says so.

No transaction is open while bytes are read, for SQLite has one writer. Whatever is kept and not written down is removed.
"""

import hashlib
import logging
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from portal.checking.converting import convert, may_convert
from portal.checking.findings import Desk
from portal.checking.leases import Lease, give_back, take_due_file
from portal.checking.limits import Limits
from portal.checking.made import is_replacement, made_of
from portal.checking.outcome import Kept, Passed, forget, keep, reject, wait, write_down
from portal.checking.places import blank
from portal.checking.sandbox import CannotJudge, Judged, judge_file
from portal.checking.scanning import NoScanner, scan
from portal.db import db
from portal.sealing.cipher import Unopenable
from portal.storage.content import Bytes, read
from portal.storage.current import limits as room
from portal.storage.models import RenditionKind
from portal.storage.reasons import Reason, Unfit, must
from portal.storage.shapes import BUILT, Shape, built_of, ending_of
from portal.storage.store import FileMissing, StorageError

MOST_SCANNED: Final = 2_000_000_000
MOST_AT_ONCE: Final = 20
STREAMED: Final = {Shape.BOXES, Shape.MP3}
LIMITS: Final = Limits()
_log = logging.getLogger("portal.checking")


def check_due_files(scanner: str = "", *, is_stopped: Callable[[], bool] = lambda: False) -> int:
    """Judge what is due, one file after the other; answers how many. Raises StoreDown; what was done stands."""
    count = 0
    while count < MOST_AT_ONCE and not is_stopped() and (lease := take_due_file()) is not None:
        check_file(lease, scanner)
        count += 1
    return count


def check_file(lease: Lease, scanner: str) -> None:
    """Judge one file that was taken. Raises StorageError and CannotJudge, with the file to be taken again."""
    kept: list[Kept] = []
    try:
        with tempfile.TemporaryDirectory(prefix="portal-") as folder:
            passed = _judge(lease, Desk(Path(folder) / "file", Path(folder), lease.is_confidential), scanner, kept)
        write_down(lease, passed, kept)
    except Unfit as unfit:
        forget(kept)
        reject(lease, unfit.reason, unfit.detail)
    except NoScanner as trouble:
        forget(kept)
        _log.warning("a file waits for the scanner: %s", trouble)
        wait(lease)
    except (StorageError, CannotJudge):
        forget(kept)
        give_back(lease)
        raise
    except Exception:
        db.session.rollback()
        forget(kept)
        raise


def _judge(lease: Lease, desk: Desk, scanner: str, kept: list[Kept]) -> Passed:
    ending = ending_of(lease.name)
    built = built_of(lease.name)
    must(built is not None, Reason.MISMATCH)
    assert built is not None
    sha256 = _fetch(lease, desk.path)
    judged = _asked_twice(desk, ending)
    is_scanned = _scan(scanner, desk.path, lease.size, is_streamed=built.shape in STREAMED)
    shown = _shown(desk, judged)
    if shown == desk.replacement:
        _scan(scanner, shown, shown.stat().st_size, is_streamed=False)
    replacement = keep(shown, BUILT[judged.replaced_by or ending].media_type, kept, lease.data_key) if shown else None
    facts, made = judged.facts, made_of(desk)
    if may_convert(built):
        facts, made = _converted(desk, shown or desk.path, ending, facts, made)
    renditions = {kind: keep(path, media_type, kept, lease.data_key) for kind, (path, media_type) in made.items()}
    return Passed(facts, replacement, renditions, is_scanned, sha256)


def _shown(desk: Desk, judged: Judged) -> Path | None:
    """What readers get in place of what came, if anything: written by the child, and so looked at first."""
    if judged.blanks:
        must(blank(desk.path, judged.blanks), Reason.UNREADABLE)
        return desk.path
    if not judged.replaced_by:
        return None
    must(is_replacement(desk.replacement, BUILT[judged.replaced_by], room().attachment * 4), Reason.TOO_HEAVY)
    return desk.replacement


def _converted(
    desk: Desk, source: Path, ending: str, facts: dict[str, Any], made: dict[RenditionKind, tuple[Path, str]]
) -> tuple[dict[str, Any], dict[RenditionKind, tuple[Path, str]]]:
    """The same for a document that LibreOffice made a PDF of; without, when it could not."""
    pdf = convert(desk, source, ending)
    if pdf is None:
        return facts, made
    inner = Desk(pdf, pdf.parent)
    judged = judge_file(inner, ".pdf", LIMITS)
    if judged.reason is not None or judged.was_killed:
        return facts, made
    return judged.facts, {**made_of(inner), RenditionKind.PDF: (pdf, "application/pdf")}


def _asked_twice(desk: Desk, ending: str) -> Judged:
    """A child that somebody else has killed says nothing of the file: another is asked, once."""
    judged = judge_file(desk, ending, LIMITS)
    if judged.was_killed:
        judged = judge_file(desk, ending, LIMITS)
    must(not judged.was_killed, Reason.TOO_HEAVY)
    if judged.reason is not None:
        raise Unfit(judged.reason, judged.entry)
    return judged


def _fetch(lease: Lease, path: Path) -> str:
    """Copy the bytes here, hashing on the way. Raises Unfit when they are not those that came."""
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("wb") as file:
            for block in read(Bytes(lease.key, lease.size, lease.data_key)):
                digest.update(block)
                size += len(block)
                file.write(block)
    except (FileMissing, Unopenable) as error:
        raise Unfit(Reason.DAMAGED) from error
    sha256 = digest.hexdigest()
    must(size == lease.size and lease.sha256 in {None, sha256}, Reason.DAMAGED)
    return sha256


def _scan(scanner: str, path: Path, size: int, *, is_streamed: bool) -> bool:
    """Whether it was scanned. A film larger than any scanner takes is judged by how it is built alone."""
    if not scanner:
        return False
    if size > MOST_SCANNED:
        must(is_streamed, Reason.NOT_SCANNABLE)
        return False
    scan(scanner, path)
    return True
