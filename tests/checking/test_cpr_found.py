"""Is a cpr number found in what is handed in or shared, wherever people write it, and told to whoever sent it?"""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import openpyxl
import pikepdf
import pytest

from portal.checking.parcels import first_of
from portal.storage.models import FileState
from portal.storage.shapes import Shape
from tests.checking.conftest import Send
from tests.checking.real import WORDS, changed_pdf, docx, odt, pdf, pptx, renamed, xlsx
from tests.storage.samples import zipped

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
    "Fra nettet.docx": renamed(with_number(docx()), new="word/document2.xml"),
    "Omdøbt.docx": renamed(with_number(docx())),
    "Omdøbt.xlsx": renamed(sheet_with_number(), "xl/worksheets/sheet1.xml", "xl/worksheets/Deltagere.xml"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_number_in_what_is_handed_in_is_told_and_nobody_else_gets_the_file(judged: Send, name: str) -> None:
    file = judged(name, FILES[name], handed_in=True)
    assert file.state is FileState.REJECTED
    assert file.why_rejected == (
        f"I “{name}” står noget, der ligner et cpr-nummer. Ingen andre får filen at se. Fjern nummeret, og vælg filen igen."
    )


def packed(name: str) -> bytes:
    return zipped({"Til mødet/Læs mig.md": b"Velkommen\n", f"Til mødet/{name}": FILES[name]})


SHARED: Final = {name: FILES[name] for name in ("Notat.txt", "Notat.pdf", "Notat.docx")}


@pytest.mark.parametrize("name", SHARED)
def test_a_number_in_what_is_shared_is_told_and_no_participant_gets_the_file(judged: Send, name: str) -> None:
    file = judged(name, SHARED[name])
    assert (file.state, file.rejection) == (FileState.REJECTED, "cpr")
    assert file.why_rejected.startswith(f"I “{name}” står noget, der ligner et cpr-nummer.")


@pytest.mark.parametrize("name", FILES)
def test_a_number_inside_a_zip_is_told_with_the_name_of_the_file_it_stands_in(judged: Send, name: str) -> None:
    file = judged("Mødet.zip", packed(name))
    assert (file.state, file.rejection) == (FileState.REJECTED, "cpr")
    assert file.why_rejected == (
        f"I “Til mødet/{name}” i “Mødet.zip” står noget, der ligner et cpr-nummer. Ingen andre får filen at se. "
        "Fjern nummeret, pak filen igen, og vælg den."
    )


def test_a_file_inside_that_is_called_by_a_number_is_not_named(judged: Send) -> None:
    file = judged("Mødet.zip", zipped({f"{CPR}.txt": f"Borgeren har {CPR}.".encode()}))
    assert (file.rejection, file.rejected_entry) == ("cpr", None)
    assert file.why_rejected.startswith("I “Mødet.zip” står noget, der ligner et cpr-nummer.")


def test_pdfs_in_a_zip_are_looked_through_in_turn_and_past_one_that_cannot_be_read(tmp_path: Path) -> None:
    parcel, looked = tmp_path / "parcel", []
    parcel.write_bytes(zipped({f"{n}.{ending}": ending for n in range(4) for ending in ("pdf", "txt")}))

    def holds(place: Path) -> bool:
        looked.append(place.read_bytes())
        if len(looked) == 1:
            raise RuntimeError
        return len(looked) == 3

    assert first_of(parcel, Shape.PDF, holds) == "2.pdf"
    assert looked == [b"pdf"] * 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Notat.txt", b"Sag 2026-010190, konto 1234 0101901234"),
        ("Notat.docx", with_number(docx(), "010190</w:t></w:r></w:p><w:p><w:r><w:t>1234")),
        ("Liste.xlsx", xlsx()),
        ("Mødet.zip", zipped({"Kodeks.pdf": pdf()})),
    ],
)
def test_other_numbers_are_left_alone(judged: Send, name: str, content: bytes) -> None:
    assert judged(name, content, handed_in=not name.endswith(".zip")).state is FileState.AVAILABLE
