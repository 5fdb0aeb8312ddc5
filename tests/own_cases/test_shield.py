"""Is a case kept from the author's own workplace and from the other side of the table, until the author says otherwise?"""

from datetime import timedelta

import pytest
from flask.ctx import AppContext

from portal import access, clock
from portal.db import db
from portal.enrolments.sides import is_title_of_elected
from portal.journal.models import Entry
from portal.letters.models import Letter
from portal.loaders import LOADERS
from portal.own_cases import actions
from portal.own_cases.audience import audience_for, by_name
from portal.own_cases.cohort_queries import own_cases_board
from portal.own_cases.models import OwnCase, Visibility
from portal.people.models import Person
from tests.cast import Cast
from tests.courses.reading import missing, sent_back
from tests.own_cases.work import WHOLE, hand_in, handed_in_by, known, known_cohort, write
from tests.reader import Reader

READERS = ("classmate", "groupmate", "colleague", "politician", "home_politician", "instructor")


def who_reads(cast: Cast, address: str) -> set[str]:
    """Who of the cast the rule and the lists let in, asked anew."""
    wanted = address.rpartition("/")[2]
    found = set()
    with cast.app.app_context():
        for name in READERS:
            person = known(getattr(cast, name))
            own_case = next(one for one in db.session.query(OwnCase) if str(one.id) == wanted)
            may = access.may_read_own_case(person, LOADERS[OwnCase](own_case.id))
            listed = db.session.scalars(access.visible_own_cases(person)).all()
            assert may is (own_case in listed), name
            found |= {name} if may else set()
    return found


def everybody(cast: Cast) -> None:
    for name in (*READERS, "author"):
        getattr(cast, name)


def test_colleagues_and_the_other_side_find_no_trace(reader: Reader, cast: Cast) -> None:
    everybody(cast)
    case = handed_in_by(reader, cast, cast.author, visibility="cohort")
    assert who_reads(cast, case) == {"classmate", "groupmate", "instructor"}
    for name in ("colleague", "politician", "home_politician"):
        reader.sign_in(getattr(cast, name))
        assert reader.get(case).status == 404
        assert WHOLE["title"] not in reader.get(f"/hold/{cast.cohort.id}/cases").source
        assert "Cases, andre har delt" not in reader.get(f"/hold/{cast.cohort.id}").text
    reader.sign_in(cast.classmate)
    assert WHOLE["title"] in reader.get(f"/hold/{cast.cohort.id}/cases").text


def test_the_author_lifts_the_shield_for_one_and_restores_it(reader: Reader, cast: Cast) -> None:
    everybody(cast)
    case = handed_in_by(reader, cast, cast.author, visibility="cohort")
    page = reader.get(f"{case}/laesere")
    assert "Undervisere, der læser den Ingrid Solbjerg Chefkonsulent" in page.text
    assert "Vis den for Nanna Friis Holt" in page.text
    assert "Vis den for Otto Lykkegård" not in page.text
    for _twice in range(2):
        assert reader.post(f"{case}/laesere", {"vis": str(cast.colleague.id)}).status == 303
    assert who_reads(cast, case) == {"classmate", "groupmate", "instructor", "colleague"}
    page = reader.get(f"{case}/laesere")
    assert "Skjul den igen for Nanna Friis Holt" in page.text
    assert page.text.count("Vist for en, den ellers er skjult for") == 1
    for _twice in range(2):
        assert reader.post(f"{case}/laesere", {"skjul": str(cast.colleague.id)}).status == 303
    assert who_reads(cast, case) == {"classmate", "groupmate", "instructor"}
    assert reader.get(f"{case}/laesere").text.count("Skjult igen for en") == 1


def test_a_lift_opens_nothing_outside_the_circle(reader: Reader, cast: Cast) -> None:
    everybody(cast)
    case = handed_in_by(reader, cast, cast.author)
    reader.post(f"{case}/laesere", {"vis": str(cast.colleague.id)})
    reader.post(f"{case}/laesere", {"vis": str(cast.stranger.id)})
    assert who_reads(cast, case) == {"instructor"}
    with cast.app.app_context():
        lifted = [one.person_id for one in LOADERS[OwnCase](db.session.query(OwnCase).one().id).lifts]
    assert lifted == [cast.colleague.id]


