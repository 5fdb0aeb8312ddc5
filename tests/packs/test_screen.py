"""Is a case on the wall only while its author lets everybody in the room see it, and does the author see that it was?"""

import pytest
from sqlalchemy import select

from portal.courses.cohort_models import StaffRole
from portal.db import db
from portal.enrolments.models import Enrolment
from portal.journal.models import Entry
from portal.own_cases.models import OwnCase, Visibility
from portal.people.models import Person
from tests.cast import Cast
from tests.own_cases.work import WHOLE, handed_in_by
from tests.reader import Page, Reader

YES = {"visibility": "cohort", "is_for_screen": "y"}


def choose(reader: Reader, author: Person, case: str, **sent: str) -> Page:
    """The author chooses who reads."""
    reader.sign_in(author)
    version = reader.get(f"{case}/laesere").field("version")
    return reader.post(f"{case}/laesere", {**sent, "version": version})


def on_the_wall(reader: Reader, cast: Cast, title: str = WHOLE["title"], by: Person | None = None) -> str:
    """A case whose author has said yes; its address."""
    author = by or cast.author
    case = handed_in_by(reader, cast, author, visibility="cohort", title=title)
    assert choose(reader, author, case, **YES).status == 303
    return case


def test_nothing_is_on_the_wall_before_its_author_says_so(reader: Reader, cast: Cast) -> None:
    case = handed_in_by(reader, cast, cast.author, visibility="cohort")
    reader.sign_in(cast.instructor)
    page = reader.get(f"/undervisning/{cast.cohort.id}/storskaerm")
    assert "Ingen har sagt ja til storskærm endnu." in page.text
    assert "Cases, du kan læse, men ikke vise: 1" in page.text
    assert WHOLE["title"] not in page.source
    assert reader.get(f"{case}/storskaerm").status == 404
    assert choose(reader, cast.author, case, **YES).status == 303
    reader.sign_in(cast.instructor)
    assert WHOLE["title"] in reader.get(f"/undervisning/{cast.cohort.id}/storskaerm").text
    page = reader.get(f"{case}/storskaerm")
    assert page.heading == WHOLE["title"]
    assert [WHOLE[name] in page.text for name in ("situation", "dilemma", "attempts", "question")] == [True] * 4
    assert cast.author.name not in page.source, "the wall does not say whose it is"


@pytest.mark.parametrize(
    "sent", [{"visibility": "cohort"}, {"visibility": "group", "is_for_screen": "y"}, {"visibility": "instructors"}]
)
def test_taken_back_or_for_fewer_it_is_gone_at_the_next_question(
    reader: Reader, cast: Cast, sent: dict[str, str]
) -> None:
    case = on_the_wall(reader, cast)
    reader.sign_in(cast.instructor)
    mark = reader.get(f"{case}/storskaerm/stand").json["mark"]
    assert f'data-mark="{mark}"' in reader.get(f"{case}/storskaerm").source
    assert choose(reader, cast.author, case, **sent).status == 303
    reader.sign_in(cast.instructor)
    assert (reader.get(f"{case}/storskaerm/stand").status, reader.get(f"{case}/storskaerm").status) == (404, 404)
    assert choose(reader, cast.author, case, visibility="cohort").status in {200, 303}
    reader.sign_in(cast.instructor)
    assert reader.get(f"{case}/storskaerm").status == 404, "an old yes does not come back with the circle"


def test_a_case_that_is_withdrawn_needs_another_yes(reader: Reader, cast: Cast) -> None:
    case = on_the_wall(reader, cast)
    reader.post(f"{case}/traek-tilbage")
    version = reader.get(f"/hold/{cast.cohort.id}/case").field("version")
    again = {**WHOLE, "version": version, "visibility": "cohort", "is_anonymised": "y", "intent": "submit"}
    assert reader.post(f"/hold/{cast.cohort.id}/case", again).status == 303
    reader.sign_in(cast.instructor)
    assert (reader.get(case).status, reader.get(f"{case}/storskaerm").status) == (200, 404)


def test_new_words_are_another_mark(reader: Reader, cast: Cast) -> None:
    case = on_the_wall(reader, cast)
    reader.sign_in(cast.instructor)
    before = reader.get(f"{case}/storskaerm/stand").json
    handed_in = {**WHOLE, "title": "Blåbærgrød på rådhuset", "visibility": "cohort", "is_anonymised": "y"}
    reader.sign_in(cast.author)
    version = reader.get(f"/hold/{cast.cohort.id}/case").field("version")
    reader.post(f"/hold/{cast.cohort.id}/case", {**handed_in, "version": version, "intent": "submit"})
    reader.sign_in(cast.instructor)
    assert reader.get(f"{case}/storskaerm/stand").json != before
    assert reader.get(f"{case}/storskaerm").heading == "Blåbærgrød på rådhuset"


