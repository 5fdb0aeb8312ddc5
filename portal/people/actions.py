"""What can happen to a person: asking for a code, proving it, changing the profile."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import selectinload

from portal import clock
from portal.db import db
from portal.errors import Refused
from portal.journal.actions import record
from portal.people import letters
from portal.people.homes import say_home
from portal.people.models import Person, SignInCode
from portal.people.queries import person_by_email
from portal.people.short_codes import digits_of, hashed_code, is_code, new_code
from portal.text import LOCALES, _

CODE_MINUTES: Final = 10
MOST_TRIES: Final = 5
CODES_AN_HOUR: Final = 10
SHOWN_AN_HOUR: Final = 300  # in the demonstration, whose letters reach nobody's mailbox


def make_code(person: Person | None, email: str, *, is_told: bool = False) -> tuple[SignInCode, str]:
    """A new code for a person, or one that can never be right for an address nobody has. Kills the older ones alike."""
    if person is not None:
        db.session.execute(
            update(SignInCode)
            .where(SignInCode.person_id == person.id, SignInCode.used_at.is_(None), SignInCode.is_told.is_(is_told))
            .values(expires_at=clock.now())
        )
    code = new_code()
    row = SignInCode(
        person_id=person.id if person else None,
        email=email,
        code_hash="",
        expires_at=clock.now() + timedelta(minutes=CODE_MINUTES),
        is_told=is_told,
    )
    db.session.add(row)
    db.session.flush()
    row.code_hash = hashed_code(row.id, code)
    return row, code


def ask_for_code(email: str, *, is_demo: bool) -> SignInCode:
    """Answer an address with a code by letter, alike whether anybody has the address or not.

    Raises Refused when too many codes went to the address within an hour.
    """
    most = SHOWN_AN_HOUR if is_demo else CODES_AN_HOUR
    an_hour_ago = clock.now() - timedelta(hours=1)
    recent = db.session.scalar(
        select(func.count())
        .select_from(SignInCode)
        .where(SignInCode.email == email, SignInCode.created_at > an_hour_ago, SignInCode.is_told.is_(False))
    )
    if (recent or 0) >= most:
        raise Refused(
            _("Der er bedt om mange koder til adressen den sidste time. Vent lidt, og prøv igen."), field="email"
        )
    person = person_by_email(email)
    if person is not None and person.disabled_at is not None:
        person = None
    row, code = make_code(person, email)
    if person is not None:
        letters.sign_in_code(person, code, minutes=CODE_MINUTES)
    return row


def tell_code(person: Person) -> str:
    """A code for the person who runs the service to tell somebody whose letters do not arrive.

    It works in the browser in which that person has asked for a code, before or after it was told.
    """
    _row, code = make_code(person, person.email, is_told=True)
    record("sign_in.code_told", by_id=None, subject_id=person.id, owner_id=person.id)
    return code


def _uses_told_code(person_id: UUID, digits: str) -> bool:
    """Whether the digits are a living code that was told; uses it up, once however many browsers try at once."""
    living = (
        SignInCode.person_id == person_id,
        SignInCode.is_told,
        SignInCode.used_at.is_(None),
        SignInCode.expires_at > clock.now(),
    )
    told = db.session.scalars(select(SignInCode).where(*living)).one_or_none()
    if told is None or not is_code(told.code_hash, told.id, digits):
        return False
    used = db.session.execute(update(SignInCode).where(SignInCode.id == told.id, *living).values(used_at=clock.now()))
    return bool(used.rowcount == 1)  # type: ignore[attr-defined]


def use_told_code(email: str, typed: str) -> Person | None:
    """The person whom a told code proves without a letter, to choose how to sign in. Each try counts, in one statement."""
    person = person_by_email(email)
    if person is None or person.disabled_at is not None:
        return None
    counted = db.session.execute(
        update(SignInCode)
        .where(
            SignInCode.person_id == person.id,
            SignInCode.is_told,
            SignInCode.used_at.is_(None),
            SignInCode.expires_at > clock.now(),
            SignInCode.tries < MOST_TRIES,
        )
        .values(tries=SignInCode.tries + 1)
    )
    digits = digits_of(typed)
    if counted.rowcount == 1 and _uses_told_code(person.id, digits):  # type: ignore[attr-defined]
        return person
    record("sign_in.failed", by_id=person.id, result="refused")
    return None


def _is_right(row: SignInCode, digits: str) -> bool:
    if row.person_id is None:
        return False
    return is_code(row.code_hash, row.id, digits) or _uses_told_code(row.person_id, digits)


def use_code(code_id: UUID, typed: str, *, email: str, signs_in: bool = True) -> Person | str:
    """The person with this address, whom the code proves, or the sentence that says why it does not.

    A code is right once, for ten minutes, five tries at most, in the browser that asked for it, and of nobody but the
    person it was sent to: a browser may hold one that was asked for as somebody else. Each try counts, in one statement.
    """
    digits = digits_of(typed)
    counted = db.session.execute(
        update(SignInCode)
        .where(
            SignInCode.id == code_id,
            or_(SignInCode.email == email, SignInCode.person_id.is_(None)),
            SignInCode.used_at.is_(None),
            SignInCode.expires_at > clock.now(),
            SignInCode.tries < MOST_TRIES,
        )
        .values(tries=SignInCode.tries + 1)
    )
    row = db.session.get(SignInCode, code_id, populate_existing=True)
    if counted.rowcount != 1 or row is None:  # type: ignore[attr-defined]
        return _("Koden gælder ikke længere. Bed om en ny.")
    if row.person_id is None or not _is_right(row, digits):
        record("sign_in.failed" if signs_in else "step_up.failed", by_id=row.person_id, result="refused")
        left = MOST_TRIES - row.tries
        if left == 0:
            return _("Koden passer ikke, og nu er der brugt fem forsøg. Bed om en ny kode.")
        return _("Koden passer ikke. Se efter i den nyeste mail. Du har %(left)s forsøg tilbage.", left=left)
    row.used_at = clock.now()
    with_roles = select(Person).options(selectinload(Person.staff_roles))
    person = db.session.scalars(with_roles.where(Person.id == row.person_id)).one()
    if person.disabled_at is not None:
        return _("Koden gælder ikke længere. Bed om en ny.")
    return person


def change_profile(
    person: Person,
    *,
    by: Person,
    name: str,
    title: str,
    phone: str,
    organisation: str,
    municipality_code: str,
    locale: str,
) -> None:
    """Change what a person may change about themselves; an organisation only where no municipality stands.

    Raises Refused as `say_home` does, and when the language is not one of the two.
    """
    if locale not in LOCALES:
        raise Refused(_("Vælg dansk eller engelsk."), field="locale")
    if person.municipality_code is None:
        person.organisation = organisation
    say_home(person, municipality_code)
    person.name, person.title, person.phone, person.locale = name, title, phone, locale
    record("person.changed", by_id=by.id, subject_id=person.id, owner_id=person.id)
