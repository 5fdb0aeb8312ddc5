"""Who corrects which municipality somebody works in? Whoever runs a cohort of theirs, and reads nobody's case by it."""

from sqlalchemy import select

from portal.courses.cohort_models import Cohort
from portal.courses.reach import taught_by
from portal.db import db
from portal.enrolments.boards import lock_where_on_board, move_boards
from portal.enrolments.models import Enrolment
from portal.errors import Refused
from portal.holding import hold
from portal.journal.actions import record
from portal.people.homes import known_municipality
from portal.people.models import Person
from portal.text import _


def correct_home(person: Person, cohort: Cohort, *, by: Person, municipality_code: str | None) -> None:
    """Correct the municipality of somebody who belongs to a cohort one runs, and with it their executive boards.

    None is none. Twice is once. Raises Refused for oneself, for an author whose cases one may read elsewhere, when it is
    not one of the 98, and when a cohort they are on has no room for one more board.
    """
    _refuse_who_would_read(person, by)
    code = known_municipality(municipality_code) if municipality_code is not None else None
    lock_where_on_board(person)
    hold(person, ["municipality_code"])
    is_other = person.municipality_code != code
    person.municipality_code = code
    if move_boards(person, code, by=by) or is_other:
        record("person.home_corrected", by_id=by.id, subject_id=person.id, owner_id=person.id, cohort_id=cohort.id)


def _refuse_who_would_read(person: Person, by: Person) -> None:
    if person.id == by.id:
        raise Refused(_("Din egen kommune retter du ikke selv. Bed en anden koordinator om det."), field="person_id")
    reads = taught_by(by) | {place.cohort_id for place in by.enrolments if place.takes_a_seat}
    shared = select(Enrolment.id).where(Enrolment.person_id == person.id, Enrolment.cohort_id.in_(reads))
    if db.session.scalar(shared.limit(1)) is not None:
        sentence = _(
            "%(name)s er på et hold, hvor du læser cases. Bed en anden koordinator om at rette kommunen.",
            name=person.name,
        )
        raise Refused(sentence, field="person_id")
