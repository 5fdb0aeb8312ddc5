"""Who will read a case? The people behind each choice of visibility, so that the author chooses with open eyes."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from portal.courses.cohort_models import Cohort
from portal.courses.reach import teaches
from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.figures import number_word
from portal.own_cases.models import OwnCase, Visibility
from portal.own_cases.shield import home_of, is_open_across, keeps
from portal.people.models import Person
from portal.text import _, capitalize_first, danish_order


class Teacher(NamedTuple):
    """An instructor, as the author is told of one."""

    id: UUID
    name: str
    title: str
    home: str | None


class Seat(NamedTuple):
    """Another participant, as the shield sees one."""

    id: UUID
    name: str
    title: str
    group: int | None
    is_colleague: bool
    is_across: bool
    is_lifted: bool

    @property
    def is_kept(self) -> bool:
        """Whether the shield keeps the case from them."""
        return keeps(is_colleague=self.is_colleague, is_across=self.is_across, is_lifted=self.is_lifted)


class Circle(NamedTuple):
    """Other participants, in no order: who reads, and from whom of them the shield keeps the case."""

    readers: list[Seat]
    kept: list[Seat]


def by_name(seats: Iterable[Seat]) -> list[Seat]:
    """Those who are shown and not just counted, as Danes sort."""
    return sorted(seats, key=lambda seat: danish_order(seat.name))


class Audience(NamedTuple):
    """Who reads what a person shares on a cohort: nobody, once they have no place. `group` is None where it is no choice."""

    instructors: list[Teacher]
    kept_instructors: list[Teacher]
    lifted: set[UUID]
    group: Circle | None
    cohort: Circle
    has_place: bool = True

    @property
    def choosable(self) -> set[UUID]:
        """For whom the author may lift the shield, or has."""
        staff = {one.id for one in [*self.instructors, *self.kept_instructors]}
        return staff | {seat.id for seat in [*self.cohort.kept, *self.cohort.readers]}

    @property
    def choices(self) -> list[Visibility]:
        """What this author can choose between."""
        return [v for v in Visibility if v is not Visibility.GROUP or self.group is not None]

    def helps(self) -> dict[str, str]:
        """A line under each choice that tells whom it means now."""
        if not self.has_place:
            return {}
        staff = _counted_instructors(len(self.instructors))
        helps = {
            Visibility.INSTRUCTORS.value: _("De kan tale med dig om casen, men viser den ikke til andre."),
            Visibility.COHORT.value: f"{_counted(self.cohort, staff)} {_kept(self.cohort)}".strip(),
        }
        if self.group is not None:
            helps[Visibility.GROUP.value] = f"{_counted(self.group, staff)} {_kept(self.group)}".strip()
        return helps

    def circle(self, visibility: Visibility) -> Circle:
        """The participants behind this choice."""
        nobody = Circle([], [])
        return {Visibility.GROUP: self.group or nobody, Visibility.COHORT: self.cohort}.get(visibility, nobody)

    def readers(self, visibility: Visibility) -> str:
        """One sentence about who reads with this choice."""
        if not self.has_place:
            return _("Ingen andre end dig, så længe du ikke har en plads på holdet.")
        staff = _counted_instructors(len(self.instructors))
        circle = {Visibility.GROUP: self.group, Visibility.COHORT: self.cohort}.get(visibility)
        return _("%(who)s.", who=capitalize_first(staff)) if circle is None else _counted(circle, staff)


def _counted_instructors(count: int) -> str:
    if count == 1:
        return _("en underviser")
    return _("%(count)s undervisere", count=number_word(count) if count else _("ingen"))


def _counted(circle: Circle, staff: str) -> str:
    people = len(circle.readers)
    count = number_word(people) if people else _("ingen")
    who = _("en anden deltager") if people == 1 else _("%(count)s andre deltagere", count=count)
    return _("%(who)s og %(staff)s.", who=capitalize_first(who), staff=staff)


def _kept(circle: Circle) -> str:
    """How many the shield keeps the case from, and why."""
    colleagues = sum(seat.is_colleague for seat in circle.kept)
    others = len(circle.kept) - colleagues
    parts = []
    if colleagues == 1:
        parts.append(_("En fra din egen kommune kan ikke se den."))
    elif colleagues:
        parts.append(_("%(count)s fra din egen kommune kan ikke se den.", count=number_word(colleagues).capitalize()))
    if others:
        parts.append(_("Folkevalgte og ansatte ser ikke hinandens cases her."))
    return " ".join(parts)


def instructors_of(cohort_id: UUID) -> list[Person]:
    """Who teaches a cohort and can sign in, by name."""
    return list(db.session.scalars(select(Person).where(teaches(cohort_id)).order_by(Person.name)))


@cache
def _seats() -> Select[UUID, str, str, str | None, int | None, bool]:
    """Columns, not people: a cohort has hundreds, and the author is told how many they are."""
    return (
        select(
            Person.id,
            Person.name,
            Person.title,
            Person.municipality_code,
            Enrolment.case_group,
            Enrolment.is_elected,
        )
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.cohort_id == bindparam("cohort"), Enrolment.status.in_(TAKES_A_SEAT))
    )


@cache
def _teachers() -> Select[UUID, str, str, str | None]:
    return (
        select(Person.id, Person.name, Person.title, Person.municipality_code)
        .where(teaches(bindparam("cohort")))
        .order_by(Person.name)
    )


def audience_for(author: Person, cohort: Cohort, own_case: OwnCase | None = None) -> Audience:
    """Who reads what this author shares on a cohort, in two queries. `lifts` of the case have to be loaded."""
    found = db.session.execute(_seats(), {"cohort": cohort.id}).all()
    staff = [Teacher._make(row) for row in db.session.execute(_teachers(), {"cohort": cohort.id})]
    mine = next((row for row in found if row.id == author.id), None)
    lifted, home = {lift.person_id for lift in own_case.lifts} if own_case else set(), home_of(author)
    if mine is None:
        is_for_group = own_case is not None and own_case.visibility is Visibility.GROUP  # what stands may be kept
        nobody = Circle([], [])
        return Audience([], [], lifted, nobody if is_for_group else None, nobody, has_place=False)
    is_open = is_open_across(own_case, cohort)
    around = [
        Seat(one, name, title, theirs, code == home, elected is not mine.is_elected and not is_open, one in lifted)
        for one, name, title, code, theirs, elected in found
        if one != author.id
    ]
    kept = [one for one in staff if keeps(is_colleague=one.home == home, is_lifted=one.id in lifted)]
    in_group = [seat for seat in around if seat.group is not None and seat.group == mine.case_group]
    return Audience(
        instructors=[one for one in staff if one not in kept],
        kept_instructors=kept,
        lifted=lifted,
        group=None if mine.case_group is None else _circle(in_group),
        cohort=_circle(around),
    )


def _circle(seats: list[Seat]) -> Circle:
    return Circle([seat for seat in seats if not seat.is_kept], [seat for seat in seats if seat.is_kept])
