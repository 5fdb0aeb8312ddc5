"""What does the server do for the reader: which page, which bytes, whose progress, and for how long?"""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal import clock
from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.materials.models import Material, ReadingProgress
from portal.storage.models import FileState, RenditionKind
from tests.cast import Cast
from tests.materials.documents import paper, readable, text_of
from tests.reader import Reader

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def address_of(material: Material, page: str = "") -> str:
    return f"/materiale/{material.id}{page}"


def progress(reader: Reader) -> list[tuple[int | None, int | None, bool, bool]]:
    """Page, furthest page, read, skipped: of each reader."""
    with reader.app.app_context():
        found = db.session.scalars(select(ReadingProgress))
        return [(r.page, r.furthest_page, r.read_at is not None, r.skipped_at is not None) for r in found]


def bytes_at(reader: Reader, address: str, **headers: str) -> Any:
    return reader.client.get(address, headers=headers)


def test_a_pdf_is_read_from_its_own_bytes_by_ranges(reader: Reader, cast: Cast) -> None:
    whole = paper(3)
    one = readable(cast, whole)
    reader.sign_in(cast.author)
    assert reader.get(address_of(one, "/laes")).heading == "Kodeks for god betjening"
    there = reader.get(address_of(one, "/adresse")).json
    assert there["size"] == len(whole)
    part = bytes_at(reader, there["address"], Range="bytes=0-7")
    assert (part.status_code, part.data) == (206, whole[:8])
    assert part.headers["Content-Range"] == f"bytes 0-7/{len(whole)}"
    assert part.headers["Content-Disposition"].startswith("inline;")


def test_what_office_made_is_read_from_the_pdf_made_of_it(reader: Reader, cast: Cast) -> None:
    pages = paper(2)
    made = {RenditionKind.PDF: (pages, "application/pdf")}
    one = readable(cast, b"PK", name="notat.docx", media_type=DOCX, made=made)
    reader.sign_in(cast.author)
    assert "/laes" in " ".join(reader.get(address_of(one)).links)
    there = reader.get(address_of(one, "/adresse")).json
    answer = bytes_at(reader, there["address"])
    assert (there["size"], answer.data) == (len(pages), pages)
    assert "notat.pdf" in answer.headers["Content-Disposition"]


def test_what_has_no_pages_leads_back_to_the_material(reader: Reader, cast: Cast) -> None:
    one = readable(cast, b"PK", name="notat.docx", media_type=DOCX)
    reader.sign_in(cast.author)
    assert reader.get(address_of(one, "/laes")).location == address_of(one)
    assert reader.get(address_of(one, "/adresse")).status == 404
    page = reader.get(address_of(one))
    assert "Filen kan ikke vises her på siden." in page.text
    assert progress(reader) == []


def test_what_has_text_and_no_pages_is_read_as_text(reader: Reader, cast: Cast) -> None:
    made = {RenditionKind.TEXT: (text_of([["p", "Husk din case."]]), "application/json")}
    one = readable(cast, b"Husk din case.", name="husk.txt", media_type="text/plain", made=made)
    reader.sign_in(cast.author)
    assert reader.get(address_of(one, "/laes")).location == address_of(one, "/tekst")
    assert "Husk din case." in reader.get(address_of(one, "/tekst")).text


def test_what_was_rejected_is_read_by_nobody(reader: Reader, cast: Cast) -> None:
    one = readable(cast, paper(1), state=FileState.REJECTED)
    for somebody in (cast.author, cast.instructor):
        reader.sign_in(somebody)
        assert reader.get(address_of(one, "/adresse")).status == 404


def test_a_file_that_is_not_judged_is_read_by_nobody_but_who_sent_it(reader: Reader, cast: Cast) -> None:
    one = readable(cast, paper(1), state=FileState.CHECKING)
    for somebody, status in ((cast.author, 404), (cast.coordinator, 404), (cast.instructor, 200)):
        reader.sign_in(somebody)
        assert reader.get(address_of(one, "/adresse")).status == status
    reader.sign_in(cast.author)
    assert "Filen er på vej." in reader.get(address_of(one)).text


