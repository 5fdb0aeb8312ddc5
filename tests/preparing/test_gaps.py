"""Does an instructor see in words what nobody raised, counted of what they may read?"""

from portal.db import db
from portal.people.models import Person
from tests.cast import Cast
from tests.own_cases.work import handed_in_by
from tests.preparing.test_themes import theme
from tests.reader import Reader


def test_without_cases_the_page_says_what_will_be_here(reader: Reader, cast: Cast) -> None:
    cast.author, cast.groupmate  # noqa: B018 - lack a case
    reader.sign_in(cast.instructor)
    text = reader.get(f"/undervisning/{cast.cohort.id}/huller").text
    assert "Når den første case er afleveret" in text
    assert "De, der mangler en case Kasper Eldrup og Maja Bruun" in text


def test_the_page_says_what_nobody_raised(reader: Reader, cast: Cast) -> None:
    one, _two = theme(cast, "Tal"), theme(cast, "Åbenhed")
    cases = [handed_in_by(reader, cast, person) for person in (cast.author, cast.classmate)]
    cast.groupmate  # noqa: B018 - lacks a case
    reader.sign_in(cast.instructor)
    here = f"/undervisning/{cast.cohort.id}/huller"
    text = reader.get(here).text
    assert "2 cases er ikke mærket endnu" in text
    assert "Ingen case er mærket med en pligt endnu." in text
    assert "Ingen case er mærket med en rolle endnu." in text
    duties = ["lawful", "professional", "cooperative", "responsible", "open_about_faults"]
    reader.post(f"{cases[0]}/maerker", {"themes": str(one.id), "duties": duties, "roles": ["chair", "press"]})
    text = reader.get(here).text
    assert "1 case er ikke mærket endnu" in text
    assert "Ingen har skrevet om sandhed og partipolitisk neutralitet." in text
    assert "Lovlighed: i 1 case" in text
    assert "fortalt fra disse roller: udvalgsmedlem, direktør, sagsbehandler og borger." in text
    assert "Temaer med én case Tal De, der mangler en case Kasper Eldrup" in text
    assert len(reader.queries) <= 8


def test_what_is_kept_from_the_reader_is_not_counted_and_that_is_said(reader: Reader, cast: Cast) -> None:
    kept, shown = (handed_in_by(reader, cast, person) for person in (cast.author, cast.classmate))
    reader.sign_in(cast.instructor)
    reader.post(f"{kept}/maerker", {"name": "Tal", "duties": "truthful"})
    reader.post(f"{shown}/maerker", {"duties": "lawful"})
    with cast.app.app_context():
        db.session.get_one(Person, cast.instructor.id).municipality_code = cast.fjordby.code
        db.session.commit()
    reader.sign_in(cast.instructor)
    text = reader.get(f"/undervisning/{cast.cohort.id}/huller").text
    assert "1 case vises ikke for dig og er ikke talt med her." in text
    assert "Ingen har skrevet om sandhed" in text
    assert "Temaer med én case" not in text
    assert "Alle har afleveret." in text
