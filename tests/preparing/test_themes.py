"""Can instructors keep themes and lenses on cases, with nothing of it where it does not belong?"""

import pytest
from flask.ctx import AppContext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.courses.models import Course
from portal.db import db
from portal.dilemmas.duties import DUTIES as CARDS
from portal.errors import Refused
from portal.journal.models import Entry
from portal.own_cases import actions as case_actions
from portal.own_cases.models import OwnCase
from portal.own_cases.perspectives import Perspective
from portal.own_cases.queries import own_case_of
from portal.people.models import Person
from portal.preparing.actions import mark_case
from portal.preparing.models import DUTIES, LONGEST_NAME, ROLES, CaseMark, Lens, Theme
from portal.preparing.queries import themes_of
from tests.cast import Cast
from tests.courses.reading import sent_back
from tests.own_cases.work import hand_in, handed_in_by, known, write
from tests.reader import Page, Reader


def theme(cast: Cast, name: str) -> Theme:
    return cast.add(Theme(cohort_id=cast.cohort.id, name=name, folded=name.casefold()))


def names(cast: Cast) -> list[str]:
    with cast.app.app_context():
        return sorted(db.session.scalars(select(Theme.name).where(Theme.cohort_id == cast.cohort.id)))


def marks(cast: Cast) -> set[str]:
    """What stands on cases, in words."""
    with cast.app.app_context():
        found = db.session.execute(select(Theme.name, CaseMark.lens).select_from(CaseMark).outerjoin(Theme))
        return {name or lens.value for name, lens in found}


def acts(cast: Cast) -> list[str]:
    with cast.app.app_context():
        about = Entry.act.startswith("theme.") | (Entry.act == "own_case.marked")
        return list(db.session.scalars(select(Entry.act).where(about).order_by(Entry.at, Entry.id)))


def shelves(page: Page) -> dict[str, list[str]]:
    """The board: heading to the titles under it."""
    columns = [one for one in page.all("div") if one.get("class") == "col"]
    return {
        " ".join(next(column.iter("h3")).itertext()): [" ".join(one.itertext()) for one in column.iter("h4")]
        for column in columns
    }


def test_a_theme_is_made_once_however_it_is_spelt(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.instructor)
    here = f"/undervisning/{cast.cohort.id}/temaer"
    assert "Her kommer holdets temaer." in reader.get(here).text
    for name in ("Ærlighed  og tal", "ÆRLIGHED OG TAL", " ærlighed og tal "):
        assert reader.post(here, {"name": name}).status == 303
    page = reader.get(here)
    assert (names(cast), acts(cast)) == (["Ærlighed og tal"], ["theme.made"])
    assert "Ingen cases, du kan se" in page.text


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("  ", "Skriv, hvad temaet hedder."),
        ("Ø" * (LONGEST_NAME + 1), "Der er plads til 60 tegn. Kort det lidt."),
        ("Sagen om 010190-1234", "Det ligner et cpr-nummer"),
    ],
)
def test_a_name_that_cannot_be_comes_back_with_the_reason(reader: Reader, cast: Cast, name: str, sentence: str) -> None:
    reader.sign_in(cast.instructor)
    page = reader.post(f"/undervisning/{cast.cohort.id}/temaer", {"name": name})
    assert (page.status, names(cast)) == (422, [])
    assert sentence in page.text
    assert page.field("name") == name.strip()


@pytest.mark.once
def test_the_themes_of_the_course_are_offered_until_the_cohort_has_them(reader: Reader, cast: Cast) -> None:
    with cast.app.app_context():
        course = db.session.get_one(Course, cast.course.id)
        course.themes = "Tal og fakta: når to tal siger noget forskelligt\nÅbenhed"
        db.session.commit()
    reader.sign_in(cast.instructor)
    here = f"/undervisning/{cast.cohort.id}/temaer"
    page = reader.get(here)
    assert "Brug “Tal og fakta”" in page.text
    assert "Brug “Åbenhed”" in page.text
    reader.post(here, {"name": "Tal og fakta"})
    assert "Brug “Tal og fakta”" not in reader.get(here).text


def test_a_theme_is_renamed_but_not_to_one_there_is(reader: Reader, cast: Cast) -> None:
    one, _other = theme(cast, "Tal"), theme(cast, "Åbenhed")
    reader.sign_in(cast.instructor)
    refused = reader.post(f"/tema/{one.id}", {"act": "rename", "name": "åbenhed"})
    assert (refused.status, refused.field("name")) == (422, "åbenhed")
    assert "Holdet har allerede et tema, der hedder “åbenhed”. Du kan lægge dem sammen." in refused.text
    assert reader.post(f"/tema/{one.id}", {"act": "rename", "name": "TAL"}).status == 303
    assert names(cast) == ["TAL", "Åbenhed"]


