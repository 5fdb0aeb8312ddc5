"""How long may a person stay signed in? By role, from the settings; the strictest counts."""

from portal import clock
from portal.config import Config, SessionLimits, session_limits
from portal.people.models import Person, SignInSession


def limits_of(person: Person, config: Config) -> SessionLimits:
    """The limits of a person whose staff roles are loaded: of each kind the shortest that any of the roles has."""
    kinds = [session_limits(config.session_participant)]
    if any(one.role == "instructor" for one in person.staff_roles):
        kinds.append(session_limits(config.session_instructor))
    coordinates = person.is_coordinator or any(one.role == "coordinator" for one in person.staff_roles)
    if coordinates or person.is_administrator:
        kinds.append(session_limits(config.session_coordinator))
    return SessionLimits(min(one.idle for one in kinds), min(one.absolute for one in kinds))


def is_over(row: SignInSession, limits: SessionLimits) -> bool:
    """Whether a session is past one of its limits; at the limit itself it is not yet."""
    return clock.now() - row.seen_at > limits.idle or clock.now() - row.created_at > limits.absolute
