"""What can happen to somebody's word for another: it is given, once each, taken back, and leads to a new second step, once."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, update
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.credentials.attempts import end_setups
from portal.credentials.queries import has_of, person_with_roles
from portal.db import db
from portal.errors import Refused
from portal.holding import hold, take_turns
from portal.journal.actions import record
from portal.people.models import Person
from portal.people.policy import Standing, can_sign_in, standing_of
from portal.text import _
from portal.vouching import letters
from portal.vouching.models import Vouch, VouchLink
from portal.vouching.queries import seats_of, words_behind, words_for, works
from portal.vouching.speaking import is_enough, speaks_for

COUNTS_FOR: Final = timedelta(hours=24)
LINK_HOURS: Final = 2
KEPT_FOR: Final = timedelta(days=1)  # after it has ceased to count


def hashed(token: str) -> str:
    """How a link's token is kept: 256 random bits, by their SHA-256."""
    return hashlib.sha256(f"vouch:{token}".encode(errors="surrogatepass")).hexdigest()


def vouch(person_id: UUID, *, by: Person, reason: str, cohort_id: UUID | None = None) -> bool:
    """Give one's word that somebody is who they say; whether a letter with the link is on its way to them now.

    `cohort_id`: for a participant of that cohort; without one, for somebody of the provider, which takes two.
    Raises Refused with a sentence for oneself, twice, of the other kind, and for whoever has lost nothing.
    """
    person = _whom(person_id, by=by, is_staff=cohort_id is None)
    _forget_spent(person.id)
    row = Vouch(
        person_id=person.id,
        by_id=by.id,
        reason=reason,
        is_for_staff=cohort_id is None,
        expires_at=clock.now() + COUNTS_FOR,
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise Refused(
            _(
                "Du har allerede sagt god for %(name)s. Tag det tilbage først, hvis mailen skal sendes igen.",
                name=person.name,
            )
        ) from None
    record("vouch.given", by_id=by.id, subject_id=person.id, owner_id=person.id, cohort_id=cohort_id)
    given = words_for(person.id)
    if row.is_for_staff and not is_enough(given, person, seats=()):
        letters.vouch_begun(person, by=by.name)
        return False
    _send_link(person, given, by=by)
    return True


def still_leads(link_id: UUID, person: Person) -> bool:
    """Whether what stands behind a link suffices for who the person is by now."""
    return is_enough(words_behind(link_id), person, seats=seats_of(person.id))


def _whom(person_id: UUID, *, by: Person, is_staff: bool) -> Person:
    """The person, held fast: of two who give their word at the same time the second sees the first's."""
    take_turns(Person, person_id)
    person = person_with_roles(Person.id == person_id)
    if person is None:
        raise Refused(_("Kontoen er lukket."))
    if person.id == by.id:
        raise Refused(_("Du kan ikke sige god for dig selv. Bed en anden om det."))
    if is_staff and not speaks_for(by, person):
        raise Refused(
            _(
                "Du kan sige god for dem, der underviser eller koordinerer på dine hold. "
                "Andre får hjælp af en koordinator eller administrator på kontoret."
            ),
            field="email",
        )
    standing = standing_of(person)
    if is_staff and standing is Standing.PARTICIPANT:
        raise Refused(_("%(name)s er deltager. Find dem på holdets tilmeldinger.", name=person.name), field="email")
    if not is_staff and standing is not Standing.PARTICIPANT:
        raise Refused(
            _("%(name)s har en rolle, der kræver, at to siger god for dem. Det sker under Adgang.", name=person.name)
        )
    has = has_of(person)
    if not can_sign_in(standing, has):
        raise Refused(
            _("%(name)s har ikke valgt, hvordan de logger ind. Send en ny invitation i stedet.", name=person.name)
        )
    if not (has.totp or has.passkeys):
        raise Refused(_("%(name)s har ikke en app eller en adgangsnøgle at miste.", name=person.name))
    return person


def _forget_spent(person_id: UUID) -> None:
    """What is too old no longer stands in the way of a new word."""
    spent = (Vouch.person_id == person_id, Vouch.ended_at.is_(None), Vouch.expires_at <= clock.now())
    db.session.execute(update(Vouch).where(*spent).values(ended_at=clock.now()))


def _send_link(person: Person, given: list[Vouch], *, by: Person) -> None:
    _end_links(VouchLink.person_id == person.id)
    token = secrets.token_urlsafe(32)
    until = clock.now() + timedelta(hours=LINK_HOURS)
    link = VouchLink(person_id=person.id, token_hash=hashed(token), expires_at=until)
    db.session.add(link)
    db.session.flush()
    for one in given:
        one.link_id = link.id
    record("vouch.sent", by_id=by.id, subject_id=link.id, owner_id=person.id)
    letters.vouched(person, token, by=[one.by.name for one in given], hours=LINK_HOURS)


def _end_links(which: ColumnElement[bool]) -> None:
    """They lead nowhere from now on, nor does what was begun with them in any browser."""
    unused = update(VouchLink).where(which, VouchLink.used_at.is_(None)).values(used_at=clock.now())
    for link_id in db.session.scalars(unused.returning(VouchLink.id)).all():
        end_setups(link_id)


def take_back(row: Vouch, *, by: Person) -> None:
    """The word no longer counts, and a link that came of it leads nowhere. Pressed twice it is one act."""
    take_turns(Person, row.person_id)
    hold(row, ["ended_at", "link_id"])
    if row.ended_at is not None:
        return
    row.ended_at = clock.now()
    if row.link_id is not None:
        _end_links(VouchLink.id == row.link_id)
    record("vouch.taken_back", by_id=by.id, subject_id=row.person_id, owner_id=row.person_id)


def use_link(person: Person, link_id: UUID | None) -> None:
    """The new second step is in place: the link is used up, once. Raises Refused when it was, or no longer works."""
    take_turns(Person, person.id)
    used = update(VouchLink).where(VouchLink.id == link_id, VouchLink.person_id == person.id, *works())
    is_used = db.session.execute(used.values(used_at=clock.now())).rowcount == 1  # type: ignore[attr-defined]
    if link_id is None or not is_used or not still_leads(link_id, person):
        raise Refused(_("Linket gælder ikke længere. Bed din koordinator om et nyt."))
    words = update(Vouch).where(Vouch.person_id == person.id, Vouch.ended_at.is_(None))
    db.session.execute(words.values(ended_at=clock.now()))
    record("vouch.used", by_id=person.id, subject_id=link_id, owner_id=person.id)
