"""What do we ask about themes and lenses? Always of cases that whoever asks has been found to be allowed to read."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import String, Uuid, and_, cast, func, null, select, union_all
from sqlalchemy.orm import contains_eager

from portal.courses.cohort_models import Cohort
from portal.db import db
from portal.enrolments.models import TAKES_A_SEAT, Enrolment
from portal.own_cases.models import HANDED_IN, OwnCase
from portal.people.models import Person
from portal.preparing.models import DUTIES, ROLES, CaseMark, Lens, Theme
from portal.text import danish_order


class Named(NamedTuple):
    """A theme of the cohort, and how many of the cases have it."""

    id: UUID
    name: str
    cases: int


@dataclass
class OnCase:
    """What stands on one case: themes by name, lenses in their order."""

    themes: dict[UUID, str] = field(default_factory=dict)
    lenses: set[Lens] = field(default_factory=set)

    @property
    def duties(self) -> list[Lens]:
        """The duties at stake."""
        return [lens for lens in DUTIES if lens in self.lenses]

    @property
    def roles(self) -> list[Lens]:
        """Whose chair it is told from."""
        return [lens for lens in ROLES if lens in self.lenses]

    def has(self, mark: str) -> bool:
        """Whether this theme, by its id, or this lens stands there."""
        return any(str(theme) == mark for theme in self.themes) or mark in self.lenses


class Marks(NamedTuple):
    """All themes of a cohort, by name as Danes sort, and what stands on each of the cases asked about."""

    themes: list[Named]
    by_case: Mapping[UUID, OnCase]

    def on(self, own_case_id: UUID | None) -> OnCase:
        """What stands on this case."""
        return self.by_case.get(own_case_id, OnCase()) if own_case_id else OnCase()

    def count(self, lens: Lens) -> int:
        """How many of the cases have it."""
        return sum(lens in on.lenses for on in self.by_case.values())

    def name_of(self, mark: str) -> str:
        """What a theme, by its id, or a lens is called; nothing when there is none."""
        if mark in list(Lens):
            return str(Lens(mark).label)
        return next((theme.name for theme in self.themes if str(theme.id) == mark), "")


def marks_on(cohort: Cohort, own_case_ids: Collection[UUID]) -> Marks:
    """The themes of a cohort and the marks on these cases of it, in one query."""
    wanted = and_(CaseMark.theme_id == Theme.id, CaseMark.own_case_id.in_(own_case_ids))
    themes = (
        select(Theme.id, Theme.name, CaseMark.own_case_id, cast(null(), String).label("lens"))
        .outerjoin(CaseMark, wanted)
        .where(Theme.cohort_id == cohort.id)
    )
    lenses = select(cast(null(), Uuid), cast(null(), String), CaseMark.own_case_id, cast(CaseMark.lens, String)).where(
        CaseMark.lens.is_not(None), CaseMark.own_case_id.in_(own_case_ids)
    )
    return _gathered(db.session.execute(union_all(themes, lenses)))


def _gathered(rows: Iterable[tuple[UUID | None, str | None, UUID | None, str | None]]) -> Marks:
    names: dict[UUID, str] = {}
    counts: dict[UUID, int] = {}
    by_case: dict[UUID, OnCase] = {}
    for theme_id, name, own_case_id, lens in sorted(rows, key=lambda row: danish_order(row[1] or "")):
        if theme_id is not None and name is not None:
            names[theme_id] = name
            counts[theme_id] = counts.get(theme_id, 0) + (own_case_id is not None)
            if own_case_id is not None:
                by_case.setdefault(own_case_id, OnCase()).themes[theme_id] = name
        elif own_case_id is not None and lens is not None:
            by_case.setdefault(own_case_id, OnCase()).lenses.add(Lens(lens))
    return Marks([Named(theme, name, counts[theme]) for theme, name in names.items()], by_case)


def themes_of(own_case_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """The themes of these cases by name as Danes sort, in one query; a case without one is left out."""
    found = db.session.execute(
        select(CaseMark.own_case_id, Theme.name)
        .join(Theme, Theme.id == CaseMark.theme_id)
        .where(CaseMark.own_case_id.in_(own_case_ids))
    )
    themes: dict[UUID, list[str]] = {}
    for own_case_id, name in found:
        themes.setdefault(own_case_id, []).append(name)
    return {own_case_id: sorted(names, key=danish_order) for own_case_id, names in themes.items()}


def lacking_on(cohort: Cohort) -> list[Enrolment]:
    """Who has a place and an account and has handed nothing in, by name as Danes sort, in one query."""
    came = select(OwnCase.id).where(
        OwnCase.cohort_id == Enrolment.cohort_id,
        OwnCase.author_id == Enrolment.person_id,
        OwnCase.status.in_(HANDED_IN),
    )
    found = db.session.scalars(
        select(Enrolment)
        .join(Enrolment.person)
        .where(
            Enrolment.cohort_id == cohort.id,
            Enrolment.status.in_(TAKES_A_SEAT),
            Person.disabled_at.is_(None),
            ~came.exists(),
        )
        .options(contains_eager(Enrolment.person))
    )
    return sorted(found, key=lambda one: danish_order(one.person.name))


def theme_named(cohort_id: UUID, folded: str) -> Theme | None:
    """The theme of a cohort that is called this."""
    return db.session.scalars(select(Theme).where(Theme.cohort_id == cohort_id, Theme.folded == folded)).one_or_none()


def number_of_themes(cohort_id: UUID) -> int:
    """How many themes a cohort has."""
    return db.session.scalar(select(func.count()).where(Theme.cohort_id == cohort_id)) or 0
