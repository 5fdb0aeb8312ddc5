"""Is a dilemma card shown in the very words its author has said yes to, and in no others?"""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.dilemmas.cards import card_of
from portal.dilemmas.duties import DUTIES
from portal.dilemmas.models import Consent, Dilemma
from portal.journal.models import Entry
from portal.letters.models import Letter
from portal.loaders import LOADERS
from portal.own_cases.models import HandedInCase, OwnCase, OwnCaseStatus
from portal.people.models import Person
from tests.cast import Cast
from tests.reader import Page, Reader

WORDS = {
    "title": "Æblet og ærmet",
    "situation": "Formanden ringer på en søndag.",
    "option_1": "Jeg svarer",
    "option_2": "",
    "option_3": "Jeg venter",
}


def case_of(cast: Cast) -> UUID:
    texts = dict.fromkeys(("title", "situation", "dilemma", "actors", "attempts", "question"), "Hemmelig sag")
    own_case = cast.add(
        OwnCase(cohort_id=cast.cohort.id, author_id=cast.author.id, status=OwnCaseStatus.SUBMITTED, **texts)
    )
    cast.add(HandedInCase(own_case_id=own_case.id, submitted_at=own_case.created_at, **texts))
    return own_case.id


def only(app: Flask) -> Dilemma:
    with app.app_context():
        loaded: Dilemma = LOADERS[Dilemma](db.session.scalars(select(Dilemma.id)).one())
        db.session.expunge_all()
        return loaded


def in_play(app: Flask) -> bool:
    with app.app_context():
        return card_of(LOADERS[Dilemma](only(app).id)).is_in_play


def acts(app: Flask) -> list[str]:
    with app.app_context():
        found = select(Entry.act).where(Entry.act.startswith("dilemma.")).order_by(Entry.at)
        return list(db.session.scalars(found))


def say(author: Reader, app: Flask, answer: str, **more: str) -> Page:
    dilemma = only(app)
    page = author.get(f"/dilemma/{dilemma.id}")
    version = page.field("version")
    return author.post(f"/dilemma/{dilemma.id}/svar", {"version": version, "answer": answer, **more})


def asked(cast: Cast, reader: Reader) -> Reader:
    """The instructor has written a card of the author's case and asked; the author's reader."""
    case_id = case_of(cast)
    reader.sign_in(cast.instructor)
    assert reader.post(f"/case/{case_id}/dilemma", WORDS).status == 303
    assert reader.post(f"/dilemma/{only(cast.app).id}/spoerg").status == 303
    return Reader(cast.app).sign_in(cast.author)


def test_the_author_sees_the_exact_words_says_yes_and_takes_it_back(cast: Cast, reader: Reader) -> None:
    author = asked(cast, reader)
    assert not in_play(cast.app)
    page = author.get(f"/dilemma/{only(cast.app).id}")
    assert all(word in page.text for word in WORDS.values())
    assert say(author, cast.app, "ja").status == 303
    assert (only(cast.app).consent, in_play(cast.app)) == (Consent.GIVEN, True)
    assert card_of(only(cast.app)).by == ""
    assert say(author, cast.app, "nej").status == 303
    assert (only(cast.app).consent, in_play(cast.app)) == (Consent.WITHDRAWN, False)
    assert acts(cast.app) == ["dilemma.made", "dilemma.asked", "dilemma.given", "dilemma.withdrawn"]
    with cast.app.app_context():
        letter = db.session.scalars(select(Letter).where(Letter.kind == "dilemma_asked")).one()
        assert letter.person_id == cast.author.id
        assert [word for word in (*WORDS.values(), "Hemmelig") if word and word in letter.body] == []


@pytest.mark.parametrize(("status", "is_there"), [(OwnCaseStatus.REVIEWED, True), (OwnCaseStatus.WITHDRAWN, False)])
def test_the_deck_has_the_cards_one_may_open_and_no_word_of_others(
    cast: Cast, reader: Reader, status: OwnCaseStatus, *, is_there: bool
) -> None:
    asked(cast, reader)
    with cast.app.app_context():
        db.session.scalars(select(OwnCase)).one().status = status
        db.session.commit()
    deck = reader.get(f"/hold/{cast.cohort.id}/dilemmaer").text
    assert (WORDS["title"] in deck, reader.get(f"/dilemma/{only(cast.app).id}").status == 200) == (is_there, is_there)


def test_the_author_may_put_their_name_on_it(cast: Cast, reader: Reader) -> None:
    author = asked(cast, reader)
    say(author, cast.app, "ja", is_named="y")
    with cast.app.app_context():
        assert card_of(LOADERS[Dilemma](only(cast.app).id)).by == "Maja Bruun"


def test_other_words_ask_again(cast: Cast, reader: Reader) -> None:
    author = asked(cast, reader)
    say(author, cast.app, "ja")
    address = f"/dilemma/{only(cast.app).id}/ret"
    version = reader.get(address).field("version")
    assert reader.post(address, {**WORDS, "version": version}).status == 303
    assert in_play(cast.app)  # the same words
    assert reader.post(address, {**WORDS, "version": version, "situation": "Formanden skriver."}).status == 303
    assert (only(cast.app).consent, in_play(cast.app)) == (Consent.DRAFT, False)
    assert author.get(f"/dilemma/{only(cast.app).id}").status == 404
    noted = acts(cast.app)
    assert reader.post(address, {**WORDS, "version": version, "situation": "Formanden skriver."}).status == 303
    assert acts(cast.app) == noted  # pressed twice
    assert reader.post(address, {**WORDS, "version": version, "situation": "Formanden ringer."}).status == 422