def test_the_page_is_remembered_and_the_furthest_only_grows(reader: Reader, cast: Cast) -> None:
    one = readable(cast, paper(12))
    reader.sign_in(cast.author)
    for page in (4, 9, 4):
        assert reader.send(address_of(one, "/side"), {"page": page}).json == {"page": page}
    assert progress(reader) == [(4, 9, False, False)]
    assert "Du slap på side 4" in reader.get(address_of(one, "/laes")).text
    assert "Læs videre på side 4" in reader.get(address_of(one)).text
    reader.sign_in(cast.classmate)
    assert "Læs videre" not in reader.get(address_of(one)).text


@pytest.mark.parametrize("sent", [{}, {"page": 0}, {"page": "4"}, {"page": True}, {"page": 50_001}, {"page": 1.5}, [4]])
def test_what_is_no_page_is_not_remembered(reader: Reader, cast: Cast, sent: object) -> None:
    one = readable(cast, paper(1))
    reader.sign_in(cast.author)
    assert reader.send(address_of(one, "/side"), sent).status == 400
    assert progress(reader) == []


def test_staff_read_without_a_trace(reader: Reader, cast: Cast) -> None:
    one = readable(cast, paper(2))
    for somebody in (cast.instructor, cast.coordinator):
        reader.sign_in(somebody)
        page = reader.get(address_of(one, "/laes"))
        assert page.status == 200
        assert "Jeg har læst den" not in page.text
        assert reader.send(address_of(one, "/side"), {"page": 2}).status == 404
        assert reader.post(address_of(one, "/naaede-ikke")).status == 404
    assert progress(reader) == []


def test_one_has_looked_read_not_got_to_it_or_not_opened_it(reader: Reader, cast: Cast) -> None:
    one = readable(cast, paper(2))
    reader.sign_in(cast.author)
    cohort = f"/hold/{cast.cohort.id}"
    assert "Ikke åbnet" in reader.get(cohort).text
    reader.get(address_of(one, "/laes"))
    assert "Åbnet" in reader.get(cohort).text
    skipped = reader.post(address_of(one, "/naaede-ikke"))
    assert "Helt i orden" in reader.get(skipped.location).source
    assert "Nåede det ikke" in reader.get(cohort).text
    assert progress(reader) == [(None, None, False, True)]
    reader.post(address_of(one, "/laest"), {"laest": "ja"})
    assert "Læst" in reader.get(cohort).text
    assert progress(reader) == [(None, None, True, False)]
    reader.post(address_of(one, "/laest"), {"laest": "nej"})
    assert progress(reader) == [(None, None, False, False)]


def test_who_leaves_the_cohort_reads_for_a_minute_at_most(reader: Reader, cast: Cast) -> None:
    one = readable(cast, paper(2))
    reader.sign_in(cast.author)
    there = reader.get(address_of(one, "/adresse")).json["address"]
    assert bytes_at(reader, there, Range="bytes=0-1").status_code == 206
    with reader.app.app_context():
        mine = select(Enrolment).where(Enrolment.person_id == cast.author.id)
        db.session.scalars(mine).one().status = EnrolmentStatus.CANCELLED
        db.session.commit()
    assert reader.get(address_of(one, "/adresse")).status == 404
    clock.set_clock(clock.now() + timedelta(seconds=61))
    assert bytes_at(reader, there, Range="bytes=0-1").status_code == 403


