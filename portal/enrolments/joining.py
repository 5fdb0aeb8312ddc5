"""How do people come onto a cohort: one or many, known or new, alone or as one of an executive board?"""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments import letters, queries
from portal.enrolments.boards import boards_for
from portal.enrolments.models import Enrolment
from portal.enrolments.places import (
    MOMENT,
    fill_free_seats,
    next_arrival,
    note,
    place_newcomer,
    refuse_when_closed,
    refuse_who_coordinates,
)
from portal.enrolments.sides import is_title_of_elected
from portal.errors import Refused
from portal.people.models import Person
from portal.people.queries import people_by_email
from portal.text import _


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """What a coordinator knows of somebody to enrol. `with_board`: as one of the municipality's executive board."""

    name: str
    email: str
    title: str = ""
    municipality_code: str = ""
    organisation: str = ""
    with_board: bool = False


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What became of a newcomer. `is_known`: we had the person already, whose own details stand."""

    enrolment: Enrolment
    is_known: bool = False
    is_return: bool = False


def enrol_all(cohort: Cohort, *, by: Person, newcomers: Sequence[Newcomer]) -> list[Arrival]:
    """Enrol people in this order: a place each while there is room, then the waiting list; each is told by letter.

    A person is known by the address, which is canonical here; what we know stays, only blanks are filled. All or none:
    raises Refused when somebody is enrolled already or coordinates, an account is closed or the cohort takes nobody now.
    """
    queries.lock(cohort)
    refuse_when_closed(cohort)
    _refuse_unknown_municipalities(newcomers)
    fill_free_seats(cohort, by=by)
    earlier = queries.enrolments_by_email(cohort, [n.email for n in newcomers])
    _refuse_twice(earlier)
    known = people_by_email(n.email for n in newcomers)
    refuse_who_coordinates(cohort, known.values(), by=by)
    people = known | _new_people(newcomers, known)
    boards = boards_for(cohort, {n.municipality_code for n in newcomers if n.with_board})
    places, facts, first = queries.seats(cohort), letters.facts_of(cohort), next_arrival(cohort)
    arrivals = []
    for number, newcomer in enumerate(newcomers):
        person = people[newcomer.email]
        enrolment = earlier.get(newcomer.email) or Enrolment(cohort_id=cohort.id, person_id=person.id)
        enrolment.enrolled_at = first + number * MOMENT
        if newcomer.email not in earlier:
            enrolment.is_elected = is_title_of_elected(newcomer.title or person.title)  # one's own word comes last
        enrolment.delegation = boards.get(newcomer.municipality_code) if newcomer.with_board else None
        place_newcomer(enrolment, person, places, enrolment.board, facts)
        db.session.add(enrolment)
        is_return = newcomer.email in earlier
        arrivals.append(Arrival(enrolment=enrolment, is_known=newcomer.email in known, is_return=is_return))
    db.session.flush()
    for arrival in arrivals:
        note("enrolment.made", arrival.enrolment, by=by)
    return arrivals


def _refuse_unknown_municipalities(newcomers: Sequence[Newcomer]) -> None:
    codes = {n.municipality_code for n in newcomers if n.municipality_code}
    if codes and codes != queries.known_codes(codes):
        raise Refused(_("Vælg en kommune fra listen."), field="municipality_code")
    if any(n.with_board and not n.municipality_code for n in newcomers):
        raise Refused(_("Vælg kommunen, så vi ved, hvilken direktion det er."), field="municipality_code")


def _refuse_twice(earlier: dict[str, Enrolment]) -> None:
    for enrolment in earlier.values():
        name, position = enrolment.person.name, queries.waitlist_position(enrolment)
        if enrolment.takes_a_seat:
            raise Refused(_("%(name)s er allerede tilmeldt holdet.", name=name), field="email")
        if position is not None:
            sentence = _("%(name)s står allerede på venteliste som nummer %(position)s.", name=name, position=position)
            raise Refused(sentence, field="email")


def _new_people(newcomers: Sequence[Newcomer], known: dict[str, Person]) -> dict[str, Person]:
    """Make those we do not know, and fill the blanks of those we do.

    In the order of the addresses, so that two spreadsheets at once wait for each other instead of blocking each other.
    """
    made = {}
    for newcomer in sorted(newcomers, key=lambda n: n.email):
        person = known.get(newcomer.email)
        if person is None:
            person = made[newcomer.email] = Person(email=newcomer.email, name=newcomer.name, title="", organisation="")
            db.session.add(person)
        elif person.disabled_at is not None:
            sentence = _(
                "%(email)s hører til en konto, der er lukket. Skriv til administratoren.", email=newcomer.email
            )
            raise Refused(sentence, field="email")
        person.title = person.title or newcomer.title
        person.organisation = person.organisation or newcomer.organisation
        person.municipality_code = person.municipality_code or newcomer.municipality_code or None
    db.session.flush()
    return made
