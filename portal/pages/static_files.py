"""Which version of the stylesheets, scripts and fonts is this? One hash over the folder, so that a year's cache is safe."""

import hashlib
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parents[2] / "static"
PACKED: Final = frozenset(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.gz"))
YEAR: Final = 31_536_000


def version_of(folder: Path) -> str:
    """Sixteen hex digits that change when any file of the folder does."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(str(path.relative_to(folder)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
