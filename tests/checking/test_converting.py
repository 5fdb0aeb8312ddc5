"""Do Word, Excel and OpenDocument become a PDF that can be read? Where LibreOffice is installed."""

import pytest
from sqlalchemy import select

from portal.checking import converting
from portal.checking.office_program import office_program
from portal.db import db
from portal.storage import current
from portal.storage.models import FileRendition, FileState, RenditionKind
from tests.checking.conftest import Send
from tests.checking.real import WORDS, docx, odt, xlsx

pytestmark = pytest.mark.once

installed = pytest.mark.skipif(
    office_program() is None, reason="LibreOffice is not installed: documents can be downloaded only"
)


def renditions() -> dict[RenditionKind, bytes]:
    rows = db.session.scalars(select(FileRendition))
    return {row.kind: b"".join(current.store().read(row.key)) for row in rows}


@installed
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("Notat.docx", docx(), WORDS), ("Notat.odt", odt(), WORDS), ("Ark.xlsx", xlsx(), "Sønderborg")],
    ids=["docx", "odt", "xlsx"],
)
def test_a_document_can_be_read_as_a_pdf(judged: Send, name: str, content: bytes, words: str) -> None:
    file = judged(name, content)
    made = renditions()
    assert file.state is FileState.AVAILABLE
    assert made[RenditionKind.PDF].startswith(b"%PDF-")
    assert words in made[RenditionKind.TEXT].decode()
    assert set(made) == set(RenditionKind)
    assert (file.pages, file.has_text) == (1, True)


@installed
def test_a_converter_that_takes_too_long_costs_the_reading_not_the_file(
    judged: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converting, "LIMITS", converting.Limits(wall=0.2))
    assert judged("Notat.docx", docx()).state is FileState.AVAILABLE
    assert renditions() == {}


def test_without_libreoffice_a_document_is_there_to_be_downloaded(
    judged: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converting, "office_program", lambda: None)
    file = judged("Notat.docx", docx())
    assert (file.state, file.pages) == (FileState.AVAILABLE, None)
    assert renditions() == {}
