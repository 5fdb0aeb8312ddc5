"""Does what is kept of a short code tell nothing to somebody who has the rows, but not the portal's key?"""

import hashlib
import hmac
from dataclasses import replace
from uuid import uuid4

import pytest
from flask.ctx import AppContext

from portal.people.actions import make_code, use_code
from portal.people.models import Person, SignInCode
from portal.people.short_codes import digits_of, hashed_code, is_code, new_code
from tests.cast import Cast

pytestmark = pytest.mark.once


def tried_through(row: SignInCode, code: str) -> set[str]:
    """What somebody with the row alone would compute of the right code."""
    return {
        form(joined).hexdigest()
        for joined in (f"{row.id}:{code}".encode(), row.id.bytes + code.encode(), code.encode())
        for form in (hashlib.sha256, lambda text: hmac.new(b"", text, hashlib.sha256))
    }


def test_the_row_of_a_code_does_not_give_it_away(inside: AppContext, cast: Cast) -> None:
    row, code = make_code(cast.author, cast.author.email)
    assert row.code_hash not in tried_through(row, code)
    assert row.code_hash == hashed_code(row.id, code)
    config = inside.app.extensions["portal"]
    inside.app.extensions["portal"] = replace(config, secret_key="en anden nøgle, som er lang nok til det her")
    try:
        assert not is_code(row.code_hash, row.id, code)
    finally:
        inside.app.extensions["portal"] = config
    assert isinstance(use_code(row.id, f" {code[:4]} {code[4:]} ", email=cast.author.email), Person)


def test_a_code_is_of_its_own_row_alone(inside: AppContext) -> None:
    one, code = uuid4(), new_code()
    assert (len(code), code) == (8, digits_of(code))
    assert is_code(hashed_code(one, code), one, code)
    assert not is_code(hashed_code(one, code), uuid4(), code)
    assert not is_code("", one, "")


def test_a_code_proves_nobody_but_the_person_it_was_sent_to(inside: AppContext, cast: Cast) -> None:
    """Whichever page asks has to say whom it asks for; the code is not used up by it."""
    row, code = make_code(cast.author, cast.author.email)
    assert use_code(row.id, code, email=cast.classmate.email) == "Koden gælder ikke længere. Bed om en ny."
    assert (row.tries, row.used_at) == (0, None)
    proved = use_code(row.id, code, email=cast.author.email)
    assert isinstance(proved, Person)
    assert proved.id == cast.author.id
