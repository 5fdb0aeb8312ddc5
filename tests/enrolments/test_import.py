"""Does a coordinator see what a spreadsheet would do before it does it, all of it or nothing, and once only?"""

import html
import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest

from portal import clock
from portal.courses.cohort_models import Cohort, StaffRole
from portal.db import db
from portal.enrolments.models import Delegation, Enrolment, EnrolmentStatus, ImportDraft
from portal.letters.models import Letter
from portal.people.models import Person
from tests.cast import Cast
from tests.enrolments.sheets import ASE, BO, HEADINGS, as_csv, as_xlsx, many
from tests.enrolments.test_pages import change, roster, rows, statuses, toast
from tests.reader import Page, Reader


class Import:
    """A coordinator at the page."""

    def __init__(self, cast: Cast, reader: Reader) -> None:
        self.cast, self.reader = cast, reader.sign_in(cast.coordinator)
        self.address = f"{roster(cast)}/regneark"

    def send(self, data: bytes, name: str = "deltagere.csv") -> Page:
        return self.reader.post(self.address, {"sheet": (BytesIO(data), name)}, content_type="multipart/form-data")

    def look(self, data: bytes, name: str = "deltagere.csv") -> Page:
        sent = self.send(data, name)
        assert (sent.status, sent.location) == (303, self.address), sent.text
        return self.reader.get(self.address)

    def use(self, page: Page) -> Page:
        return self.reader.post(self.address, {name: page.field(name) for name in ("draft_id", "seen", "form_key")})

    def count(self, kind: type) -> int:
        with self.reader.app.app_context():
            return db.session.query(kind).count()


@pytest.fixture
def sheet(cast: Cast, reader: Reader) -> Import:
    return Import(cast, reader)


def test_everybody_in_a_sheet_is_enrolled_after_a_look(sheet: Import) -> None:
    page = sheet.look(as_csv(ASE, BO, encoding="cp1252"))
    assert rows(page) == [
        "2 Åse Ærø Ørum aase@eksempel.dk Sekretær Ærø",
        "3 Bo Kjær bo@eksempel.dk Chef; drift Aarhus Teknik",
    ]
    assert "2 personer får en plads." in page.text
    assert "Tilmeld 2 personer" in page.text
    assert (sheet.count(Enrolment), sheet.count(Letter)) == (0, 0)
    after = sheet.use(page)
    assert after.location == f"{roster(sheet.cast)}?ark=2"
    assert toast(sheet.reader.get(after.location)) == "2 fra regnearket står nu på holdets liste og har fået en mail."
    with sheet.reader.app.app_context():
        people = {p.email: (p.name, p.title, p.municipality_code, p.organisation) for p in db.session.query(Person)}
        assert people["aase@eksempel.dk"] == ("Åse Ærø Ørum", "Sekretær", "492", "")
        assert people["bo@eksempel.dk"] == ("Bo Kjær", "Chef; drift", "751", "Teknik")
        assert sorted((row.kind, row.to_name) for row in db.session.query(Letter)) == [
            ("invitation", "Bo Kjær"),
            ("invitation", "Åse Ærø Ørum"),
        ]
        assert db.session.query(ImportDraft).one().rows == []


def test_an_excel_file_is_as_good(sheet: Import) -> None:
    sheet.use(sheet.look(as_xlsx(ASE, BO), "deltagere.xlsx"))
    assert set(statuses(sheet.reader, sheet.cast.cohort)) == {"Åse Ærø Ørum", "Bo Kjær"}


def test_those_there_is_no_room_for_wait_in_the_order_of_the_sheet(sheet: Import) -> None:
    change(sheet.reader, sheet.cast.cohort, capacity=2)
    page = sheet.look(as_csv(*many(5)))
    assert "2 får en plads, og 3 kommer på venteliste, i arkets rækkefølge." in page.text
    sheet.use(page)
    seen = sheet.reader.get(roster(sheet.cast))
    assert [re.match(r"\d? ?Deltager \d", row)[0] for row in rows(seen)] == [  # type: ignore[index]
        "Deltager 0",
        "Deltager 1",
        "1 Deltager 2",
        "2 Deltager 3",
        "3 Deltager 4",
    ]


