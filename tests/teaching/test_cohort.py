"""What does an instructor see of a cohort, at what price, and what stays out of sight?"""

from datetime import timedelta
from uuid import uuid4

import pytest

from portal import clock
from portal.assignments.models import Assignment, Submission, SubmissionStatus
from portal.courses.cohort_models import CohortStaff, StaffRole
from portal.db import db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.materials.models import ReadingProgress
from portal.own_cases.models import HANDED_IN, HandedInCase, OwnCase, OwnCaseStatus, Visibility
from portal.people.models import Person
from portal.preparing.models import CaseMark, Theme
from portal.teaching.queries import cohorts_taught_by
from tests.cast import Cast
from tests.materials.shelf import material
from tests.reader import Page, Reader

TEXTS = {"situation": "S", "dilemma": "D", "actors": "A", "attempts": "F", "question": "Q"}


def handed_in(
    cast: Cast,
    author: Person,
    title: str,
    status: OwnCaseStatus = OwnCaseStatus.SUBMITTED,
    visibility: Visibility = Visibility.INSTRUCTORS,
) -> OwnCase:
    own_case = cast.add(
        OwnCase(
            cohort_id=cast.cohort.id,
            author_id=author.id,
            title=f"{title} (kladden)",
            status=status,
            visibility=visibility,
            saved_at=clock.now(),
        )
    )
    cast.add(HandedInCase(own_case_id=own_case.id, title=title, submitted_at=clock.now(), **TEXTS))
    return own_case


def draft(cast: Cast, author: Person, title: str) -> OwnCase:
    return cast.add(OwnCase(cohort_id=cast.cohort.id, author_id=author.id, title=title, saved_at=clock.now()))


def cards(page: Page) -> dict[str, list[str]]:
    """The cards by column, each as its words."""
    columns = {u.get("data-col", ""): u for u in page.all("ul") if u.get("data-col")}
    return {
        name: [" ".join(" ".join(t.strip() for t in li.itertext()).split()) for li in column.iter("li")]
        for name, column in columns.items()
    }


def names(page: Page) -> list[str]:
    lists = [u for u in page.all("ul") if u.get("class") == "people-list"]
    return [" ".join(" ".join(li.itertext()).split()) for u in lists for li in u.iter("li")]


def test_the_board_tells_who_lacks_a_case_and_how_the_others_stand(reader: Reader, cast: Cast) -> None:
    draft(cast, cast.author, "Hemmelig kladde om borgmesteren")
    handed_in(cast, cast.classmate, "Hvem ejer tallene?")
    handed_in(cast, cast.groupmate, "To udvalg, én sag", OwnCaseStatus.REVIEWED, Visibility.GROUP)
    handed_in(cast, cast.colleague, "Nyvalgt og utålmodig", OwnCaseStatus.SELECTED, Visibility.COHORT)
    cast.participant("Ægir Åkjær")
    reader.sign_in(cast.instructor)
    page = reader.get(f"/undervisning/{cast.cohort.id}")
    assert names(page) == ["Maja Bruun kladde", "Ægir Åkjær ikke begyndt"]
    assert {name: [c.split(" Flyt")[0] for c in column] for name, column in cards(page).items()} == {
        "submitted": ["Hvem ejer tallene? Fuldmægtig, Aarhus Kun undervisere"],
        "reviewed": ["To udvalg, én sag Planlægger, Aarhus Casegruppe"],
        "selected": ["Nyvalgt og utålmodig Budgetkonsulent, Vejle Hele holdet"],
    }
    assert "3 af 5 cases er afleveret" in page.text
    assert "Fristen er torsdag den 5. november 2026 kl. 9.30." in page.text


def test_nothing_of_a_draft_and_no_authors_name_is_on_the_board(reader: Reader, cast: Cast) -> None:
    draft(cast, cast.author, "Hemmelig kladde om borgmesteren")
    handed_in(cast, cast.classmate, "Hvem ejer tallene?")
    handed_in(cast, cast.groupmate, "Trukket tilbage igen", OwnCaseStatus.WITHDRAWN)
    reader.sign_in(cast.instructor)
    page = reader.get(f"/undervisning/{cast.cohort.id}")
    assert names(page) == ["Kasper Eldrup kladde", "Maja Bruun kladde"]
    for secret in ("borgmesteren", "(kladden)", "Trukket tilbage igen", cast.classmate.name):
        assert secret not in page.source


def test_those_who_left_or_wait_are_not_on_the_board(reader: Reader, cast: Cast) -> None:
    handed_in(cast, cast.removed, "Fra en, der er meldt fra")
    handed_in(cast, cast.waiting, "Fra en, der venter")
    cast.author  # noqa: B018 - somebody has to take part
    reader.sign_in(cast.instructor)
    page = reader.get(f"/undervisning/{cast.cohort.id}")
    assert names(page) == ["Maja Bruun ikke begyndt"]
    assert cards(page) == {"submitted": [], "reviewed": [], "selected": []}


