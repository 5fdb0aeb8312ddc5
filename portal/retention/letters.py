"""What do we write to people about what went, and what is about to go? When and what kind; never a word of it."""

from portal.letters.actions import post
from portal.people.models import Person


def farewell(person: Person) -> None:
    """The last letter, to somebody who was just erased in the same transaction: it is nobody's row, and goes once sent."""
    letter = post("account_erased", to=person)
    letter.person_id, letter.to_name = None, ""
