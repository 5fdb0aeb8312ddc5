"""Who with a role gets an invitation once more, and whose ends? Who has no role left is invited no longer."""

from uuid import UUID

from sqlalchemy import select

from portal.credentials.queries import without_a_way_in
from portal.db import db
from portal.enrolments.models import Enrolment
from portal.errors import Refused
from portal.invitations.actions import end_unused
from portal.invitations.models import Invitation
from portal.invitations.queries import is_rested, refuse_when_just_sent
from portal.journal.actions import record
from portal.people.models import Person
from portal.roles import letters
from portal.roles.queries import Holder, roles_of
from portal.text import _


def send_role_again(holder: Holder, *, by: Person) -> None:
    """Send somebody with a role a new invitation; the old one is dead. Raises Refused when there is nobody to invite."""
    if holder.person.disabled_at is not None or not without_a_way_in([holder.person.id]):
        raise Refused(_("%(name)s kan allerede logge ind.", name=holder.person.name))
    refuse_when_just_sent(holder.person.id)
    _send(holder, by)


def send_role_again_to(invitation: Invitation) -> None:
    """The same for whoever opened a link that no longer holds: seldom, and only who still has the role."""
    person = invitation.person
    if person.disabled_at is not None or not is_rested(person.id) or not without_a_way_in([person.id]):
        return
    same = [one for one in roles_of(person) if (one.cohort.id if one.cohort else None) == invitation.cohort_id]
    if same:
        _send(same[0], None)


def end_unearned(person: Person, cohort_id: UUID | None) -> None:
    """A role was taken back, or a place given up: the invitation it came with is dead, unless another role or a place there earns it."""
    if cohort_id in {one.cohort.id if one.cohort else None for one in roles_of(person)}:
        return
    places = select(Enrolment).where(Enrolment.person_id == person.id, Enrolment.cohort_id == cohort_id)
    if not any(place.takes_a_seat for place in db.session.scalars(places)):
        end_unused(person.id, cohort_id)


def _send(holder: Holder, by: Person | None) -> None:
    letters.role_given(holder.person, holder.news)
    record(
        "role.invited",
        by_id=by.id if by else None,
        subject_id=holder.person.id,
        owner_id=holder.person.id,
        cohort_id=holder.cohort.id if holder.cohort else None,
    )