def test_materials_and_assignments_stand_beside_the_cases(reader: Reader, cast: Cast) -> None:
    one = material(cast, "Kodeks", is_preparation=True)
    material(cast, "Slides", released_at=clock.now() + timedelta(days=1))
    task = cast.add(
        Assignment(
            cohort_id=cast.cohort.id,
            title="Prøv et nyt svar",
            deadline=clock.now() + timedelta(days=60),
            made_by_id=cast.instructor.id,
        )
    )
    cast.add(Submission(assignment_id=task.id, author_id=cast.author.id, status=SubmissionStatus.SUBMITTED))
    cast.add(Submission(assignment_id=task.id, author_id=cast.classmate.id))
    cast.add(ReadingProgress(material_id=one.id, person_id=cast.author.id, opened_at=clock.now(), read_at=clock.now()))
    reader.sign_in(cast.instructor)
    text = reader.get(f"/undervisning/{cast.cohort.id}").text
    assert "1 af 2 har læst “Kodeks”" in text
    assert "Åbner 3. nov kl. 9.30" in text
    assert "Prøv et nyt svar 1 af 2 har afleveret, 1 venter på svar" in text


def crowd(cast: Cast, count: int) -> None:
    """So many participants at once, each with a case that is handed in, some read, some chosen."""
    people, rows = [], []
    for n in range(count):
        person, own_case = uuid4(), uuid4()
        status = HANDED_IN[n % 3] if count > 3 else OwnCaseStatus.SUBMITTED
        title = f"En titel af almindelig længde, nummer {n}"
        home = cast.aaby.code
        people.append(Person(id=person, name=f"Nummer {n}", email=f"n{n}@eksempel.dk", municipality_code=home))
        rows += [
            Enrolment(person_id=person, cohort_id=cast.cohort.id, status=EnrolmentStatus.CONFIRMED),
            OwnCase(id=own_case, cohort_id=cast.cohort.id, author_id=person, status=status),
            HandedInCase(own_case_id=own_case, title=title, submitted_at=clock.now(), **TEXTS),
        ]
    cast.add(*people)
    cast.add(*[row for row in rows if not isinstance(row, HandedInCase)])
    cast.add(*[row for row in rows if isinstance(row, HandedInCase)])
    themes = [Theme(cohort_id=cast.cohort.id, name=f"Et tema, nummer {n}", folded=str(n)) for n in range(20)]
    cast.add(*themes)
    cases = [row.id for row in rows if isinstance(row, OwnCase)]
    cast.add(*[CaseMark(own_case_id=case, theme_id=themes[n % 20].id) for n, case in enumerate(cases)])


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (3, 3), (35, 35), (40, 40), (350, 39)])
def test_the_page_shows_every_case_of_a_normal_cohort_for_eight_queries_and_little_html(
    reader: Reader, cast: Cast, count: int, shown: int
) -> None:
    crowd(cast, count)
    for n in range(8):
        material(cast, f"Materiale med en almindelig titel {n}")
    reader.sign_in(cast.instructor)
    page = reader.get(f"/undervisning/{cast.cohort.id}")
    assert sum(map(len, cards(page).values())) == shown
    assert len(reader.queries) == 8
    assert len(page.source.encode()) < 30_000
    by_theme = reader.get(f"/undervisning/{cast.cohort.id}?efter=tema")
    assert len(reader.queries) == 8
    assert count > 35 or len(by_theme.source.encode()) < 30_000


@pytest.mark.parametrize("who", ["author", "coordinator", "other_instructor", "administrator", "removed"])
def test_only_those_who_teach_the_cohort_come_in(reader: Reader, cast: Cast, who: str) -> None:
    reader.sign_in(getattr(cast, who))
    addresses = [f"/undervisning/{cast.cohort.id}", f"/undervisning/{cast.cohort.id}/grupper"]
    assert [reader.get(address).status for address in addresses] == [404, 404]


def test_an_instructor_finds_the_cohorts_to_come_before_the_past_ones(reader: Reader, cast: Cast) -> None:
    near, past = cast.cohort, cast.make_cohort("Hold 2", in_days=-200)
    for cohort in (past, cast.other_cohort):
        cast.add(CohortStaff(person_id=cast.instructor.id, cohort_id=cohort.id, role=StaffRole.INSTRUCTOR))
    handed_in(cast, cast.author, "Hvem ejer tallene?")
    cast.classmate  # noqa: B018 - somebody who lacks a case
    material(cast, "Kodeks")
    reader.sign_in(cast.instructor)
    page = reader.get("/undervisning")
    cohorts = [link for link in page.links if link.startswith("/undervisning/") and "bibliotek" not in link]
    assert cohorts == [f"/undervisning/{cohort.id}" for cohort in (near, cast.other_cohort, past)]
    assert "1 af 2 cases er afleveret 1 materiale" in page.text
    assert len(reader.queries) == 5


def test_somebody_who_teaches_nothing_is_told_what_will_be_here(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    assert "Du underviser ikke på nogen hold lige nu." in reader.get("/undervisning").text


def test_the_groups_of_a_crowd_cost_no_more_than_those_of_one(reader: Reader, cast: Cast) -> None:
    crowd(cast, 350)
    reader.sign_in(cast.instructor)
    page = reader.post(f"/undervisning/{cast.cohort.id}/grupper", {"fordel": "1"})
    assert (len(page.all("fieldset")), len(page.all("select"))) == (350 // 4, 350)
    assert len(reader.queries) == 3


def test_a_coordinator_of_a_cohort_does_not_teach_it(cast: Cast, inside: object) -> None:
    person = db.session.get_one(Person, cast.coordinator.id, populate_existing=True)
    db.session.refresh(person, ["staff_roles"])
    assert cohorts_taught_by(person) == []
