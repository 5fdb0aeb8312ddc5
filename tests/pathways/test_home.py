"""Does the front page answer “what now?” from what really happened?"""

from datetime import time, timedelta

import pytest

from portal import clock
from portal.announcements.models import Announcement
from portal.assignments.models import Assignment, Submission, SubmissionStatus
from portal.courses.cohort_models import Cohort, CohortContact
from portal.courses.models import ContactPurpose
from portal.db import db
from portal.enrolments.models import EnrolmentStatus
from portal.materials.models import Document, Material, ReadingProgress
from portal.own_cases.models import OwnCase, OwnCaseStatus
from portal.pathways.front import front_of
from tests.cast import Cast
from tests.own_cases.work import known
from tests.reader import Reader

FILLED = dict.fromkeys(("situation", "dilemma", "actors"), "Formanden ringede på en søndag.")


def states(cast: Cast) -> dict[str, str]:
    """The steps of the author's way and their states."""
    with cast.app.app_context():
        return {step.label: step.state.value for step in front_of(known(cast.author)).steps}


def move(days: float) -> None:
    clock.set_clock(clock.now() + timedelta(days=days))


def reading(cast: Cast, title: str = "Syv pligter") -> Material:
    return cast.add(
        Material(
            cohort_id=cast.cohort.id,
            document=Document(),
            title=title,
            position=1,
            released_at=clock.now(),
            is_preparation=True,
        )
    )


def task(cast: Cast, *, opens: float = 13, due: float = 60) -> Assignment:
    now = clock.now()
    return cast.add(
        Assignment(
            cohort_id=cast.cohort.id,
            title="Én ting anderledes",
            opens_at=now + timedelta(days=opens),
            deadline=now + timedelta(days=due),
            made_by_id=cast.instructor.id,
        )
    )


@pytest.mark.parametrize(
    ("at", "said"),
    [(time(0, 10), "Godaften"), (time(5, 0), "Godmorgen"), (time(9, 59), "Godmorgen"), (time(10, 0), "Hej"),
     (time(17, 59), "Hej"), (time(18, 0), "Godaften")],
)  # fmt: skip
def test_the_front_page_greets_as_one_does_at_that_hour(reader: Reader, cast: Cast, at: time, said: str) -> None:
    clock.set_clock(clock.from_local(clock.today(), at))
    assert reader.sign_in(cast.author).get("/").heading == f"{said}, Maja"


def test_before_the_course_the_case_with_its_deadline_is_the_next_step(reader: Reader, cast: Cast) -> None:
    cast.add(OwnCase(cohort_id=cast.cohort.id, author_id=cast.author.id, saved_at=clock.now(), **FILLED))
    reading(cast)
    page = reader.sign_in(cast.author).get("/")
    assert page.heading == "Godmorgen, Maja"
    assert "Om ti dage mødes du med dit hold. Én ting skal være klar inden." in page.text
    assert "Dit næste skridt Skriv din egen case færdig" in page.text
    assert "Frist torsdag den 5. november 2026 kl. 9.30, altså om tre dage. Tre af fem felter er udfyldt." in page.text
    assert page.links[0] == f"/hold/{cast.cohort.id}/case"


def test_reading_is_the_next_step_when_the_case_is_handed_in(reader: Reader, cast: Cast) -> None:
    cast.add(OwnCase(cohort_id=cast.cohort.id, author_id=cast.author.id, status=OwnCaseStatus.SUBMITTED, **FILLED))
    material = reading(cast)
    page = reader.sign_in(cast.author).get("/")
    assert page.links[0] == f"/materiale/{material.id}"
    assert "Begynd med “Syv pligter”, hvis du kan nå det." in page.text
    assert "Din egen case er afleveret" in page.text


def test_meeting_the_cohort_is_the_next_step_when_all_is_done(reader: Reader, cast: Cast) -> None:
    cast.add(OwnCase(cohort_id=cast.cohort.id, author_id=cast.author.id, status=OwnCaseStatus.SUBMITTED, **FILLED))
    page = reader.sign_in(cast.author).get("/")
    assert "Om ti dage mødes du med dit hold. Du er klar." in page.text
    assert "Vi begynder torsdag den 12. november 2026 kl. 12.00 på Strandgården, Fjordby." in page.text


