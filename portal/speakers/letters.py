"""What do we write to somebody who is invited to speak?"""

from portal.enrolments.queries import contact_of
from portal.letters.actions import post
from portal.speakers.models import Speaker
from portal.text import portal_address


def invited(speaker: Speaker, token: str) -> None:
    """When and where it is, whom to ask, and where files are left. The link leads, and opens nothing by itself."""
    day = speaker.agenda_item.day
    post(
        "speaker_invited",
        to=speaker.person,
        at=speaker.agenda_item.starts_at,
        course=day.cohort.course.title,
        venue=day.venue.name if day.venue else "",
        contact=contact_of(day.cohort),
        ends_at=speaker.ends_at,
        address=portal_address("speakers.arrive", token=token),
    )
