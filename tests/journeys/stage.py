"""Who walks through a journey? A cast of its own in the shared world, so that journeys never meet."""

from functools import cached_property
from itertools import count
from typing import Any

from flask import Flask
from sqlalchemy import Select, select

from portal.courses.cohort_models import Venue
from portal.courses.models import Course, CourseFormat
from portal.db import db
from portal.own_cases.models import OwnCase
from portal.people.models import Municipality, Person
from tests.cast import Cast

_numbers = count(1)


class Stage(Cast):
    """The cast of one journey: names as always, addresses, course and place with the journey's number."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.number = next(_numbers)

    def person(self, name: str, *, title: str = "", home: Municipality | None = None, **values: object) -> Person:
        """Somebody whose address nobody else in the world has."""
        known = super().person(f"{name} {self.number}", title=title, home=home, **values)
        with self.app.app_context():
            found = db.session.get_one(Person, known.id)
            found.name = name
            db.session.commit()
        return found

    @cached_property
    def course(self) -> Course:
        """A course of this journey's."""
        title = f"Politisk betjening i praksis {self.number}"
        return self.add(Course(title=title, format=CourseFormat.COURSE, summary="To dage om at hjælpe politikere."))

    @cached_property
    def strandgaarden(self) -> Venue:
        """Where it is."""
        return self.add(Venue(name=f"Strandgården {self.number}", town="Fjordby", address="Strandvejen 1"))

    def cases_of(self, person: Person) -> Select[tuple[OwnCase]]:
        """What somebody has written."""
        return select(OwnCase).where(OwnCase.author_id == person.id)

    def read(self, statement: Any) -> list[Any]:
        """What the database holds now."""
        with self.app.app_context():
            return list(db.session.scalars(statement).unique())
