"""How are pages, links, films and recordings met?"""

import pytest

from portal.db import db
from portal.materials.page_text import page_html
from portal.storage.current import store
from tests.cast import Cast
from tests.materials.documents import keep_file, readable
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