def test_a_name_that_a_colleague_gave_meanwhile_is_not_lost_without_a_word(reader: Reader, cast: Cast) -> None:
    one = theme(cast, "Tal")
    reader.sign_in(cast.instructor)
    older = sent_back(reader.get(f"/tema/{one.id}")) | {"act": "rename"}
    for _press in range(2):
        assert reader.post(f"/tema/{one.id}", older | {"name": "Tal og fakta"}).status == 303
    page = reader.post(f"/tema/{one.id}", older | {"name": "Økonomi"})
    assert (page.status, page.field("name"), names(cast)) == (422, "Økonomi", ["Tal og fakta"])
    assert page.errors == ["En anden har kaldt temaet “Tal og fakta” imens. Gem igen, hvis dit navn skal gælde."]
    assert reader.post(f"/tema/{one.id}", sent_back(page) | {"act": "rename"}).status == 303
    assert names(cast) == ["Økonomi"]


def test_two_themes_put_together_keep_every_case_once(reader: Reader, cast: Cast) -> None:
    first, second = theme(cast, "Tal"), theme(cast, "Fakta")
    foreign = cast.add(Theme(cohort_id=cast.other_cohort.id, name="Andre", folded="andre"))
    for person, stand in ((cast.author, (first,)), (cast.classmate, (first, second))):
        case = handed_in_by(reader, cast, person).removeprefix("/case/")
        with cast.app.app_context():
            own_case = next(one for one in db.session.scalars(select(OwnCase)) if str(one.id) == case)
            db.session.add_all([CaseMark(own_case_id=own_case.id, theme_id=each.id) for each in stand])
            db.session.commit()
    reader.sign_in(cast.instructor)
    for wrong in (str(first.id), str(foreign.id), "noget"):
        assert reader.post(f"/tema/{first.id}", {"act": "merge", "into": wrong}).status == 422
    assert reader.post(f"/tema/{first.id}", {"act": "merge", "into": str(second.id)}).status == 303
    with cast.app.app_context():
        rows = db.session.scalars(select(CaseMark.theme_id)).all()
    assert (names(cast), rows) == (["Fakta"], [second.id, second.id])
    assert "Se 2 cases" in reader.get(f"/undervisning/{cast.cohort.id}/temaer").text


def test_a_removed_theme_leaves_its_cases(reader: Reader, cast: Cast) -> None:
    one = theme(cast, "Tal")
    case = handed_in_by(reader, cast, cast.author)
    reader.sign_in(cast.instructor)
    reader.post(f"{case}/maerker", {"themes": str(one.id)})
    assert "Temaet står på 1 case, du kan se." in reader.get(f"/tema/{one.id}").text
    assert reader.post(f"/tema/{one.id}", {"act": "remove"}).status == 303
    assert (names(cast), marks(cast), reader.get(case).status) == ([], set(), 200)


def test_a_case_gets_themes_and_lenses_and_keeps_what_another_has_put_there(reader: Reader, cast: Cast) -> None:
    one, two = theme(cast, "Tal"), theme(cast, "Åbenhed")
    case = handed_in_by(reader, cast, cast.author)
    reader.sign_in(cast.instructor)
    sent = {"themes": str(one.id), "duties": "truthful", "roles": "chair", "name": "Før valget"}
    assert reader.post(f"{case}/maerker", sent).location == f"{case}?maerket=1"
    assert marks(cast) == {"Tal", "Før valget", "truthful", "chair"}
    assert "Før valget Tal Sandhed Udvalgsformand" in reader.get(case).text
    stale = {"had": str(one.id), "themes": str(two.id)}  # a page from before the lenses stood there
    reader.post(f"{case}/maerker", stale)
    assert marks(cast) == {"Åbenhed", "Før valget", "truthful", "chair"}
    ticked = [box.get("value") for box in reader.get(f"{case}/maerker").all("input") if "checked" in box.attrib]
    assert (len(ticked), {"chair", "truthful", str(two.id)} <= set(ticked)) == (4, True)
    reader.post(f"{case}/maerker", stale)
    assert acts(cast).count("own_case.marked") == 2


def test_a_case_that_was_taken_back_and_a_theme_that_has_gone_are_refused(inside: AppContext, cast: Cast) -> None:
    own_case = write(cast)
    hand_in(cast, own_case)
    foreign = cast.add(Theme(cohort_id=cast.other_cohort.id, name="Andre", folded="andre"))
    with pytest.raises(Refused, match="Temaet er fjernet i mellemtiden"):
        mark_case(own_case, by=cast.instructor, themes=[foreign.id])
    found = own_case_of(cast.author, cast.cohort.id)
    assert found is not None
    case_actions.withdraw_own_case(found, by=known(cast.author))
    with pytest.raises(Refused, match="Casen er trukket tilbage"):
        mark_case(found, by=cast.instructor, lenses=[Lens.CHAIR])


