"""Does a film get captions that a player can read, and nothing else?"""

import io

import pytest
from sqlalchemy import select

from portal.db import db
from portal.materials.models import DocumentVersion
from portal.storage.current import store
from portal.storage.models import FileState, StoredFile
from tests.cast import Cast
from tests.materials.shelf import material, sent_file
from tests.reader import Page, Reader

VTT = "WEBVTT – på dansk\n\n00:00.000 --> 00:02.000\nVelkommen på holdet, Åse.\n"


@pytest.fixture
def film(reader: Reader, cast: Cast) -> str:
    """The address of a film's captions."""
    one = material(cast, "Velkommen", name="velkommen.mp4")
    reader.sign_in(cast.instructor)
    assert f"/materiale/{one.id}/tekster" in reader.get(f"/materiale/{one.id}/ret").links
    return f"/materiale/{one.id}/tekster"


def send(reader: Reader, film: str, content: bytes, seen: str = "1") -> Page:
    fields = {"seen": seen, "captions": (io.BytesIO(content), "dansk.vtt")}
    return reader.post(film, fields, content_type="multipart/form-data")


def kept(reader: Reader) -> list[tuple[str, FileState]]:
    with reader.app.app_context():
        found = db.session.scalars(select(StoredFile).where(StoredFile.media_type == "text/vtt"))
        return sorted((b"".join(store().read(file.key)).decode(), file.state) for file in found)


def test_captions_stand_beside_the_version_people_get(reader: Reader, film: str) -> None:
    assert send(reader, film, VTT.encode()).status == 303
    assert kept(reader) == [(VTT.replace(" – på dansk", ""), FileState.AVAILABLE)]
    with reader.app.app_context():
        version = db.session.scalars(select(DocumentVersion)).one()
        assert version.captions_id is not None
    assert "Filmen har undertekster: dansk.vtt." in reader.get(film).text


def test_new_captions_take_over_and_can_be_taken_away(reader: Reader, film: str) -> None:
    send(reader, film, VTT.encode())
    newer = VTT.replace("Åse", "Bo")
    send(reader, film, newer.encode("utf-8-sig"))
    assert sorted(state for _text, state in kept(reader)) == [FileState.ABORTED, FileState.AVAILABLE]
    assert reader.post(film, {"seen": "1", "fjern": "ja"}).status == 303
    assert {state for _text, state in kept(reader)} == {FileState.ABORTED}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            VTT.replace("Åse", "010190-1234").encode(),
            "I “dansk.vtt” står noget, der ligner et cpr-nummer. Ingen andre får filen at se. Fjern nummeret, og vælg filen igen.",
        ),
        (b"", "Det er ikke en fil med undertekster. Den skal ende på .vtt og begynde med WEBVTT."),
        (b"WEBVTT\n\nHej", "Det er ikke en fil med undertekster. Den skal ende på .vtt og begynde med WEBVTT."),
        (b"WEBVTTS\n\n1 --> 2", "Det er ikke en fil med undertekster. Den skal ende på .vtt og begynde med WEBVTT."),
        (b"<html>-->", "Det er ikke en fil med undertekster. Den skal ende på .vtt og begynde med WEBVTT."),
        (VTT.replace("–", "-").encode("latin-1"), "Filen er ikke gemt som UTF-8. Gem den igen som WebVTT i UTF-8."),
        (VTT.encode() + b"x" * 400_000, "Filen med undertekster er for stor. Der er plads til 400 kB."),
    ],
)
def test_what_is_no_captions_is_refused(reader: Reader, film: str, content: bytes, sentence: str) -> None:
    page = send(reader, film, content)
    assert (page.status, page.errors) == (422, [sentence])
    assert kept(reader) == []


def test_captions_are_for_films_and_for_the_version_one_saw(reader: Reader, cast: Cast, film: str) -> None:
    assert reader.post(film, {"seen": "1"}).errors == ["Vælg filen med undertekster."]
    assert "Nogen har lagt en nyere udgave af filmen op imens." in send(reader, film, VTT.encode(), "2").text
    text = material(cast, "Kodeks")
    assert "Undertekster hører til en film." in send(reader, f"/materiale/{text.id}/tekster", VTT.encode()).text
    assert f"/materiale/{text.id}/tekster" not in reader.get(f"/materiale/{text.id}/ret").links


def test_a_new_version_has_none_until_it_gets_its_own_and_an_older_one_brings_its_back(
    reader: Reader, cast: Cast, film: str
) -> None:
    send(reader, film, VTT.encode())
    fields = {"seen": "1", "file_ids": str(sent_file(cast, cast.instructor, "ny.mp4")), "weight": "minor"}
    reader.post(film.replace("tekster", "ny-udgave"), fields)
    reader.post(film.replace("tekster", "gendan?udgave=1"), {"seen": "2", "weight": "minor"})
    with reader.app.app_context():
        found = db.session.scalars(select(DocumentVersion).order_by(DocumentVersion.number))
        assert [version.captions_id is not None for version in found] == [True, False, True]


@pytest.mark.once
def test_of_a_captions_file_only_times_and_words_are_kept(reader: Reader, film: str) -> None:
    sent = (
        "WEBVTT Kind: captions\r\nLanguage: da\r\n\r\nNOTE Skrevet af Åse Ærø\r\n\r\n"
        "STYLE\r\n::cue { background: url(https://andre.dk/x) }\r\n\r\n"
        "1\r\n00:00.000 --> 00:02.000 align:start line:10%\r\n<v Bo>Goddag.\r\nVelkommen.\r\n\r\n\r\n"
        "00:00:03.500 --> 00:04.000 onclick:x\r\nHertil kommer intet.\r\n\r\n"
        "00:05.000 --> 00:06.000\r\nFarvel.\r\n"
    )
    assert send(reader, film, sent.encode()).status == 303
    first = "00:00.000 --> 00:02.000 align:start line:10%\n<v Bo>Goddag.\nVelkommen."
    assert kept(reader) == [(f"WEBVTT\n\n{first}\n\n00:05.000 --> 00:06.000\nFarvel.\n", FileState.AVAILABLE)]
