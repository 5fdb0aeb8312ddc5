"""Do people get in with the account of their municipality, and with nobody else's?"""

from dataclasses import replace

import pytest

from portal.db import db
from portal.journal.models import Entry
from portal.letters.models import Letter
from portal.people.models import Person
from portal.single_sign_on import line
from portal.single_sign_on.models import ExternalIdentity
from tests.cast import Cast
from tests.credentials.ways import give_password
from tests.invitations.walking import arrive, enrol, links
from tests.people.browsers import is_in
from tests.people.test_framed import OURS
from tests.reader import Reader
from tests.services.oidc import DOMAIN, Issuer
from tests.single_sign_on.conftest import sign_on, there

ACTS = ("identity.linked", "identity.unlinked", "sign_in.done", "sign_in.failed")


def linked(person: Person, issuer: Issuer, subject: str = "anne-12") -> None:
    db.session.add(ExternalIdentity(person_id=person.id, issuer=issuer.address, subject=subject))
    db.session.commit()


def acts(reader: Reader) -> list[tuple[str, str]]:
    with reader.app.app_context():
        entries = db.session.query(Entry).filter(Entry.act.in_(ACTS)).order_by(Entry.at)
        return [(entry.act, entry.result) for entry in entries]


def test_somebody_links_the_account_under_their_profile_and_gets_in_with_it(
    issuer: Issuer, reader: Reader, cast: Cast
) -> None:
    reader.sign_in(cast.author)
    assert "Forbundne konti" in reader.get("/profil").text
    asked = reader.post(f"/profil/konti/{DOMAIN}/forbind")
    assert asked.location == f"/log-ind/med/{DOMAIN}"
    assert reader.get(asked.location).heading == "Forbind din konto"
    back = sign_on(reader)
    assert (back.status, back.location) == (303, "/profil/konti?forbundet=1")
    assert "Rosenby Kommune Forbundet" in reader.get(back.location).text
    elsewhere = Reader(reader.app)
    back = sign_on(elsewhere, "/profil")
    assert (back.status, back.location) == (303, "/profil")
    assert elsewhere.get("/profil").field("name") == cast.author.name
    assert acts(reader) == [("identity.linked", "done"), ("sign_in.done", "done")]
    with reader.app.app_context():
        [letter] = db.session.query(Letter)
        assert (letter.kind, letter.to_email) == ("identity_linked", cast.author.email)


@pytest.mark.once
def test_over_a_page_that_waits_the_municipality_is_asked_in_a_window_of_its_own(
    issuer: Issuer, reader: Reader
) -> None:
    page = reader.get(f"/log-ind/med/{DOMAIN}?naeste=/log-ind/klar", headers=OURS)
    [way] = [a for a in page.all("a") if "/videre" in a.get("href", "")]
    assert (way.get("target"), page.all("nav")) == ("_blank", []), "an issuer lets nobody frame it"


def test_what_is_linked_is_removed_again_and_opens_nothing(issuer: Issuer, reader: Reader, cast: Cast) -> None:
    with reader.app.app_context():
        linked(cast.author, issuer)
        identity = db.session.query(ExternalIdentity).one().id
    assert Reader(reader.app).sign_in(cast.classmate).post(f"/profil/konti/{identity}/fjern").status == 404
    reader.sign_in(cast.author)
    assert reader.post(f"/profil/konti/{identity}/fjern").location == "/profil/konti?fjernet=1"
    assert "Du har ikke forbundet nogen konto." in reader.get("/profil/konti").text
    assert sign_on(Reader(reader.app)).status == 403
    assert acts(reader) == [("identity.unlinked", "done"), ("sign_in.failed", "refused")]


