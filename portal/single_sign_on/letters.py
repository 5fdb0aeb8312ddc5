"""What do we write to people about their accounts elsewhere?"""

from portal.letters.actions import post
from portal.people.models import Person


def identity_linked(person: Person, provider: str) -> None:
    """From now on the account there opens the person's here."""
    post("identity_linked", to=person, provider=provider)


def identity_unlinked(person: Person, provider: str) -> None:
    """It no longer does."""
    post("identity_unlinked", to=person, provider=provider)
