"""Does an announcement reach everybody with a place, once, after a look at it?"""

import pytest

from portal import clock
from portal.announcements.models import Announcement
from portal.db import db
from portal.journal.models import Entry
from portal.letters.models import Letter
from tests.cast import Cast
from tests.reader import Page, Reader, words

TEXT = "Kære alle\n\nHusk:\n\n- koden <b>1234</b>\n- madpakke"


def new(cast: Cast) -> str:
    return f"/hold/{cast.cohort.id}/opslag/nyt"


def fields(page: Page) -> dict[str, str]:
    return {name: page.field(name) for name in ("form_key", "subject", "body")}


def letters(reader: Reader) -> list[Letter]:
    with reader.app.app_context():
        return list(db.session.query(Letter).order_by(Letter.to_name))


@pytest.fixture
def everybody(cast: Cast) -> Cast:
    people = [cast.author, cast.classmate, cast.waiting, cast.removed, cast.disabled, cast.instructor, cast.stranger]
    assert len(people) == 7
    return cast


def test_it_is_looked_at_with_the_number_of_readers_then_sent(everybody: Cast, reader: Reader) -> None:
    cast = everybody
    form = reader.sign_in(cast.coordinator).get(new(cast))
    assert "Det går som mail til de 2, der har en plads" in form.text
    typed = {"form_key": form.field("form_key"), "subject": " Lokalet er  flyttet ", "body": TEXT}
    page = reader.post(new(cast), {**typed, "step": "look"})
    assert page.status == 200
    assert [words(b) for b in page.all("button") if "Send" in words(b)] == ["Send til 2 deltagere"]
    assert [words(h) for h in page.all("h2") if h.get("id") == "h-opslag"] == ["Lokalet er flyttet"]
    assert "koden <b>1234</b>" in page.text
    assert letters(reader) == []
    after = reader.post(new(cast), {**fields(page), "step": "send"})
    assert after.status == 303
    shown = reader.get(after.location)
    assert shown.heading == "Lokalet er flyttet"
    assert "Sendt til 2 deltagere" in shown.text
    sent = letters(reader)
    assert [(row.kind, row.to_name, row.subject) for row in sent] == [
        ("announcement", "Maja Bruun", "Lokalet er flyttet"),
        ("announcement", "Otto Lykkegård", "Lokalet er flyttet"),
    ]
    assert sent[0].body.startswith(
        "Hej Maja\n\nFatima Karlsen skriver til alle på Politisk betjening i praksis:\n\nKære alle"
    )
    assert f"http://localhost:8000{after.location.partition('?')[0]}" in sent[0].body
    with reader.app.app_context():
        assert [e.act for e in db.session.query(Entry).filter_by(cohort_id=cast.cohort.id)] == ["announcement.sent"]


def test_pressing_twice_sends_once(everybody: Cast, reader: Reader) -> None:
    reader.sign_in(everybody.coordinator)
    form = {**fields(reader.get(new(everybody))), "subject": "Hej", "body": "Tekst", "step": "send"}
    first, second = reader.post(new(everybody), form), reader.post(new(everybody), form)
    assert first.location == second.location
    assert len(letters(reader)) == 2


def test_the_text_can_be_changed_after_the_look_and_nothing_is_lost(everybody: Cast, reader: Reader) -> None:
    reader.sign_in(everybody.coordinator)
    page = reader.post(new(everybody), {"subject": "Hej", "body": TEXT, "step": "look"})
    back = reader.post(new(everybody), {**fields(page), "step": "change"})
    assert (back.status, back.field("subject")) == (200, "Hej")
    assert back.field("body").strip() == TEXT
    assert letters(reader) == []


@pytest.mark.parametrize("step", ["look", "send"])
def test_what_is_missing_is_said_at_the_field(everybody: Cast, reader: Reader, step: str) -> None:
    reader.sign_in(everybody.coordinator)
    page = reader.post(new(everybody), {"subject": " ", "body": "Tekst", "step": step})
    assert (page.status, page.errors, page.field("body").strip()) == (422, ["Skriv, hvad det handler om."], "Tekst")
    assert letters(reader) == []


def test_without_participants_there_is_nobody_to_write_to(cast: Cast, reader: Reader) -> None:
    assert cast.waiting
    reader.sign_in(cast.coordinator)
    page = reader.post(new(cast), {"subject": "Hej", "body": "Tekst", "step": "send"})
    assert page.status == 422
    assert "Ingen har en plads på holdet endnu, så der er ingen at skrive til." in page.text
    with reader.app.app_context():
        assert db.session.query(Announcement).count() == 0


@pytest.mark.parametrize("who", ["author", "instructor", "other_coordinator", "administrator"])
def test_only_the_coordinator_writes(everybody: Cast, reader: Reader, who: str) -> None:
    reader.sign_in(getattr(everybody, who))
    assert reader.get(new(everybody)).status == 404
    assert reader.post(new(everybody), {"subject": "Hej", "body": "Tekst", "step": "send"}).status == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("author", 200), ("instructor", 200), ("coordinator", 200), ("waiting", 404), ("removed", 404), ("stranger", 404)],
)
def test_those_on_the_cohort_read_it_again(everybody: Cast, reader: Reader, who: str, status: int) -> None:
    cast = everybody
    announcement = cast.add(
        Announcement(
            cohort_id=cast.cohort.id,
            author_id=cast.coordinator.id,
            subject="Hej",
            body=TEXT,
            recipients=2,
            form_key="n",
            created_at=clock.now(),
        )
    )
    page = reader.sign_in(getattr(cast, who)).get(f"/opslag/{announcement.id}")
    assert page.status == status
    if status == 200:
        assert len(reader.queries) == 2
        assert ("Sendt til 2 deltagere" in page.text) == (who != "author")
