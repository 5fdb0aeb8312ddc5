"""Do the right people read a case, and only what the author has handed in?"""

import io
from datetime import timedelta
from uuid import uuid4

import pytest

from portal import clock
from portal.db import db
from portal.journal.models import Entry
from portal.own_cases.models import OwnCase, OwnCaseStatus
from tests.cast import Cast
from tests.own_cases.work import WHOLE, handed_in_by
from tests.reader import Reader
from tests.storage.judged import let_all_in
from tests.storage.samples import sample

CANARY = "kanariefugl-7f3a"
EVERYBODY = (
    "author", "classmate", "groupmate", "colleague", "stranger", "removed", "waiting", "instructor",
    "other_instructor", "coordinator", "other_coordinator", "administrator",
)  # fmt: skip
WRITERS = ("author", "classmate", "groupmate")


def opened_by(reader: Reader, cast: Cast, address: str) -> set[str]:
    """Who of the whole cast gets the page."""
    found = set()
    for who in EVERYBODY:
        reader.sign_in(getattr(cast, who))
        status = reader.get(address).status
        assert status in {200, 404}, (who, status)
        found |= {who} if status == 200 else set()
    return found


def acts(reader: Reader, act: str) -> list[Entry]:
    with reader.app.app_context():
        return list(db.session.query(Entry).filter_by(act=act))


def status_of(reader: Reader, address: str) -> OwnCaseStatus:
    with reader.app.app_context():
        return next(c.status for c in db.session.query(OwnCase) if str(c.id) in address)


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        ("instructors", {"author", "instructor"}),
        ("group", {"author", "instructor", "groupmate"}),
        ("cohort", {"author", "instructor", "groupmate", "classmate"}),
    ],
)
def test_a_case_opens_for_the_circle_the_author_chose(
    reader: Reader, cast: Cast, visibility: str, readers: set[str]
) -> None:
    case = handed_in_by(reader, cast, cast.author, visibility=visibility)
    assert opened_by(reader, cast, case) == readers


