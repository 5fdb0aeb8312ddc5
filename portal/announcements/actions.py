"""What can happen to an announcement: it is sent, once, to everybody with a place."""

from portal.announcements import letters
from portal.announcements.models import Announcement
from portal.announcements.queries import announcement_by_form_key
from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments.queries import lock, participants_of
from portal.errors import Refused
from portal.journal.actions import record
from portal.people.models import Person
from portal.text import _


def send_announcement(cohort: Cohort, *, by: Person, subject: str, body: str, form_key: str) -> Announcement:
    """Write to everybody who has a place now. Pressing twice, with the same `form_key`, is one announcement.

    Raises Refused when nobody has a place, or when the key was used for another text. `cohort.course` has to be loaded.
    """
    lock(cohort)
    earlier = announcement_by_form_key(form_key)
    if earlier is not None and earlier.cohort_id == cohort.id:
        if (earlier.subject, earlier.body) != (subject, body):
            raise Refused(
                _(
                    "Det her er ikke sendt, for du har sendt noget andet fra samme side. Se det igennem, og send det igen."
                )
            )
        return earlier
    people = [e.person for e in participants_of(cohort) if e.person.disabled_at is None]
    if not people:
        raise Refused(_("Ingen har en plads på holdet endnu, så der er ingen at skrive til."))
    announcement = Announcement(
        cohort_id=cohort.id, author_id=by.id, subject=subject, body=body, recipients=len(people), form_key=form_key
    )
    db.session.add(announcement)
    db.session.flush()
    for person in people:
        letters.announcement(person, announcement, course=cohort.course.title, author=by.name)
    record("announcement.sent", by_id=by.id, subject_id=announcement.id, cohort_id=cohort.id)
    return announcement
