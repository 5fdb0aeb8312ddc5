"""What does somebody go through who chooses a password? Judged by what others know of them, hashed outside the transaction."""

from portal.credentials import passwords
from portal.db import db
from portal.errors import Refused
from portal.people.models import Municipality, Person


def hashed_choice(person: Person, typed: str) -> str:
    """What is kept of a new password. Raises Refused with a sentence when it will not do.

    Ends the transaction: hashing takes a tenth of a second, for which nobody should wait at the database.
    """
    home = db.session.get(Municipality, person.municipality_code) if person.municipality_code else None
    about = (person.name, person.email.partition("@")[0], person.email.partition("@")[2], person.organisation)
    db.session.commit()
    password = passwords.read(typed)
    problem = passwords.why_refused(password, about=(*about, home.name if home else ""))
    if problem is not None:
        raise Refused(problem, field="password")
    return passwords.HASHING.hash(password)
