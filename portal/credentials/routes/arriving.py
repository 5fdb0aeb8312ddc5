"""When is somebody in? The one place where a session begins: what was shown must suffice for who they are."""

from typing import Final

from flask import Response
from flask import session as cookie

from portal import clock
from portal.answers import see_other
from portal.credentials.attempts import end_attempt
from portal.credentials.models import SignInAttempt
from portal.credentials.queries import has_of
from portal.errors import Refused
from portal.journal.actions import record
from portal.people.held_forms import held, newest_held
from portal.people.models import Person
from portal.people.policy import Way, standing_of, suffices
from portal.people.session import show_held
from portal.people.session import sign_in as start_session
from portal.settings import settings
from portal.text import _

OFFER: Final = "ways_offered"


def enter(person: Person, shown: frozenset[Way], *, attempt: SignInAttempt | None = None) -> None:
    """Begin the session. Raises Refused when what was shown does not suffice, or the attempt has led in already."""
    if not suffices(standing_of(person), shown, is_demo=settings().is_demo):
        raise Refused(_("Din rolle kræver en anden måde at logge ind på. Skriv til din koordinator."))
    if attempt is not None and not end_attempt(attempt):
        raise Refused(_("Der gik for lang tid. Begynd forfra."))
    record("sign_in.done", by_id=person.id, subject_id=person.id)
    start_session(person, level="+".join(sorted(shown)), is_stepped_up=Way.TRUSTED not in shown)
    if person.ways_offered_at is None:
        person.ways_offered_at = clock.now()
        cookie[OFFER] = has_of(person).passkeys == 0


def go_on(person: Person, wanted: str) -> Response:
    """To the page one wanted, where what was sent in vain comes back filled in."""
    path = wanted if held(person, wanted) is not None else newest_held(person)
    if path is not None:
        show_held(path)
    return see_other(wanted)
