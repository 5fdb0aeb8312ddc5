"""Does the group's table show what worries people in each role, about the cases one may read now, and nothing of the others?"""

import pytest

from portal.db import db
from portal.journal.models import Entry
from portal.own_cases.models import OwnCase, OwnCaseStatus, Visibility
from tests.cast import Cast
from tests.reader import Page, Reader, words
from tests.sparring.group import case_of, consulted

ROLES = ["Udvalgsformand", "Udvalgsmedlem", "Direktør", "Sagsbehandler", "Borger", "Presse"]


def group_page(reader: Reader, cast: Cast) -> Page:
    return reader.get(f"/hold/{cast.cohort.id}/casegruppe")


def rows(page: Page) -> dict[str, str]:
    """Role to what stands beside it."""
    return {words(row[0]): words(row[1]) for body in page.all("tbody") for row in body.iter("tr")}


def leads(page: Page) -> dict[str, list[tuple[str, str]]]:
    """Role to the cases named beside it, and where each name leads; roles without any are left out."""
    found = {words(row[0]): [(words(a), a.get("href", "")) for a in row.iter("a")] for row in page.all("tr")}
    return {role: links for role, links in found.items() if links}


def test_the_table_grows_role_by_role_and_leads_to_the_cases(reader: Reader, cast: Cast) -> None:
    third = cast.participant("Else Kær", group=1)
    his, hers = case_of(cast, cast.author, "Cykelstien"), case_of(cast, third, "Skolevejen", Visibility.COHORT)
    mine = case_of(cast, cast.groupmate, "Havnen")
    page = group_page(reader.sign_in(cast.groupmate), cast)
    assert (rows(page), "Ingen har skrevet en bekymring endnu." in page.text) == ({}, True)
    assert page.links[-1] in {f"/case/{one.id}/sparring?som=citizen" for one in (his, hers)}
    consulted(cast, his, third, "At løftet står alene", "press")
    consulted(cast, hers, cast.author, "At ingen spurgte forældrene", "citizen")
    consulted(cast, mine, cast.author, "At kajen lukker", "press")
    consulted(cast, mine, third, "At jeg selv bor der")
    page = group_page(reader, cast)
    said = dict.fromkeys(ROLES, "Ingen har skrevet en bekymring i den rolle endnu") | {
        "Borger": "At ingen spurgte forældreneSkolevejen",
        "Presse": "At kajen lukkerHavnenAt løftet står aleneCykelstien",
        "Sig selv": "At jeg selv bor derHavnen",
    }
    assert {role: text.replace(" ", "") for role, text in rows(page).items()} == {
        role: text.replace(" ", "") for role, text in said.items()
    }
    own = ("Havnen", f"/case/{mine.id}")
    assert leads(page) == {
        "Borger": [("Skolevejen", f"/case/{hers.id}/sparring")],
        "Presse": [own, ("Cykelstien", f"/case/{his.id}/sparring")],
        "Sig selv": [own],
    }
    assert "Ring først." not in page.source, "advice is between giver and author"


def test_what_one_may_not_read_leaves_no_trace_in_it(reader: Reader, cast: Cast) -> None:
    giver = cast.participant("Else Kær", group=1)
    hidden = [
        case_of(cast, cast.author, "Skjult kun for underviserne", Visibility.INSTRUCTORS),
        case_of(cast, cast.participant("Finn Ørn", home=cast.fjordby, group=1), "Skjult for kolleger"),
        case_of(cast, cast.politician, "Skjult for ansatte", Visibility.COHORT),
        case_of(cast, cast.classmate, "Skjult i en anden gruppe", Visibility.COHORT),
        case_of(cast, cast.participant("Gro Åen", group=1), "Skjult og trukket tilbage"),
    ]
    reader_of_none = cast.participant("Ib Sø", home=cast.fjordby, group=1)
    for one in hidden:
        consulted(cast, one, giver, "Skjult bekymring", "press")
    with cast.app.app_context():
        db.session.get_one(OwnCase, hidden[-1].id).status = OwnCaseStatus.WITHDRAWN
        db.session.commit()
    page = group_page(reader.sign_in(reader_of_none), cast)
    assert ("Skjult" in page.source, rows(page)) == (False, {})
    assert "Når en i gruppen deler sin case" in page.text
    with cast.app.app_context():
        assert db.session.query(Entry).filter_by(act="own_case.tabled").count() == 0
        db.session.get_one(OwnCase, hidden[0].id).visibility = Visibility.GROUP
        db.session.commit()
    assert rows(group_page(reader, cast)) == {}, "still of one's own municipality"
    told = rows(group_page(reader.sign_in(cast.groupmate), cast))["Presse"]
    assert sorted(told.split("Skjult bekymring")) == ["", "Skjult for kolleger", "Skjult kun for underviserne"]


def test_nobody_is_named_beside_a_concern_and_its_author_sees_who_saw_it(reader: Reader, cast: Cast) -> None:
    third = cast.participant("Else Kær", group=1)
    his, hers = case_of(cast, cast.author, "Cykelstien"), case_of(cast, third, "Skolevejen")
    consulted(cast, his, third, "At løftet står alene", "press")
    page = group_page(reader.sign_in(cast.groupmate), cast)
    assert "Else" not in rows(page)["Presse"]
    opened = reader.sign_in(cast.author).get(f"/case/{his.id}/laesere").text
    assert ("Kasper Eldrup" in opened, "vist i casegruppens tabel" in opened) == (True, True)
    group_page(reader, cast)
    with cast.app.app_context():
        noted = db.session.query(Entry).filter_by(act="own_case.tabled").all()
        assert [(e.subject_id, e.by_id) for e in noted] == [(his.id, cast.groupmate.id)], (
            "hers has no concern, his own is his"
        )
    assert hers.id


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_however_many_cases_there_are(reader: Reader, cast: Cast, count: int) -> None:
    case_of(cast, cast.groupmate, "Havnen")
    authors = [cast.participant(f"Else Kær {n}", group=1) for n in range(count)]
    for one in authors:
        own_case = case_of(cast, one, f"Case {one.name}")
        for giver in (cast.author, *(giver for giver in authors if giver is not one)):
            consulted(cast, own_case, giver, f"Bekymring {giver.name}", "press")
    page = group_page(reader.sign_in(cast.groupmate), cast)
    assert rows(page)["Presse"].count("Bekymring") == count * count
    assert len(reader.queries) == 7


@pytest.mark.once
def test_what_people_wrote_is_danish_on_an_english_page(reader: Reader, cast: Cast) -> None:
    own_case = case_of(cast, cast.author, "Cykelstien")
    reader.sign_in(cast.groupmate)
    reader.post("/profil", {"name": "Kasper Eldrup", "locale": "en"})
    page = group_page(reader, cast)
    assert "Read “Cykelstien” as a citizen" in page.text
    titles = [one for one in page.all("main")[0].iter() if one.get("lang") == "da"]
    assert [(one.tag, words(one)) for one in titles] == [("a", "Cykelstien"), ("span", "Cykelstien")]
    consulted(cast, own_case, cast.groupmate, "At løftet står alene", "press")
    page = group_page(reader, cast)
    [said] = [one for one in page.all("div") if one.get("class") == "concern"]
    assert (said.get("lang"), "Press" in rows(page)) == ("da", True)