def test_a_draft_opens_for_its_author_alone_and_its_words_are_on_nobody_elses_page(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    draft = {**{name: f"{CANARY} {name}" for name in WHOLE}, "visibility": "cohort", "version": "0", "intent": "save"}
    reader.post(f"/hold/{cast.cohort.id}/case", {**draft, "files": (io.BytesIO(sample("txt")), f"{CANARY}.txt")})
    with reader.app.app_context():
        address = f"/case/{db.session.query(OwnCase).one().id}"
    assert CANARY in reader.get(address).source
    assert opened_by(reader, cast, address) == {"author"}
    handed_in_by(reader, cast, cast.groupmate, visibility="cohort", title="En anden case")
    pages = {
        cast.instructor: (f"/undervisning/{cast.cohort.id}", "/undervisning"),
        cast.coordinator: ("/koordinering", f"/hold/{cast.cohort.id}"),
        cast.classmate: (f"/hold/{cast.cohort.id}/cases", f"/hold/{cast.cohort.id}", "/"),
    }
    for who, addresses in pages.items():
        reader.sign_in(who)
        for page in map(reader.get, addresses):
            assert page.status == 200
            assert CANARY not in page.source


def test_readers_see_what_was_handed_in_not_what_is_being_rewritten(reader: Reader, cast: Cast) -> None:
    case = handed_in_by(reader, cast, cast.author, visibility="cohort")
    reader.post(f"/hold/{cast.cohort.id}/case", {"title": CANARY, "situation": CANARY, "version": "1"})
    for who in (cast.instructor, cast.classmate, cast.author):
        reader.sign_in(who)
        page = reader.get(case)
        assert page.heading == WHOLE["title"]
        assert CANARY not in page.source


def test_the_words_of_a_case_are_shown_as_text_never_as_markup(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    nasty = {**WHOLE, "title": "<b>Fed</b> & 'x'", "situation": "<script>alert(1)</script>\n\n- punkt æ\n- punkt ø"}
    sent = {**nasty, "version": "0", "is_anonymised": "y", "visibility": "cohort", "intent": "submit"}
    case = reader.post(f"/hold/{cast.cohort.id}/case", sent).location.removesuffix("/kvittering")
    page = reader.sign_in(cast.instructor).get(case)
    assert page.heading == "<b>Fed</b> & 'x'"
    assert "Situationen <script>alert(1)</script>punkt æpunkt ø" in page.text
    assert "<script>alert" not in page.source


def test_the_thread_is_between_the_author_and_the_instructors(reader: Reader, cast: Cast) -> None:
    case = handed_in_by(reader, cast, cast.author, visibility="cohort")
    reader.sign_in(cast.instructor)
    page = reader.post(f"{case}/kommentar", {"text": f"Hvem lovede hvad? {CANARY}"})
    assert (page.status, page.location) == (303, f"{case}?sendt=1#traad")
    for who, sees in ((cast.instructor, True), (cast.author, True), (cast.classmate, False), (cast.groupmate, False)):
        reader.sign_in(who)
        assert (CANARY in reader.get(case).source) is sees
        assert (reader.post(f"{case}/kommentar", {"text": "Jeg også"}).status == 303) is sees


def test_a_remark_sent_twice_stands_once_and_an_empty_one_is_said_at_the_field(reader: Reader, cast: Cast) -> None:
    case = handed_in_by(reader, cast, cast.author)
    reader.sign_in(cast.instructor)
    key = reader.get(case).field("form_key")
    for _time in range(2):
        assert reader.post(f"{case}/kommentar", {"text": CANARY, "form_key": key}).status == 303
    assert reader.get(case).source.count(CANARY) == 1
    page = reader.post(f"{case}/kommentar", {"text": " "})
    assert (page.status, page.errors, page.heading) == (422, ["Skriv noget, før du sender."], WHOLE["title"])
    page = reader.post(f"{case}/kommentar", {"text": "Var det 010190-1234?"})
    assert (page.status, page.field("text").strip()) == (422, "Var det 010190-1234?")
    assert reader.get(f"{case}/kommentar").heading == WHOLE["title"]


@pytest.mark.parametrize("key", ["x" * 5_000, "nul\0", "æøå"])
def test_a_remark_with_an_odd_key_is_kept_or_refused_in_words(reader: Reader, cast: Cast, key: str) -> None:
    case = handed_in_by(reader, cast, cast.author)
    reader.sign_in(cast.instructor)
    assert reader.post(f"{case}/kommentar", {"text": "Godt set", "form_key": key}).status == 303


def test_opening_a_case_is_journaled_and_does_not_mark_it_as_read(reader: Reader, cast: Cast) -> None:
    case = handed_in_by(reader, cast, cast.author, visibility="group")
    for who in (cast.author, cast.instructor, cast.groupmate):
        reader.sign_in(who).get(case)
    assert [entry.by_id for entry in acts(reader, "own_case.read")] == [cast.instructor.id, cast.groupmate.id]
    assert status_of(reader, case) is OwnCaseStatus.SUBMITTED
    page = reader.sign_in(cast.author).get(f"{case}/kvittering")
    assert (
        "Hvem har åbnet den? Ingrid Solbjerg Underviser, 2. nov kl. 9.30 Kasper Eldrup Deltager, 2. nov kl. 9.30"
        in page.text
    )


def test_an_instructor_marks_a_case_with_a_button_and_from_the_board(reader: Reader, cast: Cast) -> None:
    case = handed_in_by(reader, cast, cast.author)
    reader.sign_in(cast.instructor)
    page = reader.post(f"{case}/flyt", {"state": "reviewed", "fra": "case"})
    assert (page.status, page.location) == (303, f"{case}?flyttet=1")
    assert "Casen står nu under “Læst”" in reader.get(page.location).source
    page = reader.post(f"{case}/flyt", {"state": "selected"})
    assert (page.status, page.location) == (303, f"/undervisning/{cast.cohort.id}?til=selected#h-cases")
    page = reader.post(f"{case}/flyt", {"state": "submitted"}, headers={"Accept": "application/json"})
    assert (page.status, page.json) == (200, {"message": "Casen står nu under “Afleveret”"})
    page = reader.post(f"{case}/flyt", {"state": "draft"}, headers={"Accept": "application/json"})
    assert (page.status, page.json) == (409, {"message": "Vælg mellem afleveret, læst og valgt til kurset."})
    assert reader.get(f"{case}/flyt").location == case


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "instructor"])
def test_nobody_but_its_instructors_moves_a_case(reader: Reader, cast: Cast, who: str) -> None:
    case = handed_in_by(reader, cast, cast.author, visibility="cohort")
    reader.sign_in(getattr(cast, who))
    assert reader.post(f"{case}/flyt", {"state": "selected"}).status == 404
    assert status_of(reader, case) is OwnCaseStatus.SUBMITTED


