"""What do we write to somebody who has lost the second step, also when they did not ask for anything?"""

from portal.letters.actions import post
from portal.people.models import Person
from portal.text import portal_address


def vouched(person: Person, token: str, *, by: list[str], hours: int) -> None:
    """The link that leads to where a new second step is set. It does nothing by itself."""
    post("vouched", to=person, address=portal_address("vouching.follow", token=token), by=by, hours=hours)


def vouch_begun(person: Person, *, by: str) -> None:
    """Tell somebody of the provider that one of two has spoken for them."""
    post("vouch_begun", to=person, by=by)


def second_step_replaced(person: Person) -> None:
    """Tell the owner that what they had before opens nothing any more."""
    post("second_step_replaced", to=person, address=portal_address("credentials.security"))
