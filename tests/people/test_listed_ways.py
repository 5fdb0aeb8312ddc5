"""Does everybody see what opens the portal in their name, and can they take each back?"""

from datetime import timedelta
from uuid import UUID

import pytest

from portal import clock
from portal.backup.closing import PROOFS
from portal.credentials.models import Passkey, TrustedBrowser
from portal.db import Base, Model, db
from portal.people.models import SignInSession
from portal.people.throttle_models import KnownBrowser
from portal.single_sign_on.models import ExternalIdentity
from tests.cast import Cast
from tests.reader import Reader

pytestmark = pytest.mark.once

REMOVE = {"act": "remove"}
TELLS = ("hash", "secret", "token", "expires_at", "credential_id", "subject")
# What opens the portal for somebody, and where they see it and take it back.
LISTED = {
    "known_browser": ("/profil/sikkerhed", "/profil/sikkerhed/kendt/{id}"),  # opens nothing, and is seen all the same
    "sign_in_session": ("/profil/enheder", "/profil/enheder/{id}/afslut"),
    "external_identity": ("/profil/konti", "/profil/konti/{id}/fjern"),
    "passkey": ("/profil/sikkerhed", "/profil/sikkerhed/adgangsnoegle/{id}"),
    "password": ("/profil/sikkerhed", "/profil/sikkerhed/adgangskode/fjern"),
    "recovery_code": ("/profil/sikkerhed", "/profil/sikkerhed/gendannelseskoder"),
    "totp": ("/profil/sikkerhed", "/profil/sikkerhed/app/fjern"),
    "trusted_browser": ("/profil/sikkerhed", "/profil/sikkerhed/browser/{id}"),
}
# What opens nothing by itself, or not for longer than it takes to read a letter.
NOT_LISTED = {
    "invitation": "opens a page that asks for the address; a new one kills it, and it ends with being used",
    "passkey_challenge": "minutes, and bound to the browser",
    "reset_link": "half an hour, asked for by the person, and still asks for the second step",
    "sign_in_attempt": "minutes, and bound to the browser",
    "sign_in_code": "ten minutes, bound to the browser; a new one kills it",
    "sign_in_try": "counts tries",
    "sign_on_attempt": "ten minutes, and bound to the browser",
    "speaker": "the pages of one point of a programme, after a code by letter; not the portal",
    "speaker_visit": "the same pages, in one browser, for two hours",
    "vouch": "a day; taken back where it was given",
    "vouch_link": "two hours, asks for the address and the password, and sets a new second step",
    "letter": "subject is the letter's",
    "announcement": "subject is the letter's",
}


def tables_that_tell() -> set[str]:
    return {
        table.name
        for table in Base.metadata.sorted_tables
        if any(column.name in TELLS or column.name.endswith(("_hash", "_token")) for column in table.columns)
    }


def test_tk_5_whatever_opens_the_portal_is_listed_or_short_lived() -> None:
    """TK-5: a new table with a secret fails here until it is said where its owner sees it and takes it back."""
    assert tables_that_tell() - set(LISTED) - set(NOT_LISTED) == set()
    known = {table.name for table in Base.metadata.sorted_tables}
    proofs = {name for name in NOT_LISTED if name in PROOFS} | {"trusted_browser", "known_browser"}
    assert (set(PROOFS) & known) - proofs == set(), "a restore ends what is short-lived"


def rows_of(person_id: UUID) -> dict[str, Model]:
    later = clock.now() + timedelta(days=30)
    return {
        "sign_in_session": SignInSession(person_id=person_id, secret_hash="1" * 64, seen_at=clock.now()),
        "external_identity": ExternalIdentity(person_id=person_id, issuer="https://id.eksempel.dk", subject="æ"),
        "passkey": Passkey(person_id=person_id, credential_id=b"en", public_key=b"to", sign_count=0, name="Telefon"),
        "known_browser": KnownBrowser(person_id=person_id, secret_hash="3" * 64, seen_at=clock.now()),
        "trusted_browser": TrustedBrowser(
            person_id=person_id, secret_hash="2" * 64, browser="Firefox", expires_at=later
        ),
    }


def test_tk_5_each_is_shown_and_taken_back_by_its_owner_alone(reader: Reader, cast: Cast) -> None:
    """TK-5: 100 % of sessions, linked accounts, passkeys, trusted and known browsers."""
    rows = rows_of(cast.author.id)
    spare = Passkey(person_id=cast.author.id, credential_id=b"to", public_key=b"to", sign_count=0, name="Nøgle")
    for row in (*rows.values(), spare):
        cast.add(row)
    for name, row in rows.items():
        page, address = LISTED[name][0], LISTED[name][1].format(id=row.id)
        assert reader.sign_in(cast.classmate).post(address, REMOVE).status == 404
        shown = reader.sign_in(cast.author).get(page)
        assert address in shown.source, f"{name} is not listed with a way to take it back"
        assert reader.post(address, REMOVE).status in {302, 303}
        with reader.app.app_context():
            left = db.session.get(type(row), row.id)
            assert left is None or getattr(left, "ended_at", None) is not None, name