def test_only_what_the_whole_cohort_may_read_can_be_let_on_the_wall(reader: Reader, cast: Cast) -> None:
    case = handed_in_by(reader, cast, cast.author, visibility="instructors")
    page = choose(reader, cast.author, case, visibility="instructors", is_for_screen="y")
    assert (page.status, page.errors) == (422, ["Vælg hele holdet, hvis casen må vises på storskærm."])
    assert page.field("is_for_screen") == "y", "what was chosen is still there"
    with cast.app.app_context():
        assert [one.is_for_screen for one in db.session.scalars(select(OwnCase))] == [False]


def test_who_may_not_read_it_cannot_show_it_either(reader: Reader, cast: Cast) -> None:
    neighbour = cast.staff("Ågot Fjord", cast.cohort, StaffRole.INSTRUCTOR, home=cast.fjordby)
    case = on_the_wall(reader, cast)
    for person in (neighbour, cast.classmate, cast.coordinator, cast.author, cast.other_instructor):
        reader.sign_in(person)
        assert reader.get(f"{case}/storskaerm").status == 404, person.name
        assert reader.get(f"{case}/storskaerm/stand").status == 404, person.name
    reader.sign_in(neighbour)
    assert "Ingen har sagt ja" in reader.get(f"/undervisning/{cast.cohort.id}/storskaerm").text


def test_a_removed_author_is_not_on_the_wall(reader: Reader, cast: Cast) -> None:
    case = on_the_wall(reader, cast)
    with cast.app.app_context():
        enrolment_id = db.session.scalars(select(Enrolment.id).where(Enrolment.person_id == cast.author.id)).one()
    reader.sign_in(cast.coordinator)
    assert reader.post(f"/tilmelding/{enrolment_id}/afmeld").status == 303
    reader.sign_in(cast.instructor)
    assert reader.get(f"{case}/storskaerm").status == 404


def test_the_author_sees_that_it_was_shown_and_covered_it_was_not(reader: Reader, cast: Cast) -> None:
    case = on_the_wall(reader, cast)
    reader.sign_in(cast.instructor)
    covered = reader.get(f"{case}/storskaerm?daekket=1&moerk=1")
    assert covered.heading == "Storskærmen er dækket til"
    assert [text for text in WHOLE.values() if text in covered.source] == []
    assert "wall--dark" in covered.source
    with cast.app.app_context():
        assert db.session.scalars(select(Entry.id).where(Entry.act == "own_case.screened")).all() == []
    reader.get(f"{case}/storskaerm")
    reader.sign_in(cast.author)
    page = reader.get(f"{case}/laesere")
    assert f"{cast.instructor.name} Underviser, vist i lokalet, 2. nov kl. 9.30" in page.text
    assert "Må vises på storskærm" in page.text


def test_one_goes_from_case_to_case_those_chosen_for_the_course_first(reader: Reader, cast: Cast) -> None:
    titles = {"Åben dør": cast.author, "Æbler og pærer": cast.classmate, "Bøjet faglighed": cast.groupmate}
    cases = {title: on_the_wall(reader, cast, title, by) for title, by in titles.items()}
    reader.sign_in(cast.instructor)
    reader.post(f"{cases['Åben dør']}/flyt", {"state": "selected"})
    order = ["Åben dør", "Bøjet faglighed", "Æbler og pærer"]
    addresses = [f"{cases[title]}/storskaerm" for title in order]
    links = reader.get(f"/undervisning/{cast.cohort.id}/storskaerm").links
    assert [link for link in links if link.endswith("storskaerm")] == [addresses[0], *addresses]
    middle = reader.get(f"{addresses[1]}?moerk=1")
    assert "2 af 3" in middle.text
    assert middle.links[:2] == [f"{addresses[0]}?moerk=1", f"{addresses[2]}?moerk=1"]
    first, last = reader.get(addresses[0]), reader.get(addresses[2])
    assert ("Forrige" in first.text, "Næste" in first.text) == (False, True)
    assert ("Forrige" in last.text, "Næste" in last.text) == (True, False)


def test_the_wall_asks_for_eight_queries_however_many_cases(reader: Reader, cast: Cast) -> None:
    for n in range(3):
        author = cast.participant(f"Ærlig Ågård {n}", home=cast.aaby)
        case = on_the_wall(reader, cast, f"Sag nr. {n}", author)
    with cast.app.app_context():
        assert {one.visibility for one in db.session.scalars(select(OwnCase))} == {Visibility.COHORT}
    reader.sign_in(cast.instructor)
    reader.get(f"{case}/storskaerm")
    assert len(reader.queries) <= 8