def test_one_name_in_one_municipality_under_two_addresses_is_pointed_out_and_no_hindrance(sheet: Import) -> None:
    page = sheet.look(
        as_csv(
            ("Åse Ærø", "aase@eksempel.dk", "", "Ærø", ""),
            ("åse ærø", "aase.privat@eksempel.dk", "", "492", ""),
            ("Åse Ærø", "anden@eksempel.dk", "", "Odense", ""),
        )
    )
    said = "Samme navn og kommune som i række 2, med en anden adresse. Er det samme person?"
    assert page.text.count(said) == 1
    assert rows(page)[1] == said  # of whom nothing is to be mended, those come first
    assert "Tilmeld 3 personer" in page.text
    sheet.use(page)
    page = sheet.look(
        as_csv(
            ("Åse Ærø", "aase@eksempel.dk", "", "Ærø", ""),
            ("ÅSE ÆRØ", "aase.ny@eksempel.dk", "", "Odense", ""),
        )
    )
    assert "Samme navn og kommune som anden@eksempel.dk, der er på holdet. Er det samme person?" in page.text
    assert page.text.count("Er det samme person?") == 1


def test_letters_broken_elsewhere_are_seen_in_an_excel_file_too(sheet: Import) -> None:
    page = sheet.look(as_xlsx(("S¿ren Kj¾r", "s@eksempel.dk"), ("MŒrten", "m@eksempel.dk"), headings=HEADINGS[:2]))
    assert "Bogstaver i “S¿ren Kj¾r” er gået i stykker." in page.text
    assert "Bogstaver i “MŒrten” er gået i stykker." in page.text


def test_each_row_that_cannot_be_used_says_why_and_nobody_is_enrolled(sheet: Import) -> None:
    cast = sheet.cast
    assert cast.disabled
    page = sheet.look(
        as_csv(
            ("", "ingen.navn@eksempel.dk", "", "", ""),
            ("Uden Mail", "", "", "", ""),
            ("Skæv Mail", "skæv@", "", "", ""),
            ("Ny Kommune", "a@eksempel.dk", "", "Brønderslv", ""),
            ("Sær Kommune", "b@eksempel.dk", "", "Andeby", ""),
            ("Sært Nummer", "c@eksempel.dk", "", "999", ""),
            ("Ase Ærø", "D@Eksempel.dk", "", "", ""),
            ("Åse Ærø", "d@eksempel.dk", "", "", ""),
            ('=HYPERLINK("http://ond.eksempel")', "e@eksempel.dk", "", "", ""),
            ("Plus", "f@eksempel.dk", "+45", "", ""),
            ("Snabel", "@sum", "", "", ""),
            ("SÃ¸ren", "g@eksempel.dk", "", "", ""),
            ("Lang", "h@eksempel.dk", "x" * 201, "", ""),
            ("Lukket", "ditte.munk@eksempel.dk", "", "", ""),
            ("God Nok", "i@eksempel.dk", "", "", ""),
            headings=HEADINGS,
        )
    )
    problems = [
        html.unescape(re.sub(r"<.*?>", "", found)).strip()
        for found in re.findall(r"<p><svg.*?</p>", page.source.partition('<table class="table')[2], re.DOTALL)
    ]
    assert problems == [
        "Navnet mangler.",
        "E-mailadressen mangler.",
        "“skæv@” ligner ikke en e-mailadresse. Skriv den som navn@kommune.dk.",
        "“Brønderslv” er ikke en kommune, vi kender. Mener du Brønderslev?",
        "“Andeby” er ikke en kommune, vi kender. Skriv kommunens navn eller nummer.",
        "“999” er ikke en kommune, vi kender. Skriv kommunens navn eller nummer.",
        "Samme e-mailadresse som i række 8.",
        "Navn begynder med “=”, så det kan være en formel. Skriv det som almindelig tekst.",
        "Titel begynder med “+”, så det kan være en formel. Skriv det som almindelig tekst.",
        "E-mail begynder med “@”, så det kan være en formel. Skriv det som almindelig tekst.",
        "Bogstaver i “SÃ¸ren” er gået i stykker. Gem arket som .xlsx, og prøv igen.",
        "Titel er længere end 200 tegn.",
        "Kontoen er lukket. Skriv til administratoren.",
    ]
    assert "13 rækker skal rettes, før nogen bliver tilmeldt." in page.text
    assert page.text.index("Kontoen er lukket.") < page.text.index("Ase Ærø")  # those to mend come first
    assert '=HYPERLINK("http://ond.eksempel")' in page.text
    assert "draft_id" not in page.source
    with sheet.reader.app.app_context():
        draft = db.session.query(ImportDraft).one()
    forced = sheet.reader.post(sheet.address, {"draft_id": str(draft.id), "seen": "1-1-0"})
    assert forced.status == 422
    assert "Der er rækker, der skal rettes, før nogen kan tilmeldes." in forced.text
    assert (sheet.count(Letter), set(statuses(sheet.reader, cast.cohort))) == (0, {"Ditte Munk"})


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ærø", "492"),
        ("Ærø Kommune", "492"),
        ("Københavns Kommune", "101"),
        ("Bornholms Regionskommune", "400"),
        ("Lyngby Tårbæk", "173"),
        ("Århus", "751"),
        ("0751", "751"),
        ("101", "101"),
    ],
)
def test_a_municipality_is_known_however_it_is_written(sheet: Import, written: str, code: str) -> None:
    page = sheet.look(as_csv(("Åse", "aase@eksempel.dk", "", written, "")))
    assert f'">{written}</td>' not in page.source  # the name it means stands there
    sheet.use(page)
    with sheet.reader.app.app_context():
        assert db.session.query(Person).filter_by(email="aase@eksempel.dk").one().municipality_code == code


