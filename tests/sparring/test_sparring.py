"""Is sparring between giver and author alone, is nothing typed lost, and does nobody gain by it what they may not read?"""

from datetime import timedelta
from uuid import UUID

import pytest

from portal import clock
from portal.db import db
from portal.enrolments.models import Enrolment
from portal.journal.models import Entry
from portal.letters.models import Letter
from portal.own_cases.models import OwnCase, Visibility
from portal.sparring.models import PeerAnswer, PeerConsultation
from tests.cast import Cast
from tests.own_cases.work import WHOLE, handed_in_by
from tests.reader import Page, Reader

ADVICE = "Ring til formanden, før udvalget læser det i avisen på tirsdag."
QUESTION = "Hvad sker der, hvis du siger nej på mødet i øvrigt?"
CONCERN = "At løftet står alene på forsiden."
GIVEN = {"perspective": "press", "advice": ADVICE, "question": QUESTION, "concern": CONCERN, "version": "0"}


def shared_case(reader: Reader, cast: Cast, visibility: str = "group") -> str:
    """The author's case, handed in; somebody of the group and others are there."""
    for one in (cast.groupmate, cast.classmate, cast.colleague, cast.politician, cast.instructor):
        assert one.id
    return handed_in_by(reader, cast, cast.author, visibility=visibility)


def give(reader: Reader, cast: Cast, case: str, **changed: str) -> Page:
    reader.sign_in(cast.groupmate)
    return reader.post(f"{case}/sparring", {**GIVEN, **changed})


def the_given(reader: Reader) -> UUID:
    with reader.app.app_context():
        return db.session.query(PeerConsultation.id).one()[0]


def change(reader: Reader, kind: type[OwnCase] | type[Enrolment], person_id: UUID, **values: object) -> None:
    """Let a case, or a place, be another than it was."""
    key = OwnCase.author_id if kind is OwnCase else Enrolment.person_id
    with reader.app.app_context():
        for row in db.session.query(kind).filter(key == person_id):
            for name, value in values.items():
                setattr(row, name, value)
        db.session.commit()


def letters(reader: Reader) -> list[Letter]:
    with reader.app.app_context():
        return db.session.query(Letter).filter_by(kind="peer_advice").order_by(Letter.due_at).all()


def test_advice_goes_from_giver_to_author_who_thanks_keeps_and_answers(reader: Reader, cast: Cast) -> None:
    case = shared_case(reader, cast)
    group = reader.sign_in(cast.groupmate).get(f"/hold/{cast.cohort.id}/casegruppe")
    assert (WHOLE["title"] in group.text, "Venter på dit råd" in group.text, len(reader.queries) <= 8) == (
        True,
        True,
        True,
    )
    assert "1 case at læse og give råd til" in reader.get(f"/hold/{cast.cohort.id}").text
    page = reader.get(f"{case}/sparring?som=press")
    assert (page.field("perspective"), "Du spørger på alles vegne." in page.text) == ("press", True)
    assert give(reader, cast, case).location == f"{case}/sparring?sendt=1"
    page = reader.get(f"{case}/sparring")
    assert [page.field(name) for name in ("advice", "question", "concern", "version")] == [
        f"\n{ADVICE}"[1:], f"\n{QUESTION}"[1:], CONCERN, "1",
    ]  # fmt: skip
    reader.sign_in(cast.author)
    assert f"{case}/raad" in reader.get(case).links
    page = reader.get(f"{case}/raad")
    assert all(words in page.text for words in (ADVICE, QUESTION, CONCERN, "Kasper Eldrup", "Læst som presse"))
    assert all(f"{does} Kasper Eldrup" in page.text for does in ("Svar på spørgsmålet", "Sig tak", "Gem rådet"))
    mark = f"/raad/{the_given(reader)}"
    for wish in ("tak", "gem", "tak"):
        assert reader.post(f"{mark}/maerk", {"hvad": wish}).status == 303
    assert reader.post(f"{mark}/maerk", {"hvad": "andet"}).status == 409
    assert reader.post(f"{mark}/svar", {"text": "Så ringer hun selv.", "version": "1"}).status == 303
    page = reader.get(f"{case}/raad")
    assert all(words in page.text for words in ("Du har sagt tak", "Gem det ikke længere", "Så ringer hun selv."))
    page = reader.sign_in(cast.groupmate).get(f"{case}/sparring")
    assert ("Så ringer hun selv." in page.text, "Gem det ikke længere" in page.text) == (True, False)
    assert "Forfatteren har svaret dig" in reader.get(f"/hold/{cast.cohort.id}/casegruppe").text
    with reader.app.app_context():
        acts = [e.act for e in db.session.query(Entry).order_by(Entry.at) if e.act.startswith("peer_consultation")]
        assert sorted(acts) == [f"peer_consultation.{act}" for act in ("answered", "given", "thanked")]