def test_the_author_opens_and_closes_the_wall(reader: Reader, cast: Cast) -> None:
    everybody(cast)
    case = handed_in_by(reader, cast, cast.author, visibility="group")
    assert who_reads(cast, case) == {"groupmate", "instructor"}
    version = reader.get(f"{case}/laesere").field("version")
    sent = {"visibility": "group", "spans_wall": "y", "version": version}
    assert reader.post(f"{case}/laesere", sent).status == 303
    assert who_reads(cast, case) == {"groupmate", "politician", "instructor"}
    stale = reader.post(f"{case}/laesere", {"visibility": "cohort", "version": version})
    assert (stale.status, stale.errors) == (422, ["Casen er ændret et andet sted imens. Se efter, og vælg igen."])
    assert who_reads(cast, case) == {"groupmate", "politician", "instructor"}
    sent = {"visibility": "instructors", "version": stale.field("version")}
    assert reader.post(f"{case}/laesere", sent).status == 303
    assert who_reads(cast, case) == {"instructor"}
    page = reader.get(f"{case}/laesere")
    for words in ("Vist kun for underviserne", "Vist for både folkevalgte og ansatte", "Folkevalgte og ansatte holdt"):
        assert words in page.text


def test_a_session_that_was_closed_is_not_opened_again_by_an_older_page(reader: Reader, cast: Cast) -> None:
    page = f"/hold/{cast.cohort.id}/faelles-session"
    reader.sign_in(cast.coordinator)
    meeting = {"purpose": "Fælles casearbejde", "on": "3.11.2026", "at": "12:00"}
    assert reader.post(page, sent_back(reader.get(page)) | meeting).status == 303
    older = sent_back(reader.get(page))
    assert reader.post(page, older | {"luk": "1"}).status == 303
    stale = reader.post(page, older | {"purpose": "Fælles rollespil"})
    assert (stale.status, stale.field("purpose")) == (422, "Fælles rollespil")
    assert not missing(stale, "Holdet er blevet gemt, efter at du åbnede det. Dit står her endnu og er ikke gemt.")
    assert not missing(reader.get(page), "Åbn sessionen")
    assert reader.post(page, sent_back(stale)).status == 303


def test_a_joint_session_opens_the_wall_for_its_time_and_nothing_else(reader: Reader, cast: Cast) -> None:
    everybody(cast)
    case = handed_in_by(reader, cast, cast.author, visibility="cohort")
    reader.sign_in(cast.coordinator)
    page = f"/hold/{cast.cohort.id}/faelles-session"
    shown = sent_back(reader.get(page))
    refused = reader.post(page, shown | {"purpose": "Fælles casearbejde", "on": "1.11.2026", "at": "12:00"})
    assert (refused.status, refused.errors) == (422, ["Vælg et tidspunkt, der ikke er gået."])
    refused = reader.post(page, shown | {"purpose": " ", "on": "3.11.2026", "at": "12:00"})
    assert refused.errors == ["Skriv, hvad den fælles session skal bruges til. Deltagerne kan se det."]
    assert reader.post(page, shown | {"purpose": "Fælles casearbejde", "on": "3.11.2026", "at": "12:00"}).status == 303
    assert "Der er åbent til" in reader.get(page).text
    assert who_reads(cast, case) == {"classmate", "groupmate", "instructor", "politician"}
    reader.sign_in(cast.author)
    assert "Formålet er: Fælles casearbejde" in reader.get(f"{case}/laesere").text
    clock.set_clock(clock.now() + timedelta(days=2))
    assert who_reads(cast, case) == {"classmate", "groupmate", "instructor"}
    clock.set_clock(clock.now() - timedelta(days=2))
    reader.sign_in(cast.coordinator)
    for _twice in range(2):
        assert reader.post(page, {"luk": "1"}).status == 303
    assert who_reads(cast, case) == {"classmate", "groupmate", "instructor"}
    with cast.app.app_context():
        assert [e.act for e in db.session.query(Entry).filter(Entry.act.like("cohort.joint%")).order_by(Entry.at)] == [
            "cohort.joint_opened",
            "cohort.joint_closed",
        ]


@pytest.mark.parametrize("elsewhere", ["", "751"])
@pytest.mark.parametrize("who", ["colleague", "instructor"])
def test_nobody_comes_past_it_by_their_own_profile(reader: Reader, cast: Cast, who: str, elsewhere: str) -> None:
    everybody(cast)
    case = handed_in_by(reader, cast, cast.author, visibility="cohort")
    with cast.app.app_context():
        db.session.get_one(Person, cast.instructor.id).municipality_code = cast.fjordby.code
        db.session.commit()
    before = who_reads(cast, case)
    page = reader.sign_in(getattr(cast, who)).get("/profil")
    assert (page.all("select"), "Vejle" in page.text) == ([], True)
    reader.post("/profil", {"name": "Nanna", "locale": "da", "municipality_code": elsewhere})
    assert who_reads(cast, case) == before == {"classmate", "groupmate"}
    assert reader.get(case).status == 404


