"""Can an instructor write a page and set a link, look at it first, and change it as a new version?"""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.materials.models import Document, DocumentKind, DocumentVersion, Material
from tests.cast import Cast
from tests.reader import Reader

TEXT = "Kom **i god tid**.\n\n## Det skal du have med\n\n- En case\n- Godt humør"


@pytest.fixture
def desk(reader: Reader, cast: Cast) -> str:
    reader.sign_in(cast.instructor)
    return f"/hold/{cast.cohort.id}/materialer"


def kept(app: Flask) -> list[tuple[DocumentKind, int, str, str]]:
    with app.app_context():
        found = db.session.execute(
            select(Document.kind, DocumentVersion.number, DocumentVersion.text, DocumentVersion.address)
            .join(Document.versions)
            .order_by(DocumentVersion.number)
        )
        return [tuple(row) for row in found]


def first(app: Flask) -> str:
    with app.app_context():
        return str(db.session.scalars(select(Material.id)).one())


def test_a_page_is_looked_at_before_it_is_kept(reader: Reader, desk: str) -> None:
    assert f"{desk}/side" in reader.get(desk).links
    page = reader.post(f"{desk}/side", {"title": "Før du kommer", "text": TEXT, "release": "now", "vis": "1"})
    assert page.status == 200
    assert "<strong>i god tid</strong>" in page.source
    assert (page.field("title"), page.field("text").strip()) == ("Før du kommer", TEXT)
    assert kept(reader.app) == []
    fields = {"title": "Før du kommer", "text": TEXT, "release": "now", "form_key": "én"}
    assert [reader.post(f"{desk}/side", fields).status for _press in range(2)] == [303, 303]
    assert kept(reader.app) == [(DocumentKind.PAGE, 1, TEXT, "")]
    assert "Side" in reader.get(desk).text


def test_a_page_without_title_or_text_says_so(reader: Reader, desk: str) -> None:
    page = reader.post(f"{desk}/side", {"title": "", "text": " ", "release": "now"})
    assert (page.status, page.errors) == (422, ["Skriv en titel.", "Skriv noget på siden."])


def test_a_changed_page_is_a_new_version_and_the_older_one_can_be_seen_and_used_again(
    reader: Reader, cast: Cast, desk: str
) -> None:
    reader.post(f"{desk}/side", {"title": "Før du kommer", "text": TEXT, "release": "now"})
    address = f"/materiale/{first(reader.app)}"
    form = reader.get(f"{address}/ny-udgave")
    assert form.field("text").strip() == TEXT
    fields = {"seen": form.field("seen"), "text": "Kom **tidligt**.", "note": "Kortere", "weight": "minor"}
    looked = reader.post(f"{address}/ny-udgave", {**fields, "vis": "1"})
    assert "<strong>tidligt</strong>" in looked.source
    assert reader.post(f"{address}/ny-udgave", {**fields, "seen": looked.field("seen")}).status == 303
    assert [row[1:3] for row in kept(reader.app)] == [(1, TEXT), (2, "Kom **tidligt**.")]
    older = reader.get(f"{address}/udgave?udgave=1")
    assert "Det skal du have med" in older.text
    late = reader.post(f"{address}/ny-udgave", {**fields, "text": "Mit", "form_key": "anden"})
    assert late.status == 422
    assert late.field("text").strip() == "Mit"
    reader.post(f"{address}/gendan?udgave=1", {"seen": "2", "weight": "minor"})
    assert kept(reader.app)[-1] == (DocumentKind.PAGE, 3, TEXT, "")
    reader.sign_in(cast.author)
    assert reader.get(f"{address}/udgave?udgave=1").status == 404
    assert "Ikke åbnet" in reader.get(f"/hold/{cast.cohort.id}").text
    assert "Åbnet" in reader.get(address).text
    assert "Ikke åbnet" not in reader.get(f"/hold/{cast.cohort.id}").text


def test_who_has_read_a_page_is_told_once_what_is_new_on_it(reader: Reader, cast: Cast, desk: str) -> None:
    reader.post(f"{desk}/side", {"title": "Før du kommer", "text": TEXT, "release": "now"})
    address = f"/materiale/{first(reader.app)}"
    reader.sign_in(cast.author).post(f"{address}/laest")
    fields = {"seen": "1", "text": "Kom **tidligt**.", "note": "Et nyt tidspunkt", "weight": "major"}
    assert reader.sign_in(cast.instructor).post(f"{address}/ny-udgave", fields).status == 303
    reader.sign_in(cast.author)
    told, later = reader.get(address).text, reader.get(address).text
    assert "Et nyt tidspunkt" in told
    assert "Et nyt tidspunkt" not in later
    assert "Læst" in later


def test_a_link_is_shown_with_where_it_leads(reader: Reader, cast: Cast, desk: str) -> None:
    fields = {"title": "Kodeks hos KL", "address": "https://www.kl.dk/kodeks?år=2026", "release": "now"}
    assert reader.post(f"{desk}/link", fields).status == 303
    assert kept(reader.app) == [(DocumentKind.LINK, 1, "", "https://www.kl.dk/kodeks?år=2026")]
    assert "Link til www.kl.dk" in reader.get(desk).text
    address = f"/materiale/{first(reader.app)}"
    reader.sign_in(cast.author)
    assert "Link til www.kl.dk" in reader.get(f"/hold/{cast.cohort.id}").text
    reader.sign_in(cast.instructor)
    changed = {"seen": "1", "address": "https://kl.dk/nyt", "weight": "major"}
    assert reader.post(f"{address}/ny-udgave", changed).status == 303
    assert kept(reader.app)[-1] == (DocumentKind.LINK, 2, "", "https://kl.dk/nyt")


@pytest.mark.parametrize(
    "address",
    [
        "http://kl.dk",
        "javascript:alert(1)",
        "data:text/html,hej",
        "//kl.dk",
        "kl.dk",
        "https:kl.dk",
        "https://",
        "https://localhost/x",
        "https://bruger:kode@kl.dk/",
        "https://kl.dk@falsk.dk/",
        "https://kl.dk\\@falsk.dk/",
        "https://kl.dk/a b",
        "https://кl.dk/",  # a Cyrillic letter that looks like k
        "https://[::1]/",
        "https://kl.dk:port/",
        'https://kl.dk/"onclick="x',
    ],
)
def test_an_address_that_does_not_say_where_it_leads_is_refused(reader: Reader, desk: str, address: str) -> None:
    page = reader.post(f"{desk}/link", {"title": "KL", "address": address, "release": "now"})
    assert page.status == 422
    assert len(page.errors) == 1
    assert page.errors[0].startswith(("Skriv hele adressen", "Vi kan ikke se, hvor adressen fører hen."))
    assert kept(reader.app) == []
