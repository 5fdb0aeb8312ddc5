"""Who will read a case? The people behind each choice of visibility, so that the author chooses with open eyes."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from portal.courses.cohort_models import CohortStaff, StaffRole
from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.figures import number_word
from portal.own_cases.models import Visibility
from portal.people.models import Person
from portal.text import _


class Circle(NamedTuple):
    """Other participants: how many, and how many of them work in the author's own municipality."""

    people: int
    from_home: int


class Audience(NamedTuple):
    """Who reads what a person shares on a cohort. `group` is None for somebody without a case group."""

    instructors: list[Person]
    group: Circle | None
    cohort: Circle

    @property
    def choices(self) -> list[Visibility]:
        """What this author can choose between."""
        return [v for v in Visibility if v is not Visibility.GROUP or self.group is not None]

    def helps(self) -> dict[str, str]:
        """A line under each choice that tells whom it means."""
        staff = _counted_instructors(len(self.instructors))
        helps = {
            Visibility.INSTRUCTORS.value: _("De kan tale med dig om casen, men viser den ikke til andre."),
            Visibility.COHORT.value: f"{_counted(self.cohort, staff)} {_neighbours(self.cohort)}".strip(),
        }
        if self.group is not None:
            helps[Visibility.GROUP.value] = f"{_counted(self.group, staff)} {_neighbours(self.group)}".strip()
        return helps

    def readers(self, visibility: Visibility) -> str:
        """One sentence about who reads with this choice."""
        staff = _counted_instructors(len(self.instructors))
        circle = {Visibility.GROUP: self.group, Visibility.COHORT: self.cohort}.get(visibility)
        return _("%(who)s.", who=staff[:1].upper() + staff[1:]) if circle is None else _counted(circle, staff)


def _counted_instructors(count: int) -> str:
    if count == 1:
        return _("en underviser")
    return _("%(count)s undervisere", count=number_word(count) if count else _("ingen"))


def _counted(circle: Circle, staff: str) -> str:
    count = number_word(circle.people) if circle.people else _("ingen")
    who = _("en anden deltager") if circle.people == 1 else _("%(count)s andre deltagere", count=count)
    return _("%(who)s og %(staff)s.", who=who[:1].upper() + who[1:], staff=staff)


def _neighbours(circle: Circle) -> str:
    if circle.from_home == 0:
        return _("Ingen af dem kommer fra din egen kommune.") if circle.people else ""
    if circle.from_home == 1:
        return _("En af dem kommer fra din egen kommune.")
    return _("%(count)s af dem kommer fra din egen kommune.", count=number_word(circle.from_home).capitalize())


def instructors_of(cohort_id: UUID) -> list[Person]:
    """Who teaches a cohort and can sign in, by name."""
    return list(
        db.session.scalars(
            select(Person)
            .join(CohortStaff, CohortStaff.person_id == Person.id)
            .where(
                CohortStaff.cohort_id == cohort_id,
                CohortStaff.role == StaffRole.INSTRUCTOR,
                Person.disabled_at.is_(None),
            )
            .order_by(Person.name)
        )
    )


def audience_for(author: Person, cohort_id: UUID) -> Audience:
    """Who reads what this author shares on a cohort, in two queries."""
    others = db.session.execute(
        select(Enrolment.person_id, Enrolment.case_group, Person.municipality_code)
        .join(Enrolment.person)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.status.in_(TAKES_A_SEAT))
    ).all()
    home = author.municipality_code
    own_group = next((group for person_id, group, _code in others if person_id == author.id), None)
    around = [(group, code) for person_id, group, code in others if person_id != author.id]
    in_group = [code for group, code in around if group is not None and group == own_group]
    return Audience(
        instructors=instructors_of(cohort_id),
        group=None if own_group is None else _circle(in_group, home),
        cohort=_circle([code for _group, code in around], home),
    )


def _circle(codes: list[str | None], home: str | None) -> Circle:
    return Circle(len(codes), sum(code is not None and code == home for code in codes))
