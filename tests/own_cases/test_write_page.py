"""Does the page where a case is written lose nothing, whatever is sent to it?"""

import io
from typing import Any
from uuid import uuid4

import pytest

from portal.db import db
from portal.own_cases.models import HandedInCase, OwnCase, OwnCaseAttachment
from portal.own_cases.queries import attachments_of
from portal.receipts.models import Receipt
from tests.cast import Cast
from tests.own_cases.work import WHOLE, handed_in_by
from tests.reader import Page, Reader, words
from tests.storage.judged import named
from tests.storage.samples import sample

SUBMIT = {**WHOLE, "visibility": "instructors", "is_anonymised": "y", "intent": "submit"}


@pytest.fixture
def address(reader: Reader, cast: Cast) -> str:
    """Where the author writes, who is signed in."""
    reader.sign_in(cast.author)
    return f"/hold/{cast.cohort.id}/case"


def stored(reader: Reader) -> OwnCase:
    with reader.app.app_context():
        return db.session.query(OwnCase).one()


def count(reader: Reader, kind: type[Any]) -> int:
    with reader.app.app_context():
        return int(db.session.query(kind).count())


def files(*names: str) -> list[tuple[io.BytesIO, str]]:
    return [(io.BytesIO(sample(name.rpartition(".")[2])), name) for name in names]


def names_beside(reader: Reader) -> list[str]:
    with reader.app.app_context():
        return [a.file.name for a in attachments_of(db.session.query(OwnCase).one().id)]


def texts_on(page: Page) -> dict[str, str]:
    return {name: page.field(name).removeprefix("\n") for name in WHOLE}


def test_the_empty_page_invites_and_makes_nothing(reader: Reader, cast: Cast, address: str) -> None:
    cast.instructor, cast.groupmate, cast.colleague, cast.classmate  # noqa: B018 - the people who may read
    page = reader.get(address)
    assert (page.status, page.heading, page.field("version")) == (200, "Din egen case", "0")
    assert "Frist om tre dage" in page.text
    assert "Torsdag den 5. november kl. 9.30" in page.text
    assert "0 af 5 felter er udfyldt" in page.text
    assert "En anden deltager og en underviser." in page.text
    assert "To andre deltagere og en underviser. En fra din egen kommune kan ikke se den." in page.text
    assert "Kladden kan kun ses af dig." in page.text
    assert count(reader, OwnCase) == 0


def test_each_field_has_an_example_and_a_count_of_its_words(reader: Reader, address: str) -> None:
    assert reader.get(address).text.count("Et eksempel") == 5
    reader.post(address, {"situation": "To dage  før mødet\nringede formanden.", "version": "0", "intent": "save"})
    counts = [words(p) for p in reader.get(address).all("p") if p.get("data-words") is not None]
    assert counts == ["6 ord", "0 ord", "0 ord", "0 ord", "0 ord"]


def test_who_has_not_looked_names_through_is_told_so_before_handing_in(reader: Reader, address: str) -> None:
    told = "Du har ikke set"
    reader.post(address, {"situation": "Det var et møde.", "version": "0", "intent": "save"})
    assert told not in reader.get(address).text
    reader.post(address, {"situation": "Mette Frederiksen ringede fra Odense.", "version": "1", "intent": "save"})
    page = reader.get(address)
    assert "Der er 2 ord i kladden, der kan være navne, steder eller numre." in page.text
    assert f"{address}/navne" in page.links
    reader.post(f"{address}/navne", {"intent": "back"})
    assert told not in reader.get(address).text


def test_without_a_case_group_there_is_none_to_share_with(reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.colleague)
    page = reader.get(f"/hold/{cast.cohort.id}/case")
    assert [i.get("value") for i in page.all("input") if i.get("name") == "visibility"] == ["instructors", "cohort"]


def test_gem_og_luk_keeps_a_half_written_case(reader: Reader, address: str) -> None:
    page = reader.post(address, {"title": "Kun en titel", "version": "0", "visibility": "cohort", "intent": "save"})
    assert (page.status, page.location) == (303, "/")
    page = reader.get(address)
    assert (page.field("title"), page.field("visibility"), page.field("version")) == ("Kun en titel", "cohort", "1")
    assert "Gemt kl. 9.30" in page.text


def test_handing_in_leads_to_the_receipt(reader: Reader, address: str) -> None:
    page = reader.post(address, {**SUBMIT, "version": "0"})
    assert (page.status, page.location) == (303, f"/case/{stored(reader).id}/kvittering")
    page = reader.get(page.location)
    assert page.heading == "Din case er modtaget"
    with reader.app.app_context():
        receipt = db.session.query(Receipt).one()
    assert "Kvittering nummer 1 Mandag den 2. november 2026 kl. 9.30" in page.text
    assert receipt.sha256 in page.text
    assert "Kun underviserne. " in page.text
    assert "Du kan rette den til torsdag den 5. november 2026 kl. 9.30." in page.text


