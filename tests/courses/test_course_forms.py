"""Can coordinators write everything a course says, and is nothing typed ever lost?"""

from dataclasses import replace

import pytest

from portal.courses import actions
from portal.courses.drafts import CourseRows, CourseText, OrganiserDraft, RelatedDraft
from portal.courses.models import Course, CourseFormat, Organiser
from portal.courses.queries import course_page
from portal.db import db
from portal.errors import Refused
from portal.journal.models import Entry
from tests.cast import Cast
from tests.courses.full import full_course
from tests.courses.reading import missing, sent_back
from tests.reader import Reader

NO_ROWS = CourseRows(organisers=[], programme=[], teachers=[], contacts=[], testimonials=[], related=[])


def journal(reader: Reader) -> list[str]:
    with reader.app.app_context():
        return [entry.act for entry in db.session.query(Entry).order_by(Entry.created_at)]


@pytest.mark.usefixtures("inside")
class TestActions:
    def test_a_course_is_made_with_all_it_says(self, cast: Cast) -> None:
        text = CourseText(title="Ærlig talt", format=CourseFormat.SEMINAR, price_excl_vat=4_200, late_admission=False)
        course = actions.create_course(by=cast.coordinator, text=text)
        assert (course.title, course.format, course.price_excl_vat, course.late_admission) == (
            "Ærlig talt", CourseFormat.SEMINAR, 4_200, False,
        )  # fmt: skip
        entry = db.session.query(Entry).one()
        assert (entry.act, entry.by_id, entry.subject_id) == ("course.created", cast.coordinator.id, course.id)

    def test_a_title_is_taken_once(self, cast: Cast) -> None:
        _ = cast.course
        with pytest.raises(Refused) as refusal:
            actions.create_course(by=cast.coordinator, text=CourseText(title="Politisk betjening i praksis"))
        assert refusal.value.field == "title"

    def test_the_second_to_save_the_same_version_is_told(self, cast: Cast) -> None:
        course, text = cast.course, CourseText(title="Ærlig talt")
        actions.change_course(course, by=cast.coordinator, version=1, text=text)
        assert course.version == 2
        with pytest.raises(Refused, match="Kurset er blevet gemt, efter at du åbnede det"):
            actions.change_course(course, by=cast.coordinator, version=1, text=text)
        with pytest.raises(Refused):
            actions.change_course_rows(course, by=cast.coordinator, version=1, rows=NO_ROWS)
        actions.change_course(course, by=cast.coordinator, version=2, text=replace(text, method="Øvelser"))
        assert (course.version, course.method) == (3, "Øvelser")

    def test_changed_rows_count_as_a_new_version_and_stand_in_order(self, cast: Cast) -> None:
        course = cast.add(full_course())
        rows = replace(
            NO_ROWS,
            organisers=[OrganiserDraft(name="Å"), OrganiserDraft(name="KL")],
            related=[RelatedDraft(title="Et kursus", target_id=cast.course.id)],
        )
        actions.change_course_rows(course, by=cast.coordinator, version=1, rows=rows)
        db.session.expire_all()
        page = course_page(db.session.get_one(Course, course.id))
        assert page.version == 2
        assert [(one.position, one.name) for one in page.organisers] == [(0, "Å"), (1, "KL")]
        assert [one.target_id for one in page.related] == [cast.course.id]
        assert (page.teachers, page.testimonials) == ([], [])


def test_a_new_course_goes_on_to_its_people(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.coordinator)
    page = reader.get("/kursus/nyt")
    fields = {**sent_back(page), "title": " Ærlig  talt ", "price_excl_vat": "14.900", "format": "residential"}
    page = reader.post("/kursus/nyt", fields)
    with reader.app.app_context():
        course = db.session.query(Course).filter_by(title="Ærlig talt").one()
        assert (course.format, course.price_excl_vat) == (CourseFormat.RESIDENTIAL, 14_900)
    assert page.location == f"/kursus/{course.id}/ret/personer?oprettet=1"
    assert reader.get(page.location).heading == "Personer og henvisninger"
    assert journal(reader) == ["course.created"]


def test_saving_the_form_as_it_came_changes_nothing(reader: Reader, cast: Cast) -> None:
    course = cast.add(full_course())
    reader.sign_in(cast.coordinator)
    before = reader.get(f"/kursus/{course.id}").text
    for address in (f"/kursus/{course.id}/ret", f"/kursus/{course.id}/ret/personer"):
        assert reader.post(address, sent_back(reader.get(address))).location == f"/kursus/{course.id}?gemt=1"
    assert reader.get(f"/kursus/{course.id}").text == before
    assert journal(reader) == ["course.changed", "course.changed"]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "  ", "Giv kurset en titel."),
        ("title", "Å" * 201, "Teksten er 201 tegn. Der er plads til 200. Kort den lidt."),
        ("title", "Politisk betjening i praksis", "Der er allerede et kursus med den titel. Vælg en anden."),
        ("price_excl_vat", "gratis", "Skriv et helt tal."),
        ("price_excl_vat", "-1", "Skriv et tal fra 0 til 10000000."),
        ("format", "fest", "Vælg fra listen."),
    ],
)
def test_bad_input_is_said_at_its_field_and_the_rest_stays(
    reader: Reader, cast: Cast, field: str, typed: str, sentence: str
) -> None:
    _ = cast.course
    reader.sign_in(cast.coordinator)
    page = reader.post("/kursus/nyt", {"title": "Nyt", "method": "Øvelser i par", field: typed})
    assert (page.status, page.errors, page.field("method").strip()) == (422, [sentence], "Øvelser i par")
    with reader.app.app_context():
        assert db.session.query(Course).count() == 1


