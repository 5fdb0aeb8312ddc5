"""In which municipality does somebody work, and who may say so?

Cases from there are kept from them (`own_cases/shield.py`): what stands there is only corrected (`enrolments/correcting.py`).
"""

from portal.db import db
from portal.errors import Refused
from portal.holding import hold
from portal.people.models import Municipality, Person
from portal.text import _


def say_home(person: Person, municipality_code: str) -> None:
    """Fill in the municipality of somebody who has none. The same one again, or none, changes nothing.

    Raises Refused when another stands there, and when it is not one of the 98.
    """
    if not municipality_code:
        return
    hold(person, ["municipality_code"])
    if person.municipality_code == municipality_code:
        return
    if person.municipality_code is not None:
        raise Refused(
            _("Der står en anden kommune i forvejen. Er den forkert, kan en koordinator rette den under Tilmeldinger.")
        )
    person.municipality_code = known_municipality(municipality_code)


def known_municipality(code: str) -> str:
    """The code, if it is one of the 98. Raises Refused otherwise."""
    if db.session.get(Municipality, code) is None:
        raise Refused(_("Vælg en kommune fra listen."), field="municipality_code")
    return code