def test_an_instructor_goes_from_case_to_case_and_to_the_next_unread(reader: Reader, cast: Cast) -> None:
    cases = []
    for minute, who in enumerate((cast.author, cast.classmate, cast.groupmate)):
        clock.set_clock(clock.now() + timedelta(minutes=minute))
        cases.append(handed_in_by(reader, cast, who, title=f"Case {minute}"))
    reader.sign_in(cast.instructor)
    reader.post(f"{cases[1]}/flyt", {"state": "reviewed"})
    page = reader.get(cases[0])
    assert "1 af 3" in page.text
    assert "Forrige case" not in page.text
    onward = [link for link in page.links if link in cases]
    assert onward == [cases[1], cases[2]], "the next in line below, and in the card the next that is unread"
    middle = reader.get(cases[1])
    assert [text in middle.text for text in ("Forrige case", "2 af 3", "Næste case")] == [True, True, True]
    assert "Næste ulæste case" in middle.text
    for case in (cases[0], cases[2]):
        reader.post(f"{case}/flyt", {"state": "reviewed"})
    assert "Næste ulæste case" not in reader.get(cases[1]).text


def test_fellow_readers_get_text_and_files_and_nothing_to_press(reader: Reader, cast: Cast) -> None:
    case = handed_in_by(reader, cast, cast.author, visibility="cohort")
    page = reader.sign_in(cast.classmate).get(case)
    assert "Maja Bruun, Sekretariatskonsulent, Vejle" in page.text
    assert [f.get("action") for f in page.all("main")[0].iter("form")] == []
    assert "Casen er delt i fortrolighed." in page.text


def test_the_list_of_shared_cases_holds_what_one_may_read_of_others(reader: Reader, cast: Cast) -> None:
    handed_in_by(reader, cast, cast.author, visibility="group", title="For gruppen")
    clock.set_clock(clock.now() + timedelta(minutes=1))
    handed_in_by(reader, cast, cast.colleague, visibility="cohort", title="For alle")
    handed_in_by(reader, cast, cast.groupmate, visibility="instructors", title="For underviserne")
    address = f"/hold/{cast.cohort.id}/cases"
    seen = {}
    for who in ("author", "groupmate", "classmate", "colleague"):
        page = reader.sign_in(getattr(cast, who)).get(address)
        seen[who] = [" ".join(h.itertext()) for h in page.all("h2") if "casetext__listed" in h.get("class", "")]
    assert seen == {
        "author": [],
        "groupmate": ["For alle", "For gruppen"],
        "classmate": ["For alle"],
        "colleague": [],
    }
    assert reader.sign_in(cast.stranger).get(address).status == 404


def test_withdrawing_shows_what_it_does_and_then_nobody_else_reads(reader: Reader, cast: Cast) -> None:
    case = handed_in_by(reader, cast, cast.author, visibility="cohort")
    reader.sign_in(cast.instructor).get(case)
    reader.sign_in(cast.author)
    page = reader.get(f"{case}/traek-tilbage")
    assert "Ingen andre end du kan åbne casen og bilagene, fra det øjeblik." in page.text
    assert "Det, de har læst, kan vi ikke tage tilbage. Ingrid Solbjerg" in page.text
    assert reader.post(f"{case}/traek-tilbage").location == f"{case}?trukket=1"
    page = reader.get(case)
    assert "Du har trukket casen tilbage." in page.text
    assert WHOLE["situation"] in page.text
    assert "Dine kvitteringer" in page.text
    assert "Nummer 1" in page.text
    assert opened_by(reader, cast, case) == {"author"}
    reader.sign_in(cast.author)
    assert reader.post(f"{case}/traek-tilbage").status == 303
    assert reader.get(f"{case}/kvittering").location == case
    assert reader.get(f"{case}/traek-tilbage").location == case
    sent = {**WHOLE, "version": "1", "is_anonymised": "y", "intent": "submit"}
    again = reader.post(f"/hold/{cast.cohort.id}/case", sent)
    assert "Kvittering nummer 2" in reader.get(again.location).text