def test_those_who_are_there_already_are_passed_over_and_said(sheet: Import) -> None:
    cast = sheet.cast
    rows_sent = [(p.name, p.email, "", "", "") for p in (cast.author, cast.waiting, cast.removed)]
    renamed = ("Åse B.", cast.stranger.email, "", "Vejle", "")
    change(sheet.reader, cast.cohort, capacity=1)
    page = sheet.look(as_csv(*rows_sent, renamed))
    for sentence in (
        "Er allerede tilmeldt.",
        "Står allerede på venteliste.",
        "Var afmeldt og tilmeldes igen.",
        "Vi kender adressen som Åse Bjørnø. Det navn beholdes. Vi kender adressen fra Aarhus. Den kommune beholdes.",
        "Holdet er fuldt, så 2 personer kommer på venteliste, i arkets rækkefølge. 2 er tilmeldt i forvejen og springes over.",
    ):
        assert sentence in page.text
    assert sheet.use(page).location.endswith("?ark=2")
    assert statuses(sheet.reader, cast.cohort) == {
        "Maja Bruun": EnrolmentStatus.CONFIRMED,
        "Signe Ørum": EnrolmentStatus.WAITLISTED,
        "Bo Kjær": EnrolmentStatus.WAITLISTED,
        "Åse Bjørnø": EnrolmentStatus.WAITLISTED,
    }
    with cast.app.app_context():
        assert db.session.get_one(Person, cast.stranger.id).municipality_code == "751"
    assert "Alle i regnearket er tilmeldt i forvejen" in sheet.look(as_csv(*rows_sent)).text


def test_a_row_of_who_coordinates_the_cohort_says_so_before_the_act(sheet: Import) -> None:
    cast = sheet.cast
    gry = cast.staff("Gry Aas", cast.cohort, StaffRole.COORDINATOR)
    elsewhere = cast.staff("Gro Aas", cast.other_cohort, StaffRole.COORDINATOR)
    page = sheet.look(as_csv(*((p.name, p.email, "", "", "") for p in (gry, elsewhere))))
    assert "Gry Aas koordinerer holdet." in page.text
    assert "Gro Aas koordinerer holdet." not in page.text
    sheet.reader.sign_in(cast.chief)
    assert (
        "Gerda Højlund koordinerer holdet." in sheet.look(as_csv((cast.chief.name, cast.chief.email, "", "", ""))).text
    )


@pytest.mark.parametrize("count", [1, 3])
def test_a_preview_of_people_we_know_asks_as_much_for_one_as_for_many(sheet: Import, count: int) -> None:
    known = [sheet.cast.person(f"Åse {number}") for number in range(count)]
    sheet.look(as_csv(*((p.name, p.email, "", "", "") for p in known)))
    assert len(sheet.reader.queries) == 7


