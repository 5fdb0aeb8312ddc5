"""What can happen to a passkey: asked for, made, used, named, removed. The one file that knows the WebAuthn library."""

import hashlib
import json
import secrets
from datetime import timedelta
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import delete, select, update
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from portal import clock
from portal.config import Config
from portal.credentials import letters
from portal.credentials.models import Passkey, PasskeyChallenge
from portal.credentials.queries import passkeys_of
from portal.db import db
from portal.errors import Refused
from portal.journal.actions import record
from portal.people.models import Person
from portal.text import _

MINUTES: Final = 15  # the address field offers passkeys as long as the page is open
MOST: Final = 20
KNOWN_TRANSPORTS: Final = {"usb", "nfc", "ble", "smart-card", "hybrid", "internal"}
# What the library says about an answer that is not right, or is no answer at all.
_WRONG: Final = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)


class Site(NamedTuple):
    """For which site a passkey works."""

    host: str
    origin: str


def site_of(config: Config) -> Site:
    """The site that the settings name; what a request says of itself does not count."""
    parts = urlsplit(config.base_url)
    return Site(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")


def _hashed(secret: str, session_id: UUID | None) -> str:
    return hashlib.sha256(f"challenge:{session_id or ''}:{secret}".encode()).hexdigest()


def _challenge(person: Person | None, session_id: UUID | None = None) -> tuple[bytes, str]:
    """Something new to sign, and the secret that the browser keeps with it. What nobody signed in time goes.

    With a session it is for proving oneself once more in that session, and for nothing else.
    """
    db.session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.expires_at < clock.now()))
    challenge, secret = secrets.token_bytes(32), secrets.token_urlsafe(32)
    row = PasskeyChallenge(
        person_id=person.id if person else None,
        challenge=challenge,
        browser_hash=_hashed(secret, session_id),
        expires_at=clock.now() + timedelta(minutes=MINUTES),
    )
    db.session.add(row)
    return challenge, secret


def _use_challenge(secret: str, person: Person | None, session_id: UUID | None = None) -> bytes | None:
    """What was to be signed in this browser, for this purpose; once."""
    person_id = person.id if person else None
    used = (
        update(PasskeyChallenge)
        .where(
            PasskeyChallenge.browser_hash == _hashed(secret, session_id),
            PasskeyChallenge.person_id.is_not_distinct_from(person_id),
            PasskeyChallenge.used_at.is_(None),
            PasskeyChallenge.expires_at > clock.now(),
        )
        .values(used_at=clock.now())
    )
    return db.session.scalars(used.returning(PasskeyChallenge.challenge)).one_or_none()


def begin_passkey(person: Person, site: Site) -> tuple[dict[str, Any], str]:
    """What a browser needs to make a passkey for a person, and the secret it keeps meanwhile."""
    challenge, secret = _challenge(person)
    options = generate_registration_options(
        rp_id=site.host,
        rp_name="MitKomponent",
        user_id=person.id.bytes,
        user_name=person.email,
        user_display_name=person.name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one.credential_id) for one in passkeys_of(person)],
    )
    return json.loads(options_to_json(options)), secret


def add_passkey(person: Person, secret: str, answer: Any, *, name: str, site: Site) -> None:
    """Keep the passkey a browser made. Raises Refused when it is not what was asked for."""
    challenge = _use_challenge(secret, person)
    if challenge is None:
        raise Refused(_("Der gik for lang tid. Prøv igen."))
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except _WRONG:
        raise Refused(_("Adgangsnøglen kunne ikke bruges. Prøv igen, eller vælg en anden måde.")) from None
    if len(passkeys_of(person)) >= MOST:
        raise Refused(_("Du har allerede %(most)s adgangsnøgler. Fjern en, du ikke bruger.", most=MOST))
    db.session.add(
        Passkey(
            person_id=person.id,
            credential_id=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            name=name,
            transports=sorted(KNOWN_TRANSPORTS & set(answer.get("response", {}).get("transports") or [])),
        )
    )
    record("passkey.added", by_id=person.id, subject_id=person.id, owner_id=person.id)
    letters.ways_changed(person)


def ask_for_passkey(site: Site) -> tuple[dict[str, Any], str]:
    """What a browser needs to sign in with any passkey it has for the site, and the secret it keeps meanwhile."""
    challenge, secret = _challenge(None)
    options = generate_authentication_options(
        rp_id=site.host, challenge=challenge, user_verification=UserVerificationRequirement.REQUIRED
    )
    return json.loads(options_to_json(options)), secret


def ask_for_own_passkey(person: Person, site: Site, *, session_id: UUID | None) -> tuple[dict[str, Any], str]:
    """The same to somebody who is signed in, and proves once more who sits there: with one of their own."""
    challenge, secret = _challenge(person, session_id)
    options = generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        user_verification=UserVerificationRequirement.REQUIRED,
        allow_credentials=[PublicKeyCredentialDescriptor(id=one.credential_id) for one in passkeys_of(person)],
    )
    return json.loads(options_to_json(options)), secret


def is_passkey_of(person: Person, secret: str, answer: Any, site: Site, *, session_id: UUID | None) -> bool:
    """Whether a passkey of the person's has signed what this session asked for."""
    return _proved(_use_challenge(secret, person, session_id), answer, site, owner=person) == person.id


def person_of_passkey(secret: str, answer: Any, site: Site) -> UUID | None:
    """Whom a passkey proves; None when it proves nobody."""
    return _proved(_use_challenge(secret, None), answer, site)


def _proved(challenge: bytes | None, answer: Any, site: Site, *, owner: Person | None = None) -> UUID | None:
    """Whose passkey has signed. A counter that goes backwards is of a copy.

    A device that was asked for certain passkeys need not say whose the one is that it used.
    """
    try:
        found = select(Passkey).where(Passkey.credential_id == base64url_to_bytes(answer["id"]))
        row = db.session.scalars(found).one_or_none()
        said = answer["response"].get("userHandle")
        whose = owner.id.bytes if owner is not None and not said else base64url_to_bytes(said)
        if challenge is None or row is None or whose != row.person_id.bytes:
            return None
        proof = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=row.public_key,
            credential_current_sign_count=row.sign_count,
            require_user_verification=True,
        )
    except _WRONG:
        return None
    count = proof.new_sign_count
    is_forward = Passkey.sign_count < count if count else Passkey.sign_count == 0
    used = db.session.execute(
        update(Passkey).where(Passkey.id == row.id, is_forward).values(sign_count=count, used_at=clock.now())
    )
    return row.person_id if used.rowcount == 1 else None  # type: ignore[attr-defined]


def rename_passkey(passkey: Passkey, name: str) -> None:
    """Call it something else. Raises Refused without a name."""
    if not name:
        raise Refused(_("Skriv, hvad adgangsnøglen skal hedde."))
    passkey.name = name


def remove_passkey(passkey: Passkey, *, owner: Person) -> None:
    """Forget a passkey: it opens nothing any more."""
    db.session.delete(passkey)
    record("passkey.removed", by_id=owner.id, subject_id=passkey.id, owner_id=owner.id)
    letters.ways_changed(owner)
