"""In which role did somebody act? The words the journal has for it, and where it asks at the moment of the act."""

from collections.abc import Callable
from uuid import UUID

from portal.text import Word, _l


class Role(Word):
    """How somebody stood to the thing they did something to, when they did it."""

    PARTICIPANT = "participant", _l("Deltager")
    BOARD_SECRETARY = "board_secretary", _l("Direktionssekretær")
    INSTRUCTOR = "instructor", _l("Underviser")
    EXTERNAL_SPEAKER = "external_speaker", _l("Oplægsholder")
    COORDINATOR = "coordinator", _l("Koordinator")
    MUNICIPAL_CONTACT = "municipal_contact", _l("Kommunens kontaktperson")
    ADMINISTRATOR = "administrator", _l("Administrator")
    NONE = "none", _l("Uden rolle")
    PORTAL = "portal", _l("Portalen selv")


Finder = Callable[[UUID, UUID | None, UUID | None], Role]
_finders: list[Finder] = []


def find_with(finder: Finder) -> None:
    """Say who knows the roles: a function of who acts, on which cohort, whose thing it is."""
    _finders[:] = [finder]


def role_now(by_id: UUID | None, cohort_id: UUID | None, owner_id: UUID | None) -> Role:
    """The role in which somebody acts now. What nobody does, a command or the worker does."""
    return Role.PORTAL if by_id is None else _finders[0](by_id, cohort_id, owner_id)