def test_those_who_wait_get_free_places_before_the_sheet_does(sheet: Import) -> None:
    assert sheet.cast.waiting
    change(sheet.reader, sheet.cast.cohort, capacity=1)
    page = sheet.look(as_csv(ASE))
    assert "Holdet er fuldt, så 1 person kommer på venteliste." in page.text
    sheet.use(page)
    assert statuses(sheet.reader, sheet.cast.cohort) == {
        "Signe Ørum": EnrolmentStatus.CONFIRMED,
        "Åse Ærø Ørum": EnrolmentStatus.WAITLISTED,
    }


def test_pressing_twice_enrols_once(sheet: Import) -> None:
    page = sheet.look(as_csv(ASE, BO))
    first, second = sheet.use(page), sheet.use(page)
    assert (second.status, second.location) == (303, first.location)
    assert (sheet.count(Letter), sheet.count(Enrolment)) == (2, 2)


def test_somebody_enrolled_meanwhile_is_seen_before_the_act(sheet: Import) -> None:
    change(sheet.reader, sheet.cast.cohort, capacity=2)
    page = sheet.look(as_csv(ASE, BO))
    sheet.cast.participant("Kom Imellem")
    again = sheet.use(page)
    assert again.status == 422
    assert "Holdet er ændret, mens du så på regnearket. Se det igennem igen, før du tilmelder." in again.text
    assert "1 får en plads, og 1 kommer på venteliste" in again.text
    assert sheet.count(Letter) == 0
    assert sheet.use(again).status == 303
    assert sheet.count(Letter) == 2


def test_a_newer_sheet_takes_the_place_of_the_older(sheet: Import) -> None:
    older = sheet.look(as_csv(ASE))
    newer = sheet.look(as_csv(BO))
    refused = sheet.use(older)
    assert (refused.status, "Der er et nyere regneark." in refused.text) == (422, True)
    assert sheet.use(newer).status == 303
    assert set(statuses(sheet.reader, sheet.cast.cohort)) == {"Bo Kjær"}


def test_a_sheet_belongs_to_the_person_and_the_cohort(sheet: Import) -> None:
    cast = sheet.cast
    page = sheet.look(as_csv(ASE))
    other = Reader(sheet.reader.app).sign_in(cast.other_coordinator)
    address = f"/hold/{cast.other_cohort.id}/tilmeldinger/regneark"
    assert "Åse" not in other.get(address).text
    assert other.post(address, {"draft_id": page.field("draft_id"), "seen": page.field("seen")}).status == 422
    for nonsense in ("", "nej", str(uuid4())):
        assert sheet.reader.post(sheet.address, {"draft_id": nonsense, "seen": "1-1-0"}).status == 422
    assert sheet.count(Letter) == 0


def test_a_sheet_nobody_used_is_forgotten_after_a_day(sheet: Import) -> None:
    sheet.look(as_csv(ASE))
    clock.set_clock(clock.now() + timedelta(hours=25))
    Reader(sheet.reader.app).sign_in(sheet.cast.other_coordinator).post(
        f"/hold/{sheet.cast.other_cohort.id}/tilmeldinger/regneark",
        {"sheet": (BytesIO(as_csv(BO)), "ark.csv")},
        content_type="multipart/form-data",
    )
    with sheet.reader.app.app_context():
        assert [[row["name"] for row in draft.rows] for draft in db.session.query(ImportDraft)] == [["Bo Kjær"]]


def test_what_we_do_not_read_is_said_and_not_kept(sheet: Import) -> None:
    page = sheet.look(as_csv((*ASE, "nødder"), headings=(*HEADINGS, "Allergier")))
    assert "Vi læser ikke Allergier. Det bliver ikke gemt." in page.text
    with sheet.reader.app.app_context():
        assert "nødder" not in str(db.session.query(ImportDraft).one().rows)


@pytest.mark.parametrize(("data", "sentence"), [(b"", "Regnearket er tomt."), (b"\x89PNG\0", "Filen kan ikke læses")])
def test_a_file_that_is_none_is_refused_at_the_field(sheet: Import, data: bytes, sentence: str) -> None:
    page = sheet.send(data)
    assert page.status == 422
    assert [error[: len(sentence)] for error in page.errors] == [sentence]
    assert sheet.reader.post(sheet.address, {}).errors == ["Vælg en fil med deltagere."]


