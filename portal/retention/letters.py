"""What do we write to people about what went, and what is about to go? When and what kind; never a word of it."""

from datetime import datetime

from portal.clock import now
from portal.ledger import Kind
from portal.letters.actions import post
from portal.own_cases.models import OwnCase
from portal.people.models import Person
from portal.text import portal_address


def farewell(person: Person) -> None:
    """The last letter, to somebody who was just erased in the same transaction: it is nobody's row, and goes once sent."""
    letter = post("account_erased", to=person)
    letter.person_id, letter.to_name = None, ""


def goes_soon(own_case: OwnCase, goes_at: datetime) -> None:
    """To the author: when the case goes, and how to keep it longer."""
    post(
        "own_case_goes",
        to=own_case.author,
        course=own_case.cohort.course.title,
        goes_at=goes_at,
        address=portal_address("own_cases.show", own_case_id=own_case.id),
    )


def deleted(author: Person, *, kind: Kind, course: str, made_at: datetime, sha256: str, key: str) -> None:
    """Proof to the author that something was deleted, and with it the key; `key` is its fingerprint."""
    is_case = kind is Kind.OWN_CASE
    post("work_deleted", to=author, is_case=is_case, course=course, made_at=made_at, at=now(), checksum=sha256, key=key)
