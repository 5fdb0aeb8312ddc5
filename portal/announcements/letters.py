"""What do we write to a cohort? The announcement itself, and where it stands."""

from portal.announcements.models import Announcement
from portal.letters.actions import post
from portal.people.models import Person
from portal.text import portal_address


def announcement(person: Person, announcement: Announcement, *, course: str, author: str) -> None:
    """The coordinator's own words, with the address where they can be read again."""
    address = portal_address("announcements.show", announcement_id=announcement.id)
    post(
        "announcement",
        to=person,
        cohort_id=announcement.cohort_id,
        headline=announcement.subject,
        words=announcement.body,
        course=course,
        author=author,
        address=address,
    )
