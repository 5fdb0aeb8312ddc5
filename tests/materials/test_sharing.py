"""Does an instructor's file become a material, once, in order, from the right moment?"""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.journal.models import Entry
from portal.materials.models import DocumentVersion, Material
from portal.materials.sections import make_section
from portal.people.models import Person
from portal.storage.models import StoredFile
from tests.cast import Cast
from tests.materials.shelf import material, sent_file
from tests.reader import Page, Reader
from tests.storage.samples import sample


@pytest.fixture
def desk(reader: Reader, cast: Cast) -> str:
    """The instructor, signed in; the address of the cohort's materials."""
    reader.sign_in(cast.instructor)
    return f"/hold/{cast.cohort.id}/materialer"


def shelf(reader: Reader) -> list[tuple[str, int]]:
    with reader.app.app_context():
        found = db.session.execute(select(Material.title, Material.position).order_by(Material.position))
        return [(title, position) for title, position in found]


def titles(page: Page) -> list[str]:
    return ["".join(a.itertext()) for a in page.all("a") if a.get("class") == "file__name"]


def test_four_files_at_once_become_four_materials_with_the_titles_given(reader: Reader, cast: Cast, desk: str) -> None:
    names = ["Kodeks.pdf", "Slides_dag_1.pptx", "Budget.xlsx", "Velkommen.mp4"]
    ids = [sent_file(cast, cast.instructor, name) for name in names]
    fields = {
        "file_ids": [str(i) for i in ids],
        f"title-{ids[0]}": "Kodeks for god politisk betjening",
        f"title-{ids[1]}": "",
        f"title-{ids[2]}": "Årets budget",
        f"title-{ids[3]}": "Velkommen til holdet",
        "release": "now",
        "is_preparation": "y",
    }
    page = reader.post(desk, fields)
    assert (page.status, page.location) == (303, f"{desk}?nye=4")
    assert shelf(reader) == [
        ("Kodeks for god politisk betjening", 1),
        ("Slides dag 1", 2),
        ("Årets budget", 3),
        ("Velkommen til holdet", 4),
    ]
    listed = reader.get(page.location)
    assert titles(listed) == [title for title, _position in shelf(reader)]
    assert "4 materialer er lagt op" in listed.source
    assert listed.text.count("Læs inden kurset") == 4
    assert sum(f"{does} Slides dag 1" in listed.text for does in ("Ret", "Ny udgave", "Skjul", "Vis nu")) == 3


def test_without_script_the_form_itself_carries_the_files(reader: Reader, cast: Cast, desk: str) -> None:
    files = [(io.BytesIO(sample("pdf")), "Rollekort_æøå.pdf"), (io.BytesIO(sample("docx")), "Spørgsmål.docx")]
    page = reader.post(desk, {"files": files, "release": "hidden"}, content_type="multipart/form-data")
    assert page.location == f"{desk}?nye=2"
    assert shelf(reader) == [("Rollekort æøå", 1), ("Spørgsmål", 2)]
    with reader.app.app_context():
        assert {f.claimed_at for f in db.session.scalars(select(StoredFile))} == {clock.now()}
        assert set(db.session.scalars(select(Material.released_at))) == {None}


def test_a_second_press_adds_nothing_more(reader: Reader, cast: Cast, desk: str) -> None:
    file_id = sent_file(cast, cast.instructor)
    fields = {"file_ids": str(file_id), f"title-{file_id}": "Kodeks", "release": "now", "form_key": "samme-formular"}
    assert [reader.post(desk, fields).status for _press in range(2)] == [303, 303]
    assert shelf(reader) == [("Kodeks", 1)]


def test_a_refused_form_keeps_the_files_it_came_with(reader: Reader, cast: Cast, desk: str) -> None:
    files = [(io.BytesIO(sample("pdf")), "Kodeks.pdf")]
    fields = {"files": files, "release": "later", "opens_on": "", "opens_at": "08:00"}
    page = reader.post(desk, fields, content_type="multipart/form-data")
    assert (page.status, page.errors) == (422, ["Vælg den dato, hvor deltagerne kan se det."])
    file_id = page.field("file_ids")
    assert page.field(f"title-{file_id}") == "Kodeks"
    again = {"file_ids": file_id, f"title-{file_id}": "Kodekset", "release": "now"}
    assert reader.post(desk, again).status == 303
    assert shelf(reader) == [("Kodekset", 1)]


