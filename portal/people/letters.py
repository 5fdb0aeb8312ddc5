"""What do we write to people about signing in?"""

from portal.letters.actions import post
from portal.people.models import Person


def sign_in_code(person: Person, code: str, *, minutes: int) -> None:
    """The code somebody asked for at this address. It leads nowhere by itself: it is typed into the browser that asked."""
    post("sign_in_code", to=person, code=code, minutes=minutes)
