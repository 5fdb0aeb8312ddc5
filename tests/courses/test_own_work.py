"""Does a participant find the own case, the cases of others and the assignments on the cohort's page, and how far they are?"""

from datetime import timedelta

import pytest

from portal import clock
from portal.assignments.models import Assignment
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.own_cases.models import OwnCase, OwnCaseStatus
from tests.assignments.scene import make_answer, make_task
from tests.cast import Cast
from tests.courses.reading import missing
from tests.own_cases.work import handed_in_by
from tests.reader import Page, Reader, words


def work(page: Page) -> list[str]:
    """The rows of the section, word for word."""
    section = next((s for s in page.all("section") if s.get("id") == "opgaver"), None)
    return [] if section is None else [words(li) for li in section.iter("li")]


def cohort_page(reader: Reader, cast: Cast) -> Page:
    return reader.get(f"/hold/{cast.cohort.id}")


def write_draft(cast: Cast, **values: object) -> OwnCase:
    draft = {"cohort_id": cast.cohort.id, "author_id": cast.author.id, "title": "Hemmeligt", "saved_at": clock.now()}
    return cast.add(OwnCase(**{**draft, **values}))


def test_before_the_first_word_it_says_until_when(reader: Reader, cast: Cast) -> None:
    page = cohort_page(reader.sign_in(cast.author), cast)
    assert work(page) == [
        "Skriv din egen caseIkke begyndt endnu. Frist torsdag den 5. november 2026 kl. 9.30Om tre dage"
    ]
    assert f"/hold/{cast.cohort.id}/case" in page.links


@pytest.mark.parametrize(
    ("status", "line"),
    [
        (OwnCaseStatus.DRAFT, "Skriv din egen case færdigKladde, gemt 2. nov kl. 9.30. Kun du kan se den."),
        (OwnCaseStatus.WITHDRAWN, "Skriv din egen case færdigTrukket tilbage. Kun du kan se den."),
    ],
)
def test_what_only_the_author_sees_says_so(reader: Reader, cast: Cast, status: OwnCaseStatus, line: str) -> None:
    write_draft(cast, status=status)
    (row,) = work(cohort_page(reader.sign_in(cast.author), cast))
    assert row.startswith(f"{line} Frist")
    assert not work(cohort_page(reader.sign_in(cast.instructor), cast))


def test_once_handed_in_it_leads_to_the_receipt_and_says_who_may_read_it(reader: Reader, cast: Cast) -> None:
    handed_in_by(reader, cast, cast.author, visibility="cohort")
    with reader.app.app_context():
        own_case = db.session.query(OwnCase).one()
    page = cohort_page(reader.sign_in(cast.author), cast)
    assert work(page) == ["Din egen case er afleveretHvem kan læse den: hele holdet.Afleveret"]
    assert f"/case/{own_case.id}/kvittering" in page.links


def test_the_cases_of_others_are_counted_as_the_rule_says(reader: Reader, cast: Cast) -> None:
    handed_in_by(reader, cast, cast.author, visibility="group", title="For gruppen")
    handed_in_by(reader, cast, cast.colleague, visibility="cohort", title="For alle")
    handed_in_by(reader, cast, cast.groupmate, visibility="instructors", title="For underviserne")
    write_draft(cast, author_id=cast.classmate.id, visibility="cohort")
    seen = {}
    for who in ("author", "groupmate", "classmate", "colleague"):
        page = cohort_page(reader.sign_in(getattr(cast, who)), cast)
        seen[who] = [row for row in work(page) if row.startswith("Cases")]
        assert (f"/hold/{cast.cohort.id}/cases" in page.links) is bool(seen[who])
        assert missing(page, "For gruppen", "For alle", "For underviserne", "Hemmeligt") == [
            "For gruppen", "For alle", "For underviserne", "Hemmeligt",
        ]  # fmt: skip
    assert seen == {
        "author": [],
        "groupmate": ["Cases, der er delt med dig2 cases fra andre på holdet"],
        "classmate": ["Cases, der er delt med dig1 case fra en anden på holdet"],
        "colleague": [],
    }


def test_each_assignment_says_how_far_one_is(reader: Reader, cast: Cast) -> None:
    made = {title: make_task(cast, title=title) for title in ("Åben", "Afleveret", "Besvaret")}
    make_task(cast, title="For sent", deadline=clock.now() - timedelta(days=1))
    make_answer(cast, made["Afleveret"], cast.author)
    make_answer(cast, made["Besvaret"], cast.author, status="reviewed")
    rows = work(cohort_page(reader.sign_in(cast.author), cast))[1:]
    assert [(row.split("Frist ")[0], row.rpartition("9.30")[2]) for row in rows] == [
        ("For sent", "Fristen er gået"),
        ("Åben", "Om tre dage"),
        ("Afleveret", "Afleveret"),
        ("Besvaret", "Har fået svar"),
    ]
    staff = work(cohort_page(reader.sign_in(cast.instructor), cast))
    assert all(row.endswith("9.30") for row in staff)
    assert len(staff) == 4
    with reader.app.app_context():
        db.session.get_one(Cohort, cast.cohort.id).completed_at = clock.now()
        db.session.commit()
    assert "Fristen er gået" not in cohort_page(reader.sign_in(cast.author), cast).text


def test_a_cohort_without_own_cases_and_assignments_has_no_such_section(reader: Reader, cast: Cast) -> None:
    cohort = cast.add(Cohort(course_id=cast.course.id, name="Hold 9"))
    page = reader.sign_in(cast.participant("Åse Sørlund", cohort)).get(f"/hold/{cohort.id}")
    assert work(page) == []
    assert "#opgaver" not in page.links
    cast.add(
        Assignment(
            cohort_id=cohort.id,
            title="Kun en opgave",
            opens_at=clock.now(),
            deadline=clock.now() + timedelta(days=8),
            made_by_id=cast.coordinator.id,
        )
    )
    page = reader.get(f"/hold/{cohort.id}")
    assert [words(h) for h in page.all("h2")][:2] == ["Program", "Opgaver"]


def test_it_asks_as_much_with_many_cases_as_with_none(reader: Reader, cast: Cast) -> None:
    for number in range(5):
        cast.add(
            OwnCase(
                cohort_id=cast.cohort.id,
                author_id=cast.participant(f"Åse Sørlund {number}", cast.cohort).id,
                status=OwnCaseStatus.SUBMITTED,
                visibility="cohort",
            )
        )
    page = cohort_page(reader.sign_in(cast.author), cast)
    assert "5 cases fra andre på holdet" in page.text
    assert len(reader.queries) == 8
