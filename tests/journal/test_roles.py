"""Does the journal say in which role somebody did what they did, as it was at that moment?"""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask.ctx import AppContext
from sqlalchemy import select

from portal.courses.cohort_models import CohortStaff, StaffRole
from portal.db import db
from portal.journal.actions import record
from portal.journal.models import Entry
from portal.journal.roles import Role
from portal.own_cases.models import OwnCaseStatus, Visibility
from portal.people.models import Person
from tests.access.world import World
from tests.cast import Cast
from tests.reader import Reader


def role_in(person: Person | None, cohort_id: UUID | None, owner_id: UUID | None = None) -> str | None:
    """The role an entry of this person's gets now."""
    by_id = person.id if person else None
    record("prøve.gjort", by_id=by_id, cohort_id=cohort_id, owner_id=owner_id)
    return next(entry.role for entry in db.session.new if isinstance(entry, Entry))


ROLES: list[tuple[Callable[[Cast], Person | None], list[Role]]] = [  # on the cohort, on the other, on none
    (lambda cast: cast.author, [Role.PARTICIPANT, Role.PARTICIPANT, Role.PARTICIPANT]),
    (lambda cast: cast.instructor, [Role.INSTRUCTOR, Role.INSTRUCTOR, Role.INSTRUCTOR]),
    (lambda cast: cast.coordinator, [Role.COORDINATOR, Role.COORDINATOR, Role.COORDINATOR]),
    (lambda cast: cast.administrator, [Role.ADMINISTRATOR, Role.ADMINISTRATOR, Role.ADMINISTRATOR]),
    (lambda cast: cast.removed, [Role.NONE, Role.NONE, Role.NONE]),
    (lambda cast: cast.waiting, [Role.NONE, Role.NONE, Role.NONE]),
    (lambda cast: both(cast), [Role.INSTRUCTOR, Role.PARTICIPANT, Role.INSTRUCTOR]),  # noqa: PLW0108 - defined below
    (lambda _cast: None, [Role.PORTAL, Role.PORTAL, Role.PORTAL]),
]


def both(cast: Cast) -> Person:
    """Åse, who takes part in the one cohort and teaches the other."""
    cast.add(CohortStaff(person_id=cast.stranger.id, cohort_id=cast.cohort.id, role=StaffRole.INSTRUCTOR))
    return cast.stranger


@pytest.mark.once
@pytest.mark.parametrize(("who", "roles"), ROLES)
def test_the_role_is_the_one_towards_the_cohort(
    inside: AppContext, cast: Cast, who: Callable[[Cast], Person | None], roles: list[Role]
) -> None:
    person, cohorts = who(cast), (cast.cohort.id, cast.other_cohort.id, None)
    assert [role_in(person, cohort_id) for cohort_id in cohorts] == roles


def test_who_stops_teaching_has_another_role_from_then_on(inside: AppContext, cast: Cast) -> None:
    person = both(cast)
    assert role_in(person, cast.cohort.id, owner_id=cast.author.id) == "instructor"
    for staff in db.session.scalars(select(CohortStaff).where(CohortStaff.person_id == person.id)):
        db.session.delete(staff)
    db.session.flush()
    assert role_in(person, cast.cohort.id, owner_id=cast.author.id) == "participant"


def test_a_case_of_ones_own_is_read_as_a_participant_also_by_who_teaches(inside: AppContext, cast: Cast) -> None:
    person = both(cast)
    cast.enrol(person, cast.cohort)
    assert role_in(person, cast.cohort.id, owner_id=person.id) == "participant"
    assert role_in(person, cast.cohort.id, owner_id=cast.author.id) == "instructor"


def test_a_page_notes_the_role_of_who_reads(reader: Reader, cast: Cast) -> None:
    own_case = World(cast).case(cast.author, cast.cohort, OwnCaseStatus.SUBMITTED, Visibility.COHORT)
    for person, role in ((cast.instructor, "instructor"), (cast.groupmate, "participant")):
        reader.sign_in(person)
        assert reader.get(f"/case/{own_case.id}").status == 200
        with cast.app.app_context():
            read = select(Entry.role).where(Entry.by_id == person.id, Entry.act == "own_case.read")
            assert db.session.scalars(read).all() == [role]
