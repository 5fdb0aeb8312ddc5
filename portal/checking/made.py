"""Is what the child made what it should be? A picture by its first bytes and size, a text by every line of it."""

import json
from pathlib import Path
from typing import Any, Final

from portal.checking.findings import Desk
from portal.storage.models import RenditionKind
from portal.storage.reasons import Unfit
from portal.storage.shapes import Built
from portal.storage.structure import look

LARGEST_PICTURE: Final = 4 << 20
LARGEST_TEXT: Final = 64 << 20
LARGEST_PDF: Final = 400 << 20
KINDS_OF_BLOCK: Final = {"h1", "h2", "h3", "p", "li"}


def made_of(desk: Desk) -> dict[RenditionKind, tuple[Path, str]]:
    """The renditions that can be kept, each with its media type."""
    found = {}
    if _is_picture(desk.picture):
        found[RenditionKind.PICTURE] = (desk.picture, "image/webp")
    if _is_text(desk.text):
        found[RenditionKind.TEXT] = (desk.text, "application/json")
    return found


def _is_plain_file(path: Path, most: int) -> bool:
    return path.is_file() and not path.is_symlink() and 0 < path.stat().st_size <= most


def _is_picture(path: Path) -> bool:
    if not _is_plain_file(path, LARGEST_PICTURE):
        return False
    with path.open("rb") as stream:
        head = stream.read(12)
    return head[:4] == b"RIFF" and head[8:] == b"WEBP"


def is_replacement(path: Path, built: Built, most: int) -> bool:
    """Whether what is to take a file's place is of its kind, has room, and would be let in at the door."""
    if not _is_plain_file(path, most):
        return False
    try:
        with path.open("rb") as stream:
            look(built, stream, path.stat().st_size)
    except Unfit:
        return False
    return True


def is_pdf(path: Path) -> bool:
    """Whether a converter left a PDF."""
    if not _is_plain_file(path, LARGEST_PDF):
        return False
    with path.open("rb") as stream:
        return stream.read(5) == b"%PDF-"


def _is_text(path: Path) -> bool:
    if not _is_plain_file(path, LARGEST_TEXT):
        return False
    try:
        told: Any = json.loads(path.read_text("utf-8"))
        return isinstance(told, dict) and all(_is_page(page) for page in told["pages"])
    except (ValueError, KeyError, TypeError):
        return False


def _is_page(page: Any) -> bool:
    return isinstance(page, dict) and all(
        isinstance(block, list)
        and len(block) == 2  # noqa: PLR2004 - kind and words
        and block[0] in KINDS_OF_BLOCK
        and isinstance(block[1], str)
        for block in page["blocks"]
    )
