"""What do these pages share? Their blueprint, the settings, and where to go on."""

from flask import current_app, request

from portal.config import Config
from portal.credentials.choosing import hashed_choice
from portal.credentials.forms import NewPasswordForm
from portal.door import Pages
from portal.errors import Refused
from portal.people.models import Person
from portal.people.too_late import is_local_path

pages = Pages("credentials", __name__)


def config() -> Config:
    """The settings."""
    settings: Config = current_app.extensions["portal"]
    return settings


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
