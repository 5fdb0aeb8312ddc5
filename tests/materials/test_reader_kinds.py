"""How are pages, links, films and recordings met?"""

import pytest

from portal.db import db
from portal.materials.ease import NO_LANGUAGE, NO_TAGS, NO_TEXT, Lack, lacks
from portal.materials.models import DocumentVersion
from portal.materials.page_text import page_html
from portal.storage.current import store
from portal.storage.models import FileState, StoredFile
from tests.cast import Cast
from tests.materials.documents import keep_file, paper, readable
from tests.reader import Reader


def test_a_page_is_shown_with_its_headings_below_the_title(reader: Reader, cast: Cast) -> None:
    text = "# Før kurset\n\n#### Tag med\n\n- din case\n- ~~slips~~\n\nSe [planen](https://eksempel.dk/plan)."
    one = readable(cast, version={"text": text}, title="Godt at vide")
    reader.sign_in(cast.author)
    page = reader.get(f"/materiale/{one.id}")
    assert page.heading == "Godt at vide"
    assert [(h.tag, h.text) for h in page.all("main")[0].iter() if h.tag in {"h2", "h3", "h4", "h5"}] == [
        ("h2", "Før kurset"),
        ("h3", "Tag med"),
    ]
    link = next(a for a in page.all("a") if a.get("href") == "https://eksempel.dk/plan")
    assert link.get("rel") == "noopener noreferrer"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[her](javascript:alert(1))", "<p>[her](javascript:alert(1))</p>"),
        ("[her](data:text/html,x)", "<p>[her](data:text/html,x)</p>"),
        ("![kat](https://andre.dk/kat.png)", 'href="https://andre.dk/kat.png"'),
        ('<img src=x onerror="alert(1)">', "&lt;img"),
        ("[a](//andre.dk 'x\" onclick=\"y')", "onclick=&quot;y"),
    ],
)
def test_nothing_runs_and_no_picture_comes_from_elsewhere(written: str, shown: str) -> None:
    html = page_html(written)
    assert shown in html
    assert "<img" not in html
    assert "<script" not in html


def test_a_link_says_where_it_leads(reader: Reader, cast: Cast) -> None:
    one = readable(cast, version={"address": "https://www.eksempel.dk/loven?§=1"}, title="Loven")
    reader.sign_in(cast.author)
    page = reader.get(f"/materiale/{one.id}")
    link = next(a for a in page.all("a") if a.get("href") == "https://www.eksempel.dk/loven?§=1")
    assert "Gå til www.eksempel.dk" in "".join(link.itertext())
    assert link.get("rel") == "noopener noreferrer"
    assert "Linket fører ud af MitKomponent." in page.text


def test_a_film_plays_with_its_captions_and_by_ranges(reader: Reader, cast: Cast) -> None:
    one = readable(cast, b"film" * 100, name="velkommen.mp4", media_type="video/mp4")
    from_store = reader.sign_in(cast.author).get(f"/materiale/{one.id}/hent").location
    part = reader.client.get(from_store, headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.data, part.headers["Content-Range"]) == (206, b"film", "bytes 4-7/400")
    page = reader.get(f"/materiale/{one.id}")
    assert page.all("video")[0].get("src") == f"/materiale/{one.id}/hent"
    assert not page.all("track")
    assert reader.get(f"/materiale/{one.id}/undertekster").status == 404


def test_captions_come_from_our_own_address(reader: Reader, cast: Cast) -> None:
    said = b"WEBVTT\n\n00:00.000 --> 00:02.000\nGoddag\n"
    with cast.app.app_context():
        captions = keep_file(cast.instructor, said, name="tekst.vtt", media_type="text/vtt", shelf=store())
        db.session.add(captions)
        db.session.commit()
        captions_id = captions.id
    one = readable(cast, b"film", name="v.mp4", media_type="video/mp4", version={"captions_id": captions_id})
    reader.sign_in(cast.author)
    track = reader.get(f"/materiale/{one.id}").all("track")[0]
    answer = reader.client.get(track.get("src", ""))
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "text/vtt", said)


def test_a_recording_plays(reader: Reader, cast: Cast) -> None:
    one = readable(cast, b"ID3", name="samtale.mp3", media_type="audio/mpeg")
    reader.sign_in(cast.author)
    page = reader.get(f"/materiale/{one.id}")
    assert page.all("audio")[0].get("src") == f"/materiale/{one.id}/hent"


EASY = {"is_tagged": True, "has_text": True, "language": "da-DK"}


@pytest.mark.once
def test_a_pdf_is_easy_to_read_with_text_tags_and_language() -> None:
    told: list[tuple[dict[str, object], list[Lack]]] = [
        (EASY, []),
        ({**EASY, "is_tagged": False}, [NO_TAGS]),
        ({**EASY, "language": None}, [NO_LANGUAGE]),
        ({**EASY, "is_tagged": False, "language": None}, [NO_TAGS, NO_LANGUAGE]),
        ({"is_tagged": False, "has_text": False}, [NO_TEXT]),
        ({}, []),  # not judged yet
        ({**EASY, "has_text": False, "media_type": "application/msword"}, []),
        ({**EASY, "has_text": False, "state": FileState.REJECTED}, []),
    ]
    for facts, said in told:
        file = StoredFile(**{"media_type": "application/pdf", "state": FileState.AVAILABLE, **facts})
        assert lacks(file) == said, facts
    assert lacks(None) == []


def test_those_who_share_it_are_told_what_would_make_it_easier_to_read_also_of_a_new_version(
    reader: Reader, cast: Cast
) -> None:
    one = readable(cast, paper(1), **{**EASY, "language": None})
    own, listed = f"/materiale/{one.id}", f"/hold/{cast.cohort.id}/materialer"
    reader.sign_in(cast.author)
    assert "lettere at læse" not in reader.get(own).text
    reader.sign_in(cast.instructor)
    for address in (own, listed):
        text = reader.get(address).text
        assert "Kan blive lettere at læse: mangler sprog" in text
        assert "læse dansk højt med engelsk udtale" in text
        assert "Angiv korrektursprog" in text
        assert "Deltagerne kan læse og hente filen, som den er." in text
    with cast.app.app_context():
        newer = keep_file(cast.instructor, paper(1), shelf=store(), **{**EASY, "is_tagged": False})
        db.session.add(DocumentVersion(document_id=one.document_id, number=2, file=newer))
        db.session.commit()
    for address in (own, listed):
        text = reader.get(address).text
        assert "mangler mærker for overskrifter" in text
        assert "“Dokumentstrukturmærker”" in text
        assert "Angiv korrektursprog" not in text