def test_the_way_is_computed_from_what_happened(cast: Cast) -> None:
    material, assignment = reading(cast), task(cast)
    own_case = cast.add(OwnCase(cohort_id=cast.cohort.id, author_id=cast.author.id, **FILLED))
    before = {"Tilmeldt": "done", "Læsning": "current", "Egen case": "current", "Kursus": "upcoming"}
    after = {"Opgave": "upcoming", "Opfølgning": "upcoming", "Bevis": "upcoming"}
    assert states(cast) == before | after
    move(4)
    assert states(cast) == before | after | {"Egen case": "overdue"}
    with cast.app.app_context():
        db.session.get_one(OwnCase, own_case.id).status = OwnCaseStatus.SELECTED
        db.session.add(
            ReadingProgress(
                material_id=material.id, person_id=cast.author.id, opened_at=clock.now(), read_at=clock.now()
            )
        )
        db.session.commit()
    assert states(cast) == before | after | {"Egen case": "done", "Læsning": "done"}
    move(6.2)
    assert states(cast)["Kursus"] == "current"
    move(3)
    assert (states(cast)["Kursus"], states(cast)["Opgave"]) == ("done", "current")
    cast.add(
        Submission(
            assignment_id=assignment.id, author_id=cast.author.id, status=SubmissionStatus.SUBMITTED, text="Ærligt"
        )
    )
    assert states(cast)["Opgave"] == "done"
    move(75)
    assert (states(cast)["Opfølgning"], states(cast)["Bevis"]) == ("done", "upcoming")


def test_what_one_did_not_read_is_fine_once_the_course_has_begun(cast: Cast) -> None:
    reading(cast)
    move(11)
    assert states(cast)["Læsning"] == "passed"
    assert states(cast)["Egen case"] == "overdue"
    move(1)
    assert states(cast)["Egen case"] == "passed"


def test_a_late_assignment_can_still_be_handed_in(reader: Reader, cast: Cast) -> None:
    task(cast, opens=-2, due=-1)
    with cast.app.app_context():
        db.session.add(OwnCase(cohort_id=cast.cohort.id, author_id=cast.author.id, status=OwnCaseStatus.SUBMITTED))
        db.session.commit()
    page = reader.sign_in(cast.author).get("/")
    assert "Fristen var søndag den 1. november 2026 kl. 9.30. Du kan stadig aflevere." in page.text


def test_once_the_last_day_is_over_nothing_is_asked_for(reader: Reader, cast: Cast) -> None:
    task(cast, due=20)
    move(90)
    assert (states(cast)["Egen case"], states(cast)["Opgave"]) == ("passed", "passed")
    page = reader.sign_in(cast.author).get("/")
    assert "Du er nået hele vejen" in page.text
    assert "Fristen var søndag den 22. november 2026 kl. 9.30" in page.text
    assert "Fristen er gået" not in page.text


def test_a_person_on_the_waiting_list_sees_the_place_in_it(reader: Reader, cast: Cast) -> None:
    first, second = cast.person("Asta Ærø"), cast.person("Bo Ørum")
    for place, person in enumerate((first, second)):
        cast.enrol(person, cast.cohort, EnrolmentStatus.WAITLISTED, enrolled_at=clock.now() + timedelta(minutes=place))
    assert "Du er nummer 2 på ventelisten." in reader.sign_in(second).get("/").text
    assert "Du er nummer 1 på ventelisten." in reader.sign_in(first).get("/").text


def test_somebody_without_a_cohort_is_told_what_will_be_here(reader: Reader, cast: Cast) -> None:
    page = reader.sign_in(cast.person("Asta Ærø")).get("/")
    assert "Du er ikke på noget hold endnu" in page.text


def test_staff_without_a_course_of_their_own_go_to_their_room(reader: Reader, cast: Cast) -> None:
    assert reader.sign_in(cast.instructor).get("/").location == "/undervisning"
    assert reader.sign_in(cast.coordinator).get("/").location == "/koordinering"
    assert reader.sign_in(cast.administrator).get("/").location == "/drift"
    assert "Mine forløb" not in reader.get("/drift").source


