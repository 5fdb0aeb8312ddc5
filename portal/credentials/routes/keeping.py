"""May this way in go? Never the last one that suffices."""

from dataclasses import replace

from portal.credentials.queries import has_of
from portal.errors import Refused
from portal.people.models import Person
from portal.people.policy import may_do_without, standing_of
from portal.settings import settings
from portal.text import _


def keep_a_way(
    person: Person, *, passkeys: int = 0, identities: int = 0, password: bool = False, totp: bool = False
) -> None:
    """Raises Refused when a person could not sign in without these."""
    has = has_of(person)
    after = replace(
        has,
        passkeys=has.passkeys - passkeys,
        identities=has.identities - identities,
        password=has.password and not password,
        totp=has.totp and not totp,
    )
    if not may_do_without(standing_of(person), has, after, is_demo=settings().is_demo):
        raise Refused(_("Det er den sidste måde, du kan logge ind på. Tilføj en anden først."))
