"""Is what an issuer sends believed only when everything about it is right?"""

import re
from datetime import timedelta

import pytest

from portal.db import db
from portal.journal.models import Entry
from portal.single_sign_on.models import ExternalIdentity, SignOnAttempt
from tests.cast import Cast
from tests.people.browsers import is_in
from tests.reader import Page, Reader
from tests.services.oidc import Issuer
from tests.single_sign_on.conftest import Trust, sign_on, there

STRANGE = "Du blev ikke logget ind"


@pytest.fixture
def person(issuer: Issuer, reader: Reader, cast: Cast) -> None:
    """Somebody whose account is linked: whatever is believed would let them in."""
    with reader.app.app_context():
        db.session.add(ExternalIdentity(person_id=cast.author.id, issuer=issuer.address, subject="anne-12"))
        db.session.commit()


def refused(reader: Reader, page: Page) -> bool:
    return (page.status, page.heading, is_in(reader)) == (400, STRANGE, False)


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256"])
def test_an_honest_token_is_believed(issuer: Issuer, reader: Reader, person: None, algorithm: str) -> None:
    issuer.order(alg=algorithm)
    assert sign_on(reader).status == 303
    assert is_in(reader)


LIES = {
    "no signature": {"alg": "none"},
    "HS256 with the public key": {"alg": "HS256"},
    "HS256 with the secret we share": {"alg": "HS256 with the client's secret"},
    "a key nobody was told of": {"alg": "RS256 with another key"},
    "a key of another name": {"header": {"kid": "2020-01"}},
    "a header that must be understood": {"header": {"crit": ["dette"], "dette": 1}},
    "for another audience": {"claims": {"aud": "en-anden"}},
    "for several, and not by us": {"claims": {"aud": ["mitkomponent", "en-anden"]}},
    "for several, by another": {"claims": {"aud": ["mitkomponent", "en-anden"], "azp": "en-anden"}},
    "for us, by another": {"claims": {"azp": "en-anden"}},
    "for nobody": {"claims": {"aud": None}},
    "from another issuer": {"claims": {"iss": "https://onde.eksempel.dk"}},
    "from nobody": {"claims": {"iss": None}},
    "with another nonce": {"claims": {"nonce": "igen-og-igen"}},
    "without a nonce": {"claims": {"nonce": None}},
    "over": {"claims": {"exp": {"now": -61}}},
    "without an end": {"claims": {"exp": None}},
    "with an end that is a word": {"claims": {"exp": "aldrig"}},
    "from the future": {"claims": {"iat": {"now": 120}}},
    "without its time": {"claims": {"iat": None}},
    "about nobody": {"claims": {"sub": None}},
    "about nobody by name": {"claims": {"sub": ""}},
    "about a number": {"claims": {"sub": 12}},
    "about far too long a name": {"claims": {"sub": "a" * 256}},
    "with one step only": {"claims": {"amr": ["pwd"]}},
    "without its steps": {"claims": {"amr": None}},
    "with steps in a word": {"claims": {"amr": "mfa"}},
    "of another access token": {"claims": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}},
    "with a hash that is none": {"claims": {"at_hash": 7}},
}


@pytest.mark.once
@pytest.mark.parametrize("lie", LIES)
def test_au_8_a_forged_token_is_not_believed(issuer: Issuer, reader: Reader, person: None, lie: str) -> None:
    """AU-8: none of these lets anybody in, and the journal has the try."""
    issuer.order(**LIES[lie])
    assert refused(reader, sign_on(reader))
    with reader.app.app_context():
        assert [entry.act for entry in db.session.query(Entry)] == ["sign_in.failed"]


def test_au_8_the_same_mail_with_another_subject_is_somebody_else(
    issuer: Issuer, reader: Reader, person: None, cast: Cast
) -> None:
    """AU-8: the key is issuer and subject; an address proves nothing."""
    issuer.order(sub="anne-13", email=cast.author.email)
    assert (sign_on(reader).status, is_in(reader)) == (403, False)


def test_au_8_the_state_belongs_to_one_browser_and_counts_once(issuer: Issuer, reader: Reader, person: None) -> None:
    """AU-8: state not of this browser, replayed, unknown, or sent by nobody."""
    back = there(reader)
    for stranger in (Reader(reader.app), Reader(reader.app)):
        there(stranger)  # has set out too
        assert refused(stranger, stranger.get(back))
    for address in ("/log-ind/retur", "/log-ind/retur?code=x&state=y", "/log-ind/retur?state="):
        assert refused(reader, reader.get(address))
    other = Reader(reader.app)
    with reader.client.session_transaction() as cookie, other.client.session_transaction() as copy:
        copy.update(cookie)
    assert reader.get(back).status == 303
    asked = issuer.asked().count("/token")
    assert refused(other, other.get(back))
    assert issuer.asked().count("/token") == asked, "the portal did not even ask again"


def test_au_8_a_state_lasts_ten_minutes(issuer: Issuer, reader: Reader, person: None) -> None:
    """AU-8: to the second."""
    for seconds, status in ((600, 400), (599, 303)):
        back = there(reader)
        with reader.app.app_context():
            row = db.session.query(SignOnAttempt).order_by(SignOnAttempt.created_at.desc()).limit(1).one()
            row.expires_at -= timedelta(seconds=seconds)
            db.session.commit()
        assert reader.get(back).status == status


def test_au_8_a_code_of_another_attempt_is_refused(issuer: Issuer, reader: Reader, person: None) -> None:
    """AU-8: the verifier and the nonce of the state's own attempt do not fit a code that was caught elsewhere."""
    caught, own = there(Reader(reader.app)), there(reader)
    code = caught.partition("code=")[2].partition("&")[0]
    before, _own_code, after = own.partition("code=")
    assert refused(reader, reader.get(before + "code=" + code + "&" + after.partition("&")[2]))


def test_au_8_another_issuers_answer_is_refused(issuer: Issuer, reader: Reader, person: None) -> None:
    """AU-8: where the answer says who sends it, that has to be whom we asked."""
    back = re.sub(r"iss=[^&]+", "iss=https%3A%2F%2Fonde.eksempel.dk", there(reader))
    assert "code=" in back
    assert refused(reader, reader.get(back))


@pytest.mark.once
def test_au_8_the_context_that_is_wanted_has_to_be_there(
    issuer: Issuer, reader: Reader, person: None, trust: Trust
) -> None:
    """AU-8: acr, where the settings want one of some."""
    trust(acr=["https://data.gov.dk/concept/core/nsis/Substantial"], algorithms=["ES256"])
    for acr, algorithm, status in (
        (None, "ES256", 400),
        ("https://data.gov.dk/concept/core/nsis/Low", "ES256", 400),
        ("https://data.gov.dk/concept/core/nsis/Substantial", "RS256", 400),
        ("https://data.gov.dk/concept/core/nsis/Substantial", "ES256", 303),
    ):
        issuer.order(claims={"acr": acr}, alg=algorithm)
        assert sign_on(reader).status == status
