"""How is a PDF made of texts that must not lie anywhere in the open? By pipes, in a child within limits."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from portal.checking.limits import MEGABYTE, Limits

CHILD: Final = Path(__file__).with_name("child.py")
LIMITS: Final = Limits(processor=40, wall=60.0, memory=1536 * MEGABYTE, file=0, files=64)
LARGEST_PDF: Final = 40 * MEGABYTE


class CannotSet(RuntimeError):
    """No PDF came of it: too long, or something is wrong with this installation."""


def set_pdf(pack: dict[str, Any]) -> bytes:
    """The PDF of a pack. Raises CannotSet."""
    told = b"".join(json.dumps(line).encode() + b"\n" for line in (asdict(LIMITS), pack))
    with (
        tempfile.TemporaryDirectory(prefix="portal-") as empty,
        _started(Path(empty)) as process,
    ):  # nothing to read there
        pdf = b""
        try:
            with contextlib.suppress(subprocess.TimeoutExpired):
                pdf, _nothing = process.communicate(told, timeout=LIMITS.wall)
        finally:
            if process.returncode is None:  # not yet waited for, so the number is still its own
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
    if process.returncode != 0 or not pdf.startswith(b"%PDF-") or len(pdf) > LARGEST_PDF:
        raise CannotSet(f"the child ended with {process.returncode} after {len(pdf)} bytes")
    return pdf


def _started(folder: Path) -> subprocess.Popen[bytes]:
    """A child in a session of its own, with an empty environment."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and file, no shell
        [sys.executable, "-I", "-B", str(CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={},
        start_new_session=True,
    )
