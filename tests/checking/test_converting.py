"""Do Word, PowerPoint, Excel and OpenDocument become a PDF that can be read?"""

import io

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import select

from portal.checking import converting
from portal.checking.office_program import office_program
from portal.db import db
from portal.storage.models import FileRendition, FileState, RenditionKind
from tests.checking.conftest import Send
from tests.checking.real import AUTHOR, TITLE, WORDS, docx, of_kind
from tests.storage.opened import opened

pytestmark = pytest.mark.once


@pytest.fixture
def office(portal: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converting, "office_program", office_program)
    assert office_program(), "LibreOffice is not installed: run `python -m tests.services.install`."


def renditions() -> dict[RenditionKind, bytes]:
    rows = db.session.scalars(select(FileRendition))
    return {row.kind: opened(row) for row in rows}


@pytest.mark.parametrize("ending", ["docx", "pptx", "xlsx", "odt", "odp", "ods"])
def test_a_document_can_be_read_as_a_pdf(office: None, judged: Send, ending: str) -> None:
    """As it is handed in: what is read and what is opened in an office program came through the same hands."""
    file = judged(f"Notat.{ending}", of_kind(ending), handed_in=True)
    made = renditions()
    assert (file.received.size, file.size != file.received.size) == (len(of_kind(ending)), True)
    with pikepdf.open(io.BytesIO(made[RenditionKind.PDF])) as shown:
        assert AUTHOR not in str(shown.docinfo)
        assert TITLE in str(shown.docinfo)
    assert file.state is FileState.AVAILABLE
    assert made[RenditionKind.PDF].startswith(b"%PDF-")
    assert ("Sønderborg" if ending == "xlsx" else WORDS) in made[RenditionKind.TEXT].decode()
    assert set(made) == set(RenditionKind)
    assert (file.pages, file.has_text, file.language) == (1, True, "da-DK")


def test_a_converter_that_takes_too_long_costs_the_reading_not_the_file(
    office: None, judged: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converting, "LIMITS", converting.Limits(wall=0.2))
    assert judged("Notat.docx", docx()).state is FileState.AVAILABLE
    assert renditions() == {}


def test_without_libreoffice_a_document_is_there_to_be_downloaded(judged: Send) -> None:
    file = judged("Notat.docx", docx())
    assert (file.state, file.pages) == (FileState.AVAILABLE, None)
    assert renditions() == {}
