"""Is what the child made what it should be? A picture by its first bytes and size, a text by every line of it."""

import json
from pathlib import Path
from typing import Any, Final

from portal.checking.findings import Desk
from portal.storage.models import RenditionKind

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


def is_image(path: Path, ending: str, most: int) -> bool:
    """Whether the re-encoded image begins as one and has room."""
    if not _is_plain_file(path, most):
        return False
    with path.open("rb") as stream:
        head = stream.read(8)
    return head == b"\x89PNG\r\n\x1a\n" if ending == ".png" else head[:3] == b"\xff\xd8\xff"


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