def test_an_incomplete_hand_in_says_what_is_missing_and_keeps_what_was_typed(reader: Reader, address: str) -> None:
    sent = {
        **SUBMIT,
        "version": "0",
        "dilemma": "",
        "title": " ",
        "situation": "Ærø Å\r\nlinje to",
        "is_anonymised": "",
    }
    del sent["is_anonymised"]
    page = reader.post(address, sent)
    assert page.status == 422
    assert page.errors == [
        "Giv casen en titel, som holdet kan huske den på.",
        "Skriv, hvilke hensyn der trak i hver sin retning.",
        "Læs casen igennem for navne, og sæt hak, når de er fjernet.",
    ]
    assert page.text.count("Casen mangler lidt, før du kan aflevere den:") == 1
    assert texts_on(page)["situation"] == "Ærø Å\nlinje to"
    assert stored(reader).situation == "Ærø Å\nlinje to"
    assert page.field("version") == "1"
    assert (count(reader, HandedInCase), count(reader, Receipt)) == (0, 0)


def test_the_same_form_sent_twice_is_one_hand_in(reader: Reader, address: str) -> None:
    key = reader.get(address).field("form_key")
    first = reader.post(address, {**SUBMIT, "version": "0", "form_key": key, "files": files("Kort.pdf")})
    again = reader.post(address, {**SUBMIT, "version": "0", "form_key": key, "files": files("Kort.pdf")})
    assert (again.status, again.location) == (303, first.location)
    assert (count(reader, HandedInCase), count(reader, Receipt), count(reader, OwnCaseAttachment)) == (1, 1, 1)


def test_the_same_form_with_another_text_gets_a_new_form_and_loses_nothing(reader: Reader, address: str) -> None:
    key = reader.get(address).field("form_key")
    reader.post(address, {**SUBMIT, "version": "0", "form_key": key})
    page = reader.post(address, {**SUBMIT, "version": "1", "form_key": key, "question": "Og hvad nu?"})
    assert page.status == 422
    assert (
        "Teksten er ikke afleveret, for du har afleveret en anden tekst fra samme side. Se den igennem, og aflever igen."
        in page.text
    )
    assert texts_on(page)["question"] == "Og hvad nu?"
    again = {**SUBMIT, "question": "Og hvad nu?", "version": page.field("version"), "form_key": page.field("form_key")}
    assert reader.post(address, again).status == 303
    assert count(reader, Receipt) == 2


def test_two_tabs_get_both_texts_to_choose_from(reader: Reader, address: str) -> None:
    reader.post(address, {**WHOLE, "version": "0", "intent": "save"})
    reader.post(address, {**WHOLE, "version": "1", "title": "Fra telefonen", "intent": "save"})
    late = {**SUBMIT, "version": "1", "title": "Fra computeren"}
    page = reader.post(address, {**late, "files": files("Kort.pdf")})
    assert page.status == 422
    assert page.errors == ["Vælg, hvilken af de to tekster der skal gælde."]
    assert "Din tekst her Fra computeren" in page.text
    assert "Teksten, der er gemt Fra telefonen" in page.text
    assert (stored(reader).title, names_beside(reader)) == ("Fra telefonen", ["Kort.pdf"])
    going_on = {**late, "version": page.field("version"), "asked": "title"}
    page = reader.post(address, going_on)
    assert (page.status, stored(reader).title) == (422, "Fra telefonen"), "without a choice nothing is overwritten"
    assert "Din tekst her Fra computeren" in page.text
    assert count(reader, HandedInCase) == 0
    assert reader.post(address, {**going_on, "choose_title": "theirs", "version": page.field("version")}).status == 303
    assert stored(reader).title == "Fra telefonen"


def test_one_may_keep_ones_own_text_against_the_stored_one(reader: Reader, address: str) -> None:
    reader.post(address, {**WHOLE, "version": "0", "intent": "save"})
    page = reader.post(address, {**WHOLE, "version": "0", "dilemma": "Mit nye", "intent": "save"})
    choice = {"asked": "dilemma", "choose_dilemma": "mine", "version": page.field("version")}
    assert reader.post(address, {**WHOLE, "dilemma": "Mit nye", **choice, "intent": "save"}).status == 303
    assert stored(reader).dilemma == "Mit nye"


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        (
            "actors",
            "Borger 010190-1234",
            "Det ligner et cpr-nummer. Fjern det, så gemmer vi feltet. Resten af casen er ikke berørt.",
        ),
        ("dilemma", "x" * 20_001, "Teksten er 20001 tegn. Der er plads til 20000. Kort den lidt."),
        ("title", "x" * 91, "Teksten er 91 tegn. Der er plads til 90. Kort den lidt."),
    ],
)
def test_a_field_that_is_not_kept_stands_on_the_page_and_the_others_are_saved(
    reader: Reader, address: str, field: str, text: str, sentence: str
) -> None:
    page = reader.post(address, {**SUBMIT, field: text, "version": "0"})
    assert (page.status, page.errors, texts_on(page)[field]) == (422, [sentence], text)
    own_case = stored(reader)
    assert {n: getattr(own_case, n) for n in WHOLE} == {**WHOLE, field: ""}
    assert count(reader, HandedInCase) == 0


