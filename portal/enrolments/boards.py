"""With which executive board does somebody come? It is made for its first, follows the municipality, and goes with its last."""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments import queries
from portal.enrolments.models import Delegation, Enrolment, EnrolmentStatus
from portal.enrolments.places import fill_free_seats
from portal.errors import Refused
from portal.people.models import Person
from portal.text import _


def boards_for(cohort: Cohort, codes: Collection[str]) -> dict[str, Delegation]:
    """The boards that are there, and those that come now, by municipality code. The cohort has to be locked."""
    boards = queries.boards_of(cohort) if codes else {}
    for code in sorted(set(codes) - set(boards)):
        boards[code] = Delegation(cohort_id=cohort.id, municipality_code=code)
        db.session.add(boards[code])
    db.session.flush()
    return boards


def lock_where_on_board(person: Person) -> None:
    """Hold the cohorts a person is on with a board, before the person is."""
    is_theirs = Enrolment.person_id == person.id, Enrolment.delegation_id.is_not(None)
    found = select(Cohort).join(Enrolment, Enrolment.cohort_id == Cohort.id).where(*is_theirs).order_by(Cohort.id)
    for cohort in db.session.scalars(found.options(joinedload(Cohort.course))).all():
        queries.lock(cohort)


def move_boards(person: Person, code: str | None, *, by: Person) -> bool:
    """Let a person come with the board of this municipality wherever they come with one; None is with none.

    Whoever waits gets what is free by it. False when there was nothing to move. Their cohorts have to be locked. Raises
    Refused when a cohort has no room for one more board.
    """
    is_theirs = Enrolment.person_id == person.id, Enrolment.delegation_id.is_not(None)
    loaded = joinedload(Enrolment.delegation), joinedload(Enrolment.cohort).joinedload(Cohort.course)
    wanted = select(Enrolment).where(*is_theirs).order_by(Enrolment.cohort_id).options(*loaded)
    found = db.session.scalars(wanted.execution_options(populate_existing=True))
    moving = [one for one in found if one.board != code]
    for one in moving:
        _move(one, code)
        fill_free_seats(one.cohort, by=by)
    return bool(moving)


def _move(enrolment: Enrolment, code: str | None) -> None:
    cohort, left_id = enrolment.cohort, enrolment.delegation_id
    if enrolment.status is EnrolmentStatus.CONFIRMED:
        _refuse_without_room(enrolment, code)
    enrolment.delegation = boards_for(cohort, {code})[code] if code else None
    db.session.flush()
    is_in_it = select(Enrolment.id).where(Enrolment.delegation_id == Delegation.id).exists()
    db.session.execute(delete(Delegation).where(Delegation.id == left_id, ~is_in_it))


def _refuse_without_room(enrolment: Enrolment, code: str | None) -> None:
    cohort = enrolment.cohort
    places = queries.seats_among(cohort, (e for e in queries.roster(cohort) if e.id != enrolment.id))
    if not places.may_bring(code):
        sentence = _(
            "På %(cohort)s er der ikke plads til en direktion mere. Bed holdets koordinator om at gøre plads, før du "
            "retter kommunen.",
            cohort=f"{cohort.course.title}, {cohort.name}",
        )
        raise Refused(sentence, field="municipality_code")