def test_the_text_of_a_document_has_headings_lists_pages_and_its_language(reader: Reader, cast: Cast) -> None:
    text = text_of(
        [["h1", "Kodeks"], ["p", "Loven først."], ["li", "• Ærlig"], ["li", "Rolig"]],
        [["h3", "Tvivl < & >"], ["ukendt", "Spørg."], ["p", "  "]],
        [["li", "3. Vent"], ["li", "4. Spørg igen"], ["li", "a) i dag"], ["li", "1.2 i morgen"]],
    )
    one = readable(cast, paper(2), made={RenditionKind.TEXT: (text, "application/json")})
    reader.sign_in(cast.author)
    page = reader.get(address_of(one, "/tekst"))
    article = page.all("article")[0]
    assert article.get("lang") == "da"
    assert [(e.tag, "".join(e.itertext())) for e in article.iter() if e.tag in {"h2", "h3", "h4", "li", "p"}] == [
        *(("p", "Side 1"), ("h2", "Kodeks"), ("p", "Loven først."), ("li", "Ærlig"), ("li", "Rolig")),
        *(("p", "Side 2"), ("h3", "Tvivl < & >"), ("p", "Spørg.")),
        *(("p", "Side 3"), ("li", "Vent"), ("li", "Spørg igen"), ("li", "a) i dag"), ("li", "1.2 i morgen")),
    ]
    assert [(e.tag, [li.get("value") for li in e]) for e in article.iter() if e.tag in {"ul", "ol"}] == [
        *(("ul", [None, None]), ("ol", ["3", "4"]), ("ul", [None, None])),
    ]
    assert [s.get("id") for s in article.iter("section")] == ["side-1", "side-2", "side-3"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"language": 7}', b'{"language": 7, "pages": [{"blocks": [["p"]]}]}', b"\xff"]
)
def test_a_text_of_another_form_is_said_to_be_missing(reader: Reader, cast: Cast, content: bytes) -> None:
    one = readable(cast, paper(1), made={RenditionKind.TEXT: (content, "application/json")})
    reader.sign_in(cast.author)
    page = reader.get(address_of(one, "/tekst"))
    assert (page.status, "Der er ikke lavet en tekst af dokumentet." in page.text) == (200, True)


def test_a_document_without_text_offers_none(reader: Reader, cast: Cast) -> None:
    one = readable(cast, paper(1))
    reader.sign_in(cast.author)
    assert "Læs som tekst" not in reader.get(address_of(one)).text
    assert "Der er ikke lavet en tekst" in reader.get(address_of(one, "/tekst")).text


def test_the_picture_is_the_browsers_to_keep_and_nobody_elses(reader: Reader, cast: Cast) -> None:
    one = readable(cast, paper(1), made={RenditionKind.PICTURE: (b"RIFF", "image/webp")})
    reader.sign_in(cast.author)
    answer = reader.client.get(address_of(one, "/billede?u=1"))
    assert (answer.status_code, answer.data, answer.mimetype) == (200, b"RIFF", "image/webp")
    assert answer.headers["Cache-Control"] == "private, max-age=604800"
    bare = readable(cast, paper(1))
    assert reader.get(address_of(bare, "/billede")).status == 404


def test_ordinary_pages_carry_nothing_of_the_reader(reader: Reader, cast: Cast) -> None:
    one = readable(cast, paper(1))
    reader.sign_in(cast.author)
    for address in ("/", f"/hold/{cast.cohort.id}", address_of(one), address_of(one, "/tekst")):
        source = reader.get(address).source
        assert "js/reader" not in source
        assert "pdf" not in "".join(s.get("src", "") for s in reader.get(address).all("script"))


def test_a_card_and_a_row_show_the_first_page_when_there_is_a_picture(reader: Reader, cast: Cast) -> None:
    made = {RenditionKind.PICTURE: (b"RIFF", "image/webp")}
    shown = [readable(cast, paper(1), made=made, title=title) for title in ("Først", "Siden")]
    readable(cast, paper(1), title="Uden")
    with reader.app.app_context():
        db.session.get_one(Material, shown[1].id).is_preparation = False
        db.session.commit()
    reader.sign_in(cast.author)
    page = reader.get(f"/hold/{cast.cohort.id}")
    pictures = page.all("main")[0].iter("img")
    assert [(p.get("src"), p.get("alt"), p.get("loading"), p.get("width")) for p in pictures] == [
        (address_of(shown[0], "/billede?u=1"), "", "lazy", "480"),
        (address_of(shown[1], "/billede?u=1"), "", "lazy", "44"),
    ]
    assert len(reader.queries) <= 8


def test_what_one_did_not_get_to_is_asked_for_no_more(reader: Reader, cast: Cast) -> None:
    one = readable(cast, paper(1), title="Kodeks")
    reader.sign_in(cast.author)
    assert "Du har set 0 af 1" in reader.get("/").text
    reader.post(address_of(one, "/naaede-ikke"))
    front = reader.get("/").text
    assert "Nåede du det ikke, er det helt i orden" in front
    assert "Begynd med “Kodeks”" not in front