def test_a_file_that_cannot_be_taken_does_not_take_the_others_with_it(reader: Reader, cast: Cast, desk: str) -> None:
    files = [(io.BytesIO(b"ikke en pdf"), "Falsk.pdf"), (io.BytesIO(sample("pdf")), "Ægte.pdf")]
    page = reader.post(desk, {"files": files, "release": "now"}, content_type="multipart/form-data")
    assert page.status == 422
    assert len(page.errors) == 1
    assert "Falsk.pdf" in page.errors[0]
    assert page.field(f"title-{page.field('file_ids')}") == "Ægte"
    assert shelf(reader) == []


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        (
            ("2027-03-28", "02:30"),
            "Klokken 02.30 findes ikke den dag, fordi uret stilles frem. Vælg et andet tidspunkt.",
        ),
        (("31.2.2027", "08:00"), "Skriv datoen som dag, måned og år, for eksempel 14.1.2027."),
        (("2027-03-28", ""), "Skriv også klokkeslættet."),
        (("0001-01-01", "08:00"), "Se på årstallet. Skriv det med fire cifre, for eksempel 2027."),
    ],
)
def test_a_moment_that_does_not_exist_is_refused_in_a_sentence(
    reader: Reader, cast: Cast, desk: str, moment: tuple[str, str], sentence: str
) -> None:
    file_id = sent_file(cast, cast.instructor)
    fields = {"file_ids": str(file_id), "release": "later", "opens_on": moment[0], "opens_at": moment[1]}
    page = reader.post(desk, fields)
    assert (page.status, page.errors) == (422, [sentence])
    assert shelf(reader) == []


def test_a_form_without_files_asks_for_one(reader: Reader, desk: str) -> None:
    assert reader.post(desk, {"release": "now"}).errors == ["Vælg mindst én fil."]


def test_somebody_elses_file_is_not_taken(reader: Reader, cast: Cast, desk: str) -> None:
    file_id = sent_file(cast, cast.other_instructor)
    page = reader.post(desk, {"file_ids": str(file_id), "release": "now"})
    assert page.errors == ["En af filerne er her ikke længere. Fjern den, og vælg den igen."]
    assert shelf(reader) == []


def test_a_name_of_300_characters_becomes_a_title_there_is_room_for(reader: Reader, cast: Cast, desk: str) -> None:
    name = "æøå" * 99 + ".pdf"
    file_id = sent_file(cast, cast.instructor, name)
    fields = {"file_ids": str(file_id), f"title-{file_id}": ("æøå" * 99)[:251], "release": "now"}
    assert reader.post(desk, fields).status == 303
    assert shelf(reader) == [(("æøå" * 99)[:200], 1)]
    assert titles(reader.get(desk)) == [("æøå" * 99)[:200]]


def test_a_title_somebody_wrote_is_never_cut_in_silence(reader: Reader, cast: Cast, desk: str) -> None:
    file_id = sent_file(cast, cast.instructor)
    page = reader.post(desk, {"file_ids": str(file_id), f"title-{file_id}": "Å" * 201, "release": "now"})
    assert page.errors == [f"Titlen “{'Å' * 30} …” er 201 tegn. Der er plads til 200. Kort den lidt."]
    assert page.field(f"title-{file_id}") == "Å" * 201


def test_order_is_changed_by_buttons_that_need_no_script(reader: Reader, cast: Cast, desk: str) -> None:
    first, second, third = (material(cast, title) for title in ("Første", "Anden", "Tredje"))
    page = reader.post(f"/materiale/{third.id}/flyt", {"retning": "op"})
    assert page.location == f"{desk}#m-{third.id}"
    reader.post(f"/materiale/{first.id}/flyt", {"retning": "ned"})
    reader.post(f"/materiale/{second.id}/flyt", {"retning": "ned"})
    assert shelf(reader) == [("Tredje", 1), ("Første", 2), ("Anden", 3)]
    assert titles(reader.get(desk)) == ["Tredje", "Første", "Anden"]


def test_moving_is_no_change_of_the_text_somebody_is_writing(reader: Reader, cast: Cast, desk: str) -> None:
    first, _second = material(cast, "Første"), material(cast, "Anden")
    page = reader.get(f"/materiale/{first.id}/ret")
    reader.post(f"/materiale/{first.id}/flyt", {"retning": "ned"})
    fields = {"version": page.field("version"), "title": "Den første", "release": "now"}
    assert reader.post(f"/materiale/{first.id}/ret", fields).status == 303
    assert shelf(reader) == [("Anden", 1), ("Den første", 2)]


def test_a_material_is_changed_and_keeps_the_moment_it_opened(reader: Reader, cast: Cast, desk: str) -> None:
    opened = clock.now() - timedelta(days=2)
    one, _other = material(cast, "Slides", released_at=opened), material(cast, "Noter")
    with reader.app.app_context():
        cohort, by = db.session.get_one(Cohort, cast.cohort.id), db.session.get_one(Person, cast.instructor.id)
        section_id = make_section(cohort, by=by, title="Dag 1").id
        db.session.commit()
    page = reader.get(f"/materiale/{one.id}/ret")
    assert (page.field("title"), page.field("release"), page.field("section")) == ("Slides", "now", "")
    fields = {
        "version": page.field("version"),
        "title": "Slides fra dag 1",
        "description": "Også dem, vi ikke nåede.",
        "release": "now",
        "is_preparation": "y",
        "section": str(section_id),
    }
    assert reader.post(f"/materiale/{one.id}/ret", fields).location == f"{desk}?sket=rettet"
    with reader.app.app_context():
        stored = db.session.get_one(Material, one.id)
        assert (stored.title, stored.description) == ("Slides fra dag 1", "Også dem, vi ikke nåede.")
        assert (stored.released_at, stored.is_preparation, stored.section_id) == (opened, True, section_id)