def test_the_domain_alone_decides_who_is_offered_it_and_there_is_another_way(
    issuer: Issuer, reader: Reader, cast: Cast
) -> None:
    known = cast.participant("Anne Ø", cast.cohort)
    with reader.app.app_context():
        db.session.get_one(Person, known.id).email = f"anne@{DOMAIN}"
        db.session.commit()
    for email in (f"Anne@{DOMAIN.upper()}", f"ingen@{DOMAIN}"):
        page = reader.post("/log-ind", {"email": email, "naeste": "/profil"})
        assert (page.status, page.location) == (303, f"/log-ind/med/{DOMAIN}?naeste=/profil")
        offer = reader.get(page.location)
        assert "Log ind med Rosenby Kommune" in offer.text
        assert offer.field("email") == email.lower()
        other = reader.post("/log-ind", {"email": email, "naeste": "/profil", "vej": offer.field("vej")})
        assert (other.status, other.location) == (303, "/log-ind/kode?naeste=/profil")
    assert reader.post("/log-ind", {"email": cast.author.email}).location == "/log-ind/kode?naeste=/"
    assert reader.get("/log-ind/med/eksempel.dk").status == 404
    with reader.app.app_context():
        told = sorted(letter.to_email for letter in db.session.query(Letter))
        assert told == [f"anne@{DOMAIN}", cast.author.email]


def test_an_account_nobody_linked_makes_nobody_and_gets_the_same_answer_as_a_closed_one(
    issuer: Issuer, reader: Reader, cast: Cast
) -> None:
    cast.author  # noqa: B018 - somebody with the address that the issuer tells of is there
    issuer.order(email=cast.author.email)
    with reader.app.app_context():
        linked(cast.disabled, issuer, "lukket")
        people = db.session.query(Person).count()
    unknown = sign_on(reader)
    issuer.order(sub="lukket")
    closed = sign_on(reader)
    assert (unknown.status, unknown.heading) == (403, "Kontoen er ikke forbundet")
    assert (closed.status, closed.text) == (unknown.status, unknown.text)
    assert not is_in(reader)
    with reader.app.app_context():
        assert db.session.query(Person).count() == people


def test_an_account_opens_one_person_only(issuer: Issuer, reader: Reader, cast: Cast) -> None:
    with reader.app.app_context():
        linked(cast.classmate, issuer)
    reader.sign_in(cast.author)
    reader.post(f"/profil/konti/{DOMAIN}/forbind")
    refused = sign_on(reader)
    assert refused.status == 409
    assert "hører til en anden her i portalen" in refused.text
    with reader.app.app_context():
        assert [one.person_id for one in db.session.query(ExternalIdentity)] == [cast.classmate.id]


def test_following_a_link_while_signed_in_links_nothing(issuer: Issuer, reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    assert sign_on(reader).status == 403
    with reader.app.app_context():
        assert db.session.query(ExternalIdentity).count() == 0


def test_linking_is_for_whoever_asked_for_it(issuer: Issuer, reader: Reader, cast: Cast) -> None:
    reader.sign_in(cast.author)
    reader.post(f"/profil/konti/{DOMAIN}/forbind")
    back = there(reader)
    with reader.client.session_transaction() as cookie:
        browser = cookie["sign_on"]
    reader.sign_in(cast.classmate)
    with reader.client.session_transaction() as cookie:
        cookie["sign_on"] = browser
    assert reader.get(back).status == 400
    with reader.app.app_context():
        assert db.session.query(ExternalIdentity).count() == 0


@pytest.mark.once
@pytest.mark.parametrize(
    "answers",
    [
        {"/.well-known/openid-configuration": {"status": 503, "body": "nede"}},
        {"/.well-known/openid-configuration": {"status": 200, "body": "<html>"}},
        {"/.well-known/openid-configuration": {"status": 302, "headers": {"Location": "/elsewhere"}}},
        {"/.well-known/openid-configuration": {"status": 200, "body": "[1,2,3]" * 10_000, "times": 100}},
        {"/jwks": {"status": 200, "body": '{"keys": []}'}},
        {"/jwks": {"status": 200, "body": '{"keys": 7}'}},
    ],
)
def test_a_provider_that_is_down_gives_a_calm_page_with_another_way(
    issuer: Issuer, reader: Reader, answers: dict[str, object]
) -> None:
    issuer.order(answers=answers)
    reader.post("/log-ind", {"email": f"anne@{DOMAIN}"})
    page = reader.get(f"/log-ind/med/{DOMAIN}/videre")
    assert (page.status, page.heading) == (503, "Rosenby Kommune svarer ikke lige nu")
    asked = len(issuer.asked())
    assert reader.get(f"/log-ind/med/{DOMAIN}/videre").status == 503
    assert len(issuer.asked()) == asked + 1, "it was left alone for a while"
    assert "/elsewhere" not in issuer.asked()
    other = {name: page.field(name) for name in ("email", "vej")}
    assert reader.post("/log-ind", other).location == "/log-ind/kode?naeste=/"


@pytest.mark.once
@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "http://127.0.0.1:1"},
        {"token_endpoint": "http://169.254.169.254/latest"},
        {"jwks_uri": "http://10.0.0.1/jwks"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
        {"code_challenge_methods_supported": ["plain"]},
    ],
)
def test_the_portal_speaks_only_with_the_issuer_of_the_settings(
    issuer: Issuer, reader: Reader, metadata: dict[str, object]
) -> None:
    issuer.order(metadata=metadata)
    assert reader.get(f"/log-ind/med/{DOMAIN}/videre").status == 503


