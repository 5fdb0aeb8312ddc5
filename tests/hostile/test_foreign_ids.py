"""What if a form names something that belongs to somebody else? Nothing of theirs is taken, changed or shown."""

from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from portal.courses.cohort_models import CohortStaff, CourseDay
from portal.db import Base, db
from portal.enrolments.models import Enrolment, ImportDraft
from portal.materials.models import DocumentVersion, Material
from portal.own_cases.models import OwnCaseAttachment
from portal.people.models import Person
from portal.storage.models import StoredFile
from tests.access.world import CANARY, World, build
from tests.cast import Cast
from tests.reader import Page, Reader


@pytest.fixture
def world(cast: Cast) -> World:
    made = build(cast)
    for owner, confidential in (("author", True), ("instructor", False), ("other_instructor", False)):
        file = made.file(getattr(cast, owner), confidential=confidential, claimed=False)
        made.ids[f"{owner}s_file"] = file.id
    with cast.app.app_context():
        others = {"cohort_id": cast.other_cohort.id}
        made.ids["other_day"] = db.session.scalars(select(CourseDay.id).filter_by(**others)).first()  # type: ignore[assignment]
        made.ids["other_staff"] = db.session.scalars(select(CohortStaff.id).filter_by(**others)).first()  # type: ignore[assignment]
        made.ids["other_enrolment"] = db.session.scalars(select(Enrolment.id).filter_by(**others)).first()  # type: ignore[assignment]
    made.ids["other_cohort"] = cast.other_cohort.id
    made.ids["stranger"] = cast.stranger.id
    return made


def row(world: World, table: type[Base], key: UUID) -> str:
    with world.cast.app.app_context():
        return repr(db.session.execute(select(table.__table__).where(table.__table__.c.id == key)).one())


# Who sends what where, and the thing of somebody else's that must stay as it is.
TRIES: dict[str, tuple[str, str, dict[str, str], type[Base], str]] = {
    "another's upload beside a case": ("classmate", "/hold/{cohort}/case", {"file_ids": "{authors_file}"}, StoredFile, "authors_file"),
    "one's own attachment of another cohort's case": (
        "classmate", "/hold/{cohort}/case", {"remove": "{attached_file}", "removed_ids": "{attached_file}"}, OwnCaseAttachment,
        "attachment_of_case_for_instructors",
    ),
    "another's upload beside an answer": ("classmate", "/opgave/{assignment}", {"file_ids": "{authors_file}", "text": "x"}, StoredFile, "authors_file"),
    "another's attachment out of an answer": ("classmate", "/opgave/{assignment}", {"remove": "{attached_file}", "text": "x"}, StoredFile, "attached_file"),
    "a participant's confidential upload as material": (
        "instructor", "/hold/{cohort}/materialer", {"file_ids": "{authors_file}", "release": "now"}, StoredFile, "authors_file",
    ),
    "another instructor's upload as material": (
        "instructor", "/hold/{cohort}/materialer", {"file_ids": "{other_instructors_file}", "release": "now"}, StoredFile,
        "other_instructors_file",
    ),
    "another's upload as a new version": (
        "instructor", "/materiale/{material}/ny-udgave", {"file_ids": "{other_instructors_file}", "seen": "1"}, StoredFile,
        "other_instructors_file",
    ),
    "another's upload beside a task": (
        "instructor", "/hold/{cohort}/opgave/ny",
        {"file_ids": "{authors_file}", "title": "x", "text": "x", "deadline_on": "2027-01-10", "deadline_at": "12:00"},
        StoredFile, "authors_file",
    ),
    "another task's file": (
        "instructor", "/opgave/{assignment}/ret",
        {"remove_ids": "{file_of_coming_assignment}", "title": "x", "text": "x", "deadline_on": "2027-01-10", "deadline_at": "12:00"},
        StoredFile, "stored_file",
    ),
    "a group for somebody on another cohort": (
        "instructor", "/undervisning/{cohort}/grupper", {"group-{other_enrolment}": "7"}, Enrolment, "other_enrolment",
    ),
    "the staff of another cohort": ("coordinator", "/hold/{cohort}/undervisere", {"remove": "{other_staff}"}, CohortStaff, "other_staff"),
    "a participant as staff by id": (
        "coordinator", "/hold/{cohort}/undervisere", {"person_id": "{stranger}", "role": "instructor"}, Person, "stranger",
    ),
    "a day of another cohort": (
        "coordinator", "/hold/{cohort}/ret",
        {"name": "Hold 3", "version": "1", "days-0-id": "{other_day}", "days-0-on": "2027-03-10", "days-0-starts": "10:00",
         "days-0-ends": "11:00", "days-0-kind": "teaching"},
        CourseDay, "other_day",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TRIES)
def test_what_is_somebody_elses_stays_as_it_is(reader: Reader, world: World, name: str) -> None:
    who, address, fields, table, key = TRIES[name]
    with world.cast.app.app_context():
        attachment = db.session.get_one(OwnCaseAttachment, world.ids["attachment_of_case_for_instructors"])
        world.ids["attached_file"] = attachment.file_id
    before = row(world, table, world.ids[key])
    reader.sign_in(getattr(world.cast, who))
    filled = {n.format(**world.ids): value.format(**world.ids) for n, value in fields.items()}
    page: Page = reader.post(address.format(**world.ids), filled)
    assert page.status in {200, 303, 404, 409, 422}
    assert row(world, table, world.ids[key]) == before
    assert CANARY not in page.source or who == "instructor" or "opgave" in address
    with world.cast.app.app_context():
        foreign = world.ids.get(key)
        for claimed in (OwnCaseAttachment, DocumentVersion):
            taken = db.session.scalars(select(claimed).where(claimed.file_id == foreign)).all()
            assert len(taken) == (1 if key == "attached_file" and claimed is OwnCaseAttachment else 0)


def test_a_spreadsheet_of_another_coordinator_or_cohort_enrols_nobody(reader: Reader, world: World) -> None:
    sheet = "Navn;E-mail\nÅse Ny;aase.ny@eksempel.dk\n".encode()
    reader.sign_in(world.cast.coordinator)
    reader.post(f"/hold/{world.ids['cohort']}/tilmeldinger/regneark", {"sheet": (BytesIO(sheet), "a.csv")})
    with world.cast.app.app_context():
        [draft] = db.session.scalars(select(ImportDraft)).all()
        people = db.session.query(Person).count()
    fields: dict[str, Any] = {"draft_id": str(draft.id), "seen": "1-1-0"}
    reader.sign_in(world.cast.other_coordinator)
    for cohort in ("cohort", "other_cohort"):
        page = reader.post(f"/hold/{world.ids[cohort]}/tilmeldinger/regneark", fields)
        assert page.status in {404, 422}
        assert "aase.ny" not in page.source
    with world.cast.app.app_context():
        assert db.session.query(Person).count() == people


def test_nothing_was_left_out_of_the_materials_of_a_cohort(reader: Reader, world: World) -> None:
    """The tries above fail for the reason they are about: one's own file is taken."""
    reader.sign_in(world.cast.instructor)
    fields = {"file_ids": str(world.ids["instructors_file"]), "release": "now", "form_key": "æ"}
    assert reader.post(f"/hold/{world.ids['cohort']}/materialer", fields).status == 303
    with world.cast.app.app_context():
        assert db.session.scalars(select(DocumentVersion).filter_by(file_id=world.ids["instructors_file"])).one()
        assert db.session.query(Material).count() == 6  # those of two speakers too