def test_nobody_but_giver_and_author_sees_a_word_and_the_concern_has_no_name(reader: Reader, cast: Cast) -> None:
    case = shared_case(reader, cast, "cohort")
    give(reader, cast, case)
    given = the_given(reader)
    for who, reads in (("instructor", True), ("classmate", True), ("colleague", False), ("politician", False)):
        reader.sign_in(getattr(cast, who))
        page = reader.get(case)
        assert (page.status, CONCERN in page.text) == ((200, True) if reads else (404, False)), who
        assert "Kasper Eldrup" not in page.text
        for address in (f"{case}/raad", f"{case}/sparring", f"/raad/{given}", f"/raad/{given}/svar"):
            assert reader.get(address).status == 404, (who, address)
        for address in (case, f"/hold/{cast.cohort.id}", f"/hold/{cast.cohort.id}/casegruppe", "/mine-oplysninger"):
            assert ADVICE not in reader.get(address).source
    page = reader.sign_in(cast.classmate).get(case)
    assert page.text.count("Ingen har skrevet en bekymring i den rolle endnu") == 5
    assert "PresseAt løftet står alene på forsiden." in page.text


def test_removed_from_the_group_while_reading_one_is_told_and_keeps_what_one_typed(reader: Reader, cast: Cast) -> None:
    case = shared_case(reader, cast)
    reader.sign_in(cast.groupmate).get(f"{case}/sparring")
    change(reader, Enrolment, cast.groupmate.id, case_group=2)
    page = reader.post(f"{case}/sparring", GIVEN)
    assert (page.status, page.heading) == (404, "Det er ikke sendt")
    assert "er ikke delt med dig længere, eller også findes det ikke" in page.text
    assert all(words in page.text for words in (ADVICE, QUESTION, CONCERN))
    assert WHOLE["title"] not in page.source
    nothing = reader.post(f"/case/{cast.cohort.id}/sparring", GIVEN)
    assert (nothing.status, nothing.text) == (page.status, page.text), "what never was answers alike"
    assert [reader.get(f"{case}{end}").status for end in ("", "/sparring")] == [404, 404]
    with reader.app.app_context():
        assert db.session.query(PeerConsultation).count() == 0


@pytest.mark.parametrize("how", ["group", "circle", "withdrawn"])
def test_who_loses_the_case_keeps_the_own_words_and_nothing_else(reader: Reader, cast: Cast, how: str) -> None:
    case = shared_case(reader, cast)
    give(reader, cast, case)
    given = f"/raad/{the_given(reader)}"
    assert reader.get(given).location == f"{case}/sparring"
    reader.sign_in(cast.author)
    reader.post(f"{given}/svar", {"text": "Hun hedder Åse Bjørnø.", "version": "1"})
    if how == "group":
        change(reader, Enrolment, cast.groupmate.id, case_group=None)
    elif how == "circle":
        change(reader, OwnCase, cast.author.id, visibility=Visibility.INSTRUCTORS)
    else:
        reader.post(f"{case}/traek-tilbage", {})
    assert ADVICE in reader.get(f"{case}/raad").text
    page = reader.sign_in(cast.groupmate).get(given)
    assert all(words in page.text for words in (ADVICE, QUESTION, "Casen er ikke delt med dig længere."))
    assert not any(words in page.source for words in (WHOLE["title"], "Åse Bjørnø", case))
    page = reader.get(f"/hold/{cast.cohort.id}/casegruppe")
    assert (given in page.links, WHOLE["title"] in page.source) == (True, False)
    assert reader.get(f"{case}/sparring").status == 404


