"""Who plays in the tests? People, courses and cohorts by name, made when asked for, all fictional."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from typing import TypeVar

from flask import Flask, has_app_context

from portal import clock
from portal.courses.cohort_models import (
    AgendaItem,
    AgendaKind,
    Cohort,
    CohortStaff,
    CourseDay,
    DayKind,
    StaffRole,
    Venue,
)
from portal.courses.models import Course, CourseFormat
from portal.db import Base, db
from portal.enrolments.models import Enrolment, EnrolmentStatus
from portal.people.models import Municipality, Person
from portal.roles.models import GrantedRole, RoleGrant

Row = TypeVar("Row", bound=Base)


class Cast:
    """The cast on one app. Inside an app context rows belong to its session; outside they come detached."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    @contextmanager
    def _session(self) -> Iterator[None]:
        if has_app_context():
            yield
            return
        with self.app.app_context():
            yield

    def add(self, *rows: Row) -> Row:
        """Keep rows; gives the first back."""
        with self._session():
            db.session.add_all(rows)
            db.session.commit()
        return rows[0]

    def _municipality(self, code: str) -> Municipality:
        with self._session():
            return db.session.get_one(Municipality, code)

    @cached_property
    def fjordby(self) -> Municipality:
        """Where the author and the colleague work."""
        return self._municipality("630")

    @cached_property
    def aaby(self) -> Municipality:
        """Where everybody else works."""
        return self._municipality("751")

    def person(self, name: str, *, title: str = "", home: Municipality | None = None, **values: object) -> Person:
        """Somebody of this name, with an address made from it."""
        ascii_name = name.lower().translate(str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", " ": ".", "é": "e"}))
        code = home.code if home else None
        return self.add(
            Person(name=name, email=f"{ascii_name}@eksempel.dk", title=title, municipality_code=code, **values)
        )

    # The course and its cohorts

    @cached_property
    def course(self) -> Course:
        """A two-day course in serving politicians."""
        return self.add(
            Course(
                title="Politisk betjening i praksis",
                format=CourseFormat.COURSE,
                summary="To dage om at hjælpe politikere.",
            )
        )

    @cached_property
    def strandgaarden(self) -> Venue:
        """Where the course is."""
        return self.add(
            Venue(name="Strandgården", town="Fjordby", address="Strandvejen 1", arrival="Bus 7 fra stationen.")
        )

    def make_cohort(self, name: str, *, in_days: int = 10, course: Course | None = None, **values: object) -> Cohort:
        """A cohort with a noon-to-noon course so many days from now and a follow-up day ten weeks later."""
        course, venue = course or self.course, self.strandgaarden
        noon = clock.now().replace(hour=11, minute=0) + timedelta(days=in_days)
        values.setdefault("own_case_deadline", clock.now() + timedelta(days=in_days - 7))
        cohort = Cohort(course_id=course.id, name=name, **values)
        first = CourseDay(cohort=cohort, venue_id=venue.id, starts_at=noon, ends_at=noon + timedelta(hours=9))
        second = CourseDay(
            cohort=cohort, venue_id=venue.id, starts_at=noon + timedelta(hours=21), ends_at=noon + timedelta(hours=24)
        )
        follow_up = CourseDay(
            cohort=cohort,
            venue_id=venue.id,
            kind=DayKind.FOLLOW_UP,
            starts_at=noon + timedelta(days=75),
            ends_at=noon + timedelta(days=75, hours=6),
        )
        agenda = [
            AgendaItem(day=first, starts_at=noon, title="Frokost og velkomst", kind=AgendaKind.BREAK),
            AgendaItem(day=first, starts_at=noon + timedelta(hours=1), title="Hvor går grænsen?"),
            AgendaItem(day=first, starts_at=noon + timedelta(hours=4), title="Casearbejde", kind=AgendaKind.OWN_CASE),
        ]
        return self.add(cohort, first, second, follow_up, *agenda)

    @cached_property
    def cohort(self) -> Cohort:
        """The cohort this is about: course in ten days, case deadline in three."""
        return self.make_cohort("Hold 3")

    @cached_property
    def other_cohort(self) -> Cohort:
        """Another cohort of the same course."""
        return self.make_cohort("Hold 4", in_days=40)

    # People

    def enrol(
        self, person: Person, cohort: Cohort, status: EnrolmentStatus = EnrolmentStatus.CONFIRMED, **values: object
    ) -> Enrolment:
        """Put somebody on a cohort."""
        return self.add(
            Enrolment(person_id=person.id, cohort_id=cohort.id, status=status, confirmed_at=clock.now(), **values)
        )

    def participant(
        self, name: str, cohort: Cohort | None = None, *, group: int | None = None, **values: object
    ) -> Person:
        """Somebody with a confirmed place."""
        person = self.person(name, **values)  # type: ignore[arg-type]
        self.enrol(person, cohort or self.cohort, case_group=group)
        return person

    def staff(self, name: str, cohort: Cohort, role: StaffRole, **values: object) -> Person:
        """Somebody who works for a cohort."""
        person = self.person(name, **values)  # type: ignore[arg-type]
        self.add(CohortStaff(person_id=person.id, cohort_id=cohort.id, role=role))
        return person

    @cached_property
    def author(self) -> Person:
        """Maja, who writes the case."""
        return self.participant("Maja Bruun", title="Sekretariatskonsulent", home=self.fjordby, group=1)

    @cached_property
    def classmate(self) -> Person:
        """Otto, on the same cohort, in another case group."""
        return self.participant("Otto Lykkegård", title="Fuldmægtig", home=self.aaby, group=2)

    @cached_property
    def groupmate(self) -> Person:
        """Kasper, in the author's case group."""
        return self.participant("Kasper Eldrup", title="Planlægger", home=self.aaby, group=1)

    @cached_property
    def colleague(self) -> Person:
        """Nanna, on the same cohort, from the author's own municipality."""
        return self.participant("Nanna Friis Holt", title="Budgetkonsulent", home=self.fjordby)

    @cached_property
    def politician(self) -> Person:
        """Birthe, elected, in the author's case group, from elsewhere."""
        return self._elected("Birthe Mølgaard", self.aaby)

    @cached_property
    def home_politician(self) -> Person:
        """Jørgen, elected in the author's own municipality, in the author's case group."""
        return self._elected("Jørgen Åkjær", self.fjordby)

    def _elected(self, name: str, home: Municipality) -> Person:
        person = self.person(name, title="Byrådsmedlem", home=home)
        self.enrol(person, self.cohort, case_group=1, is_elected=True)
        return person

    @cached_property
    def stranger(self) -> Person:
        """Åse, a participant of another cohort."""
        return self.participant("Åse Bjørnø", self.other_cohort, home=self.aaby)

    @cached_property
    def removed(self) -> Person:
        """Bo, whose place on the cohort was cancelled."""
        person = self.person("Bo Kjær", home=self.aaby)
        self.enrol(person, self.cohort, EnrolmentStatus.CANCELLED)
        return person

    @cached_property
    def waiting(self) -> Person:
        """Signe, on the cohort's waiting list."""
        person = self.person("Signe Ørum", home=self.aaby)
        self.enrol(person, self.cohort, EnrolmentStatus.WAITLISTED)
        return person

    @cached_property
    def disabled(self) -> Person:
        """Ditte, with a place on the cohort and an account that is closed."""
        return self.participant("Ditte Munk", home=self.aaby, disabled_at=clock.now())

    @cached_property
    def instructor(self) -> Person:
        """Ingrid, who teaches the cohort."""
        return self.staff("Ingrid Solbjerg", self.cohort, StaffRole.INSTRUCTOR, title="Chefkonsulent")

    @cached_property
    def other_instructor(self) -> Person:
        """Jonas, who teaches another cohort."""
        return self.staff("Jonas Thorup Dahl", self.other_cohort, StaffRole.INSTRUCTOR)

    @cached_property
    def coordinator(self) -> Person:
        """Fatima, who runs the cohort."""
        return self.staff("Fatima Karlsen", self.cohort, StaffRole.COORDINATOR, is_coordinator=True)

    @cached_property
    def other_coordinator(self) -> Person:
        """Søren, who runs another cohort."""
        return self.staff("Søren Ågård", self.other_cohort, StaffRole.COORDINATOR, is_coordinator=True)

    @cached_property
    def chief(self) -> Person:
        """Gerda, who coordinates every cohort and is chosen for none."""
        return self.person("Gerda Højlund", is_coordinator=True, coordinates_all=True)

    @cached_property
    def speaker(self) -> Person:
        """Bodil, who comes from outside for one point of the programme."""
        return self.person("Bodil Ærø")

    @cached_property
    def administrator(self) -> Person:
        """Henrik, who keeps the service and reads no cases."""
        return self.person("Henrik Østergaard Lund", is_administrator=True)

    def grant(self, person: Person, role: GrantedRole, home: Municipality, cohort: Cohort | None = None) -> RoleGrant:
        """Give somebody a role for a municipality."""
        cohort_id = cohort.id if cohort else None
        return self.add(RoleGrant(person_id=person.id, role=role, municipality_code=home.code, cohort_id=cohort_id))

    @cached_property
    def secretary(self) -> Person:
        """Tove, who helps Fjordby's executive board on the cohort."""
        person = self.person("Tove Aagaard", home=self.fjordby)
        self.grant(person, GrantedRole.BOARD_SECRETARY, self.fjordby, self.cohort)
        return person

    @cached_property
    def contact(self) -> Person:
        """Palle, who is Fjordby's contact."""
        person = self.person("Palle Sørup", home=self.fjordby)
        self.grant(person, GrantedRole.MUNICIPAL_CONTACT, self.fjordby)
        return person
