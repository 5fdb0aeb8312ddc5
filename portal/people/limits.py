"""How long may a person stay signed in, and what else ends it? By role, from the settings; the strictest counts."""

from datetime import timedelta
from typing import Final

from portal import clock
from portal.config import Config, SessionLimits, session_limits
from portal.people.models import Ended, Person, SignInSession
from portal.people.policy import work_of

STEP_UP_LASTS: Final = timedelta(minutes=5)


def limits_of(person: Person, config: Config) -> SessionLimits:
    """The limits of a person whose staff roles are loaded: of each kind the shortest that any of the roles has."""
    kinds = [session_limits(config.session_participant)]
    work = work_of(person)
    if "instructor" in work:
        kinds.append(session_limits(config.session_instructor))
    if "coordinator" in work or person.is_administrator:
        kinds.append(session_limits(config.session_coordinator))
    return SessionLimits(min(one.idle for one in kinds), min(one.absolute for one in kinds))


def roles_of(person: Person) -> str:
    """The roles that are more than a participant's, in one word; a session lasts as long as they stay the same."""
    roles = work_of(person)
    if person.coordinates_all:
        roles.add("all")
    if person.is_administrator:
        roles.add("administrator")
    return "+".join(sorted(roles))


def is_over(row: SignInSession, limits: SessionLimits) -> bool:
    """Whether a session is past one of its limits; at the limit itself it is not yet.

    `seen_at` is written once a minute: somebody idle may be asked up to 59 seconds early, never late.
    """
    return clock.now() - row.seen_at > limits.idle or clock.now() - row.created_at > limits.absolute


def why_over(row: SignInSession, config: Config) -> Ended | None:
    """What ended a session, or ends it now; None for one that opens the portal. The person and roles are loaded."""
    if row.ended_at is not None:
        return row.ended_by
    if row.person.disabled_at is not None:
        return Ended.CLOSED
    if is_over(row, limits_of(row.person, config)):
        return Ended.LIMIT
    return Ended.ROLE if row.roles != roles_of(row.person) else None


def has_stepped_up(row: SignInSession) -> bool:
    """Whether who sits there proved it within the last five minutes."""
    return row.stepped_up_at is not None and clock.now() - row.stepped_up_at <= STEP_UP_LASTS