def test_the_board_can_be_read_by_theme_and_takes_a_theme_there(reader: Reader, cast: Cast) -> None:
    first = handed_in_by(reader, cast, cast.author, title="Hvem ejer tallene?")
    handed_in_by(reader, cast, cast.classmate, title="To udvalg, én sag")
    reader.sign_in(cast.instructor)
    here = f"/undervisning/{cast.cohort.id}"
    by_theme = f"{here}?efter=tema"
    assert shelves(reader.get(by_theme)) == {"Uden tema": ["Hvem ejer tallene?", "To udvalg, én sag"]}
    assert reader.post(f"{first}/maerker", {"fra": "tavle", "name": ""}).status == 422
    sent = reader.post(f"{first}/maerker", {"fra": "tavle", "name": "Tal"})
    with cast.app.app_context():
        tal = db.session.scalars(select(Theme.id)).one()
    assert sent.location == f"{by_theme}&valgt={tal}#h-cases"
    assert reader.get(sent.location.partition("#")[0]).field("name") == "Tal"
    assert shelves(reader.get(by_theme)) == {"Tal": ["Hvem ejer tallene?"], "Uden tema": ["To udvalg, én sag"]}
    reader.post(f"{first}/maerker", {"roles": "press"})
    for mark in (str(tal), "press"):
        assert shelves(reader.get(f"{here}?maerke={mark}")) == {
            "Afleveret": ["Hvem ejer tallene?"], "Læst": [], "Valgt til kurset": [],
        }  # fmt: skip
    assert list(shelves(reader.get(f"{here}?maerke=ukendt"))) == ["Mangler", "Afleveret", "Læst", "Valgt til kurset"]


def test_what_stands_on_a_case_is_hidden_with_it_and_from_its_author(reader: Reader, cast: Cast) -> None:
    case = handed_in_by(reader, cast, cast.author, visibility="cohort", title="Hvem ejer tallene?")
    reader.sign_in(cast.instructor)
    reader.post(f"{case}/maerker", {"name": "Ørkenvandring", "duties": "neutral"})
    for person in (cast.author, cast.classmate):
        reader.sign_in(person)
        text = reader.get(case).text
        assert "Ørkenvandring" not in text
        assert "Partipolitisk" not in text
    with cast.app.app_context():
        db.session.get_one(Person, cast.instructor.id).municipality_code = cast.fjordby.code
        db.session.commit()
    reader.sign_in(cast.instructor)
    board = reader.get(f"/undervisning/{cast.cohort.id}?efter=tema")
    assert "tallene" not in board.source
    assert "Når den første case er afleveret" in board.text
    assert "Ingen cases, du kan se" in reader.get(f"/undervisning/{cast.cohort.id}/temaer").text
    assert reader.get(f"{case}/maerker").status == 404


def test_a_case_that_is_kept_from_the_reader_counts_and_is_said(reader: Reader, cast: Cast) -> None:
    handed_in_by(reader, cast, cast.author)
    handed_in_by(reader, cast, cast.classmate)
    cast.groupmate  # noqa: B018 - lacks a case
    with cast.app.app_context():
        db.session.get_one(Person, cast.instructor.id).municipality_code = cast.fjordby.code
        db.session.commit()
    reader.sign_in(cast.instructor)
    text = reader.get(f"/undervisning/{cast.cohort.id}").text
    assert "2 af 3 cases er afleveret" in text
    assert "1 case er afleveret, men vises ikke for dig, fordi forfatteren arbejder samme sted som dig." in text
    assert cast.author.name not in text
    assert cast.groupmate.name in text


@pytest.mark.once
def test_the_database_takes_a_name_and_a_mark_once(inside: AppContext, cast: Cast) -> None:
    one = theme(cast, "Tal")
    with pytest.raises(IntegrityError):
        theme(cast, "Tal")
    db.session.rollback()
    own_case = cast.add(OwnCase(cohort_id=cast.cohort.id, author_id=cast.author.id))
    cast.add(CaseMark(own_case_id=own_case.id, theme_id=one.id))
    for again in ({"theme_id": one.id}, {"theme_id": one.id, "lens": Lens.CHAIR}, {}):
        with pytest.raises(IntegrityError):
            cast.add(CaseMark(own_case_id=own_case.id, **again))
        db.session.rollback()
    assert themes_of([own_case.id]) == {own_case.id: ["Tal"]}


@pytest.mark.once
def test_the_lenses_are_the_duties_of_the_cards_and_the_roles_of_sparring() -> None:
    assert [one.value for one in DUTIES] == list(CARDS)
    assert [(one.value, str(one.label)) for one in ROLES] == [(one.value, str(one.label)) for one in Perspective]