@pytest.mark.once
@pytest.mark.parametrize("status", [500, 200, 302])
def test_a_provider_that_goes_down_half_way_gives_the_same_page(
    issuer: Issuer, reader: Reader, cast: Cast, status: int
) -> None:
    back = there(reader)
    issuer.order(answers={"/token": {"status": status, "headers": {"Location": "/elsewhere"}}})
    page = reader.get(back)
    assert (page.status, page.heading) == (503, "Rosenby Kommune svarer ikke lige nu")
    assert "/elsewhere" not in issuer.asked()


@pytest.mark.once
def test_somebody_who_regrets_it_there_comes_to_a_calm_page(issuer: Issuer, reader: Reader) -> None:
    issuer.order(cancels=True)
    page = sign_on(reader)
    assert (page.status, page.heading) == (400, "Du blev ikke logget ind")


@pytest.mark.once
def test_new_keys_are_asked_for_once_a_minute_at_most(
    issuer: Issuer, reader: Reader, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with reader.app.app_context():
        linked(cast.author, issuer)
    assert sign_on(reader).status == 303
    issuer.order(new_keys="2026-12")
    assert sign_on(reader).status == 400, "asked a moment ago"
    known = line._known[issuer.address]
    known.keys_at -= line.KEYS_AGAIN
    assert sign_on(reader).status == 303
    assert issuer.asked().count("/jwks") >= 2


def test_who_was_invited_links_the_account_and_is_in_with_it(issuer: Issuer, reader: Reader, cast: Cast) -> None:
    email = f"signe@{DOMAIN}"
    person = enrol(cast, "Signe Ærø", email)
    [link] = links(reader.app, person)
    arrive(reader, link)
    offer = reader.post("/invitation", {"email": email})
    assert offer.location == f"/log-ind/med/{DOMAIN}?naeste=/hold/{cast.cohort.id}"
    page = reader.get(offer.location)
    assert page.heading == "Forbind din konto"
    assert f"/log-ind/vaelg?naeste=/hold/{cast.cohort.id}" in page.links, "there is another way"
    stranger = Reader(reader.app)
    arrive(stranger, link)
    assert sign_on(stranger).status == 403, "the link alone links nothing"
    back = sign_on(reader, f"/hold/{cast.cohort.id}")
    assert (back.status, back.location) == (303, f"/hold/{cast.cohort.id}")
    assert is_in(reader)
    again = Reader(reader.app)
    assert sign_on(again).status == 303
    assert arrive(Reader(reader.app), link).heading == "Invitationen gælder ikke længere"
    assert acts(reader) == [("sign_in.failed", "refused"), ("identity.linked", "done"), *[("sign_in.done", "done")] * 2]


def test_the_last_way_in_is_kept(issuer: Issuer, reader: Reader, cast: Cast) -> None:
    with reader.app.app_context():
        linked(cast.author, issuer)
        identity = db.session.query(ExternalIdentity).one().id
    before = reader.app.extensions["portal"]
    reader.app.extensions["portal"] = replace(before, mode="production")
    try:
        refused = reader.sign_in(cast.author).post(f"/profil/konti/{identity}/fjern")
        assert (refused.status, "Det er den sidste måde" in refused.text) == (409, True)
        give_password(reader.app, cast.author)
        assert reader.post(f"/profil/konti/{identity}/fjern").status == 303
    finally:
        reader.app.extensions["portal"] = before
