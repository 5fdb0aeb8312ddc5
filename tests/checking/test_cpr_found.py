"""Is a cpr number found in what is handed in or shared, wherever people write it, and told to whoever sent it?"""

import io
import zipfile
from collections.abc import Callable
from typing import Final

import openpyxl
import pikepdf
import pytest

from portal.storage.models import FileState
from tests.checking.conftest import Send
from tests.checking.real import WORDS, changed_pdf, docx, odt, pptx, xlsx

pytestmark = pytest.mark.once

CPR: Final = "010190-1234"


def with_number(content: bytes, shown: str = CPR) -> bytes:
    """The same Office document, with a number for its words."""
    return zipped_anew(content, lambda part: part.replace(WORDS.encode(), shown.encode()))


def zipped_anew(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, change(old.read(entry)))
    return kept.getvalue()


def pdf_with_number() -> bytes:
    def write(document: pikepdf.Pdf) -> None:
        document.pages[1].Contents = document.make_stream(f"BT /F1 18 Tf 60 760 Td (Borger {CPR}) Tj ET".encode())

    return changed_pdf(write)


def sheet_with_number() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(xlsx()))
    book.active.append(["Åse Holm", CPR])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


IN_RUNS: Final = "cpr 0101</w:t></w:r><w:r><w:t>90-</w:t></w:r><w:r><w:t>1234"
FILES: Final = {
    "Notat.txt": f"Borgeren har {CPR}.".encode(),
    "Notat.pdf": pdf_with_number(),
    "Notat.docx": with_number(docx(), IN_RUNS),
    "Notat.pptx": with_number(pptx()),
    "Notat.odt": with_number(odt()),
    "Liste.xlsx": sheet_with_number(),
}


@pytest.mark.parametrize("name", FILES)
def test_a_number_in_what_is_handed_in_is_told_and_nobody_else_gets_the_file(judged: Send, name: str) -> None:
    file = judged(name, FILES[name], handed_in=True)
    assert file.state is FileState.REJECTED
    assert file.why_rejected == (
        f"I “{name}” står noget, der ligner et cpr-nummer. Ingen andre får filen at se. Fjern nummeret, og vælg filen igen."
    )


def packed(name: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as parcel:
        parcel.writestr("Til mødet/Læs mig.md", "Velkommen\n")
        parcel.writestr(f"Til mødet/{name}", FILES[name])
    return kept.getvalue()


SHARED: Final = {name: FILES[name] for name in ("Notat.txt", "Notat.pdf", "Notat.docx")} | {
    "Mødet.zip": packed("Liste.xlsx"),
    "Notater.zip": packed("Notat.txt"),
}


@pytest.mark.parametrize("name", SHARED)
def test_a_number_in_what_is_shared_is_told_and_no_participant_gets_the_file(judged: Send, name: str) -> None:
    file = judged(name, SHARED[name])
    assert (file.state, file.rejection) == (FileState.REJECTED, "cpr")
    assert file.why_rejected.startswith(f"I “{name}” står noget, der ligner et cpr-nummer.")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Notat.txt", b"Sag 2026-010190, konto 1234 0101901234"),
        ("Notat.docx", with_number(docx(), "010190</w:t></w:r></w:p><w:p><w:r><w:t>1234")),
        ("Liste.xlsx", xlsx()),
    ],
)
def test_other_numbers_are_left_alone(judged: Send, name: str, content: bytes) -> None:
    assert judged(name, content, handed_in=True).state is FileState.AVAILABLE
