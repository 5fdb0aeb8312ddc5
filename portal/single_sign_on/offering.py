"""Should somebody who typed an address be offered to sign in with the account of their municipality?"""

from typing import Final

from flask import Response, make_response, redirect, request, url_for
from flask import session as cookie

from portal.single_sign_on.providers import provider_for

ANOTHER_WAY: Final = "anden"


def offer_for(email: str, wanted: str) -> Response | None:
    """To the page that offers it, when the address's domain has a provider and the reader has not asked for another way."""
    if provider_for(email) is None or request.form.get("vej") == ANOTHER_WAY:
        return None
    cookie["sign_on_email"] = email
    address = url_for("single_sign_on.offer", domain=email.rpartition("@")[2], naeste=wanted)
    return make_response(redirect(address, code=303))
