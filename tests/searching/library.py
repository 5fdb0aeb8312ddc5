"""What is there to search? Materials with the text that was made of their files, in the shape that the reader takes too."""

import io
import json
import secrets
from collections.abc import Sequence
from datetime import datetime

from flask import has_app_context

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.materials.models import Document, DocumentKind, DocumentVersion, Material
from portal.searching.indexing import index_all
from portal.storage.current import store
from portal.storage.models import FileRendition, FileState, RenditionKind, StoredFile
from tests.cast import Cast

RIGHT_NOW = object()
JSON = "application/json"


def text_of(pages: Sequence[str]) -> bytes:
    """Pages as the checker writes them down: the first line a heading, the others paragraphs."""
    blocks = [
        [["h1" if n == 0 else "p", line] for n, line in enumerate(page.splitlines()) if line.strip()] for page in pages
    ]
    return json.dumps({"language": "da", "pages": [{"blocks": one} for one in blocks]}).encode()


def file(
    cast: Cast, pages: Sequence[str] | None, *, state: FileState = FileState.AVAILABLE, raw: bytes | None = None
) -> StoredFile:
    """A file of the instructor's; `raw` in the place of the text that is made of it."""
    made = StoredFile(
        key=secrets.token_hex(20),
        name="Note.pdf",
        media_type="application/pdf",
        size=9,
        is_confidential=False,
        state=state,
        uploaded_by_id=cast.instructor.id,
        completed_at=clock.now(),
        claimed_at=clock.now(),
    )
    if pages is not None or raw is not None:
        body, key = raw if raw is not None else text_of(pages or []), secrets.token_hex(20)
        store().put(key, io.BytesIO(body), media_type=JSON, limit=len(body))
        made.renditions = [FileRendition(kind=RenditionKind.TEXT, key=key, media_type=JSON, size=len(body))]
    return cast.add(made)


def material(
    cast: Cast,
    title: str = "Kodeks for god betjening",
    pages: Sequence[str] | None = ("Kodeks\nSyv pligter.",),
    *,
    cohort: Cohort | None = None,
    released_at: datetime | object | None = RIGHT_NOW,
    description: str = "",
    state: FileState = FileState.AVAILABLE,
    raw: bytes | None = None,
) -> Material:
    """A material with a file whose text says this, page by page; not in the search yet."""
    stored = file(cast, pages, state=state, raw=raw)
    version = DocumentVersion(number=1, file_id=stored.id)
    return shown(
        cast,
        Document(versions=[version]),
        title,
        cohort=cohort,
        released_at=released_at,
        description=description,
    )


def page(cast: Cast, title: str, markdown: str, *, cohort: Cohort | None = None) -> Material:
    """A page written in the portal."""
    version = DocumentVersion(number=1, text=markdown)
    return shown(cast, Document(kind=DocumentKind.PAGE, versions=[version]), title, cohort=cohort)


def link(cast: Cast, title: str, address: str, description: str = "") -> Material:
    """A link to somewhere else."""
    version = DocumentVersion(number=1, address=address)
    return shown(cast, Document(kind=DocumentKind.LINK, versions=[version]), title, description=description)


def shown(
    cast: Cast,
    document: Document,
    title: str,
    *,
    cohort: Cohort | None = None,
    released_at: datetime | object | None = RIGHT_NOW,
    description: str = "",
) -> Material:
    """A document on a cohort, released right now unless another moment is given."""
    moment = clock.now() if released_at is RIGHT_NOW else released_at
    assert moment is None or isinstance(moment, datetime)
    return cast.add(
        Material(
            cohort_id=(cohort or cast.cohort).id,
            title=title,
            description=description,
            position=1,
            released_at=moment,
            document=document,
        )
    )


def brought_in(cast: Cast) -> int:
    """Bring everything that is due into the search; answers how many materials that was."""
    if has_app_context():
        return index_all(anew=False)
    with cast.app.app_context():
        done = index_all(anew=False)
        db.session.remove()
        return done
