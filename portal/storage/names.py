"""What is a file called, on the screen and in a download? Cleaned, and never part of its key, which is random."""

import secrets
import unicodedata
from typing import Final
from urllib.parse import quote

from portal.nfc import composed
from portal.storage.shapes import ending_of
from portal.text import _

LONGEST: Final = 255
INVISIBLE: Final = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
DANISH: Final = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", '"': "'", "\\": "_", "%": "_"}
)


def new_key() -> str:
    """A key nobody can guess: 160 random bits."""
    return secrets.token_hex(20)


def clean_name(name: str | None) -> str:
    """The name to show: NFC, without folders, control and direction marks; at most 255 characters, the ending kept."""
    text = composed(name or "").replace("\\", "/")
    text = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in INVISIBLE)
    text = " ".join(text.rpartition("/")[2].split()).rstrip(". ")
    if text.startswith("."):
        text = _("fil") + (text if ending_of(f"x{text}") else "")
    ending = text[len(text) - len(ending_of(text)) :]
    stem = text[: len(text) - len(ending)][: LONGEST - len(ending)].rstrip()
    return (stem or _("fil")) + ending


def disposition(name: str, *, inline: bool = False) -> str:
    """The Content-Disposition that saves under this name in every browser (source: RFC 6266, RFC 8187)."""
    plain = unicodedata.normalize("NFKD", name.translate(DANISH)).encode("ascii", "ignore").decode()
    kept = "".join(c if c.isprintable() else "_" for c in plain).strip() or "fil"
    return f"{'inline' if inline else 'attachment'}; filename=\"{kept}\"; filename*=UTF-8''{quote(name, safe='')}"
