"""What becomes of whole files of each kind, and what is made of them?"""

import io
import json
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from portal import demo
from portal.db import db
from portal.storage.models import FileRendition, FileState, RenditionKind, StoredFile
from portal.storage.verifying import verify_storage
from tests.checking.conftest import Send
from tests.checking.real import KINDS, WORDS, changed_pdf, exif, image, of_kind, pdf
from tests.storage.opened import opened_at

pytestmark = pytest.mark.once

PICTURED = {"pdf", "png", "jpg", "heic"}
READ = {"pdf", "txt", "md"}


def made_of(file: StoredFile) -> dict[RenditionKind, FileRendition]:
    rows = db.session.scalars(select(FileRendition).where(FileRendition.file_id == file.id))
    return {row.kind: row for row in rows}


def bytes_of(key: str) -> bytes:
    return opened_at(key)


def text_of(file: StoredFile) -> dict[str, object]:
    told: dict[str, object] = json.loads(bytes_of(made_of(file)[RenditionKind.TEXT].key))
    return told


def test_a_whole_file_is_there_with_its_picture_and_text(judged: Send) -> None:
    for ending in KINDS:
        file = judged(f"Åbent notat.{ending}", of_kind(ending))
        told = (ending, file.state, file.rejection, file.check_at, file.is_scanned)
        assert told == (ending, FileState.AVAILABLE, None, None, False)
        made = made_of(file)
        assert ending not in PICTURED or RenditionKind.PICTURE in made
        assert ending not in READ or RenditionKind.TEXT in made
    assert verify_storage(read_all=True).is_well


def test_the_picture_is_as_wide_as_a_card(judged: Send) -> None:
    for name, content in (("Notat.pdf", of_kind("pdf")), ("Stort.png", image("PNG", (2000, 1000)))):
        picture = Image.open(io.BytesIO(bytes_of(made_of(judged(name, content))[RenditionKind.PICTURE].key)))
        assert (picture.format, picture.width) == ("WEBP", 480)


def test_of_a_pdf_pages_text_and_language_are_known(judged: Send) -> None:
    file = judged("Notat.pdf", pdf(3, Lang="da-DK"))
    assert (file.pages, file.is_tagged, file.has_text, file.language) == (3, False, True, "da-DK")
    told = text_of(file)
    assert told["language"] == "da-DK"
    assert told["pages"] == [{"blocks": [["p", f"Side {n} om politisk betjening"]]} for n in (1, 2, 3)]


def test_spaces_that_a_program_left_between_large_letters_are_put_in(judged: Send) -> None:
    guide = Path(demo.__file__).parent / "content" / "files" / "syv-pligter.pdf"
    file = judged("Syv pligter.pdf", guide.read_bytes())
    assert (file.pages, file.is_tagged, file.language) == (10, True, "da")
    first, second, *_rest = text_of(file)["pages"]  # type: ignore[misc]
    assert first["blocks"][:2] == [["p", "MitKomponent"], ["h1", "Syv pligter i praksis"]]
    assert second["blocks"][0] == ["h2", "Før du læser"]


def test_a_pdf_without_text_says_so(judged: Send) -> None:
    def empty(document: object) -> None:
        for page in document.pages:  # type: ignore[attr-defined]
            del page.Contents

    file = judged("Scannet.pdf", changed_pdf(empty))
    assert (file.state, file.has_text) == (FileState.AVAILABLE, False)


def test_of_a_text_the_letters_are_danish_and_the_marks_are_headings(judged: Send) -> None:
    assert text_of(judged("Notat.txt", of_kind("txt")))["pages"] == [{"blocks": [["p", WORDS], ["p", "Næste afsnit."]]}]
    assert text_of(judged("Notat.md", of_kind("md")))["pages"] == [
        {"blocks": [["h1", "Notat"], ["p", WORDS], ["li", "Første punkt"]]}
    ]


@pytest.mark.parametrize(("ending", "form"), [("jpg", "JPEG"), ("png", "PNG"), ("heic", "HEIF")])
def test_an_image_is_encoded_anew_without_place_and_device(judged: Send, ending: str, form: str) -> None:
    content = image(form, exif=exif())
    assert b"Telefon 9" in content
    file = judged(f"Tavlen.{ending}", content)
    kept = bytes_of(file.key)
    assert b"Telefon" not in kept
    assert b"Aarhus" not in kept
    shown = Image.open(io.BytesIO(kept))
    assert set(shown.getexif()) <= {0x0112}
    assert file.size == len(kept)
    assert file.received.size == len(content)
    assert file.name == ("Tavlen.png" if ending == "png" else "Tavlen.jpg")
    assert file.received.name == f"Tavlen.{ending}"


def test_a_photo_stands_upright_on_its_card(judged: Send) -> None:
    file = judged("Tavlen.jpg", image("JPEG", (640, 480), exif=exif()))
    picture = Image.open(io.BytesIO(bytes_of(made_of(file)[RenditionKind.PICTURE].key)))
    assert picture.width < picture.height


def test_what_stands_behind_an_image_does_not_come_with_it(judged: Send) -> None:
    file = judged("Tavlen.jpg", image("JPEG") + b"PK\3\4hemmeligt\xff\xd9")
    assert file.state is FileState.AVAILABLE
    assert b"hemmeligt" not in bytes_of(file.key)