def test_a_yes_to_words_that_have_changed_meanwhile_is_no_yes(cast: Cast, reader: Reader) -> None:
    author = asked(cast, reader)
    dilemma_id, seen = only(cast.app).id, author.get(f"/dilemma/{only(cast.app).id}").field("version")
    address = f"/dilemma/{dilemma_id}/ret"
    reader.post(address, {**WORDS, "version": reader.get(address).field("version"), "title": "En anden titel"})
    reader.post(f"/dilemma/{dilemma_id}/spoerg")
    page = author.post(f"/dilemma/{dilemma_id}/svar", {"version": seen, "answer": "ja"})
    assert (page.status, "En anden titel" in page.text) == (422, True)
    assert "Kortet er ændret, mens du læste det." in page.text
    assert only(cast.app).consent is Consent.ASKED


def test_a_case_taken_back_takes_its_card_along(cast: Cast, reader: Reader) -> None:
    author = asked(cast, reader)
    say(author, cast.app, "ja")
    assert author.post(f"/case/{only(cast.app).own_case_id}/traek-tilbage").status == 303
    assert not in_play(cast.app)
    assert reader.get(f"/dilemma/{only(cast.app).id}").status == 404
    assert author.get(f"/dilemma/{only(cast.app).id}").status == 200


def test_a_card_of_ones_own_is_in_play_at_once_and_in_ones_own_deck_alone(cast: Cast, reader: Reader) -> None:
    reader.sign_in(cast.instructor)
    address = f"/hold/{cast.cohort.id}/dilemmaer"
    assert reader.post(f"{address}/nyt", {**WORDS, "form_key": "nøgle"}).status == 303
    reader.post(f"{address}/nyt", {**WORDS, "form_key": "nøgle"})  # pressed twice
    dilemma = only(cast.app)
    assert (dilemma.options, card_of(dilemma).is_in_play) == (["Jeg svarer", "Jeg venter"], True)
    assert WORDS["title"] in reader.get(address).text
    other = Reader(cast.app).sign_in(cast.other_instructor)
    assert WORDS["title"] not in other.get(f"/hold/{cast.other_cohort.id}/dilemmaer").text
    assert reader.post(f"/dilemma/{dilemma.id}/fjern").status == 303
    assert WORDS["title"] not in reader.get(address).text


def test_an_older_text_does_not_overwrite_a_newer_one(cast: Cast, reader: Reader) -> None:
    reader.sign_in(cast.instructor).post(f"/hold/{cast.cohort.id}/dilemmaer/nyt", WORDS)
    address = f"/dilemma/{only(cast.app).id}/ret"
    seen = reader.get(address).field("version")
    reader.post(address, {**WORDS, "version": seen, "situation": "Den nye."})
    page = reader.post(address, {**WORDS, "version": seen, "situation": "Den gamle."})
    assert (page.status, "Den nye." in page.text, page.field("situation")) == (422, True, "Den gamle.")
    assert acts(cast.app) == ["dilemma.made", "dilemma.changed"]
    assert reader.post(address, {**WORDS, "version": page.field("version"), "situation": "Den gamle."}).status == 303


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": " "}, "Giv kortet en titel."),
        ({"situation": ""}, "Beskriv situationen."),
        ({"option_3": ""}, "Skriv mindst to handlinger at vælge mellem."),
        ({"option_1": "Ring til 010190-1234"}, "Det ligner et cpr-nummer, og dem gemmer vi ikke."),
    ],
)
def test_what_is_lacking_is_said_and_nothing_typed_is_lost(
    cast: Cast, reader: Reader, changed: dict[str, str], sentence: str
) -> None:
    page = reader.sign_in(cast.instructor).post(f"/hold/{cast.cohort.id}/dilemmaer/nyt", {**WORDS, **changed})
    assert (page.status, len(page.errors), page.errors[0].startswith(sentence)) == (422, 1, True)
    assert page.field("option_3") == {**WORDS, **changed}["option_3"]


@pytest.mark.once
def test_seven_cards_come_with_the_portal_in_both_languages(cast: Cast, reader: Reader) -> None:
    page = reader.sign_in(cast.instructor).get(f"/hold/{cast.cohort.id}/dilemmaer")
    assert (len(DUTIES), page.text.count("Jeg")) > (6, 20)
    assert all(2 <= len(options) <= 4 for _title, _situation, options in DUTIES.values())
    assert "Uden parti: talen til på lørdag" in page.text


def test_an_instructor_of_the_authors_municipality_sees_no_card_of_the_case(reader: Reader, cast: Cast) -> None:
    dilemma = cast.add(
        Dilemma(made_by_id=cast.instructor.id, own_case_id=case_of(cast), consent=Consent.DRAFT, **WORDS)
    )
    deck = f"/hold/{cast.cohort.id}/dilemmaer"
    reader.sign_in(cast.instructor)
    assert WORDS["title"] in reader.get(deck).text
    with cast.app.app_context():
        db.session.get_one(Person, cast.instructor.id).municipality_code = cast.fjordby.code
        db.session.commit()
    assert WORDS["title"] not in reader.get(deck).text
    assert [reader.get(f"/dilemma/{dilemma.id}{page}").status for page in ("", "/ret")] == [404, 404]