def test_an_instructor_of_the_authors_municipality_sees_an_empty_place(reader: Reader, cast: Cast) -> None:
    everybody(cast)
    case = handed_in_by(reader, cast, cast.author, visibility="cohort")
    with cast.app.app_context():
        ingrid = db.session.get_one(Person, cast.instructor.id)
        ingrid.municipality_code = cast.fjordby.code
        db.session.commit()
        rows = {row.name: row.title for row in own_cases_board(cast.cohort, reader=ingrid)}
        assert rows["Maja Bruun"] is None
    assert who_reads(cast, case) == {"classmate", "groupmate"}
    page = reader.get(f"{case}/laesere")
    assert ("Vis den for Ingrid Solbjerg" in page.text, "Undervisere, der læser den" in page.text) == (True, False)
    reader.post(f"{case}/laesere", {"vis": str(cast.instructor.id)})
    assert who_reads(cast, case) == {"classmate", "groupmate", "instructor"}
    with cast.app.app_context():
        rows = {row.name: row.title for row in own_cases_board(cast.cohort, reader=known(cast.instructor))}
        assert rows["Maja Bruun"] == WHOLE["title"]


def test_going_on_from_case_to_case_passes_by_what_is_hidden_from_the_instructor(reader: Reader, cast: Cast) -> None:
    hidden = handed_in_by(reader, cast, cast.author, title="Skjult for Ingrid")
    shown = handed_in_by(reader, cast, cast.classmate, title="Kan læses")
    reader.sign_in(cast.instructor)
    assert hidden in reader.get(shown).links
    with cast.app.app_context():
        db.session.get_one(Person, cast.instructor.id).municipality_code = cast.fjordby.code
        db.session.commit()
    page = reader.get(shown)
    assert (page.status, hidden in page.links, "Skjult for Ingrid" in page.source) == (200, False, False)
    assert reader.get(hidden).status == 404


def test_a_remark_is_told_to_no_instructor_it_is_hidden_from(inside: AppContext, cast: Cast) -> None:
    for one in (cast.instructor,):
        db.session.get_one(Person, one.id).municipality_code = cast.fjordby.code
    own_case = write(cast)
    hand_in(cast, own_case)
    before = db.session.query(Letter).filter_by(kind="own_case_commented").count()
    actions.comment_own_case(LOADERS[OwnCase](own_case.id), by=cast.author, text="Hvem læser?", form_key="k")
    assert db.session.query(Letter).filter_by(kind="own_case_commented").count() == before == 0


def test_the_author_is_told_how_many_read_and_who_does_not(inside: AppContext, cast: Cast) -> None:
    everybody(cast)
    audience = audience_for(known(cast.author), known_cohort(cast.cohort))
    assert [seat.name for seat in by_name(audience.cohort.readers)] == ["Kasper Eldrup", "Otto Lykkegård"]
    assert [seat.name for seat in by_name(audience.cohort.kept)] == [
        "Birthe Mølgaard",
        "Jørgen Åkjær",
        "Nanna Friis Holt",
    ]
    assert audience.helps()[Visibility.COHORT.value] == (
        "To andre deltagere og en underviser. To fra din egen kommune kan ikke se den. "
        "Folkevalgte og ansatte ser ikke hinandens cases her."
    )


def test_whoever_leaves_the_group_reads_no_more(reader: Reader, cast: Cast) -> None:
    everybody(cast)
    case = handed_in_by(reader, cast, cast.author, visibility="group")
    assert who_reads(cast, case) == {"groupmate", "instructor"}
    with cast.app.app_context():
        db.session.get_one(Person, cast.groupmate.id)
        seat = next(e for e in known(cast.groupmate).enrolments if e.cohort_id == cast.cohort.id)
        seat.case_group = 2
        db.session.commit()
    assert who_reads(cast, case) == {"instructor"}


@pytest.mark.once
@pytest.mark.parametrize(
    ("title", "is_elected"),
    [
        ("Borgmester", True),
        ("1. viceborgmester", True),
        ("Byrådsmedlem, udvalgsformand", True),
        ("Kommunalbestyrelsesmedlem", True),
        ("Borgmesterens sekretær", False),
        ("Sekretariatskonsulent", False),
        ("Formand for direktionen", False),
        ("", False),
    ],
)
def test_a_title_says_who_is_elected(title: str, is_elected: bool) -> None:
    assert is_title_of_elected(title) is is_elected