@pytest.mark.parametrize("page", ["kvittering", "traek-tilbage"])
@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "author"])
def test_receipt_and_withdrawal_are_the_authors_alone(reader: Reader, cast: Cast, page: str, who: str) -> None:
    case = handed_in_by(reader, cast, cast.author, visibility="cohort")
    reader.sign_in(getattr(cast, who))
    assert reader.get(f"{case}/{page}").status == 404
    assert reader.post(f"{case}/traek-tilbage").status == 404
    assert status_of(reader, case) is OwnCaseStatus.SUBMITTED


def test_what_was_never_handed_in_is_refused_in_words(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    reader.post(f"/hold/{cast.cohort.id}/case", {"title": "Kladde", "version": "0"})
    with reader.app.app_context():
        address = f"/case/{db.session.query(OwnCase).one().id}"
    assert reader.post(f"{address}/traek-tilbage").status == 409
    assert "Det her er en kladde. Kun du kan se den." in reader.get(address).text


def test_an_attachment_follows_its_case_and_each_download_is_journaled(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    address = f"/hold/{cast.cohort.id}/case"
    sent = {**WHOLE, "version": "0", "visibility": "group", "is_anonymised": "y"}
    page = reader.post(address, {**sent, "intent": "stay", "files": (io.BytesIO(sample("pdf")), "Kort æøå.pdf")})
    link = next(link for link in reader.get(address).links if link.startswith("/case-bilag/"))
    assert opened_by(reader, cast, link) == {"author"}
    reader.sign_in(cast.author)
    page = reader.post(address, {**sent, "version": "1", "intent": "submit"})
    case = page.location.removesuffix("/kvittering")
    assert opened_by(reader, cast, link) == {"author"}
    with reader.app.app_context():
        let_all_in()
    assert opened_by(reader, cast, link) == {"author", "instructor", "groupmate"}
    answer = reader.sign_in(cast.instructor).get(link).response
    assert answer.data == sample("pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert {entry.by_id for entry in acts(reader, "own_case_attachment.read")} == {
        cast.author.id, cast.instructor.id, cast.groupmate.id,
    }  # fmt: skip
    reader.sign_in(cast.author).post(f"{case}/traek-tilbage")
    assert opened_by(reader, cast, link) == {"author"}


@pytest.mark.parametrize("path", ["", "/kvittering", "/traek-tilbage", "/kommentar", "/flyt"])
def test_an_id_that_is_none_is_nothing(reader: Reader, cast: Cast, path: str) -> None:
    reader.sign_in(cast.author)
    assert reader.get(f"/case/{uuid4()}{path}").status == 404


@pytest.mark.parametrize("number", [1, 3])
def test_reading_asks_as_much_with_three_cases_remarks_and_files_as_with_one(
    reader: Reader, cast: Cast, number: int
) -> None:
    for n, who in enumerate(WRITERS[:number]):
        case = handed_in_by(reader, cast, getattr(cast, who), visibility="cohort", title=f"Case {n}")
    sent = {**WHOLE, "version": "1", "is_anonymised": "y", "intent": "submit"}
    files = [(io.BytesIO(sample("txt")), f"bilag {n}.txt") for n in range(number)]
    assert reader.post(f"/hold/{cast.cohort.id}/case", {**sent, "files": files}).status == 303
    with reader.app.app_context():
        let_all_in()
    for n in range(number):
        assert reader.post(f"{case}/kommentar", {"text": f"Nummer {n}"}).status == 303
    reader.sign_in(cast.instructor)
    page = reader.get(case)
    assert [link for link in page.links if link.startswith("/case-bilag/")] != []
    assert len(reader.queries) == 8
    reader.sign_in(cast.colleague).get(f"/hold/{cast.cohort.id}/cases")
    assert len(reader.queries) == 3
    reader.sign_in(getattr(cast, WRITERS[number - 1])).get(f"{case}/kvittering")
    assert len(reader.queries) == 8