def test_a_file_far_too_large_is_not_even_received(sheet: Import) -> None:
    said = {"CONTENT_LENGTH": "20000001", "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    page = sheet.reader._read("POST", sheet.address, environ_overrides=said)
    assert (page.status, page.heading) == (413, "Det, du sendte, er for stort")


def test_the_template_can_be_filled_in_and_sent_back(sheet: Import) -> None:
    empty = sheet.reader.get(f"{roster(sheet.cast)}/skabelon.csv").response
    assert empty.headers["Content-Disposition"] == 'attachment; filename="deltagere.csv"'
    assert empty.data == b"\xef\xbb\xbfNavn;E-mail;Titel;Kommune;Organisation\r\n"
    filled = empty.data + ";".join(ASE).encode() + b"\r\n"
    assert "1 person får en plads." in sheet.look(filled).text


def test_on_a_cohort_of_boards_everybody_comes_with_the_board_unless_the_sheet_says_no(sheet: Import) -> None:
    change(sheet.reader, sheet.cast.cohort, capacity_boards=1)
    headings = ("Navn", "E-mail", "Kommune", "Direktion")
    page = sheet.look(
        as_csv(
            ("Anne", "anne@eksempel.dk", "Ærø", ""),
            ("Bo", "bo@eksempel.dk", "Ærø", "ja"),
            ("Cille", "cille@eksempel.dk", "Aarhus", "ja"),
            ("Dan", "dan@eksempel.dk", "Aarhus", "nej"),
            headings=headings,
        )
    )
    assert "3 får en plads, og 1 kommer på venteliste" in page.text
    sheet.use(page)
    waiting = [n for n, s in statuses(sheet.reader, sheet.cast.cohort).items() if s is EnrolmentStatus.WAITLISTED]
    assert (waiting, sheet.count(Delegation)) == (["Cille"], 2)
    lacking = sheet.look(as_csv(("Eva", "eva@eksempel.dk", "", ""), headings=headings))
    assert "Kommunen mangler. På holdet her tilmeldes direktioner." in lacking.text


@pytest.mark.parametrize("count", [1, 3])
def test_a_preview_asks_as_much_for_one_as_for_many(sheet: Import, count: int) -> None:
    sheet.look(as_csv(*many(count)))
    assert len(sheet.reader.queries) == 6


@pytest.mark.once
def test_two_thousand_rows_stay_a_short_page_with_what_to_mend_first(sheet: Import) -> None:
    page = sheet.look(as_csv(*many(1_999), ("", "sidst@eksempel.dk", "", "", "")))
    assert "200 af 2000 rækker. De, der skal rettes, står først." in page.text
    assert rows(page)[:2] == ["2001 – sidst@eksempel.dk", "Navnet mangler."]
    assert len(page.source) < 120_000
    sheet.use(sheet.look(as_csv(*many(2_000))))
    assert sheet.count(Enrolment) == 2_000


def test_the_sheet_is_still_there_after_signing_in_again(sheet: Import) -> None:
    page = sheet.look(as_csv(ASE))
    fields = {name: page.field(name) for name in ("draft_id", "seen")} | {"csrf_token": sheet.reader.token()}
    clock.set_clock(clock.now() + timedelta(minutes=61))
    assert sheet.reader._read("POST", sheet.address, data=fields).location == f"/log-ind?naeste={sheet.address}"
    sheet.reader.sign_in(sheet.cast.administrator).sign_in(sheet.cast.coordinator)
    assert sheet.count(Letter) == 0


def test_a_cohort_that_takes_nobody_reads_no_sheet(sheet: Import) -> None:
    cohort: Cohort = sheet.cast.cohort
    change(sheet.reader, cohort, completed_at=clock.now())
    page = sheet.send(as_csv(ASE))
    assert (page.status, "Holdet er afsluttet, så ingen kan tilmeldes." in page.text) == (422, True)


def test_ad_8_a_number_in_a_column_that_is_used_turns_the_sheet_away_and_one_beside_it_is_left_out(
    sheet: Import,
) -> None:
    """AD-8: the coordinator is told which rows, and nothing of the sheet is kept."""
    page = sheet.send(as_csv((*ASE[:2], "Chef 010190-1234", *ASE[3:]), BO))
    assert (page.status, "I række 2 står noget, der ligner et cpr-nummer" in page.text) == (422, True)
    assert sheet.count(ImportDraft) == 0
    sheet.look(as_csv((*ASE, "010190-1234"), headings=(*HEADINGS, "Nummer")))
    assert sheet.count(ImportDraft) == 1
