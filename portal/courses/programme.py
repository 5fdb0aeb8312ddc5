"""What is the programme of a cohort to those who read it? Days, places and items as values; `days_of` is for changing them."""

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from portal.courses.cohort_models import (
    AgendaItem,
    AgendaKind,
    Cohort,
    CourseDay,
    DayKind,
    Venue,
    whole_address,
)
from portal.db import db


class Place(NamedTuple):
    """Where to meet, and how to get there."""

    name: str
    address: str
    town: str
    arrival: str
    accessibility: str

    @property
    def whole_address(self) -> str:
        """Street and town."""
        return whole_address(self.address, self.town)


class Item(NamedTuple):
    """Something on the programme."""

    starts_at: datetime
    title: str
    description: str
    speaker: str
    kind: AgendaKind


class Day(NamedTuple):
    """A day in order of its items."""

    kind: DayKind
    starts_at: datetime
    ends_at: datetime
    room: str
    venue: Place | None
    agenda: list[Item]


AnyDay = CourseDay | Day


@cache
def _programme() -> Select[*tuple[Any, ...]]:
    """Put together once, as other statements of the busiest pages: that takes longer than asking."""
    day = CourseDay.id, CourseDay.kind, CourseDay.starts_at, CourseDay.ends_at, CourseDay.room
    place = Venue.name, Venue.address, Venue.town, Venue.arrival, Venue.accessibility
    item = AgendaItem.starts_at, AgendaItem.title, AgendaItem.description, AgendaItem.speaker, AgendaItem.kind
    return (
        select(*day, *place, *item)
        .outerjoin(CourseDay.venue)
        .outerjoin(CourseDay.agenda)
        .where(CourseDay.cohort_id == bindparam("cohort"))
        .order_by(CourseDay.starts_at, CourseDay.id, AgendaItem.starts_at, AgendaItem.created_at)
    )


def programme_of(cohort: Cohort) -> list[Day]:
    """A cohort's days in order, each with where it is and what happens, in one query."""
    days: dict[UUID, Day] = {}
    for day_id, kind, starts_at, ends_at, room, *rest in db.session.execute(_programme(), {"cohort": cohort.id}):
        if day_id not in days:
            place = Place(*rest[:5]) if rest[0] is not None else None
            days[day_id] = Day(kind, starts_at, ends_at, room, place, [])
        if rest[5] is not None:
            days[day_id].agenda.append(Item(*rest[5:]))
    return list(days.values())
