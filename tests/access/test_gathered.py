"""Where an instructor has many cases at once, in a PDF, on one page, on the wall, is it exactly those they may have there?"""

import pytest
from sqlalchemy import select

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.letters.models import Letter
from tests.access.crawling import words_in
from tests.access.planting import CASES, MARKER, Planted
from tests.access.planting_upon import ON_WALL, TEACHERS, gathered_for, handed_in_words, taught_by
from tests.reader import Reader

pytestmark = pytest.mark.once


def signed_in(planted: Planted, name: str) -> tuple[Reader, Cohort]:
    """Somebody who teaches, and where."""
    return Reader(planted.cast.app).sign_in(getattr(planted.cast, name)), taught_by(planted, name)


@pytest.mark.parametrize("name", TEACHERS)
def test_the_pdf_and_its_page_hold_the_cases_one_may_read_and_no_word_more(planted: Planted, name: str) -> None:
    reader, cohort = signed_in(planted, name)
    [address] = [link for link in reader.get(f"/undervisning/{cohort.id}/casesamling").links if link.endswith("/hent")]
    pdf, page = reader.client.get(address), reader.client.get(f"/undervisning/{cohort.id}/casesamling/laes")
    assert (pdf.mimetype, page.mimetype) == ("application/pdf", "text/html")
    meant = gathered_for(planted, name)
    assert (words_in(pdf) ^ meant, words_in(page) ^ meant) == (set(), set())
    assert meant


@pytest.mark.parametrize("name", TEACHERS)
def test_on_the_wall_stand_the_cases_whose_authors_said_so_and_no_word_more(planted: Planted, name: str) -> None:
    reader, cohort = signed_in(planted, name)
    shown = {plan.name: reader.client.get(f"/case/{planted.cases[plan.name]}/storskaerm") for plan in CASES}
    assert {case for case, answer in shown.items() if answer.status_code == 200} == ON_WALL[name]
    for case, answer in shown.items():
        assert words_in(answer) == (handed_in_words(planted, case) if case in ON_WALL[name] else set()), case
    titles = {one for one, about in planted.about.items() if about in {f"{case}.title" for case in ON_WALL[name]}}
    assert words_in(reader.client.get(f"/undervisning/{cohort.id}/storskaerm")) == titles


def test_a_reminder_carries_its_senders_words_to_those_who_lack_a_case_and_no_others(planted: Planted) -> None:
    cast = planted.cast
    reader, cohort = signed_in(planted, "home_instructor")
    sent = reader.post(f"/undervisning/{cohort.id}/paamind", {"words": "Kom i gang, mrk999q.", "step": "send"})
    assert sent.status == 303
    with cast.app.app_context():
        letters = {one.to_name: MARKER.findall(one.subject + one.body) for one in db.session.scalars(select(Letter))}
    lack = (cast.classmate, cast.groupmate, cast.colleague, cast.home_politician, cast.ungrouped)  # type: ignore[attr-defined]
    assert {name: found for name, found in letters.items() if found} == {one.name: ["mrk999q"] for one in lack} | {
        "Forfatter withdrawn": ["mrk999q"]
    }
