"""Whom does one ask about a course, and who teaches on several of them?"""

from portal.demo.content.people.staff import FATIMA, INGRID, JONAS, KRISTOFFER, MERETE, PER
from portal.demo.content.shapes import Contact, ContactPurpose, PersonPlan, Teacher


def contact(person: PersonPlan, purpose: ContactPurpose, title: str = "") -> Contact:
    """One of the provider's own people, under the title a page uses."""
    return Contact(
        purpose=purpose,
        name=person.name,
        title=title or person.work_title,
        organisation=person.organisation,
        email=person.email,
        phone=person.phone,
        person=person.key,
    )


def teacher(person: PersonPlan, title: str = "") -> Teacher:
    """One of the provider's own people, as presented to participants."""
    return Teacher(
        name=person.name,
        title=title or person.work_title,
        organisation=person.organisation,
        biography=person.biography,
        person=person.key,
    )


ASK_FATIMA = contact(FATIMA, "practical")
ASK_PER = contact(PER, "practical")
ASK_INGRID = contact(INGRID, "content")
ASK_JONAS_KONSULENT = contact(JONAS, "content", "Konsulent")
ASK_MERETE = contact(MERETE, "content")
ASK_KRISTOFFER = contact(KRISTOFFER, "content")
MAIN_OFFICE = Contact(
    purpose="practical",
    name="Komponent",
    title="Hovednummer og hovedmail, også når du søger en anden medarbejder",
    organisation="Komponent",
    email="post@komponent.eksempel.dk",
    phone="00 00 00 00",
)
