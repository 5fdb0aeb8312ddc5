"""What do these pages share? Their blueprint, the settings, and where to go on."""

from base64 import b64decode, b64encode
from typing import Final

from cryptography.exceptions import InvalidTag
from flask import request
from flask import session as cookie

from portal.credentials.choosing import hashed_choice
from portal.credentials.forms import NewPasswordForm
from portal.credentials.sealing import seal, unseal
from portal.credentials.totp_pictures import new_secret
from portal.door import Pages
from portal.errors import Refused
from portal.people.models import Person
from portal.people.too_late import is_local_path
from portal.settings import settings

pages = Pages("credentials", __name__)
PENDING: Final = "app"


def wanted_page() -> str:
    """Where to go on once somebody is in."""
    wanted = request.values.get("naeste", "")
    return wanted if is_local_path(wanted) else "/"


def chosen_password(form: NewPasswordForm, person: Person) -> str | None:
    """What is to be kept of a password that came and will do. Ends the transaction; begins another."""
    if not form.came_in():
        return None
    try:
        return hashed_choice(person, form.password.data or "")
    except Refused as refusal:
        form.password.errors = [refusal.sentence]
        return None


def pending_secret(person: Person) -> str:
    """The secret that an app is being set up with in this browser, which keeps it sealed until a code has confirmed it."""
    key = settings().secret_key
    try:
        return unseal(b64decode(cookie.get(PENDING, "")), person_id=person.id, key=key)
    except (InvalidTag, ValueError):
        secret = new_secret()
        cookie[PENDING] = b64encode(seal(secret, person_id=person.id, key=key)).decode()
        return secret


def forget_pending() -> None:
    """The app is set up; another one gets another secret."""
    cookie.pop(PENDING, None)