def test_a_second_save_changes_it_and_a_stale_one_shows_both_texts(reader: Reader, cast: Cast) -> None:
    case = shared_case(reader, cast)
    for _twice in range(2):
        assert give(reader, cast, case).status == 303
    assert give(reader, cast, case, version="1", advice="Sov på det.").status == 303
    page = give(reader, cast, case, version="1", advice="Skriv til hende.")
    assert page.status == 422
    assert "Du har gemt en anden udgave et andet sted imens." in page.text
    assert (page.field("advice").strip(), "Sov på det." in page.text, page.field("version")) == (
        "Skriv til hende.",
        True,
        "2",
    )
    assert give(reader, cast, case, version="2", advice="Skriv til hende.").status == 303
    reader.sign_in(cast.author)
    late = reader.post(f"/raad/{the_given(reader)}/svar", {"text": "Tak.", "version": "2"})
    assert (late.status, late.errors) == (
        422,
        ["Spørgsmålet er ændret, siden du læste det. Se det igennem, og send igen."],
    )
    for _twice in range(2):
        assert reader.post(f"/raad/{the_given(reader)}/svar", {"text": "Tak.", "version": "3"}).status == 303
    other = reader.post(f"/raad/{the_given(reader)}/svar", {"text": "Nej tak.", "version": "3"})
    assert (other.status, "Du har allerede svaret." in other.text) == (422, True)
    page = give(reader, cast, case, version="3", advice="For sent, men skrevet.")
    assert (page.status, "Forfatteren har svaret dig" in page.text, "For sent, men skrevet." in page.text) == (
        422,
        True,
        True,
    )
    with reader.app.app_context():
        given, answer = db.session.query(PeerConsultation).one(), db.session.query(PeerAnswer).one()
        assert (given.advice, given.version, answer.text) == ("Skriv til hende.", 3, "Tak.")


@pytest.mark.once
@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"advice": " "}, "Skriv ét råd, før du sender."),
        ({"question": ""}, "Stil ét spørgsmål, før du sender."),
        ({"advice": "å" * 2001}, "Teksten er 2001 tegn. Der er plads til 2000. Kort den lidt."),
        ({"concern": "Borgeren 010190-1234 ringer"}, "Det ligner et cpr-nummer, og dem gemmer vi ikke."),
    ],
)
def test_what_cannot_be_sent_is_said_and_stays_in_its_field(
    reader: Reader, cast: Cast, sent: dict[str, str], sentence: str
) -> None:
    case = shared_case(reader, cast)
    page = give(reader, cast, case, **sent)
    assert (page.status, sentence in page.text) == (422, True)
    assert {name: page.field(name).strip() for name in sent} == {name: text.strip() for name, text in sent.items()}
    assert page.field("perspective") == "press"


def test_the_author_gets_a_letter_a_day_at_most_without_a_word(reader: Reader, cast: Cast) -> None:
    cast.participant("Ejner Høj", home=cast.aaby, group=1)
    case = shared_case(reader, cast)
    assert give(reader, cast, case).status == 303
    assert give(reader, cast, case, version="1", advice="Sov på det.").status == 303
    [first] = letters(reader)
    assert (first.due_at, first.person_id) == (clock.now(), cast.author.id)
    for words in (ADVICE, QUESTION, CONCERN, WHOLE["title"], "Kasper"):
        assert words not in first.subject + first.body
    for name in ("Else Kær", "Finn Ørn"):
        reader.sign_in(cast.participant(name, home=cast.aaby, group=1))
        assert reader.post(f"{case}/sparring", GIVEN).status == 303
    assert [one.due_at - first.due_at for one in letters(reader)] == [timedelta(0), timedelta(days=1)]
    clock.set_clock(clock.now() + timedelta(days=3))
    reader.sign_in(cast.participant("Gro Åen", home=cast.aaby, group=1))
    assert reader.post(f"{case}/sparring", GIVEN).status == 303
    assert [one.due_at for one in letters(reader)][2:] == [clock.now()]


def test_no_words_stand_plain_in_the_database(reader: Reader, cast: Cast) -> None:
    case = shared_case(reader, cast)
    give(reader, cast, case)
    reader.sign_in(cast.author).post(f"/raad/{the_given(reader)}/svar", {"text": "Æblegrød", "version": "1"})
    with reader.app.app_context():
        raw = db.session.connection().exec_driver_sql
        kept = [*raw("SELECT advice, question, concern FROM peer_consultation"), *raw("SELECT text FROM peer_answer")]
    assert [len(row) for row in kept] == [3, 1]
    assert not any(words in str(kept) for words in (ADVICE, QUESTION, CONCERN, "Æblegrød"))


def test_who_is_in_no_group_is_told_so(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.colleague)
    assert "Du er ikke i en casegruppe lige nu." in reader.get(f"/hold/{cast.cohort.id}/casegruppe").text
    reader.sign_in(cast.classmate)
    assert "Når en i gruppen deler sin case" in reader.get(f"/hold/{cast.cohort.id}/casegruppe").text