def test_two_coordinators_at_once_lose_nothing(reader: Reader, cast: Cast) -> None:
    address = f"/kursus/{cast.course.id}/ret"
    reader.sign_in(cast.coordinator)
    mine = {**sent_back(reader.get(address)), "method": "Min metode"}
    reader.post(address, {**mine, "method": "En andens metode"})
    page = reader.post(address, mine)
    assert page.status == 422
    assert not missing(
        page,
        "Kurset er blevet gemt, efter at du åbnede det. Dit står her endnu og er ikke gemt.",
    )
    assert page.field("method").strip() == "Min metode"
    reader.post(address, sent_back(page))
    with reader.app.app_context():
        assert db.session.get_one(Course, cast.course.id).method == "Min metode"


def test_rows_come_and_go_without_script_and_only_saving_saves(reader: Reader, cast: Cast) -> None:
    course = cast.add(full_course())
    address = f"/kursus/{course.id}/ret/personer"
    reader.sign_in(cast.coordinator)
    page = reader.post(address, {**sent_back(reader.get(address)), "add": "organisers"})
    assert page.status == 200
    page = reader.post(address, {**sent_back(page), "organisers-2-name": "Ældre Sagen", "organisers-up": "2"})
    page = reader.post(address, {**sent_back(page), "organisers-remove": "0"})
    assert [page.field(f"organisers-{n}-name") for n in (0, 1)] == ["Ældre Sagen", "Kommunalteknisk Chefforening"]
    with reader.app.app_context():
        assert [o.name for o in db.session.query(Organiser).order_by(Organiser.position)] == [
            "KL",
            "Kommunalteknisk Chefforening",
        ]
    reader.post(address, sent_back(page))
    with reader.app.app_context():
        assert [o.name for o in db.session.query(Organiser).order_by(Organiser.position)] == [
            "Ældre Sagen",
            "Kommunalteknisk Chefforening",
        ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"contacts-0-name": "", "contacts-0-phone": "1"}, "Skriv kontaktpersonens navn."),
        (
            {"contacts-0-name": "Åse", "contacts-0-email": "åse@"},
            "“åse@” ligner ikke en e-mailadresse. Skriv den som navn@kommune.dk.",
        ),
        ({"contacts-0-name": "Åse", "contacts-0-purpose": "alt"}, "Vælg fra listen."),
        ({"teachers-0-title": "Chef"}, "Skriv underviserens navn."),
        ({"testimonials-0-name": "Åse"}, "Skriv, hvad deltageren siger."),
        ({"related-0-target_id": "ikke et id"}, "Vælg fra listen."),
        ({"related-0-target_id": "8b0f9c8e-1111-4222-8333-444455556666"}, "Vælg et kursus, eller skriv titlen."),
    ],
)
def test_a_row_that_cannot_be_kept_says_why(reader: Reader, cast: Cast, fields: dict[str, str], sentence: str) -> None:
    reader.sign_in(cast.coordinator)
    page = reader.post(f"/kursus/{cast.course.id}/ret/personer", {"organisers-0-name": "KL", **fields})
    assert (page.status, page.field("organisers-0-name")) == (422, "KL")
    assert sentence in page.errors


def test_another_of_our_courses_lends_its_title(reader: Reader, cast: Cast) -> None:
    other = cast.add(full_course())
    reader.sign_in(cast.coordinator)
    fields = {"related-0-target_id": str(other.id), "related-1-title": "Skriv bedre"}
    reader.post(f"/kursus/{cast.course.id}/ret/personer", fields)
    page = reader.get(f"/kursus/{cast.course.id}")
    assert not missing(page, "Se også Kommunestyret 2030 Skriv bedre")
    assert f"/kursus/{other.id}" in page.links


def test_only_coordinators_write_in_the_catalogue(reader: Reader, cast: Cast) -> None:
    for person in (cast.author, cast.instructor, cast.administrator):
        reader.sign_in(person)
        for address in ("/kursus/nyt", f"/kursus/{cast.course.id}/ret", f"/kursus/{cast.course.id}/ret/personer"):
            assert reader.get(address).status == 404
            assert reader.post(address, {"title": "Mit"}).status == 404
