"""What do we ask about people?"""

from collections.abc import Iterable
from uuid import UUID

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from portal.db import db
from portal.errors import Refused
from portal.people.models import Municipality, Person
from portal.text import _, danish_order


def canonical_email(address: str) -> str:
    """An address as it is stored: trimmed, NFC, lower case.

    Raises Refused with a sentence when it is no address. The domain is not looked up.
    """
    try:
        valid = validate_email(address.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise Refused(
            _(
                "“%(address)s” ligner ikke en e-mailadresse. Skriv den som navn@kommune.dk.",
                address=address.strip()[:80],
            ),
            field="email",
        ) from None
    return valid.normalized.lower()


def person_by_email(email: str) -> Person | None:
    """The person with a canonical address."""
    return db.session.scalars(select(Person).where(Person.email == email)).one_or_none()


def held_administrators() -> set[UUID]:
    """Who administers and can sign in, held until the transaction ends: whoever would be one fewer waits for the others."""
    administer = (Person.is_administrator, Person.disabled_at.is_(None))
    return set(
        db.session.scalars(select(Person.id).where(*administer).order_by(Person.id).with_for_update(key_share=True))
    )


def known_person(address: str) -> Person:
    """The person with an address, with their staff roles. Raises Refused with a sentence when nobody has it."""
    with_roles = select(Person).options(selectinload(Person.staff_roles))
    person = db.session.scalars(with_roles.where(Person.email == canonical_email(address))).one_or_none()
    if person is None:
        raise Refused(
            _(
                "Ingen i portalen har adressen %(address)s. Se efter, om den er skrevet rigtigt.",
                address=address.strip(),
            ),
            field="email",
        )
    return person


def is_nobody_here() -> bool:
    """Whether the portal has no people yet."""
    return db.session.scalar(select(Person.id).limit(1)) is None


def people_by_email(emails: Iterable[str]) -> dict[str, Person]:
    """Those of the canonical addresses that we know, by address, in one query."""
    found = db.session.scalars(select(Person).where(Person.email.in_(list(emails))))
    return {person.email: person for person in found}


def staff_to_show() -> list[Person]:
    """Those of the provider whom one can sign in as in the demonstration world."""
    order = (Person.is_administrator.desc(), Person.is_coordinator.desc(), Person.created_at)
    is_staff = or_(Person.is_administrator, Person.is_coordinator, Person.biography != "")
    return list(db.session.scalars(select(Person).where(is_staff).order_by(*order).limit(12)))


def municipalities() -> list[Municipality]:
    """All 98, by name as Danes sort: æ, ø, å last."""
    return sorted(db.session.scalars(select(Municipality)), key=lambda m: danish_order(m.name))
