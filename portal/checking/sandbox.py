"""How is a child started, fed, limited, ended, and listened to without being believed?"""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from portal.checking.findings import Desk
from portal.checking.limits import Limits
from portal.checking.places import HEADER, Blank
from portal.checking.places import LONGEST as LONGEST_BLANK
from portal.checking.places import MOST as MOST_BLANKS
from portal.people.cpr import looks_like_cpr
from portal.storage.reasons import Reason

LONGEST_ANSWER: Final = 64 << 10
LARGEST_PICTURE: Final = 4 << 20
LARGEST_TEXT: Final = 64 << 20
MOST_PAGES: Final = 100_000
LONGEST_LANGUAGE: Final = 35
LONGEST_NAME: Final = 80
IMAGES: Final = {".png", ".jpg", ".jpeg", ".heic"}
DOCUMENTS: Final = {".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"}
ENDS_BY_LIMIT: Final = {signal.SIGXCPU, signal.SIGXFSZ, signal.SIGKILL}


class CannotJudge(RuntimeError):
    """The child could not begin: something is wrong with this installation, not with the file."""


@dataclass(frozen=True)
class Ended:
    """How a child ended: its exit status, or the signal that killed it; whether it was us, when its time was over."""

    status: int
    is_over_time: bool
    answer: bytes

    @property
    def is_well(self) -> bool:
        """Whether it came to its own end."""
        return self.status == 0 and not self.is_over_time

    @property
    def was_at_limit(self) -> bool:
        """Whether it asked for more time or room than there is."""
        return self.is_over_time or -self.status in ENDS_BY_LIMIT


@dataclass
class Judged:
    """What we take from a child's answer: why the file is unfit, or what is known of it; `is_alone`: had no network.

    `entry` is the file inside a zip that is the reason.
    """

    reason: Reason | None = None
    entry: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    replaced_by: str = ""
    blanks: list[Blank] = field(default_factory=list)
    is_alone: bool = False
    was_killed: bool = False


def run(command: list[str], *, told: bytes, folder: Path, wall: float) -> Ended:
    """Run a command with an empty environment in a session of its own; when it has ended, nothing of it is left."""
    with (folder / "answer").open("w+b") as answer:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={},
            start_new_session=True,
        )
        try:
            is_over_time = not _fed_and_ended(process, told, wall)
        finally:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)  # not yet waited for, so the number is still its own
            process.wait()
        answer.seek(0)
        return Ended(process.returncode, is_over_time, answer.read(LONGEST_ANSWER))


def _fed_and_ended(process: subprocess.Popen[bytes], told: bytes, wall: float) -> bool:
    assert process.stdin is not None
    ending = os.pidfd_open(process.pid)
    try:
        with contextlib.suppress(BrokenPipeError), process.stdin as ear:
            ear.write(told)
        ready, _write, _error = select.select([ending], [], [], wall)
        return bool(ready)
    finally:
        os.close(ending)


def judge_file(desk: Desk, ending: str, limits: Limits) -> Judged:
    """Let a child look at the file. Its word counts only where it has the shape of a word. Raises CannotJudge."""
    paths = {"path": str(desk.path), "folder": str(desk.folder), "is_handed_in": desk.is_handed_in}
    told = {**paths, "ending": ending, "limits": asdict(limits)}
    command = [sys.executable, "-I", "-B", "-m", "portal.checking.child"]
    ended = run(command, told=json.dumps(told).encode() + b"\n", folder=desk.folder, wall=limits.wall)
    said = _lines_of(ended.answer)
    if not said and ended.status > 0:
        raise CannotJudge(f"python -m portal.checking.child ends with {ended.status} before it has looked at a file")
    if not said:
        return Judged(reason=Reason.TOO_HEAVY if ended.is_over_time else None, was_killed=not ended.is_over_time)
    judged = _taken(said[-1], ending)
    if not ended.is_well and not ended.was_at_limit:
        return Judged(reason=Reason.UNREADABLE, is_alone=judged.is_alone)  # a library fell over while reading it
    return judged


def _lines_of(answer: bytes) -> list[dict[str, Any]]:
    found = []
    for line in answer.split(b"\n")[:2]:
        try:
            told = json.loads(line)
        except ValueError:
            continue
        if isinstance(told, dict):
            found.append(told)
    return found


def _taken(told: dict[str, Any], ending: str) -> Judged:
    is_alone = told.get("is_alone") is True
    findings = told.get("findings")
    if not isinstance(findings, dict):
        reason = told.get("reason")
        known = Reason(reason) if isinstance(reason, str) and reason in set(Reason) else Reason.UNREADABLE
        return Judged(reason=known, entry=_entry(told), is_alone=is_alone)
    pages, language, replaced_by = findings.get("pages"), findings.get("language"), findings.get("replaced_by")
    facts = {
        "pages": pages if isinstance(pages, int) and 0 < pages <= MOST_PAGES else None,
        "language": language if isinstance(language, str) and len(language) <= LONGEST_LANGUAGE else None,
        **{name: findings[name] for name in ("is_tagged", "has_text") if isinstance(findings.get(name), bool)},
    }
    if replaced_by not in _replacements(ending):
        return Judged(reason=Reason.UNREADABLE, is_alone=is_alone)
    blanks = [Blank(*one) for one in findings.get("blanks") or [] if _is_blank(one)][:MOST_BLANKS]
    return Judged(facts=facts, replaced_by=replaced_by, blanks=blanks, is_alone=is_alone)


def _entry(told: dict[str, Any]) -> str:
    """The name of a file inside a zip, as its sender wrote it; none when it could not be shown to people."""
    name = told.get("entry")
    if not isinstance(name, str) or len(name) > LONGEST_NAME or not name.isprintable():
        return ""
    return "" if looks_like_cpr(name) else name


def _replacements(ending: str) -> set[str]:
    """What may take a file's place: an image is always encoded anew, a document may have lost its author."""
    if ending in IMAGES:
        return {".jpg" if ending == ".heic" else ending}
    return {"", ending} if ending in DOCUMENTS else {""}


def _is_blank(told: Any) -> bool:
    is_pair = isinstance(told, list) and len(told) == 2 and all(type(n) is int for n in told)  # noqa: PLR2004 - place and length
    return is_pair and told[0] >= 0 and HEADER <= told[1] <= LONGEST_BLANK
