"""Who gets an invitation once more? Whoever has a place, when a coordinator sends it or an old link is pressed."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments import letters
from portal.enrolments.models import Enrolment
from portal.enrolments.places import note
from portal.errors import Refused
from portal.invitations.models import Invitation
from portal.invitations.queries import is_rested, refuse_when_just_sent
from portal.people.models import Person
from portal.text import _


def send_again(enrolment: Enrolment, *, by: Person) -> None:
    """Send somebody with a place a new invitation; the old one is dead. Raises Refused when there is nobody to invite."""
    if not enrolment.takes_a_seat or enrolment.person.disabled_at is not None:
        raise Refused(_("Der er ingen plads at invitere til."))
    refuse_when_just_sent(enrolment.person_id)
    letters.invitation(enrolment, enrolment.person, letters.facts_of(enrolment.cohort))
    note("enrolment.invited", enrolment, by=by)


def send_again_to(invitation: Invitation) -> None:
    """The same for whoever opened a link that no longer holds: seldom, and only who still has a place."""
    if not is_rested(invitation.person_id):
        return
    found = select(Enrolment).where(
        Enrolment.person_id == invitation.person_id, Enrolment.cohort_id == invitation.cohort_id
    )
    loaded = (joinedload(Enrolment.person), joinedload(Enrolment.cohort).joinedload(Cohort.course))
    enrolment = db.session.scalars(found.options(*loaded)).one_or_none()
    if enrolment is not None and enrolment.takes_a_seat and enrolment.person.disabled_at is None:
        letters.invitation(enrolment, enrolment.person, letters.facts_of(enrolment.cohort))
        note("enrolment.invited", enrolment, by=None)
