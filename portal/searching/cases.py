"""Which cases hold the words, of those somebody may read now? Opened and looked through in memory: no index knows a word of them.

Others' cases are searched as they were handed in, one's own as one has written it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.own_cases.models import TEXT_FIELDS, HandedInCase, OwnCase
from portal.own_cases.queries import HAS_BEEN_HANDED_IN
from portal.people.models import Person
from portal.sealing.rows import unopened
from portal.searching.marking import Hit, Marker, Part, excerpt, marked
from portal.searching.words import Term, clean

LOOKED_THROUGH: Final = 300
MOST_SHOWN: Final = 10
PASSAGES: Final = 2


@dataclass(frozen=True)
class FoundCase:
    """A case that holds every word. `author` is empty for one's own."""

    own_case_id: UUID
    author_id: UUID
    cohort_id: UUID
    author: str
    course: str
    cohort: str
    title: list[Part]
    passages: list[list[Part]]


@dataclass(frozen=True)
class FoundCases:
    """The newest that hold the words. `total` is how many do among those looked through; `is_more` says there are older ones."""

    results: list[FoundCase]
    total: int
    is_more: bool


NO_CASES: Final = FoundCases([], 0, is_more=False)


def search_cases(terms: Sequence[Term], *, among: Select[OwnCase], reader: Person) -> FoundCases:
    """Those of the cases that hold every word, one's own first, then the newest. `among` is what the reader may see."""
    if not terms:
        return NO_CASES
    marker = Marker(terms)
    others = _handed_in(among, reader)
    texts = chain(_own(among, reader), others[:LOOKED_THROUGH])
    found = [hit for own_case, text in texts if (hit := _found(own_case, text, marker, len(terms), reader))]
    return FoundCases(found[:MOST_SHOWN], len(found), len(others) > LOOKED_THROUGH)


def _own(among: Select[OwnCase], reader: Person) -> list[tuple[OwnCase, Any]]:
    mine = among.where(OwnCase.author_id == reader.id).options(joinedload(OwnCase.cohort).joinedload(Cohort.course))
    found = db.session.scalars(mine.order_by(OwnCase.created_at.desc(), OwnCase.id)).all()
    return [(own_case, own_case) for own_case in found]


def _handed_in(among: Select[OwnCase], reader: Person) -> list[tuple[OwnCase, Any]]:
    """One more than are looked through. The originals, with the names in them, stay shut."""
    wanted = (
        select(OwnCase, HandedInCase)
        .join(HandedInCase, HAS_BEEN_HANDED_IN)
        .where(OwnCase.id.in_(among.with_only_columns(OwnCase.id)), OwnCase.author_id != reader.id)
        .options(
            *unopened(OwnCase),
            joinedload(OwnCase.author),
            joinedload(OwnCase.cohort).joinedload(Cohort.course),
        )
        .order_by(HandedInCase.submitted_at.desc(), HandedInCase.id)
        .limit(LOOKED_THROUGH + 1)
    )
    return [(own_case, text) for own_case, text in db.session.execute(wanted)]


def _found(own_case: OwnCase, text: Any, marker: Marker, wanted: int, reader: Person) -> FoundCase | None:
    title, *fields = (clean(getattr(text, name)) for name in ("title", *TEXT_FIELDS))
    in_title = marker.hits_in(title)
    in_fields = [(field, hits) for field in fields if (hits := marker.hits_in(field))]
    if _variety([*in_title, *(hit for _field, hits in in_fields for hit in hits)]) < wanted:
        return None
    best = sorted(in_fields, key=lambda one: -_variety(one[1]))[:PASSAGES]
    return FoundCase(
        own_case.id,
        own_case.author_id,
        own_case.cohort_id,
        "" if own_case.author_id == reader.id else own_case.author.name,
        own_case.cohort.course.title,
        own_case.cohort.name,
        marked(title, in_title),
        [excerpt(field, hits) for field, hits in best],
    )


def _variety(hits: Sequence[Hit]) -> int:
    return len({hit.term.stems for hit in hits})
