"""How is a portal filled for load tests? Many cohorts of the same shape, with the ids and addresses a tool needs."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from portal import clock
from portal.assignments.models import Assignment
from portal.courses.cohort_models import (
    AgendaItem,
    AgendaKind,
    Cohort,
    CohortStaff,
    CourseDay,
    DayKind,
    StaffRole,
    Venue,
)
from portal.courses.models import Course, CourseFormat
from portal.db import db
from portal.demo.build_materials import FILES
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.journal import made_up
from portal.materials.models import Document, DocumentKind, DocumentVersion, Material
from portal.own_cases.models import FIELDS, TEXT_FIELDS, HandedInCase, OwnCase, OwnCaseStatus, Visibility
from portal.people.models import Person
from portal.people.municipalities import ensure_municipalities
from portal.storage.actions import claim_files, receive_material
from portal.storage.models import FileState

TEXT = "To dage før mødet ringede formanden og spurgte, om anbefalingen kunne vente. Sagen var trykt. " * 4


def _course() -> Course:
    title = "Kursus til måling"
    course = db.session.scalars(select(Course).where(Course.title == title)).first()
    return course or Course(title=title, format=CourseFormat.COURSE, summary="Et kursus, som hold kan måles på.")


def _cohort(course: Course, venue: Venue, name: str) -> Cohort:
    noon = clock.now().replace(hour=11, minute=0, second=0, microsecond=0) + timedelta(days=14)
    titles = ["Velkomst", "Oplæg", "Drøftelse", "Casearbejde", "Pause", "Opsamling"]
    days = [
        CourseDay(
            venue=venue,
            kind=kind,
            starts_at=noon + timedelta(days=offset),
            ends_at=noon + timedelta(days=offset, hours=7),
            agenda=[
                AgendaItem(starts_at=noon + timedelta(days=offset, hours=n), title=title, kind=AgendaKind.SESSION)
                for n, title in enumerate(titles)
            ],
        )
        for kind, offset in ((DayKind.TEACHING, 0), (DayKind.TEACHING, 1), (DayKind.FOLLOW_UP, 70))
    ]
    return Cohort(course=course, name=name, days=days, own_case_deadline=noon - timedelta(days=1))


def _person(role: str, number: str, code: str) -> Person:
    return Person(
        name=f"{role.capitalize()} Sørensen {number}",
        email=f"{role}.{number.lower().replace(' ', '-')}.{uuid4().hex[:8]}@maaling.eksempel.dk",
        title="Fuldmægtig",
        municipality_code=code,
        is_coordinator=role == "koordinator",
    )


def _take_part(cohort: Cohort, person: Person, place: int) -> OwnCase:
    now = clock.now()
    db.session.add(
        Enrolment(
            cohort=cohort,
            person=person,
            status=EnrolmentStatus.CONFIRMED,
            enrolled_at=now + timedelta(seconds=place),
            confirmed_at=now,
            case_group=place // 5 + 1,
        )
    )
    own_case = OwnCase(
        cohort=cohort,
        author=person,
        title=f"Når svaret er lovet, {place + 1}",
        status=(OwnCaseStatus.DRAFT, OwnCaseStatus.SUBMITTED, OwnCaseStatus.REVIEWED)[place % 3],
        visibility=Visibility.COHORT if place % 2 else Visibility.INSTRUCTORS,
        **dict.fromkeys(TEXT_FIELDS, TEXT),
    )
    db.session.add(own_case)
    db.session.flush()
    if own_case.is_handed_in:
        texts = {name: getattr(own_case, name) for name in FIELDS}
        db.session.add(HandedInCase(own_case_id=own_case.id, submitted_at=now, **texts))
    return own_case


def _share(cohort: Cohort, by: Person) -> Material:
    """A document everybody on the cohort may open at once, as the demonstration's own."""
    content = (FILES / "syv-pligter.pdf").read_bytes()
    file = receive_material(by=by, name="Syv pligter.pdf", stream=BytesIO(content))
    claim_files([file.id], by=by, confidential=False, most=1)
    file.state = FileState.AVAILABLE
    document = Document(kind=DocumentKind.FILE, versions=[DocumentVersion(number=1, file_id=file.id)])
    material = Material(
        cohort=cohort, document=document, title="Syv pligter", position=1, released_at=clock.now(), is_preparation=True
    )
    db.session.add(material)
    return material


def seed(cohorts: int, participants: int) -> dict[str, Any]:
    """Fill the portal and commit: so many cohorts of so many participants, each with an instructor and a coordinator.

    Made-up people are marked as such, and production refuses them.
    Gives `{"cohorts": [{id, name, page, board, instructor, coordinator, assignment, material: {id, page, file},
    participants: [{id, name, email}], own_cases: [{id, page, author, is_handed_in}]}]}`; who is of which municipality is the
    same each time.
    """
    codes = sorted(ensure_municipalities().values())
    run, course = uuid4().hex[:6], _course()
    venue = Venue(name=f"Målegården {run}", town="Fjordby")
    db.session.add_all([course, venue])
    made_up.mark()
    return {
        "cohorts": [_seed_cohort(course, venue, f"Hold {run}-{n + 1}", participants, codes) for n in range(cohorts)]
    }


def _seed_cohort(course: Course, venue: Venue, name: str, participants: int, codes: list[str]) -> dict[str, Any]:
    cohort = _cohort(course, venue, name)
    staff = {role: _person(role, name, codes[0]) for role in ("underviser", "koordinator")}
    cohort.staff = [
        CohortStaff(person=staff["underviser"], role=StaffRole.INSTRUCTOR),
        CohortStaff(person=staff["koordinator"], role=StaffRole.COORDINATOR),
    ]
    people = [_person("deltager", f"{name}-{n + 1}", codes[n % len(codes)]) for n in range(participants)]
    db.session.add_all([cohort, *people])
    db.session.flush()
    own_cases = [_take_part(cohort, person, place) for place, person in enumerate(people)]
    material = _share(cohort, staff["underviser"])
    assignment = Assignment(
        cohort=cohort,
        title="Én ting anderledes",
        text=TEXT,
        opens_at=clock.now(),
        deadline=clock.now() + timedelta(days=60),
        made_by_id=staff["underviser"].id,
    )
    db.session.add(assignment)
    db.session.commit()
    return {
        "id": str(cohort.id),
        "name": name,
        "page": f"/hold/{cohort.id}",
        "board": f"/undervisning/{cohort.id}",
        "instructor": _known(staff["underviser"]),
        "coordinator": _known(staff["koordinator"]),
        "assignment": str(assignment.id),
        "material": {
            "id": str(material.id),
            "page": f"/materiale/{material.id}",
            "file": f"/materiale/{material.id}/hent",
        },
        "participants": [_known(person) for person in people],
        "own_cases": [_told(own_case) for own_case in own_cases],
    }


def _told(own_case: OwnCase) -> dict[str, str | bool]:
    return {
        "id": str(own_case.id),
        "page": f"/case/{own_case.id}",
        "author": str(own_case.author_id),
        "is_handed_in": own_case.is_handed_in,
    }


def _known(person: Person) -> dict[str, str]:
    return {"id": str(person.id), "name": person.name, "email": person.email}
