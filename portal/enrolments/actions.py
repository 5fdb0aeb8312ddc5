"""What can happen to a place: somebody gets one, is confirmed, or gives it up; whoever is next in line gets what is free."""

from dataclasses import replace

from portal import clock
from portal.courses.cohort_models import Cohort
from portal.enrolments import letters, queries
from portal.enrolments.joining import Arrival, Newcomer, enrol_all
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.enrolments.places import (
    fill_free_seats,
    give_place,
    next_arrival,
    note,
    place_newcomer,
    refuse_when_closed,
    refuse_who_coordinates,
)
from portal.errors import Refused
from portal.people.models import Person
from portal.people.queries import canonical_email
from portal.text import _

__all__ = ["Arrival", "Newcomer", "cancel", "confirm", "enrol", "enrol_all", "fill_free_seats"]


def enrol(cohort: Cohort, *, by: Person, newcomer: Newcomer, form_key: str) -> Arrival:
    """Enrol one person as `enrol_all` does. Pressing twice, with the same `form_key`, is one act.

    Raises Refused when the address is none, when the key was used for somebody else, and as `enrol_all` does.
    """
    queries.lock(cohort)
    earlier = queries.enrolment_by_form_key(form_key)
    newcomer = replace(newcomer, email=canonical_email(newcomer.email))
    if earlier is not None and earlier.cohort_id == cohort.id:
        if earlier.person.email != newcomer.email:
            raise Refused(
                _(
                    "Det her er ikke sendt, for du har sendt noget andet fra samme side. Se det igennem, og send det igen."
                )
            )
        return Arrival(enrolment=earlier)
    [arrival] = enrol_all(cohort, by=by, newcomers=[newcomer])
    arrival.enrolment.form_key = form_key
    return arrival


def confirm(enrolment: Enrolment, *, by: Person) -> None:
    """Give somebody who waits a place, in turn; somebody who was cancelled joins anew, last in line.

    Somebody who has a place keeps it. Raises Refused when there is no room, the account is closed, they coordinate the
    cohort, or it takes nobody now.
    """
    cohort = enrolment.cohort
    queries.lock(cohort)
    if enrolment.takes_a_seat:
        return
    refuse_who_coordinates(cohort, [enrolment.person], by=by)
    if enrolment.person.disabled_at is not None:
        raise Refused(
            _("%(email)s hører til en konto, der er lukket. Skriv til administratoren.", email=enrolment.person.email)
        )
    fill_free_seats(cohort, by=by)
    if enrolment.status is EnrolmentStatus.CANCELLED:
        _rejoin(enrolment, by=by)
    elif enrolment.status is EnrolmentStatus.WAITLISTED:
        if not queries.seats(cohort).has_room_for(queries.board_of(enrolment)):
            raise Refused(_("Der er ingen ledig plads. Afmeld en anden, eller sæt antallet af pladser op."))
        give_place(enrolment, by=by, facts=letters.facts_of(cohort))


def change_side(enrolment: Enrolment, *, by: Person, is_elected: bool) -> None:
    """Say whether somebody takes part as a politician: their cases and those of officials are kept apart. Twice is once.

    Raises Refused for oneself.
    """
    if enrolment.person_id == by.id:
        raise Refused(_("Om du selv er folkevalgt, siger en anden koordinator."))
    if enrolment.is_elected is not is_elected:
        enrolment.is_elected = is_elected
        note("enrolment.side_changed", enrolment, by=by)


def _rejoin(enrolment: Enrolment, *, by: Person) -> None:
    cohort = enrolment.cohort
    refuse_when_closed(cohort)
    enrolment.enrolled_at = next_arrival(cohort)
    places, facts = queries.seats(cohort), letters.facts_of(cohort)
    place_newcomer(enrolment, enrolment.person, places, queries.board_of(enrolment), facts)
    note("enrolment.made", enrolment, by=by)


def cancel(enrolment: Enrolment, *, by: Person) -> list[Enrolment]:
    """Give up a place or a place in line, also after the deadline; returns those who got a place instead.

    Everybody concerned is told by letter. Twice is once. Raises Refused when the course is completed, but not for who
    coordinates the cohort too, from before nobody could: they give up the place to go.
    """
    cohort = enrolment.cohort
    queries.lock(cohort)
    if enrolment.status is EnrolmentStatus.CANCELLED:
        return []
    if enrolment.status is EnrolmentStatus.COMPLETED and enrolment.person_id not in queries.coordinators_of(cohort):
        raise Refused(_("Forløbet er gennemført, så pladsen kan ikke afmeldes."))
    enrolment.status = EnrolmentStatus.CANCELLED
    enrolment.cancelled_at, enrolment.case_group = clock.now(), None
    letters.place_cancelled(enrolment.person, letters.facts_of(cohort))
    note("enrolment.cancelled", enrolment, by=by)
    return fill_free_seats(cohort, by=by)