def test_what_is_late_or_due_before_on_another_cohort_is_the_next_step(reader: Reader, cast: Cast) -> None:
    later = cast.make_cohort("Hold 12", in_days=100)
    cast.enrol(cast.author, later)
    deadline = clock.now() + timedelta(days=2)  # that of the cohort in front is a day later
    due = cast.add(
        Assignment(
            cohort_id=later.id, title="Først", opens_at=clock.now(), deadline=deadline, made_by_id=cast.instructor.id
        )
    )
    page = reader.sign_in(cast.author).get("/")
    assert page.links[0] == f"/opgave/{due.id}"
    assert "Dit næste skridt, på Politisk betjening i praksis" in page.text
    move(2.1)
    assert reader.sign_in(cast.author).get("/").links[0] == f"/opgave/{due.id}", "late"
    cast.add(Submission(assignment_id=due.id, author_id=cast.author.id, status=SubmissionStatus.SUBMITTED))
    page = reader.get("/")
    assert page.links[0] == f"/hold/{cast.cohort.id}/case"
    assert "Dit næste skridt," not in page.text


def test_the_case_of_a_cohort_without_days_waits_until_it_has_some(reader: Reader, cast: Cast) -> None:
    postponed = cast.add(
        Cohort(course_id=cast.course.id, name="Hold 12", own_case_deadline=clock.now() - timedelta(days=1))
    )
    cast.enrol(cast.author, postponed)
    page = reader.sign_in(cast.author).get("/")
    assert page.links[0] == f"/hold/{cast.cohort.id}/case"
    assert "Dit næste skridt," not in page.text


def test_what_is_due_after_the_next_meeting_waits_on_its_own_cohort(reader: Reader, cast: Cast) -> None:
    later = cast.make_cohort("Hold 12", in_days=100)
    cast.enrol(cast.author, later)
    opened = {"cohort_id": later.id, "opens_at": clock.now(), "made_by_id": cast.instructor.id}
    cast.add(Assignment(title="Siden", deadline=clock.now() + timedelta(days=60), **opened))
    cast.add(OwnCase(cohort_id=cast.cohort.id, author_id=cast.author.id, status=OwnCaseStatus.SUBMITTED))
    text = reading(cast)
    assert reader.sign_in(cast.author).get("/").links[0] == f"/materiale/{text.id}"
    move(10)  # the course has begun
    assert "Dit næste skridt," not in reader.sign_in(cast.author).get("/").text


@pytest.mark.parametrize("count", [1, 3])
def test_the_front_page_asks_eight_questions_however_much_there_is(reader: Reader, cast: Cast, count: int) -> None:
    for n in range(count):
        cohort = cast.cohort if n == 0 else cast.make_cohort(f"Hold {n + 10}", in_days=100 + n)
        if n:
            cast.enrol(cast.author, cohort)
        for m in range(count):
            cast.add(
                Material(
                    cohort_id=cohort.id,
                    document=Document(),
                    title=f"Tekst {m}",
                    position=m,
                    released_at=clock.now(),
                    is_preparation=True,
                )
            )
            cast.add(
                Announcement(
                    cohort_id=cohort.id,
                    author_id=cast.instructor.id,
                    subject="Nyt",
                    body="Æ",
                    recipients=1,
                    form_key=f"{n}-{m}",
                )
            )
        cast.add(
            CohortContact(cohort_id=cohort.id, position=1, purpose=ContactPurpose.PRACTICAL, name="Fatima Karlsen")
        )
    task(cast)
    reader.sign_in(cast.author).get("/")
    assert len(reader.queries) == 8


def test_a_number_is_dialled_however_it_is_written(cast: Cast, reader: Reader) -> None:
    to_call = {"name": "Fatima Karlsen", "phone": "+45 12 34 56 78"}
    cast.add(CohortContact(cohort_id=cast.cohort.id, position=1, purpose=ContactPurpose.PRACTICAL, **to_call))
    page = reader.sign_in(cast.author).get("/")
    assert [link for link in page.links if link.startswith("tel:")] == ["tel:+4512345678"]