def test_two_who_change_the_same_material_both_see_it(reader: Reader, cast: Cast, desk: str) -> None:
    one = material(cast, "Slides")
    address = f"/materiale/{one.id}/ret"
    version = reader.get(address).field("version")
    reader.post(address, {"version": version, "title": "Slides, rettet af Ingrid", "release": "now"})
    late = reader.post(address, {"version": version, "title": "Slides, rettet af Åse", "release": "now"})
    assert late.status == 422
    assert "Materialet er rettet et andet sted, mens du skrev." in late.text
    assert "Gemt nu: “Slides, rettet af Ingrid”." in late.text
    assert late.field("title") == "Slides, rettet af Åse"
    reader.post(address, {"version": late.field("version"), "title": "Slides, rettet af Åse", "release": "now"})
    assert shelf(reader) == [("Slides, rettet af Åse", 1)]


@pytest.mark.parametrize(
    "release",
    [
        {"release": "now"},
        {"release": "hidden"},
        {"release": "later", "opens_on": "2026-12-24", "opens_at": "12:00"},
        {"release": "counted", "anchor": "course_end", "offset_days": "1", "side": "after"},
    ],
    ids=lambda release: release["release"],
)
def test_a_second_press_on_the_words_about_a_material_is_the_same_act(
    reader: Reader, cast: Cast, desk: str, release: dict[str, str]
) -> None:
    one = material(cast, "Slides", released_at=None)
    address = f"/materiale/{one.id}/ret"
    mine = {"version": reader.get(address).field("version"), "title": "Slides fra dag 1", **release}
    first, second = reader.post(address, mine), reader.post(address, mine)
    assert (first.status, second.status, second.location) == (303, 303, first.location)
    with reader.app.app_context():
        acts = db.session.scalars(select(Entry.act).where(Entry.subject_id == one.id)).all()
        assert sorted(acts) == ["material.added", "material.changed"]
    assert reader.post(address, mine | {"is_preparation": "y"}).status == 422
    other = {"release": "hidden"} if release["release"] == "now" else {"release": "now"}
    assert reader.post(address, mine | other).status == 422


def test_a_material_is_shown_and_hidden_with_one_press(reader: Reader, cast: Cast, desk: str) -> None:
    one = material(cast, "Slides", released_at=None)
    assert "Skjult for deltagerne" in reader.get(desk).text
    reader.post(f"/materiale/{one.id}/vis")
    assert "Synlig for holdet" in reader.get(desk).text
    page = reader.post(f"/materiale/{one.id}/vis", {"skjul": "ja"})
    assert "Deltagerne kan ikke se det længere" in reader.get(page.location).source


def test_deleting_asks_first_and_lets_the_files_go(reader: Reader, cast: Cast, desk: str) -> None:
    one, _other = material(cast, "Slides"), material(cast, "Noter")
    assert "Det kan ikke fortrydes." in reader.get(f"/materiale/{one.id}/slet").text
    assert reader.post(f"/materiale/{one.id}/slet").location == f"{desk}?sket=slettet"
    assert [title for title, _position in shelf(reader)] == ["Noter"]
    with reader.app.app_context():
        states = {(f.state.value, f.claimed_at is None) for f in db.session.scalars(select(StoredFile))}
        assert states == {("aborted", True), ("available", False)}
        assert db.session.query(DocumentVersion).count() == 1


def test_what_was_given_after_the_session_ended_comes_back_with_its_files(
    reader: Reader, cast: Cast, desk: str
) -> None:
    file_id, token = sent_file(cast, cast.instructor), reader.token()
    clock.set_clock(clock.now() + timedelta(minutes=61))
    typed = {"csrf_token": token, "file_ids": str(file_id), f"title-{file_id}": "Kodeks på dansk", "release": "hidden"}
    assert reader._read("POST", desk, data=typed).location == f"/log-ind?naeste={desk}"
    with reader.app.app_context():
        person = db.session.get_one(Person, cast.instructor.id)
    reader.client = reader.app.test_client()
    reader.sign_in(person)
    with reader.app.app_context():
        db.session.execute(db.text("update sign_in_session set seen_at = :now"), {"now": clock.now()})
        db.session.commit()
    with reader.client.session_transaction() as cookie:
        cookie["held"] = desk
    back = reader.get(desk)
    assert (back.field("file_ids"), back.field(f"title-{file_id}")) == (str(file_id), "Kodeks på dansk")
    assert back.field("release") == "hidden"
