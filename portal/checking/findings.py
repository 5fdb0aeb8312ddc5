"""What does the child find out about a file, besides that it is fit? Loads nothing."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

PICTURE_WIDTH: Final = 480
PICTURE_HEIGHT: Final = 4 * PICTURE_WIDTH


@dataclass
class Findings:
    """Facts of a document.

    `replaced_by` is the ending of what takes the file's place, written beside it; `blanks` are the boxes of a film, as
    place and length, that nobody is to have.
    """

    pages: int | None = None
    is_tagged: bool | None = None
    has_text: bool | None = None
    language: str | None = None
    replaced_by: str = ""
    blanks: list[tuple[int, int]] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """As the child says it in JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Desk:
    """Where the child works: the file, and the folder for what it makes of it; whether it loses who wrote it."""

    path: Path
    folder: Path
    is_handed_in: bool = False

    @property
    def replacement(self) -> Path:
        """The image encoded anew, the document without its author."""
        return self.folder / "replacement"

    @property
    def picture(self) -> Path:
        """The picture of the first page."""
        return self.folder / "picture"

    @property
    def text(self) -> Path:
        """The text by page."""
        return self.folder / "text"
