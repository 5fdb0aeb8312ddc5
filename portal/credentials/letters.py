"""What do we write to people about how they sign in? That something changed, and where to go; never what it is."""

from typing import Final

from portal.letters.actions import post
from portal.people.models import Person
from portal.text import portal_address

NO_PASSWORD: Final = "no_password"  # noqa: S105 - the kind of a letter


def ways_changed(person: Person) -> None:
    """Tell the owner that a way in was added, changed or removed."""
    post("ways_changed", to=person, address=portal_address("credentials.security"))


def forgotten_password(person: Person, token: str, *, minutes: int) -> None:
    """The link somebody asked for who has forgotten a password. It leads to a page and does nothing by itself."""
    address = portal_address("credentials.follow_reset", token=token)
    post("forgotten_password", to=person, address=address, minutes=minutes)


def no_password(person: Person) -> None:
    """The answer to somebody who asked for a new password and never had one."""
    post(NO_PASSWORD, to=person, address=portal_address("people.sign_in"))


def recovery_code_used(person: Person) -> None:
    """Tell the owner that one of the ten codes was used."""
    post("recovery_code_used", to=person, address=portal_address("credentials.security"))
