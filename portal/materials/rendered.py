"""What can be shown of a material's file in the portal? Its pages, its text, its picture, the captions of a film."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from sqlalchemy import select

from portal.db import db
from portal.materials.current import SharedMaterial
from portal.people.models import Person
from portal.storage.models import FileRendition, RenditionKind, StoredFile

PDF: Final = "application/pdf"


class Piece(NamedTuple):
    """Bytes in the store and what they are called when they leave it; `size` in bytes."""

    key: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True)
class Rendered:
    """What there is to show. `pages` is what the reader opens: the file itself, or the PDF that was made of it."""

    pages: Piece | None = None
    text: Piece | None = None
    picture: Piece | None = None


def rendered(shared: SharedMaterial, *, person: Person) -> Rendered:
    """What can be shown of the version this person gets. One query, none for a page or a link."""
    file = shared.file
    if file is None or not file.opens_for(person.id):
        return Rendered()
    made = {r.kind: r for r in db.session.scalars(select(FileRendition).where(FileRendition.file_id == file.id))}
    own = _piece(file) if file.media_type == PDF else None
    return Rendered(
        pages=own or _made(file, made.get(RenditionKind.PDF), ".pdf"),
        text=_made(file, made.get(RenditionKind.TEXT), ".json"),
        picture=_made(file, made.get(RenditionKind.PICTURE), ""),
    )


def captions_of(shared: SharedMaterial) -> Piece | None:
    """The captions of a film, when there are any."""
    if shared.version.captions_id is None:
        return None
    file = db.session.get(StoredFile, shared.version.captions_id)
    return _piece(file) if file else None


def _piece(file: StoredFile) -> Piece:
    return Piece(file.key, file.name, file.media_type, file.size)


def _made(file: StoredFile, made: FileRendition | None, ending: str) -> Piece | None:
    if made is None:
        return None
    return Piece(made.key, PurePosixPath(file.name).stem + ending, made.media_type, made.size)
