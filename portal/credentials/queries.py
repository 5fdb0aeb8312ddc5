"""What ways in does a person have?"""

from collections.abc import Callable, Collection
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, exists, func, select
from sqlalchemy.orm import selectinload

from portal import clock
from portal.credentials.models import Passkey, Password, RecoveryCode, Totp, TrustedBrowser
from portal.db import db
from portal.people.models import Person
from portal.people.policy import Has, can_sign_in, standing_of

# Single sign-on stands above this package and says here how the accounts it knows of a person are counted.
COUNT_IDENTITIES: Final[list[Callable[[], ScalarSelect[int]]]] = []


def _ways() -> Select[Any]:
    password = exists().where(Password.person_id == Person.id)
    totp = exists().where(Totp.person_id == Person.id)
    passkeys = select(func.count()).select_from(Passkey).where(Passkey.person_id == Person.id)
    identities = [count() for count in COUNT_IDENTITIES]
    return select(Person, password, totp, passkeys.correlate(Person).scalar_subquery(), *identities)


def _has(password: object, totp: object, passkeys: int, *identities: int) -> Has:
    return Has(bool(password), bool(totp), passkeys, sum(identities))


def has_of(person: Person) -> Has:
    """All that counts when it is judged whether somebody gets in, in one query."""
    _person, *ways = db.session.execute(_ways().where(Person.id == person.id)).one()
    return _has(*ways)


def without_a_way_in(people: Collection[UUID]) -> set[UUID]:
    """Those of some people who cannot sign in yet with what they have, for the roles they have now; in two queries."""
    rows = db.session.execute(_ways().where(Person.id.in_(people)).options(selectinload(Person.staff_roles))).all()
    return {person.id for person, *ways in rows if not can_sign_in(standing_of(person), _has(*ways))}


def person_with_roles(which: ColumnElement[bool]) -> Person | None:
    """The one of whom this holds, with an open account, and with the roles that say what suffices."""
    found = select(Person).where(which, Person.disabled_at.is_(None))
    return db.session.scalars(found.options(selectinload(Person.staff_roles))).one_or_none()


def password_of(person: Person) -> Password | None:
    """The password of a person."""
    return db.session.scalars(select(Password).where(Password.person_id == person.id)).one_or_none()


def totp_of(person: Person) -> Totp | None:
    """The app of a person, or the one being set up."""
    return db.session.scalars(select(Totp).where(Totp.person_id == person.id)).one_or_none()


def passkeys_of(person: Person) -> list[Passkey]:
    """The passkeys of a person, the oldest first."""
    mine = select(Passkey).where(Passkey.person_id == person.id).order_by(Passkey.created_at, Passkey.id)
    return list(db.session.scalars(mine))


def recovery_codes_left(person: Person) -> int:
    """How many recovery codes still work."""
    mine = select(func.count()).where(RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None))
    return db.session.scalar(mine) or 0


def trusted_browsers(person: Person) -> list[TrustedBrowser]:
    """Where a person is not asked for a second step now."""
    mine = select(TrustedBrowser).where(TrustedBrowser.person_id == person.id, TrustedBrowser.expires_at > clock.now())
    return list(db.session.scalars(mine.order_by(TrustedBrowser.created_at.desc(), TrustedBrowser.id)))
