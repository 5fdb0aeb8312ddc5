"""In which municipality does somebody work: who may say so, and who corrects it?

Cases from there are kept from them (`own_cases/shield.py`), so nobody changes what stands there of themselves.
"""

from uuid import UUID

from portal.db import db
from portal.errors import Refused
from portal.holding import hold
from portal.journal.actions import record
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
    person.municipality_code = _known(municipality_code)


def correct_home(person: Person, *, by: Person, municipality_code: str | None, cohort_id: UUID) -> None:
    """Correct the municipality of somebody who belongs to a cohort one runs; None is none. Twice is once.

    Raises Refused for oneself, and when it is not one of the 98.
    """
    if person.id == by.id:
        raise Refused(_("Din egen kommune retter du ikke selv. Bed en anden koordinator om det."), field="person_id")
    code = _known(municipality_code) if municipality_code is not None else None
    hold(person, ["municipality_code"])
    if person.municipality_code != code:
        person.municipality_code = code
        record("person.home_corrected", by_id=by.id, subject_id=person.id, owner_id=person.id, cohort_id=cohort_id)


def _known(code: str) -> str:
    if db.session.get(Municipality, code) is None:
        raise Refused(_("Vælg en kommune fra listen."), field="municipality_code")
    return code
