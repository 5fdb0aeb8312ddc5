"""Which documents are there to read? PDFs made for the tests: so many pages, as heavy as one likes, with words in them."""

import io
import json
import os
import zlib
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pikepdf
from flask import has_app_context
from pikepdf import Dictionary, Name

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.materials.models import Document, DocumentVersion, Material
from portal.people.models import Person
from portal.storage.current import store
from portal.storage.models import FileRendition, FileState, RenditionKind, StoredFile
from portal.storage.names import new_key
from portal.storage.store import Store
from tests.cast import Cast

WEIGHT_BESIDE = 900  # about what a page weighs without its picture
PDF = "application/pdf"


def paper(
    pages: int = 12,
    *,
    weight: int = 0,
    words: Mapping[int, str] | None = None,
    contents: Mapping[str, int] | None = None,
) -> bytes:
    """A PDF: each page says its number, some say more, and each carries noise until the whole weighs `weight` bytes.

    `contents` are its headings and their pages, those that begin with a blank under the one before.
    """
    made = pikepdf.new()
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    noise = max(0, weight // pages - WEIGHT_BESIDE)
    for number in range(1, pages + 1):
        page = made.add_blank_page(page_size=(595, 842))
        line = f"Side {number}. {(words or {}).get(number, 'Loven foerst, og saa alt det andet.')}"
        content = f"BT /F1 24 Tf 60 760 Td ({line}) Tj ET"
        resources = Dictionary(Font=Dictionary(F1=font))
        if noise:
            resources.XObject = Dictionary(Im=_noise(made, noise))
            content += " q 300 0 0 300 60 60 cm /Im Do Q"
        page.Resources, page.Contents = resources, made.make_stream(content.encode())
    with made.open_outline() as outline:
        for title, number in (contents or {}).items():
            under = outline.root[-1].children if title.startswith(" ") else outline.root
            under.append(pikepdf.OutlineItem(title.strip(), number - 1))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _noise(made: pikepdf.Pdf, size: int) -> pikepdf.Object:
    side = max(1, int(size**0.5))
    return made.make_stream(
        zlib.compress(os.urandom(side * side), 0),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=side,
        Height=side,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
        Filter=Name.FlateDecode,
    )


def text_of(*pages: list[list[str]], language: str | None = "da") -> bytes:
    """A text rendition: of each page its blocks."""
    return json.dumps({"language": language, "pages": [{"blocks": blocks} for blocks in pages]}).encode()


def _kept(shelf: Store, content: bytes, media_type: str) -> str:
    key = new_key()
    shelf.put(key, io.BytesIO(content), media_type=media_type, limit=1 << 30)
    return key


def keep_file(
    by: Person, content: bytes, *, name: str = "kodeks.pdf", media_type: str = PDF, shelf: Store, **values: Any
) -> StoredFile:
    """A file that is judged and claimed, its bytes in the store."""
    return StoredFile(
        key=_kept(shelf, content, media_type),
        name=name,
        media_type=media_type,
        size=len(content),
        is_confidential=False,
        state=values.pop("state", FileState.AVAILABLE),
        uploaded_by_id=by.id,
        completed_at=clock.now(),
        claimed_at=clock.now(),
        **values,
    )


def readable(
    cast: Cast,
    content: bytes | None = None,
    *,
    title: str = "Kodeks for god betjening",
    made: Mapping[RenditionKind, tuple[bytes, str]] | None = None,
    version: Mapping[str, Any] | None = None,
    cohort: Cohort | None = None,
    shelf: Store | None = None,
    **of_file: Any,
) -> Material:
    """A released material: a file with what was made of it, or with `version` a page or a link."""
    if not has_app_context():
        with cast.app.app_context():
            return readable(
                cast, content, title=title, made=made, version=version, cohort=cohort, shelf=shelf, **of_file
            )
    shelf = shelf or store()
    row = DocumentVersion(number=1, **(version or {}))
    if content is not None:
        row.file = keep_file(cast.instructor, content, shelf=shelf, **of_file)
        row.file.renditions = [
            FileRendition(kind=kind, key=_kept(shelf, whole, media_type), media_type=media_type, size=len(whole))
            for kind, (whole, media_type) in (made or {}).items()
        ]
    material = Material(
        cohort_id=(cohort or cast.cohort).id,
        document=Document(versions=[row]),
        title=title,
        position=1,
        released_at=clock.now(),
        is_preparation=True,
        form_key=str(uuid4()),
    )
    db.session.add(material)
    db.session.commit()
    return material