def test_marks_nobody_can_see_are_taken_out_and_letters_stay(reader: Reader, address: str) -> None:
    sent = {
        "title": "Æ\u202eble\x00\u200e å\nto",
        "situation": "e\u0301n\x07\r\nA\u030a \u2066skjult\u2069",
        "version": "0",
    }
    reader.post(address, {**sent, "intent": "save"})
    own_case = stored(reader)
    assert (own_case.title, own_case.situation) == ("Æble å to", "én\nÅ skjult")


@pytest.mark.parametrize("version", ["", "-1", "1e9", "99999999999999999999", "٣", "nul"])
def test_a_version_that_is_none_never_overwrites(reader: Reader, address: str, version: str) -> None:
    reader.post(address, {**WHOLE, "version": "0", "intent": "save"})
    page = reader.post(address, {**WHOLE, "title": "Ny", "version": version, "intent": "save"})
    assert (page.status, stored(reader).title) == (422, WHOLE["title"])


def test_a_field_that_was_not_sent_is_left_alone(reader: Reader, address: str) -> None:
    reader.post(address, {**WHOLE, "version": "0", "intent": "save"})
    reader.post(address, {"title": "Ny titel", "version": "1", "intent": "save"})
    assert (stored(reader).title, stored(reader).question) == ("Ny titel", WHOLE["question"])


def test_files_come_with_the_form_and_one_goes_again_without_losing_text(reader: Reader, address: str) -> None:
    sent = {**WHOLE, "version": "0", "intent": "stay", "files": files("Tidslinje æøå.docx", "Kort.pdf")}
    assert reader.post(address, sent).location == f"{address}?gemt=1"
    assert names_beside(reader) == ["Kort.pdf", "Tidslinje æøå.docx"]
    with reader.app.app_context():
        unwanted = named("Kort.pdf").id
    page = reader.post(address, {**WHOLE, "title": "Rettet", "version": "1", "remove": str(unwanted)})
    assert (page.status, names_beside(reader), stored(reader).title) == (303, ["Tidslinje æøå.docx"], "Rettet")


def test_a_file_that_is_not_taken_is_said_at_its_field_and_the_text_stays(reader: Reader, address: str) -> None:
    bad = [(io.BytesIO(b"MZ\x90"), "virus.exe"), (io.BytesIO(b""), "tom.txt"), *files("Kort.pdf")]
    page = reader.post(address, {**SUBMIT, "version": "0", "files": bad})
    assert page.status == 422
    assert [error.partition(".")[0] for error in page.errors] == [
        "Vi kan ikke tage imod filer, der ender på ",
        "Filen “tom",
    ]
    assert (names_beside(reader), stored(reader).title) == (["Kort.pdf"], WHOLE["title"])
    assert count(reader, HandedInCase) == 0


def test_revising_shows_that_readers_still_have_the_old_text(reader: Reader, cast: Cast, address: str) -> None:
    case = handed_in_by(reader, cast, cast.author)
    reader.post(address, {"title": "Under omskrivning", "version": "1", "intent": "save"})
    page = reader.get(address)
    assert "Læserne ser casen, som du afleverede den 2. nov kl. 9.30." in page.text
    assert "Aflever igen" in page.text
    assert 'data-field="visibility"' not in page.source, "a circle is not widened by a slip of the mouse"
    reader.sign_in(cast.instructor)
    assert reader.get(case).heading == WHOLE["title"]


@pytest.mark.parametrize("who", ["stranger", "removed", "waiting", "instructor", "coordinator", "administrator"])
def test_only_participants_write(reader: Reader, cast: Cast, who: str) -> None:
    reader.sign_in(getattr(cast, who))
    address = f"/hold/{cast.cohort.id}/case"
    assert (reader.get(address).status, reader.post(address, SUBMIT).status) == (404, 404)
    assert reader.send(f"{address}/gem", {"field": "title", "value": "x", "version": 0}).status == 404
    assert count(reader, OwnCase) == 0


def test_an_address_of_no_cohort_is_nothing(reader: Reader, cast: Cast, address: str) -> None:
    assert reader.get(f"/hold/{uuid4()}/case").status == 404


@pytest.mark.parametrize("attachments", [1, 3])
def test_the_page_asks_as_much_with_three_attachments_as_with_one(
    reader: Reader, address: str, attachments: int
) -> None:
    names = [f"bilag {n}.txt" for n in range(attachments)]
    reader.post(address, {**WHOLE, "version": "0", "intent": "save", "files": files(*names)})
    page = reader.get(address)
    assert [link for link in page.links if link.startswith("/case-bilag/")] != []
    assert len(reader.queries) == 6
    assert len(page.source.encode()) < 30_000
